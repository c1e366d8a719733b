"""Tables as readers see them: shown numbers with their signs, headings, notes.

LaTeX, Markdown, HTML and DOCX set these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby

from policylab.analysis.wording import listed, lowered, signed
from policylab.exports.about import NBSP, about, whose
from policylab.exports.receipt import Receipt
from policylab.exports.tables.notes import matrix_notes, order_notes, scores_notes
from policylab.exports.tables.rows import (
    OrderRow,
    ScoreCell,
    counting_groups,
    criteria_by_group,
    order_rows,
    score_cells,
)
from policylab.exports.text_safe import closed
from policylab.exports.view import View

MINUS, DASH, DAGGER = "\N{MINUS SIGN}", "\N{EN DASH}", "\N{DAGGER}"
MOST_ACROSS, MOST_UPRIGHT = 24, 14
"""Columns of scores that a page takes when it lies across, and when it stands."""
MOST_LETTERS, MOST_LETTERS_LONG = 30, 60
"""Letters that the titles of the groups may have before they are turned."""
BASES = {"stated": "stated", "implied": "implied", "judgement": "our judgement"}


@dataclass(frozen=True)
class Head:
    """Heading of a column.

    Attributes
    ----------
    title : str
        What stands above the column; below `over`, when several columns have that in common.
    over : str
        What stands above it and its neighbours.
    alone : str
        What it says where nothing can stand above; `title` when empty.
    is_number : bool
        Set to the right.
    is_upright : bool
        Too long for its column: it may be turned.
    width : float
        Share of the line that a text needs, 0 for what is short.
    """

    title: str
    over: str = ""
    alone: str = ""
    is_number: bool = False
    is_upright: bool = False
    width: float = 0.0


@dataclass(frozen=True)
class Block:
    """Rows that belong together, under a title of their own or none."""

    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table: its caption, headings and rows; `row_head` is the column that names each row."""

    id: str
    caption: str
    heads: tuple[Head, ...]
    blocks: tuple[Block, ...]
    row_head: int = 0

    @property
    def n_rows(self) -> int:
        """Rows, titles of blocks among them."""
        return sum(len(block.rows) + bool(block.title) for block in self.blocks)

    @property
    def has_two_lines(self) -> bool:
        """Whether something stands above several headings."""
        return any(head.over for head in self.heads)

    @property
    def spans(self) -> tuple[tuple[str, int], ...]:
        """What stands above the headings, each with the number of columns below it."""
        found = groupby(self.heads, key=lambda head: head.over)
        return tuple((over, sum(1 for _ in heads)) for over, heads in found)


@dataclass(frozen=True)
class Printed:
    """Everything in a file for readers: title, label, tables, notes under them, and what the file says of itself."""

    title: str
    label: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...]
    about: Mapping[str, str]
    receipt: str


def printed(view: View, receipt: Receipt, *, split: bool = True) -> Printed:
    """Return a table as readers see it.

    Parameters
    ----------
    view, receipt
        As makers get them; the option `landscape` gives long names and both ledgers side by side.
    split : bool
        Whether a table too wide for a page becomes several.
    """
    across = bool(receipt.options.get("landscape"))
    widest = (MOST_ACROSS if across else MOST_UPRIGHT) if split else 10_000
    kinds: dict[str, tuple[str, Callable[[], tuple[Sheet, ...]], Callable[[View], tuple[str, ...]]]] = {
        "order": ("Order of options", lambda: (_order(view, across),), order_notes),
        "matrix": ("Option matrix", lambda: _matrix(view, across, widest), matrix_notes),
        "scores": ("Scores and what they rest on", lambda: (_scores(view),), scores_notes),
    }
    title, sheets, notes = kinds[receipt.kind]
    return Printed(
        title=f"{title}: {view.published.title}",
        label=view.published.label,
        sheets=sheets(),
        notes=(view.published.label, *notes(view)),
        about=about(view, receipt),
        receipt=receipt.line,
    )


def signed_text(number: float | None) -> str:
    """Return a number with a real sign; nothing where nothing is known.

    >>> signed_text(1.5), signed_text(-2.0), signed_text(0), signed_text(None)
    ('+1.5', '−2', '0', '')
    """
    return "" if number is None else signed(number).replace("-", MINUS)


def scenario_title(view: View) -> str:
    """Return the title of the scenario."""
    return closed(view.published.scenarios[view.result.scenario].title)


def name_of(view: View, option: str, long: bool = False) -> str:
    """Return the name of an option in a table; today's practice is said to be that."""
    record = view.published.options[option]
    name = closed(record.title if long else record.short or record.title)
    is_said = "today" in name.lower() and "practice" in name.lower()
    return f"{name} (today’s practice)" if option == view.published.baseline and not is_said else name


# ---- Order ----------------------------------------------------------------------------------------------------


def _order(view: View, long: bool) -> Sheet:
    titles = {group: view.published.groups[group].title for group in counting_groups(view)}
    are_turned = sum(map(len, titles.values())) > (MOST_LETTERS_LONG if long else MOST_LETTERS)
    heads = (
        Head("Place"),
        Head("Range"),
        Head("Option", width=0.36 if long else 0.24),
        *(
            Head(title, over="Parts of the total", is_number=True, is_upright=are_turned)
            for title in titles.values()
        ),
        Head("Total", is_number=True),
        Head("points", over="Protection", alone="Protection ledger", is_number=True),
        Head("in words", over="Protection", alone="Protection in words", width=0.16),
    )
    floor = "none" if view.floor is None else f"{signed_text(view.floor).removeprefix('+')} points"
    caption = f"Order of options under {whose(view)}. Scenario: {scenario_title(view)}. Floor on protection: {floor}."
    rows = tuple(_order_texts(view, row, long, tuple(titles)) for row in order_rows(view))
    return Sheet("order", caption, heads, (Block(rows),), row_head=2)


