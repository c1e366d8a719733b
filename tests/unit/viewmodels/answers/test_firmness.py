"""How firm an order is, for a browser: the numbers and sentences are those of the package."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest

import policylab as pl
from policylab import analysis
from policylab.errors import CallError, NothingCounts, Stopped
from policylab.schema import Study
from policylab.viewmodels import Explore
from policylab.viewmodels.answers import answer, firmness_rules
from policylab.viewmodels.answers.firmness_places import DRAWS, WEIGHTS
from tests.unit.analysis.small_study import small_study

PLAIN = (
    "firm_summary",
    "firm_conditions",
    "firm_evidence",
    "firm_questions",
    "firm_methods",
    "firm_structure",
)
PLACES = {"weights": "around", "draws": DRAWS[0]}


@pytest.fixture(scope="module")
def shipped() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


def choices(study: Study, seed: int) -> Explore:
    """Return choices with points, a scenario and a share of protection by chance."""
    draw, explore = random.Random(seed), Explore(study)  # noqa: S311
    explore.apply(
        explore.state()
        | {
            "weight_set": "yours",
            "groups": {group: draw.randint(0, 100) for group in study.state_groups},
            "criteria": {criterion: draw.randint(0, 10) for criterion in study.criteria},
            "scenario": draw.choice(list(study.scenarios)),
            "protection": draw.choice([0, 0, 30]),
        }
    )
    return explore


def every(explore: Explore) -> dict[str, Any]:
    """Return all answers, after a journey through JSON without NaN."""
    found = {kind: answer(explore, kind, {}) for kind in PLAIN}
    found["firm_places"] = answer(explore, "firm_places", PLACES)
    carried: dict[str, Any] = json.loads(json.dumps(found, allow_nan=False))
    assert carried == found
    return carried


@pytest.mark.parametrize("seed", range(4))
def test_conditions_are_the_packages(shipped: Study, seed: int) -> None:
    """Every option behind is there once with the package's sentences, the one that needs least first."""
    explore = choices(shipped, seed)
    found = answer(explore, "firm_conditions", {})["options"]
    expected = {each.option: each for each in analysis.what_would_have_to_be_true(explore.result())}
    assert sorted(item["option"] for item in found) == sorted(expected)
    for item in found:
        each = expected[item["option"]]
        assert item["whole"] == {
            "groups": each.by_groups, "criteria": each.by_criteria, "scores": each.by_scores,
        }  # fmt: skip
        assert (item["way"] == "never") == (not each.criteria.possible)
        assert item["short"][0].isupper()
        assert item["short"].endswith(".")
        assert "whole points" not in item["short"] or item["way"] == "groups"
    ordered = [expected[item["option"]] for item in found]
    able = [each.criteria.moved for each in ordered if each.criteria.possible]
    assert able == sorted(able)
    assert all(not each.criteria.possible for each in ordered[len(able) :])


@pytest.mark.parametrize("seed", range(3))
def test_points_offered_do_what_is_said(shipped: Study, seed: int) -> None:
    """With the points of a condition the option has the highest total, alone unless it can only draw level."""
    explore = choices(shipped, seed)
    offered = [item for item in answer(explore, "firm_conditions", {})["options"] if item["points"]]
    assert offered
    for item in offered:
        state = explore.state()
        groups = state["groups"] | item["points"]["groups"]
        criteria = state["criteria"] | item["points"]["criteria"]
        tried = Explore(shipped)
        tried.apply(state | {"weight_set": "yours", "groups": groups, "criteria": criteria})
        total = tried.result().total
        assert total[item["option"]] >= total.max() - 1e-9
        if item["way"] in ("groups", "criteria"):
            assert (total.drop(index=item["option"]) < total[item["option"]] + 1e-9).all()


