"""The benchmarks ask what they say they ask."""

from __future__ import annotations

from pathlib import Path
from random import Random

from benchmarks.channels import Said, conversation
from tests.desk import Person, open_desk


def test_a_conversation_of_the_benchmark_is_understood_to_its_end(tmp_path: Path) -> None:
    assistant, _ = open_desk(tmp_path)
    lost = assistant.desk().words.say("talk.lost", "zh")
    for seed in range(20):
        person, asked = Person(assistant, address=str(seed)), Said("申請費 8 萬可以補助多少")
        for said in conversation(asked, asked, Random(seed)):
            heard = person.presses_value(said.text) if said.pressed else person.says(said.text)
            assert lost not in heard
            if said.text.startswith("set:1:other_subsidy"):  # the last question: the result is told
                assert "試算可分攤 NT$" in heard
        # 80,000 is in the middle tier: 30% = 24,000
        assert "24,000" in heard
