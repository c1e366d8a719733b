"""Whether the order changed from one study to another, and which changes made it so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policylab.analysis.changes.causes import Causes, causes_of
from policylab.analysis.changes.inputs import Key, Placed, entries, place
from policylab.analysis.changes.same import Ids, plain
from policylab.analysis.changes.study import StudyChanges
from policylab.analysis.changes.words import Names, counted
from policylab.analysis.choices import choose_scenario, choose_weights
from policylab.analysis.wording import listed, raised
from policylab.errors import NothingCounts
from policylab.mcda import shown
from policylab.schema import Study


@dataclass(frozen=True)
class Moved:
    """An option's place and total in both studies; None where it has none."""

    id: str
    title: str
    before: int | None
    after: int | None
    total_before: float | None
    total_after: float | None


@dataclass(frozen=True, eq=False)
class OrderChange:
    """What became of the order.

    Attributes
    ----------
    weights, scenario : str
        Titles of the weights and the scenario of the comparison.
    first_before, first_after : tuple of str
        Ids of the options that stand first.
    changed : bool
        Whether options that both studies have stand otherwise among themselves, or others stand first.
    options : tuple of Moved
        Every option of either study, in the order of the later one.
    causes : Causes or None
        Which changes made it so; None when the order is the same.
    says : tuple of str
        All of it in sentences.
    """

    weights: str
    scenario: str
    first_before: tuple[str, ...]
    first_after: tuple[str, ...]
    changed: bool
    options: tuple[Moved, ...]
    causes: Causes | None
    says: tuple[str, ...]


def order_change(
    changes: StudyChanges, weights: str | Mapping[str, Any] | None = None, scenario: str | None = None
) -> OrderChange:
    """Return whether the order of the options changed, protection kept apart.

    Parameters
    ----------
    changes : StudyChanges
        From `study_changes`.
    weights : str or mapping, optional
        Id of a weight set of the later study, or points for it; its default weights. A weight set that both
        studies have counts in each with its own points; points that only the later one has count in both.
    scenario : str, optional
        Id of a scenario of the later study; its default scenario. Taken likewise.

    Raises
    ------
    CallError
        When there is no such weight set or scenario, or the points are none.
    """
    before, after = changes.before, changes.after
    choice = choose_weights(after, weights if weights is not None else after.default.weights)
    key = scenario if scenario is not None else after.default.scenario
    circumstances = choose_scenario(after, key)
    notes: list[str] = []
    shifts_now = {name: plain(shift, {}) for name, shift in circumstances.shifts.items()}
    shifts_was = _shifts_before(before, changes.ids, key, shifts_now, notes)
    groups, criteria = _points_before(before, changes.ids, choice, notes)
    now = entries(after, {}, choice.groups, choice.criteria, shifts_now)
    was = entries(before, changes.ids, groups, criteria, shifts_was)
    names = Names(before, after, changes.ids)
    placed = [_placed(found) for found in (was, now)]
    return _compared(names, placed, (was, now), (choice.title, circumstances.title), notes)


