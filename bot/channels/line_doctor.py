"""`greendesk doctor` for LINE: the token, the account, the webhook, the rich menu and the month's pushes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import aiohttp

from bot.channels.adapter import Finding, Report
from bot.channels.line_client import Access, LineClient, LineError
from bot.messages import Lang

SCARCE = 0.8
"""The share of the month's pushes from which the doctor warns."""
TOKEN_WRONG = (401, 403)
NONE_SET = 404
_SECRET = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Expected:
    """How this desk is set up: its channel secret, and the webhook's address from outside (empty: none)."""

    secret: str
    webhook: str


async def examine(access: Access, expected: Expected, pushed: int, lang: Lang) -> list[Finding]:
    """What is in order and what isn't, each with its cure; stops where nothing further can be asked.

    `pushed` is how many pushes the desk counted this month.
    """
    report = Report("line", lang)
    if not _SECRET.fullmatch(expected.secret):
        report.bad("secret")
    try:
        async with LineClient(access) as client:
            info = await client.bot_info()
            report.good("account", name=info["displayName"], id=info["basicId"])
            await _webhook(client, expected, report)
            await _menu(client, report)
            await _quota(client, pushed, report)
    except LineError as error:
        report.bad("token" if error.status in TOKEN_WRONG else "answer", status=error.status)
    except (OSError, TimeoutError, aiohttp.ClientError) as error:
        report.bad("unreachable", address=access.api, error=type(error).__name__)
    return report.findings


async def _webhook(client: LineClient, expected: Expected, report: Report) -> None:
    if not expected.webhook:
        report.bad("no_public_address")
        return
    try:
        address, active = await client.webhook()
    except LineError as error:
        if error.status != NONE_SET:
            raise
        address, active = "", False
    if address != expected.webhook:
        report.bad("webhook_elsewhere", address=address, expected=expected.webhook)
        return
    if not active:
        report.bad("webhook_off")
        return
    success, reason = await client.test_webhook()
    if success:
        report.good("webhook", address=address)
    else:
        report.bad("webhook_fails", address=address, reason=reason)


async def _menu(client: LineClient, report: Report) -> None:
    report.good("menu") if await client.shown_menu() else report.bad("menu_missing")


async def _quota(client: LineClient, pushed: int, report: Report) -> None:
    limit, used = await client.quota()
    values = {"used": used, "limit": limit, "pushed": pushed}
    if limit is None:
        report.good("quota_unlimited", used=used, pushed=pushed)
    elif used >= limit * SCARCE:
        report.bad("quota_scarce", **values)
    else:
        report.good("quota", **values)
