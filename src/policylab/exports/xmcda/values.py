"""Values, functions and texts as XMCDA 4.0.0 writes them."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable

from policylab.exports.text_safe import clean
from policylab.schema.decision_table import Function
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

_LEAST, _MOST = -(2**31), 2**31 - 1
MISSING = "<NA/>"


def escaped(text: str) -> str:
    """Return a text for an element, which comes back as it is.

    >>> escaped('<a "b">')
    '&lt;a &quot;b&quot;&gt;'
    """
    # A parser would turn a carriage return into a line feed.
    return html.escape(clean(text), quote=True).replace("\r", "&#13;")


def leaf(tag: str, text: str) -> str:
    """Return an element that holds a text."""
    return f"<{tag}>{escaped(text)}</{tag}>"


def start(tag: str, **attributes: str) -> str:
    """Return a start tag; attributes without a text are left out.

    >>> start("scale", id="", name="a" + chr(10) + "b")
    '<scale name="a&#10;b">'
    """
    # In attributes a parser turns these into blanks.
    told = (
        f' {name}="{escaped(text).replace(chr(9), "&#9;").replace(chr(10), "&#10;")}"'
        for name, text in attributes.items()
        if text
    )
    return f"<{tag}{''.join(told)}>"


def value(one: Value, tag: str = "value", **attributes: str) -> str:
    """Return an element that holds a value of whatever kind."""
    if isinstance(one, Image | ImageReference):
        # XMCDA 4 has no pictures; the concept says what the label is, so that it can be read back.
        attributes["mcdaConcept"] = "image" if isinstance(one, Image) else "imageRef"
    return f"{start(tag, **attributes)}{kind(one)}</{tag}>"


def values(one: Value) -> str:
    """Return the element `values`, which holds one value or several."""
    all_ = one.values if isinstance(one, Several) and one.values else (one,)
    return f"<values>{''.join(map(value, all_))}</values>"


def kind(one: Value) -> str:
    """Return a value as an element of its kind."""
    match one:
        case Integer() | Real() | Rational() | Missing() | Several():
            return number(one)
        case Boolean(yes):
            return f"<boolean>{'true' if yes else 'false'}</boolean>"
        case Label(text) | Image(text) | ImageReference(text):
            return leaf("label", text)
        case ValuedLabel(text, inner):
            return f"<valuedLabel>{leaf('label', text)}{value(inner)}</valuedLabel>"
        case Interval(lower, upper):
            return f"<interval>{_bounds(lower, upper)}</interval>"
        case FuzzyNumber(segments):
            return f"<fuzzyNumber>{piecewise(segments)}</fuzzyNumber>"


def number(one: Value) -> str:
    """Return a value where only a number may stand; what is none is not available."""
    match one:
        case Integer(whole) if _LEAST <= whole <= _MOST:
            return f"<integer>{whole}</integer>"
        case Rational(above, below) if all(_LEAST <= part <= _MOST for part in (above, below)):
            parts = f"<numerator>{above}</numerator><denominator>{below}</denominator>"
            return f"<rational>{parts}</rational>"
        case Real(real):
            return f"<real>{_decimal(real)}</real>"
    found = one.number()
    return MISSING if found is None else f"<real>{_decimal(found)}</real>"


def _decimal(real: float) -> str:
    if math.isinf(real):
        return "INF" if real > 0 else "-INF"
    return repr(real)


def _bounds(lower: Bound | None, upper: Bound | None) -> str:
    if lower is None and upper is None:
        lower = Bound(Real(-math.inf))
    ends = (("lowerBound", lower), ("upperBound", upper))
    return "".join(value(end.value, tag, open="true" if end.is_open else "") for tag, end in ends if end)


def piecewise(segments: Iterable[Segment]) -> str:
    """Return a piecewise linear function."""
    told = (f"<segment>{point(one.head, 'head')}{point(one.tail, 'tail')}</segment>" for one in segments)
    return f"<piecewiseLinear>{''.join(told)}</piecewiseLinear>"


def point(one: Point, tag: str) -> str:
    """Return a point."""
    both = f"{value(one.abscissa, 'abscissa')}{value(one.ordinate, 'ordinate')}"
    return f"{start(tag, open='true' if one.is_open else '')}{both}</{tag}>"


def function(one: Function, tag: str) -> str:
    """Return a function or a threshold."""
    return f"{start(tag, id=one.id, name=one.title, mcdaConcept=one.concept)}{_shape(one, tag)}</{tag}>"


def _shape(one: Function, tag: str) -> str:
    numbers = [*map(number, one.numbers), MISSING, MISSING]
    if one.kind == "constant":
        return f"<constant>{numbers[0]}</constant>"
    if one.kind == "affine":
        turn = leaf("type", one.turn) if one.turn and tag == "threshold" else ""
        return f"<affine>{turn}<slope>{numbers[0]}</slope><intercept>{numbers[1]}</intercept></affine>"
    if one.kind == "piecewise":
        return piecewise(one.segments)
    return f"<discrete>{''.join(point(p, 'point') for p in one.points)}</discrete>"
