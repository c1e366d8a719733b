"""Draws in blocks: each block has its own seed, so that the numbers are the same however the blocks are shared out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import TIE, Floats
from policylab.robustness.rank_counts import BITS_UP_TO, Tally, block_width, counter
from policylab.robustness.sampling import WeightSpace
from policylab.robustness.score_draws import (
    POOL,
    POOLS_FROM,
    POOLS_UP_TO,
    TURNS,
    FixedScores,
    RotatedPools,
    WordHalves,
)
from policylab.robustness.score_ranges import ScoreRanges

EXACT_UP_TO = 2e10
"""n_options^2 x n_base^2 up to which pairwise winning is worked out unasked: some fifteen seconds."""
COUNTED_UP_TO = 1e10
"""n_options^2 x draws up to which it is counted unasked."""


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything that the draws of one block need, and nothing that depends on how they are cut up."""

    ranges: ScoreRanges
    space: WeightSpace
    draws: int
    seed: int
    moves: npt.NDArray[np.bool_]
    """Cells that move and count (n_options, n_criteria)."""
    effective: Floats
    """Scores x span (n_options, n_base), where nothing moves."""
    tied: tuple[npt.NDArray[np.intp], ...]
    closed_form: bool
    count_wins: bool

    @classmethod
    def of(cls, ranges: ScoreRanges, space: WeightSpace, draws: int, seed: int, pairwise: str) -> Problem:
        """Decide what is worked out in closed form, what is counted, and which options are always equal."""
        moves = ranges.is_uncertain & space.counts
        n_options = len(ranges.options)
        effective = ranges.low @ space.span
        can = space.is_simplex and not moves.any()
        if pairwise == "exact" and not can:
            raise ScoresInvalid("Pairwise winning has a closed form only for certain scores on a simplex.")
        soon = n_options**2 * space.span.shape[1] ** 2 <= EXACT_UP_TO
        closed_form = can and (pairwise == "exact" or (pairwise == "auto" and soon))
        few = draws * n_options**2 <= COUNTED_UP_TO
        counted = pairwise == "counted" or (pairwise == "auto" and not can and few)
        tied = tuple(_alike(effective, np.asarray(~moves.any(axis=1))))
        return cls(ranges, space, draws, seed, moves, effective, tied, closed_form, counted)

    def empty(self) -> Tally:
        """Return a tally of no draws."""
        return Tally.zeros(len(self.effective), self.kept.shape[1], wins=self.count_wins)

    @cached_property
    def kept(self) -> Floats:
        """What maps the mean of what is kept of the first places to mean weights.

        Where each weight is one of the drawn numbers times a factor, the drawn numbers are kept; else weights.
        """
        each = (self.space.span != 0).sum(axis=1) <= 1
        return self.space.span if each.all() else np.eye(len(self.space.span))

    def _kept(self, base: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        if self.kept is self.space.span:
            return base
        return np.asarray(self.space.span.astype(np.float32) @ base)

    @property
    def width(self) -> int:
        """Draws in a block."""
        if self.pooled:
            return TURNS * POOL
        return block_width(len(self.effective), uncertain=bool(self.moves.any()))

    @property
    def pooled(self) -> bool:
        """Whether scores come from pools."""
        small = len(self.effective) <= BITS_UP_TO
        return small and self.draws >= POOLS_FROM and 0 < int(self.moves.sum()) <= POOLS_UP_TO

    def tallies(self, workers: int) -> Iterator[Tally]:
        """Yield the tally of each block, in order: sums of floats are then the same for any workers."""
        blocks = -(-self.draws // self.width)
        if workers == 1 or blocks == 1:
            yield from self.run(0, blocks)
            return
        size = max(1, min(32, blocks // (2 * workers)))
        with ProcessPoolExecutor(workers) as pool:
            jobs: list[Future[list[Tally]]] = [
                pool.submit(_run_all, self, start, min(start + size, blocks))
                for start in range(0, blocks, size)
            ]
            try:
                for job in jobs:
                    yield from job.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def run(self, start: int, stop: int) -> Iterator[Tally]:
        """Yield the tallies of blocks `start` to `stop`; buffers are shared, random streams are not."""
        source = self._source()
        dtype = np.float64 if self._is_close() else np.float32
        at_once = min(self.width, 2 * POOL, 64 * -(-self.draws // 64))
        count = counter(len(self.effective), at_once)
        buffer = np.empty(len(self.effective) * min(self.width, 64 * -(-self.draws // 64)), dtype=dtype)
        for block in range(start, stop):
            n_draws = min(self.width, self.draws - block * self.width)
            padded = 64 * -(-n_draws // 64)
            stream = _stream(self.seed, 1, block)
            base = self.space.sampler.draw(stream, padded)
            totals = buffer[: len(self.effective) * padded].reshape(-1, padded)
            source.totals(stream, base, totals)
            for same in self.tied:
                totals[same[1:]] = totals[same[0]]
            tally, kept = self.empty(), self._kept(base)
            for first in range(0, n_draws, at_once):
                part = slice(first, first + at_once)
                count.count(totals[:, part], kept[:, part], min(at_once, n_draws - first), tally)
            yield tally

    def _source(self) -> FixedScores | WordHalves | RotatedPools:
        if not self.moves.any():
            return FixedScores(self.effective, np.float64 if self._is_close() else np.float32)
        if self.pooled:
            return RotatedPools(self.ranges, self.space.span, self.moves, _stream(self.seed, 2, 0))
        return WordHalves(self.ranges, self.space.span, self.moves)

    def _is_close(self) -> bool:
        """Whether certain options differ by so little that single precision could take one for the other."""
        if self.moves.any() or len(self.effective) > 200:
            return False
        gaps = np.abs(self.effective[:, None] - self.effective).max(axis=2)
        return bool(((gaps > TIE) & (gaps < 1e-3 * np.abs(self.effective).max())).any())


def _run_all(problem: Problem, start: int, stop: int) -> list[Tally]:
    return list(problem.run(start, stop))


def _stream(seed: int, *key: int) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=key)))


def _alike(effective: Floats, certain: npt.NDArray[np.bool_]) -> Iterator[npt.NDArray[np.intp]]:
    """Yield sets of options whose totals are equal under all weights asked about.

    Rows that are equal have equal projections on any direction: sorted by one, they are neighbours.
    """
    rows = np.flatnonzero(certain)
    direction = np.random.Generator(np.random.SFC64(1)).standard_normal(effective.shape[1])
    rows = rows[np.argsort(effective[rows] @ direction, kind="stable")]
    differ = (np.abs(np.diff(effective[rows], axis=0)) > TIE).any(axis=1)
    for same in np.split(rows, np.flatnonzero(differ) + 1):
        if len(same) > 1:
            yield np.sort(same)
