"""What a declaration in conversation remembers: the lines as told, and which step is asked."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

LineKind = Literal["purchase", "lease", "service", "points"]
Step = Literal["ground", "leased", "service", "proof", "amount"]
NONE = "none"
"""A ground or a place on the leasing list that is said not to be there."""
UNKNOWN = "?"
"""The answer "I don't know", as a button carries it."""


class Stake(BaseModel):
    """Of a purchase list: a group of alike lines that is asked about as one, and what hangs on it."""

    key: str
    supplier: str = ""
    rows: int
    share: int = Field(description="percent of the undecided money")
    answered: bool = False


class Bought(BaseModel):
    """One line as told so far. What was answered with "I don't know" is in `passed` and isn't asked again."""

    item: str
    kind: LineKind | None = None
    ground: str | None = Field(None, description="id of a ground or of an unlisted label; 'none': said to bear nothing")
    proven: bool | None = Field(None, description="whether it has the label or proof that its ground requires")
    leased: str | None = Field(None, description="id on the list of what is to be leased; 'none': not on it")
    amount: int | None = Field(None, description="NT$")
    year: int | None = Field(None, description="western year, where one was told")
    passed: tuple[Step, ...] = ()
    staff: bool = Field(False, description="staff are to judge")
    stake: Stake | None = None


class Declaring(BaseModel):
    """A declaration under way. `number` tells its buttons from those of another."""

    number: int
    edition: str
    lines: tuple[Bought, ...] = ()
    adding: bool = Field(True, description="what was bought is asked for")
    group: str = Field("", description="the kind of ground that was chosen, to narrow the list down")
    trail: tuple[tuple[int, Step], ...] = Field((), description="what was asked and answered, for going back")
    before: tuple[int, Bought] | None = Field(None, description="the line being edited, and its place")
    changing: int | None = Field(None, description="the place of the line that the next text may replace")
    grouped: bool = Field(False, description="the lines are groups of a purchase list's unknown ones")

    @property
    def stamp(self) -> str:
        """What tells this declaration's buttons from another's."""
        return str(self.number)

    def put(self, place: int, line: Bought) -> None:
        """Replace a line."""
        self.lines = (*self.lines[:place], line, *self.lines[place + 1 :])
