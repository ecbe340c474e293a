"""A county's own figures for every item of table 2, each of them optional, checked before anything is scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from rules.determination import Step
from rules.facts import FactValue
from rules.procurement.targets import Item

MOST_MONEY = 10**12
"""No county's sales or declarations come near a trillion NT$: a larger figure is a slip."""
MOST_COUNT = 10**7
"""More firms, posts or members than this are a slip."""


@dataclass(frozen=True, slots=True)
class Field:
    """What is known of a figure: its unit, the largest that can be meant, the target it is measured by if any.

    `unit` is ntd, firms, stores, events, posts, ads, briefings, items, measures, hotels, members, routes or yes_no.
    """

    unit: str
    part: str
    target: Item | None = None

    @property
    def most(self) -> int:
        """The largest figure taken."""
        return {"ntd": MOST_MONEY, "yes_no": 1}.get(self.unit, MOST_COUNT)


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "store_sales": Field("ntd", "purchasing", Item.STORE_SALES),
        "stores": Field("stores", "purchasing"),
        "stores_updated": Field("stores", "purchasing"),
        "firms": Field("firms", "purchasing", Item.FIRMS),
        "amount": Field("ntd", "purchasing", Item.AMOUNT),
        "event": Field("events", "promotion"),
        "post": Field("posts", "promotion"),
        "advertisement": Field("ads", "promotion"),
        "independent_place": Field("events", "promotion"),
        "chain_place": Field("events", "promotion"),
        "briefing": Field("briefings", "promotion"),
        "information": Field("items", "promotion"),
        "labels_a": Field("firms", "labels", Item.LABELS),
        "labels_b": Field("firms", "labels", Item.LABELS),
        "innovation": Field("measures", "innovation"),
        "gold": Field("hotels", "innovation"),
        "silver": Field("hotels", "innovation"),
        "bronze": Field("hotels", "innovation"),
        "members": Field("members", "innovation", Item.MEMBERS),
        "routes": Field("routes", "innovation", Item.TRAVEL_ROUTES),
        "subsidised_travel": Field("yes_no", "innovation"),
    }
)
"""Every figure of table 2, in the order of the table."""

DECLARED = ("store_sales", "firms", "amount")
"""The figures that stores and firms state themselves: shown beside the officer's own, never added to them."""


class BadFigures(ValueError):
    """Figures that can't be used; each problem is a step whose values name the `field` and what was found."""

    def __init__(self, problems: tuple[Step, ...]) -> None:
        named = (", ".join(f"{key} {value}" for key, value in one.values.items()) for one in problems)
        said = (f"{one.key} ({values})" for one, values in zip(problems, named, strict=True))
        super().__init__("; ".join(said))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What stores and firms have declared themselves, NT$ and firms; None is unknown."""

    store_sales: int | None = None
    firms: int | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyFigures:
    """What a county did in the plan's year, by the officer's own count; None is unknown, never none.

    `store_sales` and `amount` are whole sums in NT$, `members` all new members. `labels_a` and `labels_b` count
    firms with a label under the criteria of 附表1-1 and 附表1-2. The six ways from `event` to `briefing` are those of
    表2二(一), each activity in one way only. Raises BadFigures, all problems at once.
    """

    store_sales: int | None = None
    stores: int | None = None
    stores_updated: int | None = None
    firms: int | None = None
    amount: int | None = None
    event: int | None = None
    post: int | None = None
    advertisement: int | None = None
    independent_place: int | None = None
    chain_place: int | None = None
    briefing: int | None = None
    information: int | None = None
    labels_a: int | None = None
    labels_b: int | None = None
    innovation: int | None = None
    gold: int | None = None
    silver: int | None = None
    bronze: int | None = None
    members: int | None = None
    routes: int | None = None
    subsidised_travel: bool | None = None
    declared: Declared = field(default_factory=Declared)

    def __post_init__(self) -> None:
        own = {name: getattr(self, name) for name in FIELDS}
        declared = {f"declared.{name}": getattr(self.declared, name) for name in DECLARED}
        problems = [problem for name, value in (own | declared).items() if (problem := _problem(name, value))]
        if not problems and self.stores is not None and (self.stores_updated or 0) > self.stores:
            terms: dict[str, FactValue] = {"field": "stores_updated", "value": str(self.stores_updated)}
            problems.append(Step("more_updated_than_stores", {**terms, "stores": self.stores}))
        if problems:
            raise BadFigures(tuple(problems))

    def known(self) -> dict[str, int]:
        """Return the figures that are known, in the order of table 2; yes is 1, no is 0."""
        return {name: int(getattr(self, name)) for name in FIELDS if getattr(self, name) is not None}

    def unknown(self) -> tuple[str, ...]:
        """Return the names of the figures that are unknown, in the order of table 2."""
        return tuple(name for name in FIELDS if getattr(self, name) is None)

    def to_json(self) -> dict[str, object]:
        """Return the figures as JSON holds them, null for an unknown one."""
        declared = {name: getattr(self.declared, name) for name in DECLARED}
        return {**{name: getattr(self, name) for name in FIELDS}, "declared": declared}


def read_figures(data: Mapping[str, object]) -> CountyFigures:
    """Return the figures that a JSON object holds: names of FIELDS, and `declared` with names of DECLARED.

    What is left out or null is unknown. Raises BadFigures for an unknown name, anything but a whole number (true or
    false for `subsidised_travel`), a negative one, or one that is too large.
    """
    inner = data.get("declared")
    declared = inner if isinstance(inner, Mapping) else {}
    strange = [name for name in data if name not in FIELDS and name != "declared"]
    strange += [f"declared.{name}" for name in declared if name not in DECLARED]
    if inner is not None and not isinstance(inner, Mapping):
        strange.append("declared")
    if strange:
        raise BadFigures(tuple(Step("no_such_figure", {"field": str(name)[:_SHOWN]}) for name in strange[:_SHOWN]))
    own = {one.name: data.get(one.name) for one in fields(CountyFigures) if one.name != "declared"}
    said = Declared(**{name: declared.get(name) for name in DECLARED})
    return CountyFigures(**own, declared=said)  # type: ignore[arg-type]


_SHOWN = 40
"""Characters of a wrong value that an error repeats, and how many wrong names."""


def _problem(name: str, value: object) -> Step | None:
    known = FIELDS[name.removeprefix("declared.")]
    if value is None:
        return None
    terms: dict[str, FactValue] = {"field": name, "value": str(value)[:_SHOWN]}
    if known.unit == "yes_no":
        return None if isinstance(value, bool) else Step("not_yes_or_no", terms)
    if type(value) is not int:
        return Step("not_whole", terms)
    if value < 0:
        return Step("negative", terms)
    return Step("too_large", {**terms, "most": known.most}) if value > known.most else None
