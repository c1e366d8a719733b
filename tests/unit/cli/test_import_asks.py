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


def test_everything_missing_is_asked_at_once(call: Callable, desk: Path) -> None:
    """Baseline and directions in one message; then several criteria after one --min or --max, or one after each."""
    (desk / "t.csv").write_text("Option,Cost,Noise,Jobs\nToday,10,60,5\nRoad,30,70,9\n", encoding="utf-8")
    shown = call("import", "t.csv")
    assert shown.status == 0
    said = call("import", "t.csv", "--out", "made")
    assert said.status == 2
    for text in (" ".join(shown.out.split()), " ".join(said.err.split())):
        assert "--baseline 'Today'" in text
        assert "better on 'Cost', 'Noise', 'Jobs'" in text
        assert "--min 'Cost' 'Noise'" in text
    made = call(
        "import", "t.csv", "--out", "made", "--baseline", "Today", "--min", "Cost", "Noise", "--max", "Jobs"
    )
    assert made.status == 0, made.err
    assert load(desk / "made").score_table().loc["road"].tolist()[:3] == [-3, -3, 3]
    apart = call("import", "t.csv", "--baseline", "Today", "--min", "Cost", "--min", "Noise", "--max", "Jobs")
    assert apart.status == 0, apart.err
