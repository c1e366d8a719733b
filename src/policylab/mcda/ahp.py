"""Weights from pairwise comparisons (AHP), with the consistency ratio."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.errors import CallError, ScoresInvalid
from policylab.mcda.checks import Floats, check_labels, table

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Saaty's mean consistency index of random comparisons of 1, 2, ..., 15 things ([Saaty1980]_)."""

ROUNDING = 0.05
"""How far a_ij x a_ji may be from 1: printed comparisons are rounded (0.33 for 1/3, 0.14 for 1/7)."""


@dataclass(frozen=True, eq=False)
class PairwiseWeights:
    """Weights from pairwise comparisons, and how far the comparisons fit together.

    Attributes
    ----------
    weights : Series (n,)
        Weights that sum to 1.
    lambda_max : float
        The principal eigenvalue, n when the comparisons are consistent and larger otherwise. With the
        geometric mean, the mean of (A w)_i / w_i, which estimates it.
    consistency_index : float
        (lambda_max - n) / (n - 1); 0 for one or two things.
    random_index : float
        Mean consistency index of random comparisons; NaN above 15 things.
    consistency_ratio : float
        Consistency index / random index: 0 for one or two things, which cannot contradict each other.
        Above 0.1 the comparisons should be looked at again.
    comparisons : DataFrame (n, n)
        The comparisons as used, gaps filled from their mirror.
    misfit : DataFrame (n, n)
        a_ij w_j / w_i: 1 where a comparison says what the weights say; the largest is the one to look at
        first.
    """

    weights: pd.Series
    lambda_max: float
    consistency_index: float
    random_index: float
    consistency_ratio: float
    comparisons: pd.DataFrame
    misfit: pd.DataFrame


def ahp_weights(
    comparisons: pd.DataFrame, method: str = "eigenvector", *, random_index: float | None = None
) -> PairwiseWeights:
    """Return weights from a table of pairwise comparisons.

    Parameters
    ----------
    comparisons : DataFrame (n, n)
        Row i, column j: how many times more i counts than j, above 0 (Saaty's scale is 1 to 9 and the
        reciprocals). NaN in one half is filled from the other: a_ji = 1 / a_ij, and 1 on the diagonal.
    method : str
        `eigenvector` (Saaty) or `geometric_mean` (of the rows).
    random_index : float, optional
        The random index to divide by; Saaty's of 1980 when left out.

    Returns
    -------
    PairwiseWeights
        Weights, principal eigenvalue, consistency index and ratio, misfit of each comparison.

    Raises
    ------
    ScoresInvalid
        When rows and columns differ, a comparison is missing on both sides or not above 0, or the two sides
        contradict each other by more than rounding (5 %).
    CallError
        When the method is not known.

    Notes
    -----
    Eigenvector: A w = lambda_max w. Geometric mean: w_i ~ (prod_j a_ij)^(1/n), the least-squares solution
    in logarithms. Both give the same for up to three things and for consistent comparisons.

    Limits: n (n - 1) / 2 questions; the words of the scale fix the numbers; the 0.1 is a convention; and
    asked for importance without a range, people answer about names rather than swings.

    References
    ----------
    [Saaty1977]_; [Saaty1980]_ for the random index; [CrawfordWilliams1985]_ for the geometric mean.

    Examples
    --------
    >>> pairs = pd.DataFrame([[1, 2, 6], [None, 1, 3], [None, None, 1]], index=list("abc"), columns=list("abc"))
    >>> found = ahp_weights(pairs)
    >>> found.weights.round(3).to_dict(), round(found.consistency_ratio, 6) + 0.0
    ({'a': 0.6, 'b': 0.3, 'c': 0.1}, 0.0)
    """
    matrix = _reciprocal(comparisons)
    n = len(matrix)
    if method == "eigenvector":
        weight, lambda_max = _principal(matrix)
    elif method == "geometric_mean":
        weight = np.exp(np.log(matrix).mean(axis=1))
        weight = weight / weight.sum()
        lambda_max = float((matrix @ weight / weight).mean())
    else:
        raise CallError(f"There is no method '{method}'; use 'eigenvector' or 'geometric_mean'.")
    index = max(0.0, (lambda_max - n) / (n - 1)) if n > 2 else 0.0
    table_value = RANDOM_INDEX[n - 1] if n <= len(RANDOM_INDEX) else float("nan")
    usual = table_value if random_index is None else float(random_index)
    if n > 2 and not (usual > 0 or np.isnan(usual)):
        raise ScoresInvalid("The random index must be above 0.")
    labels = {"index": comparisons.index, "columns": comparisons.index.copy()}
    return PairwiseWeights(
        weights=pd.Series(weight, index=comparisons.index, name="weight"),
        lambda_max=lambda_max,
        consistency_index=index,
        random_index=usual,
        consistency_ratio=index / usual if n > 2 else 0.0,
        comparisons=pd.DataFrame(matrix, **labels),
        misfit=pd.DataFrame(matrix * weight / weight[:, None], **labels),
    )


def _reciprocal(comparisons: pd.DataFrame) -> Floats:
    """Return the comparisons with gaps filled from their mirror, in the order of the rows."""
    table(comparisons, "comparisons", missing=True)
    check_labels(comparisons.columns, comparisons.index, "columns of the comparisons")
    ordered = comparisons.reindex(columns=comparisons.index)
    matrix = table(ordered, "comparisons", missing=True)
    if (matrix[~np.isnan(matrix)] <= 0).any():
        raise ScoresInvalid("Comparisons must be above 0.")
    gaps = np.isnan(matrix)
    matrix = np.where(gaps, 1 / matrix.T, matrix)
    np.fill_diagonal(matrix, np.where(np.isnan(np.diag(matrix)), 1.0, np.diag(matrix)))
    if np.isnan(matrix).any():
        i, j = np.argwhere(np.isnan(matrix))[0]
        raise ScoresInvalid(f"'{comparisons.index[i]}' and '{comparisons.index[j]}' are not compared.")
    off = np.abs(matrix * matrix.T - 1)
    if (off > ROUNDING).any():
        i, j = np.unravel_index(off.argmax(), off.shape)
        raise ScoresInvalid(
            f"The comparisons of '{comparisons.index[i]}' with '{comparisons.index[j]}' and back contradict each "
            "other: one must be 1 divided by the other."
        )
    return matrix


def _principal(matrix: Floats) -> tuple[Floats, float]:
    """Return the principal eigenvector, summing to 1, and its eigenvalue (real, by Perron's theorem)."""
    values, vectors = np.linalg.eig(matrix)
    first = int(values.real.argmax())
    vector = np.abs(vectors[:, first].real)
    return vector / vector.sum(), float(values[first].real)
