"""The upper envelope of straight lines on [0, 1]: who leads from where to where, exactly."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

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
    walked = _walk(start, end, tie)
    most = max(len(points) for points, _ in walked) + 2 if walked else 2
    # Places and heights of all envelopes in one table each; short ones are filled up with their end.
    places = np.ones((len(walked), most))
    highest = np.zeros((len(walked), most), dtype=np.intp)
    for k, (points, leaders) in enumerate(walked):
        places[k, : len(points) + 1] = (0.0, *points)
        highest[k] = (leaders[0], *leaders, *[leaders[-1]] * (most - len(leaders) - 1))
    column = np.arange(len(walked))[:, None]
    first, slope = start[highest, column], (end - start)[highest, column]
    heights = first + slope * places
    # An option leads at a place when it is level there, and on a piece when it is level at both its ends.
    level = (
        start.T[:, None, :] + (end - start).T[:, None, :] * places[:, :, None] >= heights[:, :, None] - tie
    )
    at_place = _labels(options, level)
    on_piece = _labels(options, level[:, :-1] & level[:, 1:])
    return [
        Envelope(
            points=tuple(points),
            leaders=tuple(on_piece[k][: len(leaders)]),
            meeting=tuple(at_place[k][1 : len(leaders)]),
            at_ends=(at_place[k][0], at_place[k][-1]),
            height=tuple(heights[k, : len(leaders) + 1].tolist()),
        )
        for k, (points, leaders) in enumerate(walked)
    ]


def tie_of(*arrays: Floats) -> float:
    """Return the difference up to which values of this size are equal: 1e-9, or 1e-9 of the largest."""
    return TIE * max(1.0, *(float(np.abs(array).max(initial=0.0)) for array in arrays))


def _walk(start: Floats, end: Floats, tie: float) -> list[tuple[list[float], list[int]]]:
    """Walk along all envelopes at once; per column the points and the positions of the leading lines."""
    n_sets = start.shape[1]
    steepest = np.where(start >= start.max(axis=0) - tie, end, -np.inf)
    leader: npt.NDArray[np.intp] = steepest.argmax(axis=0)
    walked: list[tuple[list[float], list[int]]] = [([], [int(i)]) for i in leader]
    here = np.zeros(n_sets)
    moving = np.arange(n_sets)
    while moving.size:
        now = leader[moving]
        gap0 = start[:, moving] - start[now, moving]
        gap1 = end[:, moving] - end[now, moving]
        rising = gap1 > tie
        with np.errstate(divide="ignore", invalid="ignore"):
            cross = np.where(rising, np.clip(gap0 / (gap0 - gap1), here[moving], 1.0), np.inf)
        nearest = cross.min(axis=0)
        on = np.isfinite(nearest)
        steepest = np.where(cross <= nearest + SAME_PLACE, gap1 - gap0, -np.inf)
        following = steepest.argmax(axis=0)
        moving, nearest, following = moving[on], nearest[on], following[on]
        for k, place, line in zip(moving.tolist(), nearest.tolist(), following.tolist(), strict=True):
            _step(walked[k], place, line)
        leader[moving], here[moving] = following, nearest
    return walked


def _step(walked: tuple[list[float], list[int]], place: float, line: int) -> None:
    """Add a change of leader; a piece of no length is overwritten."""
    points, leaders = walked
    if place - (points[-1] if points else 0.0) <= SAME_PLACE:
        leaders[-1] = line
    elif place < 1.0 - SAME_PLACE:
        points.append(place)
        leaders.append(line)


def _labels(options: pd.Index, level: npt.NDArray[np.bool_]) -> list[list[Labels]]:
    """Return, for a table (n_sets, n_places, n_options), the labels of the options marked in each row."""
    found: list[list[list[Hashable]]] = [[[] for _ in range(level.shape[1])] for _ in range(level.shape[0])]
    sets, places, rows = np.nonzero(level)
    names = options.tolist()
    for k, place, row in zip(sets.tolist(), places.tolist(), rows.tolist(), strict=True):
        found[k][place].append(names[row])
    return [[tuple(names) for names in row] for row in found]
