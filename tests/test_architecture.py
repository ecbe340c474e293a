"""The arrows between the packages, and that an installed Greendesk is ours."""

from __future__ import annotations

import ast
import importlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "rules": set(),
    "storage": set(),
    "knowledge": {"rules"},
    "bot": {"rules", "knowledge", "storage"},
}
"""bot -> knowledge -> rules, bot -> rules, bot -> storage; no other."""

PURE = ("bot/conversation.py", "bot/talk.py", "bot/state.py", "bot/effects.py", "bot/reading.py", "bot/skills")
NOT_IN_THE_CORE = {"storage", "sqlmodel", "sqlalchemy", "fastapi", "httpx", "socket", "random", "secrets", "time"}
"""The core does no I/O: no database, no network, no clock of its own, no chance."""


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the arrows"
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_it_may(package: str) -> None:
    others = set(MAY_IMPORT) - {package}
    for path in (ROOT / package).rglob("*.py"):
        wrong = (imported(path) & others) - MAY_IMPORT[package]
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


def test_the_core_does_no_io() -> None:
    files = [path for part in PURE for path in ([ROOT / part] if part.endswith(".py") else (ROOT / part).glob("*.py"))]
    assert len(files) > len(PURE)
    for path in files:
        wrong = imported(path) & NOT_IN_THE_CORE
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_the_package_is_ours(package: str) -> None:
    module = importlib.import_module(package)
    assert module.__file__ is not None
    assert Path(module.__file__).parent == ROOT / package


def test_every_package_is_listed_for_the_wheel() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"])
    there = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for package in MAY_IMPORT
        for path in (ROOT / package).rglob("__init__.py")
    }
    assert listed == there


def test_locks_have_hashes_and_name_no_host() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        pins = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
        assert pins
        assert text.count("--hash=") >= len(pins)
        assert "://" not in text
        assert "index-url" not in text.replace("--no-emit-index-url", "")
