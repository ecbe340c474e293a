"""What `greendesk doctor` says of Telegram."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta

import aiohttp
from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.channels.adapter import Finding, Report
from bot.messages import Lang

FRESH = timedelta(hours=1)
MANY_WAITING = 100
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
REACH_SECONDS = 10
UNAUTHORIZED, UNREADABLE = 401, 400


async def examine(bot: Bot, webhook: str, secret: str, lang: Lang) -> list[Finding]:
    """Token, way of receiving, webhook address, secret and reachability; `webhook` is empty where the bot is polled."""
    report = Report("telegram", lang)
    try:
        async with bot:
            report.good("account", name=bot.username)
            info = await bot.get_webhook_info()
            if webhook:
                _webhook(info, webhook, report)
                await _reached(webhook, secret, report)
            else:
                _polling(info, report)
            if info.pending_update_count > MANY_WAITING:
                report.bad("waiting", count=info.pending_update_count)
    except InvalidToken:
        report.bad("token")
    except TelegramError as error:
        report.bad("unreachable", error=type(error).__name__)
    return report.findings


def _polling(info: WebhookInfo, report: Report) -> None:
    if info.url:
        report.bad("still_webhook", address=info.url)
    else:
        report.good("polling")


def _webhook(info: WebhookInfo, webhook: str, report: Report) -> None:
    """Where Telegram calls, and how its last calls went."""
    if not webhook.startswith("https://"):
        report.bad("no_https", address=webhook)
    elif info.url != webhook:
        report.bad("elsewhere", address=info.url, expected=webhook)
    elif info.last_error_date and datetime.now(UTC) - info.last_error_date < FRESH:
        report.bad("fails", address=webhook, reason=info.last_error_message or "")
    else:
        report.good("webhook", address=webhook)


async def _reached(webhook: str, secret: str, report: Report) -> None:
    """Call the webhook as Telegram would, with an empty update: with the secret it is read, without it is not."""
    wrong = hmac.digest(secret.encode(), b"another", "sha256").hex()
    timeout = aiohttp.ClientTimeout(total=REACH_SECONDS)
    found = []
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            for given in (secret, wrong):
                async with session.post(webhook, json={}, headers={SECRET_HEADER: given}) as answer:
                    found.append(answer.status)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        report.bad("unreached", address=webhook, error=type(error).__name__)
        return
    if found == [UNREADABLE, UNAUTHORIZED]:
        report.good("secret")
    else:
        report.bad("strange", address=webhook, status=" ".join(map(str, found)))
