"""What `policylab import` asks for, and what it need not ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policylab.catalog import load


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which the commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_part_of_a_study_needs_no_baseline(call: Callable, desk: Path) -> None:
    """One option of a study, scored in half steps: the study has the baseline, and keeps the rest of its scores."""
    (desk / "part.csv").write_text("Option,lives,homes\nhigher_dykes,1.5,-3\n", encoding="utf-8")
    said = call("import", "part.csv", "--study", "river_plain", "--out", "again")
    assert said.status == 0, said.err
    before, after = load("river_plain"), load(desk / "again")
    assert after.score_table().at["higher_dykes", "lives"] == 1.5
    assert after.score_table().at["higher_dykes", "homes"] == -3
    assert after.baseline == before.baseline
    assert len(after.rows) == len(before.rows)


def test_measured_values_of_a_part_still_need_one(call: Callable, desk: Path) -> None:
    """Values off the scale cannot be placed without one of their own to be judged against."""
    (desk / "part.csv").write_text("Option,lives\nhigher_dykes,150\n", encoding="utf-8")
    said = call("import", "part.csv", "--study", "river_plain", "--out", "again")
    assert said.status == 2
    assert "--baseline" in said.err
    assert not (desk / "again").exists()
