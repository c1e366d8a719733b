"""The targets and the one script that runs everything."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = ("make", "sh", "bash", "sed", "touch", "rm", "id", "dirname")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return the folder of commands of a machine with hardly anything on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(str(shutil.which(tool)))
    return folder


def install(machine: Path, name: str, script: str) -> None:
    """Put a command on the machine."""
    path = machine / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def run(words: list[str], folder: Path, machine: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with what is on the machine and nothing else."""
    return subprocess.run(
        words, cwd=folder, env={"PATH": str(machine)}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("python", "found"),
    [(None, "found: none"), ('[ "$1" = --version ] && echo Python 3.9.2', "found: Python 3.9.2")],
)
def test_old_python_is_said(
    repo: Path, tmp_path: Path, machine: Path, python: str | None, found: str
) -> None:
    """Without a Python of at least 3.11 make says so in a sentence, and makes nothing."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(repo / name, tmp_path)
    if python is not None:
        install(machine, "python3", python)
    said = run(["make", "serve"], tmp_path, machine)
    assert said.returncode != 0
    assert f"policylab needs Python 3.11 or newer; {found}." in said.stderr
    assert not (tmp_path / ".venv").exists()


def test_make_test_runs_every_check(repo: Path) -> None:
    """`make test` runs style, types, spelling, layers, the studies and all tests."""
    said = subprocess.run(
        ["make", "-n", "test"], cwd=repo, capture_output=True, text=True, check=True, env={**os.environ}
    )
    for command in ("ruff check", "mypy", "codespell", "lint-imports", "policylab check", "pytest"):
        assert f"/{command}" in said.stdout or f" {command}" in said.stdout, command


@pytest.fixture
def clone(repo: Path, tmp_path: Path) -> Path:
    """Return a folder with the script and a Makefile that fails or not, as its `outcome` says."""
    folder = tmp_path / "clone"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(repo / ".ci" / "run", folder / ".ci")
    (folder / "Makefile").write_text("test:\n\t@read word < outcome; exit $$word\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("outcome", [0, 1])
def test_ci_fails_when_the_tests_fail(clone: Path, machine: Path, outcome: int) -> None:
    """`.ci/run` ends well only if `make test` does."""
    install(machine, "chromium", "exit 0")
    (clone / "outcome").write_text(f"{outcome}\n", encoding="utf-8")
    assert (run(["bash", ".ci/run"], clone, machine).returncode == 0) is (outcome == 0)


@pytest.mark.parametrize("outcome", [0, 1])
def test_ci_installs_a_browser(clone: Path, machine: Path, outcome: int) -> None:
    """Without a Chromium `.ci/run` says that it installs one, and fails if it cannot."""
    install(machine, "apt-get", f'echo apt-get "$@" >> asked; exit {outcome}')
    install(machine, "sudo", 'exec "$@"')
    (clone / "outcome").write_text("0\n", encoding="utf-8")
    said = run(["bash", ".ci/run"], clone, machine)
    assert "installing Debian's" in said.stdout
    assert (said.returncode == 0) is (outcome == 0)
    asked = (clone / "asked").read_text(encoding="utf-8")
    assert "chromium" in asked or outcome
