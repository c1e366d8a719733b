"""Requirements 14 to 19: what is read is a table, in words, without hue alone, and fits the first screen."""

from __future__ import annotations

import pytest

from tests.browser.pages import PHONE, Opener, set_weights

pytestmark = pytest.mark.browser


def test_r19_first_screens_fit(shipped: str, open_page: Opener) -> None:
    """Laptop: label, three groups with strips and all 19 rows unscrolled; phone: label, three rows, status quo, weights."""
    page = open_page(shipped)
    in_view = (
        "(all) => all.map((one) => one.getBoundingClientRect())"
        ".every((box) => box.height > 0 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth)"
    )
    for selector, n in (
        ("div.label", 1),
        ("tr.option", 19),
        (".group:not(.g-P) > .line > .field", 3),
        (".group .strip", 3),
        (".group .strip-says", 3),
        (".controls select", 2),
    ):
        assert page.locator(selector).count() == n, selector
        assert page.locator(selector).evaluate_all(in_view), selector
    page = open_page(shipped, PHONE)
    bar = page.locator(".phonebar").bounding_box()
    assert bar
    assert page.locator("div.label").evaluate_all(in_view)
    assert page.get_by_role("button", name="Change weights").evaluate_all(in_view)
    bottoms = page.locator("tr.option").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().bottom)"
    )
    assert sorted(bottoms)[2] <= bar["y"]
    for groups in (
        {"security": 50, "alliance": 50, "economic": 50},
        {"security": 100, "alliance": 0, "economic": 0},
        {"security": 60, "alliance": 0, "economic": 100},
    ):
        set_weights(page, groups=groups)
        box = page.locator("tr.baseline").bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= bar["y"] + 1
