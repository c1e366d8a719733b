"""An option matrix of somebody else's (CSV, TSV, XLSX) to a neutral table, with everything said that was decided."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from policylab.catalog.codes import MAX_CRITERIA, MAX_OPTIONS
from policylab.catalog.matrix.grid import (
    CellValue,
    Grid,
    is_empty,
    read_bytes,
    read_text,
    refuse,
    text_grid,
    text_of,
)
from policylab.catalog.matrix.names import Names
from policylab.catalog.matrix.numbers import Decimal, find_decimal
from policylab.catalog.matrix.parts import MatrixFile, Reading, Spot, TableScore
from policylab.catalog.matrix.tidy import Row, read_tidy
from policylab.catalog.matrix.wide import read_wide
from policylab.catalog.matrix.words import column_of, fact_of, is_tidy
from policylab.catalog.matrix.xlsx import sheet_grid
from policylab.catalog.report import listed, short
from policylab.schema.decision_table import Alternative, DecisionTable, Node, Quantitative, TableCriterion
from policylab.schema.table_value import Integer, Real, Value
from policylab.terms import PROTECTION_CRITERIA, PROTECTION_GROUPS

__all__ = ["MatrixFile", "TableScore", "is_workbook", "is_xml", "read_matrix"]


def is_workbook(data: bytes) -> bool:
    """Whether bytes begin as an archive does, which a workbook is; what its name says does not count."""
    return data.startswith(b"PK")


def is_xml(data: bytes) -> bool:
    """Whether bytes begin as XML does, in any encoding that XML allows."""
    start = data.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return start.replace(b"\x00", b"").lstrip()[:1] == b"<"


def read_matrix(
    path: Path,
    *,
    separator: str | None = None,
    decimal: Decimal | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> MatrixFile:
    """Read a table of options and criteria, whatever its layout.

    Parameters
    ----------
    path : Path
        A CSV or TSV file in any of a few encodings, or an XLSX workbook; told apart by content.
    separator : str, optional
        `comma`, `semicolon` or `tab`; found if not given.
    decimal : str, optional
        `comma` or `point`; found if not given.
    encoding : str, optional
        What a text is written in; UTF-8 or UTF-16 are found if not given.
    sheet : str, optional
        Sheet of a workbook; the first one with anything on it if not given.

    Returns
    -------
    MatrixFile
        With how it was read in `table.notes`, and what was not taken over in `table.skipped`.

    Raises
    ------
    FileInvalid
        If anything is wrong with the file; all problems at once, by row and column.
    """
    data = read_bytes(path)
    if is_workbook(data):
        grid = sheet_grid(path.name, data, sheet)
    else:
        text, found = read_text(path.name, data, encoding)
        grid = text_grid(path.name, text, separator, found)
    return _from_grid(path.name, grid, decimal)


def _from_grid(name: str, grid: Grid, decimal: Decimal | None) -> MatrixFile:
    about = _take_about(grid)
    head = _head(name, grid)
    reading = Reading(decimal)
    for c, cell in enumerate(head[1], 1):
        reading.name(cell, Spot(head[0], c))
    _settle_decimal(name, grid, head, reading)
    tidy = is_tidy(text_of(cell) for cell in head[1])
    names = (read_tidy if tidy else read_wide)(grid, head, reading)
    _ledgers_told(names, about, reading)
    _check_sizes(names, reading)
    if reading.problems:
        raise refuse(name, reading.problems)
    layout = "one row for each score" if tidy else "options as rows, criteria as columns"
    notes = [*grid.said, *reading.notes, f"The headings stand in row {head[0]}; {layout}."]
    if about:
        notes.append(f"{len(about)} rows that begin with # say what the file is; they were read, too.")
    table = DecisionTable(
        title=about.get("study", "") or name,
        description=about.get("label", ""),
        alternatives={
            key: Alternative(key, title, key not in names.inactive, names.descriptions.get(key, ""))
            for key, title in names.options.items()
        },
        criteria={key: _criterion(names, key) for key in names.criteria},
        values={
            pair: _value(score.central) for pair, score in names.scores.items() if score.central is not None
        },
        weights={key: _value(number) for key, number in names.weights.items()},
        weights_title=f"Weights of {name}" if names.weights else "",
        hierarchy=_groups(names),
        origin="a table",
        notes=tuple(notes),
        skipped=tuple(reading.skipped),
    )
    bases = [key for key, role in names.roles.items() if role == "baseline"]
    return MatrixFile(
        name, table, names.scores, names.ledgers, bases[0] if len(bases) == 1 else None, names.units,
        names.has_ranges, about, names.spots, max(n for n, _ in grid.rows),
        " ".join(text_of(cell) for cell in head[1]),
    )  # fmt: skip


def _take_about(grid: Grid) -> dict[str, str]:
    """Take rows that begin with # out of the grid and return what they say, by name."""
    found: dict[str, str] = {}
    kept = []
    for n, cells in grid.rows:
        first = text_of(cells[0]) if cells else ""
        if first.lstrip().startswith("#"):
            said = " ".join(text_of(cell).strip() for cell in cells[1:]).strip()
            found.setdefault(first.strip().lstrip("#").strip(), said)
        else:
            kept.append((n, cells))
    grid.rows = kept
    return found


