"""What the order would be if only some of the scores were trusted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import TIE, aligned, at_least_zero, check_labels, table


@dataclass(frozen=True, eq=False)
class WidenedScores:
    """Scores as ranges: low, central (NaN where there is no best guess) and high, options by criteria."""

    low: pd.DataFrame
    central: pd.DataFrame
    high: pd.DataFrame


@dataclass(frozen=True, eq=False)
class PossiblePlaces:
    """Which places are possible when scores lie anywhere in their ranges.

    Attributes
    ----------
    places : DataFrame (n_options, 2) of int
        `first` and `last` place that an option can take.
    surely_ahead : DataFrame (n_options, n_options) of bool
        Row a, column b: a's total is above b's wherever the scores lie.
    low, high : Series (n_options,)
        Ends of each option's total, weights summing to 1.
    """

    places: pd.DataFrame
    surely_ahead: pd.DataFrame
    low: pd.Series
    high: pd.Series


def widen(
    low: pd.DataFrame,
    central: pd.DataFrame,
    high: pd.DataFrame,
    keep: pd.DataFrame,
    ends: tuple[float, float] = (-3.0, 3.0),
) -> WidenedScores:
    """Return scores in which every cell that is not kept may be anything on the scale.

    Parameters
    ----------
    low, central, high : DataFrame (n_options, n_criteria)
        Scores; NaN where nothing is scored, which is never kept.
    keep : DataFrame (n_options, n_criteria) of bool
        Cells to trust.
    ends : (float, float)
        Ends of the scale.

    Returns
    -------
    WidenedScores
        Kept cells as they are; the others from end to end, without a central score. They are widened, never
        set to 0: not to know a score is not to know that nothing happens.

    Raises
    ------
    ScoresInvalid
        When labels do not fit or the ends are upside down.

    Examples
    --------
    >>> cells = [pd.DataFrame({"jobs": [0.0, x]}, index=["status_quo", "camp"]) for x in (1.0, 1.5, 2.0)]
    >>> keep = pd.DataFrame({"jobs": [True, False]}, index=["status_quo", "camp"])
    >>> found = widen(*cells, keep)
    >>> found.low.loc["camp", "jobs"].item(), found.high.loc["camp", "jobs"].item()
    (-3.0, 3.0)
    """
    if not ends[0] <= ends[1]:
        raise ScoresInvalid("The ends of the scale are upside down.")
    table(low, "low scores", missing=True)
    frames = {"low scores": low, "central scores": central, "high scores": high, "cells to keep": keep}
    for name, frame in frames.items():
        check_labels(frame.index, low.index, f"options of the {name}")
        check_labels(frame.columns, low.columns, f"criteria of the {name}")
    arrays = [table(f.reindex_like(low), n, missing=True) for n, f in list(frames.items())[:3]]
    kept = keep.reindex_like(low).to_numpy(dtype=bool) & ~np.isnan(arrays).any(axis=0)
    filled = [
        np.where(kept, array, end) for array, end in zip(arrays, (ends[0], np.nan, ends[1]), strict=True)
    ]
    return WidenedScores(*(pd.DataFrame(array, index=low.index, columns=low.columns) for array in filled))


def possible_places(low: pd.DataFrame, high: pd.DataFrame, weights: pd.Series) -> PossiblePlaces:
    """Return the first and the last place that each option can take, and who is surely ahead of whom.

    Parameters
    ----------
    low, high : DataFrame (n_options, n_criteria)
        Ends of the ranges, none missing (use the ends of the scale).
    weights : Series (n_criteria,)
        At least 0; only their proportions count.

    Returns
    -------
    PossiblePlaces
        Places, who is surely ahead, and the ends of the totals.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit, a number is missing, or a range is upside down.

    Notes
    -----
    Exact: scores vary independently, so each total can be anywhere from L_i = sum w low to H_i = sum w high
    whatever the others are. a is surely ahead of b if L_a > H_b. The first place an option can take is
    1 + the number surely ahead of it, the last is the number of options less those it is surely ahead of.
    Totals that are equal (within 1e-9) are not ahead of each other.

    Examples
    --------
    >>> low = pd.DataFrame({"jobs": [0.0, 0.5, -3.0]}, index=["status_quo", "camp", "corridor"])
    >>> high = pd.DataFrame({"jobs": [0.0, 1.0, 0.5]}, index=["status_quo", "camp", "corridor"])
    >>> possible_places(low, high, pd.Series({"jobs": 1.0})).places.to_dict("index")["corridor"]
    {'first': 1, 'last': 3}
    """
    bottom = table(low, "low scores")
    check_labels(high.index, low.index, "options of the high scores")
    check_labels(high.columns, low.columns, "criteria of the high scores")
    top = table(high.reindex_like(low), "high scores")
    if (bottom > top + TIE).any():
        raise ScoresInvalid("The low scores are above the high scores somewhere.")
    weight = aligned(weights, low.columns, "weights")
    at_least_zero(weight, "weights")
    if not weight.sum() > 0:
        raise NothingCounts("Nothing counts: all weights are 0.")
    weight = weight / weight.sum()
    least, most = bottom @ weight, top @ weight
    ahead = least[:, None] > most[None, :] + TIE
    places = {"first": 1 + ahead.sum(axis=0), "last": len(low) - ahead.sum(axis=1)}
    return PossiblePlaces(
        places=pd.DataFrame(places, index=low.index),
        surely_ahead=pd.DataFrame(ahead, index=low.index, columns=low.index.copy()),
        low=pd.Series(least, index=low.index, name="low"),
        high=pd.Series(most, index=low.index, name="high"),
    )
