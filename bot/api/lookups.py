"""Looking up: labels and what counts where, the counties' targets and growth steps."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query

from bot.api.problems import ProblemError
from bot.api.questions import no_county
from bot.assistant import Assistant
from knowledge.labels import Label
from rules.procurement import AmbiguousCounty, County, Plan, UnknownCounty, counties, county, latest
from rules.procurement.targets import Figure, Item

Named = Annotated[str, Query(max_length=100, description="any name of it, also with a typing error")]


class Lookups:
    """The addresses that look up. Every figure and verdict comes with its clause."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.router = APIRouter()
        self.router.add_api_route("/labels", self.labels, methods=["GET"])
        self.router.add_api_route("/labels/{id}", self.label, methods=["GET"])
        self.router.add_api_route("/counties", self.counties, methods=["GET"])
        self.router.add_api_route("/counties/{name}", self.county, methods=["GET"])

    def labels(self, name: Named = "") -> dict[str, Any]:
        """All labels, or those that a name may mean: two schemes that share it are both given, never joined."""
        registry = self._assistant.desk().knowledge.labels
        found: Iterable[Label] = registry.by_id.values()
        if name:
            found = dict.fromkeys(label for match in registry.find(name) for label in match.labels)
        return {"labels": [self._label(label) for label in found]}

    def label(self, id: str) -> dict[str, Any]:
        """One label, and what it counts for in each programme's edition on file."""
        found = self._assistant.desk().knowledge.labels.by_id.get(id)
        if found is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "no_label", name=id[:40])
        return self._label(found)

    def _label(self, label: Label) -> dict[str, Any]:
        plan = latest()
        certification = self._assistant.desk().programmes["certification"].latest()
        sharing = {"listed": label.id in certification.labels, "clause": certification.clause_of("labels")}
        return {
            "id": label.id,
            "zh": label.zh,
            "en": label.en,
            "names": list(dict.fromkeys(label.names())),
            "counts": {
                "certification": {"edition": certification.id, "document": dict(certification.document)} | sharing,
                "procurement": {"edition": plan.id, "document": dict(plan.edition.document)}
                | {buyer: _standing(plan, label.id, buyer) for buyer in ("enterprise", "store")},
            },
        }

    def counties(self) -> dict[str, Any]:
        """The 22 counties and cities, in the document's order."""
        return {"counties": [_named(one) for one in counties()]}

    def county(self, name: str) -> dict[str, Any]:
        """A county's targets and growth steps as printed (tables 3 to 7); any of its names will do."""
        plan = latest()
        try:
            found = county(name)
        except (UnknownCounty, AmbiguousCounty) as error:
            raise no_county(error) from None
        targets = {item.value: _figure(plan.targets.target(item, found.id)) for item in Item}
        steps = {
            item.value: [_figure(one) for one in plan.targets.steps(item, found.id)] for item in plan.targets.growths
        }
        document = {"edition": plan.id, "document": dict(plan.edition.document)}
        return _named(found) | document | {"targets": targets, "growth": steps}


def _standing(plan: Plan, label: str, buyer: Any) -> dict[str, str]:  # noqa: ANN401 - one of two words
    standing = plan.grounds.standing(label, buyer)
    return {"verdict": standing.verdict.value, "clause": standing.clause}


def _named(one: County) -> dict[str, Any]:
    return {"id": one.id, "zh": one.zh, "en": one.en}


def _figure(figure: Figure) -> dict[str, Any]:
    """A printed figure; `reach` is what has to be reached in all, null where a dash is printed."""
    shown: dict[str, Any] = {"value": figure.value, "reach": figure.reach, "unit": figure.unit, "clause": figure.clause}
    if figure.percent is not None:
        shown |= {"percent": str(figure.percent), "points": figure.points}
    return shown
