"""The linear programmes behind least changes and potential leaders, on plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from policylab.errors import PolicylabError
from policylab.mcda.checks import Floats

Mask = npt.NDArray[np.bool_]


class NotSolved(PolicylabError):
    """A linear programme that has a solution was not solved."""


@dataclass(frozen=True)
class Furthest:
    """The most that an option can be ahead, the weights for it, and the mix of the others that proves it."""

    margin: float
    weights: Floats
    mix: Floats


def furthest_ahead(gaps: Floats, now: Floats, free: Mask) -> Furthest:
    """Return how far ahead of every other an option can come when the free weights move.

    Parameters
    ----------
    gaps : array (n_others, n_criteria)
        What the option has more than each other.
    now : array (n_criteria,)
        Weights, summing to 1.
    free : array (n_criteria,) of bool
        Which weights move; together they keep their sum, the rest stay.

    Returns
    -------
    Furthest
        `mix` (n_others,) sums to 1: weighed by it the gaps are at most `margin` whatever the free weights are.
    """
    from scipy.optimize import linprog

    n_others, n_free = len(gaps), int(free.sum())
    if not n_others:
        return Furthest(float("inf"), now.copy(), np.zeros(0))
    held = gaps[:, ~free] @ now[~free]
    size = max(float(np.abs(gaps).max()), 1e-300)  # the solver's own tolerances are meant for numbers near 1
    found = linprog(
        np.append(np.zeros(n_free), -1.0),
        A_ub=np.column_stack((-gaps[:, free] / size, np.ones(n_others))),
        b_ub=held / size,
        A_eq=np.append(np.ones(n_free), 0.0)[None, :],
        b_eq=[now[free].sum()],
        bounds=[*[(0.0, None)] * n_free, (None, None)],
        method="highs",
    )
    if found.x is None:
        raise NotSolved(f"The linear programme was not solved: {found.message}")
    weights = now.copy()
    weights[free] = _cleaned(found.x[:-1], now[free].sum())
    mix = _cleaned(-found.ineqlin.marginals, 1.0)
    return Furthest(float((gaps @ weights).min()), weights, mix)


def least_movement(gaps: Floats, now: Floats, free: Mask, margin: float) -> Floats | None:
    """Return the nearest weights at which every gap is at least `margin`, or None when there are none.

    Notes
    -----
    Minimise sum(up + down) over the free weights, with weights now + up - down, 0 <= down <= now, up >= 0,
    sum(up) = sum(down), and gaps x weights >= margin.
    """
    from scipy.optimize import linprog

    n_free = int(free.sum())
    size = max(float(np.abs(gaps).max(initial=0.0)), 1e-300)
    inside = gaps[:, free] / size
    found = linprog(
        np.ones(2 * n_free),
        A_ub=np.column_stack((-inside, inside)),
        b_ub=(gaps @ now - margin) / size,
        A_eq=np.append(np.ones(n_free), -np.ones(n_free))[None, :],
        b_eq=[0.0],
        bounds=[*[(0.0, None)] * n_free, *[(0.0, float(part)) for part in now[free]]],
        method="highs",
    )
    if found.x is None:
        return None
    weights = now.copy()
    weights[free] = _cleaned(now[free] + found.x[:n_free] - found.x[n_free:], now[free].sum())
    return weights


def nearest_whole_points(gaps: Floats, now: Floats, most: int, alone: bool) -> npt.NDArray[np.int64] | None:
    """Return the whole points from 0 to `most` nearest to `now` (sum of moves) at which no gap is below 0.

    With `alone` every gap must be above 0: by a millionth of the largest gap, which is far less than what one
    point makes of half steps.

    Parameters
    ----------
    gaps : array (n_others, n_groups)
        What the option has more than each other if a group had all the weight. Only proportions of points
        matter, so that points x gaps >= 0 is the whole condition.
    now : array (n_groups,)
        Points as they are.
    most : int
        The most points there are to give.

    Returns
    -------
    array (n_groups,) of int, or None
        At least one point is given; None when there are no such points.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    n_groups = len(now)
    size = max(float(np.abs(gaps).max(initial=0.0)), 1e-300)
    aside = np.hstack((np.eye(n_groups), -np.eye(n_groups)))
    constraints = [
        LinearConstraint(aside, -np.inf, now),  # points - distance <= now
        LinearConstraint(-np.abs(aside), -np.inf, -now),  # points + distance >= now
        LinearConstraint(np.append(np.ones(n_groups), np.zeros(n_groups))[None, :], 1.0, np.inf),
    ]
    # The solver may stop a hair short; then it must do a hair more.
    for slack in (1e-6, 1e-5) if alone else (0.0, 1e-6):
        asked = []
        if len(gaps):
            asked = [LinearConstraint(np.hstack((gaps / size, np.zeros_like(gaps))), slack, np.inf)]
        found = milp(
            np.append(np.zeros(n_groups), np.ones(n_groups)),
            integrality=np.append(np.ones(n_groups), np.zeros(n_groups)),
            bounds=Bounds(0.0, np.append(np.full(n_groups, float(most)), np.full(n_groups, np.inf))),
            constraints=[*constraints, *asked],
        )
        if found.x is None:
            return None
        points: npt.NDArray[np.int64] = np.rint(found.x[:n_groups]).astype(np.int64)
        tie = 1e-9 * max(1.0, size)
        if not len(gaps) or (gaps @ points / points.sum()).min() >= (tie if alone else -tie):
            return points
    return None


def _cleaned(array: Floats, whole: float) -> Floats:
    """Return parts of at least 0 that add up to `whole`; what is nearly 0 is 0."""
    kept = np.where(array > 1e-12, array, 0.0)
    total = float(kept.sum())
    return kept * (whole / total) if total > 0 else kept
