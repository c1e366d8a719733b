"""The next best question: which score, or which weight, carries most of the doubt about what stands first.

Two measures, because they answer two questions.

The *share of the doubt* is the first-order sensitivity index of the event "the leader stands first": the part
of its variance that knowing this one thing would take away, Var(P(first | it)) / (P (1 - P)). The chance given a
value is worked out from the same draws for every value, so that curves are smooth. A variance of estimates
would be too large by their noise; so the draws are cut into batches, and the product of the curves of two
different batches, which has no such bias, is averaged over all pairs. Leaving out one batch at a time gives
the standard error.

The *worth* is the expected value of partial perfect information: how many points better, on average, a choice
by overall value would be after hearing the answer. It is 0 where no answer can change which option has the
highest mean. Only one option's mean moves, along a line, so it is a one-dimensional integral of a maximum:
exact, no sampling.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import TIE, Floats, aligned, at_least_zero
from policylab.robustness.sampling import WeightSpace
from policylab.robustness.score_draws import quantiles
from policylab.robustness.score_ranges import ScoreRanges

BATCHES = 16
NODES = 24
"""Values of a score or weight at which the chance is worked out."""
_AT, _SHARE = np.sqrt(0.6) * np.array([-1.0, 0.0, 1.0]), np.array([5.0, 8.0, 5.0]) / 9
"""Gauss-Legendre with three points: exact to the fifth degree."""


@dataclass(frozen=True, eq=False)
class _Rivals:
    """In each draw, the highest value among the leader's rivals, whose it is, and the second highest."""

    highest: Floats
    which: npt.NDArray[np.intp]
    second: Floats

    @classmethod
    def of(cls, values: Floats, leader: int) -> _Rivals:
        others = values.copy()
        others[leader] = -np.inf
        which = others.argmax(axis=0)
        draws = np.arange(values.shape[1])
        highest = others[which, draws].copy()
        others[which, draws] = -np.inf
        return cls(highest, which, others.max(axis=0))


@dataclass(frozen=True, eq=False)
class Questions:
    """What to ask next.

    Attributes
    ----------
    leader : str
        The option with the highest overall value on the central scores (the first given of equals).
    leads : float
        Chance that it stands first while everything asked about moves.
    error : float
        Standard error of `leads`.
    table : DataFrame
        One row for each thing to ask about, most doubt first. `share`: part of the doubt that it carries,
        with its `share_error`; `worth` (scores only): what the answer is worth on average, in units of the
        scores; `leads_if_low`, `leads_if_high`: chance that the leader stands first when the answer is at the
        lower or upper end (of weights: of their middle 90 %). Without any doubt, `share` is 0.
    """

    leader: str
    leads: float
    error: float
    table: pd.DataFrame


def score_questions(
    low: pd.DataFrame,
    central: pd.DataFrame,
    high: pd.DataFrame,
    weights: pd.Series,
    *,
    leader: str | None = None,
    draws: int = 4_096,
    seed: int = 0,
) -> Questions:
    """Return the uncertain scores, ordered by how much of the doubt about the leader each carries.

    Parameters
    ----------
    low, central, high : DataFrame (n_options, n_criteria)
        Triangular scores, independent; uniform where `central` is NaN.
    weights : Series (n_criteria,)
        At least 0; only their proportions matter. Scores without weight are not asked about.
    leader : str, optional
        The option asked about; without it, the first of those with the highest value on the central scores.
    draws : int
        Number of draws, at least 64.
    seed : int
        Same seed, same numbers.

    Returns
    -------
    Questions
        Its table is labelled by option and criterion.

    Raises
    ------
    ScoresInvalid, NothingCounts
        As for `smaa`.

    References
    ----------
    [Sobol2001] for the index; [FelliHazen1998] for the value of partial information.

    Examples
    --------
    >>> low = pd.DataFrame({"jobs": [0.0, -1.0], "cost": [0.0, 0.4]}, index=["status_quo", "camp"])
    >>> high = pd.DataFrame({"jobs": [0.0, 1.0], "cost": [0.0, 0.6]}, index=["status_quo", "camp"])
    >>> asked = score_questions(low, (low + high) / 2, high, pd.Series({"jobs": 1.0, "cost": 1.0}))
    >>> asked.leader, asked.table.index[0]
    ('camp', ('camp', 'jobs'))
    """
    ranges = ScoreRanges.of(low, central, high)
    weight = aligned(weights, ranges.criteria, "weights")
    at_least_zero(weight, "weights")
    if not weight.sum() > 0:
        raise NothingCounts("Nothing counts: all weights are 0.")
    weight = weight / weight.sum()
    draws = _check_draws(draws)
    guess = np.where(np.isnan(ranges.mode), ranges.mean, ranges.mode) @ weight
    at = _leader(ranges.options, guess, leader)
    cells = np.argwhere((ranges.is_uncertain) & (weight > 0))
    moved = _draw_cells(ranges, cells, weight, draws, seed)
    values = np.repeat((ranges.low @ weight)[:, None], draws, axis=1)
    for (i, _), part in zip(cells, moved, strict=True):
        values[i] += part
    rivals, means = _Rivals.of(values, at), ranges.mean @ weight
    rows = [
        _score_row(ranges, values, rivals, moved[k], (int(i), int(j)), weight, means, at)
        for k, (i, j) in enumerate(cells)
    ]
    index = pd.MultiIndex.from_arrays(
        [ranges.options[cells[:, 0]], ranges.criteria[cells[:, 1]]], names=["option", "criterion"]
    )
    return _questions(ranges.options, values, at, rows, index)


