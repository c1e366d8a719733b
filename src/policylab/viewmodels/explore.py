"""What a page knows: a reader's choices, checked against the study."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import param

from policylab.analysis import Result, evaluate
from policylab.analysis.choices import YOURS
from policylab.schema import Study
from policylab.viewmodels.state import KEYS, VERSION, checked_state, first_state

CHOICES = tuple(key for key in KEYS if key not in ("v", "study", "version"))


class Explore(param.Parameterized):
    """A reader's choices in one study.

    Choices change only through `apply`, which takes a settled state from a browser as a whole or not at all.
    Everything else is derived from them.
    """

    study: Study = param.ClassSelector(class_=Study, constant=True, doc="The study.")  # type: ignore[assignment]
    language = param.String(doc="Language of the screen.")
    weight_set = param.String(doc="Id of a weight set, or `yours`.")
    started_from = param.String(doc="Id of the weight set that the points were changed from.")
    groups = param.Dict(doc="Points of the state groups, 0 to 100.")
    criteria = param.Dict(doc="Points of all criteria of both ledgers, 0 to 10.")
    scenario = param.String(doc="Id of the scenario.")
    protection = param.Integer(default=0, bounds=(0, 100), doc="Per cent of the total given to protection.")
    floor = param.Integer(default=None, allow_None=True, doc="Least points of protection accepted.")
    own = param.Dict(doc="The reader's own scores: low, central, high by option and criterion.")
    use_own = param.Boolean(default=True, doc="Whether they count.")
    package = param.List(doc="Ids of the options of the package that is being put together.")
    filter = param.Dict(doc="Class looked for, by facet.")
    tab = param.String(default="order", doc="Tab in view.")
    option = param.String(default=None, allow_None=True, doc="Id of the option opened.")
    cell = param.Tuple(default=None, length=2, allow_None=True, doc="(option, criterion) opened.")
    chosen = param.List(doc="Ids of the options compared, at most three.")
    open = param.List(doc="Ids of the groups whose criteria are shown.")
    numbers = param.Boolean(default=False, doc="Whether the order shows numbers in the place of bars.")
    whiskers = param.Boolean(default=False, doc="Whether the trade-offs show ranges.")
    firm = param.String(default="conditions", doc="Part of How firm? in view.")
    step = param.Integer(default=None, allow_None=True, doc="Step of a presentation.")

    def __init__(self, study: Study, state: Mapping[str, Any] | None = None) -> None:
        found = first_state(study) if state is None else checked_state(study, state)
        super().__init__(study=study, **_choices(found))  # type: ignore[no-untyped-call]

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
        found: dict[str, Any] = {"v": VERSION, "study": self.study.id, "version": self.study.version}
        for key in CHOICES:
            value = getattr(self, key)
            found[key] = dict(value) if isinstance(value, dict) else value
            if isinstance(value, list | tuple):
                found[key] = list(value)
        return found

    @param.depends(
        "weight_set", "started_from", "groups", "criteria", "scenario", "protection", "own", "use_own"
    )
    def result(self) -> Result:
        """Return the order under these choices.

        Raises
        ------
        NothingCounts
            When no points are given to anything that has a share of the total.
        """
        return evaluate(*self.arguments())

    def arguments(self) -> tuple[Study, Any, str, float, dict[str, Any] | None]:
        """Return these choices as `evaluate` takes them: study, weights, scenario, share of protection, own scores."""
        weights: Any = self.weight_set
        if self.weight_set == YOURS:
            weights = {"groups": self.groups, "criteria": self.criteria, "started_from": self.started_from}
        own = self.own if self.use_own else None
        return self.study, weights, self.scenario, self.protection / 100, own


def _choices(state: Mapping[str, Any]) -> dict[str, Any]:
    return {name: state[name] for name in CHOICES}
