"""The shape of a study: its records, the study in memory, and the published JSON Schema."""

from policylab.schema.choices import ExpectedOrder, Scenario, Score, Shift, WeightSet
from policylab.schema.content_hash import content_hash
from policylab.schema.facts import (
    Concern,
    Criterion,
    Default,
    Facet,
    Group,
    Option,
    Precedent,
    Proposal,
    StudyCard,
    Tier,
)
from policylab.schema.interactions import (
    Companion,
    Effect,
    Exclusion,
    Interactions,
    Need,
    NoEffect,
    PackageNote,
    Rule,
)
from policylab.schema.published import FILES, json_schemas
from policylab.schema.study import SCORE_COLUMNS, Study, score_frame

__all__ = [
    "FILES",
    "SCORE_COLUMNS",
    "Companion",
    "Concern",
    "Criterion",
    "Default",
    "Effect",
    "Exclusion",
    "ExpectedOrder",
    "Facet",
    "Group",
    "Interactions",
    "Need",
    "NoEffect",
    "Option",
    "PackageNote",
    "Precedent",
    "Proposal",
    "Rule",
    "Scenario",
    "Score",
    "Shift",
    "Study",
    "StudyCard",
    "Tier",
    "WeightSet",
    "content_hash",
    "json_schemas",
    "score_frame",
]
