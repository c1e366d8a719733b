"""Whole numbers that add up: largest remainder."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import TIE, Floats, aligned, at_least_zero
from policylab.mcda.ranking import falling_order


def shown(points: float) -> int:
    """Return the whole number shown for a number of points, halves away from 0.

    >>> shown(0.5), shown(-0.5), shown(-1.4)
    (1, -1, -1)
    """
    size = math.floor(abs(points) + 0.5 + TIE)
    return size if points >= 0 else -size


def _largest_remainder(parts: Floats, whole: int) -> list[int]:
    # No tolerance is needed here: 28.9999999999 is 28 and the largest remainder there can be, so it becomes 29.
    floors = np.floor(parts)
    left = whole - int(floors.sum())
    for position in falling_order(parts - floors)[:left]:
        floors[position] += 1
    return [int(n) for n in floors]


def shares(points: pd.Series, whole: int = 100) -> pd.Series:
    """Return whole-number shares of `whole` that add up exactly (largest remainder, Hamilton's method).

    Parameters
    ----------
    points : Series (n,)
        Points of at least 0.
    whole : int
        What the shares add up to, at least 0.

    Returns
    -------
    Series (n,) of int
        Shares with the labels of `points`, summing to `whole`.

    Raises
    ------
    NothingCounts
        When all points are 0.
    ScoresInvalid
        When points are missing, negative or no numbers, or `whole` is negative.

    Notes
    -----
    Each gets the whole part of its exact share; what is left goes, one each, to the largest remainders,
    equal remainders in the order given. A part with 0 points never gets any.

    References
    ----------
    [BalinskiYoung2001]_.

    Examples
    --------
    >>> shares(pd.Series({"security": 1, "alliance": 1, "economic": 1})).to_dict()
    {'security': 34, 'alliance': 33, 'economic': 33}
    """
    array = aligned(points, getattr(points, "index", None), "points")
    at_least_zero(array, "points")
    if whole < 0:
        raise ScoresInvalid("The whole must be at least 0.")
    if not array.sum() > 0:
        raise NothingCounts("Nothing counts: all points are 0.")
    return pd.Series(_largest_remainder(array / array.sum() * whole, whole), index=points.index, name="share")


def round_to_total(parts: pd.Series) -> pd.Series:
    """Return signed parts as whole numbers that add up to the whole number shown for their sum.

    Parameters
    ----------
    parts : Series (n,)
        Signed numbers, such as contributions in points.

    Returns
    -------
    Series (n,) of int
        Each less than 1 away from its part; they sum to `shown(sum of parts)`. A part of 0 stays 0.

    Raises
    ------
    ScoresInvalid
        When a part is missing or no number.

    Notes
    -----
    Largest remainder again, from the next whole number below each part.

    Examples
    --------
    >>> round_to_total(pd.Series({"alliance": 13.6, "security": 5.6, "economic": -4.8})).to_dict()
    {'alliance': 14, 'security': 5, 'economic': -5}
    """
    array = aligned(parts, getattr(parts, "index", None), "parts")
    return pd.Series(_largest_remainder(array, shown(float(array.sum()))), index=parts.index, name="shown")
