"""Regret and worst case on a textbook's condominiums; ranks' agreement against another library.

Anderson, D. R., Sweeney, D. J., Williams, T. A., and others. An Introduction to Management Science, chapter Decision
analysis: the PDC condominium project, profits in millions (table of payoffs, of opportunity losses, of maximum
regrets).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.robustness import kendall_tau, maximin, regret, satisficing

PDC = pd.DataFrame(
    {"strong_demand": [8, 14, 20], "weak_demand": [7, 5, -9]}, index=["small", "medium", "large"]
)


def test_opportunity_losses() -> None:
    """12, 6, 0 under strong demand; 0, 2, 16 under weak demand."""
    assert regret(PDC).table.to_numpy().tolist() == [[12, 0], [6, 2], [0, 16]]


def test_minimax_regret() -> None:
    """Largest regrets 12, 6 and 16: the medium complex; the large one for the weak demand."""
    found = regret(PDC)
    assert found.largest.tolist() == [12, 6, 16]
    assert list(found.order.index) == ["medium", "small", "large"]
    assert found.cause == {
        "small": ("strong_demand",),
        "medium": ("strong_demand",),
        "large": ("weak_demand",),
    }
    assert found.leaders == {"strong_demand": ("large",), "weak_demand": ("small",)}


def test_conservative_approach() -> None:
    """Least payoffs 7, 5 and -9: the small complex."""
    found = maximin(PDC)
    assert found.worst.tolist() == [7, 5, -9]
    assert list(found.order.index) == ["small", "medium", "large"]


def test_share_above_a_level() -> None:
    """At least 5 million: always small and medium, half the time large."""
    assert satisficing(PDC, level=5).at_least.tolist() == [1.0, 1.0, 0.5]


@pytest.mark.parametrize("seed", range(8))
def test_tau_b_as_scipy_has_it(seed: int) -> None:
    """With many ties, to 1e-12."""
    from scipy.stats import kendalltau

    first, second = np.random.default_rng(seed).integers(0, 5, (2, 15))
    ours = kendall_tau(pd.Series(first), pd.Series(second))
    assert ours == pytest.approx(kendalltau(first, second).statistic, abs=1e-12)
