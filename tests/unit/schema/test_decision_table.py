"""Somebody's decision as a table: numbers, spans, groups."""

from __future__ import annotations

import math

import pytest

from policylab.schema.decision_table import DecisionTable, Node, Qualitative, TableCriterion
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


def hill(*places: float) -> FuzzyNumber:
    """Return a fuzzy number that rises from the first place and falls to the last."""
    points = [Point(Real(place), Real(float(0 < k < len(places) - 1))) for k, place in enumerate(places)]
    return FuzzyNumber(tuple(map(Segment, points[:-1], points[1:])))


@pytest.mark.parametrize(
    ("value", "number", "span"),
    [
        (Missing(), None, None),
        (Integer(3), 3, (3, 3)),
        (Integer(10**400), None, None),
        (Real(0.5), 0.5, (0.5, 0.5)),
        (Real(math.inf), None, (math.inf, math.inf)),
        (Rational(1, 4), 0.25, (0.25, 0.25)),
        (Rational(1, 0), None, None),
        (Boolean(False), 0, (0, 0)),
        (Label("3"), None, None),
        (ValuedLabel("good", Integer(2)), 2, (2, 2)),
        (ValuedLabel("good", Missing()), None, None),
        (Interval(Bound(Integer(1)), Bound(Integer(3))), None, (1, 3)),
        (Interval(Bound(Integer(2)), Bound(Real(2.0))), 2, (2, 2)),
        (Interval(None, Bound(Integer(3), True)), None, (-math.inf, 3)),
        (Interval(Bound(Label("low")), None), None, None),
        (hill(1, 2, 4), 2, (1, 4)),
        (hill(1, 2, 3, 4), None, (1, 4)),
        (FuzzyNumber(()), None, None),
        (Image("aGk="), None, None),
        (ImageReference("a.png"), None, None),
        (Several((Integer(1), Integer(4), Label("x"))), None, (1, 4)),
    ],
)
def test_number_and_span(value: Value, number: float | None, span: tuple[float, float] | None) -> None:
    """A value is a number only where it states exactly one, and spans what it may be."""
    assert value.number() == number
    assert value.span() == span


def test_nan_is_missing() -> None:
    """No value is ever NaN."""
    with pytest.raises(ValueError, match="Missing"):
        Real(math.nan)


def test_words_by_their_scale() -> None:
    """A word has the number that the scale of its criterion gives it, and none if that does not know it."""
    scale = Qualitative((ValuedLabel("good", Integer(2)),))
    table = DecisionTable(
        criteria={"c": TableCriterion("c", scale=scale)},
        values={("a", "c"): Label("good"), ("b", "c"): Label("bad"), ("a", "d"): Label("good")},
    )
    found = [table.number(*pair) for pair in (("a", "c"), ("b", "c"), ("a", "d"), ("z", "c"))]
    assert found == [2, None, None, None]


def test_kinds_are_not_mixed_up() -> None:
    """The same number of another kind is another value."""
    assert len({Integer(1), Real(1.0), Rational(1, 1), Boolean(True), Label("1")}) == 5


def test_groups() -> None:
    """Groups are the nodes at the top; one node over everything is not a group."""
    cost = Node("cost", is_set=True, children=(Node("price"), Node("upkeep")))
    comfort = Node("comfort", children=(Node("noise"),))
    expected = {"cost": ("price", "upkeep"), "comfort": ("noise",)}
    assert DecisionTable(hierarchy=(cost, comfort)).groups() == expected
    assert DecisionTable(hierarchy=(Node("all", children=(cost, comfort)),)).groups() == expected
    assert DecisionTable(hierarchy=(cost,)).groups() == {"cost": ("price", "upkeep")}
    assert DecisionTable().groups() == {}


def test_compared_on() -> None:
    """Criteria that stand above others, and inactive ones, are not compared on."""
    names = {id_: TableCriterion(id_, is_active=id_ != "off") for id_ in ("top", "a", "b", "off")}
    table = DecisionTable(criteria=names, hierarchy=(Node("top", children=(Node("a"), Node("b"))),))
    assert table.compared_on() == ("a", "b")


def test_nobody_changes_a_table() -> None:
    """Later changes to what a table was made from do not reach it."""
    values: dict[tuple[str, str], Value] = {("a", "c"): Integer(1)}
    table = DecisionTable(values=values)
    values["a", "c"] = Integer(2)
    assert table.number("a", "c") == 1
