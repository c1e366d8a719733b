"""What is used, inferred, merged or set aside when files leave it open or say it twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policylab.catalog.xmcda import read_xmcda
from policylab.errors import Problem
from policylab.schema.decision_table import DecisionTable, Function, Node, Qualitative, Quantitative
from policylab.schema.table_value import Integer, Label, Missing, Real, ValuedLabel
from tests.xmcda.bodies import cell, document

Read = Callable[..., DecisionTable]
Refuse = Callable[..., list[Problem]]
Write = Callable[..., Path]


def table(rows: dict[str, dict[str, int]], attributes: str = "") -> str:
    """Return a performance table of whole numbers."""
    told = "".join(
        f"<alternativePerformances><alternativeID>{a}</alternativeID>"
        + "".join(
            f"<performance><criterionID>{c}</criterionID><values><value><integer>{n}</integer></value></values></performance>"
            for c, n in row.items()
        )
        + "</alternativePerformances>"
        for a, row in rows.items()
    )
    return f"<performanceTable {attributes}>{told}</performanceTable>"


def marks(values: dict[str, str], attributes: str = "") -> str:
    """Return values of criteria."""
    told = "".join(
        f"<criterionValues><criterionID>{c}</criterionID><values><value>{v}</value></values></criterionValues>"
        for c, v in values.items()
    )
    return f"<criteriaValues {attributes}>{told}</criteriaValues>"


def test_definitions_inferred(read: Read) -> None:
    """A table alone is a decision: what it names is taken over with its id as name, and that is said."""
    found = read(table({"a": {"c": 1}, "b": {"c": 2}}))
    assert list(found.alternatives) == ["a", "b"]
    assert list(found.criteria) == ["c"]
    assert any("'a', 'b'" in note and "not defined" in note for note in found.notes)


def test_undefined_among_defined(read: Read) -> None:
    """Nothing in the table used is lost because it is not among the definitions."""
    found = read('<alternatives><alternative id="a"/></alternatives>' + table({"a": {"c": 1}, "b": {"c": 2}}))
    assert list(found.alternatives) == ["a", "b"]
    assert any("'b'" in note and "among them" in note for note in found.notes)


def test_weights_alone(read: Read) -> None:
    """A file of weights alone is read; the criteria are those it names."""
    found = read(marks({"c": "<integer>3</integer>"}, 'mcdaConcept="Importance"'))
    assert list(found.criteria) == ["c"]
    assert found.weights == {"c": Integer(3)}


def test_weight_of_nothing(read: Read) -> None:
    """A weight for a criterion that is not there is named and not kept."""
    found = read(
        '<criteria><criterion id="c"/></criteria>'
        + marks({"c": "<integer>3</integer>", "d": "<integer>1</integer>"}, 'mcdaConcept="weights"')
    )
    assert list(found.weights) == ["c"]
    assert any("weight of 'd'" in sentence for sentence in found.skipped)


def test_which_values_are_weights(read: Read) -> None:
    """Values called weights are the weights wherever they stand; what is called otherwise never is."""
    other = marks({"c": "<real>9</real>"}, 'mcdaConcept="shapley"')
    lower = marks({"c": "<real>8</real>"}, 'mcdaConcept="weightLowerBounds"')
    right = marks({"c": "<real>1</real>"}, 'name="My WEIGHTS"')
    found = read(other, lower, right)
    assert found.weights == {"c": Real(1.0)}
    assert [one.concept for one in found.other_weights] == ["shapley", "weightLowerBounds"]
    assert read(other).weights == {}
    assert any("none that are said to be weights" in note for note in read(other).notes)


def test_weights_by_the_name_of_the_file(write: Write) -> None:
    """Values without a name are weights if their file is called so; others keep the name of theirs."""
    body = marks({"c": "<real>2</real>"})
    files = [
        write(document(marks({"c": "<real>7</real>"})), "means.xml"),
        write(document(body), "weights.xml"),
    ]
    found = read_xmcda(files)
    assert found.weights == {"c": Real(2.0)}
    assert [one.title for one in found.other_weights] == ["means"]


def test_words_are_no_weights(read: Read) -> None:
    """Values that are no numbers are not taken for weights."""
    found = read(marks({"c": "<label>high</label>"}, 'mcdaConcept="weights"'))
    assert found.weights == {}
    assert found.other_weights[0].values == {"c": Label("high")}


def test_which_table(read: Read) -> None:
    """Of several tables the one of the real, active alternatives is used; the others are kept, and it is said."""
    definitions = (
        '<alternatives><alternative id="a"/><alternative id="b"/>'
        '<alternative id="p"><type>fictive</type></alternative></alternatives>'
    )
    found = read(
        definitions,
        table({"p": {"c": 1, "d": 2, "e": 3}}, 'id="profiles"'),
        table({"a": {"c": 4}, "b": {"c": 5}}, 'name="real ones"'),
    )
    assert set(found.values) == {("a", "c"), ("b", "c")}
    assert [one.id for one in found.other_tables] == ["profiles"]
    assert any("2 performance tables" in note and "'real ones'" in note for note in found.notes)


def test_same_twice(read: Read) -> None:
    """What is given twice and alike, in one file or two, is given once."""
    body = '<criteria><criterion id="c" name="C"/></criteria>' + table({"a": {"c": 1}})
    once = read(body)
    assert read(body, '<criteria><criterion id="c"/></criteria>').criteria == once.criteria
    row = "<performance><criterionID>c</criterionID><values><value><integer>1</integer></value></values></performance>"
    assert read(body.replace(row, row + row)) == once


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            cell("<real>1</real>").replace("</performanceTable>", "\n")
            + cell("<real>2</real>").removeprefix("<performanceTable>"),
            ["'a' on 'c'", "two different values"],
        ),
        (
            '<alternatives><alternative id="a"/>\n\n\n'
            '<alternative id="a"><active>false</active></alternative></alternatives>',
            ["alternative 'a'", "once active and once not"],
        ),
        (
            '<criteria><criterion id="c" name="A"/>\n\n\n<criterion id="c" name="B"/></criteria>',
            ["criterion 'c'", "as 'A' and as 'B'"],
        ),
        (
            marks({"c": "<real>1</real>"}).replace("</criteriaValues>", "\n\n\n")
            + marks({"c": "<real>2</real>"}).removeprefix("<criteriaValues >"),
            ["'c'", "two values"],
        ),
    ],
)
def test_twice_and_different(refuse: Refuse, body: str, words: list[str]) -> None:
    """What is given twice and differently is refused, with the place of the second."""
    (problem,) = refuse(body)
    assert (problem.code, problem.line > 2) == ("X009", True)
    for word in words:
        assert word in str(problem)


def test_directions_that_contradict(refuse: Refuse) -> None:
    """A criterion of which more and less are preferred is refused."""
    scale = "<scale><quantitative><preferenceDirection>{}</preferenceDirection></quantitative></scale>"
    body = (
        '<criteria><criterion id="c"/></criteria><criteriaScales><criterionScales><criterionID>c</criterionID>'
        f"<scales>{scale.format('min')}{scale.format('max')}</scales></criterionScales></criteriaScales>"
    )
    assert [one.code for one in refuse(body)] == ["X009"]
    assert "neither min nor max" in str(refuse(body.replace(">max<", ">up<"))[0])


def test_scale_by_id(read: Read) -> None:
    """A criterion may use another one's scale by its id (4.0)."""
    found = read(
        '<criteria><criterion id="c"/><criterion id="d"/><criterion id="e"/></criteria><criteriaScales>'
        "<criterionScales><criterionID>d</criterionID><scales><scaleID>s</scaleID></scales></criterionScales>"
        '<criterionScales><criterionID>c</criterionID><scales><scale id="s"><quantitative>'
        "<preferenceDirection>max</preferenceDirection></quantitative></scale></scales></criterionScales>"
        "<criterionScales><criterionID>e</criterionID><scales><scaleID>gone</scaleID></scales></criterionScales>"
        "</criteriaScales>"
    )
    assert found.criteria["d"].scale == found.criteria["c"].scale == Quantitative()
    assert found.criteria["d"].direction == "max"
    assert any("'gone'" in note and "'e'" in note for note in found.notes)


