from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from policylab.analysis import Result, evaluate, package_steps, package_worth, packages
from policylab.errors import CallError
from policylab.robustness import combine_scores
from policylab.testing import study_files, tiny_study
from tests.unit.analysis.small_study import small_study
from tests.unit.schema.tiny_interactions import INTERACTIONS, LIGHTS, WITH_LIGHTS

EQUAL = {
    "groups": {"safety": 50, "purse": 50},
    "criteria": {"collisions": 5, "quay_order": 5, "cost": 5, "dry_nights": 5, "own_say": 5},
}


def ferry(lights: bool = False, scenario: str = "today", share: float = 0.0, **changes: str) -> Result:
    """Return an evaluation of the tiny study with rules, and with its companion if asked."""
    files: dict[str, Any] = {"interactions": INTERACTIONS, **changes}
    if lights:
        files = {
            "interactions": INTERACTIONS + WITH_LIGHTS,
            "options": study_files()["options.yaml"] + LIGHTS,
            **changes,
        }
    return evaluate(tiny_study(**files), scenario=scenario, with_protection=share)


def test_the_rules_of_the_study_hold() -> None:
    """The clinic needs the boats, boats and bridge exclude each other: four packages.

    The bridge and the boats by themselves are worse on both ledgers than boats with the clinic.
    """
    found = packages(ferry())
    assert found.n_allowed == 4
    assert found.pareto["members"].tolist() == [(), ("later_boats", "clinic")]
    assert found.left_out == ()


def test_values_are_those_of_combined_scores_under_the_weights() -> None:
    """Boats and clinic: collisions and dry nights unite, costs add, order and say take the strongest."""
    worth = package_worth(ferry(), ["clinic", "later_boats"])
    central = worth.scores["central"]
    assert worth.members == ("later_boats", "clinic")
    assert central.to_dict() == pytest.approx(
        {
            "collisions": 3 * (1 - (1 - 1 / 3) * (1 - 0.5 / 3)),
            "quay_order": 0.5 - 0.5,
            "cost": -1 + 0,
            "dry_nights": 3 * (1 - (1 - 2 / 3) * (1 - 0.5 / 3)),
            "own_say": 2.0,
        }
    )
    state = 100 / 3 * (0.25 * central["collisions"] + 0.25 * central["quay_order"] + 0.5 * central["cost"])
    aims = 100 / 3 * (0.5 * central["dry_nights"] + 0.5 * central["own_say"])
    assert worth.values["central"].to_dict() == pytest.approx({"state": state, "protection": aims})
    assert (worth.values["low"] <= worth.values["central"]).all()
    assert (worth.values["central"] <= worth.values["high"]).all()


def test_single_options_have_the_values_of_the_order() -> None:
    """A package of one is that option, whatever the rules; with its total under any share of protection."""
    for share in (0.0, 0.4, 1.0):
        result = ferry(share=share)
        for option in ("later_boats", "bridge"):
            values = package_worth(result, [option]).values["central"]
            assert values["protection"] == pytest.approx(result.protection[option])
            total = (1 - share) * values["state"] + share * values["protection"]
            assert total == pytest.approx(result.total[option])


def test_the_leader_follows_the_share_of_protection() -> None:
    """Totals of leaders are those of their values; with protection alone the package that protects most leads."""
    for share in (0.0, 0.5, 1.0):
        leaders = packages(ferry(share=share)).leaders
        assert leaders["total"].to_numpy() == pytest.approx(
            ((1 - share) * leaders["state"] + share * leaders["protection"]).to_numpy()
        )
        assert leaders["total"].is_monotonic_increasing
    assert packages(ferry(share=1.0)).leaders["members"].iloc[-1] == ("later_boats", "clinic")


def test_a_companion_joins_and_is_not_counted() -> None:
    """Lights go with boats or bridge, not alone; the size stays that of the options."""
    found = packages(ferry(lights=True))
    assert found.n_allowed == 4 + 3
    with pytest.raises(CallError, match="joins other options"):
        package_worth(ferry(lights=True), ["lights"])
    worth = package_worth(ferry(lights=True), ["bridge", "lights"])
    assert worth.scores.at["cost", "central"] == -3.0  # the sum is cut at the end of the scale
    assert worth.scores.at["collisions", "central"] == pytest.approx(3.0)
    assert set(packages(ferry(lights=True), max_size=1).leaders.index) == {0, 1}


def test_a_scenario_moves_a_companion_only_by_name() -> None:
    """`all` means all ranked options."""
    still = package_worth(ferry(lights=True, scenario="storms"), ["bridge", "lights"]).scores
    assert still.at["cost", "central"] == -3.0
    named = study_files()["scenarios.yaml"].replace(
        "options: [later_boats]", "options: [later_boats, lights]"
    )
    shifted = package_worth(ferry(lights=True, scenario="storms", scenarios=named), ["later_boats", "lights"])
    # Boats and lights each lose 1 on collisions: 1 - 1 = 0 and 0.5 - 1 = -0.5.
    assert shifted.scores.at["collisions", "central"] == pytest.approx(-0.5)
    plain = package_worth(ferry(lights=True, scenario="storms"), ["later_boats", "lights"])
    assert plain.scores.at["collisions", "central"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["later_boats", "bridge"], "exclude each other: With a bridge no boat sails"),
        (["clinic"], "'clinic' needs 'later_boats'"),
        (["as_today"], "is today's practice"),
        (["ferry"], "no option 'ferry'"),
        (["bridge", "bridge"], "each of its options once"),
    ],
)
def test_what_is_no_package_says_why(options: list[str], message: str) -> None:
    """By the rule that it breaks."""
    with pytest.raises(CallError, match=message):
        package_worth(ferry(), options)