@pytest.mark.parametrize("weights", WEIGHTS)
def test_places_are_the_packages(shipped: Study, weights: str) -> None:
    """Ranges, shares of the first place and of the parts of the bar are those of `smaa`."""
    explore = choices(shipped, 7)
    result = explore.result()
    found = answer(explore, "firm_places", {"weights": weights, "draws": DRAWS[0]})
    expected = analysis.smaa(result, weights=weights)
    assert [item["option"] for item in found["options"]] == list(result.order.index)
    for item in found["options"]:
        row, taken = (
            expected.table.loc[item["option"]],
            expected.found.acceptability.loc[item["option"]],
        )
        assert (item["low"], item["high"]) == (row["low"], row["high"])
        assert sum(item["parts"]) == 100
        assert item["parts"][0] == pytest.approx(100 * taken.loc[1:3].sum(), abs=1)
        assert [bool(words) for words in item["table"]] == [share > 0 for share in taken]
        if item["first"].endswith(" %") and item["first"][0].isdigit():
            assert int(item["first"][:-2]) == pytest.approx(100 * row["first"], abs=0.51)
    assert (found["weights"] == []) == (weights == "as_given")
    assert all(sum(item["shares"].values()) == 100 for item in found["weights"])
    named = {item["option"] for item in found["weights"]}
    assert weights == "as_given" or named == set(expected.table.index[expected.table["first"] > 0])


def test_never_first_is_told_from_impossible(shipped: Study) -> None:
    """With weights as given, an option that was never first is said to be possible or not, which is exact."""
    explore = Explore(shipped)
    found = answer(explore, "firm_places", {"weights": "as_given", "draws": DRAWS[0]})
    able = analysis.evidence_that_counts(explore.result())["all"].can_be_first
    never = [item for item in found["options"] if not any(item["table"][:1])]
    assert never
    for item in never:
        expected = "possible, but under 1 in 10,000" if item["option"] in able else "not possible"
        assert item["first"] == expected
    drawn = answer(explore, "firm_places", PLACES)["options"]
    assert "in none of 10,000 draws" in {item["first"] for item in drawn}


def test_more_draws_err_less(shipped: Study) -> None:
    """The error that is said falls with the number of draws."""
    explore = Explore(shipped)
    few, many = (
        answer(explore, "firm_places", {"weights": "as_given", "draws": n})["error"] for n in DRAWS[:2]
    )
    assert (few, many) == ("1 percentage point", "half a percentage point")


def test_the_summary_agrees_with_its_parts(shipped: Study) -> None:
    """Leader, share of draws, nearest tipping point and number of stated scores stand in it."""
    explore = Explore(shipped)
    result = explore.result()
    order, drawn, tip, basis = answer(explore, "firm_summary", {})["sentences"]
    assert order == analysis.order_sentence(result)
    share = analysis.smaa(result, weights="around").table["first"][result.order.index[0]]
    assert f"stands first in {round(100 * share)} % of draws" in drawn
    tipping = analysis.tipping_points(result)
    moves = [
        (abs(at - each.now), each.title) for each in tipping.groups for at in (each.below, each.above) if at
    ]
    assert f'"{min(moves)[1]}"' in tip
    level = analysis.evidence_that_counts(result)["stated"]
    assert basis.startswith(f"Of the {level.cells} scores that count, {level.kept} say what a paper states")


def test_an_option_that_is_first_more_often_than_the_leader_is_said_to_be(shipped: Study) -> None:
    """Highest total and most first places need not go together; the sentence never calls more "next"."""
    explore, said = Explore(shipped), {}
    for points, scenario in ((50, "today"), (72, "border_shutdown")):
        groups = explore.state()["groups"] | {"security": points}
        explore.apply(explore.state() | {"weight_set": "yours", "groups": groups, "scenario": scenario})
        result = explore.result()
        often = analysis.smaa(result, weights="around").table["first"]
        is_less = bool(often[result.order.index[0]] < often.max())
        drawn = answer(explore, "firm_summary", {})["sentences"][1]
        assert ("does more often" in drawn, "next comes" in drawn) == (is_less, not is_less)
        said[scenario] = is_less
    assert said == {"today": False, "border_shutdown": True}


def test_evidence_and_questions_are_the_packages(shipped: Study) -> None:
    """Levels with their counts, pairs and places; the first question is the package's first."""
    explore = choices(shipped, 3)
    result = explore.result()
    found = answer(explore, "firm_evidence", {})
    expected = analysis.evidence_that_counts(result)
    for level in found["levels"]:
        own = expected[level["id"]]
        assert (level["kept"], level["cells"], level["sure_pairs"]) == (own.kept, own.cells, own.sure_pairs)
        assert level["sentence"] == own.sentence
        assert all(
            level["places"][o] == [*own.places.loc[o, ["low", "high", "first", "last"]]]
            for o in own.places.index
        )
    asked = answer(explore, "firm_questions", {})
    table = analysis.next_questions(result).scores.table
    shown = [(item["option"], item["criterion"]) for item in asked["scores"]]
    assert shown == list(table.index[table["share"] > 0][:10])


