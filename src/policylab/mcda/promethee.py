"""PROMETHEE II: how much each option is preferred to the others, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from policylab.errors import CallError, ScoresInvalid
from policylab.mcda._table_input import read_input
from policylab.mcda.checks import TIE, Floats, aligned, at_least_zero, check_labels
from policylab.mcda.ranking import rank_options

SHAPES = {
    "usual": "",
    "u_shape": "q",
    "v_shape": "p",
    "level": "qp",
    "linear": "qp",
    "gaussian": "s",
}
"""Preference functions (types I to VI of Brans and Vincke), and the thresholds that each needs."""


@dataclass(frozen=True, eq=False)
class Promethee:
    """What PROMETHEE II makes of a table.

    Attributes
    ----------
    net : Series (n_options,)
        Net flow, -1 to 1, more is better; flows sum to 0.
    positive, negative : Series (n_options,)
        How much an option is preferred to the others on average, and they to it, 0 to 1.
    preference : DataFrame (n_options, n_options)
        Row a, column b: how much a is preferred to b, 0 to 1.
    ranks : DataFrame (n_options, 2)
        `rank` and `shared` by the net flow, as from `rank_options`.
    """

    net: pd.Series
    positive: pd.Series
    negative: pd.Series
    preference: pd.DataFrame
    ranks: pd.DataFrame


def promethee_ii(
    values: pd.DataFrame,
    weights: pd.Series,
    *,
    preference: str | pd.Series = "usual",
    q: float | pd.Series | None = None,
    p: float | pd.Series | None = None,
    s: float | pd.Series | None = None,
    senses: pd.Series | None = None,
) -> Promethee:
    """Return options by their net preference over the others.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Any finite numbers, none missing.
    weights : Series (n_criteria,)
        At least 0; only their proportions count.
    preference : str or Series (n_criteria,) of str
        Preference function of all criteria, or of each: `usual` (any difference is a full preference),
        `u_shape` (above q), `v_shape` (rising to p), `level` (half above q, full above p), `linear`
        (rising from q to p), `gaussian` (1 - exp(-d^2 / 2 s^2)).
    q, p, s : float or Series (n_criteria,), optional
        Thresholds in the units of the values; those that no preference function needs are not read.
    senses : Series (n_criteria,), optional
        1 where more is better, -1 where less is; left out, more is better everywhere.

    Returns
    -------
    Promethee
        Flows, preferences of each pair, ranks.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit, a number is missing, a threshold is missing or impossible (p = 0, s = 0,
        p < q), or a weight or sense is none.
    CallError
        When a preference function is not known.

    Notes
    -----
    pi(a, b) = sum_j w_j P_j(f_j(a) - f_j(b)), and the net flow is the mean over the other options of
    pi(a, b) - pi(b, a). A constant criterion prefers nobody. Identical options have equal flows; one
    option has flows of 0.

    Limits: thresholds have to come from somewhere; with `usual` a hair's breadth counts like a chasm; adding
    or removing an option can turn the order of others round.

    References
    ----------
    [BransVincke1985]_; [BransEtAl1986]_.

    Examples
    --------
    >>> values = pd.DataFrame({"x": [4, 3, 5], "y": [3, 2, 1], "z": [2, 4, 3]}, index=["a", "b", "c"])
    >>> promethee_ii(values, pd.Series({"x": 0.5, "y": 0.3, "z": 0.2})).net.round(2).to_dict()
    {'a': 0.1, 'b': -0.3, 'c': 0.2}
    """
    array, weight, _ = read_input(values, weights, senses)
    shapes = _shapes(preference, values.columns)
    given = {"q": q, "p": p, "s": s}
    n = len(array)
    total = np.zeros((n, n))
    for j, shape in enumerate(shapes):
        if weight[j] > 0:
            limits = {name: _threshold(given[name], values.columns, j, name) for name in SHAPES[shape]}
            gap = array[:, j][:, None] - array[:, j][None, :]
            total += weight[j] * _preferred(shape, gap, values.columns[j], **limits)
    others = max(1, n - 1)
    plus, minus = total.sum(axis=1) / others, total.sum(axis=0) / others
    net = pd.Series(plus - minus, index=values.index, name="net")
    return Promethee(
        net=net,
        positive=pd.Series(plus, index=values.index, name="positive"),
        negative=pd.Series(minus, index=values.index, name="negative"),
        preference=pd.DataFrame(total, index=values.index, columns=values.index.copy()),
        ranks=rank_options(net),
    )


def _shapes(preference: str | pd.Series, criteria: Any) -> list[str]:
    if isinstance(preference, pd.Series):
        check_labels(preference.index, criteria, "preference functions")
        shapes = [str(shape) for shape in preference.reindex(criteria)]
    else:
        shapes = [str(preference)] * len(criteria)
    for shape in shapes:
        if shape not in SHAPES:
            known = ", ".join(f"'{name}'" for name in SHAPES)
            raise CallError(f"There is no preference function '{shape}'; use one of {known}.")
    return shapes


def _threshold(given: float | pd.Series | None, criteria: Any, j: int, name: str) -> float:
    """Return the threshold of one criterion; in a Series, criteria that do not need it may have NaN."""
    if isinstance(given, pd.Series):
        check_labels(given.index, criteria, f"thresholds {name}")
        given = given.loc[criteria[j]]
    if given is None or np.isnan(given):
        raise ScoresInvalid(f"The preference function of '{criteria[j]}' needs a threshold {name}.")
    at_least_zero(aligned(pd.Series([given]), pd.RangeIndex(1), f"thresholds {name}"), f"thresholds {name}")
    return float(given)


def _preferred(
    shape: str, gap: Floats, criterion: Any, q: float = 0.0, p: float = 0.0, s: float = 0.0
) -> Floats:
    """Return how much each gap is preferred, 0 to 1 (types I to VI)."""
    ahead = np.where(gap > TIE, gap, 0.0)
    if shape in ("level", "linear") and p < q:
        raise ScoresInvalid(f"On '{criterion}' the threshold p is below q.")
    if shape in ("usual", "u_shape") or (shape == "linear" and p == q):
        return (ahead > q + TIE).astype(float)
    if shape == "level":
        return 0.5 * (ahead > q + TIE) + 0.5 * (ahead > p + TIE)
    if (shape == "gaussian" and s == 0) or (shape == "v_shape" and p == 0):
        raise ScoresInvalid(f"On '{criterion}' the threshold is 0; use 'usual' instead.")
    if shape == "gaussian":
        return 1 - np.exp(-(ahead**2) / (2 * s**2))
    return np.clip((ahead - q) / (p - q), 0.0, 1.0)
