"""Acceptability: against the plain version, closed forms, and itself cut up in other ways."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid, Stopped
from policylab.robustness import Smaa, WeightSpace, rank_counts, smaa
from policylab.robustness.rank_counts import BitCounter, SortCounter, Tally
from tests.unit.robustness.smaa_oracle import plain_ranks, plain_smaa

RNG = np.random.default_rng(3)


def cells(n: int, m: int, seed: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return low, central and high scores of a made-up problem."""
    rng = np.random.default_rng(seed)
    central = rng.uniform(-3, 3, (n, m))
    low = np.maximum(-3, central - rng.uniform(0.05, 1.5, (n, m)))
    high = np.minimum(3, central + rng.uniform(0.05, 1.5, (n, m)))
    names = [f"option_{i}" for i in range(n)], [f"criterion_{j}" for j in range(m)]
    return tuple(pd.DataFrame(a, *names) for a in (np.minimum(low, central - 1e-6), central, high + 1e-6))  # type: ignore[return-value]


def apart(found: Smaa, plain: tuple[np.ndarray, np.ndarray, np.ndarray], draws: int) -> float:
    """Return the largest difference of acceptabilities and winnings, in standard errors of a half."""
    assert found.winning is not None
    wins = found.winning.to_numpy(copy=True)
    np.fill_diagonal(wins, 0)
    error = 0.5 * np.sqrt((0 if found.winning_is_exact else 1 / found.draws) + 1 / draws)
    by_wins = np.abs(wins - plain[1]).max() / error
    by_places = np.abs(found.acceptability.to_numpy() - plain[0]).max() / 0.5
    return float(max(by_wins, by_places / np.sqrt(1 / found.draws + 1 / draws)))


@pytest.mark.parametrize(("n", "m"), [(1, 3), (2, 2), (5, 1), (7, 4), (20, 14), (50, 3), (51, 3), (70, 6)])
def test_certain_scores_agree_with_the_plain_version(n: int, m: int) -> None:
    """Within 6 standard errors, by bits and by sorting; places are shares."""
    low, central, high = cells(n, m, n)
    found = smaa(central, draws=20_000, seed=5)
    assert (
        apart(found, plain_smaa(*map(np.asarray, (low, central, high)), 20_000, 9, moving=False), 20_000) < 6
    )
    assert found.acceptability.sum(axis=0).tolist() == pytest.approx([1] * n)
    assert found.acceptability.sum(axis=1).tolist() == pytest.approx([1] * n)
    assert found.winning_is_exact


@pytest.mark.parametrize(
    ("n", "m", "draws"), [(3, 2, 20_001), (20, 14, 10_000), (60, 4, 5_000), (6, 5, 120_000)]
)
def test_moving_scores_agree_with_the_plain_version(n: int, m: int, draws: int) -> None:
    """Within 6 standard errors: afresh, from pools (120,000 draws), and by sorting (60 options)."""
    low, central, high = cells(n, m, n)
    found = smaa(central, low, high, draws=draws, seed=5)
    assert (
        apart(found, plain_smaa(*map(np.asarray, (low, central, high)), 20_000, 9, moving=True), 20_000) < 6
    )
    assert not found.winning_is_exact


@pytest.mark.parametrize("n", [2, 3, 4, 8, 9, 31, 33])
def test_bits_count_as_sorting_does(n: int) -> None:
    """Every place of every draw, whatever the number of digits, and not one beyond the last draw."""
    totals = RNG.integers(0, 6, (n, 192)).astype(np.float32)  # full of ties: to the one given first
    base = RNG.random((2, 192), dtype=np.float32)
    tally = Tally.zeros(n, 2, wins=True)
    BitCounter(n, 192).count(totals, base, 150, tally)
    assert (tally.places == plain_ranks(totals[:, :150])).all()
    first = totals[:, :150].argmax(axis=0)
    sums = np.stack([base[:, :150][:, first == i].sum(axis=1) for i in range(n)])
    assert tally.first_sum == pytest.approx(sums, abs=1e-4)
    assert tally.wins is not None
    for i in range(n):
        for j in range(i + 1, n):
            assert tally.wins[j, i] == (totals[j, :150] > totals[i, :150]).sum()


def test_sorting_counts_as_the_plain_version() -> None:
    """Places, and what was drawn in the firsts."""
    totals, base = RNG.random((5, 128)), RNG.random((3, 128))
    tally = Tally.zeros(5, 3, wins=True)
    SortCounter(5, 128).count(totals, base, 100, tally)
    assert (tally.places == plain_ranks(totals[:, :100])).all()
    assert tally.first_sum.sum() == pytest.approx(base[:, :100].sum())
    assert tally.wins is not None
    assert tally.wins[1, 0] == (totals[1, :100] > totals[0, :100]).sum()


def same(a: Smaa, b: Smaa) -> bool:
    """Whether two results have the same numbers to the last bit."""
    return all(
        np.array_equal(getattr(a, name).to_numpy(), getattr(b, name).to_numpy(), equal_nan=True)
        for name in ("acceptability", "winning", "central_weights", "expected_rank", "confidence")
    )


