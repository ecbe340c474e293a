"""What a county's score in conversation remembers: the county, its figures as told, and which one is asked."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Kept(BaseModel):
    """The figures of a county that was scored before another."""

    figures: dict[str, int]
    declared: dict[str, int]
    passed: tuple[str, ...]


class Scoring(BaseModel):
    """A county's score under way. `number` tells its buttons from those of another."""

    number: int
    edition: str
    county: str = Field("", description="id of the county; empty until it is chosen")
    figures: dict[str, int] = Field(default_factory=dict, description="the officer's own figures; yes is 1, no is 0")
    declared: dict[str, int] = Field(default_factory=dict, description="what stores and firms declared themselves")
    passed: tuple[str, ...] = Field((), description="figures said to be unknown; they aren't asked again by themselves")
    choosing: bool = Field(False, description="another county is asked for")
    kept: dict[str, Kept] = Field(default_factory=dict, description="figures of other counties, by county")
    asking: str = Field("", description="the figure asked now (declared.firms: what firms declared), or nothing")
    once: bool = Field(False, description="it is asked out of turn")
    after: str = Field("", description="the figure to go back to after one asked out of turn; nothing: the overview")
    trail: tuple[str, ...] = Field((), description="what was asked and answered, for going back")

    @property
    def stamp(self) -> str:
        """What tells this score's buttons from another's."""
        return str(self.number)

    @property
    def started(self) -> bool:
        """Whether any figure has been given."""
        return bool(self.figures or self.declared)

    def turn_to(self, county: str) -> None:
        """Score another county; the figures of the one before are kept for coming back."""
        if self.county and self.started:
            self.kept[self.county] = Kept(figures=self.figures, declared=self.declared, passed=self.passed)
        before = self.kept.pop(county, Kept(figures={}, declared={}, passed=()))
        self.county, self.figures, self.declared, self.passed = county, before.figures, before.declared, before.passed
        self.asking, self.once, self.after, self.trail = "", False, "", ()

    def put(self, code: str, value: int) -> None:
        """Keep a figure."""
        if code.startswith("declared."):
            self.declared = {**self.declared, code.removeprefix("declared."): value}
        else:
            self.figures = {**self.figures, code: value}
        self.passed = tuple(one for one in self.passed if one != code)

    def drop(self, code: str) -> None:
        """Take a figure for unknown."""
        self.figures = {name: value for name, value in self.figures.items() if name != code}
        self.declared = {name: value for name, value in self.declared.items() if f"declared.{name}" != code}
        self.passed = (*(one for one in self.passed if one != code), code)

    def get(self, code: str) -> int | None:
        """A figure, None where it is unknown."""
        if code.startswith("declared."):
            return self.declared.get(code.removeprefix("declared."))
        return self.figures.get(code)
