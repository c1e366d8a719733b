"""What the Explore page knows: a reader's choices, checked against the study."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import param

from policylab.analysis import Result, evaluate, rank_ranges
from policylab.analysis.choices import YOURS
from policylab.errors import NothingCounts
from policylab.schema import Study
from policylab.viewmodels.state import checked_state, first_state


class Explore(param.Parameterized):
    """A reader's choices in one study.

    Choices change only through `apply`, which takes a settled state from a browser as a whole or not at all.
    Everything else is derived from them.
    """

    study: Study = param.ClassSelector(class_=Study, constant=True, doc="The study.")  # type: ignore[assignment]
    weight_set = param.String(doc="Id of a weight set, or `yours`.")
    started_from = param.String(doc="Id of the weight set that the points were changed from.")
    groups = param.Dict(doc="Points of the state groups, 0 to 100.")
    criteria = param.Dict(doc="Points of all criteria of both ledgers, 0 to 10.")
    scenario = param.String(doc="Id of the scenario.")
    protection = param.Integer(default=0, bounds=(0, 100), doc="Per cent of the total given to protection.")
    tab = param.String(default="order", doc="Tab in view.")
    option = param.String(default=None, allow_None=True, doc="Id of the option opened.")
    cell = param.Tuple(default=None, length=2, allow_None=True, doc="(option, criterion) opened.")

    def __init__(self, study: Study, **params: Any) -> None:
        super().__init__(study=study, **{**_choices(first_state(study)), **params})  # type: ignore[no-untyped-call]

    def apply(self, state: Mapping[str, Any]) -> None:
        """Take over a settled state from a browser, as a whole or not at all.

        Parameters
        ----------
        state : mapping
            As `state()` returns it.

        Raises
        ------
        CallError
            When anything in it is unknown, missing, no number or out of range: one sentence that says what.
            The choices then stay as they were.
        """
        self.param.update(**_choices(checked_state(self.study, state)))

    def state(self) -> dict[str, Any]:
        """Return the choices as the state that goes to a browser."""
        return {
            "v": 1,
            "study": self.study.id,
            "version": self.study.version,
            "weight_set": self.weight_set,
            "started_from": self.started_from,
            "groups": dict(self.groups),
            "criteria": dict(self.criteria),
            "scenario": self.scenario,
            "protection": self.protection,
            "tab": self.tab,
            "option": self.option,
            "cell": list(self.cell) if self.cell else None,
        }

    @param.depends("weight_set", "started_from", "groups", "criteria", "scenario", "protection")
    def result(self) -> Result:
        """Return the order under these choices.

        Raises
        ------
        NothingCounts
            When no points are given to anything that has a share of the total.
        """
        weights: Any = self.weight_set
        if self.weight_set == YOURS:
            weights = {"groups": self.groups, "criteria": self.criteria, "started_from": self.started_from}
        return evaluate(self.study, weights, self.scenario, self.protection / 100)

    @param.depends("groups", "criteria", "scenario", "protection")
    def ranges(self, draws: int = 10_000, seed: int = 0) -> dict[str, list[int]]:
        """Return first and last place of each option in the middle 90 % of draws, for the browser.

        Empty when nothing counts: then there is no order whose firmness could be told.
        """
        try:
            found = rank_ranges(self.result(), draws=draws, seed=seed)
        except NothingCounts:
            return {}
        return {str(option): [int(low), int(high)] for option, low, high in found.itertuples()}


def _choices(state: Mapping[str, Any]) -> dict[str, Any]:
    names = (
        "weight_set",
        "started_from",
        "groups",
        "criteria",
        "scenario",
        "protection",
        "tab",
        "option",
        "cell",
    )
    return {name: state[name] for name in names}
