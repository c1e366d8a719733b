"""Overall values as weighted sums, with every contribution kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.errors import NothingCounts
from policylab.mcda.checks import aligned, at_least_zero, table


@dataclass(frozen=True)
class OverallValues:
    """Overall values and what they are made of.

    Attributes
    ----------
    total : Series (n_options,), points
        Sum of the contributions; NaN where a score that counts is missing.
    contributions : DataFrame (n_options, n_criteria), points
        Weight times value; NaN where the score is missing and its criterion counts.
    low, high : Series (n_options,), points
        The total with every missing value at the worst and at the best end; equal to `total` where none
        is missing.
    """

    total: pd.Series
    contributions: pd.DataFrame
    low: pd.Series
    high: pd.Series


def weighted_sum(
    values: pd.DataFrame,
    weights: pd.Series,
    *,
    whole: float = 100.0,
    ends: tuple[float, float] = (-1.0, 1.0),
) -> OverallValues:
    """Return overall values: for each option the sum of weight times value.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Any finite numbers, used as they are: neither normalised nor clipped. NaN means "not scored".
    weights : Series (n_criteria,)
        At least 0, used as they are; see `normalise_points` for weights that sum to 1.
    whole : float
        What a value of 1 under a weight of 1 is shown as: 100 points by default.
    ends : (float, float)
        Worst and best value that a missing one could have.

    Returns
    -------
    OverallValues
        Totals in points, contributions, and the totals at both ends of what is missing.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit, or a weight is missing, negative or no number.

    Notes
    -----
    V_i = whole x sum_j w_j v_ij. A criterion with weight 0 contributes exactly 0, also where its score is
    missing. A constant criterion moves all totals alike; identical options get identical totals; one
    option is enough.

    References
    ----------
    [KeeneyRaiffa1976]_, chapter 3; [GoodwinWright2004]_, chapter 3.

    Examples
    --------
    >>> values = pd.DataFrame({"influx": [0.5, -1.0], "jobs": [0.0, 0.5]}, index=["camp", "corridor"])
    >>> weighted_sum(values, pd.Series({"influx": 0.6, "jobs": 0.4})).total.to_dict()
    {'camp': 30.0, 'corridor': -40.0}
    """
    array = table(values, "values", missing=True)
    weight = aligned(weights, values.columns, "weights")
    at_least_zero(weight, "weights")
    if not (weight > 0).any():
        raise NothingCounts("Nothing counts: all weights are 0.")
    parts = array * (weight * whole)
    parts[:, weight == 0] = 0.0
    total = parts.sum(axis=1)
    bottom = top = total
    if np.isnan(total).any():
        gaps = np.isnan(parts)
        bottom, top = (np.where(gaps, end * weight * whole, parts).sum(axis=1) for end in ends)
    return OverallValues(
        total=pd.Series(total, index=values.index, name="total"),
        contributions=pd.DataFrame(parts, index=values.index, columns=values.columns),
        low=pd.Series(bottom.copy(), index=values.index, name="low"),
        high=pd.Series(top.copy(), index=values.index, name="high"),
    )
