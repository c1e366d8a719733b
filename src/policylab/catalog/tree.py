"""Text of a file to a tree in which every key and value knows its line and column.

All scalars stay text: what they mean is for the record that takes them, so that `no`, `1:30` and `007`
are never turned into something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from policylab.catalog.codes import MAX_DEPTH, MAX_SLIPS, MAX_VALUES
from policylab.catalog.report import Place, Report, short
from policylab.catalog.text import bad_character
from policylab.provenance import Unquoted

_NOTHING = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Node:
    """A value and where it starts: a scalar (text or None), a list of nodes, or a map of nodes by key.

    `keys` has the place of each key of a map.
    """

    value: Any
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)

    def plain(self) -> Any:
        """Return the value without its places, as texts, lists and dictionaries."""
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value

    def find(self, path: tuple[Any, ...]) -> Place:
        """Return the place of what is at a path, or of the nearest thing above it.

        A text is pointed at itself, a list or a map at its key; a path that ends in `[key]` asks for the key.
        Steps that are not in the tree are passed over.
        """
        node = self
        place = key = self.place
        for step in path:
            if step == "[key]":
                return key
            if isinstance(node.value, dict) and step in node.value:
                key, node = node.keys[step], node.value[step]
                place = node.place if isinstance(node.value, str) else key
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                place = key = node.place
        return place


class _Stop(Exception):
    """The file is not read any further; the problem is reported already."""


class _Builder:
    """Builds the tree from the parser's events."""

    def __init__(self, path: str, events: Iterator[Any], report: Report) -> None:
        self.path = path
        self.events = events
        self.report = report
        self.sound = True
        self.n_values = 0
        self.n_slips = 0
        self.refused_line = 0

    def tree(self) -> Node | None:
        """Return the tree of the one document, or None if the file holds nothing or is not sound."""
        root = None
        for event in self.events:
            if type(event).__name__ != "DocumentStartEvent":
                continue
            if root is not None:
                self.refuse(event, "a second document starts here", "Keep one document in a file.")
                raise _Stop
            if event.tags or event.version:
                self.refuse(event, "a directive stands above (a line that starts with %)", "Remove it.")
            root = self.node(next(self.events), 1)
        return root if self.sound else None

    def node(self, event: Any, depth: int) -> Node:
        """Return the tree that starts with an event."""
        kind = type(event).__name__
        place = _place(event)
        self.n_values += 1
        if depth > MAX_DEPTH:
            self.stop("P010", place, f"lists and maps are nested over {MAX_DEPTH} deep")
        if self.n_values > MAX_VALUES:
            self.stop("P011", place, f"it holds over {MAX_VALUES:,} values, the limit")
        if kind == "AliasEvent":
            self.refuse(event, f"{short('*' + event.anchor)} stands for something written elsewhere")
            return Node(None, place)
        if event.anchor:
            self.refuse(event, f"{short('&' + event.anchor)} names a value for use elsewhere")
        if event.tag:
            self.refuse(event, "a tag stands here (a word that starts with !)", "Remove it.")
        if kind == "ScalarEvent":
            return Node(self.scalar(event), place)
        if kind == "SequenceStartEvent":
            return self.sequence(place, depth)
        return self.mapping(place, depth)

    def sequence(self, place: Place, depth: int) -> Node:
        """Return a list up to its end."""
        items = []
        while type(event := next(self.events)).__name__ != "SequenceEndEvent":
            items.append(self.node(event, depth + 1))
        return Node(items, place)

    def mapping(self, place: Place, depth: int) -> Node:
        """Return a map up to its end, refusing keys that are given twice."""
        values: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while type(event := next(self.events)).__name__ != "MappingEndEvent":
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            name = str(key.value)
            if not isinstance(key.value, str):
                self.sound = False
                self.slip("P007", key.place, "a key is missing here, or is not a single word")
            elif name == "<<":
                self.refuse(event, "<< takes over keys from elsewhere", "Write the keys out here.")
            elif name in keys:
                found = (
                    f"key {short(name)} stands in line {keys[name].line} and again in line {key.place.line}"
                )
                self.slip("P008", key.place, found)
            else:
                values[name], keys[name] = value, key.place
        return Node(values, place, keys)

    def scalar(self, event: Any) -> str | None:
        """Return the text of a scalar, marked if it stands without quotes; None for nothing."""
        text: str = event.value
        if slip := bad_character(text):
            self.sound = False
            self.slip("P006", _place(event), slip[1])
        if event.style:
            return text
        return None if text in _NOTHING else Unquoted(text)

    def refuse(self, event: Any, found: str, fix: str = "") -> None:
        """Report something that is more than plain records, once in a line."""
        self.sound = False
        place = _place(event)
        if place.line != self.refused_line:
            self.refused_line = place.line
            self.slip("P009", place, found, fix)

    def slip(self, code: str, place: Place, found: str, fix: str = "") -> None:
        """Report a problem; after very many, the file is not what it is taken for, and reading stops."""
        self.report.add(code, self.path, place, "this file", found, fix)
        self.n_slips += 1
        if self.n_slips >= MAX_SLIPS:
            self.stop("P007", place, f"it has {MAX_SLIPS} such problems up to here, and is read no further")

    def stop(self, code: str, place: Place, found: str) -> NoReturn:
        """Report a problem and give up the file."""
        self.report.add(code, self.path, place, "this file", found)
        raise _Stop


def read_tree(path: str, text: str, report: Report) -> Node | None:
    """Return the tree of a file's text; None, with the problems reported, if there is none to be had."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    builder = _Builder(path, iter(yaml.parse(text)), report)
    try:
        root = builder.tree()
    except _Stop:
        return None
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        slip = _indentation(text.split("\n"), place) if mark else None
        found, fix = slip or (_in_plain_words(str(getattr(error, "problem", ""))), "")
        report.add("P007", path, place, "this file", found, fix)
        return None
    if builder.sound and (root is None or root.value is None):
        report.add("P002", path, None, "this file", "it holds nothing")
        return None
    return root


_SYNTAX = {
    "mapping values are not allowed": "a colon stands where none is due",
    "cannot start any token": "a sign stands here that no text without quotes starts with",
    "end of stream": "a text in quotes or a list in brackets is not closed",
    "expected ',' or": "a list or map in brackets is not closed, or a comma is missing",
    "expected <block end>": "the indentation does not fit to what stands above",
    "could not find expected ':'": "a colon is missing after a key",
    "unknown escape character": "a backslash in double quotes is followed by an unknown sign",
}


def _indentation(lines: list[str], place: Place) -> tuple[str, str] | None:
    """Return what is wrong with the indentation of the line at which reading stopped, and what to do, if it is that."""
    here = lines[place.line - 1] if place.line <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return "a tab stands before the text of this line", "Indent with spaces, two for each level."
    above = next((line for line in reversed(lines[: place.line - 1]) if line.strip()), "")
    key_with_text = re.fullmatch(r"( *)(?:- )*[^\s:#]+: +[^\s#|>\[{\"'].*", above)
    key = re.match(r"( *)[^\s:#]+:(?: |$)", here)
    deeper = key and key_with_text and len(key[1]) > len(key_with_text[1])
    if deeper and here[place.column - 1 : place.column] == ":":
        return "this line is indented more than the line above, which has its text already", _SAME_COLUMN
    return None


_SAME_COLUMN = "Keys of one record begin in the same column, indented with spaces."


def _in_plain_words(problem: str) -> str:
    """Say the parser's finding in our words."""
    for words, plain in _SYNTAX.items():
        if words in problem:
            return plain
    return "what stands here is not readable as YAML"


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
