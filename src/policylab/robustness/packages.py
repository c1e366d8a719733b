"""Packages: all allowed bundles of options with their combined effects on each ledger.

Unless all effects add up, a package is worth something else than its parts, and no part of it can be left out of
the count because something else beats it alone. So every allowed package is looked at; they are grown by
doubling, one criterion at a time, so that the numbers at work stay in the cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import TIE, Floats, aligned, check_labels, numbers, table
from policylab.robustness.bundle_front import dense_ranks, unbeaten
from policylab.robustness.bundles import MAX_OPTIONS, Ints, Rows, Rules, double, members, positions, taken
from policylab.robustness.combining import check_scale, checked_rules, grow_scores


@dataclass(frozen=True, eq=False)
class Packages:
    """All allowed packages and their values.

    Attributes
    ----------
    options : Index
        Options by position: bit j of a mask stands for option j.
    masks : array (n_packages,) of int
        The first is the empty package, 0.
    sizes : array (n_packages,) of int
        Number of options in each, companions not counted.
    values : DataFrame (n_packages, n_ledgers)
        Value of each package in each ledger.
    """

    options: pd.Index
    masks: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int8]
    values: pd.DataFrame

    def members(self, row: int) -> tuple[Any, ...]:
        """Return the options in the package of a row."""
        return members(int(self.masks[row]), list(self.options))

    def row_of(self, options: Iterable[Any]) -> int | None:
        """Return the row of the package of these options, None when it is not allowed."""
        wanted = {self.options.get_loc(option) for option in options}
        found = np.flatnonzero(self.masks == sum(1 << int(n) for n in wanted))
        return int(found[0]) if len(found) else None


def all_packages(
    scores: pd.DataFrame,
    rules: pd.Series,
    ledgers: pd.DataFrame,
    *,
    needs: Iterable[tuple[Any, Any]] = (),
    apart: Iterable[tuple[Any, Any]] = (),
    companions: Mapping[Any, Iterable[Any]] | None = None,
    max_size: int | None = None,
    scale: float = 3.0,
    whole: float = 100.0,
) -> Packages:
    """Return every allowed package with its value in each ledger.

    Parameters
    ----------
    scores : DataFrame (n_options, n_criteria), scale steps
        Scores of the options against today's practice, which is 0 everywhere and not among them.
    rules : Series (n_criteria,) of str
        How scores come together: `strongest`, `covers` or `add`, see `combine_scores`.
    ledgers : DataFrame (n_criteria, n_ledgers)
        Weights of the criteria in each ledger, used as they are.
    needs : pairs of options
        An option, and one that has to be in the package with it.
    apart : pairs of options
        Two that cannot be in one package.
    companions : mapping, optional
        Options that are in no package by themselves, each with those of which at least one has to be with it.
        They do not count for the size.
    max_size : int, optional
        Most options in a package.
    scale, whole : float
        End of the scale, and what a value of 1 is shown as.

    Returns
    -------
    Packages
        The empty package first, with the value 0.

    Raises
    ------
    CallError
        When more than 2,097,152 packages are allowed.
    ScoresInvalid
        When labels do not fit, a number is missing or infinite, a rule is not known, or there are more than
        62 options.

    Notes
    -----
    Value = whole x sum over criteria of weight x combined score / scale. Exact: nothing is sampled and no
    package is left out. An option on which nothing depends is in half of all packages, whatever it does.

    Examples
    --------
    >>> scores = pd.DataFrame({"influx": [-1.0, -2.0], "reach": [1.5, 1.5]}, index=["camp", "visa"])
    >>> rules = pd.Series({"influx": "strongest", "reach": "covers"})
    >>> ledgers = pd.DataFrame({"state": [1.0, 0.0], "aims": [0.0, 1.0]}, index=["influx", "reach"])
    >>> found = all_packages(scores, rules, ledgers)
    >>> [found.members(row) for row in range(4)]
    [(), ('camp',), ('visa',), ('camp', 'visa')]
    >>> found.values.round(1).to_dict("list")
    {'state': [0.0, -33.3, -66.7, -66.7], 'aims': [0.0, 50.0, 50.0, 75.0]}
    """
    array = table(scores, "scores")
    words = checked_rules(rules, scores.columns)
    check_scale(array, words, scale, scores.columns)
    weights = _weights(ledgers, scores.columns)
    if len(scores) > MAX_OPTIONS:
        raise ScoresInvalid(f"Packages can be made of at most {MAX_OPTIONS} options.")
    joins = {option: list(others) for option, others in (companions or {}).items()}
    pairs = positions(scores.index, [(key, other) for key, others in joins.items() for other in others])
    alone = positions(scores.index, [(key, key) for key in joins])
    company = {one: sum(1 << b for a, b in pairs if a == one) for one, _ in alone}
    found = double(
        Rules.of(len(scores), positions(scores.index, apart), positions(scores.index, needs)),
        max_size=max_size,
        free=sum(1 << one for one in company),
        joins=company,
    )
    sums: list[Any] = [0.0] * weights.shape[1]
    for j, word in enumerate(words):
        counting = np.flatnonzero(weights[j])
        column = grow_scores(found, array[:, j], word, scale) if len(counting) else None
        for ledger in counting:
            sums[ledger] = sums[ledger] + column * (weights[j, ledger] * whole / scale)
    values = [taken(np.broadcast_to(total, found.before), found.last) for total in sums]
    frame = pd.DataFrame(dict(zip(ledgers.columns, values, strict=True)))
    return Packages(scores.index, found.masks, found.sizes, frame)


def _weights(ledgers: Any, criteria: pd.Index) -> Floats:
    table(ledgers, "weights of the ledgers")
    check_labels(ledgers.index, criteria, "weights of the ledgers")
    return numbers(ledgers.reindex(criteria), "weights of the ledgers")


def pareto_packages(packages: Packages) -> pd.DataFrame:
    """Return the packages that no other beats: nowhere lower, somewhere higher.

    Parameters
    ----------
    packages : Packages
        From `all_packages`.

    Returns
    -------
    DataFrame
        One row for each set of equal values, from the highest value in the first ledger down: `members` and
        `size` of the smallest package that has them (of equally small ones the first in the order of the
        options), the values, and `same`, the number of other packages with the same values.

    Notes
    -----
    Exact. Numbers within 1e-9 are equal. A member that changes nothing is thus left out.

    Examples
    --------
    >>> scores = pd.DataFrame({"influx": [-1.0, -2.0], "reach": [1.5, 1.5]}, index=["camp", "visa"])
    >>> rules = pd.Series({"influx": "strongest", "reach": "covers"})
    >>> ledgers = pd.DataFrame({"state": [1.0, 0.0], "aims": [0.0, 1.0]}, index=["influx", "reach"])
    >>> pareto_packages(all_packages(scores, rules, ledgers))[["members", "same"]].to_dict("list")
    {'members': [(), ('camp',), ('camp', 'visa')], 'same': [0, 0, 0]}
    """
    rows = np.flatnonzero(unbeaten(packages.values.to_numpy()))
    ranks = [dense_ranks(column) for column in packages.values.to_numpy()[rows].T]
    order = _smallest_first(packages, rows, ranks)
    rows, ranks = rows[order], [column[order] for column in ranks]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = np.any([column[1:] != column[:-1] for column in ranks], axis=0)
    same = np.diff(np.append(np.flatnonzero(new), len(rows))) - 1
    return _described(packages, rows[new]).assign(same=same)


def _smallest_first(packages: Packages, rows: Rows, ranks: Sequence[Ints] = ()) -> Rows:
    """Return an order of rows: by falling ranks, then the smaller package, then the order of the options."""
    masks = packages.masks[rows]
    all_members = np.zeros(len(rows), dtype=np.int64)
    late = np.zeros(len(rows), dtype=np.int64)
    for n in range(len(packages.options)):
        bit = masks >> n & 1
        all_members += bit
        late = (late << 1) | (1 - bit)
    falling = [-column for column in reversed(ranks)]
    return np.lexsort(np.array([late, all_members, packages.sizes[rows].astype(np.int64), *falling]))


def _described(packages: Packages, rows: Rows) -> pd.DataFrame:
    values = packages.values.iloc[rows].reset_index(drop=True)
    names = pd.Series([packages.members(int(row)) for row in rows], dtype=object)
    return pd.concat(
        [names.rename("members"), pd.Series(packages.sizes[rows].astype(int), name="size"), values], axis=1
    )


def leading_packages(packages: Packages, counts: pd.Series, closeness: float = 0.0) -> pd.DataFrame:
    """Return which package leads among those of at most k options, for each k.

    Parameters
    ----------
    packages : Packages
        From `all_packages`.
    counts : Series (n_ledgers,)
        What each ledger counts for in the total.
    closeness : float
        Difference in the total up to which two packages are too close to call.

    Returns
    -------
    DataFrame
        Indexed by `at_most` (0, 1, ...): `members`, `size`, the values, `total`, `same` (other packages of at
        most k options with the same total) and `close` (others within the closeness, those included).
        Of packages with the same total the smallest leads, then the first in the order of the options.

    Examples
    --------
    >>> scores = pd.DataFrame({"influx": [-1.0, -2.0], "reach": [1.5, 1.5]}, index=["camp", "visa"])
    >>> rules = pd.Series({"influx": "strongest", "reach": "covers"})
    >>> ledgers = pd.DataFrame({"state": [1.0, 0.0], "aims": [0.0, 1.0]}, index=["influx", "reach"])
    >>> found = all_packages(scores, rules, ledgers)
    >>> leading_packages(found, pd.Series({"state": 0.4, "aims": 0.6}))["members"].to_dict()
    {0: (), 1: ('camp',), 2: ('camp', 'visa')}
    """
    share = aligned(counts, packages.values.columns, "shares of the ledgers")
    order = np.argsort(packages.sizes, kind="stable")
    total = (packages.values.to_numpy() @ share)[order]
    ends = np.searchsorted(packages.sizes[order], np.arange(int(packages.sizes.max()) + 1), side="right")
    found = []
    for end in ends:
        top = total[:end].max()
        level = np.flatnonzero(total[:end] >= top - TIE)
        first = level[_smallest_first(packages, order[level])[0]]
        close = np.count_nonzero(total[:end] >= top - closeness - TIE) - 1
        found.append((order[first], total[first], len(level) - 1, close))
    rows, totals, same, close_to = (np.array(part) for part in zip(*found, strict=True))
    frame = _described(packages, rows).assign(total=totals, same=same, close=close_to)
    return frame.rename_axis("at_most")
