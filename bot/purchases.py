"""Work on purchase lists, outside of any turn: a job reads or works out a list, and says so as a message.

A job interrupted is done again once its lease is over; its message is stored once, however often it is sent.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.assistant import place_of
from bot.cases import PURCHASES
from bot.clock import Clock
from bot.messages import Inbound, Lang
from bot.skills.sales import SALES
from bot.wording import LANGS, words
from knowledge.holder import Holder
from storage.records import Job, PurchaseFile
from storage.store import Store

log = logging.getLogger("greendesk.purchases")

LEASE = timedelta(minutes=1)
MOST_TRIES = 3
MOST_STARTS = 10
"""A job begun more often than this ends whoever works on it, and is given up."""
RETRY = timedelta(seconds=2)
MOST_GROUPS = 12
"""Groups of unknown lines that are asked about before a list is worked out anew."""
MOST_NOTES = 5
SAMPLE_LENGTH = 20


class PurchaseWork:
    """Works purchase lists out, one job at a time."""

    def __init__(
        self,
        store: Store,
        receive: Callable[[str, str, Inbound, str], None],
        knowledge: Holder,
        clock: Clock,
    ) -> None:
        self._store = store
        self._receive = receive
        self._knowledge = knowledge
        self._clock = clock

    def work(self) -> bool:
        """Do one job; False when none is due. The first call loads the spreadsheet libraries, off the turns' way."""
        import bot.ledger  # noqa: F401

        now = self._clock.now()
        job = self._store.claim_job(now, LEASE, (PURCHASES,))
        if job is None:
            return False
        try:
            if job.attempts > MOST_STARTS:
                raise RuntimeError("whoever began it never came back")
            outcome, data = self._done(job)
        except Exception as error:  # noqa: BLE001 - tried again, a few times; then the person is told
            log.error("a purchase list could not be worked on: %s", place_of(error))
            if job.attempts < MOST_TRIES:
                self._store.retry_job(job, type(error).__name__, now + RETRY * job.attempts)
                return True
            outcome, data = "failed", {"problem": {lang: words().say("purchases.failed", lang) for lang in LANGS}}
        if outcome and self._still_there(job):
            payload = job.payload
            said = Inbound(
                "worked",
                text=json.dumps(data, ensure_ascii=False),
                choice=f"{payload['number']}:{outcome}",
                handle=payload.get("handle", ""),
            )
            self._receive(payload["channel"], payload["address"], said, f"purchases-{job.id}")
        if job.payload["step"] == SALES and job.contact_id is not None:  # read or not, it isn't kept
            self._store.drop_purchases(job.payload["file"], job.contact_id)
        self._store.finish_job(job, self._clock.now())
        return True

    def _still_there(self, job: Job) -> bool:
        """Whether the list is kept still: of one deleted meanwhile nothing is said, nor kept in a message."""
        contact = job.contact_id
        return contact is not None and self._store.purchases(job.payload["file"], contact) is not None

    def _done(self, job: Job) -> tuple[str, dict[str, Any]]:
        """What came of a job and its data; no outcome where the list is gone."""
        from bot.ledger import LedgerProblem

        contact, number = job.contact_id, job.payload["file"]
        found = self._store.purchases(number, contact) if contact is not None else None
        content = self._store.purchases_content(number, contact) if contact is not None else None
        if found is None or content is None:
            return "", {}
        try:
            if job.payload["step"] == SALES:
                return self._sales(job, found, content)
            if job.payload["step"] == "read":
                return self._read(found, content, job.payload.get("sheet", ""))
            return self._run(job, found, content)
        except LedgerProblem as problem:
            return "failed", {"file": found.id, "problem": {lang: problem.say(lang) for lang in LANGS}}

    def _answers(self, contact: int) -> Any:  # noqa: ANN401 - bot.ledger is loaded with the first list
        from bot.ledger import Answers, Columns, Said

        return Answers(
            groups={key: Said.model_validate(one) for key, one in self._store.remembered(contact, "answer").items()},
            columns={
                key: Columns.model_validate(one) for key, one in self._store.remembered(contact, "columns").items()
            },
        )

    def _read(self, found: PurchaseFile, content: bytes, sheet: str) -> tuple[str, dict[str, Any]]:
        """Read a list; where its columns were confirmed for an earlier one of the same headers, work it out at once."""
        from bot.ledger import LedgerProblem, guess, read_table

        table = read_table(content, found.name, sheet)
        answers = self._answers(found.contact_id)
        columns = guess(table, answers.columns)
        below = [row for row in table.rows[columns.header :] if any(cell is not None for cell in row)]
        if not below:
            raise LedgerProblem("no_lines")
        samples = {
            str(at): str(value)[:SAMPLE_LENGTH]
            for at in range(table.width)
            if (value := next((row[at] for row in below if row[at] is not None), None)) is not None
        }
        data = {
            "file": found.id,
            "columns": columns.model_dump(mode="json"),
            "samples": samples,
            "sheet": table.sheet,
            "sheets": list(table.sheets),
            "rows": len(below),
        }
        if not columns.confirmed or columns.amount is None:
            return "columns", data
        return "run", {**data, **_reckoned(self._declared(found, table, columns))}

    def _sales(self, job: Job, found: PurchaseFile, content: bytes) -> tuple[str, dict[str, Any]]:
        """Read the sales of a statement."""
        from bot.ledger import LedgerProblem
        from bot.sales_sheet import read_sheet
        from rules.procurement import latest
        from rules.stores.sales import Sale

        data: dict[str, Any] = {"case": job.payload["case"]}
        try:
            read = read_sheet(content, found.name, latest(), self._knowledge.current(self._clock.now()).labels)
        except LedgerProblem as problem:
            data["problem"] = {lang: problem.say(lang) for lang in LANGS}
        else:
            data["lines"] = [one.text() for one in read if isinstance(one, Sale)]
            data["unread"] = [(one.words, one.problem) for one in read if not isinstance(one, Sale)]
        return "read", data

    def _declared(self, found: PurchaseFile, table: Any, columns: Any) -> Any:  # noqa: ANN401
        from bot.ledger import declare
        from rules.procurement import latest

        labels = self._knowledge.current(self._clock.now()).labels
        return declare(table, columns, self._answers(found.contact_id), latest(), labels)

    def _run(self, job: Job, found: PurchaseFile, content: bytes) -> tuple[str, dict[str, Any]]:
        from bot.ledger import Columns, read_table, write_workbook

        table = read_table(content, found.name, job.payload.get("sheet", ""))
        declaration = self._declared(found, table, Columns.model_validate(job.payload["columns"]))
        step: str = job.payload["step"]
        if step == "finish":
            lang: Lang = "en" if job.payload["lang"] == "en" else "zh"
            made = write_workbook(table, declaration, lang, today=self._clock.today())
            name = words().say("purchases.workbook_name", lang, name=found.name.rpartition(".")[0] or found.name)
            self._store.finish_purchases(found.id, found.contact_id, name, made, self._clock.now())
        return step, {"file": found.id, **_reckoned(declaration)}


