"""What documents for a word processor are made of: styles, captions that count, tables that read well, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from policylab.exports.receipt import Receipt
from policylab.exports.tables.printed import Head, Sheet
from policylab.exports.text_safe import closed, one_line

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
NO_DATE = datetime(1980, 1, 1)
INK, RULE = RGBColor(0x1A, 0x1A, 0x1A), "1A1A1A"
MARGIN, MARGIN_ACROSS, LINE, LINE_ACROSS = 2.0, 1.3, 17.0, 25.7
"""Margin, that above and below on a page across, and length of a line on A4, in cm."""
MOST_KEPT = 12
"""Rows up to which a table is kept on one page; a longer one would leave half a page empty before it."""


def said(text: object) -> str:
    """Return a text as a paragraph takes it: one line, nothing XML refuses, nothing that turns what follows."""
    return closed(one_line(text))


def new_document(title: str, subject: str, receipt: Receipt, *, landscape: bool = False) -> Any:
    """Return an empty document on A4 with our styles, its language and its properties.

    Parameters
    ----------
    title, subject : str
        For its properties.
    receipt : Receipt
        Kept in a part of its own, which is not shown.
    landscape : bool
        Whether its pages lie across.
    """
    document = Document()
    _set_page(document.sections[0], landscape)
    _set_styles(document)
    facts = document.core_properties
    facts.title, facts.subject = said(title)[:255], said(subject)[:255]
    facts.author = facts.last_modified_by = receipt.software
    facts.comments, facts.keywords, facts.category = said(receipt.command)[:255], "", ""
    facts.created = facts.modified = facts.last_printed = NO_DATE
    facts.revision, facts.language = 1, "en-GB"
    content = f'<receipt xmlns="urn:policylab:receipt">{escape(receipt.line)}</receipt>'.encode("ascii")
    package = document.part.package
    for key in [key for key, link in package.rels.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]  # a picture of the template's own first page
    part = Part(PackURI("/customXml/receipt.xml"), "application/xml", content, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    return document


def _set_page(section: Any, landscape: bool) -> None:
    sides = (Cm(29.7), Cm(21.0)) if landscape else (Cm(21.0), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = sides
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(MARGIN_ACROSS if landscape else MARGIN)


def _set_styles(document: Any) -> None:
    sizes = {"Normal": 10.5, "Title": 18, "Heading 1": 14, "Heading 2": 12, "Heading 3": 11, "Caption": 10}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:hAnsi"), "Calibri")
        fonts.set(qn("w:cs"), "Calibri")
        style.font.bold = name not in ("Normal", "Title")
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    document.styles["Caption"].paragraph_format.space_before = Pt(12)
    border = document.styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def add_caption(document: Any, text: str, word: str = "Table") -> Any:
    """Add a caption that the word processor counts, so that it can be referred to and listed.

    Parameters
    ----------
    document : Document
    text : str
        What it says, without word and number.
    word : str
        `Table` or `Figure`.
    """
    number = 1 + sum(
        f"SEQ {word} " in (one.text or "") for one in document.element.body.iter(qn("w:instrText"))
    )
    paragraph = document.add_paragraph(f"{word} ", style="Caption")
    for kind, inside in (("begin", ""), ("", f" SEQ {word} \\* ARABIC "), ("separate", ""), ("end", "")):
        if kind == "end":
            paragraph.add_run(str(number))
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = inside
        run._r.append(mark)
    paragraph.add_run(f". {said(text)}")
    return paragraph


def add_notes(document: Any, notes: tuple[str, ...], size: float = 8.5) -> None:
    """Add what stands under a table, in small print."""
    for k, note in enumerate(notes):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.space_before = Pt(4 if k == 0 else 0)
        paragraph.add_run(said(note)).font.size = Pt(size)


def add_facts(document: Any, facts: Mapping[str, str]) -> None:
    """Add what a file says of itself, as a table of two columns."""
    heads = (Head("What", width=0.2), Head("As it was", width=0.8))
    rows = tuple((key, text) for key, text in facts.items())
    add_rows(document, heads, rows, described="What this file says of itself", size=8.5)


# ---- Tables ---------------------------------------------------------------------------------------------------


def add_sheet(document: Any, sheet: Sheet, *, landscape: bool = False, size: float = 9) -> Any:
    """Add a table with its caption.

    Parameters
    ----------
    document : Document
    sheet : Sheet
        Caption, headings and rows. Headings are repeated on each page, and rows are kept whole.
    landscape : bool
        Whether the page lies across.
    size : float
        Of its letters, in points.
    """
    add_caption(document, sheet.caption)
    line = LINE_ACROSS if landscape else LINE
    widths = _widths(sheet, line, size)
    table = _empty_table(document, widths, sheet.caption)
    _add_headings(table, sheet, size)
    is_kept = sheet.n_rows <= MOST_KEPT
    for block in sheet.blocks:
        if block.title:
            row = _add_row(table)
            cell = row.cells[0].merge(row.cells[-1])
            _write(cell, block.title, size, bold=True, keep=True)
        for values in block.rows:
            row = _add_row(table)
            for cell, value, head in zip(row.cells, values, sheet.heads, strict=True):
                _write(cell, value, size, right=head.is_number, keep=is_kept)
    for cell in table.rows[-1].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = None
    _rule(table.rows[0], "top", 8)
    _rule(table.rows[1 if sheet.has_two_lines else 0], "bottom", 6)
    _rule(table.rows[-1], "bottom", 8)
    return table


def add_rows(
    document: Any,
    heads: tuple[Head, ...],
    rows: tuple[tuple[str, ...], ...],
    *,
    described: str,
    size: float = 9,
) -> Any:
    """Add a plain table without a caption; `described` says what it is to those who do not see it."""
    widths = [LINE * head.width for head in heads]
    table = _empty_table(document, widths, described)
    first = _add_row(table, heading=True)
    for cell, head in zip(first.cells, heads, strict=True):
        _write(cell, head.title, size, bold=True)
    for values in rows:
        row = _add_row(table)
        for cell, value in zip(row.cells, values, strict=True):
            _write(cell, value, size)
    _rule(first, "top", 8)
    _rule(first, "bottom", 6)
    _rule(table.rows[-1], "bottom", 8)
    return table


def _widths(sheet: Sheet, line: float, size: float) -> list[float]:
    """Return the widths of columns in cm: numbers what they need, texts the rest, and not more than they need."""
    letter = 0.019 * size
    columns = [[row[k] for block in sheet.blocks for row in block.rows] for k in range(len(sheet.heads))]
    longest = [max([len(cell) for cell in column], default=0) for column in columns]
    titles = [
        0 if head.is_upright else 1.05 * max(map(len, head.title.split() or [""])) for head in sheet.heads
    ]
    needed = [0.35 + letter * max(both) for both in zip(longest, titles, strict=True)]
    texts = sum(head.width for head in sheet.heads)
    rest = line - sum(need for need, head in zip(needed, sheet.heads, strict=True) if not head.width)
    return [
        min(need, max(1.5, rest * head.width / texts)) if head.width else need
        for need, head in zip(needed, sheet.heads, strict=True)
    ]


def _empty_table(document: Any, widths: list[float], described: str) -> Any:
    table = document.add_table(rows=0, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look.addprevious(margins)
    for key, value in (("w:firstRow", "1"), ("w:firstColumn", "0"), ("w:noHBand", "1"), ("w:noVBand", "1")):
        look.set(qn(key), value)
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), said(described))
    look.addnext(description)
    return table


def _add_row(table: Any, *, heading: bool = False) -> Any:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
    return row


def _add_headings(table: Any, sheet: Sheet, size: float) -> None:
    first = _add_row(table, heading=True) if sheet.has_two_lines else None
    second = _add_row(table, heading=True)
    at = 0
    for over, n in sheet.spans:
        if over and first is not None:
            cell = first.cells[at].merge(first.cells[at + n - 1])
            _write(cell, over, size, centre=True, keep=True)
            _line(cell._tc, "bottom", 4)
        for k in range(at, at + n):
            head, cell = sheet.heads[k], second.cells[k]
            if not over and first is not None:
                cell = first.cells[k].merge(cell)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
            _write(cell, head.title, size, bold=True, right=head.is_number and not head.is_upright, keep=True)
            if head.is_upright:
                _turn(cell)
        at += n
    if any(head.is_upright for head in sheet.heads):
        longest = max(len(head.title) for head in sheet.heads if head.is_upright)
        second.height = Cm(min(3.6, 0.4 + 0.0205 * size * longest))


def _write(
    cell: Any,
    text: str,
    size: float,
    *,
    bold: bool = False,
    right: bool = False,
    centre: bool = False,
    keep: bool = False,
) -> None:
    paragraph = cell.paragraphs[0]
    form = paragraph.paragraph_format
    form.space_after = form.space_before = Pt(1)
    form.keep_with_next = keep or None
    if right or centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(said(text))
    run.font.size, run.bold = Pt(size), bold or None


def _turn(cell: Any) -> None:
    """Turn what a heading says, from below upwards."""
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "btLr")
    properties = cell._tc.get_or_add_tcPr()
    aligned = properties.find(qn("w:vAlign"))  # which comes after it
    properties.append(direction) if aligned is None else aligned.addprevious(direction)


def _rule(row: Any, side: str, weight: int) -> None:
    # Each cell by itself: of cells merged downwards, a line below belongs to the last.
    for cell in row._tr.tc_lst:
        _line(cell, side, weight)


def _line(cell: Any, side: str, weight: int) -> None:
    properties = cell.get_or_add_tcPr()
    borders = properties.find(qn("w:tcBorders"))
    if borders is None:
        borders = OxmlElement("w:tcBorders")
        # The order of these elements is fixed: borders come before direction and place of the text.
        after = [properties.find(qn(name)) for name in ("w:textDirection", "w:vAlign")]
        later = next((one for one in after if one is not None), None)
        properties.append(borders) if later is None else later.addprevious(borders)
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(weight)), ("space", "0"), ("color", RULE)):
        line.set(qn(f"w:{key}"), value)
    first = side == "top"
    borders.insert(0, line) if first else borders.append(line)


# ---- Bytes ----------------------------------------------------------------------------------------------------


def saved(document: Any) -> bytes:
    """Return a document as bytes, the same for the same content: its parts sorted, without a date."""
    made = io.BytesIO()
    document.save(made)
    return fixed_zip(made.getvalue())


def fixed_zip(content: bytes) -> bytes:
    """Return an archive with its parts in order of their names and without dates; what names them first stays first."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            item = zipfile.ZipInfo(name, ZIP_DATE)
            item.compress_type, item.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(item, old.read(name))
    return made.getvalue()
