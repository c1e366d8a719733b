"""Without `--study`, a command inside the folder of a study is about that study."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policylab.cli._study import study_here, study_of_file
from policylab.cli.serve import shown_study
from policylab.errors import CallError

QUESTION = "islanders who miss the last boat"


@pytest.fixture
def inside(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go into the folder of the tiny study."""
    monkeypatch.chdir(tiny)
    return tiny


def test_the_study_of_the_folder_is_taken(call: Callable, inside: Path) -> None:
    """By orders, lists, the check, what is served, and what is exported, which says so."""
    assert QUESTION in call("order").out
    assert "later_boats" in call("show", "option").out
    said = call("check")
    assert "tiny_ferry 2026.1: no problems" in said.out
    assert "north_koreans_in_china" not in said.out
    assert shown_study(None) == inside
    assert "Written: order.csv (study The last ferry)" in call("export", "order", "order.csv").out
    assert call("reproduce", "order.csv").status == 0
    assert call("export", "scores", "scores.tsv", "--like", "order.csv").status == 0
    assert QUESTION not in call("order", "--study", "river_plain").out


def test_what_is_wrong_in_the_folder_is_said(call: Callable, inside: Path) -> None:
    """A study that is not sound is not passed over for one that is shipped."""
    (inside / "options.yaml").unlink()
    assert call("order").status == 1
    assert "This study: " in call("check").out


def test_a_file_of_another_study_is_not_held_against_this_one(inside: Path) -> None:
    """It belongs to the shipped study that it names, or is refused."""
    assert study_of_file(None, "tiny_ferry", "It is of") == "."
    assert study_of_file(None, "river_plain", "It is of") == "river_plain"
    assert study_of_file("x", "tiny_ferry", "It is of") == "x"
    with pytest.raises(CallError, match="It is of the study 'roads', which is not shipped"):
        study_of_file(None, "roads", "It is of")


def test_elsewhere_the_shipped_study_is_meant(
    call: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder without study.yaml nothing changes."""
    monkeypatch.chdir(tmp_path)
    assert study_here() is None
    assert "river_plain" in call("check").out
