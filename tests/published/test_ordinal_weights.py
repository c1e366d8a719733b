"""Weights from rankings: the tables and closed forms of the literature.

Barron, F. H., and Barrett, B. E. (1996). Decision quality using ranked attribute weights, Management Science 42 (11),
1515-1523; Edwards, W., and Barron, F. H. (1994). SMARTS and SMARTER, Organizational Behavior and Human Decision
Processes 60, 306-325 (table of centroid weights, to four decimals).
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from policylab.mcda import rank_order_centroid, rank_reciprocal, rank_sum

CENTROIDS = {  # Edwards and Barron (1994), the columns of 2 to 5 attributes
    2: [0.7500, 0.2500],
    3: [0.6111, 0.2778, 0.1111],
    4: [0.5208, 0.2708, 0.1458, 0.0625],
    5: [0.4567, 0.2567, 0.1567, 0.0900, 0.0400],
}


def ranks(n: int) -> pd.Series:
    """Return the ranks 1 to n of n criteria."""
    return pd.Series(range(1, n + 1), index=[f"c{k}" for k in range(1, n + 1)])


@pytest.mark.parametrize("n", CENTROIDS)
def test_centroids_as_printed(n: int) -> None:
    """Rank-order centroid weights, to the four decimals of the table."""
    assert rank_order_centroid(ranks(n)).tolist() == pytest.approx(CENTROIDS[n], abs=5.1e-5)


def test_rank_sum_and_reciprocal_of_four() -> None:
    """4/10, 3/10, 2/10, 1/10; and 12/25, 6/25, 4/25, 3/25."""
    assert rank_sum(ranks(4)).tolist() == pytest.approx([0.4, 0.3, 0.2, 0.1], abs=1e-12)
    assert rank_reciprocal(ranks(4)).tolist() == pytest.approx([0.48, 0.24, 0.16, 0.12], abs=1e-12)


def test_centroid_is_the_mean_of_ordered_weights() -> None:
    """The mean of uniformly drawn weights, each draw sorted, is the centroid, to 5 standard errors."""
    drawn = np.sort(np.random.default_rng(5).dirichlet(np.ones(5), size=40_000), axis=1)[:, ::-1]
    error = 5 * drawn.std(axis=0) / np.sqrt(len(drawn))
    assert (np.abs(drawn.mean(axis=0) - rank_order_centroid(ranks(5))) < error).all()


def test_equal_ranks_are_the_mean_over_their_orders() -> None:
    """Two criteria not put in order get the mean of the weights of both orders."""
    tied = rank_order_centroid(pd.Series({"a": 1, "b": 2, "c": 2, "d": 4}))
    both = [rank_order_centroid(pd.Series({"a": 1, "b": b, "c": c, "d": 4})) for b, c in permutations((2, 3))]
    pd.testing.assert_series_equal(tied, sum(both) / 2)
