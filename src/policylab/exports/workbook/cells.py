"""Cells, styles and sheets of the workbook: texts never become formulas, and each formula carries its value."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from policylab.exports.text_safe import clean, closed, is_formula, one_line

INK, MUTED, RULE, FAINT, PAPER, ENTRY = "#1A1A1A", "#595959", "#8C8C8C", "#DDDDDD", "#EDEDED", "#FFF8DC"
_MINUS = '"\N{MINUS SIGN}"'
WHOLE = f"+0;{_MINUS}0;0"
POINTS = f"+0.00;{_MINUS}0.00;0.00"
VALUE = f"+0.00;{_MINUS}0.00;0"
SCORE = f"+General;{_MINUS}General;0"
SHIFT = f"+General;{_MINUS}General;"
PLAIN = f"General;{_MINUS}General;0"
SHARE = '0.0"\N{NO-BREAK SPACE}"%'
"""Number formats; a minus is the real sign, and a share stands apart from its per cent sign."""

ROW = 16.5
"""Height of a row with one line, in points."""

MOST_LETTERS = 32_767
"""In one cell, counted as UTF-16 does."""
_BASE = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "vcenter"}


def fitting(text: object) -> str:
    """Return a text that a cell can hold, without what no file may hold; one too long is cut and says so.

    >>> fitting("a" + chr(0) + "b")
    'a\ufffdb'
    """
    told = closed(clean(text))
    packed = told.encode("utf-16-le")
    if len(packed) <= 2 * MOST_LETTERS:
        return told
    end = " ... (cut)"
    return packed[: 2 * (MOST_LETTERS - len(end) - 20)].decode("utf-16-le", "ignore") + end


def cell(row: int, column: int) -> str:
    """Return an absolute address: `$C$5` for row 4, column 2."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def span(row: int, column: int, last_row: int, last_column: int) -> str:
    """Return the absolute address of a block of cells."""
    return f"{cell(row, column)}:{cell(last_row, last_column)}"


