"""Every figure of tables 3 to 7 and of 附件二, against a transcription of the document."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.procurement import Item, county, latest
from tests.rules import procurement_growth as growth
from tests.rules import procurement_tables as printed
from tests.rules.procurement_tables import rows

PLAN = latest()
TARGETS = PLAN.targets
TENTHS = [Decimal(n) / 2 for n in range(1, 11)]  # 0.5% to 5.0%


def of(name: str) -> str | None:
    """The county of a printed name; None for the row of totals."""
    return None if name == "總計" else county(name).id


@pytest.mark.parametrize(
    ("table", "items", "clause"),
    [
        (printed.TABLE_3, [Item.STORE_SALES, Item.FIRMS, Item.AMOUNT, Item.LABELS], "表3"),
        (printed.TABLE_7, [Item.TRAVEL_PERSONS, Item.TRAVEL_ROUTES], "表7"),
    ],
)
def test_every_target(table: str, items: list[Item], clause: str) -> None:
    for name, cells in rows(table).items():
        for item, cell in zip(items, cells, strict=True):
            figure = TARGETS.target(item, of(name))
            assert (figure.value, figure.reach, figure.clause) == (cell, cell, clause), (name, item)


@pytest.mark.parametrize(
    ("table", "item", "clause"),
    [(growth.TABLE_4, Item.STORE_SALES, "表4"), (growth.TABLE_5, Item.AMOUNT, "表5")],
)
def test_every_growth_step_in_money(table: str, item: Item, clause: str) -> None:
    for name, cells in rows(table).items():
        steps = TARGETS.steps(item, of(name))
        assert [step.value for step in steps] == cells, name
        assert [step.reach for step in steps] == cells, name
        assert [step.percent for step in steps] == TENTHS
        assert [step.points for step in steps] == list(range(1, 11))
        assert {step.clause for step in steps} == {clause}


def test_every_member_target_and_increment() -> None:
    for name, (target, *increments) in rows(printed.TABLE_6).items():
        assert TARGETS.target(Item.MEMBERS, of(name)).value == target
        steps = TARGETS.steps(Item.MEMBERS, of(name))
        assert [step.value for step in steps] == increments, name
        assert [step.reach for step in steps] == [None if one is None else (target or 0) + one for one in increments]
        assert [step.percent for step in steps] == [5, 10, 15, 20, 25]
        assert [step.points for step in steps] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("table", "item", "columns", "clause"),
    [
        (printed.STORE_SALES, Item.STORE_SALES, ["year_before", "target"], "附件二附表1"),
        (printed.FIRMS, Item.FIRMS, ["year_before", "target"], "附件二附表2"),
        (printed.AMOUNT, Item.AMOUNT, ["year_before", "average", "target"], "附件二附表3"),
        (
            printed.HOTELS,
            Item.LABELS,
            ["international_hotels", "tourist_hotels", "hotels", "homestays", "weighted", "target"],
            "附件二附表5",
        ),
    ],
)
def test_every_figure_behind_the_targets(table: str, item: Item, columns: list[str], clause: str) -> None:
    for name, cells in rows(table).items():
        for column, cell in zip(columns, cells, strict=True):
            base = PLAN.bases.base(item, of(name), column)
            assert (base.value, base.clause) == (cell, clause), (name, column)


def test_the_hotels_behind_the_weights() -> None:
    # 附件二附表4: 61 + 33 + 7 + 14 = 115; 53.04 + 28.70 + 6.09 + 12.17 = 100.00
    assert [(one.zh, one.labelled, one.percent) for one in PLAN.bases.hotels] == [
        ("一般旅館", 61, Decimal("53.04")),
        ("民宿", 33, Decimal("28.70")),
        ("一般觀光旅館", 7, Decimal("6.09")),
        ("國際觀光旅館", 14, Decimal("12.17")),
    ]
    assert PLAN.bases.hotels_total == 115
    assert sum(one.labelled for one in PLAN.bases.hotels) == 115
    assert sum(one.percent for one in PLAN.bases.hotels) == 100


def test_the_figures_of_the_running_text() -> None:
    edition = PLAN.edition
    assert (edition.national_store_sales, edition.clause_of("national_store_sales")) == (5_700_000_000, "二(一)1")
    assert (edition.national_firms, edition.national_amount) == (2_231, 30_200_000_000)  # 2,231家及302億元
    assert (edition.national_labels, edition.clause_of("national_labels")) == (39, "二(三)")


@pytest.mark.parametrize(
    ("item", "name", "step", "value", "reach"),
    [
        (Item.AMOUNT, "桃園市", {"points": 10}, 3_216_483_950, 3_216_483_950),
        (Item.STORE_SALES, "臺中市", {"percent": Decimal(2)}, 720_372_158, 720_372_158),
        (Item.MEMBERS, "屏東縣", {"percent": Decimal(10)}, 68, 750),  # 682 + 68
        (Item.MEMBERS, "連江縣", {"points": 1}, None, None),  # a dash
        (Item.MEMBERS, "連江縣", {"points": 2}, 1, 14),  # 13 + 1
        (Item.MEMBERS, None, {"percent": Decimal(20)}, 3_998, 23_998),  # the printed total
    ],
)
def test_a_step_asked_for(item: Item, name: str | None, step: dict[str, Decimal], value: int, reach: int) -> None:
    figure = TARGETS.growth(item, name, **step)  # type: ignore[arg-type]
    assert (figure.value, figure.reach) == (value, reach)


def test_an_increment_shows_its_working() -> None:
    (step,) = TARGETS.growth(Item.MEMBERS, "屏東縣", percent=Decimal(10)).working
    assert (step.key, step.values) == ("target_and_increment", {"target": 682, "increment": 68, "reach": 750})


def test_units() -> None:
    assert [TARGETS.target(item, "臺北市").unit for item in Item] == [
        "ntd",
        "firms",
        "ntd",
        "firms",
        "members",
        "persons",
        "routes",
    ]


@pytest.mark.parametrize("points", [0, 11])
def test_no_step_beyond_the_printed_ones(points: int) -> None:
    with pytest.raises(LookupError):
        TARGETS.growth(Item.AMOUNT, "臺北市", points=points)


def test_no_step_between_the_printed_ones() -> None:
    with pytest.raises(LookupError):
        TARGETS.growth(Item.AMOUNT, "臺北市", percent=Decimal("0.75"))
    with pytest.raises(LookupError):
        TARGETS.growth(Item.FIRMS, "臺北市", points=1)
    with pytest.raises(LookupError):
        TARGETS.steps(Item.LABELS, "臺北市")
    with pytest.raises(LookupError):
        PLAN.bases.base(Item.FIRMS, "臺北市", "average")
    with pytest.raises(LookupError):
        PLAN.bases.base(Item.MEMBERS, "臺北市")
