"""From weights to whole points that a person can set, near those there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.analysis.counted import Counted
from policylab.analysis.result import Result
from policylab.mcda import TIE
from policylab.robustness import WeightChange, least_weight_change

MOST_GROUP, MOST_CRITERION = 100, 10
MARGINS = (0.0, 0.5, 2.0)
"""Leads in points that are asked for before rounding, so that what is lost by rounding does not undo it."""
KEEPING = (0.0, 0.02, 0.1)
"""What one changed point may cost in nearness to the target: the more, the more points stay as they are."""

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SetPoints:
    """Whole points of groups (0 to 100) and criteria (0 to 10) under which an option comes first.

    Attributes
    ----------
    groups, criteria : dict
        Points of every group and criterion of the state ledger.
    changed : tuple of str
        Ids of the groups and criteria whose points differ from the present ones. None of them can go back alone.
    moved : float
        Sum of absolute differences of the weights they make from the present ones.
    level : tuple of str
        Options level with the one that is to come first; empty when it is ahead of all others.
    """

    groups: dict[str, int]
    criteria: dict[str, int]
    changed: tuple[str, ...]
    moved: float
    level: tuple[str, ...]


def near_points(result: Result, counted: Counted, rival: str, exact: WeightChange) -> SetPoints | None:
    """Return whole points under which an option comes first, near the present ones; None when none were found.

    Candidates are rounded from the nearest weights (with no lead asked for, then larger ones), checked by
    evaluating them, and then led back towards the present points as far as the option stays first. The one
    with the fewest changed points is returned: a way that holds, not always the shortest.
    """
    search = _Search.of(result, counted, rival, alone=exact.lead > TIE)
    found: list[Whole] = []
    tried: set[bytes] = set()
    for margin in MARGINS:
        target = exact
        if margin > 0:
            target = least_weight_change(counted.values, counted.weights, rival, margin=margin)
        if not target.possible:
            break
        for points in search.candidates(target.weights):
            if points.tobytes() not in tried and search.holds(points):
                found.append(search.led_back(points))
            tried.add(points.tobytes())
    if not found:
        return None
    return search.named(min(found, key=lambda points: (search.n_changed(points), search.moved(points))))


@dataclass(frozen=True, eq=False)
class _Search:
    """Points of groups, then of criteria, as one array; the present ones and what they must bring about."""

    groups: tuple[str, ...]
    criteria: pd.Index
    member: npt.NDArray[np.intp]
    now: Floats
    values: pd.DataFrame
    rival: int
    gaps: Floats
    """(n_others, n_criteria): what the option has more than each other that is not the same."""
    alone: bool
    weights: Floats

    @classmethod
    def of(cls, result: Result, counted: Counted, rival: str, *, alone: bool) -> _Search:
        choice, criteria = result.weight_set, counted.values.columns
        array, at = counted.values.to_numpy(), int(counted.values.index.get_loc(rival))
        gaps = array[at] - array
        groups = tuple(choice.groups)
        now = [*choice.groups.values(), *(choice.criteria[str(key)] for key in criteria)]
        return cls(
            groups=groups,
            criteria=criteria,
            member=pd.Index(groups).get_indexer(counted.group_of.reindex(criteria)),
            now=np.array(now, dtype=float),
            values=counted.values,
            rival=at,
            gaps=gaps[(np.abs(gaps) > TIE).any(axis=1)],
            alone=alone,
            weights=counted.weights.to_numpy(),
        )

    def weigh(self, points: npt.NDArray[np.float64] | Whole) -> Floats | None:
        """Return the weights that points make, or None when nothing counts."""
        of_groups, own = np.asarray(points[: len(self.groups)], dtype=float), points[len(self.groups) :]
        inside = np.bincount(self.member, weights=own, minlength=len(self.groups))
        of_groups = np.where(inside > 0, of_groups, 0.0)
        if not of_groups.any():
            return None
        weights: Floats = (of_groups / of_groups.sum())[self.member] * own
        return weights / np.where(inside > 0, inside, 1.0)[self.member]

    def holds(self, points: npt.NDArray[np.float64] | Whole) -> bool:
        """Whether the option comes first under these points."""
        weights = self.weigh(points)
        if weights is None:
            return False
        lead = float((self.gaps @ weights).min(initial=np.inf))
        return lead > TIE if self.alone else lead >= -TIE

    def n_changed(self, points: Whole) -> int:
        return int((points != self.now).sum())

    def moved(self, points: Whole) -> float:
        weights = self.weigh(points)
        return float("inf") if weights is None else float(np.abs(weights - self.weights).sum())

    def led_back(self, points: Whole) -> Whole:
        """Return points with each change undone, or else made smaller, as far as the option stays first."""
        points = points.copy()
        present = np.rint(self.now).astype(np.int64)
        for whole in (True, False):
            again = True
            while again:
                again = False
                for k in np.flatnonzero(points != present):
                    tried = points.copy()
                    tried[k] = present[k] if whole else points[k] + np.sign(present[k] - points[k])
                    if self.holds(tried):
                        points, again = tried, True
        return points

    def candidates(self, target: pd.Series) -> Iterator[Whole]:
        """Yield rounded points: groups on several scales, criteria as near as can be or mostly unchanged."""
        weights, n_groups = target.to_numpy(), len(self.groups)
        shares = np.bincount(self.member, weights=weights, minlength=n_groups)
        now = self.now[:n_groups]
        scales = sorted({MOST_GROUP / shares.max(), *(now[shares > 0] / shares[shares > 0])})
        for keeping in KEEPING:
            own = np.zeros(len(weights), dtype=np.int64)
            for group in range(n_groups):
                inside = self.member == group
                own[inside] = _rounded(weights[inside], self.now[n_groups:][inside], keeping)
            for scale in scales:
                points = np.clip(np.rint(shares * scale), 0, MOST_GROUP).astype(np.int64)
                yield np.concatenate((points, own))

    def named(self, points: Whole) -> SetPoints:
        """Return points with their ids."""
        ids = [*self.groups, *(str(key) for key in self.criteria)]
        weights = self.weigh(points)
        total = self.values.to_numpy() @ weights
        level = np.flatnonzero(total >= total[self.rival] - TIE)
        named = dict(zip(ids, (int(p) for p in points), strict=True))
        return SetPoints(
            groups={key: named[key] for key in self.groups},
            criteria={str(key): named[str(key)] for key in self.criteria},
            changed=tuple(ids[k] for k in np.flatnonzero(points != self.now)),
            moved=self.moved(points),
            level=tuple(str(self.values.index[i]) for i in level if i != self.rival),
        )


def _rounded(target: Floats, now: Floats, keeping: float) -> Whole:
    """Return whole points in nearly the proportions of `target`."""
    present: Whole = np.rint(now).astype(np.int64)
    if not target.sum() > 0:
        return present
    scales = [MOST_CRITERION / target.max() * part for part in np.linspace(0.2, 1.0, 17)]
    scales += [n / t for n, t in zip(now, target, strict=True) if n > 0 and t > 0]
    best, least = present, np.inf
    for scale in scales:
        points: Whole = np.clip(np.rint(target * scale), 0, MOST_CRITERION).astype(np.int64)
        if points.any():
            off = float(np.abs(points / points.sum() - target / target.sum()).sum())
            cost = off + keeping * float((points != now).sum())
            if cost < least - TIE:
                best, least = points, cost
    return best
