"""What is no problem in a study's folder, and still worth a word to its author."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from policylab.catalog.draft import STUDY
from policylab.catalog.new_study import EXAMPLE_PAPER, example_paper, id_of
from policylab.catalog.report import Report, short
from policylab.catalog.text import read_text
from policylab.catalog.tree import read_tree
from policylab.schema import json_schemas

_ENDINGS = (".yaml", ".yml", ".csv")


def notes(folder: Path) -> list[str]:
    """Return notes on the names in a study's folder, a sentence or two each; none where all is as usual.

    Parameters
    ----------
    folder : Path
        Folder of a study, sound or not.
    """
    return [*_folder_and_id(folder), *_not_read(folder), *_example(folder)]


def _folder_and_id(folder: Path) -> list[str]:
    """Say when a folder is called otherwise than its study: it may be a copy that still has the first one's id."""
    text = read_text(folder, STUDY, Report())
    root = read_tree(STUDY, text, Report()) if text is not None else None
    if root is None or not isinstance(root.value, dict) or "id" not in root.value:
        return []
    name, id = folder.resolve().name, root.value["id"].value
    if not isinstance(id, str) or id in (name, id_of(name)):
        return []
    return [
        f"The folder is called {short(name)}, the id in study.yaml is {short(id)}. If this is a copy that became a "
        "study of its own, give it an id of its own: files made from two studies with one id look alike."
    ]


def _not_read(folder: Path) -> list[str]:
    """Name files that look like a study's but are none, with the file that may be meant."""
    known = list(json_schemas())
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix not in _ENDINGS or path.name.startswith(".") or path.name in known or path.is_dir():
            continue
        near = get_close_matches(path.name.casefold(), known, n=1, cutoff=0.75)
        hint = f" Did you mean {near[0]}?" if near else ""
        found.append(f"{path.name} is not read: no file of a study has this name.{hint}")
    return found


def _example(folder: Path) -> list[str]:
    """Name the paper of the new study while it is there as it was."""
    path = folder / EXAMPLE_PAPER
    if not path.is_file() or path.stat().st_size > 10_000 or path.read_bytes() != example_paper():
        return []
    return [
        f"{EXAMPLE_PAPER} is the example that came with the new study. Remove it when no record of evidence rests on "
        "it any more; copies of your own papers may lie there or anywhere else."
    ]
