"""Overall values under drawn weights and drawn scores, a block of draws at a time.

What does not move is a matrix product. What moves is made cell by cell, in one of two ways.

**Two halves of a word.** A triangular score needs two uniform numbers, combined by their larger and their
smaller one. Sixteen bits are enough for each (the grid is 1 / 65,536 of the range), so one 32-bit random
number makes a score, and larger and smaller are found on integers.

**Rotated pools.** From some 10^5 draws on, random numbers are the cost. So each cell gets a pool of 8,192
scores once: one from each 8,192th of its distribution, in random order. Every 8,192 draws
use the pool from a fresh random place on, round to the start again. Among them each score is used once, so averages
over one cell are exact as in a Latin hypercube, and as every cell turns by itself the combinations are new.
A draw is unbiased for any number of blocks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from policylab.mcda.checks import Floats
from policylab.robustness.score_ranges import ScoreRanges

POOL = 8_192
TURNS = 4
"""Times a pool is used, each from another place on, while it is in the cache: reading pools is what takes long."""
POOLS_FROM = 100_000
"""Draws from which building the pools pays."""
POOLS_UP_TO = 2_000
"""Cells beyond which the pools would take too much memory (64 KiB each)."""

Block = npt.NDArray[Any]


class FixedScores:
    """Scores that do not move: values are one matrix product."""

    def __init__(self, effective: Floats, dtype: Any) -> None:
        """Keep scores x span (n_options, n_base); columns are centred, which moves all values alike."""
        self._scores = (effective - effective.mean(axis=0)).astype(dtype)

    def totals(self, stream: np.random.Generator, base: Block, out: Block) -> None:
        """Write overall values (n_options, n_draws) into `out`."""
        np.matmul(self._scores, base.astype(self._scores.dtype, copy=False), out=out)


class WordHalves:
    """Scores drawn afresh from the halves of random words."""

    def __init__(self, ranges: ScoreRanges, span: Floats, moves: npt.NDArray[np.bool_]) -> None:
        """Prepare the cells that move: (n_options, n_criteria) booleans."""
        step = 1 / 65_536
        width = ranges.by_max + ranges.by_min + ranges.by_first
        fixed = ranges.low + width * step / 2
        self._span = span.astype(np.float32)
        self._fixed = (fixed - fixed.mean(axis=0)).astype(np.float32)
        self._buffers: tuple[Block, Block, Block] = (np.empty(0), np.empty(0), np.empty(0))
        self._options = []
        for i in np.flatnonzero(moves.any(axis=1)):
            cells = np.flatnonzero(moves[i])
            parts = [part[i, cells, None] * step for part in (ranges.by_max, ranges.by_min, ranges.by_first)]
            larger, smaller, first = (part.astype(np.float32) for part in parts)
            uniform = np.flatnonzero(first)
            self._options.append((int(i), cells, larger + first, smaller, uniform))

    def totals(self, stream: np.random.Generator, base: Block, out: Block) -> None:
        """Write overall values (n_options, n_draws) into `out`."""
        weights = self._span @ base
        np.matmul(self._fixed, weights, out=out)
        n_draws = base.shape[1]
        for i, cells, by_max, by_min, uniform in self._options:
            size = len(cells) * n_draws
            bits = stream.bit_generator.random_raw(-(-size // 2)).view(np.uint16)
            first, second = (bits[k * size : (k + 1) * size].reshape(-1, n_draws) for k in (0, 1))
            half, moved, smaller = (part[:size].reshape(-1, n_draws) for part in self._room(size))
            np.maximum(first, second, out=half)
            half[uniform] = first[uniform]
            np.copyto(moved, half)
            np.copyto(smaller, np.minimum(first, second, out=half))
            moved *= by_max
            smaller *= by_min
            moved += smaller
            out[i] += np.einsum("jd,jd->d", moved, weights if len(cells) == len(weights) else weights[cells])

    def _room(self, size: int) -> tuple[Block, Block, Block]:
        """Return buffers of at least this size, made anew only when they are too small."""
        if len(self._buffers[0]) < size:
            self._buffers = np.empty(size, np.uint16), np.empty(size, np.float32), np.empty(size, np.float32)
        return self._buffers


class RotatedPools:
    """Scores taken from pools that turn."""

    def __init__(
        self, ranges: ScoreRanges, span: Floats, moves: npt.NDArray[np.bool_], stream: np.random.Generator
    ) -> None:
        """Fill a pool for each cell that moves."""
        self._span = span.astype(np.float32)
        middle = ranges.mean
        self._fixed = (middle - middle.mean(axis=0)).astype(np.float32)
        self._cells = [(int(i), int(j)) for i, j in np.argwhere(moves)]
        self._pools = np.empty((len(self._cells), 2 * POOL), dtype=np.float32)
        for pool, (i, j) in zip(self._pools, self._cells, strict=True):
            strata = (np.arange(POOL) + stream.random(POOL)) / POOL
            scores = quantiles(ranges.low[i, j], ranges.mode[i, j], ranges.high[i, j], strata)
            pool[:POOL] = pool[POOL:] = stream.permutation(scores - middle[i, j])
        self._part = np.empty(POOL, dtype=np.float32)

    def totals(self, stream: np.random.Generator, base: Block, out: Block) -> None:
        """Write overall values (n_options, n_draws) into `out`; at most `TURNS` times `POOL` draws."""
        weights = self._span @ base
        np.matmul(self._fixed, weights, out=out)
        n_draws = base.shape[1]
        starts = stream.integers(0, POOL, size=(len(self._cells), TURNS)).tolist()
        for (i, j), pool, places in zip(self._cells, self._pools, starts, strict=True):
            for start, first in zip(places, range(0, n_draws, POOL), strict=False):
                last = min(first + POOL, n_draws)
                part = self._part[: last - first]
                np.multiply(pool[start : start + last - first], weights[j, first:last], out=part)
                values = out[i, first:last]
                np.add(values, part, out=values)


def quantiles(low: float, mode: float, high: float, shares: Floats) -> Floats:
    """Return the scores below which the given shares of a triangular (or, without mode, uniform) one lie."""
    if np.isnan(mode):
        return low + (high - low) * shares
    if not high > low:
        return np.full_like(shares, low)
    bend = (mode - low) / (high - low)
    rising = low + np.sqrt(shares * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - shares) * (high - low) * (high - mode))
    return np.where(shares < bend, rising, falling)
