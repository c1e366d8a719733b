"""Linear value functions: from scale steps to values."""

from __future__ import annotations

import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import table


def linear_values(scores: pd.DataFrame, scale: float = 3.0) -> pd.DataFrame:
    """Return the value of each score: the score divided by the end of the scale.

    Parameters
    ----------
    scores : DataFrame (n_options, n_criteria), scale steps
        NaN means "not scored" and stays NaN. Numbers outside the scale are not clipped.
    scale : float
        The end of the scale, above 0: a score of `scale` has the value 1.

    Returns
    -------
    DataFrame (n_options, n_criteria)
        Values, -1 to 1 for scores inside the scale, with the labels of `scores`.

    Raises
    ------
    ScoresInvalid
        When `scores` is no frame of numbers, or `scale` is not above 0.

    Notes
    -----
    v = s / scale. The baseline, scored 0 everywhere, has the value 0. A constant criterion is fine:
    nothing is divided by a criterion's own range.

    References
    ----------
    [DCLG2009]_, chapter 6.

    Examples
    --------
    >>> linear_values(pd.DataFrame({"jobs": [0.0, -1.5]}, index=["status_quo", "camp"]))["jobs"].to_dict()
    {'status_quo': 0.0, 'camp': -0.5}
    """
    array = table(scores, "scores", missing=True)
    if not 0 < scale < float("inf"):
        raise ScoresInvalid("The end of the scale must be a number above 0.")
    return pd.DataFrame(array / scale, index=scores.index, columns=scores.columns)
