"""The office location problem of a textbook: swing weights, a value tree, benefits against costs.

Goodwin, P., and Wright, G. (2004). Decision Analysis for Management Judgment, 3rd edition, Wiley, chapter 3:
swing weights (figure 3.5), values and weights (table 3.2), trading benefits against costs (figure 3.6) and the
sensitivity of the weight on turnover (figure 3.7). Costs here are the annual rents of table 3.1.
"""

from __future__ import annotations

import pandas as pd
import pytest

from policylab.mcda import (
    dominance,
    normalise_points,
    rank_options,
    shares,
    undominated,
    weigh_hierarchy,
    weighted_sum,
)

VALUES = pd.DataFrame(
    {
        "closeness": [100, 20, 80, 70, 40, 0, 60],
        "visibility": [60, 80, 70, 50, 60, 0, 100],
        "image": [100, 10, 0, 30, 90, 70, 20],
        "size": [75, 30, 0, 55, 100, 0, 50],
        "comfort": [0, 100, 10, 30, 60, 80, 50],
        "parking": [90, 30, 100, 90, 70, 0, 80],
    },
    index=["addison", "bilton", "carlisle", "denver", "elton", "filton", "gorton"],
)
SWINGS = pd.Series(
    {"closeness": 100, "visibility": 80, "image": 70, "size": 30, "comfort": 20, "parking": 10}
)
PRINTED_WEIGHTS = pd.Series(
    {"closeness": 32, "visibility": 26, "image": 23, "size": 10, "comfort": 6, "parking": 3}
)
PRINTED_BENEFITS = {
    "addison": 80.8,
    "bilton": 39.4,
    "carlisle": 47.4,
    "denver": 52.3,
    "elton": 64.8,
    "filton": 20.9,
    "gorton": 60.2,
}
RENTS = pd.Series([30_000, 15_000, 5_000, 12_000, 30_000, 15_000, 10_000], index=VALUES.index)
BRANCH = pd.Series(
    dict.fromkeys(("closeness", "visibility", "image"), "turnover")
    | dict.fromkeys(("size", "comfort", "parking"), "working_conditions")
)


def benefits_at(turnover: float) -> pd.Series:
    """Return benefits with this weight (0 to 100) on the branch turnover of the value tree."""
    groups = pd.Series({"turnover": turnover, "working_conditions": 100 - turnover})
    return weighted_sum(VALUES, weigh_hierarchy(groups, SWINGS, BRANCH), whole=1).total


def test_swing_weights() -> None:
    """Swings of 100, 80, 70, 30, 20 and 10 become the weights printed, as whole numbers summing to 100."""
    assert (normalise_points(SWINGS) * 100).round().to_dict() == PRINTED_WEIGHTS.to_dict()
    assert shares(SWINGS).to_dict() == PRINTED_WEIGHTS.to_dict()


def test_aggregate_benefits() -> None:
    """All seven aggregate values as printed, to their one decimal."""
    total = weighted_sum(VALUES, normalise_points(PRINTED_WEIGHTS), whole=1).total
    assert total.to_dict() == pytest.approx(PRINTED_BENEFITS, abs=1e-9)
    assert list(rank_options(total).index[:2]) == ["addison", "elton"]
    assert rank_options(total).index[-1] == "filton"


def test_contributions_of_addison_square() -> None:
    """Value x weight as printed: 3200, 1560, 2300, 750, 0 and 270, together 8080."""
    parts = weighted_sum(VALUES, PRINTED_WEIGHTS, whole=1).contributions.loc["addison"]
    assert parts.tolist() == [3200, 1560, 2300, 750, 0, 270]
    assert parts.sum() == 8080


def test_efficient_frontier() -> None:
    """Addison Square, Gorton Square and Carlisle Walk, and what beats the others."""
    benefits = weighted_sum(VALUES, normalise_points(PRINTED_WEIGHTS), whole=1).total
    both = pd.DataFrame({"benefits": benefits, "saving": -RENTS})
    assert sorted(undominated(both)[lambda kept: kept].index) == ["addison", "carlisle", "gorton"]
    assert dominance(both).loc["addison", "elton"]  # the same rent, more benefits


def test_value_tree_at_its_ends() -> None:
    """Elton Street: 81.7 with no weight on turnover, 60.4 with all of it."""
    assert benefits_at(0)["elton"] == pytest.approx(81.7, abs=0.05)
    assert benefits_at(100)["elton"] == pytest.approx(60.4, abs=0.05)


def test_weight_on_turnover_at_which_the_leader_changes() -> None:
    """Elton Street leads below 52.1, Addison Square above it, and nothing else ever does."""
    assert benefits_at(52.0).idxmax() == "elton"
    assert benefits_at(52.2).idxmax() == "addison"
    assert {benefits_at(weight).idxmax() for weight in range(101)} == {"elton", "addison"}
