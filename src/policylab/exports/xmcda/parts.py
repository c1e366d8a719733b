"""The parts of an XMCDA 4.0.0 file, each a list of lines; a part that would be empty is left out.

The order in which `xmcda.py` puts them together, and that of the elements here, is the one the standard's schema asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policylab.exports.text_safe import clean
from policylab.exports.xmcda.values import function, leaf, number, start, value, values
from policylab.schema.decision_table import (
    Alternative,
    Constraint,
    DecisionTable,
    Function,
    Node,
    Nominal,
    Over,
    PerformanceTable,
    Qualitative,
    Quantitative,
    TableCriterion,
    ValueSet,
)
from policylab.schema.table_value import Value


def block(tag: str, lines: Iterable[str], **attributes: str) -> list[str]:
    """Return lines inside an element, set in; nothing if there are none."""
    inside = [f"  {line}" for line in lines]
    return [start(tag, **attributes), *inside, f"</{tag}>"] if inside else []


def _described(text: str) -> list[str]:
    """Return a description, if there is one."""
    return [f"<description>{leaf('comment', text)}</description>"] if clean(text).strip() else []


def _inactive(is_active: bool) -> list[str]:
    return [] if is_active else ["<active>false</active>"]


def _record(tag: str, id_: str, title: str, inside: list[str]) -> str:
    """Return an element with an id on one line."""
    return f"{start(tag, id=id_, name=title)}{''.join(inside)}</{tag}>"


def alternatives(all_: Iterable[Alternative]) -> list[str]:
    """Return `alternatives`, inactive and fictive ones marked."""
    lines = []
    for one in all_:
        fictive = ["<type>fictive</type>"] if one.is_fictive else []
        inside = [*_described(one.description), *fictive, *_inactive(one.is_active)]
        lines.append(_record("alternative", one.id, one.title, inside))
    return block("alternatives", lines)


def criteria(all_: Iterable[TableCriterion]) -> list[str]:
    """Return `criteria`, inactive ones marked."""
    lines = (
        _record("criterion", one.id, one.title, [*_described(one.description), *_inactive(one.is_active)])
        for one in all_
    )
    return block("criteria", lines)


def sets(hierarchy: Iterable[Node]) -> list[str]:
    """Return `criteriaSets`: each set of the hierarchy with the criteria right below it."""
    found: dict[str, Node] = {}
    members: dict[str, dict[str, str]] = {}
    for node in _set_nodes(hierarchy):
        # A set that stands in two places is one set.
        found.setdefault(node.id, node)
        inside = members.setdefault(node.id, {})
        for child in node.children:
            if not _is_group(child):
                inside[child.id] = f"<element>{leaf('criterionID', child.id)}</element>"
    lines = (
        _record("criteriaSet", id_, node.title, [*_described(node.description), *members[id_].values()])
        for id_, node in found.items()
    )
    return block("criteriaSets", lines)


def _is_group(node: Node) -> bool:
    """Whether a node that stands below a set is a set too: the standard's sets have no criteria with more below."""
    return node.is_set or bool(node.children)


def _is_among_sets(node: Node) -> bool:
    return node.is_set or any(map(_is_among_sets, node.children))


def _set_nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if _is_among_sets(node):
            yield from _groups_of(node)


