"""The shell around the core: one transaction per turn, from the inbox to the outbox."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.cases import carry_out, from_record
from bot.chores import do_due
from bot.clock import Clock
from bot.conversation import respond
from bot.messages import Exchange, Inbound, Lang, Reply
from bot.papers import Paper
from bot.settings import Settings
from bot.skills.paper import Register, paper
from bot.state import Conversation
from bot.talk import Desk, Operator, Talk
from bot.wording import words
from knowledge.answering import Knowledge
from knowledge.holder import Holder
from rules.programme import Programme, programmes
from storage.records import Arrival, CaseRecord, Json, StoredArrival
from storage.store import Store
from storage.turn import Turn

log = logging.getLogger(__name__)

GATHERING = {"web": timedelta(0), "terminal": timedelta(0)}
"""How long a channel waits after a text for more of the same burst; a button is due at once."""


CHORES_EVERY = timedelta(hours=1)


def place_of(error: Exception) -> str:
    """What kind of failure, and where: never its own words, which may hold what a person wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {where}"


def _no_new_case(programme: str, edition: str) -> str:
    raise LookupError("cases are opened in a turn only")


class Assistant:
    """Receives what people say, lets the core answer, and keeps everything in the store."""

    def __init__(
        self,
        store: Store,
        knowledge: Knowledge | Holder,
        settings: Settings,
        clock: Clock,
        on_file: Iterable[Programme] | None = None,
    ) -> None:
        self._store = store
        self._knowledge = knowledge if isinstance(knowledge, Holder) else Holder.of(knowledge)
        self._settings = settings
        self._clock = clock
        self._chores_due = clock.now()
        self._programmes = {programme.id: programme for programme in on_file or programmes()}

    def receive(self, channel: str, address: str, inbound: Inbound, *, event_id: str) -> bool:
        """Put a message into the inbox, durably; False when this event was stored before."""
        now = self._clock.now()
        wait = GATHERING[channel] if inbound.kind == "text" else timedelta(0)
        return self._store.receive(Arrival(channel, event_id, address, inbound.to_json(), now, now + wait))

    def work(self) -> bool:
        """Handle one conversation that is due; False when there was none."""
        now = self._clock.now()
        arrivals: tuple[StoredArrival, ...] = ()
        lang: Lang = "zh"
        try:
            self._do_chores(now)
            with self._store.turn(now) as turn:
                if turn is None:
                    return False
                arrivals = turn.arrivals
                lang = turn.conversation.state.get("spoken", "zh")
                self._answer(turn)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the conversation must go on
            log.error("a turn failed: %s", place_of(error))
            self._fail(arrivals, lang, error)
        return True

    def _answer(self, turn: Turn) -> None:
        heard = tuple(Inbound.from_json(arrival.payload) for arrival in turn.arrivals)
        drafts = {record.case: record for record in turn.drafts()}
        conversation = Conversation.model_validate(turn.conversation.state)
        consents = turn.consents()
        conversation.consented = bool(consents) and consents[-1].given
        cases = {case: from_record(record) for case, record in drafts.items()}
        done = respond(conversation, cases, heard, self._desk(turn.now, lambda *which: turn.new_draft(*which).case))
        carry_out(turn, drafts, done)
        turn.save(done.conversation.model_dump(mode="json"))
        said = tuple(inbound for inbound in heard if inbound.kind != "news")
        for inbound in said:
            turn.note("firm", inbound.text or inbound.kind)
        for reply in done.replies:
            turn.note("bot", reply.text)
        turn.say(Exchange(said, done.replies).to_json())

    def _fail(self, arrivals: tuple[StoredArrival, ...], lang: Lang, error: Exception) -> None:
        """Count the failure; a message that failed too often is set aside, and the person told."""
        heard = tuple(Inbound.from_json(arrival.payload) for arrival in arrivals)
        apology = Exchange(heard, (Reply(words().say("talk.set_aside", lang)),))
        ids = [arrival.id for arrival in arrivals]
        self._store.failed(ids, type(error).__name__, self._clock.now(), apology=apology.to_json())

    def _do_chores(self, now: datetime) -> None:
        """Timed work, looked for once in an hour."""
        if now >= self._chores_due:
            self._chores_due = now + CHORES_EVERY
            do_due(self._store, self._settings, now)
            self._announce_new_years()

    def _announce_new_years(self) -> None:
        for programme in self._programmes.values():
            edition = programme.latest().id
            for wish in self._store.wishes(programme.id, edition):
                news = Inbound("news", choice=programme.id)
                self.receive(wish.channel, wish.address, news, event_id=f"news:{programme.id}:{edition}:{wish.id}")

    def exchanges(self, channel: str, address: str, after: int = 0) -> list[tuple[int, Exchange]]:
        """What was delivered to an address past an id, oldest first."""
        deliveries = self._store.outbox_after(channel, address, after)
        return [(delivery.id, Exchange.from_json(delivery.payload)) for delivery in deliveries]

    def paper(self, channel: str, address: str, case: str) -> Paper | None:
        """A draft as a paper, only for the person it belongs to."""
        found = self._store.case_of(channel, address, case)
        return self.on_paper(found, "firm") if found else None

    def on_paper(self, found: CaseRecord, register: Register, lang: Lang = "zh") -> Paper:
        """A case as a paper: plain for the firm, full for the officer."""
        sheet = from_record(found.draft)
        talk = Talk(self._desk(self._clock.now()), Conversation(lang=lang), {sheet.case: sheet})
        return paper(talk, sheet, register)

    def export(self, channel: str, address: str) -> Json:
        """Everything kept of the person at an address; nothing where nobody is known there."""
        return self._store.export_of(channel, address) or {}

    def _desk(self, now: datetime, new_case: Callable[[str, str], str] = _no_new_case) -> Desk:
        return Desk(
            knowledge=self._knowledge.current(now),
            programmes=self._programmes,
            words=words(),
            operator=Operator.of(self._settings),
            now=now,
            today=self._clock.today(),
            new_case=new_case,
        )
