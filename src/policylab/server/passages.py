"""Passages from the reader's own copies of the papers."""

from __future__ import annotations

from pathlib import Path

from policylab.schema import Study


def passages_of(study: Study, papers: Path | None) -> dict[str, str]:
    """Return the passages that are found, by evidence id; none without a folder.

    A paper is known by its content, so that the names of the files do not matter.
    """
    if papers is None:
        return {}
    from policylab.provenance import find_passages

    wanted = {key: record.passage for key, record in study.evidence.items()}
    found: dict[str, str] = {}
    for path in sorted(papers.glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for key, (start, end) in find_passages(text, wanted).items():
            found.setdefault(key, text[start:end].strip())
    return found
