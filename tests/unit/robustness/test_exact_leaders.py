"""Envelopes, tipping points, ladder, map and potential leaders: odd cases, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.robustness import (
    group_values,
    potential_leaders,
    protection_ladder,
    tipping_points,
    upper_envelope,
    weight_map,
)


def lines(**ends: tuple[float, float]) -> tuple[pd.Series, pd.Series]:
    """Return the values at 0 and at 1 of some lines."""
    return pd.Series({k: v[0] for k, v in ends.items()}), pd.Series({k: v[1] for k, v in ends.items()})


def test_one_option_leads_everywhere() -> None:
    """A single line has one piece and no point."""
    found = upper_envelope(*lines(a=(1.0, -1.0)))
    assert found.pieces == ((0.0, 1.0, ("a",)),)
    assert found.height == (1.0, -1.0)


def test_identical_lines_are_all_named() -> None:
    """Lines that are the same lead together, also when they differ in the last bits of a float."""
    found = upper_envelope(*lines(a=(0.3, 1.0), b=(0.1 + 0.2, 1.0), c=(0.0, 0.5)))
    assert found.leaders == (("a", "b"),)


def test_three_lines_through_a_point() -> None:
    """The line that only touches is named at the point and leads nowhere."""
    found = upper_envelope(*lines(a=(2.0, 0.0), b=(1.0, 1.0), c=(0.0, 2.0)))
    assert found.leaders == (("a",), ("c",))
    assert found.meeting == (("a", "b", "c"),)
    assert found.at(found.points[0]) == ("a", "b", "c")
    assert found.at(0.2) == ("a",)
    assert found.at(0.9) == ("c",)


def test_a_tie_at_an_end_is_no_tipping_point() -> None:
    """An option level only at 0 or at 1 is named there, and the leader does not change."""
    found = upper_envelope(*lines(a=(1.0, 1.0), b=(1.0, 0.0), c=(0.0, 1.0)))
    assert found.points == ()
    assert found.leaders == (("a",),)
    assert found.at_ends == (("a", "b"), ("a", "c"))
    assert (found.at(0.0), found.at(1.0)) == (("a", "b"), ("a", "c"))


def test_a_very_short_piece_is_found() -> None:
    """A leader of a millionth of the range, which any grid would miss, is there."""
    found = upper_envelope(*lines(a=(1.0, 0.0), b=(0.5 + 2.5e-7, 0.5 + 2.5e-7), c=(0.0, 1.0)))
    assert found.leaders == (("a",), ("b",), ("c",))
    assert found.points[1] - found.points[0] == pytest.approx(5e-7, rel=1e-6)


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e6])
def test_places_do_not_depend_on_the_size_of_values(size: float) -> None:
    """Values of any size give the same points."""
    found = upper_envelope(*(size * part for part in lines(a=(3.0, 0.0), b=(2.0, 2.0))))
    assert found.points == pytest.approx((1 / 3,), abs=1e-12)


def test_lines_are_aligned_by_label() -> None:
    """The order of labels is free; a missing one is refused by name."""
    start, end = lines(a=(2.0, 0.0), b=(0.0, 2.0))
    assert upper_envelope(start, end[["b", "a"]]) == upper_envelope(start, end)
    with pytest.raises(ScoresInvalid, match="'b' missing"):
        upper_envelope(start, end[["a"]])
    with pytest.raises(ScoresInvalid, match="NaN"):
        upper_envelope(start, end.where(end > 0))
    with pytest.raises(ScoresInvalid, match="at least one option"):
        upper_envelope(start[:0], end[:0])


VALUES = pd.DataFrame(
    {"influx": [0.0, 2.0, -3.0], "precedent": [0.0, -1.0, -2.0], "jobs": [0.0, -2.0, 3.0]},
    index=["status_quo", "camp", "corridor"],
)
WEIGHTS = pd.Series({"influx": 3.0, "precedent": 3.0, "jobs": 4.0})
GROUP_OF = pd.Series({"influx": "security", "precedent": "security", "jobs": "economic"})


def test_moving_jobs_by_hand() -> None:
    """The points are those of a hand calculation, and the present leader and neighbours are known."""
    found = tipping_points(VALUES, WEIGHTS)
    # Camp: (1 - t) / 2 - 2 t = 0 at 1/5; corridor: -2.5 (1 - t) + 3 t = 0 at 5/11.
    assert found.envelopes["jobs"].points == pytest.approx((0.2, 5 / 11), abs=1e-12)
    assert found.leaders == ("status_quo",)
    assert found.nearest.loc["jobs"].tolist() == pytest.approx([0.2, 5 / 11])
    assert found.now["jobs"] == pytest.approx(0.4)


def test_groups_move_as_one() -> None:
    """Moving groups is moving the columns of `group_values`."""
    found = tipping_points(VALUES, WEIGHTS, GROUP_OF)
    plain = tipping_points(*group_values(VALUES, WEIGHTS, GROUP_OF))
    assert list(found.envelopes) == ["security", "economic"]
    assert found.envelopes == plain.envelopes


def test_a_weight_that_is_everything_is_not_moved() -> None:
    """With no weight elsewhere there are no proportions: the criterion is named, the others are moved."""
    found = tipping_points(VALUES, pd.Series({"influx": 5.0, "precedent": 0.0, "jobs": 0.0}))
    assert found.not_moved == ("influx",)
    assert set(found.envelopes) == {"precedent", "jobs"}
    alone = tipping_points(VALUES[["jobs"]], pd.Series({"jobs": 1.0}))
    assert (alone.not_moved, alone.envelopes, alone.leaders) == (("jobs",), {}, ("corridor",))
    assert alone.points.empty
    assert alone.nearest.empty


def test_a_group_without_weight_inside_is_not_moved() -> None:
    """What a group would be worth is not known when nothing in it has weight."""
    found = tipping_points(VALUES, pd.Series({"influx": 0.0, "precedent": 0.0, "jobs": 4.0}), GROUP_OF)
    assert set(found.not_moved) == {"security", "economic"}


def test_a_constant_criterion_changes_nothing() -> None:
    """Moving a criterion on which all are alike leaves the leader, and makes all level at 1."""
    found = tipping_points(VALUES.assign(jobs=1.0), WEIGHTS)
    assert found.envelopes["jobs"].points == ()
    assert found.envelopes["jobs"].at_ends[1] == tuple(VALUES.index)


def test_wrong_calls_are_named_errors() -> None:
    """All weights 0, a negative weight, NaN, an unknown label and a criterion without a group are refused."""
    with pytest.raises(NothingCounts):
        tipping_points(VALUES, WEIGHTS * 0)
    with pytest.raises(ScoresInvalid, match="negative"):
        tipping_points(VALUES, -WEIGHTS)
    with pytest.raises(ScoresInvalid, match="NaN"):
        tipping_points(VALUES.where(VALUES > 0), WEIGHTS)
    with pytest.raises(ScoresInvalid, match="'trade' not known"):
        tipping_points(VALUES, pd.concat([WEIGHTS, pd.Series({"trade": 1.0})]))
    with pytest.raises(ScoresInvalid, match="'jobs' missing"):
        tipping_points(VALUES, WEIGHTS, GROUP_OF[["influx", "precedent"]])


def test_many_options_and_criteria() -> None:
    """With 2,000 options and 50 criteria every point is where two leaders are level and above all others."""
    rng = np.random.default_rng(5)
    values = pd.DataFrame(rng.integers(-6, 7, (2000, 50)) / 2)
    weights = pd.Series(rng.integers(1, 11, 50).astype(float))
    found = tipping_points(values, weights)
    assert len(found.envelopes) == 50
    array, weight = values.to_numpy(), weights.to_numpy() / weights.sum()
    for moved, at, before, after, meeting in found.points.itertuples(index=False):
        mixed = np.where(np.arange(50) == moved, at, weight * (1 - at) / (1 - weight[moved]))
        total = array @ mixed
        assert set(np.flatnonzero(total >= total.max() - 1e-9)) == set(meeting)
        assert set(before) | set(after) <= set(meeting)


def test_ladder_is_the_envelope_of_the_ledgers() -> None:
    """An undominated option inside the hull leads at no share."""
    state = pd.Series({"status_quo": 0.0, "inside": -6.0, "compliance": -10.0})
    protection = pd.Series({"status_quo": 0.0, "inside": 3.0, "compliance": 10.0})
    ladder = protection_ladder(state, protection)
    assert ladder.leaders == (("status_quo",), ("compliance",))
    assert ladder.points == pytest.approx((0.5,))


def test_map_of_identical_and_touching_options() -> None:
    """Twins share a region; an option level along an edge is listed apart; a beaten one leads nowhere."""
    three = pd.DataFrame(
        [[0, 0, 0], [0, -1, 0], [1, -1, -1], [1, -1, -1], [-1, -1, -1]],
        index=["base", "edge", "twin_a", "twin_b", "beaten"],
        columns=["s", "a", "e"],
        dtype=float,
    )
    found = weight_map(three)
    assert [region.options for region in found.regions] == [("base",), ("twin_a", "twin_b")]
    assert [region.options for region in found.touching] == [("edge",)]
    assert found.never == ("beaten",)
    assert found.area["twin_a"] == found.area["twin_b"] == pytest.approx(0.25)
    edge = found.touching[0].corners
    assert (edge["a"] <= 1e-9).all()


def test_map_of_one_option_is_the_triangle() -> None:
    """A single option, or several alike, have the whole triangle."""
    found = weight_map(pd.DataFrame([[1.0, 2.0, 3.0]], index=["only"]))
    assert found.area["only"] == pytest.approx(1.0)
    assert len(found.regions[0].corners) == 3
    twins = weight_map(pd.DataFrame([[1.0, 2.0, 3.0]] * 2, index=["one", "other"]))
    assert twins.regions[0].options == ("one", "other")


@pytest.mark.parametrize("n_groups", [1, 2, 4])
def test_map_needs_three_groups(n_groups: int) -> None:
    """Any other number of groups is refused, with the number."""
    with pytest.raises(ScoresInvalid, match=f"there are {n_groups}"):
        weight_map(pd.DataFrame(np.zeros((2, n_groups))))


def test_potential_leaders_of_one_option_and_of_twins() -> None:
    """With nothing else there is no margin to speak of, and twins do not stand in each other's way."""
    only = potential_leaders(pd.DataFrame([[1.0, 2.0]], index=["only"]))
    assert (only.verdict["only"], only.margin["only"]) == ("first", float("inf"))
    twins = potential_leaders(pd.DataFrame([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]], index=["a", "b", "c"]))
    assert twins.verdict.tolist() == ["first"] * 3
    assert twins.margin["a"] == pytest.approx(1.0)


def test_potential_leader_that_is_level_at_most() -> None:
    """An option that another nowhere falls behind is level at most, and the mix names that other."""
    values = pd.DataFrame([[0.0, 0.0], [0.0, -1.0], [-1.0, 1.0]], index=["base", "edge", "other"])
    found = potential_leaders(values)
    assert found.verdict.to_dict() == {"base": "first", "edge": "level", "other": "first"}
    assert found.mix.loc["edge"].to_dict() == pytest.approx({"base": 1.0, "edge": 0.0, "other": 0.0})


def test_margin_counts_options_that_the_rival_itself_beats() -> None:
    """Being ahead means being ahead of the beaten too: the margin is over the nearest of all others."""
    values = pd.DataFrame([[2.0, 2.0], [1.0, 1.5]], index=["a", "b"])
    assert potential_leaders(values).margin["a"] == pytest.approx(1.0)
