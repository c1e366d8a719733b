"""Ranks against another library, and draws against the closed form of their distribution."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from policylab.mcda import rank_options
from policylab.robustness import sample_places


@pytest.mark.parametrize("seed", range(20))
def test_unshared_ranks_are_competition_ranks(seed: int) -> None:
    """With closeness 0, ranks are those of `pandas.Series.rank(method="min")`, ties included."""
    totals = np.random.default_rng(seed).integers(-5, 6, size=20) / 2
    plain = pd.Series(totals, index=[f"option_{i}" for i in range(20)])
    ours = rank_options(plain)["rank"].reindex(plain.index)
    assert ours.tolist() == plain.rank(method="min", ascending=False).tolist()


def triangular_cdf(x: npt.ArrayLike, low: float, mode: float, high: float) -> npt.NDArray[np.float64]:
    """Return the chance that a triangular score is at most x (low < mode < high)."""
    x = np.clip(np.asarray(x, dtype=float), low, high)
    rising = (x - low) ** 2 / ((high - low) * (mode - low))
    falling = 1 - (high - x) ** 2 / ((high - low) * (high - mode))
    return np.where(x <= mode, rising, falling)


def frames(*cells: dict[str, list[float]]) -> list[pd.DataFrame]:
    """Return low, central and high scores of options a and b."""
    return [pd.DataFrame(columns, index=["a", "b"]) for columns in cells]


@pytest.mark.parametrize("certain", [-0.5, 0.0, 0.7, 1.5])
def test_draws_are_triangular(certain: float) -> None:
    """How often a score exceeds a certain one is what the closed form says, to 5 standard errors."""
    low, central, high = frames({"x": [-1.0, certain]}, {"x": [0.5, certain]}, {"x": [2.0, certain]})
    places = sample_places(low, central, high, pd.Series({"x": 1.0}), draws=50_000, seed=3)
    expected = 1 - triangular_cdf(certain, -1, 0.5, 2)
    assert places.loc["a", 1] == pytest.approx(expected, abs=5 * np.sqrt(expected * (1 - expected) / 50_000))


def test_weighted_sum_of_two_triangles() -> None:
    """The chance that 0.6 x + 0.4 y exceeds a certain total, by integrating the closed form over x."""
    low, central, high = frames(
        {"x": [-1.0, 0.4], "y": [0.0, 0.4]},
        {"x": [0.0, 0.4], "y": [1.0, 0.4]},
        {"x": [1.5, 0.4], "y": [1.5, 0.4]},
    )
    places = sample_places(low, central, high, pd.Series({"x": 0.6, "y": 0.4}), draws=100_000, seed=5)
    edges = np.linspace(-1, 1.5, 20_001)
    mass = np.diff(triangular_cdf(edges, -1, 0, 1.5))
    middle = (edges[:-1] + edges[1:]) / 2
    expected = 1 - float(mass @ triangular_cdf((0.4 - 0.6 * middle) / 0.4, 0, 1, 1.5))
    assert places.loc["a", 1] == pytest.approx(expected, abs=5 * np.sqrt(expected * (1 - expected) / 100_000))


def test_weights_of_any_size_give_the_same_places() -> None:
    """Only proportions of weights matter to the draws."""
    low, central, high = frames({"x": [-1.0, 0.0]}, {"x": [0.0, 0.5]}, {"x": [1.0, 1.0]})
    one, ten = (sample_places(low, central, high, pd.Series({"x": w}), draws=500) for w in (1.0, 10.0))
    pd.testing.assert_frame_equal(one, ten)
