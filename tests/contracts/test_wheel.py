"""What is installed from a wheel works without a clone."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from policylab import __version__
from tests.contracts._servers import free_port, serving


@pytest.fixture(scope="module")
def installed(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, unpack it, and return the folder that stands for site-packages."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(repo)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def environment(installed: Path) -> dict[str, str]:
    """Return an environment in which the unpacked wheel is found before the clone."""
    return {**os.environ, "PYTHONPATH": str(installed)}


def test_holds_what_it_should(installed: Path, repo: Path) -> None:
    """The wheel carries package, types marker, studies and pages, and neither tests nor caches."""
    names = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    for part in ("src/policylab", "scenarios", "dashboards"):
        inside = "policylab" if part == "src/policylab" else f"policylab/_shipped/{part}"
        kept = subprocess.run(["git", "ls-files", part], cwd=repo, capture_output=True, text=True, check=True)
        missing = [name for name in kept.stdout.split() if name.replace(part, inside, 1) not in names]
        assert missing == []
    assert "policylab/py.typed" in names
    assert not [name for name in names if "tests/" in name or "__pycache__" in name]


def test_commands_run(installed: Path, tmp_path: Path) -> None:
    """Outside the clone the shipped study loads from the wheel and is sound."""
    where = "import policylab; print(policylab.__file__)"
    for words in (["-c", where], ["-m", "policylab", "--version"], ["-m", "policylab", "check"]):
        run = subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env=environment(installed),
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        assert str(installed) in run.stdout or __version__ in run.stdout or "no problems" in run.stdout


def test_a_new_study_is_made_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Outside the clone `new` finds what it makes a study of, and the study is sound."""
    for words in (["new", "mine"], ["check", "mine"]):
        command = [sys.executable, "-m", "policylab", *words]
        run = subprocess.run(
            command, cwd=tmp_path, env=environment(installed), capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr
    assert "no problems" in run.stdout


def test_dashboard_starts(installed: Path, tmp_path: Path) -> None:
    """Outside the clone the dashboard starts from the wheel."""
    port = free_port()
    command = [sys.executable, "-m", "policylab", "serve", "--port", str(port)]
    with serving(command, port, tmp_path, environment(installed)) as address:
        assert address.endswith(f":{port}/")