def test_today_is_a_package_of_nothing() -> None:
    """0 in both ledgers, no members, and a sentence."""
    worth = package_worth(ferry(), [])
    assert (worth.values == 0).all(axis=None)
    assert worth.options.empty
    assert worth.sentence == "Today's practice is 0 in both ledgers by definition."


def test_notes_go_with_packages_that_hold_one_of_each_list() -> None:
    """Not with those that hold only one of them."""
    assert package_worth(ferry(), ["later_boats"]).notes == {}
    both = package_worth(ferry(), ["later_boats", "clinic"]).notes
    assert both == {"late_and_ill": "Whoever falls ill at night has both."}
    row = packages(ferry()).pareto.set_index("members").loc[[("later_boats", "clinic")]]
    assert row["notes"].tolist() == [("late_and_ill",)]


def test_steps_gain_what_can_be_seen() -> None:
    """Each at least what one score moved by half a step could; ranges hold the centre."""
    found = package_steps(ferry())
    assert len(found.steps) >= 1
    assert (found.steps["change_protection"] >= 100 * 0.5 * 0.5 / 3 - 1e-9).all()
    for ledger in ("state", "protection"):
        assert (found.steps[f"{ledger}_low"] <= found.steps[ledger] + 1e-9).all()
        assert (found.steps[ledger] <= found.steps[f"{ledger}_high"] + 1e-9).all()
    assert found.sentence.startswith("First ")


def test_a_study_without_rules_has_no_packages() -> None:
    """The message names the file."""
    for method in (packages, package_steps, lambda result: package_worth(result, ["option_b"])):
        with pytest.raises(CallError, match=r"add interactions\.yaml"):
            method(evaluate(small_study()))


def test_options_with_a_missing_score_are_left_out_with_what_needs_them() -> None:
    """And named; a score that does not count is no reason."""
    scores = study_files()["scores.csv"]
    lacking = "".join(line for line in scores.splitlines(True) if not line.startswith("later_boats,cost"))
    found = packages(ferry(scores=lacking))
    assert found.left_out == ("later_boats", "clinic")
    assert found.n_allowed == 2
    with pytest.raises(CallError, match="a score that counts is missing"):
        package_worth(ferry(scores=lacking), ["clinic", "later_boats"])
    free = {"groups": {"safety": 50, "purse": 0}, "criteria": EQUAL["criteria"]}
    study = tiny_study(interactions=INTERACTIONS, scores=lacking)
    assert packages(evaluate(study, weights=free)).left_out == ()


@pytest.mark.parametrize("size", [0, -1, 1.5, True])
def test_a_largest_size_is_a_whole_number_of_at_least_one(size: Any) -> None:
    """Anything else is a wrong call."""
    with pytest.raises(CallError, match="whole number"):
        packages(ferry(), size)


def test_both_ledgers_need_points() -> None:
    """Without points for any aim there is nothing to compare on."""
    none = {"groups": EQUAL["groups"], "criteria": {**EQUAL["criteria"], "dry_nights": 0, "own_say": 0}}
    with pytest.raises(CallError, match="no protection aim has points"):
        packages(evaluate(tiny_study(interactions=INTERACTIONS), weights=none))


@pytest.mark.parametrize(
    ("size", "told"), [(None, "packages, "), (1, "of at most 1 option, "), (2, "of at most 2 options, ")]
)
def test_the_count_names_the_limit_that_was_asked_for(size: int | None, told: str) -> None:
    """A count of small packages is not passed off as the count of all."""
    found = packages(ferry(), max_size=size)
    assert told in found.sentence
    assert f"allow {found.n_allowed} packages" in found.sentence


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_sentences_say_what_the_tables_hold(share: float) -> None:
    """Counts as in the table, no word of a best one, and today's practice by name when it leads."""
    found = packages(ferry(share=share))
    unbeaten = len(found.pareto) + found.pareto["same"].sum()
    assert f"The rules allow {found.n_allowed} packages" in found.sentence
    assert f"; {unbeaten} " in found.sentence
    led = bool(len(found.leaders["members"].iloc[-1]))
    assert ("today's practice leads" in found.sentence) is not led


def test_combining_on_frames_and_in_a_study_agree() -> None:
    """The wrapper adds nothing of its own to the combined scores."""
    result = ferry(lights=True)
    scores = result.scores.central.loc[["later_boats", "clinic"]]
    rules = pd.Series({key: str(rule.rule) for key, rule in result.study.interactions.combine.items()})  # type: ignore[union-attr]
    expected = combine_scores(scores, rules)
    found = package_worth(result, ["later_boats", "clinic"]).scores["central"]
    assert found.to_numpy() == pytest.approx(expected.to_numpy())


def test_packages_can_be_kept_to_some_options() -> None:
    """What needs another option is out with it; rules between those that are left hold."""
    found = packages(ferry(), options=["bridge", "clinic"])
    assert found.n_allowed == 2  # the clinic needs the boats
    assert found.left_out == ()
    assert packages(ferry(lights=True), options=["bridge"]).n_allowed == 2
    assert packages(ferry(lights=True), options=["bridge", "lights"]).n_allowed == 3
    assert package_steps(ferry(), options=["bridge"]).steps["members"].tolist() == [("bridge",)]
    with pytest.raises(CallError, match="no option 'ferry'"):
        packages(ferry(), options=["ferry"])
    with pytest.raises(CallError, match="no option that may be in one"):
        packages(ferry(), options=["clinic"])
