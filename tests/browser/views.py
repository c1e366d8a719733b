"""Every view of every page, one after the other, for what must hold in all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.browser.pages import ANSWER, settle

TABS = ("order", "tradeoffs", "compare", "firm", "scenarios", "packages", "evidence", "export")
OTHER_PAGES = ("report", "present", "screen", "about")
FULL = ["camp", "full_compliance", "special_visa"]
"""Options of the shipped study, chosen where a view draws some strongly."""
FIRST = """async (patch) => {
  const { initialState } = await import(new URL('components/store.js', document.baseURI));
  const { store } = document.getElementById('explore').policylab;
  store.replace({ ...initialState(store.model), ...patch });
}"""
QUIET = """() => {
  const seen = (node) => node.checkVisibility();
  const isTold = (node) => (node.querySelector('.answer').children.length > 0 && !node.classList.contains('is-stale')
      && node.querySelector('.working').hidden) || [...node.querySelectorAll('.working > button:last-child')].some(seen);
  return [...document.querySelectorAll('[role=tabpanel]:not([hidden]) .answered')].filter((node) => seen(node.parentNode) && !node.hidden).every(isTold)
    && ![...document.querySelectorAll('.waiting, .loading')].some(seen)
    && ![...document.querySelectorAll('tr.option .range')].some((node) => seen(node) && node.textContent.includes('\u2026'));
}"""
CLOSED = "[role=tabpanel]:not([hidden]) .figure > button[aria-expanded=false]"


@dataclass(frozen=True)
class View:
    """A state of Explore, and what is pressed in it."""

    name: str
    patch: dict[str, Any] = field(default_factory=dict)
    press: tuple[str, ...] = ()


VIEWS = (
    View("order"),
    View(
        "order, a row and the lists of criteria open",
        {"option": "camp", "protection": 20, "floor": 34, "open": ["security", "protection"]},
    ),
    View("order as numbers, some sought", {"numbers": True, "filter": {"actor": "china"}}),
    View("tradeoffs", {"tab": "tradeoffs", "chosen": FULL, "whiskers": True, "option": "camp"}, (CLOSED,)),
    View("compare", {"tab": "compare", "chosen": FULL}),
    *(
        View(f"firm, {part}", {"tab": "firm", "firm": part}, (CLOSED,))
        for part in ("conditions", "tipping", "map", "places", "evidence", "questions", "methods")
    ),
    View("scenarios", {"tab": "scenarios", "chosen": FULL}, (CLOSED,)),
    View("packages", {"tab": "packages", "package": ["quiet_halt", "camp"]}, (CLOSED,)),
    View("evidence", {"tab": "evidence"}),
    View("evidence, a cell open", {"tab": "evidence", "cell": ["camp", "jobs"]}),
    View("export", {"tab": "export"}),
)


def show(page: Page, view: View, wait: bool = True) -> None:
    """Put Explore into this state and press what is to be pressed."""
    page.evaluate(FIRST, view.patch)
    settle(page)
    if wait:
        page.wait_for_function(QUIET, timeout=ANSWER)
    for selector in view.press:
        page.evaluate("(all) => document.querySelectorAll(all).forEach((one) => one.click())", selector)
    settle(page)


def tab_views(page: Page, wait: bool = True) -> Iterator[str]:
    """Show each view of Explore in turn, then what stands behind More; yield their names."""
    for view in VIEWS:
        show(page, view, wait)
        yield view.name
    show(page, VIEWS[0], wait)
    more = page.get_by_role("button", name="More", exact=True)
    more.click()
    yield "order, More open"
    if more.get_attribute("aria-expanded") == "true":
        more.click()


def go(page: Page, address: str, path: str, wait: bool = True) -> None:
    """Open another page and wait until it is written."""
    page.goto(address + path)
    if not path.startswith("about"):
        page.wait_for_function("document.querySelector('main').policylab")
        if wait:
            page.wait_for_function(QUIET, timeout=ANSWER)


def other_views(page: Page, address: str, every_step: bool = False, wait: bool = True) -> Iterator[str]:
    """Show the pages that are not Explore, of the presentation every step or every third; yield their names."""
    for path in OTHER_PAGES:
        go(page, address, path, wait)
        yield path
        for step in range(1, steps_of(page) if path in ("screen", "present") else 0):
            page.keyboard.press("ArrowRight")
            if every_step or step % 3 == 0:
                page.wait_for_timeout(60)
                yield f"{path}, step {step + 1}"


def steps_of(page: Page) -> int:
    """Return how many steps the presentation has."""
    page.keyboard.press("End")
    page.wait_for_timeout(30)
    found = page.evaluate(
        """async () => { const { codeIn, decode } = await import(new URL('components/link.js', document.baseURI));
        const model = JSON.parse(document.getElementById('policylab-study').textContent);
        return decode(model, codeIn(window.location.hash)).state.step + 1; }"""
    )
    page.keyboard.press("Home")
    return int(found)


def all_views(page: Page, address: str, every_step: bool = False, wait: bool = True) -> Iterator[str]:
    """Show every view of every page in turn; yield their names. Without `wait`, answers of Python may still be on the way."""
    yield from tab_views(page, wait)
    yield from other_views(page, address, every_step, wait)
