"""`policylab weights elicit`: answers in, points out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

START = ("weights", "elicit")


def weights(call: Callable, tiny: Path, *given: object) -> dict[str, float]:
    """Return the weights that follow from answers."""
    said = call(*START, *given, "--study", tiny, "--format", "json")
    assert said.status == 0, said.err
    return {row["id"]: row["weight"] for row in json.loads(said.out)["weights"]}


@pytest.mark.parametrize(
    ("given", "safety"),
    [
        (["swing", "safety=100", "purse=60"], 0.625),
        (["centroid", "safety", "purse"], 0.75),
        (["centroid", "safety=2", "purse=1"], 0.25),
        (["rank-sum", "safety", "purse"], 2 / 3),
        (["ahp", "safety/purse=3"], 0.75),
        (["ahp", "purse/safety=1/3"], 0.75),
        (["best-worst", "safety/purse=4"], 0.8),
    ],
)
def test_two_groups_by_hand(call: Callable, tiny: Path, given: list[str], safety: float) -> None:
    """With two groups each method can be worked out by hand."""
    assert weights(call, tiny, *given) == pytest.approx({"safety": safety, "purse": 1 - safety}, abs=1e-5)


def test_points_can_be_pasted(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """What is printed fits into a weights file that `order` takes."""
    groups = call(*START, "swing", "safety=100", "purse=60", "--study", tiny).out
    block = groups[groups.index("groups:") :].split("\n\n")[0]
    path = tmp_path / "ours.yaml"
    path.write_text(
        f"title: Ours\nowner: us\n{block}\n"
        "criteria: {collisions: 5, quay_order: 5, cost: 5, dry_nights: 5, own_say: 5}\n",
        encoding="utf-8",
    )
    found = json.loads(call("order", "--study", tiny, "--weights", path, "--format", "json").out)
    assert found["weights"]["percent_by_group"] == {"safety": 63, "purse": 37, "islanders": 0}


def test_criteria_go_up_to_ten(call: Callable, tiny: Path) -> None:
    """Points of criteria are whole numbers, the largest 10; what rounding changes is said."""
    said = call(*START, "swing", "collisions=100", "quay_order=34", "--study", tiny)
    assert "  collisions: 10\n  quay_order: 3\n" in said.out
    assert "Whole points change a share by up to 2 per cent" in said.out


def test_file_of_answers(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A small YAML file gives the same as words do."""
    path = tmp_path / "answers.yaml"
    path.write_text("safety: 100\npurse: 60\n", encoding="utf-8")
    assert weights(call, tiny, "swing", path) == weights(call, tiny, "swing", "safety=100", "purse=60")
    path.write_text("- purse\n- safety\n", encoding="utf-8")
    assert weights(call, tiny, "centroid", path)["purse"] == 0.75


def test_consistency_is_said(call: Callable) -> None:
    """Comparisons that contradict each other are named; those that fit are called so."""
    odd = call(*START, "ahp", "security/alliance=3", "security/economic=5", "economic/alliance=3").out
    fits = call(*START, "ahp", "security/alliance=2", "security/economic=6", "alliance/economic=3").out
    assert "look again at 'security' with 'alliance'" in " ".join(odd.split())
    assert "Consistency ratio 0.00, not above 0.1" in fits


def test_best_worst_of_three(call: Callable) -> None:
    """With comparisons that fit, weights stand as the comparisons say: 6 to 3 to 1."""
    said = call(
        *START,
        "best-worst",
        "security/alliance=2",
        "security/economic=6",
        "alliance/economic=3",
        "--format",
        "csv",
    )
    rows = {row["id"]: float(row["weight"]) for row in csv.DictReader(io.StringIO(said.out))}
    assert rows == pytest.approx({"security": 0.6, "alliance": 0.3, "economic": 0.1}, abs=1e-5)


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (["swing", "saftey=1", "purse=2"], "Did you mean 'safety'?"),
        (["swing", "safety=1"], "at least two"),
        (["swing", "safety=1", "safety=2"], "'safety' is answered twice"),
        (["swing", "safety=-1", "purse=2"], "must be a number of at least 0, not '-1'"),
        (["swing", "safety=1", "purse=nan"], "not 'nan'"),
        (["swing", "safety=0", "purse=0"], "othing counts"),
        (["swing", "safety/purse=2"], "compares two; for swing give"),
        (["swing", "safety=1", "cost=2"], "about groups or about criteria"),
        (["swing", "collisions=1", "cost=2"], "one group at a time"),
        (["swing", "collisions=1", "dry_nights=2"], "weighed apart"),
        (["centroid", "safety", "purse=2"], "Give a rank to each"),
        (["ahp", "safety=2", "purse=3"], "does not compare two"),
        (["ahp", "safety/purse=0"], "above 0, not '0'"),
        (["ahp", "safety/purse=1/0"], "above 0, not '1/0'"),
        (["swng", "safety=2", "purse=3"], "Did you mean 'swing'?"),
        (["swing", "nowhere.yaml"], "There is no file 'nowhere.yaml'"),
    ],
)
def test_refused(call: Callable, tiny: Path, given: list[str], part: str) -> None:
    """Answers that make no sense are refused in one sentence, status 2."""
    said = call(*START, *given, "--study", tiny)
    assert said.status == 2
    assert part in said.err
    assert said.err.count("\n") == 1


def test_missing_comparison_is_named(call: Callable) -> None:
    """With three groups each pair is needed, and the one left out is named."""
    said = call(*START, "ahp", "security/alliance=3", "security/economic=5")
    assert (said.status, "'alliance' and 'economic' are not compared" in said.err) == (2, True)
    said = call(*START, "best-worst", "security/alliance=3", "alliance/economic=5")
    assert (said.status, "the most important with every other" in said.err) == (2, True)


def test_bad_file(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A file that holds something else is refused with status 1."""
    path = tmp_path / "answers.yaml"
    path.write_text("safety: [1, 2]\n", encoding="utf-8")
    said = call(*START, "swing", path, "--study", tiny)
    assert (said.status, "one answer in each line" in said.err) == (1, True)
