"""Presenting without a room: a console, a projected page that follows it, and a clicker's keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.axe import grave
from tests.browser.pages import PATIENCE, Watch

pytestmark = pytest.mark.browser
SIZES = ((1366, 768), (1920, 1080), (1024, 768))
READY = "document.querySelector('main').policylab"
Visitor = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visitor]:
    """Return a function that opens a page of a presentation; at the end none may have had an error."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def opener(
        address: str,
        size: tuple[int, int] = (1366, 768),
        beside: Page | None = None,
        motion: str = "no-preference",
    ) -> Page:
        if beside is None:
            contexts.append(
                browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion=motion)  # type: ignore[arg-type]
            )
        context = beside.context if beside else contexts[-1]
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        watches.append(Watch(page, "/".join(address.split("/")[:3]) + "/"))
        page.goto(address)
        page.wait_for_function(READY)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert [watch.errors for watch in watches if watch.errors] == []
    assert [watch.foreign for watch in watches if watch.foreign] == []


def title(page: Page) -> str:
    """Return what the slide is called."""
    return page.locator(".slide h2").inner_text()


def titles(page: Page) -> list[str]:
    """Return the steps of the console."""
    return page.locator(".step-button").all_inner_texts()


def test_screen_follows_the_console(shipped: str, visit: Visitor) -> None:
    """In one browser the projected page shows the console's step, and the console follows the screen's keys."""
    console = visit(f"{shipped}present")
    screen = visit(f"{shipped}screen", beside=console)
    console.get_by_role("button", name="The order under these weights").click()
    screen.wait_for_function("document.querySelector('.slide h2').textContent.includes('The order under')")
    screen.keyboard.press("PageDown")
    console.wait_for_function(
        "document.querySelector('[aria-current=step]').textContent.includes('(predict)')"
    )
    assert title(screen) == title(console)
    console.get_by_role("button", name="Blank the screen").click()
    screen.wait_for_function("document.body.classList.contains('is-blank')")
    assert screen.locator(".slide h2").is_hidden()
    assert screen.locator(".foot .label").is_visible()
    console.keyboard.press("b")
    screen.wait_for_function("!document.body.classList.contains('is-blank')")


def test_new_weights_reach_an_open_screen(shipped: str, visit: Visitor) -> None:
    """A console opened anew with other weights goes on at the screen's step, blank or not, and the screen follows."""
    console = visit(f"{shipped}present")
    screen = visit(f"{shipped}screen", beside=console)
    console.get_by_role("button", name="The order under these weights").click()
    screen.wait_for_function("document.querySelector('.slide h2').textContent.includes('The order under')")
    before = screen.locator(".foot-weights").inner_text()
    console.keyboard.press("b")
    screen.wait_for_function("document.body.classList.contains('is-blank')")
    console.get_by_role("link", name="Back to Explore").click()
    console.get_by_role("slider", name="Alliance", exact=True).press("Home")
    console.get_by_role("button", name="More", exact=True).click()
    console.get_by_role("link", name="Present", exact=True).click()
    screen.wait_for_function(
        "(before) => document.querySelector('.foot-weights').textContent !== before", arg=before
    )
    assert "A 0" in (screen.locator(".foot-weights").text_content() or "")
    assert "The order under" in (screen.locator(".slide h2").text_content() or "")
    assert "is-blank" in (screen.locator("body").get_attribute("class") or "")
    assert "The screen is blank" in console.locator(".console .now").first.inner_text()


def test_a_clicker_walks_through_all_steps(shipped: str, visit: Visitor) -> None:
    """Page Down goes on to the last step and stays there; Page Up, Home and End do what they say."""
    console = visit(f"{shipped}present")
    names = titles(console)
    assert len(names) >= 14
    seen = []
    for _ in names:
        seen.append(title(console))
        console.keyboard.press("PageDown")
    assert [name.split(" (reveal)")[0].split(" (predict)")[0] for name in names] == seen
    assert title(console) == seen[-1]
    console.keyboard.press("PageUp")
    assert title(console) == seen[-2]
    console.keyboard.press("Home")
    assert title(console) == seen[0]


def test_a_link_opens_the_same_step(shipped: str, visit: Visitor) -> None:
    """Whoever opens the projected page's address sees the same step, under the same weights."""
    screen = visit(f"{shipped}screen")
    for _ in range(9):
        screen.keyboard.press("ArrowRight")
    other = visit(screen.url)
    assert title(other) == title(screen)
    assert other.locator(".foot-weights").inner_text() == screen.locator(".foot-weights").inner_text()


def test_nothing_on_the_screen_can_be_pressed(shipped: str, visit: Visitor) -> None:
    """No control, no link: the screen is read only, at every step, and bears the label."""
    screen = visit(f"{shipped}screen")
    for _ in range(17):
        assert screen.locator("button:visible, a:visible, input:visible, select:visible").count() == 0
        assert "not measurements" in screen.locator("footer .label").inner_text()
        screen.keyboard.press("PageDown")


