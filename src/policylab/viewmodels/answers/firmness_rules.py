"""What other rules of the field make of the same scores and weights, and what the list of criteria does."""

from __future__ import annotations

import importlib.util
import math
import re
from collections.abc import Mapping
from typing import Any

from policylab.analysis import OtherMethods, other_methods, structure_warnings
from policylab.robustness.progress import Progress
from policylab.viewmodels.answers.firmness_words import no_arguments
from policylab.viewmodels.explore import Explore

LIBRARY = "pymcdm"
HOW_TO_GET = (
    "TOPSIS, VIKOR and PROMETHEE II are worked out here by this program alone. To have them worked out by a program "
    "that others wrote, install it beside this one: pip install policylab[other-methods]."
)
FROM_OTHERS = "TOPSIS, VIKOR and PROMETHEE II are worked out here by pymcdm, a program that others wrote."
NUMBERS = re.compile(r" \((?:agreement with the weighted sum|correlation) -?\d\.\d+\)")
"""Figures that the commands print and a screen does not: on it they would seem more exact than they are."""
NAMES = {
    "weighted_sum": "Weighted sum",
    "topsis": "TOPSIS",
    "vikor": "VIKOR",
    "promethee_ii": "PROMETHEE II",
    "lexicographic": "Heaviest criterion first",
    "maximin": "Worst score first",
}


def methods(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return the orders by other rules, how far each agrees with the weighted sum, and where it does not."""
    no_arguments(args)
    result = explore.result()
    is_there = importlib.util.find_spec(LIBRARY) is not None
    found = other_methods(result, library=LIBRARY if is_there else "own")
    ranks = found.comparison.ranks
    return {
        "sentence": found.sentence,
        "library": FROM_OTHERS if is_there else HOW_TO_GET,
        "rules": [
            {"id": str(rule), "title": NAMES[str(rule)], **_agreement(found, str(rule))}
            for rule in ranks.columns
        ],
        "ranks": [
            {
                "option": str(option),
                "places": [
                    f"{'=' * int((ranks[rule] == ranks.at[option, rule]).sum() > 1)}{int(ranks.at[option, rule])}"
                    for rule in ranks.columns
                ],
            }
            for option in result.order.index
            if option in ranks.index
        ],
    }


def _agreement(found: OtherMethods, rule: str) -> dict[str, Any]:
    """Return the sentence on one rule and the pairs it turns round; nothing for the weighted sum itself."""
    if rule not in found.sentences:
        return {"sentence": "", "agreement": "", "pairs": []}
    pairs = found.comparison.disagreements
    return {
        "sentence": NUMBERS.sub("", found.sentences[rule]),
        "agreement": agreement_words(float(found.comparison.agreement[rule])),
        "pairs": [
            [str(row["behind"]), str(row["ahead"])] for _, row in pairs[pairs["method"] == rule].iterrows()
        ],
    }


def agreement_words(tau: float) -> str:
    """Return an agreement of two orders in words.

    >>> [agreement_words(tau) for tau in (1.0, 0.95, 0.8, 0.5, -0.4, float("nan"))]
    ['the same order', 'nearly the same order', 'much alike', 'partly alike', 'rather reversed', 'no order']
    """
    if math.isnan(tau):
        return "no order"
    if tau >= 1 - 1e-9:
        return "the same order"
    for least, words in (
        (0.9, "nearly the same order"),
        (0.7, "much alike"),
        (0.4, "partly alike"),
        (0, "little alike"),
    ):
        if tau >= least:
            return words
    return "rather reversed"


def structure(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return what the list of criteria does to the order by itself."""
    no_arguments(args)
    found = structure_warnings(explore.result())
    return {
        "warnings": [
            {"kind": each.kind, "sentence": NUMBERS.sub("", each.sentence)} for each in found.warnings
        ]
    }


ANSWERS = {"firm_methods": methods, "firm_structure": structure}
