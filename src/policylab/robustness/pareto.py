"""Two accounts side by side: what nothing else beats on both, and what beats the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from policylab.mcda import dominance, dominance_with_ranges
from policylab.mcda.checks import TIE, Floats
from policylab.robustness.bundle_front import dense_ranks


@dataclass(frozen=True, eq=False)
class Pareto:
    """What is beaten on all ledgers at once, and by what.

    Attributes
    ----------
    front : tuple of labels
        Options that no other beats, from the highest on the first ledger down; identical options are all in.
    beaten_by : dict of label to tuple of labels
        For each option the options that beat it, empty on the front.
    line : DataFrame (n_points, 3)
        For two ledgers, the stair line: a column for each ledger and `option` (None at a corner between two
        options), from the left. Right of it and above it there is nothing. Without rows for more ledgers.
    """

    front: tuple[Any, ...]
    beaten_by: dict[Any, tuple[Any, ...]]
    line: pd.DataFrame


@dataclass(frozen=True, eq=False)
class ParetoRanges:
    """The same when each ledger is known up to a range.

    Attributes
    ----------
    surely_beaten_by, possibly_beaten_by : dict of label to tuple of labels
        Options that beat it wherever the numbers lie in their ranges, and somewhere.
    surely_in, possibly_in : tuple of labels
        Options on the front wherever the numbers lie (nothing even possibly beats them), and those that
        nothing surely beats.
    """

    surely_beaten_by: dict[Any, tuple[Any, ...]]
    possibly_beaten_by: dict[Any, tuple[Any, ...]]
    surely_in: tuple[Any, ...]
    possibly_in: tuple[Any, ...]


def pareto(ledgers: pd.DataFrame) -> Pareto:
    """Return the options that nothing beats on all ledgers at once, and what beats the others.

    Parameters
    ----------
    ledgers : DataFrame (n_options, n_ledgers)
        Totals, more is better, none missing. Their units need not be alike: nothing is added up.

    Returns
    -------
    Pareto
        The front, beaten by which, and the stair line of two ledgers.

    Raises
    ------
    ScoresInvalid
        When a number is missing, or labels repeat.

    Notes
    -----
    a beats b if a is nowhere below b and somewhere above it. Identical options do not beat each other.

    References
    ----------
    [KeeneyRaiffa1976]_, chapter 3.

    Examples
    --------
    >>> ledgers = pd.DataFrame({"state": [2, 1, 3], "protection": [1, 0, -2]}, index=["a", "b", "c"])
    >>> pareto(ledgers).front, pareto(ledgers).beaten_by["b"]
    (('c', 'a'), ('a',))
    >>> pareto(ledgers).line.to_dict("list")
    {'state': [2.0, 2.0, 3.0], 'protection': [1.0, -2.0, -2.0], 'option': ['a', None, 'c']}
    """
    beats = dominance(ledgers)
    beaten_by = _beaten_by(beats)
    front = [option for option in ledgers.index if not beaten_by[option]]
    array = ledgers.loc[front].to_numpy(dtype=float)
    ranks = [-dense_ranks(column) for column in array.T]  # equal numbers may differ in their last bits
    falling = np.lexsort(ranks[::-1])
    ordered = tuple(front[i] for i in falling)
    if len(ledgers.columns) == 2:
        line = _stairs([(option, ledgers.loc[option]) for option in reversed(ordered)], ledgers.columns)
    else:
        line = _stairs([], ledgers.columns)
    return Pareto(ordered, beaten_by, line)


def pareto_with_ranges(low: pd.DataFrame, high: pd.DataFrame) -> ParetoRanges:
    """Return what is surely, and what is possibly, beaten on all ledgers when these are known as ranges.

    Parameters
    ----------
    low, high : DataFrame (n_options, n_ledgers)
        Ends of the ranges, `low` nowhere above `high`, none missing.

    Returns
    -------
    ParetoRanges
        Surely and possibly beaten by which; surely and possibly on the front.

    Raises
    ------
    ScoresInvalid
        When labels differ, a number is missing, or a range is upside down.

    Notes
    -----
    The numbers of different options are taken to vary independently, so that "surely" is cautious: where
    two options share what is not known about them, one may surely beat the other and is not said to.

    Examples
    --------
    >>> low = pd.DataFrame({"state": [1.0, -1.0], "protection": [2.0, 0.0]}, index=["a", "b"])
    >>> high = pd.DataFrame({"state": [2.0, 0.5], "protection": [3.0, 2.5]}, index=["a", "b"])
    >>> found = pareto_with_ranges(low, high)
    >>> found.surely_beaten_by["b"], found.possibly_beaten_by["b"]
    ((), ('a',))
    """
    found = dominance_with_ranges(low, high)
    surely, possibly = _beaten_by(found.surely), _beaten_by(found.possibly)
    return ParetoRanges(
        surely_beaten_by=surely,
        possibly_beaten_by=possibly,
        surely_in=tuple(option for option, by in possibly.items() if not by),
        possibly_in=tuple(option for option, by in surely.items() if not by),
    )


def _beaten_by(beats: pd.DataFrame) -> dict[Any, tuple[Any, ...]]:
    array = beats.to_numpy()
    return {option: tuple(beats.index[array[:, i]]) for i, option in enumerate(beats.columns)}


def _stairs(points: list[tuple[Any, pd.Series]], ledgers: Any) -> pd.DataFrame:
    """Return the front of two ledgers as a line of points and corners, from the lowest first ledger."""
    rows: list[tuple[float, float, Any]] = []
    for option, point in points:
        x, y = float(point.iloc[0]), float(point.iloc[1])
        if rows and abs(rows[-1][0] - x) > TIE:
            rows.append((rows[-1][0], y, None))
        rows.append((x, y, option))
    numbers: Floats = np.array([row[:2] for row in rows], dtype=float).reshape(-1, 2)
    columns = {name: numbers[:, k] for k, name in enumerate(ledgers[:2])}
    return pd.DataFrame({**columns, "option": pd.Series([row[2] for row in rows], dtype=object)})
