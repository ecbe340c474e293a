"""Questions: the answer with its clause, a choice where it could be several things, or a friendly no."""

from __future__ import annotations

import re

from bot.effects import RecordMiss
from bot.messages import Choice, Lang
from bot.phrases import phrases
from bot.state import Said
from bot.talk import Gone, Talk
from knowledge.model import Answer, Finding, Option, Topic
from knowledge.question import says_english
from knowledge.text import has_han

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
MISSES_BEFORE_A_PERSON = 2
SENTENCE = 2
"""Words in a row that are more than the OK and thanks that people say in any language."""
LABEL_WORDS = 3
"""Words that may belong to a label's own name; only more of them show a language."""
FOLLOW_UPS = 2
TOOLS = {"screening": "fit", "declaration": "declare", "county": "county"}
"""The dialogs that an entry may lead to besides the programmes' trials, with the verb of each."""
OF_COUNTIES = (
    *("county.", "extreme.", "hotel.", "criterion."),
    *(f"procurement.{name}" for name in ("item_", "refine_", "physical", "social", "media", "briefing", "innovation")),
    "procurement.public_info",
)
"""How the entries begin whose figures are a county's; those of procurement's others are a firm's."""


def find(talk: Talk, text: str, within: str = "") -> Finding:
    """What the knowledge has on this text: `within` a programme, or in the light of what was talked about before.

    A programme that rests on another's document is known to the knowledge by that one.
    """
    within = known_as(talk, within)
    topic = Topic(within, None, "") if within else talk.conversation.topic and Topic.from_json(talk.conversation.topic)
    lang = talk.conversation.lang or spoken_in(talk, text) or talk.conversation.spoken
    return talk.desk.knowledge.ask(text, lang=lang, topic=topic or None, today=talk.desk.today)


def known_as(talk: Talk, programme: str) -> str:
    """The id by which the knowledge knows a programme's document."""
    if programme not in talk.desk.programmes:
        return programme
    rules = talk.desk.programmes[programme].rules
    return rules.known_as or rules.editions_of or programme


def spoken_in(talk: Talk, text: str) -> Lang | None:
    """The language a message shows; a bare name such as FSC or TCO shows none, nor does an address, nor a single word
    such as OK after a question in Chinese.
    """
    if has_han(text):
        return "zh"
    text = _ADDRESS.sub(" ", text)
    words = re.findall(r"[a-z]{2,}", text.lower())
    if len(words) < SENTENCE and has_han(talk.conversation.said.question):
        return None
    if says_english(text):
        return "en"
    names = talk.desk.knowledge.labels.find(text)
    return "en" if len(words) > (LABEL_WORDS if names else 0) else None


def ask(talk: Talk, text: str) -> None:
    """Answer a question asked outside a dialog."""
    tell(talk, text, find(talk, text))


def again(talk: Talk) -> bool:
    """Answer the last question once more, as after a change of language; False where none was answered."""
    said = talk.conversation.said
    if said.entry:
        ask(talk, said.question)
    return bool(said.entry)


def answered_aside(talk: Talk, text: str, within: str) -> bool:
    """Answer what may be a question, asked in the middle of a dialog; False when the knowledge has nothing on it."""
    finding = find(talk, text, within=within)
    refused = finding.outcome == "decline" and finding.reason and phrases().is_question(text)
    if finding.outcome != "answer" and not refused:
        return False
    tell(talk, text, finding, aside=True)
    return True


def asked_in_vain(talk: Talk, text: str) -> bool:
    """Say that the documents don't hold what is asked about a number, which answers nothing; False for other texts."""
    asked = phrases().asks_of_number(text)
    if asked:
        talk.do(RecordMiss(text, "", "declined"))
        talk.tell("answer.declined")
    return asked


def tell(talk: Talk, text: str, finding: Finding, *, aside: bool = False) -> None:
    """Say what was found, and remember what it was about; `aside` in the middle of a dialog."""
    conversation = talk.conversation
    conversation.spoken = finding.lang
    if finding.topic and finding.outcome != "decline":
        conversation.topic = finding.topic.to_json()
    if finding.outcome == "answer":
        conversation.misses = 0
        conversation.said = Said(question=text, entry=finding.answers[0].entry)
        for answer in finding.answers:
            show(talk, answer, aside=aside)
    elif finding.outcome == "clarify":
        choices = [Choice(option.label, _option_value(option)) for option in finding.options]
        talk.say(finding.question or talk.word("answer.which"), *choices, card="choice")
        conversation.said = Said(question=text)
    else:
        decline(talk, text, finding)


def _option_value(option: Option) -> str:
    """What picking an option does; talk, such as "none of these", is no entry to show but a reply to react to."""
    return "none" if option.answer.kind == "talk" else f"entry:{option.answer.entry}"


def show(talk: Talk, answer: Answer, *, aside: bool = False) -> None:
    """One answer: the text, its source and how things stand, the next steps; an aside has no numbered ones."""
    if answer.basis is None:
        talk.say(_filled(talk, answer.text), *_next_steps(talk, answer, aside=aside))
        return
    source = talk.word("answer.source", document=answer.basis.document, clause=clause_of(talk, answer))
    talk.say(f"{answer.text}\n{source}{standing(talk, answer)}", *_next_steps(talk, answer, aside=aside))


def clause_of(talk: Talk, answer: Answer) -> str:
    """The clauses an answer rests on, named as the programme's document names them."""
    programme = talk.desk.programmes.get(answer.programme or "")
    clause = answer.basis.clause if answer.basis else ""
    if programme is None:
        return talk.word("list.part") + clause
    parts = clause.translate(_HALF_WIDTH).split("、")
    if not all(programme.wording.is_point(part) for part in parts):
        return talk.word("list.part") + clause
    return talk.word("list.comma").join(programme.wording.clause(part, talk.lang) for part in parts)


