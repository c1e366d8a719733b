"""Tables in a terminal and out of one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policylab.cli import _output as out


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this process believe that it writes to a terminal."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")


def test_plain_table_is_aligned(capsys: pytest.CaptureFixture[str]) -> None:
    """Out of a terminal a table is plain text in columns, wide letters counted as two."""
    out.table(["Option", "Total"], [["북한", "1"], ["ab", "-12"]], right=[1])
    assert capsys.readouterr().out == "Option  Total\n북한        1\nab        -12\n"


def test_brackets_are_no_markup(capsys: pytest.CaptureFixture[str], terminal: None) -> None:
    """In a terminal a title in brackets stays as it is."""
    out.table(["Option"], [["[red]x[/red]"]])
    assert "[red]x[/red]" in capsys.readouterr().out


def test_no_color_is_obeyed(
    capsys: pytest.CaptureFixture[str], terminal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With NO_COLOR a terminal table holds no colour."""
    monkeypatch.setenv("NO_COLOR", "1")
    out.table(["Option"], [["x"]])
    assert "\x1b[3" not in capsys.readouterr().out


def test_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    """A text from a study cannot steer the terminal."""
    out.say("a\x1b]0;title\x07b")
    out.table(["X"], [["\x1b[2J"]])
    assert "\x1b" not in capsys.readouterr().out


def test_letters_a_terminal_does_not_have(tiny: Path) -> None:
    """A terminal without Korean letters gets their numbers and no traceback."""
    path = tiny / "options.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: A bridge", "title: 다리"), encoding="utf-8"
    )
    words = [sys.executable, "-m", "policylab", "order", "--study", str(tiny)]
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    said = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert r"\ub2e4\ub9ac" in said.stdout


def test_a_reader_who_has_seen_enough(tiny: Path) -> None:
    """A pipe that closes early, as `head` does, is no fault."""
    order = f'"{sys.executable}" -m policylab matrix --study "{tiny}"'
    command = f"{order} | true; exit ${{PIPESTATUS[0]}}"
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@x", "\t=1", "＝1"])
def test_no_formula_in_csv(capsys: pytest.CaptureFixture[str], text: str) -> None:
    """A text that a spreadsheet would take for a formula is written as text."""
    out.csv_rows(["title"], [[text]])
    assert capsys.readouterr().out.splitlines()[1].lstrip('"').startswith("'")
