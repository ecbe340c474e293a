"""What Telegram's errors mean for a delivery."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.adapter import Failure
from bot.channels.telegram_http import NotTaken, Unknown

TOKEN_TROUBLE_SECONDS = 60.0
NOBODY = ("chat not found", "user is deactivated", "peer_id_invalid", "group chat was deactivated")


def seconds_of(error: TelegramError) -> float | None:
    """How long Telegram wants to be left alone, where it says so."""
    if not isinstance(error, RetryAfter):
        return None
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def classify(error: Exception) -> Failure:
    """What a failed call means: again, uncertain, nobody there, or never."""
    kind = type(error).__name__
    match error:
        case RetryAfter():
            return Failure("retry", kind, seconds_of(error))
        case Forbidden() | ChatMigrated():
            return Failure("closed", kind)
        case BadRequest() if any(sign in error.message.casefold() for sign in NOBODY):
            return Failure("closed", kind)
        case BadRequest():
            return Failure("refused", kind)
        case InvalidToken():
            return Failure("retry", kind, TOKEN_TROUBLE_SECONDS)
        case NotTaken():
            return Failure("retry", kind)
        case Unknown():
            return Failure("uncertain", str(error))
        case NetworkError():  # an answer of 5xx: Telegram itself says that it has not taken the call
            return Failure("retry", kind)
        case TelegramError():  # an answer that isn't one: the call may have been taken
            return Failure("uncertain", kind)
    return Failure("refused", kind)
