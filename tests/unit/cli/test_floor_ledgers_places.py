"""The commands `floor`, `ledgers` and `places`: numbers by hand, what is said, and what is refused.

On the tiny study with equal weights protection is 0 (today), 33 (later boats), 42 (bridge, clinic) points, and the
totals are 0, -12.5, -12.5 and 25/3.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policylab import analysis
from policylab.cli.floor import floor_words
from policylab.testing import study_files, tiny_study, write_study


def test_floor_and_line_by_hand(call: Callable, tiny: Path) -> None:
    """A floor of 10 and a red line at 1 on collisions leave later boats and the bridge, for 25/3 + 12.5 points."""
    asked = ["floor", "--study", tiny, "--protection", "10", "--line", "collisions=1", "--format", "json"]
    found = json.loads(call(*asked).out)
    assert found["first_without_lines"] == ["clinic"]
    assert found["first_with_lines"] == ["later_boats", "bridge"]
    assert found["price"] == pytest.approx(25 / 3 + 12.5, abs=1e-5)
    marks = {row["option"]: (row["below_floor"], row["crosses"]) for row in found["options"]}
    assert marks == {
        "clinic": (False, ["collisions"]),
        "as_today": (True, ["collisions"]),
        "later_boats": (False, []),
        "bridge": (False, []),
    }
    by = {row["option"]: row["collisions_below_by"] for row in found["options"]}
    assert by == {"clinic": 0.5, "as_today": 1, "later_boats": 0, "bridge": 0}


def test_floor_hides_nothing(call: Callable) -> None:
    """Every option keeps its line; what is below says so, and nothing is called removed, hidden or out."""
    out = call("floor", "--protection", "33").out
    marked = [line for line in out.splitlines() if re.search(r"  below floor by \d+$", line)]
    assert len(marked) == 12
    assert len(re.findall(r"^ +=?\d+  ", out, re.MULTILINE)) == 19
    assert not re.search(r"\b(removed|excluded|eliminated|options are out)\b", out)
    assert "12 of 19 options are below floor" in " ".join(out.split())


def test_returning_floor_lets_the_option_back(call: Callable) -> None:
    """With the floor that the page names for the camp, the camp is no longer below it."""
    returns = re.search(
        r"- Camp would be back with a floor of (\d+) ", call("floor", "--protection", "33").out
    )
    assert returns is not None
    found = json.loads(call("floor", "--protection", returns.group(1), "--format", "json").out)
    assert [row["below_floor"] for row in found["options"] if row["option"] == "camp"] == [False]


def test_stairs_say_what_each_floor_does(call: Callable) -> None:
    """Each row of the stairs is what --protection says at the top of the row."""
    stairs = json.loads(call("floor", "--format", "json").out)["stairs"]
    assert len(stairs) > 2
    for stair in stairs:
        top = f"{stair['floor_up_to'] - 1e-5:.6f}"
        at = json.loads(call("floor", "--protection", top, "--format", "json").out)
        assert set(stair["first"]) == set(at["first_with_lines"])
        assert stair["price"] == pytest.approx(at["price"], abs=1e-5)
        assert set(stair["below_floor"]) == {row["option"] for row in at["options"] if row["below_floor"]}


def test_every_option_below_floor(call: Callable, tiny: Path) -> None:
    """A floor above all says so, and names nobody first."""
    said = call("floor", "--study", tiny, "--protection", "99", "--format", "json")
    found = json.loads(said.out)
    assert (found["first_with_lines"], found["price"]) == ([], None)
    assert found["says"] == "With a floor of 99 points of protection all 4 options are below floor."


@pytest.mark.parametrize(
    ("floors", "words"),
    [
        ([0.0, 25.0, 36.6667], ["0", "25", "36"]),
        ([36.2, 36.7], ["36.2", "36.7"]),
        ([-0.4, 0.4], ["-1", "0"]),
    ],
)
def test_floor_words(floors: list[float], words: list[str]) -> None:
    """Floors are rounded down, so that they hold, and stay apart."""
    assert floor_words(floors) == words


def own_weights(folder: Path, **points: int) -> Path:
    """Write a reader's own weights for the tiny study, 5 points for each criterion but those named."""
    criteria = dict.fromkeys(("collisions", "quay_order", "cost", "dry_nights", "own_say"), 5) | points
    lines = ["title: Ours", "owner: us", "groups:", "  safety: 50", "  purse: 50", "criteria:"]
    path = folder / "ours.yaml"
    path.write_text("\n".join([*lines, *(f"  {name}: {n}" for name, n in criteria.items())]) + "\n")
    return path


