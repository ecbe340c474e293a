"""Private-sector green procurement, 2024 (113年推動民間企業及團體實施綠色採購計畫): data and calculations.

Nothing is read before it is asked for: `latest()` reads the edition, each table its own file once.

Counties: `county(name) -> County` (any of its names; UnknownCounty, AmbiguousCounty), `counties()`,
`county_names()` for searching a text (longest name first).

Targets (tables 3 to 7), `latest().targets`:
    target(Item.STORE_SALES, "桃園市") -> Figure          table 3, 6, 7; county None: the printed national total
    growth(Item.AMOUNT, "桃園", points=10) -> Figure      tables 4, 5, 6; percent=Decimal("2") instead of points
    steps(Item.MEMBERS, "屏東縣") -> tuple[Figure, ...]   all steps of a county
A Figure holds value (as printed; None for a dash), reach (what has to be reached in all), unit, clause, working.
"""

from rules.procurement.counties import AmbiguousCounty, County, UnknownCounty, counties, county, county_names
from rules.procurement.plan import Plan, latest, plan, plans
from rules.procurement.targets import Column, Figure, Growth, Item, Targets

__all__ = [
    "AmbiguousCounty",
    "Column",
    "County",
    "Figure",
    "Growth",
    "Item",
    "Plan",
    "Targets",
    "UnknownCounty",
    "counties",
    "county",
    "county_names",
    "latest",
    "plan",
    "plans",
]
