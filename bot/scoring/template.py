"""The spreadsheet for all counties at once: figures to fill, what each means, the printed targets."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.messages import Lang
from bot.scoring.told import words, year_of
from rules.procurement import Item, Plan, counties, scoring_words
from rules.procurement.county_figures import DECLARED, FIELDS

COUNTY = "county"
"""The code of the column of names."""
CODES = (COUNTY, *FIELDS, *(f"declared.{name}" for name in DECLARED))
"""The columns of the sheet of figures, by the codes that reading goes by."""
CODE_ROW, FIRST_ROW = 4, 5
HEAD = PatternFill("solid", fgColor="DDEBE3")
QUIET = Font(color="7F7F7F", size=9)
BOLD = Font(bold=True)
WRAP = Alignment(wrap_text=True, vertical="top")
_THIN = Side(style="thin", color="BFBFBF")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TARGETS = (Item.STORE_SALES, Item.FIRMS, Item.AMOUNT, Item.LABELS, Item.MEMBERS, Item.TRAVEL_ROUTES)
_TARGET_OF = {
    Item.STORE_SALES: "store_sales",
    Item.FIRMS: "firms",
    Item.AMOUNT: "amount",
    Item.LABELS: "labels_a",
    Item.MEMBERS: "members",
    Item.TRAVEL_ROUTES: "routes",
}


def template(plan: Plan, lang: Lang) -> bytes:
    """An empty workbook (xlsx): one row for each of the 22 counties, an explanation, the printed targets."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _figures(sheet, plan, lang)
    _explained(book.create_sheet(), plan, lang)
    _targets(book.create_sheet(), plan, lang)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook as bytes."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def say(key: str, lang: Lang, **values: object) -> str:
    """A sentence of the sheets."""
    return words().say(f"county.sheet.{key}", lang, **values)


def column_name(code: str, lang: Lang) -> str:
    """The head of a column."""
    return say("county", lang) if code == COUNTY else scoring_words().figure(code, lang)


def _figures(sheet: Worksheet, plan: Plan, lang: Lang) -> None:
    sheet.title = say("figures", lang)
    sheet["A1"] = say("year", lang, **year_of(plan))
    sheet["A1"].font = Font(bold=True, size=14)
    names = scoring_words()
    for column, code in enumerate(CODES, start=1):
        figure = code.removeprefix("declared.")
        unit = "" if code == COUNTY else names.unit(figure, lang)
        heads = ((2, column_name(code, lang)), (3, unit), (CODE_ROW, code))
        for row, text in heads:
            head = sheet.cell(row, column, text)
            head.fill, head.border, head.alignment = HEAD, BOX, Alignment(wrap_text=True, vertical="center")
        sheet.cell(2, column).font, sheet.cell(CODE_ROW, column).font = BOLD, QUIET
        if code != COUNTY:
            sheet.cell(2, column).comment = Comment(names.hint(figure, lang), "Greendesk", width=320, height=90)
        wide = code != COUNTY and FIELDS[figure].unit == "ntd"
        sheet.column_dimensions[get_column_letter(column)].width = 20 if wide else 13
    for row, county in enumerate(counties(), start=FIRST_ROW):
        sheet.cell(row, 1, county.zh if lang == "zh" else county.en).font = BOLD
        for column in range(1, len(CODES) + 1):
            box = sheet.cell(row, column)
            box.border = BOX
            if column > 1:
                box.number_format = "#,##0"
    sheet.row_dimensions[2].height = 48
    sheet.freeze_panes = f"B{FIRST_ROW}"
    _validated(sheet, lang)


def _validated(sheet: Worksheet, lang: Lang) -> None:
    """Spreadsheet programs refuse what can't be a figure, and say what is wanted."""
    names, last = scoring_words(), FIRST_ROW + len(counties()) - 1
    for column, code in enumerate(CODES[1:], start=2):
        field = FIELDS[code.removeprefix("declared.")]
        if field.unit == "yes_no":
            listed = ",".join(names.yes_no(value, lang) for value in (True, False))
            rule = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, error=say("error_yes_no", lang))
        else:
            error = say("error_number", lang, most=f"{field.most:,}")
            rule = DataValidation("whole", "between", "0", str(field.most), allow_blank=True, error=error)
        rule.showErrorMessage, rule.errorTitle = True, say("error_title", lang)
        letter = get_column_letter(column)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(rule)


def _explained(sheet: Worksheet, plan: Plan, lang: Lang) -> None:
    sheet.title = say("explained", lang)
    names = scoring_words()
    for number in range(1, 6):
        gaps = {"row": CODE_ROW} if number == 4 else {}
        sheet.append([say(f"how_{number}", lang, **gaps)])
    sheet.append([])
    _head(sheet, [say(key, lang) for key in ("code", "column", "unit", "hint")])
    for code in CODES[1:]:
        figure = code.removeprefix("declared.")
        sheet.append([code, names.figure(code, lang), names.unit(figure, lang), names.hint(figure, lang)])
    sheet.append([])
    _head(sheet, [say("printed_notes", lang), say("clause", lang)])
    for item in plan.items.items.values():
        for text in (item.zh, *item.method, *item.notes):
            sheet.append([text, item.clause])
    for letter, width in (("A", 60), ("B", 34), ("C", 14), ("D", 60)):
        sheet.column_dimensions[letter].width = width
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = WRAP


def _targets(sheet: Worksheet, plan: Plan, lang: Lang) -> None:
    sheet.title = say("targets", lang)
    names = scoring_words()
    columns = [plan.targets.columns[item] for item in _TARGETS]
    heads = [f"{names.figure(_TARGET_OF[item], lang)} {plan.targets.columns[item].clause}" for item in _TARGETS]
    _head(sheet, [say("county", lang), *heads])
    for county in counties():
        name = county.zh if lang == "zh" else county.en
        sheet.append([name, *(column.by_county[county.id] for column in columns)])
    for column in range(1, len(_TARGETS) + 2):
        sheet.column_dimensions[get_column_letter(column)].width = 20
        for row in range(2, len(counties()) + 2):
            sheet.cell(row, column).number_format = "#,##0"
    sheet.freeze_panes = "B2"


def _head(sheet: Worksheet, texts: list[str]) -> None:
    """A row of heads at the end of what is there."""
    sheet.append(texts)
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill, cell.alignment = BOLD, HEAD, WRAP
