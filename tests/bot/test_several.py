"""Several options by buttons: each press adds one in order, numbers and words work as well, old buttons do no harm."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.reading import Read, Reader, Unclear
from rules.programme import programme
from tests.desk import Person, open_desk
from tests.shipped import shipped

COUNSELLING = programme("counselling")
READER = Reader(COUNSELLING, COUNSELLING.latest(), shipped().labels, date(2015, 6, 1))
NEEDED = {"firm_name": "甲公司", "ubn": "04595257", "contact_name": "李小美", "contact_phone": "0912345678"}


@pytest.fixture
def asked_for_services(tmp_path: Path) -> Person:
    """A person whose draft asks which services are wanted."""
    person = Person(open_desk(tmp_path, date(2015, 6, 1))[0])
    person.presses_value("trial:counselling")
    for answer in ("產業公協會", "由我們籌組", "7", "都不想"):
        person.says(answer)
    person.presses_value("prepare")
    person.presses_value("consent:yes")
    while (fact := asked(person)) != "services":
        person.says(NEEDED.get(fact, "跳過"))
    return person


def asked(person: Person) -> str:
    return next(choice.value for choice in person.last[-1].choices if choice.value.startswith("why:")).split(":")[2]


def test_presses_add_in_order_and_all_four_end_it(asked_for_services: Person) -> None:
    person = asked_for_services
    for label in ("產品綠色設計與創新服務", "綠色創新體系", "綠色技術加值推廣"):
        person.presses(label)
    assert "1 產品綠色設計與創新服務、2 綠色創新體系、3 綠色技術加值推廣" in person.last[-1].text
    person.presses("合作開發與推廣")  # the fourth of four: nothing is left to add
    assert asked(person) == "services_need"


def test_numbers_name_the_options_on_offer(asked_for_services: Person) -> None:
    person = asked_for_services
    assert "1 綠色創新體系" in person.says("3")
    assert "1 綠色創新體系、2 綠色技術加值推廣" in person.says("1")  # the first of the three left
    person.says("就這些")
    assert asked(person) == "services_need"
    assert "1 綠色創新體系、2 綠色技術加值推廣" in person.says("看我的答案")


def test_an_old_button_says_so_and_changes_nothing(asked_for_services: Person) -> None:
    person = asked_for_services
    old = person.button("綠色創新體系").value
    person.says("2 1")
    assert "舊按鈕" in person.presses_value(old)
    assert "1 合作開發與推廣、2 綠色技術加值推廣" in person.says("看我的答案")


@pytest.mark.parametrize("value", ["technology+weather", "weather", "technology,system"])
def test_a_button_with_no_such_option_is_gone(asked_for_services: Person, value: str) -> None:
    stamp = asked_for_services.button("綠色創新體系").value.split(":")[1]
    assert "失效" in asked_for_services.presses_value(f"pick:{stamp}:services:{value}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 1", ("system", "technology")),
        ("３、１", ("system", "technology")),
        ("4>2>1", ("design", "cooperation", "technology")),
        ("綠色創新體系、綠色技術加值推廣", ("system", "technology")),
        ("1 1 2", ("technology", "cooperation")),
    ],
)
def test_an_order_of_priority_is_read_as_typed(text: str, expected: tuple[str, ...]) -> None:
    assert READER.read(COUNSELLING.form["services"], text) == Read(expected)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500 萬", 5_000_000),
        ("500萬元", 5_000_000),
        ("5,000,000 元", 5_000_000),
        ("NT$ 5,000,000", 5_000_000),
        ("8.75 萬", 87_500),
        ("2,593 億", 259_300_000_000),
        ("0", 0),
    ],
)
def test_an_amount_with_its_unit_is_clear(text: str, value: int) -> None:
    assert READER.read(COUNSELLING.form["capital"], text) == Read(value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("500", (5_000_000, 500)),
        ("5,000", (50_000_000, 5_000)),
        ("5000000", (50_000_000_000, 5_000_000)),
        ("五百", (5_000_000, 500)),
    ],
)
def test_an_amount_without_its_unit_is_asked_back(text: str, meant: tuple[int, ...]) -> None:
    reading = READER.read(COUNSELLING.form["capital"], text)
    assert isinstance(reading, Unclear)
    assert (reading.key, reading.candidates) == ("which_unit", meant)
