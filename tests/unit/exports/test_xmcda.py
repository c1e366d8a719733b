"""Decisions written as XMCDA 4.0.0: valid, the same bytes each time, and read back as they were."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policylab.catalog.xmcda import read_xmcda
from policylab.exports import View, export, read_receipt
from policylab.exports.text_safe import clean
from policylab.exports.xmcda.build import decision_of, write_xmcda
from policylab.schema import decision_table as dt
from policylab.schema import table_value as tv
from tests.xmcda.shape import faults

FILES = Path(__file__).parents[2] / "xmcda"
OFFICIAL = os.environ.get("POLICYLAB_XMCDA_XSD", "")

HOSTILE = [
    "\x00\x0b\x1b",
    "half \ud83d a letter",
    "]]> <![CDATA[ --> <!-- ?> <?x",
    "&amp; & &#0; <script>alert(1)</script>",
    "\u202e\u2067 \u05d0\u05d1 right to left",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \u260e\ufe0f",
    "e" + "\u0301" * 200,
    "=HYPERLINK(1)",
    "tab\tline\nreturn\rend",
    "\ufffe \uffff \x85 \u2028",
    "'\"<>&",
]


def read_back(tmp_path: Path, content: bytes) -> dt.DecisionTable:
    """Return the table that a file's bytes hold."""
    path = tmp_path / "again.xml"
    path.write_bytes(content)
    return read_xmcda([path])


# ---- Any table -----------------------------------------------------------------------------------------------

letters = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=8)
texts = st.one_of(letters, st.sampled_from([one for one in HOSTILE if one == clean(one)]), st.just("a--b"))
titles = texts
labels = texts.map(str.strip)
words = labels.filter(bool)
ints = st.integers(-(2**31), 2**31 - 1)
reals = st.builds(tv.Real, st.floats(allow_nan=False))
rationals = st.builds(tv.Rational, ints, ints)
numbers = st.one_of(reals, rationals, st.builds(tv.Integer, ints))
perhaps = st.one_of(numbers, st.just(tv.Missing()))
plain = st.one_of(
    numbers, st.just(tv.Missing()), st.builds(tv.Boolean, st.booleans()), st.builds(tv.Label, labels)
)
bounds = st.builds(tv.Bound, plain, st.booleans())
intervals = st.one_of(
    st.builds(tv.Interval, bounds, bounds),
    st.builds(tv.Interval, bounds, st.none()),
    st.builds(tv.Interval, st.none(), bounds),
)
points = st.builds(tv.Point, plain, plain, st.booleans())
plain_points = st.builds(tv.Point, plain, plain)
segments = st.lists(st.builds(tv.Segment, points, points), max_size=2).map(tuple)
single = st.one_of(
    plain,
    intervals,
    st.builds(tv.FuzzyNumber, segments),
    st.builds(tv.ValuedLabel, labels, st.one_of(plain, intervals)),
    st.builds(tv.Image, st.sampled_from(["aGk=", ""])),
    st.builds(tv.ImageReference, labels),
)
values = st.one_of(single, st.lists(single, min_size=2, max_size=3).map(lambda all_: tv.Several(tuple(all_))))
functions = st.one_of(
    st.builds(dt.Function, st.just("constant"), st.tuples(perhaps), id=labels, title=titles, concept=titles),
    st.builds(dt.Function, st.just("affine"), st.tuples(perhaps, perhaps), id=labels),
    st.builds(dt.Function, st.just("piecewise"), segments=segments, title=titles),
    st.builds(
        dt.Function, st.just("points"), points=st.lists(plain_points, min_size=1, max_size=2).map(tuple)
    ),
)
thresholds = st.one_of(
    st.builds(dt.Function, st.just("constant"), st.tuples(perhaps), concept=titles),
    st.builds(
        dt.Function,
        st.just("affine"),
        st.tuples(perhaps, perhaps),
        turn=st.sampled_from(["direct", "inverse", ""]),
    ),
)
few = {"min_size": 1, "max_size": 3}
scales = st.one_of(
    st.none(),
    st.builds(dt.Quantitative, st.none() | perhaps, st.none() | perhaps, titles),
    st.builds(dt.Qualitative, st.lists(st.builds(tv.ValuedLabel, labels, plain), **few).map(tuple), titles),
)  # fmt: skip


