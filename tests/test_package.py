"""A built wheel, installed into a clean environment, answers a question."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.test_architecture import ROOT


def run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GREENDESK"))}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wheel_answers_in_a_clean_environment(tmp_path: Path) -> None:
    source = tmp_path / "source"
    skipped = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__", "data", "tests")
    shutil.copytree(ROOT, source, ignore=skipped)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, source, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    clean = tmp_path / "clean"
    venv.create(clean)
    # The libraries come from this environment by a path file, so that no registry is needed; Greendesk from the wheel.
    (site,) = clean.glob("lib/python*/site-packages")
    libraries = Path(shutil.__file__).parent if sys.prefix == sys.base_prefix else _site_packages()
    (site / "libraries.pth").write_text(f"{libraries}\n", "utf-8")
    ours = (sys.executable, "-m", "pip", "--python", clean / "bin/python")
    run(*ours, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    where = run(clean / "bin/python", "-c", "import bot; print(bot.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(site)
    # 80,000 is in the middle tier: 30% = 24,000, under the cap of 30,000
    assert "24,000" in run(clean / "bin/greendesk", "ask", "申請費 8 萬可以補助多少", cwd=tmp_path)
    assert "order" in run(clean / "bin/greendesk", "check", cwd=tmp_path)


def _site_packages() -> Path:
    (found,) = Path(sys.prefix).glob("lib/python*/site-packages")
    return found
