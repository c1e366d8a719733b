"""Tables as data: the same columns as the page's own exports, with exact numbers beside those of the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from policylab.exports.about import about
from policylab.exports.receipt import Receipt
from policylab.exports.tables.rows import (
    OrderRow,
    ScoreCell,
    counting_groups,
    criteria_by_group,
    order_rows,
    score_cells,
)
from policylab.exports.text_safe import clean, one_line
from policylab.exports.view import View
from policylab.terms import PROTECTION_CRITERIA, PROTECTION_GROUPS

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | None
DECIMALS = 6
"""Of exact numbers: far below a point, and above the last bits that machines differ in."""
POINTS = "points from -100 to 100, today’s practice at 0"
STEPS = "steps from -3 to 3, today’s practice at 0"


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes
    ----------
    id : str
        Its name in the file.
    title : str
        What it holds, in words.
    kind : str
        `text`, `whole`, `number`, `yes_no` (True or False) or `ids` (tuple of texts).
    unit : str
        Of its numbers.
    """

    id: str
    title: str
    kind: str = "text"
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """A table as data: rows of plain values in the order of the columns; None where nothing is known."""

    title: str
    about: Mapping[str, str]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    receipt: str

    @property
    def names(self) -> tuple[str, ...]:
        """Ids of the columns."""
        return tuple(column.id for column in self.columns)


def table_of(view: View, receipt: Receipt) -> Table:
    """Return the table that a receipt asks for: `order`, `matrix` or `scores`, its texts cleaned."""
    make: dict[str, Callable[[View], tuple[str, list[Column], list[list[Value]]]]] = {
        "order": _order,
        "matrix": _matrix,
        "scores": _scores,
    }
    title, columns, rows = make[receipt.kind](view)
    told = {key: one_line(text) for key, text in (about(view, receipt) | _ledger(view, receipt)).items()}
    return Table(
        title=title,
        about=told,
        columns=_each_named_once(columns),
        rows=tuple(tuple(_cleaned(value) for value in row) for row in rows),
        receipt=receipt.line,
    )


def _ledger(view: View, receipt: Receipt) -> dict[str, str]:
    """Return what is about protection, by id as the table has it: no column says it, and import reads it back."""
    study = view.published
    if receipt.kind == "scores":
        return {PROTECTION_GROUPS: " ".join(study.protection_groups)}
    if receipt.kind == "matrix":
        keys = (key for group in study.protection_groups for key in study.criteria_of(group))
        return {PROTECTION_CRITERIA: " ".join(keys)}
    return {}


def _each_named_once(columns: list[Column]) -> tuple[Column, ...]:
    """Return the columns, the second of two with one name called `name_2`: a criterion may be called `title`."""
    taken: list[str] = []
    for column in columns:
        name = column.id
        while name in taken:
            name += "_2"
        taken.append(name)
    named = zip(taken, columns, strict=True)
    return tuple(Column(name, clean(one.title), one.kind, one.unit) for name, one in named)


def _cleaned(value: Value) -> Value:
    if isinstance(value, str):
        return clean(value)
    return tuple(clean(one) for one in value) if isinstance(value, tuple) else value


def _exact(number: float | None) -> float | None:
    return None if number is None else round(number, DECIMALS) + 0.0


# ---- Order ----------------------------------------------------------------------------------------------------


