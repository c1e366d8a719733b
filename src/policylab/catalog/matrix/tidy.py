"""A tidy table: one row for each score, as our own exports write it."""

from __future__ import annotations

from collections.abc import Mapping

from policylab.catalog.matrix.grid import CellValue, Grid, column_letters, is_empty, padded, text_of
from policylab.catalog.matrix.names import Names, unique_ids
from policylab.catalog.matrix.parts import Reading, Spot, TableScore
from policylab.catalog.matrix.words import ROLES, column_of, plain
from policylab.catalog.report import short

Row = tuple[int, list[CellValue]]
_FACTS = ("group", "ledger", "direction", "weight", "unit")


def read_tidy(grid: Grid, head: Row, reading: Reading) -> Names:
    """Return options, criteria and scores of a tidy table; problems go to the reading."""
    columns = _columns(head, reading)
    rows = _rows(grid, head, columns, reading)
    names = Names(is_tidy=True, head_row=head[0], has_ranges={"low", "high"} <= columns.keys())
    options = _ids(rows, columns, "option", reading)
    criteria = _ids(rows, columns, "criterion", reading)
    for n, cells in rows:
        row = _Row(n, cells, columns, head[1])
        option, criterion = options.get(row.key("option")), criteria.get(row.key("criterion"))
        if option is None or criterion is None:
            continue
        names.option(option[0], option[1], row.spot("option"))
        names.criterion(criterion[0], criterion[1], row.spot("criterion"))
        _facts(names, option[0], criterion[0], row, reading)
        _score(names, option[0], criterion[0], row, reading)
    return names


class _Row:
    """A row with its columns by what they hold."""

    def __init__(
        self, n: int, cells: list[CellValue], columns: dict[str, int], head: list[CellValue]
    ) -> None:
        self.n = n
        self.cells = padded(cells, len(head))
        self.columns = columns
        self.head = head

    def text(self, word: str) -> str:
        return text_of(self.cells[self.columns[word]]).strip() if word in self.columns else ""

    def cell(self, word: str) -> CellValue:
        return self.cells[self.columns[word]] if word in self.columns else ""

    def key(self, kind: str) -> str:
        return self.text(kind) or self.text(f"{kind}_title")

    def spot(self, word: str) -> Spot:
        at = self.columns.get(word, self.columns.get(f"{word}_title", 0))
        return Spot(self.n, at + 1, text_of(self.head[at]))


def _columns(head: Row, reading: Reading) -> dict[str, int]:
    found: dict[str, int] = {}
    others: list[str] = []
    again: list[str] = []
    for c, cell in enumerate(head[1]):
        word = column_of(text_of(cell))
        if is_empty(cell):
            fix = "Name it, or remove it."
            reading.problems.append(Spot(head[0], c + 1).problem("this column has no name", fix))
        elif word is None:
            others.append(short(text_of(cell)))
        elif word in found and word not in ("option", "criterion"):
            # Our own workbook has a reader's scores and the shifted ones to the right of the published.
            again.append(f"{column_letters(c + 1)} {short(text_of(cell))}")
        elif word in found:
            other = short(text_of(head[1][found[word]]))
            spot = Spot(head[0], c + 1, text_of(cell))
            fix = "Rename or remove one of them."
            reading.problems.append(spot.problem(f"it means the same as column {other}", fix))
        else:
            found[word] = c
    if others:
        reading.skipped.append(f"Not taken over: columns that are no part of a score, {', '.join(others)}.")
    if again:
        reading.skipped.append(f"Not taken over: columns that repeat one to their left, {', '.join(again)}.")
    if "option" not in found and "option_title" in found:
        found["option"] = found["option_title"]
    return found


def _rows(grid: Grid, head: Row, columns: dict[str, int], reading: Reading) -> list[Row]:
    rows = []
    width = len(head[1])
    for n, cells in grid.rows:
        if n < head[0]:
            reading.skipped.append(
                f"Not taken over: row {n} above the headings, {short(' '.join(map(text_of, cells)))}."
            )
        elif n > head[0]:
            rows.append((n, cells))
            over = next((c for c, cell in enumerate(cells[width:], width + 1) if not is_empty(cell)), 0)
            if over:
                fix = "Put texts with separators in quotes."
                reading.problems.append(Spot(n, over).problem("a field stands beyond the last column", fix))
            elif grid.separator and len(cells) < width:
                found = f"it has {len(cells)} fields, {width} are due"
                reading.problems.append(
                    Spot(n, 0).problem(found, "Give each column a field, empty where nothing is known.")
                )
    for n, cells in rows:
        row = _Row(n, cells, columns, head[1])
        for kind in ("option", "criterion"):
            reading.name(row.cell(kind), row.spot(kind))
            if not row.key(kind):
                reading.problems.append(
                    row.spot(kind).problem(f"no {kind} is named here", "Name it, or remove the row.")
                )
    return rows


def _ids(rows: list[Row], columns: dict[str, int], kind: str, reading: Reading) -> dict[str, tuple[str, str]]:
    """Return id and title of every option or criterion by what the table calls it."""
    titles: dict[str, tuple[str, int]] = {}
    for n, cells in rows:
        row = _Row(n, cells, columns, padded([], max(columns.values(), default=0) + 1))
        key, title = row.key(kind), row.text(f"{kind}_title")
        if not key:
            continue
        if key in titles and title and titles[key][0] not in ("", title):
            other, row_of_other = titles[key]
            found = (
                f"{kind} {short(key)} is called {short(title)} here and {short(other)} in row {row_of_other}"
            )
            at = columns.get(f"{kind}_title", 0) + 1
            reading.problems.append(Spot(n, at).problem(found, "Give it one name."))
        if key not in titles or not titles[key][0]:
            titles[key] = (title, n)
    ids = unique_ids([(key, title or key) for key, (title, _) in titles.items()], kind)
    return {key: (id, title or key) for id, (key, (title, _)) in zip(ids, titles.items(), strict=True)}


def _facts(names: Names, option: str, criterion: str, row: _Row, reading: Reading) -> None:
    known: dict[str, Mapping[str, object]] = {
        "group": names.groups,
        "ledger": names.ledgers,
        "direction": names.directions,
        "weight": names.weights,
        "unit": names.units,
    }
    for word in _FACTS:
        if word in row.columns and criterion not in known[word]:
            names.fact(criterion, word, row.cell(word), row.spot(word), reading)
    role = plain(row.text("role"))
    if role in ROLES:
        names.roles[option] = ROLES[role]


def _score(names: Names, option: str, criterion: str, row: _Row, reading: Reading) -> None:
    pair = (option, criterion)
    if pair in names.spots:
        found = f"the score of {short(names.options[option])} on {short(names.criteria[criterion])} stands in row "
        reading.problems.append(
            row.spot("option").problem(f"{found}{names.spots[pair].row} and again here", "Remove one.")
        )
        return
    names.spots[pair] = row.spot("central")
    low, central, high = (
        reading.number(row.cell(word), row.spot(word)) for word in ("low", "central", "high")
    )
    if central is None:
        if low is not None or high is not None:
            fix = "Give the score itself as well, or leave all three empty."
            reading.problems.append(row.spot("central").problem("a range stands here without a score", fix))
        return
    if low is not None and high is not None and not low <= central <= high:
        found = f"{low:g}, {central:g}, {high:g} do not rise"
        reading.problems.append(row.spot("low").problem(found, "Order them as lowest, score, highest."))
    evidence = tuple(row.text("evidence").replace(",", " ").replace(";", " ").split())
    names.scores[pair] = TableScore(
        low, central, high, plain(row.text("basis")), evidence, row.text("reason")
    )
