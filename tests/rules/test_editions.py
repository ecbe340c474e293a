"""Editions: the printed figures of 2018, and a made-up 2019 that needs no code."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from rules import interview
from rules.certification.tiers import share, shared
from rules.determination import Outcome, Verdict
from rules.facts import FactValue
from rules.parameters import NoEdition
from rules.programme import Programme, load_programme, programme, programmes
from rules.yaml_data import DataError
from tests.rules.cases import CERTIFICATION, EDITION_2018, ELIGIBLE

FOLDER = Path(CERTIFICATION.wording.path).parent
PRINTED = EDITION_2018.path

MADE_UP_2019 = """\
programme: certification
edition: "2019"
covers: {from: 2019-01-01, to: 2019-12-31}
document: {zh: 108 年虛構規範, en: Made-up rules of 2019}
values:
  counselling_first: {value: 2013, clause: 三}
  counselling_last: {value: 2019, clause: 三}
  years_after: {value: 5, clause: 三}
  labels: {value: [fsc, pefc], clause: 四(三)}
  tiers:
    clause: 五
    value:
      - {up_to: 40000, percent: 50, cap: 12000}
      - {below: 200000, percent: 40, cap: 45000}
      - {percent: 25, cap: 60000}
  quota: {value: 35, clause: 六}
  opens: {value: 2019-03-15, clause: 七(一)}
  closes: {value: 2019-10-31, clause: 七(一)}
  address: {value: 一個地址, clause: 七(一)}
  claim_days: {value: 14, clause: 七(二)2}
  country_labels: {value: [], clause: 四(三)(1)}
