"""Rules for interactions.yaml: everything has its rule, and the rules do not contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from policylab.catalog.check_scores import is_too_sure
from policylab.catalog.draft import Draft
from policylab.catalog.report import listed, short
from policylab.schema import Companion, Effect, Interactions, Option
from policylab.terms import Basis, Role

Path = tuple[Any, ...]
_COLUMNS = ("low", "central", "high")


def check_interactions(draft: Draft) -> None:
    """Report what is wrong with how options act together; nothing if the study does not say it."""
    if draft.interactions is None or not draft.complete("option", "criterion"):
        return
    _check_completeness(draft, draft.interactions)
    _check_roles(draft, draft.interactions)
    _check_contradictions(draft, draft.interactions)
    for companion, record in draft.interactions.companions.items():
        for criterion, effect in record.effects.items():
            _check_effect(draft, effect, ("companions", companion, "effects", criterion))


def _problem(draft: Draft, code: str, path: Path, found: str, fix: str = "") -> None:
    draft.problem(code, "interactions", "", path, found, fix)


def _check_completeness(draft: Draft, rules: Interactions) -> None:
    """Every criterion has a rule; every companion has its effects on every criterion."""
    criteria = draft.known["criterion"]
    if missing := [key for key in criteria if key not in rules.combine]:
        _problem(draft, "P042", ("combine",), f"no rule is given for {listed(missing)}")
    for key, option in draft.all("option", Option).items():
        if option.role is Role.COMPANION and key not in rules.companions:
            _problem(draft, "P042", ("companions",), f"nothing is said of companion '{key}'")
    for key, companion in rules.companions.items():
        without = companion.no_effect.criteria if companion.no_effect else ()
        if missing := [name for name in criteria if name not in companion.effects and name not in without]:
            found = f"companion '{key}' has no effect given on {listed(missing)}"
            _problem(draft, "P042", ("companions", key), found)
        if both := [name for name in without if name in companion.effects]:
            found = f"companion '{key}' has an effect and none on {listed(both)}"
            _problem(draft, "P042", ("companions", key, "no_effect"), found, "Keep one of the two.")


def _check_roles(draft: Draft, rules: Interactions) -> None:
    """The baseline is in no package, and a companion is what options.yaml calls one."""
    options = draft.all("option", Option)
    for path, key in _options_in_rules(rules):
        if key in options and options[key].role is Role.BASELINE:
            found = f"'{key}' is the baseline, which is in no package"
            _problem(draft, "P043", path, found, "Leave it out.")
    for key, companion in rules.companions.items():
        if key in options and options[key].role is not Role.COMPANION:
            found = f"'{key}' is no companion, its role is '{options[key].role.value}'"
            _problem(draft, "P043", ("companions", key, "[key]"), found)
        for n, other in enumerate(_joined(companion)):
            if other in options and options[other].role is Role.COMPANION:
                found = f"companion '{key}' joins '{other}', which is a companion itself"
                _problem(draft, "P043", ("companions", key, "joins", n), found)


def _joined(companion: Companion) -> tuple[str, ...]:
    return () if companion.joins == "all" else companion.joins


def _options_in_rules(rules: Interactions) -> Iterator[tuple[Path, str]]:
    for key, need in rules.needs.items():
        yield ("needs", key, "option"), need.option
        yield from ((("needs", key, "needs", n), other) for n, other in enumerate(need.needs))
    for key, exclusion in rules.apart.items():
        yield from _in_lists(("apart", key, "between"), exclusion.between)
    for key, note in rules.notes.items():
        yield from _in_lists(("notes", key, "holds"), note.holds)
    for key, companion in rules.companions.items():
        yield from ((("companions", key, "joins", n), other) for n, other in enumerate(_joined(companion)))


def _in_lists(path: Path, lists: Iterable[Iterable[str]]) -> Iterator[tuple[Path, str]]:
    for n, side in enumerate(lists):
        yield from (((*path, n, m), other) for m, other in enumerate(side))


def _check_contradictions(draft: Draft, rules: Interactions) -> None:
    """No option is apart from itself, needs itself in a circle, or needs two that exclude each other."""
    for key, exclusion in rules.apart.items():
        sides = [set(side) for side in exclusion.between]
        if both := sorted(set().union(*(one & other for one, other in combinations(sides, 2)))):
            found = f"rule {short(key)} keeps {listed(both)} apart from itself"
            _problem(draft, "P044", ("apart", key, "between"), found)
    apart = {frozenset(pair) for pair in rules.exclusions()}
    for key, need in rules.needs.items():
        wanted = _all_needs(rules, need.option)
        if need.option in wanted:
            _problem(draft, "P044", ("needs", key), f"'{need.option}' needs itself in the end")
            continue
        pairs = combinations(sorted({need.option, *wanted}), 2)
        if clash := next((pair for pair in pairs if frozenset(pair) in apart), None):
            found = f"'{need.option}' cannot be in any package: it needs {listed(sorted(wanted))}, but "
            _problem(draft, "P044", ("needs", key), f"{found}{listed(clash)} exclude each other")


def _all_needs(rules: Interactions, option: str) -> set[str]:
    """Return everything that an option needs, directly and in the end."""
    pairs = rules.prerequisites()
    found: set[str] = set()
    fresh = {option}
    while fresh:
        fresh = {needed for one, needed in pairs if one in fresh} - found
        found |= fresh
    return found


def _check_effect(draft: Draft, effect: Effect, path: Path) -> None:
    """Hold an effect to the rules for scores."""
    if not effect.low <= effect.central <= effect.high:
        found = f"{effect.low:g}, {effect.central:g}, {effect.high:g} do not rise"
        _problem(draft, "P033", (*path, "low"), found)
    if effect.basis is not Basis.JUDGEMENT and not effect.evidence:
        found = f"the basis is '{effect.basis.value}', but no evidence is named"
        _problem(draft, "P035", (*path, "basis"), found)
    if draft.card is None:
        return
    for column in _COLUMNS:
        if (value := getattr(effect, column)) / draft.card.step % 1:
            found = f"{column} is {value:g}, the step is {draft.card.step:g}"
            _problem(draft, "P034", (*path, column), found)
    if is_too_sure(effect, draft.card.step):
        found = f"a judgement from {effect.low:g} to {effect.high:g} is narrower than {2 * draft.card.step:g}"
        _problem(draft, "P036", (*path, "low"), found)
