"""Confidence factors without sampling: how often an option is first at given weights when scores move.

At fixed weights each option's value is a sum of independent scaled scores. Its characteristic function is then
the product of theirs, which are known in closed form; on the interval that the value cannot leave, that gives
a Fourier series of its distribution, whose terms die away fast (as fast as n^-2 for each score that moves).
The chance of being first is one integral: the density of the option's value times the chances that the others
lie below. Values are independent, so this is a product, and one integral does for all rivals.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import TIE, Floats, at_least_zero, check_labels, table
from policylab.robustness.score_ranges import ScoreRanges

SETTLED = 1e-8
"""Two rounds of integration closer than this end it."""
CELLS_AT_ONCE = 1 << 18
Complex = npt.NDArray[np.complex128]
TERMS = (32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384)


def confidence_factors(
    low: pd.DataFrame, central: pd.DataFrame, high: pd.DataFrame, weights: pd.DataFrame
) -> pd.Series:
    """Return for each option how often it is first at its own weights.

    Parameters
    ----------
    low, central, high : DataFrame (n_options, n_criteria)
        Triangular scores, independent; uniform where `central` is NaN.
    weights : DataFrame (n_options, n_criteria)
        The weights at which each option is judged, usually its central weights; at least 0, only their
        proportions matter. A row of NaN (never first) gives NaN.

    Returns
    -------
    Series (n_options,)
        Shares from 0 to 1, to 1e-6. Options that are certain and equal share a first place evenly.

    Raises
    ------
    ScoresInvalid
        When labels do not fit, a range is upside down, or a weight is negative or missing beside others.
    NothingCounts
        When a row of weights is all 0.

    References
    ----------
    [LahdelmaSalminen2001]; [GilPelaez1951] for distributions from characteristic functions.

    Examples
    --------
    >>> low = pd.DataFrame({"jobs": [0.0, -1.0]}, index=["status_quo", "camp"])
    >>> high = pd.DataFrame({"jobs": [0.0, 1.0]}, index=["status_quo", "camp"])
    >>> same = pd.DataFrame({"jobs": [1.0, 1.0]}, index=["status_quo", "camp"])
    >>> confidence_factors(low, (low + high) / 2, high, same).round(6).to_dict()
    {'status_quo': 0.5, 'camp': 0.5}
    """
    ranges = ScoreRanges.of(low, central, high)
    array = table(weights, "weights", missing=True)
    check_labels(weights.index, ranges.options, "rows of the weights")
    check_labels(weights.columns, ranges.criteria, "weights")
    order = weights.index.get_indexer(ranges.options), weights.columns.get_indexer(ranges.criteria)
    array = array[np.ix_(*order)]
    absent = np.isnan(array)
    if (absent.any(axis=1) & ~absent.all(axis=1)).any():
        raise ScoresInvalid("A row of weights has a number missing (NaN) beside others.")
    at_least_zero(array[~absent], "weights")
    found = np.full(len(array), np.nan)
    for i, row in enumerate(array):
        if np.isnan(row).any():
            continue
        if not row.sum() > 0:
            raise NothingCounts(f"Nothing counts for '{ranges.options[i]}': all weights are 0.")
        found[i] = first_shares(ranges, row / row.sum(), only=i)[i]
    return pd.Series(found, index=ranges.options, name="confidence")


def first_shares(ranges: ScoreRanges, weights: Floats, only: int | None = None) -> Floats:
    """Return how often each option is first at fixed weights (n_options,); NaN but for `only`, if given."""
    values = Values.of(ranges, weights)
    found = np.full(len(values.start), np.nan)
    for i in range(len(found)) if only is None else [only]:
        found[i] = values.first_share(i)
    return found


@dataclass(frozen=True, eq=False)
class Values:
    """Distributions of the options' values at fixed weights.

    Attributes
    ----------
    start, length : ndarray (n_options,)
        A value lies from start to start + length.
    peak, width : ndarray (n_options, n_criteria)
        Where each weighted score peaks, from its low end on (NaN: uniform), and how wide it is.
    cells : ndarray (n_options,)
        How many scores move.
    grid : tuple
        By number of steps: options, and their distribution, density and slope at the steps.
    """

    start: Floats
    length: Floats
    peak: Floats
    width: Floats
    cells: npt.NDArray[np.intp]
    grid: tuple[tuple[npt.NDArray[np.intp], Floats, Floats, Floats], ...]

    @classmethod
    def of(cls, ranges: ScoreRanges, weights: Floats) -> Values:
        """Work out the distributions of all options."""
        width = (ranges.high - ranges.low) * weights
        width[width <= TIE * 1e-3] = 0.0
        peak = np.where(width > 0, (ranges.mode - ranges.low) * weights, 0.0)
        cells = (width > 0).sum(axis=1)
        length = width.sum(axis=1)
        several = np.flatnonzero(cells > 1)
        terms = _terms_needed(peak[several], width[several], length[several])
        grid = []
        for n in np.unique(terms):
            some = several[terms == n]
            grid.append((some, *_grids(peak[some], width[some], length[some], int(n))))
        return cls(ranges.low @ weights, length, peak, width, cells, tuple(grid))

    def first_share(self, i: int) -> float:
        """Return how often option `i` is first."""
        end = self.start + self.length
        fixed = self.length == 0
        if fixed[i]:
            at = self.start[i]
            others = np.flatnonzero(~fixed)
            if (self.start[fixed] > at + TIE).any():
                return 0.0
            tied = int((np.abs(self.start[fixed] - at) <= TIE).sum())
            return float(self.below(np.array([at]), others).prod() / tied)
        rivals = np.delete(np.arange(len(end)), i)
        lowest = max(self.start[i], self.start[rivals].max(initial=-np.inf))
        if lowest >= end[i]:
            return 0.0
        moving = rivals[(self.length[rivals] > 0) & (end[rivals] > lowest)]
        pieces = self._pieces(i, moving, float(lowest), float(end[i]))
        last, points = np.inf, 8
        while True:
            at, share = _gauss(pieces, points)
            found = float((self.density(at, i) * self.below(at, moving).prod(axis=0)) @ share)
            if abs(found - last) <= SETTLED or points >= 256:
                return min(max(found, 0.0), 1.0)
            last, points = found, 2 * points

    def _pieces(self, i: int, rivals: npt.NDArray[np.intp], low: float, high: float) -> Floats:
        """Return where to cut the integral: wherever a distribution is steep or not smooth."""
        cuts = list(np.linspace(low, high, 7))
        for k in [i, *rivals]:
            width = self.width[k]
            big = int(width.argmax())
            rest = float(self.length[k] - width[big])
            if self.cells[k] > 3 and self.length[k] > self.length[i] / 2 and rest > 0.3 * width[big]:
                continue
            peak = self.peak[k, big] if not np.isnan(self.peak[k, big]) else 0.0
            cuts += [self.start[k] + c for c in (0.0, rest, peak, peak + rest, width[big], self.length[k])]
        inside = np.unique([c for c in cuts if low <= c <= high])
        return np.asarray(inside[np.append(True, np.diff(inside) > 1e-14)])

    def below(self, at: Floats, options: npt.NDArray[np.intp]) -> Floats:
        """Return the chances (n_options, n_points) that values lie below the points; for options that move."""
        found = np.empty((len(options), len(at)))
        place = {int(k): row for row, k in enumerate(options)}
        for k in options[self.cells[options] == 1]:
            found[place[int(k)]] = self._single(at, int(k))[0]
        for members, share, density, _ in self.grid:
            rows = np.flatnonzero(np.isin(members, options))
            if len(rows):
                to = [place[int(k)] for k in members[rows]]
                found[to] = self._between(at, members[rows], share[rows], density[rows])
        return found

    def density(self, at: Floats, i: int) -> Floats:
        """Return the density of option `i`, which moves, at the points."""
        if self.cells[i] == 1:
            return np.asarray(self._single(at, i)[1])
        for members, _, density, slope in self.grid:
            rows = np.flatnonzero(members == i)
            if len(rows):
                return np.asarray(self._between(at, members[rows], density[rows], slope[rows])[0])
        raise AssertionError("every option that moves has one cell or a grid")

    def _between(self, at: Floats, options: npt.NDArray[np.intp], value: Floats, slope: Floats) -> Floats:
        """Return cubic interpolation (Hermite) of values and slopes given at the steps."""
        steps = value.shape[1] - 1
        pace = self.length[options, None] / steps
        where = np.clip((at - self.start[options, None]) / pace, 0.0, steps)
        left = np.minimum(where.astype(np.intp), steps - 1)
        t = where - left
        flat = left + np.arange(len(options))[:, None] * (steps + 1)
        (a, b), (da, db) = ((array.ravel()[flat], array.ravel()[flat + 1]) for array in (value, slope))
        da, db = da * pace, db * pace
        rise = b - a
        return np.asarray(a + t * (da + t * (3 * rise - 2 * da - db + t * (da + db - 2 * rise))))

    def _single(self, at: Floats, k: int) -> tuple[Floats, Floats]:
        """Return distribution and density of a value in which one score moves."""
        j = int(self.width[k].argmax())
        width, peak = self.width[k, j], self.peak[k, j]
        y = np.clip(at - self.start[k], 0.0, width)
        if np.isnan(peak):
            return y / width, np.full_like(y, 1 / width)
        tail = width - peak
        rising = y < peak
        up, down = y / max(peak, 1e-300), (width - y) / max(tail, 1e-300)
        share = np.where(rising, up * y / width, 1 - down * (width - y) / width)
        return share, np.where(rising, up, down) * 2 / width


def _gauss(pieces: Floats, points: int) -> tuple[Floats, Floats]:
    """Return points and their shares for Gauss-Legendre integration of every piece."""
    at, share = _legendre(points)
    half, middle = np.diff(pieces) / 2, (pieces[1:] + pieces[:-1]) / 2
    return (middle[:, None] + half[:, None] * at).ravel(), (half[:, None] * share).ravel()


@lru_cache
def _legendre(points: int) -> tuple[Floats, Floats]:
    at, share = np.polynomial.legendre.leggauss(points)
    return np.asarray(at), np.asarray(share)


def _terms_needed(peak: Floats, width: Floats, length: Floats) -> npt.NDArray[np.intp]:
    """Return how many terms leave a tail below 1e-10, from bounds of the characteristic functions."""
    needed = np.full(len(length), TERMS[-1])
    near = np.where(np.isnan(peak), 0.0, np.minimum(peak, width - peak))
    for n in reversed(TERMS):
        t = 2 * np.pi * n / length[:, None]
        wide = np.maximum(width, 1e-300)
        ends = np.minimum(1.0, 2 / (t * wide)) + np.minimum(1.0, 2 / np.maximum(t * near, 1e-300))
        size = np.where(np.isnan(peak), np.minimum(1.0, 2 / (t * wide)), 2 * ends / (t * (wide - near)))
        bound = np.where(width > 0, np.minimum(1.0, size), 1.0).prod(axis=1)
        needed[bound < 1e-10] = n
    return needed


def _grids(peak: Floats, width: Floats, length: Floats, terms: int) -> tuple[Floats, Floats, Floats]:
    """Return distribution, density and its slope at evenly spaced steps (n_options, n_steps + 1)."""
    t = 2 * np.pi * np.arange(1, terms + 1) / length[:, None]
    transform = np.ones(t.shape, dtype=np.complex128)
    moving = np.flatnonzero(width.any(axis=0))
    at_once = max(1, CELLS_AT_ONCE // t.size)
    for start in range(0, len(moving), at_once):
        some = moving[start : start + at_once]
        angles = 2 * np.pi / length[:, None]
        transform *= _transforms(peak[:, some] * angles, width[:, some] * angles, terms).prod(axis=1)
    steps = max(512, 8 * terms)
    # The density is 1 / length + 2 / length x the real part of the sum of conj(transform) e^(2 pi i n y / length).
    series = np.zeros((3, len(length), steps // 2 + 1), dtype=np.complex128)
    series[1, :, 1 : terms + 1] = np.conj(transform) / length[:, None] * steps
    series[0, :, 1 : terms + 1] = series[1, :, 1 : terms + 1] / (1j * t)
    series[2, :, 1 : terms + 1] = series[1, :, 1 : terms + 1] * (1j * t)
    share, density, slope = np.fft.irfft(series, steps, axis=2)
    share = np.concatenate([share - share[:, :1], np.zeros((len(length), 1))], axis=1)
    share += np.arange(steps + 1) / steps
    density, slope = (np.concatenate([part, part[:, :1]], axis=1) for part in (density, slope))
    return share, density + 1 / length[:, None], slope


def _transforms(peak: Floats, width: Floats, terms: int) -> Complex:
    """Return E exp(i n Y) for n = 1, 2, ... of triangular Y from 0 over peak to width (..., n_terms).

    2 (g(n width) - g(n peak)) / (i n (width - peak)) with g(x) = (exp(i x) - 1) / (i x): right for peak = 0. For
    a peak in the further half, Y is turned round, so that width - peak is never small. Uniform without a peak.
    """
    is_uniform = np.isnan(peak)
    turned = peak > width / 2
    near = np.where(is_uniform, 0.0, np.where(turned, width - peak, peak))
    turn, whole = _mean_turns(width, terms)
    found = whole - _mean_turns(near, terms)[1]
    n = np.arange(1, terms + 1)
    pace = np.where(width > 0, width - near, 1.0)[..., None] * n
    found *= -2j / pace
    small = width[..., None] * n < 1e-5
    if small.any():
        found = np.where(small, 1 + 1j * n * ((near + width) / 3)[..., None], found)
    found[turned] = turn[turned] * np.conj(found[turned])
    found[is_uniform] = whole[is_uniform]
    return found


def _mean_turns(angle: Floats, terms: int) -> tuple[Complex, Complex]:
    """Return exp(i x), and (exp(i x) - 1) / (i x), its mean from 0 to x, for x = 1, 2, ... angles.

    Powers of exp(i angle), each half of them from the half before: a product instead of sine and cosine.
    """
    turn = np.empty((*angle.shape, terms), dtype=np.complex128)
    turn[..., 0] = np.exp(1j * angle)
    size = 1
    while size < terms:
        np.multiply(turn[..., :size], turn[..., size - 1 : size], out=turn[..., size : 2 * size])
        size *= 2
    x = angle[..., None] * np.arange(1, terms + 1)
    small = x < 1e-3
    mean = (turn - 1) * (-1j / np.where(small, 1.0, x))
    if small.any():
        y = x[small]
        mean[small] = 1 + y * (0.5j + y * (-1 / 6 + y * (-1j / 24 + y / 120)))
    return turn, mean
