"""Weights from points."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda import normalise_points, weigh_hierarchy

GROUP_OF = pd.Series({"influx": "security", "precedent": "security", "jobs": "economic"})


def test_points_become_shares_of_the_whole() -> None:
    """Weights keep the proportions of the points and sum to 1, whatever their size."""
    weights = normalise_points(pd.Series({"a": 3, "b": 1.5, "c": 0}))
    assert weights.to_dict() == pytest.approx({"a": 2 / 3, "b": 1 / 3, "c": 0}, abs=1e-15)


def test_points_are_not_changed() -> None:
    """The caller's Series stays as it was."""
    points = pd.Series({"a": 3, "b": 1})
    before = points.copy()
    normalise_points(points)
    pd.testing.assert_series_equal(points, before)


def test_no_points_at_all_is_a_named_error() -> None:
    """0/0 is no weight."""
    with pytest.raises(NothingCounts, match="all points are 0"):
        normalise_points(pd.Series({"a": 0, "b": 0}))
    with pytest.raises(NothingCounts):
        normalise_points(pd.Series(dtype=float))


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (pd.Series({"a": -1, "b": 2}), "negative"),
        (pd.Series({"a": np.nan, "b": 2}), "missing"),
        (pd.Series({"a": np.inf, "b": 2}), "infinite"),
        (pd.Series({"a": "many", "b": 2}), "not a number"),
        (pd.Series([1, 2], index=["a", "a"]), "'a'"),
        ({"a": 1}, "pandas Series"),
    ],
)
def test_points_that_are_no_points_are_refused(points: object, said: str) -> None:
    """The message says what is wrong with them."""
    with pytest.raises(ScoresInvalid, match=said):
        normalise_points(points)  # type: ignore[arg-type]


def test_hierarchy_multiplies_group_and_share_in_group() -> None:
    """A criterion's weight is its group's share times its share inside the group."""
    weights = weigh_hierarchy(
        pd.Series({"security": 60, "economic": 20}),
        pd.Series({"influx": 1, "precedent": 2, "jobs": 9}),
        GROUP_OF,
    )
    assert weights.to_dict() == pytest.approx({"influx": 0.25, "precedent": 0.5, "jobs": 0.25})


def test_points_in_one_group_do_not_touch_the_others() -> None:
    """More points for one criterion take weight from its own group only."""
    groups = pd.Series({"security": 60, "economic": 20})
    few, many = (
        weigh_hierarchy(groups, pd.Series({"influx": n, "precedent": 2, "jobs": 9}), GROUP_OF)
        for n in (1, 10)
    )
    assert few["jobs"] == many["jobs"]


def test_group_without_points_inside_counts_as_nothing() -> None:
    """A group whose criteria all have 0 points leaves the whole to the other groups, by their own points."""
    weights = weigh_hierarchy(
        pd.Series({"security": 60, "economic": 20}),
        pd.Series({"influx": 0, "precedent": 0, "jobs": 9}),
        GROUP_OF,
    )
    assert weights.to_dict() == {"influx": 0, "precedent": 0, "jobs": 1}


def test_group_without_criteria_counts_as_nothing() -> None:
    """Points given to a group that holds no criterion move nothing."""
    groups = pd.Series({"security": 60, "economic": 20, "alliance": 500})
    weights = weigh_hierarchy(groups, pd.Series({"influx": 1, "precedent": 2, "jobs": 9}), GROUP_OF)
    assert weights.sum() == pytest.approx(1)
    assert weights["jobs"] == pytest.approx(0.25)


def test_hierarchy_aligns_by_label() -> None:
    """The order of labels is free; the result has that of the criteria."""
    groups, criteria = (
        pd.Series({"security": 60, "economic": 20}),
        pd.Series({"influx": 1, "precedent": 2, "jobs": 9}),
    )
    shuffled = weigh_hierarchy(groups[::-1], criteria, GROUP_OF[["jobs", "influx", "precedent"]])
    pd.testing.assert_series_equal(shuffled, weigh_hierarchy(groups, criteria, GROUP_OF))


def test_hierarchy_refuses_what_does_not_fit() -> None:
    """A criterion without a group, a group without points, and nothing at all are named errors."""
    groups, criteria = (
        pd.Series({"security": 60, "economic": 20}),
        pd.Series({"influx": 1, "precedent": 2, "jobs": 9}),
    )
    with pytest.raises(ScoresInvalid, match="'jobs' missing"):
        weigh_hierarchy(groups, criteria, GROUP_OF.drop("jobs"))
    with pytest.raises(ScoresInvalid, match="criterion 'jobs'"):
        weigh_hierarchy(groups.drop("economic"), criteria, GROUP_OF)
    with pytest.raises(NothingCounts):
        weigh_hierarchy(pd.Series({"security": 60, "economic": 0}), criteria * [0, 0, 1], GROUP_OF)
