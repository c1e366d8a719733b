"""The report for a word processor: real headings, lists, tables, captions, and figures with alternative text."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from policylab.exports.figures import WIDTH_CM, pixels, with_texts
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
    Said,
    Section,
    spans,
)
from policylab.exports.view import View

PPI = 220
"""Of figures in a document: sharp in print, and not many megabytes."""
BODY, HEADS = "Liberation Serif", "Liberation Sans"
INK, MUTED = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x3D, 0x3D, 0x3D)
_NO_CLOCK = datetime(1980, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def docx(view: View, receipt: Receipt) -> bytes:
    """Return the report of a view as DOCX."""
    return document(report_of(view, receipt))


def document(report: Report) -> bytes:
    """Return a report as DOCX."""
    made = Document()
    _set_up(made, report)
    _opening(made, report)
    for part in report.sections:
        _write_section(made, part)
    _paragraph(made, report.receipt, size=6)
    packed = io.BytesIO()
    made.save(packed)
    return without_clock(packed.getvalue())


def without_clock(packed: bytes) -> bytes:
    """Return an office file whose parts bear no date."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(out, "w") as kept:
        for item in given.infolist():
            named = zipfile.ZipInfo(item.filename, _ZIP_DATE)
            named.compress_type, named.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            kept.writestr(named, given.read(item))
    return out.getvalue()


# ---- The document -------------------------------------------------------------------------------------------------


def _set_up(made: Any, report: Report) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.4)
    for name, size, bold in (
        ("Normal", 10.5, False), ("Title", 22, True), ("Heading 1", 14, True), ("Heading 2", 12, True),
        ("Caption", 9, True), ("List Bullet", 10.5, False), ("List Number", 10.5, False),
    ):  # fmt: skip
        _style(made.styles[name], size, bold)
    made.styles["Caption"].paragraph_format.keep_with_next = True
    default = made.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = default.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        default.append(language)
    language.set(qn("w:val"), "en-GB")
    facts = made.core_properties
    facts.title, facts.subject = report.title[:255], report.question[:255]
    facts.author, facts.last_modified_by, facts.keywords = "policylab", "policylab", ""
    facts.comments, facts.language = report.label[:255], "en-GB"
    facts.created = facts.modified = facts.last_printed = _NO_CLOCK
    facts.revision = 1
    _foot(page.footer, report.label)


def _style(style: Any, size: float, bold: bool) -> None:
    font = HEADS if bold else BODY
    style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), bold, False
    style.font.color.rgb = INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(key), font)
    style.paragraph_format.space_before = Pt(16 if style.name == "Heading 1" else 4 if bold else 0)
    style.paragraph_format.space_after = Pt(4)
    borders = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
    if borders is not None:
        style.element.pPr.remove(borders)


def _foot(footer: Any, label: str) -> None:
    paragraph = footer.paragraphs[0]
    _run(paragraph, f"{label}  ", size=8)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    second = footer.add_paragraph()
    second.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(second, "PAGE", "1", 8)
    _run(second, " of ", size=8)
    _field(second, "NUMPAGES", "1", 8)


def _opening(made: Any, report: Report) -> None:
    _paragraph(made, report.label, size=9)
    made.add_paragraph(report.title, style="Title")
    _paragraph(made, report.question, size=13)
    _paragraph(made, Lead(report.heading))
    _paragraph(made, report.sentence)


def _write_section(made: Any, part: Section) -> None:
    made.add_heading(part.title, part.level)
    for block in part.blocks:
        _write(made, block)


def _write(made: Any, block: Block) -> None:
    if isinstance(block, Para):
        size = {"note": 9.0, "sentence": 12.0, "question": 12.0}.get(block.kind, 0)
        _paragraph(made, block.said, size=size)
    elif isinstance(block, Items):
        for item in block.items:
            paragraph = made.add_paragraph(style="List Number" if block.ordered else "List Bullet")
            _said(paragraph, item, 9 if block.small else 0)
    elif isinstance(block, Grid):
        _grid(made, block)
    else:
        _picture(made, block)


# ---- Words --------------------------------------------------------------------------------------------------------


def _paragraph(made: Any, said: Said, size: float = 0) -> Any:
    paragraph = made.add_paragraph()
    _said(paragraph, said, size)
    return paragraph


