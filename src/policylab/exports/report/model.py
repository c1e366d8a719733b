"""What a report is made of, whatever it is written as: sections of paragraphs, lists, tables and figures."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from policylab.exports.figures import Figure, figure
from policylab.exports.text_safe import straight
from policylab.exports.view import View


@dataclass(frozen=True)
class Lead:
    """A text that opens with a few words in bold."""

    strong: str
    text: str = ""


Said = str | Lead


@dataclass(frozen=True)
class Para:
    """A paragraph; `kind` is empty, `question`, `sentence`, `label`, `note` (small) or `receipt`."""

    said: Said
    kind: str = ""


@dataclass(frozen=True)
class Items:
    """A list; `small` for long lists of references."""

    items: tuple[Said, ...]
    ordered: bool = False
    small: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, whether it holds numbers, and its share of the width."""

    title: str
    number: bool = False
    width: float = 1.0


@dataclass(frozen=True)
class Row:
    """A row; `kind` is empty, `group` (a heading of rows), `today` (today's practice) or `sum`."""

    cells: tuple[Said, ...]
    kind: str = ""


def spans(row: Row) -> list[tuple[Said, int]]:
    """Return the cells of a row with the columns each takes: a heading of rows runs on over empty cells."""
    found: list[tuple[Said, int]] = []
    for cell in row.cells:
        if row.kind == "group" and cell == "" and found:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((cell, 1))
    return found


@dataclass(frozen=True)
class Grid:
    """A table with its caption; the first column names the rows unless `named` says which does."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    named: int = 0


@dataclass(frozen=True)
class Picture:
    """A figure, and what its caption says: what stands beside it already is not said again."""

    figure: Figure
    says: str


Block = Para | Items | Grid | Picture


@dataclass(frozen=True)
class Section:
    """A part of a report under its heading; `level` 1 or 2."""

    title: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True)
class Report:
    """A report.

    Attributes
    ----------
    title, question, heading, sentence, label : str
        Name of the study, what was asked, whose order it is, the order in a few words, and what it is labelled with.
    sections : tuple of Section
        Its parts.
    about : tuple of (str, str)
        What the file says of itself.
    receipt : str
        The line for programs.
    """

    title: str
    question: str
    heading: str
    sentence: str
    label: str
    sections: tuple[Section, ...]
    about: tuple[tuple[str, str], ...]
    receipt: str


def picture(view: View, kind: str, *said: str) -> Picture:
    """Return a figure for a report; `said` are the sentences that stand beside it already."""
    made = figure(view, kind, bare=True)
    says = made.says
    for sentence in said:
        says = says.replace(sentence, "", 1)
    return Picture(made, " ".join(word for word in says.split(" ") if word))


def section(title: str, *blocks: Block | None, level: int = 1) -> Section | None:
    """Return a part of a report; None when it has nothing to say."""
    given = tuple(block for block in blocks if block is not None)
    return Section(title, given, level) if given else None


def legal(node: Any) -> Any:
    """Return a report, or a part of one, with texts that every format can hold; drawings are left alone."""
    if isinstance(node, str):
        return straight(node)
    if isinstance(node, tuple):
        return tuple(legal(each) for each in node)
    if isinstance(node, Figure) or not is_dataclass(node) or isinstance(node, type):
        return node
    changed = {item.name: legal(getattr(node, item.name)) for item in fields(node)}
    return replace(node, **changed)
