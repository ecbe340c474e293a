"""The wording covers everything in both languages, in the desk's voice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.determination import Condition, Determination, Duty, NearMiss, Outcome, Step
from rules.engine import ConditionRule
from rules.facts import FactValue, Kind
from rules.wording import LANGS, Lang, Wording
from rules.yaml_data import DataError, load
from tests.rules.cases import CERTIFICATION, EDGES, EDITION_2018, ELIGIBLE, determine

WORDING = CERTIFICATION.wording
EVERY = {**CERTIFICATION.facts, **CERTIFICATION.form}
DATA = load(WORDING.path)


def texts(table: Mapping[str, Any], lang: Lang, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the wording file in one language, with where it stands."""
    for key, value in table.items():
        if isinstance(value, str):
            if key == lang:
                yield path, value
        else:
            yield from texts(value, lang, f"{path}/{key}")


ZH = {path: text for path, text in texts(DATA, "zh") if not path.startswith("/forms")}
EN = {path: text for path, text in texts(DATA, "en") if not path.startswith("/forms")}


def branches(rule: ConditionRule) -> Iterator[Condition]:
    """Every judgement of a condition: what it misses is given each value on either side of a line."""
    waiting: list[dict[str, FactValue]] = [{}]
    while waiting:
        facts = waiting.pop()
        judged = rule.judge(CERTIFICATION.rules.sheet(facts), EDITION_2018)
        yield judged
        for fact in judged.missing:
            waiting += [{**facts, fact: value} for value in EDGES[fact]]


@pytest.mark.parametrize("rule", CERTIFICATION.rules.conditions, ids=lambda rule: rule.id)
def test_every_reason_is_worded_and_every_wording_is_a_reason(rule: ConditionRule) -> None:
    assert {judged.reason for judged in branches(rule)} == set(DATA["conditions"][rule.id]["reasons"])


@pytest.mark.parametrize("lang", LANGS)
def test_every_verdict_can_be_spoken(lang: Lang) -> None:
    for fact, values in EDGES.items():
        for value in values:
            determination = determine(**{fact: value})
            spoken(determination, lang)
    spoken(determine(*ELIGIBLE), lang)


def spoken(determination: Determination, lang: Lang) -> list[str]:
    """Say everything a determination holds; a missing word or value would raise."""
    said = [WORDING.outcome(determination.outcome, lang)]
    for condition in determination.conditions:
        said.append(WORDING.condition(condition.id, lang))
        said.append(WORDING.reason(condition, determination, lang))
        said.append(WORDING.clause(condition.clause, lang))
    said += [WORDING.step(step, lang) for step in determination.amount.working]
    said += [WORDING.near_miss(one, determination, lang) for one in determination.near_miss]
    said += [WORDING.duty(one, lang) for one in determination.duties]
    assert all(one and "{" not in one for one in said)
    return said


def test_every_step_is_worded_and_every_wording_is_a_step() -> None:
    steps = {
        step.key
        for fee in (*EDGES["application_fee"], None)
        for step in determine(
            *(["application_fee"] if fee is None else []),
            **({"application_fee": fee, "invoice_total": 120_000} if fee is not None else {}),
        ).amount.working
    }
    assert steps == set(DATA["steps"])


@pytest.mark.parametrize("fact", EVERY)
@pytest.mark.parametrize("lang", LANGS)
def test_every_fact_has_its_words(fact: str, lang: Lang) -> None:
    for text in (
        WORDING.name(fact, lang),
        WORDING.question(fact, lang),
        WORDING.why(fact, lang),
        WORDING.where(fact, lang),
    ):
        assert text
        assert "\n" not in text
    assert len(WORDING.name(fact, lang)) <= (12 if lang == "zh" else 30)
    assert len(WORDING.question(fact, lang)) <= (24 if lang == "zh" else 70)
    assert WORDING.question(fact, lang).endswith(("？", "）") if lang == "zh" else "?")
    assert WORDING.why(fact, lang).startswith("第" if lang == "zh" else "Clause ")
    options = ("other",) if EVERY[fact].kind is Kind.LABEL else EVERY[fact].options
    for option in options:
        assert 0 < len(WORDING.option(fact, option, lang)) <= (20 if lang == "zh" else 30)


