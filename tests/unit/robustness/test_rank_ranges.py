"""Places taken when scores move inside their ranges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.robustness import places_taken, sample_places, sample_rank_ranges

CENTRAL = pd.DataFrame(
    {"influx": [0.0, 1.0, 1.5, -2.0], "jobs": [0.0, 0.5, -1.0, 2.0]},
    index=["today", "camp", "visa", "corridor"],
)
WIDTH = pd.DataFrame({"influx": [0.0, 1.0, 0.5, 1.0], "jobs": [0.0, 0.5, 1.0, 1.0]}, index=CENTRAL.index)
LOW, HIGH = CENTRAL - WIDTH, CENTRAL + WIDTH
WEIGHTS = pd.Series({"influx": 0.6, "jobs": 0.4})


def test_same_seed_same_places_however_chunked() -> None:
    """The numbers depend on the seed, not on how many draws are held at once."""
    whole = sample_places(LOW, CENTRAL, HIGH, WEIGHTS, draws=5_000, seed=4, chunk=100_000)
    for chunk in (1, 1024, 3_000):
        cut = sample_places(LOW, CENTRAL, HIGH, WEIGHTS, draws=5_000, seed=4, chunk=chunk)
        pd.testing.assert_frame_equal(cut, whole, check_exact=False, rtol=0, atol=1e-12)
    other = sample_places(LOW, CENTRAL, HIGH, WEIGHTS, draws=5_000, seed=5)
    assert not np.allclose(other, whole)


def test_rows_and_columns_are_shares() -> None:
    """Each option is somewhere in every draw, and each place is taken."""
    places = sample_places(LOW, CENTRAL, HIGH, WEIGHTS, draws=3_333)
    assert places.sum(axis=0).tolist() == pytest.approx([1] * 4)
    assert places.sum(axis=1).tolist() == pytest.approx([1] * 4)


def test_certain_scores_have_one_place() -> None:
    """Without ranges the places are the ranks."""
    ranges = sample_rank_ranges(CENTRAL, CENTRAL, CENTRAL, WEIGHTS, draws=10)
    assert ranges.T.to_dict("list") == {"today": [3, 3], "camp": [1, 1], "visa": [2, 2], "corridor": [4, 4]}


def test_equal_options_split_their_places() -> None:
    """Three identical certain options take places 1 to 3 a third of the time each."""
    same = pd.DataFrame({"x": [1.0, 1.0, 1.0, 0.0]}, index=list("abcd"))
    places = sample_places(same, same, same, pd.Series({"x": 1.0}), draws=7)
    assert places.loc["b"].tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    assert places.loc["d"].tolist() == [0, 0, 0, 1]


def test_equal_totals_from_different_floats_are_a_tie() -> None:
    """0.1 x 3 and 0.3 split their places, although the floats differ."""
    cells = pd.DataFrame({"x": [0.1, 0.3], "y": [0.2, 0.0]}, index=["a", "b"])
    places = sample_places(cells, cells, cells, pd.Series({"x": 1.0, "y": 1.0}), draws=3)
    assert places.to_numpy().tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_alike_options_are_first_half_of_the_time() -> None:
    """Two options with the same wide ranges: 1/2 each, within 5 standard errors."""
    low = pd.DataFrame({"x": [-1.0, -1.0]}, index=["a", "b"])
    places = sample_places(low, low + 0.5, low + 2, pd.Series({"x": 1.0}), draws=20_000, seed=1)
    assert places.loc["a", 1] == pytest.approx(0.5, abs=5 * 0.5 / np.sqrt(20_000))


def test_no_best_guess_is_uniform() -> None:
    """Where the central score is missing, the score is uniform: above 1 on -3 to 3 a third of the time."""
    low = pd.DataFrame({"x": [-3.0, 1.0]}, index=["unknown", "one"])
    central = pd.DataFrame({"x": [np.nan, 1.0]}, index=["unknown", "one"])
    high = pd.DataFrame({"x": [3.0, 1.0]}, index=["unknown", "one"])
    places = sample_places(low, central, high, pd.Series({"x": 1.0}), draws=20_000, seed=2)
    assert places.loc["unknown", 1] == pytest.approx(1 / 3, abs=5 * 0.47 / np.sqrt(20_000))


def test_moving_a_weight_leaves_the_draws_of_the_others() -> None:
    """Whether an earlier criterion counts by nothing or by next to nothing, the others are drawn alike."""
    wide = [
        pd.concat([pd.DataFrame({"aim": [end] * 4}, index=CENTRAL.index), frame], axis=1)
        for end, frame in ((-3.0, LOW), (0.0, CENTRAL), (3.0, HIGH))
    ]
    none, hardly = (
        sample_places(*wide, pd.Series({"aim": weight, "influx": 0.6, "jobs": 0.4}), draws=2_000)
        for weight in (0.0, 1e-12)
    )
    pd.testing.assert_frame_equal(none, hardly)


def test_extremes_are_left_out_at_both_ends() -> None:
    """A place taken in at most 5 % of draws is outside the middle 90 %; in more it is inside."""
    places = pd.DataFrame(
        [[0.05, 0.9, 0.05], [0.06, 0.88, 0.06], [0.0, 0.04, 0.96]], index=list("abc"), columns=[1, 2, 3]
    )
    assert places_taken(places).T.to_dict("list") == {"a": [2, 2], "b": [1, 3], "c": [3, 3]}
    assert places_taken(places, middle=1).T.to_dict("list") == {"a": [1, 3], "b": [1, 3], "c": [2, 3]}


def test_calls_that_make_no_sense_are_refused() -> None:
    """Upside-down ranges, missing ends, no weights, no draws."""
    with pytest.raises(ScoresInvalid, match="low <= central <= high"):
        sample_places(HIGH, CENTRAL, LOW, WEIGHTS)
    with pytest.raises(ScoresInvalid, match="low <= central <= high"):
        sample_places(LOW, HIGH + 0.5, HIGH, WEIGHTS)
    with pytest.raises(ScoresInvalid, match="low scores have a number missing"):
        sample_places(LOW.replace(-3.0, np.nan), CENTRAL, HIGH, WEIGHTS)
    with pytest.raises(ScoresInvalid, match="'visa' missing"):
        sample_places(LOW, CENTRAL.drop("visa"), HIGH, WEIGHTS)
    with pytest.raises(NothingCounts):
        sample_places(LOW, CENTRAL, HIGH, WEIGHTS * 0)
    with pytest.raises(ScoresInvalid, match="draws"):
        sample_places(LOW, CENTRAL, HIGH, WEIGHTS, draws=0)
    with pytest.raises(ScoresInvalid, match="middle"):
        places_taken(pd.DataFrame([[1.0]]), middle=0)


def test_certain_ties_among_moving_options() -> None:
    """Options that are equal in every draw split their places evenly, also with others between the draws."""
    index = ["still_b", "moving", "still_a", "high", "also_moving"]
    low = pd.DataFrame({"x": [1.0, -3.0, 1.0, 2.0, -1.0]}, index=index)
    high = pd.DataFrame({"x": [1.0, 3.0, 1.0, 2.0, 3.0]}, index=index)
    places = sample_places(low, (low + high) / 2, high, pd.Series({"x": 1.0}), draws=4_000, seed=3)
    assert places.loc["still_a"].tolist() == places.loc["still_b"].tolist()
    assert np.allclose(places.sum(axis=0), 1)
    assert np.allclose(places.sum(axis=1), 1)
    alone = ["still_b", "moving", "high", "also_moving"]
    three = sample_places(
        low.loc[alone],
        (low + high).loc[alone] / 2,
        high.loc[alone],
        pd.Series({"x": 1.0}),
        draws=4_000,
        seed=3,
    )
    # Without its equal, the option is first exactly as often as the two are together.
    assert 2 * places.at["still_a", 1] == pytest.approx(three.at["still_b", 1], abs=0.03)