@st.composite
def criteria(draw: st.DrawFn, id_: str) -> dt.TableCriterion:
    """Return a criterion; what has a direction has a scale, because the direction belongs to it."""
    scale: Any = draw(scales)
    direction = draw(st.sampled_from(["min", "max", None])) if scale else None
    if draw(st.booleans()) and not scale:
        scale = dt.Nominal(tuple(draw(st.lists(labels, **few))), draw(titles))
    return dt.TableCriterion(
        id_,
        draw(titles),
        draw(st.booleans()),
        draw(labels),
        direction,
        scale,
        tuple(draw(st.lists(functions, max_size=2))),
        tuple(draw(st.lists(thresholds, max_size=2))),
    )


@st.composite
def constraints(draw: st.DrawFn, over: dt.Over) -> dt.Constraint:
    """Return a linear constraint."""
    terms = draw(st.lists(st.builds(dt.Term, words, perhaps, st.booleans()), max_size=2))
    operator = draw(st.sampled_from(["geq", "eq", "leq"]))
    return dt.Constraint(over, tuple(terms), operator, draw(numbers), draw(labels), draw(titles))


OVER: tuple[dt.Over, ...] = ("alternatives", "alternatives_sets", "criteria", "criteria_sets")


@st.composite
def tables(draw: st.DrawFn) -> dt.DecisionTable:
    """Return a table with anything in it that XMCDA 4 has a place for."""
    alternatives = draw(st.lists(words, unique=True, max_size=4))
    names = draw(st.lists(words, unique=True, max_size=4))
    pairs = [(a, c) for a in alternatives for c in names]
    cells = st.dictionaries(st.sampled_from(pairs), values, max_size=6) if pairs else st.just({})
    used = draw(cells)
    some = st.dictionaries(st.sampled_from(pairs), values, **few) if pairs else cells
    others = draw(st.lists(some, max_size=2)) if pairs and used else []
    positive = st.one_of(
        st.builds(tv.Real, st.floats(0, 1e9)), st.builds(tv.Rational, st.just(1), st.integers(1, 9))
    )
    weights = draw(st.dictionaries(st.sampled_from(names), positive, max_size=3)) if names else {}
    leaves = draw(st.lists(st.sampled_from(names), unique=True, max_size=4)) if names else []
    cut = draw(st.integers(0, len(leaves)))
    groups = draw(st.lists(words, unique=True, min_size=2, max_size=2))
    inner = dt.Node(groups[1], draw(titles), True, tuple(map(dt.Node, leaves[:cut])), draw(labels))
    flat = dt.Node(leaves[0], children=tuple(map(dt.Node, leaves[1:]))) if leaves else None
    hierarchy = draw(
        st.sampled_from(
            [
                (),
                (flat,) if flat else (),
                (dt.Node(groups[0], "", True, (inner, *map(dt.Node, leaves[cut:]))),),
            ]
        )
    )
    marks = st.dictionaries(words, values, **few)
    return dt.DecisionTable(
        title=draw(titles),
        description=draw(labels),
        alternatives={
            a: dt.Alternative(a, draw(titles), draw(st.booleans()), draw(labels), draw(st.booleans()))
            for a in alternatives
        },
        criteria={c: draw(criteria(c)) for c in names},
        values=used,
        weights=weights,
        weights_title=draw(titles) if weights else "",
        hierarchy=hierarchy,
        constraints=tuple(
            draw(constraints(over))
            for over, things in zip(OVER, (alternatives, True, names, True), strict=True)
            # Without any defined, those a constraint names would be taken for the alternatives or criteria.
            if things and draw(st.booleans())
        ),
        other_tables=tuple(
            dt.PerformanceTable(one, "", draw(titles), f"other {k}") for k, one in enumerate(others)
        ),
        other_weights=tuple(
            dt.ValueSet(draw(marks), draw(labels), "", "points")
            for _ in range(draw(st.integers(0, 1)) if names else 0)
        ),
        set_weights=tuple(dt.ValueSet(draw(marks), "", "S", "") for _ in range(draw(st.integers(0, 1)))),
    )


