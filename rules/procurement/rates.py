"""The rates of table 2: points per unit, and maxima, each with its clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rules.parameters import ids, text
from rules.procurement.sheets import Sheet, percent
from rules.procurement.targets import Item


@dataclass(frozen=True, slots=True)
class Ratio:
    """A line with full points at the target and the ratio reached below it."""

    points: Decimal
    target: Item
    clause: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A clause with its points (each, or for all of it) and, where one is set, their maximum."""

    clause: str
    points: Decimal = Decimal(0)
    most: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class ActivityWay:
    """One way to score an activity: points each, at most `most`; `needs`: what the activity has to show.

    `needs` is green_words (淨零綠生活 shown), discount (a real price advantage for consumers), or empty.
    """

    id: str
    points: Decimal
    clause: str
    zh: str
    en: str
    most: Decimal | None = None
    needs: str = ""


@dataclass(frozen=True, slots=True)
class HotelRates:
    """Points per eco-label hotel by grade (表2四(二)3)."""

    clause: str
    most: Decimal
    gold: Decimal
    silver: Decimal
    bronze: Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four parts: its maximum, and the lines that are added in it."""

    most: Decimal
    clause: str
    lines: tuple[str, ...]


class Rates:
    """All rates of an edition; `false_report` is a deduction for staff to judge, never applied by code."""

    def __init__(self, path: Path) -> None:
        sheet = Sheet(path)
        sheet.only(*_KEYS)
        self.ratios: Mapping[str, Ratio] = {
            id: one.record(Ratio, {**_RATE, "target": Item}) for id, one in sheet.sheets("ratios")
        }
        activities, information = sheet.under("activities"), sheet.under("information")
        self.ways: tuple[ActivityWay, ...] = activities.records("ways", ActivityWay, _WAY)
        self.activities = Rate(activities.value("clause", text), most=activities.value("most", percent))
        points, most = information.value("points", percent), information.value("most", percent)
        self.information = Rate(information.value("clause", text), points, most)
        special = information.under("exceptions")
        self.information_exceptions: Mapping[str, Decimal] = {id: special.value(id, percent) for id in special.table}
        self.store_information, self.labels, self.innovation, self.total, self.false_report = (
            sheet.under(key).record(Rate, _RATE)
            for key in ("store_information", "labels", "innovation", "total", "false_report")
        )
        advancement = dict(sheet.sheets("advancement"))
        self.hotels: HotelRates = advancement.pop("hotels").record(HotelRates, _HOTELS)
        self.advancement: Mapping[str, Rate] = {id: one.record(Rate, _RATE) for id, one in advancement.items()}
        readers = {"most": percent, "clause": text, "lines": ids}
        self.parts: Mapping[str, Part] = {id: one.record(Part, readers) for id, one in sheet.sheets("parts")}


_KEYS = (
    "ratios",
    "store_information",
    "activities",
    "information",
    "labels",
    "innovation",
    "advancement",
    "parts",
    "total",
    "false_report",
)
_RATE = {"clause": text, "points": percent, "most": percent}
_WAY = {**_RATE, "id": text, "zh": text, "en": text, "needs": text}
_HOTELS = {"clause": text, **dict.fromkeys(("most", "gold", "silver", "bronze"), percent)}
