"""What differs between two views of one study, in the words of the page's `changes.js`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policylab.analysis.changes.words import counted
from policylab.analysis.choices import YOURS
from policylab.analysis.evaluate import evaluate
from policylab.analysis.result import Result
from policylab.analysis.wording import listed, raised, signed
from policylab.errors import NothingCounts
from policylab.mcda import shown
from policylab.schema import Study

State = Mapping[str, Any]


@dataclass(frozen=True)
class StateChange:
    """One thing that differs: which (`groups.security`), as a phrase, and both values."""

    key: str
    text: str
    before: Any
    after: Any


@dataclass(frozen=True)
class MovedTotal:
    """An option's place and total in both views, totals in whole points as shown; None where it has none."""

    id: str
    title: str
    before: int | None
    after: int | None
    total_before: int | None
    total_after: int | None


@dataclass(frozen=True)
class StateChanges:
    """What differs between two views: `says` is whether the order does; `options` are those of which anything moved."""

    all: tuple[StateChange, ...]
    says: str
    changed: bool
    options: tuple[MovedTotal, ...]


def state_changes(study: Study, before: State, after: State) -> StateChanges:
    """Return what differs between two views in numbers and choices; what is merely in view is left out.

    Parameters
    ----------
    study : Study
        The study of both.
    before, after : mapping
        States as a page has them, checked against the study.
    """
    found = [
        *_whose(study, before, after),
        *_points(study, before, after),
        *_single(study, before, after),
        *_own(study, before, after),
        *_filters(study, before, after),
        *_list(study, "package", "Package", before, after),
        *_list(study, "chosen", "Options chosen", before, after),
    ]
    was, now = _result(study, before), _result(study, after)
    options = _moved(study, was, now)
    text, changed = _order(study, was, now, options)
    return StateChanges(tuple(found), text, changed, options)


def _whose(study: Study, before: State, after: State) -> list[StateChange]:
    def change(key: str, text: str) -> list[StateChange]:
        return [StateChange(key, text, before[key], after[key])]

    if before["started_from"] != after["started_from"]:
        return change("started_from", f"Start from: {study.weight_sets[after['started_from']].title}")
    if after["weight_set"] != YOURS and before["weight_set"] != after["weight_set"]:
        return change("weight_set", f"Put back to: {study.weight_sets[after['weight_set']].title}")
    return []


def _points(study: Study, before: State, after: State) -> list[StateChange]:
    titles = {key: group.title for key, group in study.groups.items()}
    titles |= {key: criterion.title for key, criterion in study.criteria.items()}
    return [
        StateChange(
            f"{kind}.{key}", f"{titles[key]} {before[kind][key]} to {points}", before[kind][key], points
        )
        for kind in ("groups", "criteria")
        for key, points in after[kind].items()
        if before[kind][key] != points
    ]


def _single(study: Study, before: State, after: State) -> list[StateChange]:
    def share(percent: int) -> str:
        return f"{percent} %" if percent else "none"

    def floor(points: int | None) -> str:
        return "none" if points is None else f"{'-' if points < 0 else ''}{counted(abs(points), 'point')}"

    title = {key: record.title for key, record in study.scenarios.items()}
    texts = {
        "scenario": f"Scenario: {title[before['scenario']]} to {title[after['scenario']]}",
        "protection": f"Protection in the total: {share(before['protection'])} to {share(after['protection'])}",
        "floor": f"Floor on protection: {floor(before['floor'])} to {floor(after['floor'])}",
        "use_own": "Own scores counted" if after["use_own"] else "Own scores set aside",
    }
    return [
        StateChange(key, text, before[key], after[key])
        for key, text in texts.items()
        if before[key] != after[key]
    ]


def _own(study: Study, before: State, after: State) -> list[StateChange]:
    published = {(row.option, row.criterion): [row.low, row.central, row.high] for row in study.rows}
    found = []
    for option in study.ranked_options:
        for criterion, record in study.criteria.items():
            was, now = (state["own"].get(option, {}).get(criterion) for state in (before, after))
            if was == now:
                continue
            base = published.get((option, criterion))
            back = "" if now else ", as published"
            text = f"Score of {study.options[option].short} on {record.title}: {_score(was or base, now or base)}{back}"
            found.append(StateChange(f"own.{option}.{criterion}", text, was, now))
    return found


