"""A study's folder that is being worked on: read again when its files change, and what pages are told of it.

Readers keep the last version without problems; nothing on a page moves before its reader asks for it.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop, PeriodicCallback

from policylab.analysis.changes.study import StudyChanges, study_changes
from policylab.catalog import load
from policylab.errors import CallError, Problem, StudyInvalid
from policylab.schema import Study

EVERY = 1000
"""Milliseconds between two looks at the folder."""
ENDINGS = (".yaml", ".yml", ".csv")
MOST_FILES = 200
MOST_TOLD = 30
LOG = "policylab.watching"

Look = tuple[tuple[str, int, int, int], ...] | None
"""Name, time of change, size and number of each file; None when the folder is not there."""
NEVER: Look = (("", 0, 0, 0),)


def look_at(folder: Path) -> Look:
    """Return what can be seen of a folder's files without reading them."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(ENDINGS) and not entry.name.startswith((".", "#", "~")):
                    seen = entry.stat()
                    found.append((entry.name, seen.st_mtime_ns, seen.st_size, seen.st_ino))
    except FileNotFoundError:
        # The folder is gone, or a file went while we looked: then it is looked at again.
        return None if not folder.is_dir() else tuple(sorted(found)[:MOST_FILES])
    except OSError:
        return None
    return tuple(sorted(found)[:MOST_FILES])


@dataclass(frozen=True, eq=False)
class Reading:
    """What came of reading the folder: a study and the pages made of it, or problems, or that it is gone."""

    look: Look
    study: Study | None = None
    made: Any = None
    problems: tuple[Problem, ...] = ()
    is_fault: bool = False


class Watch:
    """The last sound version of a study, and what is wrong with its files now.

    Parameters
    ----------
    folder : Path
        The study's folder.
    make : callable
        Makes the pages of a study; what it returns is kept as `made`.
    look, read : callable, optional
        How the folder is looked at and read; a test brings its own.
    say : callable, optional
        Told what happens, a line at a time, for whoever started the server.

    Attributes
    ----------
    study, made : Study, object or None
        The last sound version; None when there was none yet.
    problems : tuple of Problem
        What is wrong with the files as they are now.
    is_gone : bool
        Whether the folder is not there.
    """

    def __init__(
        self,
        folder: Path,
        make: Callable[[Study], Any],
        *,
        look: Callable[[Path], Look] = look_at,
        read: Callable[[Path], Study] = load,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.folder, self._make = folder, make
        self._look, self._load, self._say = look, read, say
        self.study: Study | None = None
        self.made: Any = None
        self.problems: tuple[Problem, ...] = ()
        self.is_gone = False
        self._told = 0
        self._listeners: dict[int, Callable[[], None]] = {}
        self._changes: dict[int, StudyChanges] = {}
        self._seen = self._look(folder)
        self._read: Look = NEVER
        self.take(self.read())

    def is_due(self) -> bool:
        """Look at the folder: whether its files differ from those last read, and have been still since the last look.

        Editors write in several steps; a folder that is still changing is left alone.
        """
        now = self._look(self.folder)
        is_still, self._seen = now == self._seen, now
        return is_still and now != self._read

    def read(self) -> Reading:
        """Read the folder; takes a while, touches nothing, and may run in a thread."""
        look = self._look(self.folder)
        if look is None:
            return Reading(None)
        try:
            study = self._load(self.folder)
        except StudyInvalid as error:
            return Reading(look, problems=error.problems)
        except (CallError, OSError):
            return Reading(None)
        if self.study is not None and not study_changes(self.study, study).all:
            return Reading(look, self.study, self.made)
        try:
            return Reading(look, study, self._make(study))
        except Exception:
            # A fault of ours must not end the watch, nor be met again each second.
            logging.getLogger(LOG).exception("a study that loads could not be shown")
            return Reading(look, is_fault=True)

    def take(self, reading: Reading) -> None:
        """Take over what was read and tell every page, unless the files have changed meanwhile."""
        if self._look(self.folder) != reading.look:
            return
        self._read = reading.look
        if reading.is_fault:
            self._say("The study could not be shown. The fault is in the program, not in the study.")
            return
        had = (self.study, self.problems, self.is_gone)
        self.is_gone, self.problems = reading.look is None, reading.problems
        if reading.study is not None:
            self.study, self.made = reading.study, reading.made
        self._changes.clear()
        if had != (self.study, self.problems, self.is_gone):
            self._say_what_happened(had[0])
            self._announce()

    def news_for(self, study: Study | None) -> str:
        """Return what a page that shows a version of the study is to be told, as JSON; None is a page without one."""
        self._told += 1
        return json.dumps({"n": self._told, **self._news_for(study)}, ensure_ascii=False)

    def join(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Have a function called whenever there are news (`news_for`); the function returned ends that."""
        self._told += 1
        key = self._told
        self._listeners[key] = tell
        return lambda: self._listeners.pop(key, None) and None

    def _announce(self) -> None:
        for tell in list(self._listeners.values()):
            tell()

    def _news_for(self, study: Study | None) -> dict[str, Any]:
        if self.is_gone:
            return {"kind": "gone"}
        if self.problems:
            told = [
                {"place": one.place, "code": one.code, "what": one.what, "found": one.found, "fix": one.fix}
                for one in self.problems[:MOST_TOLD]
            ]
            return {"kind": "problems", "count": len(self.problems), "problems": told}
        if study is self.study:
            return {"kind": ""}
        if study is None or self.study is None:
            return {"kind": "sound"}
        changes = self._changes.setdefault(id(study), study_changes(study, self.study))
        if not changes.all:
            return {"kind": ""}
        says = [one.text for found in changes.told().values() for one in found]
        return {"kind": "changed", "what": changes.counts(), "says": says[:MOST_TOLD], "count": len(says)}

    def _say_what_happened(self, before: Study | None) -> None:
        if self.is_gone:
            self._say("The study's folder is no longer there. Readers keep the version of before.")
        elif self.problems:
            self._say(str(StudyInvalid(self.problems)))
            kept = "Readers keep the version of before" if self.study else "Its page says so"
            self._say(f"{kept}; the study is read again when its files change.")
        elif before is not None and self.study is not None:
            what = study_changes(before, self.study).counts()
            self._say(f"The study was read again{f': {what}' if what else ''}.")


def keep_watching(watch: Watch) -> PeriodicCallback:
    """Look at the folder about once a second, from the loop of the server; return what ends it by `stop()`."""

    async def look() -> None:
        if watch.is_due():
            reading = await IOLoop.current().run_in_executor(None, watch.read)
            watch.take(reading)

    callback = PeriodicCallback(look, EVERY)
    callback.start()
    return callback
