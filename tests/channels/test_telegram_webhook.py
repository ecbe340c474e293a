"""Telegram's webhook: what comes with the secret is taken, what doesn't or can't be read is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels import telegram_updates as updates
from tests.channels.telegram_desk import TelegramDesk, serving
from tests.channels.telegram_standin import TelegramStandIn
from tests.kept import transcript

ANNA = 11


@pytest.fixture
def telegram() -> Iterator[TelegramStandIn]:
    with TelegramStandIn() as standin:
        yield standin


@pytest.fixture
def desk(tmp_path: Path, telegram: TelegramStandIn) -> Iterator[TelegramDesk]:
    with serving(tmp_path, telegram, webhook=True) as running:
        yield running


def test_it_is_registered_with_a_secret_and_answered(desk: TelegramDesk) -> None:
    assert desk.telegram.webhook["url"] == "https://desk.example/telegram/webhook"
    once = updates.text(ANNA, "選單")
    assert [desk.calls(once) for _ in range(3)] == [200] * 3
    desk.hears(ANNA)
    desk.until(desk.quiet)
    assert len(desk.telegram.texts(ANNA)) == 1


@pytest.mark.parametrize("secret", ["wrong", b"\xff\xfe\xe9", "密語".encode(), b"0" * 64])
def test_a_wrong_secret_is_refused_and_nothing_stored(desk: TelegramDesk, secret: str | bytes) -> None:
    assert desk.calls(updates.text(ANNA, "選單"), secret) == 401
    assert transcript(desk.store, "telegram", str(ANNA)) == []
    assert desk.store.health().waiting == 0


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"{}", b'{"update_id":"1"}', b"[" * 99_999, b"\xff", b" " * (2**20 + 1)]
)
def test_what_is_no_update_is_refused(desk: TelegramDesk, body: bytes) -> None:
    assert desk.calls(body) == 400


@pytest.mark.parametrize("content", [{"message": {"chat": 7}}, {"message": None}, {"poll": {}}, {"message": []}])
def test_what_cannot_be_read_is_passed_over(desk: TelegramDesk, content: dict[str, object]) -> None:
    assert desk.calls({"update_id": 1, **content}) == 200
    assert desk.calls(updates.text(ANNA, "選單")) == 200
    desk.hears(ANNA)
