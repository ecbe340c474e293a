"""What the page shows: templates, its own words, and an exchange as the script reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.messages import Exchange, Lang
from bot.settings import Settings
from bot.wording import Words, read

FOLDER = Path(__file__).parent / "page"
STATIC = FOLDER / "static"
SHOWN = 50
ROC_YEARS = 1911

_SCRIPT_WORDS = ("you", "desk", "sticker", "file", "unsent", "retry", "opens_new", "offline", "trouble")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{2,3}/\d{2}/\d{2})", re.ASCII)


@cache
def _words() -> Words:
    return read("web.")


def say(key: str, lang: Lang, **values: object) -> str:
    """One of the page's own sentences."""
    return _words().say(key, lang, **values)


def other_tongue(text: str, lang: Lang) -> str:
    """The language tag a screen reader needs for a text; empty when it is in the page's language."""
    written: Lang = "zh" if _CHINESE.search(text) else "en" if _LATIN.search(text) else lang
    return "" if written == lang else say("html_lang", written)


def own_path(href: str) -> bool:
    """Whether a link stays on this server."""
    return href.startswith("/") and not href.startswith(("//", "/\\"))


def pieces(text: str) -> list[str]:
    """A text cut around its dates, which mustn't break over two lines: every second piece is a date."""
    return _DATE.split(text)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["own_path"] = own_path
    environment.filters["pieces"] = pieces
    return environment


def render(template: str, lang: Lang, **values: object) -> str:
    """A template as HTML, everything in it escaped."""
    bound: Callable[..., str] = partial(say, lang=lang)
    tongue: Callable[[str], str] = partial(other_tongue, lang=lang)
    return _environment().get_template(template).render(say=bound, tongue=tongue, lang=lang, **values)


def banner(settings: Settings, lang: Lang) -> str:
    """The sentence about a set date, in both calendars; empty when the date is the real one."""
    if settings.today is None:
        return ""
    roc = f"{settings.today.year - ROC_YEARS}/{settings.today:%m/%d}"
    return say("banner", lang, roc=roc, western=settings.today.isoformat())


def script_words(lang: Lang, settings: Settings) -> str:
    """The sentences the script may need, as JSON."""
    words = {key: say(key, lang) for key in _SCRIPT_WORDS}
    for key in ("file_too_large", "keeping"):
        words[key] = say(key, lang, megabytes=settings.list_megabytes)
    words["too_long"] = say("too_long", lang, limit=f"{settings.message_length:,}")
    return json.dumps(words, ensure_ascii=False)


def exchange_data(number: int, exchange: Exchange) -> dict[str, Any]:
    """An exchange as the script reads it."""
    heard = [{"id": said.id, "kind": said.kind, "text": said.text} for said in exchange.heard]
    return {"id": number, "heard": heard, "replies": [reply.to_json() for reply in exchange.replies]}


def label_of(value: str, exchanges: list[tuple[int, Exchange]], lang: Lang) -> str:
    """What the button of this value says: one of the page's own, else the latest shown, else the value."""
    own = {
        "menu": "menu",
        "drafts": "drafts",
        "person": "person",
        f"lang:{say('other_language_code', lang)}": "other_language",
    }
    if value in own:
        return say(own[value], lang)
    for _, exchange in reversed(exchanges):
        for reply in exchange.replies:
            for choice in reply.choices:
                if choice.value == value:
                    return choice.label
    return value
