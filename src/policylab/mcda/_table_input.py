"""What TOPSIS, VIKOR and PROMETHEE ask of their input alike."""

from __future__ import annotations

import numpy as np
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import Floats, aligned, at_least_zero, table


def read_input(
    values: pd.DataFrame, weights: pd.Series, senses: pd.Series | None
) -> tuple[Floats, Floats, Floats]:
    """Return values turned so that more is better, weights that sum to 1, and the senses, as arrays.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit, a number is missing, a weight is negative, or a sense is neither 1 nor -1.
    """
    array = table(values, "values")
    weight = aligned(weights, values.columns, "weights")
    at_least_zero(weight, "weights")
    if not (weight > 0).any():
        raise NothingCounts("Nothing counts: all weights are 0.")
    sense = np.ones(array.shape[1])
    if senses is not None:
        sense = aligned(senses, values.columns, "senses")
        if not np.isin(sense, (-1.0, 1.0)).all():
            raise ScoresInvalid("A sense is 1 (more is better) or -1 (less is better).")
    return array * sense, weight / weight.sum(), sense