@pytest.mark.parametrize("words", [["floor"], ["floor", "--protection", "10"], ["ledgers"]])
def test_no_protection_points(call: Callable, tiny: Path, tmp_path: Path, words: list[str]) -> None:
    """Without points for protection there is no floor and no second ledger: one sentence, status 2."""
    ours = own_weights(tmp_path, dry_nights=0, own_say=0)
    said = call(*words, "--study", tiny, "--weights", ours)
    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert "o protection aim has points." in said.err


def test_red_line_without_protection_points(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A red line needs no points for protection."""
    ours = own_weights(tmp_path, dry_nights=0, own_say=0)
    said = call("floor", "--line", "cost=-1", "--study", tiny, "--weights", ours)
    assert (said.status, said.err) == (0, "")
    assert "crosses Cost by 2" in said.out


def test_ledgers_by_hand(call: Callable, tiny: Path) -> None:
    """Only the clinic is unbeaten; the bridge has as much protection and less for the state."""
    found = json.loads(call("ledgers", "--study", tiny, "--format", "json").out)
    assert found["unbeaten"] == ["clinic"]
    beaten = {row["option"]: set(row["beaten_by"]) for row in found["options"]}
    assert beaten == {
        "clinic": set(),
        "as_today": {"clinic"},
        "bridge": {"clinic"},
        "later_boats": {"bridge", "clinic"},
    }
    for row in found["options"]:
        assert set(row["surely_beaten_by"]) <= set(row["beaten_by"]) <= set(row["possibly_beaten_by"])
        assert row["state_low"] <= row["state"] <= row["state_high"]


def test_ledgers_surely_beaten(call: Callable, tmp_path: Path) -> None:
    """What is worse wherever scores lie in their ranges is surely beaten, and what nothing can beat is not."""
    rows = study_files()["scores.csv"].splitlines()
    worse = [re.sub(r"^(bridge,\w+),[^,]+,[^,]+,[^,]+,", r"\1,-3,-3,-2,", row) for row in rows]
    better = [re.sub(r"^(clinic,\w+),[^,]+,[^,]+,[^,]+,", r"\1,2,3,3,", row) for row in worse]
    study = write_study(tmp_path / "sure", scores="\n".join(better) + "\n", expected=None)
    found = json.loads(call("ledgers", "--study", study, "--format", "json").out)
    sure = {row["option"]: set(row["surely_beaten_by"]) for row in found["options"]}
    assert sure["bridge"] == {"clinic", "as_today", "later_boats"}
    text = " ".join(call("ledgers", "--study", study).out.split())
    assert "Surely unbeaten, wherever scores lie in their ranges: clinic." in text
    assert re.search(r"Bridge is beaten by .*; by .*clinic.* wherever scores lie in their ranges\.", text)


def test_ledgers_keep_protection_apart(call: Callable, tiny: Path) -> None:
    """A share for protection changes neither ledger."""

    def options(*more: str) -> Any:
        return json.loads(call("ledgers", "--study", tiny, "--format", "json", *more).out)["options"]

    assert options() == options("--with-protection", "40")


@pytest.mark.parametrize("vary", ["criteria", "groups", "around", "as_given"])
def test_places_are_those_of_the_method(call: Callable, tiny: Path, vary: str) -> None:
    """The command says what `smaa` says, and the places of each option add up to 1."""
    asked = ["places", "--study", tiny, "--vary", vary, "--draws", "300", "--seed", "7", "--format", "json"]
    found = json.loads(call(*asked).out)
    own = analysis.smaa(analysis.evaluate(tiny_study()), weights=vary, draws=300, seed=7)
    assert (found["asked"], found["draws"]) == (own.asked, 300)
    assert [row["option"] for row in found["options"]] == list(own.table.index)
    for row in found["options"]:
        assert row["first"] == pytest.approx(own.table.at[row["option"], "first"], abs=1e-6)
        assert row["places"][0] == row["first"]
        assert sum(row["places"]) == pytest.approx(1, abs=1e-5)
        assert len(row["places_errors"]) == len(row["places"]) == 4


def test_places_with_nothing_moving_are_the_order(call: Callable, tiny: Path) -> None:
    """With these weights and central scores the clinic is first, and certain to be."""
    said = call("places", "--study", tiny, "--vary", "as_given", "--scores", "central", "--draws", "50")
    assert re.search(r"^Clinic +always +- +1\.0 ", said.out, re.MULTILINE)
    assert "the weights given" in said.out or "weights as given" in said.out


def test_places_say_the_order_that_was_asked(call: Callable, tiny: Path) -> None:
    """The order of importance is said by titles, and every mean weight keeps to it."""
    asked = ["places", "--study", tiny, "--order", "safety > purse", "--draws", "300"]
    text = " ".join(call(*asked, "--all").out.split())
    assert "order of importance Safety > Purse; 300 draws, seed 0." in text
    shares = re.findall(r"- \w+: Safety (\d+) %, Purse (\d+) %", text)
    assert shares
    assert all(int(safety) >= int(purse) and int(safety) + int(purse) == 100 for safety, purse in shares)
    rows = list(csv.DictReader(io.StringIO(call(*asked, "--format", "csv").out)))
    assert {row["order_of_importance"] for row in rows} == {"safety > purse"}


def test_places_partial_order(call: Callable, tiny: Path) -> None:
    """A comma leaves two criteria without an order; both count less than what comes before."""
    asked = ["places", "--study", tiny, "--vary", "criteria", "--order", "cost > collisions, quay_order"]
    found = json.loads(call(*asked, "--draws", "300", "--format", "json").out)
    assert found["order_of_importance"] == [["cost"], ["collisions", "quay_order"]]
    for row in found["options"]:
        weights = row["central_weights"]
        if weights["cost"] is not None:
            assert weights["cost"] >= max(weights["collisions"], weights["quay_order"])


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (["floor", "--protection", "101"], "a number of points from -100 to 100, not '101'"),
        (["floor", "--protection", "nan"], "a number of points from -100 to 100, not 'nan'"),
        (["floor", "--line", "cots=1"], "There is no criterion 'cots' in this study. Did you mean 'cost'?"),
        (["floor", "--line", "cost"], "a criterion and a score from -3 to 3, such as influx=-1, not 'cost'"),
        (["floor", "--line", "cost=4"], "not 'cost=4'"),
        (["floor", "--line", "cost=1", "--line", "cost=2"], "'cost' has two red lines; draw one."),
        (["ledgers", "--figure", "ledgers.gif"], "it must end in .svg, .png or .pdf, not 'ledgers.gif'"),
        (["places", "--vary", "group"], "Did you mean 'groups'?"),
        (["places", "--scores", "range"], "Did you mean 'ranges'?"),
        (["places", "--draws", "0"], "a whole number from 1 to 100,000,000, not '0'"),
        (["places", "--seed", "-1"], "a whole number of at least 0, not '-1'"),
        (["places", "--order", "safety"], "two or more names with > between them, not 'safety'"),
        (["places", "--order", "safety > "], "two or more names with > between them"),
        (["places", "--order", "safety, purse"], "two or more names with > between them"),
        (["places", "--order", "safety > purs"], "Did you mean 'purse'?"),
        (["places", "--order", "safety > safety"], "'safety' is in --order twice."),
        (["places", "--order", "safety > cost"], "'cost' is a criterion, no group: order criteria with"),
        (["places", "--vary", "criteria", "--order", "cost > safety"], "'safety' is a group, no criterion"),
        (["places", "--vary", "around", "--order", "safety > purse"], "not with --vary around"),
    ],
)
def test_refused(call: Callable, tiny: Path, given: list[str], part: str) -> None:
    """A call that makes no sense ends with one sentence and status 2."""
    said = call(*given, "--study", tiny)
    assert said.status == 2
    assert part in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_order_of_a_group_without_points(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A group none of whose criteria has points cannot be put in an order."""
    ours = own_weights(tmp_path, cost=0)
    said = call("places", "--study", tiny, "--weights", ours, "--order", "safety > purse")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "'purse' has no criterion with points" in said.err


@pytest.mark.parametrize("name", ["floor", "ledgers", "places"])
def test_unsound_study(call: Callable, tmp_path: Path, name: str) -> None:
    """A study that does not load ends with status 1."""
    assert call(name, "--study", write_study(tmp_path / "bad", sources=None)).status == 1


def test_ctrl_c_ends_the_draws(call: Callable, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C during the draws ends with status 130 and not a word."""

    def stopped(*_: object, progress: Callable[[float], object], **__: object) -> None:
        assert progress(0.5) is not False
        raise KeyboardInterrupt

    monkeypatch.setattr(analysis, "smaa", stopped)
    said = call("places", "--study", tiny)
    assert (said.status, said.out, said.err) == (130, "", "")


def test_figure_is_of_what_was_asked(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """The figure of the places has the question that was asked, not its usual one."""
    path = tmp_path / "places.svg"
    said = call("places", "--study", tiny, "--vary", "as_given", "--draws", "123", "--figure", path)
    assert said.err == f"Figure written: {path}\n"
    assert "123 draws" in path.read_text(encoding="utf-8")
    ledgers = tmp_path / "ledgers.svg"
    assert call("ledgers", "--study", tiny, "--figure", ledgers).status == 0
    assert ledgers.read_text(encoding="utf-8").startswith("<svg")
