"""Counting ranks of many draws at once, by bits up to about fifty options and by sorting beyond.

**Bits.** Ranking twenty options by sorting takes a draw at a time. Instead compare one pair of options in all
draws at once and keep the answers as bits, 64 draws to a word. For each option there is then a row of bits for
every other option: "stands before it in this draw". How many stand before it is the sum of these rows, and
whole rows are added 64 draws at a time with the logic of an adder: three bits a, b, c make the sum bit
a ^ b ^ c and the carry (a & b) | (c & (a ^ b)). What comes out are the binary digits of the rank, a row of
bits for each digit; the draws in which the rank is r are the rows, or their complements, and-ed together; and
they are counted by counting bits. No rank is ever written down. A tie goes to the option given first, so that
every draw gives each place to somebody.

**Sorting.** The work of comparing pairs grows with the square of the number of options; sorting does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

from policylab.mcda.checks import Floats

BITS_UP_TO = 50
"""With more options than this, sorting is faster."""

Words = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]


@dataclass
class Tally:
    """What is counted over draws; tallies of parts add up to the tally of the whole.

    Attributes
    ----------
    places : ndarray (n_options, n_options)
        In how many draws an option takes a place.
    wins : ndarray (n_options, n_options) or None
        In how many draws the row stands before the column.
    first_sum, first_squares : ndarray (n_options, n_base)
        Sums, over the draws in which an option is first, of what was drawn and of its square.
    draws : int
        Number of draws.
    """

    places: Counts
    wins: Counts | None
    first_sum: Floats
    first_squares: Floats
    draws: int = 0

    @classmethod
    def zeros(cls, n_options: int, n_base: int, *, wins: bool) -> Tally:
        """Return a tally of no draws."""
        square, wide = (n_options, n_options), (n_options, n_base)
        return cls(
            np.zeros(square, dtype=np.int64),
            np.zeros(square, dtype=np.int64) if wins else None,
            np.zeros(wide),
            np.zeros(wide),
        )

    def add(self, other: Tally) -> None:
        """Add the tally of other draws."""
        self.places += other.places
        if self.wins is not None and other.wins is not None:
            self.wins += other.wins
        self.first_sum += other.first_sum
        self.first_squares += other.first_squares
        self.draws += other.draws


class BitCounter:
    """Counts by bits; its buffers are made once and used for every block of draws."""

    def __init__(self, n_options: int, width: int) -> None:
        """Make room for blocks of `width` draws, a multiple of 64."""
        words = width // 64
        self.n_options, self.width = n_options, width
        self._less = np.empty((n_options, width), dtype=np.bool_)
        self._rows: Words = np.empty((max(n_options - 1, 1), n_options, words), dtype=np.uint64)
        self._spare: Words = np.empty((n_options, words), dtype=np.uint64)
        self._masks: Words = np.empty((2 * n_options.bit_length() + 2, n_options, words), dtype=np.uint64)
        self._bits = np.empty((n_options, words), dtype=np.uint8)

    def count(self, totals: npt.NDArray[Any], base: npt.NDArray[Any], n_draws: int, tally: Tally) -> None:
        """Add the ranks of a block to a tally.

        Parameters
        ----------
        totals : ndarray (n_options, width)
            Overall values, options by draws; those beyond `n_draws` do not count.
        base : ndarray (n_base, width)
            What the weights were made of in each draw.
        """
        words = totals.shape[1] // 64
        valid = _first_bits(n_draws, words)
        self._compare(totals, words, tally, None if n_draws == totals.shape[1] else valid)
        planes = self._add_rows(words)
        root = np.broadcast_to(valid, (self.n_options, words))
        self._decode(root, planes, len(planes), 0, words, tally, base)
        tally.draws += n_draws

    def _compare(self, totals: npt.NDArray[Any], words: int, tally: Tally, valid: Words | None) -> None:
        """Fill the rows: slot k of option i says in which draws another option stands before it."""
        for i in range(self.n_options - 1):
            less = np.less(totals[i], totals[i + 1 :], out=self._less[i + 1 :, : words * 64])
            before = np.packbits(less, axis=1).view(np.uint64)
            self._rows[i:, i, :words] = before
            np.invert(before, out=self._rows[i, i + 1 :, :words])
            if tally.wins is not None:
                if valid is not None:
                    before &= valid
                tally.wins[i + 1 :, i] += _ones(before, self._bits[i + 1 :, :words])

    def _add_rows(self, words: int) -> list[Words]:
        """Return the binary digits of each option's rank, counted from 0, lowest digit first."""
        column = [row[:, :words] for row in self._rows[: self.n_options - 1]]
        spare, planes = self._spare[:, :words], []
        while column:
            carries = []
            while len(column) >= 3:
                a, b, c = column.pop(), column.pop(), column.pop()
                np.bitwise_xor(a, b, out=spare)
                np.bitwise_and(a, b, out=a)
                np.bitwise_and(spare, c, out=b)
                np.bitwise_or(a, b, out=b)
                np.bitwise_xor(spare, c, out=a)
                column.append(a)
                carries.append(b)
            if len(column) == 2:
                a, b = column
                np.bitwise_and(a, b, out=spare)
                np.bitwise_xor(a, b, out=a)
                b[:] = spare
                carries.append(b)
            planes.append(column[0])
            column = carries
        return planes

    def _decode(
        self, mask: Any, planes: list[Words], digit: int, rank: int, words: int, tally: Tally, base: Any
    ) -> None:
        """Split the draws by each digit in turn; at the end of a branch are the draws with one rank."""
        if digit == 0:
            tally.places[:, rank] += _ones(mask, self._bits[:, :words])
            if rank == 0:
                _sum_first(mask, base, tally)
            return
        digit -= 1
        ones, zeros = self._masks[2 * digit, :, :words], self._masks[2 * digit + 1, :, :words]
        np.bitwise_and(mask, planes[digit], out=ones)
        np.bitwise_xor(mask, ones, out=zeros)
        self._decode(zeros, planes, digit, rank, words, tally, base)
        if rank + (1 << digit) < self.n_options:
            self._decode(ones, planes, digit, rank + (1 << digit), words, tally, base)


