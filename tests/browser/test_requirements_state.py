"""Requirements 28 to 32: links, old links, the browser's history, undo, and what is kept."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

import policylab as pl
from policylab.viewmodels.state import TABS
from tests.browser.cable import cable
from tests.browser.pages import LAPTOP, PATIENCE, Opener, served, set_weights, settle, store
from tests.browser.states import random_state

pytestmark = pytest.mark.browser

N_LINKS = 50
LONGEST = 1_000
CHOICES = (
    "weight_set",
    "started_from",
    "groups",
    "criteria",
    "scenario",
    "protection",
    "floor",
    "own",
    "use_own",
)
SAMPLES = sorted((Path(__file__).parent / "links").glob("*.json"))
READY = """() => { const main = document.getElementById('explore'); const { policylab: page } = main;
  return page?.undoable && !main.querySelector('[role=tabpanel]:not([hidden]) .loading'); }"""
SEEN = """() => { const { store } = document.getElementById('explore').policylab;
  return { state: store.state, order: store.result.order, heading: document.querySelector('.headline h2').textContent,
    tab: document.querySelector('[role=tab][aria-selected=true]').textContent,
    open: [...document.querySelectorAll('main [aria-expanded=true]')].filter((node) => node.checkVisibility())
      .map((node) => node.getAttribute('aria-label') ?? node.textContent) }; }"""
LINK = """async ([code, change]) => { const link = await import('/components/link.js');
  const { store } = document.getElementById('explore').policylab;
  return link.encode(change ? { ...store.model, ...change } : store.model, code ?? store.state); }"""
IN_ADDRESS = """async () => { const link = await import('/components/link.js');
  return link.opened(document.getElementById('explore').policylab.store.model)?.state ?? null; }"""


def ready(page: Page, address: str) -> Page:
    """Open an address and wait for the view it asks for."""
    page.goto(address)
    page.wait_for_function(READY)
    settle(page)
    return page


def another(context: BrowserContext, address: str) -> Page:
    """Open an address in a further window of the same browser."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return ready(page, address)


def agreed(page: Page, **state: Any) -> None:
    """Wait until the address holds the state of the page, and the state is as given."""
    for _ in range(600):
        held = page.evaluate(IN_ADDRESS)
        if held is not None and held == store(page, "s"):
            break
        page.wait_for_timeout(50)
    assert held == store(page, "s")
    assert {key: store(page, f"s.{key}") for key in state} == state


def tool(page: Page, word: str) -> Any:
    """Return a button of the head by its visible word."""
    return page.locator("#tools > button", has_text=re.compile(f"^{word}$"))


def put(page: Page, state: dict[str, Any]) -> None:
    """Put a whole state in place and wait for the view it asks for."""
    page.evaluate("(state) => document.getElementById('explore').policylab.store.replace(state)", state)
    page.wait_for_function(READY)
    settle(page)


@pytest.mark.timeout(900)
def test_r28_shared_link_restores(shipped: str, browser: Browser) -> None:
    """50 random states, copied by the button and opened in a profile that keeps nothing, come back in state, order, words and rows."""
    study = pl.load(next(iter(pl.shipped_studies())))
    draw = random.Random(28)  # noqa: S311
    drawn = [random_state(study, draw) for _ in range(N_LINKS)]
    assert sum(bool(state["own"]) for state in drawn) > 10
    here = browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    here.grant_permissions(["clipboard-read", "clipboard-write"])
    sender = another(here, shipped)
    there = browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    receiver = there.new_page()
    # No session each: what opens a link is the page. (A route would ask the test about each file, and keep none.)
    protocol = there.new_cdp_session(receiver)
    protocol.send("Network.enable")
    protocol.send("Network.setBlockedURLs", {"urls": ["*/static/*"]})
    receiver.set_default_timeout(PATIENCE)
    for state in drawn:
        put(sender, state)
        tool(sender, "Copy link").click()
        sender.wait_for_function("document.querySelector('.said').textContent === 'Link copied'")
        link = sender.evaluate("navigator.clipboard.readText()")
        assert len(link) <= LONGEST
        receiver.goto(f"{shipped}about")
        receiver.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        ready(receiver, link)
        assert receiver.locator(".offer").inner_text().startswith("Opened from a link.\n")
        assert receiver.evaluate(SEEN) == sender.evaluate(SEEN)
        assert store(receiver, "s") == json.loads(json.dumps(state))
    there.close()
    here.close()


