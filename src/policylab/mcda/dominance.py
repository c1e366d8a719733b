"""Dominance: what is better whatever the weights are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import TIE, Floats, check_labels, table


def _beats(better: Floats, worse: Floats) -> npt.NDArray[np.bool_]:
    """Whether row i of `better` is nowhere below and somewhere above row j of `worse`."""
    beats = np.zeros((len(better), len(worse)), dtype=bool)
    for i, row in enumerate(better):  # a row at a time, so that memory grows with n x m, not n x n x m
        gap = row - worse
        beats[i] = (gap >= -TIE).all(axis=1) & (gap > TIE).any(axis=1)
    np.fill_diagonal(beats, False)
    return beats


def dominance(values: pd.DataFrame) -> pd.DataFrame:
    """Return which option dominates which.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Scores or values, more is better, none missing. Leave out the criteria that do not count.

    Returns
    -------
    DataFrame (n_options, n_options) of bool
        True in row a, column b: a is at least as good as b on every criterion and better on one.

    Raises
    ------
    ScoresInvalid
        When a number is missing (see `dominance_with_ranges`), or labels repeat.

    Notes
    -----
    If a dominates b, a's overall value is at least b's under any weights and higher whenever a criterion
    counts on which it is better. Identical options do not dominate each other. One option dominates
    nothing.

    References
    ----------
    [KeeneyRaiffa1976]_, chapter 3; [GoodwinWright2004]_, chapter 3.

    Examples
    --------
    >>> values = pd.DataFrame({"state": [1, 0, 2], "protection": [2, 1, -1]}, index=["a", "b", "c"])
    >>> dominance(values).loc["a"].to_dict()
    {'a': False, 'b': True, 'c': False}
    """
    array = table(values, "values")
    return pd.DataFrame(_beats(array, array), index=values.index, columns=values.index.copy())


def undominated(values: pd.DataFrame) -> pd.Series:
    """Return which options no other dominates (the Pareto set); identical options are all in it.

    >>> values = pd.DataFrame({"state": [1, 0, 2], "protection": [2, 1, -1]}, index=["a", "b", "c"])
    >>> undominated(values).to_dict()
    {'a': True, 'b': False, 'c': True}
    """
    beaten = dominance(values).to_numpy().any(axis=0)
    return pd.Series(~beaten, index=values.index, name="undominated")


@dataclass(frozen=True)
class RangeDominance:
    """Dominance when scores are known up to a range.

    Attributes
    ----------
    surely, possibly : DataFrame (n_options, n_options) of bool
        Row a, column b: a dominates b for every, or for some, choice of scores inside the ranges.
    """

    surely: pd.DataFrame
    possibly: pd.DataFrame


def dominance_with_ranges(low: pd.DataFrame, high: pd.DataFrame) -> RangeDominance:
    """Return which option surely, and which possibly, dominates which when scores lie in ranges.

    Parameters
    ----------
    low, high : DataFrame (n_options, n_criteria)
        Ends of the ranges, `low` nowhere above `high`, none missing (use the ends of the scale for "not
        scored").

    Returns
    -------
    RangeDominance
        `surely` and `possibly`; what holds surely holds possibly.

    Raises
    ------
    ScoresInvalid
        When labels differ, a number is missing, or a range is upside down.

    Notes
    -----
    a surely dominates b if a's lowest scores are at least b's highest everywhere and above them
    somewhere; a possibly dominates b if a's highest scores are at least b's lowest everywhere and above
    them somewhere. The scores of different options are taken to vary independently.

    Examples
    --------
    >>> low = pd.DataFrame({"influx": [1.0, -1.0]}, index=["a", "b"])
    >>> high = pd.DataFrame({"influx": [2.0, 1.5]}, index=["a", "b"])
    >>> found = dominance_with_ranges(low, high)
    >>> bool(found.surely.loc["a", "b"]), bool(found.possibly.loc["a", "b"])
    (False, True)
    """
    bottom = table(low, "low scores")
    check_labels(high.index, low.index, "options of the high scores")
    check_labels(high.columns, low.columns, "criteria of the high scores")
    top = table(high.reindex(index=low.index, columns=low.columns), "high scores")
    if (bottom > top + TIE).any():
        raise ScoresInvalid("The low scores are above the high scores somewhere.")
    labels = {"index": low.index, "columns": low.index.copy()}
    return RangeDominance(
        pd.DataFrame(_beats(bottom, top), **labels), pd.DataFrame(_beats(top, bottom), **labels)
    )
