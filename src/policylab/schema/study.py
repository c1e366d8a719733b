"""A study in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from policylab.provenance import Evidence, Source
from policylab.schema.choices import ExpectedOrder, Scenario, Score, WeightSet
from policylab.schema.facts import Concern, Criterion, Default, Facet, Group, Option, StudyCard
from policylab.schema.interactions import Interactions
from policylab.terms import Ledger, Role

SCORE_COLUMNS = ("low", "central", "high", "basis", "evidence", "reason")
_MAPS = ("sources", "evidence", "concerns", "criteria", "options", "scenarios", "weight_sets", "expected")


@dataclass(frozen=True, eq=False)
class Study:
    """One decision with all that is known about it; every map keeps the order of its file.

    Attributes
    ----------
    card : StudyCard
        The study's own facts, also reachable as `study.title` and so on.
    sources, evidence, concerns, criteria, options, scenarios, weight_sets, expected : Mapping
        Records by id; `expected` is keyed by the id of a weight set.
    interactions : Interactions or None
        How options act together, if the study says so.
    rows : tuple of Score
        The rows of `scores.csv`, in the order of the file.
    scores : DataFrame (n_scores, 6)
        Indexed by (option, criterion), columns low, central, high (steps in [-3, 3]), basis, evidence
        (tuple of ids) and reason. A pair without a row is not scored.
    """

    card: StudyCard
    sources: Mapping[str, Source]
    evidence: Mapping[str, Evidence]
    concerns: Mapping[str, Concern]
    criteria: Mapping[str, Criterion]
    options: Mapping[str, Option]
    scenarios: Mapping[str, Scenario]
    weight_sets: Mapping[str, WeightSet]
    rows: tuple[Score, ...]
    expected: Mapping[str, ExpectedOrder] = field(default_factory=dict)
    interactions: Interactions | None = None
    _scores: pd.DataFrame = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_scores", score_frame(self.rows))
        for name in _MAPS:
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    @property
    def id(self) -> str:
        """Id of the study, the name of its folder."""
        return self.card.id

    @property
    def title(self) -> str:
        """Name on screen."""
        return self.card.title

    @property
    def question(self) -> str:
        """The question that the order answers."""
        return self.card.question

    @property
    def decision_maker(self) -> str:
        """Who decides, as the name stands inside a sentence: `the state`."""
        return self.card.decision_maker

    @property
    def version(self) -> str:
        """Version of the study's content."""
        return self.card.version

    @property
    def baseline(self) -> str:
        """Id of the option that all others are judged against."""
        return self.card.baseline

    @property
    def label(self) -> str:
        """What every order is labelled with."""
        return self.card.label

    @property
    def about(self) -> str:
        """What the study is, for a newcomer."""
        return self.card.about

    @property
    def scored_by(self) -> str:
        """Who gave the scores, and how."""
        return self.card.scored_by

    @property
    def licence(self) -> str:
        """Terms under which the study's data may be used."""
        return self.card.licence

    @property
    def step(self) -> float:
        """Scores are multiples of it."""
        return self.card.step

    @property
    def limits(self) -> tuple[str, ...]:
        """What the study cannot say."""
        return self.card.limits

    @property
    def missing_voices(self) -> str:
        """Who is not heard in the sources."""
        return self.card.missing_voices

    @property
    def content_note(self) -> str | None:
        """What a reader should be prepared for."""
        return self.card.content_note

    @property
    def naming(self) -> tuple[str, ...]:
        """How the people concerned are named, and why."""
        return self.card.naming

    @property
    def default(self) -> Default:
        """The weight set and the scenario shown first."""
        return self.card.default

    @property
    def groups(self) -> Mapping[str, Group]:
        """Groups of criteria, in the order of the screen."""
        return self.card.groups

    @property
    def facets(self) -> Mapping[str, Facet]:
        """Ways to sort the options into classes, in the order of the screen."""
        return self.card.facets

    @property
    def score_words(self) -> Mapping[str, str]:
        """Words for scores, from "-3" to "3", where they are not the usual ones."""
        return self.card.score_words

    @property
    def scores(self) -> pd.DataFrame:
        """Scores as a frame indexed by (option, criterion); a copy, so that nobody changes the study."""
        return self._scores.copy()

    @property
    def ranked_options(self) -> tuple[str, ...]:
        """Ids of the options that are ranked, all but companion measures, in the order of the file."""
        return tuple(key for key, option in self.options.items() if option.role is not Role.COMPANION)

    @property
    def companions(self) -> tuple[str, ...]:
        """Ids of the measures that are not ranked alone."""
        return tuple(key for key, option in self.options.items() if option.role is Role.COMPANION)

    @property
    def state_groups(self) -> tuple[str, ...]:
        """Ids of the groups of the state ledger."""
        return self._groups_in(Ledger.STATE)

    @property
    def protection_groups(self) -> tuple[str, ...]:
        """Ids of the groups of the protection ledger."""
        return self._groups_in(Ledger.PROTECTION)

    @property
    def state_criteria(self) -> tuple[str, ...]:
        """Ids of the criteria of the state ledger, in the order of the file."""
        return self._criteria_in(Ledger.STATE)

    @property
    def protection_criteria(self) -> tuple[str, ...]:
        """Ids of the protection aims, in the order of the file."""
        return self._criteria_in(Ledger.PROTECTION)

    def group_of(self, criterion: str) -> str:
        """Return the id of the group that a criterion belongs to."""
        return self.criteria[criterion].group

    def criteria_of(self, group: str) -> tuple[str, ...]:
        """Return the ids of the criteria of a group, in the order of the file."""
        return tuple(key for key, criterion in self.criteria.items() if criterion.group == group)

    def score_table(self, column: str = "central") -> pd.DataFrame:
        """Return one column of the scores as a table.

        Parameters
        ----------
        column : str
            `low`, `central` or `high`.

        Returns
        -------
        DataFrame (n_ranked_options, n_criteria)
            Steps in [-3, 3], both ledgers, NaN where nothing is scored.
        """
        wide = self._scores[column].astype(float).unstack("criterion")
        return wide.reindex(
            index=pd.Index(self.ranked_options, name="option"),
            columns=pd.Index(list(self.criteria), name="criterion"),
        )

    def _groups_in(self, ledger: Ledger) -> tuple[str, ...]:
        return tuple(key for key, group in self.groups.items() if group.ledger is ledger)

    def _criteria_in(self, ledger: Ledger) -> tuple[str, ...]:
        return tuple(key for key, item in self.criteria.items() if self.groups[item.group].ledger is ledger)


def score_frame(rows: Iterable[Score]) -> pd.DataFrame:
    """Return rows of scores as the frame that `Study.scores` is."""
    rows = list(rows)
    index = pd.MultiIndex.from_arrays(
        [[row.option for row in rows], [row.criterion for row in rows]], names=["option", "criterion"]
    )
    data = {
        "low": pd.Series([row.low for row in rows], dtype=float),
        "central": pd.Series([row.central for row in rows], dtype=float),
        "high": pd.Series([row.high for row in rows], dtype=float),
        "basis": pd.Series([row.basis.value for row in rows], dtype=object),
        "evidence": pd.Series([row.evidence for row in rows], dtype=object),
        "reason": pd.Series([row.reason for row in rows], dtype=object),
    }
    return pd.DataFrame(data).set_index(index)