def test_a_refused_clipboard_shows_the_link(sample: str, open_page: Opener) -> None:
    """Where the clipboard is refused the link stands selected in a named field, and Escape leads back."""
    page = open_page(sample)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    tool(page, "Copy link").click()
    field = page.get_by_label("Link to this view")
    field.wait_for()
    code = page.evaluate(LINK, [None, None])
    assert field.input_value() == f"{sample}#s={code}"
    assert page.evaluate("window.getSelection().toString()") == field.input_value()
    page.keyboard.press("Escape")
    assert not field.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Copy link"


def test_r29_old_and_broken_links(sample: str, shipped: str, browser: Browser) -> None:
    """Stored links stay readable; torn, older, strange and foreign ones open and name what was not restored."""
    context = browser.new_context()
    for path in SAMPLES:
        kept = json.loads(path.read_text(encoding="utf-8"))
        page = another(context, {"sample": sample, "shipped": shipped}[kept["study"]] + "#s=" + kept["code"])
        version = store(page, "m.study.version")
        assert store(page, "s") == {**kept["state"], "version": version}, path.name
        assert ("made with study version" in page.locator(".offer").inner_text()) == (
            version != kept["version"]
        )
        page.close()
    assert len(SAMPLES) >= 6
    context.close()
    torn(sample, browser)
    strange(sample, shipped, browser)


def torn(sample: str, browser: Browser) -> None:
    """Open a link cut at every tenth sign, each in place of the one before."""
    context = browser.new_context()
    page = another(context, sample)
    put(page, {**store(page, "s"), "scenario": "storm", "floor": 11, "protection": 25, "tab": "evidence"})
    state, code = store(page, "s"), page.evaluate(LINK, [None, None])
    page.close()
    page = another(context, f"{sample}#s={code}")
    names = {"scenario": "scenario", "floor": "protection in the total, and floor", "tab": "what was in view"}
    first = {"scenario": "today", "floor": None, "tab": "order"}
    n_partly = 0
    for n in range(0, len(code), 10):
        before = store(page, "s")
        page.evaluate("(code) => { window.location.hash = `s=${code}`; }", code[:n])
        page.wait_for_function("!window.history.state || window.history.state.policylab")
        page.wait_for_function("document.querySelector('.offer').checkVisibility()")
        settle(page)
        said = page.locator(".offer").inner_text()
        assert "could not be read" in said or "cannot be read" in said, n
        if "nothing was taken" in said.lower():
            assert store(page, "s") == before
            continue
        n_partly += 1
        for key, what in names.items():
            assert store(page, f"s.{key}") == (first if what in said else state)[key], (n, key)
    assert n_partly > 5
    context.close()


def strange(sample: str, shipped: str, browser: Browser) -> None:
    """Open links of an older version, with a criterion that is gone, of another study, and no links at all."""
    page = another(browser.new_context(), shipped)
    foreign = page.evaluate(LINK, [None, None])
    page = ready(page, sample)
    study, criteria = store(page, "m.study"), store(page, "m.criteria")
    put(page, {**store(page, "s"), "scenario": "storm"})
    gone = [*criteria, {**criteria[0], "id": "gone"}]
    old = page.evaluate(LINK, [None, {"study": {**study, "version": "0.9"}, "criteria": gone}])
    context = browser.new_context()
    opened = another(context, f"{sample}#s={old}")
    said = opened.locator(".offer").inner_text()
    assert "This link was made with study version 0.9. You see 1.0." in said
    assert (
        "could not be read: the points of 1 criterion that the study no longer has. The rest was restored."
        in said
    )
    assert store(opened, "s.scenario") == "storm"
    for code, words in (
        (foreign, "another study"),
        ("2.x", "could not be read"),
        ("3.abc", "a later version"),
    ):
        other = another(context, f"{sample}#s={code}")
        assert words in other.locator(".offer").inner_text()
        assert store(other, "s.scenario") == "today"
        assert other.locator("table.order tr.option").count() > 10
    page.context.close()
    context.close()


