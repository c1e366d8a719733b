"""Tipping points, conditions, map, ladder and floors of a study: names, sentences, and what is left out."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from policylab.analysis import (
    Result,
    apply_floor,
    evaluate,
    potential_leaders,
    protection_ladder,
    tipping_points,
    weight_map,
    what_would_have_to_be_true,
)
from policylab.catalog import load
from policylab.errors import CallError, NothingCounts, Stopped
from policylab.schema import Study
from tests.unit.analysis.small_study import CRITERIA, small_study

BASE = {"groups": {"security": 50, "alliance": 50, "economic": 50}, "criteria": dict.fromkeys(CRITERIA, 5)}


@pytest.fixture(scope="module")
def small() -> Result:
    """Return the small study under equal weights."""
    return evaluate(small_study(), "equal")


@pytest.fixture(scope="module")
def shipped() -> Study:
    """Return the shipped study."""
    return load("north_koreans_in_china")


def changed(**points: dict[str, int]) -> dict[str, Any]:
    """Return equal points with some changed."""
    return {part: {**BASE[part], **points.get(part, {})} for part in BASE}


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_tipping_points_hold_when_evaluated(shipped: Study, share: float) -> None:
    """Points set a little below and above each tipping point of a group give the leaders named there."""
    result = evaluate(shipped, "equal", with_protection=share)
    turned = 0
    for tipping in tipping_points(result).groups:
        assert tipping.envelope is not None
        for start, end, leaders in tipping.envelope.pieces:
            at = (start + end) / 2
            others = dict.fromkeys(shipped.state_groups, 100 * (1 - at) / 2)
            points = {"groups": {**others, tipping.id: 100 * at}, "criteria": result.weight_set.criteria}
            total = evaluate(shipped, points, with_protection=share).total
            assert set(total.index[total >= total.max() - 1e-9]) == set(leaders)
        turned += len(tipping.envelope.points)
    assert turned > 1


@pytest.mark.parametrize("weights", ["equal", "essay_security_first", "saenz_fears"])
def test_percentages_in_sentences_are_true(shipped: Study, weights: str) -> None:
    """Each per cent that a sentence names for a leader lies in the stretch in which that option leads."""
    found = tipping_points(evaluate(shipped, weights))
    seen = 0
    for tipping in (*found.groups, *found.criteria):
        assert tipping.envelope is not None
        pieces = tipping.envelope.pieces
        if len(pieces) == 1:
            continue
        parts = tipping.sentence.split("): ", 1)[1].split(". At ", 1)[0].split(";")
        assert len(parts) == len(pieces)
        for part, (start, end, _) in zip(parts, pieces, strict=True):
            for number in re.findall(r"(?:from|to) ([\d.]+\d|\d)(?= %| to)", part):
                assert start - 1e-9 <= float(number) / 100 <= end + 1e-9, tipping.sentence
                seen += 1
    assert seen > 10


def test_sentences_of_the_small_study(small: Result) -> None:
    """The sentence names who leads from where to where, twins together, and who is level at an end."""
    found = tipping_points(small)
    said = {tipping.id: tipping.sentence for tipping in (*found.groups, *found.criteria)}
    assert said["security"] == (
        '"Security" (now 33 %): option d (short) stands first up to 37 %; option b and option c from 38 %. '
        "At 100 % today's practice is level with them."
    )
    assert found.leaders == ("option_d",)
    assert found.left_out == ("option_e",)
    assert "Option e is left out, because a score that counts is missing." in found.sentence


def test_all_the_weight_in_one_group() -> None:
    """A group that is everything is not moved, and its sentence says so."""
    result = evaluate(small_study(), changed(groups={"alliance": 0, "economic": 0}))
    security, alliance, _ = tipping_points(result).groups
    assert security.envelope is None
    assert "carries all the weight" in security.sentence
    assert alliance.envelope is not None
    assert alliance.now == 0.0


def test_a_group_without_points_inside() -> None:
    """A group whose criteria all have 0 points cannot be weighed: it is not moved, and no map of three is drawn."""
    result = evaluate(small_study(), changed(criteria={"jobs": 0}))
    assert [tipping.id for tipping in tipping_points(result).groups] == ["security", "alliance"]
    with pytest.raises(CallError, match="exactly three groups with points inside; there are 2"):
        weight_map(result)


def test_group_points_bring_the_option_first(shipped: Study) -> None:
    """Whole points of groups and criteria named for a rival make it first when they are evaluated."""
    result = evaluate(shipped, "equal")
    checked = 0
    for found in what_would_have_to_be_true(result):
        assert found.groups.possible == (found.group_points is not None)
        ways = [{"groups": found.group_points, "criteria": result.weight_set.criteria}]
        if found.points is not None:
            criteria = {**result.weight_set.criteria, **found.points.criteria}
            ways.append({"groups": found.points.groups, "criteria": criteria})
        for way in ways:
            if way["groups"] is None:
                continue
            total = evaluate(shipped, way).total
            assert total[found.option] >= total.max() - 1e-9
            checked += 1
    assert checked > 20


def test_moved_scores_bring_the_option_first(shipped: Study) -> None:
    """With the scores that were moved the rival has the highest total, and the baseline's are not among them."""
    result = evaluate(shipped, "essay_security_first")
    for found in what_would_have_to_be_true(result):
        if found.scores.possible:
            total = found.scores.scores @ result.weights[found.scores.scores.columns]
            assert total[found.option] >= total.max() - 1e-9
            assert (found.scores.moves["option"] != shipped.baseline).all()