class SortCounter:
    """Counts by sorting each draw."""

    def __init__(self, n_options: int, width: int) -> None:
        """Make room for blocks of at most `width` draws."""
        self.n_options, self.width = n_options, width
        self._offsets = np.arange(n_options, dtype=np.int64)

    def count(self, totals: npt.NDArray[Any], base: npt.NDArray[Any], n_draws: int, tally: Tally) -> None:
        """Add the ranks of a block to a tally; arguments as for `BitCounter.count`."""
        n = self.n_options
        falling = np.negative(totals[:, :n_draws].T, order="C")
        order = np.argsort(falling, axis=1)
        first = order[:, 0].copy()
        if tally.wins is not None:
            _add_wins(totals[:, :n_draws], tally.wins)
        order *= n
        order += self._offsets
        tally.places += np.bincount(order.ravel(), minlength=n * n).reshape(n, n)
        for k, row in enumerate(base[:, :n_draws]):
            tally.first_sum[:, k] += np.bincount(first, weights=row, minlength=n)
            tally.first_squares[:, k] += np.bincount(first, weights=row * row, minlength=n)
        tally.draws += n_draws


def counter(n_options: int, width: int) -> BitCounter | SortCounter:
    """Return what counts fastest for this many options."""
    return (BitCounter if n_options <= BITS_UP_TO else SortCounter)(n_options, width)


def block_width(n_options: int, *, uncertain: bool) -> int:
    """Return how many draws make a block: enough to keep Python out of the way, few enough for the cache.

    Ten thousand draws of moving scores are one block. By sorting, a block has at least as many draws as there are
    options, or clearing the table of places would take longest.
    """
    if n_options <= BITS_UP_TO:
        return 10_240 if uncertain else 16_384
    return max(1_024, 64 * -(-n_options // 64), 64 * (500_000 // n_options // 64))


def _add_wins(totals: npt.NDArray[Any], wins: Counts) -> None:
    for i in count():
        if i + 1 >= len(totals):
            return
        ahead = np.count_nonzero(totals[i] < totals[i + 1 :], axis=1)
        wins[i + 1 :, i] += ahead


def _first_bits(n_bits: int, words: int) -> Words:
    """Return a row of words in which the first bits are set, in the order of `packbits`."""
    bits = np.zeros(words * 64, dtype=np.bool_)
    bits[:n_bits] = True
    return np.packbits(bits).view(np.uint64)


def _ones(words: Any, buffer: npt.NDArray[np.uint8]) -> Counts:
    """Return the number of bits set in each row."""
    return np.asarray(np.bitwise_count(words, out=buffer).sum(axis=1, dtype=np.int64))


def _sum_first(mask: Any, base: npt.NDArray[Any], tally: Tally) -> None:
    """Add what was drawn where an option is first: one matrix product with a row of 0 and 1 per option."""
    is_first = np.unpackbits(np.ascontiguousarray(mask).view(np.uint8), axis=1).astype(base.dtype)
    sums = is_first @ np.concatenate([base, base * base]).T
    tally.first_sum += sums[:, : len(base)]
    tally.first_squares += sums[:, len(base) :]
