"""The facts of a programme as a JSON Schema, for scripts that supply them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rules.facts import FIRST_YEAR, LAST_YEAR, MOST_COUNT, MOST_MONEY, Fact, Kind

if TYPE_CHECKING:
    from rules.parameters import Edition
    from rules.wording import Wording

_VALUES: Mapping[Kind, dict[str, Any]] = {
    Kind.MONEY: {"type": "integer", "minimum": 0, "maximum": MOST_MONEY},
    Kind.YEAR: {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
    Kind.DATE: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Kind.INTEGER: {"type": "integer", "minimum": 0, "maximum": MOST_COUNT},
}


def schema(facts: Mapping[str, Fact], edition: Edition, wording: Wording) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of facts under an edition, titled in Chinese and English."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{edition.document['zh']} / {edition.document['en']}",
        "type": "object",
        "properties": {id: _property(fact, wording) for id, fact in facts.items()},
        "additionalProperties": False,
    }


def _property(fact: Fact, wording: Wording) -> dict[str, Any]:
    described = {
        "title": f"{wording.name(fact.id, 'zh')} / {wording.name(fact.id, 'en')}",
        "description": " ".join(
            f"{wording.question(fact.id, lang)} {wording.where(fact.id, lang)}" for lang in ("zh", "en")
        ),
    }
    words = {"enum": list(fact.options)}
    if fact.kind not in _VALUES:
        return {**described, **words}
    value = _VALUES[fact.kind] | ({"maximum": fact.most} if fact.most else {})
    return {**described, "anyOf": [value, words]} if fact.options else {**described, **value}
