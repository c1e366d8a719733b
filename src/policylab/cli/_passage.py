"""`policylab evidence passage`: the record of a passage, from words copied out of a paper."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from policylab.cli import _output as out
from policylab.cli._study import papers_folder, study_here
from policylab.errors import CallError

if TYPE_CHECKING:
    from policylab.provenance import Source

OPEN = "placeholder"


def say_passage(args: argparse.Namespace) -> int:
    """Print a record of evidence to be filled in; status 1 if the words are not in the reader's copies.

    What to do with it is said where errors go, so that the record can be added to a file by itself.
    """
    from policylab.provenance import find_words, fingerprint, squash
    from policylab.terms import EvidenceKind

    if not args.words or not squash(args.words):
        raise CallError('Give the words of the passage in quotes: policylab evidence passage "the words".')
    folder = papers_folder(args.papers)
    sources = _sources(args.study)
    places = find_words(args.words, folder) if folder else []
    if folder and not places:
        out.hint(
            f"These words are in no text file of {folder}. Copy them from there, without leaving any out."
        )
        return 1
    file, first, last = places[0] if places else ("", 0, 0)
    lines = OPEN if not first else f"{first}-{last}" if last > first else str(first)
    source, section = _home(sources, file, first, last)
    mark = fingerprint(args.words)
    for name, value in (("source", source), ("section", section), ("lines", lines)):
        print(f"  {name}: {json.dumps(value, ensure_ascii=False)}" if value != OPEN else f"  {name}: {OPEN}")
    print(f"  # kind is one of: {', '.join(EvidenceKind)}")
    print(f"  kind: {OPEN}\n  says: {OPEN}")
    print(f"  passage:\n    length: {mark.length}\n    sha256: {mark.sha256}")
    out.hint(_what_next(places, is_known=bool(sources)))
    return 0


def _sources(given: str | None) -> Mapping[str, Source]:
    """Return the sources of a study as far as they are sound: while evidence is written, much else is not yet."""
    study = given or study_here()
    if study is None:
        return {}
    from policylab.catalog.draft import read_draft
    from policylab.catalog.study import study_folder
    from policylab.provenance import Source

    return read_draft(study_folder(study)).all("source", Source)


def _what_next(places: list[tuple[str, int, int]], *, is_known: bool) -> str:
    said = (
        "Put these lines into evidence.yaml below a line with an id of your own and a colon, and replace each "
        "placeholder."
    )
    if len(places) > 1:
        others = ", ".join(f"{file} line {first}" for file, first, _ in places[1:4])
        said += f" The words stand in {len(places)} places, also in {others}: take a longer passage."
    if places and not is_known:
        said += " With --study, source and section are filled in too."
    return said


def _home(sources: Mapping[str, Source], file: str, first: int, last: int) -> tuple[str, str]:
    """Return id of the source and title of the section that hold the lines, as far as they are known."""
    from policylab.provenance import line_span

    if not file:
        return OPEN, OPEN
    tagged = [(key, source) for key, source in sources.items() if Path(file).name.startswith(source.tag)]
    if not tagged:
        return OPEN, OPEN
    key, source = max(tagged, key=_longest_tag)
    for section in source.sections:
        start, end = line_span(section.lines)
        if start <= first <= last <= end:
            return key, section.title
    return key, OPEN


def _longest_tag(entry: tuple[str, Source]) -> int:
    return len(entry[1].tag)
