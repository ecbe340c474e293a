"""The page itself: cookies, headers, languages, what a reload shows, health."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from bot.channels import web_view
from bot.verbs import VERBS
from bot.wording import read
from tests.browser.desk import ZH, Desk, eventually, running, said


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("desk")) as started:
        yield started


def test_page_gives_a_session_cookie_that_scripts_and_other_sites_cannot_use(desk: Desk) -> None:
    response = httpx.get(desk.url)
    (cookie,) = [line for line in response.headers.get_list("set-cookie") if line.startswith("greendesk=")]
    # 256 bits in base64 are 43 characters.
    assert re.match(r"greendesk=[A-Za-z0-9_-]{43};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie
    assert httpx.get(desk.url).cookies["greendesk"] != response.cookies["greendesk"]


def test_over_https_the_cookie_is_secure_and_bound_to_the_host(tmp_path: Path) -> None:
    with running(tmp_path, https=True) as desk:
        response = httpx.get(desk.url)
    (cookie,) = response.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-greendesk=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert response.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("planted", ["x", "a" * 44, "../../etc/passwd", "<script>", "甲"])
def test_a_malformed_cookie_is_replaced(desk: Desk, planted: str) -> None:
    response = httpx.get(desk.url, headers=[(b"cookie", f"greendesk={planted}".encode())])
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", response.cookies["greendesk"])


def test_every_button_of_the_page_itself_is_one_the_desk_knows(desk: Desk) -> None:
    own = re.findall(r'form="press" name="choice" value="([^":]+)', httpx.get(desk.url).text)
    assert own == ["lang", "menu", "drafts", "person"]
    assert set(own) <= set(VERBS)


def test_the_stored_address_does_not_give_the_session_away(desk: Desk) -> None:
    visitor = desk.visitor()
    visitor.say("你好")
    cookie = visitor.client.cookies["greendesk"]
    assert visitor.exchanges()
    assert not desk.assistant.exchanges("web", cookie)


@pytest.mark.parametrize(
    "path", ["/", "/static/page.js", "/static/page.css", "/exchanges", "/nothing", "/healthz", "/favicon.ico"]
)
def test_every_answer_carries_the_security_headers(desk: Desk, path: str) -> None:
    headers = httpx.get(desk.url + path).headers
    policy = headers["content-security-policy"]
    for directive in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ):
        assert directive in policy.split("; ")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_what_holds_personal_data_is_never_cached(desk: Desk) -> None:
    visitor = desk.visitor()
    for path in ("/", "/exchanges", "/mydata.json"):
        assert visitor.client.get(path).headers["cache-control"] == "no-store"


def test_page_needs_nothing_from_elsewhere_and_nothing_inline(desk: Desk) -> None:
    page = desk.visitor().page
    assert not re.search(r"""(?:src|href|action)="(?!/|#)""", page)
    assert not re.search(r"<style|style=|javascript:|\son[a-z]+=", page)
    assert re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL) == [""]


def test_reload_keeps_the_conversation(desk: Desk) -> None:
    visitor = desk.visitor()
    visitor.say("申請費 8 萬可以補助多少")
    page = visitor.client.get("/").text
    assert "申請費 8 萬可以補助多少" in page
    # 80,000 x 30% = 24,000 (clause 五, tier 50,000 to 100,000).
    assert "24,000" in page
    assert f'data-last="{visitor.exchanges()[-1]["id"]}"' in page
    assert "24,000" not in desk.visitor().page


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_what_was_said_is_escaped(desk: Desk, hostile: str) -> None:
    visitor = desk.visitor()
    visitor.say(hostile)
    page = visitor.client.get("/").text
    escaped = hostile.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    assert f"</span>{escaped}</p>" in page
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.5", "zh-Hant-TW"),
        ("en-US,en;q=0.9,zh-TW;q=0.8", "zh-Hant-TW"),
        ("en-GB,en;q=0.9", "en"),
        ("ja,de", "zh-Hant-TW"),
        ("", "zh-Hant-TW"),
    ],
)
def test_language_follows_the_browser(desk: Desk, accepted: str, lang: str) -> None:
    assert f'<html lang="{lang}">' in httpx.get(desk.url, headers={"accept-language": accepted}).text


def test_choosing_a_language_switches_page_and_conversation(desk: Desk) -> None:
    visitor = desk.visitor()
    visitor.say("English", choice="lang:en")
    page = visitor.client.get("/").text
    assert '<html lang="en">' in page
    assert "Your message" in page
    assert 'value="lang:zh"' in page


def test_a_set_date_is_shown_in_both_calendars(tmp_path: Path) -> None:
    with running(tmp_path, today=date(2018, 6, 1)) as desk:
        # 2018 - 1911 = 107.
        assert "107/06/01（2018-06-01）" in desk.visitor().page


def test_without_a_set_date_there_is_no_banner(desk: Desk) -> None:
    assert 'class="banner"' not in desk.visitor().page


def test_healthz_tells_whether_the_database_answers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert httpx.get(f"{desk.url}/healthz").status_code == 200
    assert httpx.head(f"{desk.url}/healthz").status_code == 200

    def unreachable(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(desk.assistant, "exchanges", unreachable)
    assert httpx.get(f"{desk.url}/healthz").status_code == 503


def test_a_failure_is_a_bare_500_and_the_log_holds_no_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("王小明 0912345678")

    visitor = desk.visitor()
    monkeypatch.setattr(desk.assistant, "receive", failing)
    response = visitor.post("我是王小明")
    assert response.status_code == 500
    assert "content-security-policy" in response.headers
    assert "RuntimeError" in caplog.text
    assert "王小明" not in caplog.text + response.text


@pytest.mark.parametrize(
    ("headers", "sentence"), [(ZH, "找不到這一頁"), ({"accept-language": "en"}, "This page isn't")]
)
def test_an_unknown_page_says_so(desk: Desk, headers: dict[str, str], sentence: str) -> None:
    response = httpx.get(f"{desk.url}/nothing", headers=headers)
    assert response.status_code == 404
    assert sentence in response.text.replace("&#39;", "'")


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/static/../web.py", "/static/%2e%2e/web.py"])
def test_nothing_else_is_served(desk: Desk, path: str) -> None:
    assert httpx.get(desk.url + path).status_code == 404


def test_opening_greets_once(desk: Desk) -> None:
    visitor = desk.visitor()
    assert not visitor.exchanges()
    (greeting,) = visitor.say(kind="opened")
    assert greeting["replies"]
    assert visitor.post(kind="opened").status_code == 202
    assert visitor.say("你好")
    eventually(lambda: len(visitor.exchanges()) == 2)
    assert "opened" not in visitor.client.get("/").text.split('id="log"')[1].split("</main>")[0]
    assert said([greeting])


def test_both_wordings_are_whole() -> None:
    words = read("web.")
    assert words.say("send", "en") == "Send"
    for lang in web_view.say("other_language_code", "zh"), web_view.say("other_language_code", "en"):
        assert lang in ("zh", "en")


@pytest.mark.parametrize("href", ["//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil", "x"])
def test_links_stay_on_this_server(href: str) -> None:
    assert not web_view.own_path(href)
    assert web_view.own_path("/drafts/GT-2018-000001/print")
