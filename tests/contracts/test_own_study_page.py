"""The page on own studies: each command on it runs, one after the other, and the table on it can be imported."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from policylab.catalog import check
from policylab.cli import main
from tests.contracts.test_readme import commands, environment


def test_commands_of_the_page_run(repo: Path, tmp_path: Path) -> None:
    """In an empty folder, in the order of the page; what they make are studies that load."""
    text = (repo / "docs" / "own-study.md").read_text(encoding="utf-8")
    lines = commands(re.sub(r"^ {3}", "", text, flags=re.MULTILINE))
    assert len(lines) >= 11
    for line in lines:
        run = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, f"$ {line}\n{run.stdout}{run.stderr}"
    for folder in ("two_roads", "roads", "again"):
        assert check(tmp_path / folder) == []


def test_the_table_of_the_page_is_read(repo: Path, tmp_path: Path) -> None:
    """The table that is shown makes a study."""
    text = (repo / "docs" / "own-study.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"```text\n(Option;.*?)```", text, re.DOTALL)
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    out = tmp_path / "made"
    assert main(["import", str(tmp_path / "t.csv"), "--baseline", "As today", "--out", str(out)]) == 0
    assert check(out) == []


def test_links_of_the_page_lead_somewhere(repo: Path) -> None:
    """Each link is to a page that is there."""
    links = re.findall(r"\]\(([^)#]+)\)", (repo / "docs" / "own-study.md").read_text(encoding="utf-8"))
    assert [link for link in links if not (repo / "docs" / link).exists()] == []
