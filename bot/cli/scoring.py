"""Scoring counties: one from a JSON file, all 22 from a spreadsheet, the template for it, the report of 附件五."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.base import UsageError, app, read_json, settings, show_json, told, write_whole
from bot.messages import Lang

if TYPE_CHECKING:
    from datetime import date

    from rules.procurement import County, CountyScore, Plan

SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
PAPERS = (".html", ".docx")


@app.command()
@told
def score(
    what: Annotated[
        str, typer.Argument(help="a county, such as 臺中市, or a filled template, such as counties.xlsx")
    ] = "",
    figures: Annotated[Path | None, typer.Option(help="a JSON file of the county's figures; - for stdin")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="where to write: .xlsx, .html (A4) or .docx")
    ] = None,
    template: Annotated[Path | None, typer.Option(help="write an empty template for all 22 counties (.xlsx)")] = None,
    report: Annotated[str, typer.Option(help="a county: write its innovation report (附件五) to -o, .docx")] = "",
    schema: Annotated[bool, typer.Option("--schema", help="list the figures that a JSON file may hold")] = False,
    lang: Annotated[str, typer.Option(help="zh or en")] = "zh",
) -> None:
    """Score a county's private green procurement by table 2 of the plan on file; needs no database."""
    from bot.clock import Clock
    from rules.procurement import latest

    if lang not in ("zh", "en"):
        raise UsageError(f"{lang!r} is no language here; write zh or en")
    spoken: Lang = "en" if lang == "en" else "zh"
    plan, today = latest(), Clock(settings().today).today()
    if sum(map(bool, (what, template, report, schema))) != 1:
        raise UsageError(
            "give a county with --figures FILE, a filled template, --template FILE, --report COUNTY or --schema"
        )
    if schema:
        show_json(_schema(spoken, int(plan.id)))
    elif template:
        _write_template(template, plan, spoken)
    elif report:
        _write_report(output, plan, _county(report), spoken)
    elif Path(what).suffix.lower() in SHEETS:
        _score_sheet(Path(what), output, plan, spoken, today, as_json=as_json)
    else:
        _score_one(plan, _county(what), figures, output, spoken, today, as_json=as_json)


def _county(name: str) -> County:
    from rules.procurement import AmbiguousCounty, UnknownCounty, county

    try:
        return county(name)
    except AmbiguousCounty as two:
        raise UsageError(f"{name} may be {' or '.join(one.zh for one in two.counties)}; write it in full") from None
    except UnknownCounty:
        raise UsageError(f"there is no county {name!r}; write it as 臺中市 or Taichung") from None


def _score_one(
    plan: Plan,
    county: County,
    figures: Path | None,
    output: Path | None,
    lang: Lang,
    today: date,
    *,
    as_json: bool,
) -> None:
    from rules.procurement import BadFigures, CountyFigures, read_figures, score_county, scoring_words

    data = read_json(figures) if figures else {}
    if not isinstance(data, dict):
        raise UsageError(f"{figures}: the figures are a JSON object, as greendesk score --schema lists them")
    try:
        given = read_figures(data) if figures else CountyFigures()
    except BadFigures as bad:
        problems = "; ".join(scoring_words().problem(one, lang) for one in bad.problems)
        raise UsageError(f"{figures}: {problems}") from None
    _tell(plan, score_county(plan, county.id, given), output, lang, today, as_json=as_json)


def _tell(plan: Plan, score: CountyScore, output: Path | None, lang: Lang, today: date, *, as_json: bool) -> None:
    from bot.papers import page, word
    from bot.scoring.papers import score_paper
    from bot.scoring.told import Told

    if output is not None:
        if output.suffix.lower() not in PAPERS:
            raise UsageError(f"{output}: one county's score is written as .html (for A4) or .docx")
        paper = score_paper(plan, score, lang, today)
        _write(output, word(paper) if output.suffix.lower() == ".docx" else page(paper).encode())
    elif as_json:
        show_json(whole_json(plan, score))
    else:
        typer.echo("\n".join(Told(plan, score, lang, today).whole()))


def whole_json(plan: Plan, score: CountyScore) -> dict[str, Any]:
    """A score with what is missing to the next points."""
    from rules.procurement import cheapest, missing

    return score.to_json() | {
        "missing": [one.to_json() for one in missing(plan, score)],
        "cheapest": [one.to_json() for one in cheapest(plan, score)],
    }


def _schema(lang: Lang, year: int) -> dict[str, Any]:
    from rules.procurement import scoring_words
    from rules.procurement.county_figures import DECLARED, FIELDS

    words = scoring_words()

    def described(name: str) -> dict[str, Any]:
        field = FIELDS[name]
        about = {"title": words.figure(name, lang), "description": words.question(name, lang, year)}
        if field.unit == "yes_no":
            return {"type": ["boolean", "null"], **about}
        return {"type": ["integer", "null"], "minimum": 0, "maximum": field.most, **about}

    declared = {name: described(name) for name in DECLARED}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            **{name: described(name) for name in FIELDS},
            "declared": {"type": "object", "properties": declared, "additionalProperties": False},
        },
        "additionalProperties": False,
    }


def _write_report(output: Path | None, plan: Plan, county: County, lang: Lang) -> None:
    from bot.papers import page, word
    from bot.scoring.papers import innovation_report

    if output is None or output.suffix.lower() not in PAPERS:
        raise UsageError("say where the report goes: -o report.docx")
    form = innovation_report(plan, county, lang)
    _write(output, word(form) if output.suffix.lower() == ".docx" else page(form).encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and say so."""
    write_whole(path, content)
    typer.echo(f"written to {path}")


def _write_template(path: Path, plan: Plan, lang: Lang) -> None:
    from bot.scoring.template import template

    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{path}: the template is a spreadsheet; give it a name that ends in .xlsx")
    _write(path, template(plan, lang))


def _score_sheet(path: Path, output: Path | None, plan: Plan, lang: Lang, today: date, *, as_json: bool) -> None:
    from bot.scoring.reading import SheetProblems, read_sheet
    from bot.scoring.results import results

    if output is None and not as_json:
        raise UsageError("say where the results go: -o scored.xlsx, or --json")
    if output is not None and output.suffix.lower() != ".xlsx":
        raise UsageError(f"{output}: the results are a spreadsheet; give it a name that ends in .xlsx")
    if output is not None and output.resolve() == path.resolve():
        raise UsageError(f"{output} is the file that is read; write the results into another")
    try:
        scores = read_sheet(path, plan)
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except SheetProblems as bad:
        raise UsageError(f"{path}: {bad.say(lang)}") from None
    if as_json:
        show_json([whole_json(plan, one) for one in scores])
    if output is not None:
        _write(output, results(plan, scores, lang, today))
