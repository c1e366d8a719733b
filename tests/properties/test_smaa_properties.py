"""What must hold for any scores and any weights asked about."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policylab.robustness import WeightSpace, smaa, win_chances

HALF_STEPS = st.integers(-6, 6).map(lambda k: k / 2)


@st.composite
def problems(draw: st.DrawFn) -> pd.DataFrame:
    """Return scores in half steps, which tie often."""
    n, m = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    rows = draw(st.lists(st.lists(HALF_STEPS, min_size=m, max_size=m), min_size=n, max_size=n))
    return pd.DataFrame(rows, index=[f"o{i}" for i in range(n)], columns=[f"c{j}" for j in range(m)])


@given(problems(), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_indices_are_consistent(scores: pd.DataFrame, seed: int) -> None:
    """Places are shares, wins of two sum to 1, exact mean places fit the sampled ones, equals share alike."""
    found = smaa(scores, draws=2_000, seed=seed)
    n = len(scores)
    assert found.acceptability.sum(axis=0).to_numpy() == pytest.approx(1)
    assert found.acceptability.sum(axis=1).to_numpy() == pytest.approx(1)
    assert found.winning is not None
    wins = found.winning.to_numpy()
    assert wins + wins.T == pytest.approx(1)
    assert found.expected_rank.sum() == pytest.approx(n * (n + 1) / 2)
    sampled = found.acceptability.to_numpy() @ np.arange(1, n + 1)
    assert np.abs(sampled - found.expected_rank.to_numpy()).max() <= 6 * n / 2 / np.sqrt(2_000)
    for same in found.tied:
        assert (scores.loc[list(same)].nunique() == 1).all()
        assert (found.acceptability.loc[list(same)].nunique() == 1).all()
    assert sum(map(len, found.tied)) == int(scores.duplicated(keep=False).sum())
    central = found.central_weights.dropna()
    assert central.sum(axis=1).to_numpy() == pytest.approx(1, abs=1e-4)
    assert (central.index == found.first.index[found.first > 0]).all()


@given(problems())
@settings(max_examples=60, deadline=None)
def test_wins_do_not_depend_on_names_order_or_scale(scores: pd.DataFrame) -> None:
    """Turned round, stretched, or with a criterion on which all are alike moved: the same chances."""
    wins = win_chances(scores)
    turned = win_chances(scores.iloc[::-1, ::-1])
    pd.testing.assert_frame_equal(turned.loc[wins.index, wins.columns], wins, rtol=0, atol=1e-12)
    pd.testing.assert_frame_equal(win_chances(scores * 7 + 100), wins, rtol=0, atol=1e-9)


@given(problems(), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_an_option_below_all_takes_the_last_place(scores: pd.DataFrame, seed: int) -> None:
    """Adding it changes nobody's places."""
    below = pd.concat([scores, pd.DataFrame([scores.min() - 1], index=["below"])])
    before, after = smaa(scores, draws=1_000, seed=seed), smaa(below, draws=1_000, seed=seed)
    assert after.acceptability.loc["below"].iloc[-1] == 1
    kept = after.acceptability.loc[scores.index].iloc[:, : len(scores)]
    # Single precision may take two draws that are all but level the other way round.
    assert np.abs(kept.to_numpy() - before.acceptability.to_numpy()).max() <= 0.003


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_weights_sum_to_one_and_keep_zeros(points: list[int], seed: int) -> None:
    """Around, near and as given: at least 0, sum 1, mean as given."""
    given_points = pd.Series(points, index=[f"c{j}" for j in range(len(points))], dtype=float)
    share = given_points / given_points.sum()
    around = WeightSpace.around(given_points, 30)
    for space in (around, WeightSpace.fixed(given_points)):
        drawn = space.draw(np.random.default_rng(seed), 500)
        assert drawn.sum(axis=1).to_numpy() == pytest.approx(1, abs=1e-5)
        assert (drawn.loc[:, (share == 0).to_numpy()] == 0).all().all()
        assert np.abs(drawn.mean() - share).max() < 0.05
