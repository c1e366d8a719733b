"""Weights and scores of a study that move, and what to ask next."""

from __future__ import annotations

import pytest

from policylab.analysis import evaluate, next_questions, smaa, weight_space
from policylab.errors import CallError, Stopped
from tests.unit.analysis.small_study import small_study


@pytest.fixture(scope="module")
def result():  # type: ignore[no-untyped-def]
    """Return the small study under equal weights."""
    return evaluate(small_study(), "equal")


def test_only_the_state_ledger_moves(result) -> None:  # type: ignore[no-untyped-def]
    """Without a share for protection its aims have no weight; with one they keep it."""
    found = smaa(result, draws=2_000)
    assert found.found.central_weights.columns.tolist() == ["influx", "precedent", "standing", "jobs"]
    shared = evaluate(small_study(), "equal", with_protection=0.4)
    central = smaa(shared, draws=2_000).found.central_weights.dropna()
    assert central[["reach", "safety"]].to_numpy() == pytest.approx(0.2, abs=1e-5)


def test_identical_options_are_alike(result) -> None:  # type: ignore[no-untyped-def]
    """On central scores b and c share everything; on ranges they are apart by sampling only."""
    central = smaa(result, scores="central", draws=2_000)
    rows = central.found.acceptability
    assert rows.loc["option_b"].tolist() == rows.loc["option_c"].tolist()
    ranges = smaa(result, draws=20_000).found.acceptability
    assert ranges.at["option_b", 1] == pytest.approx(ranges.at["option_c", 1], abs=0.03)


def test_each_question_says_what_it_is(result) -> None:  # type: ignore[no-untyped-def]
    """Criteria, groups, around, as given: four answers, each with its words."""
    kinds = ("criteria", "groups", "around", "as_given")
    found = {kind: smaa(result, weights=kind, draws=2_000) for kind in kinds}
    assert len({item.asked for item in found.values()}) == 4
    assert "3 groups" in found["groups"].asked
    assert "scores triangular" in found["groups"].asked
    assert found["as_given"].found.central_weights.dropna().nunique().max() == 1
    assert found["criteria"].table["first"].is_monotonic_decreasing
    assert set(found["criteria"].table.index) == set(result.total.index)


def test_orders_and_constraints_on_groups(result) -> None:  # type: ignore[no-untyped-def]
    """Security at least half, and above economy, in every draw; inside a group as in the result."""
    space = weight_space(
        result, "groups", order=["security", "economic"], constraints=[({"security": 1}, ">=", 0.5)]
    )
    import numpy as np

    drawn = space.draw(np.random.default_rng(1), 2_000)
    assert (drawn["influx"] + drawn["precedent"]).min() >= 0.5 - 1e-6
    assert (drawn["influx"] - drawn["precedent"]).abs().max() < 1e-6


def test_calls_that_make_no_sense_are_refused(result) -> None:  # type: ignore[no-untyped-def]
    """Named errors; work stops when told to."""
    with pytest.raises(CallError, match="'ranges' or stay 'central'"):
        smaa(result, scores="all")
    with pytest.raises(CallError, match="'criteria', 'groups'"):
        smaa(result, weights="mine")
    with pytest.raises(CallError, match="go with"):
        smaa(result, weights="around", order=["influx"])
    with pytest.raises(CallError, match="No weights satisfy"):
        smaa(result, constraints=[({"influx": 1}, ">=", 2)])
    with pytest.raises(Stopped):
        smaa(result, progress=lambda done: False)


def test_next_questions_name_the_leader(result) -> None:  # type: ignore[no-untyped-def]
    """The leader of the order; certain scores and those without weight are not asked about."""
    asked = next_questions(result)
    assert asked.leader == result.order.index[0]
    assert asked.scores.leader == asked.leader
    assert "today_practice" not in asked.scores.table.index.get_level_values("option")
    assert set(asked.scores.table.index.get_level_values("criterion")) == {
        "influx",
        "precedent",
        "standing",
        "jobs",
    }
    assert asked.weights is not None
    assert asked.left_out == ("option_e",)
    assert "would stand first in" in asked.sentence
    again = next_questions(result)
    assert again.sentence == asked.sentence
