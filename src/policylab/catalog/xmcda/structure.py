"""Hierarchies of criteria, and linear constraints."""

from __future__ import annotations

from policylab.catalog.xmcda.definitions import read_description
from policylab.catalog.xmcda.element import Element
from policylab.catalog.xmcda.gathered import CriteriaSet, Gathered, Marks
from policylab.catalog.xmcda.slips import Slips
from policylab.catalog.xmcda.values import read_kind, read_values
from policylab.schema.decision_table import Constraint, Node, Operator, Over, Term
from policylab.schema.table_value import Integer, Rational, Real

_ELSEWHERE = ("alternative", "alternatives", "category", "categories")


def read_hierarchy(block: Element, so_far: Gathered) -> None:
    """Read `hierarchy` (2.x): nodes within nodes, each naming a criterion, a set of them, or nothing."""
    block.check(so_far.slips, "description node", "id name mcdaConcept")
    slips = so_far.slips
    marks = Marks(block.id, block.title, block.concept or "hierarchy", slips.path, block.line)
    of_sets = Marks(block.id, block.title, marks.concept, slips.path, block.line, of_sets=True)
    nodes = tuple(node for child in block.all("node") if (node := _node(child, so_far, marks, of_sets)))
    if nodes:
        so_far.hierarchies.append(nodes)
    so_far.marks.extend(one for one in (marks, of_sets) if one.values)


def _node(element: Element, so_far: Gathered, marks: Marks, of_sets: Marks) -> Node | None:
    slips = so_far.slips
    kinds = "criterionID criteriaSetID criteriaSet attributeID attributeSetID attributesSetID attributesSet"
    element.check(slips, f"description node value values {kinds} alternativeID categoryID", "id name")
    if element.first("alternativeID", "categoryID"):
        return None
    single = element.said("criterionID") or element.said("attributeID")
    several = (
        element.said("criteriaSetID") or element.said("attributeSetID") or element.said("attributesSetID")
    )
    inline = element.first("criteriaSet", "attributesSet")
    children = [node for child in element.all("node") if (node := _node(child, so_far, marks, of_sets))]
    if inline:
        members = (
            member.said("criterionID") or member.said("attributeID") for member in inline.all("element")
        )
        children.extend(Node(id_) for id_ in members if id_)
    id_ = single or several or (inline.id if inline else "") or element.id or element.title.strip()
    if not id_:
        so_far.unnamed += 1
        id_ = f"node_{so_far.unnamed}"
    if element.first("value", "values"):
        (marks if single else of_sets).values[id_] = read_values(element, slips)
    title = element.title or (inline.title if inline else "")
    described = read_description(element.first("description"))
    return Node(id_, title, not single, tuple(children), described)


def read_criteria_hierarchy(block: Element, so_far: Gathered) -> None:
    """Read `criteriaHierarchy` and `criteriaSetsHierarchy` (3.1, 4.0)."""
    block.check(so_far.slips, "description nodes", "id name mcdaConcept")
    if nodes := _nodes(block, so_far):
        so_far.hierarchies.append(nodes)


def _nodes(holder: Element, so_far: Gathered) -> tuple[Node, ...]:
    found = []
    for nodes in holder.all("nodes"):
        nodes.check(so_far.slips, "node")
        for element in nodes.all("node"):
            element.check(so_far.slips, "criterionID criteriaSetID nodes")
            single, several = element.said("criterionID"), element.said("criteriaSetID")
            if single or several:
                found.append(Node(single or several, is_set=not single, children=_nodes(element, so_far)))
            else:
                so_far.slips.add("X011", element.line, "a node of the hierarchy", "it names no criterionID")
    return tuple(found)


def with_members(nodes: tuple[Node, ...], sets: dict[str, CriteriaSet]) -> tuple[Node, ...]:
    """Return nodes with the title of each set, and with those of its members below it that are not there yet."""
    found = []
    for node in nodes:
        children = with_members(node.children, sets)
        title, description = node.title, node.description
        if node.is_set and node.id in sets:
            one = sets[node.id]
            below = {id_ for child in children for id_ in child.leaves()} | {child.id for child in children}
            children += tuple(Node(id_) for id_ in one.members if id_ not in below)
            title, description = title or one.title, description or one.description
        found.append(Node(node.id, title, node.is_set, children, description))
    return tuple(found)


_OVER: dict[str, tuple[Over, str]] = {
    "criteriaLinearConstraints": ("criteria", "criterionID"),
    "alternativesLinearConstraints": ("alternatives", "alternativeID"),
    "criteriaSetsLinearConstraints": ("criteria_sets", "criteriaSetID"),
    "alternativesSetsLinearConstraints": ("alternatives_sets", "alternativesSetID"),
}
CONSTRAINTS = tuple(_OVER)


def read_constraints(block: Element, so_far: Gathered) -> None:
    """Read linear constraints on criteria or alternatives, or on sets of them."""
    slips = so_far.slips
    over, key = _OVER[block.tag]
    block.check(slips, "description variables constraints constraint operator", "id name mcdaConcept")
    for holder in (block, *block.all("constraints")):
        for element in holder.all("constraint"):
            element.check(slips, "elements element operator rhs name", "id name")
            if constraint := _constraint(element, over, key, block.said("operator"), slips):
                so_far.constraints.append(constraint)


def _constraint(element: Element, over: Over, key: str, usual: str, slips: Slips) -> Constraint | None:
    terms: list[Term] = []
    for holder in (element, *element.all("elements")):
        for one in holder.all("element"):
            one.check(slips, f"{key} variableID variable coefficient")
            variable = one.said("variableID") or (one.first("variable") or one).id
            id_ = one.said(key) or variable
            coefficient = one.first("coefficient")
            if not id_ or coefficient is None:
                # 2.x also lets a term stand for a set that is listed on the spot; there is no name for it here.
                slips.skip("constraint with a term that names nothing or has no coefficient")
                return None
            terms.append(Term(id_, read_kind(coefficient, slips), not one.said(key)))
    bound = element.first("rhs")
    operator = _operator(element.said("operator") or usual)
    if bound is None or operator is None:
        found = "it has no right-hand side" if bound is None else "its operator is none of geq, eq and leq"
        slips.lacks(element.line, "a constraint", found, "constraint without operator or right-hand side")
        return None
    value = read_kind(bound, slips)
    if not isinstance(value, Integer | Real | Rational):
        slips.skip("constraint whose right-hand side is no number")
        return None
    return Constraint(over, tuple(terms), operator, value, element.id, element.title or element.said("name"))


def _operator(text: str) -> Operator | None:
    match text:
        case "geq" | "eq" | "leq":
            return text
    return None
