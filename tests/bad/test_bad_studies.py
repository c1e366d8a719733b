"""Every bad study says exactly what is wrong with it."""

import runpy
import shutil
from pathlib import Path

import pytest

from policylab.catalog import check, load
from policylab.errors import StudyInvalid
from policylab.testing import write_study

HERE = Path(__file__).parent
BAD = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name.startswith("P"))
# Beside the files that differ from the tiny study a folder may hold: what is expected, a list of files to
# leave out, and a program that makes a file too large to be kept.
NOTES = ("expected.txt", "left_out.txt", "recipe.py", "__pycache__")


def build(case: Path, folder: Path) -> Path:
    """Write the tiny study with the differences of a case."""
    write_study(folder)
    for path in case.iterdir():
        if path.name not in NOTES:
            shutil.copyfile(path, folder / path.name)
    if (case / "left_out.txt").exists():
        for name in (case / "left_out.txt").read_text(encoding="utf-8").split():
            (folder / name).unlink()
    if (case / "recipe.py").exists():
        runpy.run_path(str(case / "recipe.py"))["write"](folder)
    return folder


FOREIGN = ("pydantic", "ruamel", "Input should", "http", "type=", "<class", "Error", "\n", "\x1b")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_study_says_exactly_what_is_wrong(name: str, tmp_path: Path) -> None:
    """The problems are those expected, word for word; the code of the folder is among them; all our words."""
    folder = build(HERE / name, tmp_path / "study")
    problems = check(folder)
    expected = (HERE / name / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [str(problem) for problem in problems] == expected
    assert name.partition("-")[0] in {problem.code for problem in problems}
    for problem in problems:
        assert [word for word in FOREIGN if word in str(problem)] == []
        assert problem.found
        assert not problem.found.endswith(".")
        assert problem.fix


@pytest.mark.parametrize("name", BAD)
def test_a_bad_study_does_not_load(name: str, tmp_path: Path) -> None:
    """Loading raises all problems at once."""
    folder = build(HERE / name, tmp_path / "study")
    with pytest.raises(StudyInvalid) as raised:
        load(folder)
    expected = (HERE / name / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [str(problem) for problem in raised.value.problems] == expected
    assert str(raised.value).splitlines()[1:] == expected
