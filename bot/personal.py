"""Taking personal data out of what is kept to improve the desk."""

from __future__ import annotations

import re

_PATTERNS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "〔e-mail〕"),
    (re.compile(r"(?<![A-Za-z])[A-Za-z][12]\d{8}(?!\d)"), "〔id〕"),
    (re.compile(r"(?<!\d)(?:\+?886[-\s]?|0)\d{1,3}[-\s]?\d{3,4}[-\s]?\d{3,4}(?!\d)"), "〔phone〕"),
    (re.compile(r"(?<![\d,.$])\d{8}(?![\d,.]|\s*(?:元|塊|dollars))"), "〔number〕"),
)


def without_personal_data(text: str) -> str:
    """The text with e-mail addresses, phone numbers, identity numbers and Unified Business Numbers blanked out."""
    for pattern, blank in _PATTERNS:
        text = pattern.sub(blank, text)
    return text
