"""Records of how options act together: what combines how, what needs or excludes what, companions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from policylab.provenance import CriterionId, EvidenceIds, Id, OptionId, Record, Text
from policylab.schema.choices import SomeCriteria, SomeOptions, Steps
from policylab.terms import Basis, Combination

Sides = Annotated[tuple[SomeOptions, ...], Field(strict=False, min_length=2)]


class Rule(Record):
    """How the effects of the options in a package come together on one criterion."""

    rule: Annotated[Combination, Field(strict=False)]
    """`strongest`, `covers` or `add`."""
    evidence: EvidenceIds = ()
    """Where a source speaks to it."""
    reason: Text
    """Why this rule."""


class Need(Record):
    """An option that can only be in a package with others."""

    option: OptionId
    """The option."""
    needs: SomeOptions
    """All the options that it needs."""
    evidence: EvidenceIds = ()
    """Where a source speaks to it."""
    reason: Text
    """Why."""


class Exclusion(Record):
    """Options that cannot be in one package."""

    between: Sides
    """Two lists or more: no package holds options of two of them."""
    evidence: EvidenceIds = ()
    """Where a source speaks to it."""
    reason: Text
    """Why."""


class Effect(Record):
    """Judged effect of a companion measure on a criterion, under the rules for scores."""

    low: Steps
    """Lowest score that can be defended."""
    central: Steps
    """The score used."""
    high: Steps
    """Highest score that can be defended."""
    basis: Annotated[Basis, Field(strict=False)]
    """What the score rests on."""
    evidence: EvidenceIds = ()
    """Where a source speaks to it."""
    reason: Text
    """Why this score."""


class NoEffect(Record):
    """Criteria on which a companion measure does nothing."""

    criteria: SomeCriteria
    """The criteria."""
    reason: Text
    """Why it has no effect there."""


def _choice_of_options(value: Any) -> str:
    return "all" if isinstance(value, str) else "some"


class Companion(Record):
    """A measure that goes with others and is not ranked alone."""

    joins: Annotated[
        Annotated[Literal["all"], Tag("all")] | Annotated[SomeOptions, Tag("some")],
        Discriminator(_choice_of_options),
    ]
    """Options that it may join, or `all`."""
    effects: Annotated[Mapping[CriterionId, Effect], Field(min_length=1)]
    """What it does, by criterion."""
    no_effect: NoEffect | None = None
    """Criteria on which it does nothing; every criterion stands here or under effects."""
    evidence: EvidenceIds = ()
    """Where a source speaks to it."""
    reason: Text
    """Why it may join them."""


class PackageNote(Record):
    """What a reader should know about a package."""

    holds: Annotated[tuple[SomeOptions, ...], Field(strict=False, min_length=1)]
    """The note goes with packages that hold an option of each of these lists."""
    says: Text
    """What to know."""
    evidence: EvidenceIds = ()
    """Where a source speaks to it."""


class Interactions(Record):
    """How options act together, `interactions.yaml`."""

    about: Text
    """How the rules were made."""
    combine: Annotated[Mapping[CriterionId, Rule], Field(min_length=1)]
    """A rule for each criterion of both ledgers."""
    needs: Mapping[Id, Need] = {}
    """Which options need others first."""
    apart: Mapping[Id, Exclusion] = {}
    """Which options exclude each other."""
    companions: Mapping[OptionId, Companion] = {}
    """Companion measures and their effects."""
    notes: Mapping[Id, PackageNote] = {}
    """What a reader should know about some packages."""

    def exclusions(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of options that exclude each other, each once."""
        pairs: dict[tuple[str, str], None] = {}
        for rule in self.apart.values():
            for n, side in enumerate(rule.between):
                for other in rule.between[n + 1 :]:
                    pairs.update({(a, b): None for a in side for b in other if (b, a) not in pairs})
        return tuple(pairs)

    def prerequisites(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of an option and one that it needs."""
        return tuple((rule.option, needed) for rule in self.needs.values() for needed in rule.needs)
