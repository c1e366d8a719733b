"""What the documents tell a reader to type works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from policylab.cli._parser import COMMANDS
from tests.contracts._servers import free_port, serving

DOCUMENTS = ("README.md", "CONTRIBUTING.md")
SERVES = ("make serve", "policylab serve")
# `make test` is this very run: that make knows how to do it is all that can be shown from inside.
DRY = ("make test",)


def commands(text: str) -> list[str]:
    """Return the lines that a reader is told to type: `$ ...` in blocks marked console."""
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [
        line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")
    ]


def environment() -> dict[str, str]:
    """Return this environment with the commands of this Python first."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def desk(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which a reader's commands can write files without touching the project."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "scenarios").symlink_to(repo / "scenarios")
    return folder


def test_readme_commands_run(repo: Path, desk: Path) -> None:
    """Each command of the README ends well, one after the other; each server answers."""
    lines = commands((repo / "README.md").read_text(encoding="utf-8"))
    assert len(lines) >= 8
    for line in lines:
        if line.startswith(SERVES):
            port = free_port()
            words = line.split()
            where = [f"PORT={port}"] if words[0] == "make" else ["--port", str(port)]
            with serving([*words, *where], port, repo, environment()):
                continue
        if line.startswith(DRY):
            line = f"{line} --dry-run --directory {repo}"
        run = subprocess.run(
            ["bash", "-c", line], cwd=desk, env=environment(), capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, f"$ {line}\n{run.stdout}{run.stderr}"
        assert run.stdout or ">" in line, f"$ {line} says nothing"


def test_readme_python_runs(repo: Path) -> None:
    """The Python of the README runs as it stands."""
    text = (repo / "README.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        subprocess.run([sys.executable, "-W", "error", "-c", block], check=True)


def test_readme_names_every_command(repo: Path) -> None:
    """The README names every command there is."""
    text = (repo / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(repo: Path, name: str) -> None:
    """Each link to a file of the project leads to one."""
    links = re.findall(r"\]\(([^)#]+)\)", (repo / name).read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (repo / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_make_targets_exist(repo: Path, name: str) -> None:
    """Each make target that a document names is one."""
    targets = set(re.findall(r"`(?:\$ )?make (\w+)", (repo / name).read_text(encoding="utf-8")))
    known = set(re.findall(r"^(\w+):", (repo / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert targets
    assert targets <= known


def test_commands_are_found() -> None:
    """Only lines with a prompt in blocks marked console are commands."""
    text = "```console\n$ policylab order\nsays\n```\n```python\n$ no\n```\n"
    assert commands(text) == ["policylab order"]