def _ledgers_told(names: Names, about: Mapping[str, str], reading: Reading) -> None:
    """Take the ledgers from the row that names the groups, or the criteria, of the ledger of protection."""
    criteria = {key: key for key in names.criteria}
    for row, of in ((PROTECTION_GROUPS, names.groups), (PROTECTION_CRITERIA, criteria)):
        if row in about:
            inside = about[row].split()
            for criterion, key in of.items():
                names.ledgers.setdefault(criterion, "protection" if key in inside else "state")
            if lost := [name for name in inside if name not in of.values()]:
                reading.skipped.append(f"Not found in the table: {listed(lost)} of the row '# {row}'.")


def _head(name: str, grid: Grid) -> Row:
    """Return the row of headings: the first that names the options, or else the first with two cells or more."""
    full = [(n, cells) for n, cells in grid.rows if sum(not is_empty(cell) for cell in cells) >= 2]
    for n, cells in full[:50]:
        words = [column_of(text_of(cell)) for cell in cells]
        if words[0] in ("option", "option_title") and not fact_of(text_of(cells[0])):
            return n, _cut(cells)
        if is_tidy(text_of(cell) for cell in cells):
            return n, _cut(cells)
    for n, cells in full:
        if not fact_of(text_of(cells[0])):
            return n, _cut(cells)
    raise refuse(
        name, ["No row names an option and a criterion. A first row such as Option, Cost, Jobs is due."]
    )


def _cut(cells: list[CellValue]) -> list[CellValue]:
    cut = list(cells)
    while cut and is_empty(cut[-1]):
        cut.pop()
    return cut


def _settle_decimal(name: str, grid: Grid, head: Row, reading: Reading) -> None:
    # Each text once, in order: a table repeats itself, and a whole number tells nothing.
    texts = dict.fromkeys(
        cell
        for n, cells in grid.rows
        if n != head[0]
        for cell in cells[1:]
        if isinstance(cell, str) and ("," in cell or "." in cell) and len(cell) < 60
    )
    if reading.decimal is None:
        reading.decimal, unclear = find_decimal(texts, grid.separator)
        if unclear:
            raise refuse(name, [unclear])
    if reading.decimal is not None:
        reading.notes.append(f"Decimals are written with a {reading.decimal}.")


def _check_sizes(names: Names, reading: Reading) -> None:
    for n, most, what in (
        (len(names.options), MAX_OPTIONS, "options"),
        (len(names.criteria), MAX_CRITERIA, "criteria"),
    ):
        if n > most:
            reading.problems.append(f"It has {n:,} {what}, the limit is {most:,}.")
        if n == 0 and not reading.problems:
            reading.problems.append(
                f"It has no {what}. Options stand in the first column, criteria in the first row."
            )
    bases = [short(names.options[key]) for key, role in names.roles.items() if role == "baseline"]
    if len(bases) > 1:
        reading.problems.append(f"More than one option is marked as baseline: {', '.join(bases)}. Mark one.")


def _criterion(names: Names, key: str) -> TableCriterion:
    unit = names.units.get(key, "")
    return TableCriterion(
        key, names.criteria[key], direction=names.directions.get(key), scale=Quantitative(title=unit)
    )


def _value(number: float) -> Value:
    return Integer(int(number)) if number.is_integer() and abs(number) < 1e15 else Real(number)


def _groups(names: Names) -> tuple[Node, ...]:
    """Return the groups with their criteria."""
    members: dict[str, list[str]] = {}
    for key in names.criteria:
        if key in names.groups:
            members.setdefault(names.groups[key], []).append(key)
    nodes = tuple(
        Node(f"group {n}", title, is_set=True, children=tuple(Node(key, names.criteria[key]) for key in keys))
        for n, (title, keys) in enumerate(members.items(), 1)
    )
    return nodes
