"""A wide table: options as rows, criteria as columns, and rows that say something of the criteria."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policylab.catalog.matrix.grid import CellValue, Grid, is_empty, padded, text_of
from policylab.catalog.matrix.names import Names, unique_ids
from policylab.catalog.matrix.parts import Reading, Spot, TableScore, is_numeric, known
from policylab.catalog.matrix.words import INACTIVE, ROLES, column_of, fact_of, plain
from policylab.catalog.report import short
from policylab.schema.decision_table import Pair

Row = tuple[int, list[CellValue]]
_OF_OPTIONS = ("option", "option_title", "role", "active", "description")


def read_wide(grid: Grid, head: Row, reading: Reading) -> Names:
    """Return options, criteria and numbers of a wide table; problems go to the reading."""
    facts, rows = _parted(grid, head, reading)
    columns = _columns(head, [cells for _, cells in rows], reading)
    names = Names(is_tidy=False, head_row=head[0])
    criteria = _criteria(names, head[1], columns["criteria"], facts, reading)
    _options(names, rows, head, columns, criteria, grid, reading)
    return names


def _parted(grid: Grid, head: Row, reading: Reading) -> tuple[dict[str, Row], list[Row]]:
    """Return rows that say something of the criteria by what they say, and the rows of the options."""
    facts: dict[str, Row] = {}
    rows: list[Row] = []
    for n, cells in grid.rows:
        if n == head[0]:
            continue
        word = fact_of(text_of(cells[0])) if cells else None
        if word is not None and word not in facts:
            facts[word] = (n, cells)
            reading.notes.append(f"Row {n} ({short(text_of(cells[0]))}) speaks of the criteria.")
        elif n < head[0]:
            reading.skipped.append(
                f"Not taken over: row {n} above the headings, {short(' '.join(map(text_of, cells)))}."
            )
        else:
            rows.append((n, cells))
    return facts, rows


def _columns(head: Row, rows: Sequence[list[CellValue]], reading: Reading) -> dict[str, Any]:
    """Return the columns by what they hold, counted from 0: those of an option, and a list of criteria."""
    number, cells = head
    found: dict[str, Any] = {"criteria": [], "nameless": []}
    width = max([len(cells), *(len(row) for row in rows)])
    plain_names = {plain(text_of(cell)) for cell in cells}
    for c, cell in enumerate(padded(cells, width)):
        below = [row[c] for row in rows if c < len(row) and not is_empty(row[c])]
        word = column_of(text_of(cell))
        if is_empty(cell) and c > 0:
            # A few rows that are too long are told by row instead.
            if 2 * len(below) >= max(len(rows), 1):
                spot = Spot(number, c + 1)
                reading.problems.append(spot.problem("this column has no name", "Name it in the first row."))
                found["nameless"].append(c)
            continue
        if plain(text_of(cell)).startswith("own ") and plain(text_of(cell))[4:] in plain_names:
            # A reader's own scores in our own exports: they stand beside the published ones.
            reading.skipped.append(f"Not taken over: column {short(text_of(cell))}, a reader's own scores.")
            continue
        if word == "option_title" and c == 0:
            word = "option"
        if word in _OF_OPTIONS and word not in found:
            found[word] = c
        elif c == 0 and "option" not in found:
            found["option"] = 0
        elif below and not any(is_numeric(one) for one in below if known(one)) and any(map(known, below)):
            reading.skipped.append(f"Not taken over: column {short(text_of(cell))}, which holds no number.")
        else:
            found["criteria"].append(c)
    if "option" not in found:
        found["option"] = found.get("option_title", 0)
        found["criteria"] = [c for c in found["criteria"] if c != found["option"]]
    return found


def _criteria(
    names: Names, cells: list[CellValue], columns: list[int], facts: dict[str, Row], reading: Reading
) -> dict[int, str]:
    """Add the criteria; return their ids by column."""
    head_row = cells
    titles = {}
    row = facts.get("criterion_title")
    for c in columns:
        said = text_of(row[1][c]).strip() if row and c < len(row[1]) else ""
        titles[c] = said or text_of(head_row[c]).strip()
    ids = unique_ids([(text_of(head_row[c]).strip(), titles[c]) for c in columns], "criterion")
    by_column = dict(zip(columns, ids, strict=True))
    seen: dict[str, int] = {}
    for c, key in by_column.items():
        name = plain(text_of(head_row[c])) or text_of(head_row[c])
        spot = Spot(names.head_row, c + 1, titles[c])
        if name in seen:
            reading.problems.append(
                Spot(0, c + 1, titles[c]).problem(
                    "another column has the same name", "Give one of them another."
                )
            )
        seen.setdefault(name, c)
        names.criterion(key, titles[c], spot)
        for word, (n, fact) in facts.items():
            if c < len(fact) and not is_empty(fact[c]) and word != "criterion_title":
                names.fact(key, word, fact[c], Spot(n, c + 1, titles[c]), reading)
    return by_column


def _options(
    names: Names, rows: list[Row], head: Row, columns: dict[str, Any], criteria: dict[int, str], grid: Grid,
    reading: Reading,
) -> None:  # fmt: skip
    at, title_at = columns["option"], columns.get("option_title")
    width = len(head[1])
    given = []
    for n, cells in rows:
        row = padded(cells, width)
        name = reading.name(row[at], Spot(n, at + 1))
        title = text_of(row[title_at]).strip() if title_at is not None else ""
        given.append((name or title, title or name))
        if not name and not title:
            found = "the option has no name"
            reading.problems.append(
                Spot(n, at + 1, text_of(head[1][at])).problem(found, "Name it, or remove the row.")
            )
        _check_width(cells, n, width, columns["nameless"], grid, reading)
    ids = unique_ids(given, "option")
    seen: dict[str, int] = {}
    for (n, cells), key, (name, title) in zip(rows, ids, given, strict=True):
        row = padded(cells, width)
        if name in seen and name:
            found = f"option {short(name)} stands in row {seen[name]} and again here"
            reading.problems.append(
                Spot(n, at + 1).problem(found, "Remove one of them, or give it another name.")
            )
        seen.setdefault(name, n)
        names.option(key, title, Spot(n, at + 1))
        _aspects(names, key, row, columns, n, reading)
        for c, criterion in criteria.items():
            spot = Spot(n, c + 1, text_of(head[1][c]))
            number = reading.number(row[c], spot)
            pair: Pair = (key, criterion)
            names.spots[pair] = spot
            if number is not None:
                names.scores[pair] = TableScore(None, number, None)


def _check_width(
    cells: list[CellValue], n: int, width: int, nameless: list[int], grid: Grid, reading: Reading
) -> None:
    if grid.separator and len(cells) < width:
        found = f"it has {len(cells)} fields, {width} are due"
        fix = "Give each column a field; an empty one is written as nothing between two separators."
        reading.problems.append(Spot(n, 0).problem(found, fix))
    for c, cell in enumerate(cells[width:], width + 1):
        if not is_empty(cell) and c - 1 not in nameless:
            found = f"{short(text_of(cell))} stands in a column without a name"
            reading.problems.append(
                Spot(n, c).problem(found, "Name the column, or put texts with separators in quotes.")
            )
            break


def _aspects(
    names: Names, key: str, row: list[CellValue], columns: dict[str, Any], n: int, reading: Reading
) -> None:
    if (at := columns.get("role")) is not None and (text := plain(text_of(row[at]))):
        if text in ROLES:
            names.roles[key] = ROLES[text]
        else:
            found = f"{short(text_of(row[at]))} is no role"
            reading.problems.append(Spot(n, at + 1, "role").problem(found, "Use baseline or option."))
    if (at := columns.get("active")) is not None and plain(text_of(row[at])) in INACTIVE:
        names.inactive.add(key)
    if (at := columns.get("description")) is not None:
        names.descriptions[key] = text_of(row[at]).strip()
