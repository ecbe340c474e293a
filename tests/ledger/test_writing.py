"""The workbook that is handed back: the summary first, the firm's own untouched, ours beside it, nothing dangerous."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from bot import wording
from bot.ledger import Answers, Said, guess, read_table, template, write_workbook
from bot.ledger.table import Table
from bot.wording import LANGS
from rules.determination import Verdict
from tests.ledger.books import HEAD, book, labels, line, of, reopened, saved


def handed_back(table: Table, answers: Answers | None = None) -> Workbook:
    return reopened(write_workbook(table, of(table, guess(table), answers), "zh"))


def texts(made: Workbook) -> str:
    rows = made.worksheets[0].iter_rows(values_only=True)
    return "\n".join(" ".join(str(cell) for cell in row if cell is not None) for row in rows)


def styled() -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "採購"
    for row in (["公司"], HEAD, line("紙", "FSC", 1000), line("雜項", "", 500), ["合計", "", "", "=SUM(D3:D4)", ""]):
        sheet.append(row)
    sheet["C3"].font = Font(bold=True, color="FF0000")
    sheet["D3"].number_format = "#,##0.00"
    sheet["A1"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.column_dimensions["C"].width = 33
    sheet.merge_cells("A1:H1")
    other = made.create_sheet("其他")
    other["B2"] = "=1+1"
    return saved(made)


def test_the_firm_s_own_stays_and_ours_stands_beside_it() -> None:
    made = handed_back(read_table(styled(), "x.xlsx"))
    assert made.sheetnames == ["綠色採購試算", "採購", "其他"]
    sheet = made["採購"]
    before = reopened(styled())["採購"]
    for row in before.iter_rows(max_col=5):
        for cell in row:
            after = sheet[cell.coordinate]
            assert (after.value, after.number_format, after.font.b) == (cell.value, cell.number_format, cell.font.b)
    assert sheet["C3"].font.color.rgb == "00FF0000"
    assert sheet.column_dimensions["C"].width == 33
    assert sheet["D5"].value == "=SUM(D3:D4)"
    assert made["其他"]["B2"].value == "=1+1"
    heads = [sheet.cell(2, column).value for column in range(6, 12)]
    assert heads == ["認列金額（試算）", "判斷", "認列項目", "依據", "理由", "還缺什麼"]
    assert [sheet.cell(3, column).value for column in range(6, 10)] == [
        1000,
        "認列",
        "FSC",
        "表2一（三）認列範圍2、附件三",
    ]
    assert [sheet.cell(4, column).value for column in (6, 7, 11)] == [0, "待補", "有沒有標章、屬於哪一項"]


def test_the_summary_comes_first_and_says_what_it_is() -> None:
    made = handed_back(read_table(styled(), "x.xlsx"))
    shown = texts(made)
    assert made.active is made.worksheets[0]
    for sentence in (
        "尚未申報，請至環境部系統申報",
        "依 113 年（2024）的規定計算",
        "已截止，沒有更新年度的規定在案",
        "若補齊最多再加 500",
        "認列 1 1000 1000",
        "前 1 項占未定金額 100%",
        "還差 NT$ 49,999,000 元",  # 50,000,000 - 1,000
        "113/05 1000",
        "小計、合計列 1 5",
    ):
        assert sentence in shown, sentence


def test_a_year_that_runs_still_is_not_said_to_be_closed() -> None:
    table = read_table(styled(), "x.xlsx")
    made = reopened(write_workbook(table, of(table, guess(table)), "zh", date(2024, 12, 31)))
    assert "已截止" not in texts(made)


def test_a_workbook_of_ours_handed_in_again_is_worked_out_anew() -> None:
    first = read_table(styled(), "x.xlsx")
    once = write_workbook(first, of(first, guess(first)), "zh")
    again = read_table(once, "x.xlsx")
    answers = Answers().with_group(of(again, guess(again)).groups[0].key, Said(ground="fsc"))
    made = handed_back(again, answers)
    assert made.sheetnames == ["綠色採購試算", "採購", "其他"]
    assert made["採購"].max_column == 11
    assert made["採購"]["F4"].value == 500


def test_nothing_of_ours_is_a_formula() -> None:
    evil = '=HYPERLINK("http://x","y")'
    rows: list[list[object]] = [list(HEAD), line(evil, "", 100, supplier="+cmd")]
    rows += [line("@sum", "", 50, supplier="-1"), line("\t=1", "", 1)]
    for data, name in ((book(*rows), "x.xlsx"), (csv(rows), "x.csv")):
        table = read_table(data, name)
        made = handed_back(table)
        for cell in (cell for row in made.worksheets[0].iter_rows() for cell in row):
            assert cell.data_type != "f"
            assert not str(cell.value or "").startswith(("=", "+", "@", "\t"))
    assert made.worksheets[1]["C2"].data_type == "s"  # the firm's own text in a CSV stays a text
    assert made.worksheets[1]["C2"].value == evil


def csv(rows: list[list[object]]) -> bytes:
    return "\n".join(",".join(f'"{str(cell).replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows).encode()


def test_other_formats_come_back_as_xlsx_with_their_values() -> None:
    table = read_table(csv([list(HEAD), ["113/5/6", "甲公司", "紙", "1,000", "FSC"]]), "purchases.csv")
    made = handed_back(table)
    assert made.sheetnames == ["綠色採購試算", "purchases"]
    assert [cell.value for cell in made["purchases"][2]][:6] == ["113/5/6", "甲公司", "紙", "1,000", "FSC", 1000]


def test_in_both_languages() -> None:
    table = read_table(styled(), "x.xlsx")
    for lang, said in zip(LANGS, ("尚未申報", "Not declared yet"), strict=True):
        assert said in texts(reopened(write_workbook(table, of(table, guess(table)), lang)))


def test_the_template_is_read_without_a_question_but_tax_and_date() -> None:
    for lang in LANGS:
        table = read_table(template(lang), "t.xlsx")
        columns = guess(table)
        assert columns.open() == ("tax", "basis")
        done = of(table, columns)
        assert done.totals.recognised == 12_600
        assert done.labels is labels()


def test_what_staff_judge_is_listed_and_a_copy_says_that_it_is_one() -> None:
    rows: list[list[object]] = [list(HEAD), line("電動機車", "", 70_000), line("影印機租金", "環保標章", 900)]
    shown = texts(handed_back(read_table(book(*rows), "x.xlsx")))
    assert "電動機車 甲公司 1 70000 文件沒有寫明" in shown
    assert "影印機租金 甲公司 1 900 租的產品本身在認列範圍內（我國環保標章）" in shown
    assert "只寫入原檔" not in shown
    xls = (Path(__file__).parent / "files" / "purchases.xls").read_bytes()
    assert "只寫入原檔（XLS）的值" in texts(handed_back(read_table(xls, "x.xls")))


def test_every_sentence_is_said_somewhere() -> None:
    folder = Path(wording.FOLDER).parent
    code = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    heads = re.findall(r'f"([a-z_]+(?:\.[a-z_]+)*)\.\{', code)
    composed = ("problem.", "note.", *(f"{head}." for head in heads))
    kinds = {*(one.value for one in Verdict), "is_pdf", "is_picture"}
    for key in wording.read("ledger.").names():
        last = key.rpartition(".")[2]
        assert f'"{key}"' in code or (key.startswith(composed) and (f'"{last}"' in code or last in kinds)), key
