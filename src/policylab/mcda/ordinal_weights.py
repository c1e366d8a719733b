"""Weights from a ranking of the criteria alone: rank-order centroid, rank-sum, rank-reciprocal."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import TIE, Floats, aligned


def rank_order_centroid(ranks: pd.Series) -> pd.Series:
    """Return the centroid of all weights that respect a ranking of the criteria.

    Parameters
    ----------
    ranks : Series (n_criteria,)
        The rank of each criterion, 1 for the most important. Only the order counts; equal ranks mean that
        the two are not put in order (1, 2, 2, 3 and 1, 2, 2, 4 are the same).

    Returns
    -------
    Series (n_criteria,)
        Weights that sum to 1, with the labels of `ranks`.

    Raises
    ------
    ScoresInvalid
        When a rank is missing or no number, or a label is there twice.

    Notes
    -----
    w_k = (1/n) sum_{i=k}^{n} 1/i for the criterion at place k: the mean of the corners of the set
    {w_1 >= w_2 >= ... >= w_n >= 0, sum = 1}. Criteria of equal rank share the mean weight of the places they
    take, which is the centroid of the weights that respect the order among the others. One criterion has
    weight 1.

    Limits: the weights fall steeply (0.52 for the first of four), and two people with the same ranking get
    the same weights whatever the sizes of their differences. The ranking must be of swings from worst to
    best, not of names.

    References
    ----------
    [BarronBarrett1996]_; [EdwardsBarron1994]_.

    Examples
    --------
    >>> rank_order_centroid(pd.Series({"security": 1, "alliance": 2, "economic": 3})).round(4).to_dict()
    {'security': 0.6111, 'alliance': 0.2778, 'economic': 0.1111}
    """
    return _by_place(ranks, lambda place: np.cumsum((1 / place)[::-1])[::-1])


def rank_sum(ranks: pd.Series) -> pd.Series:
    """Return weights that fall evenly with the rank; parameters and ties as in `rank_order_centroid`.

    Notes
    -----
    w_k = 2 (n + 1 - k) / (n (n + 1)). Limits: the last criterion always keeps 2 / (n (n + 1)), and the first
    of many counts hardly more than the second.

    References
    ----------
    [StillwellEtAl1981]_; [BarronBarrett1996]_.

    Examples
    --------
    >>> rank_sum(pd.Series({"security": 1, "alliance": 2, "economic": 3, "other": 4})).to_dict()
    {'security': 0.4, 'alliance': 0.3, 'economic': 0.2, 'other': 0.1}
    """
    return _by_place(ranks, lambda place: len(place) + 1 - place)


def rank_reciprocal(ranks: pd.Series) -> pd.Series:
    """Return weights in proportion to 1 / rank; parameters and ties as in `rank_order_centroid`.

    Notes
    -----
    w_k = (1/k) / sum_i (1/i). Limits: a formula without a derivation; between rank-sum and centroid for
    the first criterion.

    References
    ----------
    [StillwellEtAl1981]_; [BarronBarrett1996]_.

    Examples
    --------
    >>> rank_reciprocal(pd.Series({"security": 1, "alliance": 2, "economic": 3})).round(4).to_dict()
    {'security': 0.5455, 'alliance': 0.2727, 'economic': 0.1818}
    """
    return _by_place(ranks, lambda place: 1 / place)


def _by_place(ranks: pd.Series, weigh: Callable[[Floats], Floats]) -> pd.Series:
    """Return weights by place from 1, equal ranks sharing the mean of the places they take."""
    given = aligned(ranks, getattr(ranks, "index", None), "ranks")
    if not len(given):
        raise ScoresInvalid("There are no ranks.")
    by_place = weigh(np.arange(1.0, len(given) + 1))
    rising = np.argsort(given, kind="stable")
    run = np.concatenate(([0], np.cumsum(np.diff(given[rising]) > TIE)))
    mean = np.bincount(run, weights=by_place) / np.bincount(run)
    weights = np.empty(len(given))
    weights[rising] = mean[run] / by_place.sum()
    return pd.Series(weights, index=ranks.index, name="weight")
