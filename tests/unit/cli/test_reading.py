"""Commands that show what is in a study."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from policylab.cli._records import FIRMNESS, VOICES
from policylab.cli.cell import BASES
from policylab.terms import Basis, Firmness, Voice

LABEL = "Scores are judgements on an invented ferry."


def test_cell_leads_to_the_passage(call: Callable, tiny: Path, tiny_papers: Path) -> None:
    """A cell shows score, range, basis, reason and citation, and with a copy of the paper the passage."""
    words = ("cell", "bridge", "cost", "--study", tiny)
    out = call(*words).out
    for part in (
        "Score: -3 (",
        "from -3 to -2.5",
        "Basis: stated",
        "Reason: Forty years of income.",
        "[rep_bridge] Elmsund report (2020), What we propose, lines 12-14",
        "A bridge would end the rowing and cost far too much.",
    ):
        assert part in out
    assert out.endswith(f"{LABEL}\n")
    assert "In your copy" not in out
    with_copy = call(*words, "--papers", tiny_papers).out
    assert "In your copy" in with_copy
    assert "end all crossings by rowing boat, but it would cost" in " ".join(
        with_copy.replace("|", "").split()
    )


def test_papers_from_the_environment(
    call: Callable, tiny: Path, tiny_papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """POLICYLAB_PAPERS says where the copies are when the call does not."""
    monkeypatch.setenv("POLICYLAB_PAPERS", str(tiny_papers))
    assert "In your copy" in call("show", "evidence", "rep_bridge", "--study", tiny).out


def test_cell_not_scored(call: Callable, tiny: Path) -> None:
    """A pair without a score says so, and never 0."""
    scores = tiny / "scores.csv"
    lines = scores.read_text(encoding="utf-8").splitlines(keepends=True)
    scores.write_text("".join(line for line in lines if not line.startswith("clinic,cost")), encoding="utf-8")
    said = call("cell", "clinic", "cost", "--study", tiny)
    assert said.status == 0
    assert "Not scored" in said.out
    assert "Score: 0" not in said.out


def test_matrix_table(call: Callable, tiny: Path) -> None:
    """The table has a row for each ranked option in each group, and the label."""
    out = call("matrix", "--study", tiny, "--ledger", "protection").out
    rows = [
        line.split() for line in out.splitlines() if line.startswith(("Today", "Later", "Bridge", "Clinic"))
    ]
    assert rows == [
        ["Today", "0", "0"],
        ["Later", "+2", "0"],
        ["Bridge", "+3", "-0.5"],
        ["Clinic", "+0.5", "+2"],
    ]
    assert out.endswith(f"{LABEL}\n")


def test_matrix_csv_is_scores_csv(call: Callable, tiny: Path) -> None:
    """CSV holds every score of the study with its range, basis, evidence and reason."""
    said = list(csv.DictReader(io.StringIO(call("matrix", "--study", tiny, "--format", "csv").out)))
    with (tiny / "scores.csv").open(encoding="utf-8") as file:
        kept = list(csv.DictReader(file))
    numbers = ("low", "central", "high")
    assert [[float(r[n]) for n in numbers] for r in said] == [[float(r[n]) for n in numbers] for r in kept]
    texts = ("option", "criterion", "basis", "evidence", "reason")
    assert [[row[n] for n in texts] for row in said] == [[row[n] for n in texts] for row in kept]


def test_matrix_json_has_the_label(call: Callable, tiny: Path) -> None:
    """JSON carries the label and all twenty scores."""
    found = json.loads(call("matrix", "--study", tiny, "--format", "json").out)
    assert found["label"] == LABEL
    assert len(found["scores"]) == 20


@pytest.mark.parametrize(
    ("kind", "key", "parts"),
    [
        ("option", "later_boats", ["Boats at nine and at eleven as well.", "(2020), recommended", "+2"]),
        ("criterion", "cost", ["It would earn money", "Spending [spending]", "-3 to -2.5"]),
        (
            "concern",
            "drowning",
            ["offered by the author", "Collisions [collisions]", "[rep_collision] Elmsund"],
        ),
        ("concern", "good_name", ["Not weighed: Only the letter says so."]),
        ("evidence", "rep_bridge", ["lines 12-14", "Scores that rest on it", "A bridge: Dry nights"]),
        ("evidence", "rep_last_boat", ["No score rests on it."]),
        ("source", "letter", ["Cited as: An islander's letter", "Date: not stated", "4 records"]),
        (
            "scenario",
            "storms",
            ["Boats stay in port", "-0.5 on Cost: all options", "-1 on Collisions, Dry nights"],
        ),
        ("weights", "safety_first", ["safety: 90"]),
    ],
)
def test_show(call: Callable, tiny: Path, kind: str, key: str, parts: list[str]) -> None:
    """Each kind of record is shown in full, and listed when no id is given."""
    said = call("show", kind, key, "--study", tiny)
    assert said.status == 0, said.err
    assert [part for part in parts if part not in said.out] == []
    assert key in call("show", kind, "--study", tiny).out


def test_check_counts(call: Callable, tiny: Path) -> None:
    """A sound study is said to be sound, with what it holds."""
    said = call("check", tiny)
    assert said.status == 0, said.out
    text = " ".join(said.out.split())
    for part in (
        "no problems",
        "4 options",
        "5 criteria",
        "9 evidence records",
        "20 scores (2 stated, 8 implied",
    ):
        assert part in text


def test_check_lists_all_problems(call: Callable, tiny: Path) -> None:
    """Two faults in two files are both listed, with status 1."""
    for name, old, new in (
        ("options.yaml", "role: baseline", "rolle: baseline"),
        ("weights.yaml", "safety: 90", "safety: 900"),
    ):
        path = tiny / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    said = call("check", tiny)
    assert said.status == 1
    assert "options.yaml:" in said.out
    assert "weights.yaml:" in said.out
    assert "Did you mean 'role'?" in said.out


def test_evidence_found(call: Callable, tiny: Path, tiny_papers: Path) -> None:
    """Every passage is found in the reader's copies, whatever their files are called."""
    (tiny_papers / "A1_report.txt").rename(tiny_papers / "zzz.txt")
    said = call("evidence", "verify", "--study", tiny, "--papers", tiny_papers)
    assert said.status == 0, said.out
    assert "9 of 9" in said.out


