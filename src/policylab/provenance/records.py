"""Sources, the evidence taken from them, and how both are cited."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, StringConstraints

from policylab.provenance.record import EvidenceIds, Record, SourceId, Text, Texts, Whole
from policylab.terms import EvidenceKind

LINES_PATTERN = r"^[1-9][0-9]{0,6}(-[1-9][0-9]{0,6})?$"
DATE_PATTERN = r"^(([01][0-9]{3}|20[0-9]{2}|2100)(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?|not stated)$"

Lines = Annotated[str, StringConstraints(pattern=LINES_PATTERN)]


def line_span(lines: str) -> tuple[int, int]:
    """Return first and last line of a locator, counted from 1: `771-775`, or `55` for one line.

    >>> line_span("771-775"), line_span("55")
    ((771, 775), (55, 55))
    """
    if not re.fullmatch(LINES_PATTERN, lines):
        raise ValueError(f"{lines!r} is no locator such as 771-775 or 55")
    first, _, last = lines.partition("-")
    return int(first), int(last or first)


class Section(Record):
    """A part of a source, named so that a reader can find it."""

    title: Text
    """Heading, or what stands there if there is none."""
    lines: Lines
    """First and last line in the reader's copy, `102-196`."""


class Source(Record):
    """A text that evidence is taken from."""

    title: Text
    """Title as printed, or `not stated`."""
    author: Text
    """Author as printed, or `not stated`."""
    date: Annotated[str, StringConstraints(pattern=DATE_PATTERN)]
    """ISO date to the precision known (`2024-06-06`, `2024-06`, `2024`; no year after 2100), or `not stated`."""
    venue: Text
    """Where it appeared, or `not stated`."""
    tag: Text
    """How the name of the reader's copy begins."""
    cite: Text
    """How it is cited in running text: `Berg (about 2004)`."""
    purpose: Text
    """What the text sets out to do."""
    recommends: Text
    """What it recommends, or that it recommends nothing."""
    inferred: Texts = ()
    """What we infer about the text that it does not say, and from what."""
    cautions: Texts = ()
    """What a reader should know before relying on it."""
    sections: Annotated[tuple[Section, ...], Field(strict=False, min_length=1)]
    """Its parts, in order."""


class Passage(Record):
    """Fingerprint of a passage: see `fingerprint`."""

    length: Annotated[Whole, Field(ge=1, le=100_000)]
    """Number of letters and digits in it."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of its letters and digits."""


class Figure(Record):
    """A figure that a source gives, as printed."""

    value: Text
    """The figure as printed: `10,000 to 50,000`."""
    of: Text
    """What it counts."""
    as_of: Text
    """The time it holds for, or `not stated`."""


class Evidence(Record):
    """One thing that a source says."""

    source: SourceId
    """Id of the source."""
    section: Text
    """Title of the section it stands in."""
    lines: Lines
    """First and last line in the reader's copy, `771-775`, or `55`."""
    kind: Annotated[EvidenceKind, Field(strict=False)]
    """What the passage does."""
    says: Text
    """What it says, in our words."""
    passage: Passage
    """Fingerprint by which the passage is found again."""
    figure: Figure | None = None
    """The figure it gives, if any."""
    counters: EvidenceIds = ()
    """Ids of the evidence that it speaks against."""


def cite(source: Source, evidence: Evidence) -> str:
    """Return a citation that leads a reader to the passage.

    `Charny (about 2004), Protection for North Koreans in China, lines 771-775`
    """
    word = "lines" if "-" in evidence.lines else "line"
    return f"{source.cite}, {evidence.section}, {word} {evidence.lines}"
