"""The help of each command says what it is for and gives an example that works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from policylab.cli import main
from policylab.cli._parser import COMMANDS

# Their examples name, or make, folders of the reader's own.
OWN_FOLDERS = ("serve", "evidence", "check", "new", "import", "reproduce")


def help_of(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return what `--help` prints."""
    with pytest.raises(SystemExit) as stop:
        main([*words, "--help"])
    assert stop.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_help(name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each help explains itself, explains every argument, and has one example."""
    monkeypatch.setenv("COLUMNS", "100")
    text = help_of([name], capsys)
    assert len(re.findall(r"^  policylab ", text, re.MULTILINE)) == 1
    arguments = re.findall(r"^  (--[\w-]+|[A-Z]+|verify|elicit)\b", text, re.MULTILINE)
    explained = re.findall(r"^  (--[\w-]+|[A-Z]+|verify|elicit)\b.*(?:\n {10,}|  )\S", text, re.MULTILINE)
    assert arguments == explained


def test_top_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`policylab --help` lists every command."""
    text = help_of([], capsys)
    assert [name for name in COMMANDS if not re.search(rf"^    {name}\b", text, re.MULTILINE)] == []


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in OWN_FOLDERS])
def test_example_works(
    name: str, repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The example in a help runs as it stands, from the top folder of the project."""
    monkeypatch.chdir(repo)
    monkeypatch.setenv("COLUMNS", "100")
    example = re.search(r"^  policylab (.*)$", help_of([name], capsys), re.MULTILINE)
    assert example is not None
    assert main(shlex.split(example.group(1))) == 0


def test_examples_with_files_of_the_reader(
    repo: Path, tmp_path: Path, tiny: Path, tiny_papers: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The examples that name a reader's own folders run where these folders are."""
    (tmp_path / "my_study").symlink_to(tiny)
    (tmp_path / "my_papers").symlink_to(tiny_papers)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name, more in (("check", []), ("evidence", ["--study", "my_study"]), ("new", ["--out", "another"])):
        example = re.search(r"^  policylab (.*)$", help_of([name], capsys), re.MULTILINE)
        assert example is not None
        assert main([*shlex.split(example.group(1)), *more]) == 0
