"""What an XMCDA 4.0.0 file may hold, in our own words: of the elements we write, the children in their order.

`?` is none or one, `*` any number, `+` at least one, `|` one of several. It is narrower than the standard's schema
where we never use what that allows.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

NAMESPACE = "{http://www.decision-deck.org/2021/XMCDA-4.0.0}"
KIND = "integer|real|interval|rational|label|boolean|NA|fuzzyNumber|valuedLabel"
NUMBER = "integer|real|rational|NA"
NAMES = "id name mcdaConcept"

CHILDREN = {
    "xmcda": "alternatives? criteria? criteriaSets? performanceTable* alternativesLinearConstraints* "
    "alternativesSetsLinearConstraints* criteriaFunctions* criteriaHierarchy* criteriaLinearConstraints* "
    "criteriaScales* criteriaThresholds* criteriaValues* criteriaSetsHierarchy* criteriaSetsLinearConstraints* "
    "criteriaSetsValues*",
    "description": "comment",
    "alternatives": "alternative+",
    "alternative": "description? type? active?",
    "criteria": "criterion+",
    "criterion": "description? active?",
    "criteriaSets": "criteriaSet+",
    "criteriaSet": "description? element*",
    "criteriaSet/element": "criterionID",
    "performanceTable": "description? alternativePerformances*",
    "alternativePerformances": "alternativeID performance+",
    "performance": "criterionID values",
    "values": "value+",
    "value": f"({KIND})",
    "valuedLabel": "label value",
    "interval": "(lowerBound upperBound?|upperBound)",
    "lowerBound": f"({KIND})",
    "upperBound": f"({KIND})",
    "rational": "numerator denominator",
    "fuzzyNumber": "piecewiseLinear",
    "piecewiseLinear": "segment*",
    "segment": "head tail",
    **dict.fromkeys(("head", "tail", "point"), "abscissa ordinate"),
    **dict.fromkeys(("abscissa", "ordinate"), f"({KIND})"),
    "criteriaFunctions": "criterionFunctions+",
    "criterionFunctions": "criterionID functions",
    "functions": "function+",
    "function": "(constant|affine|piecewiseLinear|discrete)",
    "discrete": "point+",
    "criteriaThresholds": "criterionThresholds+",
    "criterionThresholds": "criterionID thresholds",
    "thresholds": "threshold+",
    "threshold": "(constant|affine)",
    "affine": "slope intercept",
    "threshold/affine": "type? slope intercept",
    **dict.fromkeys(
        ("constant", "slope", "intercept", "minimum", "maximum", "coefficient", "rhs"), f"({NUMBER})"
    ),
    "criteriaScales": "criterionScales+",
    "criterionScales": "criterionID scales",
    "scales": "scale+",
    "scale": "(nominal|qualitative|quantitative)",
    "nominal": "labels",
    "labels": "label+",
    "qualitative": "preferenceDirection? valuedLabels",
    "valuedLabels": "valuedLabel+",
    "quantitative": "preferenceDirection? minimum? maximum?",
    "criteriaValues": "criterionValues+",
    "criterionValues": "criterionID values",
    "criteriaSetsValues": "criteriaSetValues+",
    "criteriaSetValues": "criteriaSetID values",
    "criteriaHierarchy": "nodes",
    "criteriaSetsHierarchy": "nodes",
    "nodes": "node+",
    "node": "(criterionID|criteriaSetID) nodes?",
    **dict.fromkeys(
        (
            "alternativesLinearConstraints",
            "alternativesSetsLinearConstraints",
            "criteriaLinearConstraints",
            "criteriaSetsLinearConstraints",
        ),
        "variables? constraints",
    ),
    "variables": "variable+",
    "variable": "",
    "constraints": "constraint+",
    "constraint": "elements? operator rhs",
    "elements": "element+",
    "elements/element": "(criterionID|alternativeID|criteriaSetID|alternativesSetID|variableID) coefficient",
}
ATTRIBUTES = {
    **dict.fromkeys(("alternative", "criterion", "criteriaSet", "variable", "constraint"), "id name"),
    **dict.fromkeys(
        ("performanceTable", "criteriaValues", "criteriaSetsValues", "function", "threshold"), NAMES
    ),
    "scale": "name",
    "value": "mcdaConcept",
    **dict.fromkeys(("lowerBound", "upperBound", "head", "tail"), "open mcdaConcept"),
    **dict.fromkeys(("abscissa", "ordinate"), "mcdaConcept"),
}
NEEDS_ID = {"alternative", "criterion", "criteriaSet", "variable"}
TEXTS = {
    "integer": r"-?\d{1,10}",
    "numerator": r"-?\d{1,10}",
    "denominator": r"-?\d{1,10}",
    "real": r"-?(INF|\d+(\.\d+)?(e[+-]?\d+)?)",
    "boolean": "true|false",
    "active": "true|false",
    "type": "real|fictive|direct|inverse",
    "preferenceDirection": "min|max",
    "operator": "geq|eq|leq",
    "NA": "",
}
FREE = {
    "comment",
    "label",
    "criterionID",
    "alternativeID",
    "criteriaSetID",
    "alternativesSetID",
    "variableID",
}


def faults(content: bytes) -> list[str]:
    """Return what is wrong with a file, a line for each thing."""
    root = fromstring(content, forbid_dtd=True)
    found = [] if root.tag == f"{NAMESPACE}xmcda" else [f"root {root.tag}"]
    return found + _faults(root, "")


def _faults(element: Element, parent: str) -> list[str]:
    tag = element.tag.removeprefix(NAMESPACE)
    if tag in FREE or tag in TEXTS:
        bad = tag in TEXTS and not re.fullmatch(TEXTS[tag], element.text or "")
        return [f"{tag}: text {element.text!r}"] if bad or len(element) else []
    shape = CHILDREN.get(f"{parent}/{tag}", CHILDREN.get(tag))
    if shape is None:
        return [f"{tag} in {parent}"]
    children = "".join(child.tag.removeprefix(NAMESPACE) + ";" for child in element)
    found = [] if _pattern(shape).fullmatch(children) else [f"{tag}: {children}"]
    allowed = ATTRIBUTES.get(tag, "").split()
    found += [f"{tag}: attribute {name}" for name in element.attrib if name not in allowed]
    if tag in NEEDS_ID and "id" not in element.attrib:
        found.append(f"{tag}: no id")
    return found + [fault for child in element for fault in _faults(child, tag)]


def _pattern(shape: str) -> re.Pattern[str]:
    """Return a pattern for names with a semicolon after each."""
    return re.compile(re.sub(r"\w+", r"(?:\g<0>;)", shape).replace(" ", ""))
