"""The commands on how firm an order is: what each says, in three forms, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from policylab.analysis import evaluate
from policylab.cli.firm import share_word
from policylab.testing import study_files, tiny_study, write_study

LABEL = "Scores are judgements on an invented ferry."
SHIPPED = {
    "firm": [],
    "firm of one": ["--option", "quiet_halt"],
    "compare": ["quiet_halt", "camp"],
    "map": [],
    "ladder": [],
    "floor": ["--protection", "33", "--line", "influx=-1"],
    "floor, all of them": [],
    "ledgers": [],
    "places": ["--draws", "500"],
    "scenarios": [],
    "packages": ["--max", "2"],
    "packages of two": ["--options", "quiet_halt", "spouse_residency"],
    "methods": [],
}
TINY = {
    "firm": [],
    "firm of one": ["--option", "bridge"],
    "compare": ["bridge", "clinic"],
    "ladder": [],
    "floor": ["--protection", "10"],
    "floor, all of them": [],
    "ledgers": [],
    "places": ["--draws", "500"],
    "scenarios": [],
    "methods": [],
}


def words(name: str, more: list[str]) -> list[str]:
    """Return the words of a call."""
    return [name.split()[0].rstrip(","), *more]


@pytest.mark.parametrize("name", SHIPPED)
def test_page(call: Callable, name: str) -> None:
    """Each page names whose weights and which scenario, ends with the label, and calls nothing the best."""
    said = call(*words(name, SHIPPED[name]), "--weights", "essay_security_first")
    assert (said.status, said.err) == (0, "")
    text = " ".join(said.out.split())
    assert "the essay\u2019s emphasis (the unsigned essay of 2013 or later" in text
    assert "Scenario: Today." in text
    assert said.out.rstrip().endswith("No option here is \u201cthe answer\u201d.")
    counts = re.search(r"What counts: Security (\d+) %, Alliance (\d+) %, Economic (\d+) %", text)
    assert counts is not None
    assert sum(map(int, counts.groups())) == 100
    assert not re.search(r"\b(winner|wins|best option|optimal)\b", text, re.IGNORECASE)
    assert not any(line.lstrip().startswith("%") for line in said.out.splitlines())


@pytest.mark.parametrize("name", TINY)
def test_csv(call: Callable, tiny: Path, name: str) -> None:
    """Each row of CSV names the weights, their owner and the scenario."""
    said = call(*words(name, TINY[name]), "--study", tiny, "--scenario", "storms", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert len(rows) > 1 or name == "ladder"
    assert {(row["weights"], row["owner"], row["scenario"]) for row in rows} == {
        ("Equal", "the authors of the tests", "storms")
    }


@pytest.mark.parametrize("name", TINY)
def test_json(call: Callable, tiny: Path, name: str) -> None:
    """JSON carries the label, the choices, and whole shares that add to 100."""
    said = call(*words(name, TINY[name]), "--study", tiny, "--with-protection", "33", "--format", "json")
    found = json.loads(said.out)
    assert (found["label"], found["scenario"], found["percent_with_protection"]) == (LABEL, "today", 33)
    assert sum(found["weights"]["percent_by_group"].values()) == 100


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (
            ["firm", "--option", "brige"],
            "There is no ranked option 'brige' in this study. Did you mean 'bridge'?",
        ),
        (["compare", "bridge", "bridge"], "'bridge' is named twice; compare two options."),
        (["compare", "bridge", "clinik"], "Did you mean 'clinic'?"),
        (["compare", "bridge"], "B must be given"),
        (["map"], "exactly three groups"),
        (["ladder", "--with-protection", "101"], "a share in percent from 0 to 100, not '101'"),
        (["scenarios", "--scenario", "storm"], "Did you mean 'storms'?"),
        (["packages"], "does not say how options act together"),
        (["packages", "--max", "0"], "a whole number of at least 1, or any, not '0'"),
        (["packages", "--options", "brige"], "Did you mean 'bridge'?"),
        (["methods", "--library", "pymcdn"], "Did you mean 'pymcdm'?"),
        (["ladder", "--figure", "ladder.gif"], "it must end in .svg, .png or .pdf, not 'ladder.gif'"),
        (["ladder", "--figure", "nowhere/ladder.svg"], "there is no folder 'nowhere'"),
        (["firm", "--picture", "plces"], "Did you mean 'places'?"),
    ],
)
def test_refused(call: Callable, tiny: Path, given: list[str], part: str) -> None:
    """A call that makes no sense ends with one sentence and status 2."""
    said = call(*given, "--study", tiny)
    assert said.status == 2
    assert part in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_firm_says_what_the_methods_say(call: Callable, tiny: Path) -> None:
    """The page of the tiny study by hand: clinic and bridge are level where 37.5 s = 50 (1 - s) + ..., at 7 of 11."""
    found = json.loads(call("firm", "--study", tiny, "--format", "json").out)
    safety = next(each for each in found["tipping_points"] if each["about"] == "safety")
    assert safety["now"] == 0.5
    # Clinic is worth 50/3 on safety and 0 on purse; the bridge 75 and -100: 50/3 s = 75 s - 100 (1 - s).
    turn = 100 / (75 + 100 - 50 / 3)
    assert [(each["options"], each["from"], each["to"]) for each in safety["leaders"]] == [
        (["clinic"], 0, pytest.approx(turn, abs=1e-6)),
        (["bridge"], pytest.approx(turn, abs=1e-6), 1),
    ]
    assert [row["option"] for row in found["places"]] == ["clinic", "as_today", "later_boats", "bridge"]
    assert sum(row["first_scores_moving"] for row in found["places"]) == pytest.approx(1, abs=1e-5)


def test_firm_is_the_same_each_time(call: Callable, tiny: Path) -> None:
    """Draws have a seed: the page does not change from call to call."""
    assert call("firm", "--study", tiny).out == call("firm", "--study", tiny).out


def test_all_says_more(call: Callable) -> None:
    """--all adds the criteria, every option and every remark."""
    short, full = call("firm").out, call("firm", "--all").out
    assert '- "Influx"' not in short
    assert '- "Influx"' in full
    assert "more: --all" in short
    assert "--all" not in full


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (None, "never"),
        (0.0, "never"),
        (1e-4, "under 1 %"),
        (0.995, "over 99 %"),
        (1.0, "always"),
        (0.5, "50 %"),
    ],
)
def test_share_word(share: float | None, word: str) -> None:
    """What happened once is not never, and what failed once is not always."""
    assert share_word(share) == word


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("name", TINY)
def test_a_missing_score_is_said(call: Callable, tmp_path: Path, name: str, form: str) -> None:
    """Every command takes a study with a gap, gives the option no place, and says so."""
    scores = [line for line in study_files()["scores.csv"].splitlines() if not line.startswith("bridge,cost")]
    study = write_study(tmp_path / "gap", scores="\n".join(scores) + "\n", expected=None)
    said = call(*words(name, TINY[name]), "--study", study, "--format", form)
    assert (said.status, said.err) == (0, "")
    if form == "table":
        assert "missing" in said.out or "not scored" in said.out.lower()
    if (name, form) == ("firm", "json"):
        found = json.loads(said.out)
        assert found["left_out"] == ["bridge"]
        assert [row["option"] for row in found["places"] if row["rank"] is None] == ["bridge"]


def test_compare_adds_up(call: Callable, tiny: Path) -> None:
    """Differences, biggest first, add up to the difference of the totals, on screen and exactly."""
    result = evaluate(tiny_study())
    rows = json.loads(call("compare", "bridge", "clinic", "--study", tiny, "--format", "json").out)[
        "criteria"
    ]
    total = [row for row in rows if row["ledger"] == "total"]
    assert sum(row["difference"] for row in total) == pytest.approx(
        result.total["bridge"] - result.total["clinic"], abs=1e-5
    )
    sizes = [abs(row["difference"]) for row in total]
    assert sizes == sorted(sizes, reverse=True)
    out = call("compare", "bridge", "clinic", "--study", tiny).out
    state = out.split("for protection")[0]
    shown = [int(line.split()[-1]) for line in state.splitlines() if re.search(r" %.* [+-]?\d+$", line)]
    assert sum(shown[:-1]) == shown[-1]
    assert "ahead of clinic on 2 of 3 criteria that count, level on 0 and behind on 1" in " ".join(
        out.split()
    )


def test_compare_is_mirrored(call: Callable, tiny: Path) -> None:
    """Turned round, every difference has the other sign."""

    def differences(*pair: str) -> dict[str, float]:
        out = call("compare", *pair, "--study", tiny, "--format", "json").out
        return {row["criterion"]: row["difference"] for row in json.loads(out)["criteria"]}

    one, other = differences("bridge", "clinic"), differences("clinic", "bridge")
    assert one == {criterion: pytest.approx(-difference) for criterion, difference in other.items()}


def test_map_shares_add_up(call: Callable) -> None:
    """Shares on screen are whole and add to 100; exact ones to 1."""
    found = json.loads(call("map", "--format", "json").out)
    assert sum(region["share"] for region in found["regions"]) == pytest.approx(1, abs=1e-5)
    shown = re.findall(r"  (\d+) %  ", call("map").out)
    assert sum(map(int, shown)) == 100


def test_ladder_steps_follow_each_other(call: Callable) -> None:
    """Each step begins where the last one ended, from 0 to 1, and protection rises."""
    steps = json.loads(call("ladder", "--format", "json").out)["steps"]
    assert (steps[0]["share_from"], steps[-1]["share_to"]) == (0, 1)
    for one, other in pairwise(steps):
        assert one["share_to"] == other["share_from"]
        assert one["protection"] < other["protection"]


def test_scenarios_have_every_weight_set(call: Callable, tiny: Path) -> None:
    """The table of scenarios by weight sets has all of both."""
    found = json.loads(call("scenarios", "--study", tiny, "--format", "json").out)
    assert {key: set(row) for key, row in found["first_by_weight_set"].items()} == {
        "equal": {"today", "storms"},
        "safety_first": {"today", "storms"},
    }
    regrets: dict[str, list[float]] = {}
    for row in found["by_scenario"]:
        regrets.setdefault(row["in_scenario"], []).append(row["regret"])
    assert all(min(each) == 0 for each in regrets.values())


def test_packages_keep_to_the_size(call: Callable) -> None:
    """No package has more options than asked for, companions not counted."""
    found: dict[str, Any] = json.loads(call("packages", "--max", "2", "--format", "json").out)
    sizes = [len(set(row["options"]) - {"border_crime_enforcement"}) for row in found["packages"]]
    assert max(sizes) == 2


def test_packages_are_small_unless_asked_for(call: Callable) -> None:
    """At most three options by default, and larger ones with --max any."""
    for given, largest in ([], 3), (["--max", "any"], 4):
        found: dict[str, Any] = json.loads(call("packages", *given, "--format", "json").out)
        sizes = [len(set(row["options"]) - {"border_crime_enforcement"}) for row in found["packages"]]
        assert max(sizes) == 3 if largest == 3 else max(sizes) >= largest


def test_figure_is_written(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """--figure writes a file and says so on the error stream; the answer itself stays as it is."""
    path = tmp_path / "ladder.svg"
    said = call("ladder", "--study", tiny, "--format", "json", "--figure", path)
    assert json.loads(said.out)["steps"]
    assert said.err == f"Figure written: {path}\n"
    assert path.read_text(encoding="utf-8").startswith("<svg")
