"""Requirements 1 to 8: every view by keyboard, by assistive technology, by touch, enlarged, and without motion."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.axe import grave
from tests.browser.pages import ANSWER, LAPTOP, PHONE, Opener, set_weights, settle, store
from tests.browser.views import FULL, QUIET, VIEWS, View, all_views, go, other_views, show, tab_views

pytestmark = pytest.mark.browser
ZOOMED = (683, 384)
"""1366 x 768 at 200 %."""


def tab_to(page: Page, found: str, back: bool = False, most: int = 90) -> None:
    """Press Tab until the node `one` that has focus is the one that is looked for."""
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate(f"() => {{ const one = document.activeElement; return Boolean({found}); }}"):
            return
    pytest.fail(f"{most} Tab stops did not lead to: {found}")


@pytest.mark.parametrize("size", [LAPTOP, ZOOMED])
def test_r01_keyboard_path(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """Keys alone: skip link, Security to 55, a scenario, Why of the third row, its evidence, back, the link, a tab."""
    page = open_page(shipped, size, permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the order"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "results"
    if size == ZOOMED:
        tab_to(page, "one.textContent === 'Change weights'")
        page.keyboard.press("Enter")
        tab_to(page, "one.getAttribute('aria-label') === 'Security'")
    else:
        tab_to(page, "one.getAttribute('aria-label') === 'Security'", back=True)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    if size == ZOOMED:
        page.keyboard.press("Escape")
        tab_to(page, "one.getAttribute('aria-label') === 'Scenario'", back=True)
    else:
        tab_to(page, "one.getAttribute('aria-label') === 'Scenario'")
    page.keyboard.press("ArrowDown")
    settle(page)
    tab_to(page, "one.matches('button.open')")
    for key in ("Home", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    settle(page)
    third = store(page, "r.order[2]")
    assert store(page, "[s.groups.security, s.scenario === m.scenarios[1].id, s.option]") == [55, True, third]
    tab_to(page, "one.matches('.reason')")
    page.keyboard.press("Enter")
    settle(page)
    page.wait_for_selector(".drawer h3")
    assert store(page, "[s.tab, s.cell[0]]") == ["evidence", third]
    page.keyboard.press("Escape")
    settle(page)
    assert store(page, "s.cell") is None
    tab_to(page, "one.textContent === 'Copy link'", back=True, most=400)
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.said').textContent === 'Link copied'")
    assert page.evaluate("navigator.clipboard.readText()") == page.evaluate(
        """async () => { const { linkTo } = await import(new URL('components/link.js', document.baseURI));
        const { store } = document.getElementById('explore').policylab; return linkTo(store.model, store.state); }"""
    )
    tab_to(page, "one.matches('[role=tab]')", back=True)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    settle(page)
    assert store(page, "s.tab") == "tradeoffs"


STRUCTURE = """() => {
  const seen = (node) => node.checkVisibility({ visibilityProperty: true });
  const heads = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(seen);
  const faults = heads.filter((node) => !node.textContent.trim()).map(() => 'an empty heading');
  if (heads.filter((node) => node.tagName === 'H1').length !== 1) faults.push('not one h1');
  for (const [role, selector, n] of [['banner', 'body > header', 1], ['main', 'main', 1]]) {
    if ([...document.querySelectorAll(selector)].filter(seen).length !== n) faults.push(`not one ${role}`);
  }
  if (!document.title.trim() || document.documentElement.lang !== 'en') faults.push('no title or language');
  return faults;
}"""
CONTROL = re.compile(
    r"^\s*- (button|link|slider|spinbutton|combobox|textbox|searchbox|checkbox|radio|tab|switch)\b"
    r"(?: \"((?:[^\"\\]|\\.)*)\")?(.*)$"
)


def controls_of(snapshot: str) -> list[tuple[str, str]]:
    """Return role and name of every control in an aria snapshot; a link's name with where it leads."""
    lines = [line.strip("'").replace("- '", "- ", 1) for line in snapshot.splitlines()]
    found = []
    for k, line in enumerate(lines):
        match = CONTROL.match(line)
        if match:
            role, name = match[1], match[2] or ""
            to = lines[k + 1].strip() if k + 1 < len(lines) and "/url:" in lines[k + 1] else ""
            found.append((role, f"{name} {to}".strip() if role == "link" and name else name))
    return found


def faults_of_names(page: Page) -> list[str]:
    """Return controls without a name, and names that two controls share; links to one place may share theirs."""
    found = controls_of(page.locator("body").aria_snapshot())
    nameless = [f"{role} without a name" for role, name in found if not name]
    names = [name for role, name in found if role != "link" and name]
    links = {name for role, name in found if role == "link"}
    plain = [re.sub(r" - /url:.*", "", name) for name in sorted(links)]
    return (
        nameless
        + sorted({f"twice: {name}" for name in names if names.count(name) > 1})
        + sorted({f"links: {name}" for name in plain if plain.count(name) > 1 or name in names})
    )


