"""Uniform weights under linear constraints, by hit-and-run in the space that the equations leave free.

From a point inside, take a random direction, find how far the body reaches both ways, and go to a uniform
point of that line: repeated, the points become uniform on the body [Smith1984]. Equations (the sum of 1 among
them) are taken care of first: weights are an interior point plus a combination of the directions that no
equation forbids, so that the walk is in fewer dimensions and never leaves the equations. A long thin body is
walked through badly; so a trial run measures its shape and the walk is made where the body is round.

Every draw is the end of a walk of its own, started at the point deepest inside, and all walks take their
steps together. Draws are therefore independent, and standard errors mean what they say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import Floats

FLAT = 1e-9
"""A body thinner than this in some direction is flat there: the direction is taken out."""


@dataclass(frozen=True, eq=False)
class Polytope:
    """Weights at least 0, summing to 1, under constraints; drawn as (1, z) with weights = span x (1, z).

    Attributes
    ----------
    span : ndarray (n_criteria, 1 + n_free)
        A point inside, and the directions in which weights are free, scaled to make the body round.
    rows : ndarray (n_rows, n_free)
        The body in these coordinates is rows x z <= ends.
    """

    span: Floats
    rows: Floats
    ends: Floats

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
        rows, ends, exact, sums = _always_tight(rows, ends, exact, sums)
        inside = _deepest(rows, ends, exact, sums)
        free = _null_space(exact)
        body = cls(np.column_stack([inside, free]), rows @ free, ends - rows @ inside)
        for _ in range(2 if free.shape[1] else 0):
            body = body._rounded()
        return body

    @property
    def n_free(self) -> int:
        """Dimensions of the body."""
        return int(self.rows.shape[1])

    def draw(self, stream: np.random.Generator, n_draws: int) -> npt.NDArray[np.float32]:
        """Return independent draws (1 + n_free, n_draws)."""
        base = np.ones((1 + self.n_free, n_draws), dtype=np.float32)
        if self.n_free:
            base[1:] = self._walk(stream, n_draws, steps=40 + 12 * self.n_free)
        return base

    def _walk(self, stream: np.random.Generator, n_draws: int, steps: int) -> Floats:
        at = np.zeros((self.n_free, n_draws))
        room = np.repeat(self.ends[:, None], n_draws, axis=1)
        for _ in range(steps):
            way = stream.standard_normal(at.shape, dtype=np.float32).astype(np.float64)
            pace = self.rows @ way
            with np.errstate(divide="ignore", invalid="ignore"):
                reach = room / pace
            forth = np.where(pace > 0, reach, np.inf).min(axis=0)
            back = np.where(pace < 0, reach, -np.inf).max(axis=0)
            go = back + (forth - back) * stream.random(n_draws)
            at += go * way
            room -= go * pace
            np.maximum(room, 0.0, out=room)
        return at

    def _rounded(self) -> Polytope:
        """Return the same body in coordinates in which a trial run has no long direction."""
        trial = self._walk(np.random.Generator(np.random.SFC64(0)), 512, steps=60 + 12 * self.n_free)
        spread, axes = np.linalg.eigh(np.atleast_2d(np.cov(trial)))
        turn = axes * np.sqrt(np.maximum(spread, spread.max() * 1e-12))
        middle = trial.mean(axis=1)
        span = np.column_stack([self.span[:, 0] + self.span[:, 1:] @ middle, self.span[:, 1:] @ turn])
        return Polytope(span, self.rows @ turn, self.ends - self.rows @ middle)


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


def _deepest(rows: Floats, ends: Floats, exact: Floats, sums: Floats) -> Floats:
    """Return the point furthest from all sides (the Chebyshev centre), as far as the equations allow."""
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
    return np.asarray(found.x[:-1])


def _always_tight(
    rows: Floats, ends: Floats, exact: Floats, sums: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Turn the constraints that hold with equality everywhere into equations: else there is no inside."""
    from scipy.optimize import linprog

    bounds = [(None, None)] * rows.shape[1]
    if linprog(np.zeros(rows.shape[1]), rows, ends, exact, sums, bounds).status != 0:
        raise ScoresInvalid("No weights satisfy all the constraints.")
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