def _order(view: View) -> tuple[str, list[Column], list[list[Value]]]:
    groups = counting_groups(view)
    titles = {group: view.published.groups[group].title for group in groups}
    # The ledger of protection has a column of its own: what it adds to the total is called otherwise.
    names = {group: group if group in view.published.state_groups else f"from_{group}" for group in groups}
    columns = [
        Column("place", "Place, the first one of those that share it", "whole"),
        Column("shared", "Whether others have the same place", "yes_no"),
        Column("range_from", "First place in the middle 90 % of draws", "whole"),
        Column("range_to", "Last place in the middle 90 % of draws", "whole"),
        Column("option", "Id of the option"),
        Column("title", "Option"),
        *(Column(names[group], f"{titles[group]}, rounded so that parts add up", "whole", POINTS) for group in groups),
        Column("total", "Total", "whole", POINTS),
        Column("protection", "Protection, in a ledger of its own", "whole", POINTS),
        Column("protection_word", "Protection in a word"),
        Column("below_floor", "Whether it is below the floor on protection", "yes_no"),
        Column("todays_practice", "Whether it is today’s practice", "yes_no"),
        Column("own_scores_counted", "Own scores of the reader that count", "whole"),
        *(Column(f"{names[group]}_exact", titles[group], "number", POINTS) for group in groups),
        Column("total_exact", "Total", "number", POINTS),
        Column("protection_exact", "Protection, in a ledger of its own", "number", POINTS),
    ]  # fmt: skip
    return "Order of options", columns, [_order_values(view, row, groups) for row in order_rows(view)]


def _order_values(view: View, row: OrderRow, groups: tuple[str, ...]) -> list[Value]:
    return [
        row.place,
        None if row.place is None else row.is_shared,
        *row.range,
        row.option,
        view.published.options[row.option].title,
        *(row.parts.get(group) for group in groups),
        row.total,
        row.protection,
        row.word,
        row.is_below,
        row.is_today,
        row.n_own,
        *(_exact(row.exact_parts.get(group)) for group in groups),
        _exact(row.exact_total),
        _exact(row.exact_protection),
    ]


# ---- Scores ---------------------------------------------------------------------------------------------------


def _matrix(view: View) -> tuple[str, list[Column], list[list[Value]]]:
    study, criteria = view.published, criteria_by_group(view)
    cells = {(cell.option, cell.criterion): cell for cell in score_cells(view)}
    owned = [key for key in criteria if any(criterion == key for _, criterion in view.result.own)]
    columns = [
        Column("option", "Id of the option"),
        Column("title", "Option"),
        *(Column(key, study.criteria[key].title, "number", STEPS) for key in criteria),
        *(Column(f"own {key}", f"{study.criteria[key].title}, the reader’s own", "number", STEPS) for key in owned),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            option,
            study.options[option].title,
            *(_central(cells[option, key].in_scenario) for key in criteria),
            *(_central(cells[option, key].own_in_scenario) for key in owned),
        ]
        for option in study.ranked_options
    ]
    return "Option matrix", columns, rows


def _central(three: tuple[float, float, float] | None) -> float | None:
    return None if three is None else three[1]


def _scores(view: View) -> tuple[str, list[Column], list[list[Value]]]:
    columns = [
        Column("option", "Id of the option"),
        Column("option_title", "Option"),
        Column("criterion", "Id of the criterion"),
        Column("criterion_title", "Criterion"),
        Column("group", "Id of the group of criteria"),
        *_bounds("", "as published, today"),
        Column("basis", "What it rests on"),
        Column("evidence", "Ids of the evidence", "ids"),
        Column("reason", "Why this score"),
        *_bounds("scenario_", "as published, as the scenario moves it"),
        *_bounds("own_", "the reader’s own, today"),
        Column("own_counts", "Whether the reader’s own counts in the place of the published one", "yes_no"),
    ]
    return "Scores", columns, [_score_values(view, cell) for cell in score_cells(view)]


def _bounds(before: str, says: str) -> list[Column]:
    words = {"low": "Lowest", "central": "Central", "high": "Highest"}
    return [Column(f"{before}{key}", f"{word} score, {says}", "number", STEPS) for key, word in words.items()]


def _score_values(view: View, cell: ScoreCell) -> list[Value]:
    study, row = view.published, cell.published
    nothing: list[Value] = [None, None, None]
    return [
        cell.option,
        study.options[cell.option].title,
        cell.criterion,
        study.criteria[cell.criterion].title,
        study.group_of(cell.criterion),
        *([row.low, row.central, row.high] if row else nothing),
        row.basis.value if row else "not scored",
        row.evidence if row else (),
        row.reason if row else None,
        *(cell.in_scenario or nothing),
        *(cell.own or nothing),
        True if cell.own else None,
    ]