def test_r30_history(sample: str, open_page: Opener) -> None:
    """A drag adds no entry, a tab one; Back and Forward change the view, keep the weights, and the address agrees."""
    page = open_page(sample, fresh=True)  # of a long history the browser counts only the last entries
    length = page.evaluate("history.length")
    slider = page.get_by_role("slider", name="Security", exact=True)
    box = slider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for k in range(30):
        page.mouse.move(box["x"] + box["width"] * (0.5 + k / 100), box["y"] + box["height"] / 2)
        page.wait_for_timeout(10)
    page.mouse.up()
    dragged = store(page, "s.groups")
    assert dragged["security"] > 70
    agreed(page, groups=dragged)
    assert page.evaluate("history.length") == length
    page.get_by_role("tab", name="Evidence").click()
    agreed(page, tab="evidence", groups=dragged)
    page.get_by_role("tab", name="Trade-offs").click()
    agreed(page, tab="tradeoffs")
    assert page.evaluate("history.length") == length + 2
    set_weights(page, groups={"security": 5}, scenario="storm", chosen=["plan_1"])
    agreed(page, scenario="storm")
    page.go_back()
    agreed(page, tab="evidence", scenario="storm", groups={**dragged, "security": 5})
    page.go_back()
    agreed(page, tab="order", scenario="storm", groups={**dragged, "security": 5})
    settle(page)
    assert slider.input_value() == "5"
    assert page.locator("[role=tab][aria-selected=true]").inner_text() == "Order"
    assert page.locator("tr.option").count() == len(store(page, "r.order"))
    page.go_forward()
    agreed(page, tab="evidence", scenario="storm")
    assert page.evaluate("history.length") == length + 2
    assert page.locator("[role=tab][aria-selected=true]").inner_text() == "Evidence"


def test_a_link_put_into_the_address_opens_whole(sample: str, open_page: Opener) -> None:
    """A link pasted over the address takes its weights too, says so, can be undone, and Back still keeps weights."""
    page = open_page(sample)
    other = {
        **store(page, "s"),
        "weight_set": "yours",
        "groups": {"security": 1, "alliance": 2, "economic": 3},
    }
    code = page.evaluate(LINK, [other, None])
    set_weights(page, groups={"security": 90})
    page.evaluate("(code) => { window.location.hash = `s=${code}`; }", code)
    page.wait_for_function("document.querySelector('.offer').checkVisibility()")
    agreed(page, groups=other["groups"])
    page.keyboard.press("Control+z")
    settle(page)
    assert store(page, "s.groups.security") == 90
    agreed(page)


def test_the_skip_link_leaves_the_address_alone(sample: str, open_page: Opener) -> None:
    """Skipping to the order moves the focus; the address stays a link."""
    page = open_page(sample)
    set_weights(page, scenario="storm")
    agreed(page)
    address = page.url
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "results"
    assert page.url == address


def test_r31_undo(sample: str, open_page: Opener) -> None:
    """25 steps go back and forth by button and keys, each by its name; a drag is one; resets and sets are steps."""
    page = open_page(sample)
    undo, redo = tool(page, "Undo"), tool(page, "Redo")
    assert undo.get_attribute("aria-disabled") == "true"
    states = [store(page, "s")]
    for k in range(25):
        key = ("security", "alliance")[k % 2]
        set_weights(page, groups={key: 10 + k})
        states.append(store(page, "s"))
    assert undo.get_attribute("aria-label") == "Undo: Security 32 to 34"
    assert undo.get_attribute("title") == "Undo: Security 32 to 34"
    for k in range(24, -1, -1):
        undo.click() if k % 2 else page.keyboard.press("Control+z")
        settle(page)
        assert store(page, "s") == states[k]
    assert undo.get_attribute("aria-label") == "Undo: nothing to undo"
    assert redo.get_attribute("aria-label") == "Redo: Security 50 to 10"
    for k in range(1, 26):
        redo.click() if k % 2 else page.keyboard.press("Control+Shift+Z")
        settle(page)
        assert store(page, "s") == states[k]
    assert page.evaluate("document.activeElement.textContent") == "Redo"
    assert page.locator(".said").inner_text() == "Done again: Security 32 to 34"
    choices(page)


