"""Nothing from elsewhere, nothing run from a text, and a page that outlives its server."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import WebSocketRoute

from tests.browser.cable import cable
from tests.browser.pages import ANSWER, Opener, served, set_weights, settle, store
from tests.browser.test_requirements_access import WIDTHS
from tests.browser.views import VIEWS, View, show

pytestmark = pytest.mark.browser


def test_no_request_leaves_the_host(shipped: str, open_page: Opener) -> None:
    """On all tabs, with everything open, every request goes to the serving host and the content policy holds."""
    page = open_page(shipped)
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.reload()
    page.wait_for_function("document.getElementById('explore').policylab?.store.ranges")
    set_weights(page, option=store(page, "m.options[2].id"))
    set_weights(page, tab="evidence", cell=store(page, "[m.options[2].id, m.criteria[0].id]"))
    assert len(seen) > 10
    assert [url for url in seen if not url.startswith((shipped, "data:", "blob:" + shipped))] == []


def test_no_text_of_a_study_is_run(open_page: Opener) -> None:
    """Names and texts full of markup show as they are, on every tab, in every row and in cells; none of it runs."""
    with served("hostile") as address:
        page = open_page(address)
        for option in store(page, "m.options.map((one) => one.id)"):
            set_weights(page, option=option)
        for button in page.locator(".weights button.more").all():
            button.click()
        page.get_by_role("button", name="About this scenario").click()
        page.get_by_label("Scenario", exact=True).select_option("storm")
        for criterion in store(page, "m.criteria.map((one) => one.id)"):
            set_weights(page, tab="evidence", cell=["plan_1", criterion])
        page.wait_for_timeout(300)
        assert page.evaluate("window.__xss") is None
        assert page.locator("main img, main iframe, main a[href^=javascript]").count() == 0
        text = page.inner_text("body")
        page.context.close()
        assert "<img src=x onerror=window.__xss=1>" in text
        assert "한국어 漢字 \U0001f600 & <b>bold</b>" in text


def test_names_of_any_length_stay_on_a_narrow_screen(open_page: Opener) -> None:
    """At 320 pixels no view scrolls sideways, however long the words that a study's names are made of."""
    with served("hostile") as address:
        page = open_page(address, (320, 640))
        chosen = store(page, "m.options.slice(0, 3).map((one) => one.id)")
        for view in VIEWS:
            same = {
                key: value
                for key, value in view.patch.items()
                if key in ("tab", "firm", "numbers", "whiskers")
            }
            show(page, View(view.name, {**same, "chosen": chosen}))
            assert page.evaluate(WIDTHS) == [], view.name
        page.context.close()


def test_the_page_outlives_its_server(open_page: Opener) -> None:
    """When the server stops, weights still move the order, the page says what is missing, and nothing is lost."""
    with served("sample") as address:
        page = open_page(address, quiet=False)
        set_weights(page, groups={"security": 80})
    page.wait_for_selector(".connection:visible")
    assert "Connection lost. Your weights are kept" in page.locator(".connection").inner_text()
    before = store(page, "r.order")
    page.get_by_role("slider", name="Alliance", exact=True).press("End")
    page.get_by_role("slider", name="Security", exact=True).press("Home")
    settle(page)
    assert store(page, "s.groups") == {"security": 0, "alliance": 100, "economic": 50}
    assert store(page, "r.order") != before
    assert set(page.locator("tr.option .range").all_inner_texts()) == {"\u2026"}


@pytest.mark.parametrize("is_forgotten", [False, True])
def test_a_connection_that_comes_back(open_page: Opener, is_forgotten: bool) -> None:
    """After a short break ranges follow again by themselves; after a long one the page offers to reload."""
    lifetime = ["--lifetime", "300"] if is_forgotten else []
    with cable() as wire, served("sample", "--origin", f"127.0.0.1:{wire.port}", *lifetime) as address:
        wire.target = int(address.rstrip("/").rpartition(":")[2])
        page = open_page(f"http://127.0.0.1:{wire.port}/", quiet=False)
        foreign: list[str] = []
        page.on(
            "console",
            lambda message: foreign.append(message.text) if "Content Security" in message.text else None,
        )
        wire.pull()
        page.wait_for_selector(".connection:visible")
        page.wait_for_timeout(2000 if is_forgotten else 100)
        wire.plug()
        if is_forgotten:
            page.get_by_text("Connected again, after too long a break").wait_for()
            page.get_by_role("button", name="Reload with these weights").click()
            page.wait_for_function("document.getElementById('explore')?.policylab?.store.ranges")
        else:
            page.wait_for_selector(".connection", state="hidden")
        page.get_by_role("slider", name="Security", exact=True).press("Home")
        settle(page)
        assert store(page, "ranges") is None
        page.wait_for_function("document.getElementById('explore').policylab.store.ranges")
        page.context.close()
        assert foreign == []


def test_an_answer_that_gets_lost_is_told_again(sample: str, borrow: Opener) -> None:
    """The first answer never arrives; the page asks again and has it without the reader's doing."""
    page = borrow(sample, fresh=True)
    lost: list[str] = []

    def lose(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        parts: list[str | bytes] = []

        def pass_on(part: str | bytes) -> None:
            parts.append(part)
            if len(parts) < 3:  # a message has three
                return
            if '"attr":"told"' in str(part) and not lost:
                lost.append(str(part))
            else:
                for each in parts:
                    socket.send(each)
            parts.clear()

        server.on_message(pass_on)

    page.route_web_socket(re.compile("/ws"), lose)
    page.goto(sample)
    page.wait_for_function("document.getElementById('explore')?.policylab?.store.ranges", timeout=ANSWER)
    assert "ranges" in lost[0]


def test_weights_survive_a_restart_of_the_server(open_page: Opener) -> None:
    """After a restart the page offers to reload, and comes back with the same weights and ranges."""
    with served("sample") as address:
        page = open_page(address, quiet=False)
        set_weights(page, groups={"security": 80, "alliance": 15})
        port = re.search(r":(\d+)/", address).group(1)  # type: ignore[union-attr]
    page.wait_for_selector(".connection:visible")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.browser.serve", "sample", "--port", port],
        cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        try:
            assert process.stdout
            process.stdout.readline()
            page.get_by_role("button", name="Reload with these weights").click()
            page.wait_for_function("document.getElementById('explore')?.policylab?.store.ranges")
            assert store(page, "s.groups") == {"security": 80, "alliance": 15, "economic": 50}
            assert not page.locator(".connection").is_visible()
        finally:
            process.send_signal(signal.SIGINT)


def test_the_page_opens_before_its_connection(sample: str, open_page: Opener) -> None:
    """A page that never gets its connection shows the order all the same."""
    page = open_page(sample, quiet=False)
    page.route("**/static/**", lambda route: route.abort())
    page.reload()
    page.wait_for_selector("table.order tr.option")
    page.get_by_role("button", name="Security: 5 points more").click()
    settle(page)
    assert store(page, "s.groups.security") == 55


def test_without_scripts_the_page_says_what_to_do(sample: str, browser: object) -> None:
    """Without JavaScript there are a title, the label and a sentence, not an empty page."""
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(sample)
    text = page.inner_text("body")
    context.close()
    assert "policylab order" in text
    assert "not measurements" in text
