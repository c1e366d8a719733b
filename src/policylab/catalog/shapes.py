"""Walks a record's declared shape: what is due at a path, and which ids stand where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from policylab.provenance import Record, Refers

Path = tuple[Any, ...]


def shape_at(shape: Any, path: Path) -> Any:
    """Return the declared type at a path into a record, without its annotations; None if there is none."""
    shape = _bare(shape)
    for step in path:
        fields = record_fields(shape)
        if fields is not None:
            if step not in fields:
                return None
            shape = _bare(_annotation(fields[step]))
        elif get_origin(shape) is tuple and isinstance(step, int):
            shape = _bare(get_args(shape)[0])
        elif _is_map(shape):
            shape = _bare(get_args(shape)[1])
    return shape


def record_fields(shape: Any) -> dict[str, FieldInfo] | None:
    """Return the fields of a record by name; None if the type is no record."""
    return shape.model_fields if isinstance(shape, type) and issubclass(shape, Record) else None


def words_of(shape: Any) -> list[str] | None:
    """Return the words that an enumeration allows; None if the type is none."""
    return (
        [str(word.value) for word in shape] if isinstance(shape, type) and issubclass(shape, Enum) else None
    )


def references(shape: Any, value: Any, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Yield path, kind and id of every id that names another record.

    `value` is what stands in the file, in texts, lists and dictionaries: it may be wrong in other respects.
    """
    shape, kind = _unwrap(shape)
    fields = record_fields(shape)
    if isinstance(value, str) and kind:
        yield path, kind, value
    elif isinstance(value, dict) and fields is not None:
        for name in value.keys() & fields.keys():
            yield from references(_annotation(fields[name]), value[name], (*path, name))
    elif isinstance(value, dict) and _is_map(shape):
        key_shape, item_shape = get_args(shape)
        for key, item in value.items():
            yield from references(key_shape, key, (*path, key, "[key]"))
            yield from references(item_shape, item, (*path, key))
    elif isinstance(value, list) and get_origin(shape) is tuple:
        for n, item in enumerate(value):
            yield from references(get_args(shape)[0], item, (*path, n))


def _annotation(info: FieldInfo) -> Any:
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def _unwrap(shape: Any) -> tuple[Any, str]:
    """Return a type without annotations and without the None or the word that may stand for it."""
    kind = ""
    while True:
        if get_origin(shape) is Annotated:
            shape, *notes = get_args(shape)
            kind = next((note.kind for note in notes if isinstance(note, Refers)), kind)
        elif get_origin(shape) in (Union, UnionType):
            # `X | None`, or `"all" | ids`: what is left is the part that has a shape of its own.
            shape = [part for part in get_args(shape) if part is not NoneType][-1]
        else:
            return shape, kind


def _bare(shape: Any) -> Any:
    return _unwrap(shape)[0]


def _is_map(shape: Any) -> bool:
    origin = get_origin(shape)
    return isinstance(origin, type) and issubclass(origin, Mapping)
