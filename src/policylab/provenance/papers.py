"""The reader's own copies of the sources: which file is which, and whether each passage is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policylab.errors import CallError
from policylab.provenance.passages import Span, find_everywhere, fingerprint, lines_of, passage_text
from policylab.provenance.records import Evidence, Source, line_span

MAX_BYTES = 5_000_000


@dataclass(frozen=True)
class Finding:
    """Whether the passage of one piece of evidence is in the reader's copy.

    Attributes
    ----------
    id, source : str
        Ids of the evidence and of its source.
    file : str
        Name of the file taken for the source; empty if there is none.
    times : int
        How often the passage stands in it.
    start_line, end_line : int
        Where it stands, counted from 1; 0 if it is not found.
    lines_agree : bool
        Whether it stands within the lines that the evidence names.
    text : str
        The passage for reading; empty if it is not found.
    """

    id: str
    source: str
    file: str
    times: int
    start_line: int
    end_line: int
    lines_agree: bool
    text: str

    @property
    def found(self) -> bool:
        """Whether the passage is there."""
        return self.times > 0

    @property
    def doubtful(self) -> bool:
        """Whether it is there more than once, so that it may be another one."""
        return self.times > 1


def verify(
    evidence: Mapping[str, Evidence], sources: Mapping[str, Source], papers: str | Path
) -> list[Finding]:
    """Look for the passage of every piece of evidence in the reader's copies.

    Parameters
    ----------
    evidence, sources : mapping by id
        As in a study.
    papers : str or Path
        Folder with a text file (`.txt`, UTF-8) for each source, under any names.

    Returns
    -------
    list of Finding
        One for each piece of evidence, in its order.

    Raises
    ------
    CallError
        If the folder is not there or holds no text file.
    """
    texts = _read_folder(Path(papers))
    findings: dict[str, Finding] = {}
    for id, source in sources.items():
        mine = {key: item for key, item in evidence.items() if item.source == id}
        file, spans = _file_of(source, mine, texts)
        if spans:
            missing = {key: item.passage for key, item in mine.items() if key not in spans}
            spans = spans | find_everywhere(texts[file], missing, inside_words=True)
        for key, item in mine.items():
            findings[key] = _finding(key, item, file, texts.get(file, ""), spans.get(key, []))
    return [findings[key] for key in evidence if key in findings]


def passages(
    evidence: Mapping[str, Evidence], sources: Mapping[str, Source], papers: str | Path
) -> dict[str, str]:
    """Return the passages that are found in the reader's copies, for reading, by id of the evidence."""
    return {finding.id: finding.text for finding in verify(evidence, sources, papers) if finding.found}


def find_words(words: str, papers: str | Path) -> list[tuple[str, int, int]]:
    """Return file, first and last line of every place where words stand in the reader's copies.

    Raises
    ------
    CallError
        If the folder is not there or holds no text file.
    """
    passage = {"": fingerprint(words)}
    return [
        (name, *lines_of(text, span))
        for name, text in _read_folder(Path(papers)).items()
        for span in find_everywhere(text, passage).get("", [])
    ]


def _read_folder(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise CallError(f"There is no folder '{folder}' with copies of the papers.")
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            text = path.read_bytes().decode("utf-8-sig", "replace")
            texts[path.name] = text.replace("\r\n", "\n").replace("\r", "\n")
    if not texts:
        raise CallError(f"The folder '{folder}' holds no text file (.txt) of up to 5 MB.")
    return texts


def _file_of(
    source: Source, mine: Mapping[str, Evidence], texts: Mapping[str, str]
) -> tuple[str, dict[str, list[Span]]]:
    """Return the file that holds most of a source's passages, and where they stand in it."""
    wanted = {key: item.passage for key, item in mine.items()}
    best: tuple[str, dict[str, list[Span]]] = ("", {})
    for name in _likely_first(source.tag, texts):
        spans = find_everywhere(texts[name], wanted)
        if len(spans) > len(best[1]):
            best = (name, spans)
        if len(spans) == len(wanted):
            break
    return best


def _likely_first(tag: str, names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (not name.startswith(tag), name))


def _finding(id: str, item: Evidence, file: str, text: str, spans: list[Span]) -> Finding:
    if not spans:
        return Finding(id, item.source, file, 0, 0, 0, lines_agree=False, text="")
    first, last = line_span(item.lines)

    def agrees(span: Span) -> bool:
        start, end = lines_of(text, span)
        return first <= start and end <= last

    span = next(filter(agrees, spans), spans[0])
    start, end = lines_of(text, span)
    return Finding(id, item.source, file, len(spans), start, end, agrees(span), passage_text(text, span))
