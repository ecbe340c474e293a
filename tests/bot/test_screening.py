"""Which programme fits me, in conversation: carried answers, honest paths, old buttons, and anything said to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Inbound, Lang, Reply
from bot.phrases import phrases
from bot.skills import screened
from bot.state import Conversation
from bot.state_screening import Screening
from bot.talk import Talk
from bot.verbs import VERBS
from bot.wording import words
from rules.screening import Judged, screening
from rules.screening.table import Node
from tests.dialog import Dialog, desk

TABLE = screening()
LANGS: tuple[Lang, ...] = ("zh", "en")
SAID = (
    *("1", "2", "6", "1、6", "1,6,7", "99", "製造業", "我們是公協會", "不是製造業", "不知道", "為什麼問", "上一題"),
    *(
        "取消",
        "繼續",
        "就這些",
        "改第 1 題",
        "改第 9 題",
        "哪個計畫適合我",
        "選單",
        "看我的答案",
        "逐項看",
        "申請費 8 萬可以補助多少",
        "隨便",
        "",
    ),
)


class Asker(Dialog):
    """Somebody who asks what fits."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[Reply, ...] = ()
        self.says("哪個計畫適合我")

    def hears_all(self, inbound: Inbound) -> str:
        turn = self.hears(inbound)
        self.shown = turn.replies
        assert turn.replies
        return "\n".join(reply.text for reply in turn.replies)

    def says(self, *texts: str) -> str:
        return "\n".join(self.hears_all(Inbound("text", text)) for text in texts)

    def presses(self, value: str) -> str:
        return self.hears_all(Inbound("choice", value, value))

    def labels(self) -> list[str]:
        return [choice.label for reply in self.shown for choice in reply.choices]

    def value(self, label: str) -> str:
        return next(choice.value for reply in self.shown for choice in reply.choices if choice.label == label)

    @property
    def screening(self) -> Screening:
        assert self.conversation.screening is not None
        return self.conversation.screening


def leaves(node: Node) -> set[Judged]:
    found: set[Judged] = set()
    for given_ in node.gives.values():
        found |= {given_} if isinstance(given_, Judged) else leaves(given_)
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_everything_is_worded_and_fits_a_button(lang: Lang) -> None:
    said = words()
    talk = Talk(desk(False), Conversation(lang=lang), {})
    for id, question in TABLE.questions.items():
        assert screened.question(talk, id).endswith(("？", "。", "?", "."))
        assert screened.why(talk, id)
        assert len(screened.name(talk, id)) <= (12 if lang == "zh" else 30)
        for option in question.options:
            assert 0 < len(screened.option(talk, id, option)) <= (20 if lang == "zh" else 30)
    for one in TABLE.options:
        assert screened.title(talk, one)
        assert said.say(f"fit.programme.{one.id}.stake", lang, **screened.figures(talk, one))
        assert said.has(f"fit.opens.{one.opens.rpartition(':')[2]}")
        for condition in one.conditions:
            for judged in leaves(condition.tree) - {Judged.MET}:
                assert said.has(f"fit.reason.{condition.id}.{judged.value}"), (condition.id, judged)
    for situation in TABLE.situations:
        assert said.has(f"fit.situation.{situation}.name")
        assert said.has(f"fit.situation.{situation}.text")


def test_no_word_is_left_over() -> None:
    reasons = {
        f"fit.reason.{condition.id}.{judged.value}"
        for one in TABLE.options
        for condition in one.conditions
        for judged in leaves(condition.tree) - {Judged.MET}
    }
    spoken = {name for name in words().names() if name.startswith("fit.reason.")}
    assert spoken == reasons
    options = {f"fit.fact.{id}.{option}" for id, question in TABLE.questions.items() for option in question.options}
    texts = {f"fit.fact.{id}.{text}" for id in TABLE.questions for text in ("name", "question", "why")}
    assert {name for name in words().names() if name.startswith("fit.fact.")} == options | texts


@pytest.mark.parametrize("text", ["哪個計畫適合我", "我可以申請什麼", "which programme fits me"])
def test_it_is_begun_by_words(text: str) -> None:
    assert phrases().command(text) == "fit"