def test_evidence_missing_and_doubtful(call: Callable, tiny: Path, tiny_papers: Path) -> None:
    """A passage that is gone, or stands there twice, is named, with status 1."""
    path = tiny_papers / "A1_report.txt"
    text = path.read_text(encoding="utf-8").replace("on Fridays", "on Sundays")
    path.write_text(f"{text}The last boat leaves at six.\n", encoding="utf-8")
    said = call("evidence", "verify", "--study", tiny, "--papers", tiny_papers)
    assert said.status == 1
    lines = said.out.splitlines()
    assert [line.split()[0] for line in lines if "not found in A1" in line] == ["rep_crowd"]
    assert [line.split()[0] for line in lines if "more than once (" in line] == ["rep_last_boat"]
    assert "7 of 9" in said.out


def test_evidence_without_any_copy(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A folder without a single paper is a wrong call."""
    empty = tmp_path / "empty"
    empty.mkdir()
    said = call("evidence", "verify", "--study", tiny, "--papers", empty)
    assert said.status == 2
    assert ".txt" in said.err


def test_schema(call: Callable) -> None:
    """Every file of a study has a schema that is JSON."""
    files = call("schema").out.split()
    assert "options.yaml" in files
    for name in files:
        assert json.loads(call("schema", name).out)["title"]


def test_fmt(call: Callable, tiny: Path) -> None:
    """A file out of form is listed by --check and mended without it, and the study stays the same."""
    assert call("fmt", tiny).status == 0
    path = tiny / "weights.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("title: Equal", 'title:   "Equal"'), encoding="utf-8")
    checked = call("fmt", tiny, "--check")
    assert (checked.status, checked.out) == (1, "would change: weights.yaml\n")
    assert call("fmt", tiny).status == 0
    assert path.read_text(encoding="utf-8") == before
    assert call("fmt", tiny, "--check").status == 0


def test_every_kind_has_its_words() -> None:
    """Each voice, firmness and basis that a study may name can be shown in words."""
    assert set(VOICES) == set(Voice)
    assert set(FIRMNESS) == set(Firmness)
    assert set(BASES) == set(Basis)