def test_inner_nodes_without_definition(read: Read) -> None:
    """Criteria above others that are nowhere defined are groups; ends that are nowhere defined are named."""
    body = (
        '<criteria><criterion id="c"/></criteria><hierarchy><node><criterionID>all</criterionID>'
        "<node><criterionID>c</criterionID></node><node><criterionID>gone</criterionID></node></node></hierarchy>"
    )
    found = read(body, version=2)
    assert found.hierarchy == (Node("all", children=(Node("c"),)),)
    assert found.groups() == {"all": ("c",)}
    assert any("'gone'" in sentence for sentence in found.skipped)
    named = body.replace("<hierarchy><node>", '<hierarchy><node name="All">')
    assert read(named, version=2).hierarchy == (Node("all", "All", True, (Node("c"),)),)


def test_criteria_hierarchy(read: Read) -> None:
    """The hierarchy of 3.1 and 4.0 keeps criteria that stand above others, if they are defined."""
    body = (
        '<criteria><criterion id="top"/><criterion id="c"/></criteria><criteriaHierarchy><nodes><node>'
        "<criterionID>top</criterionID><nodes><node><criterionID>c</criterionID></node></nodes></node></nodes>"
        "</criteriaHierarchy>"
    )
    for version in (3, 4):
        assert read(body, version=version).hierarchy == (Node("top", children=(Node("c"),)),)