def weight_questions(
    scores: pd.DataFrame,
    weights: WeightSpace,
    *,
    leader: str | None = None,
    draws: int = 4_096,
    seed: int = 0,
) -> Questions:
    """Return the criteria, ordered by how much of the doubt about the leader their weights carry.

    Parameters
    ----------
    scores : DataFrame (n_options, n_criteria)
        Certain scores.
    weights : WeightSpace
        The question about weights. When one weight is known, the others are taken in the proportions in which
        they were drawn; for weights alike likely and for weights around given ones that is what knowing means.
    leader : str, optional
        The option asked about; without it, the first of those with the highest value at the mean weights.
    draws : int
        Number of draws, at least 64.
    seed : int
        Same seed, same numbers.

    Returns
    -------
    Questions
        Its table is labelled by criterion.

    References
    ----------
    [Sobol2001].

    Examples
    --------
    >>> scores = pd.DataFrame({"influx": [1.0, 0.0], "jobs": [0.0, 1.0]}, index=["camp", "corridor"])
    >>> asked = weight_questions(scores, WeightSpace.uniform(["influx", "jobs"]))
    >>> asked.table["share"].round(2).to_dict()
    {'influx': 1.0, 'jobs': 1.0}
    """
    ranges = ScoreRanges.certain(scores)
    space = weights.reordered(ranges.criteria)
    draws = _check_draws(draws)
    stream = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(4,))))
    drawn = space.span @ space.sampler.draw(stream, draws).astype(np.float64)
    values = ranges.low @ drawn
    at = _leader(ranges.options, values.mean(axis=1), leader)
    asked = np.flatnonzero(np.ptp(drawn, axis=1) > TIE)
    rows = [_weight_row(ranges.low, drawn, values, int(j), at) for j in asked]
    found = _questions(ranges.options, values, at, rows, ranges.criteria[asked].rename("criterion"))
    return Questions(found.leader, found.leads, found.error, found.table.drop(columns="worth"))


def _leader(options: pd.Index, guess: Floats, leader: str | None) -> int:
    if leader is None:
        return int(np.flatnonzero(guess >= guess.max() - TIE)[0])
    if leader not in options:
        raise ScoresInvalid(f"The leader '{leader}' is not among the options.")
    return int(options.get_loc(leader))


def _check_draws(draws: int) -> int:
    if draws < 64:
        raise ScoresInvalid("The number of draws must be at least 64.")
    return draws // BATCHES * BATCHES


def _draw_cells(
    ranges: ScoreRanges, cells: npt.NDArray[np.intp], weight: Floats, draws: int, seed: int
) -> Floats:
    """Return weight x (score - low) (n_cells, n_draws)."""
    stream = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(3,))))
    at = cells[:, 0], cells[:, 1]
    first, second = stream.random((2, len(cells), draws), dtype=np.float32)
    parts = [(part[at] * weight[at[1]])[:, None] for part in (ranges.by_max, ranges.by_min, ranges.by_first)]
    return np.asarray(
        parts[0] * np.maximum(first, second) + parts[1] * np.minimum(first, second) + parts[2] * first
    )


def _score_row(
    ranges: ScoreRanges,
    values: Floats,
    rivals: _Rivals,
    moved: Floats,
    cell: tuple[int, int],
    weight: Floats,
    means: Floats,
    leader: int,
) -> dict[str, float]:
    i, j = cell
    low, mode, high = ranges.low[cell], ranges.mode[cell], ranges.high[cell]
    nodes = weight[j] * (quantiles(low, mode, high, (np.arange(NODES) + 0.5) / NODES) - low)
    nodes = np.concatenate([nodes, [0.0, weight[j] * (high - low)]])
    rest = values[i] - moved
    # The leader stands first when what is known of this cell reaches, or does not pass, a threshold.
    if i == leader:
        holds = nodes[:, None] >= rivals.highest - rest - TIE
    else:
        others = np.where(rivals.which == i, rivals.second, rivals.highest)
        reach = np.where(values[leader] >= others - TIE, values[leader] - rest + TIE, -np.inf)
        holds = nodes[:, None] <= reach
    if len(values) == 1:
        return _row(holds, 0.0)
    own = (low + high) / 2 if np.isnan(mode) else (low + mode + high) / 3
    best_other = np.delete(means, i).max()
    worth = _gain(low, mode, high, weight[j], means[i] - weight[j] * own, best_other)
    return _row(holds, worth - max(means[i], best_other))


