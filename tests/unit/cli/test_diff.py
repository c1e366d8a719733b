"""`policylab diff`: two studies, two views, and what cannot be compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policylab.testing import study_files, tiny_study, write_study
from policylab.viewmodels.state import first_state

FILES = study_files()
DEARER = FILES["scores.csv"].replace("clinic,cost,-0.5,0,0.5", "clinic,cost,-2,-1.5,-0.5")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Return a folder with another version of the tiny study."""
    return write_study(tmp_path / "other" / "tiny_ferry", scores=DEARER)


def view(path: Path, **patch: Any) -> Path:
    """Write a view of the tiny study as the dashboard does, and return the file."""
    state = {**first_state(tiny_study()), **patch}
    path.write_text(json.dumps({"format": "policylab state", "about": {}, "state": state}), encoding="utf-8")
    return path


def test_two_studies(call: Callable, tiny: Path, other: Path) -> None:
    """Sentences by part, then the order, what made it so, and the options that moved."""
    said = call("diff", tiny, other)
    assert said.status == 0
    words = " ".join(said.out.split())
    assert "Scores - Score of Clinic on Cost: 0 to -1.5; range now -2 to -0.5. The order" in words
    assert "- Clinic and Today stood first; now Today stands first. - 3 options changed place." in words
    assert "- One change bears on it: the score of Clinic on Cost." in words
    assert "Clinic 1 2 +8 -17" in words
    assert words.endswith("Scores are judgements on an invented ferry.")


def test_no_difference(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A study against itself, and against a copy with a comment more, does not differ."""
    copy = write_study(tmp_path / "copy" / "tiny_ferry", weights="# a comment\n" + FILES["weights.yaml"])
    for second in (tiny, copy):
        said = call("diff", tiny, second)
        assert said.status == 0
        assert said.out.splitlines()[-1] == "There is no difference between the two."


def test_json(call: Callable, tiny: Path, other: Path) -> None:
    """Every change with its fields, and the order with every option and the causes."""
    data = json.loads(call("diff", tiny, other, "--format", "json").out)
    assert data["summary"] == "1 score"
    (change,) = data["changes"]
    assert (change["id"], change["title"]) == ("clinic cost", "Clinic on Cost")
    assert change["fields"][1] == {"field": "central", "before": 0.0, "after": -1.5}
    assert data["order"]["changed"]
    assert data["order"]["causes"]["undone_alone_restores_the_order"][0]["id"] == "score clinic cost"
    assert {one["option"] for one in data["order"]["options"]} == {
        "as_today",
        "later_boats",
        "bridge",
        "clinic",
    }


def test_weights_and_scenario(call: Callable, tiny: Path, other: Path) -> None:
    """Other weights and circumstances of the second may be asked for; unknown ones are refused with a hint."""
    words = " ".join(
        call("diff", tiny, other, "--weights", "safety_first", "--scenario", "storms").out.split()
    )
    assert "Weights: Safety first. Scenario: A winter of storms." in words
    refused = call("diff", tiny, other, "--weights", "saftey_first")
    assert refused.status == 2
    assert "Did you mean 'safety_first'?" in refused.err


def test_two_views(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """Two saved views of one study: what differs, whether the order does, and the totals that moved."""
    first = view(tmp_path / "a.json")
    points = {"safety": 90, "purse": 10}
    second = view(tmp_path / "b.json", groups=points, weight_set="yours", floor=-5, scenario="storms")
    said = call("diff", first, second, "--study", tiny)
    assert said.status == 0
    words = " ".join(said.out.split())
    assert "- Safety 50 to 90 - Purse 50 to 10 - Scenario: Today to A winter of storms" in words
    assert "- Floor on protection: none to -5 points" in words
    assert "Clinic and Today stood first; now Bridge stands first." in words
    data = json.loads(call("diff", first, second, "--study", tiny, "--format", "json").out)
    assert data["order"]["changed"]
    assert [one["key"] for one in data["changes"]] == ["groups.safety", "groups.purse", "scenario", "floor"]
    same = call("diff", first, first, "--study", tiny)
    assert "There is no difference between the two" in same.out


def test_a_view_of_an_older_version(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A view made with another version is read with this one, and that is said."""
    first = view(tmp_path / "a.json", version="2025.9")
    second = view(tmp_path / "b.json", groups={"safety": 1, "purse": 2}, version="2025.9")
    said = call("diff", first, second, "--study", tiny)
    assert said.status == 0
    words = " ".join(said.out.split())
    assert words.count("was made with study version 2025.9") == 2
    assert words.count("\u201cEqual\u201d has other points now") == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{}", "this is no file of a view"),
        ("[" * 5000, "this is no file of a view"),
        (
            '{"format": "policylab state", "state": {"study": "tiny_ferry", "version": "2026.1"}}',
            "There is no",
        ),
    ],
)
def test_files_that_are_no_views(call: Callable, tiny: Path, tmp_path: Path, text: str, words: str) -> None:
    """A file that holds no view is refused in a sentence, as wrong data."""
    good, bad = view(tmp_path / "a.json"), tmp_path / "b.json"
    bad.write_text(text, encoding="utf-8")
    said = call("diff", good, bad, "--study", tiny)
    assert said.status == 1
    assert words in said.err
    assert "Traceback" not in said.err


def test_calls_that_make_no_sense(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A study with a view, a view with weights, no such thing: one sentence each, status 2."""
    file = view(tmp_path / "a.json")
    for words in (
        ("diff", tiny, file),
        ("diff", file, file, "--weights", "equal"),
        ("diff", tiny, tiny, "--study", tiny),
        ("diff", tiny, "no_such_study"),
        ("diff", file, file),
        ("diff", tiny),
        ("diff", tiny, tiny, "--format", "csv"),
    ):
        said = call(*words)
        assert said.status == 2, words
        assert len(said.err.splitlines()) == 1


def test_a_broken_study_is_named(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """Of two studies the one with problems is named, with its problems."""
    broken = write_study(tmp_path / "broken" / "tiny_ferry", weights="equal: [\n")
    said = call("diff", tiny, broken)
    assert said.status == 1
    assert f"{broken}: The study has 1 problem:" in said.err
    assert "weights.yaml:" in said.err


LINK = (
    "2.hZVzGMjAyNi4x472kf.w6nR19uAkHaY1WD7IFJ_IX8iFRCHlBoGWnk1Q3oke1.s1gsnpqhr.pAAcuer5.ogGAAAh"
    "lllt.dAAte1o0.kAAtrqe5.vC4hAOBvXcAAAA0qt2a"
)
"""As the dashboard writes it: the tiny study, Safety at 70."""


def test_a_link_in_a_file(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A file may hold a link instead; a damaged one, or one to another study, is refused in a sentence."""
    link, damaged = tmp_path / "link.txt", tmp_path / "damaged.txt"
    link.write_text(f"http://127.0.0.1:5006/#s={LINK}\n")
    damaged.write_text(LINK.replace(".p", ".pA"))
    said = call("diff", view(tmp_path / "a.json"), link, "--study", tiny)
    assert (said.status, said.err) == (0, "")
    assert "- Safety 50 to 70" in said.out
    for words in (("diff", link, damaged, "--study", tiny), ("diff", link, link)):
        refused = call(*words)
        assert refused.status == 1
        assert "This link cannot be read whole" in refused.err
