"""All bundles of options under rules, by doubling: one option after the other joins every bundle so far.

Bundles are bit masks: bit j is set when option j is in. Options are placed in an order in which few of those
placed still have a rule with one to come; a bundle that breaks a rule is dropped as soon as both sides of the
rule are placed, so the work follows the number of allowed bundles and not 2^k.

`pareto_bundles` is for effects that add up. Then a bundle that is beaten by another can be dropped at once, as long
as both hold the same of the options that still have rules to come: whatever joins one can join the other, and adds
the same to both [NemhauserUllmann1969]. The work follows the size of the front.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import CallError, ScoresInvalid
from policylab.mcda.checks import Floats, table
from policylab.robustness.bundle_front import unbeaten

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]

MAX_OPTIONS = 62
"""Bits in a mask."""
MAX_BUNDLES = 1 << 21
"""Bundles that are looked at one by one at most: about two million."""


@dataclass(frozen=True)
class Rules:
    """Rules between options by position: masks of what excludes an option, and of what it needs."""

    excludes: tuple[int, ...]
    needs: tuple[int, ...]

    @classmethod
    def of(
        cls, n_options: int, conflict: Iterable[tuple[int, int]], require: Iterable[tuple[int, int]]
    ) -> Rules:
        """Return rules from pairs: two that exclude each other; one and what it needs."""
        excludes, needs = [0] * n_options, [0] * n_options
        for one, other in conflict:
            if one == other:
                raise ScoresInvalid("An option cannot be kept apart from itself.")
            excludes[one] |= 1 << other
            excludes[other] |= 1 << one
        for option, needed in require:
            needs[option] |= 1 << needed
        return cls(tuple(excludes), tuple(needs))

    def neighbours(self, option: int) -> int:
        """Return the mask of all options that share a rule with one."""
        needed_by = sum(1 << other for other, mask in enumerate(self.needs) if mask >> option & 1)
        return self.excludes[option] | self.needs[option] | needed_by

    def order(self) -> list[int]:
        """Return an order that leaves few placed options with rules to come, first of all needs first."""
        around = [self.neighbours(option) for option in range(len(self.needs))]
        left, placed, found = set(range(len(self.needs))), 0, []
        while left:
            ready = [option for option in left if not self.needs[option] & ~placed & ~(1 << option)]
            # In a circle of needs nobody is ready: then anybody may be next, and the rules still hold.
            option = min(ready or left, key=lambda one: (_open(around, placed | 1 << one), one))
            left.remove(option)
            placed |= 1 << option
            found.append(option)
        return found


def _open(around: Sequence[int], placed: int) -> int:
    return sum(1 for option, mask in enumerate(around) if placed >> option & 1 and mask & ~placed)


@dataclass(frozen=True)
class Level:
    """What happens when an option is placed: which bundles go on without it, and which it joins."""

    option: int
    without: Rows | None
    """Rows that go on without it; None for all."""
    joined: Rows | None
    """Rows that it joins; None for all."""
    open: int
    """Mask of the options placed that still have a rule with one to come."""


def levels(rules: Rules, order: Sequence[int]) -> Iterator[tuple[Level, int, int, int]]:
    """Yield, for each option in order, masks: must not be in without it, must not and must be in to join."""
    around = [rules.neighbours(option) for option in range(len(order))]
    placed = 0
    for option in order:
        needed_by = sum(1 << other for other in order if rules.needs[other] >> option & 1 and other != option)
        must = rules.needs[option] & placed
        bars, needers = rules.excludes[option] & placed, needed_by & placed
        placed |= 1 << option
        still = sum(1 << one for one in order if placed >> one & 1 and around[one] & ~placed)
        yield Level(option, None, None, still), needers, bars, must


def rows_where(wanted: npt.NDArray[np.bool_]) -> Rows | None:
    """Return the rows that are True; None if all are."""
    return None if wanted.all() else np.flatnonzero(wanted)


def taken(column: Any, rows: Rows | None) -> Any:
    """Return the rows of an array, all of them for None."""
    return column if rows is None else column[rows]


@dataclass(frozen=True)
class Doubling:
    """All allowed bundles, and how they grew, so that any quantity can be grown along with them.

    Attributes
    ----------
    masks : array (n_bundles,) of int
        The first is the empty bundle.
    sizes : array (n_bundles,) of int
        Number of options in each, those that are `free` not counted.
    grown : tuple of Level
        What happened at each option.
    last : array of int, optional
        Rows that the last selection left; None for all.
    before : int
        Number of bundles before it.
    """

    masks: Ints
    sizes: npt.NDArray[np.int8]
    grown: tuple[Level, ...]
    last: Rows | None
    before: int

    def grow(self, start: npt.NDArray[Any], join: Any) -> npt.NDArray[Any]:
        """Return a quantity of every bundle: `start` of the empty one, `join(values, option)` thereafter.

        Its rows are those before the last selection: `taken(..., self.last)` are those of `masks`.
        """
        column = start
        for level in self.grown:
            joined = join(taken(column, level.joined), level.option)
            column = np.concatenate([taken(column, level.without), joined])
        return column


def double(
    rules: Rules,
    max_size: int | None = None,
    free: int = 0,
    joins: dict[int, int] | None = None,
    limit: int = MAX_BUNDLES,
) -> Doubling:
    """Return all bundles that the rules allow.

    Parameters
    ----------
    rules : Rules
        What excludes and what needs what.
    max_size : int, optional
        Most options in a bundle.
    free : int
        Mask of options that do not count for the size.
    joins : dict, optional
        For some options, the mask of those of which at least one has to be with it.
    limit : int
        Most bundles looked at.

    Raises
    ------
    CallError
        When there are more bundles than the limit.
    """
    masks, sizes = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int8)
    most = len(rules.needs) if max_size is None else max_size
    grown = []
    for level, needers, bars, must in levels(rules, rules.order()):
        count = 0 if free >> level.option & 1 else 1
        without = rows_where((masks & needers) == 0)
        may = ((masks & bars) == 0) & ((masks & must) == must) & (sizes + count <= most)
        joined = rows_where(may)
        grown.append(Level(level.option, without, joined, level.open))
        masks = np.concatenate([taken(masks, without), taken(masks, joined) | 1 << level.option])
        sizes = np.concatenate([taken(sizes, without), taken(sizes, joined) + np.int8(count)])
        if len(masks) > limit:
            raise CallError(
                f"These rules allow more than {limit:,} packages, too many to look at one by one: "
                "give the most options that a package may hold."
            )
    wanted = np.ones(len(masks), dtype=bool)
    for option, others in (joins or {}).items():
        wanted &= (masks >> option & 1 == 0) | (masks & others != 0)
    last = rows_where(wanted)
    return Doubling(taken(masks, last), taken(sizes, last), tuple(grown), last, len(masks))


def pareto_bundles(
    gain: Any,
    conflict: Iterable[tuple[Any, Any]] = (),
    require: Iterable[tuple[Any, Any]] = (),
    *,
    one_each: bool = False,
) -> Ints:
    """Return the bundles of options that no other allowed bundle beats, effects adding up.

    Parameters
    ----------
    gain : DataFrame (n_options, n_ledgers) or array
        What each option adds to each ledger; more is better. At most 62 options.
    conflict : pairs of options
        Two that cannot be in one bundle; labels of the frame, positions in an array.
    require : pairs of options
        An option, and one that it needs in the bundle.
    one_each : bool
        One bundle for each set of equal values; else all of them.

    Returns
    -------
    array of int
        Bit masks, rising: bit j is set when option j (in the order given) is in. The empty bundle is 0.

    Raises
    ------
    ScoresInvalid
        When a number is missing or infinite, an option is not known or kept apart from itself, or there are
        more than 62.

    Notes
    -----
    Exact. Numbers within 1e-9 are equal. The work grows with the size of the front: 40 options and two
    ledgers take some hundredths of a second. With `one_each` unset, equal options can make the front itself
    large, since every choice among them is in it.

    References
    ----------
    [NemhauserUllmann1969]_.

    Examples
    --------
    >>> gain = pd.DataFrame({"state": [-1.0, -2.0, 0.5], "aims": [2.0, 3.0, -1.0]}, index=["a", "b", "c"])
    >>> [f"{mask:03b}" for mask in pareto_bundles(gain, conflict=[("a", "b")])]
    ['000', '001', '010', '100', '101']
    """
    frame = gain if isinstance(gain, pd.DataFrame) else pd.DataFrame(np.asarray(gain, dtype=float))
    values = table(frame, "gains")
    rules = Rules.of(_count(frame.index), positions(frame.index, conflict), positions(frame.index, require))
    masks, totals = np.zeros(1, dtype=np.int64), np.zeros((1, values.shape[1]))
    for level, needers, bars, must in levels(rules, rules.order()):
        without = rows_where((masks & needers) == 0)
        joined = rows_where(((masks & bars) == 0) & ((masks & must) == must))
        totals = np.concatenate([taken(totals, without), taken(totals, joined) + values[level.option]])
        masks = np.concatenate([taken(masks, without), taken(masks, joined) | 1 << level.option])
        groups = masks & level.open if level.open else None
        stays = unbeaten(totals, groups, one_each=one_each)
        masks, totals = masks[stays], totals[stays]
    return np.sort(masks)


def _count(index: pd.Index) -> int:
    if len(index) > MAX_OPTIONS:
        raise ScoresInvalid(f"Packages can be made of at most {MAX_OPTIONS} options.")
    return len(index)


def positions(index: pd.Index, pairs: Iterable[tuple[Any, Any]]) -> list[tuple[int, int]]:
    """Return pairs of labels as pairs of positions, refusing labels that are not known."""
    at = {label: n for n, label in enumerate(index)}
    listed = [tuple(pair) for pair in pairs]
    strange = [label for pair in listed for label in pair if label not in at]
    if strange:
        raise ScoresInvalid(f"A rule names '{strange[0]}', which is not among the options.")
    return [(at[one], at[other]) for one, other in listed]


def count_bits(masks: Ints) -> Ints:
    """Return how many options each mask holds.

    >>> count_bits(np.array([0, 0b101, 1 << 61])).tolist()
    [0, 2, 1]
    """
    bits = np.unpackbits(np.ascontiguousarray(masks).view(np.uint8).reshape(-1, 8), axis=1)
    return np.asarray(bits.sum(axis=1, dtype=np.int64))


def members(mask: int, options: Sequence[Any]) -> tuple[Any, ...]:
    """Return the options in a bundle.

    >>> members(0b101, ["a", "b", "c"])
    ('a', 'c')
    """
    return tuple(option for n, option in enumerate(options) if mask >> n & 1)


def value_of(masks: Iterable[int], gain: Floats) -> Floats:
    """Return the sums of the gains of the options in each bundle (n_bundles, n_ledgers)."""
    bits = np.array([[mask >> n & 1 for n in range(len(gain))] for mask in masks], dtype=float)
    return np.asarray(bits.reshape(-1, len(gain)) @ gain)
