"""The parts of the package stay in their layers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts of a copy of the project."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    env = {**os.environ, "PYTHONPATH": str(folder / "src")}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(repo: Path, tmp_path: Path) -> Path:
    """Return a copy of the package with its contracts, to be broken."""
    shutil.copy(repo / "pyproject.toml", tmp_path)
    shutil.copytree(repo / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_contracts_hold(copy: Path) -> None:
    """All import contracts hold."""
    run = lint(copy)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("errors.py", "import policylab.mcda", "each part imports only parts in lower layers"),
        ("novel.py", "", "each part imports only parts in lower layers"),
        ("mcda/extra.py", "import pydantic", "methods know no records, files or choices"),
        ("analysis/extra.py", "import policylab.catalog", "analysis reads no disk"),
        ("viewmodels/extra.py", "import panel", "only server knows Panel"),
        ("schema/extra.py", "import param", "only viewmodels knows param"),
        ("catalog/extra.py", "import rich", "only the command line knows rich"),
    ],
)
def test_contracts_reject(copy: Path, file: str, line: str, contract: str) -> None:
    """A forbidden import, or a part without a place, breaks the contract that names it."""
    path = copy / "src" / "policylab" / file
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    run = lint(copy)
    assert run.returncode == 1, run.stdout
    assert f"{contract} BROKEN" in run.stdout
