"""A table file to rows of cells: what it is written in is found, and said; what is unclear is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from policylab.catalog.report import short
from policylab.catalog.text import bad_character
from policylab.errors import FileInvalid

MAX_BYTES = 5_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 400
MAX_PROBLEMS = 30
NOT_STORED = "a formula without a stored result"
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
    "euc-kr": "euc_kr",
    "gb18030": "gb18030",
    "shift-jis": "shift_jis",
}
_KINDS = {
    b"%PDF-": "a PDF document; copy the table into a spreadsheet and save it as CSV or XLSX",
    b"\xd0\xcf\x11\xe0": "an old workbook (.xls) or one with a password; save it as XLSX without a password",
    b"\x89PNG": "a picture; a table in digits and letters is due",
    b"\xff\xd8\xff": "a picture; a table in digits and letters is due",
    b"GIF8": "a picture; a table in digits and letters is due",
    b"\x1f\x8b": "a compressed archive; unpack it first",
    b"SQLite format 3": "a database; export the table as CSV",
}


@dataclass(frozen=True, slots=True)
class Odd:
    """What stands in a cell of a workbook and is neither text nor number: a date, an error, yes or no."""

    what: str


CellValue: TypeAlias = str | float | Odd


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Something that is wrong in a table, by row and column as a spreadsheet counts them; 0 is no single one."""

    row: int
    column: int
    found: str
    fix: str = ""
    name: str = ""

    def __str__(self) -> str:
        places = [f"row {self.row}"] if self.row else []
        if self.column:
            named = f" ({short(self.name)})" if self.name else ""
            places.append(f"column {column_letters(self.column)}{named}")
        head = f"{', '.join(places)}: " if places else ""
        sentence = f"{head}{self.found}."
        return f"{sentence[:1].upper()}{sentence[1:]} {self.fix}".rstrip()


@dataclass
class Grid:
    """Rows of cells with their numbers in the file; `said` is how the file was read, in sentences."""

    rows: list[tuple[int, list[CellValue]]]
    said: list[str] = field(default_factory=list)
    separator: str = ""
    """The sign between the columns; empty for a workbook."""


def column_letters(column: int) -> str:
    """Return a column as spreadsheets name it.

    >>> column_letters(1), column_letters(27)
    ('A', 'AA')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def refuse(name: str, problems: Iterable[object]) -> FileInvalid:
    """Return the error that holds the problems, in the order of the rows, the first of very many."""
    listed = list(problems)
    listed.sort(key=lambda p: (p.row, p.column) if isinstance(p, CellProblem) else (0, 0))
    if len(listed) > MAX_PROBLEMS:
        rest = len(listed) - MAX_PROBLEMS
        listed = [*listed[:MAX_PROBLEMS], f"And {rest} more problems of this kind."]
    return FileInvalid(name, listed)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, refusing what cannot hold a table.

    Raises
    ------
    FileInvalid
        If it is no file, too large, empty, or of another kind by its content.
    """
    name = path.name
    try:
        if not path.is_file():
            found = "is a folder" if path.is_dir() else "is not there"
            raise refuse(name, [f"It {found}. Give the path of a CSV, TSV or XLSX file."])
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise refuse(name, ["It cannot be opened. Check its name and who may read it."]) from error
    if len(data) > MAX_BYTES:
        raise refuse(
            name, [f"It is over {MAX_BYTES // 1_000_000} MB, the limit. Leave out what is no table."]
        )
    if not data.strip():
        raise refuse(name, ["It holds nothing."])
    for start, kind in _KINDS.items():
        if data.startswith(start):
            raise refuse(name, [f"Its content is {kind}."])
    return data


def read_text(name: str, data: bytes, encoding: str | None) -> tuple[str, str]:
    """Return a file's bytes as text, and in what it was written.

    Raises
    ------
    FileInvalid
        If the bytes are not in the encoding found or given.
    """
    found = encoding or _encoding_of(data)
    try:
        text = data.decode(ENCODINGS[found])
    except UnicodeError as error:
        hint = (
            f"Save it as 'CSV UTF-8', or say what it is written in with --encoding: {', '.join(ENCODINGS)}."
        )
        raise refuse(name, [f"It is not in {found.upper()}. {hint}"]) from error
    return text.removeprefix("\ufeff"), found


