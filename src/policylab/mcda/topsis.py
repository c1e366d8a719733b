"""TOPSIS: near to the most wished-for point, far from the least."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.errors import CallError
from policylab.mcda._table_input import read_input
from policylab.mcda.checks import TIE, Floats
from policylab.mcda.ranking import rank_options


@dataclass(frozen=True, eq=False)
class Topsis:
    """What TOPSIS makes of a table.

    Attributes
    ----------
    nearness : Series (n_options,)
        Relative nearness to the ideal, 0 to 1, more is better.
    ranks : DataFrame (n_options, 2)
        `rank` and `shared`, as from `rank_options`.
    weighted : DataFrame (n_options, n_criteria)
        Normalised values times weights, more is better also where less was.
    ideal, anti_ideal : Series (n_criteria,)
        The highest and the lowest weighted value found on each criterion.
    to_ideal, to_anti_ideal : Series (n_options,)
        Euclidean distances.
    """

    nearness: pd.Series
    ranks: pd.DataFrame
    weighted: pd.DataFrame
    ideal: pd.Series
    anti_ideal: pd.Series
    to_ideal: pd.Series
    to_anti_ideal: pd.Series


def topsis(
    values: pd.DataFrame,
    weights: pd.Series,
    *,
    normalisation: str = "vector",
    senses: pd.Series | None = None,
) -> Topsis:
    """Return options by their nearness to an ideal made of the highest values found.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Any finite numbers, none missing.
    weights : Series (n_criteria,)
        At least 0; only their proportions count.
    normalisation : str
        `vector` (Hwang and Yoon: divide by the root of the sum of squares), `minmax` (stretch each criterion
        from 0 to 1) or `none` (values are on one scale already).
    senses : Series (n_criteria,), optional
        1 where more is better, -1 where less is; left out, more is better everywhere.

    Returns
    -------
    Topsis
        Nearness, ranks and every table on the way.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit, a number is missing, or a weight or sense is none.
    CallError
        When the normalisation is not known.

    Notes
    -----
    v_ij = w_j x_ij / |x_j|, C_i = D-_i / (D+_i + D-_i), with D+ and D- the Euclidean distances to the
    largest and the smallest v on each criterion. A constant criterion (also one that is 0 everywhere) adds
    nothing to either distance. When all options are alike on every criterion that counts, both distances
    are 0 and the nearness is 0.5 for all: none is nearer than another.

    Limits: adding or removing an option can turn the order of others round; vector normalisation of values
    with both signs depends on where their 0 is.

    References
    ----------
    [HwangYoon1981]_.

    Examples
    --------
    >>> values = pd.DataFrame({"influx": [1.0, 0.0, 0.5], "jobs": [0.0, 1.0, 0.5]}, index=["a", "b", "c"])
    >>> topsis(values, pd.Series({"influx": 0.75, "jobs": 0.25}), normalisation="none").nearness.round(3).to_dict()
    {'a': 0.75, 'b': 0.25, 'c': 0.5}
    """
    array, weight, _ = read_input(values, weights, senses)
    weighted = _normalised(array, normalisation) * weight
    ideal, anti = weighted.max(axis=0), weighted.min(axis=0)
    plus = np.sqrt(((weighted - ideal) ** 2).sum(axis=1))
    minus = np.sqrt(((weighted - anti) ** 2).sum(axis=1))
    both = plus + minus
    alike = both <= TIE * max(1.0, float(np.abs(weighted).max()))
    nearness = pd.Series(
        np.where(alike, 0.5, minus / np.where(alike, 1.0, both)), values.index, name="nearness"
    )
    return Topsis(
        nearness=nearness,
        ranks=rank_options(nearness),
        weighted=pd.DataFrame(weighted, index=values.index, columns=values.columns),
        ideal=pd.Series(ideal, index=values.columns, name="ideal"),
        anti_ideal=pd.Series(anti, index=values.columns, name="anti_ideal"),
        to_ideal=pd.Series(plus, index=values.index, name="to_ideal"),
        to_anti_ideal=pd.Series(minus, index=values.index, name="to_anti_ideal"),
    )


def _normalised(array: Floats, normalisation: str) -> Floats:
    if normalisation == "none":
        return array
    if normalisation == "vector":
        length = np.sqrt((array**2).sum(axis=0))
        return array / np.where(length > 0, length, 1.0)
    if normalisation == "minmax":
        span = np.ptp(array, axis=0)
        flat = span <= TIE * np.maximum(1.0, np.abs(array).max(axis=0))
        return np.where(flat, 0.0, (array - array.min(axis=0)) / np.where(flat, 1.0, span))
    raise CallError(f"There is no normalisation '{normalisation}'; use 'vector', 'minmax' or 'none'.")
