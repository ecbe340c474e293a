"""spec.md keeps up with the data: every clause cited, every step and every difference is in it."""

from __future__ import annotations

import re
from pathlib import Path

import rules.procurement
from tests.rules.test_procurement_differences import FROM_THE_PRINTED_TARGET

FOLDER = Path(rules.procurement.__file__).parent
SPEC = (FOLDER / "spec.md").read_text("utf-8")
CODE = "\n".join(path.read_text("utf-8") for path in FOLDER.glob("*.py"))
DATA = [FOLDER / "editions" / "2024.yaml", *(FOLDER / "editions" / "2024").glob("*.yaml")]


def test_every_clause_cited_has_a_line() -> None:
    cited = {found for path in DATA for found in re.findall(r"clause: \"?([^,}\s\"#]+)", path.read_text("utf-8"))}
    single = {one for found in cited for one in found.split("、")}
    assert len(single) > 40
    lines = [line.split("|")[1].strip() for line in SPEC.splitlines() if line.startswith("| ")]
    missing = [clause for clause in single if not any(line and clause.startswith(line) for line in lines)]
    assert set(missing) == {"發布"}  # the dates under the title


def test_every_step_has_a_line() -> None:
    keys = set(re.findall(r"Step\(\s*\"(\w+)\"", CODE)) | set(
        re.findall(r"key = \"(\w+)\" if .* else \"(\w+)\"", CODE)[0]
    )
    conditional = re.findall(r"Step\(\s*\"(\w+)\" if [^,]+? else \"(\w+)\"", CODE)
    keys |= {key for pair in conditional for key in pair}
    assert len(keys) > 30
    assert not [key for key in keys if f"`{key}`" not in SPEC]


def test_every_difference_of_table_5_has_a_line() -> None:
    for name, cells in FROM_THE_PRINTED_TARGET.items():
        (sign,) = {f"{difference:+d}" for difference in cells.values()}
        assert f"| {name} | {', '.join(f'{step:.1f}' for step in cells)} | {sign} |" in SPEC
