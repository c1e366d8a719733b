"""What differs between the records of two studies, field by field, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policylab.analysis.changes.words import (
    CHOICES,
    NUMBERS,
    REFERS,
    Names,
    field_words,
    quoted,
    value_words,
)
from policylab.analysis.wording import listed, raised

SHOWN = ("actor", "version", "licence", "lines", "value", "date", "letter", "id", "owner", "section")
"""Texts short enough to be shown as they were and as they are."""
NAME = {"option": ("title", "short"), "source": ("cite",), "evidence": ()}
"""Fields that a record is known by; the title, if not said here."""
_IDENTITY = ("source", "title", "says")


@dataclass(frozen=True)
class Field:
    """One field that differs: its path in the record, and both values as plain data; None where there is none."""

    path: tuple[str, ...]
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """One thing that differs between two studies.

    Attributes
    ----------
    part : str
        What it concerns, a key of `changes.study.PARTS`.
    verb : str
        `added`, `removed`, `renamed`, `changed`, `rescored`, `reworded`, `reordered` or `new id`.
    kind, id, title : str
        The record, by the id of the later study where it is there; of a score, option and criterion.
    text : str
        The change as a sentence.
    fields : tuple of Field
        What differs in it.
    within : str
        Title of the record with which it came or went: the score of a new option. Such a change is counted in the
        sentence of that record.
    """

    part: str
    verb: str
    kind: str
    id: str
    title: str
    text: str
    fields: tuple[Field, ...] = ()
    within: str = ""


def differing(before: Any, after: Any, path: tuple[str, ...] = ()) -> Iterator[Field]:
    """Yield the fields that differ between two records as plain data; the order of a list says nothing."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from differing(before.get(key), after.get(key), (*path, str(key)))
    elif _holds_records(before) or _holds_records(after):
        yield from differing(_keyed(before or []), _keyed(after or []), path)
    elif isinstance(before, list) and isinstance(after, list):
        if sorted(map(repr, map(_unordered, before))) != sorted(map(repr, map(_unordered, after))):
            yield Field(path, before, after)
    elif before != after:
        yield Field(path, before, after)


def _unordered(item: Any) -> Any:
    return sorted(item) if isinstance(item, list) else item


