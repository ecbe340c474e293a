"""Papers and one's own data over the web: for the session they belong to, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import docx
import pytest

from bot.papers import STYLE_SOURCE
from tests.browser.desk import Desk, Visitor, running
from tests.browser.drafts import ready_draft

FIRM = 'A&B <綠能> "股份" 有限公司'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("desk"), today=date(2018, 6, 1)) as started:
        yield started


@pytest.fixture(scope="module")
def owner(desk: Desk) -> Visitor:
    return desk.visitor()


@pytest.fixture(scope="module")
def case(owner: Visitor) -> str:
    """The owner's ready draft, which bears the firm's name."""
    return ready_draft(owner, FIRM)


def test_the_printable_page_escapes_and_may_use_its_own_style_only(owner: Visitor, case: str) -> None:
    response = owner.client.get(f"/drafts/{case}/print")
    assert response.status_code == 200
    assert case in response.text
    assert "A&amp;B &lt;綠能&gt;" in response.text
    assert FIRM not in response.text
    assert f"style-src 'self' {STYLE_SOURCE}" in response.headers["content-security-policy"]
    assert response.headers["cache-control"] == "no-store"


def test_the_word_file_holds_the_firms_name_and_the_fee(owner: Visitor, case: str) -> None:
    response = owner.client.get(f"/drafts/{case}.docx")
    assert response.status_code == 200
    assert f'filename="{case}.docx"' in response.headers["content-disposition"]
    document = docx.Document(BytesIO(response.content))
    values = [row.cells[1].text for table in document.tables for row in table.rows]
    assert FIRM in values
    assert any("120,000" in value for value in values)


@pytest.mark.parametrize("path", ["/drafts/{case}/print", "/drafts/{case}.docx"])
def test_nobody_else_gets_it(desk: Desk, case: str, path: str) -> None:
    stranger = desk.visitor()
    stranger.say("你好")
    response = stranger.client.get(path.format(case=case))
    assert response.status_code == 404
    assert case not in response.text
    assert response.text == stranger.client.get(path.format(case="GT-107-NOBODY")).text


@pytest.mark.parametrize("case", ["%00", "..%2f..%2fetc", "'--", "%F0%9F%8C%B1", "x" * 3000, "<script>"])
def test_odd_case_numbers_are_not_found(owner: Visitor, case: str) -> None:
    assert owner.client.get(f"/drafts/{case}/print").status_code == 404
    assert owner.client.get(f"/drafts/{case}.docx").status_code == 404


def test_my_data_is_mine(desk: Desk, owner: Visitor, case: str) -> None:
    response = owner.client.get("/mydata.json")
    assert response.status_code == 200
    assert "attachment" in response.headers["content-disposition"]
    assert "A&B <綠能>" in response.text
    assert case in response.text
    stranger = desk.visitor()
    assert stranger.client.get("/mydata.json").status_code == 404
    stranger.say("你好")
    assert "綠能" not in stranger.client.get("/mydata.json").text


def test_the_conversation_links_to_papers_that_open(owner: Visitor, case: str) -> None:
    owner.say("匯出我的資料", choice="export")
    links = [link["href"] for one in owner.exchanges() for reply in one["replies"] for link in reply["links"]]
    assert links == [f"/drafts/{case}.docx", f"/drafts/{case}/print", "/mydata.json"]
    for href in links:
        assert owner.client.get(href).status_code == 200
