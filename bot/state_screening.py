"""What a conversation remembers of a screening: only the answers; the verdicts are worked out anew each time."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Screening(BaseModel):
    """The answers of one screening."""

    number: int = Field(0, description="tells its buttons from those of an earlier one")
    answers: dict[str, tuple[str, ...]] = Field(default_factory=dict, description="the options chosen, by fact")
    passed: tuple[str, ...] = Field((), description='facts answered "don\'t know"')
    chosen: tuple[str, ...] = Field((), description="options chosen so far of a fact that takes several")
    asking: str = Field("", description="the answered fact that is asked again")
    client: bool = Field(False, description="asked on behalf of another firm")

    @property
    def stamp(self) -> str:
        """What its buttons carry."""
        return str(self.number)
