"""A folder that is worked on: read when it is still, kept when it is broken, told in few words."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from policylab.errors import CallError, Problem, StudyInvalid
from policylab.schema import Study
from policylab.server import make_server
from policylab.server.watching import Watch, look_at
from policylab.testing import study_files, tiny_study, write_study

FILES = study_files()
BROKEN = Problem(
    "P012", "criteria.yaml", 3, 10, "cost", "criterion 'cost'", "group 'x' is not known", "Use purse."
)
FIRST = tiny_study()
DEARER = tiny_study(scores=FILES["scores.csv"].replace("clinic,cost,-0.5,0,0.5", "clinic,cost,-2,-1.5,-0.5"))


@dataclass
class Folder:
    """A folder that is not there: what it looks like and what reading it gives, as a test sets them."""

    look: Any = (("study.yaml", 1, 1, 1),)
    read: Study | Exception = FIRST
    reads: int = 0
    said: list[str] = field(default_factory=list)

    def watch(self) -> Watch:
        """Return a watch over it."""
        return Watch(
            Path("folder"), lambda study: f"pages of {study.version}",
            look=lambda _: self.look, read=self.load, say=self.said.append,
        )  # fmt: skip

    def load(self, _: Path) -> Study:
        """Read it, as the catalog would."""
        self.reads += 1
        if isinstance(self.read, Exception):
            raise self.read
        return self.read

    def change(self, time: int, read: Study | Exception | None = None) -> None:
        """Give it another time of change, and perhaps another content."""
        self.look = (("study.yaml", time, 1, 1),)
        self.read = read if read is not None else self.read


def second(watch: Watch) -> bool:
    """Let a second pass, as the server's loop does; return whether the folder was read."""
    if not watch.is_due():
        return False
    watch.take(watch.read())
    return True


def told(watch: Watch, study: Study | None) -> dict[str, Any]:
    """Return what a page is told, without the number."""
    news = json.loads(watch.news_for(study))
    assert news.pop("n") > 0
    return dict(news)


def test_nothing_is_read_while_nothing_changes() -> None:
    """A folder that stays as it is is looked at, and never read again."""
    folder = Folder()
    watch = folder.watch()
    assert [second(watch) for _ in range(5)] == [False] * 5
    assert folder.reads == 1
    assert told(watch, FIRST) == {"kind": ""}


def test_a_folder_is_read_once_it_is_still() -> None:
    """While files change from look to look nothing is read; two like looks later it is, once."""
    folder = Folder()
    watch = folder.watch()
    for time in (2, 3, 4):
        folder.change(time, DEARER)
        assert not second(watch)
    assert second(watch)
    assert not second(watch)
    assert folder.reads == 2
    assert watch.study is DEARER
    assert watch.made == "pages of 2026.1"


def test_a_folder_that_changes_while_it_is_read_is_read_again() -> None:
    """What was read of a folder that changed meanwhile is thrown away."""
    folder = Folder()
    watch = folder.watch()
    folder.change(2, DEARER)
    assert not second(watch)
    assert watch.is_due()
    reading = watch.read()
    folder.change(3)
    watch.take(reading)
    assert watch.study is FIRST
    assert not second(watch)
    assert second(watch)
    assert watch.study is DEARER


def test_problems_keep_the_last_sound_version() -> None:
    """Problems are told with place and what to do, the pages stay; mended to what it was, nothing changed."""
    folder = Folder()
    watch = folder.watch()
    pages = watch.made
    folder.change(2, StudyInvalid([BROKEN]))
    second(watch), second(watch)
    assert (watch.study, watch.made) == (FIRST, pages)
    news = told(watch, FIRST)
    assert (news["kind"], news["count"]) == ("problems", 1)
    assert news["problems"][0] == {
        "place": "criteria.yaml:3:10", "code": "P012", "what": "criterion 'cost'", "found": "group 'x' is not known",
        "fix": "Use purse.",
    }  # fmt: skip
    folder.change(3, tiny_study())
    second(watch), second(watch)
    assert told(watch, FIRST) == {"kind": ""}
    assert watch.study is FIRST
    assert folder.said[-1] == "The study was read again."


def test_a_new_version_is_told_by_what_changed() -> None:
    """A page of an older version is told how much changed and what; a page of this version nothing."""
    folder = Folder()
    watch = folder.watch()
    folder.change(2, DEARER)
    second(watch), second(watch)
    news = told(watch, FIRST)
    assert (news["kind"], news["what"], news["count"]) == ("changed", "1 score", 1)
    assert news["says"] == ["Score of Clinic on Cost: 0 to -1.5; range now -2 to -0.5."]
    assert told(watch, DEARER) == {"kind": ""}
    assert folder.said == ["The study was read again: 1 score."]


