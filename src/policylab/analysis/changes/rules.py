"""What differs in weights, in the shifts of scenarios, and in how options act together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policylab.analysis.changes.records import Change, Field, differing, field_text
from policylab.analysis.changes.words import Names, field_words, score_words
from policylab.analysis.wording import listed, signed
from policylab.terms import Combination

_RULES = {
    Combination.STRONGEST: "the strongest counts",
    Combination.COVERS: "each covers its own people",
    Combination.ADD: "they add up",
}


def points_changes(before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> list[Change]:
    """Return the points that differ, one change for each weight set that both studies have."""
    found = []
    for key in after:
        if key not in before:
            continue
        fields = [
            Field((kind, id), before[key][kind].get(id), points)
            for kind in ("groups", "criteria")
            for id, points in after[key][kind].items()
            if before[key][kind].get(id) != points
        ] + [
            Field((kind, id), points, None)
            for kind in ("groups", "criteria")
            for id, points in before[key][kind].items()
            if id not in after[key][kind]
        ]
        if fields:
            title = names.of("weight set", key)
            text = f"Weight set {title}: {', '.join(_points(field, names) for field in fields)}."
            found.append(Change("weights", "changed", "weight set", key, title, text, tuple(fields)))
    return found


def _points(field: Field, names: Names) -> str:
    title = names.of("group" if field.path[0] == "groups" else "criterion", field.path[1])
    if field.before is None:
        return f"{title} {field.after} (new)"
    return f"{title} {field.before} to {'none' if field.after is None else field.after}"


def shift_changes(before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> list[Change]:
    """Return the shifts that differ, in the scenarios that both studies have."""
    found = []
    for key in after:
        if key not in before:
            continue
        title = names.of("scenario", key)
        for shift, was, now in _paired(before[key]["shifts"], after[key]["shifts"]):
            fields = tuple(differing(was, now)) if was and now else (Field(("shifts", shift), was, now),)
            if not fields:
                continue
            text, verb = _shift_sentence(was, now, fields, names)
            part = "wording" if verb == "reworded" else "scenarios"
            found.append(
                Change(part, verb, "shift", f"{key} {shift}", title, f"Scenario {title}: {text}.", fields)
            )
    return found


def _shift_sentence(was: Any, now: Any, fields: tuple[Field, ...], names: Names) -> tuple[str, str]:
    if was is None:
        return f"also moves {_shift(now, names)}", "added"
    if now is None:
        return f"no longer moves {_shift(was, names)}", "removed"
    differ = {field.path[-1]: field for field in fields}
    if differ.keys() & {"options", "criteria", "by"}:
        return f"moves {_shift(now, names)} instead of {_shift(was, names)}", "changed"
    if "evidence" in differ:
        return f"the shift of {_shift(now, names)} {field_text(differ['evidence'], names)}", "changed"
    return f"reason of the shift of {_shift(now, names)} reworded", "reworded"


def _shift(shift: Any, names: Names) -> str:
    options, criteria = names.all("option", shift["options"]), names.all("criterion", shift["criteria"])
    return f"{options} on {criteria} by {signed(shift['by'])}"


def _paired(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return entries as (id, before, after); those without a namesake find the one that says the same."""
    left = {key: value for key, value in before.items() if key not in after}
    found = []
    for key, value in after.items():
        twin = (
            key
            if key in before
            else next((k for k, v in left.items() if not list(differing(v, value))), None)
        )
        left.pop(twin or "", None)
        found.append((key, before[twin] if twin else None, value))
    return found + [(key, value, None) for key, value in left.items()]


def interaction_changes(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, names: Names
) -> list[Change]:
    """Return what differs in how options act together."""
    if before is None or after is None:
        if before is after:
            return []
        verb = "added" if before is None else "removed"
        text = f"How options act together was {verb}."
        return [Change("interactions", verb, "interactions", "interactions", "", text)]
    found = []
    for field in differing({"about": before["about"]}, {"about": after["about"]}):
        found.append(_change("about", "", "reworded", "How the rules were made was reworded.", (field,)))
    for part, describe in _DESCRIBE.items():
        for key, was, now in _paired(before[part], after[part]):
            fields = tuple(differing(was, now)) if was and now else (Field((part, key), was, now),)
            if fields:
                found.append(_rule(part, key, was, now, fields, describe, names))
    return found


def _rule(
    part: str, key: str, was: Any, now: Any, fields: tuple[Field, ...], describe: Any, names: Names
) -> Change:
    what = describe(key, now or was, names)
    if was is None or now is None:
        verb = "added" if was is None else "removed"
        return _change(part, key, verb, f"{what}: {verb}.", fields)
    old = describe(key, was, names)
    if old != what:
        return _change(part, key, "changed", f"{what} (before: {old}).", fields)
    said = [text for field in fields if (text := _part_text(field, names))]
    if said:
        return _change(part, key, "changed", f"{what}: {'; '.join(said)}.", fields)
    words = listed(list(dict.fromkeys(field_words(field.path) for field in fields)))
    return _change(part, key, "reworded", f"{what}: {words} reworded.", fields)


def _part_text(field: Field, names: Names) -> str:
    if field.path[0] == "effects":
        on = f"effect on {names.of('criterion', field.path[1])}"
        if len(field.path) == 2:
            return f"{on} {score_words(field.before, True)} to {score_words(field.after, True)}"
        text = field_text(field, names)
        return text and f"{on}, {text}"
    if field.path[0] == "no_effect" and not (len(field.path) > 1 and field.path[1] == "reason"):
        return "criteria without an effect changed"
    return field_text(field, names)


def _change(part: str, key: str, verb: str, text: str, fields: tuple[Field, ...]) -> Change:
    where = "wording" if verb == "reworded" else "interactions"
    return Change(where, verb, "interactions", f"{part} {key}".strip(), "", text, fields)


_DESCRIBE = {
    "combine": lambda key, rule, names: (
        f"In a package, on {names.of('criterion', key)}, {_RULES[Combination(rule['rule'])]}"
    ),
    "needs": lambda _, rule, names: (
        f"{names.of('option', rule['option'])} needs {names.all('option', rule['needs'])}"
    ),
    "apart": lambda _, rule, names: (
        f"{' or '.join(names.all('option', side) for side in rule['between'])}, not together"
    ),
    "companions": lambda key, rule, names: (
        f"{names.of('option', key)} goes with {names.all('option', rule['joins'])}"
    ),
    "notes": lambda _, rule, names: (
        f"Note on packages with {' and with '.join(names.all('option', side) for side in rule['holds'])}"
    ),
}
