"""What a turn wants done besides speaking: the core names it, the shell around it carries it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.messages import FileRef, Lang
from bot.state import Sheet


@dataclass(frozen=True, slots=True)
class SaveCase:
    """Write a draft's answers and state; `event` says what happened. `snapshot` is kept whole when handed over."""

    sheet: Sheet
    event: str
    detail: dict[str, Any] = field(default_factory=dict)
    snapshot: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class GiveConsent:
    """The person agreed to the notice, whose whole text in `lang` tells its version."""

    notice: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class AskStaff:
    """Hand one thing to the officers: a question for a person, or one fact of a case."""

    kind: Literal["person", "fact"]
    text: str
    case: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class RecordMiss:
    """A question that found no answer, or not the right one."""

    question: str
    entry: str
    kind: Literal["declined", "not_answered"]


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Word wanted when a year of this programme after `edition` is on file."""

    programme: str
    edition: str


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """The word was given."""

    programme: str


@dataclass(frozen=True, slots=True)
class Erase:
    """Delete everything kept of this person."""


@dataclass(frozen=True, slots=True)
class FetchFile:
    """Fetch a file from the platform and keep it with a draft; what became of it comes back as a message.

    `handle` is what the platform wants back when that is answered.
    """

    case: str
    file: FileRef
    handle: str = ""


@dataclass(frozen=True, slots=True)
class FetchPurchases:
    """Keep a purchase list, from the platform or as uploaded, and read it; what came of it comes back as a message.

    `number` is the list's in the conversation. `handle` is what the platform wants back when that is answered.
    """

    number: int
    file: FileRef
    handle: str = ""


@dataclass(frozen=True, slots=True)
class FetchSales:
    """Read a spreadsheet of sales into the lines of a case's statement; the file isn't kept after that.

    `handle` is what the platform wants back when that is answered.
    """

    case: str
    file: FileRef
    handle: str = ""


@dataclass(frozen=True, slots=True)
class WorkPurchases:
    """Work a kept purchase list out (`run`), make its workbook too (`finish`), or read another sheet of it (`read`).

    What comes of it comes back as a message. `sheet` is the one to take; empty: the likeliest. `job` numbers the
    list's jobs: the same one twice is one. `columns` are the confirmed ones, as JSON.
    """

    number: int
    job: int
    file: int
    step: Literal["read", "run", "finish"]
    columns: dict[str, Any]
    lang: Lang
    sheet: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class DropPurchases:
    """Delete a purchase list, kept or uploaded, with what was made of it."""

    file: int


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep something said once for the person's next purchase list."""

    kind: Literal["columns", "answer"]
    key: str
    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unsend:
    """A message was taken back: erase it wherever it is kept."""

    message: str


@dataclass(frozen=True, slots=True)
class Hush:
    """The person has left: nothing that still waits is sent."""


Effect = (
    SaveCase
    | GiveConsent
    | AskStaff
    | RecordMiss
    | Subscribe
    | Unsubscribe
    | Erase
    | FetchFile
    | FetchPurchases
    | FetchSales
    | WorkPurchases
    | DropPurchases
    | Remember
    | Unsend
    | Hush
)
