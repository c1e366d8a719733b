"""Writing answers: tables for people, CSV and JSON for programs, never a control character."""

from __future__ import annotations

import csv
import json
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

WIDTH = 96


def clean(text: str) -> str:
    r"""Return the text without control characters, which could steer a terminal.

    >>> clean("a\x1b[31mb\nc")
    'a[31mb c'
    """
    return "".join(" " if c in "\n\t" else c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def width(text: str) -> int:
    """Return the columns that a text takes in a terminal; Korean and Chinese letters take two."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    marks = sum(unicodedata.combining(c) != 0 for c in text)
    return len(text) + wide - marks


def say(text: str = "", indent: str = "") -> None:
    """Print a paragraph, wrapped."""
    print(_wrapped(text, indent, indent))


def item(text: str) -> None:
    """Print one item of a list, wrapped under its mark."""
    print(_wrapped(text, "- ", "  "))


def hint(text: str) -> None:
    """Print a paragraph where errors go, so that what is printed beside it can be kept in a file by itself."""
    print(_wrapped(text, "", ""), file=sys.stderr)


def field(name: str, text: str) -> None:
    """Print a named line or two of a record, wrapped under its name."""
    print(_wrapped(text, f"{name}: ", "    "))


def _wrapped(text: str, first: str, then: str) -> str:
    """Return a paragraph in lines, none of which begins with the sign of a per cent before it."""
    joined = clean(text).replace(" %", "\N{NO-BREAK SPACE}%")
    filled = textwrap.fill(joined, WIDTH, initial_indent=first, subsequent_indent=then)
    return filled.replace("\N{NO-BREAK SPACE}%", " %")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> None:
    """Print a table: ruled and fitted in a terminal, plain aligned columns anywhere else.

    Parameters
    ----------
    columns : sequence of str
        Headings.
    rows : iterable of sequences of str
        Cells.
    right : iterable of int
        Columns that are set flush right, counted from 0.
    """
    cells = [[clean(cell) for cell in row] for row in rows]
    flush = set(right)
    if sys.stdout.isatty():
        _ruled(columns, cells, flush)
    else:
        _aligned(columns, cells, flush)


def _ruled(columns: Sequence[str], rows: list[list[str]], right: set[int]) -> None:
    # Loaded here: rich costs more than most commands, and only a terminal needs it. It obeys NO_COLOR.
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    ruled = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for i, name in enumerate(columns):
        ruled.add_column(Text(name), justify="right" if i in right else "left", overflow="fold")
    for row in rows:
        ruled.add_row(*map(Text, row))  # Text: brackets in a title are no markup
    Console().print(ruled)


def _aligned(columns: Sequence[str], rows: list[list[str]], right: set[int]) -> None:
    lines = [list(columns), *rows]
    widths = [max(width(line[i]) for line in lines) for i in range(len(columns))]
    for line in lines:
        padded = [
            " " * (w - width(cell)) + cell if i in right else cell + " " * (w - width(cell))
            for i, (cell, w) in enumerate(zip(line, widths, strict=True))
        ]
        print("  ".join(padded).rstrip())


def spreadsheet_text(text: str) -> str:
    """Return the text so that a spreadsheet takes it as text and not as a formula.

    >>> spreadsheet_text("=1+1"), spreadsheet_text("Camp at the border")
    ("'=1+1", 'Camp at the border')
    """
    text = clean(text)
    return f"'{text}" if text.lstrip().startswith(tuple("=+-@＝＋－＠")) else text


def csv_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as CSV with a heading; numbers stay numbers, texts cannot become formulas."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([spreadsheet_text(cell) if isinstance(cell, str) else cell for cell in row])


def json_value(value: Any) -> None:
    """Print a value as JSON, letters of all scripts as they are; NaN is a fault and raises."""
    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))
