"""Swing weights: how much each criterion's own step from worst to best would matter."""

from __future__ import annotations

import pandas as pd

from policylab.errors import NothingCounts
from policylab.mcda.checks import TIE, aligned, at_least_zero


def swing_weights(swings: pd.Series, spans: pd.Series | None = None) -> pd.Series:
    """Return weights from swing points.

    Parameters
    ----------
    swings : Series (n_criteria,)
        Points for the swing of each criterion from its worst to its best level, all other criteria left at
        their worst: 100 for the swing that matters most, the others against it. Any size; only their
        proportions count.
    spans : Series (n_criteria,), optional
        The length of each swing, in the units in which the values will be summed. When the swing asked
        about is not the whole scale (say from -1 to 2 on a scale from -3 to 3, in values 1/3 + 2/3 = 1), the
        weight of the scale is the points divided by the length. Left out, all swings have the same length.

    Returns
    -------
    Series (n_criteria,)
        Weights that sum to 1, with the labels of `swings`.

    Raises
    ------
    NothingCounts
        When all points are 0, or a criterion with points has a swing of length 0.
    ScoresInvalid
        When labels do not fit, or points are missing, negative or no numbers.

    Notes
    -----
    w_j = (p_j / d_j) / sum_k (p_k / d_k), with p the points and d the spans.

    Limits: the points answer a question about the range from worst to best, so they are wrong for another
    range; people are known to adjust too little when ranges change (range insensitivity), and to give more
    to what is split into more criteria (splitting bias, see `robustness.splitting`).

    References
    ----------
    [WinterfeldtEdwards1986]_, chapter 8; [GoodwinWright2004]_, chapter 3.

    Examples
    --------
    >>> swing_weights(pd.Series({"security": 100, "alliance": 60, "economic": 40})).to_dict()
    {'security': 0.5, 'alliance': 0.3, 'economic': 0.2}
    """
    points = aligned(swings, getattr(swings, "index", None), "swing points")
    at_least_zero(points, "swing points")
    if not points.sum() > 0:
        raise NothingCounts("Nothing counts: all swing points are 0.")
    if spans is not None:
        length = aligned(spans, swings.index, "lengths of the swings")
        at_least_zero(length, "lengths of the swings")
        flat = (length <= TIE) & (points > 0)
        if flat.any():
            raise NothingCounts(
                f"The swing of '{swings.index[flat][0]}' has length 0, so its points carry no weight."
            )
        points = points / length.clip(min=TIE)
    return pd.Series(points / points.sum(), index=swings.index, name="weight")
