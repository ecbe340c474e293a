"""What Telegram is given: within its limits whatever is said, and readable on a phone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_view import BUTTONS_MOST, DATA_MOST, TEXT_MOST, Call, calls, width
from bot.channels.text import utf16
from bot.conversation import respond
from bot.messages import Choice, Exchange, Inbound, Link, Reply, token
from bot.state import Conversation
from rules.programme import programme
from tests.dialog import desk

WORDS = st.text(min_size=1, max_size=300).filter(str.strip)
CHOICES = st.lists(st.builds(Choice, WORDS, WORDS, st.booleans()), max_size=120)


def said(*replies: Reply) -> list[Call]:
    return calls(Exchange((), replies))


@given(st.text(min_size=1, max_size=9000).filter(str.strip), CHOICES)
def test_whatever_is_said_stays_within_the_limits(text: str, choices: list[Choice]) -> None:
    made = said(Reply(text, tuple(choices)))
    for call in made:
        assert utf16(call.text) <= TEXT_MOST
        buttons = [button for row in call.rows for button in row]
        assert len(buttons) <= BUTTONS_MOST
        assert all(1 <= len(button.data.encode()) <= DATA_MOST and len(row) <= 8 for row in call.rows for button in row)
    assert all(not call.rows for call in made[:-1])


def test_many_bubbles_of_words_share_messages_and_lose_nothing() -> None:
    asked = Reply("and?", (Choice("yes", "y"), Choice("no", "n")))
    five = [Reply(str(number)) for number in range(4)]
    assert [call.text for call in said(*five, asked)] == ["0", "1", "2", "3", "and?"]
    many = said(asked, *(Reply(f"line {number} " + "字" * 300) for number in range(20)), asked)
    # a line and the break after it take at most 310 characters: 13 of them fit a message of 4096
    assert [len(call.text) <= TEXT_MOST for call in many] == [True] * len(many)
    assert len(many) == 5
    assert [call.text for call in many if call.rows] == ["and?", "and?"]
    assert re.findall(r"line (\d+)", "\n".join(call.text for call in many)) == [str(number) for number in range(20)]


def test_markup_in_a_text_is_only_text() -> None:
    assert said(Reply("<b>*粗*</b> & _斜_ [x](y)"))[0] == Call("<b>*粗*</b> & _斜_ [x](y)")


def test_short_choices_stand_side_by_side_with_their_numbers() -> None:
    (call,) = said(Reply("哪裡？", (Choice("臺灣", "a"), Choice("國外", "b"), Choice("為什麼", "c", aside=True))))
    assert [[button.label for button in row] for row in call.rows] == [["1 臺灣", "2 國外"], ["為什麼"]]


def test_long_choices_are_named_in_the_text_for_the_buttons_cut_them_off() -> None:
    long = "國際綠色驗證分攤費用作業規範（107 年度）"
    (call,) = said(Reply("哪一個？", (Choice(long, "a"), Choice("都不是", "b"))))
    assert call.text == f"哪一個？\n1 {long}\n2 都不是"
    assert call.rows[0][0].label.endswith("…")
    assert width(call.rows[0][0].label) <= 34


def test_only_the_last_choices_are_numbered() -> None:
    first, last = said(Reply("a", (Choice("x", "x"),)), Reply("b", (Choice("y", "y"),)))
    assert (first.rows[0][0].label, last.rows[0][0].label) == ("x", "1 y")
    above, _ = said(Reply("a", (Choice("x", "x"),)), Reply("an open question, which may take a number itself"))
    assert above.rows[0][0].label == "x"


def test_links_are_buttons_that_bring_the_file() -> None:
    links = (
        Link("Word", "/drafts/GT-107-ABCDEF.docx"),
        Link("Excel", "/drafts/GT-107-ABCDEF.xlsx"),
        Link("Print", "/drafts/GT-107-ABCDEF/print"),
    )
    (call,) = said(Reply("ready", links=(*links, Link("Mine", "/mydata.json"))))
    assert [button.data for row in call.rows for button in row] == [
        *("get:word:GT-107-ABCDEF", "get:sheet:GT-107-ABCDEF", "get:mine")
    ]


def test_a_document_is_a_call_of_its_own() -> None:
    link = Link("Word", "/drafts/GT-107-ABCDEF.docx")
    assert said(Reply("here", documents=(link,))) == [Call("here"), Call(document=link)]


def test_a_long_value_comes_back_by_its_sign() -> None:
    value = "example:1" + ":" * 60
    assert len(token(value, 64)) <= 64 < len(value)
    conversation = Conversation(offered=(Choice("x", "menu"), Choice("y", "person")))
    turn = respond(conversation, {}, [Inbound("choice", choice=token("person", 0))], desk(False))
    assert turn.conversation.expecting == "staff_note"
    stale = respond(conversation, {}, [Inbound("choice", choice=token("gone", 0))], desk(False))
    assert stale.replies[0].choices[-1].value == "menu"


def test_every_value_a_dialog_offers_fits_a_button() -> None:
    """Case numbers are 13 characters; the longest facts and options of the programme, put together."""
    found = programme("certification")
    edition = found.latest()
    values = [
        f"set:GT-107-ABCDEF:{fact}:{value}" for fact in found.facts for value in found.suggestions(fact, edition)
    ] + [f"set:GT-107-ABCDEF:label:{label}" for label in edition.labels]
    assert max(len(value.encode()) for value in values) <= DATA_MOST
