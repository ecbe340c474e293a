"""What a person has said of a ledger's unknown lines and columns, kept for the next file."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from bot.ledger.columns import Columns
from rules.procurement import LineKind
from rules.procurement.names import fold

_PERIOD: Final = re.compile(
    r"(?:民國)?\d{2,4}\s*年度?|(?<![\d/])\d{1,2}\s*月份?|第?\s*\d+\s*期|(?<!\d)(?:1\d\d|20\d\d)[/.\-]\d{1,2}(?:[/.\-]\d{1,2})?"
)
"""What makes 5月影印機租金 and 6月影印機租金 look different."""


class Said(BaseModel):
    """What is said of all lines of one group.

    `ground`: a ground's id, "none" for lines that bear none, None where it isn't said. `staff`: staff are to judge.
    `kind`, `leased` and `proven` as in rules.procurement.Line; None leaves what was found.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    ground: str | None = None
    staff: bool = False
    kind: LineKind | None = None
    leased: str | None = None
    proven: bool | None = None


class Answers(BaseModel):
    """All that was said, JSON-able: groups of lines by key, columns by signature."""

    model_config = ConfigDict(extra="forbid")

    groups: dict[str, Said] = Field(default_factory=dict)
    columns: dict[str, Columns] = Field(default_factory=dict)

    def with_group(self, key: str, said: Said) -> Answers:
        """These answers and one more; what was said before of the group and isn't said anew stays."""
        before = self.groups.get(key)
        merged = said if before is None or said.staff else before.model_copy(update=_said(said) | {"staff": False})
        return self.model_copy(update={"groups": {**self.groups, key: merged}})

    def with_columns(self, columns: Columns) -> Answers:
        """These answers and columns that a person has confirmed."""
        kept = columns.model_copy(update={"confirmed": True})
        return self.model_copy(update={"columns": {**self.columns, kept.signature: kept}})


def _said(said: Said) -> dict[str, object]:
    return {name: value for name, value in said.model_dump().items() if value is not None and name != "staff"}


def group_key(item: str, supplier: str) -> str:
    """What alike lines have in common: item and supplier without periods, spaces, punctuation, width and case."""
    plain = _PERIOD.sub(" ", unicodedata.normalize("NFKC", item))
    return f"{fold(plain) or fold(item)}|{fold(supplier)}"
