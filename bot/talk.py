"""The work sheet of one turn: what the skills read and write. Pure: everything outside comes in by `Desk`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NoReturn

from bot.effects import Effect
from bot.messages import Card, Choice, Lang, Link, Reply
from bot.settings import Settings
from bot.state import Conversation, Sheet
from bot.wording import Words
from knowledge.answering import Knowledge
from knowledge.text import to_simplified
from rules.parameters import Edition
from rules.programme import Programme

if TYPE_CHECKING:
    from bot.skills.steps import Standing


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this desk, as the notice and the promises name them."""

    unit: str
    contact: str
    officers: str
    reply_by: str
    draft_days: int
    message_length: int
    evidence_megabytes: int
    evidence_files: int
    list_megabytes: int = 10
    list_days: int = 30
    list_files: int = 5

    @classmethod
    def of(cls, settings: Settings) -> Operator:
        """The operator that the settings name."""
        return cls(
            unit=settings.unit,
            contact=settings.unit_contact,
            officers=settings.officers,
            reply_by=settings.reply_by,
            draft_days=settings.draft_days,
            message_length=settings.message_length,
            evidence_megabytes=settings.evidence_megabytes,
            evidence_files=settings.evidence_files,
            list_megabytes=settings.list_megabytes,
            list_days=settings.list_days,
            list_files=settings.list_files,
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """What is joined by a code: the other channel's conversation, and the drafts of both."""

    conversation: Conversation
    cases: dict[str, Sheet]


def _nothing(*_: object) -> NoReturn:
    raise LookupError("only a turn can make and use codes")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a conversation can consult: knowledge, rules, wording, the date. Nothing here does I/O."""

    knowledge: Knowledge
    programmes: Mapping[str, Programme]
    words: Words
    operator: Operator
    now: datetime
    today: date
    new_case: Callable[[str, str], str]
    new_code: Callable[[], str] = _nothing
    """A one-time code by which another channel joins this person."""
    join: Callable[[str], Joined | None] = _nothing
    """Uses such a code up; None for one that isn't valid."""


class Gone(Exception):
    """A button names something that isn't there any more: an entry, a fact, a draft."""


@dataclass(slots=True)
class Talk:
    """One turn under way: the conversation and drafts as they become, what is said, what is to be done."""

    desk: Desk
    conversation: Conversation
    cases: dict[str, Sheet]
    replies: list[Reply] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    one_free: bool = False
    """Whether the platform takes one answer to what was heard for free, and counts those that come later."""
    asks: bool = False
    """Whether the last bubble with choices asks for a fact, so that a bare number may be the fact itself."""
    standings: dict[str, Standing] = field(default_factory=dict)
    """Where the sheets stand that were replayed in this turn, each by its content."""

    @property
    def lang(self) -> Lang:
        """The language to speak: the chosen one, or that of the last message."""
        return self.conversation.lang or self.conversation.spoken

    @property
    def sheet(self) -> Sheet | None:
        """The answers in focus: a draft's, or the trial's."""
        if self.conversation.focus == "trial":
            return self.conversation.trial
        return self.cases.get(self.conversation.focus)

    def programme(self, sheet: Sheet) -> Programme:
        """The programme a sheet belongs to."""
        return self.desk.programmes[sheet.programme]

    def edition(self, sheet: Sheet) -> Edition:
        """The edition a sheet was begun under. Raises KeyError when it is no longer on file."""
        found = {edition.id: edition for edition in self.programme(sheet).editions}
        return found[sheet.edition]

    def word(self, key: str, **values: object) -> str:
        """A sentence of the wording files, in the language spoken."""
        return self.desk.words.say(key, self.lang, **values)

    def choice(self, key: str, value: str, *, aside: bool = False, **values: object) -> Choice:
        """A button whose label is the sentence `button.<key>`."""
        return Choice(self.word(f"button.{key}", **values), value, aside)

    def say(
        self,
        text: str,
        *choices: Choice,
        links: tuple[Link, ...] = (),
        documents: tuple[Link, ...] = (),
        card: Card = "",
    ) -> None:
        """Add a bubble; people who write simplified characters read them too."""
        reply = Reply(text, choices, links, documents, card)
        self.asks = self.asks and not choices
        self.replies.append(_simplified(reply) if self.conversation.script == "hans" and self.lang == "zh" else reply)

    def tell(self, key: str, *choices: Choice, links: tuple[Link, ...] = (), card: Card = "", **values: object) -> None:
        """Add a bubble with the sentence `key`."""
        self.say(self.word(key, **values), *choices, links=links, card=card)

    def do(self, effect: Effect) -> None:
        """Ask the shell for something."""
        self.effects.append(effect)


def _simplified(reply: Reply) -> Reply:
    return replace(
        reply,
        text=to_simplified(reply.text),
        choices=tuple(Choice(to_simplified(c.label), c.value, c.aside) for c in reply.choices),
        links=tuple(Link(to_simplified(k.label), k.href, to_simplified(k.hint)) for k in reply.links),
        documents=tuple(Link(to_simplified(k.label), k.href, to_simplified(k.hint)) for k in reply.documents),
    )