def _encoding_of(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8"


def text_grid(name: str, text: str, separator: str | None, encoding: str) -> Grid:
    """Return the rows of a table in text.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    text : str
        Its content.
    separator : str or None
        `comma`, `semicolon` or `tab`; found when None.
    encoding : str
        What it was written in, to be said.

    Raises
    ------
    FileInvalid
        If quotes do not fit, a sign cannot be kept, or the separator is not clear.
    """
    if problems := _bad_signs(text):
        raise refuse(name, problems)
    chosen = separator or _find_separator(name, text)
    rows, broken = _split(text, SEPARATORS[chosen])
    if broken:
        raise refuse(name, [broken])
    if len(rows) > MAX_ROWS:
        raise refuse(name, [f"It has {len(rows):,} rows, the limit is {MAX_ROWS:,}."])
    kept: list[tuple[int, list[CellValue]]] = [
        (n, list(cells)) for n, cells in rows if any(cell.strip() for cell in cells)
    ]
    ends = "Windows line ends" if "\r\n" in text else ""
    between = {"comma": "commas", "semicolon": "semicolons", "tab": "tabs"}[chosen]
    written = {"utf-8": "UTF-8", "utf-16": "UTF-16"}.get(encoding, encoding)
    said = f"Read as text in {written} with {between} between the columns"
    return Grid(kept, [f"{said}{', ' + ends if ends else ''}."], SEPARATORS[chosen])


def _bad_signs(text: str) -> list[object]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [
        f"Line {n}, sign {slip[0] + 1}: {slip[1]}. Remove it."
        for n, line in enumerate(lines, 1)
        if (slip := bad_character(line))
    ]


def _split(text: str, sign: str) -> tuple[list[tuple[int, list[str]]], CellProblem | None]:
    """Return rows with the line each starts in, and what is wrong with the quotes, if anything."""
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:
        found = "the quotes in this row, or in one below it, do not fit together"
        return rows, CellProblem(
            start, 0, found, "A text in quotes ends with a quote; one inside it is doubled."
        )
    return rows, None


def _find_separator(name: str, text: str) -> str:
    """Return the separator that makes a table of the text: rows of one width, and the most fields; never a tie."""
    able: dict[str, tuple[bool, int]] = {}
    broken = None
    for key, sign in SEPARATORS.items():
        rows, slip = _split(text, sign)
        broken = broken or slip
        # Lines with one field are titles or remarks around the table.
        widths = [len(cells) for _, cells in rows if len(cells) > 1 and not cells[0].lstrip().startswith("#")]
        if widths and not slip:
            able[key] = len(set(widths)) == 1, sum(widths) - len(widths)
    best = [key for key, found in able.items() if found == max(able.values())]
    if len(best) == 1:
        return best[0]
    if best:
        fix = f"Say it with --separator {' or --separator '.join(best)}."
        raise refuse(name, [f"What stands between the columns is not clear: {' or '.join(best)}. {fix}"])
    if broken:
        raise refuse(name, [broken])
    found = "No commas, semicolons or tabs stand between columns"
    raise refuse(name, [f"{found}. A first row that names an option and a criterion is due."])


def is_empty(cell: CellValue) -> bool:
    """Whether nothing stands in a cell."""
    return isinstance(cell, str) and not cell.strip()


def text_of(cell: CellValue) -> str:
    """Return a cell as text, without the apostrophe by which our exports keep a spreadsheet from running it.

    >>> text_of("'=1+1"), text_of(2.0), text_of("'tis")
    ('=1+1', '2', "'tis")
    """
    if isinstance(cell, Odd):
        return cell.what
    if isinstance(cell, float):
        return f"{cell:g}" if abs(cell) < 1e15 else repr(cell)
    rest = cell[1:]
    guarded = rest.lstrip().startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20")) or rest.startswith(
        ("\t", "\r", "\n")
    )
    return rest if cell.startswith("'") and guarded else cell


def padded(row: Sequence[CellValue], n: int) -> list[CellValue]:
    """Return a row with empty cells at its end, so that it has at least so many."""
    return [*row, *[""] * (n - len(row))]
