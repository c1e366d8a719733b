"""Tables for spreadsheets and programs: CSV and TSV, as RFC 4180 has it."""

from __future__ import annotations

import re

from policylab.exports.receipt import Receipt
from policylab.exports.tables.data import Table, Value, table_of
from policylab.exports.text_safe import cell_text
from policylab.exports.view import View

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What tells a spreadsheet that a file is in UTF-8."""


def csv(view: View, receipt: Receipt) -> bytes:
    """Return a table with commas between its cells; rows that begin with `#` say first what the file is."""
    return _written(table_of(view, receipt), ",")


def tsv(view: View, receipt: Receipt) -> bytes:
    """Return a table with tabs between its cells."""
    return _written(table_of(view, receipt), "\t")


def _written(table: Table, between: str) -> bytes:
    first = [[f"# {key}", text] for key, text in table.about.items()]
    first.append(["# receipt", table.receipt])
    rows = [*first, list(table.names), *table.rows]
    lines = [between.join(_cell(value, between) for value in row) for row in rows]
    return (MARK + "\r\n".join(lines) + "\r\n").encode("utf-8")


def _cell(value: Value, between: str) -> str:
    """Return a cell: numbers as numbers, texts so that no spreadsheet runs them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    text = cell_text(" ".join(value) if isinstance(value, tuple) else value)
    needs_quotes = between in text or re.search(r'[",;\t\r\n]|^\s|\s$', text)
    return '"' + text.replace('"', '""') + '"' if needs_quotes else text


def number(value: float) -> str:
    """Return a number as programs read it.

    >>> number(3.0), number(-0.5), number(12.345678), number(7)
    ('3', '-0.5', '12.345678', '7')
    """
    return str(int(value)) if value == int(value) else repr(value)
