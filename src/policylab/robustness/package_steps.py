"""What to do first: an order of steps that can be stopped anywhere; and what each option is worth in a package."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from policylab.errors import CallError, ScoresInvalid
from policylab.mcda.checks import TIE
from policylab.robustness.bundle_front import unbeaten
from policylab.robustness.bundles import Ints, count_bits, members
from policylab.robustness.packages import Packages

MAX_FRONT = 4_000
"""Unbeaten packages among which an order of steps is looked for at most."""


def package_steps(packages: Packages, climb: str, least: float = 0.0) -> pd.DataFrame:
    """Return the longest order of steps after each of which the package at hand is beaten by no other.

    Parameters
    ----------
    packages : Packages
        From `all_packages`.
    climb : str
        The ledger in which every step gains.
    least : float
        What every step gains at least.

    Returns
    -------
    DataFrame
        One row for each step, the first from today's practice: `added` (the options it adds, more than one where
        doing them one by one would leave a package that another beats), `members` (the package then), the
        values then, and for each ledger what the step changes (`change_` and its name).

    Raises
    ------
    ScoresInvalid
        When there is no such ledger.
    CallError
        When more than 4,000 packages are unbeaten.

    Notes
    -----
    A chain of unbeaten packages, each inside the next, with the most steps; of equally long ones the chain
    whose packages together have the highest values in the other ledgers. Members that change nothing are left
    out. Exact, by dynamic programming over the unbeaten packages in the order of their size. Empty when every
    unbeaten package is no better in the ledger than today's practice. Today's practice starts the chain also
    where another package beats it.

    Examples
    --------
    >>> from policylab.robustness.packages import all_packages
    >>> scores = pd.DataFrame({"influx": [-1.0, -2.0], "reach": [1.5, 1.5]}, index=["camp", "visa"])
    >>> rules = pd.Series({"influx": "strongest", "reach": "covers"})
    >>> ledgers = pd.DataFrame({"state": [1.0, 0.0], "aims": [0.0, 1.0]}, index=["influx", "reach"])
    >>> package_steps(all_packages(scores, rules, ledgers), climb="aims")["added"].tolist()
    [('camp',), ('visa',)]
    """
    if climb not in packages.values.columns:
        raise ScoresInvalid(f"There is no ledger '{climb}'.")
    rows = _rungs(packages)
    masks, values = packages.masks[rows], packages.values.iloc[rows]
    height = values[climb].to_numpy()
    others = values.drop(columns=climb).to_numpy().sum(axis=1)
    chain = _longest_chain(masks, height, others, least)
    names = list(packages.options)
    held = [int(masks[at]) for at in chain]
    found = pd.DataFrame(
        {
            "added": [members(now & ~before, names) for before, now in pairwise(held)],
            "members": [members(now, names) for now in held[1:]],
        }
    )
    along = values.iloc[chain]
    steps = pd.concat([found, along.iloc[1:].reset_index(drop=True)], axis=1)
    changes = along.diff().iloc[1:].reset_index(drop=True).add_prefix("change_")
    return pd.concat([steps, changes], axis=1).rename(index=lambda n: n + 1).rename_axis("step")


def _rungs(packages: Packages) -> Any:
    """Return the rows of unbeaten packages without idle members, today's practice first, by size."""
    rows = np.flatnonzero(unbeaten(packages.values.to_numpy()))
    if len(rows) > MAX_FRONT:
        raise CallError(
            f"More than {MAX_FRONT:,} packages are unbeaten, too many to order in steps: "
            "give the most options that a package may hold."
        )
    masks, values = packages.masks[rows], packages.values.to_numpy()[rows]
    inside = (masks[:, None] & masks) == masks[:, None]  # row in column
    np.fill_diagonal(inside, False)
    equal = (np.abs(values[:, None, :] - values) <= TIE).all(axis=2)
    rows = rows[~(inside & equal).any(axis=0)]
    rows = np.union1d(rows, [0])
    counts = count_bits(packages.masks[rows])
    return rows[np.lexsort((rows, counts))]


