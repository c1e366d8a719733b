"""Packages for a browser: the rules, one package, all of them."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

import policylab as pl
from policylab.analysis import evaluate, package_steps, package_worth, packages
from policylab.analysis.package_parts import package_parts
from policylab.analysis.package_place import package_place
from policylab.errors import CallError, Stopped
from policylab.schema import Study
from policylab.testing import study_files, tiny_study
from policylab.viewmodels import Explore
from policylab.viewmodels.answers import answer
from tests.unit.analysis.small_study import small_study
from tests.unit.schema.tiny_interactions import INTERACTIONS, LIGHTS, WITH_LIGHTS


@pytest.fixture(scope="module")
def shipped() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


@pytest.fixture
def ferry() -> Explore:
    """Return choices in the tiny study, with a rule of each kind."""
    files: dict[str, Any] = {
        "interactions": INTERACTIONS + WITH_LIGHTS, "options": study_files()["options.yaml"] + LIGHTS,
    }  # fmt: skip
    return Explore(tiny_study(**files))


def random_choices(study: Study, seed: int) -> Explore:
    """Return choices with points, a scenario and a share of protection by chance."""
    chance = random.Random(seed)  # noqa: S311 - a test's choices
    explore = Explore(study)
    state = explore.state() | {
        "weight_set": "yours",
        "groups": {name: chance.randint(1, 100) for name in study.state_groups},
        "criteria": {name: chance.randint(1, 10) for name in study.criteria},
        "scenario": chance.choice(list(study.scenarios)),
        "protection": chance.choice([0, 0, 35]),
    }
    explore.apply(state)
    return explore


def allowed(study: Study, seed: int) -> list[str]:
    """Return the members of a package that the rules allow."""
    chance = random.Random(seed)  # noqa: S311 - a test's choices
    result = evaluate(study)
    while True:
        options = chance.sample([key for key in study.options if key != study.baseline], chance.randint(1, 5))
        try:
            return list(package_worth(result, options).members)
        except CallError:
            continue


def test_rules_carry_their_reasons(ferry: Explore) -> None:
    """What needs, excludes and accompanies what, each with its reason and where a source speaks to it."""
    found = answer(ferry, "package_rules", {})
    json.dumps(found, allow_nan=False)
    assert found["needs"] == [
        {"option": "clinic", "needs": ["later_boats"], "reason": "The nurse takes the last boat home.",
         "evidence": ["rep_later"]},
    ]  # fmt: skip
    assert found["apart"][0]["between"] == [["later_boats"], ["bridge"]]
    assert found["companions"]["lights"]["joins"] == ["later_boats", "bridge"]
    assert {rule["rule"] for rule in found["combine"].values()} == {"covers", "strongest", "add"}


def test_a_study_without_rules_says_so() -> None:
    """One sentence, and no made-up rule."""
    with pytest.raises(CallError, match="does not say how options act together"):
        answer(Explore(small_study()), "package_rules", {})


@pytest.mark.parametrize("seed", range(8))
def test_one_package_is_package_worth(shipped: Study, seed: int) -> None:
    """Totals, ranges, the worth of each member and the sentence are those of `package_worth`."""
    explore, options = random_choices(shipped, seed), allowed(shipped, seed)
    found = answer(explore, "package", {"options": options, "size": 3})
    json.dumps(found, allow_nan=False)
    worth = package_worth(explore.result(), options)
    assert found["members"] == list(worth.members)
    assert found["sentence"] == worth.sentence
    for ledger, row in worth.values.iterrows():
        assert found["values"][ledger] == row.to_dict()
    for row in found["worth"]:
        for name in ("alone_state", "alone_protection", "added_state", "added_protection"):
            assert row[name] == worth.options.at[row["option"], name]


@pytest.mark.parametrize("seed", range(8))
def test_parts_add_up(shipped: Study, seed: int) -> None:
    """Criteria add up to groups, groups to ledgers, at the centre and at both ends."""
    explore, options = random_choices(shipped, seed), allowed(shipped, seed)
    parts, worth = (make(explore.result(), options) for make in (package_parts, package_worth))
    for ledger in ("state", "protection"):
        groups = [key for key, group in shipped.groups.items() if group.ledger == ledger]
        assert parts.groups.loc[groups].sum().to_dict() == pytest.approx(worth.values.loc[ledger].to_dict())
        names = [key for key in shipped.criteria if shipped.group_of(key) in groups]
        assert parts.criteria.loc[names, "points"].sum() == pytest.approx(worth.values.at[ledger, "central"])
    assert parts.criteria[["low", "central", "high"]].equals(worth.scores)


def test_who_brings_what(ferry: Explore) -> None:
    """Under `strongest` one counts and the rest is named as not counted again; otherwise all count."""
    rows = {row["criterion"]: row for row in answer(
        ferry, "package", {"options": ["clinic", "later_boats"], "size": None})["criteria"]}  # fmt: skip
    assert rows["own_say"]["rule"] == "strongest"
    scores = ferry.result().scores.central
    for key, row in rows.items():
        members = {kind: [option for option, _ in row[kind]] for kind in ("gains", "losses", "covered")}
        named = [option for options in members.values() for option in options]
        moving = [option for option in ("clinic", "later_boats") if scores.at[option, key]]
        assert sorted(named) == sorted(moving)
        if row["rule"] != "strongest":
            assert members["covered"] == []
    own_say = dict(rows["own_say"]["gains"] + rows["own_say"]["covered"])
    assert max(own_say.values()) == rows["own_say"]["central"]


@pytest.mark.parametrize("seed", range(8))
def test_the_strongest_alone_counts(shipped: Study, seed: int) -> None:
    """Under `strongest` the named gain and the named loss make the score; what is covered is weaker than they."""
    explore, options = random_choices(shipped, seed), allowed(shipped, seed)
    for row in answer(explore, "package", {"options": options, "size": 3})["criteria"]:
        if row["rule"] != "strongest":
            continue
        gains, losses = ({score for _, score in row[kind]} for kind in ("gains", "losses"))
        assert len(gains) <= 1
        assert len(losses) <= 1
        assert row["central"] == pytest.approx(sum(gains) + sum(losses))
        for _, score in row["covered"]:
            assert abs(score) < max(gains if score > 0 else {-loss for loss in losses})


@pytest.mark.parametrize("seed", range(6))
def test_place_among_all(shipped: Study, seed: int) -> None:
    """The packages named beat the one at hand, are beaten by none, and are as many as are counted or five."""
    explore, options = random_choices(shipped, seed), allowed(shipped, seed)
    place = package_place(explore.result(), options, 2)
    assert place.max_size is not None
    here = package_worth(explore.result(), options).values["central"]
    front = {tuple(row) for row in packages(explore.result(), place.max_size).pareto["members"]}
    assert (place.n_better == 0) == place.better.empty
    for _, row in place.better.iterrows():
        assert row["members"] in front
        assert row["state"] >= here["state"] - 1e-9
        assert row["protection"] >= here["protection"] - 1e-9
        assert row["state"] + row["protection"] > here.sum() + 1e-9
        assert set(options) - set(row["left"]) | set(row["added"]) == set(row["members"])
    changes = [len(row["added"]) + len(row["left"]) for _, row in place.better.iterrows()]
    assert changes == sorted(changes)
    assert len(changes) <= 5
    assert f"{place.n_allowed:,} packages of at most" in place.sentence


def test_a_package_of_the_front_is_unbeaten(shipped: Study) -> None:
    """It is said, and nothing is listed."""
    explore = Explore(shipped)
    for members in packages(explore.result(), 2).pareto["members"]:
        place = package_place(explore.result(), members, 2)
        assert (place.n_better, len(place.better)) == (0, 0)
        assert "is unbeaten" in place.sentence


@pytest.mark.parametrize("size", [1, 3, None])
def test_all_packages_and_steps(shipped: Study, size: int | None) -> None:
    """The front and the steps are those of `packages` and `package_steps`."""
    explore = random_choices(shipped, 3)
    found = answer(explore, "packages", {"size": size})
    json.dumps(found, allow_nan=False)
    expected, steps = (make(explore.result(), size) for make in (packages, package_steps))
    assert found["allowed"] == expected.n_allowed
    assert found["sentence"] == expected.sentence
    assert [row["members"] for row in found["front"]] == [list(row) for row in expected.pareto["members"]]
    assert [row["protection"] for row in found["front"]] == expected.pareto["protection"].tolist()
    assert [row["added"] for row in found["steps"]] == [list(row) for row in steps.steps["added"]]
    assert found["steps_sentence"] == steps.sentence


@pytest.mark.parametrize(
    ("kind", "args", "says"),
    [
        ("package", {}, "list of ids"),
        ("package", {"options": [3]}, "list of ids"),
        ("package", {"options": ["moon"], "size": 3}, "no option 'moon'"),
        ("package", {"options": ["clinic"], "size": 3}, "needs 'later_boats'"),
        ("package", {"options": ["later_boats", "bridge"], "size": 3}, "exclude each other"),
        ("package", {"options": ["lights"], "size": 3}, "joins other options"),
        ("packages", {"size": 0}, "whole number"),
        ("packages", {"size": 2.5}, "whole number"),
        ("packages", {"size": True}, "whole number"),
        ("packages", {"size": "3"}, "whole number"),
    ],
)
def test_what_is_refused(ferry: Explore, kind: str, args: dict[str, Any], says: str) -> None:
    """Anything a browser of ours would not send, and packages that the rules do not allow."""
    with pytest.raises(CallError, match=says):
        answer(ferry, kind, args)


def test_work_can_be_stopped(ferry: Explore) -> None:
    """A question that is given up ends between its parts."""
    with pytest.raises(Stopped):
        answer(ferry, "packages", {"size": None}, lambda _: False)
