"""Trade-offs: the two ledgers as a scatter, what beats what, and the protection ladder, as the package says."""

from __future__ import annotations

import itertools
import random
import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import policylab as pl
from policylab.analysis import Result, protection_ladder, two_ledgers
from policylab.analysis.wording import typeset
from policylab.schema import Study
from policylab.viewmodels import Explore
from tests.browser.axe import grave
from tests.browser.pages import LAPTOP, PHONE, Opener, set_weights, settle, store
from tests.browser.test_access import NAMES, TARGETS

pytestmark = pytest.mark.browser
CLOSE = 0.11  # px: positions are written with one decimal
POINTS = """() => Object.fromEntries([...document.querySelectorAll('.scatter .point')]
  .filter((node) => node.getAttribute('display') !== 'none')
  .map((node) => [node.dataset.option, node.getAttribute('transform').match(/-?[\\d.]+/g).map(Number)]))"""
TICKS = """() => { const found = { x: {}, y: {} };
  for (const text of document.querySelectorAll('.scatter .axes text:not(.ends)')) {
    const axis = text.getAttribute('text-anchor') === 'middle' ? 'x' : 'y';
    const points = Number(text.textContent.replace('\\u2212', '-'));
    found[axis][points] = Number(text.getAttribute(axis)) - (axis === 'y' ? 4 : 0);
  } return found; }"""


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(pl.shipped_studies()[0])


def open_view(open_page: Opener, address: str, size: tuple[int, int] = LAPTOP, **patch: Any) -> Page:
    """Return a page on Trade-offs."""
    page = open_page(address, size)
    set_weights(page, tab="tradeoffs", **patch)
    page.wait_for_selector(".scatter .square", state="attached")
    page.wait_for_function("document.querySelector('.scatter .axes text')")
    settle(page)
    return page


def result_of(study: Study, page: Page) -> Result:
    """Return the engine's result for the state of a page."""
    explore = Explore(study)
    explore.apply(store(page, "s"))
    return explore.result()


def random_patch(study: Study, chance: random.Random) -> dict[str, Any]:
    """Return weights and a scenario, no group without points."""
    return {
        "groups": {name: chance.randint(1, 100) for name in study.state_groups},
        "criteria": {name: chance.randint(0, 10) for name in study.criteria} | {"reach": 3, "influx": 2},
        "scenario": chance.choice(list(study.scenarios)),
        "protection": chance.choice([0, 0, 35, 90]),
    }


def in_points(page: Page) -> Any:
    """Return functions from a position in px to points, for both axes, read off the ticks that are shown."""
    ticks = page.evaluate(TICKS)
    lines = []
    for axis in ("x", "y"):
        points = sorted(ticks[axis], key=float)
        low, high = points[0], points[-1]
        scale = (ticks[axis][high] - ticks[axis][low]) / (float(high) - float(low))
        lines.append((float(low), ticks[axis][low], scale))
    return [
        lambda px, line=line: line[0] + (px - line[1]) / line[2]  # type: ignore[misc]
        for line in lines
    ]


def point(page: Page, option: str) -> Locator:
    """Return an option's point."""
    return page.locator(f".scatter .point[data-option={option}]")


def test_points_stand_where_the_package_says(shipped: str, open_page: Opener, study: Study) -> None:
    """For random weights and scenarios each point lies at its two ledgers' points; table and sentence say the same."""
    page = open_view(open_page, shipped)
    page.get_by_role("button", name="Show as table: trade-offs").click()
    chance = random.Random(11)  # noqa: S311
    for _ in range(15):
        set_weights(page, **random_patch(study, chance))
        found = two_ledgers(result_of(study, page))
        x, y = in_points(page)
        shown = page.evaluate(POINTS)
        assert set(shown) == set(found.points.index)
        for option, (left, top) in shown.items():
            assert abs(x(left) - found.points.at[option, "state"]) < 0.02
            assert abs(y(top) - found.points.at[option, "protection"]) < 0.04
        assert page.locator(".view-tradeoffs figcaption").first.inner_text() == typeset(found.sentence)
        rows = page.locator(".twin tbody tr").all_inner_texts()
        assert len(rows) == len(found.points)
        fronts = [row for row in rows if "\ton the line\t" in row]
        assert len(fronts) == len(found.pareto.front)


