"""The words of a county's score: whole in both languages, in an office's words, for every step and problem."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from rules.determination import Step
from rules.procurement import BadFigures, CountyFigures, ScoringWords, latest, missing, read_figures, score_county
from rules.procurement import scoring_words as words
from rules.procurement.county_figures import FIELDS
from rules.procurement.county_score import INPUTS
from rules.procurement.scoring_words import FILE
from rules.wording import LANGS, Lang
from rules.yaml_data import DataError
from tests.rules.county_cases import TAICHUNG, figures
from tests.voice import NEVER

TEXT = FILE.read_text("utf-8")
PLAN = latest()


@pytest.mark.parametrize(
    ("step", "zh", "en"),
    [
        (
            Step("ratio", {"actual": "200", "target": 228, "most": "4", "exact": "3.5087", "points": "3.5"}),
            "200 ÷ 228 × 4 = 3.5087，得 3.5 分",
            "200 ÷ 228 × 4 = 3.5087: 3.5 points",
        ),
        (
            Step("target_reached", {"actual": "720000000", "target": 706247214, "most": "13", "points": "13"}),
            "720,000,000 已達目標 706,247,214，得 13 分",
            "720,000,000 reaches the target of 706,247,214: 13 points",
        ),
        (
            Step("step_reached", {"actual": 716840922, "reach": 716840922, "percent": "1.5", "points": "3"}),
            "716,840,922 達 716,840,922（成長 1.5%），得 3 分",
            "716,840,922 reaches 716,840,922 (1.5% growth): 3 points",
        ),
    ],
)
def test_a_step_in_words(step: Step, zh: str, en: str) -> None:
    assert (words().step(step, "zh"), words().step(step, "en")) == (zh, en)


@pytest.mark.parametrize("lang", LANGS)
def test_every_step_of_a_score_has_words(lang: Lang) -> None:
    given = [
        TAICHUNG,
        {**TAICHUNG, "stores_updated": 30, "labels_a": 3, "routes": 0, "subsidised_travel": True, "post": 60},
    ]
    scores = [score_county(PLAN, "臺中市", figures(one)) for one in given]
    scores.append(score_county(PLAN, "臺中市", CountyFigures()))
    steps = [step for score in scores for line in score.lines for step in line.working]
    steps += [step for score in scores for part in score.parts for step in part.working]
    steps += [step for score in scores for line in score.lines for item in line.items for step in item.working]
    assert len({step.key for step in steps}) > 12
    assert all("{" not in words().step(step, lang) for step in steps)


def test_the_scoring_code_uses_no_step_without_words() -> None:
    folder = FILE.parent
    code = "".join((folder / name).read_text("utf-8") for name in ("scores.py", "scoring.py", "county_score.py"))
    used = set(re.findall(r'Step\(\s*"(\w+)"', code)) | {"times", "sum", "sum_capped", "times_capped"}
    assert len(used) > 14
    assert all(f"\n  {key}: " in TEXT for key in used)


def test_names_of_figures_and_lines() -> None:
    assert words().figure("firms", "zh") == "輔導申報家數"
    assert words().figure("declared.firms", "zh") == "輔導申報家數（業者自行申報）"
    assert words().number("amount", 4_000_000, "zh") == "NT$ 4,000,000 元"
    assert words().number("subsidised_travel", 1, "zh") == "有"
    assert words().counted("firms", 3, "en") == "3 firms"
    assert words().question("store_sales", "zh", 2024).startswith("綠色商店 113 年")
    for lang in LANGS:
        for id in FIELDS:
            assert words().figure(id, lang)
            assert words().hint(id, lang)
            assert words().unit(id, lang)
            assert "{" not in words().question(id, lang, 2024) + words().counted(id, 1, lang)
        assert all(words().line(id, lang) for id in INPUTS)
        assert all(words().part(id, lang) for id in (*PLAN.scoring.rates.parts, "total"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"firms": -1}, "「輔導申報家數」填了 -1，請改成 0 以上的整數"),
        ({"amount": 10**12 + 1}, "「輔導申報金額」填了 1000000000001，超過 1,000,000,000,000，請檢查位數"),
        ({"firm": 1}, "沒有「firm」這個數字"),
        ({"stores": 3, "stores_updated": 4}, "比商店總數 3 家多"),
        ({"declared": {"firms": "x"}}, "「輔導申報家數（業者自行申報）」填了「x」"),
    ],
)
def test_a_problem_in_words_names_the_figure_and_the_cure(given: dict[str, Any], said: str) -> None:
    with pytest.raises(BadFigures) as raised:
        read_figures(given)
    assert said in words().problem(raised.value.problems[0], "zh")
    assert "{" not in words().problem(raised.value.problems[0], "en")


def test_the_words_are_those_of_a_taiwanese_office() -> None:
    chinese = [text for found in re.findall(r'zh: (?:"([^"]*)"|([^,}]*))', TEXT) for text in found if text]
    assert len(chinese) > 100
    for text in chinese:
        assert not [word for word in NEVER if word in text], text
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]", text), text


def test_a_text_that_lacks_a_language_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(TEXT.replace("zh: 資訊公開, en: public information", "zh: 資訊公開, en: ''"), "utf-8")
    with pytest.raises(DataError, match="lacks a language"):
        ScoringWords(path)
    path.write_text(TEXT.replace("  labels_b:\n", "  labels_c:\n"), "utf-8")
    with pytest.raises(DataError, match="'labels_b' is missing"):
        ScoringWords(path)


def test_the_reasons_for_no_next_point_are_three() -> None:
    reasons = {one.reason for one in missing(PLAN, score_county(PLAN, "臺中市", CountyFigures(firms=228)))}
    assert reasons == {"full", "unknown"}
