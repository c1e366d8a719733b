"""Orders to be pinned: what `expected.yaml` holds."""

from __future__ import annotations

from typing import Any

from policylab.analysis.evaluate import evaluate
from policylab.analysis.result import Result
from policylab.schema import Study


def pinned_orders(study: Study, scenario: str = "today") -> dict[str, dict[str, Any]]:
    """Return the order under each weight set of a study, as `expected.yaml` keeps it.

    Parameters
    ----------
    study : Study
        The study.
    scenario : str
        Id of the scenario to pin.

    Returns
    -------
    dict
        By id of the weight set: `{"scenario": id, "order": [[ids that share a rank], ...]}`. Options without
        a place, because a score is missing, are left out.
    """
    return {
        key: {"scenario": scenario, "order": ranked_lists(evaluate(study, weights=key, scenario=scenario))}
        for key in study.weight_sets
    }


def ranked_lists(result: Result) -> list[list[str]]:
    """Return the options from the top down, those that share a rank in one list."""
    placed = result.order[result.order["rank"].notna()]
    return [list(same.index) for _, same in placed.groupby("rank", sort=True)]
