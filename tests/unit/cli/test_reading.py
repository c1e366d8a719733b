"""Commands that show what is in a study."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

LABEL = "Scores are judgements made up for tests."


def test_cell_leads_to_the_passage(call: Callable, tiny: Path, tiny_papers: Path) -> None:
    """A cell shows score, range, basis, reason and citation, and with a copy of the paper the passage."""
    words = ("cell", "open_season", "old_pact", "--study", tiny)
    out = call(*words).out
    for part in (
        "Score: -2 (",
        "from -3 to -1",
        "Basis: stated",
        "Reason: Upstream calls it a breach",
        "[pact] River paper, What the valley fears, lines 6-7",
        "Upstream holds that letting anybody fish breaks an old agreement.",
    ):
        assert part in out
    assert out.endswith(f"{LABEL}\n")
    assert "In your copy" not in out
    with_copy = call(*words, "--papers", tiny_papers).out
    assert "In your copy" in with_copy
    assert "calls every open season a breach of the old pact" in " ".join(with_copy.replace("|", "").split())


def test_cell_not_scored(call: Callable, tiny: Path) -> None:
    """A pair without a score says so, and never 0."""
    said = call("cell", "wardens", "food", "--study", tiny)
    assert said.status == 0
    assert "Not scored" in said.out
    assert "Score: 0" not in said.out


def test_matrix_table(call: Callable, tiny: Path) -> None:
    """The table has a row for each ranked option in each group, and the label."""
    out = call("matrix", "--study", tiny, "--ledger", "protection").out
    assert [line.split() for line in out.splitlines() if line.startswith(("Fence", "Open", "Carry"))] == [
        ["Carry", "on", "0"],
        ["Open", "season", "+2"],
        ["Fence", "-2"],
    ]
    assert out.endswith(f"{LABEL}\n")


def test_matrix_csv_is_scores_csv(call: Callable, tiny: Path) -> None:
    """CSV holds every score of the study with its range, basis, evidence and reason."""
    said = list(csv.DictReader(io.StringIO(call("matrix", "--study", tiny, "--format", "csv").out)))
    with (tiny / "scores.csv").open(encoding="utf-8") as file:
        kept = list(csv.DictReader(file))
    numbers = ("low", "central", "high")
    assert [[float(row[n]) for n in numbers] for row in said] == [
        [float(row[n]) for n in numbers] for row in kept
    ]
    texts = ("option", "criterion", "basis", "evidence", "reason")
    assert [[row[n] for n in texts] for row in said] == [[row[n] for n in texts] for row in kept]


def test_matrix_json_has_the_label(call: Callable, tiny: Path) -> None:
    """JSON carries the label and all nine scores."""
    found = json.loads(call("matrix", "--study", tiny, "--format", "json").out)
    assert found["label"] == LABEL
    assert len(found["scores"]) == 9


@pytest.mark.parametrize(
    ("kind", "key", "parts"),
    [
        (
            "option",
            "open_season",
            ["A short open season", "River paper, recommended", "Leads to: A fence", "+2"],
        ),
        ("option", "wardens", ["Two people who keep the peace."]),
        ("criterion", "old_pact", ["The pact is over.", "The neighbour's anger [neighbour]", "-3 to -1"]),
        ("concern", "strangers", ["offered by the author", "Quiet on the bank", "[quarrels] River paper"]),
        ("concern", "hatchery", ["Not weighed: Already counted in the pact."]),
        (
            "evidence",
            "fence_pleases_one",
            ["lines 11-12", "Speaks against [quarrels]", "A fence: The old pact"],
        ),
        ("source", "river_paper", ["Who May Fish in the River", "Author: not stated", "4 records"]),
        ("scenario", "dry_year", ["There is little water", "-1 on Food: all options"]),
        ("weights", "pact_first", ["alliance: 100"]),
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
        "3 criteria",
        "4 evidence records",
        "9 scores (3 stated, 1 implied",
    ):
        assert part in text


def test_check_lists_all_problems(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """Two faults in two files are both listed, with status 1."""
    broken = tmp_path / "tiny"
    shutil.copytree(tiny, broken)
    for name, old, new in (
        ("options.yaml", "role: baseline", "rolle: baseline"),
        ("scores.csv", "-2,-1,0", "-2,-7,0"),
    ):
        path = broken / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    said = call("check", broken)
    assert said.status == 1
    assert "options.yaml:" in said.out
    assert "scores.csv:" in said.out
    assert "Did you mean 'role'?" in said.out


def test_evidence_found(call: Callable, tiny: Path, tiny_papers: Path) -> None:
    """Every passage is found in the reader's copy, whatever its file is called."""
    said = call("evidence", "verify", "--study", tiny, "--papers", tiny_papers)
    assert said.status == 0, said.out
    assert "4 of 4" in said.out


def test_evidence_missing_and_doubtful(call: Callable, tiny: Path, tiny_papers: Path, tmp_path: Path) -> None:
    """A passage that is gone, or stands there twice, is named, with status 1."""
    text = (tiny_papers / "t00_river.txt").read_text(encoding="utf-8")
    changed = (
        text.replace("old pact.", "old treaty.")
        + "\nA short open season would cost little and feed many. A fence would"
    )
    (tmp_path / "copy.txt").write_text(changed, encoding="utf-8")
    said = call("evidence", "verify", "--study", tiny, "--papers", tmp_path)
    assert said.status == 1
    assert [line.split()[0] for line in said.out.splitlines() if "not found in copy.txt" in line] == ["pact"]
    assert [line.split()[0] for line in said.out.splitlines() if "more than once (" in line] == ["cheap_food"]


def test_evidence_without_any_copy(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A folder without a single paper is a wrong call."""
    said = call("evidence", "verify", "--study", tiny, "--papers", tmp_path)
    assert said.status == 2
    assert ".txt" in said.err


def test_schema(call: Callable) -> None:
    """Every file of a study has a schema that is JSON."""
    files = call("schema").out.split()
    assert "options.yaml" in files
    for name in files:
        assert json.loads(call("schema", name).out)["title"]


def test_fmt(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A file out of form is listed by --check and mended without it, and the study stays the same."""
    copy = tmp_path / "tiny"
    shutil.copytree(tiny, copy)
    path = copy / "weights.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("title: Equal weights", 'title:   "Equal weights"'), encoding="utf-8")
    checked = call("fmt", copy, "--check")
    assert (checked.status, checked.out) == (1, "would change: weights.yaml\n")
    assert call("fmt", copy).status == 0
    assert path.read_text(encoding="utf-8") == before
    assert call("fmt", copy, "--check").status == 0
