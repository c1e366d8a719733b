"""The one usual form of a study's files: order of keys, indent, quotes and line breaks."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from typing import Any

from policylab.catalog import scores
from policylab.catalog.comments import comments_of
from policylab.catalog.draft import FILES, INTERACTIONS, STUDY, Draft, read_draft
from policylab.catalog.report import Report
from policylab.catalog.shapes import record_fields, shape_at
from policylab.catalog.study import study_folder
from policylab.catalog.text import read_text
from policylab.catalog.tree import Node, read_tree
from policylab.errors import StudyInvalid
from policylab.provenance import Id, Unquoted
from policylab.schema import Interactions, StudyCard
from policylab.terms import ID_PATTERN

WIDTH = 110
_SHORT = 40  # ids, and items that are no sentences
# What may stand without quotes: no sign that means something to YAML, nothing that looks like a number,
# a date, or one of the words that other readers of YAML turn into something else.
_PLAIN = re.compile(r"[^\W_][^\n\t:#]*(?:(?::(?! |$)|(?<! )#)[^\n\t:#]*)*")
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")
_NUMBER_LIKE = re.compile(
    r"[-+]?(0[xob])?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|[-+]?\.[0-9_]+([eE][-+]?[0-9]+)?"
    r"|0x[0-9a-fA-F_]+|[0-9]+([-:.,][0-9]+)*%?([Tt ][0-9:.Zz +-]*)?"
)
_WORDS = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~", ".nan", ".inf"])


def fmt(name_or_path: str | Path, check: bool = False) -> list[str]:
    """Write a study's files in their usual form.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped study, or a folder.
    check : bool
        Write nothing, only say what would change.

    Returns
    -------
    list of str
        Names of the files that were, or would be, written.

    Raises
    ------
    CallError
        If there is no such study.
    StudyInvalid
        If a file cannot be read; nothing is written then.
    """
    folder = study_folder(name_or_path)
    draft = read_draft(folder)
    if draft.report.problems:
        raise StudyInvalid(draft.report.problems)
    written = {
        name: formatted(folder, name) for name in (STUDY, *FILES, INTERACTIONS) if (folder / name).exists()
    }
    written[scores.FILE] = _formatted_scores(draft)
    changed = {name: text for name, text in written.items() if (folder / name).read_bytes() != text.encode()}
    if not check:
        for name, text in changed.items():
            (folder / name).write_bytes(text.encode())
    return list(changed)


def formatted(folder: Path, name: str) -> str:
    """Return the usual form of a YAML file that is known to be readable."""
    report = Report()
    text = read_text(folder, name, report)
    root = read_tree(name, text, report) if text is not None else None
    if text is None or root is None:
        raise StudyInvalid(report.problems)
    single = {STUDY: StudyCard, INTERACTIONS: Interactions}
    shape = single[name] if name in single else dict[Id, FILES[name][1]]  # type: ignore[misc]
    return _Writer(shape, comments_of(text, root)).file(root)


def _formatted_scores(draft: Draft) -> str:
    options = {id: n for n, id in enumerate(draft.known.get("option", []))}
    criteria = {id: n for n, id in enumerate(draft.known.get("criterion", []))}
    last = len(draft.rows) + len(options) + len(criteria)
    rows = [score for score, _ in draft.rows]
    rows.sort(key=lambda row: (options.get(row.option, last), criteria.get(row.criterion, last)))
    return scores.write_rows(rows)


class _Writer:
    """Writes a tree as text."""

    def __init__(self, shape: Any, comments: dict[tuple[Any, ...], list[str]]) -> None:
        self.shape = shape
        self.comments = comments
        self.lines: list[str] = []

    def file(self, root: Node) -> str:
        """Return the text of a file whose root is a map."""
        self.map(root, (), 0)
        self.lines.extend(self.comments.get((), []))
        return "\n".join(self.lines) + "\n"

    def map(self, node: Node, path: tuple[Any, ...], indent: int, lead: str = "") -> None:
        """Write a map, keys in the order of the record; `lead` stands before the first key, as in `- `."""
        fields = record_fields(shape_at(self.shape, path))
        keys = list(node.value)
        if fields is not None:
            order = {name: n for n, name in enumerate(fields)}
            keys.sort(key=lambda key: order.get(key, len(order)))
        for n, key in enumerate(keys):
            here = (*path, key)
            margin = " " * indent
            first = lead if n == 0 else " " * len(lead)
            self.lines.extend(
                f"{margin}{' ' * len(lead)}{comment}" for comment in self.comments.get(here, [])
            )
            self.value(f"{margin}{first}{_one_line(key)}:", node.value[key], here, indent + len(lead))

    def value(self, head: str, node: Node, path: tuple[Any, ...], indent: int) -> None:
        """Write a value after its head, a key or a dash, on the same line or below."""
        if isinstance(node.value, dict) and node.value:
            self.lines.append(head)
            self.map(node, path, indent + 2)
        elif isinstance(node.value, list) and node.value:
            self.list(head, node, path, indent)
        elif isinstance(node.value, (dict, list)):
            self.lines.append(f"{head} {'{}' if isinstance(node.value, dict) else '[]'}")
        else:
            self.lines.extend(_scalar(head, node.value, self._is_number(path), indent + 2))

    def list(self, head: str, node: Node, path: tuple[Any, ...], indent: int) -> None:
        """Write a list: on the line of its head if it is short and simple, else one line for each item."""
        short = _flow(node.value)
        if short is not None and len(head) + 1 + len(short) <= WIDTH:
            self.lines.append(f"{head} {short}")
            return
        if all(isinstance(item.value, str) and re.fullmatch(ID_PATTERN, item.value) for item in node.value):
            self.lines.extend(_wrapped_ids(head, [item.value for item in node.value], indent + 2))
            return
        self.lines.append(head)
        for n, item in enumerate(node.value):
            here, dash = (*path, n), f"{' ' * (indent + 2)}-"
            short = None if self._has_comments(here) else _flow_map(item)
            if short is not None and len(dash) + 1 + len(short) <= WIDTH:
                self.lines.append(f"{dash} {short}")
            elif isinstance(item.value, dict) and item.value:
                self.map(item, here, indent + 2, lead="- ")
            else:
                self.value(dash, item, here, indent + 2)

    def _has_comments(self, path: tuple[Any, ...]) -> bool:
        return any(other[: len(path)] == path for other in self.comments)

    def _is_number(self, path: tuple[Any, ...]) -> bool:
        shape = shape_at(self.shape, path)
        return shape in (int, float)


def _flow(items: list[Node]) -> str | None:
    """Return a list in brackets, if its items are texts that are short and simple enough for it."""
    texts = [item.value for item in items]
    for text in texts:
        if not isinstance(text, str) or not _is_plain(text) or _FLOW_SIGNS.search(text) or len(text) > _SHORT:
            return None
    return f"[{', '.join(texts)}]"


def _flow_map(node: Node) -> str | None:
    """Return a map in braces, if it holds nothing but short texts."""
    if not isinstance(node.value, dict) or not node.value:
        return None
    parts = []
    for key, item in node.value.items():
        if not isinstance(item.value, str):
            return None
        text = _one_line(item.value)
        parts.append(
            f"{_one_line(key)}: {json.dumps(text, ensure_ascii=False) if _needs_quotes(text) else text}"
        )
    return "{" + ", ".join(parts) + "}"


def _needs_quotes(text: str) -> bool:
    return not text.startswith('"') and bool(_FLOW_SIGNS.search(text))


def _wrapped_ids(head: str, ids: list[str], indent: int) -> list[str]:
    """Return a list of ids in brackets over several lines."""
    wrapped = textwrap.wrap(
        ", ".join(ids), WIDTH - indent - 1, break_long_words=False, break_on_hyphens=False
    )
    lines = ["[" + wrapped[0], *(" " + line for line in wrapped[1:])]
    lines[-1] += "]"
    return [head, *(" " * indent + line for line in lines)]


def _scalar(head: str, text: str | None, is_number: bool, indent: int) -> list[str]:
    """Return the lines of a head with its text."""
    if text is None:
        return [f"{head} null"]
    if is_number and isinstance(text, Unquoted):
        return [f"{head} {text}"]
    line = f"{head} {_one_line(text)}"
    if len(line) <= WIDTH:
        return [line]
    return _folded(head, text, indent) or _literal(head, text, indent) or [line]


def _folded(head: str, text: str, indent: int) -> list[str]:
    """Return a text wrapped at spaces; nothing if a break at a space would not come back as that space."""
    words = text.split(" ")
    if "\n" in text or not all(words):
        return []
    wrapped = textwrap.wrap(
        text, WIDTH - indent, break_long_words=False, break_on_hyphens=False, expand_tabs=False
    )
    if " ".join(wrapped) != text or any(line != line.strip() for line in wrapped):
        return []
    return [f"{head} >-", *(" " * indent + line for line in wrapped)]


def _literal(head: str, text: str, indent: int) -> list[str]:
    """Return a text of several lines as it is; nothing if its ends would not come back."""
    lines = text.split("\n")
    if len(lines) < 2 or not lines[0].strip() or not lines[-1].strip() or lines[0][0] in " \t":
        return []
    return [f"{head} |-", *((" " * indent + line) if line else "" for line in lines)]


def _one_line(text: str) -> str:
    """Return a text on one line, in quotes if it needs them."""
    return str(text) if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    return bool(
        _PLAIN.fullmatch(text)
        and text.isprintable()
        and text == text.strip()
        and text.casefold() not in _WORDS
        and not _NUMBER_LIKE.fullmatch(text)
    )
