"""What the browser tests share: where Chromium is, a server of our own, and a look into a page."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Playwright, Request

LAPTOP = (1366, 768)
PHONE = (390, 844)
PATIENCE = 20_000
"""Milliseconds for what a page does by itself; a slow machine is no fault."""
ANSWER = 60_000
"""Milliseconds for what Python answers."""
Opener = Callable[..., Page]
# The menu of the address bar, which Chromium keeps ready in each window, costs more than most pages of ours. Only
# the last list counts, so that what Playwright switches off itself is named again.
WITHOUT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "OptimizationHints", "AimEnabled", "PreconnectToSearch"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
)
FLAGS = ("--no-sandbox", f"--disable-features={','.join(WITHOUT)}")


def chromium_path() -> str:
    """Return where Chromium is; fail with a sentence where it is not."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("The browser tests need Chromium: install Debian's package `chromium`.", pytrace=False)
    return path


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Run a Chromium without a window."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def served(*words: str) -> Iterator[str]:
    """Serve a study in a process of its own and yield the address it prints."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.browser.serve", *words],
        cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+/", process.stdout.readline())
            assert found, "the server printed no address"
            yield found.group()
        finally:
            process.send_signal(signal.SIGINT)


class Watch:
    """What went wrong on a page: errors, complaints of the browser, requests to other hosts."""

    def __init__(self, page: Page, address: str) -> None:
        self.begin(address)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self.console)
        page.on("request", self.request)

    def begin(self, address: str) -> None:
        """Forget what was, and allow the requests to this host."""
        self.address = address
        self.errors: list[str] = []
        self.foreign: list[str] = []

    def console(self, message: ConsoleMessage) -> None:
        """Keep errors and breaches of the content policy."""
        if message.type == "error":
            self.errors.append(message.text)

    def request(self, request: Request) -> None:
        """Keep requests that leave the serving host."""
        if not request.url.startswith((self.address, "data:", "blob:", self.address.replace("http", "ws"))):
            self.foreign.append(request.url)


class Pool:
    """Pages that serve one test after the other: a new window costs more than most tests do in it.

    A page that comes back is led to the page without a session, where what it kept on the device is forgotten; what
    it is opened with next is loaded anew. Whoever changes more than that asks for a page of its own.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.idle: list[Page] = []
        self.watches: dict[Page, Watch] = {}

    def take(self, address: str, size: tuple[int, int]) -> tuple[Page, Watch]:
        """Return a page of this size on which nothing was opened yet, and what watches it."""
        sides = {"width": size[0], "height": size[1]}
        if self.idle:
            page = self.idle.pop()
            page.set_viewport_size(sides)  # type: ignore[arg-type]
        else:
            page = self.browser.new_context(viewport=sides).new_page()  # type: ignore[arg-type]
            self.watches[page] = Watch(page, address)
        page.set_default_timeout(PATIENCE)
        self.watches[page].begin(address)
        return page, self.watches[page]

    def give_back(self, page: Page) -> None:
        """Take a page back; close it where it has company or cannot be emptied."""
        if page.is_closed():
            return
        context, address = page.context, self.watches[page].address
        try:
            if len(context.pages) == 1:
                page.unroute_all()
                context.unroute_all()
                page.emulate_media(media="null")
                page.mouse.move(-1, -1)
                page.goto(f"{address}about", timeout=PATIENCE)
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
                self.idle.append(page)
                return
        except Error:  # its server is gone, or it hangs
            pass
        del self.watches[page]
        context.close()


def store(page: Page, expression: str) -> Any:
    """Return a value from the page's state, `s`, result, `r`, or model, `m`."""
    return page.evaluate(
        "(text) => { const { store } = document.getElementById('explore').policylab;"
        " const { state: s, result: r, model: m, ranges } = store;"
        " return new Function('s', 'r', 'm', 'ranges', `return ${text}`)(s, r, m, ranges); }",
        expression,
    )


SETTLED = """() => new Promise((done) => {
  const frames = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  const look = () => (document.querySelector('[role=tabpanel]:not([hidden]) > .loading') ? frames(look) : frames(done));
  frames(look);
})"""
"""Two frames, and two more once a view that is loaded when it is first opened is there."""


def settle(page: Page) -> None:
    """Wait until what was set is on screen."""
    page.evaluate(SETTLED)


def set_weights(page: Page, **patch: Any) -> None:
    """Change the state as a control would, and wait for the frame that shows it."""
    page.evaluate("(patch) => document.getElementById('explore').policylab.store.set(patch)", patch)
    settle(page)
