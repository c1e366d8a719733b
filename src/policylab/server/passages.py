"""Passages from the reader's own copies of the papers."""

from __future__ import annotations

from pathlib import Path

from policylab import provenance
from policylab.schema import Study


def passages_of(study: Study, papers: Path | None) -> dict[str, str]:
    """Return the passages that are found, for reading, by evidence id; none without a folder."""
    return {} if papers is None else provenance.passages(study.evidence, study.sources, papers)
