"""The result of an evaluation: the order, and every table it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from policylab.analysis.choices import WeightChoice
from policylab.mcda import shares
from policylab.schema import Study


@dataclass(frozen=True, eq=False)
class ScoreTables:
    """Scores as three tables (n_options, n_criteria), steps in [-3, 3], NaN where nothing is scored."""

    low: pd.DataFrame
    central: pd.DataFrame
    high: pd.DataFrame


@dataclass(frozen=True, eq=False, repr=False)
class Result:
    """An order of options under somebody's weights in a scenario.

    Attributes
    ----------
    study : Study
        What was evaluated, with its sources; a copy with the reader's own scores where there are any.
    weight_set : WeightChoice
        The points and whose they are.
    scenario : str
        Id of the scenario.
    with_protection : float
        Share of the total given to protection, 0 to 1; at 0 the two ledgers are kept apart.
    weights : Series (n_criteria,)
        Weights over the criteria of both ledgers, summing to 1.
    aim_weights : Series (n_aims,)
        Weights inside the protection ledger, summing to 1; all NaN when no aim has points.
    scores : ScoreTables
        Scores after the scenario's shifts.
    values : DataFrame (n_options, n_criteria)
        Score / 3.
    contributions : DataFrame (n_options, n_criteria), points
        Weight x value; each row sums to the option's total.
    group_parts : DataFrame (n_options, n_groups), points
        Contributions summed over each group; each row sums to the total.
    total, low, high : Series (n_options,), points from -100 to 100
        Overall value (NaN where a score that counts is missing), and its ends with the missing scores at -3
        and 3.
    protection : Series (n_options,), points from -100 to 100
        The protection ledger by itself, aims weighted by their own points.
    order : DataFrame (n_options, ...)
        Options from first to last: title, rank, shared, total, each state group's part, `from_protection`
        when protection is in the total, protection, protection_word.
    closeness : float
        Difference in points up to which options share a rank.
    moved : Mapping
        Ids of the scenario's shifts, by (option, criterion) moved.
    clipped : DataFrame
        Scores that a shift would have carried off the scale.
    incomplete : tuple of str
        Options without a place, because a score that counts is missing.
    own : tuple of (str, str)
        Cells (option, criterion) that hold a reader's own score.
    published : Study or None
        The study without them, where there are any.
    """

    study: Study
    weight_set: WeightChoice
    scenario: str
    with_protection: float
    weights: pd.Series
    aim_weights: pd.Series
    scores: ScoreTables
    values: pd.DataFrame
    contributions: pd.DataFrame
    group_parts: pd.DataFrame
    total: pd.Series
    low: pd.Series
    high: pd.Series
    protection: pd.Series
    order: pd.DataFrame
    closeness: float
    moved: Mapping[tuple[str, str], tuple[str, ...]]
    clipped: pd.DataFrame
    incomplete: tuple[str, ...]
    own: tuple[tuple[str, str], ...] = ()
    published: Study | None = None

    @cached_property
    def group_weights(self) -> pd.Series:
        """Weights summed over each group (n_groups,), summing to 1."""
        sums = dict.fromkeys(self.study.groups, 0.0)
        for criterion, weight in self.weights.items():
            sums[self.study.group_of(str(criterion))] += weight
        return pd.Series(sums, name="weight")

    @cached_property
    def group_shares(self) -> pd.Series:
        """What each group counts as a whole number of per cent, summing to 100."""
        return shares(self.group_weights)

    @cached_property
    def criterion_shares(self) -> pd.Series:
        """What each criterion counts in per cent; those of a group sum to the share of the group."""
        found = dict.fromkeys(self.weights.index, 0)
        for group, share in self.group_shares.items():
            if self.group_weights[group] > 0:
                inside = self.weights[list(self.study.criteria_of(str(group)))]
                found.update(shares(inside, whole=int(share)).to_dict())
        return pd.Series(found, name="share")

    def export(self, kind: str, path: str | Path, **chosen: Any) -> Path:
        """Write a file of this order and return its path, as `policylab export` does.

        Parameters
        ----------
        kind : str
            Such as `order`, `matrix`, `workbook` or `report`: a key of `policylab.exports.KINDS`.
        path : str or Path
            Its ending says the format.
        **chosen
            `floor`, `seed`, `draws`, `link`, and the options of the kind (`landscape`, `grey`).

        Raises
        ------
        CallError
            When there is no such kind, or not in that format.
        """
        # Exports stand above this layer and are loaded only when a file is asked for.
        exports = import_module("policylab.exports")
        return Path(exports.write(self, kind, Path(path), **chosen))

    def __repr__(self) -> str:
        from policylab.analysis.sentences import heading, order_sentence

        return f"<{heading(self)} {order_sentence(self)}>"

    def _repr_html_(self) -> str:
        from policylab.analysis.html import order_html

        return order_html(self)
