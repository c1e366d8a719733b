"""What the report asks of Python."""

from __future__ import annotations

import pytest

from policylab import __version__
from policylab.analysis import rank_ranges, structure_warnings
from policylab.errors import CallError
from policylab.viewmodels import Explore
from policylab.viewmodels.answers import answer
from tests.unit.analysis.small_study import small_study

STUDY = small_study()


def test_places_are_those_of_the_draws_that_are_named() -> None:
    """Drawing again as the answer says gives the same places, and the share it names is that of the function."""
    explore = Explore(STUDY)
    found = answer(explore, "report", {})
    again = rank_ranges(explore.result(), draws=found["draws"], seed=found["seed"])
    assert found["ranges"] == {str(row[0]): [int(row[1]), int(row[2])] for row in again.itertuples()}
    assert f"middle {found['percent']} %" in (rank_ranges.__doc__ or "")
    assert found["software"] == __version__


def test_every_warning_is_a_sentence() -> None:
    """As many as the analysis gives, without the figures that only the commands print."""
    explore = Explore(STUDY)
    found = answer(explore, "report", {})
    assert len(found["structure"]) == len(structure_warnings(explore.result()).warnings) > 0
    assert all(sentence.endswith(".") and "correlation 0." not in sentence for sentence in found["structure"])
    assert found["refused"] == ""


def test_nothing_counts() -> None:
    """Then the answer still comes, and says why it is empty."""
    explore = Explore(STUDY)
    explore.apply(explore.state() | {"weight_set": "yours", "groups": dict.fromkeys(STUDY.state_groups, 0)})
    found = answer(explore, "report", {})
    assert (found["ranges"], found["structure"]) == ({}, [])
    assert "Nothing counts" in found["refused"]


def test_it_takes_no_arguments() -> None:
    """What it does not know it refuses."""
    with pytest.raises(CallError):
        answer(Explore(STUDY), "report", {"draws": 10**9})
