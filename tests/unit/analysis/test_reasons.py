"""Why an option stands where it does, and what an order is called."""

from __future__ import annotations

from typing import Any

import pytest

from policylab.analysis import evaluate, heading, order_sentence, pinned_orders, rank_ranges, why
from policylab.analysis.evaluate import word_for_protection
from policylab.errors import CallError
from tests.unit.analysis.small_study import CRITERIA, small_study

STUDY = small_study()


def own(groups: tuple[int, int, int], **changes: Any) -> dict[str, Any]:
    """Return points by hand."""
    return {
        "groups": dict(zip(STUDY.state_groups, groups, strict=True)),
        "criteria": {key: changes.pop(key, 5) for key in CRITERIA},
        **changes,
    }


def test_sentence_names_what_helps_and_what_hurts() -> None:
    """Largest first, in points that add up to the total shown."""
    told = why(evaluate(STUDY), "option_d")
    expected = (
        "Ahead of today's practice mainly on alliance (+34) and economic (+11); behind on security (-14)."
    )
    assert told.sentence == expected
    assert [(part.id, part.points) for part in told.parts] == [
        ("alliance", 34),
        ("economic", 11),
        ("security", -14),
    ]
    assert (told.total, sum(part.points for part in told.parts)) == (31, 31)


def test_rounding_is_said_when_it_shows() -> None:
    """33.3 shown as 34 so that the parts add up: there is a note; without such a part there is none."""
    assert "rounded so that they add up" in why(evaluate(STUDY), "option_d").note
    assert why(evaluate(STUDY), "option_b").note == ""


@pytest.mark.parametrize("scenario", ["today", "storm"])
@pytest.mark.parametrize("share", [0.0, 0.17, 0.5, 1.0])
@pytest.mark.parametrize("groups", [(50, 50, 50), (7, 3, 1), (0, 0, 9)])
def test_parts_always_add_up(scenario: str, share: float, groups: tuple[int, int, int]) -> None:
    """In every case the whole parts sum to the whole total."""
    result = evaluate(STUDY, own(groups), scenario, share)
    for option in STUDY.ranked_options:
        told = why(result, option)
        if told.total is not None:
            assert sum(part.points for part in told.parts) == told.total


def test_sentence_for_an_option_behind() -> None:
    """What weighs against it comes first."""
    told = why(evaluate(STUDY, own((80, 10, 10))), "option_d")
    assert told.sentence.startswith("Behind today's practice mainly on security (-33); ahead on ")


def test_sentence_with_one_side_only() -> None:
    """Nothing is said of a side that there is not."""
    assert (
        why(evaluate(STUDY), "option_b").sentence
        == "Ahead of today's practice on alliance (+22) and economic (+6)."
    )
    told = why(evaluate(STUDY, own((1, 0, 0))), "option_d")
    assert told.sentence == "Behind today's practice on security (-42)."


def test_sentence_for_level_options() -> None:
    """Level in sum, level in everything, and within a point are different things."""
    level = why(evaluate(STUDY, own((60, 25, 0))), "option_d")
    assert level.sentence == "Level with today's practice: ahead on alliance (+29); behind on security (-29)."
    assert why(evaluate(STUDY, own((1, 0, 0))), "option_b").sentence == (
        "Level with today's practice on everything that counts."
    )
    slight = why(evaluate(STUDY, own((100, 0, 1))), "option_b")
    assert slight.sentence == "Within a point of today's practice."


def test_sentence_for_the_baseline_and_for_missing_scores() -> None:
    """Neither is compared with anything."""
    assert "every other option is judged against" in why(evaluate(STUDY), "today_practice").sentence
    told = why(evaluate(STUDY, with_protection=0.5), "option_e")
    assert told.sentence.startswith(
        'Without a place: not scored on "Jobs" and "Reach". Its total lies between '
    )
    assert (told.total, told.parts, told.missing) == (None, (), ("jobs", "reach"))
    assert told.low < told.high


def test_protection_is_a_part_when_it_is_in_the_total() -> None:
    """It is named then, and only then."""
    assert "protection (+28)" in why(evaluate(STUDY, with_protection=0.3), "option_d").sentence
    assert "protection" not in why(evaluate(STUDY), "option_d").sentence


