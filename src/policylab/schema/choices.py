"""Records of how a study is judged: scores, scenarios, weight sets and the orders that are pinned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from policylab.provenance import (
    CriterionId,
    Decimal,
    EvidenceIds,
    GroupId,
    Id,
    OptionId,
    Record,
    ScenarioId,
    Text,
    Whole,
)
from policylab.terms import SCALE, Basis

Steps = Annotated[Decimal, Field(ge=-SCALE, le=SCALE)]
GroupPoints = Annotated[Whole, Field(ge=0, le=100)]
CriterionPoints = Annotated[Whole, Field(ge=0, le=10)]
SomeOptions = Annotated[tuple[OptionId, ...], Field(strict=False, min_length=1)]
SomeCriteria = Annotated[tuple[CriterionId, ...], Field(strict=False, min_length=1)]


class Score(Record):
    """Judged effect of an option on a criterion against the baseline, one row of `scores.csv`."""

    option: OptionId
    """Option judged."""
    criterion: CriterionId
    """Criterion it is judged on."""
    low: Steps
    """Lowest score that can be defended."""
    central: Steps
    """The score used."""
    high: Steps
    """Highest score that can be defended."""
    basis: Annotated[Basis, Field(strict=False)]
    """What the score rests on."""
    evidence: EvidenceIds = ()
    """Ids of the evidence, separated by one space in the file."""
    reason: Text
    """Why this score."""


def _choice_of_options(value: Any) -> str:
    return "all" if isinstance(value, str) else "some"


class Shift(Record):
    """What circumstances do to the scores of some options on some criteria."""

    options: Annotated[
        Annotated[Literal["all"], Tag("all")] | Annotated[SomeOptions, Tag("some")],
        Discriminator(_choice_of_options),
    ]
    """Options that it moves, or `all`, which never includes the baseline."""
    criteria: SomeCriteria
    """Criteria on which it moves them."""
    by: Annotated[Decimal, Field(ge=-2 * SCALE, le=2 * SCALE)]
    """How far, a multiple of the study's step; low, central and high move alike."""
    evidence: EvidenceIds = ()
    """What it rests on."""
    reason: Text
    """Why."""


class Scenario(Record):
    """Circumstances in which options are judged."""

    title: Text
    """Name on screen."""
    says: Text
    """The circumstances."""
    evidence: EvidenceIds = ()
    """What they rest on."""
    shifts: Mapping[Id, Shift] = {}
    """What they do to the scores."""


class WeightSet(Record):
    """Named points with an owner."""

    title: Text
    """Name on screen."""
    owner: Text
    """Whose weights they are."""
    says: Text
    """The emphasis in words."""
    evidence: EvidenceIds = ()
    """What it rests on."""
    groups: Annotated[Mapping[GroupId, GroupPoints], Field(min_length=1)]
    """Points from 0 to 100 for each group of the state ledger."""
    criteria: Annotated[Mapping[CriterionId, CriterionPoints], Field(min_length=1)]
    """Points from 0 to 10 for each criterion of both ledgers."""


class ExpectedOrder(Record):
    """An order that the tests hold."""

    scenario: ScenarioId
    """Scenario it holds in."""
    order: Annotated[tuple[SomeOptions, ...], Field(strict=False, min_length=1)]
    """Options from the top down; those in one list share a rank."""
