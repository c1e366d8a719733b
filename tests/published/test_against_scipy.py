"""Ranks and draws against another library, scipy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from policylab.mcda import rank_options
from policylab.robustness import sample_places


@pytest.mark.parametrize("seed", range(20))
def test_unshared_ranks_are_competition_ranks(seed: int) -> None:
    """With closeness 0, ranks are scipy's `rankdata(method="min")`, ties included."""
    totals = np.random.default_rng(seed).integers(-5, 6, size=20) / 2
    labels = [f"option_{i}" for i in range(20)]
    ours = rank_options(pd.Series(totals, index=labels))["rank"].reindex(labels)
    assert ours.tolist() == stats.rankdata(-totals, method="min").tolist()


def triangles(low: list[float], central: list[float], high: list[float]) -> list[pd.DataFrame]:
    """Return one-criterion frames for some options."""
    return [pd.DataFrame({"x": cells}, index=list("abcdef")[: len(cells)]) for cells in (low, central, high)]


@pytest.mark.parametrize("threshold", [-0.5, 0.0, 0.7, 1.5])
def test_draws_are_triangular(threshold: float) -> None:
    """How often a score exceeds a certain one is scipy's survival function, to 5 standard errors."""
    frames = triangles([-1, threshold], [0.5, threshold], [2, threshold])
    places = sample_places(*frames, pd.Series({"x": 1.0}), draws=50_000, seed=3)
    expected = stats.triang(c=0.5, loc=-1, scale=3).sf(threshold)
    assert places.loc["a", 1] == pytest.approx(expected, abs=5 * np.sqrt(expected * (1 - expected) / 50_000))


def test_sum_of_two_triangles_against_quadrature() -> None:
    """The chance that a weighted sum of two triangular scores exceeds a third, against numerical integration."""
    low = pd.DataFrame({"x": [-1.0, 0.0], "y": [0.0, 0.0]}, index=["a", "b"])
    central = pd.DataFrame({"x": [0.0, 0.5], "y": [1.0, 0.0]}, index=["a", "b"])
    high = pd.DataFrame({"x": [1.0, 1.5], "y": [1.5, 0.0]}, index=["a", "b"])
    places = sample_places(low, central, high, pd.Series({"x": 0.6, "y": 0.4}), draws=100_000, seed=5)
    grid = np.linspace(0, 1, 601)[:-1] + 1 / 1200
    ax, ay, bx = (
        stats.triang(c=c, loc=loc, scale=scale).ppf(grid)
        for c, loc, scale in ((0.5, -1, 2), (2 / 3, 0, 1.5), (1 / 3, 0, 1.5))
    )
    total = np.sort((0.6 * ax[:, None] + 0.4 * ay[None, :]).ravel())
    expected = 1 - np.searchsorted(total, 0.6 * bx).mean() / len(total)
    assert places.loc["a", 1] == pytest.approx(expected, abs=5 * 0.5 / np.sqrt(100_000) + 2e-3)
