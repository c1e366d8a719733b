"""Shares in per cent, rounded so that what is said of them stays true."""

from __future__ import annotations

import math

from policylab.robustness import Envelope

FINEST = 6
HAIR = 1e-9


def up(share: float, decimals: int = 0) -> str:
    """Return a share in per cent, rounded up.

    >>> up(0.134), up(0.134, 1), up(0.2)
    ('14', '13.4', '20')
    """
    return _text(math.ceil(share * 100 * 10**decimals - HAIR) / 10**decimals, decimals)


def down(share: float, decimals: int = 0) -> str:
    """Return a share in per cent, rounded down.

    >>> down(0.136), down(0.2)
    ('13', '20')
    """
    return _text(math.floor(share * 100 * 10**decimals + HAIR) / 10**decimals, decimals)


def near(share: float, decimals: int = 0) -> str:
    """Return a share in per cent, to the nearest."""
    return _text(math.floor(share * 100 * 10**decimals + 0.5 + HAIR) / 10**decimals, decimals)


def decimals_for(envelope: Envelope, now: float | None = None) -> int:
    """Return how many decimals keep every stretch of an envelope, and the present place, in its own place.

    From a stretch's start rounded up to its end rounded down its leader leads: with too few decimals a short
    stretch would vanish, and the present share could seem to lie in another.
    """
    for decimals in range(FINEST):
        if all(_kept(start, end, now, decimals) for start, end, _ in envelope.pieces):
            return decimals
    return FINEST


def _kept(start: float, end: float, now: float | None, decimals: int) -> bool:
    first, last = float(up(start, decimals)), float(down(end, decimals))
    if first > last:
        return False
    # At a point of change it lies in neither stretch, whatever the last bits of two floats say.
    inside = now is not None and start + HAIR < now < end - HAIR
    return not inside or first <= float(near(now or 0.0, decimals)) <= last


def _text(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}"