def choices(page: Page) -> None:
    """Undo a drag, a weight set, a reset, a scenario, an own score, and what is typed."""
    undo = tool(page, "Undo")
    slider = page.get_by_role("slider", name="Economic", exact=True)
    slider.focus()
    for _ in range(8):
        slider.press("ArrowRight")
    page.wait_for_timeout(300)
    assert undo.get_attribute("aria-label") == "Undo: Economic 50 to 58"
    page.keyboard.press("Control+z")
    settle(page)
    assert store(page, "s.groups.economic") == 50
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Economic"
    steps: list[tuple[dict[str, Any], str]] = [
        ({"scenario": "storm"}, "Scenario: Today to A year of storms"),
        ({"protection": 25}, "Protection in the total: none to 25\u00a0%"),
        ({"floor": 34}, "Floor on protection: none to 34 points"),
        ({"own": {"plan_1": {"aim_1": [-1.0, 0.0, 1.0]}}}, "Score of Plan 1 on Aim matter 1: +3 to 0"),
        ({"package": ["plan_2"]}, "Package: Plan 2 added"),
        ({"chosen": ["plan_3"]}, "Options chosen: Plan 3 added"),
        ({"criteria": {"aim_2": 9}}, "Aim matter 2 5 to 9"),
    ]
    for patch, name in steps:
        before = store(page, "s")
        set_weights(page, **patch)
        assert undo.get_attribute("aria-label") == f"Undo: {name}"
        undo.click()
        settle(page)
        assert page.locator(".said").inner_text() == f"Undone: {name}"
        assert store(page, "s") == before
        tool(page, "Redo").click()
    sets_and_resets(page)
    typed(page)


def sets_and_resets(page: Page) -> None:
    """A weight set and each reset is one step with a name, undone whole."""
    for act, name in (
        (
            lambda: page.get_by_label("Start from", exact=True).select_option("safety"),
            "Start from: Safety first",
        ),
        (lambda: more(page, "Equal weights"), "Put back to: equal"),
    ):
        before = store(page, "s")
        act()
        settle(page)
        assert tool(page, "Undo").get_attribute("aria-label") == f"Undo: {name}"
        tool(page, "Undo").click()
        settle(page)
        assert store(page, "s") == before


def more(page: Page, button: str) -> None:
    """Press a button behind More."""
    if tool(page, "More").get_attribute("aria-expanded") == "false":
        tool(page, "More").click()
    page.locator(".more-panel").get_by_role("button", name=button, exact=True).click()


def typed(page: Page) -> None:
    """In a text field the keys are the field's own; in a field of points they undo."""
    tool(page, "More").click()
    before = store(page, "s")
    field = page.get_by_label("Keep these weights as")
    field.fill("Some words")
    field.press("Control+z")
    assert store(page, "s") == before
    page.keyboard.press("Escape")
    points = page.get_by_label("Security, points from 0 to 100")
    points.fill("77")
    settle(page)
    points.press("Control+z")
    settle(page)
    assert store(page, "s") == before
    assert points.input_value() == str(before["groups"]["security"])


