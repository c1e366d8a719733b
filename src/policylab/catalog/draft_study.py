"""A table of somebody else's decision to a study folder that loads, with everything open marked as a placeholder."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from policylab.catalog import scores as score_file
from policylab.catalog.draft_parts import (
    STATE,
    groups_of,
    kept,
    shorts,
    titles,
    weight_sets,
)
from policylab.catalog.fmt import fmt
from policylab.catalog.matrix.line import STEP
from policylab.catalog.matrix.names import unique_ids
from policylab.catalog.matrix.parts import MatrixFile
from policylab.catalog.matrix.place import Placed
from policylab.catalog.new_study import schema_files, schema_line, title_of, write_folder
from policylab.catalog.report import listed
from policylab.catalog.study import check
from policylab.errors import FileInvalid
from policylab.provenance import fingerprint, squash
from policylab.schema import Score
from policylab.terms import Basis

SOURCE, RECORD = "imported_table", "imported_headings"
_OPEN = "placeholder"


def draft_study(matrix: MatrixFile, placed: Placed, name: str, folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Write a study made of a table; return its folder, and what was decided on the way, in sentences.

    Parameters
    ----------
    matrix : MatrixFile
        The table.
    placed : Placed
        Its scores, as `place` gives them.
    name : str
        Id of the study.
    folder : Path
        Folder to be made.

    Raises
    ------
    CallError
        If the folder holds something already.
    FileInvalid
        If the table cannot be a study, because it is too large, for instance.
    """
    files, notes = study_of(matrix, placed, name)
    return write_checked(matrix.name, files, folder), notes


def write_checked(name: str, files: Mapping[str, str], folder: Path) -> Path:
    """Write a study folder in its usual form, after it has been found to load; else nothing is left behind."""
    write_folder(folder, {})
    with tempfile.TemporaryDirectory() as place:
        draft = write_folder(Path(place) / "draft", files)
        problems = check(draft)
        if problems:
            raise FileInvalid(name, [*(f"As a study: {problem}" for problem in problems[:20])])
        fmt(draft)
        shutil.copytree(draft, folder, dirs_exist_ok=True)
    return folder


