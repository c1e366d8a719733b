"""Tables as JSON: what the file is, its columns, and one record for each row."""

from __future__ import annotations

import json
from typing import Any

from policylab.exports.receipt import Receipt
from policylab.exports.tables.data import table_of
from policylab.exports.view import View


def json_table(view: View, receipt: Receipt) -> bytes:
    """Return a table as one object: title, about, receipt, columns, rows. What is not known is null."""
    table = table_of(view, receipt)
    columns = [
        {"id": one.id, "title": one.title, "kind": one.kind} | ({"unit": one.unit} if one.unit else {})
        for one in table.columns
    ]
    head = {"title": table.title, "about": dict(table.about), "receipt": table.receipt}
    rows = [dict(zip(table.names, row, strict=True)) for row in table.rows]
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{text},\n "columns": {_lines(columns)},\n "rows": {_lines(rows)}\n}}\n'.encode()


def _lines(records: list[Any]) -> str:
    """Return records one to a line, so that two files can be compared line by line."""
    told = ",\n".join("  " + json.dumps(record, ensure_ascii=False, allow_nan=False) for record in records)
    return f"[\n{told}\n ]" if records else "[]"
