"""Passages in the reader's own copies of the papers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from policylab.errors import CallError

if TYPE_CHECKING:
    from policylab.schema import Study


def read_copies(folder: Path) -> dict[str, str]:
    """Return the text of each copy by file name; a paper is known by its content, not by its name.

    Raises
    ------
    CallError
        If there is no copy in the folder.
    """
    copies = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))}
    if not copies:
        raise CallError(f"The folder '{folder}' holds no .txt file.")
    return copies


def texts(study: Study, ids: Iterable[str], folder: Path | None) -> dict[str, str]:
    """Return the passages that are found, by evidence id; none without a folder."""
    from policylab.provenance import find_passages

    if folder is None:
        return {}
    wanted = {key: study.evidence[key].passage for key in ids}
    found: dict[str, str] = {}
    for text in read_copies(folder).values():
        for key, (start, end) in find_passages(text, wanted).items():
            found.setdefault(key, text[start:end])
    return found
