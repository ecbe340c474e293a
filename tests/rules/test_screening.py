"""The screening: verdicts, stakes and closing dates, worked by hand from the documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from rules.procurement import latest
from rules.programme import programme, programmes
from rules.screening import Judged, Verdict, screening
from rules.screening.reading import read
from rules.yaml_data import DataError

TABLE = screening()
FITS, MIGHT, NOT = Verdict.FITS, Verdict.MIGHT, Verdict.NOT
COUNSELLING = ("technology", "cooperation", "system", "design")

Chosen = dict[str, tuple[str, ...]]


def verdicts(answers: Mapping[str, tuple[str, ...]]) -> dict[str, Verdict]:
    return {fit.option.id: fit.verdict for fit in TABLE.fits(answers)}


MAKER: Chosen = {
    "who": ("manufacturer",),
    "goals": ("certificate",),
    "counselled": ("yes",),
    "registered_trader": ("yes",),
    "made_in": ("taiwan",),
    "certificate": ("own",),
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, FITS),
        ({"made_in": ("abroad",)}, NOT),  # 三: 需為臺灣產製
        ({"made_in": ("partly",)}, MIGHT),
        ({"counselled": ("no",)}, NOT),  # 三: 綠色驗證輔導之廠商
        ({"registered_trader": ("no",)}, MIGHT),  # it may still register
        ({"certificate": ("parent",)}, MIGHT),  # silent: staff judge
        ({"certificate": ("not_yet",)}, MIGHT),  # it has to be held when applying
        ({"who": ("association",)}, NOT),  # 三: 公司或商號
        ({"who": ("agency",)}, NOT),
        ({"goals": ("purchases",)}, NOT),
    ],
)
def test_certification(change: Chosen, expected: Verdict) -> None:
    assert verdicts({**MAKER, **change})["certification"] is expected


@pytest.mark.parametrize(
    ("answers", "declaration", "awards"),
    [
        ({"penalties": ("none",), "capital_size": ("small",)}, FITS, FITS),  # 其餘組別…無門檻
        ({"penalties": ("none",), "capital_size": ("large",), "declared": ("reached",)}, FITS, FITS),
        ({"penalties": ("none",), "capital_size": ("large",), "declared": ("below",)}, FITS, NOT),  # 須達 5,000 萬元
        ({"penalties": ("none",), "capital_size": ("large",)}, FITS, MIGHT),
        ({"penalties": ("fined",), "capital_size": ("small",)}, FITS, MIGHT),  # 2 under one law, 4 in all
        ({"penalties": ("sanctioned",)}, FITS, NOT),  # 五(一)
        ({"who": ("body",), "penalties": ("none",)}, FITS, FITS),  # 其他組 has no threshold
        ({"who": ("association",), "penalties": ("none",)}, FITS, FITS),
        ({"who": ("agency",)}, NOT, NOT),  # 民間企業及團體
        ({"who": ("county",)}, NOT, NOT),
    ],
)
def test_declaration_and_awards(answers: Chosen, declaration: Verdict, awards: Verdict) -> None:
    found = verdicts({"who": ("service",), "goals": ("purchases",), **answers})
    assert (found["declaration"], found["awards"]) == (declaration, awards)


@pytest.mark.parametrize(("kinds", "expected"), [("two_eco", FITS), ("one_eco_and_carbon", FITS), ("fewer", MIGHT)])
def test_green_store(kinds: str, expected: Verdict) -> None:
    assert verdicts({"who": ("shop",), "goals": ("store",), "kinds": (kinds,)})["stores"] is expected


def test_the_ways_to_be_a_green_store_are_those_printed() -> None:
    # 環保標章 2 種以上；1 種及碳標籤 3 種以上；1 種及減碳標籤 1 種以上
    assert [(way.eco, way.carbon, way.reduction) for way in latest().stores.ways] == [(2, 0, 0), (1, 3, 0), (1, 0, 1)]


@pytest.mark.parametrize(
    ("who", "goal", "members", "expected"),
    [
        ("manufacturer", "technology", "usual", "technology"),  # 貳、一: 企業
        ("service", "cooperation", "usual", "cooperation"),
        ("association", "system", "usual", "system"),  # 產業公協會
        ("manufacturer", "system", "usual", "system"),  # 企業中心廠
        ("shop", "design", "usual", "design"),
    ],
)
def test_counselling_has_four_services(who: str, goal: str, members: str, expected: str) -> None:
    found = verdicts({"who": (who,), "goals": (goal,), "members": (members,)})
    assert [id for id in COUNSELLING if found[id] is FITS] == [expected]


@pytest.mark.parametrize(
    ("who", "goal", "expected"),
    [
        ("association", "technology", NOT),
        ("association", "design", MIGHT),  # 貳、四 says 企業, annex 4 whoever is willing: staff
        ("body", "system", NOT),
        ("agency", "design", NOT),
    ],
)
def test_counselling_is_for_enterprises(who: str, goal: str, expected: Verdict) -> None:
    assert verdicts({"who": (who,), "goals": (goal,)})[goal] is expected


def test_another_number_of_members_is_for_staff() -> None:
    fit = next(
        fit
        for fit in TABLE.fits({"who": ("association",), "goals": ("system",), "members": ("other",)})
        if fit.option.id == "system"
    )
    assert fit.verdict is MIGHT
    assert [(one.condition, one.judged) for one in fit.reasons] == [("members", Judged.STAFF)]


def test_agencies_and_counties_have_their_own() -> None:
    agency, county = verdicts({"who": ("agency",)}), verdicts({"who": ("county",)})
    assert {id for id, verdict in agency.items() if verdict is FITS} == {"assessment"}
    assert {id for id, verdict in county.items() if verdict is FITS} == {"county", "assessment"}


def test_the_stakes_are_the_editions_figures() -> None:
    figures = {option.id: (option.stake, dict(option.figures)) for option in TABLE.options}
    assert figures["certification"] == (
        "五",
        {"percent": (30,), "caps": (10_000, 30_000, 50_000), "quota": 20},
    )
    assert figures["technology"] == ("貳、一", {"measured": 12, "deep": 8, "share": 40_000})
    assert figures["cooperation"] == ("貳、二", {"cases": 2, "share": 80_000})
    assert figures["system"] == ("貳、三", {"systems": 2, "least": 7, "most": 8, "share": 300_000})
    assert figures["design"] == ("貳、四", {"firms": 10, "share": 87_500})
    assert figures["awards"] == ("五", {"year": 2025, "threshold": 50_000_000})
    assert figures["county"] == ("三、表1", {"most": 87})
    assert figures["assessment"] == ("4.1", {"first": 60, "second": 20, "third": 20, "limit": 8})


def test_when_each_closed() -> None:
    closed = {option.id: (option.closes.isoformat(), option.printed) for option in TABLE.options}
    assert closed["certification"] == ("2018-11-30", True)
    assert closed["technology"] == ("2015-12-31", False)  # no closing date is printed: the year's end
    assert closed["declaration"] == ("2024-12-31", False)
    assert closed["county"] == ("2025-01-17", True)


@pytest.mark.parametrize(
    ("old", "new", "about"),
    [
        ("by: made_in, met: [taiwan]", "by: weather, met: [taiwan]", "there is no fact 'weather'"),
        ("met: [taiwan], unmet: [abroad]", "met: [mars], unmet: [abroad]", "no option 'mars'"),
        (", staff: [partly]", "", "gives nothing for partly"),
        ("met: [two_eco, one_eco_and_carbon], open: [fewer]", "otherwise: met", "the same for every answer"),
        ("share: joint_share", "share: weather", "no value 'weather'"),
        ("edition: assessment", "edition: weather", "no programme 'weather'"),
        ('    opens: "start:awards"\n', "", "'opens' is missing"),
        (
            "      who: {applicant: {manufacturer: firm,",
            "      who: {applicant: {martian: firm,",
            "no option 'martian'",
        ),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, old: str, new: str, about: str) -> None:
    text = (Path(read.__code__.co_filename).parent / "screening.yaml").read_text("utf-8")
    assert old in text
    path = tmp_path / "screening.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=about) as caught:
        read(path)
    assert caught.value.path == path


def test_every_programme_is_reached() -> None:
    opened = {option.opens for option in TABLE.options}
    filed = {f"start:{one.id}" for one in programmes() if one.rules.ways_to_file}
    assert filed <= opened
    assert programme("assessment").rules.ways_to_file == ()
