"""Which of many changes made an order change: by undoing them, one by one and together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

import numpy as np

from policylab.analysis.changes.inputs import Entries, Key, Placed, of_kind, place
from policylab.analysis.changes.words import Names, counted, joined_words
from policylab.errors import CallError
from policylab.mcda import TIE, rank_array
from policylab.terms import SCALE

MOST_TRIED = 40_000
"""Sets of changed scores that are tried before no least set is named."""
MOST_RECKONED = 300
"""Sets of changes of any kind that are reckoned anew, each with all that follows from it."""
KIND_WORDS = {
    "score": "the scores",
    "points": "the weights",
    "scenario": "the scenario",
    "structure": "the criteria and groups",
    "scale": "the step of scores",
}


@dataclass(frozen=True)
class Unit:
    """One change that can be undone: what it is, in words, and the entries it concerns."""

    kind: str
    id: str
    title: str
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Causes:
    """Which changes made the order change.

    Attributes
    ----------
    n_units : int
        Changes that bear on the order under these weights and circumstances.
    alone : tuple of Unit
        Changes each of which, undone alone, brings the old order back.
    first_alone : tuple of Unit
        Changes each of which, undone alone, puts back first what stood first; empty when the same stands first.
    kinds : tuple of str
        Kinds of changes of which all together, undone, bring the old order back.
    least : tuple of tuple of Unit
        The smallest sets of changes that, undone together, do so: of changes of any kind where there are few, of
        changed scores where there are many; empty when one change is enough, or too many would have to be tried.
    says : tuple of str
        The same in sentences.
    """

    n_units: int
    alone: tuple[Unit, ...]
    first_alone: tuple[Unit, ...]
    kinds: tuple[str, ...]
    least: tuple[tuple[Unit, ...], ...]
    says: tuple[str, ...]


def causes_of(names: Names, was: Entries, now: Entries, common: Sequence[str]) -> Causes:
    """Return which changes made the order of the common options change.

    Parameters
    ----------
    names : Names
        Names of the records.
    was, now : mapping
        What the two orders are made of.
    common : sequence of str
        Options that both have; the order is theirs, among themselves.
    """
    units = units_of(names, was, now)
    old, new = place(was).ranks(common), place(now).ranks(common)
    tried = {unit: _undone(was, now, [unit]) for unit in units}
    units = [unit for unit in units if _bears(tried[unit], place(now), common)]
    ranks = {unit: _ranks(tried[unit], common) for unit in units}
    alone = tuple(unit for unit in units if ranks[unit] == old)
    first = _first(old)
    first_alone = tuple(unit for unit in units if first != _first(new) and _first(ranks[unit] or {}) == first)
    kinds = list(dict.fromkeys(unit.kind for unit in units))
    together = tuple(
        kind
        for kind in kinds
        if len(kinds) > 1 and _ranks(_undone(was, now, [u for u in units if u.kind == kind]), common) == old
    )
    scores = [unit for unit in units if unit.kind == "score"]
    least: tuple[tuple[Unit, ...], ...] = ()
    if not alone:
        least = _least_of_few(units, was, now, common, old) or least_sets(scores, was, now, common, old)
    says = _says(units, alone, first_alone, together, least, first != _first(new))
    return Causes(len(units), alone, first_alone, together, least, tuple(says))


def units_of(names: Names, was: Entries, now: Entries) -> list[Unit]:
    """Return the changes between two orders that can be undone, each with all that belongs to it."""
    keys = [key for key in {**now, **was} if was.get(key) != now.get(key)]
    structure = {
        kind: {key[1] for key in keys if key[0] == kind and (key not in was or key not in now)}
        for kind in ("group", "criterion", "option")
    }
    units: dict[tuple[str, str], list[Key]] = {}
    for key in keys:
        owner = _owner(key, structure, was, now)
        if owner is not None:
            units.setdefault(owner, []).append(key)
    return [
        Unit(kind, id, _title(names, id, tuple(found), was, now), tuple(found))
        for (kind, id), found in units.items()
    ]


def _owner(key: Key, structure: Mapping[str, set[str]], was: Entries, now: Entries) -> tuple[str, str] | None:
    """Return kind and id of the change that an entry belongs to; None for an option that came or went."""
    kind = key[0]
    if kind == "option" or (kind == "score" and key[1] in structure["option"]):
        return None
    if kind in ("criterion", "points", "score") and key[-1] in structure["criterion"]:
        group = was.get(("criterion", key[-1]), now.get(("criterion", key[-1])))
        return (
            ("structure", f"group {group}")
            if group in structure["group"]
            else ("structure", f"criterion {key[-1]}")
        )
    if kind in ("group", "group points") and key[1] in structure["group"]:
        return "structure", f"group {key[1]}"
    if kind in ("group", "criterion", "baseline"):
        return "structure", " ".join(key)
    if kind == "shift":
        return "scenario", f"shift {key[1]}"
    if kind == "step":
        return "scale", "step"
    return ("score" if kind == "score" else "points"), " ".join(key)


def _title(names: Names, id: str, keys: tuple[Key, ...], was: Entries, now: Entries) -> str:
    first = keys[0]
    if id.startswith("score "):
        return f"the score of {names.of('option', first[1])} on {names.of('criterion', first[2])}"
    if (
        first[0] in ("points", "group points")
        and not id.startswith(("group g", "criterion"))
        and len(keys) == 1
    ):
        kind = "criterion" if first[0] == "points" else "group"
        return f"the points of {names.of(kind, first[1])}"
    if id.startswith("shift"):
        options, criteria, _ = now.get(first) or was[first]
        return f"the shift of {names.all('option', options)} on {names.all('criterion', list(criteria))}"
    if id == "step":
        return "the step of scores"
    if id == "baseline":
        return "the baseline"
    kind, _, key = id.partition(" ")
    gone = (kind, key) not in now
    verb = "removing" if gone else "adding" if (kind, key) not in was else "regrouping"
    return f"{verb} the {kind} {names.of(kind, key)}"


def _undone(was: Entries, now: Entries, units: Iterable[Unit]) -> Placed | None:
    """Return the order with some changes undone; None where nothing can be reckoned then."""
    found = dict(now)
    for unit in units:
        for key in unit.keys:
            if key in was:
                found[key] = was[key]
            else:
                found.pop(key, None)
    try:
        return place(found)
    except CallError:
        return None


def _bears(undone: Placed | None, now: Placed, common: Sequence[str]) -> bool:
    """Whether undoing a change moves any total, or what is too close to call."""
    if undone is None:
        return True
    a, b = undone.total[list(common)].to_numpy(), now.total[list(common)].to_numpy()
    return (
        not np.allclose(a, b, rtol=0, atol=TIE, equal_nan=True) or abs(undone.closeness - now.closeness) > TIE
    )


def _ranks(placed: Placed | None, common: Sequence[str]) -> dict[str, int | None] | None:
    return None if placed is None else placed.ranks(common)


def _first(ranks: Mapping[str, int | None]) -> frozenset[str]:
    return frozenset(option for option, rank in ranks.items() if rank == 1)


def _least_of_few(
    units: Sequence[Unit], was: Entries, now: Entries, common: Sequence[str], old: Mapping[str, int | None]
) -> tuple[tuple[Unit, ...], ...]:
    """Return the smallest sets of changes of any kind that do so, where there are few enough to reckon each anew."""
    left = MOST_RECKONED
    for size in range(2, len(units) + 1):
        left -= comb(len(units), size)
        if left < 0:
            return ()
        found = tuple(
            some for some in combinations(units, size) if _ranks(_undone(was, now, some), common) == old
        )
        if found:
            return found
    return ()


def least_sets(
    scores: Sequence[Unit], was: Entries, now: Entries, common: Sequence[str], old: Mapping[str, int | None]
) -> tuple[tuple[Unit, ...], ...]:
    """Return the smallest sets of changed scores that, undone together, bring the old order back.

    Notes
    -----
    Exact: a score moves one total alone, so that what a set does is the sum of what its members do. Sets are tried
    by size; none is returned when `MOST_TRIED` of them were not enough.
    """
    base = place(now)
    options = [option for option in common if not np.isnan(base.total[option])]
    if any(old.get(option) is None for option in options) or len(options) < len(common):
        return ()
    totals = base.total[options].to_numpy(dtype=float)
    wanted = [old[option] for option in options]
    steps = np.array([_step(unit, was, now, base, options) for unit in scores]).reshape(
        len(scores), len(options)
    )
    if np.isnan(steps).any():
        return ()
    left = MOST_TRIED
    for size in range(2, len(scores) + 1):
        left -= comb(len(scores), size)
        if left < 0:
            return ()
        found = tuple(
            tuple(scores[n] for n in some)
            for some in combinations(range(len(scores)), size)
            if rank_array((totals + steps[list(some)].sum(axis=0))[:, None], [0.01], base.closeness).tolist()
            == wanted
        )
        if found:
            return found
    return ()


def _step(unit: Unit, was: Entries, now: Entries, base: Placed, options: Sequence[str]) -> Any:
    """Return by how much undoing one score moves each total, in points."""
    moved = np.zeros(len(options))
    _, option, criterion = unit.keys[0]
    if option not in options or criterion not in base.weights.index:
        return moved
    by = sum(
        shift[2]
        for shift in of_kind(now, "shift").values()
        if option != now["baseline",] and (shift[0] == "all" or option in shift[0]) and criterion in shift[1]
    )
    old, new = (np.clip(found.get(unit.keys[0], np.nan) + by, -SCALE, SCALE) for found in (was, now))
    moved[options.index(option)] = 100 * base.weights[criterion] * (old - new) / SCALE
    return moved


def _says(
    units: Sequence[Unit],
    alone: Sequence[Unit],
    first_alone: Sequence[Unit],
    together: Sequence[str],
    least: Sequence[Sequence[Unit]],
    has_other_first: bool,
) -> list[str]:
    said = []
    if len(units) == 1:
        return [f"One change bears on it: {units[0].title}."]
    said.append(f"{counted(len(units), 'change')} bear on the totals of these options.")
    if alone:
        said.append(f"Undone alone, {_either(alone)} brings the old order back.")
    elif least:
        more = f" (one of {len(least)} such sets)" if len(least) > 1 else ""
        what = "changed scores" if all(unit.kind == "score" for unit in least[0]) else "changes"
        said.append(
            f"No single change brings the old order back: several act together. The fewest {what} that do so, undone "
            f"together, are {len(least[0])}: {joined_words([u.title for u in least[0]], 12)}{more}."
        )
    else:
        said.append("No single change, undone, brings the old order back: several act together.")
    if has_other_first and set(first_alone) != set(alone):
        said.append(
            f"Undone alone, {_either(first_alone)} puts back first what stood first."
            if first_alone
            else "No single change, undone, puts back first what stood first."
        )
    if together and not alone and not least:
        said.append(
            f"All changes of {joined_words([KIND_WORDS[k] for k in together])} undone bring the old order back."
        )
    return said


def _either(units: Sequence[Unit]) -> str:
    titles = [unit.title for unit in units]
    if len(titles) == 1:
        return titles[0]
    if len(titles) > 6:
        titles = [*titles[:5], f"one of {len(titles) - 5} more"]
    return f"each of these: {joined_words(titles, 12)},"
