"""The report as HTML: one file, no script, nothing fetched, figures as drawings in it, and a style for print."""

from __future__ import annotations

import re
from importlib.resources import files

from policylab.exports.figures import Figure
from policylab.exports.receipt import Receipt
from policylab.exports.report.build import report_of
from policylab.exports.report.model import (
    Block,
    Grid,
    Items,
    Lead,
    Para,
    Picture,
    Report,
    Row,
    Said,
    Section,
    spans,
)
from policylab.exports.text_safe import html as safe
from policylab.exports.view import View

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(view: View, receipt: Receipt) -> bytes:
    """Return the report of a view as one HTML file."""
    return page(report_of(view, receipt)).encode()


def page(report: Report) -> str:
    """Return a report as HTML."""
    style = files("policylab.exports").joinpath("report", "page.css").read_text(encoding="utf-8")
    count = iter(range(1, 1000))
    sections = [_section(n, each, count) for n, each in enumerate(report.sections, start=1)]
    contents = "".join(
        f'<li><a href="#s{n}">{safe(each.title)}</a></li>' for n, each in enumerate(report.sections, start=1)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{safe(report.question)} {safe(report.heading)}">\n'
        f"<title>{safe(report.title)}: report</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<header><p class="label">{safe(report.label)}</p><h1>{safe(report.title)}</h1>'
        f'<p class="question">{safe(report.question)}</p><p class="heading">{safe(report.heading)}</p>'
        f'<p class="sentence">{safe(report.sentence)}</p></header>\n'
        f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>{contents}</ol></nav>\n'
        f"<main>\n{''.join(sections)}</main>\n"
        f'<footer><p class="label">{safe(report.label)}</p><p class="receipt">{safe(report.receipt)}</p></footer>\n'
        "</body>\n</html>\n"
    )


def _section(n: int, part: Section, count: object) -> str:
    level = part.level + 1
    blocks = "\n".join(_block(block, count) for block in part.blocks)
    return f'<section id="s{n}"><h{level}>{safe(part.title)}</h{level}>\n{blocks}\n</section>\n'


def _block(block: Block, count: object) -> str:
    if isinstance(block, Para):
        kind = f' class="{block.kind}"' if block.kind else ""
        return f"<p{kind}>{_said(block.said)}</p>"
    if isinstance(block, Items):
        tag = "ol" if block.ordered else "ul"
        small = ' class="small"' if block.small else ""
        return f"<{tag}{small}>{''.join(f'<li>{_said(item)}</li>' for item in block.items)}</{tag}>"
    if isinstance(block, Grid):
        return _grid(block)
    return _picture(block, next(count))  # type: ignore[call-overload]


def _said(said: Said) -> str:
    if isinstance(said, Lead):
        return f"<b>{safe(said.strong)}</b>{' ' if said.text else ''}{safe(said.text)}"
    return safe(said)


def _grid(grid: Grid) -> str:
    whole = sum(column.width for column in grid.columns)
    widths = "".join(f'<col style="width:{100 * column.width / whole:.1f}%">' for column in grid.columns)
    head = "".join(
        f'<th scope="col"{_number(column.number)}>{safe(column.title)}</th>' for column in grid.columns
    )
    rows = "".join(_row(grid, row) for row in grid.rows)
    note = f'<p class="note">{safe(grid.note)}</p>' if grid.note else ""
    return (
        f'<div class="scroller" role="region" tabindex="0" aria-label="{safe(grid.caption)}"><table>'
        f"<caption>{safe(grid.caption)}</caption><colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>{note}"
    )


def _number(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def _row(grid: Grid, row: Row) -> str:
    cells, at = [], 0
    for cell, wide in spans(row):
        tag, scope = ("th", ' scope="row"') if at == grid.named else ("td", "")
        over = f' colspan="{wide}"' if wide > 1 else ""
        cells.append(f"<{tag}{scope}{over}{_number(grid.columns[at].number)}>{_said(cell)}</{tag}>")
        at += wide
    kind = f' class="{row.kind}"' if row.kind else ""
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _picture(block: Picture, n: int) -> str:
    made = block.figure
    caption = f"<b>Figure {n}. {safe(made.title)}</b> {safe(block.says)}"
    return f"<figure>{_own_ids(made, n)}<figcaption>{caption}</figcaption></figure>"


def _own_ids(made: Figure, n: int) -> str:
    """Return a drawing whose names are met nowhere else in the page."""
    drawn = re.sub(r'(?<= )id="(part\d+)"', rf'id="f{n}-\1"', made.svg)
    return re.sub(r"url\(#(part\d+)\)", rf"url(#f{n}-\1)", drawn)
