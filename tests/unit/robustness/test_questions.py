"""What to ask next: shares of the doubt and the worth of an answer, against cases done by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.robustness import WeightSpace, score_questions, weight_questions

ONE = pd.Series({"x": 1.0})


def frame(**columns: list[float]) -> pd.DataFrame:
    """Return scores of options a, b, c."""
    return pd.DataFrame(columns, index=list("abc")[: len(next(iter(columns.values())))])


def test_the_only_uncertain_score_carries_all_doubt() -> None:
    """Share 1; at its ends the leader stands first for certain, or not at all."""
    asked = score_questions(frame(x=[-1.0, 0.0]), frame(x=[1.0, 0.0]), frame(x=[2.0, 0.0]), ONE)
    row = asked.table.loc[("a", "x")]
    assert asked.leader == "a"
    assert len(asked.table) == 1
    # P(a < 0) = (1 x 1) / (3 x 2) on the rising side of the triangle
    assert asked.leads == pytest.approx(5 / 6, abs=6 * asked.error)
    assert row["share"] == pytest.approx(1, abs=0.1)
    assert (row["leads_if_low"], row["leads_if_high"]) == (0, 1)


def test_worth_of_an_answer_by_hand() -> None:
    """Uniform on -1 to 3 against 0: knowing it is worth the mean loss avoided, 1/4 x 1/2."""
    asked = score_questions(frame(x=[-1.0, 0.0]), frame(x=[np.nan, 0.0]), frame(x=[3.0, 0.0]), ONE)
    assert asked.table.loc[("a", "x"), "worth"] == pytest.approx(1 / 8, abs=1e-12)
    # Triangular on 0 to 2 with its peak at 1, against 1.5: the mean of the part above, 1/48.
    asked = score_questions(frame(x=[0.0, 1.5]), frame(x=[1.0, 1.5]), frame(x=[2.0, 1.5]), ONE)
    assert asked.leader == "b"
    assert asked.table.loc[("a", "x"), "worth"] == pytest.approx(1 / 48, abs=1e-12)


def test_a_known_index() -> None:
    """Two alike uniform scores, leader ahead when the first is the larger: each carries a third of the doubt."""
    # P(first | s) = s, of variance 1/12, over 1/4.
    asked = score_questions(
        frame(x=[0.0, 0.0]), frame(x=[np.nan, np.nan]), frame(x=[1.0, 1.0]), ONE, draws=16_384
    )
    gap = np.abs(asked.table["share"] - 1 / 3) / asked.table["share_error"]
    assert gap.max() < 6
    assert asked.table["share_error"].max() < 0.02


def test_shares_of_one_question_at_a_time_do_not_exceed_the_whole() -> None:
    """First-order shares add up to at most 1, within their errors; those that cannot matter have 0."""
    rng = np.random.default_rng(1)
    central = pd.DataFrame(rng.uniform(-1, 1, (6, 4)), columns=list("wxyz"))
    width = pd.DataFrame(rng.uniform(0, 1, (6, 4)), columns=list("wxyz"))
    width.iloc[5] = 0.0
    asked = score_questions(central - width, central, central + width, pd.Series(1.0, index=list("wxyz")))
    assert len(asked.table) == 20
    assert asked.table["share"].sum() < 1.1
    assert asked.table["share"].is_monotonic_decreasing
    assert (asked.table["worth"] >= 0).all()


def test_no_doubt_has_no_shares() -> None:
    """A leader out of reach: nothing is worth asking; what has no weight is not asked about."""
    low, high = frame(x=[5.0, 0.0], y=[-9.0, 0.0]), frame(x=[6.0, 1.0], y=[9.0, 9.0])
    asked = score_questions(low, (low + high) / 2, high, pd.Series({"x": 1.0, "y": 0.0}))
    assert asked.leads == 1
    assert asked.table.index.tolist() == [("a", "x"), ("b", "x")]
    assert (asked.table[["share", "worth"]] == 0).all().all()
    alone = score_questions(low.iloc[:1], low.iloc[:1], high.iloc[:1], pd.Series({"x": 1.0, "y": 1.0}))
    assert alone.leads == 1
    certain = score_questions(low, low, low, pd.Series({"x": 1.0, "y": 1.0}))
    assert certain.table.empty


def test_same_seed_same_table() -> None:
    """Another seed gives other shares, but the same worth."""
    low, high = frame(x=[0.0, 0.0, 0.2], y=[0.0, 0.3, 0.0]), frame(x=[1.0, 1.0, 0.9], y=[1.0, 0.8, 0.9])
    weights = pd.Series({"x": 2.0, "y": 1.0})
    first, again, other = (score_questions(low, (low + high) / 2, high, weights, seed=s) for s in (1, 1, 2))
    pd.testing.assert_frame_equal(first.table, again.table)
    assert not np.allclose(first.table["share"], other.table["share"].reindex(first.table.index))
    assert np.allclose(first.table["worth"], other.table["worth"].reindex(first.table.index))


def test_weights_of_two_criteria_each_carry_everything() -> None:
    """Knowing one of two weights is knowing both."""
    scores = frame(x=[1.0, 0.0], y=[0.0, 2.0])
    asked = weight_questions(scores, WeightSpace.uniform(["x", "y"]), leader="a")
    assert asked.leads == pytest.approx(1 / 3, abs=6 * asked.error)
    assert asked.table["share"].tolist() == pytest.approx([1, 1], abs=0.1)
    assert asked.table.loc["x", ["leads_if_low", "leads_if_high"]].tolist() == [0, 1]


def test_a_known_index_of_weights() -> None:
    """Three weights, first when w_x > 1/2: knowing w_x settles it; knowing w_y leaves (1/2 - y) / (1 - y)."""
    scores = frame(x=[1.0, 0.0], y=[0.0, 1.0], z=[0.0, 1.0])
    asked = weight_questions(scores, WeightSpace.uniform(["x", "y", "z"]), leader="a", draws=16_384)
    y = (np.arange(20_000) + 0.5) / 20_000
    density = 2 * (1 - y)
    chance = np.where(y < 0.5, (0.5 - y) / (1 - y), 0)
    mean = (chance * density).mean()
    share = ((chance**2 * density).mean() - mean**2) / (mean * (1 - mean))
    assert asked.leads == pytest.approx(mean, abs=6 * asked.error)
    assert asked.table.at["y", "share"] == pytest.approx(share, abs=0.03)
    assert asked.table.index[0] == "x"
    assert asked.table.at["x", "share"] == pytest.approx(1, abs=0.1)


def test_calls_that_make_no_sense_are_refused() -> None:
    """No weights, too few draws, a leader that is not there."""
    low = frame(x=[0.0, 0.0])
    with pytest.raises(NothingCounts):
        score_questions(low, low, low + 1, ONE * 0)
    with pytest.raises(ScoresInvalid, match="at least 64"):
        score_questions(low, low, low + 1, ONE, draws=10)
    with pytest.raises(ScoresInvalid, match="'z' is not among"):
        weight_questions(low, WeightSpace.uniform(["x"]), leader="z")
