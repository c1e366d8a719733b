"""Where one package stands among all that the rules allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from policylab.analysis.package_inputs import package_inputs, refuse_broken_rules
from policylab.analysis.packages import allowed_packages, check_size, members_of
from policylab.analysis.result import Result
from policylab.mcda.checks import TIE
from policylab.robustness.packages import pareto_packages

NEAREST = 5
"""Packages named that beat the one at hand."""


@dataclass(frozen=True, eq=False)
class PackagePlace:
    """One package among all.

    Attributes
    ----------
    n_allowed : int
        Packages that the rules allow, today's practice among them.
    max_size : int or None
        The most options in each of them.
    n_better : int
        Those that beat the package: at least as high on both ledgers, higher on one.
    better : DataFrame
        Up to five of them that no other beats, those with the fewest changes first: `members`, `size`, `state`,
        `protection`, `added` (what they have beside) and `left` (what they leave out).
    sentence : str
        The finding.
    """

    n_allowed: int
    max_size: int | None
    n_better: int
    better: pd.DataFrame
    sentence: str


def package_place(result: Result, options: Iterable[str], max_size: int | None = None) -> PackagePlace:
    """Return how many packages beat one on both ledgers, and a few of them.

    Parameters
    ----------
    result : Result
        From `evaluate`.
    options : iterable of str
        Ids of the options and companions in the package.
    max_size : int, optional
        Most options in the packages that it is compared with; at least as many as it has itself.

    Raises
    ------
    CallError
        As `package_worth` and `packages`.
    """
    check_size(max_size)
    given = package_inputs(result)
    members = members_of(given, list(options))
    refuse_broken_rules(given, members)
    own_size = sum(1 for key in members if key not in given.companions)
    size = None if max_size is None else max(max_size, own_size)
    found = allowed_packages(given, size)
    here = found.values.iloc[found.row_of(members)].to_numpy()
    n_better = int(_beats(found.values.to_numpy(), here).sum())
    front = pareto_packages(found)
    front = front[_beats(front[found.values.columns].to_numpy(), here)]
    return PackagePlace(
        n_allowed=len(found.masks),
        max_size=size,
        n_better=n_better,
        better=_nearest(front, members),
        sentence=_sentence(len(found.masks), size, n_better),
    )


def _beats(values: Any, here: Any) -> Any:
    return (values >= here - TIE).all(axis=1) & (values > here + TIE).any(axis=1)


def _nearest(front: pd.DataFrame, members: Sequence[str]) -> pd.DataFrame:
    """Return the packages with the fewest members changed, the smaller ones first among them."""
    held = set(members)
    added = [tuple(key for key in other if key not in held) for other in front["members"]]
    left = [tuple(key for key in members if key not in other) for other in front["members"]]
    changes = np.array([len(one) + len(two) for one, two in zip(added, left, strict=True)], dtype=int)
    described = front.assign(added=pd.Series(added, front.index), left=pd.Series(left, front.index))
    order = np.lexsort((front["size"].to_numpy(), changes))[:NEAREST]
    return described.drop(columns="same").iloc[order].reset_index(drop=True)


def _sentence(n_allowed: int, size: int | None, n_better: int) -> str:
    up_to = "" if size is None else f" of at most {size} option{'s' if size > 1 else ''}"
    of = f"Of {n_allowed:,} packages{up_to}"
    if not n_better:
        return f"{of}, none does as well on both ledgers and better on one: this package is unbeaten."
    verb = "does" if n_better == 1 else "do"
    return f"{of}, {n_better:,} {verb} at least as well on both ledgers and better on one."
