"""Uniform weights under linear constraints, by rejection where that is quick, else by hit-and-run.

Hit-and-run: from a point inside, take a random direction, find how far the body reaches both ways, and go to a
uniform point of that line: repeated, the points become uniform on the body [Smith1984]. Equations (the sum of 1
among them) are taken care of first: weights are an interior point plus a combination of the directions that no
equation forbids, so that the walk is in fewer dimensions and never leaves the equations. A long thin body is
walked through badly: from the point deepest inside, trial walks measure its shape, go on where that shape is
round, measure again, and so on until the shape no longer changes. They end up spread over the body.

Every draw is the end of a walk of its own, started where one of the trial walks ended, and many walks take
their steps together. So draws are independent but for what is left of a common start, and standard errors mean
what they say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import Floats

FLAT = 1e-9
"""A body thinner than this in some direction is flat there: the direction is taken out."""

HAIR = 1e-15
WALKS = 512
"""Walks that take their steps together."""
STARTS = 2_048
"""Trial walks, whose ends are where draws start."""
ROUNDS, AFTER = 20, 4
"""Trials at most, and how many follow once the shape has settled; a dozen in all is usual in ten dimensions."""


@dataclass(frozen=True, eq=False)
class Polytope:
    """Weights at least 0, summing to 1, under constraints; drawn as (1, z) with weights = span x (1, z).

    Attributes
    ----------
    span : ndarray (n_criteria, 1 + n_free)
        A point inside, and the directions in which weights are free, scaled to make the body round.
    rows : ndarray (n_rows, n_free)
        The body in these coordinates is rows x z <= ends.
    starts : ndarray (n_free, n_starts)
        Points spread over it.
    """

    span: Floats
    rows: Floats
    ends: Floats
    starts: Floats

    @classmethod
    def of(
        cls,
        size: int,
        rows: Floats,
        ends: Floats,
        exact: Floats | None = None,
        sums: Floats | None = None,
    ) -> Polytope:
        """Return the body rows x w <= ends, exact x w = sums, w >= 0, sum of w = 1."""
        rows, ends = np.vstack([rows, -np.eye(size)]), np.concatenate([ends, np.zeros(size)])
        exact = np.vstack([np.ones((1, size)), np.zeros((0, size)) if exact is None else exact])
        sums = np.concatenate([[1.0], np.zeros(0) if sums is None else sums])
        inside, depth = _deepest(rows, ends, exact, sums)
        if depth <= FLAT:
            rows, ends, exact, sums = _always_tight(rows, ends, exact, sums)
            inside, _ = _deepest(rows, ends, exact, sums)
        free = _null_space(exact)
        body = cls(
            np.column_stack([inside, free]),
            rows @ free,
            ends - rows @ inside,
            np.zeros((free.shape[1], STARTS)),
        )
        return body._rounded() if free.shape[1] else body

    @property
    def n_free(self) -> int:
        """Dimensions of the body."""
        return int(self.rows.shape[1])

    def draw(self, stream: np.random.Generator, n_draws: int) -> npt.NDArray[np.float32]:
        """Return independent draws (1 + n_free, n_draws)."""
        base = np.ones((1 + self.n_free, n_draws), dtype=np.float32)
        if self.n_free:
            base[1:] = self._walk(stream, n_draws, steps=20 + 16 * self.n_free)
        return base

    def _walk(self, stream: np.random.Generator, n_draws: int, steps: int) -> Floats:
        """Return the ends of walks, some at a time to stay in the cache."""
        parts = []
        for start in range(0, n_draws, WALKS):
            chosen = stream.integers(0, STARTS, size=min(WALKS, n_draws - start))
            parts.append(self._walk_from(self.starts[:, chosen], stream, steps))
        return np.concatenate(parts, axis=1)

    def _walk_from(self, starts: Floats, stream: np.random.Generator, steps: int) -> Floats:
        at = starts.copy()
        n_walks = at.shape[1]
        room = np.maximum(self.ends[:, None] - self.rows @ at, HAIR)
        pace, rate = np.empty_like(room), np.empty_like(room)
        for _ in range(steps):
            way = stream.standard_normal(at.shape, dtype=np.float32).astype(np.float64)
            np.copyto(way, HAIR, where=way == 0)  # one in 2^23 is exactly 0, and alone would lead nowhere
            np.matmul(self.rows, way, out=pace)
            # The rate at which room is used up: the line ends where rate x length is 1, on either side. A side
            # that is touched has no room and would have an endless rate; a hair of room stands for none.
            np.divide(pace, room, out=rate)
            forth, back = 1 / rate.max(axis=0), 1 / rate.min(axis=0)
            go = back + (forth - back) * stream.random(n_walks)
            at += go * way
            pace *= go
            room -= pace
            np.maximum(room, HAIR, out=room)
        return at

    def _rounded(self) -> Polytope:
        """Return the same body in coordinates in which it has the same spread every way, with points all over it."""
        body, stream = self, np.random.Generator(np.random.SFC64(0))
        left = ROUNDS
        while left:
            trial = body._walk_from(body.starts, stream, steps=20 + 8 * self.n_free)
            spread, axes = np.linalg.eigh(np.atleast_2d(np.cov(trial)))
            scale = np.sqrt(np.maximum(spread, spread.max() * 1e-12))
            turn, middle = axes * scale, trial.mean(axis=1)
            span = np.column_stack([body.span[:, 0] + body.span[:, 1:] @ middle, body.span[:, 1:] @ turn])
            starts = (axes / scale).T @ (trial - middle[:, None])
            body = Polytope(span, body.rows @ turn, body.ends - body.rows @ middle, starts)
            settled = scale.max() < 1.25 and scale.min() > 0.8
            left = min(left - 1, AFTER) if settled else left - 1
        return body


@dataclass(frozen=True, eq=False)
class RejectionSampler:
    """Draws of another sampler, of which those outside rows x w <= ends are thrown away: exact, if few are."""

    proposals: Any
    span: Floats
    rows: Floats
    ends: Floats

    def draw(self, stream: np.random.Generator, n_draws: int) -> npt.NDArray[np.float32]:
        """Return draws that are inside."""
        kept, found = [], 0
        while found < n_draws:
            part = self.proposals.draw(stream, 4_096)
            kept.append(part[:, self.inside(part)])
            found += kept[-1].shape[1]
        return np.concatenate(kept, axis=1)[:, :n_draws]

    def inside(self, part: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
        """Return which draws satisfy the constraints."""
        return np.asarray((self.rows @ self.span @ part <= self.ends[:, None]).all(axis=0))

    def is_quick(self) -> bool:
        """Whether enough proposals are inside: at least one in fifty, judged by a trial."""
        trial = self.proposals.draw(np.random.Generator(np.random.SFC64(0)), 16_384)
        return bool(self.inside(trial).mean() >= 0.02)


def linear_rows(
    labels: pd.Index, constraints: Sequence[tuple[Mapping[str, float], str, float]]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return constraints in words as rows: (rows, ends) for <=, (exact, sums) for ==."""
    parts: dict[bool, list[Floats]] = {False: [], True: []}
    for terms, sign, number in constraints:
        unknown = [name for name in terms if name not in labels]
        if unknown:
            raise ScoresInvalid(f"A constraint names '{unknown[0]}', which is no criterion.")
        if sign not in ("<=", ">=", "=="):
            raise ScoresInvalid(f"A constraint has the sign '{sign}'; use <=, >= or ==.")
        row = np.append(pd.Series(terms, dtype=float).reindex(labels, fill_value=0.0).to_numpy(), number)
        if not np.isfinite(row).all():
            raise ScoresInvalid("A constraint has a number missing or infinite.")
        parts[sign == "=="].append(-row if sign == ">=" else row)
    rows, exact = (np.reshape(parts[kind], (-1, len(labels) + 1)) for kind in (False, True))
    return rows[:, :-1], rows[:, -1], exact[:, :-1], exact[:, -1]


