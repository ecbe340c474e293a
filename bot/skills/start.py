"""Beginning: whether the edition is still open, what can be done today, and the trial."""

from __future__ import annotations

from bot.effects import Subscribe, Unsubscribe
from bot.skills import interview
from bot.skills.values import pairs
from bot.state import Answered, Sheet
from bot.talk import Gone, Talk
from rules.facts import to_json
from rules.interview import at_most, usually
from rules.programme import Programme


def _programme(talk: Talk, programme_id: str) -> Programme:
    found = talk.desk.programmes.get(programme_id)
    if found is None:
        raise Gone(programme_id)
    return found


def start(talk: Talk, programme_id: str) -> None:
    """Say first whether the programme is closed, and offer what is possible today."""
    programme = _programme(talk, programme_id)
    edition = programme.latest()
    day = programme.wording.day(edition.closes, talk.lang)
    person = talk.choice("ask_officer", "person")
    if talk.desk.today > edition.closes:
        choices = (
            talk.choice("trial", f"trial:{programme_id}"),
            talk.choice("news", f"news:{programme_id}"),
            person,
        )
        talk.tell("start.closed", *choices, card="choice", programme=edition.document[talk.lang], day=day)
    else:
        first = talk.choice("first_trial", f"trial:{programme_id}")
        talk.tell("start.open", first, person, card="choice", programme=edition.document[talk.lang], day=day)


def trial(talk: Talk, programme_id: str) -> None:
    """Begin a trial: no personal data; says how many questions, what to have at hand, what is assumed."""
    programme = _programme(talk, programme_id)
    edition = programme.latest()
    presets = programme.trial_presets(edition, talk.desk.today)
    conversation = talk.conversation
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
    talk.tell(
        "start.trial",
        most=at_most(programme, edition, presets),
        usual=usually(programme, edition, presets),
        at_hand=programme.wording.at_hand(talk.lang),
        assumed=pairs(talk, programme, presets),
    )
    interview.go_on(talk)


def news(talk: Talk, programme_id: str) -> None:
    """Word wanted when a new year is on file."""
    programme = _programme(talk, programme_id)
    talk.do(Subscribe(programme_id, programme.latest().id))
    choices = (talk.choice("trial", f"trial:{programme_id}"), talk.choice("menu", "menu"))
    talk.tell("start.news", *choices, programme=programme.latest().document[talk.lang])


def new_year(talk: Talk, programme_id: str) -> None:
    """The word that was wished for: a new year of the programme is on file."""
    programme = _programme(talk, programme_id)
    edition = programme.latest()
    talk.do(Unsubscribe(programme_id))
    days = {"opens": edition.opens, "closes": edition.closes}
    shown = {name: programme.wording.day(day, talk.lang) for name, day in days.items()}
    choices = (talk.choice("start", f"start:{programme_id}"), talk.choice("menu", "menu"))
    talk.say(talk.word("start.new_year", programme=edition.document[talk.lang], **shown), *choices)
