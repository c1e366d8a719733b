"""Potential leaders: whether there are any weights at all under which an option comes first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.mcda.checks import Floats, table
from policylab.robustness.envelope import tie_of
from policylab.robustness.programmes import Furthest, Mask, furthest_ahead
from policylab.robustness.progress import Progress, tell


@dataclass(frozen=True, eq=False)
class PotentialLeaders:
    """Which options some weights bring first, by how much at most, and otherwise what stands in the way.

    Attributes
    ----------
    margin : Series (n_options,)
        The most by which an option can be ahead of every other (options identical to it apart), over all
        weights; below 0: the least by which it stays behind. Infinite when nothing else is there.
    verdict : Series (n_options,) of str
        `first` (ahead of all others under some weights), `level` (level with the first at most), `never`.
    weights : DataFrame (n_options, n_criteria)
        Weights at which that margin is reached, summing to 1.
    mix : DataFrame (n_options, n_options)
        For an option that is `level` or `never`, shares of the others (a row summing to 1) that together are
        better than it on every criterion by at least -margin; rows of 0 for `first`.
    """

    margin: pd.Series
    verdict: pd.Series
    weights: pd.DataFrame
    mix: pd.DataFrame


def potential_leaders(values: pd.DataFrame, progress: Progress | None = None) -> PotentialLeaders:
    """Return which options come first under some weights, with the margin, or with the proof that none do.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Values, more is better, none missing; any size.
    progress : callable, optional
        Called with the share done, 0 to 1; the work stops when it returns False.

    Returns
    -------
    PotentialLeaders
        Margin, verdict, weights and mixes.

    Raises
    ------
    ScoresInvalid
        When labels repeat or a number is missing.
    Stopped
        When `progress` returned False.

    Notes
    -----
    For option r: maximise d subject to w (v_r - v_i) >= d for every option i not identical to r, w >= 0, sum
    w = 1. The dual variables of the constraints are the mix: by duality, sum_i mix_i v_ij - v_rj >= -d on
    every criterion j. An option that a third one beats is left out of the constraints, because the third's
    implies its own.

    References
    ----------
    [Hazen1986]_

    Examples
    --------
    >>> values = pd.DataFrame({"influx": [2.0, 0.0, 0.5], "jobs": [0.0, 2.0, 0.5]}, index=["a", "b", "c"])
    >>> found = potential_leaders(values)
    >>> found.verdict.to_dict(), found.mix.loc["c"].to_dict()
    ({'a': 'first', 'b': 'first', 'c': 'never'}, {'a': 0.5, 'b': 0.5, 'c': 0.0})
    """
    array = table(values, "values")
    tie = tie_of(array)
    matter = unbeaten(array)
    n_options, n_criteria = array.shape
    solved: list[Furthest] = []
    mix = np.zeros((n_options, n_options))
    for rival in range(n_options):
        tell(progress, rival / n_options, "all options")
        below = (array[rival] >= array).all(axis=1)
        others = np.flatnonzero((matter | below) & ~_same(array, rival, tie))
        even = np.full(n_criteria, 1.0 / n_criteria)
        solved.append(furthest_ahead(array[rival] - array[others], even, np.ones(n_criteria, dtype=bool)))
        if solved[-1].margin <= tie:
            mix[rival, others] = solved[-1].mix
    margin = np.array([each.margin for each in solved])
    verdict = np.where(margin > tie, "first", np.where(margin >= -tie, "level", "never"))
    return PotentialLeaders(
        margin=pd.Series(margin, index=values.index, name="margin"),
        verdict=pd.Series(verdict, index=values.index, name="verdict", dtype=object),
        weights=pd.DataFrame([each.weights for each in solved], index=values.index, columns=values.columns),
        mix=pd.DataFrame(mix, index=values.index, columns=values.index.copy()),
    )


def unbeaten(array: Floats) -> Mask:
    """Return which rows no other is at least as good as everywhere; of equal rows, the first."""
    kept = np.ones(len(array), dtype=bool)
    for i, row in enumerate(array):
        as_good = kept & (array >= row).all(axis=1)
        equal = as_good & (array == row).all(axis=1)
        kept[i] = not (as_good & ~equal).any() and not equal[:i].any()
    return kept


def _same(array: Floats, row: int, tie: float) -> Mask:
    same: Mask = (np.abs(array - array[row]) <= tie).all(axis=1)
    return same
