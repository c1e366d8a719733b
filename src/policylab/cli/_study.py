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
    """Return the study that `--study` names, or else the one of this folder, or the first shipped one.

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
    """Return what is meant when no study is named: this folder, if it is one of a study, or the first one shipped."""
    from policylab.catalog import shipped_studies

    if (here := study_here()) is not None:
        return here
    shipped = list(shipped_studies())
    if not shipped:
        raise CallError("No study is shipped with this copy of policylab; name one with --study FOLDER.")
    return shipped[0]


def study_here() -> str | None:
    """Return this folder, if a study is in it; None otherwise."""
    return "." if Path("study.yaml").is_file() else None


def study_of_file(given: str | None, named: str, whose: str) -> str:
    """Return the study for a file that names its own: the one given, that of this folder, or the shipped one.

    Parameters
    ----------
    given : str or None
        What `--study` says.
    named : str
        Id of the study that the file names.
    whose : str
        The beginning of the sentence that refuses: `The file was made from`.

    Raises
    ------
    CallError
        If the study that the file names is neither in this folder nor shipped.
    """
    from policylab.catalog import shipped_studies
    from policylab.catalog.draft import read_draft

    if given is not None:
        return given
    here = study_here()
    if here is not None:
        card = read_draft(Path(here)).card
        # A folder whose own file is not sound is taken, so that what is wrong with it is said.
        if card is None or card.id == named:
            return here
    if named in shipped_studies():
        return named
    raise CallError(f"{whose} the study '{named}', which is not shipped; name its folder with --study.")


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
