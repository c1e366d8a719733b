"""The map of three weights: the triangle cut exactly into the regions in which each option leads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import Floats, table
from policylab.robustness.envelope import Labels, tie_of

FLAT = 1e-12
"""A region with no more than this share of the triangle is a line or a point."""


@dataclass(frozen=True, eq=False)
class Region:
    """Where some options lead: a convex polygon in the triangle of three weights.

    Attributes
    ----------
    options : tuple
        Who leads there; several, when they have the same values on all three.
    corners : DataFrame (n_corners, 3)
        Corners in turn, each three weights that sum to 1; two for a line, one for a point.
    area : float
        Share of the whole triangle, that is of all weights alike likely; 0 for a line or a point.
    """

    options: Labels
    corners: pd.DataFrame
    area: float


@dataclass(frozen=True, eq=False)
class WeightMap:
    """The triangle of three weights cut into regions.

    Attributes
    ----------
    regions : tuple of Region
        From the largest to the smallest; their areas sum to 1.
    touching : tuple of Region
        Lines and points on which options are level with the first that lead nowhere alone.
    never : tuple
        Options that lead nowhere.
    area : Series (n_options,)
        Share of the triangle in which an option leads, alone or with options that have the same values.
    """

    regions: tuple[Region, ...]
    touching: tuple[Region, ...]
    never: Labels
    area: pd.Series


def weight_map(values: pd.DataFrame) -> WeightMap:
    """Return the regions of the triangle of three weights in which each option leads.

    Parameters
    ----------
    values : DataFrame (n_options, 3)
        Value of each option on each of three groups (see `group_values`) or criteria, none missing.

    Returns
    -------
    WeightMap
        Exact polygons and areas; options with the same values share a region.

    Raises
    ------
    ScoresInvalid
        When there are not exactly three columns, labels repeat, or a number is missing.

    Notes
    -----
    An option leads where w (v_r - v_i) >= 0 for every other i. Starting from the whole triangle, the polygon
    is clipped by the half-plane of the option that is furthest ahead at one of its corners, until none is:
    O(n) for each clip. Areas are those of polygons (half the sum of cross products), as shares of the
    triangle.

    References
    ----------
    [SutherlandHodgman1974]_

    Examples
    --------
    >>> three = pd.DataFrame(np.eye(3), index=["a", "b", "c"], columns=["security", "alliance", "economic"])
    >>> [(region.options, round(region.area, 9)) for region in weight_map(three).regions]
    [(('a',), 0.333333333), (('b',), 0.333333333), (('c',), 0.333333333)]
    """
    array = table(values, "values")
    if array.shape[1] != 3:
        raise ScoresInvalid(f"A weight map is drawn for exactly three groups; there are {array.shape[1]}.")
    tie = tie_of(array)
    regions, touching, seen, area = [], [], np.zeros(len(array), dtype=bool), np.zeros(len(array))
    never: list[int] = []
    for i in range(len(array)):
        if seen[i]:
            continue
        alike = (np.abs(array - array[i]) <= tie).all(axis=1)
        seen |= alike
        corners = _region(array, i, tie)
        share = _area(corners)
        named = tuple(values.index[alike])
        frame = pd.DataFrame(corners, columns=values.columns)
        if share > FLAT:
            regions.append(Region(named, frame, share))
            area[alike] = share
        elif len(corners):
            touching.append(Region(named, frame, 0.0))
        else:
            never.extend(np.flatnonzero(alike))
    return WeightMap(
        regions=tuple(sorted(regions, key=lambda region: -round(region.area, 9))),
        touching=tuple(touching),
        never=tuple(values.index[sorted(never)]),
        area=pd.Series(area, index=values.index, name="area"),
    )


def _region(array: Floats, row: int, tie: float) -> Floats:
    """Return the corners (n, 3) of the polygon in which a row leads; none when it leads nowhere."""
    corners = np.eye(3)
    gaps = array[row] - array
    cut: set[int] = set()
    while len(corners):
        ahead = gaps @ corners.T
        worst = int(ahead.min(axis=1).argmin())
        if ahead[worst].min() >= -tie or worst in cut:
            return corners
        cut.add(worst)
        corners = _clip(corners, ahead[worst], tie)
    return corners


def _clip(corners: Floats, height: Floats, tie: float) -> Floats:
    """Return the part of a polygon in which `height`, given at its corners, is at least 0."""
    kept: list[Floats] = []
    for k in range(len(corners)):
        here, there = height[k - 1], height[k]
        if (here > tie and there < -tie) or (here < -tie and there > tie):
            kept.append(corners[k - 1] + here / (here - there) * (corners[k] - corners[k - 1]))
        if there >= -tie:
            kept.append(corners[k])
    return np.array(kept).reshape(-1, 3)


def _area(corners: Floats) -> float:
    """Return the area of a polygon as a share of the triangle."""
    if len(corners) < 3:
        return 0.0
    x, y = corners[:, 0], corners[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))))
