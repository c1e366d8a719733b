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
    return {name: {**TypeAdapter(shape).json_schema(), "title": name} for name, shape in FILES.items()}
