"""The guided start: offered once, in the way of nothing, usable by keyboard alone, and remembered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

import policylab as pl
from policylab.schema import Study
from tests.browser.axe import grave
from tests.browser.pages import LAPTOP, PHONE, Opener, set_weights, settle, store
from tests.browser.test_access import NAMES, TARGETS

pytestmark = pytest.mark.browser

N_STEPS = 7
OFFER = "New here? A two-minute start."
READY = "() => document.getElementById('explore')?.policylab?.undoable"
KEPT = "JSON.stringify(localStorage)"


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


def button(page: Page, name: str) -> Locator:
    """Return a button of the guide by its whole name."""
    return page.get_by_role("button", name=name, exact=True)


def begin(page: Page) -> Locator:
    """Start the guide from its line and return the card."""
    button(page, "Start").click()
    settle(page)
    return page.get_by_role("region", name="Guided start")


def onward(page: Page) -> None:
    """Go to the next step."""
    button(page, "Next step of the guide").click()
    settle(page)


def reloaded(page: Page, address: str | None = None) -> None:
    """Open the page again in the same browser."""
    page.goto("about:blank")
    page.goto(address or page.url)
    page.wait_for_function(READY)
    settle(page)


def focus(page: Page) -> str:
    """Return the name of what has the focus."""
    return str(
        page.evaluate(
            "() => { const one = document.activeElement;"
            " return one.getAttribute('aria-label') || one.title || one.textContent; }"
        )
    )


def boxes(page: Page) -> dict[str, Any]:
    """Return where the frame and the card are, and how large the window is."""
    found: dict[str, Any] = page.evaluate(
        "() => { const of = (name) => document.querySelector(name).getBoundingClientRect().toJSON();"
        " return { frame: of('.guide-frame'), card: of('.guide'), width: innerWidth, height: innerHeight,"
        " over: document.documentElement.scrollWidth - innerWidth }; }"
    )
    return found


def test_first_visit_is_offered_a_start(sample: str, open_page: Opener) -> None:
    """A first visit sees one line; no dialog, no focus taken, and whoever ignores it uses the page."""
    page = open_page(sample)
    line = page.get_by_role("region", name="New here?")
    assert line.inner_text().split() == [*OFFER.split(), "Start", "Not", "now"]
    assert page.evaluate("document.activeElement === document.body")
    assert page.locator("dialog, [role=dialog], [aria-modal]").count() == 0
    assert not page.get_by_role("region", name="Guided start").is_visible()
    page.get_by_role("slider", name="Security", exact=True).press("PageUp")
    settle(page)
    assert store(page, "s.groups.security") == 60
    assert line.is_visible()


@pytest.mark.parametrize("size", [LAPTOP, (1240, 700), (1239, 700), PHONE, (320, 640)])
def test_the_line_covers_nothing(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """The line stands beside the words of the label or right under them, over no word and no control, and is low."""
    page = open_page(shipped, size)
    box = page.get_by_role("region", name="New here?").bounding_box()
    assert box
    assert box["height"] <= (36 if size[0] > 860 else 48 if size[0] > 320 else 92)
    label, below = page.evaluate(
        "() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('.label'));"
        " return [range.getBoundingClientRect().toJSON(), document.querySelector('main').getBoundingClientRect().top]; }"
    )
    assert box["y"] >= label["bottom"] - 1 or (box["x"] >= label["right"] and box["y"] >= label["top"] - 6)
    assert box["y"] <= label["bottom"] + 8
    assert box["y"] + box["height"] <= below + 1
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_no_offer_to_who_was_here_or_has_a_link(sample: str, open_page: Opener) -> None:
    """No line with a link, and none where weights are kept; those are offered instead."""
    page = open_page(sample)
    set_weights(page, groups={"security": 12})
    page.wait_for_function("location.hash.length > 4")
    link = page.url
    another = page.context.new_page()
    another.goto(sample)
    another.wait_for_function(READY)
    assert another.get_by_text("Resume your weights of").is_visible()
    assert not another.get_by_text(OFFER).is_visible()
    assert page.context.browser
    elsewhere = page.context.browser.new_context()
    stranger = elsewhere.new_page()
    stranger.goto(link)
    stranger.wait_for_function(READY)
    assert stranger.locator(".offer").inner_text().startswith("Opened from a link.")
    assert not stranger.get_by_text(OFFER).is_visible()
    elsewhere.close()


@pytest.mark.parametrize("how", ["Not now", "Close", "Escape", "Finish"])
def test_closed_once_it_stays_closed(sample: str, open_page: Opener, how: str) -> None:
    """However it was ended, the next visit is not offered it again; after Forget it is."""
    page = open_page(sample)
    if how == "Not now":
        button(page, how).click()
    else:
        card = begin(page)
        if how == "Finish":
            for _ in range(N_STEPS - 1):
                onward(page)
            button(page, "Finish the guide").click()
        elif how == "Close":
            button(page, "Close the guide").click()
        else:
            page.keyboard.press("Escape")
        assert not card.is_visible()
        assert not page.locator(".guide-frame").is_visible()
    assert page.evaluate("document.activeElement.id") == "results"
    assert '\\"guided\\":true' in page.evaluate(KEPT)
    reloaded(page, sample)
    assert not page.get_by_text(OFFER).is_visible()
    page.locator("#tools > button", has_text="More").click()
    page.get_by_role("button", name="Forget what is kept on this device").click()
    assert page.evaluate("localStorage.length") == 0
    reloaded(page, sample)
    assert page.get_by_text(OFFER).is_visible()


def test_a_start_left_halfway_is_offered_again(sample: str, open_page: Opener) -> None:
    """Opened but not closed, and nothing else done: the next visit has the line again."""
    page = open_page(sample)
    begin(page)
    reloaded(page, sample)
    assert page.get_by_text(OFFER).is_visible()


def test_it_begins_with_the_content_note(shipped: str, open_page: Opener, study: Study) -> None:
    """The first step is the study's content note, whole, and that one may stop."""
    page = open_page(shipped)
    card = begin(page)
    assert study.content_note
    shown = " ".join(card.inner_text().split())
    assert f"Guided start, 1 of {N_STEPS} Before you begin {' '.join(study.content_note.split())}" in shown
    assert "Escape or Close ends them." in shown
    assert not button(page, "Back one step of the guide").is_visible()
    assert card.get_by_role("status").inner_text().startswith("Guided start, 1")


