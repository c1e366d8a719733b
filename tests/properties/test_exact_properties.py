"""What must hold for tipping points, least changes, maps and ladders whatever the numbers are."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylab.errors import CallError
from policylab.mcda import normalise_points, weighted_sum
from policylab.robustness import (
    least_score_change,
    least_weight_change,
    nearest_points,
    potential_leaders,
    tipping_array,
    tipping_points,
    weight_map,
)

half_steps = st.integers(-6, 6).map(lambda n: n / 2)


@st.composite
def problems(
    draw: st.DrawFn, min_criteria: int = 1, max_criteria: int = 5, max_options: int = 6
) -> tuple[pd.DataFrame, pd.Series]:
    """Return scores of some options on some criteria in half steps, and whole points, not all 0."""
    n, m = draw(st.integers(1, max_options)), draw(st.integers(min_criteria, max_criteria))
    cells = draw(st.lists(half_steps, min_size=n * m, max_size=n * m))
    points = draw(st.lists(st.integers(0, 10), min_size=m, max_size=m).filter(any))
    names = [f"criterion_{j}" for j in range(m)]
    values = pd.DataFrame(np.reshape(cells, (n, m)), index=[f"option_{i}" for i in range(n)], columns=names)
    return values, pd.Series(points, index=names)


def moved_to(weights: pd.Series, key: str, at: float) -> pd.Series:
    """Return the weights with one at a place and the others in proportion."""
    rest = weights.drop(key) / weights.drop(key).sum() * (1 - at)
    return pd.concat([rest, pd.Series({key: at})]).reindex(weights.index)


def leaders_at(values: pd.DataFrame, weights: pd.Series, tie: float = 1e-9) -> set[str]:
    """Return who has the highest total, by evaluating."""
    total = weighted_sum(values, weights, whole=1.0).total
    return set(total.index[total >= total.max() - tie])


def rational_points(values: pd.DataFrame, points: pd.Series, key: str) -> list[Fraction]:
    """Return every place where the set of leaders changes for good, in exact rationals."""
    rest = [(k, Fraction(int(p))) for k, p in points.items() if k != key]
    whole = sum(p for _, p in rest)
    lines = []
    for option in values.index:
        start = sum(Fraction(float(values.at[option, k])) * p for k, p in rest) / whole
        lines.append((start, Fraction(float(values.at[option, key]))))

    def leading(t: Fraction) -> frozenset[int]:
        heights = [a + (b - a) * t for a, b in lines]
        return frozenset(i for i, height in enumerate(heights) if height == max(heights))

    crossings = {Fraction(0), Fraction(1)}
    for (a, b), (c, d) in combinations(set(lines), 2):
        if (b - a) != (d - c) and 0 < (t := (c - a) / ((b - a) - (d - c))) < 1:
            crossings.add(t)
    places = sorted(crossings)
    inside = [leading((x + y) / 2) for x, y in pairwise(places)]
    return [
        t for t, before, after in zip(places[1:-1], inside[:-1], inside[1:], strict=True) if before != after
    ]


@given(problems(min_criteria=2))
def test_tipping_points_are_those_of_exact_rationals(case: tuple[pd.DataFrame, pd.Series]) -> None:
    """None is missed, none is invented, and each is right to 1e-12."""
    values, points = case
    found = tipping_points(values, points)
    for key, envelope in found.envelopes.items():
        exact = [float(t) for t in rational_points(values, points, str(key))]
        assert len(envelope.points) == len(exact)
        assert envelope.points == pytest.approx(exact, abs=1e-12)


@given(problems(min_criteria=2))
def test_both_sides_of_every_tipping_point(case: tuple[pd.DataFrame, pd.Series]) -> None:
    """Evaluating in the middle of each piece, at each point, and at the ends gives the leaders named."""
    values, points = case
    weights = normalise_points(points)
    for key, envelope in tipping_points(values, weights).envelopes.items():
        places = [0.0, 1.0, *envelope.points, *((a + b) / 2 for a, b, _ in envelope.pieces)]
        for at in places:
            assert set(envelope.at(at)) == leaders_at(values, moved_to(weights, str(key), at))


@given(problems(min_criteria=2), st.integers(2, 100))
def test_points_do_not_depend_on_scaling_and_names(case: tuple[pd.DataFrame, pd.Series], factor: int) -> None:
    """Points times a factor, options in another order and under other names: the same places."""
    values, points = case
    plain = tipping_points(values, points)
    other = tipping_points(values.iloc[::-1].rename(index="x_{}".format), points * factor)
    for key, envelope in plain.envelopes.items():
        assert envelope.points == pytest.approx(other.envelopes[key].points, abs=1e-12)
        renamed = [{f"x_{name}" for name in names} for names in envelope.leaders]
        assert renamed == [set(names) for names in other.envelopes[key].leaders]


@given(problems(min_criteria=2))
def test_a_beaten_option_moves_no_tipping_point(case: tuple[pd.DataFrame, pd.Series]) -> None:
    """Adding an option worse everywhere than one that is there changes no point and no leader."""
    values, points = case
    worse = pd.DataFrame([values.iloc[0] - 0.5], index=["worse"])
    plain, more = tipping_points(values, points), tipping_points(pd.concat([values, worse]), points)
    assert {k: (e.points, e.leaders) for k, e in plain.envelopes.items()} == {
        k: (e.points, e.leaders) for k, e in more.envelopes.items()
    }


@given(problems(max_criteria=3, max_options=4), st.data())
def test_least_weights_against_a_grid(case: tuple[pd.DataFrame, pd.Series], data: st.DataObject) -> None:
    """No weights of a fine grid that bring the option first are nearer; a proof holds on all of them."""
    values, points = case
    rival = data.draw(st.sampled_from(list(values.index)))
    found = least_weight_change(values, points, rival)
    now = normalise_points(points).to_numpy()
    steps = 24
    grid = np.array([g for g in product(range(steps + 1), repeat=len(now)) if sum(g) == steps]) / steps
    total = grid @ values.to_numpy().T
    at = values.index.get_loc(rival)
    first = total[:, at] >= total.max(axis=1) - 1e-9
    assert found.weights.sum() == pytest.approx(1.0)
    assert (found.weights >= 0).all()
    if found.possible:
        assert rival in leaders_at(values, found.weights, 1e-8)
        assert found.moved == pytest.approx(np.abs(found.weights.to_numpy() - now).sum(), abs=1e-9)
        assert not first.any() or found.moved <= np.abs(grid[first] - now).sum(axis=1).min() + 1e-7
    else:
        assert not first.any()
        assert ((found.mix @ values) - values.loc[rival]).min() >= -found.lead - 1e-7 > 0


@given(problems(max_criteria=3, max_options=4), st.data())
def test_nearest_points_against_all_points(case: tuple[pd.DataFrame, pd.Series], data: st.DataObject) -> None:
    """Of all whole points from 0 to 6 that bring the option first, none are nearer."""
    values, points = case
    points = points.clip(upper=6)
    rival, alone = data.draw(st.sampled_from(list(values.index))), data.draw(st.booleans())
    found = nearest_points(values, points, rival, most=6, alone=alone)
    grid = np.array([g for g in product(range(7), repeat=len(points)) if any(g)])
    gaps = values.loc[rival].to_numpy() - values.to_numpy()
    ahead = grid @ gaps[np.abs(gaps).any(axis=1)].T
    holds = (ahead > 1e-9).all(axis=1) if alone else (ahead > -1e-9).all(axis=1)
    assert (found is None) == (not holds.any())
    if found is not None:
        assert np.abs(found - points).sum() == np.abs(grid[holds] - points.to_numpy()).sum(axis=1).min()


@given(problems(max_criteria=2, max_options=3), st.data())
def test_least_scores_against_all_scores(case: tuple[pd.DataFrame, pd.Series], data: st.DataObject) -> None:
    """Of all scores in half steps inside the ranges that bring the option first, none are nearer."""
    values, points = case
    size = values.size
    downs, ups = (data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)) for _ in range(2))
    low = values - np.reshape(downs, values.shape) / 2
    high = values + np.reshape(ups, values.shape) / 2
    rival = data.draw(st.sampled_from(list(values.index)))
    found = least_score_change(low, values, high, points, rival, step=0.5)
    any_amount = least_score_change(low, values, high, points, rival)
    at, weight = values.index.get_loc(rival), points.to_numpy()
    least = np.inf
    for moves in product(*(range(-d, u + 1) for d, u in zip(downs, ups, strict=True))):
        total = (values.to_numpy() + np.reshape(moves, values.shape) / 2) @ weight
        if total[at] >= total.max() - 1e-9:
            least = min(least, sum(map(abs, moves)) / 2)
    assert found.possible == any_amount.possible == (least < np.inf)
    if found.possible:
        assert found.moved == pytest.approx(least)
        assert any_amount.moved <= least + 1e-9
        for change in (found, any_amount):
            assert (change.scores >= low - 1e-9).all(axis=None)
            assert (change.scores <= high + 1e-9).all(axis=None)
            assert rival in leaders_at(change.scores, points / points.sum(), 1e-8)


@given(problems(min_criteria=3, max_criteria=3, max_options=8))
def test_areas_of_the_map(case: tuple[pd.DataFrame, pd.Series]) -> None:
    """Areas sum to 1; at the middle of each region its options lead; never means never on a grid."""
    values, _ = case
    found = weight_map(values)
    assert sum(region.area for region in found.regions) == pytest.approx(1.0, abs=1e-9)
    for region in (*found.regions, *found.touching):
        assert region.corners.sum(axis=1).to_numpy() == pytest.approx(1.0)
        middle = pd.Series(region.corners.mean().clip(lower=0), index=values.columns)
        assert set(region.options) <= leaders_at(values, middle, 1e-8)
    for region in found.regions:
        middle = pd.Series(region.corners.mean().clip(lower=0), index=values.columns)
        assert leaders_at(values, middle, 1e-12) == set(region.options)
    covered = {name for region in (*found.regions, *found.touching) for name in region.options}
    assert covered | set(found.never) == set(values.index)
    grid = np.array([g for g in product(range(13), repeat=3) if sum(g) == 12]) / 12
    total = grid @ values.to_numpy().T
    ever = (total >= total.max(axis=1, keepdims=True) - 1e-9).any(axis=0)
    assert not ever[[values.index.get_loc(name) for name in found.never]].any()


def test_areas_agree_with_sampling() -> None:
    """Shares of 200,000 weights drawn evenly from the triangle agree with the areas within 5 s.e."""
    rng = np.random.default_rng(3)
    draws = rng.dirichlet(np.ones(3), 200_000)
    for _ in range(10):
        values = pd.DataFrame(rng.integers(-6, 7, (12, 3)) / 2).drop_duplicates()
        area = weight_map(values).area.to_numpy()
        share = np.bincount((draws @ values.to_numpy().T).argmax(axis=1), minlength=len(values)) / len(draws)
        assert (np.abs(share - area) <= 5 * np.sqrt(area * (1 - area) / len(draws)) + 1e-9).all()


@given(problems(max_criteria=3, max_options=5))
def test_potential_leaders_and_the_map_of_all_weights(case: tuple[pd.DataFrame, pd.Series]) -> None:
    """The margin is reached at the weights given, no grid point has a larger one, and mixes prove the rest."""
    values, _ = case
    found = potential_leaders(values)
    grid = np.array([g for g in product(range(13), repeat=values.shape[1]) if sum(g) == 12]) / 12
    for option in values.index:
        gaps = values.loc[option].to_numpy() - values.to_numpy()
        gaps = gaps[np.abs(gaps).any(axis=1)]
        margin = found.margin[option]
        if not len(gaps):
            assert margin == np.inf
            continue
        assert (gaps @ found.weights.loc[option].to_numpy()).min() == pytest.approx(margin, abs=1e-7)
        assert (gaps @ grid.T).min(axis=0).max() <= margin + 1e-7
        if found.verdict[option] != "first":
            mixed = found.mix.loc[option].to_numpy() @ values.to_numpy()
            assert (mixed - values.loc[option].to_numpy()).min() >= -margin - 1e-7


@given(problems())
def test_plain_arrays_have_the_same_tipping_points(problem: tuple[pd.DataFrame, pd.Series]) -> None:
    """The points are those of the frames, and the option named on each piece is one that leads there."""
    values, points = problem
    found = tipping_points(values, points)
    for name, plain in zip(values.columns, tipping_array(values.to_numpy(), points.to_numpy()), strict=True):
        if plain is None:
            assert name in found.not_moved
            continue
        envelope = found.envelopes[name]
        assert tuple(plain[0]) == envelope.points
        for line, leaders in zip(plain[1], envelope.leaders, strict=True):
            assert values.index[line] in leaders


@pytest.mark.parametrize(
    ("values", "weights", "told"),
    [
        ([1.0, 2.0], [1.0], "a table"),
        ([[1.0, 2.0]], [1.0], "a table"),
        ([[1.0, float("nan")]], [1.0, 1.0], "must be a number"),
        ([[1.0, 2.0]], [1.0, -1.0], "at least 0"),
        ([[1.0, 2.0]], [0.0, 0.0], "Nothing counts"),
    ],
)
def test_plain_arrays_that_do_not_fit_are_refused(values: list, weights: list, told: str) -> None:
    """Each with a named error and one sentence."""
    with pytest.raises(CallError, match=told):
        tipping_array(values, weights)
