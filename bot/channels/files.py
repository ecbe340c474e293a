"""Files that people send: fetched from the platform, looked at, kept with a draft, and the outcome said."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.assistant import place_of
from bot.cases import PURCHASES
from bot.channels.adapter import Adapter, FileRefused, Intake
from bot.channels.sender import backoff
from bot.messages import Event, FileRef, Inbound
from bot.settings import Settings
from bot.wording import LANGS, words
from storage.records import Job
from storage.store import Store

log = logging.getLogger("greendesk.files")

LEASE = timedelta(minutes=5)
POLL_SECONDS = 0.5
MOST_TRIES = 5
MEGABYTE = 1024 * 1024
NAME_LENGTH = 60
_SIGNATURES = (
    ("pdf", re.compile(rb"%PDF-\d")),
    ("jpeg", re.compile(rb"\xff\xd8\xff")),
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("heic", re.compile(rb".{4}ftyp(heic|heix|hevc|mif1|msf1)", re.DOTALL)),
)
_UNPRINTABLE = re.compile(r"[^\w.() -]")


def kind_of(content: bytes) -> str | None:
    """What a file is by its first bytes, whatever its name says: pdf, jpeg, png, webp, heic; None for anything else."""
    return next((kind for kind, signature in _SIGNATURES if signature.match(content)), None)


def safe_name(name: str) -> str:
    """A name to show: no path, no control or direction characters, not long."""
    return _UNPRINTABLE.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .")[-NAME_LENGTH:]


class Files:
    """Fetches the files of one channel, one after the other."""

    def __init__(self, store: Store, settings: Settings, adapter: Adapter[Any], intake: Intake) -> None:
        self._store = store
        self._settings = settings
        self._adapter = adapter
        self._intake = intake

    async def run(self) -> None:
        """Works until cancelled; a file not finished then is fetched again later."""
        while True:
            try:
                worked = await self._one()
            except Exception as error:  # noqa: BLE001 - the next file may go well
                log.error("a file could not be handled: %s", place_of(error))
                worked = False
            if not worked:
                await asyncio.sleep(POLL_SECONDS)

    async def _one(self) -> bool:
        kinds = [f"file:{self._adapter.channel}"]
        job = await asyncio.to_thread(self._store.claim_job, datetime.now(UTC), LEASE, kinds)
        if job is None:
            return False
        if job.payload.get("purchases"):
            return await self._purchases(job)
        try:
            outcome, name = await self._keep(job)
        except Exception as error:  # noqa: BLE001 - the network: tried again, a few times
            if await self._again(job, error):
                return True
            outcome, name = "gone", ""
        handle = job.payload.get("handle", "")
        inbound = Inbound("kept", text=name, choice=f"{outcome}:{job.payload['case']}", handle=handle)
        event = Event(job.payload["address"], inbound, f"file-{job.id}")
        await self._intake.take(self._adapter.channel, [event])
        await asyncio.to_thread(self._store.finish_job, job, datetime.now(UTC))
        return True

    async def _purchases(self, job: Job) -> bool:
        """A purchase list: kept for its job, or the person told why not."""
        most = self._settings.list_megabytes * MEGABYTE
        file = FileRef(**job.payload["file"])
        problem = ""
        try:
            content = await self._adapter.fetch(file, most)
        except FileRefused as refused:
            problem = {"gone": "purchases.gone", "too_large": "purchases.too_big"}[refused.reason]
        except Exception as error:  # noqa: BLE001 - the network: tried again, a few times
            if await self._again(job, error):
                return True
            problem = "purchases.gone"
        if problem:
            await self._refuse_list(job, problem)
        else:
            await asyncio.to_thread(self._keep_list, job, safe_name(file.name), content)
        await asyncio.to_thread(self._store.finish_job, job, datetime.now(UTC))
        return True

    async def _again(self, job: Job, error: Exception) -> bool:
        """Put a job off after an error; False where it was tried often enough."""
        if job.attempts >= MOST_TRIES:
            return False
        due = datetime.now(UTC) + timedelta(seconds=backoff(job.attempts))
        await asyncio.to_thread(self._store.retry_job, job, type(error).__name__, due)
        return True

    def _keep_list(self, job: Job, name: str, content: bytes) -> None:
        """Keep a list and have it read: the job of reading it bears this one's number, so that there is one only."""
        now = datetime.now(UTC)
        if job.contact_id is None:
            return
        most = self._settings.list_files
        file = self._store.add_purchases(job.contact_id, name=name, content=content, most=most, now=now)
        if file is None:
            return
        payload = {name: told for name, told in job.payload.items() if name not in ("purchases", "file")}
        key = f"{PURCHASES}:of-{job.id}"
        reading = {"step": "read", **payload, "file": file}
        if not self._store.enqueue(key, PURCHASES, now, reading, contact_id=job.contact_id):
            self._store.drop_purchases(file, job.contact_id)

    async def _refuse_list(self, job: Job, problem: str) -> None:
        said = {lang: words().say(problem, lang, megabytes=self._settings.list_megabytes) for lang in LANGS}
        inbound = Inbound(
            "worked",
            text=json.dumps({"problem": said}, ensure_ascii=False),
            choice=f"{job.payload['number']}:failed",
            handle=job.payload.get("handle", ""),
        )
        await self._intake.take(self._adapter.channel, [Event(job.payload["address"], inbound, f"file-{job.id}")])

    async def _keep(self, job: Job) -> tuple[str, str]:
        """What became of a file (the key of its sentence), and its name."""
        file = FileRef(**job.payload["file"])
        most = self._settings.evidence_megabytes * MEGABYTE
        name = safe_name(file.name)
        if file.size > most:
            return "too_large", name
        try:
            content = await self._adapter.fetch(file, most)
        except FileRefused as refused:
            return refused.reason, name
        kind = kind_of(content)
        if kind is None:
            return "not_evidence", name
        name = name or f"photo-{job.id}.{kind}"  # only photos come without a name
        return await asyncio.to_thread(self._stored, job, kind, name, content), name

    def _stored(self, job: Job, kind: str, name: str, content: bytes) -> str:
        if job.contact_id is None:
            return "no_draft_now"
        outcome = self._store.add_evidence(
            job.payload["case"],
            job.contact_id,
            kind=kind,
            name=name,
            content=content,
            most=self._settings.evidence_files,
            now=datetime.now(UTC),
            source=job.payload["file"]["id"],
        )
        return "no_draft_now" if outcome == "no_draft" else outcome