def _order_texts(view: View, row: OrderRow, long: bool, groups: tuple[str, ...]) -> tuple[str, ...]:
    low, high = row.range
    marks = [", below floor"] * row.is_below + [", own score" + "s" * (row.n_own > 1)] * bool(row.n_own)
    return (
        "" if row.place is None else f"{'=' * row.is_shared}{row.place}",
        str(low) if low == high else f"{low}{DASH}{high}",
        name_of(view, row.option, long) + "".join(marks),
        *(signed_text(row.parts.get(group)) for group in groups),
        "not scored" if row.total is None else signed_text(row.total),
        signed_text(row.protection),
        row.word,
    )


# ---- Matrix ---------------------------------------------------------------------------------------------------


def _matrix(view: View, across: bool, widest: int) -> tuple[Sheet, ...]:
    study = view.published
    criteria = criteria_by_group(view)
    both = (
        [key for key in criteria if study.group_of(key) in study.state_groups],
        [key for key in criteria if study.group_of(key) not in study.state_groups],
    )
    wholes = [list(criteria)] if across and len(criteria) <= widest else [one for one in both if one]
    parts = [part for whole in wholes for part in _cut(whole, widest)]
    return tuple(_matrix_sheet(view, part, k, across) for k, part in enumerate(parts, start=1))


def _cut(criteria: list[str], widest: int) -> list[list[str]]:
    """Return the criteria in as few parts as fit on pages, all about equally wide."""
    n = -(-len(criteria) // widest)
    size = -(-len(criteria) // n)
    return [criteria[start : start + size] for start in range(0, len(criteria), size)]


def _matrix_sheet(view: View, criteria: list[str], k: int, across: bool) -> Sheet:
    study = view.published
    cells = {(cell.option, cell.criterion): cell for cell in score_cells(view)}
    groups = list(dict.fromkeys(closed(study.groups[study.group_of(key)].title) for key in criteria))
    heads = tuple(
        Head(study.criteria[key].title, over=study.groups[study.group_of(key)].title, is_number=True, is_upright=True)
        for key in criteria
    )  # fmt: skip
    named = lowered(listed([groups[0], *map(lowered, groups[1:])]))
    caption = f"Option matrix, {named}: central scores. Scenario: {scenario_title(view)}."
    long = across and len(criteria) <= MOST_UPRIGHT
    rows = tuple(
        (name_of(view, option, long), *(_marked(cells[option, key]) for key in criteria))
        for option in study.ranked_options
    )
    first = Head("Option", width=0.34 if long else 0.2)
    return Sheet(f"matrix-{k}", caption, (first, *heads), (Block(rows),))


def _marked(cell: ScoreCell) -> str:
    """Return the score that counts; a dagger marks the reader's own."""
    return (signed_text(cell.counts[1]) if cell.counts else "") + DAGGER * bool(cell.own)


# ---- Scores ---------------------------------------------------------------------------------------------------


def _scores(view: View) -> Sheet:
    study, cells = view.published, score_cells(view)
    has_moved, has_own = bool(view.result.moved), bool(view.result.own)
    extra = [Head("In this scenario", width=0.12)] * has_moved + [Head("Reader’s own", width=0.12)] * has_own
    heads = (
        Head("Criterion", width=0.16),
        Head("Score (range)", width=0.13),
        *extra,
        Head("Basis", width=0.12),
        Head("Reason", width=0.34 - 0.04 * len(extra)),
        Head("Evidence", width=0.25 - 0.02 * len(extra)),
    )
    blocks = []
    for option, group in groupby(cells, key=lambda cell: cell.option):
        rows = tuple(_score_texts(view, cell, has_moved, has_own) for cell in group)
        blocks.append(Block(rows, name_of(view, option, long=True)))
    n = f"{len(study.ranked_options)} options on {len(study.criteria)} criteria"
    caption = f"Scores of {n}, and what they rest on. Scenario: {scenario_title(view)}."
    return Sheet("scores", caption, heads, tuple(blocks))


def _score_texts(view: View, cell: ScoreCell, has_moved: bool, has_own: bool) -> tuple[str, ...]:
    row = cell.published
    moved = _spread(cell.in_scenario) if cell.shifts and cell.in_scenario else ""
    own = _spread(cell.own_in_scenario)
    return (
        view.published.criteria[cell.criterion].title,
        _spread((row.low, row.central, row.high)) if row else "",
        *([moved] * has_moved),
        *([own] * has_own),
        BASES[row.basis.value] if row else "not scored",
        row.reason if row else "",
        _evidence(view, row.evidence if row else ()),
    )


def _spread(three: tuple[float, float, float] | None) -> str:
    if three is None:
        return ""
    low, central, high = map(signed_text, three)
    return central if low == high else f"{central} ({low} to {high})"


def _evidence(view: View, ids: tuple[str, ...]) -> str:
    """Return where evidence stands: each source once, with lines."""
    study = view.published
    lines: dict[str, list[str]] = {}
    for key in ids:
        if key in study.evidence:
            record = study.evidence[key]
            found = lines.setdefault(closed(study.sources[record.source].cite), [])
            found += [record.lines] * (record.lines not in found)
    told = []
    for cite, places in lines.items():
        word = "line" if len(places) == 1 and "-" not in places[0] else "lines"
        told.append(f"{cite}, {word}{NBSP}{', '.join(one.replace('-', DASH) for one in places)}")
    return "; ".join(told)
