"""Figures: each chart as SVG, PDF and PNG, and the words that go with it into a paper."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from policylab.analysis import heading, smaa
from policylab.charts import bare as without_title
from policylab.charts import png as draw_png
from policylab.charts import svg as draw_svg
from policylab.exports.about import about, count, whose
from policylab.exports.figures_grey import grey
from policylab.exports.receipt import Receipt
from policylab.exports.report.words import order_heading, typeset
from policylab.exports.text_safe import html, straight
from policylab.exports.view import View

WIDTH_CM = 16
PPI = 300
METRE_IN_INCHES = 0.0254
LINE, LINE_OF_ORDER = 122, 132
"""Letters in a line under a title, as in the charts."""


@dataclass(frozen=True)
class Figure:
    """A figure with its words.

    Attributes
    ----------
    kind : str
        `figure-order` and so on.
    title, says, alt, source : str
        What it is of; what it says, whose weights, which scenario and the label; the same for those who cannot see
        it; and the line for under it.
    svg : str
        The drawing, with `<title>` and `<desc>`, and no receipt yet.
    """

    kind: str
    title: str
    says: str
    alt: str
    source: str
    svg: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels, 96 to the inch."""
        found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', self.svg)
        return (float(found[1]), float(found[2])) if found else (1.0, 1.0)


def _chart(name: str, view: View) -> Any:
    from policylab import charts

    result = view.result
    if name == "order":
        return charts.order(result, view.ranges)
    if name == "acceptability":
        return charts.acceptability(result, smaa(result, weights="groups", draws=view.draws, seed=view.seed))
    return getattr(charts, name)(result)


CHARTS: Mapping[str, Callable[[View], Any]] = {
    "figure-order": partial(_chart, "order"),
    "figure-ledgers": partial(_chart, "two_ledgers"),
    "figure-ladder": partial(_chart, "ladder"),
    "figure-map": partial(_chart, "weight_map"),
    "figure-tipping": partial(_chart, "tipping"),
    "figure-places": partial(_chart, "acceptability"),
    "figure-scenarios": partial(_chart, "scenarios"),
    "figure-packages": partial(_chart, "packages"),
}


def figure(view: View, kind: str, *, in_grey: bool = False, bare: bool = False) -> Figure:
    """Return a figure of a view; a bare one without its title and sentence, where a caption says both.

    Raises
    ------
    CallError
        When there is nothing to draw: no three groups for a map, no rules for packages, no option with all scores.
    """
    return view.once((kind, in_grey, bare), lambda: _drawn(view, kind, in_grey, bare))


def _drawn(view: View, kind: str, in_grey: bool, bare: bool) -> Figure:
    chart = CHARTS[kind](view)
    told, here = heading(view.result), order_heading(view)
    title = straight(chart.title.text)
    # The lines under the title: what the figure says, then the heading, then the label.
    says = _one_line(" ".join(chart.title.subtitle))
    for end in (view.study.label, told):
        says = says.removesuffix(_one_line(end)).strip()
    described = straight(chart.description).replace(straight(told), here)
    length = LINE_OF_ORDER if kind == "figure-order" else LINE
    chart.title.subtitle = _lines([says, here, view.study.label], length)
    chart.description = described
    chart = without_title(chart) if bare else chart
    drawn = _plain(draw_svg(chart), kind, title, typeset(described))
    floor = "" if view.floor is None else f" Floor on protection, not drawn: {count(view.floor, 'point')}."
    return Figure(
        kind=kind,
        title=title,
        says=straight(f"{typeset(says)} {here}{typeset(floor)} {view.study.label}"),
        alt=typeset(described),
        source=straight(_source(view)),
        svg=grey(drawn) if in_grey else drawn,
    )


def _one_line(text: str) -> str:
    """Return a text with plain spaces only, to compare it however it was broken into lines."""
    return " ".join(straight(text).split())


def _lines(texts: list[str], length: int) -> list[str]:
    from policylab.charts._style import lines

    return lines([typeset(text) for text in texts], length)


