"""What a line of a ledger is found to be, and what the whole comes to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.ledger import Answers, Said, group_key, guess
from bot.ledger.marks import Marks
from rules.determination import Verdict
from rules.procurement import Line, recognise_line
from tests.ledger.books import DAY, HEAD, labels, line, of, one, table, worked
from tests.rules.test_procurement_editions import Change, change

__all__ = ["change"]

MET, UNMET, UNKNOWN, STAFF = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.STAFF


@pytest.mark.parametrize(
    ("item", "label", "verdict", "ground"),
    [
        ("影印紙", "環保標章", MET, "taiwan_green_mark"),
        ("影印紙", "環標", MET, "taiwan_green_mark"),
        ("影印紙", "第二類環保標章", MET, "type2_green_mark"),
        ("影印紙", "節能標章、環保標章", MET, "energy_saving_label"),
        ("影印紙", "碳足跡標籤", UNMET, "carbon_footprint_label"),
        ("影印紙", "碳足跡標籤、環保標章", MET, "taiwan_green_mark"),  # one label that counts is enough
        ("洗髮精", "減碳標籤", MET, "carbon_reduction_label"),
        ("T 恤", "GOTS", UNMET, "gots"),  # only in the 2018 cost sharing
        ("紙", "印尼生態標章", MET, "indonesia_ecolabel"),
        ("紙", "印尼環保標章", UNMET, "indonesia_green_label"),  # another scheme than 附件三's
        ("紙", "Good Environmental Choice", UNKNOWN, None),  # two schemes bear the name
        ("紙", "綠標", UNKNOWN, None),
        ("影印紙", "無", UNMET, "none"),
        ("影印紙", "", UNKNOWN, None),
        ("影印紙", "有", UNKNOWN, None),
        ("影印紙", "環保標章申請中", UNKNOWN, None),
        ("LED燈管", "無", MET, "led_tube"),  # needs no label
        ("影印紙(環保標章) 70g", "", MET, "taiwan_green_mark"),
        ("FSC 影印紙", "", MET, "fsc"),
        ("影印紙 無環保標章", "", UNKNOWN, None),
        ("匈牙利環保標章洗劑", "", UNKNOWN, None),  # somebody else's label
        ("環保標章申請規費", "", UNKNOWN, None),  # no product
        ("環保標章印表機維修", "", UNKNOWN, None),
        ("OFSC-20 螺絲", "", UNKNOWN, None),  # no word of its own
        ("FSC-20 螺絲", "", UNKNOWN, None),  # a model's number
        ("FSC-C012345 影印紙", "", MET, "fsc"),  # a licence's
        ("TCO 溫度保險絲", "", UNKNOWN, None),
        ("螢幕", "TCO", MET, "tco"),
        ("GreenPro 清潔劑", "", UNKNOWN, None),  # may be a brand
        ("北美 UL 電源線", "", UNKNOWN, None),
        ("電動車 Gogoro", "", UNKNOWN, None),  # a motorcycle
        ("T-REC 憑證申請規費", "", UNKNOWN, None),
        ("高麗菜 有機農產品", "", UNKNOWN, None),
        ("高麗菜", "有機農產品", MET, "organic_agriculture"),
        ("員工旅遊", "綠色旅遊行程", MET, "green_travel"),
        ("電動自行車", "", UNKNOWN, None),  # not 電動輔助自行車
        ("冷氣 一級能效", "", MET, "efficiency_1"),
        ("冷氣 能源效率第3級", "", UNMET, "efficiency_3"),
        ("電動輔助自行車", "", MET, "bicycle"),
        ("自行車停車架", "", UNKNOWN, None),
        ("電動車", "", MET, "electric_vehicle"),
        ("電動車充電樁", "", UNKNOWN, None),
        ("電動機車", "", STAFF, "electric_motorcycle"),
        ("LED燈管 T8 20W", "", MET, "led_tube"),
        ("LED 燈泡", "", UNKNOWN, None),  # with a label it counts
        ("有機質肥料", "", UNKNOWN, None),  # only brands on the list
        ("綠電", "", UNKNOWN, "renewable_energy"),
        ("綠電 T-REC", "", MET, "renewable_energy"),
        ("再生能源憑證", "T-REC", MET, "renewable_energy"),
        ("再生能源憑證", "再生能源", UNKNOWN, "renewable_energy"),
        ("運費", "", UNKNOWN, "freight"),
        ("運費", "減碳標籤", MET, "freight"),
        ("運費", "無", UNMET, "freight"),
        ("商業火災保險", "", UNKNOWN, "property_insurance"),
        ("人身保險", "", UNKNOWN, "life_insurance"),
        ("電動車保險", "", UNKNOWN, None),
        ("公務車火險", "減碳標籤", UNKNOWN, "carbon_reduction_label"),  # 20%, never the whole
    ],
)
def test_a_line_by_its_words(item: str, label: str, verdict: Verdict, ground: str | None) -> None:
    found = one(item, label)
    assert (found.result.verdict, found.line.ground) == (verdict, ground)
    assert found.result.amount == (1000 if verdict is MET else 0)


def test_a_lease_is_halved_only_where_no_label_is_known() -> None:
    assert one("影印機租金", "無").result.amount == 500  # 1,000 x 50%
    assert one("影印機租金", "環保標章").result.verdict is STAFF
    assert one("影印機租金", "").result.verdict is UNKNOWN
    assert one("辦公室租金", "無").result.missing == ("leased",)


def test_like_lines_are_one_group_and_one_answer_fills_them() -> None:
    rows = [line("5月影印機租金", amount=8000), line("6月影印機租金", amount=8000), line("雜項", amount=4000)]
    before = worked(*rows)
    assert [(one.rows, one.amount, one.share) for one in before.groups] == [
        ((2, 3), Decimal(16000), 0.8),  # 16,000 of 20,000
        ((4,), Decimal(4000), 0.2),
    ]
    assert before.leading(0.8) == (1, 0.8)
    answers = Answers().with_group(before.groups[0].key, Said(ground="none"))
    kept = Answers.model_validate_json(answers.model_dump_json())
    after = worked(*rows, answers=kept)
    assert after.totals.recognised == 8000  # half of 16,000
    assert [one.item for one in after.groups] == ["雜項"]


def test_an_answer_yields_to_the_label_column_and_wins_over_the_words() -> None:
    none = Answers().with_group(group_key("FSC 影印紙", "甲公司"), Said(ground="none"))
    assert one("FSC 影印紙", "", answers=none).result.verdict is UNMET
    assert one("FSC 影印紙", "FSC", answers=none).result.verdict is MET


def test_an_answer_completes_a_service() -> None:
    key = group_key("公務車火險", "甲公司")
    said = Answers().with_group(key, Said(ground="property_insurance"))
    assert one("公務車火險", "減碳標籤", answers=said).result.amount == 200  # 1,000 x 20%
    assert one("公務車火險", "", answers=said).result.missing == ("proof",)
    proven = said.with_group(key, Said(proven=True))
    assert one("公務車火險", "", answers=proven).result.amount == 200
    label = Answers().with_group(group_key("運費", "甲公司"), Said(ground="carbon_reduction_label"))
    assert one("運費", "", answers=label).line.ground == "freight"


def test_staff_asked() -> None:
    said = Answers().with_group(group_key("雜項", "甲公司"), Said(staff=True))
    found = one("雜項", "", answers=said)
    assert (found.result.verdict, found.result.at_most, found.group) == (STAFF, Decimal(1000), None)


def test_totals_and_other_rows_are_left_out() -> None:
    done = worked(
        line("影印紙", "環保標章", 1000),
        line("影印紙", "環保標章", 500),
        ["小計", "", "", 1500, ""],
        HEAD,
        line("紙", "FSC", 200),
        ["", "", "紙類合計", 1700, ""],
        ["", "", "", 1700, ""],
        ["備註：以上含稅", "", "", None, ""],
    )
    assert done.totals.recognised == 1700
    assert [(one.row, one.why) for one in done.left_out] == [
        (4, "total"),
        (5, "header"),
        (7, "total"),
        (8, "total"),
        (9, "remark"),
    ]


def test_duplicates_are_told_and_counted() -> None:
    done = worked(line("紙", "FSC"), line("紙", "FSC"), line("紙", "FSC", 999))
    assert done.duplicates == ((2, 3),)
    assert done.totals.recognised == 2999


def test_months_grounds_and_the_threshold() -> None:
    done = worked(
        line("紙", "FSC", 20_000_000), line("紙", "環保標章", 10, "113/12"), line("紙", "FSC", -5, "113年1月")
    )
    assert done.by_month == {(2024, 1): -5, (2024, 5): 20_000_000, (2024, 12): 10}
    assert done.by_ground == {"fsc": (2, Decimal(19_999_995)), "taiwan_green_mark": (1, Decimal(10))}
    assert done.to_threshold == 29_999_995  # 50,000,000 - 20,000,005
    assert worked(line("紙", "FSC", 50_000_000)).to_threshold == 0


def test_without_a_date_column_the_year_is_asked() -> None:
    read = table(["品名", "金額", "標章"], ["紙", 1000, "FSC"])
    columns = guess(read)
    assert columns.open()[0] == "year"
    assert of(read, columns).lines[0].result.missing == ("day",)
    assert of(read, columns.model_copy(update={"year": 2024})).totals.recognised == 1000
    assert of(read, columns.model_copy(update={"year": 2023})).totals.recognised == 0


def test_cells_that_cannot_be_read_are_named() -> None:
    done = worked(line("紙", "FSC", "待確認"), line("紙", "FSC", "US$ 30"), line("紙", "FSC", 5, "113/2/30"))
    assert [(note.cell, note.key) for note in done.notes] == [
        ("D2", "not_a_number"),
        ("D3", "foreign_money"),
        ("A4", "not_a_date"),
    ]
    assert done.totals.recognised == 0


def test_a_label_in_the_remarks_is_a_claim_too() -> None:
    head = [*HEAD[:4], "備註"]
    rows = [
        line("影印紙", "環保標章", 10),
        line("影印紙", "申請環保標章中", 20),
        line("印表機維修", "環保標章", 40),
        line("影印紙", "租金另計", 80),
    ]
    done = worked(*rows, head=head)
    assert [(one.result.verdict, one.line.ground, one.line.kind) for one in done.lines] == [
        (MET, "taiwan_green_mark", None),
        (UNKNOWN, None, None),
        (UNKNOWN, None, None),
        (UNKNOWN, None, None),
    ]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("Transparent tape", None),
        ("Copier rent", "lease"),
        ("Techno FSC paper", None),
        ("計程車", None),
        ("影印機月租費", "lease"),
    ],
)
def test_latin_words_count_only_whole(item: str, kind: str | None) -> None:
    assert one(item, "").line.kind == kind


def test_a_ground_of_a_later_edition_is_found_without_code(change: Change) -> None:
    solar = "solar_lamp: {zh: 太陽能路燈, en: solar street lights, percent: 40}\n      bicycle: {zh"
    later = change("grounds.yaml", "bicycle: {zh", solar)
    mark = Marks(later, labels()).of("太陽能路燈 10W", "")
    assert mark.ground == "solar_lamp"
    assert recognise_line(later, Line("", "", 1000, None, mark.ground, None, DAY)).amount == 400  # 40%
    assert one("太陽能路燈 10W", "").line.ground is None


def test_a_list_with_its_signs_turned_round_is_noticed() -> None:
    done = worked(line("紙", "FSC", -10), line("紙", "FSC", -20), line("紙", "FSC", 5))
    assert ([note.key for note in done.notes], done.totals.recognised) == (["mostly_negative"], Decimal(0))
    assert worked(line("紙", "FSC", -10), line("紙", "FSC", 20)).notes == ()
