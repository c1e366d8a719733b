"""Least changes of weights and scores, and floors: odd cases, and what is refused."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.robustness import (
    apply_floors,
    floor_stairs,
    least_score_change,
    least_weight_change,
    nearest_points,
)

VALUES = pd.DataFrame(
    {"influx": [0.0, 2.0, -3.0], "precedent": [0.0, -1.0, -2.0], "jobs": [0.0, -2.0, 3.0]},
    index=["status_quo", "camp", "corridor"],
)
WEIGHTS = pd.Series({"influx": 3.0, "precedent": 3.0, "jobs": 4.0})


def test_a_leader_needs_no_change() -> None:
    """The option that comes first already is 0 away; a twin of it too."""
    found = least_weight_change(VALUES, WEIGHTS, "status_quo")
    assert (found.possible, found.moved, found.level) == (True, 0.0, ())
    twins = pd.concat([VALUES, VALUES.loc[["status_quo"]].rename(index={"status_quo": "twin"})])
    found = least_weight_change(twins, WEIGHTS, "twin")
    assert (found.moved, found.level) == (0.0, ("status_quo",))


def test_a_margin_is_kept() -> None:
    """With a margin the option is ahead by it, and the movement is larger."""
    level, ahead = (least_weight_change(VALUES, WEIGHTS, "corridor", margin=m) for m in (0.0, 0.6))
    total = VALUES @ ahead.weights
    assert total["corridor"] - total.drop("corridor").max() == pytest.approx(0.6)
    assert ahead.moved > level.moved


def test_held_weights_stay() -> None:
    """Weights that are held do not move, and the others keep their sum."""
    found = least_weight_change(VALUES, WEIGHTS, "corridor", held=("influx",))
    assert found.weights["influx"] == pytest.approx(0.3)
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.moved == pytest.approx(0.12)  # precedent to jobs brings 5 for each unit, influx to jobs 6


def test_a_beaten_option_gets_a_proof() -> None:
    """No weights bring it first; the mix is ahead of it on every criterion by the lead."""
    worse = pd.concat([VALUES, pd.DataFrame([[-1.0, -2.0, -1.0]], ["raids"], VALUES.columns)])
    found = least_weight_change(worse, WEIGHTS, "raids")
    assert not found.possible
    assert math.isnan(found.moved)
    assert found.mix.sum() == pytest.approx(1.0)
    assert ((found.mix @ worse) - worse.loc["raids"]).min() == pytest.approx(-found.lead)
    assert nearest_points(worse, WEIGHTS, "raids") is None


def test_points_alone_are_strictly_ahead() -> None:
    """Asked to be ahead alone, the points are one further than those that make it level."""
    two = pd.DataFrame({"s": [1.0, 0.0], "e": [0.0, 1.0]}, index=["camp", "corridor"])
    points = pd.Series({"s": 60, "e": 40})
    level, alone = (nearest_points(two, points, "corridor", alone=alone) for alone in (False, True))
    assert (two @ level)["corridor"] == (two @ level)["camp"]
    assert (two @ alone)["corridor"] > (two @ alone)["camp"]
    assert ((level - points).abs().sum(), (alone - points).abs().sum()) == (20, 21)


def test_weight_change_refuses_wrong_calls() -> None:
    """An unknown option, all weights 0, NaN and unknown labels are named errors."""
    with pytest.raises(ScoresInvalid, match="no option 'nobody'"):
        least_weight_change(VALUES, WEIGHTS, "nobody")
    with pytest.raises(NothingCounts):
        least_weight_change(VALUES, WEIGHTS * 0, "camp")
    with pytest.raises(ScoresInvalid, match="NaN"):
        least_weight_change(VALUES.where(VALUES > 0), WEIGHTS, "camp")
    with pytest.raises(ScoresInvalid, match="'jobs' missing"):
        least_weight_change(VALUES, WEIGHTS.drop("jobs"), "camp")


def test_one_option_is_first() -> None:
    """With nothing else there is nothing to move."""
    only = VALUES.loc[["camp"]]
    assert least_weight_change(only, WEIGHTS, "camp").moved == 0.0
    assert least_score_change(only, only, only, WEIGHTS, "camp").moved == 0.0
    assert nearest_points(only, WEIGHTS, "camp").tolist() == [3, 3, 4]


def test_scores_move_where_the_weight_is_largest() -> None:
    """The cheapest cell is the one with the largest weight; a cell without weight never moves."""
    weights = pd.Series({"influx": 1.0, "precedent": 0.0, "jobs": 3.0})
    found = least_score_change(VALUES - 2, VALUES, VALUES + 2, weights, "camp")
    assert set(found.moves["criterion"]) == {"jobs"}
    total = found.scores @ (weights / 4)
    assert total["camp"] == pytest.approx(total.max())


def test_a_fixed_rival_is_met_by_the_others() -> None:
    """When the rival cannot move, the others come down to it, each by what it needs."""
    low, high = VALUES - 3, VALUES + 3
    low.loc["camp"] = high.loc["camp"] = VALUES.loc["camp"]
    found = least_score_change(low, VALUES, high, WEIGHTS, "camp")
    assert set(found.moves["option"]) == {"status_quo", "corridor"}
    assert (found.scores @ WEIGHTS / 10).max() == pytest.approx((VALUES @ WEIGHTS / 10)["camp"])


def test_ranges_that_do_not_reach_are_told() -> None:
    """Even at the ends of all ranges: who stays ahead, and by how much."""
    found = least_score_change(VALUES - 0.1, VALUES, VALUES + 0.1, WEIGHTS, "camp")
    assert not found.possible
    assert found.blockers == ("status_quo",)  # corridor is level then, not ahead
    assert found.shortfall == pytest.approx(0.5 - 0.2)
    assert found.moves.empty


def test_whole_steps_may_not_reach_where_any_amount_does() -> None:
    """A range narrower than a step has no step in it."""
    found = least_score_change(VALUES - 0.3, VALUES, VALUES + 0.3, WEIGHTS, "camp")
    steps = least_score_change(VALUES - 0.3, VALUES, VALUES + 0.3, WEIGHTS, "camp", step=0.5)
    assert (found.possible, steps.possible) == (True, False)


def test_score_change_refuses_wrong_calls() -> None:
    """A range upside down, a step of 0, NaN and an unknown option are named errors."""
    with pytest.raises(ScoresInvalid, match="low <= central <= high"):
        least_score_change(VALUES + 1, VALUES, VALUES + 1, WEIGHTS, "camp")
    with pytest.raises(ScoresInvalid, match="step"):
        least_score_change(VALUES, VALUES, VALUES, WEIGHTS, "camp", step=0.0)
    with pytest.raises(ScoresInvalid, match="NaN"):
        least_score_change(VALUES, VALUES.where(VALUES > 0), VALUES, WEIGHTS, "camp")
    with pytest.raises(ScoresInvalid, match="no option"):
        least_score_change(VALUES, VALUES, VALUES, WEIGHTS, "nobody")


TOTAL = pd.Series({"status_quo": 0.0, "residence": -2.0, "camp": -4.0, "compliance": -30.0})
PROTECTION = pd.Series({"status_quo": 0.0, "residence": 25.0, "camp": 20.0, "compliance": 60.0})


def test_two_floors_work_together() -> None:
    """An option is out when it is below either; it returns when both have come down far enough."""
    measured = pd.DataFrame({"protection": PROTECTION, "influx": [0.0, -0.5, -2.0, -3.0]}, index=TOTAL.index)
    found = apply_floors(TOTAL, measured, pd.Series({"protection": 22.0, "influx": -1.0}))
    assert found.kept == ("residence",)
    assert found.below.loc["camp"].to_dict() == {"protection": 2.0, "influx": 1.0}
    lowered = apply_floors(TOTAL, measured, pd.Series({"protection": 20.0, "influx": -2.0}))
    assert "camp" in lowered.kept


def test_on_the_floor_is_kept_and_nothing_kept_has_no_price() -> None:
    """A floor at an option's own value keeps it; above all of them the price is not a number."""
    frame = PROTECTION.to_frame("protection")
    exact = apply_floors(TOTAL, frame, pd.Series({"protection": 25.0}))
    assert exact.kept == ("residence", "compliance")
    assert exact.price == pytest.approx(2.0)
    nothing = apply_floors(TOTAL, frame, pd.Series({"protection": 61.0}))
    assert (nothing.kept, nothing.first_with) == ((), ())
    assert math.isnan(nothing.price)


