"""The table of scores: CSV text to rows that know where each field stands, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policylab.catalog.report import Place, Report, short
from policylab.catalog.tree import Node
from policylab.provenance import Unquoted
from policylab.schema import Score
from policylab.terms import Basis

FILE = "scores.csv"
HEADER = ["option", "criterion", "low", "central", "high", "basis", "evidence", "reason"]

Field = tuple[str, Place]


class _Broken(Exception):
    """A row's quotes do not fit, so that nobody can tell where it ends."""

    def __init__(self, place: Place, found: str) -> None:
        super().__init__(found)
        self.place = place
        self.found = found


def read_rows(text: str, report: Report) -> list[Node] | None:
    """Return the rows of the table, each a map from column to field; None if its header is wrong.

    Quotes, commas and line ends inside quotes are read as RFC 4180 has it; blank lines are passed over.
    """
    rows: list[Node] = []
    try:
        for n, fields in enumerate(_split(text)):
            if n > 0:
                rows.extend(_row(fields, report))
            elif not _is_header(fields, report):
                return None
    except _Broken as broken:
        report.add("P038", FILE, broken.place, "this file", broken.found)
        return None
    if not text.strip():
        report.add("P002", FILE, None, "this file", "it holds nothing")
        return None
    return rows


def write_rows(rows: Iterable[Score]) -> str:
    """Return rows as CSV, with quotes only where they are needed."""
    lines = [",".join(HEADER)]
    for row in rows:
        numbers = [f"{number:g}" for number in (row.low, row.central, row.high)]
        fields = [row.option, row.criterion, *numbers, row.basis.value, " ".join(row.evidence), row.reason]
        lines.append(",".join(map(_quoted, fields)))
    return "\n".join(lines) + "\n"


def _quoted(field: str) -> str:
    plain = field and not any(sign in field for sign in ',"\n') and field == field.strip()
    return field if plain or not field else '"' + field.replace('"', '""') + '"'


def _is_header(fields: list[Field], report: Report) -> bool:
    names = [name for name, _ in fields]
    if names == HEADER:
        return True
    place, fix = fields[0][1], ""
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        between = "semicolons" if ";" in names[0] else "tabs"
        found = f"the columns are separated by {between}"
        fix = (
            "Save it with commas between the columns: in Excel as 'CSV UTF-8 (Comma delimited)', in LibreOffice with a "
            "comma as field separator. `policylab import` reads tables with other separators into a new study."
        )
    elif "" in names:
        found = f"column {names.index('') + 1} has no name"
        place = fields[names.index("")][1]
    elif sorted(names) == sorted(HEADER):
        found = "the columns stand in another order"
    else:
        wrong = next(((name, where) for name, where in fields if name not in HEADER), None)
        missing = [name for name in HEADER if name not in names]
        found = f"column {short(missing[0])} is missing" if missing else "a column stands there twice"
        if wrong:
            place, found = wrong[1], f"column {short(wrong[0])} is not known"
    report.add("P037", FILE, place, "this file", found, fix)
    return False


def _row(fields: list[Field], report: Report) -> Iterator[Node]:
    if len(fields) != len(HEADER):
        found = f"it has {len(fields)} fields, {len(HEADER)} are due"
        fix = ""
        if _has_decimal_commas([text for text, _ in fields]):
            fix = "Write numbers with a decimal point, as 0.5; a comma ends the field."
        report.add("P038", FILE, fields[0][1], "this row", found, fix)
        return
    values = {name: Node(Unquoted(text), place) for name, (text, place) in zip(HEADER, fields, strict=True)}
    ids, place = fields[HEADER.index("evidence")]
    values["evidence"] = Node([Node(Unquoted(id), place) for id in ids.split()], place)
    yield Node(values, fields[0][1], {name: node.place for name, node in values.items()})


def _has_decimal_commas(fields: list[str]) -> bool:
    """Whether a row is too long because numbers such as 0,5 fell into two fields."""
    first = HEADER.index("low")
    basis = next((n for n, text in enumerate(fields) if text in {*Basis}), 0)
    numbers = fields[first:basis]
    return (
        len(fields) > len(HEADER) and len(numbers) > 3 and all(re.fullmatch("-?[0-9]+", n) for n in numbers)
    )


def _split(text: str) -> Iterator[list[Field]]:
    """Yield the fields of each row that is not blank, each with its place."""
    at, line, start_of_line = 0, 1, 0
    fields: list[Field] = []
    while at < len(text):
        place = Place(line, at - start_of_line + 1)
        if text[at] == '"':
            field, at = _quoted_field(text, at, place)
        else:
            field, at = _plain_field(text, at, place)
        if breaks := field.count("\n"):
            line += breaks
            start_of_line = text.rindex("\n", 0, at) + 1
        fields.append((field, place))
        end = at >= len(text) or text[at] == "\n"
        if not end and at + 1 == len(text):
            # The text ends with a comma: one more field, empty.
            fields.append(("", Place(line, at - start_of_line + 2)))
        at += 1
        if end:
            if fields != [("", place)]:
                yield fields
            fields, line, start_of_line = [], line + 1, at
    if fields:
        yield fields


def _plain_field(text: str, at: int, place: Place) -> tuple[str, int]:
    ends = [end for end in (text.find(",", at), text.find("\n", at)) if end >= 0]
    end = min(ends, default=len(text))
    field = text[at:end]
    if '"' in field:
        raise _Broken(place, "a quote stands in a field that does not start with one")
    return field, end


def _quoted_field(text: str, at: int, place: Place) -> tuple[str, int]:
    parts = []
    at += 1
    while True:
        end = text.find('"', at)
        if end < 0:
            raise _Broken(place, "a text in quotes is not closed")
        parts.append(text[at:end])
        if text[end + 1 : end + 2] != '"':
            break
        parts.append('"')
        at = end + 2
    if text[end + 1 : end + 2] not in ("", ",", "\n"):
        raise _Broken(place, "something stands between a closing quote and the next comma")
    return "".join(parts), end + 1
