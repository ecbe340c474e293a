"""Work on a purchase list, killed again and again: done in the end, and said once."""

from __future__ import annotations

import random
import time
from pathlib import Path

from bot.messages import Inbound
from storage.records import Json
from tests.desk import Person, open_desk
from tests.killable import Killable

KILLS = 3
ROWS = 3_000


def said(store_of: Person) -> list[str]:
    exchanges = store_of.assistant.exchanges(store_of.channel, store_of.address)
    return [reply.text for _, exchange in exchanges for reply in exchange.replies]


def offered(firm: Person) -> dict[str, str]:
    """The buttons of the newest bubbles: value by label."""
    replies = firm.assistant.exchanges(firm.channel, firm.address)[-1][1].replies
    return {choice.label: choice.value for reply in replies for choice in reply.choices}


def test_killed_at_random_moments_a_list_is_worked_out_once(tmp_path: Path) -> None:
    assistant, store = open_desk(tmp_path)
    firm = Person(assistant)
    rows = "".join(f"113/01/05,大同,環保標章影印紙,{number}\n" for number in range(1, ROWS + 1))
    file = assistant.upload("web", firm.address, "採購.csv", f"日期,廠商,品名,金額\n{rows}".encode())
    firm._sends(Inbound("file", "採購.csv", file=file))
    firm.presses("同意，開始算")
    steps = ["對", "含稅", "發票日", "完成"]
    chance = random.Random(7)
    kills = KILLS
    worker = Killable("tests.bot.purchases_killable", str(tmp_path), log=tmp_path / "log")
    worker.start()
    try:
        until = time.monotonic() + 240
        while not any("尚未申報" in text for text in said(firm)):
            assert time.monotonic() < until, said(firm)[-1]
            if kills:
                time.sleep(chance.uniform(0.0, 0.4))
                worker.kill()
                worker.start()
                kills -= 1
            while assistant.work():
                pass
            if steps and (value := offered(firm).get(steps[0])):
                steps.pop(0)
                firm.presses_value(value)
            time.sleep(0.02)
    finally:
        worker.end()
    told = said(firm)
    # 1 + 2 + ... + 3,000 = 3,000 x 3,001 / 2 = 4,501,500, each line whole (表2一(三)認列範圍1)
    assert sum("NT$ 4,501,500 元" in text for text in told) == 2  # once worked out, once with the workbook
    assert sum("讀到 3,000 列" in text for text in told) == 1
    exported: Json = assistant.documents.export("web", firm.address)
    assert len(exported["purchase_files"]) == 1
    assert not store.set_aside()
    store.close()
