"""Plain ways to the same results, for the tests: every mask, every rule read out loud, every chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product
from math import prod

import numpy as np

Pairs = Iterable[tuple[int, int]]


def allowed(
    k: int, apart: Pairs = (), needs: Pairs = (), companions: dict[int, list[int]] | None = None
) -> list[int]:
    """Return the masks of all allowed bundles of k options."""
    found = []
    for bits in product((0, 1), repeat=k):
        fits = not any(bits[a] and bits[b] for a, b in apart)
        fits &= not any(bits[a] and not bits[b] for a, b in needs)
        fits &= all(any(bits[o] for o in others) for c, others in (companions or {}).items() if bits[c])
        if fits:
            found.append(sum(bit << n for n, bit in enumerate(bits)))
    return sorted(found)


def combined(scores: Sequence[float], rule: str, scale: float = 3.0) -> float:
    """Return the score of a package on one criterion."""
    if rule == "add":
        return max(-scale, min(scale, sum(scores)))
    if rule == "strongest":
        return max([0.0, *scores]) + min([0.0, *scores])
    gained = 1 - prod(1 - max(score, 0) / scale for score in scores)
    lost = 1 - prod(1 - max(-score, 0) / scale for score in scores)
    return scale * (gained - lost)


def beats(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether one point is nowhere below and somewhere above another."""
    at_least = all(a >= b - 1e-9 for a, b in zip(one, other, strict=True))
    return at_least and any(a > b + 1e-9 for a, b in zip(one, other, strict=True))


def unbeaten(values: np.ndarray) -> list[bool]:
    """Return which rows no other row beats."""
    rows = [tuple(row) for row in values]
    return [not any(beats(other, row) for other in rows) for row in rows]


def longest_chain(masks: list[int], height: list[float], least: float) -> int:
    """Return the number of steps in the longest rising chain of masks, each inside the next, from 0."""
    order = sorted(range(len(masks)), key=lambda n: masks[n].bit_count())

    @cache
    def up_from(at: int) -> int:
        gains = [
            1 + up_from(to)
            for to in order
            if to != at
            and masks[at] & masks[to] == masks[at]
            and height[to] - height[at] > 1e-9
            and height[to] - height[at] >= least - 1e-9
        ]
        return max(gains, default=0)

    return up_from(masks.index(0))