# Nothing at all is no decision: such a file is refused when it is read.
somethings = tables().filter(
    lambda one: bool(one.alternatives or one.criteria or one.title or one.description)
)


@settings(max_examples=60, deadline=None)
@given(somethings)
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, table: dt.DecisionTable) -> None:
    """Any table, with every kind of value, is read back as it was, from a file of the right shape."""
    content = write_xmcda(table)
    assert faults(content) == []
    assert read_back(tmp_path_factory.getbasetemp(), content) == table


@pytest.mark.skipif(not OFFICIAL, reason="POLICYLAB_XMCDA_XSD names no XMCDA-4.0.0.xsd")
@settings(max_examples=100, deadline=None)
@given(tables())
def test_official_schema(table: dt.DecisionTable) -> None:
    """Any table is written as the standard's own schema asks."""
    assert not list(official_schema().iter_errors(write_xmcda(table).decode()))


def official_schema() -> Any:
    """Return the standard's schema, read once."""
    import xmlschema

    if "schema" not in _KEPT:
        _KEPT["schema"] = xmlschema.XMLSchema(OFFICIAL)
    return _KEPT["schema"]


_KEPT: dict[str, Any] = {}


@pytest.mark.skipif(not OFFICIAL, reason="POLICYLAB_XMCDA_XSD names no XMCDA-4.0.0.xsd")
def test_our_file_and_the_official_schema(view: View) -> None:
    """The shipped study's file is valid by the standard's own schema."""
    official_schema().validate(export(view, "xmcda", "xml").decode())


def test_shape_can_fail() -> None:
    """The check of shape sees a wrong order, an unknown element or attribute, a missing id and a bad number."""
    table = read_xmcda([FILES / "whole-4.0.0.xml"])
    good = write_xmcda(table).decode()
    assert faults(good.encode()) == []
    for old, new in (
        ("<criteria>", "<criterions>"),
        ('<alternative id="river"', '<alternative size="1" id="river"'),
        ('<alternative id="river"', "<alternative"),
        ("<real>7.25</real>", "<real>seven</real>"),
        ("<real>7.25</real>", "<real>1</real><real>1</real>"),
        ("<numerator>9</numerator>", ""),
    ):
        bad = good.replace(old, new, 1).replace("</criteria>", "</criterions>", int(new == "<criterions>"))
        assert faults(bad.encode()), new
    swapped = (
        good.replace("criteriaScales", "X")
        .replace("criteriaValues", "criteriaScales")
        .replace("X", "criteriaValues")
    )
    assert faults(swapped.encode())