def test_every_why_names_the_clause_of_its_fact() -> None:
    for id, fact in EVERY.items():
        head = fact.clause.partition("(")[0]
        assert WORDING.why(id, "zh").startswith(f"第{head}點"), id


def test_several_clauses_are_named_in_the_plural() -> None:
    assert WORDING.clauses(["四(三)", "三"], "zh") == "第三、四點"
    assert WORDING.clauses(["四(三)", "三"], "en") == "clauses 3, 4"
    assert WORDING.clauses(["三"], "en") == "clause 3"


def test_words_the_desk_never_says() -> None:
    never = "恭喜 保證 通過 可領 合格 提交 點擊 信息 用戶 默認 反饋 賬號 計劃 身份 查無資料 系統錯誤 你 台灣 條款"
    assert not [(path, word) for path, text in ZH.items() for word in never.split() if word in text]


def test_chinese_takes_full_width_punctuation() -> None:
    wrong = re.compile(r"[\u4e00-\u9fff」）][,:;?!()]|[,:;?!()][\u4e00-\u9fff「（]")
    assert not {path: text for path, text in ZH.items() if wrong.search(text)}


def test_sentences_are_short_enough_for_a_phone() -> None:
    assert not [path for path, text in ZH.items() if len(text) > 100]
    assert not [path for path, text in EN.items() if len(text) > 260]


def test_no_sentence_is_copied_from_the_document() -> None:
    """The words are our own; a run of sixteen characters in common would be a copy."""
    clauses = (
        "申請者須為依出進口廠商登記辦法向經濟部國際貿易局登記之公司或商號",
        "廠商需於通知函發文日30日內檢附領據及匯款帳號向工研院綠能所申請撥款",
        "重複申領貿易局或其他政府單位分攤款者",
        "以虛偽不實之文件、資料申請並獲得分攤款者",
    )
    for clause in clauses:
        pieces = [clause[start : start + 16] for start in range(len(clause) - 15)]
        assert not [path for path, text in ZH.items() if any(piece in text for piece in pieces)]