def test_weights_in_a_hierarchy(read: Read) -> None:
    """Values at the criteria of a 2.x hierarchy serve as weights where there are no others."""
    body = (
        '<criteria><criterion id="c"/></criteria><hierarchy><node id="g"><value><real>1</real></value>'
        "<node><criterionID>c</criterionID><value><real>4</real></value></node></node></hierarchy>"
    )
    found = read(body, version=2)
    assert found.weights == {"c": Real(4.0)}
    assert found.set_weights[0].values == {"g": Real(1.0)}


def test_overlapping_sets_are_no_groups(read: Read) -> None:
    """Sets that share criteria are not taken for groups, and are named."""
    sets = "".join(
        f'<criteriaSet id="{id_}"><element><criterionID>c</criterionID></element></criteriaSet>'
        for id_ in "st"
    )
    found = read(f'<criteria><criterion id="c"/></criteria><criteriaSets>{sets}</criteriaSets>')
    assert found.hierarchy == ()
    assert set(found.skipped) == {
        "Not taken over: criteriaSet 's' (1).",
        "Not taken over: criteriaSet 't' (1).",
    }


def test_members_of_a_set_with_weights(read: Read) -> None:
    """Values of the members of a set called importance are weights (2.x)."""
    member = "<element><criterionID>c</criterionID><value><real>0.4</real></value></element>"
    found = read(f'<criteriaSet mcdaConcept="Importance">{member}</criteriaSet>', version=2)
    assert found.weights == {"c": Real(0.4)}


def test_attributes(read: Read) -> None:
    """Attributes of 2.x lead to the criterion that refers to them, or are read as criteria where there are none."""
    row = cell("<integer>1</integer>", 2).replace("criterionID", "attributeID")
    refers = "<attributeReference><attributeID>c</attributeID></attributeReference>"
    found = read(f'<criteria><criterion id="x">{refers}</criterion></criteria>{row}', version=2)
    assert set(found.values) == {("a", "x")}
    found = read(f'<attributes><attribute id="c" name="C"/></attributes>{row}', version=2)
    assert found.criteria["c"].title == "C"
    assert set(found.values) == {("a", "c")}


def test_weights_inside_criteria(read: Read) -> None:
    """A value inside a criterion (2.x) is its weight where nothing else is."""
    body = (
        '<criteria><criterion id="c"><criterionValue><value><integer>2</integer></value></criterionValue>'
        "</criterion></criteria>"
    )
    assert read(body, version=2).weights == {"c": Integer(2)}


def test_odd_places(read: Read) -> None:
    """What the standard lets stand where few expect it is read: bare ranks in values, an operator for all."""
    scale = (
        "<scale><valuationType>standard</valuationType><qualitative><rankedLabel><label>low</label><rank>1</rank>"
        "</rankedLabel></qualitative></scale>"
    )
    body = (
        f'<criteria><criterion id="c">{scale}<criterionFunction><constant><real>2</real></constant>'
        "</criterionFunction></criterion></criteria><criteriaLinearConstraints><constraint><element>"
        "<criterionID>c</criterionID><coefficient><integer>1</integer></coefficient></element>"
        "<rhs><integer>1</integer></rhs></constraint><operator>leq</operator></criteriaLinearConstraints>"
    )
    found = read(body, version=2)
    assert found.criteria["c"].scale == Qualitative((ValuedLabel("low", Integer(1)),))
    assert found.criteria["c"].functions == (Function("constant", (Real(2.0),)),)
    assert found.constraints[0].operator == "leq"
    assert found.skipped == ("Not taken over: valuationType in scale (1).",)