def test_largest_reason_carries_its_ground() -> None:
    """Score with word and range, basis, and the citation; without evidence the reason itself."""
    told = why(evaluate(STUDY), "option_b").reason
    assert told is not None
    assert told.text == (
        'Largest single reason: "Standing" +22, much better than today, score +2 (+1.5 to +2.5), stated. '
        "Author (2004), One, lines 2-3"
    )
    judged = why(evaluate(STUDY, own((0, 0, 1))), "option_d").reason
    assert judged is not None
    assert judged.text.endswith("judgement. Because of jobs.")
    assert (judged.citation, judged.evidence) == ("", ())


def test_largest_reason_is_that_of_the_scenario() -> None:
    """Score and shifts are those of the scenario; equal reasons go to the earlier criterion."""
    told = why(evaluate(STUDY, own((0, 1, 1)), "storm"), "option_d").reason
    assert told is not None
    assert (told.criterion, told.central, told.shifts) == ("standing", 3.0, ("d_up",))
    assert "score +3, stated" in told.text.replace(" (+3 to +3)", "")


def test_largest_reason_may_speak_against_the_option() -> None:
    """Size decides, not sign."""
    told = why(evaluate(STUDY, own((80, 10, 10))), "option_d").reason
    assert told is not None
    assert (told.criterion, told.points) == ("influx", -27)


def test_nothing_counts_for_the_baseline() -> None:
    """It has no largest reason."""
    assert why(evaluate(STUDY), "today_practice").reason is None


def test_unknown_option_is_refused() -> None:
    """Also a companion measure, which is not ranked."""
    for option in ("nowhere", "helper"):
        with pytest.raises(CallError, match=option):
            why(evaluate(STUDY), option)


def test_heading_names_owner_scenario_and_protection() -> None:
    """It changes when protection is in the total and when the points are a reader's own."""
    assert heading(evaluate(STUDY)) == "Order under equal weights (the project). Scenario: Today."
    assert heading(evaluate(STUDY, "security_first", "storm", 0.25)) == (
        "Order under security first (the project), protection counting for 25 % of the total. Scenario: Storm."
    )
    assert heading(evaluate(STUDY, own((1, 2, 3), started_from="equal"))) == (
        "Order under your weights (changed from: Equal weights). Scenario: Today."
    )


def test_sentence_about_the_order() -> None:
    """First places, the place of today's practice, and what has none."""
    assert order_sentence(evaluate(STUDY)) == (
        "Option d (short), Option b and Option c stand first together: too close to call. "
        "Today's practice has place 4 of 4. Option e has no place, because a score that counts is missing."
    )
    assert order_sentence(evaluate(STUDY, scenario="storm")).startswith("Option d (short) stands first. ")
    tied = order_sentence(evaluate(STUDY, own((1, 0, 0), influx=0)))
    assert tied == "Today's practice, Option e and Option d (short) stand first together: too close to call."


def test_words_for_protection_follow_the_number_shown() -> None:
    """10.4 is shown as 10, and gets the word of 10."""
    assert [word_for_protection(x) for x in (10.4, 10.6, -10.4, 66.4, 66.6, float("nan"))] == [
        "about as today",
        "some",
        "about as today",
        "considerable",
        "high",
        "",
    ]


def test_pinned_orders_are_ready_for_the_file() -> None:
    """One order for each weight set; options that share a rank in one list; those without a place left out."""
    assert pinned_orders(STUDY)["equal"] == {
        "scenario": "today",
        "order": [["option_d", "option_b", "option_c"], ["today_practice"]],
    }
    assert list(pinned_orders(STUDY, "storm")) == ["equal", "security_first"]


def test_rank_ranges_follow_the_order_and_widen_for_missing_scores() -> None:
    """An option with a missing score has a range all the same."""
    result = evaluate(STUDY)
    ranges = rank_ranges(result, draws=2_000)
    assert list(ranges.index) == list(result.order.index)
    assert (ranges["low"] <= ranges["high"]).all()
    assert ranges.at["option_e", "high"] == 5
    assert ranges.equals(rank_ranges(result, draws=2_000))