@pytest.mark.parametrize("size", SIZES)
def test_everything_fits_and_can_be_read_from_afar(
    shipped: str, visit: Visitor, size: tuple[int, int]
) -> None:
    """No step overflows; the smallest text has 20 px (24 at 1920); rows are at most eight."""
    screen = visit(f"{shipped}screen", size)
    least = 24 if size[0] == 1920 else 20 if size[0] == 1366 else 16
    for k in range(17):
        found = screen.evaluate(
            """() => {
            const slide = document.querySelector('.slide');
            const root = document.documentElement;
            const texts = [...document.querySelectorAll('main *, footer *, header *')].filter((node) => node.offsetParent !== null
              && [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()));
            const scale = (node) => { const svg = node.closest('svg'); return svg ? svg.getBoundingClientRect().width / (svg.viewBox.baseVal.width || svg.clientWidth) : 1; };
            return { over: slide.scrollHeight - slide.clientHeight, page: root.scrollHeight - innerHeight, wide: root.scrollWidth - innerWidth,
              small: Math.min(...texts.map((node) => parseFloat(getComputedStyle(node).fontSize) * scale(node))),
              rows: document.querySelectorAll('.slide .row:not(.head)').length };
            }"""
        )
        assert found["over"] <= 1, (k, title(screen), found)
        assert found["page"] <= 0, (k, found)
        assert found["wide"] <= 0, (k, found)
        assert found["small"] >= least - 0.01, (k, title(screen), found)
        assert found["rows"] <= 8
        screen.keyboard.press("PageDown")


def test_a_replay_moves_or_stands_still(shipped: str, visit: Visitor) -> None:
    """With motion the rows go from before to after; with reduced motion two still pictures stand side by side."""
    console = visit(f"{shipped}present")
    at = next(k for k, name in enumerate(titles(console)) if "(reveal)" in name)
    for motion, halves in (("no-preference", 0), ("reduce", 2)):
        screen = visit(f"{shipped}screen", motion=motion)
        for _ in range(at):
            screen.keyboard.press("PageDown")
        assert screen.locator(".half").count() == halves
        if halves:
            assert screen.locator(".half h3").all_inner_texts() == ["Before", "After"]
            durations = screen.locator(".row").evaluate_all(
                "rows => rows.map((row) => parseFloat(getComputedStyle(row).transitionDuration))"
            )
            assert max(durations) <= 0.01
        else:
            screen.wait_for_function("document.querySelector('.when').textContent === 'After'")
            screen.keyboard.press("r")
            screen.wait_for_function("document.querySelector('.when').textContent === 'Before'")
            screen.wait_for_function("document.querySelector('.when').textContent === 'After'")


def test_the_reveal_says_what_the_package_says(shipped: str, visit: Visitor) -> None:
    """Places in the replay's picture of after are those of the kernel for the changed weights."""
    screen = visit(f"{shipped}screen", motion="reduce")
    while not screen.locator(".half").count():
        screen.keyboard.press("PageDown")
    code = screen.evaluate("location.hash")
    explore = visit(f"{shipped}{code}")
    before = screen.locator(".half").first.locator(".row:not(.head)")
    for row in before.all():
        rank, name = row.locator(".rank").inner_text(), row.locator(".name").inner_text().split(" (")[0]
        shown = explore.evaluate(
            "(name) => { const { model, result } = document.querySelector('main').policylab.store;"
            " const option = model.options.find((item) => (item.short || item.title) === name);"
            " return (result.shared[option.id] ? '=' : '') + result.rank[option.id]; }",
            name,
        )
        assert rank == shown, name


def test_escape_leads_back_to_explore(shipped: str, visit: Visitor) -> None:
    """With the same weights."""
    screen = visit(f"{shipped}screen")
    screen.keyboard.press("Escape")
    screen.wait_for_selector("table.order")


@pytest.mark.parametrize("path", ["screen", "present"])
def test_axe_finds_nothing_serious(shipped: str, visit: Visitor, path: str) -> None:
    """On the projected page and the console, at a step with bars."""
    page = visit(f"{shipped}{path}")
    for _ in range(7):
        page.keyboard.press("PageDown")
    assert grave(page) == []


def test_nothing_of_a_quiz(shipped: str, visit: Visitor) -> None:
    """No points for an answer, no right or wrong, no clock; the notes are sober."""
    console = visit(f"{shipped}present")
    text = console.evaluate("document.querySelector('main').textContent").lower()
    for word in ("correct answer", "wrong answer", "quiz", "timer", "seconds left", "winner", "best option"):
        assert word not in text
