"""Scenarios, ledgers, evidence that counts, structure and other methods of a result of the small study."""

from __future__ import annotations

import pandas as pd
import pytest

from policylab.analysis import (
    compare_scenarios,
    evaluate,
    evidence_that_counts,
    other_methods,
    structure_warnings,
    two_ledgers,
)
from policylab.analysis.result import Result
from policylab.errors import CallError, NothingCounts
from tests.unit.analysis.small_study import CRITERIA, small_study

YOURS = {
    "groups": {"security": 1, "alliance": 1, "economic": 0},
    "criteria": dict.fromkeys(CRITERIA, 1),
    "title": "Your weights",
}


@pytest.fixture
def result() -> Result:
    """Return the small study under equal weights; option_e has no score on jobs and reach."""
    return evaluate(small_study())


def test_totals_of_each_scenario_are_those_of_evaluate(result: Result) -> None:
    """For every scenario and every weight set, totals and places are what evaluating gives."""
    found = compare_scenarios(result)
    assert list(found.totals.columns) == ["today", "storm"]
    assert found.left_out == ("option_e",)
    for weights in ("equal", "security_first"):
        for scenario in ("today", "storm"):
            order = evaluate(result.study, weights, scenario).order
            expected = order["rank"].reindex(found.places.index)
            pd.testing.assert_series_equal(found.places[weights, scenario], expected, check_names=False)
            first = tuple(order.index[(order["rank"] == 1).fillna(False)])
            assert found.leaders.loc[weights, scenario] == first


def test_regret_is_measured_against_the_leading_option(result: Result) -> None:
    """In each scenario somebody has none; the largest arises where it is said to."""
    found = compare_scenarios(result)
    assert (found.regret.table.min() == 0).all()
    for option, causes in found.regret.cause.items():
        for cause in causes:
            assert found.regret.table.loc[option, cause] == found.regret.largest[option]
    assert found.against_today.better["today_practice"] == 0


def test_own_weights_are_a_row_of_their_own() -> None:
    """Before those of the study."""
    found = compare_scenarios(evaluate(small_study(), YOURS))
    assert list(found.leaders.index) == ["yours", "equal", "security_first"]


def test_ledgers_are_kept_apart(result: Result) -> None:
    """The share given to protection changes neither of them; identical options do not beat each other."""
    found = two_ledgers(result)
    shared = two_ledgers(evaluate(small_study(), with_protection=0.4))
    pd.testing.assert_frame_equal(found.points, shared.points)
    pd.testing.assert_series_equal(found.points["state"], result.total.drop("option_e"), check_names=False)
    assert found.pareto.beaten_by["option_b"] == found.pareto.beaten_by["option_c"]
    assert "option_c" not in found.pareto.beaten_by["option_b"]
    assert (found.low <= found.points + 1e-9).all(axis=None)
    assert (found.points <= found.high + 1e-9).all(axis=None)
    assert "option_e" not in found.sentences


def test_ledgers_need_aims_with_points() -> None:
    """Without them there is nothing to compare with."""
    points = {**dict.fromkeys(CRITERIA, 1), "reach": 0, "safety": 0}
    with pytest.raises(NothingCounts):
        two_ledgers(evaluate(small_study(), {**YOURS, "criteria": points}))


def test_ledgers_say_how_an_option_is_beaten(result: Result) -> None:
    """In words, and whether surely."""
    said = two_ledgers(result).sentences
    assert said["today_practice"].startswith("Today's practice is beaten by")
    assert "better on both" in said["today_practice"]


def test_levels_of_evidence_are_nested(result: Result) -> None:
    """More trust never makes a possible place more, nor a sure order less; the baseline is always kept."""
    found = evidence_that_counts(result, draws=500)
    stated, implied, whole = found.levels
    assert [level.kept for level in found.levels] == [4, 4, 15]  # standing is stated; jobs of e is missing
    assert {level.cells for level in found.levels} == {16}
    for less, more in ((stated, implied), (implied, whole)):
        assert (less.places["first"] <= more.places["first"]).all()
        assert (less.places["last"] >= more.places["last"]).all()
        assert not (less.surely_ahead & ~more.surely_ahead).any(axis=None)
    for level in found.levels:
        assert (level.places["first"] <= level.places["low"]).all()
        assert (level.places["high"] <= level.places["last"]).all()
    assert found["all"] is whole
    assert found.sentence.startswith("Pairs of options in a sure order, of 10:")


def test_widened_cells_are_not_zero(result: Result) -> None:
    """On stated scores alone an option can end behind today's practice and before it."""
    places = evidence_that_counts(result, draws=100)["stated"].places
    assert places.loc["option_b", "first"] == 1
    assert places.loc["option_b", "last"] == 5


def test_structure_is_told_mildly(result: Result) -> None:
    """Groups of different sizes, and what is left out; no word of error."""
    found = structure_warnings(result)
    assert {warning.kind for warning in found.warnings} >= {"splitting"}
    assert found.left_out == ("option_e",)
    assert not any("error" in warning.sentence for warning in found.warnings)
    assert set(found.effects.index) <= set(CRITERIA)


def test_criteria_without_points_are_named() -> None:
    """One warning for all of them, in plural."""
    points = {**dict.fromkeys(CRITERIA, 1), "influx": 0, "standing": 0}
    groups = {"security": 1, "alliance": 0, "economic": 1}
    found = structure_warnings(evaluate(small_study(), {"groups": groups, "criteria": points}))
    said = next(warning for warning in found.warnings if warning.kind == "weight_0")
    assert said.about == ("influx", "standing")
    assert said.sentence == '"Influx" and "Standing" have no points here, so they cannot change the order.'


@pytest.mark.parametrize("library", ["own", "pymcdm"])
def test_other_methods_of_a_result(result: Result, library: str) -> None:
    """Five rules, one sentence each, incomplete options left out; twins share their ranks."""
    if library == "pymcdm":
        pytest.importorskip("pymcdm", reason="the extra other-methods is not installed")
    found = other_methods(result, library)
    assert list(found.sentences) == ["topsis", "vikor", "promethee_ii", "lexicographic", "maximin"]
    assert found.left_out == ("option_e",)
    ranks = found.comparison.ranks
    assert (ranks.loc["option_b"] == ranks.loc["option_c"]).all()
    assert found.sentence.endswith("is left out, because a score that counts is missing.")


def test_nothing_complete() -> None:
    """When no option has all the scores that count, each says so in a sentence."""
    study = small_study()
    rows = tuple(row for row in study.rows if row.criterion != "jobs")
    from dataclasses import replace

    bare = evaluate(replace(study, rows=rows))
    for method in (compare_scenarios, structure_warnings, two_ledgers):
        with pytest.raises(CallError, match="Every option has a score missing"):
            method(bare)
    assert evidence_that_counts(bare, draws=50)["all"].places["last"].max() == 5
