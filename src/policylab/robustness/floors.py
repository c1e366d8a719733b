"""Floors and red lines: what they take out, what that costs, and how far a line must move to let it back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import TIE, aligned, check_labels, numbers, table
from policylab.robustness.envelope import Labels, tie_of
from policylab.robustness.programmes import Mask


@dataclass(frozen=True, eq=False)
class FloorEffect:
    """What some lines take out, and what that costs.

    Attributes
    ----------
    kept, out : tuple
        Options on or above every line, and the others.
    first_without, first_with : tuple
        Who has the highest total without the lines and with them; several when level, none when nothing is
        kept.
    price : float
        The total given up: the first's without the lines less the first's with them; NaN when nothing is kept.
    below : DataFrame (n_options, n_lines)
        How far each line would have to move down for an option to be on it; 0 where it is on or above. An option
        that is out returns when every line it is below has moved that far.
    """

    kept: Labels
    out: Labels
    first_without: Labels
    first_with: Labels
    price: float
    below: pd.DataFrame


def apply_floors(total: pd.Series, measured: pd.DataFrame, floors: pd.Series) -> FloorEffect:
    """Return what floors take out, the total given up, and how far each must move for an option to return.

    Parameters
    ----------
    total : Series (n_options,)
        Overall values by which options are ordered.
    measured : DataFrame (n_options, n_lines)
        What each floor is set on: protection in points, or a score; more is better, none missing.
    floors : Series (n_lines,)
        The least that is accepted. An option exactly on a floor is kept.

    Returns
    -------
    FloorEffect
        Kept and out, the price, and the distances.

    Raises
    ------
    ScoresInvalid
        When labels do not fit or a number is missing.

    Examples
    --------
    >>> total = pd.Series({"status_quo": 0.0, "camp": -4.0})
    >>> protection = pd.DataFrame({"protection": [0.0, 40.0]}, index=["status_quo", "camp"])
    >>> found = apply_floors(total, protection, pd.Series({"protection": 33.0}))
    >>> found.out, found.first_with, found.price, found.below.at["status_quo", "protection"].item()
    (('status_quo',), ('camp',), 4.0, 33.0)
    """
    value = aligned(total, measured.index, "totals")
    array = table(measured, "what floors are set on") if measured.shape[1] else np.zeros((len(value), 0))
    line = aligned(floors, measured.columns, "floors")
    gap = line - array
    below = np.where(gap > TIE, gap, 0.0)
    kept: Mask = np.logical_not((below > 0).any(axis=1))
    tie = tie_of(value)

    def first(of: pd.Index, among: Mask) -> Labels:
        if not among.any():
            return ()
        return tuple(of[among & (value >= value[among].max() - tie)])

    everything = np.ones(len(value), dtype=bool)
    return FloorEffect(
        kept=tuple(measured.index[kept]),
        out=tuple(measured.index[~kept]),
        first_without=first(measured.index, everything),
        first_with=first(measured.index, kept),
        price=float(value.max() - value[kept].max()) if kept.any() else float("nan"),
        below=pd.DataFrame(below, index=measured.index, columns=measured.columns),
    )


def floor_stairs(total: pd.Series, measured: pd.Series) -> pd.DataFrame:
    """Return who comes first, and at what price, for every floor there can be on one quantity.

    Parameters
    ----------
    total, measured : Series (n_options,)
        Overall values, and what the floor is set on; none missing.

    Returns
    -------
    DataFrame (n_stairs, 4)
        `up_to`: the highest floor at which the row holds (it holds from the row before); `first` (tuple of
        options), their `total`, and the `price`. Above the last `up_to` nothing is kept.

    Examples
    --------
    >>> total = pd.Series({"status_quo": 0.0, "camp": -4.0, "corridor": -6.0})
    >>> protection = pd.Series({"status_quo": 0.0, "camp": 40.0, "corridor": 20.0})
    >>> floor_stairs(total, protection)[["up_to", "first", "price"]].to_dict("split")["data"]
    [[0.0, ('status_quo',), 0.0], [40.0, ('camp',), 4.0]]
    """
    if not isinstance(total, pd.Series) or total.empty:
        raise ScoresInvalid("The totals must be a labelled pandas Series with at least one option.")
    check_labels(total.index, total.index, "totals")
    value = numbers(total, "totals")
    height = aligned(measured, total.index, "heights that the floor is set on")
    tie, left, rows = tie_of(value), np.ones(len(value), dtype=bool), []
    while left.any():
        highest = value[left].max()
        level = left & (value >= highest - tie)
        up_to = height[level].max()
        # Level options of less height leave earlier, without a change of total: their row ends there.
        up_to = float(height[level].min()) if (height[level] < up_to - TIE).any() else float(up_to)
        rows.append((up_to, tuple(total.index[level]), float(highest), float(value.max() - highest)))
        left &= height > up_to + TIE
    return pd.DataFrame(rows, columns=["up_to", "first", "total", "price"])
