"""Writing a figure: vl-convert draws it, without a browser and without a network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policylab.errors import CallError

if TYPE_CHECKING:
    import altair as alt

PPI = 200
"""Of a PNG: sharp in print at the size it has on screen."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of all text after them: in a sentence, of more than the name they stand in."""
_IDS = re.compile(r'(?<= id=")[^"]*(?=")')


def spec(chart: alt.TopLevelMixin) -> str:
    """Return the Vega-Lite specification of a figure as JSON; it holds all its data."""
    return json.dumps(_legal(chart.to_dict()), ensure_ascii=False)


def _legal(node: Any) -> Any:
    """Return a specification without what XML may not hold: the drawing program would end the whole process."""
    if isinstance(node, dict):
        return {_legal(key): _legal(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_legal(value) for value in node]
    if isinstance(node, str):
        return _TURNS.sub("", _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", node))
    return node


def svg(chart: alt.TopLevelMixin) -> str:
    """Return a figure as SVG; the same figure is the same text, however many were drawn before."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(spec(chart), allowed_base_urls=[])
    # Names of gradients are counted through all figures of a process.
    for n, name in enumerate(dict.fromkeys(_IDS.findall(drawn)), start=1):
        drawn = drawn.replace(f' id="{name}"', f' id="part{n}"').replace(f"url(#{name})", f"url(#part{n})")
    return drawn


def bare(chart: alt.TopLevelMixin) -> alt.TopLevelMixin:
    """Return a figure without its title and sentence, for a page on which a caption says both."""
    import altair as alt

    plain: Any = chart.copy(deep=False)  # type: ignore[attr-defined]
    plain.title = alt.Undefined
    found: alt.TopLevelMixin = plain
    return found


def png(drawn: str, pixels: int) -> bytes:
    """Return an SVG from `svg` as PNG, so many pixels wide."""
    import vl_convert

    wide = re.search(r'<svg[^>]* width="([\d.]+)"', drawn)
    if wide is None:
        raise ValueError("this is no drawing with a width")
    return bytes(vl_convert.svg_to_png(drawn, scale=pixels / float(wide[1]), ppi=72))


def save(chart: alt.TopLevelMixin, path: Path) -> None:
    """Write a figure as SVG, PNG or PDF, as the ending of the path says.

    Parameters
    ----------
    chart : altair chart
        From one of the functions of `policylab.charts`.
    path : Path
        Ends in .svg, .png or .pdf.

    Raises
    ------
    CallError
        When it ends otherwise.
    OSError
        When it cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in (".svg", ".png", ".pdf"):
        raise CallError(f"A figure ends in .svg, .png or .pdf, not '{path.name}'.")
    import vl_convert

    drawn = spec(chart)
    if ending == ".svg":
        path.write_text(svg(chart), encoding="utf-8")
    elif ending == ".png":
        path.write_bytes(vl_convert.vegalite_to_png(drawn, ppi=PPI))
    else:
        path.write_bytes(vl_convert.vegalite_to_pdf(drawn))
