"""What is weighed in a result, as the frames that the methods of `robustness` take."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from policylab.analysis.result import Result
from policylab.analysis.wording import TODAY, listed, lowered, raised
from policylab.errors import CallError
from policylab.mcda import weigh_hierarchy
from policylab.robustness import group_values
from policylab.schema import Study


@dataclass(frozen=True, eq=False)
class Counted:
    """The state ledger of a result, with the share of protection that was asked for held fast inside it.

    Attributes
    ----------
    values : DataFrame (n_options, n_state_criteria), points
        What an option's total would be with all the state's weight on one criterion: (1 - share) x value +
        share x protection, x 100. Options with every score that can count.
    weights : Series (n_state_criteria,)
        Weights inside the state ledger, summing to 1. Values x weights are the totals.
    groups : DataFrame (n_options, n_groups), points
        The same for whole groups, criteria weighed by their points inside; groups in which none has points are
        left out.
    group_weights : Series (n_groups,)
        Weights of the groups inside the state ledger, summing to 1.
    group_of : Series (n_state_criteria,)
        The group of each criterion.
    left_out : tuple of str
        Options with a score missing that counts or could count.
    """

    values: pd.DataFrame
    weights: pd.Series
    groups: pd.DataFrame
    group_weights: pd.Series
    group_of: pd.Series
    left_out: tuple[str, ...]


def count(result: Result) -> Counted:
    """Return what is weighed in a result.

    Raises
    ------
    NothingCounts
        When the state ledger has no points.
    CallError
        When every option has a score missing.
    """
    study, share = result.study, result.with_protection
    names = list(study.state_criteria)
    aims = [aim for aim in study.protection_criteria if share > 0 and result.weights[aim] > 0]
    complete = result.values[names + aims].notna().all(axis=1)
    if not complete.any():
        raise CallError("Every option has a score missing, so that nothing can be compared.")
    group_of = pd.Series({name: study.group_of(name) for name in names}, dtype=object)
    points = pd.Series({name: result.weight_set.criteria[name] for name in names}, dtype=float)
    weights = weigh_hierarchy(pd.Series(result.weight_set.groups, dtype=float), points, group_of)
    values = 100.0 * (1.0 - share) * result.values.loc[complete, names]
    if share > 0:
        values = values.add(share * result.protection[complete], axis=0)
    groups, _ = group_values(values, points, group_of)
    groups = groups.loc[
        :, [group for group in study.state_groups if group in groups and groups[group].notna().all()]
    ]
    sums = weights.groupby(group_of, sort=False).sum()
    return Counted(
        values=values,
        weights=weights,
        groups=groups,
        group_weights=sums.reindex(groups.columns).rename("weight"),
        group_of=group_of,
        left_out=tuple(str(option) for option in complete.index[~complete]),
    )


def name_of(study: Study, option: object) -> str:
    """Return an option's short name as it stands inside a sentence."""
    return TODAY if option == study.baseline else lowered(study.options[str(option)].short)


def names_of(study: Study, options: tuple[object, ...], most: int = 4) -> str:
    """Return short names of options, the last ones counted when there are many."""
    names = [name_of(study, option) for option in options]
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} others"]
    return listed(names)


def left_out_sentence(study: Study, left_out: tuple[str, ...]) -> str:
    """Return which options could not be considered; empty when all were."""
    if not left_out:
        return ""
    verb = "is" if len(left_out) == 1 else "are"
    return raised(f"{names_of(study, left_out)} {verb} left out, because a score that counts is missing.")
