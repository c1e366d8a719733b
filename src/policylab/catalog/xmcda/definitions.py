"""Alternatives, criteria and what belongs to a criterion: scales, functions, thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from policylab.catalog.xmcda.element import Element
from policylab.catalog.xmcda.gathered import Gathered, Marks
from policylab.catalog.xmcda.slips import Slips
from policylab.catalog.xmcda.values import (
    read_boolean,
    read_direction,
    read_kind,
    read_point,
    read_ranked,
    read_segments,
    read_values,
)
from policylab.schema.decision_table import (
    Alternative,
    Direction,
    Function,
    Nominal,
    Qualitative,
    Quantitative,
    Scale,
    TableCriterion,
)
from policylab.schema.table_value import Boolean, ValuedLabel

_PLAIN = ("title", "subTitle", "subSubTitle", "abstract", "comment")
_LABELLED = {
    "shortName": "Short name",
    "user": "User",
    "author": "Author",
    "version": "Version",
    "keyword": "Keyword",
    "keywords": "Keywords",
    "stakeholders": "Stakeholders",
    "creationDate": "Created",
    "lastModificationDate": "Last changed",
}


def read_description(element: Element | None) -> str:
    """Return all that a description says, a line for each thing, what is no plain comment with its name before."""
    # Comments first, then what has a name before it: the versions put them in different orders.
    lines = sorted(_lines(element), key=lambda line: line[0]) if element else []
    return "\n".join(text for _, text in lines)


def _lines(element: Element) -> Iterator[tuple[bool, str]]:
    for child in element.children:
        if child.tag == "bibliography":
            for entry in child.all("bibEntry"):
                yield True, f"Source: {entry.text.strip()}"
            if inner := child.first("description"):
                yield from _lines(inner)
        elif text := child.text.strip():
            name = _LABELLED.get(child.tag, child.tag)
            yield (False, text) if child.tag in _PLAIN else (True, f"{name}: {text}")


def _described(element: Element) -> str:
    return "\n".join(filter(None, map(read_description, element.all("description"))))


def _is_active(element: Element, slips: Slips) -> bool:
    """Whether an element is active: the last word counts, and nothing said means it is."""
    active = True
    for child in element.all("active"):
        value = read_boolean(child, slips)
        active = not isinstance(value, Boolean) or value.value
    return active


def _id_of(element: Element, slips: Slips, what: str) -> str:
    if not element.id:
        named = f"{what} '{element.title[:40]}'" if element.title else f"this {what}"
        slips.add("X008", element.line, named, "it has no id")
    return element.id


def read_alternatives(block: Element, so_far: Gathered) -> None:
    """Read `alternatives`."""
    slips = so_far.slips
    block.check(slips, "description alternative", "id name mcdaConcept")
    for element in block.all("alternative"):
        element.check(slips, "description type active", "id name")
        if not (id_ := _id_of(element, slips, "alternative")):
            continue
        kind = element.said("type").casefold()
        one = Alternative(
            id_,
            element.title,
            _is_active(element, slips),
            _described(element),
            kind in ("fictive", "fictitious"),
        )
        before = so_far.alternatives.setdefault(id_, one)
        if before != one:
            _differs(
                element, slips, "alternative", before.is_active != one.is_active, before.title, one.title
            )
            merged = replace(before, title=before.title or one.title)
            description = before.description or one.description
            fictive = before.is_fictive or one.is_fictive
            so_far.alternatives[id_] = replace(merged, description=description, is_fictive=fictive)


def _differs(element: Element, slips: Slips, what: str, by_active: bool, title: str, other: str) -> None:
    """Report a record that is given again: as a problem if the two say different things."""
    if by_active:
        found = "it is given twice, once active and once not"
        slips.add("X009", element.line, f"{what} '{element.id[:40]}'", found, id=element.id)
    elif title and other and title != other:
        found = f"it is given twice, as '{title[:40]}' and as '{other[:40]}'"
        slips.add("X009", element.line, f"{what} '{element.id[:40]}'", found, id=element.id)


def read_criteria(block: Element, so_far: Gathered) -> None:
    """Read `criteria`, and `attributes`, which are much the same in 2.x."""
    slips = so_far.slips
    is_attribute = block.tag == "attributes"
    what = "attribute" if is_attribute else "criterion"
    block.check(slips, f"description {what}", "id name mcdaConcept")
    inline = Marks("", block.title, block.concept, slips.path, block.line, is_inline=True)
    known = so_far.attributes if is_attribute else so_far.criteria
    for element in block.all(what):
        element.check(
            slips,
            "description active scale criterionFunction attributeFunction thresholds criterionValue attributeReference",
            "id name",
        )
        if not (id_ := _id_of(element, slips, what)):
            continue
        one = TableCriterion(id_, element.title, _is_active(element, slips), _described(element))
        before = known.setdefault(id_, one)
        if before != one:
            _differs(element, slips, what, before.is_active != one.is_active, before.title, one.title)
            description = before.description or one.description
            known[id_] = replace(before, title=before.title or one.title, description=description)
        _read_inside(element, id_, so_far, inline)
    if inline.values:
        so_far.marks.append(inline)


def _read_inside(element: Element, id_: str, so_far: Gathered, inline: Marks) -> None:
    """Read what 2.x puts inside a criterion: scale, function, thresholds, value, the attribute it stands for."""
    slips = so_far.slips
    for scale in element.all("scale"):
        so_far.scales.setdefault(id_, []).append(_read_scale(scale, so_far))
    for function in element.all("criterionFunction", "attributeFunction"):
        so_far.functions.setdefault(id_, []).extend(read_function(function, slips))
    for thresholds in element.all("thresholds"):
        _read_thresholds(thresholds, id_, so_far)
    for value in element.all("criterionValue"):
        inline.values[id_] = read_values(value, slips)
        inline.concept = inline.concept or value.concept
        inline.title = inline.title or value.title
    for reference in element.all("attributeReference"):
        if attribute := reference.said("attributeID"):
            so_far.stands_for[attribute] = id_


def _read_scale(element: Element, so_far: Gathered) -> tuple[Scale | None, Direction | None]:
    """Read a scale of any kind and its direction."""
    slips = so_far.slips
    element.check(slips, "nominal qualitative quantitative", "id name")
    kind = element.first("nominal", "qualitative", "quantitative")
    if kind is None:
        slips.add("X011", element.line, "a scale", "it is neither nominal, qualitative nor quantitative")
        return None, None
    scale: Scale
    direction = read_direction(kind, slips)
    if kind.tag == "quantitative":
        kind.check(slips, "preferenceDirection minimum maximum")
        low, high = (
            None if end is None else read_kind(end, slips)
            for end in (kind.first("minimum"), kind.first("maximum"))
        )
        scale = Quantitative(low, high, element.title)
    elif kind.tag == "nominal":
        kind.check(slips, "label labels")
        holders = [kind, *kind.all("labels")]
        scale = Nominal(tuple(one.text.strip() for h in holders for one in h.all("label")), element.title)
    else:
        kind.check(slips, "preferenceDirection rankedLabel fuzzyLabel valuedLabels")
        holders = [kind, *kind.all("valuedLabels")]
        labels = [
            read_ranked(one, slips)
            for h in holders
            for one in h.all("rankedLabel", "fuzzyLabel", "valuedLabel")
        ]
        scale = Qualitative(tuple(one for one in labels if isinstance(one, ValuedLabel)), element.title)
    if element.id:
        so_far.scales_by_id[element.id] = scale, direction
    return scale, direction


def _each(block: Element, so_far: Gathered, *tags: str) -> Iterator[tuple[str, Element]]:
    """Give the criterion and the element of each entry in a block of 3.x or 4.x."""
    block.check(so_far.slips, f"description {' '.join(tags)}", "id name mcdaConcept")
    for element in block.all(*tags):
        if id_ := element.said("criterionID"):
            yield id_, element
        else:
            so_far.slips.add("X011", element.line, f"an entry of '{block.tag}'", "it names no criterionID")


def read_criteria_scales(block: Element, so_far: Gathered) -> None:
    """Read `criteriaScales` (3.x, 4.x)."""
    for id_, element in _each(block, so_far, "criterionScale", "criterionScales"):
        element.check(so_far.slips, "criterionID scales scale")
        for holder in (element, *element.all("scales")):
            for scale in holder.all("scale"):
                so_far.scales.setdefault(id_, []).append(_read_scale(scale, so_far))
            so_far.scale_ids.extend((id_, one.text.strip()) for one in holder.all("scaleID"))


def read_criteria_functions(block: Element, so_far: Gathered) -> None:
    """Read `criteriaFunctions` (3.x, 4.x)."""
    for id_, element in _each(block, so_far, "criterionFunction", "criterionFunctions"):
        element.check(so_far.slips, "criterionID functions function")
        for holder in (element, *element.all("functions")):
            for function in holder.all("function"):
                so_far.functions.setdefault(id_, []).extend(read_function(function, so_far.slips))


def read_criteria_thresholds(block: Element, so_far: Gathered) -> None:
    """Read `criteriaThresholds` (3.x, 4.x)."""
    for id_, element in _each(block, so_far, "criterionThreshold", "criterionThresholds"):
        element.check(so_far.slips, "criterionID thresholds")
        for holder in element.all("thresholds"):
            _read_thresholds(holder, id_, so_far)


def _read_thresholds(holder: Element, id_: str, so_far: Gathered) -> None:
    holder.check(so_far.slips, "threshold")
    for threshold in holder.all("threshold"):
        so_far.thresholds.setdefault(id_, []).extend(read_function(threshold, so_far.slips))


_FUNCTIONS = "constant linear affine piecewiseLinear points discrete"


def read_function(element: Element, slips: Slips) -> Iterator[Function]:
    """Give the function in an element; nothing, with a problem, if there is none."""
    element.check(slips, _FUNCTIONS, "id name mcdaConcept")
    shape = element.first(*_FUNCTIONS.split())
    if shape is None:
        slips.add("X011", element.line, f"'{element.tag}'", "it holds no function")
        return
    yield replace(_shape(shape, slips), id=element.id, title=element.title, concept=element.concept)


def _shape(shape: Element, slips: Slips) -> Function:
    if shape.tag == "constant":
        return Function("constant", (read_kind(shape, slips),))
    if shape.tag == "piecewiseLinear":
        return Function("piecewise", segments=read_segments(shape, slips))
    if shape.tag in ("points", "discrete"):
        shape.check(slips, "point")
        return Function("points", points=tuple(read_point(point, slips) for point in shape.all("point")))
    shape.check(slips, "type slope intercept")
    parts = [shape.first("slope"), shape.first("intercept")]
    if None in parts:
        slips.add("X011", shape.line, "a linear function", "it lacks its slope or its intercept")
    numbers = tuple(read_kind(part, slips) for part in parts if part is not None)
    turn: Literal["direct", "inverse", ""] = ""
    match shape.said("type"):
        case "direct" | "inverse" as given:
            turn = given
    return Function("affine", numbers, turn=turn)
