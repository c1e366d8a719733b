"""Four pages open without a complaint, and About can be read by everybody, without a program and in print."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.axe import grave
from tests.browser.hostile import PAYLOADS
from tests.browser.pages import LAPTOP, PHONE, Opener, served
from tests.browser.test_access import TARGETS

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
SECTIONS = (
    *("question", "method", "reading", "words", "whose", "options"),
    *("sources", "limits", "versions", "people", "keys", "privacy"),
)


@pytest.fixture
def visit(borrow: Opener) -> Visit:
    """Return a function that opens a page."""

    def go(address: str, path: str, size: tuple[int, int] = LAPTOP, **context: Any) -> Page:
        page = borrow(address, size, **context)
        page.goto(address + path)
        return page

    return go


@pytest.mark.parametrize("path", ["", "report", "screen", "present"])
def test_each_page_opens(sample: str, visit: Visit, path: str) -> None:
    """Each page shows the study's title, has one main landmark and a connection of its own, and no error."""
    page = visit(sample, "about")
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.goto(sample + path)
    page.wait_for_function("document.querySelector('main .skeleton') === null")
    page.wait_for_function("window.Bokeh?.documents?.length > 0")
    page.wait_for_timeout(300)
    assert page.locator("main").count() == 1
    assert "The harbour bridge" in page.locator("h1").inner_text()
    assert sockets == [f"{sample.replace('http', 'ws')}{path}/ws".replace("//ws", "/ws")]


@pytest.mark.parametrize("path", ["", "report", "present"])
def test_the_label_stands_on_each_page_and_leads_to_the_method(sample: str, visit: Visit, path: str) -> None:
    """The label is in view before anything else, and its link goes to the method."""
    page = visit(sample, path)
    label = page.locator(".label").first
    assert "not measurements" in label.inner_text()
    page.get_by_role("link", name="How this works").click()
    page.wait_for_url("**/about#method")
    assert page.locator("#method h2").is_visible()


def test_the_projected_page_has_nothing_to_press(sample: str, visit: Visit) -> None:
    """The projected page has the label as text, and no link or button of the shell."""
    page = visit(sample, "screen")
    assert "not measurements" in page.locator("footer").inner_text()
    assert page.locator("header a, footer a, header button, .skip, nav").count() == 0


@pytest.mark.parametrize("path", ["", "report", "screen", "present"])
def test_something_is_painted_without_scripts(sample: str, visit: Visit, path: str) -> None:
    """Without JavaScript each page has title, question, label and a word on what to do."""
    text = visit(sample, path, java_script_enabled=False).inner_text("body")
    for words in ("The harbour bridge", "What should be done about", "not measurements", "policylab order"):
        assert words in text


def test_only_what_is_needed_at_first_is_asked_for_ahead(sample: str, visit: Visit) -> None:
    """Modules asked for ahead are those imported at once: the first one among them, no view that opens later."""
    page = visit(sample, "")
    ahead = page.locator("link[rel=modulepreload]").evaluate_all(
        "all => all.map((one) => one.href.split('/').at(-1))"
    )
    assert "start.js" in ahead
    assert "kernel.js" in ahead
    assert not {"evidence.js", "export.js", "bridge.js", "report_page.js"} & set(ahead)


@pytest.mark.parametrize("size", [(320, 640), PHONE, LAPTOP])
@pytest.mark.parametrize("script", [True, False])
def test_about_reads_well(shipped: str, visit: Visit, size: tuple[int, int], script: bool) -> None:
    """With and without JavaScript: all sections, in the order of the contents, and no sideways scrolling."""
    page = visit(shipped, "about", size, java_script_enabled=script)
    links = page.locator("nav a")
    assert [links.nth(k).get_attribute("href") for k in range(links.count())] == [
        f"#{one}" for one in SECTIONS
    ]
    main = page.locator("main").bounding_box()
    text = page.inner_text("main")
    assert main
    assert main["width"] <= size[0]
    assert "One option, reckoned through" in text
    assert "b'" not in text
    assert "{{" not in text
    if script:
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert (
            page.locator("main").evaluate("node => node.querySelector('p').getBoundingClientRect().width")
            < 760
        )


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_about_for_everybody(shipped: str, visit: Visit, size: tuple[int, int]) -> None:
    """Axe finds nothing grave; one h1, headings without a gap, landmarks; Korean words say so; links are large."""
    page = visit(shipped, "about", size)
    assert grave(page) == []
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map((one) => Number(one.tagName[1]))")
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for role in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role  # type: ignore[arg-type]
    assert page.locator("[lang=ko]").first.inner_text() == "북한이탈주민"
    if size == PHONE:
        script = TARGETS.replace("LEAST", "44").replace(
            "button, input, select, summary", "nav a, header a, footer a"
        )
        assert page.evaluate(script) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "about"
    page.get_by_role("link", name="Back to Explore").click()
    page.wait_for_selector("table.order")


def test_no_text_of_a_study_becomes_markup(visit: Visit) -> None:
    """Texts full of markup stand on About as they are; nothing of them is an element."""
    with served("hostile") as address:
        page = visit(address, "about")
        text = page.inner_text("body")
        assert page.evaluate("window.__xss") is None
        assert page.locator("img, iframe, svg, script, b, a[href^=javascript]").count() == 0
        for payload in PAYLOADS:
            assert payload.split("<b>")[0].strip() in text, payload
        page.context.close()


def test_numbers_on_about_are_set_with_care(shipped: str, visit: Visit) -> None:
    """Per cent signs stand after a no-break space, and a minus sign is one."""
    text = visit(shipped, "about").inner_text("main")
    assert "\u00a0%" in text
    assert " %" not in text
    assert " -3" not in text


def test_about_is_kept_by_the_browser(shipped: str, visit: Visit) -> None:
    """A second visit is answered with `not modified`."""
    page = visit(shipped, "about")
    mark = page.request.get(shipped + "about").headers["etag"]
    again = page.request.get(shipped + "about", headers={"If-None-Match": mark})
    assert again.status == 304
    assert again.body() == b""


def test_about_in_print(shipped: str, visit: Visit) -> None:
    """In print there are no contents and no way back, and the label and the text are there."""
    page = visit(shipped, "about")
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert not page.get_by_role("link", name="Back to Explore").is_visible()
    assert page.locator(".label").is_visible()
    assert page.locator("#privacy").is_visible()
