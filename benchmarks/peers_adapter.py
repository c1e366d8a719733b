"""The package as one more competitor in a comparison of libraries: six functions on plain arrays.

Each goes through the public functions: those on labelled frames with frames made anew in every call, one order
and bundles through those on plain arrays. Nothing is kept between calls, and nothing is imported before it is
needed.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def _frame(array: Any) -> Any:
    import pandas as pd

    return pd.DataFrame(array)


def _series(array: Any) -> Any:
    import pandas as pd

    return pd.Series(array)


def w1(X: Any, w: Any) -> Any:
    """Return the ranks of one weighted sum, 1 for the highest."""
    from policylab import mcda

    return mcda.rank_array(X, w)


def _indices(found: Any) -> dict[str, Any]:
    winning = None if found.winning is None else found.winning.to_numpy(copy=True)
    if winning is not None:
        np.fill_diagonal(winning, 0.0)  # no option stands before itself
    return {
        "acceptability": found.acceptability.to_numpy(),
        "winning": winning,
        "central": found.central_weights.to_numpy(),
        "draws": found.draws,
    }


def w2(X: Any, N: int, seed: int) -> dict[str, Any]:
    """Return acceptability, pairwise winning and central weights of certain scores."""
    from policylab import robustness

    return _indices(robustness.smaa(_frame(X), draws=N, seed=seed, confidence=False))


def w2u(low: Any, best: Any, high: Any, N: int, seed: int) -> dict[str, Any]:
    """Return the same of triangular scores."""
    from policylab import robustness

    frames = (_frame(best), _frame(low), _frame(high))
    return _indices(robustness.smaa(*frames, draws=N, seed=seed, confidence=False))


def w2cf(low: Any, best: Any, high: Any, W: Any, N: int, seed: int) -> Any:
    """Return confidence factors, which need no draws."""
    from policylab import robustness

    return robustness.confidence_factors(_frame(low), _frame(best), _frame(high), _frame(W)).to_numpy()


def w3(X: Any, w: Any) -> list[list[tuple[float, Any, Any]]]:
    """Return for each weight where the leader changes, from whom to whom."""
    from policylab import robustness

    return [
        [] if found is None else list(zip(found[0], found[1][:-1], found[1][1:], strict=True))
        for found in robustness.tipping_array(X, w)
    ]


def w5(gain: Any, conflict: Any, require: Any) -> set[int]:
    """Return the bit masks of the bundles that no other beats."""
    from policylab import robustness

    return {int(mask) for mask in robustness.pareto_bundles(gain, conflict, require)}