def test_conditions_of_the_small_study(small: Result) -> None:
    """The option that is close says so; twins are level; the numbers are those of the exact answer."""
    twin, _, practice = what_would_have_to_be_true(small)
    assert (twin.option, twin.close, twin.first) == ("option_b", True, False)
    assert twin.sentence.startswith("It shares the first place on screen, too close to call")
    assert "would share the first place with option c" in twin.by_groups
    assert practice.option == "today_practice"
    assert "never falls behind it" in practice.by_groups
    (first,) = what_would_have_to_be_true(small, "option_d")
    assert first.sentence == "Option d (short) stands first already."


def test_unknown_or_incomplete_rivals_are_refused(small: Result) -> None:
    """An unknown option, a companion, and one with a score missing are named errors."""
    for rival in ("nobody", "helper"):
        with pytest.raises(CallError, match=f"no ranked option '{rival}'"):
            what_would_have_to_be_true(small, rival)
    with pytest.raises(CallError, match="'option_e' that counts is missing"):
        what_would_have_to_be_true(small, "option_e")


def test_map_and_potential_leaders(small: Result) -> None:
    """Shares in words; options that lead nowhere alone; the incomplete one named."""
    found = weight_map(small)
    assert found.sentence.startswith("Option d (short) stands first in about 60 % of all weightings")
    assert found.here.tolist() == pytest.approx([1 / 3] * 3)
    assert sum(region.area for region in found.regions) == pytest.approx(1.0)
    potential = potential_leaders(small)
    assert set(potential.table["verdict"]) == {"first"}
    assert potential.left_out == ("option_e",)


def test_ladder_holds_when_evaluated(shipped: Study) -> None:
    """In the middle of each rung the order with that share of protection is led by the options named."""
    result = evaluate(shipped, "equal", with_protection=0.4)
    ladder = protection_ladder(result)
    assert len(ladder.rungs) >= 4
    for rung in ladder.rungs:
        total = evaluate(shipped, "equal", with_protection=(rung.start + rung.end) / 2).total
        assert set(total.index[total >= total.max() - 1e-9]) == set(rung.leaders)
    assert ladder.story[0] == (
        "With protection kept apart, and up to a share of 6 %, today's practice stands first."
    )


def test_bounds_in_sentences_are_rounded_outwards(shipped: Study) -> None:
    """What is said to be the most is not below the margin, and what is said to be the least not above it."""
    table = potential_leaders(evaluate(shipped, "equal")).table
    seen = set()
    for margin, verdict, sentence in table.itertuples(index=False):
        for number in re.findall(r"at most ([\d.]+) points", sentence):
            assert margin <= float(number) < margin + 0.1
            seen.add(verdict)
        for number in re.findall(r"by ([\d.]+) points or more", sentence):
            assert -margin - 0.1 < float(number) <= -margin
            seen.add(verdict)
    assert seen == {"first", "never"}


