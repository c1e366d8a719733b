"""Writing a figure: vl-convert draws it, without a browser and without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from policylab.errors import CallError

if TYPE_CHECKING:
    import altair as alt

PPI = 200
"""Of a PNG: sharp in print at the size it has on screen."""


def spec(chart: alt.TopLevelMixin) -> str:
    """Return the Vega-Lite specification of a figure as JSON; it holds all its data."""
    held: dict[str, object] = chart.to_dict()
    return json.dumps(held, ensure_ascii=False)


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
        path.write_text(vl_convert.vegalite_to_svg(drawn), encoding="utf-8")
    elif ending == ".png":
        path.write_bytes(vl_convert.vegalite_to_png(drawn, ppi=PPI))
    else:
        path.write_bytes(vl_convert.vegalite_to_pdf(drawn))
