"""A firm's ledger of purchases worked out as a declaration of green procurement; knows nothing of chats.

Reading (XLSX, XLS, ODS, CSV; a file that can't be used raises LedgerProblem, whose `.say(lang)` is a whole sentence):

    table = read_table(data, "purchases.xlsx")            # or read_table(data, name, sheet="6月")
    table.rows, .sheet, .sheets, .format, .notes          # notes: Note, each with .say(lang)

Columns (pydantic, JSON-able): guessed, asked about, kept:

    columns = guess(table, answers.columns)               # confirmed ones of the same headers come back confirmed
    columns.open() -> ("amount", "tax", ...)              # what to ask: item, amount, unit, year, tax, basis
    columns.item, .supplier, .amount, .label, .date, .kind, .invoice, .detail   # column from 0, or None; .title(column)
    columns.others["amount"]                              # other columns that may be meant
    columns = columns.model_copy(update={"amount": 4, "tax": "excluded", "basis": "invoice", "year": 2024})
    answers = answers.with_columns(columns)               # confirmed and kept for files of the same headers
    tax: included | excluded | unknown; basis: order | invoice | payment | receipt | unknown

Answers (pydantic, JSON-able): what was said of groups of unknown lines, and columns:

    answers = answers.with_group(group.key, Said(ground="taiwan_green_mark"))   # or a label's id of the registry
    Said(ground="none")  Said(staff=True)  Said(proven=True)  Said(kind="lease", leased="copier")  Said(leased="none")
    answers.model_dump_json(); Answers.model_validate_json(text)

Working out (about 0.3 ms a line; call it in a job):

    declaration = declare(table, columns, answers, plan, labels, progress=lambda done, of: None)
        # plan: rules.procurement.latest(); labels: knowledge.labels.Labels.shipped(). Raises LedgerProblem
    declaration.totals -> rules.procurement.Totals: recognised, at_least, at_most, more, staff, lines, amounts, ...
    declaration.lines -> DeclaredLine(row, line, result, mark, group, month); result: rules.procurement.LineResult
    declaration.groups -> Group(key, item, supplier, rows, amount, share, cumulative, missing, reason, choices, kind),
        the most money first: ask them in this order; `missing` says what: ground, leased, service, proof
        ("ground": which ground or none; "leased": which product of 附表1-4; "service": which kind of service, a ground
        of GroundKind.SERVICE; "proof": Said(proven=...)); `choices` are ground ids that the words hint at
    declaration.leading(0.8) -> (14, 0.86)                # the first 14 make up 86 % of the undecided money
    declaration.duplicates, .left_out, .by_ground, .by_month, .to_threshold, .notes

    understand(text, group, plan, Marks(plan, labels)) -> Said | None    # what a person answers; None: not sure

Words: LineWording(plan) of rules.procurement for verdicts, reasons, grounds, missing; missing_of(declaration, lang) by
group; percent(share); amount_of(group); bot/wording/ledger.{zh,en}.yaml by problem.words().

Writing: write_workbook(table, declaration, lang, today=day) -> XLSX bytes; template(lang) -> XLSX bytes.
"""

from bot.ledger.answers import Answers, Said, group_key
from bot.ledger.columns import Columns, guess
from bot.ledger.declaring import Declaration, DeclaredLine, Group, declare
from bot.ledger.problem import LedgerProblem, Note
from bot.ledger.reading import read_table
from bot.ledger.summary import amount_of, missing_of, percent
from bot.ledger.table import Table, cell_name, letter
from bot.ledger.understanding import understand
from bot.ledger.writing import template, write_workbook

__all__ = [
    "Answers",
    "Columns",
    "Declaration",
    "DeclaredLine",
    "Group",
    "LedgerProblem",
    "Note",
    "Said",
    "Table",
    "amount_of",
    "cell_name",
    "declare",
    "group_key",
    "guess",
    "letter",
    "missing_of",
    "percent",
    "read_table",
    "template",
    "understand",
    "write_workbook",
]
