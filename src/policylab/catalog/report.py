"""Gathers problems while a study is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from policylab.catalog.codes import CODES
from policylab.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Place:
    """Line and column, counted from 1."""

    line: int
    column: int


@dataclass
class Report:
    """The problems found so far."""

    problems: list[Problem] = field(default_factory=list)

    def add(
        self, code: str, path: str, place: Place | None, what: str, found: str, fix: str = "", id: str = ""
    ) -> None:
        """Add a problem; `fix` is the code's own unless a better one is known here."""
        line, column = (place.line, place.column) if place else (0, 0)
        self.problems.append(Problem(code, path, line, column, id, what, found, fix or CODES[code].fix))


def short(text: object) -> str:
    """Return a text in quotes, cut to a length that fits into a message.

    >>> short("a  text")
    "'a text'"
    """
    words = " ".join(str(text).split())
    return f"'{words}'" if len(words) <= 60 else f"'{words[:57]}...'"


def suggest(wrong: str, known: Iterable[str], where: str = "") -> str:
    """Return the sentence that helps whoever mistyped a word: the likely one, or the few there are.

    >>> suggest("wieghts", ["weights", "title"])
    "Did you mean 'weights'?"
    >>> suggest("economics", ["security", "alliance", "economic"])
    "Did you mean 'economic'?"
    >>> suggest("x", ["security", "alliance"])
    'Use security or alliance.'
    """
    known = [word for word in known if word]
    close = get_close_matches(wrong.casefold(), known, n=1, cutoff=0.7)
    if close:
        return f"Did you mean '{close[0]}'?"
    if known and len(known) <= 8:
        return f"Use {join_or(known)}."
    return f"Use one of those in {where}." if where else ""


def join_or(words: list[str]) -> str:
    """Return words as `a, b or c`."""
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def listed(words: Iterable[str]) -> str:
    """Return ids in quotes, the first eight of many.

    >>> listed(["a", "b"])
    "'a', 'b'"
    """
    words = list(words)
    more = f" and {len(words) - 8} more" if len(words) > 8 else ""
    return ", ".join(map(short, words[:8])) + more
