"""Two editions compared: every change is named in words, with its clause; no change is no sentence."""

from __future__ import annotations

from pathlib import Path

from bot.comparing import compare
from knowledge.labels import Labels
from rules.parameters import Edition
from rules.procurement import PARAMETERS
from rules.programme import load_programme
from tests.bot.test_cli import greendesk
from tests.rules.cases import CERTIFICATION, EDITION_2018
from tests.rules.test_editions import FOLDER, MADE_UP_2019

LABELS = Labels.shipped()


def made_up(folder: Path, old: str = "", new: str = "") -> Edition:
    (folder / "2019.yaml").write_text(MADE_UP_2019.replace(old, new) if old else MADE_UP_2019, "utf-8")
    return load_programme(FOLDER, folder).latest()


def test_an_edition_does_not_differ_from_itself() -> None:
    for lang in ("zh", "en"):
        assert compare(CERTIFICATION, EDITION_2018, EDITION_2018, LABELS, lang) == []


def test_every_value_that_changed_is_named_with_its_clause(tmp_path: Path) -> None:
    """The made-up year beside the printed one: 20 places become 35, the window moves, a label comes, most go."""
    said = compare(CERTIFICATION, EDITION_2018, made_up(tmp_path), LABELS, "zh")
    assert "名額（第六點）：20 → 35" in said
    assert "受理開始（第七點（一））：107/02/01（2018-02-01） → 108/03/15（2019-03-15）" in said
    assert "請款期限（日）（第七點（二）2）：30 → 14" in said
    assert any(line.startswith("文件：107 年") for line in said)
    assert any(line.startswith("涵蓋期間：") for line in said)
    assert any("列明的標章（第四點（三））：刪除" in line and "美國電子產品環境影響評估工具" in line for line in said)
    assert any("列明的標章（第四點（三））：新增" in line and "PEFC" in line for line in said)
    # up to and including 40,000 is below 40,001
    assert any("級距（第五點）：新增" in line and "低於 40,001 元" in line and "50%" in line for line in said)
    assert not any("輔導後取得證書的年數" in line for line in said)  # five years in both


def test_a_clause_that_moved_is_named(tmp_path: Path) -> None:
    edition = made_up(tmp_path, "quota: {value: 35, clause: 六}", "quota: {value: 20, clause: 八(一)}")
    said = compare(CERTIFICATION, EDITION_2018, edition, LABELS, "en")
    assert "Places: now under clause 8(1), before under clause 6" in said
    assert not [line for line in said if line.startswith("Places (")]


def test_tables_beside_an_edition_are_compared_cell_by_cell(tmp_path: Path) -> None:
    """The plan's tables: one target raised by one firm is one sentence that names its file and place."""
    awards = load_programme(FOLDER.parent / "awards")  # it reads procurement's editions
    printed = awards.latest()
    copy = tmp_path / "2025.yaml"
    copy.write_text(printed.path.read_text("utf-8"), "utf-8")
    folder = copy.with_suffix("")
    folder.mkdir()
    for table in printed.path.with_suffix("").glob("*.yaml"):
        (folder / table.name).write_text(table.read_text("utf-8"), "utf-8")
    assert compare(awards, printed, Edition(copy, "procurement", PARAMETERS), LABELS, "zh") == []
    targets = folder / "targets.yaml"
    targets.write_text(targets.read_text("utf-8").replace("706,247,214 228 ", "706,247,214 229 "), "utf-8")
    said = compare(awards, printed, Edition(copy, "procurement", PARAMETERS), LABELS, "zh")
    (sentence,) = said
    assert sentence.startswith("targets.yaml: tables.targets.rows.taichung：706,247,214 228 ")
    assert "706,247,214 229 " in sentence


def test_the_command_takes_ids_and_files(tmp_path: Path) -> None:
    made_up(tmp_path)
    code, out, err = greendesk("diff", "certification", "2018", tmp_path / "2019.yaml")
    assert code == 0, err
    assert "名額（第六點）：20 → 35" in out
    assert greendesk("diff", "certification", "2018", "2018")[1].strip() == "兩個年度版本沒有不同。"
    code, _, err = greendesk("diff", "certification", "2018", "2031")
    assert code == 2
    assert "there is no edition '2031'; there is: 2018" in err
