"""Tables for papers set with LaTeX (booktabs): complete, to be read in with `input`."""

from __future__ import annotations

from collections.abc import Iterator

from policylab.exports.receipt import Receipt
from policylab.exports.tables.printed import Head, Printed, Sheet, printed
from policylab.exports.text_safe import TEX_SIGN, tex, tex_comment
from policylab.exports.view import View

MOST_ROWS, MOST_ROWS_ACROSS = 34, 16
"""Rows up to which a table is kept on one page; a longer one goes on over pages, its headings repeated."""
PAGE, PAGE_ACROSS = 12.1, 20.0
"""Line on an A4 page of the class `article`, upright and across, in cm: the narrowest that tables are made for."""
LETTER, SIGN = 0.145, 0.06
"""Width of a letter in this size, and what a sign takes more, in cm; a little generous."""
MANY = 15
"""Columns above which they stand closer."""
TURNED = 17
"""Letters of a turned heading that fit on one of its lines."""
PACKAGES = r"\usepackage{array,booktabs,graphicx,longtable,pdflscape}"


def latex(view: View, receipt: Receipt) -> bytes:
    """Return the tables of a kind, one after the other."""
    told = printed(view, receipt)
    across = bool(receipt.options.get("landscape"))
    study = view.published.id.replace("_", "-")
    lines = [*_comments(told), TEX_SIGN]
    for sheet in told.sheets:
        inside = [*_table(sheet, f"tab:{study}-{sheet.id}", told.notes, across)]
        lines += [r"\begin{landscape}", *inside, r"\end{landscape}"] if across else inside
    return ("\n".join(lines) + "\n").encode("utf-8")


def _comments(told: Printed) -> Iterator[str]:
    yield f"% {tex_comment(told.title)}"
    yield from (f"% {key}: {tex_comment(text)}" for key, text in told.about.items())
    yield f"% {told.receipt}"
    yield f"% Put into the preamble: {PACKAGES}"
    yield "% Names in other scripts need XeLaTeX or LuaLaTeX and a font that has them; pdfLaTeX sets their numbers."


def _table(sheet: Sheet, label: str, notes: tuple[str, ...], across: bool) -> Iterator[str]:
    caption = rf"\caption{{{tex(sheet.caption)}}}\label{{{label}}}"
    is_long = sheet.n_rows > (MOST_ROWS_ACROSS if across else MOST_ROWS)
    columns = _columns(sheet, across)
    size = rf"\footnotesize\setlength{{\tabcolsep}}{{{_gap(sheet)}pt}}"
    if is_long:
        yield rf"\begingroup{size}\setlength{{\LTcapwidth}}{{\linewidth}}"
        yield rf"\begin{{longtable}}{{{columns}}}"
        yield rf"{caption}\\"
        yield from (r"\toprule", *_headings(sheet), r"\midrule", r"\endfirsthead")
        yield rf"\multicolumn{{{len(sheet.heads)}}}{{@{{}}l}}{{Table \thetable, continued}}\\"
        yield from (r"\toprule", *_headings(sheet), r"\midrule", r"\endhead", r"\bottomrule", r"\endfoot")
        yield from (*_rows(sheet), r"\end{longtable}")
        yield from (rf"\noindent\parbox{{\linewidth}}{{\raggedright {_joined(notes)}}}\par", r"\endgroup")
        return
    yield from (r"\begin{table}", rf"\centering{size}", rf"{caption}\vspace{{4pt}}")
    yield from (rf"\begin{{tabular}}{{{columns}}}", r"\toprule", *_headings(sheet), r"\midrule")
    yield from (*_rows(sheet), r"\bottomrule", r"\end{tabular}\par\medskip")
    yield from (rf"\parbox{{\linewidth}}{{\raggedright {_joined(notes)}}}", r"\end{table}")


def _joined(notes: tuple[str, ...]) -> str:
    return "\n".join(tex(note) for note in notes)


def _columns(sheet: Sheet, across: bool) -> str:
    """Return what LaTeX is told of the columns: texts share what numbers leave of the line."""
    cells = [[row[k] for block in sheet.blocks for row in block.rows] for k in range(len(sheet.heads))]
    needed = [_needed(head, column) for head, column in zip(sheet.heads, cells, strict=True)]
    texts = sum(head.width for head in sheet.heads)
    numbers = sum(need for head, need in zip(sheet.heads, needed, strict=True) if not head.width)
    gaps = _gap(sheet) * 0.0703 * (len(sheet.heads) - 1)
    fits = sum(needed) + gaps <= (PAGE_ACROSS if across else PAGE)
    told = []
    for head in sheet.heads:
        if head.width and not fits:
            width = rf"{head.width / texts:.3f}\dimexpr\linewidth-{numbers + gaps:.2f}cm\relax"
            told.append(rf">{{\raggedright\arraybackslash\hspace{{0pt}}}}p{{{width}}}")
        else:
            told.append("r" if head.is_number else "l")
    return "@{}" + "".join(told) + "@{}"


def _gap(sheet: Sheet) -> int:
    """Return the space on each side of a column, in points."""
    return 2 if len(sheet.heads) > MANY else 3


def _needed(head: Head, cells: list[str]) -> float:
    """Return about how wide a column is when nothing in it is broken, in cm."""
    widths = [LETTER * len(cell) + SIGN * cell.startswith(("+", "\N{MINUS SIGN}", "=")) for cell in cells]
    title = 0.36 * -(-len(head.title) // TURNED) if head.is_upright else LETTER * len(head.title)
    return max([title, *widths])


def _headings(sheet: Sheet) -> Iterator[str]:
    if sheet.has_two_lines:
        cells, rules, at = [], [], 1
        for over, n in sheet.spans:
            cells.append(rf"\multicolumn{{{n}}}{{c}}{{{tex(over)}}}" if over else " & " * (n - 1))
            if over:
                rules.append(rf"\cmidrule(lr){{{at}-{at + n - 1}}}")
            at += n
        yield " & ".join(cells) + r" \\"
        yield "".join(rules)
    longest = max((len(head.title) for head in sheet.heads if head.is_upright), default=0)
    high = min(2.7, 0.2 + 0.17 * longest)
    yield " & ".join(_heading(head, high) for head in sheet.heads) + r" \\"


def _heading(head: Head, high: float) -> str:
    title = tex(head.title)
    if head.is_upright:
        return (
            rf"\multicolumn{{1}}{{c}}{{\rotatebox{{90}}{{\parbox{{{high:.1f}cm}}{{\raggedright {title}}}}}}}"
        )
    return title


def _rows(sheet: Sheet) -> Iterator[str]:
    for k, block in enumerate(sheet.blocks):
        if block.title:
            yield from ([r"\addlinespace"] if k else [])
            title = rf"\textbf{{{tex(block.title)}}}"
            yield rf"\multicolumn{{{len(sheet.heads)}}}{{@{{}}p{{\linewidth}}@{{}}}}{{{title}}} \\*"
        for row in block.rows:
            yield " & ".join(tex(cell) for cell in row) + r" \\"