@pytest.mark.parametrize("draws", [40_000, 140_000])
def test_any_number_of_workers_gives_the_same_numbers(draws: int) -> None:
    """To the last bit, because every block has its own seed; another seed gives others."""
    low, central, high = cells(6, 4, 1)
    one = smaa(central, low, high, draws=draws, seed=8)
    assert same(one, smaa(central, low, high, draws=draws, seed=8, workers=2))
    assert same(smaa(central, draws=draws), smaa(central, draws=draws, workers=3))
    assert not same(one, smaa(central, low, high, draws=draws, seed=9))


def test_counting_fewer_at_once_gives_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """By bits or by sorting: the same draws have the same places."""
    low, central, high = cells(8, 5, 2)
    by_bits = smaa(central, low, high, draws=4_000, seed=8)
    monkeypatch.setattr(rank_counts, "BitCounter", SortCounter)
    by_sorting = smaa(central, low, high, draws=4_000, seed=8)
    assert by_bits.acceptability.equals(by_sorting.acceptability)
    assert by_bits.winning is not None
    assert by_sorting.winning is not None
    assert np.allclose(by_bits.winning, by_sorting.winning, atol=1e-12)


def test_identical_options_share_evenly() -> None:
    """Places, firsts, wins and central weights; also when equal only but for the last bit."""
    central = pd.DataFrame(
        {"x": [0.3, 1.0, 0.1 * 3, 0.0], "y": [1.2, 0.0, 0.4 * 3, 1.5]}, index=["a", "b", "c", "d"]
    )
    found = smaa(central, draws=3_000)
    assert found.tied == (("a", "c"),)
    assert found.acceptability.loc["a"].tolist() == found.acceptability.loc["c"].tolist()
    assert found.winning is not None
    assert found.winning.at["a", "c"] == 0.5
    assert found.acceptability.at["a", 1] > 0
    assert found.central_weights.loc["a"].tolist() == found.central_weights.loc["c"].tolist()
    assert found.acceptability.sum(axis=0).tolist() == pytest.approx([1] * 4)
    three = smaa(central.loc[["a", "c", "c"]].set_axis(list("pqr")), draws=500)
    assert three.acceptability.to_numpy().ravel().tolist() == pytest.approx([1 / 3] * 9)


def test_equal_only_under_the_question_asked() -> None:
    """With shares inside a group fixed, different scores can be equal always; among criteria they are not."""
    scores = pd.DataFrame(
        {"a": [1.0, 0.0, 0.2], "b": [0.0, 1.0, 0.2], "c": [0.5, 0.5, 2.0]}, index=list("pqr")
    )
    group_of = pd.Series({"a": "g", "b": "g", "c": "h"})
    groups = smaa(scores, weights=WeightSpace.groups(group_of, pd.Series(1.0, index=list("abc"))))
    assert groups.tied == (("p", "q"),)
    assert smaa(scores).tied == ()
    fixed = smaa(scores, weights=pd.Series({"a": 1.0, "b": 1.0, "c": 2.0}))
    assert fixed.acceptability.loc["p"].tolist() == [0, 0.5, 0.5]
    assert fixed.confidence is not None
    assert fixed.confidence.fillna(-1).tolist() == [-1, -1, 1]


def test_certain_options_tie_beside_moving_ones() -> None:
    """Two certain equals share what they take from an option that moves."""
    low = pd.DataFrame({"x": [0.0, 0.0, -1.0]}, index=list("abc"))
    width = pd.DataFrame({"x": [0.0, 0.0, 1.0]}, index=low.index)
    found = smaa(low + width, low, low + 2 * width, draws=20_000)
    assert found.acceptability[1].tolist() == pytest.approx([0.25, 0.25, 0.5], abs=0.02)
    assert found.acceptability.at["a", 1] == found.acceptability.at["b", 1]


def test_never_first_has_no_central_weights() -> None:
    """NaN, not zeros; and no confidence factor."""
    found = smaa(pd.DataFrame({"x": [1.0, 0.0], "y": [1.0, 0.5]}, index=["up", "down"]))
    assert found.central_weights.loc["down"].isna().all()
    assert found.confidence is not None
    assert np.isnan(found.confidence["down"])
    assert found.confidence["up"] == 1
    assert found.central_weights.loc["up"].tolist() == pytest.approx([0.5, 0.5], abs=0.01)


def test_entropy_and_holistic_index() -> None:
    """One place for certain: entropy 0, index 1 for the first and the last of three (1/3) / (11/6)."""
    found = smaa(pd.DataFrame({"x": [3.0, 2.0, 1.0]}, index=list("abc")), draws=64)
    assert found.rank_entropy.tolist() == [0, 0, 0]
    assert found.first_entropy == 0
    assert found.holistic.tolist() == pytest.approx([1, 5 / 11, 2 / 11])
    even = smaa(pd.DataFrame({"x": [1.0, 1.0]}, index=list("ab")), draws=64)
    assert even.rank_entropy.tolist() == [1, 1]
    assert even.first_entropy == 1