@pytest.mark.parametrize(
    ("clause", "zh", "en"),
    [
        ("三", "第三點", "clause 3"),
        ("五(1)", "第五點（1）", "clause 5(1)"),
        ("四(三)", "第四點（三）", "clause 4(3)"),
        ("七(二)2", "第七點（二）2", "clause 7(2)2"),
        ("十一", "第十一點", "clause 11"),
        ("十", "第十點", "clause 10"),
        ("二十三", "第二十三點", "clause 23"),
    ],
)
def test_clauses_are_named_as_the_document_names_them(clause: str, zh: str, en: str) -> None:
    assert (WORDING.clause(clause, "zh"), WORDING.clause(clause, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("fact", "value", "zh", "en"),
    [
        ("application_fee", 120_000, "NT$ 120,000 元", "NT$120,000"),
        ("application_fee", "not_itemised", "發票沒分列申請費", "Not itemised"),
        ("certified_on", date(2018, 6, 30), "107/06/30（2018-06-30）", "2018-06-30 (ROC 107/06/30)"),
        ("certified_on", "not_yet", "還沒發證", "Not issued yet"),
        ("counselling_year", 2018, "107 年（2018）", "2018 (ROC 107)"),
        ("places_used", 19, "19", "19"),
        ("made_in", "partly", "部分在臺灣", "Partly in Taiwan"),
        ("label", "other", "不在清單上", "Not on the list"),
        ("label", "fsc", "fsc", "fsc"),  # the registry of labels names it
        ("firm_name", "綠色{科技}", "綠色{科技}", "綠色{科技}"),
        (
            "documents",
            ("certificate", "fee_invoice"),
            "驗證證書、申請費發票或明細",
            "Certificate, Application fee invoice",
        ),
    ],
)
def test_values_are_shown_as_people_read_them(fact: str, value: FactValue, zh: str, en: str) -> None:
    assert (WORDING.show(fact, value, "zh"), WORDING.show(fact, value, "en")) == (zh, en)


def test_the_working_reads_line_by_line() -> None:
    def working(fee: FactValue) -> list[str]:
        changes: dict[str, FactValue] = {"application_fee": fee, "invoice_total": 120_000}
        return [WORDING.step(step, "zh") for step in determine(**changes).amount.working]

    assert working(80_000) == [
        "申請費 50,000~100,000 元：分攤 30%，上限 30,000 元",
        "80,000 × 30% = 24,000",
        "上限 30,000，試算 24,000 元",
    ]
    assert working(33_333)[1:] == [
        "33,333 × 30% = 9,999.9，元以下不計，為 9,999",
        "上限 10,000，試算 9,999 元",
    ]
    assert working(200_000)[2] == "超過上限，以上限 50,000 元計"
    assert working("not_itemised") == ["申請費沒分列，最多是發票總額 120,000 元：試算 0~36,000 元"]


def test_duties_give_their_last_day() -> None:
    duties = determine(notice_date=date(2018, 12, 3)).duties
    assert WORDING.duty(duties[0], "zh").endswith("最晚 107/11/30（2018-11-30）。")
    assert WORDING.duty(duties[1], "zh").endswith("最晚 108/01/02（2019-01-02）。")
    assert WORDING.duty(duties[1], "en").endswith("Last day: 2019-01-02 (ROC 108/01/02).")
    assert "最晚" not in WORDING.duty(determine().duties[1], "zh")


@pytest.mark.parametrize(
    ("old", "new", "about"),
    [
        ("  made_in:\n", "  maid_in:\n", "'maid_in' isn't known"),
        ("{zh: 產地, en: Made in}", "{zh: 產地}", "'en' is missing"),
        ("{zh: 產地, en: Made in}", '{zh: "", en: Made in}', "no text in zh"),
        ("{zh: 產地, en: Made in}", "產地", "holds no texts"),
        ("      partly: {zh: 部分在臺灣, en: Partly in Taiwan}\n", "", "'partly' is missing"),
        ("  eligible: {zh: 初步符合, en: Preliminarily eligible}\n", "", "'eligible' is missing"),
        (
            "      unknown: {zh: 還不知道在哪裡生產。",
            "      unsure: {zh: 還不知道在哪裡生產。",
            "'unknown' is missing",
        ),
        ("title: {zh: 國際綠色驗證費用分攤", "titel: {zh: 國際綠色驗證費用分攤", "'titel' isn't known"),
        ("  budget: {zh:", "  budgets: {zh:", "'budgets' isn't known"),
    ],
)
def test_a_missing_word_is_named_with_its_line(tmp_path: Path, old: str, new: str, about: str) -> None:
    original = WORDING.path.read_text(encoding="utf-8")
    assert old in original
    path = tmp_path / "wording.yaml"
    shutil.copy(WORDING.path, path)
    path.write_text(original.replace(old, new, 1), encoding="utf-8")
    rules = CERTIFICATION.rules
    with pytest.raises(DataError, match=re.escape(about)) as caught:
        Wording.load(
            path,
            EVERY,
            conditions=[one.id for one in rules.conditions],
            near_misses=[one.id for one in rules.near_misses],
            duties=rules.duty_ids,
            values=rules.parameters,
        )
    near = original[: original.index(old)].count("\n") + 1
    assert abs(caught.value.line - near) <= 12 or caught.value.line < near


def test_unknown_ids_are_key_errors() -> None:
    blank = determine()
    with pytest.raises(KeyError):
        WORDING.question("weather", "zh")
    with pytest.raises(KeyError):
        WORDING.step(Step("weather", {}), "zh")
    with pytest.raises(KeyError):
        WORDING.near_miss(NearMiss("weather", "", ""), blank, "zh")
    with pytest.raises(KeyError):
        WORDING.duty(Duty("weather", ""), "zh")


def test_every_outcome_is_a_preliminary_one() -> None:
    assert {outcome: WORDING.outcome(outcome, "zh") for outcome in Outcome} == {
        Outcome.ELIGIBLE: "初步符合",
        Outcome.NOT_ELIGIBLE: "初步不符合",
        Outcome.UNDETERMINED: "資料還不夠，不能判斷",
        Outcome.STAFF: "由承辦判斷",
    }
    assert WORDING.title("zh") == "國際綠色驗證費用分攤"
    assert WORDING.title("en")


def test_days_outside_any_fact_are_shown_alike() -> None:
    assert WORDING.day(date(2018, 11, 30), "zh") == "107/11/30（2018-11-30）"
    assert WORDING.day(date(2018, 11, 30), "en") == "2018-11-30 (ROC 107/11/30)"
    assert "證書" in WORDING.at_hand("zh")
