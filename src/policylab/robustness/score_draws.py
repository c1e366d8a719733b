"""Overall values under drawn weights and drawn scores, a block of draws at a time.

What does not move is a matrix product. What moves is made cell by cell, in one of two ways.

**Two halves of a word.** A triangular score needs two uniform numbers, combined by their larger and their
smaller one. Sixteen bits are enough for each (the grid is 1 / 65,536 of the range), so one 32-bit random
number makes a score, and larger and smaller are found on integers.

**Rotated pools.** From some 10^5 draws on, random numbers are the cost. So each cell gets a pool of 8,192
scores once: one from each 8,192th of its distribution, in random order. Every block of draws uses the pool
from a fresh random place on, round to the start again. Within a block each score is used once, so averages
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
            half = len(cells) * n_draws
            bits = stream.integers(0, 2**64, size=-(-half // 2), dtype=np.uint64).view(np.uint16)
            first, second = (bits[k * half : (k + 1) * half].reshape(-1, n_draws) for k in (0, 1))
            larger = np.maximum(first, second)
            larger[uniform] = first[uniform]
            moved = larger.astype(np.float32)
            moved *= by_max
            smaller = np.minimum(first, second).astype(np.float32)
            smaller *= by_min
            moved += smaller
            out[i] += np.einsum("jd,jd->d", moved, weights if len(cells) == len(weights) else weights[cells])


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
        """Write overall values (n_options, n_draws) into `out`; at most `POOL` draws."""
        weights = self._span @ base
        np.matmul(self._fixed, weights, out=out)
        n_draws = base.shape[1]
        part = self._part[:n_draws]
        starts = stream.integers(0, POOL, size=len(self._cells)).tolist()
        for (i, j), pool, start in zip(self._cells, self._pools, starts, strict=True):
            np.multiply(pool[start : start + n_draws], weights[j], out=part)
            np.add(out[i], part, out=out[i])


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
