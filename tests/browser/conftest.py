"""A real Chromium, a real server, and pages that notice what should not happen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.pages import LAPTOP, Opener, Watch, chromium_path, served


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
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """Return a function that opens an address; at the end no page may have had an error."""
    contexts: list[Any] = []
    watches: list[Watch] = []

    def opener(address: str, size: tuple[int, int] = LAPTOP, quiet: bool = True, **context: Any) -> Page:
        contexts.append(browser.new_context(viewport={"width": size[0], "height": size[1]}, **context))
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        if quiet:
            watches.append(Watch(page, address))
        page.goto(address)
        page.wait_for_selector("table.order")
        page.wait_for_function("document.getElementById('explore').policylab?.store.ranges")
        return page

    yield opener
    for context in contexts:
        context.close()
    assert [watch.errors for watch in watches if watch.errors] == []
    assert [watch.foreign for watch in watches if watch.foreign] == []
