"""Trees to records: the record's model decides, and its findings are said in our words."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import ValidationError

from policylab.catalog.report import Report, join_or, short, suggest
from policylab.catalog.shapes import record_fields, shape_at, words_of
from policylab.catalog.tree import Node
from policylab.provenance import Record, Unquoted
from policylab.provenance.record import NAME_PATTERN
from policylab.provenance.records import DATE_PATTERN, LINES_PATTERN
from policylab.schema import Effect, Score
from policylab.terms import ID_PATTERN, SCALE

R = TypeVar("R", bound=Record)
Path = tuple[Any, ...]

_DUE = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "tuple_type": "a list",
    "dict_type": "a map of keys",
    "mapping_type": "a map of keys",
    "model_type": "a map of keys",
    "model_attributes_type": "a map of keys",
    "union_tag_invalid": "a list",
    "enum": "one of a few words",
    "literal_error": "a list of ids, or the word all",
}
DATE_FORMS = (
    'Write it as "2024-06-06", as "2024-06" or as "2024" (a year up to 2100, then month and day, where they are '
    "known), or 'not stated'."
)
_CHOICES = tuple((key, kind) for key in ("options", "joins") for kind in ("all", "some"))
_BOUNDS = {
    "greater_than_equal": ("ge", "below {}, the least"),
    "less_than_equal": ("le", "above {}, the most"),
    "greater_than": ("gt", "not above {}"),
    "less_than": ("lt", "not below {}"),
}


def read_record(shape: type[R], node: Node, path: str, what: str, id: str, report: Report) -> R | None:
    """Return the record that a tree holds; None, with the problems reported, if it does not hold one."""
    try:
        return shape.model_validate(node.plain())
    except ValidationError as error:
        for finding in error.errors(include_url=False):
            _report(finding, shape, node, path, what, id, report)
        return None


def _report(finding: Any, shape: Any, node: Node, path: str, what: str, id: str, report: Report) -> None:
    # A choice between two shapes adds a step of its own, which is in neither the file nor the shape.
    loc = finding["loc"]
    where: Path = tuple(step for n, step in enumerate(loc) if n == 0 or loc[n - 1 : n + 1] not in _CHOICES)
    code, found, fix = _say(finding, shape, where)
    # What is missing or unknown is named in the sentence itself; all else by its path.
    named = where[:-1] if code in ("P014", "P015") else tuple(step for step in where if step != "[key]")
    inside = ", ".join([what, *([spell(named)] if named else [])])
    place = node.find((*where, "[key]") if code == "P014" else where)
    report.add(code, path, place, inside, found, fix, id)


def spell(path: Path) -> str:
    """Return a path in words, items counted from 1.

    >>> spell(("proposed_by", 0, "source"))
    'proposed_by 1, source'
    """
    words = ""
    for step in path:
        words += f" {step + 1}" if isinstance(step, int) else f", {step}"
    return words.removeprefix(", ").strip()


def _say(finding: Any, shape: Any, where: Path) -> tuple[str, str, str]:
    """Return code, finding and fix (empty: the code's own) in our words."""
    kind, value, limits = finding["type"], finding["input"], finding.get("ctx", {})
    if kind == "extra_forbidden":
        fields = record_fields(shape_at(shape, where[:-1])) or {}
        return "P014", f"key {short(where[-1])} is not known", suggest(str(where[-1]), fields)
    if kind == "missing":
        fields = record_fields(shape_at(shape, where[:-1])) or {}
        meaning = fields[where[-1]].description if where[-1] in fields else ""
        return "P015", f"key '{where[-1]}' is missing", f"Add it: {_lower(meaning or '')}"
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        scored = shape is Score or shape_at(shape, where[:-1]) is Effect
        fix = f"The scale runs from {-SCALE} to {SCALE}." if scored else ""
        return "P017", f"{show(value)} is {words.format(_number(limits[key]))}", fix
    if kind == "finite_number":
        return "P017", f"{show(value)} is not a number that can be counted with", ""
    if kind == "string_too_short":
        return "P020", "the text is blank", ""
    if kind == "too_short":
        return "P020", "nothing is listed", "List at least one."
    if kind == "string_too_long":
        return "P022", f"{show(value)} is longer than {limits['max_length']} letters", "Shorten it."
    if kind == "string_pattern_mismatch":
        return _say_pattern(value, limits["pattern"])
    allowed = words_of(shape_at(shape, where))
    if allowed and isinstance(value, str):
        return "P018", f"{show(value)} is not among the words allowed", _choose(value, allowed)
    return "P016", f"{_DUE.get(kind, 'something else')} is due, found {show(value)}", _kind_fix(kind, value)


def _say_pattern(value: Any, pattern: str) -> tuple[str, str, str]:
    if pattern == ID_PATTERN:
        spaced = str(value).strip() != str(value)
        return "P013", f"{short(value)} is not an id", "Remove the spaces around it." if spaced else ""
    if pattern == LINES_PATTERN:
        return "P021", f"{show(value)} does not say which lines", ""
    if pattern == DATE_PATTERN:
        return "P022", f"{show(value)} is not a date", DATE_FORMS
    if not str(value).strip():
        return "P020", "the text is blank", ""
    if pattern == NAME_PATTERN:
        return "P022", f"{show(value)} has a line break, or a space at an end", "Write the name on one line."
    return "P022", f"{show(value)} does not have the form that is due", ""


def _kind_fix(kind: str, value: Any) -> str:
    if kind in ("model_type", "model_attributes_type") and not isinstance(value, (list, tuple)):
        return "Write its keys in the lines below it, each indented by two spaces more."
    if value is None:
        return "Fill it in; if the word null is meant, write it in quotes."
    if kind == "float_type" and re.fullmatch(r"[-+\N{MINUS SIGN}]?[0-9]+,[0-9]+", str(value).strip()):
        return f"Write it with a decimal point: {str(value).strip().replace(',', '.')}."
    if kind in ("int_type", "float_type", "int_from_float"):
        quoted = isinstance(value, str) and not isinstance(value, Unquoted)
        example = "3 or 0.5" if kind == "float_type" else "3"
        return "Write the number without quotes." if quoted else f"Write it in digits, as {example}."
    if kind == "tuple_type":
        return "Write a list: [a, b], or one line with '- ' for each."
    return ""


def _choose(value: str, words: list[str]) -> str:
    fix = suggest(value, words)
    return fix if fix.startswith("Did") else f"Use {join_or(words)}."


def show(value: Any) -> str:
    """Return a value as it is named in a message."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a map of keys"
    if isinstance(value, (list, tuple)):
        return "a list"
    quoted = isinstance(value, str) and not isinstance(value, Unquoted)
    return f"the text {short(value)}" if quoted else short(value)


def _number(value: float) -> str:
    return f"{value:g}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
