"""One decision in every version of XMCDA, whole and in parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from policylab.catalog.xmcda import read_xmcda
from policylab.schema.decision_table import (
    Alternative,
    DecisionTable,
    Function,
    Node,
    Nominal,
    Qualitative,
    Quantitative,
)
from policylab.schema.table_value import (
    Boolean,
    Bound,
    FuzzyNumber,
    Integer,
    Interval,
    Label,
    Missing,
    Point,
    Rational,
    Real,
    Segment,
    ValuedLabel,
)

FILES = Path(__file__).parents[3] / "xmcda"
WHOLE = ["2.2.1", "3.1.1", "4.0.0"]
ADDRESSES = {
    "2.2.1": [
        "2009/XMCDA-2.0.0",
        "2009/XMCDA-2.1.0",
        "2012/XMCDA-2.2.0",
        "2017/XMCDA-2.2.2",
        "2019/XMCDA-2.2.4",
    ],
    "3.1.1": [
        "2013/XMCDA-3.0.0",
        "2016/XMCDA-3.0.1",
        "2016/XMCDA-3.0.2",
        "2017/XMCDA-3.0.2",
        "2018/XMCDA-3.1.0",
        "2019/XMCDA-3.2.0",
    ],
    "4.0.0": ["2020/XMCDA-4.0.0"],
}


def whole(version: str) -> DecisionTable:
    """Return the decision of a file in one of the versions."""
    return read_xmcda([FILES / f"whole-{version}.xml"])


@pytest.mark.parametrize("version", WHOLE[1:])
def test_same_decision(version: str) -> None:
    """A decision written in another version is the same decision."""
    assert whole(version) == whole("2.2.1")


def test_content() -> None:
    """Each thing in the file is in the table, where it belongs."""
    table = whole("4.0.0")
    assert (table.title, table.origin) == ("Where to put the library", "XMCDA 4.0.0")
    assert table.description == "A made-up town looks for a place.\nAuthor: Nobody"
    assert list(table.alternatives) == ["river", "school", "station", "ideal"]
    assert table.alternatives["school"] == Alternative("school", "Old school", True, "Needs a roof.")
    assert not table.alternatives["station"].is_active
    assert table.alternatives["station"].title == "Station & square"
    assert table.alternatives["ideal"].is_fictive
    assert list(table.criteria) == ["cost", "walk", "colour", "noise", "garden"]
    assert [one.direction for one in table.criteria.values()] == ["min", "max", None, "min", None]
    assert [one.is_active for one in table.criteria.values()] == [True, True, False, True, True]
    assert table.criteria["cost"].scale == Quantitative(Integer(0), Real(12.5), "million")
    words = (ValuedLabel("far", Integer(1)), ValuedLabel("near", Integer(2)))
    assert table.criteria["walk"].scale == Qualitative(words)
    assert table.criteria["colour"].scale == Nominal(("red", "grey"))
    assert table.criteria["cost"].thresholds == (
        Function("constant", (Real(0.5),), concept="indifference"),
        Function("affine", (Real(0.1), Integer(1)), concept="preference"),
    )
    assert table.criteria["noise"].functions[0].id == "f1"
    assert table.weights == {"cost": Real(3.0), "walk": Integer(5), "noise": Rational(1, 2)}
    assert table.weights_title == "Council"
    assert [one.concept for one in table.other_weights] == ["orness"]
    assert table.groups() == {"people": ("walk", "garden"), "town": ("cost", "noise")}
    assert table.hierarchy[0] == Node(
        "people", "People", True, (Node("walk"), Node("garden")), "Those who use it."
    )


def test_values() -> None:
    """Every value keeps its kind, what is missing stays missing, and numbers come from scales where words stand."""
    table = whole("3.1.1")
    peak = Point(Real(35.0), Real(1.0))
    fuzzy = FuzzyNumber(
        (Segment(Point(Real(30.0), Real(0.0)), peak), Segment(peak, Point(Real(45.0), Real(0.0))))
    )
    assert table.values == {
        ("river", "cost"): Real(7.25),
        ("river", "walk"): Label("far"),
        ("river", "colour"): Label("red"),
        ("river", "noise"): Interval(Bound(Integer(40)), Bound(Real(52.5))),
        ("river", "garden"): Boolean(True),
        ("school", "cost"): Rational(9, 2),
        ("school", "walk"): ValuedLabel("near", Integer(2)),
        ("school", "noise"): fuzzy,
        ("school", "garden"): Missing(),
        ("station", "cost"): Integer(-3),
    }
    numbers = {pair: table.number(*pair) for pair in table.values}
    assert numbers == {
        ("river", "cost"): 7.25,
        ("river", "walk"): 1,
        ("river", "colour"): None,
        ("river", "noise"): None,
        ("river", "garden"): 1,
        ("school", "cost"): 4.5,
        ("school", "walk"): 2,
        ("school", "noise"): 35,
        ("school", "garden"): None,
        ("station", "cost"): -3,
    }
    assert table.number("ideal", "cost") is None
    assert table.value("river", "noise").span() == (40, 52.5)
    assert table.value("school", "noise").span() == (30, 45)


def test_constraint() -> None:
    """A linear constraint keeps its terms, operator and bound, and knows which term is a free variable."""
    for version in WHOLE:
        (one,) = whole(version).constraints
        assert (one.over, one.id, one.title, one.operator) == ("criteria", "k1", "walk counts no less", "geq")
        assert [(t.id, t.coefficient.number(), t.is_variable) for t in one.terms] == [
            ("walk", 1, False),
            ("cost", -1, False),
            ("slack", 1, True),
        ]
        assert one.bound == Integer(0)


@pytest.mark.parametrize(("version", "address"), [(v, a) for v, all_ in ADDRESSES.items() for a in all_])
def test_addresses(version: str, address: str, tmp_path: Path) -> None:
    """Every namespace in use is known, the wrong ones too."""
    text = (FILES / f"whole-{version}.xml").read_text(encoding="utf-8")
    path = tmp_path / "a.xml"
    text = text.replace("2012/XMCDA-2.2.1", address)
    path.write_text(
        text.replace("2019/XMCDA-3.1.1", address).replace("2021/XMCDA-4.0.0", address), encoding="utf-8"
    )
    table = read_xmcda([path])
    assert table == whole(version)
    assert table.origin == f"XMCDA {address[-5:]}"


def test_parts() -> None:
    """A folder with a file for each concept is one decision; what a file holds may be said by its name alone."""
    table = read_xmcda([FILES / "parts"])
    expected = whole("3.1.1")
    for name in ("title", "alternatives", "criteria", "values", "weights", "hierarchy", "constraints"):
        assert getattr(table, name) == getattr(expected, name), name
    assert not table.other_weights


def test_files_in_any_order() -> None:
    """Files given one by one, in whatever order, are the decision of their folder."""
    files = sorted((FILES / "parts").glob("*.xml"))
    assert read_xmcda(files[::-1]) == read_xmcda(files) == read_xmcda([FILES / "parts"])


@pytest.mark.parametrize("version", ["2.2.1", "3.1.1"])
def test_qualified_children(version: str, tmp_path: Path) -> None:
    """Children may be in the namespace too, though the standard leaves them out of it before 4.0."""
    text = (FILES / f"whole-{version}.xml").read_text(encoding="utf-8")
    text = text.replace("<xmcda:XMCDA xmlns:xmcda=", "<XMCDA xmlns=").replace("xmcda:XMCDA>", "XMCDA>")
    path = tmp_path / "a.xml"
    path.write_text(text, encoding="utf-8")
    assert read_xmcda([path]) == whole(version)


def test_skipped_by_name() -> None:
    """What is not taken over is named, with how often it stands there; all else is not."""
    assert whole("2.2.1").skipped == (
        "Not taken over: methodMessages (1).",
        "Not taken over: alternativesComparisons (1).",
    )
    assert whole("4.0.0").skipped == ("Not taken over: programExecutionResult (1).",)


def test_weights_chosen_and_said() -> None:
    """Of several values of criteria the weights are used, and the sentence names both."""
    (note,) = whole("2.2.1").notes
    assert "'Council'" in note
    assert "'orness'" in note
