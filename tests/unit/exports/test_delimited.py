"""Tables for programs, read back by other readers: equal scores, equal names, no formula, typed columns."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pandas as pd
import pytest

from policylab.exports import View, export, read_receipt
from policylab.exports.text_safe import clean, is_formula, text_of_cell
from tests.unit.exports.names import nasty_view

KINDS = ("order", "matrix", "scores")
BETWEEN = {"csv": ",", "tsv": "\t"}
VIEWS = ("own_view", "gaps_view", "nasty")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def nasty() -> View:
    """Return a view of names that would do harm."""
    return nasty_view()


def split(content: bytes, ending: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return what a file says of itself and its rows, as another program reads them."""
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=BETWEEN[ending]))
    first = next(k for k, row in enumerate(found) if not row[0].startswith("# "))
    return {row[0][2:]: row[1] for row in found[:first]}, [
        dict(zip(found[first], row, strict=True)) for row in found[first + 1 :]
    ]


def parquet(content: bytes) -> Any:
    """Return a Parquet file, opened."""
    import fastparquet

    return fastparquet.ParquetFile(io.BytesIO(content))


def scores_of(rows: list[Row]) -> dict[tuple[str, str], tuple[float, ...] | None]:
    """Return low, central and high by option and criterion."""
    return {
        (row["option"], row["criterion"]): None
        if row["central"] in ("", None) or pd.isna(row["central"])
        else tuple(float(row[key]) for key in ("low", "central", "high"))
        for row in rows
    }


def as_read(view: View, ending: str) -> list[Row]:
    """Return the rows of the scores as read from a file, texts as they were meant."""
    content = export(view, "scores", ending)
    if ending == "json":
        found: list[Row] = json.loads(content)["rows"]
        return found
    if ending == "parquet":
        return parquet(content).to_pandas().to_dict("records")
    return [{key: text_of_cell(text) for key, text in row.items()} for row in split(content, ending)[1]]


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "parquet"])
@pytest.mark.parametrize("name", VIEWS)
def test_scores_read_back_equal(name: str, ending: str, request: pytest.FixtureRequest) -> None:
    """What is read from a file has the scores, names and reasons of the study; what is not scored stays so."""
    view: View = request.getfixturevalue(name)
    study = view.published
    found = as_read(view, ending)
    known = {(row.option, row.criterion): (row.low, row.central, row.high) for row in study.rows}
    wanted = {(o, c): known.get((o, c)) for o in study.ranked_options for c in study.criteria}
    assert scores_of(found) == wanted
    reasons = {(row.option, row.criterion): row for row in study.rows}
    for row in found:
        assert row["option_title"] == clean(study.options[row["option"]].title)
        assert row["criterion_title"] == clean(study.criteria[row["criterion"]].title)
        one = reasons.get((row["option"], row["criterion"]))
        assert (row["reason"] or "") == clean(one.reason if one else "")
        ids = row["evidence"] if ending == "json" else (row["evidence"] or "").split()
        assert tuple(ids) == (one.evidence if one else ())


@pytest.mark.parametrize("ending", ["csv", "tsv"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", VIEWS)
def test_no_cell_is_a_formula(name: str, kind: str, ending: str, request: pytest.FixtureRequest) -> None:
    """No cell but a number begins as a formula does; lines end alike; what the file is stands first."""
    view: View = request.getfixturevalue(name)
    content = export(view, kind, ending)
    facts, rows = split(content, ending)
    assert next(iter(facts)) == "label"
    assert facts["label"] == " ".join(clean(view.study.label).split())
    assert "policylab-receipt:" in facts["receipt"]
    assert rows
    for cell in [*facts.values(), *(cell for row in rows for cell in row.values())]:
        try:
            float(cell)
        except ValueError:
            assert not is_formula(cell) or cell.startswith("'")
    assert content.endswith(b"\r\n")
    assert content.count(b"policylab-receipt:") == 1


def test_numbers_are_plain(own_view: View) -> None:
    """Numbers in a file for programs have a plain minus, a point and no plus; whole ones no point."""
    _, rows = split(export(own_view, "order", "csv"), "csv")
    assert {row["shared"] for row in rows} <= {"yes", "no"}
    for row in rows:
        assert row["total"] == str(int(row["total"]))
        assert float(row["total_exact"]) == pytest.approx(own_view.result.total[row["option"]], abs=1e-6)


def test_parquet_has_types_nulls_and_its_origin(gaps_view: View, own_view: View) -> None:
    """Columns have their types, what is not known is null, and the file's own metadata say what it is."""
    read = parquet(export(gaps_view, "order", "parquet")).to_pandas()
    kinds = {name: str(kind) for name, kind in read.dtypes.items()}
    assert kinds["place"].lower().startswith(("int", "float"))
    assert kinds["total_exact"].lower() == "float64"
    assert kinds["below_floor"].lower() in ("boolean", "bool", "object")
    gone = read[read["place"].isna()]
    assert set(gone["option"]) == set(gaps_view.result.incomplete)
    assert gone["total"].isna().all()
    said = parquet(export(own_view, "matrix", "parquet")).key_value_metadata
    assert said["policylab label"] == own_view.study.label
    assert read_receipt(said["policylab receipt"].encode()).kind == "matrix"
    assert "steps from -3 to 3" in said["column influx"]


@pytest.mark.parametrize("kind", KINDS)
def test_json_says_what_it_is(own_view: View, kind: str) -> None:
    """A JSON table names label, study and columns, and every record has every column."""
    told = json.loads(export(own_view, kind, "json"))
    assert told["about"]["label"] == own_view.study.label
    names = [column["id"] for column in told["columns"]]
    assert all(list(row) == names for row in told["rows"])
    assert read_receipt(told["receipt"].encode()).study == own_view.published.id
