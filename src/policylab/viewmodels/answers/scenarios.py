"""Answers about scenarios: what is at stake between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policylab.analysis import compare_scenarios
from policylab.robustness.progress import Progress
from policylab.viewmodels.explore import Explore


def at_stake(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return regret, worst cases and shares above today's practice, the smallest regret first.

    The scenario of the reader plays no part: all count alike.
    """
    found = compare_scenarios(explore.result())
    n = len(found.totals.columns)
    return {
        "sentences": list(found.sentences),
        "scenarios": n,
        "options": [
            {
                "option": str(option),
                "regret": float(found.regret.largest[option]),
                "cause": [str(key) for key in found.regret.cause[option]],
                "worst": float(found.worst.worst[option]),
                "worst_in": [str(key) for key in found.worst.cause[option]],
                "better": round(float(found.against_today.better[option]) * n),
            }
            for option in found.regret.order["rank"].sort_values(kind="stable").index
        ],
        "first": {
            str(name): {str(key): list(cell) for key, cell in row.items()}
            for name, row in found.leaders.iterrows()
        },
        "left_out": list(found.left_out),
    }


ANSWERS = {"at_stake": at_stake}
