"""Exact methods against published formulas and against the linear programmes of another library."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from scipy.spatial import ConvexHull, HalfspaceIntersection

from policylab.robustness import least_score_change, protection_ladder, tipping_points, weight_map


@pytest.mark.parametrize("seed", range(20))
def test_criticality_of_triantaphyllou_and_sanchez(seed: int) -> None:
    """Their theorem: lowering criterion k by (V_j - V_i) / (v_jk - v_ik), before dividing anew, makes i and j level.

    E. Triantaphyllou and A. Sanchez, Decision Sciences 28 (1997), 151-194, theorem 1 for the weighted sum.
    """
    rng = np.random.default_rng(seed)
    values, weights = pd.DataFrame(rng.random((6, 4))), pd.Series(rng.dirichlet(np.ones(4)))
    array, weight = values.to_numpy(), weights.to_numpy()
    total = array @ weight
    found = tipping_points(values, weights)
    assert len(found.points)
    for moved, at, before, after, _ in found.points.itertuples(index=False):
        (i,), (j,) = before, after
        by = (total[j] - total[i]) / (array[j, moved] - array[i, moved])
        assert at == pytest.approx((weight[moved] - by) / (1 - by), abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_ladder_is_the_convex_hull(seed: int) -> None:
    """Leaders on the ladder are the corners of Qhull's convex hull that some share in 0 to 1 favours."""
    ledgers = np.random.default_rng(seed).random((40, 2))
    ladder = protection_ladder(pd.Series(ledgers[:, 0]), pd.Series(ledgers[:, 1]))
    on_hull = set(ConvexHull(ledgers).vertices)
    named = [leader for (leader,) in ladder.leaders]
    assert set(named) <= on_hull
    shares = np.linspace(0, 1, 10_001)
    assert set((ledgers @ np.vstack((1 - shares, shares))).argmax(axis=0)) <= set(named)


@pytest.mark.parametrize("seed", range(10))
def test_regions_are_those_of_qhull(seed: int) -> None:
    """Each region has the area of the intersection of its half-planes as Qhull finds it."""
    rng = np.random.default_rng(seed)
    values = pd.DataFrame(rng.random((8, 3)))
    for region in weight_map(values).regions:
        (leader,) = region.options
        gaps = values.loc[leader].to_numpy() - values.drop(index=leader).to_numpy()
        # In (x, y) with the third weight 1 - x - y: -(gap0 - gap2) x - (gap1 - gap2) y - gap2 <= 0.
        planes = np.column_stack((gaps[:, 2] - gaps[:, 0], gaps[:, 2] - gaps[:, 1], -gaps[:, 2]))
        triangle = np.array([[-1.0, 0.0, 0.0], [0.0, -1.0, 0.0], [1.0, 1.0, -1.0]])
        inside = region.corners.mean().to_numpy()[:2]
        corners = HalfspaceIntersection(np.vstack((planes, triangle)), inside).intersections
        assert region.area == pytest.approx(2 * ConvexHull(corners).volume, abs=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_least_scores_are_those_of_a_linear_programme(seed: int) -> None:
    """The greedy answer costs what the linear programme over all cells costs, and is impossible when it is."""
    rng = np.random.default_rng(seed)
    n, m, rival = 5, 4, int(rng.integers(5))
    central = pd.DataFrame(rng.integers(-6, 7, (n, m)) / 2)
    low, high = (central + sign * rng.integers(0, 5, (n, m)) / 2 for sign in (-1, 1))
    weight = rng.dirichlet(np.ones(m))
    found = least_score_change(low, central, high, pd.Series(weight), rival)
    rows, bounds = [], []
    for i in set(range(n)) - {rival}:
        row = np.zeros((n, m))
        row[i], row[rival] = weight, -weight
        rows.append(np.concatenate((row.ravel(), -row.ravel())))  # moves up, then moves down
        bounds.append((central.to_numpy()[rival] - central.to_numpy()[i]) @ weight)
    room = np.concatenate(((high - central).to_numpy().ravel(), (central - low).to_numpy().ravel()))
    solved = linprog(np.ones(2 * n * m), A_ub=rows, b_ub=bounds, bounds=[(0, r) for r in room])
    assert found.possible == (solved.x is not None)
    if found.possible:
        assert found.moved == pytest.approx(solved.fun, abs=1e-7)
