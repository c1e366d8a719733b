"""Comments of a file, each tied to the key that it speaks of, so that they survive a rewrite."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML

from policylab.catalog.tree import Node

Path = tuple[Any, ...]


def comments_of(text: str, root: Node) -> dict[Path, list[str]]:
    """Return comments by the path of the key below them or on their line; those at the end by the empty path.

    Parameters
    ----------
    text : str
        A file that `read_tree` has read.
    root : Node
        Its tree.
    """
    keys = sorted(_lines_of_keys(root, ()), key=lambda entry: entry[0])
    found: dict[Path, list[str]] = {}
    for line, comment in _comment_lines(text):
        path = next((path for place, path in keys if place >= line), ())
        found.setdefault(path, []).append(comment)
    return found


def _lines_of_keys(node: Node, path: Path) -> list[tuple[int, Path]]:
    lines = []
    if isinstance(node.value, dict):
        for key, item in node.value.items():
            lines.append((node.keys[key].line, (*path, key)))
            lines.extend(_lines_of_keys(item, (*path, key)))
    elif isinstance(node.value, list):
        for n, item in enumerate(node.value):
            lines.extend(_lines_of_keys(item, (*path, n)))
    return lines


def _comment_lines(text: str) -> list[tuple[int, str]]:
    """Return line and text of each comment: what follows a # outside of all texts."""
    lines = text.split("\n")
    inside, ends = _texts(text, lines)
    comments = []
    for number, line in enumerate(lines, 1):
        if number in inside:
            continue
        start = ends.get(number, 0)
        match = re.search(r"(?:^|\s)(#.*)$", line[start:])
        if match:
            comments.append((number, match[1].rstrip()))
    return comments


def _texts(text: str, lines: list[str]) -> tuple[set[int], dict[int, int]]:
    """Return the lines that lie inside a text, and for others the column at which the last text ends."""
    inside: set[int] = set()
    ends: dict[int, int] = {}
    for event in YAML(typ="safe", pure=True).parse(text):
        if type(event).__name__ != "ScalarEvent":
            continue
        first, last = event.start_mark.line + 1, event.end_mark.line + 1
        if event.style in ("|", ">"):
            inside.update(_block(lines, first))
        else:
            inside.update(range(first, last))
            ends[last] = event.end_mark.column
    return inside, ends


def _block(lines: list[str], head: int) -> range:
    """Return the lines of a block text whose indicator stands in line `head`."""
    below = [(number, line) for number, line in enumerate(lines[head:], head + 1) if line.strip()]
    if not below:
        return range(head + 1, head + 1)
    indent = len(below[0][1]) - len(below[0][1].lstrip(" "))
    end = next((n for n, line in below if len(line) - len(line.lstrip(" ")) < indent), len(lines) + 1)
    return range(head + 1, end)