"""

FACTS_2019 = {
    **ELIGIBLE,
    "filed_on": date(2019, 10, 31),
    "certified_on": date(2018, 12, 31),
    "counselling_year": 2013,
}


@pytest.fixture
def two_years(tmp_path: Path) -> Programme:
    shutil.copy(PRINTED, tmp_path / "2018.yaml")
    (tmp_path / "2019.yaml").write_text(MADE_UP_2019, encoding="utf-8")
    return load_programme(FOLDER, tmp_path)


def broken(folder: Path, old: str, new: str) -> DataError:
    """Change one place of the made-up edition and return how loading refuses it."""
    assert old in MADE_UP_2019
    (folder / "2019.yaml").write_text(MADE_UP_2019.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_programme(FOLDER, folder)
    return caught.value


def test_the_figures_of_2018_are_the_printed_ones_with_their_clauses() -> None:
    edition = EDITION_2018
    assert (edition.id, edition.programme) == ("2018", "certification")
    assert edition.document["zh"] == "107 年廠商申請國際綠色驗證分攤費用作業規範"
    printed = {value.name: (value.clause, value.value) for value in edition.values}
    tiers = printed.pop("tiers")
    labels, of_countries = printed.pop("labels"), printed.pop("country_labels")
    assert printed == {
        "counselling_first": ("三", 2014),  # 103
        "counselling_last": ("三", 2018),  # 107
        "years_after": ("三", 5),
        "quota": ("六", 20),
        "opens": ("七(一)", date(2018, 2, 1)),
        "closes": ("七(一)", date(2018, 11, 30)),
        "address": ("七(一)", "31040 新竹縣竹東鎮中興路4段195號64館303A室"),
        "claim_days": ("七(二)2", 30),
    }
    assert (labels[0], len(edition.labels)) == ("四(三)", 26)
    assert (of_countries[0], len(edition.country_labels)) == (
        "四(三)(1)",
        9,
    )  # one a country
    assert tiers[0] == "五"
    assert [(tier.start, tier.top, tier.percent, tier.cap) for tier in edition.tiers] == [
        (0, 49_999, 30, 10_000),
        (50_000, 100_000, 30, 30_000),
        (100_001, None, 30, 50_000),
    ]
    assert edition.clause_of("quota") == "六"
    with pytest.raises(KeyError):
        edition.clause_of("weather")
    with pytest.raises(AttributeError, match="weather"):
        _ = edition.weather


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(2019, 1, 1), date(2026, 5, 1)])
def test_a_day_no_edition_covers_is_an_answer_of_its_own(day: date) -> None:
    with pytest.raises(NoEdition) as caught:
        CERTIFICATION.edition(day)
    assert (caught.value.programme, caught.value.as_of) == ("certification", day)
    assert caught.value.latest is EDITION_2018
    assert CERTIFICATION.latest() is EDITION_2018


def test_an_edition_covers_its_calendar_year() -> None:
    assert CERTIFICATION.edition(date(2018, 1, 1)) is EDITION_2018
    assert CERTIFICATION.edition(date(2018, 12, 31)) is EDITION_2018


def test_no_edition_at_all_is_said_too(tmp_path: Path) -> None:
    empty = load_programme(FOLDER, tmp_path)
    with pytest.raises(NoEdition) as caught:
        empty.edition(date(2018, 6, 1))
    assert caught.value.latest is None
    with pytest.raises(NoEdition):
        empty.latest()


def test_every_day_has_at_most_one_edition(two_years: Programme) -> None:
    """Across time: two years without a gap between them, and nothing before or after."""
    day, found = date(2017, 12, 1), list[str | None]()
    while day <= date(2020, 1, 31):
        covering = [one.id for one in two_years.editions if one.covers_from <= day <= one.covers_to]
        assert len(covering) <= 1
        found.append(covering[0] if covering else None)
        day += timedelta(days=1)
    assert found == [None] * 31 + ["2018"] * 365 + ["2019"] * 365 + [None] * 31


def test_the_last_edition_is_the_latest(two_years: Programme) -> None:
    assert two_years.latest().id == "2019"
    with pytest.raises(NoEdition) as caught:
        two_years.edition(date(2020, 1, 1))
    assert caught.value.latest is two_years.latest()


@pytest.mark.parametrize(
    ("fee", "amount"),
    [
        (23_999, 11_999),  # 11,999.5
        (24_000, 12_000),
        (40_000, 12_000),  # 20,000, capped; up to 40,000 included
        (40_001, 16_000),  # 16,000.4
        (112_500, 45_000),
        (199_999, 45_000),  # 79,999.6, capped
        (200_000, 50_000),  # the upper tier from here: 25%
        (240_000, 60_000),
        (240_004, 60_000),
    ],
)
def test_a_new_year_has_its_own_tiers(two_years: Programme, fee: int, amount: int) -> None:
    edition = two_years.edition(date(2019, 6, 1))
    assert shared(edition, fee) == share(edition, fee)[0] == amount


@pytest.mark.parametrize(
    ("changes", "condition", "verdict", "reason"),
    [
        ({}, "certified_in_time", Verdict.MET, "met"),  # Y + 5: 2013 and 2018
        ({"certified_on": date(2019, 1, 1)}, "certified_in_time", Verdict.UNMET, "too_late"),  # Y + 6
        ({"counselling_year": 2012}, "counselled", Verdict.STAFF, "earlier"),
        ({"counselling_year": 2019}, "counselled", Verdict.MET, "met"),
        ({"label": "pefc"}, "label_in_scope", Verdict.MET, "met"),
        ({"label": "oeko_tex"}, "label_in_scope", Verdict.UNKNOWN, "unknown"),  # listed in 2018 only
        ({"places_used": 34}, "place_left", Verdict.MET, "met"),
        ({"places_used": 35}, "place_left", Verdict.UNMET, "unmet"),
        ({"filed_on": date(2019, 3, 14)}, "filed_in_window", Verdict.UNMET, "early"),
        ({"filed_on": date(2019, 11, 1)}, "filed_in_window", Verdict.UNMET, "late"),
    ],
)
def test_a_new_year_needs_a_file_and_no_code(
    two_years: Programme, changes: dict[str, FactValue], condition: str, verdict: Verdict, reason: str
) -> None:
    edition = two_years.edition(date(2019, 6, 1))
    found = two_years.determine({**FACTS_2019, **changes}, edition).condition(condition)
    assert (found.verdict, found.reason) == (verdict, reason)


def test_the_same_facts_are_determined_by_each_year_for_itself(two_years: Programme) -> None:
    old, new = two_years.editions
    facts = {"application_fee": 40_000}
    for _ in range(2):  # what was determined once is remembered
        # 2018: 30% of 40,000 = 12,000, over the cap of 10,000; the made-up year: 50% = 20,000, over the cap of 12,000
        assert two_years.determine(facts, old).amount.if_met_high == 10_000
        assert two_years.determine(facts, new).amount.if_met_high == 12_000


def test_a_new_year_speaks_by_its_own_figures(two_years: Programme) -> None:
    edition, wording = two_years.edition(date(2019, 6, 1)), two_years.wording
    determination = two_years.determine({**FACTS_2019, "notice_date": date(2019, 11, 1)}, edition)
    assert determination.outcome is Outcome.ELIGIBLE
    assert determination.amount.high == 45_000  # 120,000 x 40% = 48,000, capped
    assert "35" in wording.reason(determination.condition("place_left"), determination, "zh")
    counselled = determination.condition("counselled")
    assert "102~108" in wording.reason(counselled, determination, "zh")
    file, claim = determination.duties[:2]
    assert "108/10/31（2019-10-31）" in wording.duty(file, "zh")
    assert "108/11/15（2019-11-15）" in wording.duty(claim, "zh")  # 14 days after 11-01
    assert two_years.trial_presets(edition)["filed_on"] == date(2019, 10, 1)  # 30 days before 10-31
    presets = two_years.trial_presets(edition)
    assert interview.usually(two_years, edition, presets) == 8
    assert interview.at_most(two_years, edition, presets, supposed=presets) == 11


def test_a_label_stays_a_value_when_a_later_year_drops_it(two_years: Programme) -> None:
    assert two_years.check("label", "oeko_tex") == "oeko_tex"
    assert two_years.check("label", "pefc") == "pefc"


@pytest.mark.parametrize(
    ("old", "new", "line", "about"),
    [
        ("  quota: {value: 35, clause: 六}\n", "", 6, "'quota' is missing"),
        ("quota:", "qouta:", 16, "'qouta' isn't known"),
        ("value: 35, clause: 六", "value: 35", 16, "'clause' is missing"),
        ("value: 35", "value: many", 16, "'value' is 'many'"),
        ("value: 35", "value: -1", 16, "'value' is -1"),
        ("value: 35", "value: 035", 16, "octal"),
        ("quota: {value: 35, clause: 六}", "quota: 35", 16, "holds no mapping"),
        ('"2019"', "2019", 2, "'edition' is 2019"),
        ("programme: certification", "programme: counselling", 1, "belongs to"),
        ("to: 2019-12-31", "to: 2018-12-31", 3, "ends before it begins"),
        ("2019-10-31", "2019-02-28", 18, "no window"),
        ("2019-10-31", "2020-01-01", 18, "no window"),
        ("value: 2019-10-31", "value: soon", 18, "'value' is 'soon'"),
        ("value: 2013", "value: 2020", 7, "before counselling_first"),
        ("[fsc, pefc]", "[fsc, fsc]", 9, "'value' is"),
        ("[fsc, pefc]", "fsc", 9, "'value' is"),
        ("[fsc, pefc]", "[fsc, other]", 9, "'other'"),
        ("up_to: 40000, ", "", 12, "'value' is"),
        ("- {percent: 25", "- {below: 1, percent: 25", 12, "'value' is"),
        ("below: 200000", "below: 30000", 12, "'value' is"),
        ("percent: 50", "percent: 130", 12, "'value' is"),
        ("percent: 50, ", "", 12, "'value' is"),
        ("percent: 50", "percent: 12.5", 12, "'value' is"),
        (", en: Made-up rules of 2019", "", 4, "'en' is missing"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, about: str) -> None:
    error = broken(tmp_path, old, new)
    assert error.path.name == "2019.yaml"
    assert (error.line, about in error.message) == (line, True), str(error)
    assert error.cure


def test_two_editions_never_cover_the_same_day(tmp_path: Path) -> None:
    shutil.copy(PRINTED, tmp_path / "2018.yaml")
    error = broken(tmp_path, "from: 2019-01-01", "from: 2018-12-31")
    assert "2018.yaml" in error.message
    assert "second edition 2018" in broken(tmp_path, '"2019"', '"2018"').message


def test_the_edition_at_a_day_is_the_one_that_covers_it_else_the_last(two_years: Programme) -> None:
    found = {
        day: two_years.at(day).id for day in (date(2018, 12, 31), date(2019, 1, 1), date(2017, 1, 1), date(2026, 1, 1))
    }
    assert list(found.values()) == ["2018", "2019", "2019", "2019"]


def test_programmes_are_loaded_once_and_by_name() -> None:
    assert programme("certification") is CERTIFICATION
    assert CERTIFICATION in programmes()
    with pytest.raises(KeyError):
        programme("weather")


def test_a_label_of_a_country_is_one_of_the_labels(tmp_path: Path) -> None:
    error = broken(tmp_path, "country_labels: {value: []", "country_labels: {value: [sirim]")
    assert "country_labels" in str(error)
    assert "add it to labels" in str(error)
