"""How an order moves with what is uncertain; methods on labelled frames, no study needed."""

from policylab.robustness.envelope import Envelope, upper_envelope
from policylab.robustness.floors import FloorEffect, apply_floors, floor_stairs
from policylab.robustness.ladder import protection_ladder
from policylab.robustness.least_change import WeightChange, least_weight_change, nearest_points
from policylab.robustness.potential import PotentialLeaders, potential_leaders
from policylab.robustness.rank_ranges import places_taken, sample_places, sample_rank_ranges
from policylab.robustness.score_change import ScoreChange, least_score_change
from policylab.robustness.tipping import TippingPoints, group_values, tipping_points
from policylab.robustness.weight_map import Region, WeightMap, weight_map

__all__ = [
    "Envelope",
    "FloorEffect",
    "PotentialLeaders",
    "Region",
    "ScoreChange",
    "TippingPoints",
    "WeightChange",
    "WeightMap",
    "apply_floors",
    "floor_stairs",
    "group_values",
    "least_score_change",
    "least_weight_change",
    "nearest_points",
    "places_taken",
    "potential_leaders",
    "protection_ladder",
    "sample_places",
    "sample_rank_ranges",
    "tipping_points",
    "upper_envelope",
    "weight_map",
]
