"""How often one option stands before another under weights uniform on a simplex: in closed form.

With exponentials E_j divided by their sum as weights, a stands before b when the sum of d_j E_j is above 0,
with d_j the score of a minus that of b. Call the positive differences x and the sizes of the negative ones y.
An exponential has no memory: of x E and y E', one ends first, the first with chance y / (x + y), and what is
left of the other is distributed as before. So

    P = (x P(without y) + y P(without x)) / (x + y),

P = 1 when no y is left and 0 when no x is left. The table of all P(first p of x, first q of y) is filled
diagonal by diagonal, for many pairs of options at once. Every step is an average with weights between 0 and 1,
so that no error grows: results agree with exact fractions to 1e-15.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from policylab.mcda.checks import TIE, Floats, table

PAIRS_AT_ONCE = 1 << 15
CELLS_AT_ONCE = 1 << 19


def win_chances(scores: pd.DataFrame) -> pd.DataFrame:
    """Return pairwise winning indices of certain scores, all weights alike likely; no sampling.

    Parameters
    ----------
    scores : DataFrame (n_options, n_criteria)
        Scores or values, more is better; any numbers.

    Returns
    -------
    DataFrame (n_options, n_options)
        Share of the weights under which the row stands before the column; 0.5 for identical options and on
        the diagonal. The mean place of an option is 0.5 + the sum over all columns of 1 - its share.

    Raises
    ------
    ScoresInvalid
        When a score is missing or no number.

    Examples
    --------
    >>> scores = pd.DataFrame({"influx": [1.0, 0.0], "jobs": [0.0, 3.0]}, index=["camp", "corridor"])
    >>> win_chances(scores).loc["camp"].to_dict()
    {'camp': 0.5, 'corridor': 0.25}
    """
    shares = win_shares(table(scores, "scores"))
    return pd.DataFrame(shares, index=scores.index, columns=scores.index)


def win_shares(effective: Floats, progress: Callable[[float], None] | None = None) -> Floats:
    """Return in which share of a uniform simplex the row stands before the column.

    Parameters
    ----------
    effective : ndarray (n_options, n_base)
        Scores at the corners of the simplex.
    progress : callable, optional
        Told the share of the work done.

    Returns
    -------
    ndarray (n_options, n_options)
        Exact to rounding; 0.5 on the diagonal and for options that are alike at every corner.
    """
    n_options = len(effective)
    shares = np.full((n_options, n_options), 0.5)
    first, second = np.triu_indices(n_options, 1)
    for start in range(0, len(first), PAIRS_AT_ONCE):
        rows, columns = first[start : start + PAIRS_AT_ONCE], second[start : start + PAIRS_AT_ONCE]
        ahead = share_above_zero(effective[rows] - effective[columns])
        shares[rows, columns] = ahead
        shares[columns, rows] = 1 - ahead
        if progress:
            progress(min(1.0, (start + PAIRS_AT_ONCE) / len(first)))
    return shares


def share_above_zero(differences: Floats) -> Floats:
    """Return in which share of a uniform simplex each row of differences (n_rows, n_base) averages above 0.

    Differences of at most 1e-9 are none; a row of none is a tie, and 0.5.
    """
    falling = -np.sort(-differences, axis=1)
    more, less = (falling > TIE).sum(axis=1), (falling < -TIE).sum(axis=1)
    shares = np.where(more > 0, np.where(less > 0, np.nan, 1.0), np.where(less > 0, 0.0, 0.5))
    mixed = np.flatnonzero(np.isnan(shares))
    # Pairs with alike numbers of positive and negative differences go together: the table is then no larger
    # than they need.
    mixed = mixed[np.argsort(more[mixed] * falling.shape[1] + less[mixed], kind="stable")]
    start = 0
    while start < len(mixed):
        size = max(64, CELLS_AT_ONCE // int(more[mixed[start]] * less[mixed[start]]))
        part = mixed[start : start + size]
        height, width = int(more[part].max()), int(less[part].max())
        above = np.maximum(falling[part, :height].T, 0.0)
        below = np.maximum(-falling[part, ::-1][:, :width].T, 0.0)
        above[above <= TIE] = 0.0
        below[below <= TIE] = 0.0
        shares[part] = _fill_table(above, below)
        start += size
    return shares


def _fill_table(above: Floats, below: Floats) -> Floats:
    """Fill P for positive parts (height, n_pairs) and negative ones (width, n_pairs); zeros are left out."""
    height, width = len(above), len(below)
    # Diagonal k holds P(p, k - p) for p = 0 .. height; p = 0 is 0 and p = k (nothing negative) is 1.
    table = np.zeros((height + 1, above.shape[1]))
    for k in range(1, height + width + 1):
        low, top = max(1, k - width), min(height, k - 1)
        if low <= top:
            x, y = above[low - 1 : top], below[k - top - 1 : k - low][::-1]
            total = x + y
            np.copyto(total, 1.0, where=total == 0.0)
            share = x / total
            before = table[low - 1 : top]
            table[low : top + 1] = before + share * (table[low : top + 1] - before)
        if k <= height:
            table[k] = 1.0
    return np.asarray(table[height])
