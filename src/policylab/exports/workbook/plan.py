"""What stands where in the workbook, and the numbers of a view that its formulas come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy.typing as npt
import pandas as pd

from policylab.analysis.evaluate import word_for_protection
from policylab.charts._style import group_colours
from policylab.exports.about import whose
from policylab.exports.view import View
from policylab.exports.workbook.cells import cell, span
from policylab.mcda import shown
from policylab.mcda.checks import TIE
from policylab.schema import Option, Score, Study

PROTECTION_USUAL = 25
"""Per cent that protection gets when it is let into the total: that of the page."""

# Rows and columns count from 0. Sheet `weights`:
NAME, OWNED, GIVEN, INSIDE, FRACTION, WEIGHT, EXPORTED = range(7)
PROBLEM_ROW = 3
AS_EXPORTED, NOW, SWITCH, PER_CENT, COUNTING, FLOOR, CLOSENESS, STEP, END = range(5, 14)
GROUP_HEADS = 15
NOW_COLUMN = 8
"""Column of `weights` where the order is repeated beside the weights."""
SCORES_TOP = 6
WIDE_TOP = 7
ORDER_TOP = 6


@dataclass(frozen=True, eq=False)
class Plan:
    """The order of rows and columns, and addresses made of them.

    Attributes
    ----------
    view : View
        What the workbook is made from.
    """

    view: View

    @cached_property
    def study(self) -> Study:
        """The study as published."""
        return self.view.published

    @cached_property
    def options(self) -> tuple[str, ...]:
        """Ids of the options, in the order of the study: equal totals keep it."""
        return tuple(str(option) for option in self.view.result.total.index)

    @cached_property
    def criteria(self) -> tuple[str, ...]:
        """Ids of the criteria group by group."""
        return tuple(key for group in self.study.groups for key in self.study.criteria_of(group))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Ids of the groups as the sheet `weights` lists them: those of the state first."""
        return (*self.study.state_groups, *self.study.protection_groups)

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """Colour of each group."""
        return group_colours(self.study)

    def is_state(self, group: str) -> bool:
        """Whether a group belongs to the ledger of the state."""
        return group in self.study.state_groups

    def option(self, row: int) -> Option:
        """Return the option at a place in the study's order."""
        return self.study.options[self.options[row]]

    # ---- weights ----------------------------------------------------------------------------------------------

    @property
    def criterion_heads(self) -> int:
        """Row with the heads of the criteria."""
        return GROUP_HEADS + 1 + len(self.groups) + 1

    def group_row(self, group: str) -> int:
        """Return the row of a group on the sheet `weights`."""
        return GROUP_HEADS + 1 + self.groups.index(group)

    def criterion_row(self, criterion: str) -> int:
        """Return the row of a criterion on the sheet `weights`."""
        return self.criterion_heads + 1 + self.criteria.index(criterion)

    def state_points(self, column: int = GIVEN) -> str:
        """Return the cells of the groups of the state."""
        first = GROUP_HEADS + 1
        return span(first, column, first + max(len(self.study.state_groups), 1) - 1, column)

    def criterion_cells(self, column: int = GIVEN) -> str:
        """Return the cells of all criteria."""
        first = self.criterion_heads + 1
        return span(first, column, first + len(self.criteria) - 1, column)

    def group_cells(self, group: str, column: int = GIVEN) -> str | None:
        """Return the cells of a group's criteria, None when it has none."""
        keys = self.study.criteria_of(group)
        if not keys:
            return None
        return span(self.criterion_row(keys[0]), column, self.criterion_row(keys[-1]), column)

    def sum_of(self, groups: tuple[str, ...], column: int = GIVEN) -> str:
        """Return what adds up the criteria of some groups."""
        blocks = [block for group in groups if (block := self.group_cells(group, column))]
        return f"SUM({','.join(blocks)})" if blocks else "0"

    # ---- the wide sheets --------------------------------------------------------------------------------------

    def wide_column(self, criterion: str) -> int:
        """Return the column of a criterion on `values` and `contributions`."""
        return 1 + self.criteria.index(criterion)

    def wide_span(self, row: int, group: str | None = None) -> str:
        """Return the cells of all criteria, or of one group's, in a row of the wide sheets; empty without any."""
        keys = self.criteria if group is None else self.study.criteria_of(group)
        if not keys:
            return ""
        return span(row, self.wide_column(keys[0]), row, self.wide_column(keys[-1]))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """What a total is made of: the groups of the state, and protection where the study has aims."""
        return (*self.study.state_groups, *(["from_protection"] if self.study.protection_criteria else []))

    def part_title(self, part: str) -> str:
        """Return the head of a part."""
        return "From protection" if part == "from_protection" else self.study.groups[part].title

    def part_column(self, part: str) -> int:
        """Return the column of a part on the sheet `contributions`."""
        return 1 + len(self.criteria) + self.parts.index(part)

    @property
    def total_column(self) -> int:
        """Column of the totals on `contributions`; the lowest, the highest and protection follow."""
        return 1 + len(self.criteria) + len(self.parts)

    @property
    def last_wide_row(self) -> int:
        """Last row with an option on the wide sheets."""
        return WIDE_TOP + len(self.options) - 1

    def wide_cells(self, column: int) -> str:
        """Return a column of the sheet `contributions`, from the first option to the last."""
        return f"contributions!{span(WIDE_TOP, column, self.last_wide_row, column)}"

    # ---- scores -----------------------------------------------------------------------------------------------

    def score_row(self, option: str, criterion: str) -> int:
        """Return the row of a cell on the sheet `scores`."""
        at = self.options.index(option) * len(self.criteria) + self.criteria.index(criterion)
        return SCORES_TOP + at

    @cached_property
    def published(self) -> dict[tuple[str, str], Score]:
        """The published scores by option and criterion."""
        return {(row.option, row.criterion): row for row in self.study.rows}

    @cached_property
    def shifts(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Ids of the scenario's shifts that meet a cell, scored or not; never the baseline's."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for key, shift in self.study.scenarios[self.view.result.scenario].shifts.items():
            named = self.options if shift.options == "all" else shift.options
            for option in dict.fromkeys(named):
                if option in self.options and option != self.study.baseline:
                    for criterion in dict.fromkeys(shift.criteria):
                        found[option, criterion] = (*found.get((option, criterion), ()), key)
        return found

    def shift_of(self, option: str, criterion: str) -> float:
        """Return how far the scenario moves a cell."""
        shifts = self.study.scenarios[self.view.result.scenario].shifts
        return sum(shifts[key].by for key in self.shifts.get((option, criterion), ()))

    # ---- order ------------------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> npt.NDArray[Any]:
        """Places in the study's order of the options from first to last, (n_options,)."""
        found: npt.NDArray[Any] = self.view.result.total.index.get_indexer(self.view.result.order.index)
        return found

    @cached_property
    def keys(self) -> npt.NDArray[Any]:
        """What the options are sorted by: the total to 12 decimals, -1000 where there is none (n_options,)."""
        found: npt.NDArray[Any] = self.view.result.total.round(12).fillna(-1000.0).to_numpy(dtype=float)
        return found

    @cached_property
    def begins(self) -> npt.NDArray[Any]:
        """1 where no option stands above within what counts as equal, else 0 (n_options,)."""
        above = self.keys[None, :] - self.keys[:, None]
        found: npt.NDArray[Any] = (~((above > 0) & (above <= TIE)).any(axis=1)).astype(int)
        return found

    @cached_property
    def runs(self) -> npt.NDArray[Any]:
        """Number of each run of equal totals: larger further down (n_options,)."""
        found: npt.NDArray[Any] = ((self.keys[None, :] >= self.keys[:, None]) * self.begins[None, :]).sum(
            axis=1
        )
        return found

    @property
    def note_column(self) -> int:
        """Last column of the table on the sheet `order`."""
        return 3 + len(self.parts) + 3

    @property
    def first_working(self) -> int:
        """First of the working columns on the sheet `order`."""
        return self.note_column + 2

    @property
    def _working(self) -> dict[str, str]:
        parts = {part: f"{self.part_title(part)}, unrounded" for part in self.parts}
        return {
            "name": "Option, in the study’s order",
            "total": "Total, unrounded",
            "key": "To 12 decimals; \N{MINUS SIGN}1000: none",
            "begins": "Begins a run of equal totals",
            "run": "Run",
            "row": "Its row in the order",
            "no": "Number of the option in this row",
            "sorted": "Its total",
            "opener": "Total of the first at its place",
            "place": "Place",
            **parts,
        }

    @property
    def working_heads(self) -> list[str]:
        """Heads of the working columns."""
        return list(self._working.values())

    def work(self, name: str) -> int:
        """Return a working column of the sheet `order`."""
        return self.first_working + list(self._working).index(name)

    def order_cells(self, column: int) -> str:
        """Return a column of the sheet `order`, from the first row to the last."""
        return f"order!{span(ORDER_TOP, column, ORDER_TOP + len(self.options) - 1, column)}"

    def word(self, protection: float) -> str:
        """Return the word for protection, as the page's tables have it."""
        return word_for_protection(protection) or "not scored"

    def below(self, protection: float) -> str:
        """Return `below floor` for an option that is; one whose protection is not scored never is."""
        floor = self.view.floor
        return "below floor" if floor is not None and floor - protection > TIE else ""

    @cached_property
    def whose(self) -> str:
        """Whose weights, without what the sheet `weights` says of protection and own scores."""
        return whose(View(replace(self.view.result, with_protection=0.0, own=())))

    @cached_property
    def part_points(self) -> pd.DataFrame:
        """Points of each part (n_options, n_parts), unrounded."""
        points = self.view.result.group_parts
        aims = points[list(self.study.protection_groups)].sum(axis=1, skipna=False)
        return points[list(self.study.state_groups)].assign(
            **({"from_protection": aims} if "from_protection" in self.parts else {})
        )


def here(row: int, column: int) -> str:
    """Return a cell of the sheet `weights` for formulas on other sheets."""
    return f"weights!{cell(row, column)}"


def place_text(row: pd.Series) -> str:
    """Return a place as it is told: `=2` when it is shared; empty when there is none."""
    return "" if pd.isna(row["rank"]) else f"{'=' if row['shared'] else ''}{row['rank']}"


def shown_or_none(points: float) -> int | None:
    """Return the whole number shown for points, None where there are none."""
    return None if pd.isna(points) else shown(points)


def note_of(plan: Plan, k: int) -> str:
    """Return the note on the option in a row of the order: today's practice, or what a total could be."""
    result, option = plan.view.result, plan.options[plan.rows[k]]
    said = ["today’s practice"] if option == plan.study.baseline else []
    if pd.isna(result.total[option]):
        low, high = (
            str(shown(end[option])).replace("-", "\N{MINUS SIGN}") for end in (result.low, result.high)
        )
        said.append(f"not scored in full: a total from {low} to {high}")
    return "; ".join(said)
