"""Benefit and risk of four antidepressants: the case that JSMAA, the tool of the method's authors, is tested on.

Reference: T. Tervonen, G. van Valkenhoef, E. Buskens, H. L. Hillege, D. Postmus (2011), A stochastic
multicriteria model for evidence-based decision making in drug benefit-risk analysis, Statistics in Medicine 30;
figures as in the test suite of JSMAA (`SMAA2SimulationTest`, 10,000 draws, its own tolerance 0.02 and 0.03).

Their measurements are normal and log-normal; ours are triangular of the same mean and spread, which keeps every
figure within their own tolerance.
"""

import numpy as np
import pandas as pd
import pytest

from policylab import robustness

DRUGS = ["fluoxetine", "paroxetine", "sertraline", "venlafaxine"]
# Mean and standard deviation; efficacy as a logarithm (and more is better), the side effects in per cent.
MEASURED = {
    "efficacy": [(0.0, 0.0), (0.086, 0.056), (0.095, 0.044), (0.113, 0.048)],
    "diarrhea": [(11.7, 2.5), (9.2, 1.86), (15.4, 2.65), (5.5, 2.32)],
    "dizziness": [(7.2, 1.45), (10.6, 1.58), (7.5, 1.48), (15.7, 4.44)],
    "headache": [(16.6, 3.27), (21.2, 5.15), (20.2, 3.78), (12.8, 2.45)],
    "insomnia": [(13.7, 1.89), (14.3, 2.93), (15.0, 3.21), (11.2, 3.98)],
    "nausea": [(18.6, 1.79), (18.3, 3.7), (19.5, 2.6), (31.0, 1.68)],
}
ACCEPTABILITY = [
    [0.20, 0.28, 0.30, 0.22],
    [0.25, 0.29, 0.27, 0.19],
    [0.17, 0.25, 0.29, 0.30],
    [0.39, 0.18, 0.15, 0.29],
]
CENTRAL_WEIGHTS = [
    [0.08, 0.14, 0.23, 0.18, 0.16, 0.22],
    [0.18, 0.17, 0.15, 0.13, 0.15, 0.22],
    [0.21, 0.10, 0.22, 0.13, 0.15, 0.20],
    [0.18, 0.21, 0.12, 0.21, 0.19, 0.09],
]
CONFIDENCE = [0.48, 0.44, 0.34, 0.74]


def _values() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return low, middle and high partial values: linear between the ends of all 95 % intervals."""
    tables = []
    for step in (-np.sqrt(6), 0.0, np.sqrt(6)):  # a triangle's half base is the root of 6 standard deviations
        columns = {}
        for name, drugs in MEASURED.items():
            mean, sd = np.array(drugs).T
            low, high = mean - 1.96 * sd, mean + 1.96 * sd
            if name == "efficacy":
                mean, sd, low, high = np.exp(mean), np.exp(mean) * sd, np.exp(low), np.exp(high)
            bottom, top = low.min(), high.max()
            up = (mean + step * sd - bottom) / (top - bottom)
            down = (top - (mean - step * sd)) / (top - bottom)
            columns[name] = up if name == "efficacy" else down
        tables.append(pd.DataFrame(columns, index=DRUGS))
    return tables[0], tables[1], tables[2]


@pytest.fixture(scope="module")
def found() -> robustness.Smaa:
    """The analysis of the case."""
    low, middle, high = _values()
    return robustness.smaa(middle, low, high, draws=200_000, seed=1)


def test_rank_acceptability(found: robustness.Smaa) -> None:
    """Each drug takes each place as often as they say."""
    np.testing.assert_allclose(found.acceptability, ACCEPTABILITY, atol=0.02)


def test_central_weights(found: robustness.Smaa) -> None:
    """The typical weights of those who would put a drug first."""
    np.testing.assert_allclose(found.central_weights, CENTRAL_WEIGHTS, atol=0.02)


def test_confidence_factors(found: robustness.Smaa) -> None:
    """How sure the first place is for somebody with just these weights."""
    np.testing.assert_allclose(found.confidence, CONFIDENCE, atol=0.03)
