"""Pages in dashboards/ lay out; they compute and read nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

MOST_LINES = 80
BANNED = {"numpy", "pandas", "scipy", "sqlalchemy", "sqlite3", "yaml", "ruamel", "csv"}


def faults(source: str) -> list[str]:
    """Return what a page does that a page must not do."""
    found = []
    if len(source.splitlines()) > MOST_LINES:
        found.append(f"more than {MOST_LINES} lines")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            names = []
        found += [f"imports {name}" for name in names if name.split(".")[0] in BANNED]
        if isinstance(node, ast.BinOp) and not _joins_text(node):
            found.append(f"arithmetic in line {node.lineno}")
    return found


def _joins_text(node: ast.BinOp) -> bool:
    """Whether it joins paths or texts, or types: folder / "name", "a" + b, str | None."""
    if isinstance(node.op, ast.BitOr):
        return True
    sides = (node.left, node.right)
    texts = [side for side in sides if isinstance(side, ast.Constant) and isinstance(side.value, str)]
    return isinstance(node.op, ast.Div | ast.Add) and bool(texts)


def test_pages_are_thin(repo: Path) -> None:
    """Every page in dashboards/ is short, imports no data library and does no arithmetic."""
    pages = sorted((repo / "dashboards").glob("[!_]*.py"))
    assert pages
    assert {page.name: faults(page.read_text(encoding="utf-8")) for page in pages} == {
        page.name: [] for page in pages
    }


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("import pandas as pd", "imports pandas"),
        ("from numpy import array", "imports numpy"),
        ("x = result.total * 100", "arithmetic in line 1"),
        ("pass\n" * 81, "more than 80 lines"),
    ],
)
def test_thick_pages_are_rejected(source: str, fault: str) -> None:
    """A page that computes, reads data or is long is rejected."""
    assert faults(source) == [fault]