# ---- Names ---------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=20)))
@example("\n")
def test_hostile_names(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Whatever a name holds, the file can be read, and the name is what it was but for signs no file may hold."""
    table = dt.DecisionTable(
        title=name,
        alternatives={"a": dt.Alternative("a", name, description=name)},
        criteria={"c": dt.TableCriterion("c", name, scale=dt.Quantitative(title=name))},
        values={("a", "c"): tv.Label(name)},
        hierarchy=(dt.Node("g", name, True, (dt.Node("c"),)),),
    )
    content = write_xmcda(table, note=name)
    assert faults(content) == []
    again = read_back(tmp_path_factory.getbasetemp(), content)
    kept = clean(name)
    assert (again.title, again.alternatives["a"].title, again.criteria["c"].title) == (kept, kept, kept)
    assert again.hierarchy[0].title == kept
    assert again.criteria["c"].scale == dt.Quantitative(title=kept)
    assert again.alternatives["a"].description == kept.strip()
    assert again.values == {("a", "c"): tv.Label(kept.strip())}


def test_what_has_no_place(tmp_path: Path) -> None:
    """What XMCDA 4 has no place for is written as what comes nearest, never as something else."""
    table = dt.DecisionTable(
        criteria={
            "c": dt.TableCriterion("c", direction="min"),
            "d": dt.TableCriterion("d", scale=dt.Qualitative(())),
        },
        values={
            ("a", "c"): tv.Integer(2**40),
            ("a", "d"): tv.Interval(None, None),
            ("b", "c"): tv.Several(()),
        },
    )
    content = write_xmcda(table)
    assert faults(content) == []
    again = read_back(tmp_path, content)
    assert again.criteria["c"] == dt.TableCriterion("c", direction="min", scale=dt.Quantitative())
    assert again.value("a", "c") == tv.Real(2.0**40)
    assert again.value("a", "d").span() == (float("-inf"), float("inf"))
    assert again.value("b", "c") == tv.Missing()


# ---- Our own -------------------------------------------------------------------------------------------------


def test_our_decision(view: View, tmp_path: Path) -> None:
    """Our file is read back as our decision, and its weights give our totals in a weighted sum."""
    content = export(view, "xmcda", "xml")
    assert content == export(view, "xmcda", "xml")
    assert faults(content) == []
    again = read_back(tmp_path, content)
    assert again == decision_of(view, again.description)
    assert again.skipped == ()
    for option, total in view.result.total.items():
        found = sum(again.weights[c].number() * again.number(str(option), c) / 3 for c in again.criteria)
        assert found == pytest.approx(total, abs=1e-9)
    assert again.groups().keys() == view.study.groups.keys()
    assert {one.direction for one in again.criteria.values()} == {"max"}
    assert all(again.number(view.study.baseline, criterion) == 0 for criterion in again.criteria)


def test_our_ranges_and_points(view: View) -> None:
    """Low and high scores are a second table of intervals; the points the weights come from are kept."""
    table = decision_of(view)
    (ranges,) = table.other_tables
    option = view.study.ranked_options[1]
    criterion = next(iter(view.study.criteria))
    low, high = (getattr(view.result.scores, name).at[option, criterion] for name in ("low", "high"))
    assert ranges.values[option, criterion].span() == (low, high)
    groups = {key: one.number() for key, one in table.set_weights[0].values.items()}
    assert groups == dict(view.result.weight_set.groups)
    assert {key: one.number() for key, one in table.other_weights[0].values.items()} == dict(
        view.result.weight_set.criteria
    )


def test_receipt(own_view: View) -> None:
    """The receipt is in the file, where programs of the field pass over it."""
    content = export(own_view, "xmcda", "xml")
    assert faults(content) == []
    assert read_receipt(content).kind == "xmcda"


def test_gaps_stay_gaps(gaps_view: View, tmp_path: Path) -> None:
    """A score that is missing is not available, and has no range."""
    again = read_back(tmp_path, export(gaps_view, "xmcda", "xml"))
    central = gaps_view.result.scores.central
    missing = {(str(o), str(c)) for o in central.index for c in central.columns if central.isna().at[o, c]}
    assert missing
    assert {pair for pair, value in again.values.items() if value == tv.Missing()} == missing
    assert not missing & again.other_tables[0].values.keys()


def test_hostile_study(hostile_view: View, tmp_path: Path) -> None:
    """Names of a hostile study come back as they are."""
    content = export(hostile_view, "xmcda", "xml")
    assert faults(content) == []
    again = read_back(tmp_path, content)
    study = hostile_view.study
    assert again.title == clean(study.title)
    assert {key: one.title for key, one in again.criteria.items()} == {
        key: clean(one.title) for key, one in study.criteria.items()
    }