def ink_on(fill: str) -> str:
    """Return black or white, whichever is read better on a colour."""
    parts = [int(fill[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#FFFFFF" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#000000"


class Book:
    """A workbook in memory; the same calls give the same bytes."""

    def __init__(self, properties: dict[str, str]) -> None:
        self._stream = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        self.file = xlsxwriter.Workbook(self._stream, options)
        self.file.set_properties(
            {key: fitting(text)[:250] for key, text in properties.items()} | {"created": datetime(1980, 1, 1)}
        )
        self.file.set_size(24_000, 14_000)
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **wanted: Any) -> Any:
        """Return the format with these properties, each made once."""
        if wanted.get("indent"):  # a program may pass over an indent of a cell that names no side
            wanted = {"align": "left"} | wanted
        key = tuple(sorted(wanted.items()))
        if key not in self._styles:
            self._styles[key] = self.file.add_format({**_BASE, **wanted})
        return self._styles[key]

    def sheet(self, name: str, foot: str) -> Sheet:
        """Add a sheet that prints across the page, as wide as the page, with a foot."""
        return Sheet(self, self.file.add_worksheet(name), foot)

    def name(self, name: str, sheet: str, address: str) -> None:
        """Give a cell a name that formulas use."""
        self.file.define_name(name, f"={sheet}!{address}")

    def content(self) -> bytes:
        """Return the file."""
        self.file.close()
        return self._stream.getvalue()


class Sheet:
    """One sheet, written cell by cell; rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Any, foot: str) -> None:
        self.book, self.sheet = book, sheet
        self._widths: dict[int, float] = {}
        self._wrapped: list[tuple[int, int, str, int]] = []
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        told = one_line(foot)
        told = f"{told[:90]}..." if len(told) > 93 else told
        sheet.set_footer(f"&L&9{told.replace('&', '&&')}&R&9&A, page &P of &N")
        sheet.hide_gridlines(2)
        sheet.set_default_row(ROW)
        sheet.protect(
            "", {"format_columns": True, "format_rows": True, "autofilter": True, "select_locked_cells": True}
        )

    def text(self, row: int, column: int, text: object, **style: Any) -> None:
        """Write a text as a text, whatever it begins with."""
        told = fitting(text)
        if is_formula(told):
            style["quote_prefix"] = True
        if style.get("text_wrap") and "rotation" not in style:
            self._wrapped.append((row, column, told, style.get("font_size", 10)))
        if "rotation" not in style:
            style.setdefault("indent", 1)
        if told:
            self.sheet.write_string(row, column, told, self.book.style(**style))
        else:  # an empty text would count as something
            self.sheet.write_blank(row, column, None, self.book.style(**style))

    def number(self, row: int, column: int, number: float | None, **style: Any) -> None:
        """Write a number; nothing where there is none."""
        if number is None or pd.isna(number):
            self.sheet.write_blank(row, column, None, self.book.style(**style))
        else:
            self.sheet.write_number(row, column, float(number), self.book.style(**style))

    def formula(self, row: int, column: int, formula: str, value: Any, **style: Any) -> None:
        """Write a formula with what it comes to now; no text of a study may be part of it."""
        known = "" if value is None or (not isinstance(value, str) and pd.isna(value)) else value
        known = fitting(known) if isinstance(known, str) else float(known)
        self.sheet.write_formula(row, column, f"={formula}", self.book.style(**style), known)

    def heads(
        self, row: int, column: int, texts: Sequence[str], numbers: Sequence[int] = (), **style: Any
    ) -> None:
        """Write a row of column heads; those over numbers stand to the right, as numbers do."""
        for k, text in enumerate(texts):
            side = {"align": "right", "indent": 0} if k in numbers else {}
            usual = {"bold": True, "text_wrap": True, "bg_color": PAPER, "valign": "vcenter"}
            self.text(row, column + k, text, **(usual | side | style))

    def widths(self, *widths: tuple[int, int, float]) -> None:
        """Set widths of columns, in letters: first column, last column, width."""
        for first, last, width in widths:
            self.sheet.set_column(first, last, width)
            self._widths |= dict.fromkeys(range(first, last + 1), width)

    def top(self, title: str | tuple[str, str], lines: Sequence[str | tuple[str, str]]) -> None:
        """Write the title and the lines under it; a pair is a formula with its value."""
        for row, told in enumerate([title, *lines]):
            style: dict[str, Any] = {"bold": True, "font_size": 14} if row == 0 else {"font_color": MUTED}
            if row == 0:
                self.sheet.set_row(row, 22)
            if isinstance(told, tuple):
                self.formula(row, 0, *told, indent=1, **style)
            else:
                self.text(row, 0, told, **style)

    def plain_entry(self, row: int, column: int, number: float | None, num_format: str) -> None:
        """Write an unlocked cell for a number, whose rule belongs to the whole block it stands in."""
        frame = {"locked": False, "border": 1, "border_color": RULE, "bg_color": ENTRY}
        self.number(row, column, number, num_format=num_format, **frame)

    def entry(
        self, row: int, column: int, number: float | str | None, rule: dict[str, Any], said: str
    ) -> None:
        """Write a cell for input: framed, unlocked, and with a rule for what it takes."""
        style: dict[str, Any] = {"locked": False, "border": 1, "border_color": INK, "bg_color": ENTRY}
        if isinstance(number, str):
            self.text(row, column, number, align="right", indent=0, **style)
        else:
            self.number(row, column, number, num_format=PLAIN, **style)
        self.sheet.data_validation(
            row, column, row, column, {**rule, "error_title": "Not taken", "error_message": said}
        )

    def finish(self, last_row: int, last_column: int, heads: tuple[int, int]) -> None:
        """Make rows as high as their texts, and print up to a cell, with these rows of heads on each page.

        Not every program makes rows fit when it opens a file.
        """
        points: dict[int, float] = {}
        for row, column, text, size in self._wrapped:
            a_line = max(1.22 * self._widths.get(column, 8.43) * 10 / size - 2, 1)
            lines = sum(max(1, math.ceil(_width(part) / a_line)) for part in text.split("\n"))
            points[row] = min(409.0, max(points.get(row, ROW), 1.27 * size * lines + 5))
        for row, height in points.items():
            self.sheet.set_row(row, height)
        self.sheet.print_area(0, 0, last_row, last_column)
        self.sheet.repeat_rows(*heads)


def _width(text: str) -> int:
    """Return about how many letters wide a text is; signs of East Asian scripts count double."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def between(least: float, most: float) -> dict[str, Any]:
    """Return the rule for a number within two ends."""
    return {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": most}
