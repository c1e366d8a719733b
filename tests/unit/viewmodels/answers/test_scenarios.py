"""What is at stake between scenarios, for a browser."""

from __future__ import annotations

import json
import random

import pytest

from policylab.analysis import compare_scenarios
from policylab.errors import NothingCounts
from policylab.viewmodels import Explore
from policylab.viewmodels.answers import answer
from tests.unit.analysis.small_study import small_study

STUDY = small_study()


def with_points(explore: Explore, **changes: object) -> Explore:
    """Return the choices with other points."""
    explore.apply(explore.state() | {"weight_set": "yours", **changes})
    return explore


@pytest.mark.parametrize("seed", range(12))
def test_the_table_is_the_packages(seed: int) -> None:
    """For random weights every number is that of `compare_scenarios`, and JSON can carry it."""
    chance = random.Random(seed)  # noqa: S311 - a test's choices
    groups = {name: chance.randint(1, 100) for name in STUDY.state_groups}
    criteria = {name: chance.randint(0, 10) for name in STUDY.criteria} | {"influx": 5, "reach": 5}
    explore = with_points(Explore(STUDY), groups=groups, criteria=criteria, protection=chance.choice([0, 40]))
    found = answer(explore, "at_stake", {})
    expected = compare_scenarios(explore.result())
    json.dumps(found, allow_nan=False)
    assert found["scenarios"] == len(STUDY.scenarios)
    assert {row["option"] for row in found["options"]} == set(expected.totals.index)
    for row in found["options"]:
        option = row["option"]
        assert row["regret"] == expected.regret.largest[option]
        assert row["cause"] == list(expected.regret.cause[option])
        assert row["worst"] == expected.worst.worst[option]
        margins = expected.totals.loc[option] - expected.totals.loc[STUDY.baseline]
        assert row["better"] == (margins > 1e-9).sum()
    regrets = [row["regret"] for row in found["options"]]
    assert regrets == sorted(regrets)
    assert found["sentences"] == list(expected.sentences)


def test_the_scenario_in_view_plays_no_part() -> None:
    """All scenarios count alike, whichever is looked at."""
    calm, storm = Explore(STUDY), Explore(STUDY)
    storm.apply(storm.state() | {"scenario": "storm"})
    assert answer(calm, "at_stake", {}) == answer(storm, "at_stake", {})


def test_own_scores_count() -> None:
    """A reader's own score moves what is at stake, unless the reader switches it off."""
    own = {"option_d": {"influx": [-3.0, 3.0, 3.0]}}
    explore = Explore(STUDY)
    published = answer(explore, "at_stake", {})
    explore.apply(explore.state() | {"own": own})
    assert answer(explore, "at_stake", {})["options"] != published["options"]
    explore.apply(explore.state() | {"use_own": False})
    assert answer(explore, "at_stake", {}) == published


def test_nothing_counts() -> None:
    """Without points there is nothing at stake, and it is said so."""
    explore = with_points(Explore(STUDY), groups=dict.fromkeys(STUDY.state_groups, 0))
    with pytest.raises(NothingCounts):
        answer(explore, "at_stake", {})
