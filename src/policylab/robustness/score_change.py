"""What would have to be true of the scores: the least movement inside their ranges that brings an option first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import TIE, Floats, check_labels, table
from policylab.robustness.least_change import position_of, weights_of


@dataclass(frozen=True, eq=False)
class ScoreChange:
    """The nearest scores inside their ranges at which an option comes first, or the proof that none do.

    Attributes
    ----------
    rival : label
        The option.
    possible : bool
        Whether any scores inside the ranges bring it first; being level is enough.
    moved : float
        Sum of all moves, in units of the scores; NaN if impossible.
    moves : DataFrame (n_moves, 4)
        `option`, `criterion`, `from`, `to`: the rival's first, then the others', largest weights first.
    scores : DataFrame (n_options, n_criteria)
        The scores after the moves; if impossible, with every score at the end that favours the rival.
    shortfall : float
        By how much the rival stays behind even then, in units of the scores (weights summing to 1); 0 when
        possible.
    blockers : tuple
        If impossible: the options that stay ahead, furthest first.
    """

    rival: object
    possible: bool
    moved: float
    moves: pd.DataFrame
    scores: pd.DataFrame
    shortfall: float
    blockers: tuple[object, ...]


def least_score_change(
    low: pd.DataFrame,
    central: pd.DataFrame,
    high: pd.DataFrame,
    weights: pd.Series,
    rival: object,
    *,
    step: float | None = None,
) -> ScoreChange:
    """Return the least total movement of scores inside their ranges at which an option comes first.

    Parameters
    ----------
    low, central, high : DataFrame (n_options, n_criteria)
        Scores and the ends of their ranges, low <= central <= high, none missing.
    weights : Series (n_criteria,)
        At least 0; only their proportions matter. They stay as they are.
    rival : label
        The option that is to come first; being level is enough.
    step : float, optional
        Scores move in whole steps of this size (0.5 in a study); without it, by any amount.

    Returns
    -------
    ScoreChange
        The moves, or which options stay ahead even with every score at its end.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit, a range is upside down, a number is missing, or there is no such option.

    Notes
    -----
    Norm: the sum of absolute moves over all cells (L1), all cells alike. The rival's scores rise and the
    others' fall. Say they are to meet at the total T: then each option's own least movement is greedy, the
    largest weight first, and its cost is convex and piecewise linear in T. So the sum is least at one of the
    corners, which a bisection over the corners finds. With steps, the totals that the rival can reach by k
    steps, largest weights first, are all the T that need to be tried. Exact in both cases; where several
    movements are as small, the rival's own scores move rather than those of the others. If the rival's total
    with all its scores at `high` is below another's with all at `low`, no scores will do.

    References
    ----------
    [RiosInsuaFrench1991]_, for the question.

    Examples
    --------
    >>> central = pd.DataFrame({"influx": [1.0, 0.0], "jobs": [0.0, 0.5]}, index=["camp", "corridor"])
    >>> found = least_score_change(
    ...     central - 1, central, central + 1, pd.Series({"influx": 0.75, "jobs": 0.25}), "corridor", step=0.5
    ... )
    >>> found.moved, found.moves.to_dict("records")
    (1.0, [{'option': 'corridor', 'criterion': 'influx', 'from': 0.0, 'to': 1.0}])
    """
    ends = _Ends.of((low, central, high), weights, rival, step)
    if ends.short > TIE:
        return _impossible(central, ends, rival)
    reach = _whole_steps(ends, step) if step is not None else _any_amount(ends)
    after = ends.moved(reach, step)
    return ScoreChange(
        rival=rival,
        possible=True,
        moved=float(np.abs(after - ends.centre).sum()),
        moves=_moves(central, ends, after),
        scores=pd.DataFrame(after, index=central.index, columns=central.columns),
        shortfall=0.0,
        blockers=(),
    )


@dataclass(frozen=True)
class _Ends:
    """Scores as arrays, criteria that count from the largest weight down, and how far each cell may move."""

    centre: Floats
    room: Floats
    """(n_options, n_criteria): how far a cell may move in the rival's favour; 0 where its weight is 0."""
    weight: Floats
    falling: npt.NDArray[np.intp]
    rival: int
    total: Floats
    """(n_options,): totals now."""
    short: float
    """How far the rival stays behind when every cell has moved as far as it may; below 0 when ahead."""

    @classmethod
    def of(
        cls,
        scores: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
        weights: pd.Series,
        rival: object,
        step: float | None,
    ) -> _Ends:
        low, central, high = scores
        centre = table(central, "central scores")
        bottom, top = (_like(frame, central, name) for frame, name in ((low, "low"), (high, "high")))
        if (bottom > centre + TIE).any() or (centre > top + TIE).any():
            raise ScoresInvalid("Each score needs low <= central <= high.")
        weight = weights_of(weights, central.columns)
        row = position_of(central.index, rival)
        room = np.maximum(centre - bottom, 0.0)
        room[row] = np.maximum(top[row] - centre[row], 0.0)
        room[:, weight == 0] = 0.0
        if step is not None:
            if not step > 0:
                raise ScoresInvalid("The step must be above 0.")
            room = np.floor(room / step + TIE) * step
        total = centre @ weight
        reached = total - room @ weight
        reached[row] = total[row] + room[row] @ weight
        others = np.delete(reached, row)
        short = float(others.max() - reached[row]) if len(others) else -np.inf
        falling = np.argsort(-weight, kind="stable")
        return cls(centre, room, weight, falling, row, total, short)

    def gains(self) -> tuple[Floats, Floats]:
        """Return, per option, what moving cells one after the other costs and brings (n_options, n + 1)."""
        room = self.room[:, self.falling]
        zero = np.zeros((len(room), 1))
        cost = np.hstack((zero, np.cumsum(room, axis=1)))
        return cost, np.hstack((zero, np.cumsum(room * self.weight[self.falling], axis=1)))

    def needed(self, meet: float) -> Floats:
        """Return how far each option's total must move so that they meet at a total (n_options,)."""
        needed = np.maximum(self.total - meet, 0.0)
        needed[self.rival] = max(meet - self.total[self.rival], 0.0)
        return needed

    def moved(self, meet: float, step: float | None) -> Floats:
        """Return the scores after each option has moved as little as it can to meet at a total."""
        after = self.centre.copy()
        for i, needed in enumerate(self.needed(meet)):
            sign = 1.0 if i == self.rival else -1.0
            for j in self.falling:
                if needed <= TIE or not self.room[i, j]:
                    continue
                by = min(self.room[i, j], needed / self.weight[j])
                if step is not None:
                    by = min(self.room[i, j], np.ceil(by / step - TIE) * step)
                after[i, j] += sign * by
                needed -= by * self.weight[j]
        return after