@pytest.mark.parametrize(
    ("text", "situation"),
    [("我們有好幾個廠", "sites"), ("我是顧問", "client"), ("公會可以帶會員一起申請嗎", "members")],
)
def test_a_situation_is_found_by_words(text: str, situation: str) -> None:
    assert phrases().command(text) == f"fit_about:{situation}"
    assert "承辦" in Dialog().says(text) or "環保局" in Dialog().says(text)


def test_every_dialog_it_leads_to_is_there() -> None:
    verbs = {option.opens.partition(":")[0] for option in TABLE.options}
    assert verbs <= set(VERBS)


def test_what_was_said_is_offered_in_the_programmes_own_dialog() -> None:
    asker = Asker()
    asker.says("製造業", "1", "就這些", "當過", "有登記", "臺灣", "1")
    asker.presses(asker.value("看「驗證費用分攤」"))
    asker.presses("trial:certification")
    assert "同前：有登記" in asker.labels()
    asker.presses(asker.value("同前：有登記"))
    assert "同前：臺灣" in asker.labels()
    asker.presses(asker.value("同前：臺灣"))
    assert not [label for label in asker.labels() if label.startswith("同前")]  # a counselling year is never offered


def test_a_consultant_keeps_firms_apart() -> None:
    asker = Asker()
    assert "要不要授權書由承辦判斷" in asker.presses(asker.value("我是顧問，替別家查"))
    asker.says("製造業", "分攤國外綠色驗證費用", "就這些", "沒有")
    asker.presses(asker.value("換下一家"))
    assert asker.screening.client
    assert not asker.screening.answers
    assert "第 1 題" in asker.shown[-1].text


def test_an_old_button_changes_nothing() -> None:
    asker = Asker()
    stamp = asker.screening.stamp
    asker.says("政府機關")
    before = asker.screening.model_dump()
    assert "答案沒有變" in asker.presses(f"fit_set:{stamp}:who:shop")
    assert asker.screening.model_dump() == before
    asker.says("哪個計畫適合我")
    assert "失效" in asker.presses(f"fit_set:{stamp}:who:shop")


def test_several_are_taken_at_once_or_one_by_one() -> None:
    at_once, by_taps = Asker(), Asker()
    at_once.says("零售店家", "6、7")
    by_taps.says("零售店家")
    by_taps.presses(by_taps.value("開店賣綠色產品"))
    assert "開店賣綠色產品" not in by_taps.labels()
    by_taps.presses(by_taps.value("申報綠色採購、爭取表揚"))
    by_taps.presses(by_taps.value("就這些"))
    assert at_once.screening.answers == by_taps.screening.answers
    assert at_once.screening.answers["goals"] == ("purchases", "store")


@pytest.mark.parametrize("id", TABLE.situations)
def test_an_honest_path_names_its_clause_and_a_person(id: str) -> None:
    asker = Asker()
    text = asker.presses(f"fit_about:{id}")
    assert "依據：" in text
    assert "承辦" in text or "環保局" in text
    assert "問承辦" in asker.labels()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(SAID), st.integers(0, 12)), max_size=12))
def test_anything_said_or_pressed_is_answered(turns: list[str | int]) -> None:
    asker = Asker()
    for turn in turns:
        values = [choice.value for reply in asker.shown for choice in reply.choices if choice.value.startswith("fit")]
        if isinstance(turn, str):
            asker.says(turn)
        elif values:
            asker.presses(values[turn % len(values)])
    assert all(reply.text.strip() for reply in asker.shown)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([verb for verb in VERBS if verb.startswith("fit")]),
    st.lists(st.one_of(st.text(max_size=8), st.sampled_from(["1", "2", "who", "goals", "shop", "store"])), max_size=4),
)
def test_any_button_value_is_answered(verb: str, arguments: list[str]) -> None:
    assert Asker().presses(":".join([verb, *arguments]))


def test_what_one_trial_knew_is_offered_in_the_next() -> None:
    dialog = Dialog()
    dialog.presses("trial:certification")
    dialog.says("有登記")
    dialog.says("臺灣")
    dialog.presses("trial:stores")
    assert dialog.conversation.told == {"registered_trader": "yes", "made_in": "taiwan"}
    turn = dialog.hears(Inbound("choice", "", "trial:certification"))
    assert "同前：有登記" in [choice.label for reply in turn.replies for choice in reply.choices]


def test_the_screening_goes_by_the_editions_of_the_day() -> None:
    today = screening(desk(False).today)
    assert today.fits({"who": ("shop",)}) == TABLE.fits({"who": ("shop",)})
