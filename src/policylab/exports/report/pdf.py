"""The report as PDF, set by typst from data: tagged, with title, language, bookmarks, page numbers and running foot."""

from __future__ import annotations

from typing import Any

from policylab.exports.receipt import Receipt
from policylab.exports.report.build import report_of
from policylab.exports.report.model import Block, Grid, Items, Lead, Para, Picture, Report, Said, spans
from policylab.exports.typesetting import compile_pdf, svg_for_typst
from policylab.exports.view import View


def pdf(view: View, receipt: Receipt) -> bytes:
    """Return the report of a view as PDF."""
    return printed(report_of(view, receipt))


def printed(report: Report) -> bytes:
    """Return a report as PDF."""
    drawings: dict[str, str] = {}
    told = "".join(f"{key}: {text}\n" for key, text in report.about)
    data = {
        "title": report.title,
        "question": report.question,
        "heading": report.heading,
        "sentence": report.sentence,
        "label": report.label,
        "sections": [
            {
                "title": part.title,
                "level": part.level,
                "blocks": [_block(block, drawings) for block in part.blocks],
            }
            for part in report.sections
        ],
    }
    return compile_pdf("report/page.typ", data, {**drawings, "receipt.txt": f"{told}{report.receipt}\n"})


def _said(said: Said) -> dict[str, str]:
    if isinstance(said, Lead):
        return {"strong": said.strong, "text": said.text}
    return {"strong": "", "text": said}


def _block(block: Block, drawings: dict[str, str]) -> dict[str, Any]:
    if isinstance(block, Para):
        return {"is": "para", "kind": block.kind, "said": _said(block.said)}
    if isinstance(block, Items):
        said = [_said(item) for item in block.items]
        return {"is": "items", "items": said, "ordered": block.ordered, "small": block.small}
    if isinstance(block, Grid):
        return _grid(block)
    return _picture(block, drawings)


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "is": "grid",
        "caption": grid.caption,
        "note": grid.note,
        "columns": [
            {"title": column.title, "number": column.number, "width": column.width} for column in grid.columns
        ],
        "rows": [
            {"kind": row.kind, "cells": [{**_said(cell), "span": wide} for cell, wide in spans(row)]}
            for row in grid.rows
        ],
    }


def _picture(block: Picture, drawings: dict[str, str]) -> dict[str, Any]:
    name = f"figure{len(drawings) + 1}.svg"
    drawings[name] = svg_for_typst(block.figure)
    title = block.figure.title
    ended = title if title.endswith(("?", ".")) else f"{title}."
    said = {"strong": ended, "text": block.says}
    return {"is": "picture", "file": name, "alt": block.figure.alt, "said": said}
