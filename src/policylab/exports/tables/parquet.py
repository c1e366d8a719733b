"""Tables as Parquet: typed columns, nulls where nothing is known, and what the file is in its own metadata."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd

from policylab.exports.receipt import Receipt
from policylab.exports.tables.data import Column, Value, table_of
from policylab.exports.view import View

TYPES = {"text": "object", "ids": "object", "whole": "Int64", "number": "Float64", "yes_no": "boolean"}


class _Kept(io.BytesIO):
    """A file in memory that can still be read when its writer has closed it."""

    def close(self) -> None:
        """Stay open."""


def parquet(view: View, receipt: Receipt) -> bytes:
    """Return a table as Parquet; the metadata of the file say what it is and hold its receipt."""
    import fastparquet  # loads slowly, and only this needs it

    table = table_of(view, receipt)
    by_column = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    frame = pd.DataFrame(
        {one.id: _series(one, values) for one, values in zip(table.columns, by_column, strict=True)}
    )
    told = {f"policylab {key}": text for key, text in {"title": table.title, **table.about}.items()}
    told |= {f"column {one.id}": f"{one.title}{'; ' * bool(one.unit)}{one.unit}" for one in table.columns}
    file = _Kept()
    fastparquet.write(
        "table.parquet",
        frame,
        open_with=lambda *_: file,
        compression="GZIP",
        write_index=False,
        object_encoding="utf8",
        has_nulls=True,
        custom_metadata={**told, "policylab receipt": table.receipt},
    )
    return file.getvalue()


def _series(column: Column, values: Any) -> pd.Series:
    plain = [_plain(value) for value in values]
    return pd.Series(plain, dtype=TYPES[column.kind])


def _plain(value: Value) -> Any:
    return " ".join(value) if isinstance(value, tuple) else value