def _longest_chain(masks: Ints, height: Any, others: Any, least: float) -> list[int]:
    """Return the positions of the longest rising chain of packages, each inside the next, from position 0."""
    length = np.zeros(len(masks), dtype=np.int64)
    worth = np.zeros(len(masks))
    before = np.zeros(len(masks), dtype=np.int64)
    for at in range(1, len(masks)):
        gains = height[at] - height[:at]
        below = np.flatnonzero(
            ((masks[:at] & masks[at]) == masks[:at]) & (gains > TIE) & (gains >= least - TIE)
        )
        # Position 0 is today's practice, inside everything; what cannot be reached from it has no length.
        below = below[(below == 0) | (length[below] > 0)]
        if len(below):
            longest = below[length[below] == length[below].max()]
            before[at] = longest[np.argmax(worth[longest])]
            length[at] = length[before[at]] + 1
            worth[at] = worth[before[at]] + others[at]
    top = np.flatnonzero(length == length.max())
    at = int(top[np.argmax(worth[top])])
    chain = [at]
    while at:
        at = int(before[at])
        chain.append(at)
    return chain[::-1]


def package_worth(packages: Packages, options: Iterable[Any]) -> pd.DataFrame:
    """Return what each option is worth in a package.

    Parameters
    ----------
    packages : Packages
        From `all_packages`, without a largest size below that of the package.
    options : labels
        The options in the package.

    Returns
    -------
    DataFrame (n_members, ...)
        For each member and ledger: `alone_`, the value of the smallest allowed part of the package that holds
        it, and `added_`, the value of the package less that of its largest allowed part without it. And
        `comes_with`, what is in that smallest part too (what it needs; an option for a companion to join), and
        `goes_with`, what leaves the package with it (what needs it).

    Raises
    ------
    CallError
        When the package is not allowed.
    ScoresInvalid
        When an option is not known or given twice.

    Notes
    -----
    Two ends of the same thing: alone, nothing else has been done; added, all else has. Under rules that do not
    add up the two differ, and the amounts added do not sum to the value of the package.

    Examples
    --------
    >>> from policylab.robustness.packages import all_packages
    >>> scores = pd.DataFrame({"reach": [1.5, 1.5]}, index=["camp", "visa"])
    >>> ledgers = pd.DataFrame({"aims": [1.0]}, index=["reach"])
    >>> found = all_packages(scores, pd.Series({"reach": "covers"}), ledgers)
    >>> package_worth(found, ["camp", "visa"]).loc["camp", ["alone_aims", "added_aims"]].to_dict()
    {'alone_aims': 50.0, 'added_aims': 25.0}
    """
    wanted = list(options)
    if len(set(wanted)) < len(wanted) or not set(wanted) <= set(packages.options):
        raise ScoresInvalid("A package names each of its options once, and only options that there are.")
    row = packages.row_of(wanted)
    if row is None:
        raise CallError("The rules do not allow this package.")
    whole = int(packages.masks[row])
    names = list(packages.options)
    inside = np.flatnonzero((packages.masks & whole) == packages.masks)
    counts = count_bits(packages.masks[inside])
    found = []
    for option in wanted:
        bit = 1 << names.index(option)
        has = (packages.masks[inside] & bit) != 0
        alone_row = inside[has][np.argmin(counts[has])]
        rest_row = inside[~has][np.argmax(counts[~has])]
        company = int(packages.masks[alone_row]) & ~bit
        gone = whole & ~int(packages.masks[rest_row]) & ~bit
        found.append(
            {
                "comes_with": members(company, names),
                "goes_with": members(gone, names),
                **packages.values.iloc[alone_row].add_prefix("alone_"),
                **(packages.values.iloc[row] - packages.values.iloc[rest_row]).add_prefix("added_"),
            }
        )
    return pd.DataFrame(found, index=pd.Index(wanted, name=packages.options.name))
