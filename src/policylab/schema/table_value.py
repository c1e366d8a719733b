"""What can stand in a cell of somebody else's decision table: the kinds of value of XMCDA, and of a plain sheet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Missing:
    """Not available. It stays missing: it is no 0 and no text."""

    def number(self) -> None:
        """No number."""
        return

    def span(self) -> None:
        """No lowest and highest number."""
        return


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number."""

    value: int

    def number(self) -> float | None:
        """The number; None if it is too large for one."""
        try:
            return float(self.value)
        except OverflowError:
            return None

    def span(self) -> tuple[float, float] | None:
        """Lowest and highest number, which are the same."""
        return _same(self.number())


@dataclass(frozen=True, slots=True)
class Real:
    """A decimal number; infinite where a file says so, but never NaN, which is `Missing`."""

    value: float

    def __post_init__(self) -> None:
        if math.isnan(self.value):
            raise ValueError("a value that is not a number is Missing, not Real")

    def number(self) -> float | None:
        """The number; None if it is infinite."""
        return self.value if math.isfinite(self.value) else None

    def span(self) -> tuple[float, float] | None:
        """Lowest and highest number, which are the same."""
        return self.value, self.value


@dataclass(frozen=True, slots=True)
class Rational:
    """A fraction, as it is written: 2/4 stays 2/4."""

    numerator: int
    denominator: int

    def number(self) -> float | None:
        """The quotient; None if the denominator is 0.

        >>> Rational(1, 4).number()
        0.25
        """
        try:
            return self.numerator / self.denominator
        except (ZeroDivisionError, OverflowError):
            return None

    def span(self) -> tuple[float, float] | None:
        """Lowest and highest number, which are the same."""
        return _same(self.number())


@dataclass(frozen=True, slots=True)
class Boolean:
    """Yes or no."""

    value: bool

    def number(self) -> float:
        """1 for yes, 0 for no."""
        return float(self.value)

    def span(self) -> tuple[float, float]:
        """Lowest and highest number, which are the same."""
        return float(self.value), float(self.value)


@dataclass(frozen=True, slots=True)
class Label:
    """A word. What it stands for, if anything, is said by the criterion's scale."""

    text: str

    def number(self) -> None:
        """No number; `DecisionTable.number` asks the scale."""
        return

    def span(self) -> None:
        """No lowest and highest number."""
        return


@dataclass(frozen=True, slots=True)
class ValuedLabel:
    """A word with a value: its rank among the words of a scale, or a fuzzy number."""

    text: str
    value: Value

    def number(self) -> float | None:
        """The number of its value, if that has one."""
        return self.value.number()

    def span(self) -> tuple[float, float] | None:
        """Lowest and highest number of its value."""
        return self.value.span()


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of an interval; an open end does not itself belong to it."""

    value: Value
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between two ends, or beyond one."""

    lower: Bound | None
    upper: Bound | None

    def number(self) -> float | None:
        """The number if both ends are the same one, else None: the middle is nowhere stated."""
        span = self.span()
        return span[0] if span and span[0] == span[1] and math.isfinite(span[0]) else None

    def span(self) -> tuple[float, float] | None:
        """Lowest and highest number, infinite where the interval has no end; None if an end is no number.

        >>> Interval(Bound(Integer(2)), None).span()
        (2.0, inf)
        """
        low = (-math.inf, -math.inf) if self.lower is None else self.lower.value.span()
        high = (math.inf, math.inf) if self.upper is None else self.upper.value.span()
        return (low[0], high[1]) if low and high else None


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a function; an open one does not itself belong to its segment."""

    abscissa: Value
    ordinate: Value
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight piece of a function."""

    head: Point
    tail: Point


@dataclass(frozen=True, slots=True)
class FuzzyNumber:
    """How far each number belongs to it, piece by piece."""

    segments: tuple[Segment, ...]

    def number(self) -> float | None:
        """The number that belongs to it most; None if there is more than one, or none.

        >>> peak = Point(Real(3.0), Real(1.0))
        >>> FuzzyNumber((Segment(Point(Real(1.0), Real(0.0)), peak),
        ...              Segment(peak, Point(Real(4.0), Real(0.0))))).number()
        3.0
        """
        places = self._places()
        top = max((height for _, height in places), default=None)
        found = {place for place, height in places if height == top}
        return found.pop() if len(found) == 1 else None

    def span(self) -> tuple[float, float] | None:
        """Lowest and highest number that belong to it at all."""
        places = [place for place, _ in self._places()]
        return (min(places), max(places)) if places else None

    def _places(self) -> list[tuple[float, float]]:
        """Return the points whose two coordinates are numbers."""
        points = [point for segment in self.segments for point in (segment.head, segment.tail)]
        pairs = [(point.abscissa.number(), point.ordinate.number()) for point in points]
        return [(x, y) for x, y in pairs if x is not None and y is not None]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, in base 64 as in the file; it is never opened."""

    data: str

    def number(self) -> None:
        """No number."""
        return

    def span(self) -> None:
        """No lowest and highest number."""
        return


@dataclass(frozen=True, slots=True)
class ImageReference:
    """Where a picture is said to be; it is never fetched."""

    address: str

    def number(self) -> None:
        """No number."""
        return

    def span(self) -> None:
        """No lowest and highest number."""
        return


@dataclass(frozen=True, slots=True)
class Several:
    """More than one value in one place, in the order of the file."""

    values: tuple[Value, ...]

    def number(self) -> None:
        """No number: which of them counts is nowhere stated."""
        return

    def span(self) -> tuple[float, float] | None:
        """Lowest and highest number of those that are numbers."""
        spans = [span for value in self.values if (span := value.span())]
        return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None


Value: TypeAlias = (
    Missing
    | Integer
    | Real
    | Rational
    | Boolean
    | Label
    | ValuedLabel
    | Interval
    | FuzzyNumber
    | Image
    | ImageReference
    | Several
)
"""What can stand in a cell. Each kind has `number()`, the one finite number it is, or None, and `span()`, the
lowest and the highest number it may be, or None."""


def _same(number: float | None) -> tuple[float, float] | None:
    return None if number is None else (number, number)
