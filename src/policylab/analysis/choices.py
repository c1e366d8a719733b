"""What a reader chooses: points with an owner, a scenario, a share for protection."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policylab.errors import CallError
from policylab.schema import Scenario, Study, WeightSet

YOURS = "yours"
"""Id of points that belong to no weight set of the study."""


@dataclass(frozen=True)
class WeightChoice:
    """Points and whose they are.

    Attributes
    ----------
    id : str
        Id of a weight set of the study, or `yours`.
    title, owner : str
        Its name and its owner.
    groups, criteria : Mapping
        Points of the state groups, and of all criteria of both ledgers.
    started_from : str or None
        Title of the weight set that the points were changed from.
    """

    id: str
    title: str
    owner: str
    groups: Mapping[str, float]
    criteria: Mapping[str, float]
    started_from: str | None = None


def choose_weights(study: Study, weights: str | WeightSet | Mapping[str, Any]) -> WeightChoice:
    """Return the points meant by `weights`, checked against the study.

    Parameters
    ----------
    study : Study
        The study.
    weights : str, WeightSet or mapping
        Id of a weight set; a record; or `{"groups": {...}, "criteria": {...}}` with every state group and
        every criterion, and if you like `title`, `owner` and `started_from` (id of a weight set).

    Raises
    ------
    CallError
        When the id is unknown, a group or criterion is missing or unknown, or points are no numbers of at
        least 0.
    """
    if isinstance(weights, str):
        record = pick(study.weight_sets, weights, "weight set")
        return WeightChoice(weights, record.title, record.owner, dict(record.groups), dict(record.criteria))
    if isinstance(weights, WeightSet):
        known = next((key for key, item in study.weight_sets.items() if item == weights), YOURS)
        points = _check_points(study, weights.groups, weights.criteria)
        return WeightChoice(known, weights.title, weights.owner, *points)
    if not isinstance(weights, Mapping):
        raise CallError("Weights are the id of a weight set, or a mapping with groups and criteria.")
    unknown = set(weights) - {"groups", "criteria", "title", "owner", "started_from"}
    if unknown:
        raise CallError(f"Weights hold something not known: {_listed(sorted(map(str, unknown)))}.")
    if not {"groups", "criteria"} <= set(weights):
        raise CallError("Weights need both groups and criteria.")
    started = weights.get("started_from")
    origin = pick(study.weight_sets, started, "weight set").title if started is not None else None
    points = _check_points(study, weights["groups"], weights["criteria"])
    title = str(weights.get("title", "your weights"))
    return WeightChoice(YOURS, title, str(weights.get("owner", "you")), *points, started_from=origin)


def choose_scenario(study: Study, scenario: str) -> Scenario:
    """Return a scenario of the study, or raise `CallError` naming those there are."""
    found: Scenario = pick(study.scenarios, scenario, "scenario")
    return found


def check_share(share: float) -> float:
    """Return the share of the total given to protection, a number from 0 to 1, or raise `CallError`."""
    if not is_number(share) or not 0 <= share <= 1:
        raise CallError("The share of protection is a number from 0 to 1.")
    return float(share)


def pick(records: Mapping[str, Any], key: Any, what: str) -> Any:
    """Return the record with this id, or raise `CallError` naming the ids there are."""
    if not isinstance(key, str) or key not in records:
        raise CallError(f"There is no {what} '{key}'; use one of {_listed(records)}.")
    return records[key]


def is_number(value: Any) -> bool:
    """Whether a value is a finite number; True and False are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number too large for any float
        return False


def _check_points(study: Study, groups: Any, criteria: Any) -> tuple[dict[str, float], dict[str, float]]:
    return (
        _points_of(groups, study.state_groups, "group"),
        _points_of(criteria, tuple(study.criteria), "criterion"),
    )


def _points_of(points: Any, wanted: tuple[str, ...], what: str) -> dict[str, float]:
    if not isinstance(points, Mapping):
        raise CallError(f"Points are given by {what}: a mapping from ids to numbers.")
    extra = [str(key) for key in points if key not in wanted]
    if extra:
        raise CallError(f"There is no {what} {_listed(extra)} to give points to; use {_listed(wanted)}.")
    absent = [key for key in wanted if key not in points]
    if absent:
        raise CallError(f"No points are given for {what} {_listed(absent)}.")
    for key in wanted:
        if not is_number(points[key]) or points[key] < 0:
            raise CallError(f"The points of {what} '{key}' are no number of at least 0.")
    return {key: points[key] for key in wanted}


def _listed(keys: Any) -> str:
    return ", ".join(f"'{key}'" for key in keys)
