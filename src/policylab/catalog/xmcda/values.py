"""Values as XMCDA writes them, in all its versions, to the kinds of `policylab.schema.table_value`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Literal

from policylab.catalog.xmcda.element import Element
from policylab.catalog.xmcda.slips import Slips
from policylab.schema.table_value import (
    Boolean,
    Bound,
    FuzzyNumber,
    Image,
    ImageReference,
    Integer,
    Interval,
    Label,
    Missing,
    Point,
    Rational,
    Real,
    Segment,
    Several,
    Value,
    ValuedLabel,
)

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_ENDLESS = {"inf": math.inf, "infinity": math.inf}
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_LONGEST = 400
BESIDE = "description"
"""What may stand beside the kind of a value."""


def read_number(element: Element, slips: Slips) -> Value:
    """Return a decimal number; `Missing` where it says NaN, with a note."""
    text = element.text.strip()
    if len(text) <= _LONGEST and _NUMBER.fullmatch(text):
        number = float(text)
        if math.isfinite(number):
            return Real(number)
    plain = text.casefold()
    if plain == "nan":
        slips.note("Values that are written as NaN are read as missing.")
        return Missing()
    if plain.lstrip("+-") in _ENDLESS and len(plain) <= 9:
        return Real(-math.inf if plain.startswith("-") else math.inf)
    return _unreadable(element, slips, "a number")


def read_integer(element: Element, slips: Slips) -> Value:
    """Return a whole number; one with decimals is read as what it is."""
    text = element.text.strip()
    if len(text) <= _LONGEST and re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        return Integer(int(text))
    value = read_number(element, slips)
    if isinstance(value, Real) and value.value.is_integer():
        return Integer(int(value.value))
    return value


def read_boolean(element: Element, slips: Slips) -> Value:
    """Return yes or no."""
    text = element.text.strip().casefold()
    return Boolean(_BOOLEANS[text]) if text in _BOOLEANS else _unreadable(element, slips, "true or false")


def read_rational(element: Element, slips: Slips) -> Value:
    """Return a fraction as it is written."""
    element.check(slips, "numerator denominator")
    parts = [read_integer(part, slips) for part in element.all("numerator", "denominator")]
    match parts:
        case [Integer(above), Integer(below)] if element.children[0].tag == "numerator":
            return Rational(above, below)
        case [Integer(below), Integer(above)]:
            return Rational(above, below)
    if len(parts) != 2:
        slips.add("X011", element.line, "a rational", "it lacks its numerator or denominator")
    return Missing()


def read_interval(element: Element, slips: Slips) -> Value:
    """Return an interval; an end that is not given is no end."""
    element.check(slips, f"lowerBound upperBound {BESIDE}")
    lower, upper = (_bound(element.first(tag), slips) for tag in ("lowerBound", "upperBound"))
    return Interval(lower, upper)


def _bound(element: Element | None, slips: Slips) -> Bound | None:
    if element is None:
        return None
    element.check(slips, f"{_KIND_NAMES} {BESIDE}", "open")
    return Bound(read_kind(element, slips), is_open(element))


def is_open(element: Element) -> bool:
    """Whether an end says that it does not itself belong to it."""
    return element.attributes.get("open", "").strip().casefold() in ("true", "1")


def read_ranked(element: Element, slips: Slips) -> Value:
    """Return a word with its rank (2.x), its value (3.x, 4.x) or a fuzzy number (2.x)."""
    element.check(slips, f"label rank value fuzzyNumber {BESIDE}")
    value: Value = Missing()
    if rank := element.first("rank"):
        # Up to 2.2 a rank is a bare number.
        value = read_kind(rank, slips) if rank.children else read_integer(rank, slips)
    elif given := element.first("value"):
        value = read_value(given, slips)
    elif fuzzy := element.first("fuzzyNumber"):
        value = read_fuzzy(fuzzy, slips)
    return ValuedLabel(element.said("label"), value)


def read_fuzzy(element: Element, slips: Slips) -> Value:
    """Return a fuzzy number: by three or four points in 2.x, by segments afterwards."""
    shape = element.first("triangular", "trapezoidal", "piecewiseLinear")
    element.check(slips, f"triangular trapezoidal piecewiseLinear {BESIDE}", "id name mcdaConcept")
    if shape is None:
        slips.add("X011", element.line, "a fuzzy number", "it has no points")
        return Missing()
    if shape.tag == "piecewiseLinear":
        return FuzzyNumber(read_segments(shape, slips))
    shape.check(slips, "point1 point2 point3 point4")
    points = [read_point(point, slips) for point in shape.all("point1", "point2", "point3", "point4")]
    if len(points) != (3 if shape.tag == "triangular" else 4):
        slips.add("X011", shape.line, "a fuzzy number", f"it has {len(points)} points")
        return Missing()
    return FuzzyNumber(tuple(map(Segment, points[:-1], points[1:])))


def read_segments(element: Element, slips: Slips) -> tuple[Segment, ...]:
    """Return the pieces of a piecewise linear function; a head without a place is where the last piece ended."""
    element.check(slips, "segment")
    found: list[Segment] = []
    for segment in element.all("segment"):
        segment.check(slips, "head tail")
        head, tail = segment.first("head"), segment.first("tail")
        if head is None or tail is None or (not head.children and not found):
            slips.add("X011", segment.line, "a segment", "it lacks its head or its tail")
            continue
        if head.children:
            start = read_point(head, slips)
        else:
            start = Point(found[-1].tail.abscissa, found[-1].tail.ordinate, is_open(head))
        found.append(Segment(start, read_point(tail, slips)))
    return tuple(found)


def read_point(element: Element, slips: Slips) -> Point:
    """Return a point by its two coordinates."""
    element.check(slips, "abscissa ordinate", "open")
    both = [element.first("abscissa"), element.first("ordinate")]
    for name, one in zip(("abscissa", "ordinate"), both, strict=True):
        if one is None:
            slips.add("X011", element.line, "a point", f"it lacks its {name}")
    x, y = (Missing() if one is None else read_value(one, slips) for one in both)
    return Point(x, y, is_open(element))


def _label(element: Element, _: Slips) -> Value:
    return Label(element.text.strip())


def _missing(_element: Element, _slips: Slips) -> Value:
    return Missing()


_KINDS: dict[str, Callable[[Element, Slips], Value]] = {
    "real": read_number,
    "integer": read_integer,
    "boolean": read_boolean,
    "rational": read_rational,
    "interval": read_interval,
    "label": _label,
    "rankedLabel": read_ranked,
    "valuedLabel": read_ranked,
    "fuzzyLabel": read_ranked,
    "fuzzyNumber": read_fuzzy,
    "NA": _missing,
    "image": lambda element, _: Image("".join(element.text.split())),
    "imageRef": lambda element, _: ImageReference(element.text.strip()),
}
_KIND_NAMES = " ".join(_KINDS)
# XMCDA 4 has no pictures; this is how they are kept where there are any, and read back.
_PICTURES: dict[str, Callable[[str], Value]] = {"image": Image, "imageRef": ImageReference}


def read_kind(element: Element, slips: Slips) -> Value:
    """Return the value in an element such as `value` or `constant`, whatever its kind."""
    for child in element.children:
        if kind := _KINDS.get(child.tag):
            return kind(child, slips)
        if child.tag != BESIDE:
            slips.add("X010", child.line, "a value", f"'{child.tag[:40]}' is no kind of value")
            return Missing()
    text = element.text.strip()
    if not text:
        slips.note("Values with nothing in them are read as missing.")
        return Missing()
    if _NUMBER.fullmatch(text):
        slips.note("Numbers that stand in a value without their kind are read as decimal numbers.")
        return read_number(element, slips)
    slips.add("X010", element.line, "a value", f"'{text[:40]}' stands in it without its kind")
    return Missing()


def read_value(element: Element, slips: Slips) -> Value:
    """Return what an element `value` holds, and report what stands beside it."""
    if len(element.children) > 1 or element.attributes:
        element.check(slips, _KIND_NAMES, "mcdaConcept" if element.concept in _PICTURES else "")
    value = read_kind(element, slips)
    if element.concept in _PICTURES and isinstance(value, Label):
        return _PICTURES[element.concept](value.text)
    return value


def read_values(element: Element, slips: Slips) -> Value:
    """Return what the `value` and `values` in an element hold: `Several` if there are more than one."""
    found: list[Value] = []
    for child in element.children:
        if child.tag == "value":
            found.append(read_value(child, slips))
        elif child.tag == "values":
            if len(child.children) > 1 or child.attributes:
                child.check(slips, "value")
            found.extend(read_value(one, slips) for one in child.children if one.tag == "value")
    if not found:
        return Missing()
    return found[0] if len(found) == 1 else Several(tuple(found))


def _unreadable(element: Element, slips: Slips, due: str) -> Value:
    text = " ".join(element.text.split())
    found = f"'{text[:40]}' is not {due}" if text else f"nothing stands where {due} is due"
    fix = "Write it with a decimal point, not a comma." if re.fullmatch(r"[+-]?\d+,\d+", text) else ""
    slips.add("X010", element.line, f"'{element.tag}'", found, fix)
    return Missing()


def read_direction(element: Element | None, slips: Slips) -> Literal["min", "max"] | None:
    """Return which way is preferred; None where it is not said."""
    text = element.said("preferenceDirection").casefold() if element else ""
    match text:
        case "":
            return None
        case "min" | "max":
            return text
    place = element.first("preferenceDirection") if element else None
    slips.add(
        "X010",
        place.line if place else 0,
        "'preferenceDirection'",
        f"'{text[:40]}' is neither min nor max",
        "Write min or max.",
    )
    return None