def test_keyboard_alone_through_the_guide(shipped: str, open_page: Opener) -> None:
    """Tab leads from the card to the control and on; each thing asked for is done by key; the focus is never lost."""
    page = open_page(shipped)
    button(page, "Start").focus()
    press = page.keyboard.press

    def to_control(name: str) -> None:
        """Go on by Enter on Next, and leave the card by Tab to the control it speaks of."""
        assert focus(page) == "Next step of the guide"
        press("Enter")
        settle(page)
        press("Tab")
        press("Tab")
        assert re.match(name, focus(page)), focus(page)

    def to_next() -> None:
        """Come back by Tab from the control to the card, and to Next."""
        press("Tab")
        assert focus(page) == "Back one step of the guide"
        press("Tab")

    press("Enter")
    settle(page)
    assert focus(page) == "Next step of the guide"
    press("Enter")  # the order
    settle(page)
    assert "The order" in page.locator(".guide h2").inner_text()
    to_control(".")
    press("Enter")
    settle(page)
    assert store(page, "s.option") == store(page, "r.order.find((id) => id !== m.study.baseline)")
    assert "The row is open" in page.locator(".guide [role=status]").inner_text()
    to_next()
    to_control("Security")
    press("ArrowRight")
    settle(page)
    assert store(page, "s.groups.security") == 51
    assert "The order has followed." in page.locator(".guide [role=status]").inner_text()
    to_next()
    to_control("Floor on protection")
    to_next()
    to_control("How firm")
    press("Enter")
    settle(page)
    assert store(page, "s.tab") == "firm"
    to_next()
    assert focus(page) == "Next step of the guide"
    press("Enter")
    settle(page)
    press("Tab")
    assert focus(page) == "Evidence"
    press("Enter")
    settle(page)
    assert store(page, "s.tab") == "evidence"
    to_next()
    assert focus(page) == "Finish the guide"
    press("Enter")
    assert page.evaluate("document.activeElement.id") == "results"
    assert not page.locator(".guide").is_visible()