def test_the_stair_line_joins_exactly_the_front(shipped: str, open_page: Opener, study: Study) -> None:
    """Squares are the options that nothing beats; the line has its corners there and between them, in order."""
    page = open_view(open_page, shipped)
    chance = random.Random(12)  # noqa: S311
    for _ in range(15):
        set_weights(page, **random_patch(study, chance))
        found = two_ledgers(result_of(study, page))
        squares = page.locator(".scatter .point.front").evaluate_all(
            "all => all.map((one) => one.dataset.option)"
        )
        assert set(squares) == set(found.pareto.front)
        drawn = page.locator(".scatter .point:has(.square:not([display=none]))").evaluate_all(
            "all => all.filter((one) => one.getAttribute('display') !== 'none').map((one) => one.dataset.option)"
        )
        assert set(drawn) == set(found.pareto.front)
        path = page.locator(".scatter .stair").get_attribute("d") or ""
        corners = [tuple(map(float, pair.split(","))) for pair in path.lstrip("M").split(" L")]
        x, y = in_points(page)
        line = found.pareto.line
        assert len(corners) == len(line)
        np.testing.assert_allclose([x(left) for left, _ in corners], line["state"], atol=0.02)
        np.testing.assert_allclose([y(top) for _, top in corners], line["protection"], atol=0.04)


def test_beaten_by_which_in_words(shipped: str, open_page: Opener, study: Study) -> None:
    """The line a point opens has the option's two numbers and says by what it is beaten, for every option."""
    page = open_view(open_page, shipped, groups={"security": 70, "alliance": 20, "economic": 35})
    found = two_ledgers(result_of(study, page))
    opened = page.get_by_role("region", name="The option that is open")
    assert opened.count() == 0
    for option in study.ranked_options:
        set_weights(page, option=option)
        text = opened.inner_text()
        assert typeset(found.sentences[option]) in text
        assert study.options[option].title in text
        assert point(page, option).get_attribute("aria-expanded") == "true"
        by = len(found.pareto.beaten_by[option])
        said = f"beaten by {by} option{'' if by == 1 else 's'}" if by else "nothing beats it on both"
        assert said in (point(page, option).get_attribute("aria-label") or "")
    assert page.locator(".scatter .point[aria-expanded=true]").count() == 1


def test_points_by_keyboard(shipped: str, open_page: Opener, study: Study) -> None:
    """One Tab stop; arrows lead to every point; Enter opens the line, whose buttons lead on; Esc closes it."""
    page = open_view(open_page, shipped)
    assert page.locator(".scatter .point[tabindex='0']").count() == 1
    point(page, study.baseline).focus()
    reached = {study.baseline}
    todo = [study.baseline]
    while todo:
        start = todo.pop()
        for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
            point(page, start).focus()
            page.keyboard.press(key)
            now = page.evaluate("document.activeElement.dataset.option")
            if now not in reached:
                reached.add(now)
                todo.append(now)
    assert reached == set(study.ranked_options)
    point(page, "camp").focus()
    page.keyboard.press("Enter")
    settle(page)
    assert store(page, "s.option") == "camp"
    assert page.evaluate("document.activeElement.dataset.option") == "camp"
    button = page.get_by_role("button", name="Compare it")
    button.focus()
    page.keyboard.press("Escape")
    settle(page)
    assert store(page, "s.option") is None
    assert page.evaluate("document.activeElement.dataset.option") == "camp"
    page.keyboard.press("Enter")
    settle(page)
    button.press("Enter")
    settle(page)
    assert store(page, "[s.tab, s.chosen]") == ["compare", [study.baseline, "camp"]]
    set_weights(page, tab="tradeoffs")
    page.get_by_role("button", name="Why it stands there").press("Enter")
    settle(page)
    assert store(page, "[s.tab, s.option]") == ["order", "camp"]
    assert page.locator("tr.why").is_visible()


