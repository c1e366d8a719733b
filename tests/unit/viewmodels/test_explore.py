"""A state from a browser is taken over whole or not at all."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from policylab.errors import CallError
from policylab.viewmodels import Explore
from tests.unit.analysis.small_study import small_study

STUDY = small_study()


@pytest.fixture
def explore() -> Explore:
    """Return a fresh reader's choices."""
    return Explore(STUDY)


def test_reader_starts_with_the_studys_default(explore: Explore) -> None:
    """Weight set, scenario, no protection in the total, first tab."""
    state = explore.state()
    assert (state["weight_set"], state["scenario"], state["protection"], state["tab"]) == (
        "equal",
        "today",
        0,
        "order",
    )
    assert state["groups"] == dict(STUDY.weight_sets["equal"].groups)


def test_state_goes_there_and_back(explore: Explore) -> None:
    """What comes from a browser is what goes back to it; whole floats become whole numbers."""
    state = explore.state() | {
        "weight_set": "yours",
        "groups": {"security": 40.0, "alliance": 0, "economic": 100},
        "protection": 30,
        "scenario": "storm",
        "tab": "evidence",
        "option": "option_d",
        "cell": ["option_d", "jobs"],
        "floor": 34,
        "own": {"option_d": {"jobs": [-1.0, 0.5, 2.0]}},
        "use_own": False,
        "package": ["option_d", "helper"],
        "chosen": ["option_d", "today_practice"],
        "open": ["security"],
        "numbers": True,
        "whiskers": True,
        "firm": "map",
        "step": 3,
    }
    explore.apply(copy.deepcopy(state))
    assert explore.state() == state
    assert type(explore.state()["groups"]["security"]) is int
    assert explore.result().weight_set.started_from == "Equal weights"
    assert explore.result().with_protection == 0.3


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"v": 1}, "form 1"),
    ({"language": "xx"}, "'xx'"),
    ({"floor": 101}, "the floor"),
    ({"floor": 2.5}, "the floor"),
    ({"use_own": 1}, "neither true nor false"),
    ({"package": "helper"}, "option"),
    ({"package": ["helper", "helper"]}, "twice"),
    ({"chosen": ["option_b", "option_c", "option_d", "today_practice"]}, "At most 3"),
    ({"chosen": ["helper"]}, "'helper'"),
    ({"open": ["nowhere"]}, "'nowhere'"),
    ({"firm": "magic"}, "'magic'"),
    ({"step": -1}, "the step"),
    ({"filter": {"colour": "red"}}, "facet"),
    ({"own": []}, "Own scores"),
    ({"own": {"option_d": 3}}, "Own scores"),
    ({"own": {"option_d": {"jobs": 3}}}, "lowest"),
    ({"own": {"option_d": {"jobs": [0, 1]}}}, "lowest"),
    ({"own": {"option_d": {"jobs": [0, 1, float("nan")]}}}, "lowest"),
    ({"own": {"option_d": {"jobs": [1, 0, 1]}}}, "must rise"),
    ({"own": {"option_d": {"jobs": [0, 0, 4]}}}, "from -3 to 3"),
    ({"own": {"option_d": {"jobs": [0, 0.3, 1]}}}, "multiples"),
    ({"own": {"option_d": {"magic": [0, 0, 1]}}}, "'magic'"),
    ({"own": {"today_practice": {"jobs": [0, 0, 1]}}}, "'today_practice'"),
    ({"own": {"helper": {"jobs": [0, 0, 1]}}}, "'helper'"),
    ({"v": True}, "no number"),
    ({"study": "other"}, "another study"),
    ({"version": "0"}, "another version"),
    ({"weight_set": "nowhere"}, "'nowhere'"),
    ({"weight_set": ["equal"]}, "weight set"),
    ({"weight_set": "security_first"}, "not those of the weight set"),
    ({"started_from": "yours"}, "'yours'"),
    ({"scenario": None}, "scenario"),
    ({"scenario": "drought"}, "'drought'"),
    ({"protection": -1}, "from 0 to 100"),
    ({"protection": 101}, "from 0 to 100"),
    ({"protection": 0.5}, "no whole number"),
    ({"protection": True}, "no number"),
    ({"protection": float("nan")}, "no number"),
    ({"protection": float("inf")}, "no number"),
    ({"protection": "30"}, "no number"),
    ({"protection": 10**400}, "from 0 to 100"),
    ({"tab": "room"}, "'room'"),
    ({"option": "nowhere"}, "'nowhere'"),
    ({"option": 3}, "option"),
    ({"cell": ["option_d"]}, "cell"),
    ({"cell": "option_d"}, "cell"),
    ({"cell": ["helper", "jobs"]}, "'helper'"),
    ({"cell": ["option_d", "magic"]}, "'magic'"),
    ({"groups": None}, "mapping"),
    ({"groups": {"security": 1, "alliance": 1}}, "'economic'"),
    ({"groups": {"security": 1, "alliance": 1, "economic": 1, "protection": 1}}, "'protection'"),
    ({"groups": {"security": 101, "alliance": 1, "economic": 1}}, "'security'"),
    ({"criteria": {}}, "'influx'"),
    ({"ceiling": 3}, "'ceiling'"),
]


@pytest.mark.parametrize(("change", "said"), WRONG)
def test_wrong_states_are_refused_and_change_nothing(
    explore: Explore, change: dict[str, Any], said: str
) -> None:
    """One sentence says what is wrong; the choices stay as they were, also those that were right."""
    before = explore.state()
    state = explore.state() | {"tab": "evidence"} | change
    with pytest.raises(CallError) as caught:
        explore.apply(state)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 200
    assert explore.state() == before


@pytest.mark.parametrize("points", [True, float("nan"), -1, 11, 2.5, "5", None, [1]])
def test_wrong_points_of_one_criterion_are_refused(explore: Explore, points: object) -> None:
    """Every number is looked at."""
    state = explore.state()
    state["weight_set"] = "yours"
    state["criteria"] = {**state["criteria"], "jobs": points}
    with pytest.raises(CallError, match="'jobs'"):
        explore.apply(state)


@pytest.mark.parametrize("state", [None, [], "state", 3])
def test_anything_but_a_mapping_is_refused(explore: Explore, state: Any) -> None:
    """Whatever a browser sends."""
    with pytest.raises(CallError, match="mapping"):
        explore.apply(state)


def test_missing_part_is_refused(explore: Explore) -> None:
    """A state is whole."""
    for name in explore.state():
        state = explore.state()
        del state[name]
        with pytest.raises(CallError, match=f"'{name}'"):
            explore.apply(state)


def test_own_scores_count_only_when_they_are_to(explore: Explore) -> None:
    """They move the result, and the heading says so; switched off, the published order is back."""
    before = explore.result()
    own = {"option_d": {"influx": [-3.0, -3.0, -2.0]}}
    explore.apply(explore.state() | {"own": own})
    assert explore.result().own == (("option_d", "influx"),)
    assert explore.result().total["option_d"] < before.total["option_d"]
    explore.apply(explore.state() | {"use_own": False})
    assert explore.result().total.equals(before.total)
    assert STUDY.score_table().equals(before.study.score_table())