def _reckoned(declaration: Any) -> dict[str, Any]:  # noqa: ANN401
    """What the conversation needs to know of a list that was worked out."""
    from rules.determination import Verdict
    from rules.procurement import whole_dollars

    totals = declaration.totals
    first, share = declaration.leading()
    lines = {one.group: one for one in reversed(declaration.lines) if one.group is not None}
    notes = [{lang: note.say(lang) for lang in LANGS} for note in declaration.notes[:MOST_NOTES]]
    return {
        "sums": {
            "at_least": whole_dollars(totals.at_least),
            "at_most": whole_dollars(totals.at_most),
            "more": whole_dollars(totals.more),
            "staff": whole_dollars(totals.staff),
            "lines": {verdict.value: number for verdict, number in totals.lines.items()},
            "amounts": {verdict.value: whole_dollars(amount) for verdict, amount in totals.amounts.items()},
            "by_ground": [[ground, whole_dollars(amount)] for ground, (_, amount) in declaration.by_ground.items()],
            "without": sum(
                one.line.amount is None and one.result.verdict is not Verdict.UNMET for one in declaration.lines
            ),
            "duplicates": len(declaration.duplicates),
            "notes": notes,
            "more_notes": len(declaration.notes) - len(notes),
        },
        "open": len(declaration.groups),
        "leading": [first, round(share * 100)],
        "groups": [_group(group, lines[group.key]) for group in declaration.groups[:MOST_GROUPS]],
    }


def _group(group: Any, first: Any) -> dict[str, Any]:  # noqa: ANN401
    from rules.procurement import whole_dollars

    return {
        "key": group.key,
        "item": group.item,
        "supplier": group.supplier,
        "rows": len(group.rows),
        "amount": whole_dollars(group.amount),
        "share": round(group.share * 100),
        "kind": first.line.kind,
        "ground": first.line.ground,
        "proven": first.line.proven,
        "leased": first.line.leased,
    }
