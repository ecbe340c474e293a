"""The core: never an exception from anything said; old buttons are harmless."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.effects import AskStaff, DropPurchases, Unsubscribe
from bot.messages import FileRef, Inbound
from bot.verbs import VERBS
from tests.dialog import STRAIGHT, Dialog, trial

SAID = st.one_of(
    st.text(max_size=80),
    st.text("0123456789", max_size=12),
    st.sampled_from(["真人", "上一題", "取消", "8", "改第2題"]),
)


@settings(max_examples=120, deadline=None)
@given(done=st.integers(0, len(STRAIGHT)), said=st.lists(SAID, max_size=4))
def test_any_text_at_any_point_is_answered(done: int, said: list[str]) -> None:
    dialog = trial(*STRAIGHT[:done])
    for text in said:
        turn = dialog.hears(Inbound("text", text))
        assert turn.replies
        assert all(reply.text.strip() for reply in turn.replies)


@settings(max_examples=150, deadline=None)
@given(
    verb=st.sampled_from(sorted(VERBS)),
    arguments=st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["1", "made_in", "taiwan", "label", "other"]))),
    done=st.sampled_from([0, 3, len(STRAIGHT)]),
)
def test_any_button_value_is_answered(verb: str, arguments: list[str], done: int) -> None:
    dialog = trial(*STRAIGHT[:done])
    assert dialog.presses(":".join([verb, *arguments]))


@pytest.mark.parametrize("kind", ["sticker", "file", "opened"])
def test_other_kinds_are_answered_and_change_nothing(kind: str) -> None:
    dialog = trial("有登記")
    before = dialog.conversation.trial
    dialog.hears(Inbound(kind))  # type: ignore[arg-type]
    assert dialog.conversation.trial == before


BAD = [
    "",
    "   ",
    "😀😀",
    "x" * 10_000,
    "<script>alert(1)</script>",
    "'; DROP TABLE draft;--",
    "\x00\x1b[2J",
    "很" * 1999,
]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("done", range(len(STRAIGHT)))
def test_bad_input_at_every_step_loses_nothing_and_the_step_stays(bad: str, done: int) -> None:
    dialog = trial(*STRAIGHT[:done])
    before = dialog.conversation.trial
    assert dialog.says(bad)
    assert dialog.conversation.trial == before
    for answer in STRAIGHT[done:]:
        said = dialog.says(answer)
    assert "36,000" in said


def test_three_bubbles_in_one_go_are_one_question() -> None:
    dialog = Dialog()
    # 80,000 is in the middle tier: 30% = 24,000
    assert "24,000" in dialog.says("申請費", "8 萬", "可以補助多少")


def test_a_refused_subject_is_not_what_the_next_question_is_about() -> None:
    dialog = Dialog()
    assert "碳費" in dialog.says("碳費怎麼算")
    for number in ("1", "2", "3"):
        assert "107" in dialog.presses(f"example:{number}")


def test_a_trial_asks_the_officers_nothing_until_it_is_a_draft() -> None:
    dialog = Dialog(open_window=True)
    dialog.presses("trial:certification")
    dialog.says("有登記")
    turn = dialog.hears(Inbound("choice", "", "staff:1:made_in"))
    assert not [effect for effect in turn.effects if isinstance(effect, AskStaff)]
    for answer in STRAIGHT[2:]:
        dialog.says(answer)
    dialog.says("準備申請")
    opened = dialog.hears(Inbound("choice", "", "consent:yes"))
    (request,) = [effect for effect in opened.effects if isinstance(effect, AskStaff)]
    assert (request.fact, request.case) == ("made_in", next(iter(dialog.cases)))


def test_a_name_alone_keeps_the_language() -> None:
    dialog = Dialog()
    dialog.says("藍天使有補助嗎")
    for name in ("TCO", "FSC", "OEKO-TEX", "EPD"):
        assert "依據" in dialog.says(name)


def test_yes_and_no_answer_the_question_about_deleting() -> None:
    dialog = trial("有登記")
    dialog.says("刪除我的資料")
    assert "都留著" in dialog.says("不是")
    dialog.says("刪除我的資料")
    assert "已刪除" in dialog.says("是")
    assert dialog.conversation.trial is None


def test_an_old_button_with_the_same_answer_goes_on() -> None:
    dialog = trial("有登記", "臺灣")
    assert "第 3 題" in dialog.presses("set:1:made_in:taiwan")


def test_an_old_button_with_another_answer_says_so_and_changes_nothing() -> None:
    dialog = trial("有登記", "臺灣")
    before = dialog.conversation.trial
    said = dialog.presses("set:1:made_in:abroad")
    assert "第 2 題的舊按鈕" in said
    assert "第 3 題" in said
    assert dialog.conversation.trial == before


def test_a_button_of_an_earlier_trial_says_so() -> None:
    dialog = trial("有登記")
    dialog.presses("trial:certification")
    assert "先前那次試算" in dialog.presses("set:1:made_in:abroad")


def test_two_misses_in_a_row_offer_a_person() -> None:
    dialog = Dialog()
    first = dialog.hears(Inbound("text", "阿嬤的滷肉要滷幾分鐘才軟"))
    second = dialog.hears(Inbound("text", "烏龜怎麼養比較好"))
    assert "不猜給您" in first.replies[-1].text
    assert second.replies[-1].choices[0].value == "person"
    assert "轉給承辦" in second.replies[-1].text


def test_a_person_is_promised_only_where_one_is_on_file() -> None:
    dialog = Dialog()
    dialog.says("藍天使有補助嗎")
    dialog.says("真人")
    assert "陳承辦" in dialog.presses("send")


@pytest.mark.parametrize(
    ("before", "entry"),
    [
        ("藍天使有補助嗎", "certification.contact"),
        ("綠色商店目標台中多少", "procurement.contact"),
        ("阿嬤的滷肉要滷幾分鐘才軟", ""),
    ],
)
def test_where_nobody_is_on_duty_the_contact_of_the_document_talked_about_is_offered(before: str, entry: str) -> None:
    dialog = Dialog()
    dialog.desk = replace(dialog.desk, operator=replace(dialog.desk.operator, officers=""))
    dialog.says(before)
    dialog.says("真人")
    turn = dialog.hears(Inbound("choice", "", "send"))
    offered = [choice.value for choice in turn.replies[-1].choices]
    assert [value for value in offered if value.startswith("entry:")] == ([f"entry:{entry}"] if entry else [])


def test_to_submit_is_the_next_step_towards_the_officers() -> None:
    dialog = Dialog(open_window=True)
    assert "還沒有試算結果" in dialog.says("送出")
    dialog.presses("trial:certification")
    for answer in ("有登記", "臺灣", "107", "107/6/1", "藍天使", "120000", "沒有", "沒有"):
        dialog.says(answer)
    assert "個資告知" in dialog.says("送出")
    dialog.says("同意")
    assert "還沒備妥" in dialog.says("送出")


def test_no_more_leaves_the_dialog_and_keeps_the_answers() -> None:
    dialog = trial("有登記")
    assert "答案都留著" in dialog.says("不用了")
    assert "第 2 題" in dialog.says("繼續")


def test_where_a_whole_number_is_asked_no_button_bears_another() -> None:
    dialog = Dialog()
    dialog.presses("trial:stores")
    offered = dialog.conversation.offered
    assert offered
    assert all(choice.aside for choice in offered)  # the first question asks how many kinds bear the eco label


def test_buttons_fit_the_smallest_platform() -> None:
    # Telegram takes 64 bytes of callback data.
    dialog = trial(*STRAIGHT[:4])
    turn = dialog.hears(Inbound("choice", "", "labels:1:label"))
    values = [choice.value for reply in turn.replies for choice in reply.choices]
    assert len(values) == 26  # the labels that 第四點（三） names
    assert max(len(value.encode()) for value in values) <= 64


def test_of_a_list_that_was_taken_back_nothing_is_kept() -> None:
    dialog = Dialog()
    dialog.hears(Inbound("file", id="m1", file=FileRef("m1", "list.csv", 100)))
    dialog.hears(Inbound("choice", choice="list_agree:1:yes"))
    assert not dialog.hears(Inbound("unsent", id="m1")).replies
    late = dialog.hears(Inbound("worked", '{"file": 7}', "1:columns"))  # what was being read all the while
    assert late.effects == (DropPurchases(7),)
    assert not late.replies


def test_messages_in_quick_succession_in_a_group_stay_in_the_group() -> None:
    turn = Dialog().hears(Inbound("text", "", group=True), Inbound("text", "我的草稿", group=True))
    assert turn.conversation.group
    assert "私訊" in turn.replies[0].text


def test_a_change_of_language_says_the_last_answer_again() -> None:
    dialog = Dialog()
    assert "247 個團體會員" in dialog.says("GPN有幾個會員")  # document 4, 3.1
    again = dialog.says("and in English?")
    assert "English from here on" in again
    assert "247 member organisations" in again
    assert "247 个团体会员" in dialog.says("簡體")


def test_a_change_of_language_before_any_question_shows_the_menu() -> None:
    assert "look up the rules" in Dialog().says("English please")


@pytest.mark.parametrize("said", ["OK", "好", "了解", "👍", "thanks", "好的！"])
def test_a_nod_after_an_answer_asks_nothing_and_changes_no_language(said: str) -> None:
    dialog = Dialog()
    assert "24,000" in dialog.says("申請費 8 萬可以補助多少")  # 30% of 80,000, under the cap of 30,000
    answer = dialog.says(said)
    assert "還有問題隨時問" in answer
    assert "30%" not in answer


def test_a_command_of_nobody_shows_what_there_is_in_the_language_spoken() -> None:
    dialog = Dialog()
    dialog.says("藍天使有補助嗎")
    assert dialog.says("/settings").startswith("我可以：")


def test_word_of_a_new_year_can_be_wished_for_in_so_many_words() -> None:
    dialog = Dialog()
    assert "哪一項" in dialog.says("有新年度通知我")
    assert "會在這裡通知您" in dialog.says("1")
    dialog.says("驗證分攤的申請費 8 萬可以補助多少")
    assert "107 年廠商申請國際綠色驗證分攤費用作業規範" in dialog.says("有新年度請通知我")
    turn = dialog.hears(Inbound("text", "取消通知"))
    assert "不再通知您" in turn.replies[0].text
    assert Unsubscribe("certification") in turn.effects


def test_what_was_said_last_is_said_again() -> None:
    dialog = Dialog()
    assert dialog.says("再說一次").startswith("我可以：")
    assert dialog.says("GPN有幾個會員") == dialog.says("再說一次")
    dialog = trial(*STRAIGHT[:2])
    assert "第 3 題" in dialog.says("再說一次")


@pytest.mark.parametrize("said", ["連結 ABCD-2345", "連結：ABCD-2345", "連結ABCD2345", "link abcd-2345", "ABCD-2345"])
def test_a_code_is_known_however_it_is_typed(said: str) -> None:
    assert "連結碼不對" in Dialog().says(said)


def test_what_looks_like_a_code_answers_the_question_that_is_open() -> None:
    dialog = trial(*STRAIGHT[:4])
    assert "連結碼" not in dialog.says("ABCD-2345")


def test_a_group_is_told_how_to_speak_to_the_desk() -> None:
    turn = Dialog().hears(Inbound("opened", choice="lang:zh", group=True))
    assert "標記我（@）" in turn.replies[0].text
    assert "標記" not in Dialog().hears(Inbound("opened", choice="lang:zh")).replies[0].text


def test_a_photo_is_no_use_where_no_programme_is_open() -> None:
    photo = Inbound("file", file=FileRef("1", "photo.jpg"))
    assert "現在沒有受理中的計畫" in Dialog().hears(photo).replies[0].text
    assert "還沒有草稿" in Dialog(open_window=True).hears(photo).replies[0].text


def test_a_day_is_followed_by_its_words_without_a_gap() -> None:
    dialog = Dialog(open_window=True)
    dialog.presses("trial:certification")
    for answer in STRAIGHT[:3]:
        dialog.says(answer)
    # certified after 2018-06-01, the day of filing that is supposed
    assert "107/06/30（2018-06-30）晚於" in dialog.says("107/6/30")


def test_an_answer_of_an_open_window_stands_right_above_its_source() -> None:
    answer = Dialog(open_window=True).says("107 年的驗證分攤現在還能申請嗎")
    assert "受理到 107/11/30" in answer
    assert "03-5914296。\n依據" in answer
