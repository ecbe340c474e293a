"""The lines of a green store's statement in conversation: typed a few at a time, read back, changed, removed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.effects import FetchSales, SaveCase
from bot.messages import Choice, FileRef
from bot.phrases import phrases
from bot.sales import Unread, read_sales, sales_of
from bot.skills import declaration, interview
from bot.skills.steps import EDITABLE, current
from bot.state import Answered, Asking, Sheet
from bot.talk import Gone, Talk
from rules.determination import Verdict
from rules.facts import MOST_LINES, Fact, Kind
from rules.procurement import plan_of
from rules.stores.sales import Judged, Sale

SALES = "sales"
"""How a list's number reads in a message where it is no list of purchases, but the sales of a statement."""
SHOWN = 5
"""Lines that a bubble shows, the last ones."""
COMPLAINTS = 3
_MARKS = {Verdict.MET: "sales.listed", Verdict.UNMET: "sales.left_out", Verdict.STAFF: "sales.for_bureau"}


def hear(talk: Talk, text: str) -> bool:
    """A text while the lines are asked for: lines, or a wish about one of them; False for anything else."""
    sheet, fact = _asked(talk)
    if sheet is None or fact is None:
        return False
    if phrases().is_enough(text):
        done(talk)
    elif (number := phrases().removal(text)) is not None:
        drop(talk, sheet.stamp, str(number))
    elif (number := phrases().line_edit(text)) is not None:
        _change(talk, sheet, fact, number)
    else:
        read = _read(talk, sheet, text)
        if not read or (phrases().is_question(text) and all(isinstance(one, Unread) for one in read)):
            return False
        _add(talk, sheet, fact, read, text)
    return True


def receive(talk: Talk, file: FileRef) -> bool:
    """A spreadsheet while the lines are asked for: read into them, as a job; False where none are asked for."""
    sheet, _ = _asked(talk)
    if sheet is None:
        return False
    if file.size > talk.desk.operator.list_megabytes * 1024 * 1024:
        talk.tell("purchases.too_large", name=file.name, megabytes=talk.desk.operator.list_megabytes)
        return True
    talk.do(FetchSales(sheet.case, file))
    if not talk.one_free:
        talk.tell("sales.reading", name=file.name or talk.word("evidence.unnamed"))
    return True


def came(talk: Talk, text: str) -> None:
    """The lines of a spreadsheet have come, or why it can't be read; the statement is in focus again."""
    data = json.loads(text)
    sheet = talk.cases.get(data.get("case", ""))
    fields = talk.programme(sheet).form.values() if sheet is not None else ()
    fact = next((one for one in fields if one.kind is Kind.LINES), None)
    if "problem" in data:
        talk.say(data["problem"][talk.lang])
        if current(talk) is not None:
            interview.go_on(talk)
    elif sheet is None or fact is None or sheet.state not in EDITABLE:
        talk.tell("sales.too_late", talk.choice("drafts", "drafts"))
    else:
        talk.conversation.focus, talk.conversation.asking = sheet.case, None
        lines = [Sale.of(line) for line in data["lines"]]
        _add(talk, sheet, fact, [*lines, *(Unread(*one) for one in data["unread"])], "")


def done(talk: Talk) -> None:
    """「就這些」: the lines are all there; on with the next step. Where none are asked for, it ends a declaration.

    In a dialog that asks for no lines it was said of the question before, and the dialog goes on.
    """
    sheet, fact = _asked(talk)
    if sheet is None or fact is None:
        _ended(talk)
    elif _lines(talk, sheet):
        talk.conversation.asking = None
        interview.go_on(talk)
    else:
        talk.tell("step.needed")
        interview.ask(talk, sheet, fact)


def _ended(talk: Talk) -> None:
    declaring = talk.conversation.declaration
    if talk.sheet is None or (declaring is not None and declaring.lines):
        declaration.done(talk)
    else:
        interview.go_on(talk)


def drop(talk: Talk, stamp: str, number: str) -> None:
    """「刪第 2 筆」."""
    sheet, fact = _asked(talk)
    if sheet is None or fact is None or sheet.stamp != stamp:
        raise Gone(number)
    lines = _lines(talk, sheet)
    if not 1 <= int(number) <= len(lines):
        _no_such(talk, sheet, fact, int(number))
        return
    gone = lines.pop(int(number) - 1)
    talk.tell("sales.removed", number=number, product=gone.product)
    _store(talk, sheet, fact, lines, "")
    interview.go_on(talk)


def changed(talk: Talk, about: str, text: str) -> None:
    """The line typed anew; `about` is its place. What can't be read is asked for again."""
    sheet, fact = _asked(talk)
    lines = _lines(talk, sheet) if sheet is not None else []
    if sheet is None or fact is None or int(about) >= len(lines):
        talk.conversation.expecting = ""
        interview.go_on(talk)
        return
    match _read(talk, sheet, text):
        case [Sale() as line]:
            talk.conversation.expecting = ""
            lines[int(about)] = line
            _store(talk, sheet, fact, lines, text)
            tell(talk, sheet, fact)
        case read:
            unread = [one for one in read if isinstance(one, Unread)]
            back = talk.choice("back_out", "resume", aside=True)
            talk.say("\n".join(_complaints(talk, unread)) or talk.word("reading.not_lines"), back)


def listed(talk: Talk, sheet: Sheet) -> str:
    """All the lines of a draft, one under the other."""
    lines = sales_of(sheet, talk.edition(sheet)).lines
    return "\n".join(shown(talk, sheet, number, line) for number, line in enumerate(lines, start=1))


