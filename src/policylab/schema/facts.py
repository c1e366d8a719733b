"""Records of what a study is about: its card, groups, concerns, criteria and options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from policylab.provenance import (
    ConcernId,
    CriterionId,
    Decimal,
    EvidenceIds,
    GroupId,
    Id,
    Name,
    OptionId,
    Record,
    ScenarioId,
    SomeEvidence,
    SourceId,
    Text,
    Texts,
    WeightSetId,
)
from policylab.terms import DECISION_MAKER, Firmness, Ledger, Level, Role, Voice


class Group(Record):
    """Criteria that belong together."""

    title: Text
    """Name on screen."""
    ledger: Annotated[Ledger, Field(strict=False)]
    """`state` or `protection`."""
    letter: Annotated[str, StringConstraints(min_length=1, max_length=3)]
    """One letter that stands for it where there is little room."""
    says: Text
    """What it gathers, a sentence."""


class Facet(Record):
    """A way to sort the options into a few classes, to find them by; it never counts in an order."""

    title: Text
    """Name on screen."""
    classes: Annotated[Mapping[Id, Text], Field(min_length=1)]
    """The classes by id, with their names on screen, in the order of the screen."""


class Default(Record):
    """What is shown first."""

    weights: WeightSetId
    """Id of a weight set."""
    scenario: ScenarioId
    """Id of a scenario."""


ScoreKey = Annotated[str, StringConstraints(pattern=r"^(-?[123](\.5)?|-?0\.5|0)$")]


class StudyCard(Record):
    """The study itself, `study.yaml`."""

    id: Id
    """Id of the study; the name of its folder."""
    title: Text
    """Name on screen."""
    question: Text
    """The question that the order answers."""
    decision_maker: Name = DECISION_MAKER
    """Who decides, as the name stands inside a sentence, with its article: `the Assembly`."""
    version: Text
    """Version of the study's content: `2026.1`."""
    baseline: OptionId
    """Id of the option that all others are judged against."""
    label: Text
    """What every order is labelled with: whose judgement the scores are."""
    about: Text
    """What the study is, for a newcomer."""
    scored_by: Text
    """Who gave the scores, and how."""
    licence: Text
    """Terms under which the study's data may be used."""
    step: Annotated[Decimal, Field(gt=0, le=3)]
    """Scores are multiples of it."""
    groups: Annotated[Mapping[Id, Group], Field(min_length=1)]
    """Groups of criteria, in the order of the screen."""
    default: Default
    """Weight set and scenario that are shown first."""
    facets: Mapping[Id, Facet] = {}
    """Ways to sort the options into classes, to find them by."""
    limits: Texts
    """What the study cannot say."""
    missing_voices: Text
    """Who is not heard in the sources."""
    content_note: Text | None = None
    """What a reader should be prepared for."""
    naming: Texts = ()
    """How the people concerned are named in the study, and why."""
    not_weighed: Text | None = None
    """What some hold must not be weighed at all, in a word or two, said where protection is added: `safety of life`."""
    score_words: Mapping[ScoreKey, Text] = {}
    """Words for scores, from "-3" to "3", if not the usual ones."""


class Concern(Record):
    """A fear or aim of a state, as a source puts it."""

    title: Text
    """Name on screen."""
    group: GroupId
    """Group it belongs to."""
    voice: Annotated[Voice, Field(strict=False)]
    """Who puts it forward."""
    says: Text
    """The concern in our words."""
    evidence: SomeEvidence
    """Where it is put forward."""
    criterion: CriterionId | None
    """The criterion it is weighed under, or null."""
    why_not_weighed: Text | None = None
    """Why it is weighed under none."""


class Criterion(Record):
    """What is weighed."""

    title: Text
    """Name on screen."""
    group: GroupId
    """Group it belongs to."""
    question: Text
    """The question a score answers."""
    worst: Text
    """What -3 means, in words."""
    best: Text
    """What 3 means, in words."""
    concerns: Annotated[tuple[ConcernId, ...], Field(strict=False)] = ()
    """Concerns it gathers; a criterion of the state ledger gathers at least one."""
    evidence: EvidenceIds = ()
    """What it rests on."""
    note: Text | None = None
    """Anything a reader should know."""


class Proposal(Record):
    """Who proposes an option, and how firmly."""

    source: SourceId
    """Source in which it is proposed."""
    firmness: Annotated[Firmness, Field(strict=False)]
    """How firmly."""
    evidence: SomeEvidence
    """Where."""
    note: Text | None = None
    """Anything a reader should know."""


class Tier(Record):
    """Feasibility as a source states it; never weighed, because it already contains the concerns."""

    level: Annotated[Level, Field(strict=False)]
    """Tier, or `not_ranked`."""
    as_stated: Text
    """In the source's terms."""
    as_of: Text
    """The time it holds for, or `not stated`."""
    evidence: EvidenceIds = ()
    """Where it is stated."""


class Precedent(Record):
    """Something like it that was done before."""

    says: Text
    """What was done."""
    evidence: SomeEvidence
    """Where it is told."""


class Option(Record):
    """Something an actor could do."""

    title: Text
    """Name on screen."""
    short: Text
    """Short name, where there is little room."""
    role: Annotated[Role, Field(strict=False)]
    """The part it plays."""
    actor: Text
    """Who would do it."""
    summary: Text
    """What it is, in a sentence or two."""
    proposed_by: Annotated[tuple[Proposal, ...], Field(strict=False)] = ()
    """Who proposes it."""
    includes: Texts = ()
    """What it includes."""
    excludes: Texts = ()
    """What it does not include."""
    not_stated: Texts = ()
    """What the sources leave open."""
    tier: Tier
    """Feasibility as a source states it."""
    facets: Mapping[Id, Id] = {}
    """Its class under each of the study's facets; ours, from the texts below."""
    timing: Text
    """When, as stated."""
    coverage: Text
    """Who is covered."""
    publicity: Text
    """Public or quiet."""
    agency: Text
    """Outside agency or not."""
    destination: Text
    """Where people end up."""
    duration: Text
    """How long it lasts."""
    prerequisites: Texts = ()
    """What it needs first."""
    conflicts: Texts = ()
    """What it cannot go with."""
    leads_to: Annotated[tuple[OptionId, ...], Field(strict=False)] = ()
    """Options that it leads to."""
    precedents: Annotated[tuple[Precedent, ...], Field(strict=False)] = ()
    """What was done before."""
    cautions: Texts = ()
    """What a reader should know."""
