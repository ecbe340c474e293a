"""Telephone numbers and e-mail addresses, checked without asking anybody; the libraries load on first use."""

from __future__ import annotations

import re

_EXTENSION = re.compile(r"\s*(?:分機|轉|ext(?:ension)?\.?|#)\s*[:：]?\s*", re.IGNORECASE)


def phone(text: str) -> str:
    """Return a number as dialled in Taiwan (02-2345-6789 #12), or with its country code if abroad.

    Raises ValueError("bad_phone") for text that is no possible number.
    """
    import phonenumbers as library

    try:
        number = library.parse(_EXTENSION.sub("#", text), "TW")
    except library.NumberParseException:
        raise ValueError("bad_phone") from None
    if not library.is_possible_number(number):
        raise ValueError("bad_phone")
    if not library.is_valid_number(number):
        return text  # possible, but not a pattern the library knows how to write
    extension, number.extension = number.extension, None
    at_home = number.country_code == library.country_code_for_region("TW")
    style = library.PhoneNumberFormat.NATIONAL if at_home else library.PhoneNumberFormat.INTERNATIONAL
    shown = library.format_number(number, style).replace(" ", "-" if at_home else " ")
    return f"{shown} #{extension}" if extension else shown


def email(text: str) -> str:
    """Return an e-mail address in its normal form; raises ValueError("bad_email") for text that is none."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueError("bad_email") from None
