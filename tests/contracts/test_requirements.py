"""What is installed is pinned, hashed, explained, and fetched from nowhere in particular."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

PINNED = ("requirements.txt", "requirements-dev.txt")
# What a package is imported as, where that is not its name.
IMPORTED_AS = {"python-docx": "docx", "ruamel.yaml": "ruamel", "vl-convert-python": "vl_convert"}
ADDRESS = re.compile(r"https?:|file:/|--(extra-)?index-url|--find-links|/simple|\.whl|\.tar\.gz| @ ")


def pins(text: str) -> dict[str, str]:
    """Return the version of each package in a requirements file."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE | re.IGNORECASE))


def faults(text: str) -> list[str]:
    """Return what is wrong with a requirements file."""
    found = [f"address: {line.strip()}" for line in text.splitlines() if ADDRESS.search(line)]
    for block in re.split(r"\n(?=\S)", text):
        if block.startswith("#") or not block.strip():
            continue
        name = block.split()[0]
        if "==" not in name:
            found.append(f"not pinned: {name}")
        if not re.search(r"--hash=sha256:[0-9a-f]{64}", block):
            found.append(f"no hash: {name}")
    return found


@pytest.mark.parametrize("name", PINNED)
def test_pinned_hashed_no_address(repo: Path, name: str) -> None:
    """Every package is pinned with its hashes, and no address of a package host is named."""
    text = (repo / name).read_text(encoding="utf-8")
    assert pins(text)
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("rich>=13", "not pinned: rich>=13"),
        ("rich==15.0.0", "no hash: rich==15.0.0"),
        ("--index-url https://example.org", "address: --index-url https://example.org"),
    ],
)
def test_bad_requirements_are_rejected(text: str, fault: str) -> None:
    """An unpinned, unhashed or addressed requirement is found."""
    assert fault in faults(text)


def test_both_files_agree(repo: Path) -> None:
    """The tests run on the versions that a user gets."""
    run, dev = (pins((repo / name).read_text(encoding="utf-8")) for name in PINNED)
    assert run.items() <= dev.items()


def test_each_dependency_says_why(repo: Path) -> None:
    """Each runtime dependency has a comment that says what it is for."""
    text = (repo / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"^(?:dependencies|other-methods) = \[\n(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert len(lists) == 2
    lines = "".join(lists).splitlines()
    assert [line for line in lines if not re.search(r'",\s+# \w.{10,}', line)] == []


def test_security_floors(repo: Path) -> None:
    """Versions with known faults are shut out."""
    dependencies = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "dependencies"
    ]
    assert {"bokeh>=3.8.2", "panel>=1.9.4", "tornado>=6.5.8"} <= set(dependencies)


def third_party(repo: Path, *folders: str) -> set[str]:
    """Return what the Python files in some folders import that neither Python nor this project brings."""
    imported: set[str] = set()
    for folder in folders:
        for path in (repo / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    imported |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.level == 0:
                    imported.add(str(node.module).split(".")[0])
                elif isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.importorskip":
                    imported.add(ast.literal_eval(node.args[0]).split(".")[0])
    own = {"policylab", "policylab_dashboards"} | {path.stem for path in (repo / "dashboards").iterdir()}
    return imported - set(sys.stdlib_module_names) - own


def imported_as(requirements: list[str]) -> set[str]:
    """Return the names under which required packages are imported."""
    names = [re.split(r"[<>=!~ ]", line)[0] for line in requirements]
    return {IMPORTED_AS.get(name, name) for name in names}


def test_imports_are_declared_and_used(repo: Path) -> None:
    """The package and its pages import what is declared; nothing is declared that is needed nowhere."""
    project = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = imported_as(project["dependencies"])
    extra = imported_as([line for lines in project["optional-dependencies"].values() for line in lines])
    needed = third_party(repo, "src", "dashboards")
    assert needed <= run | extra
    # The floor of a package that only comes with another is a reason to name it.
    assert run - needed <= {"bokeh", "tornado"}
    # An extra may be there to be compared with.
    assert extra <= needed | third_party(repo, "tests")
