"""Values of every kind, in the versions that have them, and values that cannot be read."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from policylab.errors import Problem
from policylab.schema.decision_table import DecisionTable
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
from tests.xmcda.bodies import cell

Read = Callable[..., DecisionTable]
Refuse = Callable[..., list[Problem]]

ZERO, ONE = "<ordinate><integer>0</integer></ordinate>", "<ordinate><integer>1</integer></ordinate>"
POINTS = "".join(
    f"<point{k}><abscissa><real>{k}</real></abscissa>{ONE if k in (2, 3) else ZERO}</point{k}>"
    for k in (1, 2, 3, 4)
)
FOUR = [Point(Real(float(k)), Integer(1 if k in (2, 3) else 0)) for k in (1, 2, 3, 4)]

KINDS: list[tuple[tuple[int, ...], str, Value]] = [
    ((2, 3, 4), "<real>1.5</real>", Real(1.5)),
    ((2, 3, 4), "<real> -2.5E-3\n</real>", Real(-0.0025)),
    ((2, 3, 4), "<real>.5</real>", Real(0.5)),
    ((2, 3, 4), "<real>INF</real>", Real(math.inf)),
    ((2, 3, 4), "<real>-INF</real>", Real(-math.inf)),
    ((2, 3, 4), "<real>NaN</real>", Missing()),
    ((2, 3, 4), "<integer>+7</integer>", Integer(7)),
    ((2, 3, 4), "<integer>5.0</integer>", Integer(5)),
    ((2, 3, 4), "<integer>99999999999999999999</integer>", Integer(99999999999999999999)),
    ((2, 3, 4), "<rational><numerator>2</numerator><denominator>4</denominator></rational>", Rational(2, 4)),
    ((2, 3, 4), "<rational><numerator>2</numerator><denominator>0</denominator></rational>", Rational(2, 0)),
    ((2, 3, 4), "<boolean>true</boolean>", Boolean(True)),
    ((2, 3, 4), "<boolean>0</boolean>", Boolean(False)),
    ((2, 3, 4), "<boolean>False</boolean>", Boolean(False)),
    ((2, 3, 4), "<label> sehr\u00a0gut </label>", Label("sehr\u00a0gut")),
    ((2, 3, 4), "<label><![CDATA[<b>]]></label>", Label("<b>")),
    ((2, 3, 4), "<label>0</label>", Label("0")),
    ((2, 3, 4), "<label/>", Label("")),
    ((3, 4), "<NA/>", Missing()),
    ((2,), "<NA>none</NA>", Missing()),
    ((2,), "<rankedLabel><rank>3</rank><label>good</label></rankedLabel>", ValuedLabel("good", Integer(3))),
    ((2,), "<image>aGk=\n</image>", Image("aGk=")),
    ((2,), "<imageRef>../a.png</imageRef>", ImageReference("../a.png")),
    ((2,), "<interval/>", Interval(None, None)),
    (
        (2,),
        f"<fuzzyNumber><trapezoidal>{POINTS}</trapezoidal></fuzzyNumber>",
        FuzzyNumber(tuple(map(Segment, FOUR[:-1], FOUR[1:]))),
    ),
    (
        (2,),
        f"<fuzzyLabel><label>mid</label><fuzzyNumber><trapezoidal>{POINTS}</trapezoidal></fuzzyNumber></fuzzyLabel>",
        ValuedLabel("mid", FuzzyNumber(tuple(map(Segment, FOUR[:-1], FOUR[1:])))),
    ),
    (
        (3, 4),
        "<valuedLabel><label>good</label><value><real>3</real></value></valuedLabel>",
        ValuedLabel("good", Real(3.0)),
    ),
    (
        (2, 3, 4),
        "<interval><lowerBound><real>1</real></lowerBound></interval>",
        Interval(Bound(Real(1.0)), None),
    ),
    (
        (3, 4),
        '<interval><lowerBound open="true"><label>a</label></lowerBound>'
        '<upperBound open="1"><integer>2</integer></upperBound></interval>',
        Interval(Bound(Label("a"), True), Bound(Integer(2), True)),
    ),
    (
        (4,),
        '<fuzzyNumber><piecewiseLinear><segment><head open="true"><abscissa><label>x</label></abscissa>'
        f"{ONE}</head><tail><abscissa><real>2</real></abscissa>{ZERO}</tail></segment></piecewiseLinear></fuzzyNumber>",
        FuzzyNumber((Segment(Point(Label("x"), Integer(1), True), Point(Real(2.0), Integer(0))),)),
    ),
    ((4,), "<fuzzyNumber><piecewiseLinear/></fuzzyNumber>", FuzzyNumber(())),
]  # fmt: skip


@pytest.mark.parametrize(
    ("version", "text", "value"), [(v, text, value) for versions, text, value in KINDS for v in versions]
)
def test_kind(read: Read, version: int, text: str, value: Value) -> None:
    """Each kind of value is read as what it is, in each version that has it."""
    assert read(cell(text, version), version=version).values == {("a", "c"): value}


def test_several_values(read: Read) -> None:
    """More than one value in one place are all kept, and no number is made of them."""
    value = read(cell("<real>1</real></value><value><label>x</label>")).value("a", "c")
    assert value == Several((Real(1.0), Label("x")))
    assert (value.number(), value.span()) == (None, (1.0, 1.0))


@pytest.mark.parametrize("text", ["", "<description><comment>x</comment></description>"])
def test_nothing_is_missing(read: Read, text: str) -> None:
    """A value with nothing in it is missing, never 0, and that is said."""
    table = read(cell(text, 2), version=2)
    assert table.values == {("a", "c"): Missing()}
    assert "Values with nothing in them are read as missing." in table.notes


def test_no_value_is_missing(read: Read) -> None:
    """A cell without a value, as 2.x allows, is missing."""
    assert read(cell("", 2).replace("<value></value>", ""), version=2).values == {("a", "c"): Missing()}


def test_number_without_kind(read: Read) -> None:
    """A number right inside a value is read, and that is said."""
    table = read(cell(" 4.5 "))
    assert table.values == {("a", "c"): Real(4.5)}
    assert "without their kind" in table.notes[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<real>abc</real>", ["'real'", "'abc' is not a number"]),
        ("<real>1,5</real>", ["'1,5' is not a number", "decimal point, not a comma"]),
        ("<real>1_000</real>", ["is not a number"]),
        ("<real>\u0661</real>", ["is not a number"]),
        ("<real>1e999</real>", ["is not a number"]),
        ("<real></real>", ["nothing stands where a number is due"]),
        (f"<integer>{'9' * 5000}</integer>", ["is not a number"]),
        ("<boolean>maybe</boolean>", ["'maybe' is not true or false"]),
        ("<rational><numerator>1</numerator></rational>", ["lacks its numerator or denominator"]),
        ("<valuedLabel><label>a</label><value><real>b</real></value></valuedLabel>", ["'b' is not a number"]),
        ("<fuzzyNumber/>", ["it has no points"]),
        ("<date>2020-01-01</date>", ["'date' is no kind of value"]),
        ("warm", ["'warm' stands in it without its kind"]),
    ],
)
def test_unreadable(refuse: Refuse, text: str, words: list[str]) -> None:
    """A value that cannot be read is refused, with file, line and what to do."""
    (problem,) = refuse(cell(text))
    assert str(problem).startswith(f"a.xml:3:1 {problem.code} ")
    assert problem.fix
    for word in words:
        assert word in str(problem)


def test_all_mistakes_at_once(refuse: Refuse) -> None:
    """All that is wrong is said at once, line by line."""
    table = cell("<real>x</real>").replace("</alternativePerformances>", "\n</alternativePerformances>")
    problems = refuse(table + "\n" + cell("<boolean>y</boolean>"))
    assert [(one.line, one.code) for one in problems] == [(3, "X010"), (6, "X010")]
