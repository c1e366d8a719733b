"""Figures for papers: text stays text, names are read as written, and what they are made from is in them."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import pypdf
import pytest
from defusedxml import ElementTree as ET

from policylab.charts._style import STATE_COLOURS
from policylab.errors import CallError
from policylab.exports import View, export, read_receipt
from policylab.exports.figures import CHARTS, Figure, figure
from policylab.exports.figures_grey import _SOLID, PATTERNS, grey
from tests.unit.exports.names import nasty_view

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "metadata", "g", "path", "rect", "text", "tspan", "line", "defs", "clipPath",
           "linearGradient", "stop", "pattern", "circle", "use"}  # fmt: skip


@pytest.fixture(scope="module")
def drawn(view: View) -> dict[str, Figure]:
    """Return every figure of the shipped study."""
    return {kind: figure(view, kind) for kind in CHARTS}


@pytest.fixture(scope="module")
def nasty() -> View:
    """Return a view in which options and criteria have hostile names."""
    return nasty_view()


def texts(root: Element) -> list[str]:
    """Return what can be read in a drawing."""
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]


def test_svg(view: View) -> None:
    """An SVG is one picture with name and description; its texts are texts, and nothing leads out of it."""
    content = export(view, "figure-order", "svg")
    root = ET.fromstring(content)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= ALLOWED
    assert root.get("role") == "img"
    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert view.study.question == title.text
    assert view.study.label in str(described.text)
    read = texts(root)
    ranked = [view.study.options[key].short for key in view.study.ranked_options]
    assert [name for name in ranked if name not in " ".join(read)] == []
    families = {node.get("font-family") for node in root.iter(f"{SVG}text")}
    assert all(str(family).endswith("sans-serif") for family in families)
    held = root.find(f"{SVG}metadata")
    assert held is not None
    assert "scenario: Today (today)" in str(held.text)
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", content.decode())


@pytest.mark.parametrize("kind", CHARTS)
def test_every_figure(kind: str, drawn: dict[str, Figure]) -> None:
    """Each has a title, says whose weights and which scenario, and is described with its sentence."""
    made = drawn[kind]
    root = ET.fromstring(made.svg)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= ALLOWED
    assert made.title in " ".join(texts(root))
    for said in ("Order under equal weights (policylab). Scenario: Today.", "Scores are judgements"):
        assert said in made.says
        assert said in made.alt
    assert made.source.startswith("Source: North Koreans in China, version 2026.1")
    assert not re.search(r"\b(winner|wins|best|optimal)\b", made.alt, re.IGNORECASE)


def test_the_same_after_others(view: View, drawn: dict[str, Figure]) -> None:
    """A figure does not depend on how many were drawn before it."""
    assert figure(view, "figure-scenarios") == drawn["figure-scenarios"]
    assert "part1" in drawn["figure-scenarios"].svg


def test_others_read_it(own_view: View) -> None:
    """A reader's own weights and scores are not called yours, and a floor is told although it is not drawn."""
    made = figure(own_view, "figure-order")
    for said in (made.says, made.alt):
        assert "a reader’s own weights (changed from: Equal weights)" in said
        assert "of the reader’s own" in said
        assert "your" not in said
    assert "Floor on protection, not drawn: 34 points." in made.says
    assert "your weights" not in made.svg


def test_hostile_names_are_read_as_written(nasty: View) -> None:
    """No name becomes markup, a formula or a script; what no XML holds is replaced where it stood."""
    root = ET.fromstring(export(nasty, "figure-order", "svg"))
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= ALLOWED
    assert not [key for node in root.iter() for key in node.attrib if key.lower().startswith("on")]
    said = " ".join(texts(root))
    for name in (
        "US$5 ... US$7, 100%, a_b",
        r"$\frac{1}{$",
        "<script>alert(1)</script>]]>&amp;",
        "한국어 漢字",
        "=1+1",
    ):
        assert name in said
    assert "nul \ufffd" in said
    for ending in ("pdf", "png", "txt"):
        assert read_receipt(export(nasty, "figure-ladder", ending)).kind == "figure-ladder"


def chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG."""
    at = 8
    while at < len(picture):
        (size,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        at += size + 12


def test_png(own_view: View) -> None:
    """A PNG is 16 cm wide at 300 points to the inch, and says what it is; pillow reads it."""
    from PIL import Image

    content = export(own_view, "figure-ladder", "png")
    parts = dict(chunks(content))
    assert struct.unpack(">IIB", parts[b"pHYs"]) == (11811, 11811, 1)
    assert parts[b"tEXt"].startswith(b"policylab\0policylab-receipt:")
    assert content.count(b"pHYs") == 1
    picture = Image.open(io.BytesIO(content))
    assert abs(picture.width - 16 / 2.54 * 300) < 2
    assert "Scores are judgements" in picture.info["Description"]
    assert "34 points" in picture.info["Comment"]
    picture.load()


def test_pdf(view: View) -> None:
    """A PDF is a tagged page of the figure's size with a title, texts that can be read, and its receipt."""
    content = export(view, "figure-ladder", "pdf")
    read = pypdf.PdfReader(io.BytesIO(content))
    (page,) = read.pages
    made = figure(view, "figure-ladder")
    assert float(page.mediabox.width) == pytest.approx(made.size[0] * 0.75, abs=0.1)
    assert read.metadata is not None
    assert read.metadata.title == made.title
    assert "Share of the total given to protection" in " ".join(page.extract_text().split())
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(read.trailer["/Root"]["/Lang"]).lower().startswith("en")
    assert "/CreationDate" not in read.metadata
    assert read_receipt(content).ending == "pdf"


def test_words_to_paste(own_view: View) -> None:
    """Caption, alternative text and source stand under their names, ready to paste."""
    said = export(own_view, "figure-tipping", "txt").decode()
    heads = ("Caption\n\n", "Alternative text\n\n", "Source\n\n", "What this is made from\n\n")
    places = [said.index(head) for head in heads]
    assert places == sorted(places)
    made = figure(own_view, "figure-tipping")
    assert made.alt in said
    assert made.source in said
    assert made.says in said


COLOUR = re.compile(r'="(#[0-9a-fA-F]{3,6}|rgb\([^)]*\))"')


def hue(colour: str) -> bool:
    """Whether a colour is no grey."""
    if colour.startswith("rgb"):
        return len(set(re.findall(r"\d+", colour))) > 1
    size = (len(colour) - 1) // 3
    return len({colour[1 + k * size : 1 + (k + 1) * size].lower() for k in range(3)}) > 1


@pytest.mark.parametrize("kind", CHARTS)
def test_grey_has_no_colour(kind: str, drawn: dict[str, Figure]) -> None:
    """In greys no colour is left; the same figure in colour has some."""
    found = COLOUR.findall(grey(drawn[kind].svg))
    assert found
    assert [colour for colour in found if hue(colour)] == []
    assert [colour for colour in COLOUR.findall(drawn[kind].svg) if hue(colour)]
    ET.fromstring(grey(drawn[kind].svg))


def test_grey_with_protection_in_the_total(own_view: View) -> None:
    """Bars of protection, which have an outline of their own, stay whole in greys."""
    assert own_view.result.with_protection > 0
    ET.fromstring(export(own_view, "figure-order", "svg", grey=True))


def light(colour: str) -> int:
    """Return how light a grey is, 0 to 255."""
    return int(colour[1:3], 16)


def test_groups_differ_in_grey() -> None:
    """Groups are told apart by steps of lightness; protection and the fills of options by lines and dots as well."""
    steps = sorted(light(_SOLID[colour]) for colour in STATE_COLOURS)
    assert min(b - a for a, b in pairwise(steps)) >= 28
    fills = list(PATTERNS.values())
    assert len(set(fills)) == len(fills)
    options = fills[2:]
    for (one, lines), (other, more) in pairwise(options):
        assert abs(light(one) - light(other)) >= 40
        assert lines != more


@pytest.mark.parametrize("kind", ["figure-ladder", "figure-tipping"])
def test_neighbours_differ_in_grey(kind: str, drawn: dict[str, Figure]) -> None:
    """Stretches beside each other in a strip never have one fill."""
    found = re.findall(r'd="M(-?[\d.]+),(-?[\d.]+)[^"]*" fill="(url\(#grey-[^"]*\))"', grey(drawn[kind].svg))
    rows: dict[str, list[tuple[float, str]]] = {}
    for x, y, fill in found:
        rows.setdefault(y, []).append((float(x), fill))
    beside = [pair for row in rows.values() for pair in pairwise(sorted(row))]
    assert beside
    assert all(one[1] != other[1] for one, other in beside)


def test_nothing_to_draw(nasty: View) -> None:
    """A study that says nothing on options together has no figure of packages, and says so."""
    with pytest.raises(CallError, match=r"add interactions\.yaml"):
        export(nasty, "figure-packages", "svg")