def test_pages_that_joined_are_told_and_those_that_left_are_not() -> None:
    """Each page is told once for each thing that happens, about the version that it shows."""
    folder = Folder()
    watch = folder.watch()
    heard: list[str] = []
    leave = watch.join(lambda: heard.append(watch.news_for(FIRST)))
    gone = watch.join(lambda: pytest.fail("told after it left"))
    gone()
    folder.change(2, StudyInvalid([BROKEN]))
    second(watch), second(watch)
    folder.change(3)  # saved again as it was
    second(watch), second(watch)
    folder.change(4, DEARER)
    second(watch), second(watch)
    assert [json.loads(text)["kind"] for text in heard] == ["problems", "changed"]
    leave()
    folder.change(5, FIRST)
    second(watch), second(watch)
    assert len(heard) == 2


def test_a_folder_that_is_gone() -> None:
    """A folder that goes is said to be gone and the last version kept; when it is back it is read."""
    folder = Folder()
    watch = folder.watch()
    folder.look, folder.read = None, CallError("There is no study.")
    second(watch), second(watch)
    assert told(watch, FIRST) == {"kind": "gone"}
    assert watch.study is FIRST
    folder.change(1, FIRST)
    second(watch), second(watch)
    assert told(watch, FIRST) == {"kind": ""}


def test_no_study_at_first() -> None:
    """A folder with problems from the start has no pages; once it is sound those who wait are told."""
    folder = Folder(read=StudyInvalid([BROKEN]))
    watch = folder.watch()
    assert (watch.study, watch.made) == (None, None)
    heard: list[str] = []
    watch.join(lambda: heard.append(watch.news_for(None)))
    folder.change(2, FIRST)
    second(watch), second(watch)
    assert watch.made is not None
    assert json.loads(heard[0])["kind"] == "sound"


def test_a_fault_of_ours_does_not_end_the_watch() -> None:
    """A study that loads and cannot be shown is said to be our fault, once, and the last version stays."""
    folder = Folder()
    watch = folder.watch()
    watch._make = lambda study: 1 / 0
    folder.change(2, DEARER)
    assert [second(watch) for _ in range(4)] == [False, True, False, False]
    assert watch.study is FIRST
    assert folder.said == ["The study could not be shown. The fault is in the program, not in the study."]


def test_look(tmp_path: Path) -> None:
    """A look sees contents that change, files that come and go by renaming, and no drafts of editors."""
    folder = write_study(tmp_path / "tiny_ferry")
    looks = [look_at(folder)]
    for change in changes(folder):
        change()
        looks.append(look_at(folder))
    assert len(set(looks)) == len(looks)
    for draft in (".scores.csv.swp", "#scores.csv", "scores.csv~", "~scores.csv", "4913"):
        (folder / draft).write_text("a draft")
    assert look_at(folder) == looks[-1]
    assert look_at(tmp_path / "nowhere") is None


def changes(folder: Path) -> list[Callable[[], object]]:
    """Return what editors do."""
    scores, draft = folder / "scores.csv", folder / "draft.tmp"
    later = (scores.stat().st_mtime_ns + 10**9,) * 2
    return [
        lambda: scores.write_text(scores.read_text() + "\n"),
        lambda: os.utime(scores, ns=later),
        lambda: (draft.write_text(scores.read_text()), os.utime(draft, ns=later), draft.replace(scores)),
        lambda: (folder / "expected.yaml").unlink(),
        lambda: (folder / "scores.yaml").write_text("a: b\n"),
    ]


def test_a_shipped_study_is_not_watched() -> None:
    """A server of a study that was loaded looks at no folder."""
    server = make_server(FIRST, port=0)
    assert server._tornado.settings["policylab_watch"] is None
    server.stop(wait=False)


def test_only_a_folder_of_the_reader_is_watched(tiny: Path, tmp_path: Path) -> None:
    """By id a shipped study is loaded; by path its folder is served; a folder without a study is refused."""
    from policylab.catalog import shipped_studies
    from policylab.cli.serve import shown_study

    assert isinstance(shown_study(shipped_studies()[0]), Study)
    assert shown_study(str(tiny)) == tiny
    with pytest.raises(StudyInvalid):
        shown_study(str(tmp_path))
    with pytest.raises(CallError):
        shown_study(str(tmp_path / "nowhere"))
