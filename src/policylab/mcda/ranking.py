"""Ranks, shared where options are too close to call."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import TIE, Floats, aligned, at_least_zero, check_labels, numbers


def falling_order(array: Floats) -> npt.NDArray[np.intp]:
    """Return positions from the highest number to the lowest; equal numbers stay in the order given.

    Numbers are equal when no more than `TIE` lies between neighbours, so that the last bits of a float
    decide nothing.

    >>> falling_order(np.array([0.3, 0.1 + 0.2, 1.0])).tolist()
    [2, 0, 1]
    """
    order = (-array).argsort(kind="stable")
    falling = array[order]
    apart = falling[:-1] - falling[1:] > TIE
    if apart.all():  # nothing is equal: the usual case, and the quick one
        return order
    run = np.zeros(len(array), dtype=np.intp)
    run[1:] = np.cumsum(apart)
    return order[np.lexsort((order, run))]


def closeness(weights: pd.Series, step: float = 0.5, scale: float = 3.0) -> float:
    """Return the difference up to which two options are too close to call, in points.

    Parameters
    ----------
    weights : Series (n_criteria,)
        Weights that sum to 1.
    step : float
        One step of a score.
    scale : float
        The end of the scale.

    Returns
    -------
    float
        What one score moved by one step can change at most: 100 x the largest weight x step / scale.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When a weight, the step or the scale is no number or too small.

    Notes
    -----
    Scores are judgements in half steps. A difference that a single half step on a single criterion can
    undo does not tell two options apart.

    Examples
    --------
    >>> closeness(pd.Series({"influx": 0.3, "jobs": 0.7}))
    11.666666666666666
    """
    array = aligned(weights, getattr(weights, "index", None), "weights")
    at_least_zero(array, "weights")
    if not (step >= 0 and 0 < scale < float("inf")):
        raise ScoresInvalid("The step must be at least 0 and the end of the scale above 0.")
    if not (array > 0).any():
        raise NothingCounts("Nothing counts: all weights are 0.")
    return 100.0 * float(array.max()) * step / scale


def rank_options(total: pd.Series, closeness: float = 0.0) -> pd.DataFrame:
    """Return ranks from the top down, shared by options that are too close to call.

    Parameters
    ----------
    total : Series (n_options,)
        Overall values; NaN for an option whose total is not known.
    closeness : float
        Largest difference at which two options share a rank; at 0 only equal totals do.

    Returns
    -------
    DataFrame (n_options, 2)
        `rank` (Int64, from 1, missing where the total is) and `shared` (bool). Rows from first to last;
        options with equal totals in the order given, those without a total at the end.

    Raises
    ------
    ScoresInvalid
        When totals hold text or infinite numbers, a label is there twice, or `closeness` is negative or
        no number.

    Notes
    -----
    The first option not yet placed opens a rank. Every following option whose total is at most
    `closeness` below the OPENER's shares it. The next rank is one more than the number placed: 1, 2=, 2=,
    4. Measuring from the opener keeps a long chain of small differences from sharing one rank. Numbers
    are compared with the tolerance `TIE`.

    With `closeness` 0 this is competition ranking ("1224").

    Examples
    --------
    >>> rank_options(pd.Series({"a": 10.0, "b": 40.0, "c": 38.0, "d": 36.0}), closeness=3).T
               b     c      d      a
    rank       1     1      3      4
    shared  True  True  False  False
    """
    if not isinstance(total, pd.Series):
        raise ScoresInvalid("The totals must be a labelled pandas Series.")
    check_labels(total.index, total.index, "totals")
    values = numbers(total, "totals", missing=True)
    _check_closeness(closeness)
    unknown = np.isnan(values)
    known = np.flatnonzero(~unknown)
    order = known[falling_order(values[known])]
    ranks, shared = _share_ranks(values[order].tolist(), closeness)
    rest = len(values) - len(order)
    index = total.index.take(np.concatenate((order, np.flatnonzero(unknown))))
    placed = np.array(ranks + [0] * rest, dtype=np.int64)
    columns = {
        "rank": pd.arrays.IntegerArray(placed, np.arange(len(values)) >= len(order)),
        "shared": np.array(shared + [False] * rest, dtype=bool),
    }
    return pd.DataFrame(columns, index=index)


def rank_array(
    values: npt.ArrayLike, weights: npt.ArrayLike, closeness: float = 0.0
) -> npt.NDArray[np.int64]:
    """Return the ranks of one weighted sum on plain arrays, for loops over many weightings.

    Parameters
    ----------
    values : array (n_options, n_criteria)
        Finite numbers, more is better, none missing.
    weights : array (n_criteria,)
        At least 0, in the order of the columns, used as they are.
    closeness : float
        Largest difference at which two options share a rank, in points; at 0 only equal totals do.

    Returns
    -------
    array (n_options,) of int64
        The rank of each option, from 1, in the order given.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When the shapes do not fit, a number is missing, infinite or text, a weight is negative, or
        `closeness` is negative or no number.

    Notes
    -----
    The same ranks as `rank_options(weighted_sum(values, weights).total, closeness)`, which labels them and
    keeps the contributions; here nothing is matched by name, so the caller answers for the order of the
    weights.

    Examples
    --------
    >>> rank_array([[0.5, 0.0], [-1.0, 0.5], [0.2, 0.4]], [0.6, 0.4], closeness=3).tolist()
    [1, 3, 1]
    """
    array, weight = _plain(values, "values"), _plain(weights, "weights")
    if array.ndim != 2 or not array.size or weight.shape != array.shape[1:]:
        raise ScoresInvalid("The values must be options by criteria, with one weight for each criterion.")
    _check_closeness(closeness)
    if weight.min() < 0:
        raise ScoresInvalid("The weights hold a negative number.")
    with np.errstate(invalid="ignore", over="ignore"):
        total = (array * (weight * 100.0)).sum(axis=1)
    if not np.isfinite(total).all():  # one missing or infinite number makes its total so, also under weight 0
        raise ScoresInvalid("The values or the weights hold a number missing (NaN) or infinite.")
    if not weight.max() > 0:
        raise NothingCounts("Nothing counts: all weights are 0.")
    order = falling_order(total)
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = _share_ranks(total[order].tolist(), closeness)[0]
    return ranks


def _plain(data: npt.ArrayLike, what: str) -> Floats:
    try:
        return np.asarray(data, dtype=np.float64)
    except (TypeError, ValueError):
        raise ScoresInvalid(f"The {what} hold something that is not a number.") from None


def _check_closeness(closeness: float) -> None:
    if not 0 <= closeness < float("inf"):
        raise ScoresInvalid("The closeness must be a number of at least 0.")


def _share_ranks(falling: list[float], closeness: float) -> tuple[list[int], list[bool]]:
    """Return the rank of each of some falling numbers, and whether another has it too."""
    ranks: list[int] = []
    shared: list[bool] = []
    while len(ranks) < len(falling):
        first = len(ranks)
        after = first + 1
        while after < len(falling) and falling[first] - falling[after] <= closeness + TIE:
            after += 1
        ranks += [first + 1] * (after - first)
        shared += [after - first > 1] * (after - first)
    return ranks, shared
