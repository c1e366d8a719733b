"""Weights from pairs: two examples of Saaty's, and best-worst comparisons of Rezaei's as another library solves them.

Saaty, T. L. (1977). A scaling method for priorities in hierarchical structures, Journal of Mathematical Psychology 15,
234-281: the wealth of nations, lambda_max 7.61. Saaty, T. L. (1990). How to make a decision: the analytic hierarchy
process, European Journal of Operational Research 48, 9-26: choosing a house, lambda_max 9.669, C.I. 0.238, C.R. 0.169.
Rezaei, J. (2016). Best-worst multi-criteria decision-making method: some properties and a linear model, Omega 64,
126-130; the figures to eight decimals are the test data of the R package BWM (J. Tomczak, test-example-data.R).
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from policylab.mcda import ahp_weights, best_worst_weights

WEALTH = """
us      1   4   9   6   6   5   5
ussr    1/4 1   7   5   5   3   4
china   1/9 1/7 1   1/5 1/5 1/7 1/5
france  1/6 1/5 5   1   1   1/3 1/3
uk      1/6 1/5 5   1   1   1/3 1/3
japan   1/5 1/3 7   3   3   1   2
germany 1/5 1/4 5   3   3   1/2 1
"""
HOUSE = """
size          1   5   3   7   6   6   1/3 1/4
transport     1/5 1   1/3 5   3   3   1/5 1/7
neighbourhood 1/3 3   1   6   3   4   6   1/5
age           1/7 1/5 1/6 1   1/3 1/4 1/7 1/8
yard          1/6 1/3 1/3 3   1   1/2 1/5 1/6
facilities    1/6 1/3 1/4 4   2   1   1/5 1/6
condition     3   5   1/6 7   5   5   1   1/2
financing     4   7   5   8   6   6   2   1
"""
CAR = ["quality", "price", "comfort", "safety", "style"]


def pairs(text: str) -> pd.DataFrame:
    """Return comparisons written as fractions."""
    rows = {
        line.split()[0]: [float(Fraction(x)) for x in line.split()[1:]] for line in text.strip().splitlines()
    }
    return pd.DataFrame(list(rows.values()), index=list(rows), columns=list(rows))


def test_wealth_of_nations() -> None:
    """Eigenvector to three decimals (as in the later printings), lambda_max 7.61, C.I. 0.10, C.R. below 0.1."""
    found = ahp_weights(pairs(WEALTH))
    assert found.weights.tolist() == pytest.approx(
        [0.427, 0.230, 0.021, 0.052, 0.052, 0.123, 0.094], abs=6e-4
    )
    assert found.lambda_max == pytest.approx(7.61, abs=5e-3)
    assert found.consistency_index == pytest.approx(0.10, abs=5e-3)
    assert found.consistency_ratio < 0.1


def test_choosing_a_house() -> None:
    """Priorities to three decimals, lambda_max 9.669, C.I. 0.238, C.R. 0.169: above 0.1, as the text says."""
    found = ahp_weights(pairs(HOUSE))
    assert found.weights.round(3).tolist() == [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    assert found.lambda_max == pytest.approx(9.669, abs=5e-4)
    assert found.consistency_index == pytest.approx(0.238, abs=5e-4)
    assert found.consistency_ratio == pytest.approx(0.169, abs=5e-4)
    where = np.unravel_index(found.misfit.to_numpy().argmax(), found.misfit.shape)
    assert {found.misfit.index[where[0]], found.misfit.columns[where[1]]} == {"neighbourhood", "condition"}


@pytest.mark.parametrize(
    ("from_best", "to_worst", "printed", "xi"),
    [
        ([2, 1, 4, 2, 8], [4, 8, 2, 4, 1], [0.21052632, 0.42105263, 0.10526316, 0.21052632, 0.05263158], 0.0),
        (
            [2, 1, 4, 3, 8],
            [4, 8, 2, 3, 1],
            [0.22950820, 0.44808743, 0.11475410, 0.15300546, 0.05464481],
            0.002444958 * 4.47,  # printed divided by the consistency index of a_BW = 8
        ),
    ],
)
def test_linear_best_worst(
    from_best: list[int], to_worst: list[int], printed: list[float], xi: float
) -> None:
    """Weights to 1e-8 and xi to 1e-8, consistent comparisons and others."""
    found = best_worst_weights(pd.Series(from_best, CAR), pd.Series(to_worst, CAR))
    assert found.weights.tolist() == pytest.approx(printed, abs=1e-8)
    assert found.xi == pytest.approx(xi, abs=1e-8)
    assert (found.best, found.worst) == ("price", "style")


def test_transport_mode_in_closed_form() -> None:
    """Rezaei's three criteria (8, 2, 1; 1, 5, 8): 2/28, 9/28, 17/28 and xi = 1/28, by hand."""
    names = ["load_flexibility", "accessibility", "cost"]
    found = best_worst_weights(pd.Series([8, 2, 1], names), pd.Series([1, 5, 8], names))
    assert found.weights.tolist() == pytest.approx([2 / 28, 9 / 28, 17 / 28], abs=1e-9)
    assert found.xi == pytest.approx(1 / 28, abs=1e-9)
    assert found.input_consistency_ratio == pytest.approx(2 / 56, abs=1e-12)  # |2 x 5 - 8| / (8 x 8 - 8)
