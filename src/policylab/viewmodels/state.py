"""The state that goes between browser and server, and how it is checked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from policylab.analysis.choices import YOURS
from policylab.errors import CallError
from policylab.schema import Study

VERSION = 1
TABS = ("order", "evidence")
KEYS = (
    "v",
    "study",
    "version",
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


def first_state(study: Study) -> dict[str, Any]:
    """Return the state a reader finds at first: the study's default weight set and scenario."""
    weights = study.weight_sets[study.default.weights]
    return {
        "v": VERSION,
        "study": study.id,
        "version": study.version,
        "weight_set": study.default.weights,
        "started_from": study.default.weights,
        "groups": dict(weights.groups),
        "criteria": dict(weights.criteria),
        "scenario": study.default.scenario,
        "protection": 0,
        "tab": TABS[0],
        "option": None,
        "cell": None,
    }


def checked_state(study: Study, state: Any) -> dict[str, Any]:
    """Return a state from a browser as a new dict, every part checked against the study.

    Parameters
    ----------
    study : Study
        The study.
    state : object
        Whatever came.

    Returns
    -------
    dict
        The state, whole numbers as int.

    Raises
    ------
    CallError
        One sentence, when a part is missing, unknown, no whole number, or out of range.
    """
    if not isinstance(state, Mapping):
        raise CallError("A state is a mapping of names to values.")
    _same_names(state, KEYS, "the state")
    if _whole(state["v"], 1, 1_000_000, "the state's form") != VERSION:
        raise CallError(f"This state has form {state['v']}, and only form {VERSION} can be read.")
    for name, wanted in (("study", study.id), ("version", study.version)):
        if state[name] != wanted:
            raise CallError(f"This state was made for another {name} than '{wanted}'.")
    weight_set = _one_of(state["weight_set"], (*study.weight_sets, YOURS), "weight set")
    groups = _points(state["groups"], study.state_groups, 100, "group")
    criteria = _points(state["criteria"], study.criteria, 10, "criterion")
    if weight_set != YOURS:
        record = study.weight_sets[weight_set]
        if groups != dict(record.groups) or criteria != dict(record.criteria):
            raise CallError(f"The points are not those of the weight set '{weight_set}'.")
    return {
        "v": VERSION,
        "study": study.id,
        "version": study.version,
        "weight_set": weight_set,
        "started_from": _one_of(state["started_from"], study.weight_sets, "weight set"),
        "groups": groups,
        "criteria": criteria,
        "scenario": _one_of(state["scenario"], study.scenarios, "scenario"),
        "protection": _whole(state["protection"], 0, 100, "the share of protection"),
        "tab": _one_of(state["tab"], TABS, "tab"),
        "option": None if state["option"] is None else _one_of(state["option"], study.options, "option"),
        "cell": _cell(study, state["cell"]),
    }


def _same_names(found: Mapping[Any, Any], wanted: Iterable[str], what: str) -> None:
    wanted = tuple(wanted)
    absent = [name for name in wanted if name not in found]
    if absent:
        raise CallError(f"There is no '{absent[0]}' in {what}.")
    extra = [str(name)[:40] for name in found if name not in wanted]
    if extra:
        raise CallError(f"There is a '{extra[0]}' in {what} that is not known.")


def _one_of(value: Any, ids: Iterable[str], what: str) -> str:
    if not isinstance(value, str) or value not in ids:
        named = f" '{value[:40]}'" if isinstance(value, str) else " but by its id, a text"
        raise CallError(f"There is no {what}{named}.")
    return value


def _whole(value: Any, least: int, most: int, what: str) -> int:
    """Return a whole number in its range; a browser may send 40 as 40.0, but not True, NaN or '40'."""
    # A whole number too large for a float is a number all the same; `isfinite` would fail on it.
    is_number = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
    if isinstance(value, bool) or not is_number:
        raise CallError(f"What is given for {what} is no number.")
    if not least <= value <= most or value != int(value):
        raise CallError(f"What is given for {what} is no whole number from {least} to {most}.")
    return int(value)


def _points(value: Any, ids: Iterable[str], most: int, what: str) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise CallError(f"Points are given by {what}: a mapping of ids to numbers.")
    ids = tuple(ids)
    _same_names(value, ids, f"the points by {what}")
    return {key: _whole(value[key], 0, most, f"{what} '{key}'") for key in ids}


def _cell(study: Study, value: Any) -> tuple[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise CallError("A cell is an option and a criterion.")
    return _one_of(value[0], study.ranked_options, "option"), _one_of(value[1], study.criteria, "criterion")
