"""A reader's own scores stand in the place of published ones, in a copy."""

from __future__ import annotations

import numpy as np
import pytest

from policylab.analysis import evaluate, heading, rescore
from policylab.errors import CallError
from tests.unit.analysis.small_study import small_study

STUDY = small_study()


def test_an_own_score_replaces_one_cell_of_a_copy() -> None:
    """All other cells stay; the study is not changed; the new row points to the published score."""
    before = STUDY.scores
    found = rescore(STUDY, {"option_d": {"influx": (-3, -2, -1)}})
    assert STUDY.scores.equals(before)
    row = found.scores.loc[("option_d", "influx")]
    assert (row["low"], row["central"], row["high"], row["basis"]) == (-3, -2, -1, "judgement")
    assert row["evidence"] == ()
    assert row["reason"].startswith("Your own score; the published one is ")
    rest = found.scores.drop(("option_d", "influx"))
    assert rest.equals(before.drop(("option_d", "influx")).reindex(rest.index))


def test_an_own_score_fills_a_cell_that_is_not_scored() -> None:
    """And the option then has a total."""
    table = STUDY.score_table()
    option, criterion = next(
        (str(row), str(column))
        for row in table.index
        for column in table.columns
        if np.isnan(table.at[row, column])
    )
    found = rescore(STUDY, {option: {criterion: (0, 0.5, 1)}})
    assert found.score_table().at[option, criterion] == 0.5
    assert found.scores.loc[(option, criterion), "reason"] == "Your own score; none is published."


def test_a_scenario_moves_an_own_score_and_clips_it() -> None:
    """By the same shift as the published score, kept on the scale."""
    shifted = evaluate(STUDY, "equal", "storm").scores.central - evaluate(STUDY, "equal").scores.central
    option, criterion = shifted.abs().stack().idxmax()
    by = shifted.at[option, criterion]
    assert by != 0
    own = {option: {criterion: (-3.0, 0.0, 3.0)}}
    scores = evaluate(STUDY, "equal", "storm", own_scores=own).scores
    moved = [getattr(scores, bound).at[option, criterion] for bound in ("low", "central", "high")]
    assert moved == [max(-3.0, -3 + by), by, min(3.0, 3 + by)]


def test_the_heading_counts_own_scores() -> None:
    """Whoever reads an order learns that it is not the published one; empty maps count for nothing."""
    one = {"option_d": {"influx": (0, 0, 0)}, "option_b": {}}
    two = {**one, "option_b": {"jobs": (0, 0, 0)}}
    assert "with 1 score of your own" in heading(evaluate(STUDY, "equal", own_scores=one))
    assert "with 2 scores of your own" in heading(evaluate(STUDY, "equal", own_scores=two))
    assert "own" not in heading(evaluate(STUDY, "equal", own_scores={"option_b": {}}))


def test_the_baseline_has_no_own_score() -> None:
    """It is what the others are judged against."""
    with pytest.raises(CallError, match="score anew"):
        evaluate(STUDY, "equal", own_scores={STUDY.baseline: {"influx": (0, 0, 0)}})
