"""Requirements 9 to 13: weights that move alone, add up, survive their edges, say their ends, and show at once."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.pages import Opener, set_weights, settle, store

pytestmark = pytest.mark.browser
GROUPS = ("security", "alliance", "economic")
VALUES = """() => Object.fromEntries([...document.querySelectorAll('.weights .group input[type=range]')]
  .map((one) => [one.getAttribute('aria-label'), one.value]))"""
MOVE = """([name, how, value]) => {
  const slider = document.querySelector(`.weights .group input[type=range][aria-label="${name}"]`);
  const block = slider.closest('.criterion') ?? slider.closest('.group');
  const input = how === 'type' ? block.querySelector(`input.field[aria-label^="${name}, points"]`) : slider;
  if (how === 'less' || how === 'more') {
    [...block.querySelectorAll('button.step')].find((one) => one.getAttribute('aria-label').startsWith(`${name}: `)
      && one.getAttribute('aria-label').endsWith(how)).click();
  } else { input.value = value; input.dispatchEvent(new Event('input')); }
}"""


def test_r09_sliders_do_not_fight(shipped: str, open_page: Opener) -> None:
    """Over 200 random changes by slider, field, minus and plus, no other points move, on screen or in the state."""
    page = open_page(shipped)
    set_weights(page, open=[*GROUPS, "protection"])
    chance = random.Random(9)  # noqa: S311 - a test's choices
    tops = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('.weights .group input[type=range]')]"
        ".map((one) => [one.getAttribute('aria-label'), +one.max]))"
    )
    assert len(tops) == 3 + 21 + 1
    shown = page.evaluate(VALUES)
    for _ in range(200):
        name = chance.choice(sorted(tops))
        page.evaluate(
            MOVE, [name, chance.choice(["slide", "type", "less", "more"]), chance.randint(0, tops[name])]
        )
        settle(page)
        now = page.evaluate(VALUES)
        assert {key for key in now if now[key] != shown[key]} <= {name}
        shown = now
    state = store(page, "({...s.groups, ...s.criteria})")
    titles = store(
        page,
        "Object.fromEntries([...m.groups.filter((g) => g.ledger === 'state'), ...m.criteria]"
        ".map((one) => [one.id, one.title]))",
    )
    assert {titles[key]: str(value) for key, value in state.items()} == {
        key: value for key, value in shown.items() if key != "Share given to protection"
    }


SHARES = """(settings) => {
  const { store } = document.getElementById('explore').policylab;
  const whole = (node) => (node.textContent === '' ? 0 : Number(/^(\\d+)\\u00a0%$/.exec(node.textContent)[1]));
  const wrong = [];
  for (const patch of settings) {
    store.set(patch);
    store.flush();
    const blocks = [...document.querySelectorAll('.weights .group')];
    const groups = blocks.map((block) => block.querySelector(':scope > .line > .share')).filter(Boolean).map(whole);
    const all = groups.reduce((a, b) => a + b, 0) + patch.protection;
    const inside = blocks.map((block) => [...block.querySelectorAll('.criterion .share')].map(whole).reduce((a, b) => a + b, 0));
    const bar = /Shares in percent: (.*)$/.exec(document.querySelector('.sharebar + p').textContent)[1];
    const told = bar.split(', ').map((text) => Number(text.split(' ').at(-1))).reduce((a, b) => a + b, 0);
    const due = [...groups, patch.protection];
    if (all !== 100 || told !== 100 || inside.some((sum, k) => sum !== due[k])) wrong.push([patch, groups, inside, bar]);
  }
  return wrong;
}"""


def random_settings(chance: random.Random, criteria: list[str], n: int) -> list[dict[str, Any]]:
    """Return settings in which something counts: points of groups and criteria, and a share for protection."""
    found: list[dict[str, Any]] = []
    while len(found) < n:
        groups = {name: chance.choice([0, chance.randint(0, 100)]) for name in GROUPS}
        if any(groups.values()):
            points = {name: chance.randint(1, 10) for name in criteria}
            found.append(
                {
                    "groups": groups,
                    "criteria": points,
                    "protection": chance.choice([0, 0, chance.randint(1, 99)]),
                }
            )
    return found


def test_r10_shares_add_up(shipped: str, open_page: Opener) -> None:
    """For 1,000 random settings the shares of groups, of the criteria in each and of the bar are whole and add up."""
    page = open_page(shipped)
    set_weights(page, open=[*GROUPS, "protection"])
    chance = random.Random(10)  # noqa: S311
    settings = random_settings(chance, store(page, "m.criteria.map((c) => c.id)"), 1000)
    assert page.evaluate(SHARES, settings) == []
    for tab in ("tradeoffs", "compare", "firm", "scenarios", "packages"):
        set_weights(page, tab=tab)
        assert page.evaluate(SHARES, settings[:5]) == [], tab


WITHOUT = """async (settings) => {
  const { evaluate } = await import(new URL('components/kernel.js', document.baseURI));
  const { store } = document.getElementById('explore').policylab;
  const { model } = store;
  const rows = () => [...document.querySelectorAll('tr.option')].map((row) => row.dataset.option);
  const wrong = [];
  for (const { patch, criterion, option } of settings) {
    store.set({ ...patch, criteria: { ...patch.criteria, [criterion]: 0 } });
    store.flush();
    const shown = rows();
    const leaner = { ...model, criteria: model.criteria.filter((one) => one.id !== criterion) };
    if (String(evaluate(leaner, store.state).order) !== String(shown)) wrong.push(['criterion', criterion, patch]);
    const fewer = { ...model, options: model.options.filter((one) => one.id !== option) };
    const rest = shown.filter((id) => id !== option);
    if (String(evaluate(fewer, store.state).order) !== String(rest)) wrong.push(['option', option, patch]);
  }
  return wrong;
}"""


def test_r11_edge_weights(shipped: str, open_page: Opener) -> None:
    """All at 0: a sentence, no order, no number. A criterion at 0 is as if not there; so is an option left out."""
    page = open_page(shipped)
    set_weights(page, groups=dict.fromkeys(GROUPS, 0))
    assert page.get_by_text("Nothing counts yet. Give at least one group some points").is_visible()
    for numbers in (False, True):
        set_weights(page, numbers=numbers)
        for name in ("rank", "total", "points:visible"):
            assert set(page.locator(f"tr.option .{name}").all_inner_texts()) <= {"", "S", "A", "E", "P"}, name
        assert "NaN" not in page.inner_text("body")
        assert "undefined" not in page.inner_text("body")
    assert page.locator(".strip-says").count() == 3
    page.get_by_role("button", name="Alliance: 5 points more").click()
    settle(page)
    assert store(page, "r.order.length") == 19
    assert page.get_by_text("Only alliance counts now.").is_visible()
    chance = random.Random(11)  # noqa: S311
    criteria = store(page, "m.criteria.map((c) => c.id)")
    options = store(page, "m.options.map((o) => o.id)")
    settings = [
        {"patch": patch, "criterion": chance.choice(criteria), "option": chance.choice(options)}
        for patch in random_settings(chance, criteria, 60)
    ]
    assert page.evaluate(WITHOUT, settings) == []


def test_r12_ranges_shown(shipped: str, open_page: Opener) -> None:
    """Both ends stand beside every criterion's points; for a group they are one activation away, which a link keeps."""
    page = open_page(shipped)
    groups = store(page, "m.groups")
    for k, group in enumerate(groups):
        block = page.get_by_role("region", name=group["title"], exact=True)
        assert not block.locator("li.criterion").first.is_visible()
        block.locator("button.more").click()
        settle(page)
        assert store(page, "s.open") == [one["id"] for one in groups[: k + 1]]
        criteria = [one for one in store(page, "m.criteria") if one["group"] == group["id"]]
        assert block.locator("li.criterion").count() == len(criteria) > 0
        for criterion in criteria:
            row = block.locator("li.criterion").filter(
                has=page.get_by_role("slider", name=criterion["title"], exact=True)
            )
            assert row.locator(".ends").all_inner_texts() == [
                f"Worst: {criterion['worst']}",
                f"Best: {criterion['best']}",
            ]
            assert all(one.is_visible() for one in row.locator(".ends").all())


