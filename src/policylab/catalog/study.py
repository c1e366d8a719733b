"""The way in: a study by name or folder, checked; or the list of what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from policylab.catalog.check import check_draft
from policylab.catalog.draft import STUDY, Draft, read_draft
from policylab.catalog.report import suggest
from policylab.errors import CallError, Problem, StudyInvalid
from policylab.provenance import Evidence, Source
from policylab.schema import (
    Concern,
    Criterion,
    ExpectedOrder,
    Option,
    Scenario,
    Study,
    WeightSet,
)

FIRST = "north_koreans_in_china"
"""The shipped study that is meant where none is named; the others are there to learn with."""

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_folder() -> Path:
    """Return the folder of the studies that come with policylab: in the wheel, or in a clone."""
    installed = _PACKAGE / "_shipped" / "scenarios"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "scenarios"


def shipped_studies() -> tuple[str, ...]:
    """Return the names of the studies that come with policylab: the one meant where none is named, then by name."""
    folder = shipped_folder()
    if not folder.is_dir():
        return ()
    names = [path.name for path in folder.iterdir() if (path / STUDY).is_file()]
    return tuple(sorted(names, key=lambda name: (name != FIRST, name)))


def study_folder(name_or_path: str | Path) -> Path:
    """Return the folder of a study.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped study, or a folder.

    Raises
    ------
    CallError
        If there is neither; the message lists the shipped studies.
    """
    names = shipped_studies()
    if str(name_or_path) in names:
        return shipped_folder() / str(name_or_path)
    try:
        folder = Path(name_or_path)
        if folder.is_dir():
            return folder
    except (OSError, ValueError):
        pass  # no path at all, such as one with a NUL in it
    listed = ", ".join(names) or "none"
    hint = suggest(str(name_or_path), names)
    hint = hint if hint.startswith("Did") else "Or give the folder of a study."
    raise CallError(f"There is no study '{name_or_path}'. Studies that come with policylab: {listed}. {hint}")


def load(name_or_path: str | Path) -> Study:
    """Return a study, checked.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped study, or a folder.

    Returns
    -------
    Study
        With everything in it known to be sound.

    Raises
    ------
    CallError
        If there is no such study.
    StudyInvalid
        If anything is wrong with it; all problems at once.
    """
    draft = _read(study_folder(name_or_path))
    if draft.report.problems:
        raise StudyInvalid(draft.report.problems)
    if draft.card is None:  # pragma: no cover - a study without a card has a problem
        raise AssertionError("a study without problems has a card")
    return Study(
        card=draft.card,
        sources=draft.all("source", Source),
        evidence=draft.all("evidence", Evidence),
        concerns=draft.all("concern", Concern),
        criteria=draft.all("criterion", Criterion),
        options=draft.all("option", Option),
        scenarios=draft.all("scenario", Scenario),
        weight_sets=draft.all("weight set", WeightSet),
        rows=tuple(score for score, _ in draft.rows),
        expected=draft.all("expected order", ExpectedOrder),
        interactions=draft.interactions,
    )


def check(name_or_path: str | Path) -> list[Problem]:
    """Return everything that is wrong with a study, sorted by place; an empty list if nothing is.

    Raises
    ------
    CallError
        If there is no such study.
    """
    problems = _read(study_folder(name_or_path)).report.problems
    return list(StudyInvalid(problems).problems)


def _read(folder: Path) -> Draft:
    draft = read_draft(folder)
    check_draft(draft)
    return draft