def _like(frame: pd.DataFrame, central: pd.DataFrame, name: str) -> Floats:
    check_labels(frame.index, central.index, f"options of the {name} scores")
    check_labels(frame.columns, central.columns, f"criteria of the {name} scores")
    return table(frame.reindex(index=central.index, columns=central.columns), f"{name} scores")


def _any_amount(ends: _Ends) -> float:
    """Return the total to meet at, for moves of any size: the lowest corner of a convex function."""
    cost, brought = ends.gains()

    def price(meet: float) -> float:
        needed = ends.needed(meet)
        return float(sum(np.interp(n, brought[i], cost[i]) for i, n in enumerate(needed) if n > 0))

    sign = np.where(np.arange(len(ends.total)) == ends.rival, 1.0, -1.0)
    corners = np.unique(ends.total[:, None] + sign[:, None] * brought)
    start = ends.total[ends.rival]
    least = max((t - b[-1] for i, (t, b) in enumerate(zip(ends.total, brought, strict=True)) if i != ends.rival),
                default=start)  # fmt: skip
    most = start + brought[ends.rival, -1]
    corners = np.unique(np.clip(corners, min(max(start, least), most), most))
    first, last = 0, len(corners) - 1
    while first < last:
        middle = (first + last) // 2
        if price(corners[middle]) < price(corners[middle + 1]) - TIE:
            last = middle
        else:
            first = middle + 1
    return float(corners[first])


def _whole_steps(ends: _Ends, step: float) -> float:
    """Return the total to meet at, for moves in whole steps: of those that the rival can reach, the cheapest."""
    counts = np.rint(ends.room[:, ends.falling] / step).astype(int)
    sizes = [np.repeat(ends.weight[ends.falling] * step, row) for row in counts]
    reached = [np.concatenate(([0.0], np.cumsum(row))) for row in sizes]
    best, cheapest = float("nan"), np.inf
    for k, gain in enumerate(reached[ends.rival]):
        needed = np.maximum(ends.total - (ends.total[ends.rival] + gain), 0.0)
        needed[ends.rival] = 0.0
        if any(n > r[-1] + TIE for n, r in zip(needed, reached, strict=True)):
            continue
        steps = k + sum(int(np.searchsorted(r, n - TIE)) for n, r in zip(needed, reached, strict=True))
        if steps <= cheapest:
            best, cheapest = float(ends.total[ends.rival] + gain), steps
    return best


def _moves(central: pd.DataFrame, ends: _Ends, after: Floats) -> pd.DataFrame:
    rows = [
        (central.index[i], central.columns[j], ends.centre[i, j], after[i, j])
        for i in (ends.rival, *(i for i in range(len(after)) if i != ends.rival))
        for j in ends.falling
        if abs(after[i, j] - ends.centre[i, j]) > TIE
    ]
    return pd.DataFrame(rows, columns=["option", "criterion", "from", "to"])


def _impossible(central: pd.DataFrame, ends: _Ends, rival: object) -> ScoreChange:
    sign = np.where(np.arange(len(ends.total)) == ends.rival, 1.0, -1.0)
    after = ends.centre + sign[:, None] * ends.room
    ahead = after @ ends.weight - after[ends.rival] @ ends.weight
    stay = [i for i in np.argsort(-ahead, kind="stable") if ahead[i] > TIE]
    return ScoreChange(
        rival=rival,
        possible=False,
        moved=float("nan"),
        moves=pd.DataFrame(columns=["option", "criterion", "from", "to"]),
        scores=pd.DataFrame(after, index=central.index, columns=central.columns),
        shortfall=ends.short,
        blockers=tuple(central.index[i] for i in stay),
    )
