"""What the report needs of Python at once: places and how they were drawn, and what the list of criteria does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policylab import __version__
from policylab.errors import CallError, NothingCounts
from policylab.robustness.progress import Progress
from policylab.viewmodels.answers import firmness_rules, places
from policylab.viewmodels.answers.firmness_words import no_arguments
from policylab.viewmodels.explore import Explore

PERCENT = 90
"""Share of draws that a range of places holds: that of `policylab.analysis.rank_ranges`."""


def report(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return the ranges of places, how they were drawn, and sentences on the list of criteria.

    When nothing counts, or no option has all scores that count, `structure` is empty and `refused` says why.
    """
    no_arguments(args)
    how = {"draws": places.DRAWS, "seed": places.SEED, "percent": PERCENT, "software": __version__}
    found = {**places.ranges(explore, {}, progress), **how}
    try:
        warnings = firmness_rules.structure(explore, {}, progress)["warnings"]
    except NothingCounts:
        return {**found, "structure": [], "refused": "Nothing counts, so that there is nothing to say of it."}
    except CallError as problem:
        return {**found, "structure": [], "refused": str(problem)}
    return {**found, "structure": [warning["sentence"] for warning in warnings], "refused": ""}


ANSWERS = {"report": report}