def _points_before(
    before: Study, ids: Ids, choice: Any, notes: list[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the points of the earlier study: its own of the same weight set, or those of the later one."""
    old = next((old for old, new in ids["weight set"].items() if new == choice.id), None)
    if old is not None:
        record = before.weight_sets[old]
        named = [
            {ids[kind].get(key, key): float(points) for key, points in given.items()}
            for kind, given in (("group", record.groups), ("criterion", record.criteria))
        ]
        return named[0], named[1]
    notes.append(
        f"The first has no weights \u201c{choice.title}\u201d; they count in both as the second has them."
    )
    known = {ids["criterion"].get(key, key) for key in before.criteria}
    if known - choice.criteria.keys():
        notes.append("Criteria that only the first has count for nothing.")
    groups = {ids["group"].get(key, key) for key in before.state_groups}
    return (
        {key: float(points) for key, points in choice.groups.items() if key in groups},
        {key: float(points) for key, points in choice.criteria.items() if key in known},
    )


def _shifts_before(
    before: Study, ids: Ids, key: str, shifts: Mapping[str, Any], notes: list[str]
) -> dict[str, Any]:
    old = next((old for old, new in ids["scenario"].items() if new == key), None)
    if old is None:
        notes.append("The first has no such scenario; it counts in both as the second has it.")
        return dict(shifts)
    found = {name: plain(shift, ids) for name, shift in before.scenarios[old].shifts.items()}
    same = {
        name: next((k for k, other in shifts.items() if other == shift), name)
        for name, shift in found.items()
    }
    return {same[name] if name not in shifts else name: shift for name, shift in found.items()}


def _placed(found: Mapping[Key, Any]) -> Placed | None:
    try:
        return place(found)
    except NothingCounts:
        return None


def _compared(
    names: Names,
    placed: list[Placed | None],
    found: tuple[Mapping[Key, Any], Mapping[Key, Any]],
    titles: tuple[str, str],
    notes: list[str],
) -> OrderChange:
    was, now = placed
    ranks = [{} if one is None else one.ranks(one.total.index) for one in placed]
    firsts = [_firsts(one, each) for one, each in zip(placed, ranks, strict=True)]
    common = [option for option in names.after.ranked_options if ("option", option) in found[0]]
    everything = [*names.after.ranked_options, *(o for k, o in _options(found[0]) if k not in found[1])]
    moved = tuple(
        Moved(
            option,
            names.of("option", option),
            ranks[0].get(option),
            ranks[1].get(option),
            _total(was, option),
            _total(now, option),
        )
        for option in sorted(everything, key=lambda o: ranks[1].get(o) or len(everything) + 1)
    )
    among = [{} if one is None else one.ranks(common) for one in placed]
    changed = among[0] != among[1] or set(firsts[0]) != set(firsts[1])
    causes = None
    if was is not None and now is not None and among[0] != among[1]:
        causes = causes_of(names, found[0], found[1], common)
    says = [*notes, *_sentences(names, placed, firsts, moved, common, among[0] != among[1])]
    if causes is not None:
        says += causes.says
    return OrderChange(*titles, firsts[0], firsts[1], changed, moved, causes, tuple(says))


def _firsts(placed: Placed | None, ranks: Mapping[str, int | None]) -> tuple[str, ...]:
    """Return what stands first, the highest total first, as on screen."""
    first = [option for option, rank in ranks.items() if rank == 1]
    return tuple(first if placed is None else sorted(first, key=lambda option: -placed.total[option]))


def _options(found: Mapping[Key, Any]) -> list[tuple[Key, str]]:
    return [(key, key[1]) for key in found if key[0] == "option"]


def _total(placed: Placed | None, option: str) -> float | None:
    if placed is None or option not in placed.total.index:
        return None
    total = float(placed.total[option])
    return None if total != total else total


def _leaders(names: Names, firsts: tuple[str, ...]) -> str:
    said = [names.of("option", option) for option in firsts]
    if len(said) > 3:
        return f"{', '.join(said[:2])} and {len(said) - 2} more"
    return listed(said) or "no option"


def _sentences(
    names: Names,
    placed: list[Placed | None],
    firsts: list[tuple[str, ...]],
    moved: tuple[Moved, ...],
    common: list[str],
    is_other: bool,
) -> list[str]:
    """Return who stood and stands first, and how many options changed place; the words of `changes.js`."""
    if placed[0] is None and placed[1] is None:
        return ["Nothing counts in either, so neither has an order."]
    old, new = (_leaders(names, first) for first in firsts)
    stand = "stand" if len(firsts[1]) > 1 else "stands"
    if placed[0] is None:
        return [f"Nothing counted before; now {new} {stand} first."]
    if placed[1] is None:
        return [f"{raised(old)} stood first; now nothing counts, and there is no order."]
    if not common:
        return ["The two studies have no option in common, so that their orders cannot be compared."]
    first = (
        f"{raised(new)} {stand} first in both."
        if set(firsts[0]) == set(firsts[1]) or old == new
        else f"{raised(old)} stood first; now {new} {stand} first."
    )
    return [first, *_places(moved, common, is_other)]


def _places(moved: tuple[Moved, ...], common: list[str], is_other: bool) -> list[str]:
    both = [one for one in moved if one.id in common]
    others = [one for one in both if one.before != one.after]
    if others and not is_other:
        text = f"{counted(len(others), 'option')} changed place, but only because options came or went."
        return [f"{text} Those that both have stand among themselves as before."]
    if others:
        return [f"{counted(len(others), 'option')} changed place."]
    if is_other:
        return ["Among the options that both have, the places changed."]
    same = all(_shown(one.total_before) == _shown(one.total_after) for one in both)
    return [f"No option changed place{'' if same else ', though totals differ'}."]


def _shown(total: float | None) -> int | None:
    return None if total is None else shown(total)
