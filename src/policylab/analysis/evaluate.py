"""One evaluation: a study, somebody's weights, a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from policylab.analysis.choices import check_share, choose_weights
from policylab.analysis.own_scores import OwnScores, cells_of, rescore
from policylab.analysis.result import Result
from policylab.analysis.scenarios import shift_scores
from policylab.analysis.weighing import weigh_aims, weigh_criteria
from policylab.mcda import (
    OverallValues,
    closeness,
    linear_values,
    rank_options,
    shown,
    weighted_sum,
)
from policylab.schema import Study, WeightSet
from policylab.terms import SCALE, protection_word


def evaluate(
    study: Study,
    weights: str | WeightSet | Mapping[str, Any] = "equal",
    scenario: str = "today",
    with_protection: float = 0.0,
    own_scores: OwnScores | None = None,
) -> Result:
    """Return the order of a study's options, with everything it is made of.

    Parameters
    ----------
    study : Study
        The study.
    weights : str, WeightSet or mapping
        Id of a weight set of the study, or points: `{"groups": {...}, "criteria": {...}}`.
    scenario : str
        Id of a scenario.
    with_protection : float
        Share of the total given to protection, 0 to 1. At 0 the two ledgers are kept apart.
    own_scores : mapping, optional
        A reader's own (low, central, high) by option and criterion, in the place of the published scores; a
        scenario moves them like those.

    Returns
    -------
    Result
        Frozen; its tables carry the ids of the study as labels.

    Raises
    ------
    CallError
        When a weight set, scenario, group or criterion is unknown, the share is not from 0 to 1, or an own
        score is none.
    NothingCounts
        When a ledger that has a share of the total has no points.

    Notes
    -----
    Total = 100 x sum over criteria of weight x score / 3. With the share s given to protection the weights
    are (1 - s) x the weights of the state ledger and s x the weights of the protection aims.

    Examples
    --------
    `evaluate(study, weights="equal", scenario="today").order`
    """
    own = {option: scores for option, scores in (own_scores or {}).items() if scores}
    published = study if own else None
    study = rescore(study, own) if own else study
    choice = choose_weights(study, weights)
    share = check_share(with_protection)
    aim_weights = weigh_aims(study, choice)
    total_weights = weigh_criteria(study, choice, aim_weights, share)
    shifted = shift_scores(study, scenario)
    values = linear_values(shifted.scores.central, scale=SCALE)
    overall = weighted_sum(values, total_weights)
    protection = _protection(values, aim_weights)
    close = closeness(total_weights, step=study.step, scale=SCALE)
    group_parts = _group_parts(study, overall)
    return Result(
        study=study,
        weight_set=choice,
        scenario=scenario,
        with_protection=share,
        weights=total_weights,
        aim_weights=aim_weights,
        scores=shifted.scores,
        values=values,
        contributions=overall.contributions,
        group_parts=group_parts,
        total=overall.total,
        low=overall.low,
        high=overall.high,
        protection=protection,
        order=_order(study, overall.total, group_parts, protection, close, share),
        closeness=close,
        moved=shifted.moved,
        clipped=shifted.clipped,
        incomplete=tuple(overall.total.index[overall.total.isna()]),
        own=cells_of(own),
        published=published,
    )


def _protection(values: pd.DataFrame, aims: pd.Series) -> pd.Series:
    if aims.empty or aims.isna().any():
        return pd.Series(float("nan"), index=values.index, name="protection")
    return weighted_sum(values[list(aims.index)], aims).total.rename("protection")


def _group_parts(study: Study, overall: OverallValues) -> pd.DataFrame:
    array = overall.contributions.to_numpy()
    group_of = np.array([study.group_of(str(criterion)) for criterion in overall.contributions.columns])
    parts = {group: array[:, group_of == group].sum(axis=1) for group in study.groups}
    return pd.DataFrame(parts, index=overall.total.index)


def _order(
    study: Study,
    total: pd.Series,
    group_parts: pd.DataFrame,
    protection: pd.Series,
    close: float,
    share: float,
) -> pd.DataFrame:
    ranks = rank_options(total, close)
    at = total.index.get_indexer(ranks.index)
    points = dict(zip(group_parts.columns, group_parts.to_numpy()[at].T, strict=True))
    columns = {
        "title": [study.options[str(option)].title for option in ranks.index],
        "rank": ranks["rank"],
        "shared": ranks["shared"],
        "total": total.to_numpy()[at],
        **{group: points[group] for group in study.state_groups},
    }
    if share > 0:
        columns["from_protection"] = sum(points[group] for group in study.protection_groups)
    columns["protection"] = protection.to_numpy()[at]
    columns["protection_word"] = [word_for_protection(aims) for aims in columns["protection"]]
    return pd.DataFrame(columns, index=ranks.index)


def word_for_protection(points: float) -> str:
    """Return the word for protection, of the whole number that is shown; empty when there is no number."""
    return "" if pd.isna(points) else protection_word(shown(points))