def test_numbers_are_used_as_they_are() -> None:
    """Outside -1 to 1, and moved or stretched alike: the same places."""
    _, central, _ = cells(5, 3, 4)
    plain = smaa(central, draws=4_000)
    assert smaa(central * 1000 + 5_000, draws=4_000).acceptability.equals(plain.acceptability)


def test_options_that_hardly_differ_keep_their_order() -> None:
    """A difference of 1e-7 on scores of some 3 is a difference: single precision would lose it."""
    scores = pd.DataFrame({"x": [3.0, 3.0 - 1e-7], "y": [2.0, 2.0 - 1e-7]}, index=["up", "down"])
    found = smaa(scores, draws=5_000)
    assert found.acceptability.loc["up"].tolist() == [1, 0]


def test_missing_best_guess_is_uniform() -> None:
    """Between -3 and 3 an unknown score is above 1 a third of the time, also from pools."""
    low = pd.DataFrame({"x": [-3.0, 1.0]}, index=["unknown", "one"])
    central = pd.DataFrame({"x": [np.nan, 1.0]}, index=["unknown", "one"])
    high = pd.DataFrame({"x": [3.0, 1.0]}, index=["unknown", "one"])
    for draws in (20_000, 120_000):
        found = smaa(central, low, high, draws=draws)
        assert found.acceptability.at["unknown", 1] == pytest.approx(1 / 3, abs=5 * 0.47 / np.sqrt(draws))
        assert found.confidence is not None
        assert found.confidence["unknown"] == pytest.approx(1 / 3, abs=1e-9)


def test_labels_decide_not_positions() -> None:
    """Frames in other orders give the same result."""
    low, central, high = cells(4, 3, 6)
    found = smaa(central, low, high, draws=2_000)
    turned = smaa(central, low.iloc[::-1, ::-1], high.iloc[:, [1, 2, 0]], draws=2_000)
    assert same(found, turned)
    space = WeightSpace.ordered(central.columns[::-1], list(central.columns))
    assert smaa(central, weights=space, draws=2_000).central_weights.columns.equals(central.columns)


def test_standard_errors_cover_what_they_should() -> None:
    """Over 60 seeds, acceptability and central weights scatter as their standard errors say."""
    _, central, _ = cells(4, 3, 7)
    runs = [smaa(central, draws=1_000, seed=s, confidence=False) for s in range(60)]
    shares = np.array([run.acceptability.to_numpy() for run in runs])
    stated = np.array([run.acceptability_errors.to_numpy() for run in runs]).mean(axis=0)
    ratio = shares.std(axis=0, ddof=1)[stated > 0.003] / stated[stated > 0.003]
    assert ratio.min() > 0.6
    assert ratio.max() < 1.5
    means = np.array([run.central_weights.to_numpy() for run in runs])[:, shares.mean(axis=0)[:, 0] > 0.1]
    errors = np.array([run.central_weights_errors.to_numpy() for run in runs])[
        :, shares.mean(axis=0)[:, 0] > 0.1
    ]
    spread = means.std(axis=0, ddof=1) / errors.mean(axis=0)
    assert spread.min() > 0.6
    assert spread.max() < 1.5


def test_progress_is_told_and_can_stop() -> None:
    """Rising to 1; False stops the work."""
    _, central, _ = cells(5, 3, 8)
    told: list[float] = []
    smaa(central, draws=50_000, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    with pytest.raises(Stopped):
        smaa(central, draws=50_000, progress=lambda done: done < 0.6)


def test_pairwise_on_request() -> None:
    """Counted or left out; in closed form only where there is one."""
    low, central, high = cells(4, 3, 9)
    exact, counted = smaa(central), smaa(central, pairwise="counted")
    assert exact.winning is not None
    assert counted.winning is not None
    assert not counted.winning_is_exact
    assert np.abs(exact.winning - counted.winning).to_numpy().max() < 6 * 0.5 / 100
    assert smaa(central, pairwise="skip").winning is None
    with pytest.raises(ScoresInvalid, match="closed form"):
        smaa(central, low, high, pairwise="exact")


def test_calls_that_make_no_sense_are_refused() -> None:
    """Each with a sentence of its own."""
    low, central, high = cells(3, 2, 1)
    weights = pd.Series({"criterion_0": 1.0, "criterion_1": 0.0})
    with pytest.raises(ScoresInvalid, match="both ends"):
        smaa(central, low)
    with pytest.raises(ScoresInvalid, match="low <= central <= high"):
        smaa(central, high, low)
    with pytest.raises(ScoresInvalid, match=r"missing \(NaN\)"):
        smaa(central.where(central > central.min().min()))
    with pytest.raises(ScoresInvalid, match="at least 1"):
        smaa(central, draws=0)
    with pytest.raises(ScoresInvalid, match="pairwise is"):
        smaa(central, pairwise="often")
    with pytest.raises(ScoresInvalid, match="'criterion_1' missing"):
        smaa(central, weights=weights.drop("criterion_1"))
    with pytest.raises(NothingCounts):
        smaa(central, weights=weights * 0)
    with pytest.raises(ScoresInvalid, match="labelled Series"):
        smaa(central, weights=[1, 2])  # type: ignore[arg-type]
