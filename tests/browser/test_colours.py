"""What is on screen stays apart in grey and for colour-blind eyes: pixels of a picture, simulated."""

from __future__ import annotations

import io
from itertools import combinations, pairwise
from statistics import fmean, pstdev

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.pages import Opener, set_weights, settle
from tests.contracts import _colour as colour

pytestmark = pytest.mark.browser
APART = 20
"""The least difference (CIE 1976) between the mean colours of neighbours."""
TEXTURE = 6
"""How much more the lightness of one of two patterns must vary, where their mean colours are alike."""

SEGMENTS = """() => [...document.querySelectorAll('tr.option svg.bar')].map((bar) =>
  [...bar.querySelectorAll('rect.mark')].map((mark) => {
    const box = mark.getBoundingClientRect();
    const letter = [...mark.classList].find((name) => name.startsWith('mark-')).slice(5);
    return { letter, x: box.x, y: box.y, width: box.width, height: box.height };
  }).filter((one) => one.width >= 14))"""
CELLS = """() => [0, 1, 2, 3, 4].map((level) => {
  const cell = document.querySelector(`.cell.level-${level}`), box = cell.getBoundingClientRect();
  return { sign: cell.innerText.trim(), x: box.x, y: box.y, width: box.width, height: box.height };
})"""

Light = tuple[float, float, float]


def picture(page: Page) -> Image.Image:
    """Return what is on screen."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def within(image: Image.Image, box: dict[str, float], edge: int) -> list[Light]:
    """Return linear RGB of the pixels of a box that are at least `edge` away from its sides."""
    columns = range(int(box["x"]) + edge + 1, int(box["x"] + box["width"]) - edge)
    rows = range(int(box["y"]) + edge + 1, int(box["y"] + box["height"]) - edge)
    return [colour.linear(image.getpixel((x, y))) for x in columns for y in rows]  # type: ignore[arg-type]


def mean(lights: list[Light]) -> Light:
    """Return the mean colour, as an eye far away mixes it."""
    red, green, blue = (fmean(part) for part in zip(*lights, strict=True))
    return red, green, blue


def texture(lights: list[Light], eye: str) -> float:
    """Return how much lightness varies."""
    return pstdev(colour.lab(colour.seen(light, eye))[0] for light in lights)


def alike(one: list[Light], other: list[Light]) -> list[str]:
    """Return the eyes for which two patches have neither different mean colours nor different patterns."""
    pair = [colour.byte(mean(lights)) for lights in (one, other)]
    return [
        eye
        for eye in colour.EYES
        if colour.apart(*pair, eye) < APART and abs(texture(one, eye) - texture(other, eye)) < TEXTURE
    ]


def patches(page: Page) -> dict[str, list[Light]]:
    """Return the pixels of the widest segment of each group, letters off."""
    page.add_style_tag(content=".bar .halo { display: none }")
    set_weights(page, protection=40)
    settle(page)
    widest: dict[str, dict[str, float]] = {}
    for bar in page.evaluate(SEGMENTS):
        for segment in bar:
            if segment["width"] > widest.get(segment["letter"], {"width": 0})["width"]:
                widest[segment["letter"]] = segment
    image = picture(page)
    return {letter: within(image, box, 2) for letter, box in widest.items()}


def test_segments_stay_apart(shipped: str, open_page: Opener) -> None:
    """Segments of any two groups differ by mean colour or by pattern for every eye and in grey, letters aside."""
    found = patches(open_page(shipped, (1920, 1080)))
    assert sorted(found) == ["A", "E", "P", "S"]
    assert min(len(pixels) for pixels in found.values()) > 100
    pairs = combinations(sorted(found), 2)
    assert {pair: eyes for pair in pairs if (eyes := alike(found[pair[0]], found[pair[1]]))} == {}


def test_segments_of_one_colour_would_be_found(shipped: str, open_page: Opener) -> None:
    """The check is able to fail: without patterns and in the colours alone, security and economic are alike."""
    page = open_page(shipped, (1920, 1080))
    page.add_style_tag(content=".bar .mark-S { fill: #12436d } .bar .mark-E { fill: #801650 }")
    found = patches(page)
    assert alike(found["S"], found["E"]) == ["protan", "grey"]


def test_segments_carry_their_letter(shipped: str, open_page: Opener) -> None:
    """Wherever a segment is wide enough for it, its letter stands on it."""
    page = open_page(shipped, (1920, 1080))
    wide = page.evaluate(
        "() => [...document.querySelectorAll('tr.option rect.mark')]"
        ".filter((mark) => mark.getBoundingClientRect().width >= 19).map((mark) => {"
        " const letter = mark.nextElementSibling;"
        " return letter.checkVisibility({ visibilityProperty: true }) && mark.classList.contains(`mark-${letter.textContent}`); })"
    )
    assert len(wide) > 10
    assert all(wide)


def test_steps_of_the_matrix_stay_apart(shipped: str, open_page: Opener) -> None:
    """Cells of neighbouring score steps differ for every eye and in grey, and each shows its sign."""
    page = open_page(shipped, (1920, 1080))
    set_weights(page, tab="evidence")
    page.wait_for_selector(".cell.level-4")
    settle(page)
    cells = page.evaluate(CELLS)
    assert [cell["sign"] for cell in cells] == ["\u2212\u2212", "\u2212", "0", "+", "++"]
    image = picture(page)
    # A corner, clear of edge and sign.
    corners = [within(image, {**cell, "width": 9, "height": 9}, 2) for cell in cells]
    assert min(len(corner) for corner in corners) > 8
    assert {level: eyes for level, pair in enumerate(pairwise(corners)) if (eyes := alike(*pair))} == {}
