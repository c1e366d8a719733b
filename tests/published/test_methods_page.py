"""The page of methods and the docstrings: their examples run, their references exist, nothing is left out."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from policylab import analysis, mcda, robustness

KEY = re.compile(r"\[([A-Z][A-Za-z]+[0-9]{4})\]")
MODULES = [
    f"{part.__name__}.{module.name}"
    for part in (mcda, robustness, analysis)
    for module in pkgutil.iter_modules(part.__path__)
]


DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [DOCS / "methods.md", *sorted((DOCS / "methods").glob("*.md"))]


@pytest.fixture(scope="module")
def page() -> str:
    """Return the text of all pages of methods."""
    return "\n".join(path.read_text(encoding="utf-8") for path in PAGES)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_examples_on_the_page_are_right(path: Path) -> None:
    """Every example gives what is printed."""
    text = path.read_text(encoding="utf-8").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, path.name, str(path), 0)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert result.attempted > 5
    assert not result.failed, "".join(told)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_right(name: str) -> None:
    """Every example in a docstring gives what is printed."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_method_is_on_the_page(page: str) -> None:
    """Each public function of mcda and robustness is named there."""
    for part in (mcda, robustness):
        public = [name for name in part.__all__ if name.islower()]
        absent = [name for name in public if not re.search(rf"\b{name}\b", page)]
        assert absent == (["falling_order"] if part is mcda else []), absent  # a helper, no method


def test_references_exist(page: str, repo: Path) -> None:
    """Every key on the page and in docstrings has an entry, and every entry is used."""
    entries = set(re.findall(r"@\w+\{(\w+),", (repo / "docs" / "references.bib").read_text(encoding="utf-8")))
    sources = "".join(importlib.import_module(name).__spec__.loader.get_source(name) for name in MODULES)  # type: ignore[union-attr]
    assert set(KEY.findall(page)) == entries
    assert set(KEY.findall(sources)) <= entries
    assert "Nobody1900" in KEY.findall("as in [Nobody1900], chapter 1")
