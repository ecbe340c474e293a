"""A question with everything recognised in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Final

from knowledge.asides import without_asides
from knowledge.data import kept, load
from knowledge.dates import percents_in, years_in, years_meant
from knowledge.fractions import in_whole
from knowledge.labels import LabelMatch, Labels
from knowledge.lexicon import Lexicon, Reading
from knowledge.model import Lang, Script, Topic
from knowledge.money import Span, spans
from knowledge.numerals import in_figures
from knowledge.programmes import STRONG, Programmes
from knowledge.text import clean, has_han, is_simplified, simplified

_LATIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_COMMA: Final = r",(?!\d{3}(?!\d))"
"""A comma that groups no digits: 120,000 is one number."""
ENDS: Final = r"(?:[?？!！。;；\n]|(?:(?<=\s)|^)[1-9][.、)）](?=[^\d\s]))+"
"""Where a sentence ends, or the next of several numbered ones begins."""
OF_IT: Final = r"(?!(?<=[%趴成半]) +[是要])"
"""Not before a space after a percentage that is asked what it comes to."""
_SENTENCES: Final = re.compile(ENDS)
_PAUSES: Final = re.compile(
    rf"(?:[?？!！。;；\n，、]|{_COMMA})+"
    rf"|(?<![A-Za-z]){OF_IT}(?!(?<=\d) +[元塊块圓萬万億亿千家件間场場則分%]) +(?![A-Za-z\d])"
)
"""Where a clause ends; the space before a unit (180,000 元) parts nothing, nor that after a percentage (80% 是多少)."""
_SHORT: Final = r"(?<!\b[MmDd][rs])(?<!\b[Nn]o)(?<!\b[Vv]s)(?<!\b[ei])(?<!\.[ge])"
"""Before the full stop of a short form, which ends no sentence: Mr. Tsai, no. 3, e.g."""
_JOINTS: Final = re.compile(rf"(?:[?!;\n]|{_SHORT}\.(?!\w)|{_COMMA})+|\b(?:and|also|plus)\b")
_PERCENT: Final = re.compile(r"\d+(?:\.\d+)?\s?(?:%|趴|percent|per cent)")
_BORDER: Final = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[A-Za-z])")
"""Where a space before a Latin word may end one question and begin another."""
SHORTEST_PART: Final = 2
SENTENCE: Final = 6
"""So many Latin words are a sentence, whichever they are; a label's own name has fewer."""


def language(text: str) -> Lang:
    """The language a text is answered in: English when it has words and no Chinese character."""
    return "en" if not has_han(text) and _LATIN_WORD.search(text) else "zh"


def says_english(text: str) -> bool:
    """Whether a text without Chinese is a piece of an English sentence, by a word of one or by its length: more than
    a bare name.
    """
    words = _LATIN_WORD.findall(text.casefold())
    return not has_han(text) and (len(words) >= SENTENCE or any(word in _english() for word in words))


@kept
def _english() -> frozenset[str]:
    return frozenset(load("text.yaml")["english"])


def _parted(text: str, interrogatives: tuple[str, ...]) -> list[str]:
    """A piece parted before a Latin word, where something is asked on both sides."""
    for border in _BORDER.finditer(text):
        sides = text[: border.start()], text[border.end() :]
        if all(any(word in simplified(side) for word in interrogatives) for side in sides):
            return [sides[0], *_parted(sides[1], interrogatives)]
    return [text]


def _opened(part: str) -> str:
    """A part without the words that join it to the one before: 順便問電話 asks for the phone."""
    return _joining().sub("", part, count=1).strip() or part


@kept
def _joining() -> re.Pattern[str]:
    words = sorted(load("text.yaml")["joining"], key=len, reverse=True)
    return re.compile(rf"^(?:(?:{'|'.join(map(re.escape, words))})[ ，,]*)+", re.IGNORECASE)


def _tells(programmes: Programmes, labels: Labels, clause: str) -> bool:
    """Whether a clause names a programme or a label, so that it is no mere aside."""
    named = max(programmes.named(clause, {}).values(), default=0.0)
    return named >= STRONG or bool(labels.find(clause))


def _years(text: str, money: Iterable[Span]) -> list[int]:
    """The western years that a text names beside its amounts."""
    shown = list(simplified(text))
    for span in money:
        if not span.bare:
            shown[span.start : span.end] = " " * (span.end - span.start)
    return years_in(_bounds().sub(" ", _PERCENT.sub(" ", "".join(shown))))


@kept
def _bounds() -> re.Pattern[str]:
    """A number without a unit that something is above or below: 會員目標超過 2000 names no year."""
    return re.compile(load("text.yaml")["bounds"], re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """What was asked, in which language, after which topic, with its entities read once."""

    text: str
    lang: Lang
    topic: Topic | None
    today: date
    reading: Reading
    named: Mapping[str, float]
    labels: tuple[LabelMatch, ...]
    money: list[Span]
    """The amounts in it, places counted in the simplified text."""
    years: list[int]
    """The western years it names."""

    @classmethod
    def of(cls, text: str, today: date, lexicon: Lexicon, programmes: Programmes, labels: Labels) -> Question:
        """The question a text asks by itself, in the language it is written in."""
        shown = without_asides(in_whole(in_figures(clean(text))), partial(_tells, programmes, labels))
        reading = lexicon.read(shown)
        named = programmes.named(shown, reading.concepts)
        found = labels.find(shown)
        spoken = language(shown) if not found or says_english(shown) else "zh"
        money = spans(shown)
        return cls(shown, spoken, None, today, reading, named, found, money, _years(shown, money))

    @cached_property
    def meant(self) -> list[int]:
        """The western years it names by their distance from today's: 今年, 去年."""
        return years_meant(self.text, self.today)

    @cached_property
    def percents(self) -> list[Decimal]:
        """The percentages it names."""
        return percents_in(self.text)

    @property
    def script(self) -> Script:
        """The script the person writes."""
        return "hans" if is_simplified(self.text) else "hant"

    def sentences(self) -> list[str]:
        """The sentences of a message, where there are several."""
        return self._pieces(_SENTENCES)

    def parts(self, interrogatives: Iterable[str] = ()) -> list[str]:
        """The sentences of a message, else its clauses: what may be questions of their own, without what joins them.

        Before a Latin word a space parts only where both sides hold one of the ``interrogatives``.
        """
        if self.sentences():
            return [_opened(sentence) for sentence in self.sentences()]
        found = self._pieces(_PAUSES if has_han(self.text) else _JOINTS) or [self.text]
        words = tuple(interrogatives)
        parts = [_opened(part) for piece in found for part in _parted(piece, words)]
        parts = [part for part in parts if len(part) >= SHORTEST_PART]
        return parts if len(parts) > 1 else []

    def _pieces(self, pattern: re.Pattern[str]) -> list[str]:
        pieces = [piece.strip() for piece in pattern.split(self.text)]
        pieces = [piece for piece in pieces if len(piece) >= SHORTEST_PART]
        return pieces if len(pieces) > 1 else []
