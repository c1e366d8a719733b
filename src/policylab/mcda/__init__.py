"""Methods of multi-criteria analysis on labelled frames; one file for one method, no study needed."""

from policylab.mcda.checks import TIE
from policylab.mcda.dominance import RangeDominance, dominance, dominance_with_ranges, undominated
from policylab.mcda.ranking import closeness, falling_order, rank_options
from policylab.mcda.shares import round_to_total, shares, shown
from policylab.mcda.values import linear_values
from policylab.mcda.weighted_sum import OverallValues, weighted_sum
from policylab.mcda.weights import normalise_points, weigh_hierarchy

__all__ = [
    "TIE",
    "OverallValues",
    "RangeDominance",
    "closeness",
    "dominance",
    "dominance_with_ranges",
    "falling_order",
    "linear_values",
    "normalise_points",
    "rank_options",
    "round_to_total",
    "shares",
    "shown",
    "undominated",
    "weigh_hierarchy",
    "weighted_sum",
]
