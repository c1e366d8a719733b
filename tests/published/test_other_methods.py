"""TOPSIS, VIKOR and PROMETHEE II against printed examples and against pymcdm, which others wrote.

Tzeng, G.-H., and Huang, J.-J. (2011). Multiple Attribute Decision Making, CRC Press (TOPSIS example).
Opricovic, S., and Tzeng, G.-H. (2004). Compromise solution by MCDM methods, European Journal of Operational Research
156, 445-455 (mountain climbing). Opricovic, S., and Tzeng, G.-H. (2007). Extended VIKOR method in comparison with
outranking methods, European Journal of Operational Research 178, 514-529 (reservoirs on the Drina, four weight sets).
Figures of the latter also in the tests of scikit-criteria; examples of pymcdm's own documentation.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.mcda import promethee_ii, topsis, vikor

DRINA = pd.DataFrame(
    [
        [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
        [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
        [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
        [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
        [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
        [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
    ],
    index=[f"A{i}" for i in range(1, 7)],
    columns=["profit", "cost", "energy", "peak", "homes", "area", "villages", "grade"],
)
DRINA_SENSES = pd.Series([1, -1, 1, 1, -1, -1, -1, 1], DRINA.columns)
DRINA_PRINTED = {  # weights: Q, compromise set (ranking of the extended method aside)
    (1, 1): ([0.991, 1.0, 0.473, 0.670, 0.0, 0.578], {"A5"}),
    (2, 1): ([1.0, 0.533, 0.552, 0.563, 0.0, 0.686], {"A5"}),
    (1, 2): ([0.684, 1.0, 0.147, 0.554, 0.041, 0.191], {"A3", "A5", "A6"}),
    (1, 3.2): ([0.668, 1.0, 0.051, 0.588, 0.058, 0.078], {"A3", "A5", "A6"}),
}


def test_topsis_of_tzeng_and_huang() -> None:
    """Nearness 0.5037, 0.6581, 0.7482 and 0.3340."""
    values = pd.DataFrame([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], columns=list("xyz"))
    found = topsis(values, pd.Series({"x": 0.3, "y": 0.4, "z": 0.3}))
    assert found.nearness.tolist() == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=1e-4)
    assert found.ranks["rank"].sort_index().tolist() == [3, 2, 1, 4]


def test_topsis_of_pymcdms_page() -> None:
    """0.500, 0.617 and 0.500 for the mountain climbers, stretched from 0 to 1."""
    values = pd.DataFrame({"risk": [1.0, 2, 5], "height": [3000.0, 3750, 4500]})
    senses = pd.Series({"risk": -1, "height": 1})
    found = topsis(values, pd.Series({"risk": 1, "height": 1}), normalisation="minmax", senses=senses)
    assert found.nearness.round(3).tolist() == [0.5, 0.617, 0.5]


def test_vikor_on_the_mountain() -> None:
    """S 0.5, 0.375, 0.5; R 0.5, 0.25, 0.5; Q 1, 0, 1; the middle way is first with both conditions met."""
    values = pd.DataFrame({"risk": [1.0, 2, 5], "height": [3000.0, 3750, 4500]}, index=["A1", "A2", "A3"])
    found = vikor(values, pd.Series({"risk": 1, "height": 1}), senses=pd.Series({"risk": -1, "height": 1}))
    assert found.group.tolist() == [0.5, 0.375, 0.5]
    assert found.single.tolist() == [0.5, 0.25, 0.5]
    assert found.compromise.tolist() == [1, 0, 1]
    assert found.acceptable_advantage
    assert found.acceptable_stability
    assert found.compromise_set == ("A2",)


@pytest.mark.parametrize("points", DRINA_PRINTED)
def test_vikor_on_the_drina(points: tuple[float, float]) -> None:
    """Q to 1e-3 and the compromise set, under four weight sets."""
    q, kept = DRINA_PRINTED[points]
    weights = pd.Series([points[0]] * 4 + [points[1]] * 4, DRINA.columns)
    found = vikor(DRINA, weights, senses=DRINA_SENSES)
    assert found.compromise.tolist() == pytest.approx(q, abs=1e-3)
    assert set(found.compromise_set) == kept


def test_vikor_of_pymcdms_page() -> None:
    """Q 0.5679, 0.7667, 1, 0.7493 and 0."""
    values = pd.DataFrame(
        [[78, 56, 34, 6], [4, 45, 3, 97], [18, 2, 50, 63], [9, 14, 11, 92], [85, 9, 100, 29]]
    )
    found = vikor(values, pd.Series(1.0, values.columns))
    assert found.compromise.round(4).tolist() == [0.5679, 0.7667, 1, 0.7493, 0]


def test_promethee_of_pymcdms_page() -> None:
    """Net flows 0.1, -0.3 and 0.2."""
    values = pd.DataFrame([[4, 3, 2], [3, 2, 4], [5, 1, 3]])
    found = promethee_ii(values, pd.Series([0.5, 0.3, 0.2]))
    assert found.net.round(9).tolist() == [0.1, -0.3, 0.2]


@pytest.mark.parametrize("seed", range(10))
def test_same_figures_as_pymcdm(seed: int) -> None:
    """On random tables with both senses, all three give what pymcdm gives, to 1e-12."""
    methods = pytest.importorskip("pymcdm", reason="the extra other-methods is not installed").methods
    rng = np.random.default_rng(seed)
    array, weight, sense = rng.normal(0.3, 2, (7, 5)), rng.dirichlet(np.ones(5)), rng.choice([-1, 1], 5)
    q, p = np.full(5, 0.3), np.full(5, 1.1)
    values, weights, senses = pd.DataFrame(array), pd.Series(weight), pd.Series(sense)
    other = methods.TOPSIS()(array, weight, sense)
    assert np.allclose(
        topsis(values, weights, normalisation="minmax", senses=senses).nearness, other, atol=1e-12
    )
    assert np.allclose(
        vikor(values, weights, senses=senses).compromise, methods.VIKOR()(array, weight, sense), atol=1e-12
    )
    for ours, theirs in (
        ("usual", "usual"),
        ("u_shape", "ushape"),
        ("v_shape", "vshape"),
        ("level", "level"),
        ("linear", "vshape_2"),
    ):
        other = methods.PROMETHEE_II(theirs, p=p, q=q)(array, weight, sense)
        found = promethee_ii(values, weights, preference=ours, q=0.3, p=1.1, senses=senses).net
        assert np.allclose(found, other, atol=1e-12), ours
