"""How firm an order is."""

from __future__ import annotations

import pandas as pd

from policylab.analysis.result import Result
from policylab.robustness import sample_rank_ranges
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
    scores = result.scores
    ranges = sample_rank_ranges(
        scores.low.fillna(-SCALE),
        scores.central,
        scores.high.fillna(SCALE),
        result.weights,
        draws=draws,
        seed=seed,
    )
    return ranges.reindex(result.order.index)