def test_the_list_of_steps_leads_to_each(sample: str, open_page: Opener) -> None:
    """Behind More every step has its name and leads there; the resets to this link and to what was saved are there."""
    page = open_page(sample)
    set_weights(page, groups={"security": 10})
    agreed(page)
    link = page.evaluate(LINK, [None, None])
    page = another(page.context, f"{sample}#s={link}")
    page.reload()
    page.wait_for_function(READY)
    for key in ("alliance", "economic", "security"):
        set_weights(page, groups={key: 100})
    tool(page, "More").click()
    panel = page.locator(".more-panel")
    assert panel.locator(".steps li").all_inner_texts() == [
        "3. Security 10 to 100 (now)", "2. Economic 50 to 100", "1. Alliance 50 to 100", "As opened",
    ]  # fmt: skip
    more(page, "1. Alliance 50 to 100")
    settle(page)
    assert store(page, "s.groups") == {"security": 10, "alliance": 100, "economic": 50}
    assert panel.locator(".steps li").first.inner_text() == "3. Security 10 to 100 (undone)"
    panel.get_by_label("Keep these weights as").fill("Seminar")
    panel.get_by_role("button", name="Keep", exact=True).click()
    more(page, "This link, as it was opened")
    settle(page)
    assert store(page, "s.groups") == {"security": 10, "alliance": 50, "economic": 50}
    assert tool(page, "Undo").get_attribute("aria-label") == "Undo: Put back to: this link"
    more(page, "Open \u201cSeminar\u201d")
    settle(page)
    assert store(page, "s.groups") == {"security": 10, "alliance": 100, "economic": 50}
    more(page, "Delete \u201cSeminar\u201d")
    assert panel.locator(".kept li").count() == 0


def test_two_links_compared(sample: str, open_page: Opener) -> None:
    """Two links are compared in sentences, with what became of the order."""
    page = open_page(sample)
    first = {
        **store(page, "s"),
        "weight_set": "yours",
        "groups": {"security": 100, "alliance": 0, "economic": 0},
    }
    second = {**first, "groups": {"security": 0, "alliance": 100, "economic": 0}, "scenario": "storm"}
    links = [page.evaluate(LINK, [state, None]) for state in (first, second)]
    tool(page, "More").click()
    panel = page.locator(".more-panel")
    panel.get_by_label("First link (empty: this view)").fill(f"{sample}#s={links[0]}")
    panel.get_by_label("Second link").fill(links[1])
    panel.get_by_role("button", name="Compare the links", exact=True).click()
    said = panel.locator(".differences").inner_text()
    for words in ("Security 100 to 0", "Alliance 0 to 100", "Scenario: Today to A year of storms"):
        assert words in said
    assert re.search(r"(stood first; now .* first|first in both)\.", said)
    assert re.search(r"\d+ options? changed place\.|No option changed place", said)
    panel.get_by_label("Second link").fill("no link")
    panel.get_by_role("button", name="Compare the links", exact=True).click()
    assert panel.locator(".differences").inner_text() == "Second link: This is no link to this study."


def test_r32_resume(sample: str, open_page: Opener) -> None:
    """A reload and a long break lose nothing; a new window asks, naming date and time; both ways out do as they say."""
    page = open_page(sample)
    set_weights(page, groups={"security": 81}, scenario="storm", floor=11)
    for _ in range(2):  # at once, before the state is quiet, and again
        page.reload()
        page.wait_for_function(READY)
        assert store(page, "[s.groups.security, s.scenario, s.floor]") == [81, "storm", 11]
        assert not page.locator(".offer").is_visible()
        agreed(page)
    fresh = another(page.context, sample)
    assert store(fresh, "s.groups.security") == 50
    asked = re.match(
        r"Resume your weights of (\d+ \w+), (\d\d:\d\d)\?\n", fresh.locator(".offer").inner_text()
    )
    assert asked
    assert asked[1] == f"{datetime.now():%-d %B}"
    fresh.get_by_role("button", name="Start fresh").click()
    assert fresh.evaluate("document.activeElement.id") == "results"
    assert store(fresh, "s.groups.security") == 50
    set_weights(fresh, groups={"security": 20})
    agreed(fresh)
    more(fresh, f"Open \u201cWeights of {asked[1]}, {asked[2]}\u201d")
    settle(fresh)
    assert store(fresh, "[s.groups.security, s.scenario]") == [81, "storm"]
    agreed(fresh)
    again = another(page.context, sample)
    again.get_by_role("button", name="Resume", exact=True).click()
    settle(again)
    assert store(again, "[s.groups.security, s.scenario, s.floor]") == [81, "storm", 11]
    assert tool(again, "Undo").get_attribute("aria-label").startswith("Undo: Resume: weights of")
    linked = another(page.context, f"{sample}#s={page.evaluate(LINK, [first(page), None])}")
    assert store(linked, "s.groups.security") == 50
    linked.get_by_role("button", name=re.compile("Resume your own of")).click()
    assert store(linked, "s.groups.security") == 81


