"""What was read, from all files together, to one table: what is used, what is inferred, what is set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from policylab.catalog.report import listed
from policylab.catalog.xmcda.gathered import Cells, Gathered, Marks
from policylab.catalog.xmcda.structure import with_members
from policylab.schema.decision_table import (
    Alternative,
    DecisionTable,
    Node,
    Over,
    PerformanceTable,
    TableCriterion,
    ValueSet,
)
from policylab.schema.table_value import Missing, Value

_WEIGHTS = ("weight", "importance", "significance", "poids")


def assemble(so_far: Gathered) -> DecisionTable:
    """Return the table; everything decided on the way is among its notes."""
    _undo_attributes(so_far)
    used = _choose_table(so_far)
    _infer(so_far, used)
    _complete_criteria(so_far)
    weights = _choose_weights(so_far)
    known = _known(weights, so_far) if weights else {}
    hierarchy = _hierarchy(so_far)
    return DecisionTable(
        title=so_far.title or (used.title if used else ""),
        description=so_far.description or (used.description if used else ""),
        alternatives=so_far.alternatives,
        criteria=so_far.criteria,
        values=used.values if used else {},
        weights=known,
        hierarchy=hierarchy,
        constraints=tuple(so_far.constraints),
        other_tables=tuple(
            PerformanceTable(one.values, one.id, one.title, one.concept)
            for one in so_far.tables
            if one is not used
        ),
        other_weights=tuple(
            _value_set(one) for one in so_far.marks if one is not weights and not one.of_sets
        ),
        set_weights=tuple(_value_set(one) for one in so_far.marks if one.of_sets),
        weights_title=weights.title if weights and known else "",
        origin=f"XMCDA {', '.join(dict.fromkeys(so_far.versions))}",
        notes=tuple(so_far.slips.notes),
        skipped=so_far.slips.sentences(),
    )


def _value_set(marks: Marks) -> ValueSet:
    """Return values with a name: that of their file if they have none."""
    named = marks.title or marks.concept or marks.id
    title = marks.title if named else PurePath(marks.path).stem
    return ValueSet(marks.values, marks.id, title, marks.concept)


def _undo_attributes(so_far: Gathered) -> None:
    """Put in place of attributes (2.x) the criteria that refer to them; use them as criteria where there are none."""
    if so_far.attributes and not so_far.criteria:
        so_far.criteria.update(so_far.attributes)
        so_far.slips.note("There are attributes and no criteria; the attributes are read as criteria.")
    elif so_far.attributes:
        so_far.slips.skip("attribute", len(so_far.attributes))
    if so_far.named_attributes:
        so_far.slips.note(
            "The performance table names attributes; they are read as the criteria they belong to."
        )
        own = {id_: so_far.stands_for.get(id_, id_) for id_ in so_far.named_attributes}
        for table in so_far.tables:
            table.values = {(a, own.get(c, c)): value for (a, c), value in table.values.items()}


def _choose_table(so_far: Gathered) -> Cells | None:
    """Return the table called `performances`, or that with most values of real, active alternatives; or the first."""
    tables = so_far.tables
    if len(tables) < 2:
        return tables[0] if tables else None
    real = {id_ for id_, one in so_far.alternatives.items() if one.is_active and not one.is_fictive}

    def size(table: Cells) -> tuple[bool, bool, int]:
        count = sum(a in real for a, _ in table.values) if real else 0
        return table.concept == "performances", not table.concept.casefold().startswith("ficti"), count

    used = max(tables, key=size)
    so_far.slips.note(
        f"There are {len(tables)} performance tables; the one {_named(used)} is used, the rest is kept beside it."
    )
    return used


def _named(one: Cells | Marks) -> str:
    name = one.title or one.id or one.concept
    return f"'{name[:40]}'" if name else f"({one.path}, line {one.line})"


def _infer(so_far: Gathered, used: Cells | None) -> None:
    """Add alternatives and criteria that are named and nowhere defined."""
    slips = so_far.slips
    alternatives = list(dict.fromkeys(a for a, _ in used.values)) if used else []
    criteria = list(dict.fromkeys(c for _, c in used.values)) if used else []
    if not criteria and not so_far.criteria:
        criteria = list(dict.fromkeys(_named_criteria(so_far)))
    if not alternatives and not so_far.alternatives:
        alternatives = list(dict.fromkeys(_constrained(so_far, "alternatives")))
    for what, found, known in (
        ("alternatives", alternatives, so_far.alternatives),
        ("criteria", criteria, so_far.criteria),
    ):
        if missing := [id_ for id_ in found if id_ not in known]:
            where = "among them" if known else "anywhere"
            slips.note(
                f"The {what} {listed(missing)} are named and not defined {where}; their ids serve as names."
            )
        for id_ in missing:
            if what == "alternatives":
                so_far.alternatives[id_] = Alternative(id_)
            else:
                so_far.criteria[id_] = TableCriterion(id_)


def _named_criteria(so_far: Gathered) -> Iterator[str]:
    """Give the criteria that are named without a table or a definition: files of one concept name no more."""
    yield from (*so_far.scales, *so_far.functions, *so_far.thresholds)
    yield from (id_ for marks in so_far.marks if not marks.of_sets for id_ in marks.values)
    yield from (id_ for one in so_far.sets.values() for id_ in one.members)
    yield from (id_ for nodes in so_far.hierarchies for node in nodes for id_ in node.leaves())
    yield from _constrained(so_far, "criteria")


def _constrained(so_far: Gathered, over: Over) -> Iterator[str]:
    for one in so_far.constraints:
        if one.over == over:
            yield from (term.id for term in one.terms if not term.is_variable)


def _complete_criteria(so_far: Gathered) -> None:
    """Give each criterion its scale, direction, functions and thresholds."""
    for id_, scale_id in so_far.scale_ids:
        if scale_id in so_far.scales_by_id:
            so_far.scales.setdefault(id_, []).append(so_far.scales_by_id[scale_id])
        else:
            so_far.slips.note(f"The scale '{scale_id[:40]}' of criterion '{id_[:40]}' is not in the files.")
    for id_, criterion in so_far.criteria.items():
        scales = list(dict.fromkeys(so_far.scales.get(id_, [(None, None)])))
        scale, direction = scales[0]
        if {way for _, way in scales if way} == {"min", "max"}:
            found = "one scale says that more is preferred, another that less is"
            so_far.slips.add("X009", 0, f"criterion '{id_[:40]}'", found, id=id_)
        elif len(scales) > 1:
            so_far.slips.skip(f"second scale of criterion '{id_[:40]}'", len(scales) - 1)
        so_far.criteria[id_] = replace(
            criterion,
            scale=scale,
            direction=direction,
            functions=tuple(so_far.functions.get(id_, ())),
            thresholds=tuple(so_far.thresholds.get(id_, ())),
        )
    for what, records in (
        ("scale", so_far.scales),
        ("function", so_far.functions),
        ("threshold", so_far.thresholds),
    ):
        for id_ in records.keys() - so_far.criteria.keys():
            so_far.slips.skip(f"{what} of '{id_[:40]}', which is no criterion here")


def _choose_weights(so_far: Gathered) -> Marks | None:
    """Return the values of criteria that are most likely meant as their weights, if any are."""
    found = [one for one in so_far.marks if not one.of_sets]
    best = max(found, key=lambda one: _likeness(one, so_far), default=None)
    likeness = _likeness(best, so_far) if best else 0
    if best is None or not likeness:
        if found:
            so_far.slips.note(
                "There are values of criteria, but none that are said to be weights; they are kept."
            )
        return None
    if len(found) > 1:
        kept = ", ".join(_named(one) for one in found if one is not best)
        so_far.slips.note(f"The values {_named(best)} are taken as weights; beside them are kept: {kept}.")
    elif likeness < 3:
        so_far.slips.note(f"The values {_named(best)} are taken as weights; they do not say what they are.")
    return best


def _likeness(marks: Marks, so_far: Gathered) -> int:
    """Return how much values look like weights: 0 if they are no numbers or said to be something else."""
    numbers = [value.number() for value in marks.values.values() if not isinstance(value, Missing)]
    if not numbers or any(number is None or number < 0 for number in numbers):
        return 0
    said = [marks.concept, marks.title, marks.id]
    if any(word in text.casefold() for text in said for word in _WEIGHTS):
        return 0 if "bound" in marks.concept.casefold() else 4
    if marks.is_inline or marks.concept == "hierarchy":
        return 1
    if marks.concept or marks.title:
        return 0
    stem = PurePath(marks.path).stem.casefold()
    if any(word in stem for word in _WEIGHTS):
        return 3
    # A file of one concept says by its name what it holds; one of a whole decision does not.
    return 2 if len(so_far.versions) == 1 or marks.path in so_far.whole or "value" in stem else 0


def _known(weights: Marks, so_far: Gathered) -> dict[str, Value]:
    """Return the weights of criteria there are."""
    for id_ in weights.values:
        if id_ not in so_far.criteria:
            so_far.slips.skip(f"weight of '{id_[:40]}', which is no criterion here")
    return {id_: value for id_, value in weights.values.items() if id_ in so_far.criteria}


def _hierarchy(so_far: Gathered) -> tuple[Node, ...]:
    """Return the hierarchy: the first there is; else sets of criteria, if no two share a criterion."""
    found = so_far.hierarchies
    if len(found) > 1 and any(node.is_set for node in found[0]) == any(node.is_set for node in found[1]):
        so_far.slips.skip("further hierarchy", len(found) - 1)
        found = found[:1]
    nodes = tuple(node for one in reversed(found) for node in one)
    placed = set(_ids(nodes))
    if not nodes and so_far.sets:
        members = [id_ for one in so_far.sets.values() for id_ in one.members]
        if len(members) == len(set(members)) and members:
            nodes = tuple(Node(one.id, is_set=True) for one in so_far.sets.values())
            placed = set(so_far.sets)
            so_far.slips.note("The sets of criteria share none of them and are read as groups.")
    for id_ in so_far.sets.keys() - placed:
        so_far.slips.skip(f"criteriaSet '{id_[:40]}'")
    return _cleared(with_members(nodes, so_far.sets), so_far)


def _ids(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        yield node.id
        yield from _ids(node.children)


def _cleared(nodes: tuple[Node, ...], so_far: Gathered) -> tuple[Node, ...]:
    """Return nodes whose ends are criteria there are; what has nodes below it need not be one."""
    found = []
    for node in nodes:
        children = _cleared(node.children, so_far)
        if node.id in so_far.criteria and not node.is_set:
            if node.title and not so_far.criteria[node.id].title:
                so_far.criteria[node.id] = replace(so_far.criteria[node.id], title=node.title)
            found.append(Node(node.id, children=children))
        elif children or node.is_set:
            # One with a name of its own can only be kept as a set.
            is_set = node.is_set or bool(node.title or node.description)
            found.append(replace(node, children=children, is_set=is_set))
        else:
            so_far.slips.skip(f"place of '{node.id[:40]}' in the hierarchy, which is no criterion here")
    return tuple(found)
