"""The order's floor, search, numbers and marks; the strips under the weights; the helper that asks for swings."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import Page

from tests.browser.pages import LAPTOP, PHONE, Opener, set_weights, settle, store

pytestmark = pytest.mark.browser
GROUPS = ("security", "alliance", "economic")


def whole(text: str) -> int:
    """Return a shown whole number."""
    return int(text.replace("\u2212", "-").replace("+", ""))


def bars(page: Page) -> list[list[str]]:
    """Return where the marks of every bar are drawn, by option."""
    found: list[list[str]] = page.evaluate(
        "() => [...document.querySelectorAll('tr.option')].map((row) => [row.dataset.option, ...[...row.querySelectorAll("
        "'.bar rect')].map((one) => `${one.getAttribute('x')} ${one.getAttribute('width')}`)])"
    )
    return found


def dimmed(page: Page) -> set[str]:
    """Return the options whose rows are dimmed."""
    return set(
        page.locator("tr.option.is-dimmed").evaluate_all("all => all.map((row) => row.dataset.option)")
    )


def test_floor_dims_and_says_so(shipped: str, open_page: Opener) -> None:
    """Below a floor: dimmed, "below floor" in words, counted; every row stays where it is and as long as it is."""
    page = open_page(shipped)
    before = bars(page)
    for floor in (11, 34):
        page.get_by_label("Floor on protection", exact=True).select_option(str(floor))
        settle(page)
        assert store(page, "s.floor") == floor
        below = set(
            store(page, f"m.options.map((o) => o.id).filter((id) => r.protection[id] < {floor} - 1e-9)")
        )
        assert dimmed(page) == below != set()
        for row in page.locator("tr.option").all():
            words = row.locator(".protection").inner_text()
            assert words.endswith(", below floor") == (row.get_attribute("data-option") in below)
        assert (
            f"{len(below)} of 19 options are below the floor of {floor} points"
            in page.locator(".notes").inner_text()
        )
        assert bars(page) == before
    page.get_by_label("Floor on protection", exact=True).select_option("none")
    settle(page)
    assert store(page, "s.floor") is None
    assert dimmed(page) == set()
    assert not page.locator(".notes").is_visible()


def test_floor_that_none_reaches(shipped: str, open_page: Opener) -> None:
    """When no option reaches the floor, that is said with the closest one; a floor from a link is among the choices."""
    page = open_page(shipped)
    set_weights(page, floor=90)
    closest = store(
        page, "m.options.reduce((a, b) => (r.protection[b.id] > r.protection[a.id] ? b : a)).short"
    )
    assert f"No option reaches this floor in this scenario. The closest is {closest}, " in page.inner_text(
        ".notes"
    )
    assert len(dimmed(page)) == 19
    picker = page.get_by_label("Floor on protection", exact=True)
    assert picker.input_value() == "90"
    assert picker.locator("option").all_inner_texts() == [
        "none", "some (+11)", "considerable (+34)", "high (+67)", "high (+90)",
    ]  # fmt: skip


def test_dimmed_text_can_be_read(shipped: str, open_page: Opener) -> None:
    """Dimmed words keep a contrast of 4.5:1; only the marks of the bars are paler."""
    page = open_page(shipped)
    set_weights(page, floor=90)
    seen = page.locator("tr.is-dimmed > :not(.bars), tr.is-dimmed button.open").evaluate_all(
        "all => [...new Set(all.map((one) => `${getComputedStyle(one).color} ${getComputedStyle(one).opacity}`))]"
    )
    assert set(seen) == {"rgb(89, 89, 89) 1"}  # 7.0:1 on white, 5.9:1 on the ground of today's practice
    assert (
        float(page.locator("tr.is-dimmed .mark").first.evaluate("(one) => getComputedStyle(one).opacity")) < 1
    )


def test_search_dims_the_others(shipped: str, open_page: Opener) -> None:
    """One choice per facet; what does not match is dimmed and said to, never hidden, moved or rescaled; it can be cleared."""
    page = open_page(shipped)
    before = bars(page)
    page.get_by_role("button", name="Find options").click()
    for facet in store(page, "m.study.facets"):
        select = page.get_by_label(facet["title"], exact=True)
        assert select.locator("option").all_inner_texts() == ["any", *facet["classes"].values()]
        for choice in facet["classes"]:
            select.select_option(choice)
            settle(page)
            match = store(
                page, f"m.options.filter((o) => o.facets.{facet['id']} === '{choice}').map((o) => o.id)"
            )
            assert dimmed(page) == set(store(page, "m.options.map((o) => o.id)")) - set(match)
            assert f"{len(match)} of 19 options match" in page.locator(".found").inner_text()
            assert bars(page) == before
        select.select_option("any")
    page.get_by_label("Who acts", exact=True).select_option("china")
    page.get_by_label("When", exact=True).select_option("short_term")
    settle(page)
    assert store(page, "s.filter") == {"actor": "china", "timing": "short_term"}
    assert dimmed(page) == set(store(page, "m.options.map((o) => o.id)")) - {
        "periodic_amnesty", "camp", "unhcr_corridor",
    }  # fmt: skip
    assert "does not match" in page.locator("tr[data-option=full_compliance] button.open").text_content()
    page.get_by_role("button", name="Clear the search").click()
    settle(page)
    assert store(page, "s.filter") == {}
    assert dimmed(page) == set()


def test_numbers_add_up(shipped: str, open_page: Opener) -> None:
    """As numbers, the whole points of the groups add up to the total in every row, for 50 random weightings."""
    page = open_page(shipped)
    page.get_by_role("button", name="Show as numbers").click()
    settle(page)
    assert store(page, "s.numbers") is True
    chance = random.Random(5)  # noqa: S311 - a test's choices
    for k in range(50):
        groups = {name: chance.randint(1, 100) for name in GROUPS}
        set_weights(
            page, groups=groups, protection=chance.choice([0, 7, 33, 60]), option=None if k else "camp"
        )
        rows = page.evaluate(
            "() => [...document.querySelectorAll('tr.option')].map((row) => [...row.querySelectorAll('.points, .total')]"
            ".filter((one) => one.checkVisibility()).map((one) => one.innerText))"
        )
        for *parts, total in rows:
            assert len(parts) == (4 if store(page, "s.protection") else 3)
            assert sum(map(whole, parts)) == whole(total)
        if not k:
            wide = page.locator("tr.why > td").bounding_box()
            table = page.locator("table.order").bounding_box()
            assert wide
            assert table
            assert abs(wide["width"] - table["width"]) < 2
    page.get_by_role("button", name="Show as bars").click()
    settle(page)
    assert page.locator("tr.option .points:visible").count() == 0
    assert page.locator("tr.option .bar:visible").count() == 19


def test_reasons_lead_on(shipped: str, open_page: Opener) -> None:
    """From an opened row: to the comparison with the option among those chosen, at most three, and to its evidence."""
    page = open_page(shipped)
    set_weights(page, option="camp", chosen=["full_compliance", "quiet_halt", "special_visa"])
    page.get_by_role("button", name="Compare with the status quo").click()
    settle(page)
    assert store(page, "[s.tab, s.chosen]") == ["compare", ["quiet_halt", "special_visa", "camp"]]
    set_weights(page, tab="order")
    page.get_by_role("button", name="Evidence for this option").click()
    settle(page)
    assert store(page, "[s.tab, s.cell[0]]") == ["evidence", "camp"]


def test_own_scores_are_marked(shipped: str, open_page: Opener) -> None:
    """Where the reader's own score counts, heading and row say so in words; not where it is put aside."""
    page = open_page(shipped)
    set_weights(page, own={"camp": {"influx": [-3, -3, -3]}})
    assert "with 1 score of your own" in page.locator(".headline h2").inner_text()
    marked = page.locator("tr.option").filter(has=page.locator(".mark-own:visible"))
    assert marked.evaluate_all("all => all.map((row) => row.dataset.option)") == ["camp"]
    box, button = marked.locator(".mark-own").bounding_box(), marked.locator("button.open").bounding_box()
    assert box
    assert button
    assert box["x"] + box["width"] <= button["x"] + button["width"]
    set_weights(page, use_own=False)
    assert page.locator(".mark-own:visible").count() == 0
    assert "your own" not in page.locator(".headline h2").inner_text()


