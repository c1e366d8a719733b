"""The table of requirements names tests that exist, and no test of a requirement is left out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

WANTED = range(1, 35)
ROW = re.compile(r"^\| *(\d+) *\|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def defined(path: Path) -> set[str]:
    """Return the names of the tests in a file, read and not run."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in tree.body if isinstance(node, kinds) and node.name.startswith("test_")}


def faults(page: str, tests: dict[str, set[str]]) -> list[str]:
    """Return what is wrong with the table; `tests` holds the names of the tests in each file."""
    found = []
    rows: dict[int, str] = {}
    for number, what, named, limits in ROW.findall(page):
        if int(number) in rows:
            found.append(f"two rows {number}")
        rows[int(number)] = named
        found += [f"row {number}: an empty cell" for cell in (what, named, limits) if not cell.strip()]
    found += [f"no row {number}" for number in WANTED if number not in rows]
    found += [f"row {number} is no requirement" for number in rows if number not in WANTED]
    for number, named in rows.items():
        pairs = NAMED.findall(named)
        if not pairs or len(pairs) != named.count("`") // 2:
            found.append(f"row {number}: names something that is no test")
        found += [
            f"row {number}: {name} is not in {file}"
            for file, name in pairs
            if name not in tests.get(file, set())
        ]
    return found + misplaced(rows, tests)


def misplaced(rows: dict[int, str], tests: dict[str, set[str]]) -> list[str]:
    """Return the tests that carry the number of a requirement and do not stand in its row, or stand in another."""
    found = []
    for file, names in tests.items():
        for name in sorted(names):
            if number := re.match(r"test_r(\d\d)_", name):
                stands = [row for row, named in rows.items() if (file, name) in NAMED.findall(named)]
                if stands != [int(number[1])]:
                    found.append(f"{name} belongs in row {int(number[1])}")
    return found


def test_table_and_tests_agree(repo: Path) -> None:
    """Requirements 1 to 34 have a row each, every test named exists, every numbered test stands in its row."""
    tests = {
        path.relative_to(repo).as_posix(): defined(path)
        for path in sorted((repo / "tests").rglob("test_*.py"))
    }
    assert faults((repo / "docs" / "requirements.md").read_text(encoding="utf-8"), tests) == []


FILE = "tests/browser/test_x.py"
GOOD = "".join(f"| {number} | words | `{FILE}::test_r{number:02}_y` | none |\n" for number in WANTED)
TESTS = {FILE: {f"test_r{number:02}_y" for number in WANTED}}


def test_a_good_table_passes() -> None:
    """The made-up table from which the bad ones are made has no fault."""
    assert faults(GOOD, TESTS) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (f"| 7 | words | `{FILE}::test_r07_y` | none |\n", "", "no row 7"),
        ("test_r07_y", "test_r07_z", "row 7: test_r07_z is not in tests/browser/test_x.py"),
        ("test_x.py::test_r07", "test_w.py::test_r07", "row 7: test_r07_y is not in tests/browser/test_w.py"),
        (f"`{FILE}::test_r07_y`", "seen by eye", "row 7: names something that is no test"),
        (f"`{FILE}::test_r07_y`", f"`{FILE}::test_r08_y`", "test_r07_y belongs in row 7"),
        ("| 8 |", "| 7 |", "two rows 7"),
        ("| 34 | words", "| 35 | words", "row 35 is no requirement"),
        ("| 7 | words |", "| 7 | |", "row 7: an empty cell"),
    ],
)
def test_bad_tables_are_rejected(old: str, new: str, fault: str) -> None:
    """A missing row, a test that does not exist or stands in the wrong row, and anything but a test is found."""
    assert old in GOOD
    assert fault in faults(GOOD.replace(old, new), TESTS)
