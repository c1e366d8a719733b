"""Tables as Markdown: pipe tables with a caption above and notes below, readable as plain text too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policylab.exports.receipt import Receipt
from policylab.exports.tables.printed import Head, Sheet, printed
from policylab.exports.text_safe import markdown as safe
from policylab.exports.view import View


def markdown(view: View, receipt: Receipt) -> bytes:
    """Return the tables of a kind under one heading; what the file is stands at its end."""
    told = printed(view, receipt, split=False)
    lines = [f"# {safe(told.title)}", "", safe(view.published.question), ""]
    for n, sheet in enumerate(told.sheets, start=1):
        lines += [f"**Table {n}.** {safe(sheet.caption)}", "", *_table(sheet), ""]
    for note in told.notes:
        lines += [safe(note), ""]
    lines += ["## About this file", "", *(f"- {key}: {_fact(key, text)}" for key, text in told.about.items())]
    # A comment: the receipt is for programs, and holds no sign that could end it.
    return "\n".join([*lines, "", f"<!-- {told.receipt} -->", ""]).encode("utf-8")


def _fact(key: str, text: str) -> str:
    """Return what a file says of itself; a command as code, because dashes in it must stay as they are."""
    return f"`{text}`" if key == "command" else safe(text)


def _table(sheet: Sheet) -> Iterator[str]:
    groups = [block.title for block in sheet.blocks if block.title]
    heads = ([Head("Option")] if groups else []) + list(sheet.heads)
    yield _row(safe(head.alone or head.title, in_cell=True) for head in heads)
    yield _row("---:" if head.is_number else ":---" for head in heads)
    for block in sheet.blocks:
        first = [safe(block.title, in_cell=True)] if groups else []
        for row in block.rows:
            yield _row([*first, *(safe(cell, in_cell=True) for cell in row)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
