"""How far two orders agree."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.mcda.checks import TIE, Floats, aligned, table


def kendall_tau(first: pd.Series, second: pd.Series) -> float:
    """Return Kendall's rank correlation with ties (tau-b).

    Parameters
    ----------
    first, second : Series (n,)
        Any numbers over the same labels; numbers no more than 1e-9 apart are ties.

    Returns
    -------
    float
        From -1 (one order is the other upside down) to 1 (the same order); NaN when one of the two puts
        nothing in order (0/0): all tied, or fewer than two.

    Raises
    ------
    ScoresInvalid
        When labels do not fit or a number is missing.

    Notes
    -----
    tau_b = (C - D) / sqrt((C + D + T_1) (C + D + T_2)), with C and D the pairs in the same and in the
    opposite order, T_1 and T_2 those tied in one of them only.

    References
    ----------
    [Kendall1945]_.

    Examples
    --------
    >>> a = pd.Series({"x": 1, "y": 2, "z": 3})
    >>> kendall_tau(a, pd.Series({"z": 3, "y": 1, "x": 2}))
    0.3333333333333333
    """
    one = aligned(first, getattr(first, "index", None), "first numbers")
    other = aligned(second, first.index, "second numbers")
    both = ones = others = 0
    for i in range(1, len(one)):  # a row at a time, so that memory grows with n
        left, right = _sign(one[i] - one[:i]), _sign(other[i] - other[:i])
        both += int((left * right).sum())
        ones += int(np.abs(left).sum())
        others += int(np.abs(right).sum())
    return both / math.sqrt(ones * others) if ones and others else float("nan")


def _sign(gaps: Floats) -> npt.NDArray[np.int64]:
    return (gaps > TIE).astype(np.int64) - (gaps < -TIE)


def correlations(values: pd.DataFrame) -> pd.DataFrame:
    """Return how alike each two columns are.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        None missing.

    Returns
    -------
    DataFrame (n_pairs, 4)
        `first`, `second`, `pearson`, `kendall` (tau-b); both NaN where a column is constant.

    Examples
    --------
    >>> correlations(pd.DataFrame({"x": [0, 1, 2], "y": [0, 2, 1]}, index=list("abc"))).round(2).to_dict("records")
    [{'first': 'x', 'second': 'y', 'pearson': 0.5, 'kendall': 0.33}]
    """
    array = table(values, "values")
    centred = array - array.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    flat = np.ptp(array, axis=0) <= TIE
    either = np.where(flat[:, None] | flat[None, :], math.nan, 1.0)
    pearson = np.clip(
        centred.T @ centred / np.where(np.outer(length, length) > 0, np.outer(length, length), 1), -1, 1
    )
    tau = _all_taus(array)
    names = values.columns
    i, j = np.triu_indices(len(names), 1)
    columns = {
        "first": names[i],
        "second": names[j],
        "pearson": (pearson * either)[i, j],
        "kendall": (tau * either)[i, j],
    }
    return pd.DataFrame(columns)


def _all_taus(array: Floats) -> Floats:
    """Return tau-b of every two columns: one product of signs for each row, not one loop for each pair."""
    n_columns = array.shape[1]
    both = np.zeros((n_columns, n_columns))
    for i in range(1, len(array)):
        signs = _sign(array[i] - array[:i]).astype(float)
        both += signs.T @ signs
    moved = np.sqrt(np.diag(both))  # pairs that a column tells apart, for a sign times itself is 1
    return both / np.where(np.outer(moved, moved) > 0, np.outer(moved, moved), 1.0)
