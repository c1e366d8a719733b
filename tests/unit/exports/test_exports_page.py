"""What the page on exports tells a reader to type works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from policylab.cli import main
from policylab.exports import KINDS, read_receipt

QUICK = ("order", "matrix", "scores", "sources")


def commands(repo: Path) -> list[list[str]]:
    """Return the calls of `policylab export` on the page, as words."""
    page = (repo / "docs/exports.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\$ policylab (export .*)$", page, re.MULTILINE)
    return [shlex.split(line) for line in lines]


def test_every_command_asks_for_what_there_is(repo: Path) -> None:
    """Kinds and endings on the page are known."""
    told = [words for words in commands(repo) if len(words) > 2 and words[1] != "all"]
    assert told
    for _, kind, file, *_ in told:
        assert Path(file).suffix.removeprefix(".") in KINDS[kind].makers


def test_tables_and_sources_are_written(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands for tables and sources, typed as they stand, write files that say what they are."""
    monkeypatch.chdir(tmp_path)
    told = [words for words in commands(repo) if words[1] in QUICK]
    assert {words[1] for words in told} == set(QUICK)
    for words in told:
        assert main(words) == 0
        receipt = read_receipt((tmp_path / words[2]).read_bytes())
        assert (receipt.kind, receipt.ending) == (words[1], Path(words[2]).suffix.removeprefix("."))
