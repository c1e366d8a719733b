"""Whole numbers that add up."""

from __future__ import annotations

import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda import round_to_total, shares, shown


def test_left_over_goes_to_the_largest_remainders() -> None:
    """42.86, 28.57, 28.57: one is left over and goes to the first, whose remainder is largest."""
    assert shares(pd.Series({"a": 3, "b": 2, "c": 2})).to_dict() == {"a": 43, "b": 29, "c": 28}


def test_equal_remainders_go_to_the_earlier() -> None:
    """Three thirds: the first gets the one left over, also when floats differ in their last bits."""
    assert shares(pd.Series({"a": 1, "b": 1, "c": 1})).tolist() == [34, 33, 33]
    assert shares(pd.Series({"a": 0.3, "b": 0.1 + 0.2, "c": 0.3})).tolist() == [34, 33, 33]


def test_whole_shares_are_not_cut_by_floats() -> None:
    """29 of 100 is 29, although 0.29 x 100 is less as a float."""
    assert shares(pd.Series({"a": 0.29, "b": 0.71})).tolist() == [29, 71]


def test_no_points_get_no_share() -> None:
    """A part with 0 points gets none, however many are left over."""
    assert shares(pd.Series({"a": 1, "b": 0, "c": 1, "d": 1})).to_dict() == {
        "a": 34,
        "b": 0,
        "c": 33,
        "d": 33,
    }


def test_whole_can_be_any_number() -> None:
    """Shares of 0 are all 0."""
    assert shares(pd.Series({"a": 1, "b": 1}), whole=7).tolist() == [4, 3]
    assert shares(pd.Series({"a": 1, "b": 1}), whole=0).tolist() == [0, 0]
    with pytest.raises(ScoresInvalid):
        shares(pd.Series({"a": 1}), whole=-1)
    with pytest.raises(NothingCounts):
        shares(pd.Series({"a": 0.0}))


@pytest.mark.parametrize(
    ("points", "number"),
    [(0.0, 0), (0.5, 1), (-0.5, -1), (1.49999, 1), (1.4999999999, 2), (-2.6, -3), (2.5, 3), (0.1 * 5, 1)],
)
def test_halves_are_shown_away_from_zero(points: float, number: int) -> None:
    """Both sides of 0 are treated alike."""
    assert shown(points) == number


def test_signed_parts_add_up_to_the_shown_total() -> None:
    """13.4 + 5.4 - 4.3 = 14.5 is shown as 15, so its parts are 14, 5 and -4."""
    parts = round_to_total(pd.Series({"alliance": 13.4, "security": 5.4, "economic": -4.3}))
    assert parts.to_dict() == {"alliance": 14, "security": 5, "economic": -4}


def test_part_of_zero_stays_zero() -> None:
    """What contributes nothing is not rounded up to something."""
    assert round_to_total(pd.Series({"a": 0.0, "b": 0.4, "c": 0.4, "d": -0.3})).to_dict()["a"] == 0
