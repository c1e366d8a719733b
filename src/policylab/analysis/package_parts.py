"""Where the effects of a package come from: criterion by criterion, and group by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from policylab.analysis.package_inputs import PackageInputs, package_inputs, refuse_broken_rules
from policylab.analysis.packages import members_of
from policylab.analysis.result import Result
from policylab.mcda.checks import TIE
from policylab.robustness.combining import combine_ranges
from policylab.terms import SCALE

ENDS = ("low", "central", "high")


@dataclass(frozen=True, eq=False)
class Bringers:
    """Members that move a criterion, by what becomes of their effect.

    Attributes
    ----------
    gains, losses : tuple of str
        Members whose gain or loss counts in the package.
    covered : tuple of str
        Members whose effect is not counted again, because a stronger one of its kind counts.
    """

    gains: tuple[str, ...]
    losses: tuple[str, ...]
    covered: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class PackageParts:
    """What a package does, taken apart.

    Attributes
    ----------
    criteria : DataFrame (n_criteria, ...)
        `rule`; combined scores `low`, `central`, `high`; and `points`, what the criterion adds to its ledger.
    groups : DataFrame (n_groups, 3), points
        `low`, `central`, `high`, summed over the criteria of each group; those of a ledger sum to its value.
    scores : DataFrame (n_members, n_criteria), scale steps
        Central scores of the members in the scenario.
    brought : Mapping
        Which members move each criterion.
    """

    criteria: pd.DataFrame
    groups: pd.DataFrame
    scores: pd.DataFrame
    brought: Mapping[str, Bringers]


def package_parts(result: Result, options: Iterable[str]) -> PackageParts:
    """Return what a package does on each criterion and in each group, and which members bring it.

    Parameters
    ----------
    result : Result
        From `evaluate`.
    options : iterable of str
        Ids of the options and companions in the package.

    Raises
    ------
    CallError
        As `package_worth`.

    Notes
    -----
    Points of a criterion = 100 x weight in its ledger x combined score / 3.
    """
    given = package_inputs(result)
    members = members_of(given, list(options))
    refuse_broken_rules(given, members)
    low, central, high = (getattr(given, end).loc[list(members)] for end in ENDS)
    scores = combine_ranges(low, central, high, given.rules, SCALE)
    weight = given.ledgers.sum(axis=1) * (100 / SCALE)  # a criterion belongs to one ledger
    points = scores.mul(weight, axis=0)
    group_of = {key: result.study.group_of(str(key)) for key in scores.index}
    return PackageParts(
        criteria=scores.assign(rule=given.rules.reindex(scores.index), points=points["central"]),
        groups=points.groupby(group_of).sum().reindex(list(result.study.groups), fill_value=0.0),
        scores=central,
        brought={str(key): _bringers(given, central[key], str(key)) for key in scores.index},
    )


def _bringers(given: PackageInputs, scores: pd.Series, criterion: str) -> Bringers:
    gains, losses = scores[scores > TIE], scores[scores < -TIE]
    if given.rules[criterion] != "strongest":
        return Bringers(_ids(gains), _ids(losses), ())
    best, worst = gains[gains >= gains.max() - TIE], losses[losses <= losses.min() + TIE]
    rest = scores[scores.abs() > TIE].drop([*best.index, *worst.index])
    return Bringers(_ids(best), _ids(worst), _ids(rest))


def _ids(scores: pd.Series) -> tuple[str, ...]:
    return tuple(str(key) for key in scores.index)
