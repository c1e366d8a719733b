"""Take the pictures of the documentation: `python -m tests.browser.screenshots`.

With a folder as argument it takes more views, to look at, and puts them all there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.pages import chromium_path, served, set_weights, store

OUT = Path(__file__).parents[2] / "docs" / "pictures"
SIZES = ((1366, 768), (390, 844), (1920, 1080))


def show_order(page: Page) -> None:
    """The order as it opens."""
    set_weights(page, tab="order", option=None, cell=None)


def show_why(page: Page) -> None:
    """The order with one row open."""
    show_order(page)
    set_weights(page, option=store(page, "r.order[3]"))


def show_weights(page: Page) -> None:
    """Changed weights with the criteria of a group in view."""
    show_order(page)
    set_weights(page, groups={"security": 80}, protection=25)
    if page.get_by_role("button", name="Change weights").is_visible():
        page.get_by_role("button", name="Change weights").click()
    page.get_by_role("button", name="criteria of alliance").click()


def show_evidence(page: Page) -> None:
    """The matrix."""
    set_weights(page, tab="evidence", option=None, cell=None)


def show_cell(page: Page) -> None:
    """The matrix with the panel of one cell."""
    set_weights(page, tab="evidence", cell=[store(page, "m.options[9].id"), store(page, "m.criteria[5].id")])


VIEWS = {
    "order": show_order,
    "why": show_why,
    "evidence": show_evidence,
    "cell": show_cell,
    "weights": show_weights,
}


TABS = ("order", "evidence")


def take(address: str, out: Path, names: Iterable[str]) -> list[Path]:
    """Write one picture per view and size, and return where they are."""
    out.mkdir(parents=True, exist_ok=True)
    made = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for width, height in SIZES:
            for name in names:
                page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
                page.goto(address)
                page.wait_for_function("document.getElementById('explore').policylab?.store.ranges")
                VIEWS[name](page)
                page.wait_for_function("document.getElementById('explore').policylab.store.ranges")
                page.wait_for_timeout(150)
                path = out / f"{name}-{width}.png"
                page.screenshot(path=path)
                page.close()
                made.append(path)
        chromium.close()
    return made


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with served("shipped") as where:
        for picture in take(where, folder or OUT, VIEWS if folder else TABS):
            print(picture)
