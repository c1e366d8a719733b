"""Weights from points: within one set, and through groups."""

from __future__ import annotations

import numpy as np
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import aligned, at_least_zero, check_labels


def normalise_points(points: pd.Series) -> pd.Series:
    """Return weights, the points divided by their sum.

    Parameters
    ----------
    points : Series (n,)
        Points of at least 0; any size, whole or not.

    Returns
    -------
    Series (n,)
        Weights that sum to 1, with the labels of `points`.

    Raises
    ------
    NothingCounts
        When all points are 0: 0/0 is no weight.
    ScoresInvalid
        When a point is missing, negative or no number, or a label is there twice.

    Notes
    -----
    w_j = p_j / sum(p). With swing points (100 for the swing that matters most, the others against it)
    these are swing weights.

    References
    ----------
    [GoodwinWright2004]_, chapter 3; [DCLG2009]_, chapter 6.

    Examples
    --------
    >>> normalise_points(pd.Series({"security": 50, "alliance": 30, "economic": 20})).to_dict()
    {'security': 0.5, 'alliance': 0.3, 'economic': 0.2}
    """
    array = aligned(points, getattr(points, "index", None), "points")
    at_least_zero(array, "points")
    total = array.sum()
    if not total > 0:
        raise NothingCounts("Nothing counts: all points are 0.")
    return pd.Series(array / total, index=points.index, name="weight")


def weigh_hierarchy(groups: pd.Series, criteria: pd.Series, group_of: pd.Series) -> pd.Series:
    """Return weights of criteria from points of groups, and of criteria inside their groups.

    Parameters
    ----------
    groups : Series (n_groups,)
        Points of the groups, at least 0.
    criteria : Series (n_criteria,)
        Points of the criteria, at least 0; they count against the criteria of the same group only.
    group_of : Series (n_criteria,)
        The group of each criterion.

    Returns
    -------
    Series (n_criteria,)
        Weights that sum to 1, with the labels and order of `criteria`.

    Raises
    ------
    NothingCounts
        When no group with points has a criterion with points.
    ScoresInvalid
        When labels do not fit, or points are missing, negative or no numbers.

    Notes
    -----
    w_j = P_g / sum(P) x p_j / sum of p in g, with g the group of j. A group whose criteria all have 0
    points counts as a group of 0 points: nothing in it can carry its weight, so the other groups share
    the whole in the proportions of their own points. The same holds for a group without criteria.

    References
    ----------
    [GoodwinWright2004]_, chapter 3; [DCLG2009]_, chapter 6.

    Examples
    --------
    >>> weigh_hierarchy(
    ...     pd.Series({"security": 60, "economic": 40}),
    ...     pd.Series({"influx": 5, "precedent": 5, "jobs": 10}),
    ...     pd.Series({"influx": "security", "precedent": "security", "jobs": "economic"}),
    ... ).to_dict()
    {'influx': 0.3, 'precedent': 0.3, 'jobs': 0.4}
    """
    group_points = aligned(groups, getattr(groups, "index", None), "points of groups")
    own_points = aligned(criteria, getattr(criteria, "index", None), "points of criteria")
    at_least_zero(group_points, "points of groups")
    at_least_zero(own_points, "points of criteria")
    if not isinstance(group_of, pd.Series):
        raise ScoresInvalid("The groups of the criteria must be a labelled pandas Series.")
    check_labels(group_of.index, criteria.index, "groups of the criteria")
    member = groups.index.get_indexer(group_of.reindex(criteria.index))
    if (member < 0).any():
        stray = criteria.index[member < 0][0]
        raise ScoresInvalid(f"The group of criterion '{stray}' has no points: it is not among the groups.")
    within = np.bincount(member, weights=own_points, minlength=len(group_points))
    counted = np.where(within > 0, group_points, 0.0)
    total = counted.sum()
    if not total > 0:
        raise NothingCounts("Nothing counts: no group with points has a criterion with points.")
    # A group without points in it has weight 0; dividing by 1 instead of 0 keeps its criteria at 0.
    shares = counted[member] / total * own_points / np.where(within > 0, within, 1.0)[member]
    return pd.Series(shares, index=criteria.index, name="weight")