def test_r02_structure_and_names(shipped: str, open_page: Opener) -> None:
    """In every view one h1, no empty heading, the landmarks, and a name of its own for every control."""
    page = open_page(shipped)
    faults: dict[str, Any] = {}
    for name in all_views(page, shipped):
        found = page.evaluate(STRUCTURE) + faults_of_names(page)
        if name.split(",")[0] in {view.patch.get("tab", "order") for view in VIEWS}:
            found += [] if page.get_by_role("navigation").count() == 1 else ["not one navigation"]
        if found:
            faults[name] = found
    assert faults == {}
    go(page, shipped, "")
    page.wait_for_selector("table.order")
    page.evaluate(
        "document.querySelector('#results').append(document.createElement('button'), document.createElement('h2'))"
    )
    assert "button without a name" in faults_of_names(page)
    assert "an empty heading" in page.evaluate(STRUCTURE)


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_r03_axe(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """Axe finds nothing serious or critical in any view, on a laptop and, colours apart, on a phone."""
    page = open_page(shipped, size)
    less = {} if size == LAPTOP else {"rules": {"color-contrast": {"enabled": False}}}
    found = {}
    for name in all_views(page, shipped):
        is_same_frame = name != "order" and page.locator("#results").count() == 1 and "More" not in name
        found[name] = grave(page, "#results" if is_same_frame else None, **less)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) > 20


SLIDERS = """() => [...document.querySelectorAll('input[type=range], [role=slider]')]
  .filter((node) => node.checkVisibility({ visibilityProperty: true })).map((node) => ({
    name: node.getAttribute('aria-label') ?? '', text: node.getAttribute('aria-valuetext') ?? '',
    low: node.getAttribute('min') ?? node.getAttribute('aria-valuemin'),
    high: node.getAttribute('max') ?? node.getAttribute('aria-valuemax') }))"""


