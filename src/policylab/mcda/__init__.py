"""Methods of multi-criteria analysis on labelled frames; one file for one method, no study needed."""

from policylab.mcda.ahp import PairwiseWeights, ahp_weights
from policylab.mcda.best_worst import BestWorstWeights, best_worst_weights
from policylab.mcda.checks import TIE
from policylab.mcda.dominance import RangeDominance, dominance, dominance_with_ranges, undominated
from policylab.mcda.lexicographic import lexicographic, maximin
from policylab.mcda.ordinal_weights import rank_order_centroid, rank_reciprocal, rank_sum
from policylab.mcda.promethee import Promethee, promethee_ii
from policylab.mcda.ranking import closeness, falling_order, rank_array, rank_options
from policylab.mcda.shares import round_to_total, shares, shown
from policylab.mcda.swing import swing_weights
from policylab.mcda.topsis import Topsis, topsis
from policylab.mcda.values import linear_values
from policylab.mcda.vikor import Vikor, vikor
from policylab.mcda.weighted_sum import OverallValues, weighted_sum
from policylab.mcda.weights import normalise_points, weigh_hierarchy

__all__ = [
    "TIE",
    "BestWorstWeights",
    "OverallValues",
    "PairwiseWeights",
    "Promethee",
    "RangeDominance",
    "Topsis",
    "Vikor",
    "ahp_weights",
    "best_worst_weights",
    "closeness",
    "dominance",
    "dominance_with_ranges",
    "falling_order",
    "lexicographic",
    "linear_values",
    "maximin",
    "normalise_points",
    "promethee_ii",
    "rank_array",
    "rank_options",
    "rank_order_centroid",
    "rank_reciprocal",
    "rank_sum",
    "round_to_total",
    "shares",
    "shown",
    "swing_weights",
    "topsis",
    "undominated",
    "vikor",
    "weigh_hierarchy",
    "weighted_sum",
]
