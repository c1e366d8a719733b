"""`policylab order`: the order, whose weights, which scenario, and the study's label."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

LABEL = "Scores are judgements made up for tests."
FILE = """\
title: My points
owner: a reader
groups: {security: 1, alliance: 2}
criteria: {quiet_bank: 5, old_pact: 5, food: 5}
"""


def order(call: Callable, tiny: Path, *words: object) -> list[dict[str, object]]:
    """Return the records of an order."""
    said = call("order", "--study", tiny, "--format", "json", *words)
    assert said.status == 0, said.err
    return json.loads(said.out)["order"]


def test_order_by_hand(call: Callable, tiny: Path) -> None:
    """The totals are those that can be worked out by hand: 100 x (1.5 + 2) / 2 / 3 and so on."""
    found = {r["option"]: (r["rank"], r["total"], r["protection"]) for r in order(call, tiny)}
    assert found == {
        "fence": (1, pytest.approx(58.333333), pytest.approx(-66.666667)),
        "status_quo": (2, 0, 0),
        "open_season": (3, pytest.approx(-50), pytest.approx(66.666667)),
    }


def test_protection_moves_the_order_only_when_asked(call: Callable, tiny: Path) -> None:
    """With all weight on protection the order is that of protection."""
    all_of_it = order(call, tiny, "--with-protection", "100")
    assert [r["option"] for r in all_of_it] == ["open_season", "status_quo", "fence"]


def test_scenario_moves_scores(call: Callable, tiny: Path) -> None:
    """In a dry year every option but the baseline loses one step of food."""
    found = {r["option"]: r["protection"] for r in order(call, tiny, "--scenario", "dry_year")}
    assert found == {"fence": -100, "status_quo": 0, "open_season": pytest.approx(33.333333)}


def test_table_says_whose_and_which(call: Callable, tiny: Path) -> None:
    """A table names the weights, their owner, the scenario and the label, with whole numbers only."""
    out = call("order", "--study", tiny, "--weights", "pact_first", "--scenario", "dry_year").out
    for part in (
        "the pact first (the neighbour)",
        "A dry year",
        "Security 0 %, Alliance 100 %. Protection is kept apart",
    ):
        assert part in out
    assert out.endswith(f"{LABEL}\n")
    assert [line.split()[0] for line in out.splitlines() if line.lstrip()[:1].isdigit()] == ["1", "2", "3"]


def test_shared_rank_has_a_sign(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """Options too close to call share a rank, marked with = in front."""
    study = tmp_path / "tiny"
    shutil.copytree(tiny, study)
    scores = study / "scores.csv"
    text = scores.read_text(encoding="utf-8")
    text = text.replace("open_season,quiet_bank,-2,-1,0", "open_season,quiet_bank,0,1,2").replace(
        "open_season,old_pact,-3,-2,-1", "open_season,old_pact,-3,-1,1"
    )
    scores.write_text(text, encoding="utf-8")
    (study / "expected.yaml").unlink()
    out = call("order", "--study", study).out
    assert [line.split()[0] for line in out.splitlines() if line.lstrip()[:1] in ("=", "1")] == [
        "1",
        "=2",
        "=2",
    ]


def test_nothing_counts(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """Without any points no order follows, and that is said."""
    path = tmp_path / "mine.yaml"
    path.write_text(FILE.replace("security: 1, alliance: 2", "security: 0, alliance: 0"), encoding="utf-8")
    said = call("order", "--study", tiny, "--weights", path)
    assert said.status == 2
    assert "othing counts" in said.err


def test_csv_has_a_heading_and_names_the_weights(call: Callable, tiny: Path) -> None:
    """CSV holds no comment; each row says whose weights and which scenario it is of."""
    rows = list(csv.DictReader(io.StringIO(call("order", "--study", tiny, "--format", "csv").out)))
    assert [row["option"] for row in rows] == ["fence", "status_quo", "open_season"]
    assert {(row["weights"], row["owner"], row["scenario"]) for row in rows} == {
        ("Equal weights", "the project", "today")
    }


def test_json_has_the_label_and_shares_that_add_up(call: Callable, tiny: Path) -> None:
    """JSON carries the label, and whole shares that add to 100."""
    found = json.loads(call("order", "--study", tiny, "--format", "json", "--with-protection", "33").out)
    assert found["label"] == LABEL
    assert sum(found["weights"]["percent_by_group"].values()) == 100


def test_own_weights(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A file of one's own is used and named."""
    path = tmp_path / "mine.yaml"
    path.write_text(FILE, encoding="utf-8")
    found = json.loads(call("order", "--study", tiny, "--weights", path, "--format", "json").out)
    assert found["weights"] == {
        "title": "My points",
        "owner": "a reader",
        "percent_by_group": {"security": 33, "alliance": 67, "protection": 0},
    }


def test_shown_weights_are_a_weights_file(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """What `show weights` prints can be given to `order --weights`, and means the same."""
    path = tmp_path / "copy.yaml"
    path.write_text(call("show", "weights", "pact_first", "--study", tiny).out, encoding="utf-8")
    assert order(call, tiny, "--weights", path) == order(call, tiny, "--weights", "pact_first")


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("security: 1", "secruity: 1", "'secruity'"),
        ("security: 1, ", "", "'security'"),
        ("security: 1", "security: -1", "from 0 to 100, not '-1'"),
        ("security: 1", "security: 101", "from 0 to 100, not '101'"),
        ("security: 1", "security: 0.5", "from 0 to 100, not '0.5'"),
        ("security: 1", "security: .nan", "not '.nan'"),
        ("security: 1", "security: ٣", "not '٣'"),
        ("food: 5", "food: 11", "from 0 to 10, not '11'"),
        ("food: 5", "food: 5, food: 6", "again in line"),
        ("title:", "titel:", "'titel' is not a key"),
        ("groups:", "gruops:", "'gruops' is not a key"),
        ("groups: {security: 1, alliance: 2}", "groups: 3", "'groups' must give points by id"),
        (FILE, "", "holds nothing"),
        (FILE, "- 1\n", "title, owner, groups and criteria"),
        (FILE, "a: &a [1]\nb: *a\n", "mine.yaml:"),
        (FILE, "[" * 5000, "mine.yaml:"),
        ("title: My points", "title: \x00", "mine.yaml:"),
    ],
)
def test_bad_weights_file(call: Callable, tiny: Path, tmp_path: Path, old: str, new: str, part: str) -> None:
    """A file that does not hold weights for this study is refused with what is wrong, and status 1."""
    path = tmp_path / "mine.yaml"
    path.write_text(FILE.replace(old, new), encoding="utf-8")
    said = call("order", "--study", tiny, "--weights", path)
    assert said.status == 1
    assert part in said.err
    assert said.err.startswith("policylab: ")
    assert said.out == ""
