"""What a conversation remembers of a purchase list under way: the file, its columns, and how far it has come."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from bot.messages import FileRef
from bot.state_declaration import Declaring

Stage = Literal["consent", "working", "columns", "groups", "done", "failed"]
"""Waiting for consent; being worked on; columns to confirm; unknown lines to ask about; finished; not usable."""


class Sums(BaseModel):
    """What a list comes to so far, in whole NT$; `lines` and `amounts` by verdict, `by_ground` the largest first."""

    at_least: int
    at_most: int
    more: int
    staff: int
    lines: dict[str, int]
    amounts: dict[str, int]
    by_ground: tuple[tuple[str, int], ...] = ()
    duplicates: int = 0
    without: int = Field(0, description="lines that may count and have no amount")
    notes: tuple[dict[str, str], ...] = Field((), description="what couldn't be read or was left out, by language")
    more_notes: int = 0


class PurchaseList(BaseModel):
    """A list under way. `number` tells its buttons and its jobs' results from those of another."""

    number: int
    name: str
    source: FileRef
    stage: Stage = "consent"
    file: int = Field(0, description="its number in the store, once it is kept")
    jobs: int = Field(0, description="jobs asked for so far; numbers the next one")
    columns: dict[str, Any] = Field(default_factory=dict, description="as bot.ledger.columns.Columns has them")
    sheet: str = Field("", description="the sheet that was read")
    sheets: tuple[str, ...] = Field((), description="all sheets of the file")
    samples: dict[str, str] = Field(default_factory=dict, description="a value of each column, by its number")
    rows: int = 0
    confirmed: bool = Field(False, description="the columns were looked at")
    asked: tuple[str, ...] = Field((), description="what was asked of the columns beside that")
    sums: Sums | None = None
    problem: dict[str, str] = Field(default_factory=dict, description="why it can't be used, by language")
    groups: Declaring | None = None
    open_groups: int = Field(0, description="unknown groups in all")
    leading: tuple[int, int] = Field((0, 0), description="so many groups make up so many percent of what is undecided")
    answered: int = 0
    passed: tuple[str, ...] = Field((), description="keys of groups that nobody knew")
    introduced: bool = Field(False, description="what the list comes to was said before the groups were asked about")