def _deepest(rows: Floats, ends: Floats, exact: Floats, sums: Floats) -> tuple[Floats, float]:
    """Return the point furthest from all sides (the Chebyshev centre) and how far it is from the nearest."""
    from scipy.optimize import linprog

    free = _null_space(exact)
    reach = np.linalg.norm(rows @ free, axis=1)
    found = linprog(
        np.append(np.zeros(rows.shape[1]), -1.0),
        A_ub=np.column_stack([rows, reach]),
        b_ub=ends,
        A_eq=np.column_stack([exact, np.zeros(len(exact))]),
        b_eq=sums,
        bounds=[(None, None)] * rows.shape[1] + [(0, 1)],
    )
    if found.status != 0:
        raise ScoresInvalid("No weights satisfy all the constraints.")
    return np.asarray(found.x[:-1]), float(found.x[-1])


def _always_tight(
    rows: Floats, ends: Floats, exact: Floats, sums: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Turn the constraints that hold with equality everywhere into equations: else there is no inside."""
    from scipy.optimize import linprog

    bounds = [(None, None)] * rows.shape[1]
    least = [linprog(row, rows, ends, exact, sums, bounds).fun for row in rows]
    tight = np.array([end - value <= FLAT for end, value in zip(ends, least, strict=True)], dtype=bool)
    return (
        rows[~tight],
        ends[~tight],
        np.vstack([exact, rows[tight]]),
        np.concatenate([sums, ends[tight]]),
    )


def _null_space(matrix: Floats) -> Floats:
    """Return orthonormal columns that the matrix maps to 0."""
    _, size, right = np.linalg.svd(matrix)
    rank = int((size > 1e-10 * max(size.max(initial=0.0), 1e-300)).sum())
    return np.asarray(right[rank:].T)
