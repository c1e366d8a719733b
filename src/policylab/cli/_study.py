"""The study that a command is about, and the reader's own copies of its sources."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from policylab.errors import CallError

if TYPE_CHECKING:
    from policylab.schema import Study


def load_study(given: str | None) -> Study:
    """Return the study that `--study` names, or the first shipped one.

    Raises
    ------
    StudyInvalid
        If it does not load.
    CallError
        If there is no such study.
    """
    from policylab.catalog import load

    return load(given if given is not None else default_study())


def default_study() -> str:
    """Return the id of the study that is meant when none is named, the first one shipped."""
    from policylab.catalog import shipped_studies

    shipped = list(shipped_studies())
    if not shipped:
        raise CallError("No study is shipped with this copy of policylab; name one with --study FOLDER.")
    return shipped[0]


def read_passages(study: Study, ids: Iterable[str], folder: Path | None) -> dict[str, str]:
    """Return the passages of some evidence, as far as they are in the reader's copies; none without a folder."""
    if folder is None:
        return {}
    from policylab.provenance import passages

    return passages({key: study.evidence[key] for key in ids}, study.sources, folder)


def papers_folder(given: str | None) -> Path | None:
    """Return the folder of the reader's copies that the call or POLICYLAB_PAPERS names, if any.

    Raises
    ------
    CallError
        If there is no such folder.
    """
    named = given or os.environ.get("POLICYLAB_PAPERS")
    if not named:
        return None
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise CallError(f"There is no folder '{named}' with copies of the papers.")
    return folder