_HALF_WIDTH = str.maketrans("（）", "()")


def standing(talk: Talk, answer: Answer) -> str:
    """Whether the edition an answer rests on is still open, as the end of the source line."""
    programme = talk.desk.programmes.get(answer.programme or "")
    if answer.basis is None or not answer.basis.edition:
        return ""
    editions = {edition.id: edition for edition in programme.editions} if programme else {}
    closes = programme.closing(editions[answer.basis.edition]) if programme else None
    if programme is None or closes is None:
        year = int(answer.basis.edition)
        return talk.word("answer.of_year", roc=year - 1911, year=year) if year < talk.desk.today.year else ""
    closed = talk.desk.today > closes
    day = programme.wording.day(closes, talk.lang)
    return talk.word("answer.closed" if closed else "answer.open_until", day=day)


def _filled(talk: Talk, text: str) -> str:
    return text.replace("{unit}", talk.desk.operator.unit)


def _next_steps(talk: Talk, answer: Answer, *, aside: bool) -> list[Choice]:
    steps = [] if aside else _further(talk, answer)
    if answer.basis is not None:
        steps.append(talk.choice("basis", f"basis:{answer.entry}", aside=aside))
        steps.append(talk.choice("not_answered", f"miss:{answer.entry}", aside=aside))
    return steps


def _further(talk: Talk, answer: Answer) -> list[Choice]:
    """What one may want next: the trial after a figure, else what follows up the entry."""
    steps = []
    if answer.tries in TOOLS:
        tool = TOOLS[answer.tries]
        steps.append(talk.choice(tool, tool))
    elif answer.tries in talk.desk.programmes:
        steps.append(talk.choice("try", f"start:{answer.tries}"))
    elif answer.kind in ("calculation", "lookup") and answer.programme in talk.desk.programmes:
        steps.append(talk.choice("try", f"start:{answer.programme}"))
    elif answer.kind in ("calculation", "lookup") and answer.programme == "procurement":
        tool = "county" if answer.entry.startswith(OF_COUNTIES) else "declare"
        steps.append(talk.choice(tool, tool))
    titles = ((entry, talk.desk.knowledge.title(entry, talk.lang)) for entry in answer.follow_ups)
    steps += [Choice(title, f"entry:{entry}") for entry, title in titles][: FOLLOW_UPS - len(steps)]
    return steps


def decline(talk: Talk, text: str, finding: Finding) -> None:
    """Say that the documents don't hold it; the second time in a row, offer a person in so many words."""
    conversation = talk.conversation
    conversation.misses += 1
    conversation.said = Said(question=text)
    talk.do(RecordMiss(text, "", "declined"))
    again = conversation.misses >= MISSES_BEFORE_A_PERSON
    if finding.reason:
        lines = [finding.reason]
    elif finding.subject:
        lines = [talk.word("answer.declined_subject", subject=finding.subject)]
    else:
        lines = [talk.word("answer.declined_again" if again else "answer.declined")]
    lines.append(talk.word("answer.offer_person" if again else "answer.what_next"))
    talk.say("\n".join(lines), talk.choice("hand_over", "person"), talk.choice("menu", "menu"))


def example(talk: Talk, number: str) -> None:
    """One of the questions the greeting suggests."""
    key = f"example.{number}"
    if not talk.desk.words.has(key):
        raise Gone(key)
    ask(talk, talk.word(key))


def _entry(talk: Talk, entry_id: str) -> Answer:
    try:
        return talk.desk.knowledge.answer(entry_id, talk.lang, talk.desk.today)
    except KeyError:
        raise Gone(entry_id) from None


def entry(talk: Talk, entry_id: str) -> None:
    """An answer chosen by button."""
    answer = _entry(talk, entry_id)
    talk.conversation.said = Said(question=answer.title, entry=entry_id)
    talk.conversation.misses = 0
    show(talk, answer)


def basis(talk: Talk, entry_id: str = "") -> None:
    """「看依據」: the document, the clause and what it says, in our words."""
    if not entry_id:
        talk.tell("answer.no_basis", talk.choice("menu", "menu"))
        return
    answer = _entry(talk, entry_id)
    if answer.basis is None:
        talk.tell("answer.no_basis", talk.choice("menu", "menu"))
        return
    talk.tell(
        "answer.basis",
        talk.choice("not_answered", f"miss:{entry_id}"),
        talk.choice("menu", "menu"),
        document=answer.basis.document,
        clause=clause_of(talk, answer),
        says=answer.basis.says,
        standing=standing(talk, answer),
    )


def miss(talk: Talk, entry_id: str = "") -> None:
    """「沒回答到」: the question and the entry it got are kept for the officers."""
    question = talk.conversation.said.question
    talk.do(RecordMiss(question, entry_id, "not_answered"))
    talk.conversation.misses += 1
    talk.tell("answer.noted", talk.choice("hand_over", "person"), talk.choice("menu", "menu"))


def none_of_these(talk: Talk) -> None:
    """None of the offered meanings was meant."""
    talk.do(RecordMiss(talk.conversation.said.question, "", "declined"))
    talk.conversation.misses += 1
    key = "answer.offer_person" if talk.conversation.misses >= MISSES_BEFORE_A_PERSON else "answer.rephrase"
    talk.tell(key, talk.choice("hand_over", "person"), talk.choice("menu", "menu"))
