"""Values, overall values and contributions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda import linear_values, weighted_sum

VALUES = pd.DataFrame(
    {"influx": [0.0, 0.5, -1.0], "jobs": [0.0, 0.2, 0.4]}, index=["today", "camp", "corridor"]
)
WEIGHTS = pd.Series({"influx": 0.75, "jobs": 0.25})


def test_values_are_scores_on_the_scale() -> None:
    """A score at the end of the scale has the value 1; nothing is clipped."""
    scores = pd.DataFrame({"influx": [0.0, 3.0, -1.5, 6.0]}, index=list("abcd"))
    assert linear_values(scores)["influx"].tolist() == [0, 1, -0.5, 2]
    assert linear_values(scores, scale=6)["influx"].tolist() == [0, 0.5, -0.25, 1]


@pytest.mark.parametrize("scale", [0, -1, float("nan"), float("inf")])
def test_scale_must_have_an_end(scale: float) -> None:
    """Nothing can be divided by it otherwise."""
    with pytest.raises(ScoresInvalid, match="end of the scale"):
        linear_values(VALUES, scale=scale)


def test_totals_are_sums_of_contributions() -> None:
    """By hand: camp 100 x (0.75 x 0.5 + 0.25 x 0.2) = 42.5, corridor 100 x (-0.75 + 0.1) = -65."""
    overall = weighted_sum(VALUES, WEIGHTS)
    assert overall.total.to_dict() == pytest.approx({"today": 0, "camp": 42.5, "corridor": -65})
    assert overall.contributions.loc["camp"].to_dict() == pytest.approx({"influx": 37.5, "jobs": 5})
    pd.testing.assert_series_equal(overall.low.rename("total"), overall.total)


def test_labels_meet_by_name() -> None:
    """Weights in another order give the same totals; labels keep the order of the values."""
    overall = weighted_sum(VALUES, WEIGHTS[::-1])
    assert overall.total["camp"] == pytest.approx(42.5)
    assert list(overall.contributions.columns) == ["influx", "jobs"]


def test_nothing_is_clipped_or_normalised() -> None:
    """Values beyond 1 and weights that do not sum to 1 are used as they are."""
    overall = weighted_sum(VALUES * 10, WEIGHTS * 4, whole=1)
    assert overall.total["camp"] == pytest.approx(17.0)


def test_missing_score_that_counts_leaves_no_total() -> None:
    """The total is NaN, never a sum without it; both ends are given."""
    values = VALUES.copy()
    values.loc["camp", "jobs"] = np.nan
    overall = weighted_sum(values, WEIGHTS)
    assert np.isnan(overall.total["camp"])
    assert np.isnan(overall.contributions.loc["camp", "jobs"])
    assert (overall.low["camp"], overall.high["camp"]) == pytest.approx((12.5, 62.5))
    assert overall.total["corridor"] == pytest.approx(-65)


def test_missing_score_that_does_not_count_is_ignored() -> None:
    """Under weight 0 it contributes 0."""
    values = VALUES.copy()
    values.loc["camp", "jobs"] = np.nan
    overall = weighted_sum(values, pd.Series({"influx": 1.0, "jobs": 0.0}))
    assert overall.total["camp"] == 50
    assert overall.contributions.loc["camp", "jobs"] == 0


def test_constant_criterion_moves_all_alike() -> None:
    """It is no error, and changes no difference."""
    flat = VALUES.assign(jobs=0.4)
    total = weighted_sum(flat, WEIGHTS).total
    assert (total - weighted_sum(VALUES[["influx"]], WEIGHTS[["influx"]]).total).round(9).nunique() == 1


@pytest.mark.parametrize(
    ("values", "weights", "said"),
    [
        (VALUES, WEIGHTS.drop("jobs"), "'jobs' missing"),
        (VALUES, pd.Series({"influx": 1, "jobs": 1, "trade": 1}), "'trade' not known"),
        (VALUES, WEIGHTS * -1, "negative"),
        (VALUES, WEIGHTS * np.nan, "missing"),
        (VALUES.iloc[:0], WEIGHTS, "no options"),
        (VALUES.replace(0.5, np.inf), WEIGHTS, "infinite"),
        (VALUES.rename(index={"camp": "today"}), WEIGHTS, "twice: 'today'"),
        (VALUES.to_numpy(), WEIGHTS, "DataFrame"),
        (VALUES, WEIGHTS.to_dict(), "Series"),
    ],
)
def test_what_does_not_fit_is_refused(values: pd.DataFrame, weights: pd.Series, said: str) -> None:
    """The message names the label or the fault."""
    with pytest.raises(ScoresInvalid, match=said):
        weighted_sum(values, weights)


def test_all_weights_zero_is_a_named_error() -> None:
    """No order follows from nothing."""
    with pytest.raises(NothingCounts):
        weighted_sum(VALUES, WEIGHTS * 0)


def test_frames_are_not_changed() -> None:
    """What the caller gave stays as it was, also after its result is written to."""
    values, weights = VALUES.copy(), WEIGHTS.copy()
    overall = weighted_sum(values, weights)
    for made in (overall.contributions, linear_values(values)):
        made.iloc[:] = 7
    pd.testing.assert_frame_equal(values, VALUES)
    pd.testing.assert_series_equal(weights, WEIGHTS)
