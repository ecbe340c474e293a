"""The shell around the core: one transaction per turn, from the inbox to the outbox."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.cases import carry_out, from_record
from bot.chores import do_due
from bot.clock import Clock
from bot.conversation import respond
from bot.documents import Documents
from bot.messages import Event, Exchange, FileRef, Inbound, Lang, Reply
from bot.settings import Settings
from bot.skills.link import LINK_MINUTES
from bot.skills.purchases import UPLOAD
from bot.state import Conversation
from bot.talk import Desk, Joined, Operator
from bot.wording import words
from knowledge.answering import Knowledge
from knowledge.holder import Holder
from rules.programme import Programme, programmes
from storage.records import Arrival
from storage.store import Store
from storage.turn import Turn

if TYPE_CHECKING:
    from bot.purchases import PurchaseWork

log = logging.getLogger(__name__)

GATHERED = ("text", "file", "kept")
"""What comes in bursts: a channel waits a moment for more of it. A button is due at once."""
UNSPOKEN = ("opened", "closed", "unsent", "kept", "news", "worked")
"""What happens without a word of the person: no line of the transcript."""
AT_ONCE = 16
"""Conversations that share a transaction: enough that its own cost hardly counts, few enough that none waits long."""
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


def _still_said(heard: tuple[Inbound, ...]) -> tuple[Inbound, ...]:
    """What was heard without what was taken back before it was answered."""
    unsent = {inbound.id for inbound in heard if inbound.kind == "unsent"}
    return tuple(inbound for inbound in heard if inbound.kind == "unsent" or not inbound.id or inbound.id not in unsent)


def _acknowledged(turn: Turn, heard: tuple[Inbound, ...]) -> tuple[Inbound, ...]:
    """What a delivery says of what was heard. Only the page shows the words again; elsewhere they could be unsent."""
    desks_own = ("news",) if turn.conversation.channel != "web" else ("news", "worked")
    from_them = tuple(inbound for inbound in heard if inbound.kind not in desks_own)
    if turn.conversation.channel == "web":
        return from_them
    return tuple(replace(inbound, text="") for inbound in from_them)


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
        self._operator = Operator.of(settings)
        self._clock = clock
        self._chores_due = clock.now()
        self._alone = 0
        self._gathering = {
            "line": timedelta(seconds=settings.line_gathering),
            "telegram": timedelta(seconds=settings.telegram_gathering),
        }
        self._programmes = {programme.id: programme for programme in on_file or programmes()}
        self.documents = Documents(store, self.desk)

    def receive(self, channel: str, address: str, inbound: Inbound, *, event_id: str) -> bool:
        """Put a message into the inbox, durably; False when this event was stored before."""
        return self.receive_all([(channel, Event(address, inbound, event_id))])[0]

    def receive_all(self, events: Sequence[tuple[str, Event]]) -> tuple[bool, ...]:
        """Put messages, each with its channel, into the inbox, durably and all at once; for each, whether it is new."""
        now = self._clock.now()
        return self._store.receive_all([self._arrival(channel, event, now) for channel, event in events])

    def _arrival(self, channel: str, event: Event, now: datetime) -> Arrival:
        inbound = event.inbound
        wait = self.gathering(channel) if inbound.kind in GATHERED else timedelta(0)
        message = inbound.id if inbound.kind != "unsent" else None
        return Arrival(
            channel, event.event_id, event.address, inbound.to_json(), now, now + wait, event.place, message or None
        )

    def gathering(self, channel: str) -> timedelta:
        """How long a channel waits after a text for more of the same burst."""
        return self._gathering.get(channel, timedelta(0))

    def work(self) -> bool:
        """Handle what is due, several conversations in one transaction; False when there was none."""
        now = self._clock.now()
        turns: tuple[Turn, ...] = ()
        try:
            self._do_chores(now)
            with self._store.turns(now, self._at_once()) as turns:
                self._answer_all(turns)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the conversations must go on
            log.error("a turn failed: %s", place_of(error))
            if len(turns) > 1:
                self._alone = len(turns)  # one is at fault: each gets a transaction of its own
            else:
                self._fail(turns, error)
            return True
        return bool(turns)

    def answer_due(self) -> list[str]:
        """Handle what is due, without regard to failures; the channels it came from. On an exception, call `work`."""
        with self._store.turns(self._clock.now(), self._at_once()) as turns:
            self._answer_all(turns)
            return [turn.conversation.channel for turn in turns]

    def _at_once(self) -> int:
        """How many conversations share the next transaction."""
        if not self._alone:
            return AT_ONCE
        self._alone -= 1
        return 1

    def _answer_all(self, turns: Iterable[Turn]) -> None:
        for turn in turns:
            self._answer(turn)

    def _answer(self, turn: Turn) -> None:
        heard = _still_said(tuple(Inbound.from_json(arrival.payload) for arrival in turn.arrivals if arrival.payload))
        drafts = {record.case: record for record in turn.drafts()}
        files = turn.evidence() if drafts else ()
        conversation = Conversation.model_validate(turn.conversation.state)
        consents = turn.consents()
        conversation.consented = bool(consents) and consents[-1].given
        cases = {case: from_record(record, files) for case, record in drafts.items()}
        done = respond(conversation, cases, heard, self._desk_in(turn))
        for inbound in heard:
            if inbound.kind not in UNSPOKEN:
                turn.note("firm", inbound.text or inbound.kind, inbound.id or None)
        carry_out(turn, drafts, done, [inbound.handle for inbound in heard if inbound.handle])
        turn.save(done.conversation.model_dump(mode="json"))
        for reply in done.replies:
            turn.note("bot", reply.text)
        if done.replies:
            held = [reply for payload in turn.take_held() for reply in Exchange.from_json(dict(payload)).replies]
            turn.say(Exchange(_acknowledged(turn, heard), (*held, *done.replies)).to_json())

    def _fail(self, turns: Sequence[Turn], error: Exception) -> None:
        """Count the failure; a message that failed too often is set aside, and the person told."""
        arrivals = [arrival for turn in turns for arrival in turn.arrivals]
        heard = tuple(Inbound.from_json(arrival.payload) for arrival in arrivals)
        lang: Lang = turns[0].conversation.state.get("spoken", "zh") if turns else "zh"
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

    def purchase_work(self, done: Callable[[], None] = lambda: None) -> PurchaseWork:
        """The work on purchase lists, which runs beside the turns; `done` is told when something has come of it."""
        from bot.purchases import PurchaseWork

        def receive(channel: str, address: str, inbound: Inbound, event_id: str) -> None:
            self.receive(channel, address, inbound, event_id=event_id)
            done()

        return PurchaseWork(self._store, receive, self._knowledge, self._clock)

    def upload(self, channel: str, address: str, name: str, content: bytes) -> FileRef:
        """Take in a purchase list that was uploaded; the file to send as what the person said."""
        most = self._settings.list_files
        file = self._store.upload_purchases(
            channel, address, name=name, content=content, most=most, now=self._clock.now()
        )
        return FileRef(f"{UPLOAD}{file}", name, len(content))

    def drop_upload(self, channel: str, address: str, file: FileRef) -> None:
        """Drop what was taken in twice."""
        self._store.drop_upload(channel, address, int(file.id.removeprefix(UPLOAD)))

    def count(self, what: str) -> None:
        """One more of something that is counted, such as this month's pushes."""
        self._store.count(what)

    def counted(self, what: str) -> int:
        """How many of it there were."""
        return self._store.counted(what)

    def _desk_in(self, turn: Turn) -> Desk:
        """The desk of a turn, which can open cases and join channels."""

        def join(code: str) -> Joined | None:
            state = turn.link(code)
            if state is None:
                return None
            files = turn.evidence()
            cases = {record.case: from_record(record, files) for record in turn.drafts()}
            return Joined(Conversation.model_validate(state), cases)

        return replace(
            self._desk(turn.now, lambda *which: turn.new_draft(*which).case),
            new_code=lambda: turn.link_code(turn.now + timedelta(minutes=LINK_MINUTES)),
            join=join,
        )

    def desk(self) -> Desk:
        """What a question outside any conversation may consult."""
        return self._desk(self._clock.now())

    def _desk(self, now: datetime, new_case: Callable[[str, str], str] = _no_new_case) -> Desk:
        return Desk(
            knowledge=self._knowledge.current(now),
            programmes=self._programmes,
            words=words(),
            operator=self._operator,
            now=now,
            today=self._clock.today(),
            new_case=new_case,
        )
