"""Private-sector green procurement, 2024 (113年推動民間企業及團體實施綠色採購計畫): data and calculations.

`latest()` is the plan on file, `plan(day)` the one that covers a day (NoEdition where none does), `plan_of(edition)`
that of an edition. A plan reads its edition at once and each table or list when it is first asked for. Every value has
its clause; results have their working as `Step`s, whose keys and values are listed in spec.md. Decimals in steps are
text.

Dates and single figures: `plan.edition.results_due`, `.clause_of("results_due")`; all names in `plan.PARAMETERS`.

Counties: `county(name) -> County` (id, zh, en, short; any name, 台 or 臺; UnknownCounty, AmbiguousCounty for 新竹 and
嘉義), `counties()`, `county_names() -> {name: ids}` for searching a text (longest name first).

`plan.targets` (tables 3 to 7); county None is the printed national total:
    target(Item.STORE_SALES, "臺中市") -> Figure(value, reach, unit, clause, working, percent, points)
    growth(Item.AMOUNT, "桃園", points=10), growth(Item.STORE_SALES, "臺中市", percent=Decimal(2)) -> Figure
    steps(Item.MEMBERS, "屏東縣") -> tuple[Figure, ...]; value None: a dash; table 6: value is the increment
`plan.bases` (附件二): base(Item.STORE_SALES, "新竹縣", "year_before" | "average" | "target" | ...) -> Base,
    formulas, hotels, label_steps, adjusted
`plan.items` (tables 1, 2): parts, items: points, method, documents, notes as printed

`plan.grounds`: what counts; by_id, find(name), of_kind(GroundKind.FOREIGN_LABEL), standing(id, "enterprise" | "store")
    -> Standing(verdict, clause). Ids of labels are those of the label registry.
`recognise(plan, ground_id, amount, buyer=..., proven=...) -> Recognised`
    Recognised(verdict, amount, at_most, shown, clause, working, recommended). `proven` for what requires a label or
    proof (freight, retail, life_insurance, property_insurance, brokerage, renewable_energy)
`recognise_lease(plan, "影印機", rent, otherwise_recognised=False)` -> Recognised
`recognise_line(plan, Line(item, supplier, amount, kind, ground, proven, day, year, leased))` -> LineResult(verdict,
    amount, at_least, at_most, clause, working, ground, recommended, reason, missing): one line of an enterprise's
    declaration; `total([(line, result), ...])` -> Totals; LineWording(plan) puts both into words:
    verdict, reason, step, missing, ground, clause
`plan.leasing` (附表1-4): find(name) -> tuple[Leased, ...], items, categories, percent
`plan.criteria` (附表1-1, 1-2): find(name) -> tuple[Criterion(list, number, weight, clause), ...], lists["A"].items
`plan.stores`: qualifies(eco, carbon, reduction) -> Qualification(verdict, lacking); ways, channel(name), channels,
    left_out, places, is_chain(place, shops), statement (附件四), report (附件五)
`plan.awards` (五): place(Industry.MANUFACTURING, capital) -> Placed(verdict, group, threshold);
    conditions(placed, declared, Record(...)); groups, sanctions

`plan.scoring` (table 2) -> LineScore(line, points, most, clause, working); `plan.scoring.rates` has the rates:
    labels(target, a, b), county_labels(county, a, b), activity(way, number), activities({way: number}),
    information(county, number), reached(line, county, actual), store_information(updated, stores),
    innovation(number), growth(item, county, actual), growth_percent(item, percent),
    hotels(county, a, b, gold=, silver=, bronze=), travel(county, routes), subsidised_travel(done), part, total
`score_county(plan, "臺中市", CountyFigures(firms=200, ...)) -> CountyScore`: the whole of table 2 from a county's
    figures, the unknown as bounds; `read_figures({...})` from JSON (BadFigures); `missing(plan, score)` and
    `cheapest(plan, score)`: what is missing to the next points; `scoring_words()`: the words for all of it
`next_points(lambda firms: plan.scoring.reached("procurement_firms", "臺中市", firms), 200)` -> NextPoints(number, more,
    points, gain), or None where no more is to be had
"""

from rules.procurement.annual import PARAMETERS, Plan, latest, plan, plan_of, plans
from rules.procurement.awards import AwardGroup, Awards, Industry, Placed, Record
from rules.procurement.bases import Base, Bases
from rules.procurement.county_figures import BadFigures, CountyFigures, Declared, read_figures
from rules.procurement.county_next import Missing, NextStep, cheapest, missing
from rules.procurement.county_score import Bounds, CountyLine, CountyScore, score_county
from rules.procurement.gazetteer import AmbiguousCounty, County, UnknownCounty, counties, county, county_names
from rules.procurement.grounds import Buyer, Ground, GroundKind, Grounds, Standing
from rules.procurement.items import ScoredItem, ScoredItems, ScoredPart
from rules.procurement.lines import NO_GROUND, Line, LineKind, LineResult, Totals, recognise_line, total
from rules.procurement.lists import Criteria, Criterion, Leased, Leasing
from rules.procurement.nearest import NextPoints, next_points
from rules.procurement.recognition import Recognised, recognise, recognise_lease, whole_dollars
from rules.procurement.scores import LineScore
from rules.procurement.scoring import Scoring
from rules.procurement.scoring_words import ScoringWords, scoring_words
from rules.procurement.stores import Qualification, Stores
from rules.procurement.targets import Figure, Item, Targets
from rules.procurement.wording import LineWording

__all__ = [
    "NO_GROUND",
    "PARAMETERS",
    "AmbiguousCounty",
    "AwardGroup",
    "Awards",
    "BadFigures",
    "Base",
    "Bases",
    "Bounds",
    "Buyer",
    "County",
    "CountyFigures",
    "CountyLine",
    "CountyScore",
    "Criteria",
    "Criterion",
    "Declared",
    "Figure",
    "Ground",
    "GroundKind",
    "Grounds",
    "Industry",
    "Item",
    "Leased",
    "Leasing",
    "Line",
    "LineKind",
    "LineResult",
    "LineScore",
    "LineWording",
    "Missing",
    "NextPoints",
    "NextStep",
    "Placed",
    "Plan",
    "Qualification",
    "Recognised",
    "Record",
    "ScoredItem",
    "ScoredItems",
    "ScoredPart",
    "Scoring",
    "ScoringWords",
    "Standing",
    "Stores",
    "Targets",
    "Totals",
    "UnknownCounty",
    "cheapest",
    "counties",
    "county",
    "county_names",
    "latest",
    "missing",
    "next_points",
    "plan",
    "plan_of",
    "plans",
    "read_figures",
    "recognise",
    "recognise_lease",
    "recognise_line",
    "score_county",
    "scoring_words",
    "total",
    "whole_dollars",
]
