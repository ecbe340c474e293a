"""Green stores (附件四) and the commendation (五): just below, at and above every threshold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.determination import Verdict
from rules.parameters import NoEdition
from rules.procurement import Industry, Placed, Record, latest, plan

PLAN = latest()
STORES, AWARDS = PLAN.stores, PLAN.awards


@pytest.mark.parametrize(
    ("eco", "carbon", "reduction", "verdict"),
    [
        (2, 0, 0, "met"),
        (1, 0, 0, "unmet"),
        (1, 2, 0, "unmet"),
        (1, 3, 0, "met"),
        (1, 0, 1, "met"),
        (0, 9, 9, "unmet"),
        (0, 0, 0, "unmet"),
        (3, 5, 2, "met"),
        (None, 0, 0, "unknown"),
        (None, 3, 1, "unknown"),
        (1, None, 0, "unknown"),
        (1, 2, None, "unknown"),
        (0, None, None, "unmet"),  # no way is open without an eco label
        (2, None, None, "met"),
    ],
)
def test_what_makes_a_green_store(eco: int | None, carbon: int | None, reduction: int | None, verdict: str) -> None:
    assert STORES.qualifies(eco, carbon, reduction).verdict == verdict


def test_what_is_lacking_on_each_way() -> None:
    assert STORES.qualifies(1, 2).lacking == ({"eco": 1}, {"carbon": 1}, {"reduction": 1})
    assert STORES.qualifies(0, 3).lacking == ({"eco": 2}, {"eco": 1}, {"eco": 1, "reduction": 1})


def test_fewer_than_none_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        STORES.qualifies(-1)


@given(*[st.integers(0, 5)] * 3, *[st.integers(0, 3)] * 3)
def test_more_kinds_never_disqualify(eco: int, carbon: int, reduction: int, e: int, c: int, r: int) -> None:
    if STORES.qualifies(eco, carbon, reduction).verdict is Verdict.MET:
        assert STORES.qualifies(eco + e, carbon + c, reduction + r).verdict is Verdict.MET


def test_the_six_channels_left_out() -> None:
    assert [one.zh for one in STORES.channels] == ["全國電子", "大潤發", "遠百愛買", "萊爾富", "全家便利商店", "燦坤"]
    assert STORES.channels_clause == "表2一(一)注意事項3"
    assert STORES.channel("全家") is STORES.channels[4]
    assert STORES.channel("family mart") is STORES.channels[4]
    assert STORES.channel("家樂福") is None


def test_vehicles_left_out() -> None:
    assert [one.zh for one in STORES.left_out] == ["汽車", "機車"]
    assert STORES.left_out_product("電動機車") is STORES.left_out[1]
    assert STORES.left_out_product("car") is None  # "cars" is its name
    assert STORES.left_out_product("自行車") is None


def test_the_on_line_shop_counts() -> None:
    shop = STORES.online_shop
    assert (shop.zh, shop.clause) == ("環保產品線上採購網", "表2一(一)注意事項2")


def test_green_places_and_chains() -> None:
    assert [one.zh for one in STORES.places] == [
        "綠色商店",
        "環保餐廳",
        "環保標章旅館",
        "環保標章餐館",
        "環保標章育樂場所",
        "環保標章旅行業",
        "環保集點特約通路",
    ]
    assert STORES.is_chain("labelled_hotel", 1) is False
    assert STORES.is_chain("labelled_hotel", 2) is True
    assert STORES.is_chain("green_store", 2) is None
    with pytest.raises(LookupError):
        STORES.is_chain("bakery", 2)


def test_the_statement_and_the_report_as_printed() -> None:
    statement = STORES.statement
    assert statement.zh == "綠色商店販售綠色產品金額統計表"
    assert statement.basics == ("公司/單位名稱", "聯絡人", "職稱", "E-mail", "聯絡電話")
    assert statement.kinds == ("3C家電產品類", "零售及量販類", "肥料及農藥類", "建材及油漆類", "衛浴設備類")
    assert statement.columns == ("項次", "產品名稱", "標章編號", "標章種類", "販售金額（元）", "販售數量", "販售日期")
    assert statement.seals == ("環保局用印", "綠色商店用印")
    assert len(statement.notes) == 6
    assert STORES.report.zh == "OOO環境保護局「推動綠色生活與消費創新作為」成果說明"
    assert [one.heading for one in STORES.report.sections] == ["辦理目的", "辦理時程", "辦理方式", "辦理成果"]


def test_the_five_groups_as_printed() -> None:
    assert [one.zh for one in AWARDS.groups] == [
        "製造業-大型企業組",
        "製造業-中小型企業組",
        "非製造業-大型企業組",
        "非製造業-中小型企業組",
        "其他組（教育、醫療保險、社會工作服務類或其他團體）",
    ]


@pytest.mark.parametrize(
    ("industry", "capital", "group", "threshold", "verdict"),
    [
        (Industry.MANUFACTURING, 99_999_999, "manufacturing_small", 0, "met"),
        (Industry.MANUFACTURING, 100_000_000, "manufacturing_large", 50_000_000, "met"),  # 1億元（含）以上
        (Industry.MANUFACTURING, 100_000_001, "manufacturing_large", 50_000_000, "met"),
        (Industry.NON_MANUFACTURING, 99_999_999, "non_manufacturing_small", 0, "met"),
        (Industry.NON_MANUFACTURING, 100_000_000, "non_manufacturing_large", 50_000_000, "met"),
        (Industry.OTHER, 0, "other", 0, "met"),
        (Industry.OTHER, 900_000_000, "other", 0, "met"),
        (Industry.OTHER, None, "other", 0, "met"),
        (Industry.INSURANCE, 900_000_000, "non_manufacturing_large", 50_000_000, "staff"),
    ],
)
def test_the_group_of_a_firm(industry: Industry, capital: int | None, group: str, threshold: int, verdict: str) -> None:
    placed = AWARDS.place(industry, capital)
    assert placed.group is not None
    assert (placed.group.id, placed.threshold, placed.verdict) == (group, threshold, verdict)


def test_no_group_without_capital() -> None:
    assert AWARDS.place(Industry.MANUFACTURING, None) == Placed(Verdict.UNKNOWN, None, None, "五(三)")
    with pytest.raises(ValueError, match="negative"):
        AWARDS.place(Industry.OTHER, -1)


CLEAN = Record(sanctions=(), by_law=0, in_all=0, dispute=False)


def verdicts(declared: int | None, record: Record, capital: int | None = 100_000_000) -> dict[str, str]:
    placed = AWARDS.place(Industry.MANUFACTURING, capital)
    return {one.id: one.verdict.value for one in AWARDS.conditions(placed, declared, record)}


@pytest.mark.parametrize(("declared", "verdict"), [(49_999_999, "unmet"), (50_000_000, "met"), (50_000_001, "met")])
def test_what_a_large_firm_has_to_declare(declared: int, verdict: str) -> None:
    assert verdicts(declared, CLEAN)["declared_enough"] == verdict


def test_a_small_firm_has_no_threshold() -> None:
    assert verdicts(1, CLEAN, 99_999_999)["declared_enough"] == "met"


@pytest.mark.parametrize(
    ("by_law", "in_all", "one", "all"),
    [
        (2, 4, "met", "met"),
        (3, 3, "unmet", "met"),
        (2, 5, "met", "unmet"),
        (0, 0, "met", "met"),
    ],
)
def test_penalties(by_law: int, in_all: int, one: str, all: str) -> None:
    found = verdicts(50_000_000, Record(sanctions=(), by_law=by_law, in_all=in_all, dispute=False))
    assert (found["penalties_one_law"], found["penalties_all"]) == (one, all)


def test_sanctions_and_disputes_shut_out() -> None:
    assert [one.zh for one in AWARDS.sanctions] == [
        "按日連續處罰",
        "停工",
        "停業",
        "勒令歇業",
        "撤銷許可證",
        "移送刑罰",
    ]
    found = verdicts(50_000_000, Record(sanctions=("closure",), by_law=1, in_all=1, dispute=True))
    assert (found["no_sanction"], found["no_dispute"]) == ("unmet", "unmet")


def test_what_nobody_knows_stays_unknown() -> None:
    assert set(verdicts(None, Record()).values()) == {"unknown"}
    assert verdicts(50_000_000, CLEAN, None)["declared_enough"] == "unknown"
    (*_, enough) = AWARDS.conditions(AWARDS.place(Industry.MANUFACTURING, None), 1, CLEAN)
    assert enough.missing == ("capital",)


def test_dates() -> None:
    edition = PLAN.edition
    assert (edition.runs_from, edition.runs_to) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (edition.results_due, edition.clause_of("results_due")) == (date(2025, 1, 17), "四")  # 114年1月17日
    assert (edition.issued, edition.amended) == (date(2024, 2, 19), (date(2024, 3, 11), date(2024, 4, 15)))


def test_no_plan_for_another_year() -> None:
    assert plan(date(2024, 6, 1)) is PLAN
    with pytest.raises(NoEdition):
        plan(date(2025, 1, 1))