def first(page: Page) -> dict[str, Any]:
    """Return the state the study opens with."""
    return page.evaluate(  # type: ignore[no-any-return]
        "import('/components/store.js').then(({ initialState }) =>"
        " initialState(document.getElementById('explore').policylab.store.model))"
    )


def test_a_long_break_loses_nothing(open_page: Opener) -> None:
    """Weights moved while the connection is gone for longer than a session lives are there after the reload."""
    with (
        cable() as wire,
        served("sample", "--origin", f"127.0.0.1:{wire.port}", "--lifetime", "300") as address,
    ):
        wire.target = int(address.rstrip("/").rpartition(":")[2])
        page = open_page(f"http://127.0.0.1:{wire.port}/", quiet=False)
        wire.pull()
        page.wait_for_selector(".connection:visible")
        assert page.locator(".connection").get_attribute("role") == "status"
        assert "Connection lost." in page.locator(".connection").inner_text()
        set_weights(page, groups={"security": 7}, own={"plan_1": {"aim_1": [-1.0, 0.0, 1.0]}})
        page.wait_for_timeout(2000)
        wire.plug()
        page.get_by_text("Connected again").wait_for()
        page.get_by_role("button", name="Reload with these weights").click()
        page.wait_for_function("document.getElementById('explore')?.policylab?.store.ranges")
        assert store(page, "[s.groups.security, s.own]") == [7, {"plan_1": {"aim_1": [-1, 0, 1]}}]
        assert not page.locator(".offer").is_visible()
        page.context.close()


def test_a_server_started_again_finds_everything(open_page: Opener) -> None:
    """After a server was killed and started again, a window opened anew offers the weights of before."""
    with served("sample") as address:
        page = open_page(address, quiet=False)
        set_weights(page, groups={"security": 33})
        agreed(page)
        context, port = page.context, address.rstrip("/").rpartition(":")[2]
        page.close()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.browser.serve", "sample", "--port", port],
        cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        try:
            assert process.stdout
            process.stdout.readline()
            page = another(context, address)
            page.get_by_role("button", name="Resume", exact=True).click()
            settle(page)
            assert store(page, "s.groups.security") == 33
            context.close()
        finally:
            process.send_signal(signal.SIGINT)


def test_nothing_kept_where_nothing_may_be(sample: str, open_page: Opener) -> None:
    """With storage refused all works and a reload restores from the address; what is forgotten stays forgotten."""
    page = open_page(sample, fresh=True)
    page.context.add_init_script(
        "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new DOMException('refused'); };"
    )
    page.reload()
    page.wait_for_function(READY)
    set_weights(page, groups={"security": 12})
    agreed(page)
    page.reload()
    page.wait_for_function(READY)
    assert store(page, "s.groups.security") == 12
    page.context.close()


def test_forgotten_stays_forgotten(sample: str, open_page: Opener) -> None:
    """After Forget nothing is in the browser's storage, and nothing more goes there."""
    page = open_page(sample)
    set_weights(page, groups={"security": 12})
    agreed(page)
    count = "localStorage.length + sessionStorage.length"
    assert page.evaluate(count) > 0
    more(page, "Forget what is kept on this device")
    assert page.evaluate(count) == 0
    set_weights(page, groups={"security": 13})
    agreed(page)
    assert page.evaluate(count) == 0


def test_every_tab_makes_an_entry_and_back_leads_through_them(sample: str, open_page: Opener) -> None:
    """Through all tabs and back again, heading, tab and address agree at each."""
    page = open_page(sample)
    for tab in TABS[1:]:
        page.locator(f"#tab-{tab}").click()
    agreed(page, tab=TABS[-1])
    for tab in reversed(TABS[:-1]):
        page.go_back()
        agreed(page, tab=tab)
        assert page.locator(f"#tab-{tab}").get_attribute("aria-selected") == "true"
