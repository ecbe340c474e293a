"""What counts, for whom, and how much of it: worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.determination import Step, Verdict
from rules.procurement import Buyer, GroundKind, latest, recognise, recognise_lease, whole_dollars

PLAN = latest()
D = Decimal

# 附件三, cell by cell; the names in brackets as printed, none where none is printed
FOREIGN = [
    ("美國綠色標籤", "Green Seal"),
    ("日本生態標章", "Eco Mark Program"),
    ("紐西蘭環境選擇標章", "The New Zealand Ecolabelling Trust"),
    ("澳洲環境選擇標章", "Good Environmental Choice Australia"),
    ("泰國綠色標章", "Green Label: Thailand"),
    ("烏克蘭生態標章", "Ecolabelling Program in Ukraine"),
    ("菲律賓綠色選擇標章", "Green Choice Philippines"),
    ("巴西 ABNT 環境品質標章", "ABNT- Environmental Quality"),
    ("中國環境標誌", None),
    ("中國環保產品認證", None),
    ("藍天使生態標章", "The Blue Angel Eco-Label"),
    ("TUV綠色產品標誌", "Green Product Mark"),
    ("香港綠色標章", "Hong Kong Green Label Scheme"),
    ("歐盟生態標章", "EU Ecolabel"),
    ("新加坡綠色標章", "Singapore Green Labelling Scheme"),
    ("瑞典優良環境選擇標章", "Good Environmental Choice"),
    ("GreenPro標章", "GreenPro"),
    ("印尼生態標章", "Indonesian Ecolabel"),
    ("以色列綠色標章", "Israeli Green Label"),
    ("哈薩克生態標章", "Eco-Labelling"),
    ("韓國生態標章", "Korean Eco-Label Program"),
    ("馬來西亞 SIRIM 生態標章", "SIRIM Eco-Labelling Scheme"),
    ("北歐天鵝生態標章", "Nordic Swan Ecolabel"),
    ("北美 UL生態標誌", None),
    ("TCO驗證標章", "TCO Certified"),
    ("俄羅斯生命之葉標章", "Vitality Leaf"),
    ("FSC", "FSC"),
    ("PEFC", "PEFC"),
    ("能源之星", None),
]


def test_the_29_foreign_labels() -> None:
    labels = PLAN.grounds.of_kind(GroundKind.FOREIGN_LABEL)
    assert [(one.zh, None if one.en_ours else one.en) for one in labels] == FOREIGN
    assert len(FOREIGN) == 29
    assert all(one.standing(buyer).verdict is Verdict.MET for one in labels for buyer in ("enterprise", "store"))


@pytest.mark.parametrize(
    ("name", "enterprise", "store"),
    [
        ("我國環保標章", "met", "met"),
        ("第二類環保標章", "met", "met"),
        ("節能標章", "met", "met"),
        ("省水標章", "met", "met"),
        ("綠建材標章", "met", "met"),
        ("碳足跡標籤", "unmet", "met"),
        ("碳足跡減量標籤", "met", "met"),
        ("減碳標籤", "met", "met"),
        ("台灣木材標章產品", "met", "met"),
        ("臺灣木材標章", "met", "met"),
        ("台灣優良農產品標章", "unmet", "met"),
        ("產銷履歷農產品標章", "met", "met"),
        ("有機農產品標章", "met", "met"),
        ("一級能效", "met", "met"),
        ("二級能效", "met", "met"),
        ("三級能效", "unmet", "unmet"),
        ("EU Ecolabel", "met", "met"),
        ("資源再生綠色產品", "met", "unmet"),
        ("電動輔助自行車", "met", "unmet"),
        ("電動巴士", "met", "unmet"),
        ("綠電", "met", "unmet"),
        ("LED燈管", "met", "unmet"),
        ("國產有機質肥料", "met", "unmet"),
        ("認購綠點", "met", "unmet"),
        ("綠色旅遊", "met", "unmet"),
        ("環保餐廳", "met", "unmet"),
        ("LED燈泡", "unmet", "unmet"),
        ("電動機車", "staff", "unmet"),
    ],
)
def test_what_counts_for_whom(name: str, enterprise: str, store: str) -> None:
    (ground,) = PLAN.grounds.find(name)
    assert (ground.enterprise.verdict, ground.store.verdict) == (enterprise, store)


@pytest.mark.parametrize("label", ["epeat", "greenguard", "oeko_tex", "gots", "grs", "cradle_to_cradle", "epd"])
def test_labels_of_the_2018_cost_sharing_that_do_not_count_here(label: str) -> None:
    assert PLAN.grounds.standing(label, "enterprise").verdict is Verdict.UNMET
    assert PLAN.grounds.standing(label, "store").clause == "表2一(一)認列範圍"
    assert PLAN.grounds.find(label) == ()


def test_only_lists_shared_names_are_shared() -> None:
    for ground in PLAN.grounds.by_id.values():
        for name in ground.names():
            assert PLAN.grounds.find(name) == (ground,), name


@pytest.mark.parametrize(
    ("ground", "amount", "counted", "shown"),
    [
        ("taiwan_green_mark", 12_345, "12345", 12_345),
        ("green_points", 0, "0", 0),
        ("freight", 8_000, "8000", 8_000),
        ("retail", 100_000, "30000", 30_000),
        ("retail", 101, "30.3", 30),
        ("retail", 105, "31.5", 32),  # shown rounded half up
        ("life_insurance", 500_000, "50000", 50_000),
        ("life_insurance", 15, "1.5", 2),
        ("life_insurance", 14, "1.4", 1),
        ("property_insurance", 500_000, "100000", 100_000),
        ("brokerage", 999_999, "999999", 999_999),
        ("brokerage", 1_000_000, "1000000", 1_000_000),
        ("brokerage", 1_000_001, "1000000", 1_000_000),
    ],
)
def test_the_amount_recognised(ground: str, amount: int, counted: str, shown: int) -> None:
    line = recognise(PLAN, ground, amount, proven=True)
    assert (line.verdict, line.amount, line.at_most, line.shown) == (Verdict.MET, D(counted), D(counted), shown)


def test_a_service_needs_the_reduction_label() -> None:
    without = recognise(PLAN, "property_insurance", 500_000, proven=False)
    assert (without.verdict, without.amount, without.at_most) == (Verdict.UNMET, D(0), D(0))
    assert without.working == (Step("needs_proof", {"proof": "carbon_reduction_label"}),)
    unknown = recognise(PLAN, "property_insurance", 500_000)
    assert (unknown.verdict, unknown.amount, unknown.at_most) == (Verdict.UNKNOWN, D(0), D(100_000))


def test_renewable_energy_needs_the_certificates() -> None:
    assert recognise(PLAN, "renewable_energy", 90_000, proven=True).amount == 90_000
    assert recognise(PLAN, "renewable_energy", 90_000, proven=False).verdict is Verdict.UNMET
    assert recognise(PLAN, "renewable_energy", 90_000).at_most == 90_000


def test_the_working_of_a_share_and_of_a_cap() -> None:
    assert recognise(PLAN, "property_insurance", 500_000, proven=True).working == (
        Step("share", {"amount": 500_000, "percent": "20", "counted": "100000"}),
    )
    assert recognise(PLAN, "brokerage", 1_500_000, proven=True).working == (
        Step("whole_amount", {"amount": 1_500_000, "percent": "100", "counted": "1500000"}),
        Step("capped", {"cap": 1_000_000, "counted": "1000000"}),
    )


def test_the_carbon_label_counts_for_a_store_alone() -> None:
    assert recognise(PLAN, "carbon_footprint_label", 120_000, buyer="store").amount == 120_000
    refused = recognise(PLAN, "carbon_footprint_label", 120_000)
    assert (refused.verdict, refused.at_most, refused.clause) == (Verdict.UNMET, D(0), "表2一(三)認列範圍1")


def test_an_unlabelled_electric_motorcycle_is_for_staff() -> None:
    line = recognise(PLAN, "electric_motorcycle", 80_000)
    assert (line.verdict, line.amount, line.at_most) == (Verdict.STAFF, D(0), D(80_000))


def test_the_shares_of_services_in_a_store_are_for_staff() -> None:
    assert recognise(PLAN, "retail", 1_000, buyer="store", proven=True).verdict is Verdict.STAFF


def test_half_the_rent_of_a_listed_product() -> None:
    line = recognise_lease(PLAN, "影印機", 240_000, otherwise_recognised=False)
    assert (line.verdict, line.amount, line.clause) == (Verdict.MET, D(120_000), "表2一(三)認列範圍4、附件一附表1-4")
    odd = recognise_lease(PLAN, "咖啡機", 2_001, otherwise_recognised=False)
    assert (odd.amount, odd.shown) == (D("1000.5"), 1_001)


def test_the_rent_of_a_product_recognised_anyway_is_for_staff() -> None:
    line = recognise_lease(PLAN, "影印機", 240_000, otherwise_recognised=True)
    assert (line.verdict, line.amount, line.at_most, line.recommended) == (Verdict.STAFF, D(0), D(240_000), D(240_000))
    unknown = recognise_lease(PLAN, "影印機", 240_000)
    assert (unknown.verdict, unknown.amount, unknown.at_most) == (Verdict.UNKNOWN, D(0), D(240_000))


def test_the_rent_of_an_unlisted_product() -> None:
    line = recognise_lease(PLAN, "投影機", 240_000, otherwise_recognised=False)
    assert (line.verdict, line.amount, line.at_most) == (Verdict.UNMET, D(0), D(0))


def test_negative_amounts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        recognise(PLAN, "fsc", -1)
    with pytest.raises(ValueError, match="negative"):
        recognise_lease(PLAN, "影印機", -1)


@pytest.mark.parametrize(("amount", "shown"), [("0.5", 1), ("1.5", 2), ("2.49", 2), ("2.5", 3)])
def test_shown_half_up(amount: str, shown: int) -> None:
    assert whole_dollars(D(amount)) == shown


GROUNDS = st.sampled_from([*PLAN.grounds.by_id, "unlisted"])
BUYERS: st.SearchStrategy[Buyer] = st.sampled_from(["enterprise", "store"])
MONEY = st.integers(0, 10**15)
PROVEN = st.sampled_from([None, True, False])


@given(GROUNDS, MONEY, BUYERS, PROVEN)
def test_never_more_than_the_line(ground: str, amount: int, buyer: Buyer, proven: bool | None) -> None:
    line = recognise(PLAN, ground, amount, buyer=buyer, proven=proven)
    assert 0 <= line.amount <= line.at_most <= amount
    assert line.shown <= amount
    assert line.amount == (line.at_most if line.verdict is Verdict.MET else 0)


@given(GROUNDS, MONEY, MONEY, BUYERS)
def test_a_dearer_line_never_counts_less(ground: str, one: int, other: int, buyer: Buyer) -> None:
    low, high = (recognise(PLAN, ground, amount, buyer=buyer, proven=True) for amount in sorted((one, other)))
    assert low.amount <= high.amount


@given(st.sampled_from([*(item.id for item in PLAN.leasing.items), "unlisted"]), MONEY, PROVEN)
def test_never_more_than_the_rent(item: str, rent: int, otherwise: bool | None) -> None:
    line = recognise_lease(PLAN, item, rent, otherwise_recognised=otherwise)
    assert 0 <= line.amount <= line.at_most <= rent
    assert line.shown <= rent
