"""What the tables are made of: an order row by row, and scores cell by cell, as the page's own exports have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from policylab.analysis import shift_scores, why
from policylab.analysis.result import ScoreTables
from policylab.exports.view import View
from policylab.mcda import TIE, shown
from policylab.schema import Score

Three = tuple[float, float, float]


@dataclass(frozen=True)
class OrderRow:
    """One option in an order.

    Attributes
    ----------
    option : str
        Its id.
    place : int or None
        None where a score that counts is missing.
    is_shared : bool
        Whether others have the same place.
    range : (int, int)
        Places in the middle 90 % of draws.
    parts, exact_parts : Mapping
        Points of each group, as shown and exactly; 0 for a group that does not count.
    total, protection : int or None
        As shown; None where nothing is known.
    exact_total, exact_protection : float or None
        The same exactly.
    word : str
        For protection, `not scored` where there is none.
    is_below, is_today : bool
        Below the reader's floor; the baseline.
    n_own : int
        Own scores that count.
    """

    option: str
    place: int | None
    is_shared: bool
    range: tuple[int, int]
    parts: Mapping[str, int]
    exact_parts: Mapping[str, float]
    total: int | None
    exact_total: float | None
    protection: int | None
    exact_protection: float | None
    word: str
    is_below: bool
    is_today: bool
    n_own: int


def counting_groups(view: View) -> tuple[str, ...]:
    """Return the groups that may stand in the total: protection only when it is let in."""
    study = view.published
    if view.result.with_protection > 0:
        return tuple(study.groups)
    return study.state_groups


def order_rows(view: View) -> tuple[OrderRow, ...]:
    """Return the options from first to last, those without a place at the end."""
    return tuple(_order_row(view, str(option)) for option in view.result.order.index)


def _order_row(view: View, option: str) -> OrderRow:
    result, told = view.result, why(view.result, option)
    row = result.order.loc[option]
    aims = float(result.protection[option])
    has_aims = not pd.isna(aims)
    counted = {part.id: part for part in told.parts}
    groups = counting_groups(view) if told.total is not None else ()
    return OrderRow(
        option=option,
        place=None if pd.isna(row["rank"]) else int(row["rank"]),
        is_shared=bool(row["shared"]),
        range=(int(view.ranges.at[option, "low"]), int(view.ranges.at[option, "high"])),
        parts={group: counted[group].points if group in counted else 0 for group in groups},
        exact_parts={group: float(counted[group].exact) if group in counted else 0.0 for group in groups},
        total=told.total,
        exact_total=None if told.total is None else float(result.total[option]),
        protection=shown(aims) if has_aims else None,
        exact_protection=aims if has_aims else None,
        word=str(row["protection_word"]) if has_aims else "not scored",
        is_below=view.floor is not None and has_aims and view.floor - aims > TIE,
        is_today=option == view.published.baseline,
        n_own=sum(1 for one, _ in result.own if one == option),
    )


@dataclass(frozen=True)
class ScoreCell:
    """What is known of an option on a criterion.

    Attributes
    ----------
    option, criterion : str
        Ids.
    published : Score or None
        As the study has it, today; None where nothing is scored.
    in_scenario, own, own_in_scenario : tuple of low, central, high or None
        The published score as the scenario moves it; the reader's own, today and as moved.
    shifts : tuple of str
        Ids of the shifts that move it.
    """

    option: str
    criterion: str
    published: Score | None
    in_scenario: Three | None
    own: Three | None
    own_in_scenario: Three | None
    shifts: tuple[str, ...]

    @property
    def counts(self) -> Three | None:
        """The numbers that count in the scenario: the reader's own where there are any."""
        return self.own_in_scenario or self.in_scenario


def criteria_by_group(view: View) -> tuple[str, ...]:
    """Return the criteria as the matrix has them, group by group."""
    study = view.published
    return tuple(criterion for group in study.groups for criterion in study.criteria_of(group))


def score_cells(view: View) -> tuple[ScoreCell, ...]:
    """Return every cell of the matrix, option by option."""
    study, result = view.published, view.result
    published = {(row.option, row.criterion): row for row in study.rows}
    moved = _threes(shift_scores(study, result.scenario).scores)
    counted = _threes(result.scores)
    own = set(result.own)
    found = []
    for option in study.ranked_options:
        for criterion in criteria_by_group(view):
            key = option, criterion
            today = view.own_scores[option][criterion] if key in own else None
            found.append(
                ScoreCell(
                    option,
                    criterion,
                    published.get(key),
                    moved[key],
                    (today[0], today[1], today[2]) if today else None,
                    counted[key] if key in own else None,
                    tuple(result.moved.get(key, ())),
                )
            )
    return tuple(found)


def _threes(tables: ScoreTables) -> dict[tuple[str, str], Three | None]:
    """Return low, central and high by option and criterion; None where nothing is scored."""
    low, central, high = (table.to_numpy(dtype=float) for table in (tables.low, tables.central, tables.high))
    labels = tables.central
    return {
        (str(option), str(criterion)): None
        if central[i, j] != central[i, j]
        else (float(low[i, j]) + 0.0, float(central[i, j]) + 0.0, float(high[i, j]) + 0.0)
        for i, option in enumerate(labels.index)
        for j, criterion in enumerate(labels.columns)
    }