def study_of(matrix: MatrixFile, placed: Placed, name: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the files of a study made of a table, text by name, and what was decided, in sentences."""
    draft = _Draft(matrix, placed, name)
    files = {
        "study.yaml": draft.card(),
        "sources.yaml": draft.sources(),
        "evidence.yaml": draft.evidence(),
        "concerns.yaml": draft.concerns(),
        "criteria.yaml": draft.criteria(),
        "options.yaml": draft.options(),
        "scenarios.yaml": {"today": {"title": "Today", "says": "Things as they are now (placeholder)."}},
        "weights.yaml": draft.weights(),
    }
    texts = {file: f"{schema_line(file)}\n{_yaml(content)}" for file, content in files.items()}
    texts[score_file.FILE] = score_file.write_rows(draft.rows())
    return texts | schema_files(), tuple(draft.notes)


def _yaml(value: Any) -> str:
    """Return plain data as YAML: JSON is YAML, a line for each key."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


class _Draft:
    """The records of a study made of a table, as plain data."""

    def __init__(self, matrix: MatrixFile, placed: Placed, name: str) -> None:
        self.matrix, self.placed, self.name = matrix, placed, name
        self.file = kept(matrix.name)
        self.notes: list[str] = []
        table = matrix.table
        self.option_titles = titles({o: table.alternatives[o].title or o for o in placed.options}, self.notes)
        self.criterion_titles = titles({c: table.criteria[c].title or c for c in placed.criteria}, self.notes)
        self.groups, said = groups_of(matrix, placed.criteria)
        self.notes += said
        self.of = {criterion: group for group in self.groups for criterion in group.criteria}
        # A study has both ledgers; what the table has nothing of gets one criterion to be filled or replaced.
        self.added = {group.criteria[0]: group for group in self.groups if group.is_added}
        for criterion, group in self.added.items():
            self.criterion_titles[criterion] = f"{group.title} ({_OPEN})"

        ids = unique_ids([("", f"c {criterion}") for criterion in self.criterion_titles], "concern")
        self.concern_of = dict(zip(self.criterion_titles, ids, strict=True))

    def card(self) -> dict[str, Any]:
        table, kind = self.matrix.table, self.placed.kind
        how = "taken as they are" if kind == "scores" else "placed on the scale by a straight line"
        said = kept(table.description) if table.description else ""
        return {
            "id": self.name,
            "title": f"{title_of(self.name)} ({_OPEN})",
            "question": f"What should be done? ({_OPEN})",
            "version": "0.1",
            "baseline": self.placed.baseline,
            "label": f"Scores imported from {self.file} and not reviewed by anybody ({_OPEN}).",
            "about": f"Made from {self.file} by policylab import ({_OPEN}).{f' The file says: {said}' if said else ''}",
            "scored_by": f"nobody yet ({_OPEN}): the numbers of {self.file}, {how}",
            "licence": f"not stated ({_OPEN})",
            "step": STEP,
            "groups": {group.id: group.record() for group in self.groups},
            "default": {"weights": next(iter(self.weights())), "scenario": "today"},
            "limits": list(self._limits()),
            "missing_voices": f"The table does not say who was asked ({_OPEN}).",
        }

    def _limits(self) -> Iterable[str]:
        yield "The table names no reasons and no sources for its numbers; every score here is a judgement."
        if self.placed.kind == "measures":
            yield ("Measured values were placed on the scale by straight lines, whose widest distance is 3 on every "
                   "criterion: a criterion on which options hardly differ uses the scale as one on which they "
                   "differ widely.")  # fmt: skip
        yield from (kept(note) for note in self.placed.notes if "equal" in note)

    def sources(self) -> dict[str, Any]:
        return {
            SOURCE: {
                "title": self.file,
                "author": "not stated",
                "date": "not stated",
                "venue": "not stated",
                "tag": self.file,
                "cite": f"{self.file} (imported table)",
                "purpose": f"to compare options on criteria ({_OPEN})",
                "recommends": "nothing: it is a table",
                "cautions": ["Who made the table, and from what, is not known here."],
                "sections": [{"title": "table", "lines": f"1-{max(self.matrix.n_rows, 1)}"}],
            }
        }

    def evidence(self) -> dict[str, Any]:
        named = listed(self.criterion_titles[c] for c in self.placed.criteria)
        words = self.matrix.heading if squash(self.matrix.heading) else self.file
        mark = fingerprint(words[:5_000] if squash(words[:5_000]) else "table")
        return {
            RECORD: {
                "source": SOURCE,
                "section": "table",
                "lines": f"1-{max(self.matrix.n_rows, 1)}",
                "kind": "reports_fact",
                "says": f"The table compares its options on {named}.",
                "passage": {"length": mark.length, "sha256": mark.sha256},
            }
        }

    def concerns(self) -> dict[str, Any]:
        return {
            self.concern_of[criterion]: {
                "title": title,
                "group": self.of[criterion].id,
                "voice": "not_stated",
                "says": f"The table has it as a criterion and does not say whose concern it is ({_OPEN}).",
                "evidence": [RECORD],
                "criterion": criterion,
            }
            for criterion, title in self.criterion_titles.items()
            if self.of[criterion].ledger == STATE
        }

    def criteria(self) -> dict[str, Any]:
        return {
            criterion: self._criterion(criterion, title) for criterion, title in self.criterion_titles.items()
        }

    def _criterion(self, criterion: str, title: str) -> dict[str, Any]:
        group = self.of[criterion]
        base = self.option_titles[self.placed.baseline]
        measured = self.placed.lines.get(criterion)
        record: dict[str, Any] = {
            "title": title,
            "group": group.id,
            "question": f"How would it do on {title}, against {base}? ({_OPEN})",
            "worst": f"Much worse than {base} ({_OPEN})",
            "best": f"Much better than {base} ({_OPEN})",
        }
        if group.ledger == STATE:
            record["concerns"] = [self.concern_of[criterion]]
        if criterion not in self.added:
            record["evidence"] = [RECORD]
            said = [
                kept(self.matrix.table.criteria[criterion].description),
                kept(f"Placed by a straight line: {measured}" if measured else ""),
            ]
            if note := " ".join(filter(None, said)):
                record["note"] = note
        return record

    def options(self) -> dict[str, Any]:
        short = shorts(self.option_titles)
        return {
            option: self._option(option, title, short[option]) for option, title in self.option_titles.items()
        }

    def _option(self, option: str, title: str, short: str) -> dict[str, Any]:
        said = kept(self.matrix.table.alternatives[option].description)
        unknown = "not stated"
        return {
            "title": title,
            "short": short,
            "role": "baseline" if option == self.placed.baseline else "option",
            "actor": unknown,
            "summary": said or f"{title}: the table gives the name only ({_OPEN}).",
            "tier": {"level": "not_ranked", "as_stated": unknown, "as_of": unknown},
            **dict.fromkeys(
                ("timing", "coverage", "publicity", "agency", "destination", "duration"), unknown
            ),
        }

    def rows(self) -> list[Score]:
        rows = []
        for option in self.option_titles:
            for criterion in self.criterion_titles:
                drafted = self.placed.scores.get((option, criterion))
                if drafted is not None:
                    reason = kept(drafted.reason)
                    rows.append(_row(option, criterion, drafted.low, drafted.central, drafted.high, reason))
                elif option == self.placed.baseline:
                    rows.append(_row(option, criterion, 0.0, 0.0, 0.0, "Zero by definition."))
        return rows

    def weights(self) -> dict[str, Any]:
        sets, said = weight_sets(self.matrix, self.groups, self.file)
        self.notes += [sentence for sentence in said if sentence not in self.notes]
        return sets


def _row(option: str, criterion: str, low: float, central: float, high: float, reason: str) -> Score:
    return Score(
        option=option, criterion=criterion, low=low, central=central, high=high, basis=Basis.JUDGEMENT,
        evidence=(), reason=reason,
    )  # fmt: skip
