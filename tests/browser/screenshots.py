"""Take the pictures of the documentation: `python -m tests.browser.screenshots`.

With a folder as argument it takes more views, to look at, and puts them all there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

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


def tab(name: str, **patch: Any) -> Callable[[Page], None]:
    """Return what opens one view."""

    def show(page: Page) -> None:
        set_weights(page, tab=name, option=None, cell=None, **patch)

    return show


def show_ladder(page: Page) -> None:
    """The protection ladder under the trade-offs."""
    tab("tradeoffs")(page)
    page.locator(".ladderpart").scroll_into_view_if_needed()


def show_package(page: Page) -> None:
    """A package of two options."""
    set_weights(
        page, tab="packages", package=[store(page, "m.options[2].id"), store(page, "m.options[1].id")]
    )


def show_cell(page: Page) -> None:
    """The matrix with the panel of one cell."""
    set_weights(page, tab="evidence", cell=[store(page, "m.options[9].id"), store(page, "m.criteria[5].id")])


def step(n: int) -> Callable[[Page], None]:
    """Return what goes on to a step of the presentation."""

    def show(page: Page) -> None:
        for _ in range(n):
            page.keyboard.press("PageDown")

    return show


def nothing(page: Page) -> None:
    """As it opens."""


# Name: the page's path, and what brings the view about. The first are the pictures of the documentation.
VIEWS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "order": ("", show_order),
    "tradeoffs": ("", tab("tradeoffs")),
    "compare": ("", tab("compare")),
    "firm": ("", tab("firm", firm="conditions")),
    "map": ("", tab("firm", firm="map")),
    "scenarios": ("", tab("scenarios")),
    "packages": ("", show_package),
    "evidence": ("", tab("evidence")),
    "export": ("", tab("export")),
    "report": ("report", nothing),
    "present": ("present", step(7)),
    "screen": ("screen", step(7)),
    "about": ("about", nothing),
    "why": ("", show_why),
    "ladder": ("", show_ladder),
    "weights": ("", show_weights),
    "cell": ("", show_cell),
    "places": ("", tab("firm", firm="places")),
}
DOCUMENTED = 13
WAIT = 2500  # ms for what Python works out


def open_view(page: Page, address: str, name: str) -> None:
    """Open a page and bring one view about."""
    path, show = VIEWS[name]
    page.goto(address + path)
    if path == "":
        page.wait_for_function("document.getElementById('explore').policylab?.store.ranges")
        page.get_by_role("button", name="Not now").click()
    elif path != "about":
        page.wait_for_function("document.querySelector('main').policylab")
    show(page)
    page.wait_for_timeout(0 if path == "about" else WAIT)


def take(address: str, out: Path, names: Iterable[str]) -> list[Path]:
    """Write one picture per view and size, and return where they are."""
    out.mkdir(parents=True, exist_ok=True)
    made = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for width, height in SIZES:
            for name in names:
                page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
                open_view(page, address, name)
                path = out / f"{name}-{width}.png"
                page.screenshot(path=path)
                page.close()
                made.append(path)
        chromium.close()
    return made


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with served("shipped") as where:
        for picture in take(where, folder or OUT, VIEWS if folder else list(VIEWS)[:DOCUMENTED]):
            print(picture)
