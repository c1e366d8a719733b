"""Draws of weights: moments of the simplex, orders, constraints."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.robustness import WeightSpace
from policylab.robustness.hit_and_run import Polytope, linear_rows

DRAWS = 40_000
ABC = ["a", "b", "c"]


def drawn(space: WeightSpace, seed: int = 1) -> pd.DataFrame:
    """Return draws, which sum to 1 and are at least 0."""
    weights = space.draw(np.random.default_rng(seed), DRAWS)
    assert np.abs(weights.sum(axis=1) - 1).max() < 1e-5
    assert weights.to_numpy().min() > -1e-6
    return weights


def errors(weights: pd.DataFrame, mean: list[float]) -> float:
    """Return the largest distance of a mean from what it should be, in standard errors."""
    spread = weights.std() / np.sqrt(len(weights)) + 1e-12
    return float((np.abs(weights.mean() - mean) / spread).max())


@pytest.mark.parametrize("m", [1, 2, 3, 14])
def test_uniform_has_the_moments_of_the_simplex(m: int) -> None:
    """Mean 1/m and standard deviation sqrt((m - 1) / (m + 1)) / m: normalised uniform numbers have less."""
    weights = drawn(WeightSpace.uniform([f"c{j}" for j in range(m)]))
    assert errors(weights, [1 / m] * m) < 5
    spread = np.sqrt((m - 1) / (m + 1)) / m
    assert weights.std(ddof=0).to_numpy() == pytest.approx(spread, rel=0.03, abs=1e-6)
    if m == 3:  # the marginal is Beta(1, 2): above t with chance (1 - t)^2
        assert (weights["c0"] > 0.7).mean() == pytest.approx(0.09, abs=5 * np.sqrt(0.09 * 0.91 / DRAWS))


def test_groups_and_criteria_are_different_questions() -> None:
    """Two of three criteria in one group: 2/3 of the weight among criteria, 1/2 among groups."""
    group_of = pd.Series({"a": "g", "b": "g", "c": "h"})
    assert drawn(WeightSpace.uniform(ABC))[["a", "b"]].sum(axis=1).mean() == pytest.approx(2 / 3, abs=0.01)
    fixed = drawn(WeightSpace.groups(group_of, pd.Series({"a": 3.0, "b": 1.0, "c": 5.0})))
    assert (fixed["a"] / (fixed["a"] + fixed["b"])).to_numpy() == pytest.approx(0.75, abs=1e-6)
    free = drawn(WeightSpace.groups(group_of))
    for weights in (fixed, free):
        assert weights["c"].mean() == pytest.approx(0.5, abs=0.01)
        assert weights["c"].std() == pytest.approx(np.sqrt(1 / 12), rel=0.03)
    assert (free["a"] / (free["a"] + free["b"])).std() == pytest.approx(np.sqrt(1 / 12), rel=0.03)
    none = WeightSpace.groups(group_of, pd.Series({"a": 0.0, "b": 0.0, "c": 5.0}))
    assert drawn(none)["c"].to_numpy() == pytest.approx(1)


def test_around_has_the_stated_mean_and_deviation() -> None:
    """Mean w, standard deviation sqrt(w (1 - w) / (concentration + 1)); a weight of 0 stays 0."""
    weights = drawn(WeightSpace.around(pd.Series({"a": 5.0, "b": 3.0, "c": 2.0, "d": 0.0}), 50))
    share = np.array([0.5, 0.3, 0.2])
    assert errors(weights[ABC], share.tolist()) < 5
    assert weights[ABC].std().to_numpy() == pytest.approx(np.sqrt(share * (1 - share) / 51), rel=0.03)
    assert (weights["d"] == 0).all()


def test_near_stays_near() -> None:
    """No weight is further than the distance; the corners of the body are reached."""
    weights = drawn(WeightSpace.near(pd.Series({"a": 0.5, "b": 0.3, "c": 0.2}), 0.1))
    assert np.abs(weights - [0.5, 0.3, 0.2]).to_numpy().max() <= 0.1 + 1e-6
    assert weights["a"].min() < 0.41
    assert errors(weights, [0.5, 0.3, 0.2]) < 5


def test_complete_order_has_the_centroid_as_mean() -> None:
    """Mean weights are the rank-order centroid: (11/18, 5/18, 2/18)."""
    space = WeightSpace.ordered(ABC, ["c", "a", "b"])
    weights = drawn(space)
    assert errors(weights[["c", "a", "b"]], [11 / 18, 5 / 18, 2 / 18]) < 5
    assert (weights["c"] >= weights["a"]).all()
    assert (weights["a"] >= weights["b"]).all()
    assert space.is_simplex


def test_partial_orders_are_what_rejection_gives() -> None:
    """Tiers, and criteria that nobody placed: the same means as uniform draws that happen to fit."""
    names = ["a", "b", "c", "d"]
    uniform = drawn(WeightSpace.uniform(names), seed=2)
    fits = uniform[(uniform[["a", "b"]].min(axis=1) >= uniform["c"])]
    weights = drawn(WeightSpace.ordered(names, [["a", "b"], "c"]))
    assert (weights[["a", "b"]].min(axis=1) >= weights["c"]).all()
    gap = np.abs(weights.mean() - fits.mean()) / np.sqrt(fits.var() / len(fits) + weights.var() / DRAWS)
    assert gap.max() < 5
    assert weights.std().to_numpy() == pytest.approx(fits.std().to_numpy(), rel=0.03)


def walk(names: list[str], constraints: list[tuple[dict[str, float], str, float]]) -> WeightSpace:
    """Return a question that is answered by hit-and-run even where rejection would do."""
    labels = pd.Index(names)
    body = Polytope.of(len(labels), *linear_rows(labels, constraints))
    return WeightSpace(labels, "", body.span, body)


def test_hit_and_run_is_uniform_on_an_ordered_simplex() -> None:
    """A thin body whose moments are known: means and deviations of the ordered simplex of seven."""
    names = [f"c{j}" for j in range(7)]
    steps = [({a: 1.0, b: -1.0}, ">=", 0.0) for a, b in pairwise(names)]
    corners = WeightSpace.ordered(names, names).span
    mean = corners.mean(axis=1)
    second = corners @ (np.eye(7) + 1) @ corners.T / (7 * 8)
    spread = np.sqrt(np.diag(second) - mean**2)
    weights = drawn(walk(names, steps))
    assert weights.mean().to_numpy() == pytest.approx(mean, abs=(6 * spread / np.sqrt(DRAWS)).max())
    assert weights.std().to_numpy() == pytest.approx(spread, rel=0.03)


def test_hit_and_run_agrees_with_rejection() -> None:
    """Two ways to the same draws, under constraints that a fifth of the weights satisfies."""
    names = ["a", "b", "c", "d"]
    constraints = [({"a": 1.0, "b": -2.0}, ">=", 0.0), ({"c": 1.0}, "<=", 0.3)]
    exact = drawn(WeightSpace.constrained(names, constraints))  # type: ignore[arg-type]
    walked = drawn(walk(names, constraints))  # type: ignore[arg-type]
    assert (walked["a"] >= 2 * walked["b"] - 1e-6).all()
    gap = np.abs(exact.mean() - walked.mean()) / np.sqrt((exact.var() + walked.var()) / DRAWS)
    assert gap.max() < 5
    assert exact.std().to_numpy() == pytest.approx(walked.std().to_numpy(), rel=0.03)


def test_equations_are_kept_exactly() -> None:
    """The second is always twice the first, and the third is what is left: uniform on a segment."""
    weights = drawn(WeightSpace.constrained(ABC, [({"b": 1, "a": -2}, "==", 0)]))
    assert np.abs(weights["b"] - 2 * weights["a"]).max() < 1e-6
    assert weights["c"].mean() == pytest.approx(0.5, abs=0.01)
    assert weights["c"].std() == pytest.approx(np.sqrt(1 / 12), rel=0.03)


def test_bodies_without_inside_are_found() -> None:
    """Inequalities that force an equation, and those that leave one point."""
    flat = drawn(WeightSpace.constrained(ABC, [({"a": 1}, "<=", 0.25), ({"a": 1}, ">=", 0.25)]))
    assert flat["a"].to_numpy() == pytest.approx(0.25, abs=1e-6)
    assert flat["b"].std() == pytest.approx(0.75 / np.sqrt(12), rel=0.03)
    point = drawn(WeightSpace.constrained(ABC, [({"a": 1}, ">=", 1)]))
    assert point.to_numpy()[0] == pytest.approx([1, 0, 0], abs=1e-6)


def test_an_order_and_constraints_go_together() -> None:
    """Both hold in every draw."""
    weights = drawn(WeightSpace.constrained(ABC, [({"a": 1}, "<=", 0.5)], order=["a", "b", "c"]))
    assert weights["a"].max() <= 0.5 + 1e-6
    assert (weights["a"] >= weights["b"] - 1e-6).all()
    assert (weights["b"] >= weights["c"] - 1e-6).all()


def test_other_criteria_can_stand_beside() -> None:
    """They have their share in every draw, whatever is asked about the rest."""
    others = pd.Series({"x": 3.0, "y": 1.0})
    for space in (WeightSpace.uniform(ABC), WeightSpace.near(pd.Series({"a": 2.0, "b": 1.0}), 0.1)):
        weights = drawn(space.beside(others, 0.4))
        assert weights["x"].to_numpy() == pytest.approx(0.3, abs=1e-6)
        assert weights["y"].to_numpy() == pytest.approx(0.1, abs=1e-6)


def test_questions_that_make_no_sense_are_refused() -> None:
    """Unknown names, no weights at all, constraints that nothing satisfies."""
    with pytest.raises(ScoresInvalid, match="No weights satisfy"):
        WeightSpace.constrained(ABC, [({"a": 1}, ">=", 2)])
    with pytest.raises(ScoresInvalid, match="'z'"):
        WeightSpace.constrained(ABC, [({"z": 1}, ">=", 0)])
    with pytest.raises(ScoresInvalid, match="sign"):
        WeightSpace.constrained(ABC, [({"a": 1}, ">", 0)])
    with pytest.raises(ScoresInvalid, match="each once"):
        WeightSpace.ordered(ABC, ["a", "a"])
    with pytest.raises(ScoresInvalid, match="each once"):
        WeightSpace.ordered(ABC, ["a", "z"])
    with pytest.raises(ScoresInvalid, match="concentration"):
        WeightSpace.around(pd.Series({"a": 1.0}), 0)
    with pytest.raises(NothingCounts):
        WeightSpace.fixed(pd.Series({"a": 0.0}))
    with pytest.raises(NothingCounts):
        WeightSpace.groups(pd.Series({"a": "g"}), pd.Series({"a": 0.0}))
    with pytest.raises(ScoresInvalid, match="no criteria"):
        WeightSpace.uniform([])
