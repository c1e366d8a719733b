"""Closed forms: pairwise winning against exact fractions, confidence factors against integrals known by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.robustness import confidence_factors, smaa, win_chances
from policylab.robustness.confidence import first_shares
from policylab.robustness.pairwise import share_above_zero
from policylab.robustness.score_ranges import ScoreRanges
from tests.unit.robustness.smaa_oracle import fraction_of_wins, plain_confidence

RNG = np.random.default_rng(7)


@pytest.mark.parametrize("m", [1, 2, 3, 6, 11])
def test_wins_agree_with_exact_fractions(m: int) -> None:
    """To 1e-12, with repeated, opposite and missing differences among them."""
    rows = RNG.integers(-6, 7, (40, m))
    rows[0] = 0
    exact = [float(Fraction(*fraction_of_wins(row.tolist()))) for row in rows]
    assert share_above_zero(rows.astype(float)) == pytest.approx(exact, abs=1e-12)


def test_many_criteria_lose_no_digits() -> None:
    """With n alike positive and n alike negative differences, half by symmetry; and the two ways sum to 1."""
    assert share_above_zero(np.array([[1.0] * 25 + [-1.0] * 25]))[0] == pytest.approx(0.5, abs=1e-13)
    rows = RNG.normal(size=(200, 50))
    assert share_above_zero(rows) + share_above_zero(-rows) == pytest.approx(1, abs=1e-12)


def test_two_options_two_criteria() -> None:
    """First when w > y / (x + y): a length on a segment."""
    scores = pd.DataFrame({"p": [3.0, 1.0], "q": [0.0, 5.0]}, index=["a", "b"])
    assert win_chances(scores).at["a", "b"] == pytest.approx(2 / 7, abs=1e-15)
    found = smaa(scores, draws=200_000)
    assert found.acceptability.at["a", 1] == pytest.approx(2 / 7, abs=6 * 0.5 / np.sqrt(200_000))
    assert found.expected_rank["a"] == pytest.approx(1 + 5 / 7, abs=1e-14)
    # w_p is uniform from 5/7 to 1 where a is first, so its mean there is 6/7, and 5/14 where b is.
    assert found.central_weights["p"].tolist() == pytest.approx([6 / 7, 5 / 14], abs=0.005)


def test_expected_rank_agrees_with_the_places() -> None:
    """The exact one lies within 6 standard errors of the sampled places."""
    scores = pd.DataFrame(RNG.normal(size=(12, 5)))
    found = smaa(scores, draws=50_000)
    places = found.acceptability.to_numpy() @ np.arange(1, 13)
    assert np.abs(places - found.expected_rank.to_numpy()).max() < 6 * 3.5 / np.sqrt(50_000)


def frames(low: list[float], mode: list[float], high: list[float]) -> list[pd.DataFrame]:
    """Return the three frames of one criterion."""
    names = [f"o{i}" for i in range(len(low))]
    return [pd.DataFrame({"x": part}, index=names) for part in (low, mode, high)]


def once(*parts: pd.DataFrame) -> list[float]:
    """Return confidence factors at equal weights."""
    same = pd.DataFrame(1.0, index=parts[0].index, columns=parts[0].columns)
    return confidence_factors(*parts, same).tolist()


def test_one_score_against_a_certain_one() -> None:
    """A triangle on 0 to 4 with its peak at 1 is above 2 with chance (4 - 2)^2 / (4 x 3)."""
    assert once(*frames([0, 2], [1, 2], [4, 2])) == pytest.approx([1 / 3, 2 / 3], abs=1e-9)


def test_two_triangles() -> None:
    """Falling on 0 to 1 against rising on 0 to 1: the falling one is above with chance 1/6."""
    # P = integral of 2 (1 - x) x^2 dx = 2 (1/3 - 1/4)
    assert once(*frames([0, 0], [0, 1], [1, 1])) == pytest.approx([1 / 6, 5 / 6], abs=1e-9)


def test_two_uniform_scores() -> None:
    """Uniform on 0 to 1 against uniform on 0 to 2: above with chance 1/4."""
    assert once(*frames([0, 0], [np.nan, np.nan], [1, 2])) == pytest.approx([0.25, 0.75], abs=1e-9)


def test_sum_of_two_uniform_scores() -> None:
    """The sum of two uniform numbers exceeds 3/2 with chance 1/8, by its Fourier series."""
    low = pd.DataFrame({"x": [0.0, 1.5], "y": [0.0, 0.0]}, index=["sum", "bar"])
    high = pd.DataFrame({"x": [1.0, 1.5], "y": [1.0, 0.0]}, index=["sum", "bar"])
    central = pd.DataFrame({"x": [np.nan, 1.5], "y": [np.nan, 0.0]}, index=["sum", "bar"])
    assert once(low, central, high) == pytest.approx([1 / 8, 7 / 8], abs=1e-7)


def test_certain_equals_share_the_first_place() -> None:
    """Two equal certain options and one below: a half each."""
    assert once(*frames([1, 1, 0], [1, 1, 0], [1, 1, 0])) == [0.5, 0.5, 0]


@pytest.mark.parametrize("seed", range(12))
def test_shares_of_being_first_sum_to_one(seed: int) -> None:
    """At the same weights somebody is first: to 2e-6, for wide and narrow, half-step and right-angled scores."""
    rng = np.random.default_rng(seed)
    n, m = rng.integers(2, 7), rng.integers(1, 6)
    low = np.round(rng.uniform(-3, 1, (n, m)) * 2) / 2
    high = low + np.round(rng.uniform(0, 3, (n, m)) * 2) / 2
    mode = np.clip(low + np.round(rng.uniform(0, 1, (n, m)) * 4) / 2, low, high)
    if seed % 3 == 0:  # some ranges a thousand times narrower than others
        high = np.where(rng.random((n, m)) < 0.5, low + (high - low) * 1e-3, high)
        mode = np.clip(mode, low, high)
    ranges = ScoreRanges.of(*map(pd.DataFrame, (low, mode, high)))
    assert first_shares(ranges, rng.dirichlet(np.ones(m))).sum() == pytest.approx(1, abs=2e-6)


def test_many_scores_agree_with_draws() -> None:
    """Ten options, six criteria, each at its own weights: within 6 standard errors of 40,000 draws."""
    central = RNG.uniform(-3, 3, (10, 6))
    low, high = central - RNG.uniform(0.1, 1.5, (10, 6)), central + RNG.uniform(0.1, 1.5, (10, 6))
    weights = RNG.dirichlet(np.ones(6), 10)
    found = confidence_factors(*map(pd.DataFrame, (low, central, high, weights)))
    plain = plain_confidence(low, central, high, weights, 40_000, 1)
    assert np.abs(found.to_numpy() - plain).max() < 6 * 0.5 / np.sqrt(40_000)


def test_rows_of_weights_that_make_no_sense_are_refused() -> None:
    """A row of NaN is an option never first; some NaN, all 0 and less than 0 are errors."""
    parts = frames([0, 0], [1, 1], [2, 2])
    names = parts[0].index
    assert np.isnan(confidence_factors(*parts, pd.DataFrame({"x": [np.nan, 1.0]}, index=names))["o0"])
    with pytest.raises(NothingCounts, match="'o1'"):
        confidence_factors(*parts, pd.DataFrame({"x": [1.0, 0.0]}, index=names))
    with pytest.raises(ScoresInvalid, match="negative"):
        confidence_factors(*parts, pd.DataFrame({"x": [1.0, -1.0]}, index=names))
    wide = [pd.concat([part, part.rename(columns={"x": "y"})], axis=1) for part in parts]
    with pytest.raises(ScoresInvalid, match="beside others"):
        confidence_factors(*wide, pd.DataFrame({"x": [1.0, np.nan], "y": [1.0, 1.0]}, index=names))
