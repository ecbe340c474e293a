"""Which programme fits: one short screening across all of them, by shared facts asked once.

`screening()` is the shipped table. `fits(answers)` judges every programme, `next(answers, passed)` names the fact worth
asking now: the one that can still change the most verdicts. Answers are options of facts, as
`{"who": ("shop",), "made_in": ("abroad",)}`; what isn't among them is unknown and decides nothing.
"""

from rules.screening.reading import screening
from rules.screening.table import Answers, Fit, Judged, Option, Question, Reason, Screening, Situation, Verdict

__all__ = [
    "Answers",
    "Fit",
    "Judged",
    "Option",
    "Question",
    "Reason",
    "Screening",
    "Situation",
    "Verdict",
    "screening",
]