def test_the_card_holds_nobody(shipped: str, open_page: Opener) -> None:
    """From the control Tab passes the card and goes on behind the control; Shift and Tab lead back the same way."""
    page = open_page(shipped)
    begin(page)
    for _ in range(3):
        onward(page)
    page.get_by_role("slider", name="Security", exact=True).focus()
    seen = []
    for _ in range(5):
        page.keyboard.press("Tab")
        seen.append(focus(page))
    assert seen[:3] == ["Back one step of the guide", "Next step of the guide", "Close the guide"]
    assert "Security" in seen[3]
    assert "guide" not in seen[3] + seen[4]
    page.get_by_role("slider", name="Security", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert focus(page) == "Security"


def test_steps_may_be_passed_over(shipped: str, open_page: Opener) -> None:
    """Next alone goes through all steps, Back returns; no weight, scenario or floor is changed by it."""
    page = open_page(shipped)
    before = store(page, "[s.weight_set, s.groups, s.criteria, s.scenario, s.floor, s.protection]")
    card = begin(page)
    titles = []
    for k in range(N_STEPS):
        titles.append(page.locator(".guide h2").inner_text())
        assert f"{k + 1} of {N_STEPS}" in card.inner_text()
        assert page.locator(".guide .after").inner_text() == ""
        assert len(page.locator(".guide .says").inner_text().split()) <= 60
        if k < N_STEPS - 1:
            onward(page)
    assert len(set(titles)) == N_STEPS
    for title in reversed(titles[:-1]):
        button(page, "Back one step of the guide").click()
        settle(page)
        assert page.locator(".guide h2").inner_text() == title
    assert focus(page) == "Next step of the guide"
    assert store(page, "[s.weight_set, s.groups, s.criteria, s.scenario, s.floor, s.protection]") == before


def test_opened_again_from_more(shipped: str, open_page: Opener) -> None:
    """Under More it is always there, also on another view; Escape in the card closes it and More has the focus again."""
    page = open_page(shipped)
    button(page, "Not now").click()
    set_weights(page, tab="export")
    page.locator("#tools > button", has_text="More").click()
    button(page, "Guided start").click()
    settle(page)
    assert page.get_by_role("region", name="Guided start").is_visible()
    assert not page.get_by_role("region", name="More").is_visible()
    onward(page)
    assert store(page, "s.tab") == "order"
    page.keyboard.press("Escape")
    assert not page.locator(".guide").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "More"


@pytest.mark.parametrize("size", [LAPTOP, PHONE, (1920, 1080), (1024, 768), (320, 640)])
def test_each_control_is_outlined_and_seen(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """At each step the control is framed in view, the card is in the window and over none of it, nothing goes sideways."""
    page = open_page(shipped, size)
    begin(page)
    for step in range(N_STEPS):
        page.wait_for_timeout(150)
        settle(page)
        found = boxes(page)
        frame, card = found["frame"], found["card"]
        assert page.locator(".guide-frame").is_visible() == (step > 0), step  # the note speaks of no control
        assert frame["height"] >= 24 or step == 0, step
        assert found["over"] <= 0
        assert card["left"] >= 0
        assert card["top"] >= 0
        assert card["right"] <= found["width"]
        assert card["bottom"] <= found["height"]
        if step == 0:
            pass
        elif size[0] > 860:
            apart = card["left"] >= frame["right"] or card["right"] <= frame["left"]
            assert apart or card["top"] >= frame["bottom"] or card["bottom"] <= frame["top"], step
        else:
            assert 0 <= frame["top"] + 4 <= card["top"] - 24 or frame["top"] >= card["bottom"] - 4, step
        if step < N_STEPS - 1:
            onward(page)


@pytest.mark.parametrize("size", [PHONE, (320, 640)])
def test_on_a_phone_the_weights_open_above_the_card(
    shipped: str, open_page: Opener, size: tuple[int, int]
) -> None:
    """The sheet of weights is asked for, its slider is framed above the card, and the next step closes the sheet."""
    page = open_page(shipped, size)
    card = begin(page)
    for _ in range(3):
        onward(page)
    assert "Press Change weights, then move Security" in card.inner_text()
    button(page, "Change weights").click()
    page.wait_for_function("!document.querySelector('.guide').innerText.includes('Press Change weights')")
    slider = page.get_by_role("slider", name="Security", exact=True)

    def is_above() -> bool:
        """Return whether the slider is in the frame and above the card."""
        settle(page)
        box, found = slider.bounding_box(), boxes(page)
        assert box
        low = min(found["frame"]["bottom"], found["card"]["top"])
        return bool(found["frame"]["top"] < box["y"] and box["y"] + box["height"] <= low)

    assert is_above()
    slider.press("PageUp")
    settle(page)
    assert "The order has followed." in card.inner_text()
    assert is_above()
    onward(page)
    assert not slider.is_visible()
    assert (
        page.evaluate(
            TARGETS.replace("LEAST", "24").replace("'button, input", "'button, input:not([type=checkbox])")
        )
        == []
    )
    for name in ("Next step of the guide", "Back one step of the guide", "Close the guide"):
        target = button(page, name).bounding_box()
        assert target
        assert target["height"] >= 44


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_axe_and_names(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """Nothing grave is found by axe in the line and at each step, and no control shares its name with another."""
    page = open_page(shipped, size)
    assert grave(page) == []
    begin(page)
    for step in range(N_STEPS):
        names = page.evaluate(NAMES)
        assert "" not in names
        assert sorted({name for name in names if names.count(name) > 1}) == []
        if step in (0, 3, N_STEPS - 1):
            assert grave(page) == []
        if step < N_STEPS - 1:
            onward(page)


def test_on_paper_there_is_no_guide(sample: str, open_page: Opener) -> None:
    """Printed, neither the line nor the card nor the frame is there."""
    page = open_page(sample)
    page.emulate_media(media="print")
    assert not page.get_by_text(OFFER).is_visible()
    page.emulate_media(media="screen")
    begin(page)
    page.emulate_media(media="print")
    assert not page.locator(".guide").is_visible()
    assert not page.locator(".guide-frame").is_visible()


def test_it_works_where_nothing_can_be_kept(sample: str, open_page: Opener) -> None:
    """With storage refused the guide runs and closes; it is only offered again."""
    page = open_page(sample, fresh=True)
    page.context.add_init_script(
        "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new DOMException('refused'); };"
    )
    reloaded(page, sample)
    card = begin(page)
    onward(page)
    page.keyboard.press("Escape")
    assert not card.is_visible()
    reloaded(page, sample)
    assert page.get_by_text(OFFER).is_visible()
