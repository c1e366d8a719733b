"""Two plain rules beside the weighted sum: the most important criterion first, and the worst value first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import TIE, Floats, aligned, at_least_zero, check_labels, table
from policylab.mcda.ranking import rank_options


def lexicographic(values: pd.DataFrame, order: Sequence[Any], tolerance: float = 0.0) -> pd.DataFrame:
    """Return the order in which the first criterion decides, the next one only among equals, and so on.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        More is better, none missing.
    order : sequence of labels
        Criteria from the most important on. Criteria left out count for nothing.
    tolerance : float
        Values no further below the highest one still in play than this are equal on a criterion. At 0 only
        equal values are (within 1e-9).

    Returns
    -------
    DataFrame (n_options, 3)
        `rank` (from 1, shared by options alike on all criteria of `order`), `shared`, and `decided_by`, the
        criterion that put the option behind the one before it (the first option: None; alike: None). Rows
        from first to last, ties in the order given.

    Raises
    ------
    ScoresInvalid
        When a criterion in `order` is unknown or named twice, `order` is empty, or a value is missing.

    Notes
    -----
    No gain on a later criterion makes up for any loss on an earlier one. With a tolerance the groups are
    formed from the top down, measured from their first member, so that a chain of small differences does
    not make all alike.

    References
    ----------
    [Fishburn1974]_.

    Examples
    --------
    >>> values = pd.DataFrame({"influx": [1, 1, 0], "jobs": [0, 2, 3]}, index=["a", "b", "c"])
    >>> lexicographic(values, ["influx", "jobs"])["rank"].to_dict()
    {'b': 1, 'a': 2, 'c': 3}
    """
    array = table(values, "values")
    named = pd.Index(list(order))
    if not len(named):
        raise ScoresInvalid("The order of the criteria is empty.")
    check_labels(named, named, "order of the criteria")
    unknown = named.difference(values.columns, sort=False)
    if len(unknown):
        raise ScoresInvalid(f"The order names a criterion that is not known: '{unknown[0]}'.")
    if not 0 <= tolerance < float("inf"):
        raise ScoresInvalid("The tolerance must be a number of at least 0.")
    groups = [(list(range(len(array))), None)]
    for criterion, column in zip(named, values.columns.get_indexer(named), strict=True):
        groups = [
            (part, reason if k == 0 else criterion)
            for group, reason in groups
            for k, part in enumerate(_split(group, array[:, column], tolerance))
        ]
    return _placed(groups, values.index)


def _split(group: list[int], column: Floats, tolerance: float) -> list[list[int]]:
    """Return the members of a group in parts of equal value, from the highest value down."""
    parts: list[list[int]] = []
    for member in sorted(group, key=lambda i: -column[i]):
        if parts and column[parts[-1][0]] - column[member] <= tolerance + TIE:
            parts[-1].append(member)
        else:
            parts.append([member])
    return [sorted(part) for part in parts]


def _placed(groups: list[tuple[list[int], Any]], labels: Any) -> pd.DataFrame:
    rows: list[tuple[int, bool, Any]] = []
    for group, reason in groups:
        rank = len(rows) + 1
        rows += [(rank, len(group) > 1, reason if k == 0 else None) for k in range(len(group))]
    index = labels.take([member for group, _ in groups for member in group])
    ranks, shared, reasons = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "rank": pd.array(ranks, dtype="Int64"),
            "shared": shared,
            "decided_by": pd.Series(reasons, index, dtype=object),
        },
        index=index,
    )


def maximin(values: pd.DataFrame, weights: pd.Series | None = None) -> pd.DataFrame:
    """Return the order by each option's worst value: the chain and its weakest link.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        More is better, on one common scale, none missing.
    weights : Series (n_criteria,), optional
        Criteria with weight 0 are left out; otherwise weights play no part.

    Returns
    -------
    DataFrame (n_options, 4)
        `rank`, `shared`, `worst` (the lowest value) and `worst_on` (the first criterion it is found on).

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit or a number is missing.

    Notes
    -----
    min_j v_ij. Needs values that mean the same on every criterion; one bad value decides. Wald's rule,
    with criteria in the place of states.

    References
    ----------
    [Wald1950]_.

    Examples
    --------
    >>> values = pd.DataFrame({"influx": [1, 0.5], "jobs": [-1, 0]}, index=["a", "b"])
    >>> maximin(values)[["rank", "worst_on"]].to_dict("index")
    {'b': {'rank': 1, 'worst_on': 'jobs'}, 'a': {'rank': 2, 'worst_on': 'jobs'}}
    """
    array = table(values, "values")
    if weights is not None:
        weight = aligned(weights, values.columns, "weights")
        at_least_zero(weight, "weights")
        if not (weight > 0).any():
            raise NothingCounts("Nothing counts: all weights are 0.")
        array = np.where(weight > 0, array, np.inf)
    low = array.min(axis=1)
    ranks = rank_options(pd.Series(low, index=values.index))
    at = values.index.get_indexer(ranks.index)
    first = (array <= low[:, None] + TIE).argmax(axis=1)
    return ranks.assign(worst=low[at], worst_on=values.columns.take(first[at]).to_numpy(dtype=object))