def test_skipped_inside(read: Read) -> None:
    """Elements and attributes nobody reads are named with what they stand in, and counted; other namespaces too."""
    found = read(
        '<alternatives><alternative id="a" mcdaConcept="x"><reference>true</reference></alternative>'
        '<alternative id="b" mcdaConcept="y"/><y:note xmlns:y="urn:y"><alternative id="no"/></y:note></alternatives>'
        "<alternativesValues><a><b/></a></alternativesValues>",
        version=2,
    )
    assert list(found.alternatives) == ["a", "b"]
    assert set(found.skipped) == {
        "Not taken over: reference in alternative (1).",
        "Not taken over: attribute mcdaConcept of alternative (2).",
        "Not taken over: note in alternatives (1).",
        "Not taken over: alternativesValues (1).",
    }


def test_missing_stays_missing(read: Read) -> None:
    """A pair without a value is missing and has no number."""
    found = read(table({"a": {"c": 0}, "b": {"d": 1}}))
    assert found.value("a", "d") == Missing()
    assert found.number("a", "d") is None
    assert found.number("a", "c") == 0


def test_folder_with_other_files(write: Write, tmp_path: Path) -> None:
    """Files of another kind in a folder are passed over and named."""
    write(document(table({"a": {"c": 1}})), "table.xml")
    write("<project/>", "pom.xml")
    found = read_xmcda([tmp_path])
    assert list(found.alternatives) == ["a"]
    assert "pom.xml is not XMCDA and was passed over." in found.notes


def test_what_2x_leaves_open(read: Read) -> None:
    """Rows, values and constraints that name nothing, which the schema of 2.x allows, are left out and named."""
    nameless = (
        "<criteriaValues><criterionValue><value><real>1</real></value></criterionValue></criteriaValues>"
    )
    constraint = (
        "<criteriaLinearConstraints><constraint><element><criterionID>c</criterionID><coefficient><real>1</real>"
        "</coefficient></element><rhs><real>1</real></rhs></constraint></criteriaLinearConstraints>"
    )
    row = cell("<real>1</real>", 2).replace("<alternativeID>a</alternativeID>", "")
    found = read(cell("<real>2</real>", 2) + row + nameless + constraint, version=2)
    assert set(found.values) == {("a", "c")}
    assert set(found.skipped) == {
        "Not taken over: row of a performance table without alternativeID (1).",
        "Not taken over: criterionValue without criterionID (1).",
        "Not taken over: constraint without operator or right-hand side (1).",
    }


def test_nodes_without_a_name(read: Read) -> None:
    """Nodes of a 2.x hierarchy that name nothing are sets of their own, also on one line."""
    leaf = "<node><node><criterionID>{}</criterionID></node></node>"
    criteria = '<criteria><criterion id="c"/><criterion id="d"/></criteria>'
    body = f"{criteria}<hierarchy>{leaf.format('c')}{leaf.format('d')}</hierarchy>"
    assert read(body, version=2).groups() == {"node_1": ("c",), "node_2": ("d",)}


@pytest.mark.parametrize(
    "body",
    [
        "<hierarchy><node><criterionID>top</criterionID><node><criterionID>c</criterionID></node></node></hierarchy>",
        "<criteriaLinearConstraints><constraint><element><criterionID>c</criterionID><coefficient><real>1</real>"
        "</coefficient></element><rhs><real>1</real></rhs><operator>eq</operator></constraint>"
        "</criteriaLinearConstraints>",
        '<criteriaSet id="s"><element><criterionID>c</criterionID></element></criteriaSet>',
    ],
)
def test_one_concept_alone(read: Read, body: str) -> None:
    """A file with a single concept is read by itself; its criteria are those it names."""
    assert list(read(body, version=2).criteria) == ["c"]
