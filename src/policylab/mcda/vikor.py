"""VIKOR: a compromise between the sum of what is missed and the most that is missed on one criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda._table_input import read_input
from policylab.mcda.checks import TIE, Floats
from policylab.mcda.ranking import falling_order, rank_options


@dataclass(frozen=True, eq=False)
class Vikor:
    """What VIKOR makes of a table; less is better in `group`, `single` and `compromise`.

    Attributes
    ----------
    compromise : Series (n_options,)
        Q, 0 to 1.
    group : Series (n_options,)
        S, the weighted sum of what an option misses of the highest value on each criterion.
    single : Series (n_options,)
        R, the most that it misses on one criterion.
    ranks : DataFrame (n_options, 2)
        `rank` and `shared` by Q, as from `rank_options`.
    acceptable_advantage : bool
        Whether the first is ahead of the second by at least 1 / (n_options - 1) in Q.
    acceptable_stability : bool
        Whether the first by Q is also first by S or by R.
    compromise_set : tuple of labels
        The options proposed together: the first alone when both conditions hold; with the second when only
        stability fails; with all within 1 / (n_options - 1) when advantage fails.
    """

    compromise: pd.Series
    group: pd.Series
    single: pd.Series
    ranks: pd.DataFrame
    acceptable_advantage: bool
    acceptable_stability: bool
    compromise_set: tuple[Any, ...]


def vikor(
    values: pd.DataFrame, weights: pd.Series, *, v: float = 0.5, senses: pd.Series | None = None
) -> Vikor:
    """Return options by a compromise between the many criteria and the single worst one.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Any finite numbers, none missing.
    weights : Series (n_criteria,)
        At least 0; only their proportions count.
    v : float
        Weight of the sum S against the single worst R, 0 to 1.
    senses : Series (n_criteria,), optional
        1 where more is better, -1 where less is; left out, more is better everywhere.

    Returns
    -------
    Vikor
        Q, S, R, ranks, the two conditions and the compromise set.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit, a number is missing, or a weight, sense or `v` is none.

    Notes
    -----
    S_i = sum_j w_j (f*_j - f_ij) / (f*_j - f-_j), R_i = the largest term of that sum,
    Q_i = v (S_i - S*) / (S- - S*) + (1 - v) (R_i - R*) / (R- - R*). On a constant criterion nobody misses
    anything: its term is 0. When all S are equal, or all R, that part of Q is 0 for all; so one option, or
    identical options, have Q = 0. One option has the advantage and the stability.

    Limits: each criterion is stretched to the options at hand, so a new option can turn the order of others
    round, and a criterion on which all are nearly alike weighs as much as any.

    References
    ----------
    [OpricovicTzeng2004]_.

    Examples
    --------
    >>> climb = pd.DataFrame({"risk": [1, 2, 5], "height": [3000, 3750, 4500]}, index=["a", "b", "c"])
    >>> found = vikor(climb, pd.Series({"risk": 1, "height": 1}), senses=pd.Series({"risk": -1, "height": 1}))
    >>> found.compromise.to_dict(), found.compromise_set
    ({'a': 1.0, 'b': 0.0, 'c': 1.0}, ('b',))
    """
    array, weight, _ = read_input(values, weights, senses)
    if not 0 <= v <= 1:
        raise ScoresInvalid("The weight of the sum, v, is a number from 0 to 1.")
    missed = weight * (1 - _stretched(array))
    group, single = missed.sum(axis=1), missed.max(axis=1)
    q = v * _from_least(group) + (1 - v) * _from_least(single)
    order = falling_order(-q)
    n = len(q)
    gap = 1.0 / (n - 1) if n > 1 else 0.0
    ahead = n == 1 or q[order[1]] - q[order[0]] >= gap - TIE
    first = order[0]
    stable = group[first] <= group.min() + TIE or single[first] <= single.min() + TIE
    kept = order[: 1 if stable else 2] if ahead else order[q[order] - q[first] < gap - TIE]
    compromise = pd.Series(q, index=values.index, name="Q")
    return Vikor(
        compromise=compromise,
        group=pd.Series(group, index=values.index, name="S"),
        single=pd.Series(single, index=values.index, name="R"),
        ranks=rank_options(-compromise),
        acceptable_advantage=bool(ahead),
        acceptable_stability=bool(stable),
        compromise_set=tuple(values.index[kept]),
    )


def _stretched(array: Floats) -> Floats:
    """Return each column from 0 (its lowest) to 1 (its highest); 1 throughout where it is constant."""
    span = np.ptp(array, axis=0)
    flat = span <= TIE * np.maximum(1.0, np.abs(array).max(axis=0))
    return np.where(flat, 1.0, (array - array.min(axis=0)) / np.where(flat, 1.0, span))


def _from_least(column: Floats) -> Floats:
    """Return numbers as a share of the way from the least (0) to the largest (1); 0 when all are equal."""
    span = float(np.ptp(column))
    return (column - column.min()) / span if span > TIE else np.zeros_like(column)
