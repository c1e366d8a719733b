"""How firm an order is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from policylab.analysis.choices import check_share, choose_weights
from policylab.analysis.own_scores import OwnScores, rescore
from policylab.analysis.result import Result, ScoreTables
from policylab.analysis.scenarios import shift_scores
from policylab.analysis.weighing import weigh_aims, weigh_criteria
from policylab.robustness import sample_rank_ranges
from policylab.schema import Study, WeightSet
from policylab.terms import SCALE


def rank_ranges(result: Result, draws: int = 10_000, seed: int = 0) -> pd.DataFrame:
    """Return the places each option takes in the middle 90 % of draws of the scores inside their ranges.

    Parameters
    ----------
    result : Result
        From `evaluate`; its weights stay as they are, its scores move.
    draws : int
        Number of draws.
    seed : int
        Same seed, same places.

    Returns
    -------
    DataFrame (n_options, 2) of int
        `low` and `high`, the first and the last place, in the order of the result.

    Notes
    -----
    Scores are triangular in their ranges. A missing score counts as anything on the scale, all alike likely:
    it widens the range of its option and is never taken for 0.
    """
    ranges = sample_rank_ranges(*_filled(result.scores), result.weights, draws=draws, seed=seed)
    return ranges.reindex(result.order.index)


def rank_ranges_of(
    study: Study,
    weights: str | WeightSet | Mapping[str, Any],
    scenario: str,
    with_protection: float = 0.0,
    own_scores: OwnScores | None = None,
    draws: int = 10_000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the ranges of `rank_ranges(evaluate(...))` in the order of the study, without the tables between.

    A page asks this after every change, many readers at once; parameters as in `evaluate` and `rank_ranges`.
    """
    choice = choose_weights(study, weights)
    total = weigh_criteria(study, choice, weigh_aims(study, choice), check_share(with_protection))
    own = {option: scores for option, scores in (own_scores or {}).items() if scores}
    scores = _filled(shift_scores(rescore(study, own), scenario).scores) if own else _kept(study, scenario)
    return sample_rank_ranges(*scores, total, draws=draws, seed=seed)


def _filled(scores: ScoreTables) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    return scores.low.fillna(-SCALE), scores.central, scores.high.fillna(SCALE)


@lru_cache(maxsize=32)
def _kept(study: Study, scenario: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    return _filled(shift_scores(study, scenario).scores)
