"""Weights from comparisons with the most and the least important criterion (best-worst method, linear model)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from policylab.errors import CallError, PolicylabError, ScoresInvalid
from policylab.mcda.checks import TIE, Floats, aligned


@dataclass(frozen=True, eq=False)
class BestWorstWeights:
    """Weights from comparisons with the most and the least important criterion.

    Attributes
    ----------
    weights : Series (n_criteria,)
        Weights that sum to 1.
    xi : float
        The largest absolute misfit of a comparison under these weights; 0 when the comparisons are
        consistent. In the linear model this is itself the measure of consistency.
    best, worst : label
        The most and the least important criterion.
    input_consistency : Series (n_criteria,)
        How far the two comparisons of each criterion contradict the one of best with worst, from 0 (not at
        all); known before any weight is.
    input_consistency_ratio : float
        The largest of them.
    """

    weights: pd.Series
    xi: float
    best: Any
    worst: Any
    input_consistency: pd.Series
    input_consistency_ratio: float


def best_worst_weights(
    best_to_others: pd.Series, others_to_worst: pd.Series, *, best: Any = None, worst: Any = None
) -> BestWorstWeights:
    """Return weights from two rows of comparisons: the most important with all, all with the least important.

    Parameters
    ----------
    best_to_others : Series (n_criteria,)
        How many times more the most important criterion counts than each, at least 1; 1 for itself.
    others_to_worst : Series (n_criteria,)
        How many times more each counts than the least important criterion, at least 1; 1 for itself.
    best, worst : label, optional
        The most and the least important criterion; needed only where 1 stands more than once in a row.

    Returns
    -------
    BestWorstWeights
        Weights and consistency.

    Raises
    ------
    ScoresInvalid
        When labels do not fit, a comparison is missing or below 1, or it is not clear which criterion is
        the most or the least important.
    CallError
        When `best` or `worst` is no criterion.

    Notes
    -----
    Linear model: minimise xi subject to |w_B - a_Bj w_j| <= xi, |w_j - a_jW w_W| <= xi, sum w = 1, w >= 0.
    Solved by `scipy.optimize.linprog`. Input-based consistency of criterion j:
    |a_Bj a_jW - a_BW| / (a_BW^2 - a_BW), and 0 where a_BW = 1.

    Limits: 2 n - 3 questions only, so little of a contradiction can show; the two anchors carry everything;
    xi in the linear model depends on the sizes of the weights, so it compares only like with like. The model
    of 2015 (ratios instead of differences) gives other weights when the comparisons are not consistent.

    References
    ----------
    [Rezaei2015]_; [Rezaei2016]_ for the linear model; [LiangEtAl2020]_ for the input-based consistency.

    Examples
    --------
    >>> found = best_worst_weights(
    ...     pd.Series({"flexibility": 8, "access": 2, "cost": 1}),
    ...     pd.Series({"flexibility": 1, "access": 5, "cost": 8}),
    ... )
    >>> found.weights.round(4).to_dict(), round(found.xi, 4)
    ({'flexibility': 0.0714, 'access': 0.3214, 'cost': 0.6071}, 0.0357)
    """
    index = getattr(best_to_others, "index", None)
    from_best = aligned(best_to_others, index, "comparisons of the most important")
    to_worst = aligned(others_to_worst, index, "comparisons with the least important")
    if not len(from_best):
        raise ScoresInvalid("There are no comparisons.")
    if min(from_best.min(), to_worst.min()) < 1 - TIE:
        raise ScoresInvalid(
            "The comparisons must be at least 1: nothing counts more than the most important."
        )
    b = _anchor(from_best, to_worst, best_to_others.index, best, "most")
    w = _anchor(to_worst, from_best, best_to_others.index, worst, "least")
    weights, xi = _solve(from_best, to_worst, b, w)
    whole = max(from_best[w], to_worst[b])
    strain = np.abs(from_best * to_worst - whole) / (whole**2 - whole) if whole > 1 + TIE else from_best * 0.0
    strain[[b, w]] = 0.0
    return BestWorstWeights(
        weights=pd.Series(weights, index=best_to_others.index, name="weight"),
        xi=xi,
        best=best_to_others.index[b],
        worst=best_to_others.index[w],
        input_consistency=pd.Series(strain, index=best_to_others.index, name="input_consistency"),
        input_consistency_ratio=float(strain.max()),
    )


def _anchor(own: Floats, other: Floats, labels: Any, named: Any, which: str) -> int:
    """Return the position of the criterion that a row of comparisons starts from: 1 against itself."""
    ones = np.flatnonzero(np.abs(own - 1) <= TIE)
    if named is not None:
        if named not in labels:
            raise CallError(f"There is no criterion '{named}'.")
        position = int(labels.get_loc(named))
        if position not in ones:
            raise ScoresInvalid(f"'{named}' compared with itself must be 1.")
        return position
    if len(ones) > 1:  # the anchor of this row is the one that stands highest in the other
        ones = ones[other[ones] >= other[ones].max() - TIE]
    if len(ones) != 1 and len(labels) > 1:
        raise ScoresInvalid(f"It is not clear which criterion is the {which} important: say so by name.")
    return int(ones[0]) if len(ones) else 0


def _solve(from_best: Floats, to_worst: Floats, b: int, w: int) -> tuple[Floats, float]:
    """Return weights and xi by linear programme."""
    from scipy.optimize import linprog

    n = len(from_best)
    rows = np.zeros((2 * n, n + 1))
    each = np.arange(n)
    rows[:n, b] += 1
    rows[each, each] -= from_best
    rows[n + each, each] += 1
    rows[n:, w] -= to_worst
    both = np.vstack((rows, -rows))
    both[:, n] = -1
    cost = np.append(np.zeros(n), 1.0)
    whole = np.append(np.ones(n), 0.0)[None, :]
    found = linprog(cost, A_ub=both, b_ub=np.zeros(4 * n), A_eq=whole, b_eq=[1.0], bounds=(0, None))
    if found.status != 0:
        raise PolicylabError("The linear programme of the best-worst method was not solved.")
    return found.x[:n] / found.x[:n].sum(), float(found.x[n])
