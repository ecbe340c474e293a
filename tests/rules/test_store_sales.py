"""Lines of a green store's statement: which are listed, which are left out and by which clause, and their total."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.determination import Verdict
from rules.procurement import latest
from rules.stores.facts import StatementForm
from rules.stores.sales import Sale, judged

PLAN = latest()
SAMPLE = (
    Sale("電腦螢幕", "taiwan_green_mark", 120_000, "1234", "20台", "113年1-12月"),
    Sale("飲品", "carbon_footprint_label", 120_000, "5678", "20包", "113年1-12月"),
)
"""附件四's two sample lines, the year put right."""


def test_the_two_sample_lines_are_listed_and_added() -> None:
    sales = judged(PLAN, SAMPLE)
    assert [one.verdict for one in sales.lines] == [Verdict.MET, Verdict.MET]
    assert sales.total() == 240_000  # 120,000 + 120,000
    assert sales.lines[1].clause == "表2一(一)認列範圍1"


@pytest.mark.parametrize(
    "product",
    [
        "汽車",
        "機車",
        "電動機車",
        "電動汽車",
        "Gogoro 電動機車",
        "電動機車 EV-C1",
        "國產小汽車",
        "motorcycle",
    ],
)
def test_vehicles_are_left_out_whatever_their_label(product: str) -> None:
    (line,) = judged(PLAN, [Sale(product, "taiwan_green_mark", 900_000)]).lines
    assert (line.verdict, line.reason, line.clause) == (Verdict.UNMET, "vehicle", "表2一(一)注意事項1")


@pytest.mark.parametrize("product", ["轎車用輪胎", "汽車用清潔劑", "自行車", "機車機油", "洗衣機", "carpet", "scarves"])
def test_what_only_sounds_like_a_vehicle_is_listed(product: str) -> None:
    (line,) = judged(PLAN, [Sale(product, "taiwan_green_mark", 500)]).lines
    assert line.verdict is Verdict.MET


@pytest.mark.parametrize(
    ("label", "verdict", "reason"),
    [
        ("carbon_footprint_label", "met", "listed"),  # on the stores' list, not on the enterprises'
        ("cas", "met", "listed"),
        ("efficiency_2", "met", "listed"),
        ("efficiency_3", "unmet", "not_listed"),
        ("fsc", "met", "listed"),
        ("resource_product", "unmet", "not_listed"),  # for enterprises only
        ("led_tube", "unmet", "not_listed"),
        ("retail", "staff", "service"),
        ("nothing_known", "unmet", "not_listed"),
    ],
)
def test_the_stores_list_decides(label: str, verdict: str, reason: str) -> None:
    (line,) = judged(PLAN, [Sale("某產品", label, 1)]).lines
    assert (line.verdict.value, line.reason) == (verdict, reason)


def test_nothing_of_a_channel_is_listed() -> None:
    sales = judged(PLAN, SAMPLE, "family_mart")
    assert {(one.reason, one.clause) for one in sales.lines} == {("channel", "表2一(一)注意事項3")}
    assert (sales.total(), sales.total(Verdict.UNMET)) == (0, 240_000)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Z")), min_size=1, max_size=12)
LINES = st.builds(
    Sale,
    TEXT.filter(lambda text: "｜" not in text),
    st.sampled_from(sorted(PLAN.grounds.by_id)),
    st.integers(0, 9_999_999),
)


@settings(max_examples=40)
@given(st.lists(LINES, max_size=6))
def test_every_line_is_in_one_pile_and_order_does_not_matter(lines: list[Sale]) -> None:
    sales, turned = judged(PLAN, lines), judged(PLAN, reversed(lines))
    piles = (Verdict.MET, Verdict.UNMET, Verdict.STAFF)
    assert sum(sales.total(one) for one in piles) == sum(line.amount for line in lines)
    assert [sales.total(one) for one in piles] == [turned.total(one) for one in piles]


@settings(max_examples=40)
@given(st.lists(LINES, max_size=6), LINES)
def test_another_line_never_lowers_the_total(lines: list[Sale], more: Sale) -> None:
    assert judged(PLAN, [*lines, more]).total() >= judged(PLAN, lines).total()


@settings(max_examples=40)
@given(LINES)
def test_a_line_is_kept_and_read_again(line: Sale) -> None:
    kept = StatementForm.facts()["sales"].check([line.text()])
    assert isinstance(kept, tuple)
    again = Sale.of(kept[0])
    assert (again.label, again.amount) == (line.label, line.amount)
    assert Sale.of(again.text()) == again


def test_a_mark_between_columns_cannot_be_smuggled_in() -> None:
    assert Sale.of(Sale("甲｜乙", "fsc", 5).text()) == Sale("甲 乙", "fsc", 5)
