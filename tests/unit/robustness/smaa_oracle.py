"""Acceptability, confidence, tipping points and bundles as a careful numpy user writes them: slow, plain, obvious."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def plain_smaa(
    low: Floats, central: Floats, high: Floats, draws: int, seed: int, *, moving: bool, chunk: int = 20_000
) -> tuple[Floats, Floats, Floats]:
    """Return acceptability, winning and central weights, all weights alike likely: dirichlet, argsort, bincount."""
    rng = np.random.default_rng(seed)
    n, m = central.shape
    places, wins, weights = np.zeros((n, n)), np.zeros((n, n)), np.zeros((n, m))
    chunk = max(1, min(chunk, 40_000_000 // (n * m if moving else n)))
    for start in range(0, draws, chunk):
        size = min(chunk, draws - start)
        w = rng.dirichlet(np.ones(m), size)
        scores = rng.triangular(low, central, high, (size, n, m)) if moving else None
        values = w @ central.T if scores is None else np.einsum("dnm,dm->dn", scores, w)
        order = np.argsort(-values, axis=1)
        for place in range(n):
            places[:, place] += np.bincount(order[:, place], minlength=n)
        np.add.at(weights, order[:, 0], w)
        for i in range(n):
            wins[i] += (values[:, i : i + 1] > values).sum(axis=0)
    with np.errstate(invalid="ignore"):
        central_weights = weights / places[:, :1]
    return places / draws, wins / draws, central_weights


def plain_ranks(totals: Floats) -> npt.NDArray[np.int64]:
    """Return how often each option takes each place (n_options, n_places), by sorting each draw."""
    n = len(totals)
    counts = np.zeros((n, n), dtype=np.int64)
    for draw in totals.T:
        for place, option in enumerate(np.argsort(-draw, kind="stable")):
            counts[option, place] += 1
    return counts


def plain_confidence(
    low: Floats, central: Floats, high: Floats, weights: Floats, draws: int, seed: int
) -> Floats:
    """Return how often option i is first at row i of the weights, by drawing scores."""
    rng = np.random.default_rng(seed)
    n, m = central.shape
    hits, chunk = np.zeros(n), max(1, min(5_000, 40_000_000 // (n * m)))
    for start in range(0, draws, chunk):
        scores = rng.triangular(low, central, high, (min(chunk, draws - start), n, m))
        hits += ((scores @ weights.T).argmax(axis=1) == np.arange(n)).sum(axis=0)
    return hits / draws


def plain_tipping(values: Floats, weights: Floats, steps: int) -> list[list[tuple[float, int, int]]]:
    """Return where the highest value changes hands on a grid, as each weight goes from 0 to 1."""
    total, places, found = values @ weights, np.linspace(0, 1, steps), []
    for k in range(len(weights)):
        rest = (total - weights[k] * values[:, k]) / (1 - weights[k])
        top = (rest + places[:, None] * (values[:, k] - rest)).argmax(axis=1)
        changes = np.flatnonzero(top[1:] != top[:-1])
        found.append([(float(places[c + 1]), int(top[c]), int(top[c + 1])) for c in changes])
    return found


def plain_bundles(gain: Floats, conflict: list[tuple[int, int]], require: list[tuple[int, int]]) -> set[int]:
    """Return the masks of all bundles that no other beats: every subset, then one filter after another."""
    k = len(gain)
    masks = np.arange(1 << k, dtype=np.uint32)
    fine = np.ones(1 << k, dtype=bool)
    for a, b in conflict:
        fine &= ~((masks >> a) & (masks >> b) & 1).astype(bool)
    for a, b in require:
        fine &= ~((masks >> a) & ~(masks >> b) & 1).astype(bool)
    masks = masks[fine]
    values = np.zeros((len(masks), gain.shape[1]))
    for j in range(k):
        values += ((masks >> j) & 1)[:, None] * gain[j]
    left = np.argsort(-values.sum(axis=1), kind="stable")
    rows, following = values[left], 0
    while following < len(rows):
        keep = (rows > rows[following]).any(axis=1) | (rows == rows[following]).all(axis=1)
        left, rows = left[keep], rows[keep]
        following = int(keep[:following].sum()) + 1
    return {int(mask) for mask in masks[left]}


def fraction_of_wins(differences: list[int]) -> tuple[int, int]:
    """Return P(sum of d E > 0) as a fraction, by the recursion on lists, with exact integers."""
    from fractions import Fraction

    def chance(above: tuple[int, ...], below: tuple[int, ...]) -> Fraction:
        if not below:
            return Fraction(1) if above else Fraction(1, 2)
        if not above:
            return Fraction(0)
        x, y = above[0], below[0]
        return (x * chance(above, below[1:]) + y * chance(above[1:], below)) / Fraction(x + y)

    above = tuple(d for d in differences if d > 0)
    below = tuple(-d for d in differences if d < 0)
    return chance(above, below).as_integer_ratio()
