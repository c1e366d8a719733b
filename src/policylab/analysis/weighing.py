"""From points to weights over all criteria of both ledgers."""

from __future__ import annotations

import pandas as pd

from policylab.analysis.choices import WeightChoice
from policylab.errors import NothingCounts
from policylab.mcda import normalise_points, weigh_hierarchy
from policylab.schema import Study


def weigh_aims(study: Study, choice: WeightChoice) -> pd.Series:
    """Return weights inside the protection ledger (n_aims,), summing to 1; all NaN when no aim has points."""
    points = pd.Series({aim: choice.criteria[aim] for aim in study.protection_criteria}, dtype=float)
    if not points.sum() > 0:
        return pd.Series(float("nan"), index=points.index, name="weight")
    return normalise_points(points)


def weigh_criteria(study: Study, choice: WeightChoice, aims: pd.Series, share: float) -> pd.Series:
    """Return weights over all criteria of both ledgers (n_criteria,), summing to 1.

    Raises
    ------
    NothingCounts
        When a ledger that has a share of the total has no points.
    """
    weights = pd.Series(0.0, index=pd.Index(list(study.criteria), name="criterion"), name="weight")
    if share > 0:
        if aims.isna().any() or aims.empty:
            raise NothingCounts("Protection has a share of the total, but no aim has points.")
        weights[aims.index] = share * aims
    if share < 1:
        names = list(study.state_criteria)
        state = weigh_hierarchy(
            pd.Series(choice.groups, dtype=float),
            pd.Series({name: choice.criteria[name] for name in names}, dtype=float),
            pd.Series({name: study.group_of(name) for name in names}),
        )
        weights[state.index] = (1 - share) * state
    return weights
