"""Sampled weights against what is published about them.

The mean weights under a complete order of importance are the rank-order centroid, whose table for up to six
criteria is in [BarronBarrett1996]; the simplex's moments are those of the Dirichlet distribution with all parameters
1, as in any textbook.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.robustness import WeightSpace, smaa

CENTROIDS = {
    2: [0.7500, 0.2500],
    3: [0.6111, 0.2778, 0.1111],
    4: [0.5208, 0.2708, 0.1458, 0.0625],
    5: [0.4567, 0.2567, 0.1567, 0.0900, 0.0400],
    6: [0.4083, 0.2417, 0.1583, 0.1028, 0.0611, 0.0278],
}


@pytest.mark.parametrize("m", sorted(CENTROIDS))
def test_mean_weights_under_an_order_are_the_centroid(m: int) -> None:
    """To four places in closed form, and within 5 standard errors in draws."""
    names = [f"c{j}" for j in range(m)]
    space = WeightSpace.ordered(names, names)
    assert space.span.mean(axis=1) == pytest.approx(CENTROIDS[m], abs=5.1e-5)
    drawn = space.draw(np.random.default_rng(1), 40_000)
    assert np.abs((drawn.mean() - CENTROIDS[m]) / (drawn.std() / 200)).max() < 5.5


def test_central_weights_of_the_only_option_are_the_centroid() -> None:
    """An option that is always first has the mean of all weights as its central weights."""
    scores = pd.DataFrame(1.0, index=["only"], columns=list("abc"))
    found = smaa(scores, weights=WeightSpace.ordered(list("abc"), list("abc")), draws=40_000)
    assert found.central_weights.loc["only"].tolist() == pytest.approx(CENTROIDS[3], abs=0.005)
    assert found.acceptability.to_numpy().tolist() == [[1.0]]