def _weight_row(scores: Floats, drawn: Floats, values: Floats, j: int, leader: int) -> dict[str, float]:
    known = np.quantile(drawn[j], np.concatenate([(np.arange(NODES) + 0.5) / NODES, [0.05, 0.95]]))
    left = 1 - drawn[j]
    rest = (values - scores[:, j, None] * drawn[j]) / np.where(left > TIE, left, 1.0)
    margin = np.delete(rest[leader] - rest, leader, axis=0)
    tilt = np.delete(scores[leader, j] - scores[:, j], leader)[:, None] - margin
    # The margin over a rival, margin + t x tilt, is a line in the known weight: the leader stands first between
    # the last place where a line comes up through 0 and the first where one goes down.
    flat = np.abs(tilt) <= TIE
    crossing = -(margin + TIE) / np.where(flat, 1.0, tilt)
    start = np.where(tilt > TIE, crossing, np.where(flat & (margin < -TIE), np.inf, -np.inf))
    end = np.where(tilt < -TIE, crossing, np.inf)
    from_, to = start.max(axis=0, initial=-np.inf), end.min(axis=0, initial=np.inf)
    return _row((known[:, None] >= from_) & (known[:, None] <= to), 0.0)


def _row(holds: npt.NDArray[np.bool_], worth: float) -> dict[str, float]:
    """Return one row of the table from when the leader stands first (n_nodes + 2 ends, n_draws)."""
    batch = holds.shape[1] // BATCHES
    hits = np.count_nonzero(holds.reshape(len(holds), BATCHES, batch), axis=2) / batch
    curves, ends = hits[:NODES], hits[NODES:].mean(axis=1)
    centred = curves - curves.mean(axis=0)
    products = centred.T @ centred / NODES
    variance = (products.sum() - np.trace(products)) / (BATCHES * (BATCHES - 1))
    without = products.sum() - np.trace(products) - 2 * (products.sum(axis=1) - np.diag(products))
    without /= (BATCHES - 1) * (BATCHES - 2)
    error = np.sqrt((BATCHES - 1) / BATCHES * ((without - without.mean()) ** 2).sum())
    return {
        "share": float(variance),
        "share_error": float(error),
        "worth": max(worth, 0.0) if worth > TIE else 0.0,
        "leads_if_low": float(ends[0]),
        "leads_if_high": float(ends[1]),
    }


def _gain(low: float, mode: float, high: float, weight: float, rest: float, other: float) -> float:
    """Return the mean of max(rest + weight x score, other), exactly: a quadratic integrand on each piece."""
    bend = (other - rest) / weight
    cuts = [low, high, *(c for c in (mode, bend) if low < c < high)]
    pieces = np.unique(cuts)
    half, middle = np.diff(pieces)[:, None] / 2, ((pieces[1:] + pieces[:-1]) / 2)[:, None]
    s = middle + half * _AT
    if np.isnan(mode):
        density = np.full_like(s, 1 / (high - low))
    else:
        up, down = (s - low) / max(mode - low, 1e-300), (high - s) / max(high - mode, 1e-300)
        density = 2 / (high - low) * np.where(s < mode, up, down)
    return float((np.maximum(rest + weight * s, other) * density * _SHARE * half).sum())


def _questions(
    options: pd.Index, values: Floats, leader: int, rows: list[dict[str, float]], index: pd.Index
) -> Questions:
    first = values[leader] >= values.max(axis=0) - TIE
    leads = float(first.mean())
    columns = ["share", "share_error", "worth", "leads_if_low", "leads_if_high"]
    frame = pd.DataFrame(rows, index=index, columns=columns, dtype=np.float64)
    doubt = leads * (1 - leads)
    if doubt > 0:
        frame["share"] = (frame["share"] / doubt).clip(lower=0.0)
        frame["share_error"] /= doubt
    else:
        frame[["share", "share_error"]] = 0.0
    frame = frame.sort_values(["share", "worth"], ascending=False, kind="stable")
    error = float(np.sqrt(doubt / values.shape[1]))
    return Questions(str(options[leader]), leads, error, frame)
