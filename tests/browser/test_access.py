"""Whoever cannot use a mouse, see small things or wait for motion can use the page."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.pages import LAPTOP, PHONE, Opener, set_weights, settle, store

pytestmark = pytest.mark.browser
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def grave(page: Page) -> list[str]:
    """Return axe's serious and critical findings."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [
        f"{item['id']}: {node['html'][:120]}"
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_axe_finds_nothing_grave(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """No serious or critical finding on both tabs, with a row, a list of criteria and a cell open."""
    page = open_page(shipped, size)
    assert grave(page) == []
    set_weights(page, option=store(page, "m.options[3].id"), protection=20)
    if size == PHONE:
        page.get_by_role("button", name="Change weights").click()
    page.get_by_role("button", name="criteria of security").click()
    assert grave(page) == []
    set_weights(page, tab="evidence", cell=store(page, "[m.options[3].id, m.criteria[0].id]"))
    assert grave(page) == []


def test_axe_would_find_something(shipped: str, open_page: Opener) -> None:
    """The check is able to fail: a nameless control is found."""
    page = open_page(shipped)
    page.evaluate("document.querySelector('#results').append(document.createElement('select'))")
    assert any("select-name" in text for text in grave(page))


def test_structure(shipped: str, open_page: Opener) -> None:
    """One h1, no empty heading, the three landmarks, a language and a viewport."""
    page = open_page(shipped)
    assert page.locator("h1").count() == 1
    assert all(text.strip() for text in page.locator("h1:visible, h2:visible, h3:visible").all_inner_texts())
    for role in ("banner", "navigation", "main"):
        assert page.get_by_role(role).count() == 1, role  # type: ignore[arg-type]
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("meta[name=viewport]").count() == 1
    assert page.title().strip()


NAMES = """() => {
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll('button, input, select, summary, [role=tab]')].filter(shown).map((node) =>
    (node.getAttribute('aria-label') ?? (node.labels?.[0] ?? node).innerText ?? '').trim());
}"""


@pytest.mark.parametrize("tab", ["order", "evidence"])
def test_controls_have_names_of_their_own(shipped: str, open_page: Opener, tab: str) -> None:
    """Every control has a name, and no two in one view share it."""
    page = open_page(shipped)
    set_weights(page, tab=tab)
    names = page.evaluate(NAMES)
    assert len(names) > 20
    assert "" not in names
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_sliders_say_what_they_mean(shipped: str, open_page: Opener) -> None:
    """A slider has a role, bounds and a value in words; arrows, Page keys, Home and End move it."""
    page = open_page(shipped)
    slider = page.get_by_role("slider", name="Security", exact=True)
    slider.focus()
    for key, points in [
        ("Home", 0),
        ("ArrowRight", 1),
        ("PageUp", 11),
        ("End", 100),
        ("PageDown", 90),
        ("ArrowLeft", 89),
    ]:
        slider.press(key)
        settle(page)
        share = store(page, "r.groupShares.security")
        unit = "point" if points == 1 else "points"
        assert (
            slider.get_attribute("aria-valuetext")
            == f"Security, {points} {unit}, {share} percent of the total"
        )
        assert slider.input_value() == str(points)
    assert (slider.get_attribute("min"), slider.get_attribute("max")) == ("0", "100")


TARGETS = """() => [...document.querySelectorAll('button, input, select, summary')]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }))
  .map((node) => [node.getAttribute('aria-label') ?? node.innerText, node.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < LEAST || box.height < LEAST))
  .map(([name, box]) => `${name} ${box.width.toFixed(0)}x${box.height.toFixed(0)}`)"""


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_targets_are_large_enough(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """Every control is at least 24 by 24 pixels, ticks of a label excepted, in both tabs and with a row open."""
    page = open_page(shipped, size)
    set_weights(page, option=store(page, "m.options[2].id"), protection=20)
    if size == PHONE:
        page.get_by_role("button", name="Change weights").click()
    script = TARGETS.replace("LEAST", "24").replace("'button, input", "'button, input:not([type=checkbox])")
    assert page.evaluate(script) == []
    set_weights(page, tab="evidence", cell=store(page, "[m.options[2].id, m.criteria[0].id]"))
    assert page.evaluate(script) == []


def test_keyboard_alone(shipped: str, open_page: Opener) -> None:
    """From load: skip link first, then security to 55, another scenario, the third row's reasons, its evidence."""
    page = open_page(shipped)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the order"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "results"
    page.get_by_role("slider", name="Security", exact=True).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.get_by_label("Scenario", exact=True).focus()
    page.keyboard.press("ArrowDown")
    settle(page)
    for _ in range(8):  # past the other controls of the heading to the one Tab stop of the rows
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.open')"):
            break
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    third = store(page, "r.order[2]")
    page.keyboard.press("Enter")
    settle(page)
    assert store(page, "s.groups.security") == 55
    assert store(page, "s.scenario") == store(page, "m.scenarios[1].id")
    assert store(page, "s.option") == third
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.reason')"):
            break
    page.keyboard.press("Enter")
    settle(page)
    assert store(page, "s.tab") == "evidence"
    assert store(page, "s.cell[0]") == third
    page.keyboard.press("Escape")
    settle(page)
    assert store(page, "s.cell") is None
    assert page.evaluate("document.activeElement.dataset.option") == third


def test_focus_stays(shipped: str, open_page: Opener) -> None:
    """After a change of weights and a new order, the control or the row still has focus."""
    page = open_page(shipped)
    slider = page.get_by_role("slider", name="Alliance", exact=True)
    slider.focus()
    for _ in range(5):
        page.keyboard.press("PageDown")
    settle(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Alliance"
    row = page.locator("button.open").nth(4)
    row.focus()
    name = row.inner_text()
    before = store(page, "r.order")
    set_weights(page, groups={"security": 0, "alliance": 100, "economic": 0})
    assert store(page, "r.order") != before
    assert page.evaluate("document.activeElement.innerText") == name


def test_sorting_keeps_focus(shipped: str, open_page: Opener) -> None:
    """Sorting the matrix leaves focus on the heading that was pressed, and says how it is sorted."""
    page = open_page(shipped)
    set_weights(page, tab="evidence")
    page.locator("button.sort").nth(3).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('th').getAttribute('aria-sort')") == "descending"
    criterion = page.evaluate("document.activeElement.dataset.criterion")
    shown = page.locator(f"button.cell[data-criterion={criterion}]").evaluate_all(
        "all => all.map((one) => one.dataset.option)"
    )
    scores = [store(page, f"m.scores.{option}.{criterion}.central") for option in shown]
    assert scores == sorted(scores, reverse=True)


def test_focus_is_not_covered(shipped: str, open_page: Opener) -> None:
    """Each Tab stop of the order can be seen where it is: nothing sticky lies over it."""
    page = open_page(shipped, (1366, 600))
    set_weights(page, option=store(page, "r.order[1]"))
    covered = []
    for _ in range(45):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "() => { const one = document.activeElement, box = one.getBoundingClientRect();"
            " const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
            " const seen = one === document.body || one.contains(top) || top?.contains(one);"
            " return seen ? '' : one.textContent + one.ariaLabel; }"
        )
        covered += [found] if found else []
    assert covered == []


@pytest.mark.parametrize("size", [(320, 640), PHONE, (683, 384), LAPTOP, (1920, 1080)])
@pytest.mark.parametrize("tab", ["order", "evidence"])
def test_no_sideways_scrolling(shipped: str, open_page: Opener, size: tuple[int, int], tab: str) -> None:
    """The page never scrolls sideways, also at 320 pixels and 200 % zoom; only the matrix may, and takes focus."""
    page = open_page(shipped, size)
    set_weights(page, tab=tab, option=store(page, "m.options[2].id"))
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    if size[0] <= 860 and tab == "order":
        page.get_by_role("button", name="Change weights").click()
        page.get_by_role("button", name="criteria of security").click()
        assert page.evaluate("document.querySelector('.weights').scrollWidth - window.innerWidth") <= 0
    if tab == "evidence":
        assert page.locator(".scroller").get_attribute("tabindex") == "0"


def test_reduced_motion(shipped: str, open_page: Opener) -> None:
    """With reduced motion nothing moves by itself."""
    page = open_page(shipped, reduced_motion="reduce")
    longest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')]"
        ".map((node) => parseFloat(getComputedStyle(node).transitionDuration) || 0))"
    )
    assert longest <= 0.01
    assert page.evaluate("document.getAnimations().length") == 0
