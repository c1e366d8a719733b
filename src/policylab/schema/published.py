"""The shape of each file of a study as JSON Schema, for editors that complete and check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from policylab.provenance import Evidence, Id, Source, WeightSetId
from policylab.schema.choices import ExpectedOrder, Scenario, Score, WeightSet
from policylab.schema.facts import Concern, Criterion, Option, StudyCard
from policylab.schema.interactions import Interactions

FILES: Mapping[str, Any] = {
    "study.yaml": StudyCard,
    "sources.yaml": dict[Id, Source],
    "evidence.yaml": dict[Id, Evidence],
    "concerns.yaml": dict[Id, Concern],
    "criteria.yaml": dict[Id, Criterion],
    "options.yaml": dict[Id, Option],
    "scores.csv": Score,
    "scenarios.yaml": dict[Id, Scenario],
    "weights.yaml": dict[Id, WeightSet],
    "interactions.yaml": Interactions,
    "expected.yaml": dict[WeightSetId, ExpectedOrder],
}
"""What each file holds: one record, a map of records by id, or (scores.csv) one record for each row."""


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return a JSON Schema for each file of a study, keyed by file name.

    `scores.csv` is described by the schema of one row.
    """
    return {
        name: {**_in_words_of_the_standard(TypeAdapter(shape).json_schema()), "title": name}
        for name, shape in FILES.items()
    }


_BOUNDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}


def _in_words_of_the_standard(part: Any) -> Any:
    """Return a schema in which bounds and keys hold in editors too.

    pydantic leaves bounds behind a validator under its own names, which no editor knows, and lets through keys
    that are no ids.
    """
    if isinstance(part, list):
        return [_in_words_of_the_standard(item) for item in part]
    if not isinstance(part, dict):
        return part
    is_number = part.get("type") in ("integer", "number")
    found = {
        _BOUNDS.get(key, key) if is_number else key: _in_words_of_the_standard(item)
        for key, item in part.items()
    }
    if "patternProperties" in found:
        found["additionalProperties"] = False
    return found
