"""Which record of one study is which of another, and a study as plain data in the ids of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from policylab.provenance import Record, Refers
from policylab.schema import Study

Ids = Mapping[str, Mapping[str, str]]
"""By kind: the id in the later study of each id in the earlier one that both have."""

KINDS = ("facet", "group", "source", "evidence", "concern", "criterion", "option", "scenario", "weight set")
_ATTRIBUTES = {"evidence": "evidence", "criterion": "criteria", "weight set": "weight_sets"}


def records_of(study: Study, kind: str) -> Mapping[str, Any]:
    """Return the records of a kind by id."""
    records: Mapping[str, Any] = getattr(study, _ATTRIBUTES.get(kind, f"{kind}s"))
    return records


def same_records(before: Study, after: Study) -> dict[str, dict[str, str]]:
    """Return which record is which: by its name, as readers know it, then by its id.

    Parameters
    ----------
    before, after : Study
        Two studies, or two versions of one.

    Returns
    -------
    dict
        By kind: ids in `before` to ids in `after`. A record with another id and the same name is the same; one with
        the same id and another name was renamed.
    """
    return {
        kind: _paired(records_of(before, kind), records_of(after, kind), _name_of(kind)) for kind in KINDS
    }


def _name_of(kind: str) -> Callable[[Any], object]:
    if kind == "evidence":
        return lambda record: (record.passage.sha256, record.says)
    if kind == "source":
        return lambda record: record.cite
    return lambda record: record.title


def _paired(
    before: Mapping[str, Any], after: Mapping[str, Any], name: Callable[[Any], object]
) -> dict[str, str]:
    pairs = {key: key for key, record in before.items() if key in after and name(after[key]) == name(record)}
    taken = set(pairs.values())
    left = {key: name(record) for key, record in before.items() if key not in pairs}
    there = {key: name(record) for key, record in after.items() if key not in taken}
    once = {
        text for text, n in Counter(left.values()).items() if n == 1 and list(there.values()).count(text) == 1
    }
    by_name = {text: key for key, text in there.items()}
    pairs.update({key: by_name[text] for key, text in left.items() if text in once})
    taken = set(pairs.values())
    pairs.update({key: key for key in before if key not in pairs and key in after and key not in taken})
    return {key: pairs[key] for key in before if key in pairs}


def plain(record: Any, ids: Ids) -> Any:
    """Return a record as plain data, ids of other records as in `ids`."""
    return _plain(type(record), record, ids)


def _plain(shape: Any, value: Any, ids: Ids) -> Any:
    shape, kind = _unwrapped(shape)
    if isinstance(value, Record):
        fields = type(value).model_fields
        return {
            name: _plain(
                Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation,
                getattr(value, name),
                ids,
            )
            for name, info in fields.items()
        }
    if isinstance(value, Mapping):
        key_shape, item_shape = get_args(shape) or (str, Any)
        return {_plain(key_shape, key, ids): _plain(item_shape, item, ids) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain((get_args(shape) or (Any,))[0], item, ids) for item in value]
    if kind and isinstance(value, str):
        return ids.get(kind, {}).get(value, value)
    return value.value if isinstance(value, Enum) else value


def _unwrapped(shape: Any) -> tuple[Any, str]:
    """Return a declared type without annotations and without what may stand instead, and the kind it refers to."""
    kind = ""
    while True:
        if get_origin(shape) is Annotated:
            shape, *notes = get_args(shape)
            kind = next((note.kind for note in notes if isinstance(note, Refers)), kind)
        elif get_origin(shape) in (Union, UnionType):
            shape = [part for part in get_args(shape) if part is not NoneType][-1]
        else:
            return shape, kind