def _holds_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _keyed(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return records of a list by what tells them apart."""
    found: dict[str, Any] = {}
    for item in items:
        key = next(str(item[name]) for name in _IDENTITY if name in item)
        while key in found:
            key = f"{key} "
        found[key] = item
    return found


def record_changes(
    kind: str, part: str, before: Mapping[str, Any], after: Mapping[str, Any], names: Names
) -> list[Change]:
    """Return what was added, removed, renamed, changed and reworded among records of one kind.

    Parameters
    ----------
    kind : str
        What they are, in a word.
    part : str
        Where their changes stand.
    before, after : mapping
        The records as plain data, by the ids of the later study.
    names : Names
        Names of records of both studies.
    """
    found = [_came_or_went(kind, part, "added", key, names) for key in after if key not in before]
    found += [_came_or_went(kind, part, "removed", key, names) for key in before if key not in after]
    for key, record in after.items():
        if key in before:
            found += _changed(kind, part, key, before[key], record, names)
    return found


def _came_or_went(kind: str, part: str, verb: str, key: str, names: Names) -> Change:
    title = names.of(kind, key)
    return Change(part, verb, kind, key, title, f"{raised(kind)} {title} was {verb}.")


def _changed(kind: str, part: str, key: str, before: Any, after: Any, names: Names) -> list[Change]:
    title = "" if kind == "study" else names.of(kind, key)
    whose = "The study" if kind == "study" else f"{raised(kind)} {title}"
    found, worded, said, shown = [], [], [], []
    for field in differing(before, after):
        if field.path[-1] in NAME.get(kind, ("title",)) and len(field.path) == 1:
            found.append(_renamed(part, kind, key, title, field))
        elif text := field_text(field, names):
            said.append(text)
            shown.append(field)
        else:
            worded.append(field)
    if said:
        found.append(Change(part, "changed", kind, key, title, f"{whose}: {'; '.join(said)}.", tuple(shown)))
    if worded:
        words = list(dict.fromkeys(field_words(field.path) for field in worded))
        text = f"{whose}: {listed(words)} reworded."
        found.append(Change("wording", "reworded", kind, key, title, text, tuple(worded)))
    return found


def _renamed(part: str, kind: str, key: str, title: str, field: Field) -> Change:
    of = "The study" if kind == "study" else raised(kind)
    short = " for short" if field.path[-1] == "short" else ""
    text = f"{of} {quoted(field.before)} is now called {quoted(field.after)}{short}."
    return Change(part, "renamed", kind, key, title, text, (field,))


def field_text(field: Field, names: Names) -> str:
    """Return what differs in a field as part of a sentence; empty when its wording differs and nothing else."""
    name = field.path[-1]
    if name == "evidence":
        return evidence_text(field.before or [], field.after or [], names)
    if isinstance(field.before, Mapping) or isinstance(field.after, Mapping):
        return _entry_text(field, names)
    if isinstance(field.before, list) or isinstance(field.after, list):
        kind = REFERS.get(name)
        return "" if kind is None else _list_text(field, kind, names)
    if "facets" in field.path:
        was, now = (value_words(names, ("facets",), value) for value in (field.before, field.after))
        return f"class {was} to {now}"
    if name in ("sha256", "length"):
        return "another passage" if name == "sha256" else ""
    if name in SHOWN:
        before, after = (quoted(text) if text else "none" for text in (field.before, field.after))
        return f"{field_words(field.path)} {before} to {after}"
    if name in REFERS or name in CHOICES or name in NUMBERS:
        return (
            f"{field_words(field.path)} {value_words(names, field.path, field.before)} to "
            f"{value_words(names, field.path, field.after)}"
        )
    return ""


def _entry_text(field: Field, names: Names) -> str:
    """Say that an entry came or went: somebody who proposes an option, a section of a source."""
    verb, entry = ("added", field.after) if field.before is None else ("taken out", field.before)
    what = field_words(field.path[:-1] or field.path)
    if isinstance(entry, Mapping) and "source" in entry:
        return f"{what}: {names.of('source', entry['source'])} {verb}"
    text = next((str(entry[name]) for name in ("title", "says", "value") if name in entry), field.path[-1])
    return f"{what}: {quoted(text)} {verb}"


def _list_text(field: Field, kind: str, names: Names) -> str:
    flat = [
        [key for item in value for key in (item if isinstance(item, list) else [item])]
        for value in (field.before or [], field.after or [])
        if isinstance(value, list)
    ]
    if len(flat) < 2:
        return (
            f"{field_words(field.path)} {value_words(names, field.path, field.before)} to "
            f"{value_words(names, field.path, field.after)}"
        )
    came = [names.of(kind, key) for key in flat[1] if key not in flat[0]]
    went = [names.of(kind, key) for key in flat[0] if key not in flat[1]]
    said = [f"{listed(came)} added" if came else "", f"{listed(went)} taken out" if went else ""]
    return f"{field_words(field.path)}: {'; '.join(filter(None, said)) or 'put together otherwise'}"


def evidence_text(before: Sequence[str], after: Sequence[str], names: Names) -> str:
    """Return what something rests on now that it did not before, and the reverse."""
    came = [names.of("evidence", key) for key in after if key not in before]
    went = [names.of("evidence", key) for key in before if key not in after]
    rests = "also " if came and set(before) & set(after) else ""
    said = [
        f"rests {rests}on {listed(came)}" if came else "",
        f"no longer {'rests ' if not came else ''}on {listed(went)}" if went else "",
    ]
    return ", ".join(filter(None, said))
