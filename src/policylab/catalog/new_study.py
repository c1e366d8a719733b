"""A study to begin with: small, complete, commented, every text in it marked as a placeholder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from policylab.catalog.draft import STUDY
from policylab.catalog.study import shipped_studies
from policylab.errors import CallError
from policylab.schema import json_schemas
from policylab.terms import ID_PATTERN

SCHEMAS = "schema"
"""Folder of a study that holds the JSON Schemas of its files, for editors."""
PLACEHOLDER = "placeholder"
"""The word by which a text of the new study is known."""
EXAMPLE_PAPER = "papers/E1_example_paper.txt"
"""File of the new study that stands for the author's copy of a paper."""

_TEMPLATE = Path(__file__).parent / "template"


def new_study(name: str, folder: Path | None = None) -> Path:
    """Write a new study and return its folder.

    Parameters
    ----------
    name : str
        Id of the study.
    folder : Path, optional
        Folder to be made; one of that name in this folder by default.

    Raises
    ------
    CallError
        If the name is no id, or is that of a shipped study, or the folder holds something already.
    """
    check_name(name)
    advice = "Take another name, or give another folder with --out."
    return write_folder(folder or Path(name), new_study_files(name), advice)


def new_study_files(name: str) -> dict[str, str]:
    """Return the files of a new study, text by name within its folder."""
    files = {
        path.relative_to(_TEMPLATE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(_TEMPLATE.rglob("*"))
        if path.suffix in (".yaml", ".csv", ".txt")
    }
    files[STUDY] = files[STUDY].replace("id: NAME", f"id: {name}").replace("TITLE", title_of(name))
    return files | schema_files()


def schema_files() -> dict[str, str]:
    """Return the JSON Schemas of a study's YAML files, text by name within its folder."""
    return {
        f"{SCHEMAS}/{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in json_schemas().items()
        if name.endswith(".yaml")
    }


def schema_line(file: str) -> str:
    """Return the comment that tells an editor the schema of a file; it stands in the file's first line.

    >>> schema_line("options.yaml")
    '# yaml-language-server: $schema=./schema/options.yaml.json'
    """
    return f"# yaml-language-server: $schema=./{SCHEMAS}/{file}.json"


def check_name(name: str) -> None:
    """Refuse what cannot be the id of a new study, with an id that can."""
    if not re.fullmatch(ID_PATTERN, name):
        near = id_of(name)
        hint = f" Did you mean '{near}'?" if near != name else ""
        raise CallError(
            f"'{name}' is no name for a study: use 2 to 40 small letters, digits and _, a letter first.{hint}"
        )
    if name in shipped_studies():
        raise CallError(f"'{name}' is the name of a study that comes with policylab. Take another one.")


def id_of(text: str, other: str = "study") -> str:
    """Return the id that is nearest to a text; `other` where no letter of it can stand in one.

    >>> id_of("My Study: 2nd part"), id_of("3 roads"), id_of("강")
    ('my_study_2nd_part', 'study_3_roads', 'study')
    """
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).casefold()
    words = re.sub(r"[^a-z0-9]+", "_", "".join(c for c in plain if not unicodedata.combining(c))).strip("_")
    if not words:
        return other
    if not words[0].isalpha() or len(words) < 2:
        words = f"{other}_{words}"
    return words[:40].strip("_")


def title_of(name: str) -> str:
    """Return an id as a title.

    >>> title_of("two_roads")
    'Two roads'
    """
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def write_folder(
    folder: Path, files: Mapping[str, str], advice: str = "Give another folder with --out."
) -> Path:
    """Write files into a new folder and return it; nothing that is there already is touched.

    Raises
    ------
    CallError
        If the folder holds something, or a file has its name.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "holds something already" if folder.is_dir() else "is a file"
        raise CallError(f"'{folder}' {what}, and nothing is written over. {advice}")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def example_paper() -> bytes:
    """Return the example paper as it is written into a new study."""
    return (_TEMPLATE / EXAMPLE_PAPER).read_text(encoding="utf-8").encode()


def placeholders(folder: Path) -> list[tuple[str, int]]:
    """Return file and line of every placeholder that is left in the files of a study, comments left out."""
    found = []
    for name in (*json_schemas(),):
        path = folder / name
        if not path.is_file():
            continue
        for n, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
            if PLACEHOLDER in line.casefold() and not line.lstrip().startswith("#"):
                found.append((name, n))
    return found
