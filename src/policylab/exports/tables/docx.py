"""Tables for a word processor: real tables with captions that count and headings that repeat."""

from __future__ import annotations

from policylab.exports.receipt import Receipt
from policylab.exports.tables import docx_parts as parts
from policylab.exports.tables.printed import printed
from policylab.exports.view import View


def docx_table(view: View, receipt: Receipt) -> bytes:
    """Return a document with the tables of a kind; `landscape` lays its pages across."""
    told = printed(view, receipt)
    across = bool(receipt.options.get("landscape"))
    document = parts.new_document(told.title, view.published.question, receipt, landscape=across)
    document.add_paragraph(parts.said(told.title), style="Heading 1")
    document.add_paragraph(parts.said(view.published.question))
    document.add_paragraph(parts.said(told.label))
    for sheet in told.sheets:
        small = receipt.kind == "scores" or len(sheet.heads) > 15
        parts.add_sheet(document, sheet, landscape=across, size=8 if small else 9)
    parts.add_notes(document, told.notes)
    document.add_paragraph("About this file", style="Heading 2")
    parts.add_facts(document, told.about)
    return parts.saved(document)
