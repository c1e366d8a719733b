"""What would have to be true: the least movement of weights, or of scores, that brings an option first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import Floats, aligned, at_least_zero, table
from policylab.robustness.envelope import Labels, tie_of
from policylab.robustness.programmes import furthest_ahead, least_movement, nearest_whole_points


@dataclass(frozen=True, eq=False)
class WeightChange:
    """The nearest weights at which an option comes first, or the proof that there are none.

    Attributes
    ----------
    rival : label
        The option.
    possible : bool
        Whether any weights bring it first (level with others counts, unless a margin was asked for).
    moved : float
        Sum over the criteria of how far each weight moves, from 0 (first already) to 2; NaN if impossible. Half
        of it is the share of the whole that is taken from some criteria and given to others.
    weights : Series (n_criteria,)
        The nearest such weights, summing to 1; if impossible, those at which it falls short by least.
    lead : float
        The most by which it can be ahead of every other under any weights, in units of the values. At 0 it can
        only draw level; below 0 it stays behind by at least that much. Infinite when nothing else is there.
    mix : Series (n_options,)
        When `lead` is not above 0: shares of the other options, summing to 1, that together are ahead of it by at
        least -lead whatever the weights are, so that one of them always is. Else 0.
    level : tuple
        Options level with it at these weights.
    """

    rival: object
    possible: bool
    moved: float
    weights: pd.Series
    lead: float
    mix: pd.Series
    level: Labels


def least_weight_change(
    values: pd.DataFrame,
    weights: pd.Series,
    rival: object,
    *,
    margin: float = 0.0,
    held: tuple[object, ...] = (),
) -> WeightChange:
    """Return the least total movement of weights at which an option comes first, or why there is none.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Values, or means over groups (see `group_values`), none missing; any size.
    weights : Series (n_criteria,)
        At least 0; only their proportions matter.
    rival : label
        The option that is to come first.
    margin : float
        By how much it must be ahead of every other, in units of the values. 0: being level is enough.
    held : tuple of labels
        Criteria whose weights stay as they are.

    Returns
    -------
    WeightChange
        The weights, how far they are, and who is level there; or the certificate.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit, a number is missing or negative where it may not be, or there is no such option.

    Notes
    -----
    Norm: the sum of absolute differences of weights (L1) on the simplex. A linear programme: minimise sum |u_j
    - w_j| subject to u (v_rival - v_i) >= margin for every other i, u >= 0, sum u = 1. Options with the values
    of the rival do not stand in its way. When it has no solution, the dual of "maximise the least lead" gives
    the mix (Farkas): whatever the weights, the mix is ahead.

    References
    ----------
    [RiosInsuaFrench1991]_; [Hazen1986]_ for the certificate.

    Examples
    --------
    >>> values = pd.DataFrame({"influx": [1.0, 0.0], "jobs": [0.0, 1.0]}, index=["camp", "corridor"])
    >>> found = least_weight_change(values, pd.Series({"influx": 0.7, "jobs": 0.3}), "corridor")
    >>> round(found.moved, 9), found.weights.round(9).to_dict(), found.level
    (0.4, {'influx': 0.5, 'jobs': 0.5}, ('camp',))
    """
    array = table(values, "values")
    now = weights_of(weights, values.columns)
    free = ~values.columns.isin(list(held))
    tie = tie_of(array)
    row = position_of(values.index, rival)
    others = np.flatnonzero(~(np.abs(array - array[row]) <= tie).all(axis=1))
    gaps = array[row] - array[others]
    furthest = furthest_ahead(gaps, now, free)
    possible, nearest = True, now.copy()
    if len(gaps) and (gaps @ now).min() < margin - tie:
        moved = least_movement(gaps, now, free, margin)
        possible, nearest = moved is not None, furthest.weights if moved is None else moved
    ahead = array[row] @ nearest - array @ nearest
    mix = np.zeros(len(values))
    if furthest.margin <= tie:
        mix[others] = furthest.mix
    level = np.flatnonzero((np.abs(ahead) <= 10 * tie) & possible)
    return WeightChange(
        rival=rival,
        possible=possible,
        moved=float(np.abs(nearest - now).sum()) if possible else float("nan"),
        weights=pd.Series(nearest, index=values.columns, name="weight"),
        lead=furthest.margin,
        mix=pd.Series(mix, index=values.index, name="share"),
        level=tuple(values.index[i] for i in level if i != row),
    )


def nearest_points(
    values: pd.DataFrame, points: pd.Series, rival: object, most: int = 100, *, alone: bool = False
) -> pd.Series | None:
    """Return the whole points nearest to the given ones at which an option comes first; None if there are none.

    Parameters
    ----------
    values : DataFrame (n_options, n_groups)
        Means over groups (see `group_values`), none missing.
    points : Series (n_groups,)
        Points as they are.
    rival : label
        The option that is to come first.
    most : int
        The most points a group can be given.
    alone : bool
        Whether it must be ahead of every other (those with the same values apart); else being level is enough.

    Returns
    -------
    Series (n_groups,) of int, or None
        Points from 0 to `most`, least sum of moves; several may be as near, then one of them.

    Notes
    -----
    A whole-number linear programme: the weights are points / sum(points), and the option leads where points
    (v_rival - v_i) >= 0 for every other i.

    Examples
    --------
    >>> values = pd.DataFrame({"security": [1.0, 0.0], "economic": [0.0, 1.0]}, index=["camp", "corridor"])
    >>> nearest_points(values, pd.Series({"security": 60, "economic": 40}), "camp").to_dict()
    {'security': 60, 'economic': 40}
    """
    array = table(values, "values")
    now = aligned(points, values.columns, "points")
    at_least_zero(now, "points")
    row = position_of(values.index, rival)
    others = np.flatnonzero(~(np.abs(array - array[row]) <= tie_of(array)).all(axis=1))
    found = nearest_whole_points(array[row] - array[others], now, most, alone)
    return None if found is None else pd.Series(found, index=values.columns, name="points")


def weights_of(weights: pd.Series, criteria: pd.Index) -> Floats:
    """Return weights that sum to 1, in the order of the criteria."""
    array = aligned(weights, criteria, "weights")
    at_least_zero(array, "weights")
    if not array.sum() > 0:
        raise NothingCounts("Nothing counts: all weights are 0.")
    return np.asarray(array / array.sum())


def position_of(options: pd.Index, rival: object) -> int:
    """Return where an option stands, or refuse one that is not there."""
    if rival not in options:
        raise ScoresInvalid(f"There is no option '{rival}'.")
    return int(options.get_indexer(pd.Index([rival]))[0])