def test_a_ladder_needs_both_ledgers() -> None:
    """Without points for the aims, or for the state, there is no ladder."""
    with pytest.raises(NothingCounts):
        protection_ladder(evaluate(small_study(), changed(criteria={"reach": 0, "safety": 0})))
    nothing = dict.fromkeys(BASE["groups"], 0)
    with pytest.raises(NothingCounts):
        protection_ladder(evaluate(small_study(), changed(groups=nothing), with_protection=1.0))


def test_floor_and_its_price(small: Result) -> None:
    """What is out, what that costs, and the floor with which each would be back."""
    found = apply_floor(small, floor=60)
    assert found.effect.out == ("today_practice", "option_b", "option_c")
    assert found.effect.price == 0.0
    assert "still stands first: it costs nothing" in found.sentence
    assert found.returns["option_b"] == "Option b would be back with a floor of 50 points of protection."
    line = apply_floor(small, red_lines={"influx": -1.0})
    assert line.effect.out == ("option_d",)
    assert line.effect.price == pytest.approx(small.total["option_d"] - small.total["option_b"])
    assert "the price is about 3 points" in line.sentence
    assert line.returns["option_d"] == 'Option d (short) would be back with a red line at -2 on "Influx".'


def test_floors_that_take_everything_or_nothing(small: Result) -> None:
    """All out is said; no line at all is said."""
    assert apply_floor(small, floor=100).sentence.startswith(
        "With a floor of 100 points of protection all 4 options are below floor."
    )
    assert apply_floor(small).sentence == "There is no floor and no red line, so that nothing is below one."


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"floor": 101}, "from -100 to 100"),
        ({"floor": float("nan")}, "from -100 to 100"),
        ({"red_lines": {"nothing": 0}}, "no criterion 'nothing'"),
        ({"red_lines": {"influx": 4}}, "from -3 to 3"),
    ],
)
def test_wrong_lines_are_refused(small: Result, call: dict[str, Any], message: str) -> None:
    """Lines off the scale and criteria that are not known are named errors."""
    with pytest.raises(CallError, match=message):
        apply_floor(small, **call)


@pytest.mark.parametrize("weights", ["equal", "essay_security_first", "charny_two_concerns"])
def test_sentences_are_sentences(shipped: Study, weights: str) -> None:
    """Every sentence begins with a capital or a quotation mark, ends with a full stop, and holds no NaN."""
    result = evaluate(shipped, weights)
    tippings = tipping_points(result)
    said = [each.sentence for each in (*tippings.groups, *tippings.criteria, tippings)]
    said += [
        weight_map(result).sentence,
        potential_leaders(result).sentence,
        *protection_ladder(result).story,
    ]
    said += list(potential_leaders(result).table["sentence"])
    for found in what_would_have_to_be_true(result):
        said += [found.by_groups, found.by_criteria, found.by_scores]
    said += [apply_floor(result, floor).sentence for floor in (0, 33, 90)]
    for sentence in said:
        assert re.match(r'["A-Z]', sentence), sentence
        assert sentence.endswith("."), sentence
        assert not re.search(r"\bnan\b|\binf\b|  |\bNone\b|-0(?![.\d])|\.\.", sentence), sentence


def test_results_do_not_change_the_study(small: Result) -> None:
    """Tables of the result are as they were after everything was asked of it."""
    before = small.values.copy(), small.weights.copy(), small.total.copy()
    tipping_points(small), weight_map(small), what_would_have_to_be_true(small), apply_floor(small, 10)
    pd.testing.assert_frame_equal(small.values, before[0])
    pd.testing.assert_series_equal(small.weights, before[1])
    pd.testing.assert_series_equal(small.total, before[2])


def test_conditions_can_be_stopped(small: Result) -> None:
    """Between two options, by a named error."""
    told: list[float] = []

    def enough(share: float) -> bool:
        told.append(share)
        return len(told) < 2

    with pytest.raises(Stopped, match="Stopped before all options were done"):
        what_would_have_to_be_true(small, progress=enough)
    assert told[0] == 0 < told[1] < 1
