"""The state that goes between browser and server, and how it is checked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from policylab.analysis import rescore
from policylab.analysis.choices import YOURS
from policylab.errors import CallError
from policylab.schema import Study

VERSION = 2
TABS = ("order", "tradeoffs", "compare", "firm", "scenarios", "packages", "evidence", "export")
FIRM = ("conditions", "tipping", "map", "places", "evidence", "questions", "methods")
"""Parts of How firm?"""
LANGUAGES = ("en",)
MOST_CHOSEN = 3
MOST_OWN = 60
MOST_STEPS = 40
FIRST_VIEW: Mapping[str, Any] = MappingProxyType(
    {
        "tab": TABS[0],
        "option": None,
        "cell": None,
        "chosen": (),
        "open": (),
        "numbers": False,
        "whiskers": False,
        "firm": FIRM[0],
        "step": None,
    }
)
"""What is in view at first; none of it changes a number."""
KEYS = (
    "v", "study", "version", "language",
    "weight_set", "started_from", "groups", "criteria", "scenario", "protection", "floor", "own", "use_own",
    "package", "filter", *FIRST_VIEW,
)  # fmt: skip


def first_state(study: Study) -> dict[str, Any]:
    """Return the state a reader finds at first: the study's default weight set and scenario."""
    weights = study.weight_sets[study.default.weights]
    return {
        "v": VERSION,
        "study": study.id,
        "version": study.version,
        "language": LANGUAGES[0],
        "weight_set": study.default.weights,
        "started_from": study.default.weights,
        "groups": dict(weights.groups),
        "criteria": dict(weights.criteria),
        "scenario": study.default.scenario,
        "protection": 0,
        "floor": None,
        "own": {},
        "use_own": True,
        "package": [],
        "filter": {},
        **{key: [] if value == () else value for key, value in FIRST_VIEW.items()},
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
        "language": _one_of(state["language"], LANGUAGES, "language"),
        "weight_set": weight_set,
        "started_from": _one_of(state["started_from"], study.weight_sets, "weight set"),
        "groups": groups,
        "criteria": criteria,
        "scenario": _one_of(state["scenario"], study.scenarios, "scenario"),
        "protection": _whole(state["protection"], 0, 100, "the share of protection"),
        "floor": None if state["floor"] is None else _whole(state["floor"], -100, 100, "the floor"),
        "own": _own(study, state["own"]),
        "use_own": _yes_or_no(state["use_own"], "counting your own scores"),
        "package": _some_of(state["package"], study.options, len(study.options), "option"),
        "filter": _filter(study, state["filter"]),
        **_view(study, state),
    }


def _view(study: Study, state: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "tab": _one_of(state["tab"], TABS, "tab"),
        "option": None
        if state["option"] is None
        else _one_of(state["option"], study.ranked_options, "option"),
        "cell": _cell(study, state["cell"]),
        "chosen": _some_of(state["chosen"], study.ranked_options, MOST_CHOSEN, "option"),
        "open": _some_of(state["open"], study.groups, len(study.groups), "group"),
        "numbers": _yes_or_no(state["numbers"], "numbers"),
        "whiskers": _yes_or_no(state["whiskers"], "whiskers"),
        "firm": _one_of(state["firm"], FIRM, "part of How firm?"),
        "step": None if state["step"] is None else _whole(state["step"], 0, MOST_STEPS, "the step"),
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


def _yes_or_no(value: Any, what: str) -> bool:
    if not isinstance(value, bool):
        raise CallError(f"What is given for {what} is neither true nor false.")
    return value


def _some_of(value: Any, ids: Iterable[str], most: int, what: str) -> list[str]:
    """Return ids, each once, at most so many."""
    if not isinstance(value, list | tuple) or len(value) > most:
        raise CallError(f"At most {most} ids of this kind can be given: {what}.")
    ids = tuple(ids)
    found = [_one_of(item, ids, what) for item in value]
    if len(set(found)) < len(found):
        raise CallError(f"The same {what} is given twice.")
    return found


def _own(study: Study, value: Any) -> dict[str, dict[str, list[float]]]:
    """Return a reader's own scores; what they may be is said by `analysis.rescore`."""
    if not isinstance(value, Mapping) or not all(isinstance(scores, Mapping) for scores in value.values()):
        raise CallError("Own scores are given by option and criterion.")
    if sum(len(scores) for scores in value.values()) > MOST_OWN:
        raise CallError(f"At most {MOST_OWN} scores of your own can be kept.")
    for scores in value.values():
        if not all(isinstance(numbers, list | tuple) for numbers in scores.values()):
            raise CallError("An own score is a lowest, a central and a highest number.")
    rescore(study, value)
    return {
        str(option): {str(key): [float(number) for number in numbers] for key, numbers in scores.items()}
        for option, scores in value.items()
        if scores
    }


def _filter(study: Study, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise CallError("A filter is a class by facet.")
    found = {}
    for facet, choice in value.items():
        key = _one_of(facet, study.facets, "facet")
        found[key] = _one_of(choice, study.facets[key].classes, "class")
    return found
