"""A workbook to rows of cells: stored values only, no macro, no formula run, nothing fetched."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from policylab.catalog.matrix.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    NOT_STORED,
    CellProblem,
    CellValue,
    Grid,
    Odd,
    column_letters,
    refuse,
)
from policylab.catalog.report import listed
from policylab.catalog.text import bad_character
from policylab.errors import FileInvalid

MAX_UNPACKED = 60_000_000
MAX_PARTS = 2_000
OURS = "scores"
"""Name of the sheet that holds the scores in a workbook of ours."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that were made one: first and last row, first and last column, counted from 1."""

    top: int
    bottom: int
    left: int
    right: int


def sheet_grid(name: str, data: bytes, sheet: str | None) -> Grid:
    """Return the rows of one sheet of a workbook.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    data : bytes
        Its content.
    sheet : str or None
        Name of the sheet; the first that holds anything when None.

    Raises
    ------
    FileInvalid
        If it is no workbook that can be trusted, or the sheet is not there or unclear.
    """
    _inspect(name, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out, such as styles, is nothing we read
            return _read(name, data, sheet)
    except FileInvalid:
        raise
    # Whatever the library trips over, the file is to blame, and its own words would help nobody.
    except Exception as error:
        raise refuse(
            name, ["It cannot be read as a workbook. Open it in a spreadsheet and save it as XLSX."]
        ) from error


def _inspect(name: str, data: bytes) -> None:
    """Refuse archives that are no workbook, hold programs, or would grow beyond measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            total = sum(part.file_size for part in parts)
            names = {part.filename for part in parts}
            if len(parts) > MAX_PARTS or total > MAX_UNPACKED:
                size = f"{MAX_UNPACKED // 1_000_000} MB"
                raise refuse(name, [f"Unpacked it would be over {size} or {MAX_PARTS:,} parts, the limit."])
            if any(part.flag_bits & 1 for part in parts):
                raise refuse(name, ["It is protected by a password. Save it without one."])
            if "xl/workbook.xml" not in names:
                raise refuse(name, ["It is an archive, but no XLSX workbook. Save the table as XLSX or CSV."])
            if any(part.casefold().endswith("vbaproject.bin") for part in names):
                raise refuse(name, ["It holds macros. Save it as XLSX, without macros."])
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _inspect_part(name, archive.read(part))
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise refuse(name, ["It is a broken archive. Open it in a spreadsheet and save it again."]) from error
    except RuntimeError as error:
        raise refuse(name, ["It is protected by a password. Save it without one."]) from error
    except Exception as error:
        if isinstance(error, FileInvalid):
            raise
        raise refuse(name, ["It is a broken archive. Open it in a spreadsheet and save it again."]) from error


def _inspect_part(name: str, part: bytes) -> None:
    # Workbooks never have a document type; with one, a small part could grow without end or fetch other files.
    if (
        b"<!DOCTYPE" in part
        or b"<!ENTITY" in part
        or part.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"))
    ):
        raise refuse(name, ["A part of it has a document type, which no workbook has."])


def _read(name: str, data: bytes, sheet: str | None) -> Grid:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        chosen, said = _choose(name, book, sheet)
        rows = _rows(name, chosen)
        merged = _merged(data, chosen)
    finally:
        book.close()
    said += _formulas(data, chosen.title, rows)
    said += _fill_merged(name, rows, merged)
    if problems := _bad_signs(rows):
        raise refuse(name, problems)
    kept = [(n, cells) for n, cells in rows if any(not (isinstance(c, str) and not c.strip()) for c in cells)]
    return Grid(kept, said)


def _choose(name: str, book: Any, sheet: str | None) -> tuple[Any, list[str]]:
    tables = [one for one in book.worksheets if one.sheet_state == "visible"]
    titles = [one.title for one in tables]
    if sheet is not None:
        found = [one for one in book.worksheets if one.title.casefold() == sheet.casefold()]
        if not found:
            raise refuse(name, [f"There is no sheet '{sheet}'. There are {listed(titles)}."])
        chosen = found[0]
    else:
        full = [one for one in tables if _holds_anything(one)]
        if not full:
            raise refuse(name, ["No sheet that can be seen holds anything."])
        chosen = next((one for one in full if one.title.casefold() == OURS), full[0])
    said = [f"Read as a workbook (XLSX), sheet '{chosen.title}'."]
    others = [title for title in titles if title != chosen.title]
    if others:
        said.append(f"Other sheets are not read: {listed(others)}. Choose one with --sheet.")
    return chosen, said


def _holds_anything(sheet: Any) -> bool:
    sheet.reset_dimensions()
    for n, row in enumerate(sheet.iter_rows(values_only=True)):
        if any(value is not None for value in row):
            return True
        if n > MAX_ROWS:
            break
    return False


def _rows(name: str, sheet: Any) -> list[tuple[int, list[CellValue]]]:
    sheet.reset_dimensions()
    rows: list[tuple[int, list[CellValue]]] = []
    for n, row in enumerate(sheet.iter_rows(values_only=True), 1):
        values = list(row)
        while values and values[-1] is None:
            values.pop()
        if n > MAX_ROWS:
            raise refuse(name, [f"Sheet '{sheet.title}' has over {MAX_ROWS:,} rows, the limit."])
        if len(values) > MAX_COLUMNS:
            found = f"it has {len(values):,} columns, the limit is {MAX_COLUMNS}"
            raise refuse(name, [CellProblem(n, 0, found)])
        rows.append((n, [_value(value) for value in values]))
    return rows


def _value(value: Any) -> CellValue:
    if value is None:
        return ""
    if isinstance(value, bool):
        return Odd("yes or no")
    if isinstance(value, int | float):
        try:
            return float(value)
        except OverflowError:
            return Odd("a number that is too large")
    if isinstance(value, date | time | timedelta):
        return Odd("a date")
    text = str(value)
    return Odd(f"the error {text}") if re.fullmatch(r"#[A-Z0-9/?!]+[!?AL0-9]", text) else text


def _formulas(data: bytes, title: str, rows: list[tuple[int, list[CellValue]]]) -> list[str]:
    """Say how many cells are formulas, and mark those whose result is not stored: nothing is computed here."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = next(one for one in book.worksheets if one.title == title)
        sheet.reset_dimensions()
        stored = dict(rows)
        count = 0
        for n, row in enumerate(sheet.iter_rows(), 1):
            values = stored.get(n, [])
            for cell in row[:MAX_COLUMNS]:
                if getattr(cell, "data_type", "") == "f":
                    count += 1
                    if cell.column <= len(values) and values[cell.column - 1] == "":
                        values[cell.column - 1] = Odd(NOT_STORED)
                    elif cell.column == len(values) + 1:
                        values.append(Odd(NOT_STORED))
    finally:
        book.close()
    if not count:
        return []
    one = "1 cell is a formula; its stored result was read"
    return [
        f"{one if count == 1 else f'{count} cells are formulas; their stored results were read'}, nothing was computed."
    ]


def _merged(data: bytes, sheet: Any) -> list[Merged]:
    """Return the merged cells of a sheet, which openpyxl leaves out when it only reads."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(str(sheet._worksheet_path).lstrip("/"))
    found = []
    for a, b, c, d in re.findall(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"', xml):
        found.append(Merged(int(b), int(d), _column(a), _column(c)))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:3]:
        number = number * 26 + letter - 64
    return number


def _fill_merged(name: str, rows: list[tuple[int, list[CellValue]]], merged: list[Merged]) -> list[str]:
    """Give a text to every cell it was merged over; refuse a number, which belongs to one cell only."""
    by_row = dict(rows)
    problems, filled = [], 0
    for area in merged:
        cells = by_row.get(area.top, [])
        value = cells[area.left - 1] if area.left <= len(cells) else ""
        if value == "":
            continue
        if not isinstance(value, str):
            ends = f"{column_letters(area.left)}{area.top}:{column_letters(area.right)}{area.bottom}"
            found = f"the merged cells {ends} hold a number, and nobody can tell for which of them"
            problems.append(CellProblem(area.top, area.left, found, "Part the cells."))
            continue
        filled += 1
        for n in range(area.top, min(area.bottom, area.top + MAX_ROWS) + 1):
            row = by_row.get(n)
            if row is None:
                continue
            last = min(area.right, MAX_COLUMNS)
            row.extend([""] * (last - len(row)))
            row[area.left - 1 : last] = [value] * (last - area.left + 1)
    if problems:
        raise refuse(name, problems)
    if not filled:
        return []
    return [
        f"{filled} merged {'area' if filled == 1 else 'areas'} of text: the text counts for each of the cells."
    ]


def _bad_signs(rows: list[tuple[int, list[CellValue]]]) -> list[CellProblem]:
    return [
        CellProblem(n, c, slip[1], "Remove it.")
        for n, cells in rows
        for c, cell in enumerate(cells, 1)
        if isinstance(cell, str) and (slip := bad_character(cell.replace("\r\n", "\n")))
    ]
