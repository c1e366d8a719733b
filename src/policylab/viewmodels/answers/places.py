"""Ranges of places: how far each option's place moves with weights and scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policylab.analysis import rank_ranges_of
from policylab.errors import NothingCounts
from policylab.robustness.progress import Progress
from policylab.viewmodels.explore import Explore

DRAWS = 10_000
SEED = 0


def ranges(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return first and last place of each option in the middle 90 % of draws.

    Empty when nothing counts: then there is no order whose firmness could be told.
    """
    try:
        found = rank_ranges_of(*explore.arguments(), draws=DRAWS, seed=SEED)
    except NothingCounts:
        return {"ranges": {}}
    return {"ranges": {str(option): [int(low), int(high)] for option, low, high in found.itertuples()}}


ANSWERS = {"ranges": ranges}
