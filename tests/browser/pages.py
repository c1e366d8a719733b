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
from playwright.sync_api import ConsoleMessage, Page, Request

LAPTOP = (1366, 768)
PHONE = (390, 844)
Opener = Callable[..., Page]


def chromium_path() -> str:
    """Return where Chromium is; fail with a sentence where it is not."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("The browser tests need Chromium: install Debian's package `chromium`.", pytrace=False)
    return path


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
        self.address = address
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self.console)
        page.on("request", self.request)

    def console(self, message: ConsoleMessage) -> None:
        """Keep errors and breaches of the content policy."""
        if message.type == "error":
            self.errors.append(message.text)

    def request(self, request: Request) -> None:
        """Keep requests that leave the serving host."""
        if not request.url.startswith((self.address, "data:", "blob:", self.address.replace("http", "ws"))):
            self.foreign.append(request.url)


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
