"""How an order moves with what is uncertain; methods on labelled frames, no study needed."""

from policylab.robustness.rank_ranges import places_taken, sample_places, sample_rank_ranges

__all__ = ["places_taken", "sample_places", "sample_rank_ranges"]