def _said(paragraph: Any, said: Said, size: float = 0) -> None:
    if isinstance(said, Lead):
        _run(paragraph, said.strong, size, bold=True)
        said = f" {said.text}" if said.text else ""
    if said:
        _run(paragraph, said, size)


def _run(paragraph: Any, text: str, size: float = 0, bold: bool | None = None) -> Any:
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    return run


def _field(paragraph: Any, code: str, shown: str, size: float = 0) -> None:
    """Add a field, such as the number of the page, with what it shows until it is worked out."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = _run(paragraph, shown if kind == "shown" else "", size)
        if kind == "code":
            node = OxmlElement("w:instrText")
            node.set(qn("xml:space"), "preserve")
            node.text = f" {code} "
        elif kind != "shown":
            node = OxmlElement("w:fldChar")
            node.set(qn("w:fldCharType"), kind)
        else:
            continue
        run._r.append(node)


def _caption(made: Any, kind: str, n: int, text: Said) -> Any:
    paragraph = made.add_paragraph(style="Caption")
    _run(paragraph, f"{kind} ")
    _field(paragraph, f"SEQ {kind} \\* ARABIC", str(n))
    _run(paragraph, ". ")
    if isinstance(text, Lead):
        _run(paragraph, f"{text.strong} ")
        run = _run(paragraph, text.text, bold=False)
        run.font.name = BODY
    else:
        _run(paragraph, text)
    return paragraph


# ---- Tables -------------------------------------------------------------------------------------------------------


def _grid(made: Any, grid: Grid) -> None:
    _caption(made, "Table", len(made.tables) + 1, grid.caption)
    table = made.add_table(rows=1 + len(grid.rows), cols=len(grid.columns))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _describe(table, grid)
    whole = sum(column.width for column in grid.columns)
    widths = [Cm(WIDTH_CM * column.width / whole) for column in grid.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    rows = list(table.rows)
    _repeat(rows[0])
    for cell, column, width in zip(rows[0].cells, grid.columns, widths, strict=True):
        cell.width = width
        _fill(cell, Lead(column.title), column.number)
    for given, row in zip(grid.rows, rows[1:], strict=True):
        _keep_whole(row)
        cells, at = list(row.cells), 0
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width
        for said, wide in spans(given):
            cell = cells[at] if wide == 1 else cells[at].merge(cells[at + wide - 1])
            bold = given.kind in ("group", "sum") and isinstance(said, str) and said
            _fill(cell, Lead(said) if bold else said, grid.columns[at].number)  # type: ignore[arg-type]
            if given.kind in ("group", "today"):
                _shade(cell, "F2F2F2" if given.kind == "group" else "F7F3E8")
            at += wide
    if grid.note:
        _paragraph(made, grid.note, size=8.5)
    else:
        made.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(cell: Any, said: Said, is_number: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _said(paragraph, said, 8)
    for run in paragraph.runs:
        run.font.name = HEADS


def _describe(table: Any, grid: Grid) -> None:
    """Give a table rules above, below and between rows, and a name for those who hear it."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (("top", 12, "1A1A1A"), ("bottom", 12, "1A1A1A"), ("insideH", 4, "CFCFCF")):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    layout = properties.find(qn("w:tblLayout"))
    if layout is not None:
        layout.addprevious(borders)
    else:
        properties.append(borders)
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), grid.caption)
    properties.append(named)


def _repeat(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    _keep_whole(row)
    row._tr.get_or_add_trPr().append(head)


def _keep_whole(row: Any) -> None:
    whole = OxmlElement("w:cantSplit")
    whole.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(whole)


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


# ---- Figures ------------------------------------------------------------------------------------------------------


def _picture(made: Any, block: Picture) -> None:
    figure = block.figure
    drawn = with_texts(pixels(figure, PPI), PPI, {"Title": figure.title})
    shape = made.add_picture(io.BytesIO(drawn), width=Cm(WIDTH_CM))
    facts = shape._inline.docPr
    facts.set("descr", figure.alt)
    facts.set("title", figure.title)
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    caption = _caption(made, "Figure", len(made.inline_shapes), Lead(_ended(figure.title), block.says))
    caption.paragraph_format.keep_with_next = False


def _ended(title: str) -> str:
    return title if title.endswith(("?", ".")) else f"{title}."
