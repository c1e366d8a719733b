"""From a study and a reader's choices to one frozen result that still knows its sources."""

from policylab.analysis.choices import WeightChoice, choose_weights
from policylab.analysis.evaluate import evaluate
from policylab.analysis.firmness import rank_ranges
from policylab.analysis.pins import pinned_orders
from policylab.analysis.reasons import Part, Reason, Why, why
from policylab.analysis.result import Result, ScoreTables
from policylab.analysis.scenarios import shift_scores
from policylab.analysis.sentences import heading, order_sentence

__all__ = [
    "Part",
    "Reason",
    "Result",
    "ScoreTables",
    "WeightChoice",
    "Why",
    "choose_weights",
    "evaluate",
    "heading",
    "order_sentence",
    "pinned_orders",
    "rank_ranges",
    "shift_scores",
    "why",
]
