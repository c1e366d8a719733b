"""Our own exports, imported as a new study, keep ledgers, groups and ranges."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policylab.catalog.draft_study import study_of
from policylab.catalog.matrix.exchanged import from_exchange
from policylab.catalog.matrix.parts import MatrixFile
from policylab.catalog.matrix.place import place
from policylab.catalog.matrix.read import read_matrix
from policylab.catalog.xmcda import read_xmcda
from policylab.exports import View, export
from policylab.exports.xmcda.build import decision_of, write_xmcda
from policylab.schema.decision_table import Node


def imported(view: View, tmp_path: Path, kind: str, ending: str) -> MatrixFile:
    """Return an export of ours as import reads it."""
    path = tmp_path / f"ours.{ending}"
    path.write_bytes(export(view, kind, ending))
    return from_exchange(path.name, read_xmcda([path])) if ending == "xml" else read_matrix(path)


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("xmcda", "xml"), ("scores", "csv"), ("scores", "tsv"), ("matrix", "csv"), ("workbook", "xlsx")],
)
def test_ledgers_come_back(view: View, tmp_path: Path, kind: str, ending: str) -> None:
    """Each criterion is in the ledger it was in, and nothing is added for one that seems to be missing."""
    matrix = imported(view, tmp_path, kind, ending)
    study = view.study
    ids = {one.title: key for key, one in study.criteria.items()}
    found = {ids.get(matrix.table.criteria[key].title, key): ledger for key, ledger in matrix.ledgers.items()}
    assert found == {key: study.groups[study.group_of(key)].ledger.value for key in study.criteria}
    _, notes = study_of(matrix, place(matrix), "again")
    assert "placeholders, not scored" not in " ".join(notes)


@pytest.mark.parametrize(("kind", "ending"), [("xmcda", "xml"), ("scores", "csv")])
def test_ranges_come_back(view: View, tmp_path: Path, kind: str, ending: str) -> None:
    """Lowest and highest scores are those of the study, not the least that a judgement has."""
    placed = place(imported(view, tmp_path, kind, ending))
    for (option, criterion), one in placed.scores.items():
        if (option, criterion) in view.study.scores.index:
            row = view.study.scores.loc[(option, criterion)]
            assert (one.low, one.central, one.high) == (row["low"], row["central"], row["high"])


def test_a_ledger_marked_by_somebody_else(view: View, tmp_path: Path) -> None:
    """A set above groups that is called protection marks it, by id or by name; a set called otherwise does not."""
    table = decision_of(view)
    aims = table.hierarchy[1].children
    for root, expected in (
        (Node("x", "Protection", True, aims), {"protection"}),
        (Node("protection", "Their side", True, aims), {"protection"}),
        (Node("x", "Their side", True, aims), set()),
    ):
        theirs = replace(table, hierarchy=(root,))
        path = tmp_path / "theirs.xml"
        path.write_bytes(write_xmcda(theirs))
        assert set(from_exchange("theirs.xml", read_xmcda([path])).ledgers.values()) == expected
