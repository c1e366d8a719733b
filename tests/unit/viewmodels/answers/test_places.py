"""Ranges of places for a browser."""

from __future__ import annotations

import pytest

from policylab.errors import CallError
from policylab.viewmodels import Explore
from policylab.viewmodels.answers import answer
from tests.unit.analysis.small_study import small_study

STUDY = small_study()


def test_ranges_are_plain_numbers() -> None:
    """For every ranked option, ready for JSON."""
    ranges = answer(Explore(STUDY), "ranges", {})["ranges"]
    assert set(ranges) == set(STUDY.ranked_options)
    assert all(type(place) is int for pair in ranges.values() for place in pair)
    assert all(1 <= low <= high <= 5 for low, high in ranges.values())


def test_no_ranges_when_nothing_counts() -> None:
    """All points 0 is a state a reader can be in, without an order."""
    explore = Explore(STUDY)
    explore.apply(explore.state() | {"weight_set": "yours", "groups": dict.fromkeys(STUDY.state_groups, 0)})
    assert answer(explore, "ranges", {}) == {"ranges": {}}


def test_a_question_that_is_not_known_is_refused() -> None:
    """And is not repeated."""
    with pytest.raises(CallError, match="not a question"):
        answer(Explore(STUDY), "magic", {})
