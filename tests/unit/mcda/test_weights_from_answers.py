"""Swings, pairs, best-worst: what comes out, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from policylab.errors import CallError, NothingCounts, ScoresInvalid
from policylab.mcda import (
    ahp_weights,
    best_worst_weights,
    rank_order_centroid,
    rank_sum,
    swing_weights,
)

CRITERIA = ["a", "b", "c"]


def pairs(rows: list[list[float]]) -> pd.DataFrame:
    """Return comparisons of a, b, c."""
    names = CRITERIA[: len(rows)]
    return pd.DataFrame(rows, names, names, dtype=float)


def test_swings_of_other_lengths() -> None:
    """Half the length at equal points is double the weight."""
    swings = pd.Series({"a": 60, "b": 60, "c": 0})
    assert swing_weights(swings, pd.Series({"c": 0, "a": 2, "b": 1})).round(12).to_dict() == {
        "a": round(1 / 3, 12),
        "b": round(2 / 3, 12),
        "c": 0,
    }
    with pytest.raises(NothingCounts, match="'b' has length 0"):
        swing_weights(swings, pd.Series({"a": 2, "b": 0, "c": 1}))


def test_swings_that_say_nothing() -> None:
    """All points 0, negative points and missing ones are refused."""
    with pytest.raises(NothingCounts):
        swing_weights(pd.Series({"a": 0, "b": 0}))
    with pytest.raises(ScoresInvalid, match="negative"):
        swing_weights(pd.Series({"a": 1, "b": -1}))
    with pytest.raises(ScoresInvalid, match="NaN"):
        swing_weights(pd.Series({"a": 1, "b": math.nan}))


def test_ranks_are_read_as_an_order() -> None:
    """1, 2, 2, 3 is 1, 2, 2, 4; all alike are equal weights; one criterion has it all."""
    dense, gaps = pd.Series([1, 2, 2, 3], list("abcd")), pd.Series([1, 2, 2, 4], list("abcd"))
    pd.testing.assert_series_equal(rank_sum(dense), rank_sum(gaps))
    assert rank_order_centroid(pd.Series(1, list("abcd"))).tolist() == [0.25] * 4
    assert rank_order_centroid(pd.Series({"a": 3})).tolist() == [1.0]
    with pytest.raises(ScoresInvalid, match="no ranks"):
        rank_sum(pd.Series(dtype=float))


def test_consistent_pairs() -> None:
    """Both methods give back the weights that the comparisons were made from, with ratio 0."""
    weights = np.array([0.5, 0.3, 0.2])
    made = pairs((weights[:, None] / weights).tolist())
    for method in ("eigenvector", "geometric_mean"):
        found = ahp_weights(made, method)
        assert found.weights.tolist() == pytest.approx(weights.tolist(), abs=1e-12)
        assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
        assert np.allclose(found.misfit, 1)


def test_gaps_are_filled_and_columns_may_stand_otherwise() -> None:
    """One half is enough, and rounding in the other is borne."""
    half = pairs([[1, 3, 5], [math.nan, 1, 2], [math.nan, math.nan, math.nan]])
    whole = pairs([[1, 3, 5], [1 / 3, 1, 2], [0.2, 0.5, 1]])
    pd.testing.assert_series_equal(ahp_weights(half).weights, ahp_weights(whole).weights)
    pd.testing.assert_series_equal(ahp_weights(whole[["c", "a", "b"]]).weights, ahp_weights(whole).weights)
    assert ahp_weights(pairs([[1, 3, 5], [0.33, 1, 2], [0.2, 0.5, 1]])).weights["a"] > 0.6


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([[1, 3], [3, 1]], "contradict"),
        ([[1, math.nan], [math.nan, 1]], "not compared"),
        ([[1, 0], [0, 1]], "above 0"),
    ],
)
def test_pairs_that_cannot_be_read(rows: list[list[float]], said: str) -> None:
    """Each has its sentence."""
    with pytest.raises(ScoresInvalid, match=said):
        ahp_weights(pairs(rows))


def test_pairs_few_and_many() -> None:
    """One and two things have ratio 0; above fifteen the ratio is unknown unless an index is given."""
    assert ahp_weights(pairs([[1]])).weights.tolist() == [1.0]
    assert ahp_weights(pairs([[1, 4], [0.25, 1]])).consistency_ratio == 0
    names = [f"c{i}" for i in range(16)]
    many = pd.DataFrame(1.0, names, names)
    many.loc["c0", "c1"], many.loc["c1", "c0"] = 3, 1 / 3
    assert math.isnan(ahp_weights(many).consistency_ratio)
    assert ahp_weights(many, random_index=1.6).consistency_ratio > 0
    with pytest.raises(CallError, match="no method 'mean'"):
        ahp_weights(many, "mean")


def test_best_worst_anchors() -> None:
    """The 1 shows the anchor; where it stands twice the other row tells, or the caller must."""
    to_worst = pd.Series([4, 4, 1], CRITERIA)
    with pytest.raises(ScoresInvalid, match="not clear which criterion is the most"):
        best_worst_weights(pd.Series([1, 1, 4], CRITERIA), to_worst)
    found = best_worst_weights(pd.Series([1, 1, 4], CRITERIA), to_worst, best="a")
    assert found.weights.tolist() == pytest.approx([4 / 9, 4 / 9, 1 / 9], abs=1e-9)
    with pytest.raises(CallError, match="no criterion 'x'"):
        best_worst_weights(pd.Series([1, 1, 4], CRITERIA), to_worst, best="x")
    with pytest.raises(ScoresInvalid, match="must be 1"):
        best_worst_weights(pd.Series([1, 1, 4], CRITERIA), to_worst, best="c")
    with pytest.raises(ScoresInvalid, match="at least 1"):
        best_worst_weights(pd.Series([1, 0.5, 4], CRITERIA), to_worst)


def test_best_worst_of_one_and_of_equals() -> None:
    """One criterion has it all; equals share."""
    one = pd.Series({"a": 1})
    assert best_worst_weights(one, one).weights.tolist() == [1.0]
    equal = pd.Series(1, CRITERIA)
    found = best_worst_weights(equal, equal, best="a", worst="b")
    assert found.weights.tolist() == pytest.approx([1 / 3] * 3)
    assert found.input_consistency_ratio == 0
