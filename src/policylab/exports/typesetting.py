"""PDF through typst: templates of ours, filled with data, so that no text is ever read as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from policylab.exports.receipt import Receipt

if TYPE_CHECKING:
    from policylab.exports.figures import Figure

POINTS = 0.75
"""Points in a pixel."""
_FROM = "Arial, 'Liberation Sans', Helvetica, sans-serif"
_TO = "Arial, 'Liberation Sans', 'Nimbus Sans', Helvetica, 'Libertinus Serif'"
"""Typst has no family called sans-serif: a sans that is as wide, or the one face it always has."""


def compile_pdf(template: str, data: Mapping[str, Any], parts: Mapping[str, str]) -> bytes:
    """Return a PDF: tagged, with title and language, without a clock.

    It is PDF/UA-1, unless no font here has some sign of a text: that standard then wants no file at all.

    Parameters
    ----------
    template : str
        Name of a template in this package.
    data : Mapping
        What it reads as `data.json`.
    parts : Mapping
        Other files it reads, by name.
    """
    import typst

    given: Any = {
        "main.typ": files("policylab.exports").joinpath(template).read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
        **{name: text.encode() for name, text in parts.items()},
    }
    try:
        return bytes(typst.compile(given, format="pdf", pdf_standards="ua-1"))
    except typst.TypstError:
        return bytes(typst.compile(given, format="pdf"))


def svg_for_typst(figure: Figure) -> str:
    """Return the drawing with families that typst knows."""
    return figure.svg.replace(_FROM, _TO)


def set_figure(figure: Figure, told: str, receipt: Receipt) -> bytes:
    """Return a figure as a page of its own size; `told` is what the file says of itself."""
    width, height = figure.size
    data = {
        "title": figure.title,
        "alt": figure.alt,
        "description": f"{figure.says} {figure.source}",
        "width": width * POINTS,
        "height": height * POINTS,
    }
    parts = {"figure.svg": svg_for_typst(figure), "receipt.txt": f"{told}\n{receipt.line}\n"}
    return compile_pdf("figure.typ", data, parts)
