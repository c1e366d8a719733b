import os
from pathlib import Path

import pytest

from policylab.catalog import check, load, shipped_studies
from policylab.errors import CallError
from policylab.testing import study_files, write_study

FILES = study_files()


def test_the_tiny_study_is_sound(tmp_path: Path) -> None:
    """It loads, by path or by text."""
    folder = write_study(tmp_path)
    assert check(folder) == []
    assert load(folder).title == load(str(folder)).title == "The last ferry"


def test_an_unknown_name_lists_the_studies_that_there_are() -> None:
    """And suggests the one that may be meant."""
    for name in shipped_studies():
        with pytest.raises(CallError, match=f"Did you mean '{name}'"):
            load(name.replace("_", "-"))
    with pytest.raises(CallError, match="Studies that come with policylab: "):
        load("nothing like it")


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "study.yaml", "/dev/null"])
def test_what_is_no_folder_is_a_wrong_call(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands there, and never another kind of error."""
    monkeypatch.chdir(tmp_path)
    if name == "":
        return
    with pytest.raises(CallError):
        load(name)


def test_an_empty_folder_misses_every_file_but_the_optional_one(tmp_path: Path) -> None:
    """All are named at once."""
    problems = check(tmp_path)
    assert {problem.code for problem in problems} == {"P001"}
    assert {problem.path for problem in problems} == set(FILES) - {"expected.yaml"}


def windows_bytes(text: str) -> bytes:
    """Return a text as some editors on Windows save it."""
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def test_line_ends_and_the_mark_of_windows_are_accepted(tmp_path: Path) -> None:
    """A byte order mark and CRLF change nothing, neither content nor places."""
    files = {name.partition(".")[0]: windows_bytes(text) for name, text in FILES.items()}
    plain, windows = load(write_study(tmp_path / "plain")), load(write_study(tmp_path / "windows", **files))
    assert plain.card == windows.card
    assert plain.rows == windows.rows
    assert dict(plain.options) == dict(windows.options)
    broken = FILES["options.yaml"].replace("role: lever", "role: handle")
    expected = check(write_study(tmp_path / "plain", options=broken))
    assert check(write_study(tmp_path / "windows", options=broken.replace("\n", "\r\n"))) == expected
    assert len(expected) == 1


TITLES = [
    "섬으로 가는 다리",
    "جسر إلى الجزيرة",
    "👩‍👩‍👧‍👦 a bridge 🇰🇷",
    "<script>",
    "{{7*7}} ${x}",
    "=1+1",
]


@pytest.mark.parametrize("title", TITLES)
def test_names_in_any_script_are_kept(title: str, tmp_path: Path) -> None:
    """Letter for letter, and nothing in them means anything."""
    options = FILES["options.yaml"].replace("title: A bridge", f"title: '{title}'")
    scores = FILES["scores.csv"].replace("Forty years of income.", title)
    study = load(write_study(tmp_path, options=options, scores=scores))
    assert study.options["bridge"].title == title
    assert study.scores.loc[("bridge", "cost"), "reason"] == title


def test_an_id_that_looks_like_a_truth_value_stays_an_id(tmp_path: Path) -> None:
    """An option called no is called no."""
    files = {name.partition(".")[0]: text.replace("clinic", "no") for name, text in FILES.items()}
    study = load(write_study(tmp_path, **files))
    assert "no" in study.options


def test_expected_orders_may_be_left_out(tmp_path: Path) -> None:
    """A study of one's own need not pin an order."""
    assert dict(load(write_study(tmp_path, expected=None)).expected) == {}


def test_a_scenario_named_all_or_some_is_one_like_others(tmp_path: Path) -> None:
    """The word for all options is not mixed up with ids."""
    scenarios = FILES["scenarios.yaml"].replace("storms:", "some:").replace("    boats_stay:", "    all:")
    broken = scenarios.replace("by: -1.0", "by: x")
    assert check(write_study(tmp_path, scenarios=scenarios)) == []
    (problem,) = check(write_study(tmp_path, scenarios=broken))
    assert (problem.line, problem.column) == (12, 11)


def test_a_judgement_may_be_narrow_if_it_says_why(tmp_path: Path) -> None:
    """Each of the three phrases will do, in capitals as well."""
    for words in ("No channel", "NARROW BECAUSE it is plain", "so by definition"):
        scores = FILES["scores.csv"].replace("Zero: no channel of effect.", f"{words}.")
        assert check(write_study(tmp_path, scores=scores)) == []


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """A folder, a pipe that nobody writes to, and a file without end are refused at once."""
    folder = write_study(tmp_path, options=None, weights=None, scores=None)
    (folder / "options.yaml").mkdir()
    os.mkfifo(folder / "weights.yaml")
    (folder / "scores.csv").symlink_to("/dev/zero")
    assert {(problem.code, problem.path) for problem in check(folder)} == {
        ("P001", "options.yaml"),
        ("P001", "weights.yaml"),
        ("P001", "scores.csv"),
    }
