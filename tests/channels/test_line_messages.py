"""LINE's messages: counted as LINE counts, within every limit, and never losing a choice or a paper."""

from __future__ import annotations

import pytest

from bot.channels import line_messages as limits
from bot.channels.line_cards import ROWS_A_BUBBLE, call, postback, pressed
from bot.channels.line_messages import BrokenLimit, Call, Card, Json, OpenLink, Postback, Text
from bot.channels.line_text import clusters, cut
from bot.messages import Choice, Link, Reply
from tests.channels.line_limits import over_limit
from tests.channels.line_schema import problem

FAMILY = "👨\u200d👩\u200d👧"
FLAG = "🇹🇼"


def nowhere(link: Link) -> str:
    return ""


def somewhere(link: Link) -> str:
    return f"https://desk.example{link.href}?openExternalBrowser=1"


def sent(*replies: Reply) -> list[Json]:
    """What goes out, held against LINE's description and its further limits."""
    made = call(replies, somewhere)
    assert made is not None
    messages = made.to_json()
    assert not [trouble for message in messages if (trouble := over_limit(message))]
    assert not problem("messaging-api", "PushMessageRequest", {"to": "U1", "messages": messages})
    return messages


def test_a_character_is_what_people_see() -> None:
    # a family of three is joined of five characters, a flag of two letters, é here of a letter and an accent
    assert clusters(f"a{FAMILY}{FLAG}{FLAG}e\u0301👍🏽字") == ["a", FAMILY, FLAG, FLAG, "e\u0301", "👍🏽", "字"]


@pytest.mark.parametrize("text", ["a" * 20, "字" * 20, FAMILY * 20, FLAG * 20])
def test_twenty_characters_are_a_label(text: str) -> None:
    assert cut(text, limits.LABEL_CLUSTERS) == text
    Postback(text, "x", text)


@pytest.mark.parametrize("char", ["a", "字", FAMILY])
def test_twenty_one_are_cut_or_refused(char: str) -> None:
    assert cut(char * 21, limits.LABEL_CLUSTERS) == char * 19 + "…"
    with pytest.raises(BrokenLimit):
        Postback(char * 21, "x", "x")


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Text(""),
        lambda: Text("🍎" * 2501),  # two UTF-16 units each: 5,002
        lambda: Postback("x", "d" * 301, "x"),
        lambda: Postback("", "d", "x"),
        lambda: OpenLink("x", "https://desk.example/" + "a" * 1000),
        lambda: Card("", ({"type": "bubble"},)),
        lambda: Card("x" * 1501, ({"type": "bubble"},)),
        lambda: Card("x", tuple({"type": "bubble"} for _ in range(13))),
        lambda: Card("x", ({"type": "bubble", "x": "x" * 31_000},)),
        lambda: Card("x", tuple({"type": "bubble", "x": "x" * 20_000} for _ in range(3))),
        lambda: Call(()),
        lambda: Call(tuple(Text(str(n)) for n in range(6))),
        lambda: Call((Text("x"),), tuple(Postback("x", str(n), "x") for n in range(14))),
    ],
)
def test_what_line_would_refuse_cannot_be_made(broken: object) -> None:
    with pytest.raises(BrokenLimit):
        broken()  # type: ignore[operator]


def test_what_line_just_takes_can_be_made() -> None:
    Text("🍎" * 2500)
    Postback("x", "d" * 300, "x" * 300)
    Call(tuple(Text(str(n)) for n in range(5)), tuple(Postback("x", str(n), "x") for n in range(13)))


def test_an_answer_is_text_with_its_choices_numbered() -> None:
    answer = Reply(
        "不含。只分攤申請費。", (Choice("看依據", "basis:x"), Choice("試算", "start:y"), Choice("上一題", "back", True))
    )
    (message,) = sent(answer)
    assert message["type"] == "text"
    assert message["text"] == "不含。只分攤申請費。\n1 看依據\n2 試算"
    assert [item["action"]["label"] for item in message["quickReply"]["items"]] == ["看依據", "試算", "上一題"]


def test_a_result_is_a_card_whose_alternative_says_it_all() -> None:
    result = Reply(
        "初步符合，試算可分攤 36,000 元\n120,000 × 30% = 36,000", (Choice("逐項看", "details"),), card="result"
    )
    (message,) = sent(result)
    assert message["type"] == "flex"
    assert message["altText"] == "初步符合，試算可分攤 36,000 元\n120,000 × 30% = 36,000\n1 逐項看"
    assert message["contents"]["header"]["contents"][0]["text"] == "初步符合，試算可分攤 36,000 元"


def test_choices_are_rows_with_numbers_and_whole_labels() -> None:
    long = "申請者為進口商，且產品於國外製造並在臺灣銷售（含線上）"
    (message,) = sent(
        Reply("在哪裡生產？", (Choice(long, "set:1:a:b"), Choice("為什麼問", "why", True)), card="choice")
    )
    row = message["contents"]["body"]["contents"][1]
    assert [part["text"] for part in row["contents"]] == ["1", long]
    assert row["action"]["label"] == long[:19] + "…"
    assert row["action"]["displayText"] == long
    assert [item["action"]["label"] for item in message["quickReply"]["items"]] == ["為什麼問"]


