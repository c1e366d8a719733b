"""What check says of a folder beside its problems."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policylab.catalog import check, shipped_studies
from policylab.catalog.new_study import EXAMPLE_PAPER, new_study
from policylab.catalog.notes import notes
from policylab.catalog.study import study_folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return the folder of a new study without the example paper."""
    folder = new_study("two_roads", tmp_path / "two_roads")
    (folder / EXAMPLE_PAPER).unlink()
    return folder


def test_nothing_is_said_of_what_is_as_usual(mine: Path, tiny: Path) -> None:
    """Neither of the shipped studies, nor of a folder named like its study, nor of files of other kinds."""
    (mine / "README.md").write_text("Mine.", encoding="utf-8")
    (mine / ".hidden.yaml").write_text("a: b", encoding="utf-8")
    folders = [mine, tiny, *map(study_folder, shipped_studies())]
    assert [notes(folder) for folder in folders] == [[]] * len(folders)
    assert notes(mine.rename(mine.with_name("Two roads"))) == []


def test_a_copy_with_the_same_id(mine: Path) -> None:
    """The folder's name and the id are both said; it is no problem."""
    copy = shutil.copytree(mine, mine.with_name("three_roads"))
    (note,) = notes(copy)
    assert "called 'three_roads', the id in study.yaml is 'two_roads'" in note
    assert check(copy) == []


def test_a_file_that_is_not_read(mine: Path) -> None:
    """It is named, with the file that may be meant; a study that is not sound has its notes, too."""
    (mine / "options.yaml").rename(mine / "option.yaml")
    (mine / "figures.csv").write_text("a,b\n", encoding="utf-8")
    assert notes(mine) == [
        "figures.csv is not read: no file of a study has this name.",
        "option.yaml is not read: no file of a study has this name. Did you mean options.yaml?",
    ]
    (mine / "study.yaml").write_text("id: [", encoding="utf-8")
    assert len(notes(mine)) == 2


def test_the_example_paper_is_named_while_it_is_there(tmp_path: Path) -> None:
    """Once it is changed it is the author's own."""
    folder = new_study("two_roads", tmp_path / "two_roads")
    (note,) = notes(folder)
    assert EXAMPLE_PAPER in note
    (folder / EXAMPLE_PAPER).write_text("My own paper.", encoding="utf-8")
    assert notes(folder) == []
