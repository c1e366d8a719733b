"""From a study and a reader's choices to one frozen result that still knows its sources."""

from policylab.analysis.acceptability import Acceptability, smaa, weight_space
from policylab.analysis.choices import WeightChoice, choose_weights
from policylab.analysis.compare_scenarios import ScenarioComparison, compare_scenarios
from policylab.analysis.conditions import Condition, what_would_have_to_be_true
from policylab.analysis.evaluate import evaluate
from policylab.analysis.evidence_that_counts import (
    EvidenceLevel,
    EvidenceThatCounts,
    evidence_that_counts,
)
from policylab.analysis.firmness import rank_ranges, rank_ranges_of
from policylab.analysis.floors import FloorReport, apply_floor
from policylab.analysis.ladder import Ladder, Rung, protection_ladder
from policylab.analysis.other_methods import OtherMethods, other_methods
from policylab.analysis.own_scores import OwnScores, rescore
from policylab.analysis.packages import (
    PackageSet,
    PackageSteps,
    PackageWorth,
    package_steps,
    package_worth,
    packages,
)
from policylab.analysis.pins import pinned_orders
from policylab.analysis.potential import Potential, potential_leaders
from policylab.analysis.questions import NextQuestions, next_questions
from policylab.analysis.reasons import Part, Reason, Why, why
from policylab.analysis.result import Result, ScoreTables
from policylab.analysis.scenarios import shift_scores
from policylab.analysis.sentences import heading, order_sentence
from policylab.analysis.structure_warnings import (
    StructureWarning,
    StructureWarnings,
    structure_warnings,
)
from policylab.analysis.tipping import Tipping, Tippings, tipping_points
from policylab.analysis.two_ledgers import TwoLedgers, two_ledgers
from policylab.analysis.weight_map import MapOfWeights, weight_map

__all__ = [
    "Acceptability",
    "Condition",
    "EvidenceLevel",
    "EvidenceThatCounts",
    "FloorReport",
    "Ladder",
    "MapOfWeights",
    "NextQuestions",
    "OtherMethods",
    "OwnScores",
    "PackageSet",
    "PackageSteps",
    "PackageWorth",
    "Part",
    "Potential",
    "Reason",
    "Result",
    "Rung",
    "ScenarioComparison",
    "ScoreTables",
    "StructureWarning",
    "StructureWarnings",
    "Tipping",
    "Tippings",
    "TwoLedgers",
    "WeightChoice",
    "Why",
    "apply_floor",
    "choose_weights",
    "compare_scenarios",
    "evaluate",
    "evidence_that_counts",
    "heading",
    "next_questions",
    "order_sentence",
    "other_methods",
    "package_steps",
    "package_worth",
    "packages",
    "pinned_orders",
    "potential_leaders",
    "protection_ladder",
    "rank_ranges",
    "rank_ranges_of",
    "rescore",
    "shift_scores",
    "smaa",
    "structure_warnings",
    "tipping_points",
    "two_ledgers",
    "weight_map",
    "weight_space",
    "what_would_have_to_be_true",
    "why",
]
