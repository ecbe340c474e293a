"""「我已送件」: how and on which day the firm says it has filed, recorded with its draft."""

from __future__ import annotations

from datetime import date

from bot.effects import SaveCase
from bot.reading import Read, Unclear
from bot.skills.draft import FILABLE, on_file
from bot.skills.steps import reader_of
from bot.state import Answered, Sheet
from bot.talk import Talk
from rules.facts import Fact, Kind

_FILED_ON = Fact("filed_on", Kind.DATE, "")


def filed(talk: Talk, case: str = "") -> None:
    """「我已送件」: how, then on which day."""
    if not talk.cases:
        talk.tell("draft.none", talk.choice("menu", "menu"))
        return
    sheet = on_file(talk, case or talk.conversation.focus)
    if sheet is None:
        return
    if sheet.state not in FILABLE:
        talk.tell("draft.not_ready", talk.choice("continue", "resume"))
        return
    ways = talk.programme(sheet).rules.ways_to_file
    choices = [talk.choice(f"filed_{way}", f"filed_way:{sheet.case}:{way}") for way in ways]
    talk.tell("draft.filed_how", *choices, card="choice")


def filed_way(talk: Talk, case: str, way: str) -> None:
    """The way is known; ask for the day."""
    sheet = on_file(talk, case)
    if sheet is not None:
        talk.conversation.expecting = f"filed_on:{case}:{way}"
        key = "draft.filed_when" if "filed_on" in talk.programme(sheet).facts else "draft.filed_when_sent"
        talk.tell(key, talk.choice("back_out", "cancel", aside=True))


def filed_on(talk: Talk, about: str, text: str) -> None:
    """The day the papers were posted or brought (`about` is the case and the way): recorded as the firm says it."""
    case, _, way = about.partition(":")
    sheet = on_file(talk, case)
    if sheet is None:
        return
    programme = talk.programme(sheet)
    match reader_of(talk, sheet).read(_FILED_ON, text):
        case Read(value=date() as day) if day <= talk.desk.today:
            _record_filing(talk, sheet, way, day)
        case Read(value=date() as day):
            talk.tell("draft.filed_future", day=programme.wording.day(day, talk.lang))
        case Unclear() as unclear:
            talk.tell(f"reading.{unclear.key}", **unclear.values)


def _record_filing(talk: Talk, sheet: Sheet, way: str, day: date) -> None:
    talk.conversation.expecting = ""
    programme = talk.programme(sheet)
    for fact, value in (("delivery", way), ("filed_on", day.isoformat())):
        if fact in programme.facts:
            sheet.answers[fact] = Answered(fact=fact, value=value, at=talk.desk.now)
    sheet.state = "filed"
    talk.do(SaveCase(sheet, "filed", {"delivery": way, "filed_on": day.isoformat()}))
    wording = programme.wording
    choices = (talk.choice("drafts", "drafts"), talk.choice("menu", "menu"))
    opens, closes = programme.window(talk.edition(sheet))
    if not opens <= day <= closes:
        talk.tell("draft.filed_outside", opens=wording.day(opens, talk.lang), closes=wording.day(closes, talk.lang))
    key = "draft.filed" if programme.priced else "draft.filed_unpriced"
    said, how = wording.day(day, talk.lang), talk.word(f"button.filed_{way}")
    talk.tell(key, *choices, case=sheet.case, day=said, way=how)
