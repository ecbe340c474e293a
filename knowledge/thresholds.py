"""From which scores on an entry is the answer, a choice, or one of several answers."""

from __future__ import annotations

from typing import Final

ANSWER: Final = 0.56
"""From this score on an entry is the answer. Chosen on phrasings left out in turn; see benchmarks/answers.py."""
LEANING: Final = 0.44
"""The same, where the conversation's topic supports the entry."""
CLARIFY: Final = 0.40
"""From this score on the best entries are offered as choices; below, the question is declined."""
MARGIN: Final = 0.03
"""Of two entries closer than this, none is the answer: both are given when the words call for each, else offered."""
ACCUSING: Final = 0.66
"""What a refusal needs that no concept calls for: likeness alone must not accuse anyone."""
SURE: Final = 0.8
"""What an entry needs where neither the words nor the topic name its programme."""
APART: Final = 0.62
AHEAD: Final = 0.15
"""An entry that fits so well, and so much better than the next, is the answer though nothing names its programme."""
PART: Final = 0.58
"""What each part of a message must reach for several answers at once."""
PARTICULAR: Final = 2.0
"""Concepts of this weight ask for something of their own: one that the answer says nothing of is another question."""
CHOICES: Final = 3
FIGURES: Final = 6
"""So many figures looked up or worked out are told at once."""
COVERING: Final = 0.2
"""How much an entry gains by speaking of all that was said, and loses by speaking of none of it."""
COVERED: Final = 0.6
"""The share of what was said at which it neither gains nor loses."""
ASKING: Final = 0.8
"""A concept of more than this weight times its rarity asks for something; where none does, what was not understood
must be spoken of too."""
COMMON: Final = 0.5
"""A subject of less rarity than this has so many entries that its name alone asks for nothing."""
