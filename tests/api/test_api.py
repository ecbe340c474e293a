"""The HTTP API behind a real server: answers, determinations, scores, look-ups, problems, limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from tests.browser.desk import Desk, running

PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("desk"), api_per_minute=10_000) as started:
        yield started


@pytest.fixture(scope="module")
def api(desk: Desk) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{desk.url}/api/v1", headers={"accept-language": "en"}, timeout=20) as client:
        yield client


def refused(response: httpx.Response, status: int, type_: str) -> dict[str, Any]:
    """The problem of a refused request: RFC 9457's media type and members."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM
    problem = response.json()
    assert (problem["status"], problem["type"]) == (status, f"urn:greendesk:problem:{type_}")
    assert problem["title"]
    assert problem["detail"]
    return dict(problem)


ELIGIBLE = {
    "registered_trader": "yes",
    "made_in": "taiwan",
    "counselling_year": 2018,
    "certified_on": "2018-06-01",
    "label": "fsc",
    "application_fee": 80_000,
    "applied_before": "never",
    "places_used": 3,
    "delivery": "post",
    "filed_on": "2018-06-30",
    "other_subsidy": "none",
}


def test_a_question_is_answered_with_its_source(api: httpx.Client) -> None:
    # Document 2, clause 5: 50,000 to 100,000 is the middle tier, 30% of 80,000 = 24,000 (cap 30,000).
    found = api.post("/ask", json={"question": "申請費 8 萬可以補助多少"}).raise_for_status().json()
    assert found["outcome"] == "answer"
    assert "24,000" in found["text"]
    assert [source["programme"] for source in found["sources"]] == ["certification"]
    assert found["sources"][0]["edition"] == "2018"
    assert found["sources"][0]["clause"].startswith("五")


def test_a_question_leans_on_the_one_before(api: httpx.Client) -> None:
    target = api.get("/counties/臺中市").json()["targets"]["store_sales"]["value"]
    asked = {"question": "那台中呢", "context": "新北市 113 年綠色商店目標多少？"}
    assert f"{target:,}" in api.post("/ask", json=asked).json()["text"]


def test_what_no_document_answers_is_declined(api: httpx.Client) -> None:
    found = api.post("/ask", json={"question": "阿嬤的滷肉要滷幾分鐘才軟"}).json()
    assert (found["outcome"], found["sources"]) == ("decline", [])


def test_facts_are_a_schema_that_the_example_fits(api: httpx.Client) -> None:
    schema = api.get("/facts/certification", params={"as_of": "2018-06-01"}).raise_for_status().json()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(ELIGIBLE)


def test_a_determination_names_every_clause(api: httpx.Client) -> None:
    body = {"facts": ELIGIBLE, "as_of": "2018-06-01"}
    found = api.post("/determine/certification", json=body).raise_for_status().json()
    assert found["outcome"] == "eligible"
    assert (found["amount"]["low"], found["amount"]["high"]) == (24_000, 24_000)
    assert all(one["clause"] and one["text"]["zh"] and one["text"]["en"] for one in found["conditions"])


def test_an_unknown_fact_is_null_and_never_a_no(api: httpx.Client) -> None:
    body = {"facts": ELIGIBLE | {"application_fee": None}, "as_of": "2018-06-01"}
    found = api.post("/determine/certification", json=body).json()
    assert found["outcome"] == "undetermined"
    assert (found["amount"]["low"], found["amount"]["high"]) == (0, 50_000)  # the highest cap of clause 5


def test_wrong_facts_are_all_named_in_the_callers_language(api: httpx.Client) -> None:
    body = {"facts": {"made_in": "moon", "application_fee": -1, "colour": "green"}, "as_of": "2018-06-01"}
    problem = refused(api.post("/determine/certification", json=body), 422, "bad-facts")
    assert [one["pointer"] for one in problem["errors"]] == [
        "/facts/made_in",
        "/facts/application_fee",
        "/facts/colour",
    ]
    zh = api.post("/determine/certification", json=body, headers={"accept-language": "zh-TW"})
    assert zh.headers["content-language"] == "zh-TW"
    assert "請更正" in zh.json()["detail"]


