"""What a file is made from: an order, and what was chosen beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from policylab.analysis import OwnScores, Result, evaluate, rank_ranges
from policylab.analysis.choices import YOURS, is_number
from policylab.errors import CallError
from policylab.schema import Study, WeightSet

T = TypeVar("T")
DRAWS = 10_000
SEED = 0
PERCENT = 90
"""Share of the draws that a range of places holds: that of `policylab.analysis.rank_ranges`."""
_LINK = re.compile(r"(https?://[!-~]{1,2000})?")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})?")


@dataclass(frozen=True, eq=False)
class View:
    """An order with the floor, the seed and the link that belong to it.

    Attributes
    ----------
    result : Result
        From `evaluate`.
    floor : float or None
        Least points of protection accepted, -100 to 100; options below are marked, never left out.
    seed, draws : int
        Of everything that is sampled.
    link, date : str
        Address that opens this view in a dashboard, and the day, by the clock of the reader's device; empty when
        it was not made there, because nothing here reads a clock.
    """

    result: Result
    floor: float | None = None
    seed: int = SEED
    draws: int = DRAWS
    link: str = ""
    date: str = ""

    def __post_init__(self) -> None:
        if self.floor is not None and not (is_number(self.floor) and -100 <= self.floor <= 100):
            raise CallError("The floor on protection is a number of points from -100 to 100.")
        for name, least, most in (("seed", 0, 2**32 - 1), ("draws", 100, 10_000_000)):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
                raise CallError(f"What is given for {name} is no whole number from {least} to {most}.")
        if not _LINK.fullmatch(self.link):
            raise CallError("The link is no address of at most 2,000 signs.")
        if not _DATE.fullmatch(self.date):
            raise CallError("The date is no day such as 2026-01-31.")

    @classmethod
    def of(
        cls,
        study: Study,
        weights: str | WeightSet | Mapping[str, Any] = "equal",
        scenario: str = "today",
        with_protection: float = 0.0,
        own_scores: OwnScores | None = None,
        **chosen: Any,
    ) -> View:
        """Return the view of a study under some choices; `chosen` are `floor`, `seed`, `draws`, `link` and `date`."""
        return cls(evaluate(study, weights, scenario, with_protection, own_scores), **chosen)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gives, made the first time only: the files of one view share its drawings."""
        if key not in self._made:
            self._made[key] = make()
        found: T = self._made[key]
        return found

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

    @property
    def study(self) -> Study:
        """The study with the scores that count: a reader's own in their places."""
        return self.result.study

    @property
    def published(self) -> Study:
        """The study as published."""
        return self.result.published or self.result.study

    @cached_property
    def ranges(self) -> pd.DataFrame:
        """Places in the middle 90 % of draws (n_options, 2): `low`, `high`."""
        return rank_ranges(self.result, draws=self.draws, seed=self.seed)

    @cached_property
    def own_scores(self) -> dict[str, dict[str, list[float]]]:
        """The reader's own low, central and high, by option and criterion."""
        found: dict[str, dict[str, list[float]]] = {}
        scores = self.study.scores
        for option, criterion in self.result.own:
            row = scores.loc[(option, criterion)]
            found.setdefault(option, {})[criterion] = [float(row[key]) for key in ("low", "central", "high")]
        return found

    @cached_property
    def points(self) -> str | dict[str, Any]:
        """The weights as `evaluate` takes them: an id, or points with title, owner and what they were changed from."""
        choice = self.result.weight_set
        if choice.id != YOURS:
            return choice.id
        sets = self.study.weight_sets
        origin = next((key for key, one in sets.items() if one.title == choice.started_from), None)
        told = {
            "groups": dict(choice.groups),
            "criteria": dict(choice.criteria),
            "title": choice.title,
            "owner": choice.owner,
        }
        return {**told, "started_from": origin} if origin else told
