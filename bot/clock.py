"""The one clock: UTC for the database, Asia/Taipei for people; a set date to demonstrate or test with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TAIPEI = ZoneInfo("Asia/Taipei")


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time; `set_today` (the setting `GREENDESK_TODAY`) stands instead of the real date."""

    set_today: date | None = None

    @property
    def demonstrated(self) -> bool:
        """Whether the date is a set one."""
        return self.set_today is not None

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day it is in Taiwan, or the set one."""
        return self.set_today or self.now().astimezone(TAIPEI).date()