def test_a_day_without_an_edition_is_an_answer_of_its_own(api: httpx.Client) -> None:
    problem = refused(
        api.post("/determine/certification", json={"facts": {}, "as_of": "2019-06-01"}), 404, "no-edition"
    )
    assert "2018-11-30" in problem["detail"]


def test_a_county_is_scored_with_what_it_lacks(api: httpx.Client) -> None:
    target = api.get("/counties/臺中市").json()["targets"]["firms"]["value"]
    found = api.post("/score/台中", json={"firms": target}).raise_for_status().json()
    firms = next(line for line in found["lines"] if line["id"] == "procurement_firms")
    assert (firms["low"], firms["high"]) == ("4", "4")  # table 2, 一(三): 4 points once the target is reached
    assert found["total"]["most"] == "87"
    assert firms["working"][0]["text"]["zh"]


def test_wrong_figures_and_counties_are_named(api: httpx.Client) -> None:
    problem = refused(api.post("/score/臺中市", json={"firms": -1, "declared": {"amount": "x"}}), 422, "bad-figures")
    assert {one["pointer"] for one in problem["errors"]} == {"/firms", "/declared/amount"}
    refused(api.post("/score/亞特蘭提斯", json={}), 404, "no-county")
    assert "新竹縣" in refused(api.post("/score/新竹", json={}), 404, "which-county")["detail"]


def test_a_label_says_what_it_counts_for(api: httpx.Client) -> None:
    # FSC: listed in document 2, clause 4(3), and in annex 3 of document 5, for enterprises and stores alike.
    counts = api.get("/labels/fsc").raise_for_status().json()["counts"]
    assert counts["certification"]["listed"] is True
    assert {counts["procurement"][buyer]["verdict"] for buyer in ("enterprise", "store")} == {"met"}
    # EPEAT is within the cost sharing of 2018 and on no list of 2024.
    (epeat,) = api.get("/labels", params={"name": "EPEAT"}).json()["labels"]
    assert epeat["counts"]["certification"]["listed"] is True
    assert epeat["counts"]["procurement"]["enterprise"]["verdict"] == "unmet"


def test_a_shared_name_gives_every_scheme_that_bears_it(api: httpx.Client) -> None:
    found = api.get("/labels", params={"name": "Green Label"}).json()["labels"]
    assert len(found) > 1
    refused(api.get("/labels/nothing"), 404, "no-label")


def test_counties_are_the_22_with_their_printed_steps(api: httpx.Client) -> None:
    assert len(api.get("/counties").json()["counties"]) == 22
    lienchiang = api.get("/counties/連江縣").json()["growth"]["members"]
    # Table 6 prints two dashes for 連江縣.
    assert sum(step["reach"] is None for step in lienchiang) == 2


@pytest.mark.parametrize(
    ("method", "path", "status", "type_"),
    [
        ("GET", "/nowhere", 404, "no-address"),
        ("GET", "/ask", 405, "no-method"),
        ("GET", "/facts/nothing", 404, "no-programme"),
        ("GET", "/facts/certification?as_of=someday", 422, "invalid"),
    ],
)
def test_what_the_framework_refuses_is_a_problem_too(
    api: httpx.Client, method: str, path: str, status: int, type_: str
) -> None:
    refused(api.request(method, path), status, type_)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"question": ""}', b'{"question": 5}', b"\xff\xfe"])
def test_a_bad_body_is_a_problem(api: httpx.Client, body: bytes) -> None:
    refused(api.post("/ask", content=body, headers={"content-type": "application/json"}), 422, "invalid")


def test_too_large_a_body_is_refused_announced_or_not(desk: Desk, tmp_path: Path) -> None:
    with running(tmp_path, api_megabytes=1) as small:
        url = f"{small.url}/api/v1/ask"
        big = b'{"question": "' + b"x" * 2**20 + b'"}'
        kind = {"content-type": "application/json"}
        refused(httpx.post(url, content=big, headers=kind), 413, "too-large")
        refused(httpx.post(url, content=iter([big[: 2**19], big[2**19 :]]), headers=kind), 413, "too-large")


