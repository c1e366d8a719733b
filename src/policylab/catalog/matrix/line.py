"""A measured value placed on the scale: the straight line, the words for it, and units that stand in headings."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from policylab.catalog.matrix.words import DIRECTIONS, plain
from policylab.terms import SCALE

STEP = 0.5
LEAST = 2 * STEP
"""Least width of a judgement's range."""
MINUS = "\N{MINUS SIGN}"
_UNIT = re.compile(r"(.*\S)\s*(?:\(([^()\[\]]{1,24})\)|\[([^()\[\]]{1,24})\])\s*", re.DOTALL)


def unit_in(title: str) -> tuple[str, str]:
    """Return a heading without the unit in brackets at its end, and the unit; empty if there is none.

    >>> unit_in("Abfall (kg/Tag)"), unit_in("Cost [EUR]"), unit_in("Cost (min)"), unit_in("Cost (2024)")
    (('Abfall', 'kg/Tag'), ('Cost', 'EUR'), ('Cost (min)', ''), ('Cost (2024)', ''))
    """
    match = _UNIT.fullmatch(title)
    unit = (match[2] or match[3] or "").strip() if match else ""
    # A direction, a year or a span of marks is no unit.
    if (
        match is None
        or plain(unit) in DIRECTIONS
        or not re.search(r"[^\W\d_]|[%\u2030\u20ac$\xa3\xa5]", unit)
    ):
        return title, ""
    return match[1], unit


def figure(value: float) -> str:
    """Return a number as readers see it.

    >>> figure(41000), figure(-0.5)
    ('41,000', '−0.5')
    """
    return f"{value:,.12g}".replace("-", MINUS)


def figures(span: tuple[float, float]) -> str:
    """Return a measured value, or the ends of a range."""
    return figure(span[0]) if span[0] == span[1] else f"{figure(span[0])} to {figure(span[1])}"


class Line:
    """A straight line: the baseline at 0, the widest distance from it at 3, turned where less is better."""

    def __init__(
        self, spans: Mapping[str, tuple[float, float]], base: str, less_is_better: bool, unit: str
    ) -> None:
        self.zero = middle(spans[base])
        self.turn = -1 if less_is_better else 1
        self.unit = f" {unit}" if unit else ""
        # Halves, so that the distance of two huge numbers is a number, too.
        self.half = max(abs(end / 2 - self.zero / 2) for span in spans.values() for end in span)
        self.widest = 2 * self.half

    def at(self, value: float) -> float:
        """Return where a value stands, unrounded."""
        if not self.half:
            return 0.0
        return max(-SCALE, min(SCALE, self.turn * (value / 2 - self.zero / 2) / self.half * SCALE))

    def place(self, span: tuple[float, float]) -> tuple[float, float, float, str]:
        """Return lowest, central and highest score of a value, and the reason."""
        ends = sorted((rounded(self.at(span[0])), rounded(self.at(span[1]))))
        low, high = least_range(ends[0], ends[1])
        between = ", of which the middle is taken" if span[0] != span[1] else ""
        said = f"{figures(span)}{self.unit}{between}; baseline {figure(self.zero)}."
        rule = "On a straight line, to the nearest half step." if self.widest else "All have the same."
        return low, rounded(self.at(middle(span))), high, f"{said} {rule}"

    def told(self) -> str:
        """Return where the line has 0 and where 3."""
        if not self.widest:
            return f"all have {figure(self.zero)}{self.unit}, as the baseline has, which is 0."
        better = "less" if self.turn < 0 else "more"
        return (
            f"0 is {figure(self.zero)}{self.unit}, as the baseline has; {SCALE} is the widest distance from it, "
            f"{figure(self.widest)}{self.unit}; {better} is better."
        )

    def merged(self, spans: Mapping[str, tuple[float, float]]) -> list[str]:
        """Return which different values became equal by rounding: `11.8 and 12 (-3)`, a text for each score."""
        by_score: dict[float, set[float]] = {}
        for span in spans.values():
            by_score.setdefault(rounded(self.at(middle(span))), set()).add(middle(span))
        found = []
        for score, values in sorted(by_score.items()):
            if len(values) > 1:
                some = list(map(figure, sorted(values)))
                more = [f"{len(some) - 7} more"] if len(some) > 8 else []
                some = [*some[: 7 if more else 8], *more]
                found.append(f"{', '.join(some[:-1])} and {some[-1]} ({figure(score)})")
        return found


def middle(span: tuple[float, float]) -> float:
    """Return the middle of a range, however large its ends."""
    return span[0] / 2 + span[1] / 2


def rounded(score: float) -> float:
    """Return the nearest half step, halves away from 0, so that turning a criterion turns its scores."""
    return math.copysign(math.floor(abs(score) / STEP + 0.5) * STEP, score) + 0.0


def least_range(low: float, high: float) -> tuple[float, float]:
    """Return a range that holds what rounding could hide, is a judgement's least width, and is on the scale.

    >>> least_range(1.0, 1.0), least_range(3.0, 3.0)
    ((0.5, 1.5), (2.0, 3.0))
    """
    low, high = max(low - STEP, -SCALE), min(high + STEP, SCALE)
    if high - low < LEAST:
        low, high = max(high - LEAST, -SCALE), min(low + LEAST, SCALE)
    return low + 0.0, high + 0.0
