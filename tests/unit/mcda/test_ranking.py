"""Ranks, shared from the top down."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda import closeness, rank_array, rank_options


def ranked(totals: dict[str, float], close: float = 0.0) -> dict[str, str]:
    """Return ranks as they are shown, in their order: `2=`."""
    found = rank_options(pd.Series(totals, dtype=float), close)
    return {
        key: "" if pd.isna(row["rank"]) else f"{row['rank']}{'=' if row['shared'] else ''}"
        for key, row in found.iterrows()
    }


def test_one_step_on_the_heaviest_criterion_is_too_close_to_call() -> None:
    """100 x the largest weight x half a step of three."""
    assert closeness(pd.Series({"a": 0.6, "b": 0.4})) == pytest.approx(10)
    assert closeness(pd.Series({"a": 0.6, "b": 0.4}), step=1, scale=6) == pytest.approx(10)
    with pytest.raises(NothingCounts):
        closeness(pd.Series({"a": 0.0}))


def test_shared_ranks_count_who_was_placed() -> None:
    """1, 2=, 2=, 4."""
    assert ranked({"a": 50, "b": 30, "c": 28, "d": 10}, 3) == {"a": "1", "b": "2=", "c": "2=", "d": "4"}


def test_closeness_is_measured_from_the_opener() -> None:
    """A chain of small steps does not share one rank: the third is too far from the first."""
    assert ranked({"a": 10, "b": 8, "c": 6, "d": 4}, 2) == {"a": "1=", "b": "1=", "c": "3=", "d": "3="}


def test_exactly_as_far_as_closeness_still_shares() -> None:
    """The bound itself is too close to call, also when floats miss it by their last bits."""
    assert ranked({"a": 0.3, "b": 0.2}, 0.3 - 0.2) == {"a": "1=", "b": "1="}
    assert ranked({"a": 0.1 + 0.2, "b": 0.1}, 0.2) == {"a": "1=", "b": "1="}


def test_equal_totals_keep_the_order_given() -> None:
    """The last bit of a float does not order them."""
    assert list(ranked({"late": 0.3, "early": 0.1 + 0.2, "first": 1.0})) == ["first", "late", "early"]
    assert ranked({"late": 0.3, "early": 0.1 + 0.2})["late"] == "1="


def test_one_option_and_identical_options() -> None:
    """One option is first; identical ones share first place."""
    assert ranked({"a": -4.0}) == {"a": "1"}
    assert ranked({"a": 2.0, "b": 2.0, "c": 2.0}) == {"a": "1=", "b": "1=", "c": "1="}


def test_option_without_total_has_no_rank() -> None:
    """It stands after all others, and takes no place away from them."""
    assert ranked({"x": np.nan, "a": 1, "b": 5}) == {"b": "1", "a": "2", "x": ""}
    assert ranked({"x": np.nan}) == {"x": ""}


def test_no_options_gives_no_ranks() -> None:
    """An empty order is no error."""
    assert ranked({}) == {}


@pytest.mark.parametrize("close", [-1.0, float("nan"), float("inf")])
def test_closeness_must_be_a_number(close: float) -> None:
    """A negative or endless one is refused."""
    with pytest.raises(ScoresInvalid, match="closeness"):
        rank_options(pd.Series({"a": 1.0}), close)


def test_totals_must_be_numbers_with_own_labels() -> None:
    """Infinite totals, texts and repeated labels are refused."""
    for wrong in (pd.Series({"a": np.inf}), pd.Series({"a": "x"}), pd.Series([1.0, 2.0], index=["a", "a"])):
        with pytest.raises(ScoresInvalid):
            rank_options(wrong)


def test_plain_arrays_are_ranked_in_the_order_given() -> None:
    """Ranks come back option by option, shared as on frames; a single option is first."""
    values = [[0.1, 0.0], [0.5, 0.0], [0.48, 0.0], [0.46, 0.0]]
    assert rank_array(values, [1.0, 0.0]).tolist() == [4, 1, 2, 3]
    assert rank_array(values, [1.0, 0.0], closeness=3).tolist() == [4, 1, 1, 3]
    assert rank_array([[-4.0]], [2.0]).tolist() == [1]


def test_plain_arrays_are_not_changed() -> None:
    """What is given stays as it is."""
    values, weights = np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([0.5, 0.5])
    before = values.copy(), weights.copy()
    rank_array(values, weights)
    assert (values == before[0]).all()
    assert (weights == before[1]).all()


@pytest.mark.parametrize(
    ("values", "weights", "close"),
    [
        ([[1.0, np.nan]], [1.0, 0.0], 0.0),
        ([[1.0, np.inf]], [1.0, 0.0], 0.0),
        ([[1.0, 2.0]], [1.0, np.nan], 0.0),
        ([[1.0, 2.0]], [1.0, -0.5], 0.0),
        ([[1.0, 2.0]], [1.0], 0.0),
        ([1.0, 2.0], [1.0, 1.0], 0.0),
        (np.empty((0, 2)), [1.0, 1.0], 0.0),
        (np.empty((2, 0)), [], 0.0),
        ([["x", "y"]], [1.0, 1.0], 0.0),
        ([[1.0, 2.0]], [1.0, 1.0], -1.0),
        ([[1.0, 2.0]], [1.0, 1.0], float("nan")),
    ],
)
def test_plain_arrays_must_fit_and_be_numbers(values: object, weights: object, close: float) -> None:
    """Missing, infinite and negative numbers, texts, and shapes that do not fit are refused."""
    with pytest.raises(ScoresInvalid):
        rank_array(values, weights, close)  # type: ignore[arg-type]


def test_plain_arrays_need_a_weight() -> None:
    """All weights 0 order nothing."""
    with pytest.raises(NothingCounts):
        rank_array([[1.0, 2.0]], [0.0, 0.0])