def test_many_choices_fill_bubbles_side_by_side() -> None:
    (message,) = sent(
        Reply("清單", tuple(Choice(f"標章 {n}", f"set:1:label:{n}") for n in range(1, 27)), card="choice")
    )
    bubbles = message["contents"]["contents"]
    # 26 labels: 10, 10 and 6
    assert [len(bubble["body"]["contents"]) for bubble in bubbles] == [ROWS_A_BUBBLE + 1, ROWS_A_BUBBLE, 6]
    assert "26 標章 26" in message["altText"]


def test_only_the_newest_choices_carry_numbers() -> None:
    first = Reply("不含。", (Choice("看依據", "basis:x"),))
    second = Reply(
        "第 2 題：哪一天？", (Choice("還沒", "set:1:c:not_yet"), Choice("上一題", "back", True)), card="choice"
    )
    text, card = sent(first, second)
    assert text == {"type": "text", "text": "不含。"}
    assert card["altText"] == "第 2 題：哪一天？\n1 還沒"
    assert [item["action"]["label"] for item in card["quickReply"]["items"]] == ["上一題", "看依據"]


def test_of_two_answers_buttons_of_the_same_words_lead_to_the_newest() -> None:
    one, two = (Reply(text, (Choice("看依據", f"basis:{text}"),)) for text in ("一", "二"))
    (*_, newest) = sent(one, two)
    assert [pressed(item["action"]["data"])[0] for item in newest["quickReply"]["items"]] == ["basis:二"]


def test_above_an_open_question_no_number_stands_that_it_would_take_for_its_answer() -> None:
    greeting, question = sent(Reply("您好", (Choice("我要申請", "start"),), card="choice"), Reply("買了什麼？"))
    assert greeting["altText"] == "您好"
    assert "quickReply" not in question


def test_papers_are_links_opened_outside() -> None:
    links = (Link("下載 Word", "/drafts/GT-1.docx", "hint"), Link("列印", "/drafts/GT-1/print"))
    (message,) = sent(Reply("已備妥", links=links, documents=links[:1], card="draft"))
    uris = [button["action"]["uri"] for button in message["contents"]["footer"]["contents"]]
    assert uris == [somewhere(link) for link in links]


def test_without_a_public_address_the_hint_is_told() -> None:
    made = call(
        [Reply("已備妥", links=(Link("下載 Word", "/drafts/GT-1.docx", "請在網頁上打開"),), card="draft")], nowhere
    )
    assert made is not None
    assert made.to_json()[0]["altText"] == "已備妥\n下載 Word: 請在網頁上打開"


def test_a_long_text_is_split_and_loses_nothing() -> None:
    text = "。".join(f"第 {n} 句" * 20 for n in range(120))
    messages = sent(Reply(text))
    assert len(messages) > 1
    assert "".join(message["text"] for message in messages).replace("\n", "") == text.replace("\n", "")


def test_more_than_five_bubbles_are_joined() -> None:
    replies = [Reply(f"答 {n}", (Choice(f"看 {n}", f"entry:{n}"),), card="choice" if n % 2 else "") for n in range(12)]
    messages = sent(*replies)
    assert len(messages) <= limits.MESSAGES_A_CALL
    shown = "\n".join(str(message.get("text") or message.get("altText")) for message in messages)
    assert [f"答 {n}" for n in range(12) if f"答 {n}" not in shown] == []


def test_more_than_five_cards_with_papers_keep_every_address() -> None:
    replies = [Reply(f"paper {n}", links=(Link("Open", f"/drafts/{n}/print"),), card="draft") for n in range(8)]
    messages = sent(*replies)
    assert len(messages) == 5
    told = str(messages)
    assert all(f"paper {n}" in told and f"desk.example/drafts/{n}/print" in told for n in range(8))


def test_too_much_for_a_card_is_told_as_text() -> None:
    huge = tuple(Choice("字" * 250 + str(n), f"set:{n}") for n in range(60))
    messages = sent(Reply("選一個", huge, card="choice"))
    assert {message["type"] for message in messages} == {"text"}
    assert "60 " in messages[-1]["text"]


def test_nothing_said_is_no_call() -> None:
    assert call([], nowhere) is None
    assert call([Reply(" \n")], nowhere) is None


@pytest.mark.parametrize("label", ["臺灣", "字" * 400])
def test_a_pressed_button_brings_its_value_and_its_words(label: str) -> None:
    value, words = pressed(postback(Choice(label, "set:1:made_in:taiwan")).data)
    assert value == "set:1:made_in:taiwan"
    assert words == (label if len(label) < 100 else "")
