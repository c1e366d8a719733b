"""The upper envelope of straight lines on [0, 1]: who leads from where to where, exactly."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import TIE, Floats, aligned, check_labels, numbers

Labels = tuple[Hashable, ...]

SAME_PLACE = 1e-12
"""Crossings no further apart than this are one crossing."""


@dataclass(frozen=True)
class Envelope:
    """Which option's line is highest, over the whole range from 0 to 1.

    Attributes
    ----------
    points : tuple of float
        Where the leader changes, rising, from 0 to 1.
    leaders : tuple of tuple
        Who leads before the first point, between two points, and after the last: one more than there are
        points. More than one label: their lines are the same there.
    meeting : tuple of tuple
        Who leads at each point: those before it, those after it, and any that only touch there.
    at_ends : pair of tuple
        Who leads at exactly 0 and at exactly 1; an option can lead there and nowhere else.
    height : tuple of float
        The highest value at 0, at each point, and at 1.
    """

    points: tuple[float, ...]
    leaders: tuple[Labels, ...]
    meeting: tuple[Labels, ...]
    at_ends: tuple[Labels, Labels]
    height: tuple[float, ...]

    @property
    def pieces(self) -> tuple[tuple[float, float, Labels], ...]:
        """The stretches between points: start, end, and who leads inside."""
        edges = (0.0, *self.points, 1.0)
        return tuple(zip(edges[:-1], edges[1:], self.leaders, strict=True))

    def at(self, place: float) -> Labels:
        """Return who leads at a place from 0 to 1; all that meet, when it is a point of change."""
        for end, names in ((0.0, self.at_ends[0]), (1.0, self.at_ends[1])):
            if abs(place - end) <= SAME_PLACE:
                return names
        for point, names in zip(self.points, self.meeting, strict=True):
            if abs(place - point) <= SAME_PLACE:
                return names
        return self.leaders[int(np.searchsorted(self.points, place))]


def upper_envelope(start: pd.Series, end: pd.Series) -> Envelope:
    """Return who leads as every value moves along a straight line from `start` to `end`.

    Parameters
    ----------
    start, end : Series (n_options,)
        Values at 0 and at 1, any size, none missing.

    Returns
    -------
    Envelope
        Every leader and every point of change; none is missed.

    Raises
    ------
    ScoresInvalid
        When labels do not fit or a number is missing.

    Notes
    -----
    Option i has the value (1 - t) start + t end. From the leader at t, the next is the line that crosses
    it first (the steepest of those that cross there): O(n) for each of the p pieces. Values no further
    apart than 1e-9 (1e-9 of the largest, when that is above 1) are equal.

    References
    ----------
    [DeBerg2008]_, section 11.4.

    Examples
    --------
    >>> found = upper_envelope(pd.Series({"a": 2.0, "b": 1.0}), pd.Series({"a": 0.0, "b": 1.0}))
    >>> found.points, found.leaders
    ((0.5,), (('a',), ('b',)))
    """
    if not isinstance(start, pd.Series) or start.empty:
        raise ScoresInvalid("The values at 0 must be a labelled pandas Series with at least one option.")
    check_labels(start.index, start.index, "values at 0")
    first = numbers(start, "values at 0")
    last = aligned(end, start.index, "values at 1")
    return envelopes(start.index, first[:, None], last[:, None])[0]


def envelopes(options: pd.Index, start: Floats, end: Floats) -> list[Envelope]:
    """Return an envelope for each column of two arrays (n_options, n_sets of lines); see `upper_envelope`."""
    tie = tie_of(start, end)
    # A row for each set of lines, so that what is compared lies side by side.
    first, last = np.ascontiguousarray(start.T), np.ascontiguousarray(end.T)
    walked = walk(first, last, tie)
    # The places of all envelopes in one list, each with its set and its leading line: 0, the points, 1.
    counts = [len(points) + 2 for points, _ in walked]
    places = np.array([at for points, _ in walked for at in (0.0, *points, 1.0)])
    highest = np.array([line for _, leaders in walked for line in (leaders[0], *leaders)], dtype=np.intp)
    sets = np.repeat(np.arange(len(walked)), counts)
    reached = first[sets] + (last - first)[sets] * places[:, None]
    heights = reached[np.arange(len(places)), highest]
    # An option leads at a place when it is level there, and on a piece when it is level at both its ends.
    level = reached >= (heights - tie)[:, None]
    inside = level[:-1] & level[1:]  # what lies between the end of one set and the next is not read
    labels, height = _labels(options, np.concatenate((level, inside))), tuple(heights.tolist())
    found = []
    k, pieces = 0, len(level)  # where the labels at places and those on pieces begin
    for (points, _), count in zip(walked, counts, strict=True):
        stop = k + count - 1
        at_ends = (labels[k], labels[stop])
        on_pieces, meeting = labels[pieces + k : pieces + stop], labels[k + 1 : stop]
        found.append(Envelope(tuple(points), on_pieces, meeting, at_ends, height[k : stop + 1]))
        k = stop + 1
    return found


def tie_of(*arrays: Floats) -> float:
    """Return the difference up to which values of this size are equal: 1e-9, or 1e-9 of the largest."""
    return TIE * max(1.0, *(float(np.abs(array).max(initial=0.0)) for array in arrays))


@np.errstate(divide="ignore", invalid="ignore")
def walk(start: Floats, end: Floats, tie: float) -> list[tuple[list[float], list[int]]]:
    """Walk along all envelopes (n_sets, n_options) at once; per set the points and the leading lines."""
    leader = np.where(start >= start.max(axis=1, keepdims=True) - tie, end, -np.inf).argmax(axis=1)
    walked: list[tuple[list[float], list[int]]] = [([], [line]) for line in leader.tolist()]
    moving, here, highest = np.arange(len(start)), np.zeros(len(start)), end.max(axis=1)
    row = moving
    while True:
        at1 = end[row, leader]
        on = (highest - at1 > tie).nonzero()[0]  # another line is higher at 1: it crosses on the way
        if not on.size:
            return walked
        if len(on) < len(row):
            moving, here, highest, leader, at1 = (
                each.take(on) for each in (moving, here, highest, leader, at1)
            )
            start, end, row = start.take(on, axis=0), end.take(on, axis=0), row[: len(on)]
        gap0, gap1 = start - start[row, leader][:, None], end - at1[:, None]
        here, leader = _next_crossing(gap0, gap1, here, tie)
        for k, place, line in zip(moving.tolist(), here.tolist(), leader.tolist(), strict=True):
            _step(walked[k], place, line)


def _next_crossing(
    gap0: Floats, gap1: Floats, here: Floats, tie: float
) -> tuple[Floats, npt.NDArray[np.intp]]:
    """Return where each leader is crossed first, and by which line, from the gaps to it at 0 and at 1."""
    falling = gap0 - gap1
    cross = np.minimum(gap0 / falling, 1.0)
    np.putmask(cross, gap1 <= tie, np.inf)
    nearest = np.maximum(cross.min(axis=1), here)  # never back
    np.putmask(falling, cross > (nearest + SAME_PLACE)[:, None], np.inf)
    return nearest, falling.argmin(axis=1)


def _step(walked: tuple[list[float], list[int]], place: float, line: int) -> None:
    """Add a change of leader; a piece of no length is overwritten."""
    points, leaders = walked
    if place - (points[-1] if points else 0.0) <= SAME_PLACE:
        leaders[-1] = line
    elif place < 1.0 - SAME_PLACE:
        points.append(place)
        leaders.append(line)


def _labels(options: pd.Index, level: npt.NDArray[np.bool_]) -> tuple[Labels, ...]:
    """Return, for a table (n_places, n_options), the labels of the options marked in each row."""
    rows, columns = level.nonzero()
    names = options.tolist()
    marked = tuple([names[column] for column in columns.tolist()])
    ends = rows.searchsorted(np.arange(len(level) + 1)).tolist()
    return tuple([marked[a:b] for a, b in pairwise(ends)])
