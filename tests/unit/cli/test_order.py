"""`policylab order`: the order, whose weights, which scenario, and the study's label."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

LABEL = "Scores are judgements on an invented ferry."
FILE = """\
title: My points
owner: a reader
groups: {safety: 1, purse: 2}
criteria: {collisions: 5, quay_order: 5, cost: 5, dry_nights: 5, own_say: 5}
"""


def order(call: Callable, tiny: Path, *words: object) -> list[dict[str, object]]:
    """Return the records of an order."""
    said = call("order", "--study", tiny, "--format", "json", *words)
    assert said.status == 0, said.err
    return json.loads(said.out)["order"]


def test_order_by_hand(call: Callable, tiny: Path) -> None:
    """The totals are those that can be worked out by hand: 100 x (3 / 4 + 1.5 / 4 - 3 / 2) / 3 and so on."""
    found = {r["option"]: (r["rank"], r["total"], r["protection"]) for r in order(call, tiny)}
    assert found == {
        "clinic": (1, pytest.approx(25 / 3), pytest.approx(125 / 3)),
        "as_today": (1, 0, 0),
        "later_boats": (3, -12.5, pytest.approx(100 / 3)),
        "bridge": (3, -12.5, pytest.approx(125 / 3)),
    }


def test_protection_moves_the_order_only_when_asked(call: Callable, tiny: Path) -> None:
    """With all weight on protection the order is that of protection."""
    all_of_it = order(call, tiny, "--with-protection", "100")
    assert [(r["option"], r["total"]) for r in all_of_it] == [
        (r["option"], r["protection"]) for r in sorted(all_of_it, key=lambda r: -float(str(r["protection"])))
    ]
    assert all_of_it[-1]["option"] == "as_today"


def test_scenario_moves_scores(call: Callable, tiny: Path) -> None:
    """In a winter of storms later boats lose a step of dry nights, half of one sixth of their protection."""
    found = {r["option"]: r["protection"] for r in order(call, tiny, "--scenario", "storms")}
    assert found["later_boats"] == pytest.approx(50 / 3)
    assert found["bridge"] == pytest.approx(125 / 3)


def test_table_says_whose_and_which(call: Callable, tiny: Path) -> None:
    """A table names the weights, their owner, the scenario and the label, and shows whole numbers only."""
    out = call("order", "--study", tiny, "--weights", "safety_first", "--scenario", "storms").out
    text = " ".join(out.split())
    for part in (
        "safety first (the report, as we read it)",
        "Scenario: A winter of storms",
        "Safety 90 %, Purse 10 %. Protection is kept apart",
    ):
        assert part in text
    assert out.endswith(f"{LABEL}\n")
    assert "." not in "".join(line for line in out.splitlines() if line.lstrip()[:1] in tuple("=1234"))


def test_parts_add_up_on_screen(call: Callable, tiny: Path) -> None:
    """The parts shown add up to the total shown."""
    out = call("order", "--study", tiny).out
    rows = [line for line in out.splitlines() if line.lstrip()[:1] in tuple("=1234")]
    for row in rows:
        total, *parts = map(int, re.findall(r"-?\d+", row)[1:4])
        assert total == sum(parts)
    assert len(rows) == 4


def test_shared_rank_has_a_sign(call: Callable, tiny: Path) -> None:
    """Options too close to call share a rank, marked with = in front; later boats and the bridge are equal."""
    out = call("order", "--study", tiny).out
    assert [line.split()[0] for line in out.splitlines() if line.lstrip()[:1] in ("=", "1", "4")] == [
        "=1",
        "=1",
        "=3",
        "=3",
    ]


def test_nothing_counts(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """Without any points no order follows, and that is said."""
    path = tmp_path / "mine.yaml"
    path.write_text(FILE.replace("safety: 1, purse: 2", "safety: 0, purse: 0"), encoding="utf-8")
    said = call("order", "--study", tiny, "--weights", path)
    assert said.status == 2
    assert "othing counts" in said.err


def test_csv_has_a_heading_and_names_the_weights(call: Callable, tiny: Path) -> None:
    """CSV holds no comment; each row says whose weights and which scenario it is of."""
    rows = list(csv.DictReader(io.StringIO(call("order", "--study", tiny, "--format", "csv").out)))
    assert [row["option"] for row in rows] == ["clinic", "as_today", "later_boats", "bridge"]
    assert {(row["weights"], row["owner"], row["scenario"]) for row in rows} == {
        ("Equal", "the authors of the tests", "today")
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
        "percent_by_group": {"safety": 33, "purse": 67, "islanders": 0},
    }


def test_shown_weights_are_a_weights_file(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """What `show weights` prints can be given to `order --weights`, and means the same."""
    path = tmp_path / "copy.yaml"
    path.write_text(call("show", "weights", "safety_first", "--study", tiny).out, encoding="utf-8")
    assert order(call, tiny, "--weights", path) == order(call, tiny, "--weights", "safety_first")


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("safety: 1", "saftey: 1", "'saftey'"),
        ("safety: 1, ", "", "'safety'"),
        ("safety: 1", "safety: -1", "from 0 to 100, not '-1'"),
        ("safety: 1", "safety: 101", "from 0 to 100, not '101'"),
        ("safety: 1", "safety: 0.5", "from 0 to 100, not '0.5'"),
        ("safety: 1", "safety: .nan", "not '.nan'"),
        ("safety: 1", "safety: ٣", "not '٣'"),
        ("cost: 5", "cost: 11", "from 0 to 10, not '11'"),
        ("cost: 5", "cost: 5, cost: 6", "again in line"),
        ("title:", "titel:", "'titel' is not a key"),
        ("groups:", "gruops:", "'gruops' is not a key"),
        ("groups: {safety: 1, purse: 2}", "groups: 3", "'groups' must give points by id"),
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
