"""Which of many points no other beats: exact filters for two ledgers and for more.

A point beats another when it is nowhere lower and somewhere higher. Numbers within `TIE` count as equal, so
each column is first turned into whole numbers, its dense ranks; all comparisons after that are exact. Two
columns take one sort and a running maximum. More columns are compared in blocks, highest sums of ranks first,
because nothing can be beaten by a point whose sum is not higher. Points of different groups never meet.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from policylab.mcda.checks import TIE, Floats

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_BINS = 4096
_BLOCK = 256
_CHUNK = 1 << 16


def dense_ranks(column: Floats) -> Ints:
    """Return ranks from 0, the lowest, upwards; numbers no further than `TIE` from the next share one.

    >>> dense_ranks(np.array([0.5, 2.0, 0.5 + 1e-12, -1.0])).tolist()
    [1, 2, 1, 0]
    """
    order = np.argsort(column, kind="stable")
    ranks = np.empty(len(column), dtype=np.int64)
    rises = np.diff(column[order], prepend=column[order[:1]]) > TIE
    ranks[order] = np.cumsum(rises)
    return ranks


def unbeaten(values: Floats, groups: Ints | None = None, *, one_each: bool = False) -> Bools:
    """Return which rows no other row of the same group beats.

    Parameters
    ----------
    values : array (n, n_ledgers)
        More is better.
    groups : array (n,) of int, optional
        Only rows of one group are compared.
    one_each : bool
        Keep only the first of several equal rows of a group.
    """
    if len(values) == 0:
        return np.zeros(0, dtype=bool)
    if values.shape[1] == 1:
        values = np.column_stack([values, values])
    near = _worth_a_look(values) if groups is None else None
    if near is not None and not near.all():
        found = np.zeros(len(values), dtype=bool)
        found[np.flatnonzero(near)] = unbeaten(values[near], one_each=one_each)
        return found
    ranks = [dense_ranks(column) for column in values.T]
    group = (
        np.zeros(len(values), dtype=np.int64) if groups is None else np.unique(groups, return_inverse=True)[1]
    )
    if len(ranks) == 2:
        return _two(ranks[0], ranks[1], group, one_each)
    found = _many([*ranks, *([group, group.max() - group] if groups is not None else [])])
    return _first_of_equal(found, [*ranks, group]) if one_each else found


def _worth_a_look(values: Floats) -> Bools | None:
    """Return which of many points in a plane survive a look at the tops of the bins to their right."""
    if values.shape[1] != 2 or len(values) <= _BINS:
        return None
    across, up = values.T
    least, most = across.min(), across.max()
    if most - least <= TIE:
        return np.asarray(up >= up.max() - TIE)
    bins = ((across - least) * (_BINS / (most - least))).astype(np.intp)
    tops = np.full(_BINS + 2, -np.inf)
    np.maximum.at(tops, bins, up)
    to_the_right = np.maximum.accumulate(tops[::-1])[::-1]
    return np.asarray(up >= to_the_right[bins + 1] - TIE)


def _two(across: Ints, up: Ints, group: Ints, one_each: bool) -> Bools:
    order = np.lexsort((-up, -across, group))
    across, up, group = across[order], up[order], group[order]
    # A higher group has higher keys throughout, so the maximum so far never reaches over from a lower one.
    key = group * (up.max() + 1) + up
    before = np.empty_like(key)
    before[0] = -1
    np.maximum.accumulate(key[:-1], out=before[1:])
    again = np.zeros(len(key), dtype=bool)
    again[1:] = (key[1:] == key[:-1]) & (across[1:] == across[:-1])
    # Equal points stand or fall with the first of them.
    first = np.maximum.accumulate(np.where(again, 0, np.arange(len(key))))
    stays = (before < key)[first]
    found = np.empty(len(key), dtype=bool)
    found[order] = stays & ~again if one_each else stays
    return found


def _many(columns: list[Ints]) -> Bools:
    kind = np.uint16 if max(int(column.max()) for column in columns) < 1 << 16 else np.int64
    total = np.sum(columns, axis=0)
    alive = np.argsort(-total, kind="stable")
    ranks: list[Ints] = [np.asarray(column.astype(kind)) for column in columns]
    found = np.zeros(len(total), dtype=bool)
    while len(alive):
        block, alive = alive[:_BLOCK], alive[_BLOCK:]
        block = block[~_beaten(ranks, total, block, block)]
        found[block] = True
        parts = [alive[at : at + _CHUNK] for at in range(0, len(alive), _CHUNK)]
        alive = np.concatenate([part[~_beaten(ranks, total, part, block)] for part in parts] or [alive])
    return found


def _beaten(ranks: list[Ints], total: Ints, rows: Ints, by: Ints) -> Bools:
    """Return which rows are beaten by any of others: nowhere above it, and of a lower sum."""
    beats = total[by][:, None] > total[rows]
    for column in ranks:
        np.logical_and(beats, column[by][:, None] >= column[rows], out=beats)
    return np.asarray(beats.any(axis=0))


def _first_of_equal(found: Bools, columns: list[Ints]) -> Bools:
    rows = np.flatnonzero(found)
    _, first = np.unique(np.column_stack(columns)[rows], axis=0, return_index=True)
    kept = np.zeros_like(found)
    kept[rows[first]] = True
    return kept
