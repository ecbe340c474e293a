"""Setting LINE up: the rich menu, the webhook's address, the doctor, and the links to papers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from typer.testing import CliRunner

from bot.channels.line import WEBHOOK
from bot.channels.line_doctor import Expected, examine
from bot.channels.line_menu import LANG, menu, put_in_place
from bot.channels.line_papers import FOLDER, VALID_SECONDS, PaperLinks
from bot.channels.line_setup import public, webhook
from bot.cli import app
from bot.messages import Link
from bot.verbs import VERBS
from storage.store import Store
from tests.channels.line_desk import serving
from tests.channels.line_events import pressed, user
from tests.channels.line_schema import problem
from tests.channels.line_standin import SECRET, TOKEN, LineStandIn, standing_in
from tests.desk import KEY, OPEN_DAY, Person, open_desk, settings
from tests.kept import drafts_of

OTHER_KEY = "b3RoZXJvdGhlcm90aGVyb3RoZXJvdGhlcm90aGVyISE="
NOON = 1_763_600_000.0


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    with standing_in(LineStandIn()) as found:
        yield found


def test_the_menu_covers_its_picture_and_every_field_means_something() -> None:
    assert not problem("messaging-api", "RichMenuRequest", menu().to_json())
    assert sum(cell.width * cell.height for cell in menu().cells) == menu().width * menu().height
    assert {cell.value.partition(":")[0] for cell in menu().cells} <= VERBS.keys()
    assert len({cell.label(LANG) for cell in menu().cells}) == len(menu().cells) == 6


def test_the_menu_is_put_in_place_of_the_older_one(line: LineStandIn) -> None:
    first, none = asyncio.run(put_in_place(line.access()))
    second, one = asyncio.run(put_in_place(line.access()))
    assert (none, one) == (0, 1)
    assert line.menus.keys() == {second} != {first}
    assert line.shown == second
    assert line.refused == []


def test_the_command_line_sets_line_up(tmp_path: Path, line: LineStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"DATA": str(tmp_path), "LINE_TOKEN": TOKEN, "LINE_API": line.address, "LINE_DATA_API": line.address}
    for name, value in given.items():
        monkeypatch.setenv(f"GREENDESK_{name}", value)
    assert CliRunner().invoke(app, ["line", "menu"]).exit_code == 0
    assert line.shown
    failed = CliRunner().invoke(app, ["line", "webhook"])
    assert (failed.exit_code, "GREENDESK_PUBLIC_URL" in failed.output) == (2, True)
    monkeypatch.setenv("GREENDESK_PUBLIC_URL", "https://desk.example/")
    assert CliRunner().invoke(app, ["line", "webhook"]).exit_code == 0
    assert line.endpoint == "https://desk.example/line/webhook"
    monkeypatch.setenv("GREENDESK_LINE_TOKEN", "of-another-account")
    failed = CliRunner().invoke(app, ["line", "menu"])
    assert (failed.exit_code, "401" in failed.output, "Traceback" in failed.output) == (2, True, False)


def keys(line: LineStandIn, expected: Expected, *, pushed: int = 0, token: str = TOKEN) -> list[tuple[bool, str, bool]]:
    """What the doctor finds: in order or not, its words, whether there is a cure."""
    found = asyncio.run(examine(line.access(token=token), expected, pushed, "en"))
    assert all(finding.good is not bool(finding.cure) for finding in found)
    return [(finding.good, finding.text, bool(finding.cure)) for finding in found]


def test_the_doctor_finds_all_in_order(tmp_path: Path, line: LineStandIn) -> None:
    with serving(tmp_path, line) as desk:
        line.endpoint = f"http://127.0.0.1:{desk.port}{WEBHOOK}"
        asyncio.run(put_in_place(line.access()))
        line.used = 12
        found = keys(line, Expected(SECRET, line.endpoint), pushed=7)
    assert [good for good, _, _ in found] == [True] * 4
    assert "12 of 200, 7 of them by the desk" in found[-1][1]


def test_the_doctor_knows_a_secret_of_another_channel(tmp_path: Path, line: LineStandIn) -> None:
    with serving(tmp_path, line) as desk:
        line.endpoint = f"http://127.0.0.1:{desk.port}{WEBHOOK}"
        desk.adapter._secret = b"f" * 32
        found = keys(line, Expected(SECRET, line.endpoint))
    assert "can't call" in found[1][1]


@pytest.mark.parametrize(
    ("endpoint", "active", "words"),
    [
        ("", True, 'is "", not https://desk.example/line/webhook'),
        ("https://old.example/callback", True, 'is "https://old.example/callback", not'),
        ("https://desk.example/line/webhook", False, "isn't used"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_the_webhook(
    line: LineStandIn, endpoint: str, active: bool, words: str
) -> None:
    line.endpoint, line.active = endpoint, active
    assert words in keys(line, Expected(SECRET, "https://desk.example/line/webhook"))[1][1]


def test_the_doctor_on_tokens_secrets_and_a_line_that_is_away(line: LineStandIn) -> None:
    assert "GREENDESK_LINE_TOKEN (401)" in keys(line, Expected(SECRET, ""), token="wrong")[0][1]
    assert "GREENDESK_LINE_SECRET" in keys(line, Expected("", ""))[0][1]
    away = LineStandIn(address="http://127.0.0.1:9")
    assert "can't be reached" in keys(away, Expected(SECRET, ""))[0][1]
    line.used = 160  # four fifths of 200
    assert "nearly used up" in keys(line, Expected(SECRET, ""))[-1][1]


def test_only_an_address_with_https_is_public(tmp_path: Path) -> None:
    assert webhook(settings(tmp_path, public_url="https://desk.example/")) == "https://desk.example/line/webhook"
    assert public(settings(tmp_path, public_url="http://desk.example")) == ""
    assert webhook(settings(tmp_path)) == ""


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[tuple[Person, Store, str]]:
    """Somebody on LINE with a draft, and its case number."""
    assistant, store = open_desk(tmp_path, OPEN_DAY)
    person = Person(assistant, user(), "line")
    for value in ("start:certification", "trial:certification"):
        person.presses_value(value)
    for _ in range(20):
        if any(choice.value == "prepare" for reply in person.last for choice in reply.choices):
            break
        unknown = [choice.value for choice in person.last[-1].choices if choice.value.startswith("unknown:")]
        person.presses_value(unknown[0])
    person.presses_value("prepare")
    person.presses_value("consent:yes")
    (draft,) = drafts_of(store, "line", user())
    yield person, store, draft.case
    store.close()


def opened(links: PaperLinks, path: str) -> httpx.Response:
    """What a browser gets that follows a link, without any cookie."""

    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=[*links.routes()]))
        async with httpx.AsyncClient(transport=transport, base_url="https://desk.example") as client:
            return await client.get(path)

    return asyncio.run(get())


def test_a_paper_opens_by_its_link_until_a_day_later(owner: tuple[Person, Store, str]) -> None:
    person, _, case = owner
    clock = [NOON]
    links = PaperLinks(person.assistant.documents, "https://desk.example/", [KEY], lambda: clock[0])
    for href, kind in (
        (f"/drafts/{case}.docx", "wordprocessingml"),
        (f"/drafts/{case}/print", "html"),
        ("/mydata.json", "json"),
    ):
        address = links.address(user(), Link("x", href), NOON)
        assert len(address) <= 1000
        assert not any(secret in address for secret in (case, user()))
        scheme, _, path, query, _ = urlsplit(address)
        assert (scheme, query) == ("https", "openExternalBrowser=1")
        clock[0] = NOON + VALID_SECONDS - 1
        found = opened(links, path)
        assert (found.status_code, kind in found.headers["content-type"]) == (200, True)
        assert found.headers["x-robots-tag"] == "noindex, nofollow"
        clock[0] = NOON + VALID_SECONDS + 1
        assert opened(links, path).status_code == 404
        clock[0] = NOON


def test_a_link_is_for_one_person_and_for_what_it_names(owner: tuple[Person, Store, str]) -> None:
    person, _, case = owner
    links = PaperLinks(person.assistant.documents, "https://desk.example", [KEY], lambda: NOON)
    good = urlsplit(links.address(user(), Link("x", f"/drafts/{case}.docx"), NOON)).path
    others = [
        links.address(user(2), Link("x", f"/drafts/{case}.docx"), NOON),
        links.address(user(), Link("x", "/drafts/GT-2018-999999/print"), NOON),
        links.address(user(), Link("x", "/healthz"), NOON),
        PaperLinks(person.assistant.documents, "https://desk.example", [OTHER_KEY]).address(
            user(), Link("x", "/mydata.json"), NOON
        ),
    ]
    broken = good[:60] + ("A" if good[60] != "A" else "B") + good[61:]
    paths = [urlsplit(address).path for address in others]
    for path in (*paths, good[:-4], broken, f"{FOLDER}/x", f"{FOLDER}/{KEY}"):
        assert opened(links, path).status_code == 404
    renewed = PaperLinks(person.assistant.documents, "https://desk.example", [OTHER_KEY, KEY], lambda: NOON)
    assert opened(renewed, good).status_code == 200


def test_after_erasure_the_link_leads_nowhere(owner: tuple[Person, Store, str]) -> None:
    person, _, case = owner
    links = PaperLinks(person.assistant.documents, "https://desk.example", [KEY], lambda: NOON)
    path = urlsplit(links.address(user(), Link("x", f"/drafts/{case}.docx"), NOON)).path
    person.presses_value("erased:yes")
    assert opened(links, path).status_code == 404


def test_a_paper_comes_as_a_link_on_line(tmp_path: Path, line: LineStandIn) -> None:
    with serving(tmp_path, line, today=OPEN_DAY) as desk:
        desk.deliver(pressed(user(), "export", line.token(user())))
        desk.hears(user())
    (button,) = line.delivered[0].messages[0]["contents"]["footer"]["contents"]
    assert button["action"]["uri"].startswith("https://desk.example/papers/")
    assert button["action"]["uri"].endswith("?openExternalBrowser=1")