def test_nothing_can_be_dragged(shipped: str, open_page: Opener) -> None:
    """Pulling at a point moves nothing and changes no number."""
    page = open_view(open_page, shipped)
    before = (page.evaluate(POINTS), store(page, "[s.groups, s.criteria, s.protection, s.own]"))
    box = point(page, "camp").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 120, middle[1] - 90, steps=6)
    page.mouse.up()
    settle(page)
    assert (page.evaluate(POINTS), store(page, "[s.groups, s.criteria, s.protection, s.own]")) == before
    assert page.locator(".scatter [draggable=true]").count() == 0


def test_what_is_pointed_at(shipped: str, open_page: Opener) -> None:
    """Pointing shows what focus shows; it stays while the pointer is in it, and Esc closes it."""
    page = open_view(open_page, shipped)
    tip = page.locator(".tip")
    point(page, "full_compliance").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    option = page.evaluate("document.activeElement.dataset.option")
    by_focus = tip.inner_text()
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(300)
    assert not tip.is_visible()
    spot = point(page, option).bounding_box()
    assert spot
    page.mouse.move(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    assert tip.inner_text() == by_focus
    box = tip.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(400)
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_ranges_on_demand(shipped: str, open_page: Opener, study: Study) -> None:
    """Ranges are drawn only when asked for, from low to high on both axes, and stand in the table then."""
    page = open_view(open_page, shipped)
    assert page.locator(".whisker:visible").count() == 0
    page.get_by_label("Show ranges").check()
    settle(page)
    assert store(page, "s.whiskers") is True
    found = two_ledgers(result_of(study, page))
    x, y = in_points(page)
    lines = page.locator(".whisker").evaluate_all(
        "all => all.map((one) => ['x1', 'x2', 'y1', 'y2'].map((name) => Number(one.getAttribute(name))))"
    )
    for k, option in enumerate(study.ranked_options):
        (left, right, _, _), (_, _, bottom, top) = lines[2 * k], lines[2 * k + 1]
        for shown, end, ledger in (
            (x(left), found.low, "state"), (x(right), found.high, "state"),
            (y(bottom), found.low, "protection"), (y(top), found.high, "protection"),
        ):  # fmt: skip
            assert abs(shown - end.at[option, ledger]) < 0.06
    page.get_by_role("button", name="Show as table: trade-offs").click()
    low, high = (round(end.at["camp", "state"]) for end in (found.low, found.high))
    assert f"(\u2212{-low} to +{high})" in page.get_by_role("row", name=re.compile("^Camp ")).inner_text()


def test_the_floor_is_a_line(shipped: str, open_page: Opener, study: Study) -> None:
    """The floor lies at its points, says how many are below, and these stay in the chart, dimmed, with words."""
    page = open_view(open_page, shipped)
    assert not page.locator(".scatter .floor").is_visible()
    set_weights(page, floor=20)
    found = two_ledgers(result_of(study, page)).points["protection"]
    below = [str(option) for option in found.index if found[option] < 20 - 1e-9]
    _, y = in_points(page)
    assert abs(y(float(page.locator(".scatter .floor").get_attribute("y1") or "nan")) - 20) < 0.05
    assert page.locator(".floorwords").text_content() == f"Floor +20: {len(below)} options below, in grey"
    dimmed = page.locator(".scatter .point.below").evaluate_all("all => all.map((one) => one.dataset.option)")
    assert sorted(dimmed) == sorted(below)
    assert len(page.evaluate(POINTS)) == len(study.ranked_options)
    for option in below:
        assert "below floor" in (point(page, option).get_attribute("aria-label") or "")


def test_the_scale_stays_put(shipped: str, open_page: Opener) -> None:
    """While a weight moves from end to end the axes do not jump: at most a step wider where an order needs it."""
    page = open_view(open_page, shipped)
    steady = page.evaluate(TICKS)
    for points in (0, 1, 20, 40, 60, 80, 100):
        set_weights(page, groups={"security": points})
        now = page.evaluate(TICKS)
        assert now == steady or all(set(now[axis]) >= set(steady[axis]) for axis in "xy")
    assert now == steady


@pytest.mark.parametrize("size", [LAPTOP, PHONE, (1920, 1080)])
def test_the_front_is_named(shipped: str, open_page: Opener, study: Study, size: tuple[int, int]) -> None:
    """Every option of the front, today's practice and what is chosen has its name in the chart, none over another."""
    page = open_view(open_page, shipped, size, chosen=["camp", "special_visa"])
    chance = random.Random(13)  # noqa: S311
    for k in range(8):
        if k:
            patch = random_patch(study, chance)
            set_weights(page, groups=patch["groups"], scenario=patch["scenario"])
        front = two_ledgers(result_of(study, page)).pareto.front
        boxes = page.locator(".scatter .name").evaluate_all(
            "all => all.filter((one) => one.getAttribute('display') !== 'none').map((one) => {"
            " const box = one.getBoundingClientRect();"
            " return [one.dataset.option, one.textContent, box.left, box.right, box.top, box.bottom]; })"
        )
        named = {box[0]: box[1] for box in boxes}
        assert set(named) >= {*front, study.baseline, "camp", "special_visa"}
        assert "today\u2019s practice" in named[study.baseline]
        assert "chosen" in named["camp"]
        assert all(box[2] >= 0 and box[3] <= size[0] for box in boxes)
        must = [box for box in boxes if box[0] in front]
        for a, b in itertools.combinations(must, 2):
            wide = min(a[3], b[3]) - max(a[2], b[2])
            high = min(a[5], b[5]) - max(a[4], b[4])
            assert wide <= 2 or high <= 6, (a, b)
    if size == PHONE:
        rest = page.locator(".rest li").count()
        assert rest == len(study.ranked_options) - len(front)


def ladder_pieces(page: Page) -> list[tuple[float, float, str, str]]:
    """Return the pieces of the ladder: from and to as shares, the name and the shares in words."""
    width = float(page.locator("svg.ladder").get_attribute("width") or "nan")
    bars = page.locator("svg.ladder .piece").evaluate_all(
        "all => all.map((one) => [Number(one.getAttribute('x')), Number(one.getAttribute('width'))])"
    )
    names = page.locator(".rungs li:visible .rung").all_inner_texts()
    shares = page.locator(".rungs li:visible .shares").all_inner_texts()
    inner = width - 48
    return [
        ((left - 24) / inner, (left + wide - 24) / inner, name, share)
        for (left, wide), name, share in zip(bars, names, shares, strict=True)
    ]


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_the_ladder_is_the_package_s(
    shipped: str, open_page: Opener, study: Study, size: tuple[int, int]
) -> None:
    """The pieces of the ladder, their leaders and their shares in words are those of the package."""
    page = open_view(open_page, shipped, size)
    chance = random.Random(14)  # noqa: S311
    for _ in range(12):
        set_weights(page, **random_patch(study, chance))
        found = protection_ladder(result_of(study, page))
        shown = ladder_pieces(page)
        assert len(shown) == len(found.rungs)
        for k, ((start, end, name, share), rung) in enumerate(zip(shown, found.rungs, strict=True)):
            assert abs(start - rung.start) < 0.002
            assert abs(end - rung.end) < 0.002
            if len(rung.leaders) <= 4:
                said = [study.options[option].short for option in rung.leaders]
                assert all(one in name for one in said)
            assert name.startswith(f"{k + 1} ")
            low, high = (int(n) for n in (re.findall(r"\d+", share) * 2)[:2])
            if "between" in share:
                assert low / 100 <= rung.start + 1e-9
                assert high / 100 >= rung.end - 1e-9
            else:
                assert rung.start - 1e-9 <= low / 100 <= high / 100 <= rung.end + 1e-9


def test_a_share_is_set_explicitly(shipped: str, open_page: Opener, study: Study) -> None:
    """Choosing a piece says what it means and changes nothing; its button sets the share, and headings say so."""
    page = open_view(open_page, shipped)
    page.locator(".rung", has_text="Recognition procedure").focus()
    page.keyboard.press("Enter")
    settle(page)
    assert store(page, "s.protection") == 0
    assert (
        page.locator(".meaning").inner_text()
        == "With 37 to 73\u00a0% for protection, Recognition procedure stands first."
    )
    page.get_by_role("button", name="Set protection\u2019s share to 55\u00a0%").press("Enter")
    settle(page)
    assert store(page, "s.protection") == 55
    assert store(page, "r.order[0]") == "recognition_procedure"
    assert "protection counting for 55 % of the total" in page.locator(".headline h2").inner_text().replace(
        "\u00a0", " "
    )
    assert "now 55" in page.locator(".nowwords").text_content()
    set_weights(page, tab="order")
    assert "protection counting for 55 % of the total" in page.locator(".headline h2").inner_text().replace(
        "\u00a0", " "
    )
    set_weights(page, tab="tradeoffs")
    page.get_by_role("button", name="Take protection out of the total again").click()
    settle(page)
    assert store(page, "s.protection") == 0


def test_a_piece_by_tap(shipped: str, open_page: Opener, study: Study) -> None:
    """Tapping a piece of the bar says what it means; each whole share that is offered makes that option lead."""
    page = open_view(open_page, shipped)
    for k, rung in enumerate(protection_ladder(result_of(study, page)).rungs[1:], start=1):
        set_weights(page, protection=0)
        page.locator("svg.ladder .piece").nth(k).click(position={"x": 4, "y": 8})
        page.get_by_role("button", name=re.compile("Set protection")).click()
        settle(page)
        assert store(page, "r.order[0]") in rung.leaders


def test_nothing_to_compare(shipped: str, open_page: Opener, study: Study) -> None:
    """Without points for any aim the view says so in words, and comes back when there are some."""
    page = open_view(open_page, shipped)
    aims = list(study.protection_criteria)
    set_weights(page, criteria=dict.fromkeys(aims, 0))
    assert not page.locator(".scatter").is_visible()
    assert "No protection aim has points." in page.locator(".view-tradeoffs figcaption").first.inner_text()
    set_weights(page, criteria=dict.fromkeys(aims, 5))
    assert page.locator(".scatter").is_visible()
    set_weights(page, groups=dict.fromkeys(study.state_groups, 0))
    assert not page.locator(".scatter").is_visible()
    assert "NaN" not in page.locator(".view-tradeoffs").inner_text()


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_anybody_can_use_it(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """Axe finds nothing grave; names of controls are their own; targets are large enough."""
    page = open_view(open_page, shipped, size, option="camp", floor=20, chosen=["camp"], protection=30)
    assert grave(page) == []
    page.get_by_role("button", name="Show as table: trade-offs").click()
    page.get_by_role("button", name="Show as table: protection ladder").click()
    page.get_by_label("Show ranges").check()
    settle(page)
    assert grave(page) == []
    names = page.evaluate(NAMES)
    assert "" not in names
    assert sorted({name for name in names if names.count(name) > 1}) == []
    script = TARGETS.replace("LEAST", "24").replace(
        "'button, input", "'.results button, .results input:not([type=checkbox])"
    )
    assert page.evaluate(script) == []


@pytest.mark.parametrize("size", [(320, 640), PHONE, (683, 384), LAPTOP, (1920, 1080)])
def test_the_page_does_not_scroll_sideways(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """At every width only the tables scroll by themselves."""
    page = open_view(open_page, shipped, size, option="camp", protection=30)
    for name in ("trade-offs", "protection ladder"):
        page.get_by_role("button", name=f"Show as table: {name}").click()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
