"""Tables as one HTML file: no script, nothing loaded, fit to be read aloud and to be printed."""

from __future__ import annotations

from collections.abc import Iterator

from policylab.exports.receipt import Receipt
from policylab.exports.tables.printed import Head, Printed, Sheet, printed
from policylab.exports.text_safe import html as safe
from policylab.exports.text_safe import one_line
from policylab.exports.view import View

STYLE = """
:root { color-scheme: light; }
body { margin: 2rem auto; padding: 0 1.5rem; max-width: 76rem; color: #1a1a1a; background: #fff;
  font: 1rem/1.5 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
.label { border-left: .25rem solid #12436d; padding-left: .75rem; }
.scroller { overflow-x: auto; margin: 1.5rem 0 .75rem; }
table { border-collapse: collapse; font-size: .9375rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .5rem; font-weight: bold; }
th, td { padding: .25rem .625rem; text-align: left; vertical-align: top; }
th { font-weight: normal; }
thead th { vertical-align: bottom; font-weight: bold; }
thead tr:first-child th { border-top: 2px solid #1a1a1a; }
thead tr:last-child th, thead .both { border-bottom: 1px solid #1a1a1a; }
thead .over { text-align: center; border-bottom: 1px solid #8a8a8a; font-weight: normal; }
tbody { border-bottom: 1px solid #bdbdbd; }
table > tbody:last-child { border-bottom: 2px solid #1a1a1a; }
tbody .block { font-weight: bold; padding-top: .75rem; }
.n { text-align: right; white-space: nowrap; }
.row { min-width: 9rem; }
.notes, .about { font-size: .875rem; max-width: 60rem; }
.notes p { margin: .25rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1rem; margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; }
.turned { display: inline-block; max-height: 9.5rem; text-align: left; white-space: normal;
  writing-mode: vertical-rl; transform: rotate(180deg); }
@media (max-width: 40rem) { dl { display: block; } dd { margin: 0 0 .375rem; } body { padding: 0 1rem; } }
@page { size: A4 SIZE; margin: 1.5cm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 9pt; }
  table { font-size: 8pt; } th, td { padding: .1rem .3rem; } .scroller { overflow: visible; }
  thead { display: table-header-group; } tr, .notes p { break-inside: avoid; } .row { min-width: 0; } }
"""


def html_table(view: View, receipt: Receipt) -> bytes:
    """Return the tables of a kind; `landscape` turns the printed page."""
    return _page(printed(view, receipt, split=False), view.published.question, receipt)


def _page(told: Printed, question: str, receipt: Receipt) -> bytes:
    across = receipt.options.get("landscape") or any(len(sheet.heads) > 12 for sheet in told.sheets)
    style = STYLE.replace("SIZE", "landscape" if across else "portrait")
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="policylab-receipt" content="{told.receipt}">',
        f"<title>{_text(told.title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{_text(told.title)}</h1>",
        f"<p>{_text(question)}</p>",
        f'<p class="label">{_text(told.label)}</p>',
    ]
    for n, sheet in enumerate(told.sheets, start=1):
        lines += _table(sheet, n)
    lines += [
        '<div class="notes">',
        *(f"<p>{_text(note)}</p>" for note in told.notes[1:]),
        "</div>",
        "</main>",
    ]
    lines += ['<footer class="about">', "<h2>About this file</h2>", "<dl>"]
    lines += [f"<dt>{_text(key)}</dt><dd>{_text(text)}</dd>" for key, text in told.about.items()]
    return "\n".join([*lines, "</dl>", "</footer>", "</body>", "</html>", ""]).encode("utf-8")


def _text(text: str) -> str:
    return safe(one_line(text))


def _table(sheet: Sheet, n: int) -> Iterator[str]:
    caption = f"Table {n}. {_text(sheet.caption)}"
    yield f'<div class="scroller" role="region" tabindex="0" aria-label="Table {n}, may scroll sideways">'
    yield f'<table id="{sheet.id}">'
    yield f"<caption>{caption}</caption>"
    yield from ("<thead>", *_headings(sheet), "</thead>")
    for k, block in enumerate(sheet.blocks, start=1):
        yield "<tbody>"
        if block.title:
            span = f'colspan="{len(sheet.heads)}" scope="rowgroup" id="{sheet.id}-{k}"'
            yield f'<tr><th class="block" {span}>{_text(block.title)}</th></tr>'
        yield from (_row(sheet, row) for row in block.rows)
        yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _headings(sheet: Sheet) -> Iterator[str]:
    if not sheet.has_two_lines:
        yield f"<tr>{''.join(_heading(head) for head in sheet.heads)}</tr>"
        return
    first, at = [], 0
    for over, n in sheet.spans:
        below = sheet.heads[at : at + n]
        at += n
        if over:
            first.append(f'<th class="over" scope="colgroup" colspan="{n}">{_text(over)}</th>')
        else:
            first += [_heading(head, rows=2) for head in below]
    yield f"<tr>{''.join(first)}</tr>"
    yield f"<tr>{''.join(_heading(head) for head in sheet.heads if head.over)}</tr>"


def _heading(head: Head, rows: int = 1) -> str:
    classes = ["both"] * (rows == 2) + ["n"] * head.is_number
    told = f' class="{" ".join(classes)}"' if classes else ""
    title = f'<span class="turned">{_text(head.title)}</span>' if head.is_upright else _text(head.title)
    span = ' rowspan="2"' if rows == 2 else ""
    return f'<th scope="col"{span}{told}>{title}</th>'


def _row(sheet: Sheet, row: tuple[str, ...]) -> str:
    cells = []
    for k, (head, cell) in enumerate(zip(sheet.heads, row, strict=True)):
        if k == sheet.row_head:
            cells.append(f'<th scope="row" class="row">{_text(cell)}</th>')
        else:
            cells.append(f'<td class="n">{_text(cell)}</td>' if head.is_number else f"<td>{_text(cell)}</td>")
    return f"<tr>{''.join(cells)}</tr>"