def _score(was: list[float] | None, now: list[float] | None) -> str:
    """Return a score before and after; with the range where only that differs."""
    more = bool(was and now and was[1] == now[1])

    def said(numbers: list[float] | None) -> str:
        if not numbers:
            return "not scored"
        low, central, high = (signed(number) for number in numbers)
        return (f"{central} ({low})" if low == high else f"{central} ({low} to {high})") if more else central

    return f"{said(was)} to {said(now)}"


def _filters(study: Study, before: State, after: State) -> list[StateChange]:
    found = []
    for key, facet in study.facets.items():
        was, now = before["filter"].get(key), after["filter"].get(key)
        if was != now:
            said = [facet.classes[choice] if choice else "any" for choice in (was, now)]
            text = f"Find options, {facet.title}: {said[0]} to {said[1]}"
            found.append(StateChange(f"filter.{key}", text, was, now))
    return found


def _list(study: Study, key: str, title: str, before: State, after: State) -> list[StateChange]:
    """Return ids that came into a list and ids that went out of it."""
    was, now = list(before[key]), list(after[key])
    came = [study.options[id].short for id in now if id not in was]
    went = [study.options[id].short for id in was if id not in now]
    said = [f"{listed(came)} added" if came else "", f"{listed(went)} taken out" if went else ""]
    if was == now:
        return []
    return [StateChange(key, f"{title}: {'; '.join(filter(None, said)) or 'another order'}", was, now)]


def _result(study: Study, state: State) -> Result | None:
    weights: Any = state["weight_set"]
    if weights == YOURS:
        weights = {
            "groups": state["groups"],
            "criteria": state["criteria"],
            "started_from": state["started_from"],
        }
    own = state["own"] if state["use_own"] else None
    try:
        return evaluate(study, weights, state["scenario"], state["protection"] / 100, own)
    except NothingCounts:
        return None


def _placed(result: Result | None, option: str) -> tuple[int | None, int | None]:
    if result is None:
        return None, None
    rank, total = result.order.at[option, "rank"], float(result.total[option])
    return (None if rank != rank or total != total else int(rank)), (None if total != total else shown(total))


def _moved(study: Study, was: Result | None, now: Result | None) -> tuple[MovedTotal, ...]:
    order = [str(option) for option in (now or was).order.index] if now or was else []  # type: ignore[union-attr]
    rows = [(option, _placed(was, option), _placed(now, option)) for option in order]
    return tuple(
        MovedTotal(option, study.options[option].short, before[0], after[0], before[1], after[1])
        for option, before, after in rows
        if before != after
    )


def _order(
    study: Study, was: Result | None, now: Result | None, options: tuple[MovedTotal, ...]
) -> tuple[str, bool]:
    if was is None and now is None:
        return "Nothing counts in either, so neither has an order.", False
    if was is None or now is None:
        if was is None and now is not None:
            text = f"Nothing counted before; now {_leaders(study, now)} {_stand(now)} first."
        else:
            text = f"{raised(_leaders(study, was))} stood first; now nothing counts, and there is no order."
        return text, True
    old, new = _leaders(study, was), _leaders(study, now)
    first = (
        f"{raised(new)} {_stand(now)} first in both."
        if old == new
        else f"{raised(old)} stood first; now {new} {_stand(now)} first."
    )
    others = [one for one in options if one.before != one.after]
    if others:
        return f"{first} {counted(len(others), 'option')} changed place.", True
    return f"{first} No option changed place{', though totals differ' if options else ''}.", old != new


def _firsts(result: Result) -> list[str]:
    return [str(option) for option in result.order.index[result.order["rank"] == 1]]


def _leaders(study: Study, result: Result | None) -> str:
    names = [] if result is None else [study.options[option].short for option in _firsts(result)]
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} more"
    return listed(names) or "no option"


def _stand(result: Result) -> str:
    return "stand" if len(_firsts(result)) > 1 else "stands"