def test_one_host_may_ask_so_often(tmp_path: Path) -> None:
    with running(tmp_path, api_per_minute=3) as desk:
        found = [httpx.get(f"{desk.url}/api/v1/counties") for _ in range(4)]
    assert [one.status_code for one in found] == [200, 200, 200, 429]
    assert 1 <= int(found[-1].headers["retry-after"]) <= 60
    refused(found[-1], 429, "too-many")


def test_the_api_can_be_switched_off(tmp_path: Path) -> None:
    with running(tmp_path, api_per_minute=0) as desk:
        assert httpx.get(f"{desk.url}/api/v1/counties").status_code == 404


def test_it_describes_itself(api: httpx.Client) -> None:
    description = api.get("/openapi.json").raise_for_status().json()
    assert description["openapi"].startswith("3.")
    paths = {
        "/ask",
        "/facts/{programme}",
        "/determine/{programme}",
        "/score/{county}",
        "/labels",
        "/counties",
        "/declare",
    }
    assert paths <= set(description["paths"])
    assert description["servers"] == [{"url": "/api/v1"}]


LEDGER = """\
113 年採購明細,,,,
日期,廠商,品名,金額（含稅）,標章
113/03/05,大同,影印紙 A4,30000,環保標章
113/04/01,某商行,鉛筆,500,
"""
"""30,000 of paper with the Taiwan Green Mark count whole (表2一(三)認列範圍1); of the pencils nothing is known."""


def declared(api: httpx.Client, content: bytes, accept: str = "application/json", **fields: str) -> httpx.Response:
    return api.post("/declare", files={"file": ("a.csv", content)}, data=fields, headers={"accept": accept})


def test_open_columns_are_asked_about_before_anything_is_worked_out(api: httpx.Client) -> None:
    problem = refused(declared(api, LEDGER.encode()), 422, "columns-open")
    assert problem["columns"]["amount"] == 3
    assert "/columns/basis" in [one["pointer"] for one in problem["errors"]]


def test_a_ledger_is_worked_out_line_by_line(api: httpx.Client) -> None:
    found = declared(api, LEDGER.encode("cp950"), columns='{"confirmed": true}').raise_for_status().json()
    assert [one["verdict"] for one in found["lines"]] == ["met", "unknown"]
    assert found["lines"][0]["clause"] == "表2一(三)認列範圍1"
    assert (found["totals"]["recognised"], found["totals"]["at_most"]) == ("30000", "30500")
    (group,) = found["groups"]
    said = json.dumps({"groups": {group["key"]: {"ground": "none"}}})
    again = declared(api, LEDGER.encode(), columns='{"confirmed": true}', answers=said).json()
    assert (again["totals"]["at_most"], again["groups"]) == ("30000", [])


def test_the_workbook_comes_back_with_the_firms_columns(api: httpx.Client) -> None:
    response = declared(api, LEDGER.encode(), accept="*/*", columns='{"confirmed": true}').raise_for_status()
    book = load_workbook(BytesIO(response.content))
    assert len(book.sheetnames) == 2
    assert [cell.value for cell in book.worksheets[1][2]][:5] == ["日期", "廠商", "品名", "金額（含稅）", "標章"]


def test_a_template_can_be_filled_in_and_sent_back(api: httpx.Client) -> None:
    book = api.get("/declare/template").raise_for_status().content
    found = declared(api, book, columns='{"confirmed": true}').raise_for_status().json()
    assert found["lines"]


@pytest.mark.parametrize(
    ("content", "fields", "type_"),
    [
        (b"%PDF-1.7", {}, "bad-spreadsheet"),
        (b"", {}, "bad-spreadsheet"),
        (LEDGER.encode(), {"columns": "{"}, "invalid"),
        (LEDGER.encode(), {"columns": '{"colour": 1}'}, "invalid"),
        (LEDGER.encode(), {"answers": "[]"}, "invalid"),
    ],
)
def test_what_cannot_be_declared_is_a_problem(
    api: httpx.Client, content: bytes, fields: dict[str, str], type_: str
) -> None:
    assert refused(declared(api, content, **fields), 422, type_)["errors"]
