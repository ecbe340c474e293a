"""What a conversation remembers. Only answers are stored; where a dialog stands is derived from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field

from bot.messages import Choice, FileRef, Lang
from bot.state_county import Scoring
from bot.state_declaration import Declaring
from bot.state_purchases import PurchaseList
from bot.state_screening import Screening

ModelT = TypeVar("ModelT", bound=BaseModel)
How = Literal["given", "unknown", "skipped", "staff_asked", "assumed"]
Purpose = Literal["edit", "what_if"]
Script = Literal["hant", "hans"]


class Answered(BaseModel):
    """One answer: the fact, its value in JSON form, the words as typed, who said it and how well it is proven.

    "Don't know" and "skipped" are answers too, without a value. An assumed one is what a trial supposes and says.
    """

    fact: str
    value: Any = None
    how: How = "given"
    words: str = ""
    said_by: Literal["firm", "staff"] = "firm"
    proof: Literal["said", "seen", "confirmed"] = "said"
    at: datetime


class Sheet(BaseModel):
    """The answers of one dialog. Without a `case` it is a trial: it lives in the conversation only."""

    number: int = 0
    programme: str
    edition: str
    answers: dict[str, Answered] = Field(default_factory=dict)
    case: str = ""
    state: str = "filling"
    evidence: tuple[str, ...] = Field((), description="names of the files kept with a draft")

    @property
    def stamp(self) -> str:
        """What tells this dialog's buttons from another's: the case number, or the trial's own."""
        return self.case or str(self.number)

    def known(self) -> dict[str, Answered]:
        """The answers that hold a value, assumed ones included."""
        return {fact: one for fact, one in self.answers.items() if one.how in ("given", "assumed")}

    def assumed(self) -> dict[str, Answered]:
        """The answers that a trial supposes."""
        return {fact: one for fact, one in self.answers.items() if one.how == "assumed"}


class Asking(BaseModel):
    """A question asked out of turn: an earlier answer being edited, or one changed to see what if."""

    fact: str
    purpose: Purpose


class Said(BaseModel):
    """The last question that got an answer or none, for 「沒回答到」 and for handing over."""

    question: str = ""
    entry: str = ""


class Conversation(BaseModel):
    """What is kept between two messages of one conversation."""

    lang: Lang | None = Field(None, description="chosen by the person; None: follows each message")
    spoken: Lang = "zh"
    script: Script = "hant"
    greeted: bool = False
    topic: dict[str, Any] | None = None
    offered: tuple[Choice, ...] = Field((), description="the numbered choices shown last")
    picking: bool = Field(False, description="the last bubble asked to pick one, so a bare number is its number")
    misses: int = Field(0, description="questions in a row that got no answer")
    said: Said = Field(default_factory=Said)
    sheets: int = Field(0, description="dialogs begun so far; numbers the next one")
    trial: Sheet | None = None
    told: dict[str, Any] = Field(
        default_factory=dict, description="answers of earlier trials that any programme may ask"
    )
    became: dict[str, str] = Field(default_factory=dict, description="the case that the last trial on file became")
    focus: str = Field("", description="'trial', a case number, or nothing")
    asking: Asking | None = None
    left_open: str = Field("", description='the fact just answered with "don\'t know", which staff may be asked for')
    expecting: str = Field("", description="what a free text means next: '', 'filed_on', 'staff_note'")
    consented: bool = False
    group: bool = Field(False, description="others read along: nothing personal is asked or shown here")
    declaration: Declaring | None = None
    county: Scoring | None = None
    purchases: PurchaseList | None = None
    lists_agreed: bool = Field(False, description="purchase lists may be kept, as was said")
    screening: Screening | None = None
    files: tuple[FileRef, ...] = Field((), description="files sent outside a draft, until their case is named")


def copied(model: ModelT) -> ModelT:
    """A copy that shares nothing with the model, by way of plain values: a fifth of the time of a deep copy."""
    return type(model).model_validate(model.model_dump())