def _groups_of(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        if _is_group(child):
            yield from _groups_of(child)


def sets_hierarchy(hierarchy: Iterable[Node]) -> list[str]:
    """Return `criteriaSetsHierarchy`: the nodes at the top that are sets or have sets below them."""
    top = [node for node in hierarchy if _is_among_sets(node)]
    return block("criteriaSetsHierarchy", _nodes(top, "criteriaSetID"))


def hierarchy(nodes: Iterable[Node]) -> list[str]:
    """Return `criteriaHierarchy`: the nodes at the top that are criteria all the way down."""
    top = [node for node in nodes if not _is_among_sets(node)]
    return block("criteriaHierarchy", _nodes(top, "criterionID"))


def _nodes(nodes: Sequence[Node], tag: str) -> list[str]:
    lines = []
    for node in nodes:
        below = [child for child in node.children if tag == "criterionID" or _is_group(child)]
        lines += block("node", [leaf(tag, node.id), *_nodes(below, tag)])
    return block("nodes", lines)


def performance_table(table: PerformanceTable, description: str = "") -> list[str]:
    """Return a performance table, alternatives in the order in which they first come up."""
    rows: dict[str, list[str]] = {}
    for (alternative, criterion), one in table.values.items():
        cell = f"<performance>{leaf('criterionID', criterion)}{values(one)}</performance>"
        rows.setdefault(alternative, []).append(cell)
    lines = _described(description)
    for alternative, cells in rows.items():
        lines += block("alternativePerformances", [leaf("alternativeID", alternative), *cells])
    attributes = {"id": table.id, "name": table.title, "mcdaConcept": table.concept}
    return block("performanceTable", lines, **attributes) or [
        start("performanceTable", **attributes)[:-1] + "/>"
    ]


_KEYS: dict[Over, tuple[str, str]] = {
    "alternatives": ("alternativesLinearConstraints", "alternativeID"),
    "alternatives_sets": ("alternativesSetsLinearConstraints", "alternativesSetID"),
    "criteria": ("criteriaLinearConstraints", "criterionID"),
    "criteria_sets": ("criteriaSetsLinearConstraints", "criteriaSetID"),
}


def constraints(all_: Iterable[Constraint], over: Over) -> list[str]:
    """Return the linear constraints over one kind of thing."""
    tag, key = _KEYS[over]
    found = [one for one in all_ if one.over == over]
    names = dict.fromkeys(term.id for one in found for term in one.terms if term.is_variable)
    variables = block("variables", (_record("variable", name, "", []) for name in names))
    lines: list[str] = []
    for one in found:
        terms = (
            f"<element>{leaf('variableID' if term.is_variable else key, term.id)}"
            f"<coefficient>{number(term.coefficient)}</coefficient></element>"
            for term in one.terms
        )
        ends = [leaf("operator", one.operator), f"<rhs>{number(one.bound)}</rhs>"]
        lines += block("constraint", [*block("elements", terms), *ends], id=one.id, name=one.title)
    return block(tag, [*variables, *block("constraints", lines)]) if lines else []


def functions(table: DecisionTable) -> list[str]:
    """Return `criteriaFunctions`; thresholds of a shape the standard's thresholds do not have are among them."""
    return _per_criterion(
        "Functions", "function", {c.id: (*c.functions, *_odd(c.thresholds)) for c in table.criteria.values()}
    )


def thresholds(table: DecisionTable) -> list[str]:
    """Return `criteriaThresholds`."""
    found = {
        c.id: tuple(one for one in c.thresholds if one not in _odd(c.thresholds))
        for c in table.criteria.values()
    }
    return _per_criterion("Thresholds", "threshold", found)


def _odd(thresholds: tuple[Function, ...]) -> tuple[Function, ...]:
    return tuple(one for one in thresholds if one.kind not in ("constant", "affine"))


def _per_criterion(name: str, tag: str, found: Mapping[str, tuple[Function, ...]]) -> list[str]:
    lines: list[str] = []
    for id_, all_ in found.items():
        inner = block(
            name.lower(), (function(one, tag) for one in all_ if one.kind != "points" or one.points)
        )
        lines += block(f"criterion{name}", [leaf("criterionID", id_), *inner]) if inner else []
    return block(f"criteria{name}", lines)


def scales(all_: Iterable[TableCriterion]) -> list[str]:
    """Return `criteriaScales`: kind, direction, ends or words."""
    lines: list[str] = []
    for one in all_:
        if scale := _scale(one):
            inner = [leaf("criterionID", one.id), *block("scales", [scale])]
            lines += block("criterionScales", inner)
    return block("criteriaScales", lines)


def _scale(criterion: TableCriterion) -> str:
    """Return a criterion's scale; one that has a direction and no scale is of numbers without ends."""
    scale = criterion.scale
    way = leaf("preferenceDirection", criterion.direction) if criterion.direction else ""
    match scale:
        case Nominal(labels, title) if labels:
            inside = "".join(leaf("label", label) for label in labels)
            return f"{start('scale', name=title)}<nominal><labels>{inside}</labels></nominal></scale>"
        case Qualitative(words, title) if words:
            inside = "".join(
                f"<valuedLabel>{leaf('label', one.text)}{value(one.value)}</valuedLabel>" for one in words
            )
            kind = f"<qualitative>{way}<valuedLabels>{inside}</valuedLabels></qualitative>"
            return f"{start('scale', name=title)}{kind}</scale>"
        case Quantitative(low, high, title):
            ends = (("minimum", low), ("maximum", high))
            inside = "".join(f"<{tag}>{number(end)}</{tag}>" for tag, end in ends if end is not None)
            return f"{start('scale', name=title)}<quantitative>{way}{inside}</quantitative></scale>"
    return f"<scale><quantitative>{way}</quantitative></scale>" if way else ""


def value_set(one: ValueSet, of_sets: bool = False) -> list[str]:
    """Return `criteriaValues` or `criteriaSetsValues`."""
    tag, single, key = (
        ("criteriaSetsValues", "criteriaSetValues", "criteriaSetID")
        if of_sets
        else ("criteriaValues", "criterionValues", "criterionID")
    )
    lines = (f"<{single}>{leaf(key, id_)}{values(given)}</{single}>" for id_, given in one.values.items())
    return block(tag, lines, id=one.id, name=one.title, mcdaConcept=one.concept)


def weights(given: Mapping[str, Value], title: str) -> list[str]:
    """Return the weights, called so."""
    return value_set(ValueSet(given, "weights", title, "weights"))