def test_other_rules_are_the_packages(shipped: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranks and pairs agree; without pymcdm the same rules are our own, and it is said how to get it."""
    explore = choices(shipped, 5)
    found = answer(explore, "firm_methods", {})
    ranks = analysis.other_methods(explore.result()).comparison.ranks
    for row in found["ranks"]:
        assert [int(place.lstrip("=")) for place in row["places"]] == [*ranks.loc[row["option"]]]
    assert "pymcdm" in found["library"]
    monkeypatch.setattr(firmness_rules, "LIBRARY", "no_such_library")
    alone = answer(explore, "firm_methods", {})
    assert alone["ranks"] == found["ranks"]
    assert "pip install policylab[other-methods]" in alone["library"]


def test_nothing_seems_more_exact_than_it_is(shipped: Study) -> None:
    """No number with two decimals, and no percentage with any, but where a tipping point needs it."""
    text = json.dumps(every(Explore(shipped)))
    assert re.findall(r"\d\.\d\d", text) == []
    assert re.findall(r"\d\.\d+ %", text) == []


@pytest.mark.parametrize("seed", range(6))
def test_answers_for_odd_studies(seed: int) -> None:
    """Missing scores, twins and five options: every answer is there, or one sentence says why not."""
    explore = choices(small_study(), seed)
    for kind in (*PLAIN, "firm_places"):
        try:
            found = answer(explore, kind, PLACES if kind == "firm_places" else {})
        except (CallError, NothingCounts) as error:
            found = {"refused": str(error)}
        assert json.loads(json.dumps(found, allow_nan=False)) == found
        assert found.get("refused", ".").endswith(".")


def test_nothing_counts_is_no_fault(shipped: Study) -> None:
    """With all points 0 there is nothing to answer, whatever the question."""
    explore = Explore(shipped)
    explore.apply(explore.state() | {"weight_set": "yours", "groups": dict.fromkeys(shipped.state_groups, 0)})
    for kind in PLAIN:
        with pytest.raises(NothingCounts):
            answer(explore, kind, {})


def test_only_protection_counts(shipped: Study) -> None:
    """With everything given to protection there is a summary all the same; weights to move there are none."""
    explore = Explore(shipped)
    explore.apply(
        explore.state()
        | {"weight_set": "yours", "groups": dict.fromkeys(shipped.state_groups, 0), "protection": 100}
    )
    sentences = answer(explore, "firm_summary", {})["sentences"]
    assert len(sentences) == 2
    for kind, args in (("firm_conditions", {}), ("firm_places", PLACES)):
        with pytest.raises(CallError, match="Only protection counts"):
            answer(explore, kind, args)


@pytest.mark.parametrize("kind", ["firm_conditions", "firm_places"])
def test_long_work_can_be_stopped(shipped: Study, kind: str) -> None:
    """Progress rises from 0, and work stops when it is told to."""
    told: list[float] = []
    args = {"weights": "groups", "draws": DRAWS[1]} if kind == "firm_places" else {}
    answer(Explore(shipped), kind, args, lambda done: told.append(done) or True)
    assert len(told) > 3
    assert told == sorted(told)
    with pytest.raises(Stopped):
        answer(Explore(shipped), kind, args, lambda done: done < 0.3)


@pytest.mark.parametrize(
    ("kind", "args"),
    [
        ("firm_summary", {"more": 1}),
        ("firm_places", {}),
        ("firm_places", {"weights": "around", "draws": 10**9}),
        ("firm_places", {"weights": "around", "draws": True}),
        ("firm_places", {"weights": "around", "draws": "10000"}),
        ("firm_places", {"weights": "around", "draws": [10_000]}),
        ("firm_places", {"weights": "by whim", "draws": 10_000}),
        ("firm_places", {"weights": ["around"], "draws": 10_000}),
        ("firm_places", {**PLACES, "seed": 1}),
    ],
)
def test_arguments_are_checked(kind: str, args: dict[str, Any]) -> None:
    """What a page of ours would not send is refused with one sentence."""
    with pytest.raises(CallError):
        answer(Explore(small_study()), kind, args)