FRAMES = """() => {
  window.frames_seen = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const look = () => {
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        window.frames_seen.push({
          groups: Object.fromEntries(all('.weights .group:not(.g-P) > .line > .field').map((one) => [one.getAttribute('aria-label').split(',')[0].toLowerCase(), +one.value])),
          order: all('tr.option').map((row) => row.dataset.option),
          totals: all('tr.option .total').map((one) => one.textContent),
          bars: all('tr.option .bar').map((one) => one.getAttribute('aria-label')),
          strips: all('.strip-says').map((one) => one.textContent),
          marks: all('.strip').map((one) => one.getAttribute('aria-label')),
          shares: all('.weights .group > .line > .share').map((one) => parseInt(one.textContent)),
        });
        look();
      };
      after.port2.postMessage(0);
    });
  };
  look();
}"""
AGREE = """async () => {
  const base = document.baseURI;
  const { evaluate } = await import(new URL('components/kernel.js', base));
  const { groupStrip } = await import(new URL('components/kernel_strip.js', base));
  const { partsText } = await import(new URL('components/bars.js', base));
  const { signed } = await import(new URL('components/words.js', base));
  const { stripAsWords } = await import(new URL('components/strip.js', base));
  const { model, state } = document.getElementById('explore').policylab.store;
  const wrong = [];
  for (const seen of window.frames_seen) {
    const then = { ...state, groups: seen.groups };
    const result = evaluate(model, then);
    const strips = groupStrip(model, then);
    const due = {
      groups: seen.groups, order: result.order, totals: result.order.map((id) => signed(result.total[id])),
      bars: result.order.map((id) => partsText(model.groups, result.groupParts[id])),
      strips: strips.map((one) => one.sentence), marks: strips.map((one) => stripAsWords(model, one)),
      shares: Object.keys(seen.groups).map((id) => result.groupShares[id]),
    };
    if (JSON.stringify(due) !== JSON.stringify(seen)) wrong.push([seen, due]);
  }
  return [window.frames_seen.length, new Set(window.frames_seen.map((one) => JSON.stringify(one.groups))).size, wrong.slice(0, 1)];
}"""


def test_r13_speed(shipped: str, open_page: Opener) -> None:
    """In every frame of a drag the order, totals, bars, shares and strips are those of the weights on screen."""
    page = open_page(shipped)
    page.evaluate(FRAMES)
    drag(page, "Security")
    drag(page, "Economic")
    n_frames, n_weights, wrong = page.evaluate(AGREE)
    assert wrong == []
    assert n_frames > 20
    assert n_weights > 10
    page.wait_for_function("document.getElementById('explore').policylab.store.ranges")
    settle(page)
    assert "\u2026" not in page.locator("tr.option .range").all_inner_texts()


def drag(page: Page, name: str) -> None:
    """Drag a slider from end to end with the mouse."""
    box = page.get_by_role("slider", name=name, exact=True).bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    for k in range(60):
        page.mouse.move(box["x"] + 12 + (box["width"] - 24) * k / 59, y)
        page.wait_for_timeout(8)
    page.mouse.up()
    settle(page)
