"""How an order moves with what is uncertain; methods on labelled frames, no study needed."""

from policylab.robustness.agreement import correlations, kendall_tau
from policylab.robustness.bundles import pareto_bundles
from policylab.robustness.combining import combine_ranges, combine_scores, value_ranges
from policylab.robustness.confidence import confidence_factors
from policylab.robustness.envelope import SAME_PLACE, Envelope, upper_envelope
from policylab.robustness.evidence_filter import PossiblePlaces, WidenedScores, possible_places, widen
from policylab.robustness.floors import FloorEffect, apply_floors, floor_stairs
from policylab.robustness.ladder import protection_ladder
from policylab.robustness.least_change import WeightChange, least_weight_change, nearest_points
from policylab.robustness.other_methods import MethodComparison, compare_methods
from policylab.robustness.package_steps import package_steps, package_worth
from policylab.robustness.packages import Packages, all_packages, leading_packages, pareto_packages
from policylab.robustness.pairwise import win_chances
from policylab.robustness.pareto import Pareto, ParetoRanges, pareto, pareto_with_ranges
from policylab.robustness.potential import PotentialLeaders, potential_leaders
from policylab.robustness.questions import Questions, score_questions, weight_questions
from policylab.robustness.rank_ranges import places_taken, sample_places, sample_rank_ranges
from policylab.robustness.regret import LowestPayoffs, Regret, Satisficing, maximin, regret, satisficing
from policylab.robustness.sampling import WeightSpace
from policylab.robustness.score_change import ScoreChange, least_score_change
from policylab.robustness.smaa import Smaa, smaa
from policylab.robustness.structure import (
    Splitting,
    criterion_effects,
    shared_items,
    similar_criteria,
    splitting,
)
from policylab.robustness.tipping import TippingPoints, group_values, tipping_array, tipping_points
from policylab.robustness.weight_map import Region, WeightMap, weight_map

__all__ = [
    "SAME_PLACE",
    "Envelope",
    "FloorEffect",
    "LowestPayoffs",
    "MethodComparison",
    "Packages",
    "Pareto",
    "ParetoRanges",
    "PossiblePlaces",
    "PotentialLeaders",
    "Questions",
    "Region",
    "Regret",
    "Satisficing",
    "ScoreChange",
    "Smaa",
    "Splitting",
    "TippingPoints",
    "WeightChange",
    "WeightMap",
    "WeightSpace",
    "WidenedScores",
    "all_packages",
    "apply_floors",
    "combine_ranges",
    "combine_scores",
    "compare_methods",
    "confidence_factors",
    "correlations",
    "criterion_effects",
    "floor_stairs",
    "group_values",
    "kendall_tau",
    "leading_packages",
    "least_score_change",
    "least_weight_change",
    "maximin",
    "nearest_points",
    "package_steps",
    "package_worth",
    "pareto",
    "pareto_bundles",
    "pareto_packages",
    "pareto_with_ranges",
    "places_taken",
    "possible_places",
    "potential_leaders",
    "protection_ladder",
    "regret",
    "sample_places",
    "sample_rank_ranges",
    "satisficing",
    "score_questions",
    "shared_items",
    "similar_criteria",
    "smaa",
    "splitting",
    "tipping_array",
    "tipping_points",
    "upper_envelope",
    "value_ranges",
    "weight_map",
    "weight_questions",
    "widen",
    "win_chances",
]
