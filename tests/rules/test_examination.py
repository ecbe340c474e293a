"""Held-back cases of counselling, assessment, two tiers and screening, read from the documents before the code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.papers.counselling import WIDTHS
from bot.reading import Read, Reader, Unclear
from knowledge.data import HOME
from knowledge.labels import Labels
from rules.assessment.measures import limit, standing
from rules.determination import Duty, Verdict
from rules.facts import COMMON, FactValue
from rules.programme import programme, programmes
from rules.screening import Verdict as Fit
from rules.screening import screening
from rules.ubn import is_valid
from rules.yaml_data import load

CASES: Mapping[str, list[Any]] = load(Path(__file__).with_name("held_out") / "counselling_and_agencies.yaml")
COUNSELLING, ASSESSMENT, TWO_TIER = programme("counselling"), programme("assessment"), programme("two_tier")
GUIDE, REPORT = COUNSELLING.latest(), ASSESSMENT.latest()
DAY = date(2015, 6, 1)

HAS: Mapping[str, Mapping[str, FactValue]] = {
    "own_green_technology": {"applicant": "firm", "green_technology": "yes", "promotes": "yes"},
    "no_green_technology": {"applicant": "firm", "green_technology": "no"},
    "partner_in_other_industry": {"applicant": "firm", "partner": "other_industry", "joint_work": "yes"},
    "no_partner": {"applicant": "firm", "partner": "none"},
    "association": {"applicant": "association", "system_role": "organise"},
    "lead_firm": {"applicant": "firm", "system_role": "organise"},
    "neither_association_nor_lead_firm": {"applicant": "firm", "system_role": "none"},
    "members_unknown": {},
    **{f"members_{number}": {"members": number} for number in range(5, 11)},
    "wants_product_design": {"applicant": "firm", "design_wish": "product"},
    "wants_service_innovation": {"applicant": "firm", "design_wish": "service"},
    "no_design_wish": {"applicant": "firm", "design_wish": "none"},
}
VERDICTS = {"fit": Verdict.MET, "unfit": Verdict.UNMET, "staff": Verdict.STAFF, "open": Verdict.UNKNOWN}


@pytest.mark.parametrize("case", CASES["services"], ids=lambda case: "+".join(case["has"]))
def test_services(case: Mapping[str, list[str]]) -> None:
    facts = {name: value for one in case["has"] for name, value in HAS[one].items()}
    judged = {one.id: one.verdict for one in COUNSELLING.determine(facts, GUIDE).conditions}
    for word, verdict in VERDICTS.items():
        for service in case.get(word, ()):
            assert judged[service] is verdict


SHARES = {"technology": "tech_share", "cooperation": "joint_share", "system": "system_share", "design": "design_share"}
PER = {"firm": "每家", "case": "整個合作案", "system": "整個體系"}
STAGES = {"free": "免費", "not_described": "沒有寫免費諮詢"}


@pytest.mark.parametrize("case", CASES["costs"], ids=str)
def test_costs(case: tuple[str, str, int | str, str]) -> None:
    service, _, cost, per = case
    text = COUNSELLING.wording.duty(_duty(f"cost_{service}"), "zh")
    if isinstance(cost, int):
        assert getattr(GUIDE, SHARES[service]) == cost
        assert f"自籌 {cost:,} 元" in text
        assert PER[per] in text
    else:
        assert STAGES[cost] in text


def _duty(id: str) -> Duty:
    """A duty of a firm whom every service is for."""
    having = ("own_green_technology", "partner_in_other_industry", "lead_firm", "members_7", "wants_product_design")
    facts = {name: value for one in having for name, value in HAS[one].items()}
    return next(one for one in COUNSELLING.determine(facts, GUIDE).duties if one.id == id)


PLACES = {
    ("technology", "measured"): "tech_measured",
    ("technology", "in_depth"): "tech_deep",
    ("technology", "spread_to"): "tech_spread",
    ("cooperation", "in_depth"): "joint_cases",
    ("cooperation", "spread_to"): "joint_spread",
    ("system", "in_depth"): "system_count",
    ("system", "members_from"): "system_least",
    ("system", "members_to"): "system_most",
    ("design", "consulted"): "design_firms",
}


@pytest.mark.parametrize("case", CASES["places"], ids=str)
def test_places(case: tuple[str, str, int]) -> None:
    service, what, number = case
    assert getattr(GUIDE, PLACES[service, what]) == number


@pytest.mark.parametrize("case", CASES["events"], ids=str)
def test_events(case: tuple[str, int, int | None]) -> None:
    name, number, month = case
    told = COUNSELLING.wording.duty(_duty("events"), "zh")
    short = {
        "綠色技術推廣交流會": "推廣交流會",
        "產業綠領人才培訓": "綠領人才培訓",
        "綠色成長典範交流工作坊": "典範工作坊",
        "產業綠色成長成果發表會": "成果發表會",
    }[name]
    when = f"{month} 月" if month else "沒印月份"
    assert f"{short} {number} 場（{when}）" in told


@pytest.mark.parametrize("case", CASES["contacts"], ids=lambda case: f"{case[0]}-{case[2]}")
def test_contacts(case: tuple[str, str, str, list[str], str]) -> None:
    service, telephone, name, extensions, mail = case
    given = getattr(GUIDE, f"contact_{service}")
    assert telephone in given
    persons = re.split("；", given)
    person = next(one for one in persons if name in one)
    assert mail in person
    for extension in extensions:
        assert extension in person


@pytest.mark.parametrize("case", CASES["ubn"], ids=str)
def test_ubn(case: tuple[str, str]) -> None:
    text, expected = case
    reading = _reader().read(COUNSELLING.form["ubn"], text)
    if expected == "good":
        assert isinstance(reading, Read)
        assert is_valid(str(reading.value))
        return
    assert isinstance(reading, Unclear)
    assert reading.key == ("bad_ubn" if expected == "bad" else "not_a_ubn")
    if expected == "bad":
        assert not is_valid(text)
        assert COUNSELLING.check("ubn", text, override=True) == text


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@cache
def _form_text() -> str:
    printed = load(HOME.parent / "bot" / "papers" / "counselling.yaml")
    parts: list[str] = [printed["dated"], *printed["fields"].values()]
    parts += [text for id, text in printed["services"].items() if id != "asks"]
    parts.append(printed["need"])
    for box in ("events", "referrals"):
        parts += [printed[box][id] for row in printed[box]["rows"] for id in row]
    return _squeezed("\n".join([*parts, printed["referral_need"], printed["signature"], printed["note"]]))


def test_form_in_printed_order() -> None:
    place = 0
    text = _form_text()
    for name in CASES["form"][:36]:
        found = text.find(_squeezed(name), place)
        assert found >= 0, name
        place = found + len(_squeezed(name))


@pytest.mark.parametrize("name", CASES["form"])
def test_form_names(name: str) -> None:
    assert len(WIDTHS) == 7
    assert _squeezed(name) in _form_text()


@cache
def _reader() -> Reader:
    return Reader(COUNSELLING, GUIDE, Labels((), {}), DAY)


@pytest.mark.parametrize("case", CASES["amounts"], ids=lambda case: case[0])
def test_amounts(case: tuple[str, int, str]) -> None:
    text, amount, shown = case
    assert _reader().read(COUNSELLING.form["capital"], text) == Read(amount)
    assert f"{Decimal(amount) / 10_000:,f}" == shown


def test_a_bare_number_where_the_form_prints_wan_is_asked_back() -> None:
    reading = _reader().read(COUNSELLING.form["capital"], "500")
    assert isinstance(reading, Unclear)
    assert reading.candidates == (5_000_000, 500)


@pytest.mark.parametrize("case", CASES["formats"], ids=str)
def test_formats(case: tuple[str, str, bool]) -> None:
    field, text, accepted = case
    assert isinstance(_reader().read(COUNSELLING.form[field], text), Read) is accepted


@pytest.mark.parametrize("case", CASES["weights"], ids=str)
def test_weights(case: tuple[str, int, int | None]) -> None:
    part, points, before = case
    id = {"undesignated": "non_designated"}.get(part, part)
    assert {one.id: one.most for one in standing(REPORT).parts}[id] == points
    if before is not None:
        assert getattr(REPORT, f"weight_{id}_before") == before


LIMITS = {"none": Verdict.MET, "staff": Verdict.STAFF, "deducted": Verdict.UNMET, "open": Verdict.UNKNOWN}


@pytest.mark.parametrize("case", CASES["eight_percent"], ids=str)
def test_eight_percent(case: tuple[int | None, int | None, str]) -> None:
    uncounted, labelled, expected = case
    judged = limit(REPORT, uncounted, labelled)
    assert judged.verdict is LIMITS[expected]
    assert judged.recommended is (Verdict.UNMET if expected == "staff" else None)


@pytest.mark.parametrize("case", CASES["left_out"], ids=str)
def test_left_out(case: tuple[str, str, str]) -> None:
    need, approval, expected = case
    given = {
        "designated_item": "yes",
        "green_mark": "no",
        "need": {"price": "preference"}.get(need, need),
        "approval": {"never": "unapproved"}.get(approval, approval),
    }
    outcome = ASSESSMENT.determine({name: said for name, said in given.items() if said != "unknown"}, REPORT).outcome
    assert outcome.value == {"yes": "eligible", "no": "not_eligible", "open": "undetermined"}[expected]


@pytest.mark.parametrize("case", CASES["bags"], ids=str)
def test_bags(case: tuple[float | None, float | None, int | str | None]) -> None:
    given = {name: said for name, said in zip(("recycled", "post_consumer"), case[:2], strict=True) if said is not None}
    facts = {name: int(said) for name, said in given.items()}  # the form says: drop decimals
    judged = {one.id: one.verdict for one in TWO_TIER.determine(facts, REPORT).conditions}
    expected = {
        0: (Verdict.UNMET, Verdict.UNMET),
        1: (Verdict.MET, Verdict.MET),
        2: (Verdict.MET, Verdict.UNMET),
        "2+": (Verdict.MET, Verdict.UNKNOWN),
        None: (Verdict.UNKNOWN, Verdict.UNKNOWN),
    }[case[2]]
    assert (judged["minimum"], judged["higher"]) == expected


def test_a_counselling_year_is_never_carried_over() -> None:
    # The programmes mean different counselling.
    assert "counselling_year" not in COMMON
    answers = {"counselled": ("yes",), "who": ("manufacturer",), "goals": ("certificate", "technology")}
    for one in programmes():
        assert "counselling_year" not in screening().carried(one.id, answers)


WHO = {"firm": "manufacturer", "store": "shop", "hospital": "body", "consultant": "service"}
YES_NO = {True: "yes", False: "no"}


def _answers(told: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The screening's answers; a firm, or another that may, wants everything where nothing else is said."""
    answers: dict[str, tuple[str, ...]] = {"who": (WHO.get(told["role"], told["role"]),)}
    table = screening()
    goals = [goal for goal in table.questions["goals"].options if goal != "store" or told["role"] == "store"]
    if told.get("certificate") == "none":
        goals.remove("certificate")
    elif "certificate" in told:
        answers["certificate"] = ({"held": "own"}.get(told["certificate"], told["certificate"]),)
    answers["goals"] = tuple(goals)
    for name, fact in (("exporter", "registered_trader"), ("counselled", "counselled")):
        if name in told:
            answers[fact] = (YES_NO[told[name]],)
    if "made_in_taiwan" in told:
        answers["made_in"] = ({"yes": "taiwan", "no": "abroad"}.get(told["made_in_taiwan"], told["made_in_taiwan"]),)
    return answers


@pytest.mark.parametrize("case", CASES["screening"], ids=lambda case: case["who"])
def test_screening(case: Mapping[str, Any]) -> None:
    judged = {one.option.id: one.verdict for one in screening().fits(_answers(case["told"]))}
    services = ("technology", "cooperation", "system", "design")
    judged["counselling"] = next(
        verdict for verdict in (Fit.FITS, Fit.MIGHT, Fit.NOT) if verdict in {judged[one] for one in services}
    )
    judged["procurement"] = judged["declaration"]
    assert [one for one in case.get("fits", ()) if judged[one] is Fit.NOT] == []
    assert [one for one in case.get("might", ()) if judged[one] is not Fit.MIGHT] == []
    assert [one for one in case.get("not", ()) if judged[one] is not Fit.NOT] == []
