"""Rank ranges: the places an option takes when its scores move inside their ranges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import TIE, Floats, aligned, at_least_zero, table
from policylab.robustness.rank_counts import Tally, counter
from policylab.robustness.score_ranges import ScoreRanges

BLOCK = 1024
"""Draws are made in blocks of this size, each block and criterion with its own stream of random numbers.

So the numbers depend on the seed alone: not on how many blocks are worked on at once, nor on which other
criteria count. Moving a weight leaves the draws as they were, and what changes on screen is its doing.
"""
CHUNK = 10 * BLOCK
"""Ten thousand draws are counted at once."""
BLOCKS_KEPT = 256
MOST_OPTIONS_KEPT = 40
"""Blocks of draws kept in memory, for studies of up to so many options: at most 84 MB."""
Singles = npt.NDArray[np.float32]


def sample_rank_ranges(
    low: pd.DataFrame,
    central: pd.DataFrame,
    high: pd.DataFrame,
    weights: pd.Series,
    *,
    draws: int = 10_000,
    seed: int = 0,
    middle: float = 0.9,
    chunk: int = CHUNK,
) -> pd.DataFrame:
    """Return the places that each option takes in the middle share of draws, weights fixed.

    Parameters
    ----------
    low, central, high : DataFrame (n_options, n_criteria), scale steps
        Triangular distributions of the scores, independent of each other. Where `central` is NaN there is no
        best guess, and the score is uniform between `low` and `high`.
    weights : Series (n_criteria,)
        At least 0; only their proportions matter.
    draws : int
        Number of draws, at least 1.
    seed : int
        Same seed, same result.
    middle : float
        Share of the draws kept; the rest is left out, half at each end.
    chunk : int
        Draws held in memory at once; the result does not depend on it.

    Returns
    -------
    DataFrame (n_options, 2) of int
        `low` and `high`, the first and last place in the middle draws.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit, a range is upside down, or a number is missing or out of bounds.

    Notes
    -----
    A triangular score is drawn as low + (mode - low) max(U, V) + (high - mode) min(U, V), with U and V
    uniform: no square root, no division, and right when low = high. A draw has no shared ranks; options
    whose totals are equal (within `TIE`) split the places they take evenly.

    References
    ----------
    [LahdelmaSalminen2001]_; [SteinKeblis2009]_ for the draw.

    Examples
    --------
    >>> cells = {"low": [0.0, -1.0], "central": [0.0, 1.0], "high": [0.0, 2.0]}
    >>> frames = [pd.DataFrame({"influx": cells[k]}, index=["status_quo", "camp"]) for k in cells]
    >>> sample_rank_ranges(*frames, pd.Series({"influx": 1.0})).to_dict("index")
    {'status_quo': {'low': 1, 'high': 2}, 'camp': {'low': 1, 'high': 2}}
    """
    places = sample_places(low, central, high, weights, draws=draws, seed=seed, chunk=chunk)
    return places_taken(places, middle=middle)


def sample_places(
    low: pd.DataFrame,
    central: pd.DataFrame,
    high: pd.DataFrame,
    weights: pd.Series,
    *,
    draws: int = 10_000,
    seed: int = 0,
    chunk: int = CHUNK,
) -> pd.DataFrame:
    """Return how often each option takes each place; parameters as in `sample_rank_ranges`.

    Returns
    -------
    DataFrame (n_options, n_options)
        Shares of the draws, columns the places from 1; rows and columns sum to 1.

    References
    ----------
    [LahdelmaSalminen2001]_, rank acceptability, here with fixed weights.
    """
    if draws < 1 or chunk < 1:
        raise ScoresInvalid("The number of draws and the chunk must be at least 1.")
    ranges = _Ranges.of(low, central, high, weights)
    n_options = len(ranges.fixed)
    width = BLOCK * max(1, chunk // BLOCK)
    ranks, tally = counter(n_options, width), Tally.zeros(n_options, 0, wins=False)
    for totals, n in _draw_totals(ranges, draws, seed, width // BLOCK):
        ranks.count(totals, np.empty((0, totals.shape[1])), n, tally)
    counts = _split_ties(tally.places, ranges)
    index = low.index
    return pd.DataFrame(counts / draws, index=index, columns=pd.RangeIndex(1, n_options + 1, name="place"))


def places_taken(places: pd.DataFrame, middle: float = 0.9) -> pd.DataFrame:
    """Return first and last place after leaving out the extreme draws.

    Parameters
    ----------
    places : DataFrame (n_options, n_places)
        Shares of the draws, as from `sample_places`.
    middle : float
        Share of the draws kept, above 0, at most 1.

    Returns
    -------
    DataFrame (n_options, 2) of int
        `low`: the first place with more than (1 - middle) / 2 of the draws at it or before it; `high`: the
        last place with more than that at it or after it.

    Examples
    --------
    >>> places_taken(pd.DataFrame([[0.04, 0.9, 0.06]], index=["camp"], columns=[1, 2, 3])).to_dict("index")
    {'camp': {'low': 2, 'high': 3}}
    """
    if not 0 < middle <= 1:
        raise ScoresInvalid("The middle must be a share above 0 and at most 1.")
    array = table(places, "places")
    tail = (1 - middle) / 2 + TIE
    first = (np.cumsum(array, axis=1) > tail).argmax(axis=1)
    last = array.shape[1] - 1 - (np.cumsum(array[:, ::-1], axis=1) > tail).argmax(axis=1)
    named = np.asarray(places.columns, dtype=np.int64)
    return pd.DataFrame({"low": named[first], "high": named[last]}, index=places.index)


@dataclass(frozen=True)
class _Ranges:
    """Weighted ranges as arrays: a fixed part for each option, and what each uncertain criterion adds."""

    fixed: Floats
    """(n_options,): weight x low, summed over the criteria that count."""
    criteria: tuple[int, ...]
    """Positions of the criteria that count and are uncertain for some option."""
    by_max: Floats
    """(n_uncertain, n_options): weight x (mode - low), to be multiplied by max(U, V)."""
    by_min: Floats
    """(n_uncertain, n_options): weight x (high - mode), to be multiplied by min(U, V)."""
    by_first: Floats
    """(n_uncertain, n_options): weight x (high - low) where there is no mode, to be multiplied by U."""

    @classmethod
    def of(cls, low: pd.DataFrame, central: pd.DataFrame, high: pd.DataFrame, weights: pd.Series) -> _Ranges:
        scores = ScoreRanges.of(low, central, high)
        weight = aligned(weights, low.columns, "weights")
        at_least_zero(weight, "weights")
        if not weight.sum() > 0:
            raise NothingCounts("Nothing counts: all weights are 0.")
        weight = weight / weight.sum()
        uncertain = np.flatnonzero((weight > 0) & scores.is_uncertain.any(axis=0))
        pick = weight[uncertain]
        return cls(
            fixed=scores.low @ weight,
            criteria=tuple(int(j) for j in uncertain),
            by_max=(scores.by_max[:, uncertain] * pick).T,
            by_min=(scores.by_min[:, uncertain] * pick).T,
            by_first=(scores.by_first[:, uncertain] * pick).T,
        )


def _draw_totals(ranges: _Ranges, draws: int, seed: int, blocks_at_once: int) -> Iterator[tuple[Floats, int]]:
    """Yield totals (n_options, n_blocks x BLOCK), a chunk at a time, and how many of them are draws."""
    n_blocks = -(-draws // BLOCK)
    for start in range(0, n_blocks, blocks_at_once):
        chunk = [_draw_block(ranges, seed, b) for b in range(start, min(start + blocks_at_once, n_blocks))]
        totals = np.concatenate(chunk, axis=1) if len(chunk) > 1 else chunk[0]
        yield totals, min(totals.shape[1], draws - start * BLOCK)


def _draw_block(ranges: _Ranges, seed: int, block: int) -> Floats:
    totals = np.repeat(ranges.fixed[:, None], BLOCK, axis=1)
    part = np.empty_like(totals)
    n_options = len(ranges.fixed)
    extremes = _kept_extremes if n_options <= MOST_OPTIONS_KEPT else _extremes
    for k, j in enumerate(ranges.criteria):
        greater, lesser = extremes(seed, block, j, n_options)
        totals += np.multiply(ranges.by_max[k][:, None], greater, out=part)
        totals += np.multiply(ranges.by_min[k][:, None], lesser, out=part)
        if ranges.by_first[k].any():
            first = _uniforms(seed, block, j, n_options)[0].T
            totals += np.multiply(ranges.by_first[k][:, None], first, out=part)
    return totals


def _uniforms(seed: int, block: int, criterion: int, n_options: int) -> Singles:
    stream = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(block, criterion))))
    return stream.random((2, BLOCK, n_options), dtype=np.float32)


def _extremes(seed: int, block: int, criterion: int, n_options: int) -> tuple[Singles, Singles]:
    first, second = _uniforms(seed, block, criterion, n_options)
    return np.maximum(first, second).T.copy(), np.minimum(first, second).T.copy()


# The draws do not depend on the weights, and a page asks again with each change of them.
_kept_extremes = lru_cache(maxsize=BLOCKS_KEPT)(_extremes)


def _split_ties(counts: npt.NDArray[np.int64], ranges: _Ranges) -> Floats:
    """Let options that are always equal split their places evenly; the counter puts the first of them first.

    Only options without a range can be equal more often than by a rare chance of the draw, and then they are so in
    every draw, in places next to each other.
    """
    split = counts.astype(np.float64)
    still = ~(ranges.by_max.any(axis=0) | ranges.by_min.any(axis=0) | ranges.by_first.any(axis=0))
    certain = np.flatnonzero(still)
    falling = certain[np.argsort(-ranges.fixed[certain], kind="stable")]
    steps = np.flatnonzero(np.diff(-ranges.fixed[falling]) > TIE) + 1
    for same in np.split(falling, steps):
        split[same] = split[same].mean(axis=0) if len(same) else split[same]
    return split
