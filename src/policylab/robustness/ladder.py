"""The protection ladder: who leads as protection counts for more and more of the total."""

from __future__ import annotations

import pandas as pd

from policylab.robustness.envelope import Envelope, upper_envelope


def protection_ladder(state: pd.Series, protection: pd.Series) -> Envelope:
    """Return who leads as the share of protection in the total goes from 0 to 1.

    Parameters
    ----------
    state, protection : Series (n_options,)
        The two ledgers, on the same scale, none missing.

    Returns
    -------
    Envelope
        Every leader, and the exact shares at which the leader changes; places are shares of protection.

    Raises
    ------
    ScoresInvalid
        When labels do not fit or a number is missing.

    Notes
    -----
    With the share s the total is (1 - s) state + s protection: a line for each option, and the leaders are
    their upper envelope. They are the corners of the convex hull of the two ledgers' Pareto set: an option
    undominated on the two ledgers need not come first at any share.

    Examples
    --------
    >>> ladder = protection_ladder(pd.Series({"a": 0.0, "b": -1.0}), pd.Series({"a": 0.0, "b": 3.0}))
    >>> ladder.points, ladder.leaders
    ((0.25,), (('a',), ('b',)))
    """
    return upper_envelope(state, protection)
