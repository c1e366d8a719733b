"""What the shape of the criteria does to an order, whatever the scores mean."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda import rank_options, weighted_sum
from policylab.mcda.checks import TIE, Floats, aligned, at_least_zero, check_labels, table
from policylab.robustness.agreement import correlations
from policylab.robustness.progress import Progress, tell

FEWEST = 5
"""Fewer options than this are too few to call two criteria alike: any two columns of two numbers are."""


def criterion_effects(
    values: pd.DataFrame, weights: pd.Series, progress: Progress | None = None
) -> pd.DataFrame:
    """Return what each criterion does to the order of the options.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Values, none missing.
    weights : Series (n_criteria,)
        At least 0; only their proportions count.
    progress : callable, optional
        Called with the share done, 0 to 1; the work stops when it returns False.

    Returns
    -------
    DataFrame (n_criteria, 3)
        `weight` (summing to 1); `effect`, one of

        - `constant`: all options alike, so no weight lets it change the order;
        - `weight_0`: it does not count;
        - `never`: at any weight below the whole, the others in proportion, the order is what it is without;
        - `not_now`: at its present weight the order is what it is without it;
        - `decides`: leaving it out changes the order;

        and `pairs`, the number of pairs of options that change their order (or become or stop being level)
        when it is left out.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit or a number is missing.
    Stopped
        When `progress` returned False.

    Notes
    -----
    With d the difference of two options on the criterion and r their difference on all others, the order of
    the two is the same at every weight below 1 exactly when d r > 0 or d = 0. A criterion that alone counts
    decides whatever it tells apart. Orders are by total, without shared ranks.

    Examples
    --------
    >>> values = pd.DataFrame({"x": [0, 1, 2], "y": [0, 2, 4], "z": [1, 1, 1]}, index=list("abc"))
    >>> criterion_effects(values, pd.Series({"x": 0.5, "y": 0.3, "z": 0.2}))["effect"].to_dict()
    {'x': 'never', 'y': 'never', 'z': 'constant'}
    """
    array = table(values, "values")
    weight = aligned(weights, values.columns, "weights")
    at_least_zero(weight, "weights")
    if not weight.sum() > 0:
        raise NothingCounts("Nothing counts: all weights are 0.")
    weight = weight / weight.sum()
    total = array @ weight
    i, j = np.triu_indices(len(array), 1)
    rows = []
    for k, column in enumerate(array.T):
        tell(progress, k / array.shape[1], "all criteria")
        rest = total - weight[k] * column
        rows.append(
            (weight[k], *_effect(column[i] - column[j], rest[i] - rest[j], (total[i] - total[j]), weight[k]))
        )
    return pd.DataFrame(rows, columns=["weight", "effect", "pairs"], index=values.columns)


def _effect(own: Floats, rest: Floats, whole: Floats, weight: float) -> tuple[str, int]:
    if not (np.abs(own) > TIE).any():
        return "constant", 0
    if weight == 0:
        return "weight_0", 0
    changed = int((_signs(rest) != _signs(whole)).sum())
    if weight < 1 and not ((np.abs(own) > TIE) & (_signs(own) != _signs(rest))).any():
        return "never", 0
    return ("decides" if changed else "not_now"), changed


def _signs(gaps: Floats) -> Floats:
    return np.where(np.abs(gaps) <= TIE, 0.0, np.sign(gaps))


def similar_criteria(values: pd.DataFrame, threshold: float = 0.9) -> pd.DataFrame:
    """Return pairs of criteria on which the options stand in nearly the same way.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        None missing; at least five options, or nothing is called similar.
    threshold : float
        Pearson's correlation or Kendall's tau-b from which on two criteria are called similar.

    Returns
    -------
    DataFrame (n_pairs, 4)
        `first`, `second`, `pearson`, `kendall`, the most alike first. Constant criteria are alike to none.

    Raises
    ------
    ScoresInvalid
        When a number is missing or the threshold is not from 0 to 1.

    Notes
    -----
    Two such criteria may measure one thing twice, which then counts twice. They may also be two things that
    go together in these options; the numbers cannot tell. Opposite criteria (a trade-off) are not listed.

    References
    ----------
    [KeeneyRaiffa1976]_, chapter 2 (non-redundancy); [DCLG2009]_, chapter 5.

    Examples
    --------
    >>> values = pd.DataFrame({"x": [0, 1, 2, 3, 4], "y": [0, 1, 2, 3, 5], "z": [4, 0, 2, 1, 3]})
    >>> similar_criteria(values)[["first", "second"]].to_dict("records")
    [{'first': 'x', 'second': 'y'}]
    """
    if not 0 <= threshold <= 1:
        raise ScoresInvalid("The threshold of similarity is a number from 0 to 1.")
    found = correlations(values)
    alike = found[["pearson", "kendall"]].max(axis=1)
    kept = found[(alike >= threshold - TIE) & (len(values) >= FEWEST)]
    return kept.loc[alike[kept.index].sort_values(ascending=False, kind="stable").index].reset_index(
        drop=True
    )


@dataclass(frozen=True, eq=False)
class Splitting:
    """What the number of criteria in each group has to do with the weights and the order.

    Attributes
    ----------
    groups : DataFrame (n_groups, 3)
        `criteria` (how many count), `weight` (their sum), `flat` (their sum if all criteria counted alike).
    follows_counts : bool
        Whether the weights of the groups are those of their numbers of criteria, to 2 points in 100, though
        the numbers differ: then the list of criteria has set the weights.
    flat_total : Series (n_options,)
        Totals in points when all criteria count alike.
    flat_order : DataFrame (n_options, 2)
        `rank` and `shared` then.
    """

    groups: pd.DataFrame
    follows_counts: bool
    flat_total: pd.Series
    flat_order: pd.DataFrame


def splitting(values: pd.DataFrame, weights: pd.Series, group_of: pd.Series) -> Splitting:
    """Return what would change if each criterion counted alike, however many its group has.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Values, none missing where a criterion counts.
    weights : Series (n_criteria,)
        At least 0; criteria at 0 are left out.
    group_of : Series (n_criteria,)
        The group of each criterion.

    Returns
    -------
    Splitting
        Weights of groups as they are and by counting criteria, and the order by counting.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit or a number is missing.

    Notes
    -----
    People give a group more weight in all when it is split into more criteria (splitting bias). The larger
    the difference between the two orders, the more would hang on how finely each group was split.

    References
    ----------
    [WeberEtAl1988]_; [PoyhonenEtAl2001]_.

    Examples
    --------
    >>> values = pd.DataFrame({"x": [1.0, 0.0], "y": [0.0, 0.5], "z": [0.0, 0.8]}, index=["a", "b"])
    >>> groups = pd.Series({"x": "security", "y": "economic", "z": "economic"})
    >>> found = splitting(values, pd.Series({"x": 0.5, "y": 0.25, "z": 0.25}), groups)
    >>> found.groups.round(2).to_dict("index")["economic"], found.flat_order.index[0]
    ({'criteria': 2, 'weight': 0.5, 'flat': 0.67}, 'b')
    """
    weight = pd.Series(aligned(weights, values.columns, "weights"), index=values.columns)
    at_least_zero(weight.to_numpy(), "weights")
    check_labels(group_of.index, values.columns, "groups of the criteria")
    counted = weight.index[weight > 0]
    if not len(counted):
        raise NothingCounts("Nothing counts: all weights are 0.")
    member = group_of.reindex(counted)
    names = list(dict.fromkeys(group_of.reindex(values.columns)))
    number = np.array([int((member == name).sum()) for name in names])
    share = np.array([weight[counted][member == name].sum() for name in names]) / weight.sum()
    flat = number / len(counted)
    groups = pd.DataFrame({"criteria": number, "weight": share, "flat": flat}, index=names)
    uneven = len(set(number[number > 0])) > 1
    total = weighted_sum(values[counted], pd.Series(1.0 / len(counted), index=counted)).total
    return Splitting(
        groups=groups,
        follows_counts=bool(uneven and (np.abs(share - flat) <= 0.02 + TIE).all()),
        flat_total=total,
        flat_order=rank_options(total),
    )


def shared_items(items: Mapping[Any, Collection[Any]]) -> pd.DataFrame:
    """Return pairs of labels whose collections overlap.

    Parameters
    ----------
    items : mapping of label to collection
        Say, the evidence of each criterion. Order and repeats do not matter.

    Returns
    -------
    DataFrame (n_pairs, 4)
        `first`, `second`, `shared` (sorted tuple of what both have) and `share`, its size over that of the
        smaller collection; the largest overlap first. Empty collections overlap with none.

    Examples
    --------
    >>> shared_items({"influx": ["p1", "p2"], "order": ["p2", "p3", "p4"]}).to_dict("records")
    [{'first': 'influx', 'second': 'order', 'shared': ('p2',), 'share': 0.5}]
    """
    rows = []
    for (first, one), (second, other) in combinations([(k, set(v)) for k, v in items.items()], 2):
        if both := one & other:
            rows.append((first, second, tuple(sorted(both)), len(both) / min(len(one), len(other))))
    rows.sort(key=lambda row: (-len(row[2]), -row[3]))
    return pd.DataFrame(rows, columns=["first", "second", "shared", "share"])