def tell(talk: Talk, sheet: Sheet, fact: Fact, unread: Sequence[Unread] = ()) -> None:
    """Read the lines back: the total, the last lines with what isn't listed and why, what couldn't be taken."""
    sales = sales_of(sheet, talk.edition(sheet))
    count = len(sales.lines)
    parts = [talk.word("sales.total", count=len(sales.those(Verdict.MET)), total=f"{sales.total():,}")]
    if count > SHOWN:
        parts.append(talk.word("sales.earlier", count=count - SHOWN))
    numbered = list(enumerate(sales.lines, start=1))[-SHOWN:]
    parts += [shown(talk, sheet, number, line) for number, line in numbered]
    parts += _alike(talk, [line.sale for line in sales.lines])
    parts += _complaints(talk, unread)
    parts.append(talk.word("sales.how"))
    talk.say("\n".join(parts), *interview.buttons(talk, sheet, fact), card="choice")
    talk.asks = True


def buttons(talk: Talk, sheet: Sheet) -> list[Choice]:
    """The buttons while lines are typed: that's all; the last one was wrong."""
    count = len(_lines(talk, sheet))
    if not count:
        return []
    last = talk.choice("sale_drop", f"sale_drop:{sheet.stamp}:{count}", number=count)
    return [talk.choice("sales_done", "declared"), last]


def _asked(talk: Talk) -> tuple[Sheet | None, Fact | None]:
    """The draft whose lines are asked for now."""
    fact = current(talk)
    return (talk.sheet, fact) if fact is not None and fact.kind is Kind.LINES else (None, None)


def _read(talk: Talk, sheet: Sheet, text: str) -> list[Sale | Unread]:
    return list(read_sales(text, plan_of(talk.edition(sheet)), talk.desk.knowledge.labels))


def _lines(talk: Talk, sheet: Sheet) -> list[Sale]:
    return [line.sale for line in sales_of(sheet, talk.edition(sheet)).lines]


def _change(talk: Talk, sheet: Sheet, fact: Fact, number: int) -> None:
    """「改第 2 筆」: ask for the line anew."""
    lines = sales_of(sheet, talk.edition(sheet)).lines
    if not 1 <= number <= len(lines):
        _no_such(talk, sheet, fact, number)
        return
    talk.conversation.expecting = f"sale:{number - 1}"
    back = talk.choice("back_out", "resume", aside=True)
    talk.tell("sales.change", back, line=shown(talk, sheet, number, lines[number - 1]))


def _no_such(talk: Talk, sheet: Sheet, fact: Fact, number: int) -> None:
    count = len(_lines(talk, sheet))
    talk.tell("sales.no_such", *interview.buttons(talk, sheet, fact), number=number, count=count)


def _add(talk: Talk, sheet: Sheet, fact: Fact, read: Sequence[Sale | Unread], text: str) -> None:
    taken = [one for one in read if isinstance(one, Sale)]
    unread = [one for one in read if isinstance(one, Unread)]
    lines = [*_lines(talk, sheet), *taken]
    if len(lines) > MOST_LINES:
        talk.tell("sales.too_many", *interview.buttons(talk, sheet, fact), most=MOST_LINES)
    elif lines:
        if taken:
            _store(talk, sheet, fact, lines, text)
        tell(talk, sheet, fact, unread)
    else:
        talk.say("\n".join(_complaints(talk, unread)), *interview.buttons(talk, sheet, fact), card="choice")
        talk.asks = True


def _store(talk: Talk, sheet: Sheet, fact: Fact, lines: Sequence[Sale], words: str) -> None:
    """Keep the lines and stay with them: only 「就這些」 goes on."""
    if lines:
        texts = [line.text() for line in lines]
        interview.store(talk, sheet, Answered(fact=fact.id, value=texts, words=words, at=talk.desk.now))
        talk.conversation.asking = Asking(fact=fact.id, purpose="edit")
        return
    del sheet.answers[fact.id]
    talk.conversation.asking = None
    sheet.state = "filling" if sheet.state == "ready" else sheet.state
    talk.do(SaveCase(sheet, "answered", {"fact": fact.id}))


def shown(talk: Talk, sheet: Sheet, number: int, line: Judged) -> str:
    """One line as read back; one that isn't listed with the reason and the clause."""
    sale, by_id = line.sale, plan_of(talk.edition(sheet)).grounds.by_id
    ground = by_id.get(sale.label)
    name = sale.label if ground is None else ground.zh if talk.lang == "zh" else ground.en
    label = talk.word("sales.label", name=name, number=sale.number) if sale.number else name
    extras = [part for part in (sale.quantity, sale.period) if part]
    told = talk.word("list.part").join(
        [sale.product, label, talk.word("result.amount", low=f"{sale.amount:,}"), *extras]
    )
    gaps = {"number": number, "line": told}
    if line.verdict is not Verdict.MET:
        gaps["reason"] = talk.word(f"sales.reason.{line.reason}")
        gaps["clause"] = talk.programme(sheet).wording.clause(line.clause, talk.lang)
    return talk.word(_MARKS[line.verdict], **gaps)


def _alike(talk: Talk, lines: Sequence[Sale]) -> list[str]:
    """That a line stands twice, said of the last such line."""
    twice = [(number, lines.index(line)) for number, line in enumerate(lines) if lines.index(line) < number]
    return [talk.word("sales.twice", again=again + 1, first=first + 1) for again, first in twice[-1:]]


def _complaints(talk: Talk, unread: Sequence[Unread]) -> list[str]:
    """What couldn't be taken, each with what is wrong, and how many more."""
    parts = [talk.word(f"sales.bad.{one.problem}", words=one.words) for one in unread[:COMPLAINTS]]
    if len(unread) > COMPLAINTS:
        parts.append(talk.word("sales.bad_more", count=len(unread) - COMPLAINTS))
    return parts
