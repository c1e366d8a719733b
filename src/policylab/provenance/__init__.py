"""Where things come from: sources, evidence, and how a passage is found again in a reader's copy."""

from policylab.provenance.record import Id, Ids, Record, SomeIds, Text, Texts
from policylab.provenance.records import Evidence, Figure, Passage, Section, Source, cite, line_span

__all__ = [
    "Evidence",
    "Figure",
    "Id",
    "Ids",
    "Passage",
    "Record",
    "Section",
    "SomeIds",
    "Source",
    "Text",
    "Texts",
    "cite",
    "line_span",
]
