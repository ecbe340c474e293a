"""`greendesk score`: one county from JSON, on paper too, and the report of annex 5."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import docx
import jsonschema
import pytest

from tests.bot.test_cli import greendesk
from tests.rules.county_cases import TAICHUNG


def given(figures: object, name: str = "figures.json") -> Path:
    path = Path(name)
    path.write_text(json.dumps(figures), "utf-8")
    return path


def test_a_county_in_words() -> None:
    declared = {"firms": 210}
    code, out, err = greendesk("score", "台中", "--figures", given({**TAICHUNG, "declared": declared}))
    assert code == 0, err
    assert "臺中市　113 年度（2024）考評試算" in out
    assert "總分 64.9 分（滿分 87）" in out  # worked by hand in test_procurement_county_score
    assert "200 ÷ 228 × 4 = 3.5087，得 3.5 分（表2一(三)2）" in out
    assert "輔導申報家數：再 3 家（到 203 家），總分 +0.1" in out
    assert "貴局 200 家，業者申報 210 家，多 10 家" in out
    assert "總分扣 5 分" in out
    assert "這裡沒有扣" in out
    assert "114/1/17（2025-01-17），已截止" in out


def test_a_county_in_english() -> None:
    code, out, _ = greendesk("score", "Taichung", "--figures", given(TAICHUNG), "--lang", "en")
    assert code == 0
    assert "Total 64.9 points (of 87)" in out
    assert "firms that declared: 3 firms more (to 203 firms), total +0.1" in out


def test_a_county_as_json() -> None:
    code, out, _ = greendesk("score", "臺中市", "--figures", "-", "--json", input=json.dumps(TAICHUNG))
    data = json.loads(out)
    assert code == 0
    assert data["total"]["low"] == data["total"]["high"] == "64.9"
    assert data["penalty"]["applied"] is False
    assert data["cheapest"][0]["figure"] == "store_sales"
    assert {one["line"] for one in data["missing"]} == {one["id"] for one in data["lines"]}


def test_the_schema_takes_the_figures_and_nothing_else() -> None:
    code, out, _ = greendesk("score", "--schema")
    schema = json.loads(out)
    assert code == 0
    jsonschema.validate({**TAICHUNG, "firms": None, "declared": {"firms": 3}}, schema)
    for wrong in ({"firms": -1}, {"firm": 1}, {"subsidised_travel": 1}, {"declared": {"post": 1}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["score"], "give a county with --figures FILE"),
        (["score", "東京"], "there is no county '東京'"),
        (["score", "新竹"], "新竹市 or 新竹縣"),
        (["score", "臺中市", "--lang", "jp"], "no language here"),
        (["score", "臺中市", "--figures", "none.json"], "there is no file none.json"),
        (["score", "臺中市", "--template", "t.xlsx"], "give a county with --figures FILE"),
        (["score", "臺中市", "-o", "score.txt"], "written as .html"),
        (["score", "--template", "t.csv"], "ends in .xlsx"),
        (["score", "--report", "臺中市"], "-o report.docx"),
        (["score", "none.xlsx", "-o", "out.xlsx"], "there is no file none.xlsx"),
        (["score", "none.xlsx"], "say where the results go"),
        (["score", "one.xlsx", "-o", "one.xlsx"], "is the file that is read"),
        (["score", "one.xlsx", "-o", "one.csv"], "ends in .xlsx"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments: list[str], said: str) -> None:
    code, out, err = greendesk(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([1], "a JSON object"),
        ({"firms": -1}, "「輔導申報家數」填了 -1，請改成 0 以上的整數"),
        ({"firm": 1}, "沒有「firm」這個數字"),
        ({"stores": 3, "stores_updated": 4}, "比商店總數 3 家多"),
    ],
)
def test_figures_that_cannot_be_used(figures: object, said: str) -> None:
    code, _, err = greendesk("score", "臺中市", "--figures", given(figures))
    assert code == 2
    assert said in err


def test_the_score_on_paper() -> None:
    path = given(TAICHUNG)
    for name in ("score.html", "score.docx"):
        code, out, err = greendesk("score", "臺中市", "--figures", path, "-o", name)
        assert (code, out) == (0, f"written to {name}\n"), err
    html = Path("score.html").read_text("utf-8")
    assert "113 年度（2024）民間企業及團體綠色採購考評試算" in html
    assert "200 ÷ 228 × 4 = 3.5087" in html
    assert "<script" not in html
    document = docx.Document(BytesIO(Path("score.docx").read_bytes()))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"臺中市", "輔導申報家數", "輔導申報家數 200 家", "3.5 分", "表2一(三)2"} - cells == {"臺中市"}


def test_the_report_of_annex_5_as_printed() -> None:
    code, _, err = greendesk("score", "--report", "連江", "-o", "report.docx")
    assert code == 0, err
    document = docx.Document(BytesIO(Path("report.docx").read_bytes()))
    texts = [one.text for one in document.paragraphs]
    assert "連江縣環境保護局「推動綠色生活與消費創新作為」成果說明" in texts
    printed = [
        *("一、 辦理目的", "…（請依創新作為撰寫辦理目的）", "二、 辦理時程", "…", "三、 辦理方式"),
        "…（請詳述辦理內容、辦理方式，如於何處辦理、與哪些業者/節慶合作等等）",
        "四、 辦理成果",
        "…（請檢附相關文件、照片等，並質化及量化成效，如推廣人數、實際效益等）",
    ]
    assert [text for text in texts if text in printed] == printed
    assert "函文環境部才計分" in document.sections[0].header.paragraphs[0].text