def page_step(top: int) -> int:
    """Return how far a Page key goes: a tenth of the way, which is 10 points for a group."""
    return max(1, top // 10)


def test_r04_slider_meaning(shipped: str, open_page: Opener) -> None:
    """Every slider has bounds and a value in words; on those of weights arrows move 1, Page keys 10, Home and End to the ends."""
    page = open_page(shipped)
    every = ["security", "alliance", "economic", "protection"]
    set_weights(page, open=every, protection=20)
    names = [one["name"] for one in page.evaluate(SLIDERS)]
    assert len(names) == len(set(names)) == 3 + 21 + 1
    for name in names:
        slider = page.locator(f'.weights input[type=range][aria-label="{name}"]')
        top = int(slider.get_attribute("max") or 0)
        share = name == "Share given to protection"
        slider.focus()
        for key, value in [
            ("Home", 0),
            ("ArrowRight", 1),
            ("ArrowUp", 2),
            ("PageUp", 2 + page_step(top)),
            ("End", top),
            ("PageDown", top - page_step(top)),
            ("End", top),
            ("ArrowLeft", top - 1),
            ("ArrowDown", top - 2),
        ]:
            slider.press(key)
            settle(page)
            assert slider.input_value() == str(value), (name, key)
            text = slider.get_attribute("aria-valuetext") or ""
            points = (
                f"{value} percent of the total" if share else f"{name}, {value} point{'s' * (value != 1)}"
            )
            assert text.startswith(points), (name, key, text)
            assert re.search(r"\d+ percent|not in the total|nothing counts", text), text
    for view in VIEWS:
        show(page, view)
        for one in page.evaluate(SLIDERS):
            assert all(one.values()), (view.name, one)
            assert re.search(r"[a-z]", one["text"]), (view.name, one)


TARGETS = """(least) => {
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !node.closest('.vh');
  const isInText = (node) => node.matches('a') && getComputedStyle(node).display === 'inline'
    && [...node.parentNode.childNodes].some((other) => other !== node && other.textContent.trim());
  const every = 'button, input, select, textarea, summary, a[href], [role=button], [role=slider], [role=tab]';
  return [...document.querySelectorAll(every)].filter((node) => seen(node) && !isInText(node)).map((node) => {
    const label = node.matches('input[type=checkbox], input[type=radio]') ? node.closest('label') : null;
    const box = (label ?? node).getBoundingClientRect();
    return [node.getAttribute('aria-label') ?? node.textContent.trim().slice(0, 40), box.width, box.height, box.right];
  }).filter(([, width, height, right]) => width > 1 && right > 0 && (width < least - 0.5 || height < least - 0.5))
    .map(([name, width, height]) => `${name} ${width.toFixed(0)}x${height.toFixed(0)}`);
}"""


@pytest.mark.parametrize(("size", "least"), [(LAPTOP, 24), (PHONE, 24)])
def test_r05_no_dragging_and_big_enough(
    shipped: str, open_page: Opener, size: tuple[int, int], least: int
) -> None:
    """Taps alone set a weight by minus and plus, track and field; every target of every view is large enough."""
    page = open_page(shipped, size, has_touch=True)
    if size == PHONE:
        page.get_by_role("button", name="Change weights").tap()
    for name in ("Security", "Alliance", "Economic"):
        page.get_by_role("button", name=f"{name}: 5 points more").tap()
        settle(page)
        assert store(page, f"s.groups.{name.lower()}") == 55
        page.get_by_role("button", name=f"{name}: 5 points less").tap()
        settle(page)
        assert store(page, f"s.groups.{name.lower()}") == 50
        box = page.get_by_role("slider", name=name, exact=True).bounding_box()
        assert box
        page.touchscreen.tap(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
        settle(page)
        assert store(page, f"s.groups.{name.lower()}") > 90
        page.get_by_label(f"{name}, points from 0 to 100").tap()
        page.keyboard.press("Control+A")
        page.keyboard.type("37")
        settle(page)
        assert store(page, f"s.groups.{name.lower()}") == 37
    found = {"weights": page.evaluate(TARGETS, least)}
    if size == PHONE:
        page.get_by_role("button", name="Done").tap()
    for name in all_views(page, shipped):
        found[name] = page.evaluate(TARGETS, least)
    assert {name: faults for name, faults in found.items() if faults} == {}


STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const name = `${one.tagName} ${one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 40)}`;
  const box = one.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, innerHeight) / 2];
  const top = document.elementFromPoint(Math.min(Math.max(x, 1), innerWidth - 1), y);
  const isSeen = (one.ownerSVGElement?.contains(top) ?? one.contains(top)) || Boolean(top?.contains(one)) || Boolean(one.labels?.[0]?.contains(top));
  const style = getComputedStyle(one);
  const ring = one.querySelector?.('.focus');
  const drawn = ring && getComputedStyle(ring);
  const isLarge = one.matches('main, section, [role=region], [tabindex="-1"]');
  const hasRing = drawn ? drawn.stroke !== 'none' && parseFloat(drawn.strokeWidth) >= 2 : style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return { name, isSeen: isSeen || isLarge, hasRing: hasRing || isLarge, colour: drawn ? drawn.stroke : style.outlineColor, key: `${name} ${Math.round(box.x)} ${Math.round(box.y + scrollY)}` };
}"""


def luminance(colour: str) -> float:
    """Return the relative luminance of a computed colour."""
    parts = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def stops(page: Page, most: int) -> list[str]:
    """Go round the Tab stops of the page; return those that cannot be seen or have no ring."""
    faults = []
    seen: set[str] = set()
    page.evaluate(
        "() => { const { body } = document; body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); window.scrollTo(0, 0); }"
    )
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        if stop["key"] in seen:
            continue
        seen.add(stop["key"])
        if not stop["isSeen"]:
            faults.append(f"covered: {stop['name']}")
        if not stop["hasRing"] or 1.05 / (luminance(stop["colour"]) + 0.05) < 3:
            faults.append(f"no ring: {stop['name']}")
    assert len(seen) > 2
    return faults


KEEP = """(patch) => { const { store } = document.getElementById('explore').policylab;
  const nodes = [...document.querySelectorAll('button, input, select, [role=slider], [role=button], [tabindex="0"]')]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.disabled && node.tabIndex >= 0);
  const lost = [];
  nodes.forEach((node, k) => {
    if (!node.isConnected || !node.checkVisibility()) return;
    node.focus();
    if (document.activeElement !== node) return;
    store.set({ groups: { security: 20 + (k * 7) % 70, economic: 90 - (k * 11) % 80 } });
    store.flush();
    if (document.activeElement !== node && node.checkVisibility())
      lost.push(node.getAttribute('aria-label') ?? node.textContent.slice(0, 40));
    else if (!node.isConnected) lost.push(`gone: ${node.getAttribute('aria-label') ?? node.textContent.slice(0, 40)}`);
  });
  return [nodes.length, lost];
}"""


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_r06_focus_stays_and_shows(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """A change of weights leaves focus where it is, and every Tab stop of every view shows a ring and is not covered."""
    page = open_page(shipped, size)
    faults: dict[str, Any] = {}
    for name in tab_views(page):
        n, lost = page.evaluate(KEEP)
        assert n > 5
        found = [f"focus lost: {one}" for one in lost]
        page.wait_for_function(QUIET, timeout=ANSWER)  # an answer that comes in moves what is below it
        settle(page)
        found += stops(page, 60)
        if found:
            faults[name] = found
    for name in other_views(page, shipped):
        found = [] if name.startswith("screen") else stops(page, 40)
        if found:
            faults[name] = found
    assert faults == {}


WIDTHS = """() => {
  const faults = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const node of document.querySelectorAll('body *')) {
    if (node.scrollWidth <= node.clientWidth + 1 || !node.clientWidth || !node.checkVisibility()) continue;
    if (!['auto', 'scroll'].includes(getComputedStyle(node).overflowX)) continue;
    if (node.tabIndex !== 0 || node.getAttribute('role') !== 'region' || !node.getAttribute('aria-label')) {
      faults.push(`${node.tagName}.${node.className} scrolls sideways and is no region with focus`);
    }
  }
  return faults;
}"""


def test_r07_reflow(shipped: str, open_page: Opener) -> None:
    """At 320 and 390 pixels and at 200 % no view scrolls sideways, but tables in regions that take focus."""
    page = open_page(shipped, PHONE)
    found: dict[str, Any] = {}
    for name in all_views(page, shipped):
        for width, height in (PHONE, (320, 640), ZOOMED, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(
                "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            found[f"{name} at {width}"] = page.evaluate(WIDTHS)
    assert {name: faults for name, faults in found.items() if faults} == {}
    go(page, shipped, "")
    page.wait_for_selector("table.order")
    page.get_by_role("button", name="Change weights").click()
    assert page.evaluate(WIDTHS) == []
    page.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('pre'), { textContent: 'x'.repeat(400) }))"
    )
    assert page.evaluate(WIDTHS) != []


MOVING = """() => {
  const long = [...document.querySelectorAll('*')].filter((node) => {
    const style = getComputedStyle(node);
    return [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].some((time) => parseFloat(time) > 0.01);
  });
  return [...long.map((node) => `${node.tagName}.${node.className}`), ...document.getAnimations().map(() => 'an animation')];
}"""
HOVERED = """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).flatMap((rule) => [rule, ...(rule.cssRules ?? [])])
  .filter((rule) => rule.selectorText?.includes(':hover') && (rule.style.display || rule.style.visibility || rule.style.opacity === '0'))
  .map((rule) => rule.cssText)"""
TITLES = """() => [...document.querySelectorAll('[title]')].filter((node) => node.checkVisibility())
  .map((node) => [node.title, `${node.textContent} ${node.getAttribute('aria-label') ?? ''}`])"""

UNCOVERED = """() => [...document.querySelectorAll('.scatter .point')].map((node) => {
  const box = node.getBoundingClientRect();
  return [node.dataset.option, box.x + box.width / 2, box.y + box.height / 2];
}).find(([id, x, y]) => document.elementFromPoint(x, y)?.closest('.point')?.dataset.option === id)"""


def test_r08_motion_and_hover(shipped: str, open_page: Opener) -> None:
    """Reduced motion: nothing moves in any view. Hover: nothing is told by it alone, the box stays and closes with Esc."""
    page = open_page(shipped, reduced_motion="reduce")
    elsewhere = set(store(page, "[...m.options.map((o) => o.title), ...m.criteria.map((c) => c.question)]"))
    stills = 0
    for name in all_views(page, shipped, every_step=True):
        assert page.evaluate(MOVING) == [], name
        assert page.evaluate(HOVERED) == [], name
        told = [
            title for title, text in page.evaluate(TITLES) if title not in text and title not in elsewhere
        ]
        assert not name.startswith(("order", "evidence")) or told == [], (name, told)
        if name.startswith("screen"):
            stills += page.locator(".two .half").count() == 2
    assert stills > 0
    go(page, shipped, "")
    page.wait_for_selector("table.order")
    show(page, View("trade-offs", {"tab": "tradeoffs", "chosen": FULL}))
    tip = page.locator(".view-tradeoffs .tip")
    shown: Callable[[], bool] = tip.is_visible
    page.mouse.move(2, 2)
    page.evaluate("document.querySelector('.scatter').scrollIntoView({ block: 'center' })")
    option, x, y = page.evaluate(UNCOVERED)
    page.mouse.move(x, y)
    assert shown()
    told = tip.inner_text()
    box = tip.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_timeout(500)
    assert shown()
    page.keyboard.press("Escape")
    assert not shown()
    page.mouse.move(2, 2)
    page.locator(f".scatter .point[data-option={option}]").focus()
    assert shown()
    assert tip.inner_text() == told
    page.keyboard.press("Enter")
    settle(page)
    opened = page.locator(".openedline").inner_text()
    for line in told.splitlines()[1:3]:
        assert line.strip() in opened
