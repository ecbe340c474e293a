"""`greendesk score` for all counties: the template, filled in and handed back with the points."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.scoring.template import CODE_ROW, CODES, FIRST_ROW
from tests.bot.test_cli import greendesk
from tests.rules.county_cases import TAICHUNG


def filled(path: Path, rows: dict[str, dict[str, Any]]) -> None:
    """The template with figures in the rows of some counties."""
    assert greendesk("score", "--template", path)[0] == 0
    book = openpyxl.load_workbook(path)
    sheet = book["數據"]
    place = {str(sheet.cell(row, 1).value): row for row in range(FIRST_ROW, FIRST_ROW + 22)}
    for county, figures in rows.items():
        for code, value in figures.items():
            sheet.cell(place[county], CODES.index(code) + 1).value = value
    book.save(path)


def table(name: str, sheet: str) -> list[dict[str, Any]]:
    found = openpyxl.load_workbook(name)[sheet]
    assert isinstance(found, Worksheet)
    head, *rows = found.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows if row[1] is not None]


def test_the_template_has_all_counties_and_says_what_it_wants() -> None:
    filled(Path("counties.xlsx"), {})
    book = openpyxl.load_workbook("counties.xlsx")
    assert book.sheetnames == ["數據", "說明", "目標值"]
    sheet = book["數據"]
    assert [sheet.cell(CODE_ROW, column + 1).value for column in range(len(CODES))] == list(CODES)
    assert len({sheet.cell(row, 1).value for row in range(FIRST_ROW, FIRST_ROW + 22)}) == 22
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert len(rules) == len(CODES) - 1
    assert rules["B5:B26"].type == "whole"
    assert rules["V5:V26"].formula1 == '"有,沒有"'
    targets = [[cell.value for cell in row] for row in book["目標值"].iter_rows(min_row=2)]
    assert ["連江縣", 1_135_076, 2, 420_701, 1, 13, 2] in targets
    explained = "\n".join(str(row[0].value) for row in book["說明"].iter_rows())
    assert "不知道的留空白，不要填 0" in explained
    assert "達目標值即得13分，未達目標值則依達成比率給分。（目標值如表3所示）" in explained


def test_all_counties_at_once() -> None:
    own = {**TAICHUNG, "subsidised_travel": "沒有", "declared.firms": 210}
    filled(Path("counties.xlsx"), {"臺中市": own, "連江縣": {"members": 14, "information": 3}})
    code, out, err = greendesk("score", "counties.xlsx", "-o", "scored.xlsx")
    assert (code, out) == (0, "written to scored.xlsx\n"), err
    summary = table("scored.xlsx", "總表")[:2]
    assert [(row["縣市"], row["總分 至少"], row["總分 至多"]) for row in summary] == [
        ("臺中市", 64.9, 64.9),
        (
            "連江縣",
            5,
            85,
        ),  # 2 for the members, 3 for the information: 2 of its 5 are lost; the other lines can fill the 18
    ]
    lines = {(row["縣市"], row["項目"]): row for row in table("scored.xlsx", "逐項得分")}
    assert len(lines) == 2 * 14
    assert lines["臺中市", "輔導申報家數"]["算式"] == "200 ÷ 228 × 4 = 3.5087，得 3.5 分"
    assert lines["臺中市", "輔導申報家數"]["依據"] == "表2一(三)2"
    assert lines["連江縣", "輔導申報家數"]["還差多少"] == "先補齊數字：輔導申報家數"
    beside = table("scored.xlsx", "貴局與業者申報")
    assert [tuple(row.values()) for row in beside] == [("臺中市", "輔導申報家數", 200, 210, 10)]
    back = table("scored.xlsx", "數據")
    assert (back[0]["輔導申報家數"], back[0]["輔導申報家數（業者自行申報）"]) == (200, 210)
    nearest = table("scored.xlsx", "還差多少")
    assert (nearest[0]["項目"], nearest[0]["還差"]) == ("綠色商店綠色產品銷售額", 372_158)


def test_the_same_as_json_and_in_english() -> None:
    filled(Path("counties.xlsx"), {"臺中市": {**TAICHUNG, "subsidised_travel": "no"}})
    code, out, _ = greendesk("score", "counties.xlsx", "--json")
    assert code == 0
    assert [(one["county"]["zh"], one["total"]["low"]) for one in json.loads(out)] == [("臺中市", "64.9")]
    assert greendesk("score", "counties.xlsx", "-o", "scored.xlsx", "--lang", "en")[0] == 0
    assert table("scored.xlsx", "Summary")[0]["Total At least"] == 64.9


def test_the_english_template_is_read_as_well() -> None:
    assert greendesk("score", "--template", "counties.xlsx", "--lang", "en")[0] == 0
    book = openpyxl.load_workbook("counties.xlsx")
    book["Figures"].cell(FIRST_ROW, CODES.index("firms") + 1, 104)
    book.save("counties.xlsx")
    code, out, err = greendesk("score", "counties.xlsx", "--json")
    assert code == 0, err
    assert json.loads(out)[0]["county"]["zh"] == "臺北市"
    assert json.loads(out)[0]["parts"][0]["low"] == "4"  # 104 of 104 firms


def test_a_csv_of_codes_is_read_too() -> None:
    Path("counties.csv").write_text("county,firms,amount\n彰化縣,13,\n連江縣,,420701\n", "utf-8")
    code, out, err = greendesk("score", "counties.csv", "--json")
    assert code == 0, err
    assert [one["parts"][0]["low"] for one in json.loads(out)] == ["4", "9"]


@pytest.mark.parametrize(
    ("county", "figures", "said"),
    [
        ("新北市", {"firms": -3}, "數據!E6：「輔導申報家數」填了 -3，請改成 0 以上的整數"),
        ("桃園市", {"amount": "三億"}, "數據!F7：「輔導申報金額」填了「三億」，請改成整數，不加單位"),
        ("臺中市", {"post": 2.5}, "數據!H8：「社群媒體貼文」填了「2.5」，請改成整數"),
        ("臺南市", {"subsidised_travel": "也許"}, "數據!V9：「中央機關綠色旅遊補助出團」填了「也許」，請填有或沒有"),
        ("高雄市", {"stores": 5, "stores_updated": 9}, "數據!D10：「已更新網站資訊的商店」9 家，比商店總數 5 家多"),
        ("基隆市", {"county": "新竹", "firms": 1}, "數據!A11：「新竹」有兩個，請寫完整：新竹市、新竹縣"),
        ("基隆市", {"county": "東京", "firms": 1}, "數據!A11：沒有「東京」這個縣市"),
        ("基隆市", {"county": None, "firms": 1}, "數據!A11：這列沒有縣市名稱"),
        ("嘉義市", {"event": "=1+2"}, "數據!G13：這格是錯誤值或沒有計算過的公式"),
        ("嘉義市", {"firms": 10**7 + 1}, "數據!E13：「輔導申報家數」填了 10000001，超過 10,000,000，請檢查位數"),
        ("嘉義市", {"declared.firms": -1}, "輔導申報家數（業者自行申報）」填了 -1"),
        ("嘉義市", {}, "沒有任何縣市填了數字"),
    ],
)
def test_a_problem_names_its_cell_and_nothing_is_written(county: str, figures: dict[str, Any], said: str) -> None:
    filled(Path("counties.xlsx"), {county: figures})
    code, out, err = greendesk("score", "counties.xlsx", "-o", "scored.xlsx")
    assert (code, out) == (2, "")
    assert said in err
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["counties.xlsx"]


def test_a_merged_cell_is_no_countys_figure() -> None:
    filled(Path("counties.xlsx"), {"臺北市": {"store_sales": 901_265_749}})
    book = openpyxl.load_workbook("counties.xlsx")
    book["數據"].merge_cells("B5:B6")
    book.save("counties.xlsx")
    code, _, err = greendesk("score", "counties.xlsx", "-o", "scored.xlsx")
    assert code == 2
    assert "數據!B6：這格是合併儲存格的一部分" in err


def test_what_people_write_for_yes_and_digits_and_a_total() -> None:
    rows: dict[str, dict[str, Any]] = {
        "臺北市": {"subsidised_travel": "是"},
        "新北市": {"firms": "３４２"},
        "連江縣": {"county": "總計", "firms": 344},
    }
    filled(Path("counties.xlsx"), rows)
    code, out, err = greendesk("score", "counties.xlsx", "--json")
    assert code == 0, err
    assert [one["total"]["low"] for one in json.loads(out)] == ["5", "4"]  # 表2四(二)6; 表3: 342 of 342


def test_all_problems_are_told_at_once() -> None:
    filled(Path("counties.xlsx"), {name: {"firms": -1} for name in ("臺北市", "新北市", "連江縣")})
    _, _, err = greendesk("score", "counties.xlsx", "-o", "scored.xlsx")
    assert all(cell in err for cell in ("E5", "E6", "E26"))


def test_a_county_twice() -> None:
    filled(Path("counties.xlsx"), {"臺北市": {"firms": 1}, "新北市": {"county": "台北", "firms": 1}})
    _, _, err = greendesk("score", "counties.xlsx", "-o", "scored.xlsx")
    assert "數據!A6：臺北市在第 5 列填過了" in err


@pytest.mark.parametrize(
    ("code", "said"), [("firmss", "沒有「firmss」這個欄位代號"), ("stores", "欄位代號「stores」出現兩次")]
)
def test_a_code_that_was_changed(code: str, said: str) -> None:
    filled(Path("counties.xlsx"), {"臺北市": {"firms": 1}})
    book = openpyxl.load_workbook("counties.xlsx")
    book["數據"].cell(CODE_ROW, CODES.index("firms") + 1, code)
    book.save("counties.xlsx")
    exit_code, _, err = greendesk("score", "counties.xlsx", "-o", "scored.xlsx")
    assert exit_code == 2
    assert f"數據!E4：{said}" in err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk"])
def test_a_file_that_is_no_template(content: bytes) -> None:
    Path("counties.xlsx").write_bytes(content)
    code, _, err = greendesk("score", "counties.xlsx", "-o", "scored.xlsx")
    assert code == 2
    assert err.startswith("greendesk: counties.xlsx: ")
    assert not Path("scored.xlsx").exists()


def test_a_result_is_written_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    filled(Path("counties.xlsx"), {"臺北市": {"firms": 1}})
    Path("scored.xlsx").write_bytes(b"the old one")
    Path("scored.xlsx").chmod(0o600)
    monkeypatch.chdir(Path.cwd())
    code, _, err = greendesk("score", "counties.xlsx", "-o", "nowhere/scored.xlsx")
    assert code == 2
    assert "nowhere" in err
    assert Path("scored.xlsx").read_bytes() == b"the old one"
    assert greendesk("score", "counties.xlsx", "-o", "scored.xlsx")[0] == 0
    assert Path("scored.xlsx").read_bytes().startswith(b"PK")
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["counties.xlsx", "scored.xlsx"]
