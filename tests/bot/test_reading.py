"""What people type, read as the value of the fact that was asked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading import Read, Reader, Unclear
from rules.programme import programme
from tests.desk import CLOSED_DAY
from tests.shipped import shipped

CERTIFICATION = programme("certification")
READER = Reader(CERTIFICATION, CERTIFICATION.latest(), shipped().labels, CLOSED_DAY)
FACTS = {**CERTIFICATION.facts, **CERTIFICATION.form}


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("registered_trader", "有", "yes"),
        ("registered_trader", "我們公司有登記", "yes"),
        ("registered_trader", "没有登记", "no"),
        ("registered_trader", "Yes", "yes"),
        ("made_in", "台灣", "taiwan"),
        ("made_in", "在臺灣做的", "taiwan"),
        ("made_in", "部分在臺灣", "partly"),
        ("made_in", "越南", "abroad"),
        ("made_in", "Taiwan", "taiwan"),
        ("counselling_year", "107", 2018),
        ("counselling_year", "民國 103 年", 2014),
        ("counselling_year", "2016", 2016),
        ("counselling_year", "沒有輔導過", "never"),
        ("certified_on", "107/6/30", date(2018, 6, 30)),
        ("certified_on", "1070630", date(2018, 6, 30)),
        ("certified_on", "２０１８-０６-３０", date(2018, 6, 30)),
        ("certified_on", "還沒", "not_yet"),
        ("label", "藍天使", "blue_angel"),
        ("label", "blue angel", "blue_angel"),
        ("label", "C2C", "cradle_to_cradle"),
        ("label", "不在清單上", "other"),
        ("application_fee", "8萬", 80_000),
        ("application_fee", "八萬五", 85_000),
        ("application_fee", "NT$ 49,999", 49_999),
        ("application_fee", "120000", 120_000),
        ("application_fee", "US$ 3,000", "foreign_currency"),
        ("application_fee", "發票沒分列申請費", "not_itemised"),
        ("ubn", "04595257", "04595257"),
        ("contact_email", "a@example.com", "a@example.com"),
        ("documents", "1,3", ("certificate", "counselling_proof")),
        ("documents", "驗證證書、出進口登記資料", ("certificate", "trader_registration")),
    ],
)
def test_read(fact: str, text: str, value: object) -> None:
    assert READER.read(FACTS[fact], text) == Read(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "text", "key"),
    [
        ("made_in", "不是台灣", "not_an_option"),
        ("made_in", "台灣組裝，零件從中國來", "not_an_option"),
        ("registered_trader", "我們沒有辦", "not_an_option"),
        ("counselling_year", "去年吧", "not_a_year"),
        ("certified_on", "107/2/30", "no_such_date"),
        ("certified_on", "6/30", "which_year"),
        ("certified_on", "😀", "not_date"),
        ("label", "green label", "which_label"),
        ("label", "PEFC", "unlisted_label"),
        ("label", "我家的標章", "not_a_label"),
        ("application_fee", "8", "which_amount"),
        ("application_fee", "8萬左右", "blurred"),
        ("application_fee", "-80000", "negative"),
        ("application_fee", "很多錢", "not_money"),
        ("application_fee", "9999999999", "too_large"),
        ("testing_fee", "US$ 3,000", "foreign_money"),
        ("ubn", "12345678", "bad_ubn"),
        ("ubn", "1234", "not_a_ubn"),
        ("ubn", "00000000", "not_a_ubn"),
        ("contact_phone", "abc", "bad_phone"),
        ("contact_email", "a@", "bad_email"),
        ("firm_name", "好" * 300, "too_long"),
        ("documents", "1,9", "not_an_option"),
    ],
)
def test_unclear(fact: str, text: str, key: str) -> None:
    reading = READER.read(FACTS[fact], text)
    assert isinstance(reading, Unclear)
    assert reading.key == key


@given(fact=st.sampled_from(sorted(FACTS)), text=st.text(max_size=60))
def test_any_text_is_read_or_unclear(fact: str, text: str) -> None:
    assert isinstance(READER.read(FACTS[fact], text), Read | Unclear)