def _source(view: View) -> str:
    study = view.published
    read = "; ".join(source.cite for source in study.sources.values())
    scenario = study.scenarios[view.result.scenario].title
    return (
        f"Source: {study.title}, version {study.version} (policylab). Scores read from: {read}. "
        f"Weights: {whose(view)}. Scenario: {scenario}. Licence of the study: {study.licence}."
    )


_NOISE = re.compile(r' (?:aria-[a-z]+|role|pointer-events|class)="[^"]*"')


def _plain(drawn: str, kind: str, title: str, described: str) -> str:
    """Return a drawing as one picture with a name and a description, without those of its thousand parts."""
    head, _, rest = drawn.partition(">")
    head = _NOISE.sub("", head)
    return (
        f'{head} role="img" aria-labelledby="{kind}-title {kind}-desc"><title id="{kind}-title">{html(title)}</title>'
        f'<desc id="{kind}-desc">{html(described)}</desc>{_NOISE.sub("", rest)}'
    )


def _asked(view: View, receipt: Receipt) -> Figure:
    return figure(view, receipt.kind, in_grey=bool(receipt.options.get("grey")))


def _told(view: View, receipt: Receipt) -> str:
    """Return what a file says of itself, a line each."""
    return "\n".join(f"{key}: {straight(text)}" for key, text in about(view, receipt).items())


def svg(view: View, receipt: Receipt) -> bytes:
    """Return a figure as SVG: text stays text, what it is made from stands in its metadata."""
    drawn = _asked(view, receipt).svg
    held = f"<metadata>{html(_told(view, receipt))}\n{receipt.line}</metadata>"
    head, end, rest = drawn.partition("</desc>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{end}{held}{rest}\n'.encode()


def pdf(view: View, receipt: Receipt) -> bytes:
    """Return a figure as PDF of its own size: text stays text, tagged, with title and alternative text."""
    from policylab.exports.typesetting import set_figure

    return set_figure(_asked(view, receipt), _told(view, receipt), receipt)


def png(view: View, receipt: Receipt) -> bytes:
    """Return a figure as PNG, 16 cm wide at 300 points to the inch."""
    made = _asked(view, receipt)
    texts = {
        "Title": made.title,
        "Description": made.alt,
        "Source": made.source,
        "Comment": _told(view, receipt),
    }
    return with_texts(pixels(made, PPI), PPI, texts, receipt.line)


def pixels(made: Figure, ppi: int) -> bytes:
    """Return a figure as PNG, 16 cm wide."""
    return draw_png(made.svg, round(WIDTH_CM / 100 / METRE_IN_INCHES * ppi))


def with_texts(picture: bytes, ppi: int, texts: Mapping[str, str], line: str = "") -> bytes:
    """Return a PNG that says how large it is printed and what it is: texts in UTF-8, the receipt as plain text."""
    metre = round(ppi / METRE_IN_INCHES)
    added = [_chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1))]
    if line:
        # The line break keeps the check sum behind it from being read as part of it.
        added.append(_chunk(b"tEXt", b"policylab\0" + f"{line}\n".encode("ascii")))
    for key, text in texts.items():
        added.append(_chunk(b"iTXt", key.encode("ascii") + b"\0\0\0en\0\0" + text.encode("utf-8")))
    start = 8 + 25  # signature and IHDR
    return picture[:start] + b"".join(added) + _without_size(picture[start:])


def _without_size(chunks: bytes) -> bytes:
    """Return the parts of a PNG without a size that stands there already."""
    kept, at = [], 0
    while at < len(chunks):
        end = at + 12 + struct.unpack(">I", chunks[at : at + 4])[0]
        if chunks[at + 4 : at + 8] != b"pHYs":
            kept.append(chunks[at:end])
        at = end
    return b"".join(kept)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def caption(view: View, receipt: Receipt) -> bytes:
    """Return the words that go with a figure, ready to paste: caption, alternative text and source."""
    made = _asked(view, receipt)
    said = [
        "Caption", "", f"{made.title}{'' if made.title.endswith(('?', '.')) else '.'} {made.says}", "",
        "Alternative text", "", made.alt, "", "Source", "", made.source, "",
        "What this is made from", "", _told(view, receipt), "", receipt.line, "",
    ]  # fmt: skip
    return "\n".join(said).encode()
