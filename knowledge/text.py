"""Text as people type it, folded so that what means the same compares the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import opencc

from knowledge.data import kept, load

LONGEST: Final = 2000
"""Characters of a message that are read; nobody asks a question longer than that."""
RECENT: Final = 64
"""How many texts keep their reading while one question is looked at from many sides."""
ROC_EPOCH: Final = 1911
_NOT_THIS: Final = re.compile(
    r"(?<!是)不是[^是，,、。?？]{1,10}?[，,、 ]*(?:我?[說说講讲問问]的?)?而?是(?=\S)(?!不是|什|誰|谁|哪|多|幾|几|否)"
)
_THIS_NOT: Final = re.compile(r"(?<!不)是([^是不，,、 ]{1,10})[，,、 ]*不是[^是，,、。?？嗎吗]{1,10}$")
"""What is taken back and what is meant, in the two orders: 不是桃園，是臺南; 是臺南不是桃園."""
_INVISIBLE: Final = re.compile(r"[\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\u00ad\ufe0e\ufe0f]")
_SPACE: Final = re.compile(r"\s+")
_NAME_YEAR: Final = re.compile(r"(?<=[A-Za-z])(?=(?:10[1-9]|11[1-9]|20[0-3]\d)(?!\d))")
"""Between a name and the year typed against it (RCS107); OEKO-TEX 100 and UL 110 are names."""
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_ROC_YEAR: Final = re.compile(r"(?:民国)?(?<!\d)(9\d|1[0-3]\d)(?=年)")
_NOT_TEXT: Final = re.compile(r"[^\w.%\u3400-\u9fff]+|_+")
_GAP: Final = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")
_BETWEEN: Final = "\u3400"
"""Stands between texts that are folded together: a character that nobody types and that folding leaves alone."""
_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3})")


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def standing_alone(word: str, ends: str = "", *, within: str = "a-z0-9", after: str = "a-z0-9") -> str:
    """A pattern of a Latin word (``ends`` may follow it) that stands between none of the characters given.

    Its first letter comes first in the pattern: so a search of many words passes over what begins none of them.
    """
    first = re.escape(word[0])
    return rf"{first}(?<![{within}]{first}){re.escape(word[1:])}{ends}(?![{after}])"


def corrected(text: str) -> str:
    """A message that corrects the one before it, without what it takes back: 不是桃園，是臺南 is 是臺南."""
    return _THIS_NOT.sub(r"是\1", _NOT_THIS.sub("是", text))


@lru_cache(maxsize=RECENT)
def clean(text: str) -> str:
    """The text with widths unified, invisible characters gone, white space single and names apart from years; case
    and script stay.
    """
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:LONGEST]))
    if not shown.isprintable():
        shown = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") else char for char in shown)
    return _SPACE.sub(" ", _NAME_YEAR.sub(" ", shown)).strip()


@lru_cache(maxsize=RECENT)
def simplified(text: str) -> str:
    """The text in the simplified script, lower case: the script that keys are compared in (joins 臺 and 台)."""
    return str(_converter("t2s").convert(text.casefold()))


def to_simplified(text: str) -> str:
    """A reply in simplified characters, Taiwan's words kept (紐西蘭 becomes 纽西兰, never 新西兰)."""
    return str(_converter("tw2s").convert(text))


def is_simplified(text: str) -> bool:
    """Whether the text was typed in simplified characters: it has some that Taiwan's own character set lacks, and
    no fewer of them than of those that only traditional has. (台, 里 or 了 alone say nothing: Taiwan writes them too.)
    """
    return 0 < sum(map(_only_simplified, text)) >= sum(map(_only_traditional, text))


def is_traditional(text: str) -> bool:
    """Whether the text has characters that only traditional has, and isn't written in simplified ones."""
    return any(map(_only_traditional, text)) and not is_simplified(text)


@cache
def _only_simplified(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return _HAN.match(char) is not None and char != _converter("s2t").convert(char)
    return False


@cache
def _only_traditional(char: str) -> bool:
    return _HAN.match(char) is not None and char != _converter("t2s").convert(char)


def has_han(text: str) -> bool:
    """Whether the text has any Chinese character."""
    return _HAN.search(text) is not None


@kept
def _variants() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = dict(load("text.yaml")["variants"])
    return re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True)))), table


@kept
def _hearsay() -> re.Pattern[str]:
    return re.compile("|".join(load("text.yaml")["hearsay"]))


@kept
def _filler() -> re.Pattern[str]:
    data = load("text.yaml")
    han = "|".join(sorted(map(re.escape, data["filler"]), key=len, reverse=True))
    words = sorted(data["filler_english"], key=len, reverse=True)
    return re.compile("|".join([han, *(standing_alone(word, after="a-z0-9'") for word in words)]))


@kept
def _edition() -> object:
    """Another one each time the data files are read anew, so that nothing folded by the old ones is taken for new."""
    return object()


def plain(text: str) -> str:
    """Folded without dropping filler: simplified, lower case, variants joined, hearsay gone, ROC years western."""
    return _plain(text, _edition())


@lru_cache(maxsize=RECENT)
def _plain(text: str, _: object) -> str:
    return _joined(simplified(_GROUPED.sub("", clean(text))))


def plain_all(texts: Sequence[str]) -> list[str]:
    """Many texts, each as :func:`squeeze` of :func:`plain` gives it, folded together at little cost."""
    return [text.strip() for text in squeeze(_BETWEEN.join(plain_each(texts))).split(_BETWEEN)]


def plain_each(texts: Sequence[str]) -> list[str]:
    """Many texts, each as :func:`plain` gives it, folded together at little cost."""
    if not texts:
        return []
    whole = _BETWEEN.join(clean(text) for text in texts)
    return _joined(str(_converter("t2s").convert(_GROUPED.sub("", whole).casefold()))).split(_BETWEEN)


def _joined(shown: str) -> str:
    pattern, table = _variants()
    shown = pattern.sub(lambda found: table[found.group()], _hearsay().sub(" ", shown))
    return _ROC_YEAR.sub(lambda found: str(int(found.group(1)) + ROC_EPOCH), shown)


def squeeze(text: str) -> str:
    """A folded text without punctuation, and without the spaces that Chinese does not need."""
    return _GAP.sub("", _SPACE.sub(" ", _NOT_TEXT.sub(" ", text)).strip())


def fold(text: str) -> str:
    """The key a text is matched by: :func:`plain`, without politeness, filler and punctuation."""
    return _folded(text, _edition())


@lru_cache(maxsize=RECENT)
def _folded(text: str, _: object) -> str:
    shown = plain(text)
    return squeeze(_filler().sub(" ", shown)) or squeeze(shown)
