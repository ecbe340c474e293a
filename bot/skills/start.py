"""Beginning: whether the edition is still open, what can be done today, and the trial."""

from __future__ import annotations

from functools import lru_cache

from bot.effects import Subscribe, Unsubscribe
from bot.messages import Choice
from bot.skills import interview, shared
from bot.skills.values import of_its_end, pairs
from bot.state import Answered, Sheet
from bot.talk import Gone, Talk
from rules.facts import FactValue, to_json
from rules.interview import at_most, usually
from rules.parameters import Edition
from rules.programme import Programme

REMEMBERED = 100
"""Trials whose length is kept; it differs by programme, edition and, while that one is open, by the day."""


def _programme(talk: Talk, programme_id: str) -> Programme:
    found = talk.desk.programmes.get(programme_id)
    if found is None:
        raise Gone(programme_id)
    return found


def start(talk: Talk, programme_id: str = "") -> None:
    """Say first whether the programme is closed, and offer what is possible today; without one, ask which."""
    if not programme_id:
        which(talk, "start")
        return
    programme = _programme(talk, programme_id)
    edition = programme.at(talk.desk.today)
    if not programme.rules.ways_to_file:
        trial(talk, programme_id)
        return
    opens, closes = programme.window(edition)
    person = talk.choice("ask_officer", "person")
    if talk.desk.today < opens:
        day = programme.wording.day(opens, talk.lang)
        first = talk.choice("trial", f"trial:{programme_id}")
        talk.tell("start.early", first, person, card="choice", programme=edition.document[talk.lang], day=day)
    elif talk.desk.today > closes:
        choices = (
            talk.choice("trial", f"trial:{programme_id}"),
            talk.choice("news", f"news:{programme_id}"),
            person,
        )
        talk.say(of_its_end(talk, "start.closed", programme, edition), *choices, card="choice")
    else:
        priced = programme.priced
        first = talk.choice("first_trial" if priced else "first_check", f"trial:{programme_id}")
        key = "start.open" if priced else "start.open_unpriced"
        talk.say(of_its_end(talk, key, programme, edition), first, person, card="choice")


def anything_open(talk: Talk) -> bool:
    """Whether an application can be prepared today."""
    filable = (one for one in talk.desk.programmes.values() if one.rules.ways_to_file)
    windows = (one.window(one.at(talk.desk.today)) for one in filable)
    return any(opens <= talk.desk.today <= closes for opens, closes in windows)


def which(talk: Talk, verb: str) -> None:
    """Which programme is meant? The one just talked about, or the only one, needs no asking."""
    known = {id: one for id, one in talk.desk.programmes.items() if one.rules.ways_to_file}
    about = (talk.conversation.topic or {}).get("programme", "")
    only = next(iter(known)) if len(known) == 1 else about
    if only in known:
        {"start": start, "trial": trial, "news": news}[verb](talk, only)
        return
    choices = [Choice(_title(talk, programme), f"{verb}:{id}") for id, programme in known.items()]
    question = "start.which_news" if verb == "news" else "start.which"
    talk.tell(question, *choices, talk.choice("ask_officer", "person"), card="choice")


def _title(talk: Talk, programme: Programme) -> str:
    """A programme's name with its year, and that it is closed where it is."""
    edition = programme.at(talk.desk.today)
    closed = talk.desk.today > programme.window(edition)[1]
    key = "start.title_closed" if closed else "start.title"
    year = edition.covers_from.year
    return talk.word(key, title=programme.wording.title(talk.lang), roc=year - 1911, year=year)


def trial(talk: Talk, programme_id: str = "") -> None:
    """Begin a trial: no personal data; says how many questions, what to have at hand, what is assumed."""
    if not programme_id:
        which(talk, "trial")
        return
    programme = _programme(talk, programme_id)
    edition = programme.at(talk.desk.today)
    presets = programme.trial_presets(edition, talk.desk.today)
    conversation = talk.conversation
    shared.remember(talk, programme_id)
    conversation.sheets += 1
    conversation.trial = Sheet(
        number=conversation.sheets,
        programme=programme_id,
        edition=edition.id,
        answers={
            fact: Answered(fact=fact, value=to_json(value), how="assumed", at=talk.desk.now)
            for fact, value in presets.items()
        },
    )
    conversation.focus, conversation.asking, conversation.expecting = "trial", None, ""
    year = edition.covers_from.year
    if not programme.rules.ways_to_file and year < talk.desk.today.year:
        document = edition.document[talk.lang]
        talk.say(talk.word("start.of_year", programme=document, roc=year - 1911, year=year))
    most, usual = _length(programme, edition, tuple(presets.items()))
    gaps = {
        "count": talk.word("start.count" if usual < most else "start.count_same", most=most, usual=usual),
        "at_hand": programme.wording.at_hand(talk.lang),
    }
    if presets:
        talk.say(talk.word("start.trial", **gaps, assumed=pairs(talk, programme, presets)))
    else:
        talk.say(talk.word("start.trial_plain", **gaps))
    interview.go_on(talk)


@lru_cache(maxsize=REMEMBERED)
def _length(programme: Programme, edition: Edition, supposed: tuple[tuple[str, FactValue], ...]) -> tuple[int, int]:
    """How many questions a trial asks at most, and how many on the straight way."""
    presets = dict(supposed)
    return at_most(programme, edition, presets, supposed=presets), usually(programme, edition, presets)


def news(talk: Talk, programme_id: str = "") -> None:
    """Word wanted when a new year is on file."""
    if not programme_id:
        which(talk, "news")
        return
    programme = _programme(talk, programme_id)
    talk.do(Subscribe(programme_id, programme.latest().id))
    choices = (talk.choice("trial", f"trial:{programme_id}"), talk.choice("menu", "menu"))
    talk.tell("start.news", *choices, programme=programme.latest().document[talk.lang])


def no_news(talk: Talk) -> None:
    """「取消通知」: no word of any new year is wanted any more."""
    for programme_id in talk.desk.programmes:
        talk.do(Unsubscribe(programme_id))
    talk.tell("start.no_news", talk.choice("menu", "menu"))


def new_year(talk: Talk, programme_id: str) -> None:
    """The word that was wished for: a new year of the programme is on file."""
    programme = _programme(talk, programme_id)
    edition = programme.latest()
    talk.do(Unsubscribe(programme_id))
    opens, closes = programme.window(edition)
    shown = {name: programme.wording.day(day, talk.lang) for name, day in (("opens", opens), ("closes", closes))}
    choices = (talk.choice("start", f"start:{programme_id}"), talk.choice("menu", "menu"))
    talk.say(talk.word("start.new_year", programme=edition.document[talk.lang], **shown), *choices)