def test_no_floors_keep_everything() -> None:
    """Without a line nothing is out and nothing is paid."""
    found = apply_floors(TOTAL, pd.DataFrame(index=TOTAL.index), pd.Series(dtype=float))
    assert (found.out, found.price, found.first_with) == ((), 0.0, ("status_quo",))


def test_stairs_say_what_each_floor_would() -> None:
    """For floors on, between and above the stairs, first and price are those of that floor."""
    stairs = floor_stairs(TOTAL, PROTECTION)
    for floor in (-5.0, 0.0, 0.5, 20.0, 25.0, 25.5, 60.0):
        row = stairs[stairs["up_to"] >= floor].iloc[0]
        found = apply_floors(TOTAL, PROTECTION.to_frame("p"), pd.Series({"p": floor}))
        assert (row["first"], row["price"]) == (found.first_with, pytest.approx(found.price))
    assert stairs["up_to"].max() == 60.0


def test_stairs_of_level_options() -> None:
    """Options level in total leave one after the other, at no price."""
    stairs = floor_stairs(pd.Series({"a": 1.0, "b": 1.0}), pd.Series({"a": 10.0, "b": 20.0}))
    assert stairs[["up_to", "first", "price"]].to_dict("split")["data"] == [
        [10.0, ("a", "b"), 0.0],
        [20.0, ("b",), 0.0],
    ]
