"""Uploading: a purchase list from our own page only, within limits, kept once, and given back to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.browser.desk import Desk, Visitor, eventually, running, said

LIST = "日期,品名,金額\n113/01/05,環保標章影印紙,30000\n".encode()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("desk"), list_megabytes=1) as started:
        yield started


def upload(
    visitor: Visitor,
    content: bytes = LIST,
    name: str = "採購.csv",
    headers: dict[str, str] | None = None,
    **fields: Any,
) -> httpx.Response:
    data = {"event": uuid4().hex, "token": visitor.token} | fields
    accepts = {"accept": "application/json"} | (headers or {})
    return visitor.client.post("/files", data=data, files={"file": (name, content)}, headers=accepts)


def lists_of(desk: Desk, visitor: Visitor) -> list[Any]:
    found = visitor.client.get("/mydata.json").json().get("purchase_files", [])
    assert isinstance(found, list)
    return found


def test_a_list_is_taken_and_asked_about(desk: Desk) -> None:
    visitor = desk.visitor()
    response = upload(visitor, event="event-number-1")
    assert response.status_code == 202
    eventually(visitor.exchanges)
    (exchange,) = visitor.exchanges()
    assert exchange["heard"] == [{"id": "event-number-1", "kind": "file", "text": "採購.csv"}]
    assert "加密保存" in said([exchange])


def test_a_form_without_scripts_comes_back_to_the_page(desk: Desk) -> None:
    visitor = desk.visitor()
    response = upload(visitor, headers={"accept": "text/html,application/xhtml+xml"})
    assert response.status_code == 303
    assert "加密保存" in visitor.client.get("/").text


def test_an_upload_repeated_is_kept_once(desk: Desk) -> None:
    visitor = desk.visitor()
    for _ in range(3):
        assert upload(visitor, event="the-same-event").status_code == 202
    eventually(visitor.exchanges)
    assert len(lists_of(desk, visitor)) == 1


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ({"origin": "https://evil.example"}, {}),
        ({"origin": "null"}, {}),
        ({"sec-fetch-site": "cross-site"}, {}),
        ({}, {"token": "x" * 43}),
        ({}, {"token": ""}),
    ],
)
def test_only_our_own_page_uploads(desk: Desk, headers: dict[str, str], fields: dict[str, Any]) -> None:
    visitor = desk.visitor()
    assert upload(visitor, headers=headers, **fields).status_code == 403
    assert visitor.exchanges() == []


def test_without_a_session_nothing_is_taken(desk: Desk) -> None:
    bare = httpx.post(f"{desk.url}/files", data={"event": "e" * 20, "token": "x"}, files={"file": ("a.csv", LIST)})
    assert bare.status_code == 403


@pytest.mark.parametrize("size", [2**20 + 1, 2**21])
def test_a_file_too_large_is_refused_in_words(desk: Desk, size: int) -> None:
    visitor = desk.visitor()
    response = upload(visitor, b"1" * size)
    assert response.status_code == 413
    assert "1 MB" in response.json()["message"]


def test_a_file_of_just_the_limit_is_taken(desk: Desk) -> None:
    assert upload(desk.visitor(), LIST + b" " * (2**20 - len(LIST))).status_code == 202


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b'{"file": 1}', "application/json"),
        (b"file=1", "application/x-www-form-urlencoded"),
    ],
)
def test_what_cant_be_read_is_refused(desk: Desk, body: bytes, kind: str) -> None:
    visitor = desk.visitor()
    response = visitor.client.post("/files", content=body, headers={"content-type": kind, "accept": "application/json"})
    assert response.status_code == 400


def test_a_name_is_made_safe_to_show(desk: Desk) -> None:
    visitor = desk.visitor()
    assert upload(visitor, name="../../<b>x\u202e.csv").status_code == 202
    eventually(visitor.exchanges)
    assert visitor.exchanges()[0]["heard"][0]["text"] == "bx.csv"


def test_too_many_uploads_wait_a_minute(tmp_path: Path) -> None:
    with running(tmp_path) as desk:
        visitor = desk.visitor()
        statuses = [upload(visitor).status_code for _ in range(7)]
        assert statuses == [202] * 6 + [429]


def test_the_template_is_anybodys_and_a_workbook_its_owners(desk: Desk) -> None:
    visitor = desk.visitor()
    template = visitor.client.get("/purchases/template.zh.xlsx")
    assert template.status_code == 200
    assert template.content.startswith(b"PK")
    for name in ("1.xlsx", "0.xlsx", "template.fr.xlsx", "..%2fmydata.json", "x"):
        assert visitor.client.get(f"/purchases/{name}").status_code == 404
