"""Dominance, certain and with ranges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.errors import ScoresInvalid
from policylab.mcda import dominance, dominance_with_ranges, undominated

VALUES = pd.DataFrame(
    {"state": [2.0, 2.0, 1.0, 3.0], "protection": [1.0, 1.0, 1.0, -2.0]}, index=["a", "twin", "less", "other"]
)


def test_better_somewhere_and_nowhere_worse() -> None:
    """Only then does one dominate another."""
    beats = dominance(VALUES)
    assert [(a, b) for a in beats.index for b in beats.columns if beats.loc[a, b]] == [
        ("a", "less"),
        ("twin", "less"),
    ]


def test_identical_options_do_not_beat_each_other() -> None:
    """Both are in the set that nothing beats."""
    assert undominated(VALUES).to_dict() == {"a": True, "twin": True, "less": False, "other": True}


def test_difference_in_the_last_bit_is_none() -> None:
    """0.1 + 0.2 does not beat 0.3."""
    values = pd.DataFrame({"x": [0.1 + 0.2, 0.3], "y": [0.0, 0.0]}, index=["a", "b"])
    assert not dominance(values).to_numpy().any()


def test_one_option_beats_nothing() -> None:
    """And nothing beats it."""
    assert not dominance(VALUES.iloc[:1]).to_numpy().any()


def test_missing_scores_are_refused() -> None:
    """They need ranges."""
    with pytest.raises(ScoresInvalid, match="NaN"):
        dominance(VALUES.replace(3.0, np.nan))


def test_ranges_that_overlap_are_possible_but_not_sure() -> None:
    """Touching ranges can be sure, if there is a real gap somewhere."""
    low = pd.DataFrame({"x": [1.0, 0.0, 1.0], "y": [0.0, 0.0, -2.0]}, index=["a", "b", "c"])
    high = pd.DataFrame({"x": [2.0, 1.0, 3.0], "y": [1.0, 0.0, -1.0]}, index=["a", "b", "c"])
    found = dominance_with_ranges(low, high)
    assert not found.surely.loc["a", "b"]  # a at 1, b at 1, both 0 on y: level
    assert found.possibly.loc["a", "b"]
    assert not found.possibly.loc["c", "a"]  # never as good on y
    apart = low.copy()
    apart.loc["a", "x"] = 1.5
    assert dominance_with_ranges(apart, high).surely.loc["a", "b"]


def test_ranges_upside_down_are_refused() -> None:
    """And labels must be the same."""
    with pytest.raises(ScoresInvalid, match="above"):
        dominance_with_ranges(VALUES + 1, VALUES)
    with pytest.raises(ScoresInvalid, match="'other' missing"):
        dominance_with_ranges(VALUES, VALUES.drop("other"))
