"""A real Chromium, a real server, and pages that notice what should not happen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.pages import ANSWER, LAPTOP, PATIENCE, Opener, Pool, Watch, chromium, served


@pytest.fixture(scope="session")
def shipped() -> Iterator[str]:
    """Return the address of the shipped study."""
    with served("shipped") as address:
        yield address


@pytest.fixture(scope="session")
def sample() -> Iterator[str]:
    """Return the address of the made-up study."""
    with served("sample") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a Chromium without a window.

    For one module only: while Playwright runs, nothing else can start a loop of events in this thread.
    """
    with sync_playwright() as playwright, chromium(playwright) as started:
        yield started


@pytest.fixture(scope="module")
def pool(browser: Browser) -> Pool:
    """Return the pages that the tests of a module share, one after the other."""
    return Pool(browser)


@pytest.fixture
def borrow(browser: Browser, pool: Pool) -> Iterator[Opener]:
    """Return a function that gives an empty page for an address; at the end no page may have had an error.

    With `fresh`, or whatever a context is told, the page is a new one in a window of its own.
    """
    contexts: list[Any] = []
    lent: list[Page] = []
    watches: list[Watch] = []

    def give(
        address: str, size: tuple[int, int] = LAPTOP, quiet: bool = True, fresh: bool = False, **context: Any
    ) -> Page:
        if quiet and not fresh and not context:
            page, watch = pool.take(address, size)
            lent.append(page)
            watches.append(watch)
            return page
        contexts.append(browser.new_context(viewport={"width": size[0], "height": size[1]}, **context))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        if quiet:
            watches.append(Watch(page, address))
        return page

    yield give
    errors = [watch.errors for watch in watches if watch.errors]
    foreign = [watch.foreign for watch in watches if watch.foreign]
    for context in contexts:
        context.close()
    for page in lent:
        pool.give_back(page)
    assert errors == []
    assert foreign == []


@pytest.fixture
def open_page(borrow: Opener) -> Opener:
    """Return a function that opens Explore at an address, once the order and its ranges are there."""

    def opener(address: str, *given: Any, **context: Any) -> Page:
        page = borrow(address, *given, **context)
        page.goto(address)
        page.wait_for_selector("table.order")
        page.wait_for_function("document.getElementById('explore').policylab?.store.ranges", timeout=ANSWER)
        return page

    return opener