def test_large_screen_is_used(shipped: str, open_page: Opener) -> None:
    """At 1920 x 1080 rows are 36 px high, type is larger, and all rows are still in view."""
    page = open_page(shipped, (1920, 1080))
    boxes = page.locator("tr.option").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().toJSON())"
    )
    assert all(35.5 <= box["height"] <= 38 for box in boxes)
    assert max(box["bottom"] for box in boxes) <= 1080
    assert (
        page.locator("button.open").first.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")
        >= 16
    )


@pytest.mark.parametrize("size", [PHONE, (320, 640)])
def test_tabs_on_a_phone(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """On phones all tabs are in view in two rows, each at least 44 px high, and none is cut off."""
    page = open_page(shipped, size)
    tabs = page.get_by_role("tab").evaluate_all(
        "all => all.map((one) => [one.getBoundingClientRect().toJSON(), one.scrollWidth - one.clientWidth])"
    )
    assert len(tabs) == 8
    assert len({box["y"] for box, _ in tabs}) == 2
    for box, over in tabs:
        assert box["height"] >= 44
        assert box["left"] >= 0
        assert box["right"] <= size[0]
        assert over <= 0


STRIPS = """async (settings) => {
  const base = document.baseURI;
  const { evaluate } = await import(new URL('components/kernel.js', base));
  const { store } = document.getElementById('explore').policylab;
  const { model } = store;
  const first = (groups) => {
    const { total, nothing } = evaluate(model, { ...store.state, groups });
    if (nothing) return '';
    const top = Math.max(...Object.values(total));
    return model.options.filter((one) => total[one.id] > top - 1e-6).map((one) => one.short).sort().join('|');
  };
  const wrong = [];
  let told = 0;
  for (const patch of settings) {
    store.set(patch);
    store.flush();
    model.groups.filter((group) => group.ledger === 'state').forEach((group, k) => {
      const block = document.querySelector(`.weights .group[aria-label='${group.title}']`);
      const words = block.querySelector('.strip-says').textContent;
      const full = block.querySelector('.strip').getAttribute('aria-label');
      const at = (points) => first({ ...store.state.groups, [group.id]: points });
      const names = (text) => text.replace(/ and /g, ', ').split(', ').sort().join('|');
      let next = 0;
      for (const part of full.replace(/^Highest total by points of [^:]*: /, '').replace(/\\.$/, '').split('; ')) {
        const [, from, to, who] = /^(?:at )?(\\d+)(?: to (\\d+))?: (.*)$/.exec(part);
        if (+from !== next) wrong.push(['gap', full]);
        next = +(to ?? from) + 1;
        const due = who === 'no order' ? '' : names(who.replace(/ level$/, ''));
        for (const points of [+from, +(to ?? from)]) if (at(points) !== due) wrong.push([full, points, at(points)]);
      }
      if (next !== 101) wrong.push(['end', full]);
      for (const part of words.split('; ')) {
        const found = /^(up to|from|at) (\\d+)(?: to (\\d+))?: (.*)$/.exec(part);
        if (found) {
          told += 1;
          if (at(+found[2]) !== names(found[4])) wrong.push([words, at(+found[2])]);
        }
        const now = /^now (.*)$/.exec(part);
        if (now && now[1] !== 'nothing counts' && at(store.state.groups[group.id]) !== names(now[1])) wrong.push([words, 'now']);
      }
    });
  }
  return [told, wrong.slice(0, 3)];
}"""


def test_strips_are_true_at_whole_points(sample: str, open_page: Opener) -> None:
    """Each number named under a track gives that leader the highest total; the text alternative covers 0 to 100."""
    page = open_page(sample)
    chance = random.Random(6)  # noqa: S311
    settings = [
        {"groups": {name: chance.choice([0, chance.randint(1, 100)]) for name in GROUPS}, "protection": chance.choice([0, 0, 30])}
        for _ in range(60)
    ]  # fmt: skip
    told, wrong = page.evaluate(STRIPS, [one for one in settings if any(one["groups"].values())])
    assert wrong == []
    assert told > 40


@pytest.mark.parametrize("size", [LAPTOP, PHONE, (320, 640), (1920, 1080)])
def test_strips_stand_under_their_tracks(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """A strip begins and ends where the thumb does, its marks lie in it, and its words are no wider than the panel."""
    page = open_page(shipped, size)
    set_weights(page, groups={"security": 70, "alliance": 12, "economic": 44})
    if size[0] < 861:
        page.get_by_role("button", name="Change weights").click()
    for name in ("Security", "Alliance", "Economic"):
        block = page.get_by_role("region", name=name, exact=True)
        track = block.get_by_role("slider", name=name, exact=True).bounding_box()
        strip = block.get_by_role("img").bounding_box()
        assert track
        assert strip
        assert abs(strip["x"] - track["x"] - 10) <= 1
        assert abs(strip["width"] - (track["width"] - 20)) <= 1
        for piece in block.locator(".stretch:visible").all():
            box = piece.bounding_box()
            assert box
            assert box["x"] >= strip["x"] - 1
            assert box["x"] + box["width"] <= strip["x"] + strip["width"] + 1
        assert block.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0


def test_nothing_moves_under_the_pointer(shipped: str, open_page: Opener) -> None:
    """While points move, words change and ways back appear, every slider stays where it was."""
    page = open_page(shipped)
    where = "() => [...document.querySelectorAll('.weights .group > .line input[type=range]')].map((one) => one.getBoundingClientRect().y)"
    before = page.evaluate(where)
    for points in (0, 3, 20, 60, 100):
        set_weights(page, groups={"alliance": points})
        assert page.evaluate(where) == before, page.locator(".strip-says").all_inner_texts()


def test_swing_helper(shipped: str, open_page: Opener) -> None:
    """Three steps, each with its ends in view; nothing counts until the points are used, and that is one change."""
    page = open_page(shipped)
    before = store(page, "s")
    changes = "document.getElementById('explore').policylab.store"
    page.evaluate(f"() => {{ window.told = []; {changes}.onChange((_, after) => window.told.push(after)); }}")
    page.get_by_role("button", name="Help me set these").click()
    panel = page.get_by_role("region", name="Help me set these")
    assert page.evaluate("document.activeElement.textContent") == "1 of 3. What first?"
    for criterion in store(page, "m.criteria.filter((c) => c.group !== 'protection')"):
        assert f"Worst: {criterion['worst']}" in panel.inner_text()
        assert f"Best: {criterion['best']}" in panel.inner_text()
    assert panel.get_by_role("button", name="Next").is_disabled()
    panel.get_by_role("radio", name="Move Alliance first").check()
    panel.get_by_role("button", name="Next").click()
    assert "Alliance has 100 points." in panel.inner_text()
    assert not panel.get_by_role("slider", name="Swing of alliance", exact=True).is_visible()
    panel.get_by_label("Swing of security, points from 0 to 100").fill("60")
    panel.get_by_label("Swing of economic, points from 0 to 100").fill("40")
    panel.get_by_role("button", name="Next").click()
    panel.get_by_role("button", name="Inside economic (optional)").click()
    first, title = store(
        page, "m.criteria.filter((c) => c.group === 'economic').map((c) => [c.id, c.title])[0]"
    )
    panel.get_by_role("radio", name=f"Move {title} first").check()
    panel.get_by_role("button", name="See the points").click()
    assert re.findall(r"\d+", panel.locator("tbody").inner_text()) == ["60", "30", "100", "50", "40", "20"]
    assert store(page, "s") == before
    assert page.evaluate("window.told.length") == 0
    panel.get_by_role("button", name="Use these points").click()
    settle(page)
    assert store(page, "s.groups") == {"security": 60, "alliance": 100, "economic": 40}
    assert store(page, f"s.criteria.{first}") == 10
    assert store(page, "s.weight_set") == "yours"
    assert page.evaluate("window.told.length") == 1
    assert not panel.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Help me set these"


def test_swing_helper_left(shipped: str, open_page: Opener) -> None:
    """Left as it was, at any step or by Escape, the helper changes nothing; its controls have names of their own."""
    page = open_page(shipped)
    before = store(page, "s")
    page.get_by_role("button", name="Help me set these").click()
    panel = page.get_by_role("region", name="Help me set these")
    panel.get_by_role("radio", name="Move Security first").check()
    panel.get_by_role("button", name="Next").click()
    panel.get_by_label("Swing of economic, points from 0 to 100").fill("7")
    names = page.evaluate(
        "() => [...document.querySelectorAll('button, input, select')].filter((one) => one.checkVisibility())"
        ".map((one) => one.getAttribute('aria-label') ?? one.innerText)"
    )
    assert sorted({name for name in names if names.count(name) > 1}) == []
    panel.get_by_role("button", name="Leave as it was").click()
    settle(page)
    assert store(page, "s") == before
    page.get_by_role("button", name="Help me set these").click()
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert store(page, "s") == before


def test_weight_sets_say_what_they_rest_on(shipped: str, open_page: Opener) -> None:
    """Each named set of weights shows its owner, and on demand what it says and the passages behind it."""
    page = open_page(shipped)
    page.get_by_role("button", name="About these weights").click()
    for one in store(page, "m.weight_sets"):
        page.get_by_label("Start from", exact=True).select_option(one["id"])
        settle(page)
        assert page.locator(".owner").inner_text() == f"Owner: {one['owner']}"
        text = page.locator(".about-set").inner_text()
        assert one["says"] in text
        for key in one["evidence"]:
            assert store(page, f"m.evidence.{key}.citation") in text


def test_switching_protection_on_is_explained(shipped: str, open_page: Opener) -> None:
    """Beside the switch stands what it means: two ledgers are added, which some hold should not be."""
    page = open_page(shipped)
    text = page.get_by_role("region", name="Protection", exact=True).inner_text()
    assert "The two ledgers are then added." in text
    assert "Some hold that non-return is not to be weighed." in text


def test_ways_back(shipped: str, open_page: Opener) -> None:
    """Equal weights, the set begun with and the link opened are named as ways back, each with its own control."""
    page = open_page(shipped)
    page.get_by_label("Start from", exact=True).select_option("saenz_fears")
    set_weights(page, groups={"security": 5})
    page.wait_for_timeout(400)
    names = page.locator(".resets button").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    assert names[0] == "Put back to: equal"
    assert names[1].endswith("account of China\u2019s fears")
    page.locator(".resets button").nth(1).click()
    settle(page)
    assert store(page, "s.weight_set") == "saenz_fears"
