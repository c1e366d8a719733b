"""Requirements 14 to 19: what is read is a table, in words, without hue alone, and fits the first screen."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from playwright.sync_api import Page

import policylab as pl
from policylab.analysis import heading
from policylab.schema import Study
from policylab.viewmodels import Explore
from tests.browser.axe import violations
from tests.browser.pages import LAPTOP, PHONE, Opener, set_weights, settle, store
from tests.browser.test_tradeoffs import TICKS
from tests.browser.views import CLOSED, FULL, VIEWS, View, all_views, go, show, steps_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


def number(text: str) -> int:
    """Return what a whole number with a real minus says."""
    return int(text.replace("\u2212", "-"))


def random_weights(study: Study, chance: random.Random) -> dict[str, Any]:
    """Return points for groups and criteria, a scenario, and a share for protection in some."""
    return {
        "groups": {name: chance.randint(1, 100) for name in study.state_groups},
        "criteria": {name: chance.randint(1, 10) for name in study.criteria},
        "scenario": chance.choice(list(study.scenarios)),
        "protection": chance.choice([0, 0, chance.randint(1, 99)]),
    }


ORDER = """() => [...document.querySelectorAll('tr.option')].map((row) => {
  const text = (name) => row.querySelector(`.${name}`).textContent;
  return { option: row.dataset.option, rank: text('rank'), total: text('total'), aims: text('protection'),
    isHead: row.querySelector('th').getAttribute('role') === 'rowheader' && row.querySelector('th').scope === 'row' };
})"""


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_r14_order_is_a_table(shipped: str, open_page: Opener, study: Study, size: tuple[int, int]) -> None:
    """A table whose caption names weights and scenario, a row head per option, and the package's numbers in its cells."""
    page = open_page(shipped, size)
    chance = random.Random(14)  # noqa: S311 - a test's choices
    for k in range(8):
        set_weights(page, **random_weights(study, chance))
        explore = Explore(study)
        explore.apply(store(page, "s"))
        result = explore.result()
        table = page.get_by_role("table").and_(page.locator("table.order"))
        assert table.count() == 1
        caption = table.locator("caption").text_content()
        assert caption == heading(result)
        assert study.scenarios[store(page, "s.scenario")].title in caption
        rows = page.evaluate(ORDER)
        assert [row["option"] for row in rows] == list(result.order.index)
        assert sorted(row["option"] for row in rows) == sorted(study.ranked_options)
        if not k:
            assert table.get_by_role("rowheader").count() == len(rows)
            assert table.get_by_role("columnheader").count() >= 4
        for row in rows:
            line = result.order.loc[row["option"]]
            assert row["isHead"]
            assert row["rank"] == f"{'=' * bool(line['shared'])}{int(line['rank'])}"
            assert abs(number(row["total"]) - result.total[row["option"]]) <= 0.5 + 1e-9
            aims = re.search(r"[\u2212+]?\d+", row["aims"])
            assert aims
            assert abs(number(aims[0]) - result.protection[row["option"]]) <= 0.5 + 1e-9


SECOND_CUES = r"""() => {
  const seen = (node) => node.checkVisibility({ visibilityProperty: true });
  const all = (selector) => [...document.querySelectorAll(`[role=tabpanel]:not([hidden]) ${selector}`)].filter(seen);
  const fill = (node) => getComputedStyle(node).fill;
  const distinct = (items) => new Set(items).size === items.length;
  const ground = (id) => { const one = document.getElementById(id).cloneNode(true); one.removeAttribute('id');
    one.querySelectorAll('*').forEach((node) => { for (const name of ['fill', 'stroke']) if (node.hasAttribute(name)) node.setAttribute(name, 'x'); });
    return one.innerHTML; };
  const bars = all('rect.mark').filter((node) => node.getBoundingClientRect().width > 0);
  const patterns = [...new Set(bars.map((node) => /#([\w-]+)/.exec(fill(node))?.[1] ?? 'plain'))];
  const cells = all('button.cell');
  const byLook = Map.groupBy(cells, (node) => getComputedStyle(node).backgroundColor);
  return {
    barsWithoutPattern: bars.filter((node) => !fill(node).includes('#fill-')).length,
    patterns: patterns.length, patternsDiffer: distinct(patterns.filter((id) => id !== 'plain').map(ground)),
    cells: cells.length,
    looks: byLook.size,
    cellsWithoutSign: cells.filter((node) => !node.textContent.trim()).length,
    signsOfTwoColours: [...byLook.values()].some((some) => [...byLook.values()].some((other) => other !== some
      && some.some((a) => other.some((b) => a.firstElementChild?.textContent === b.firstElementChild?.textContent)))),
    fronts: all('.scatter .point.front').every((node) => seen(node.querySelector('.square')) && !seen(node.querySelector('.hollow'))),
    beaten: all('.scatter .point.beaten').every((node) => !seen(node.querySelector('.square')) && seen(node.querySelector('.hollow'))),
    points: all('.scatter .point').length,
    rings: distinct(all('.scatter .chosen').map((node) => node.getAttribute('d').replace(/[\d.,-]+/g, (n) => n))),
    nRings: all('.scatter .chosen').length,
    lines: all('.slopes .strong').length, dashes: distinct(all('.slopes .strong').map((node) => node.getAttribute('stroke-dasharray'))),
    regions: all('.triangle .region').length, regionLetters: new Set(all('.triangle text.on, .triangle .leader + text').map((node) => /^([A-Za-z0-9])(?: |$)/.exec(node.textContent)?.[1]).filter(Boolean)).size,
    bands: all('.tip-strip').every((svg) => svg.querySelectorAll('.band').length === svg.querySelectorAll('text.on, .leader').length),
    nBands: all('.tip-strip .band').length,
    pieces: all('.ladder .piece').length, pieceNumbers: all('.ladder text.inside').length,
  };
}"""


def test_r15_not_by_hue_alone(shipped: str, open_page: Opener) -> None:
    """Every mark that has a colour has a pattern, sign, shape, dash, letter or number of its own as well."""
    page = open_page(shipped)
    show(page, View("order", {"protection": 25}))
    found = page.evaluate(SECOND_CUES)
    assert found["barsWithoutPattern"] == 0
    assert found["patterns"] == 4
    assert found["patternsDiffer"]
    show(page, View("evidence", {"tab": "evidence"}))
    found = page.evaluate(SECOND_CUES)
    assert found["cells"] > 390
    assert found["looks"] == 5
    assert found["cellsWithoutSign"] == 0
    assert not found["signsOfTwoColours"]
    show(page, View("tradeoffs", {"tab": "tradeoffs", "chosen": FULL}))
    found = page.evaluate(SECOND_CUES)
    assert found["points"] == 19
    assert found["fronts"]
    assert found["beaten"]
    assert found["nRings"] == 3
    assert found["rings"]
    assert found["pieces"] == found["pieceNumbers"] > 1
    show(page, View("scenarios", {"tab": "scenarios", "chosen": FULL}))
    found = page.evaluate(SECOND_CUES)
    assert found["lines"] == 4
    assert found["dashes"]
    show(page, View("map", {"tab": "firm", "firm": "map"}))
    found = page.evaluate(SECOND_CUES)
    assert found["regions"] == found["regionLetters"] > 1
    show(page, View("tipping", {"tab": "firm", "firm": "tipping"}))
    found = page.evaluate(SECOND_CUES)
    assert found["nBands"] > 3
    assert found["bands"]


CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
STRONG = {
    "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
    "resultTypes": ["violations"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
DIMMED = (
    View("order below a floor", {"floor": 60, "filter": {"actor": "china"}}),
    View("order as numbers", {"floor": 60, "numbers": True}),
    View("tradeoffs below a floor", {"tab": "tradeoffs", "floor": 60, "chosen": FULL}),
    View("compare below a floor", {"tab": "compare", "floor": 60, "chosen": FULL}),
    View("places below a floor", {"tab": "firm", "firm": "places", "floor": 60}),
)
EDGES = """() => {
  const light = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    const lin = [r, g, b].map((v) => { const c = (255 * (1 - a) + v * a) / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]; };
  return [...document.querySelectorAll('input:not([type=range]):not([type=checkbox]):not([type=radio]), select, textarea')]
    .filter((node) => node.checkVisibility() && !node.disabled)
    .filter((node) => (1.05) / (light(getComputedStyle(node).borderBottomColor) + 0.05) < 3)
    .map((node) => node.getAttribute('aria-label') ?? node.outerHTML.slice(0, 80));
}"""


def low(page: Page, options: dict[str, Any]) -> list[str]:
    """Return texts that axe finds too pale."""
    return [node["html"][:120] for item in violations(page, **options) for node in item["nodes"]]


def test_r16_contrast(shipped: str, open_page: Opener) -> None:
    """Text 4.5:1 also where options are set back, edges of fields 3:1 in every view, and 7:1 on the projected page."""
    page = open_page(shipped)
    for view in DIMMED:
        show(page, view)
        assert low(page, CONTRAST) == [], view.name
    for view in VIEWS:
        show(page, view)
        assert page.evaluate(EDGES) == [], view.name
    go(page, shipped, "screen")
    for step in range(steps_of(page)):
        assert low(page, STRONG) == [], step
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(100)


NAMELESS = """() => [...document.querySelectorAll('svg, canvas, [role=img]')].filter((node) => node.checkVisibility() && !node.closest('[aria-hidden=true]')
    && node.getBoundingClientRect().width > 0 && !(node.getAttribute('role') && node.getAttribute('aria-label')?.trim()))
  .map((node) => node.outerHTML.slice(0, 120))"""
FIGURES = """() => [...document.querySelectorAll('[role=tabpanel]:not([hidden]) .figure')].filter((node) => node.checkVisibility()).map((node) => ({
  sentence: node.querySelector('figcaption').textContent.trim(),
  button: node.querySelector(':scope > button').textContent,
  isNamed: [...node.querySelectorAll('.plot svg:not(.defs)')].every((svg) => svg.closest('[aria-hidden=true]') || svg.getAttribute('aria-label')),
  head: [...node.querySelectorAll(':scope > .scroller thead th')].map((cell) => cell.textContent),
  rows: [...node.querySelectorAll(':scope > .scroller tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent)),
}))"""
PLOTTED = """() => {
  const all = (selector) => [...document.querySelectorAll(`[role=tabpanel]:not([hidden]) ${selector}`)];
  const n = (node, name) => Number(node.getAttribute(name));
  const own = (node) => ({ x: n(node, 'x'), width: n(node, 'width') });
  const corners = (node) => node.getAttribute('d').slice(1, -1).split('L').map((pair) => pair.split(',').map(Number));
  return {
    points: Object.fromEntries(all('.scatter .point').map((node) => [node.dataset.option, node.getAttribute('transform').match(/-?[\\d.]+/g).map(Number)])),
    pieces: all('.ladder .piece').map(own),
    bands: all('.tip-strip').map((svg) => ({ width: svg.viewBox.baseVal.width, bands: [...svg.querySelectorAll('.band')].map(own) })),
    outline: all('.triangle .outline').map(corners)[0], regions: all('.triangle .region').map(corners),
    places: all('svg.places g').map((row) => ({ ends: [...row.querySelectorAll('.end')].map((one) => n(one, 'x1')), usual: n(row.querySelector('.usual'), 'cx'),
      shares: [...row.querySelectorAll('rect[stroke-width]')].map((one) => n(one, 'width')) })),
    fronts: all('.front rect').map((node) => [n(node, 'x') + 5, n(node, 'y') + 5]),
    heights: all('.slopes .rule').map((node) => n(node, 'y1')), guides: all('.slopes text.quiet').map((node) => Number(node.textContent)),
    lines: all('.slopes .rest').map((node) => [...node.getAttribute('d').matchAll(/[ML]([\\d.]+),([\\d.]+)/g)].map((pair) => Number(pair[2]))),
  };
}"""


def figures(page: Page, view: str, **patch: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the figures of a view by the name in their buttons, and what is drawn."""
    show(page, View(view, {"tab": view, **patch}, (CLOSED,)))
    found = page.evaluate(FIGURES)
    for figure in found:
        assert figure["sentence"].endswith("."), figure["button"]
        assert figure["isNamed"], figure["button"]
        assert figure["rows"], figure["button"]
        assert all(len(row) == len(figure["head"]) for row in figure["rows"]), figure["button"]
    return {figure["button"].split(": ")[1]: figure for figure in found}, page.evaluate(PLOTTED)


def scale(page: Page) -> list[Any]:
    """Return functions from px to points for both axes of the scatter in view."""
    ticks = page.evaluate(TICKS)
    lines = []
    for axis in ("x", "y"):
        points = sorted(float(one) for one in ticks[axis])
        px = {float(one): at for one, at in ticks[axis].items()}
        lines.append((points[0], px[points[0]], (px[points[-1]] - px[points[0]]) / (points[-1] - points[0])))
    return [lambda at, line=line: line[0] + (at - line[1]) / line[2] for line in lines]  # type: ignore[misc]


def test_r17_words_and_table(shipped: str, open_page: Opener) -> None:
    """Each chart has a sentence, a name and a table that says what is drawn; no picture of any view is without a name."""
    page = open_page(shipped)
    check_trade_offs(page)
    check_firm(page)
    check_scenarios(page)
    found, drawn = figures(page, "packages", package=["quiet_halt", "camp"])
    front = found["packages that no other beats"]
    assert len(front["rows"]) >= len(drawn["fronts"]) > 1
    for name in all_views(page, shipped):
        assert page.evaluate(NAMELESS) == [], name
    page.evaluate(
        "document.querySelector('main').append(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))"
    )
    assert page.evaluate(NAMELESS) != []


def check_trade_offs(page: Page) -> None:
    """Points and pieces lie where the tables of Trade-offs say."""
    found, drawn = figures(page, "tradeoffs", protection=20)
    x, y = scale(page)
    rows = {row[0].split(" (")[0]: row for row in found["trade-offs"]["rows"]}
    assert len(rows) == len(drawn["points"]) == 19
    titles = store(page, "Object.fromEntries(m.options.map((o) => [o.id, [o.title, o.short]]))")
    for option, (left, top) in drawn["points"].items():
        row = next(rows[name.split(" (")[0]] for name in titles[option] if name.split(" (")[0] in rows)
        said = [number(re.match(r"[\u2212+]?\d+", cell)[0]) for cell in row[1:3]]  # type: ignore[index]
        assert abs(x(left) - said[0]) <= 0.53
        assert abs(y(top) - said[1]) <= 0.56
    ladder = found["protection ladder"]["rows"]
    assert len(ladder) == len(drawn["pieces"])
    left, whole = drawn["pieces"][0]["x"], sum(piece["width"] for piece in drawn["pieces"])
    for piece, row in zip(drawn["pieces"], ladder, strict=True):
        said = [int(one) for one in re.findall(r"\d+", row[0])]
        start, end = ((at - left) / whole * 100 for at in (piece["x"], piece["x"] + piece["width"]))
        assert start - 1.1 <= min(said) <= max(said) <= end + 1.1


def check_firm(page: Page) -> None:
    """Bands, regions and bars of How firm? are those of its tables."""
    found, drawn = figures(page, "firm", firm="tipping")
    rows = iter(found["tipping points of the groups"]["rows"])
    for strip in drawn["bands"]:
        for band in sorted(strip["bands"], key=lambda one: one["x"]):
            row = next(rows)
            low, high = (int(re.findall(r"\d+", cell)[0]) for cell in row[1:3])
            assert abs(100 * band["x"] / strip["width"] - low) <= 1.05
            assert abs(100 * (band["x"] + band["width"]) / strip["width"] - high) <= 1.05
    assert next(rows, None) is None
    found, drawn = figures(page, "firm", firm="map")
    (_, ay), (bx, by), (cx, _) = drawn["outline"]
    rows = found["weight map"]["rows"]
    assert len(rows) == len(drawn["regions"])
    for region, row in zip(drawn["regions"], rows, strict=True):
        said = [[int(n) for n in re.findall(r"(\d+)(?=[,;]|$)", corner)] for corner in row[2].split(";")]
        assert len(said) == len(region)
        for (px, py), corner in zip(region, said, strict=True):
            top = (by - py) / (by - ay)
            right = (px - bx) / (cx - bx) - top / 2
            for part, told in zip((top, 1 - top - right, right), corner, strict=True):
                assert abs(100 * part - told) <= 0.75
    found, drawn = figures(page, "firm", firm="places")
    rows = found["places"]["rows"]
    assert len(rows) == len(drawn["places"]) == 19
    usual = {int(row[2]): row_drawn["usual"] for row, row_drawn in zip(rows, drawn["places"], strict=True)}
    first, last = min(usual), max(usual)
    unit = (usual[last] - usual[first]) / (last - first)
    for row, shown in zip(rows, drawn["places"], strict=True):
        ends = [int(one) for one in re.findall(r"\d+", row[1])]
        assert [round((at - usual[first]) / unit + first) for at in shown["ends"]] == [ends[0], ends[-1]]
        shares = [int(re.findall(r"\d+", cell)[0]) for cell in row[3:-1]]
        total = sum(shown["shares"])
        assert [round(100 * size / total) for size in shown["shares"]] == [share for share in shares if share]


def check_scenarios(page: Page) -> None:
    """Lines of Scenarios run through the places of the table."""
    found, drawn = figures(page, "scenarios")
    rows = found["places in every scenario"]["rows"]
    at = dict(zip(drawn["guides"], drawn["heights"], strict=True))
    unit = (at[10] - at[1]) / 9
    for line, row in zip(drawn["lines"], rows, strict=True):
        places = [int(re.findall(r"\d+", cell)[0]) for cell in row[1:-2]]
        assert [round((top - at[1]) / unit) + 1 for top in line] == places


PARTS = """([weightings, options, baseline]) => {
  const { store } = document.getElementById('explore').policylab;
  const whole = (text) => { if (!/^[+\u2212]?\\d+$/.test(text)) throw new Error(`no whole number: ${text}`); return Number(text.replace('\u2212', '-')); };
  const panel = () => document.querySelector('[role=tabpanel]:not([hidden])');
  const wrong = [];
  let n = 0;
  for (const weights of weightings) {
    for (const option of options) {
      store.set({ ...weights, option });
      store.flush();
      const rows = [...panel().querySelectorAll('.waterfall tr')];
      const total = whole(panel().querySelector('.waterfall .sum .total').textContent);
      const parts = rows.filter((row) => !row.classList.contains('sum')).map((row) => whole(row.querySelector('.total').textContent));
      const shown = whole(panel().querySelector(`tr[data-option="${option}"] .total`).textContent);
      if (parts.reduce((a, b) => a + b, 0) !== total || total !== shown) wrong.push([option, parts, total, shown]);
      n += 1;
    }
  }
  return [n, wrong];
}"""
GAPS = """([weightings, options, baseline]) => {
  const { store } = document.getElementById('explore').policylab;
  const whole = (node) => Number(/[+\u2212]?\\d+$/.exec(node.textContent.trim())?.[0].replace('\u2212', '-') ?? (node.textContent.trim() ? NaN : 0));
  const sum = (all) => all.reduce((a, b) => a + b, 0);
  const wrong = [];
  let n = 0;
  weightings.forEach((weights, k) => {
    const others = [0, 1].map((at) => options[(2 * k + at) % options.length]);
    store.set({ ...weights, chosen: [baseline, ...others] });
    store.flush();
    for (const table of document.querySelectorAll('.view-compare table.versus')) {
      others.forEach((other, place) => {
        const gap = (row) => whole([...row.querySelectorAll('.gap')][place]);
        const rounding = table.querySelector('.rounding');
        const parts = [...table.querySelectorAll('tbody tr')].filter((row) => !row.matches('.rounding, .sum')).map(gap);
        const total = gap(table.querySelector('.sum'));
        const scores = [...table.querySelectorAll('.sum .score')].map((node) => whole(node));
        if (sum(parts) + (rounding.hidden ? 0 : gap(rounding)) !== total || scores[place + 1] - scores[0] !== total) wrong.push([other, parts, total, scores]);
        n += 1;
      });
    }
  });
  return [n, wrong.slice(0, 5)];
}"""


def test_r18_contributions_add_up(shipped: str, open_page: Opener, study: Study) -> None:
    """For every option and 50 random weightings the parts shown in Why and in Compare add up to the total shown."""
    page = open_page(shipped)
    chance = random.Random(18)  # noqa: S311
    weightings = [random_weights(study, chance) for _ in range(50)]
    options = list(study.ranked_options)
    n, wrong = page.evaluate(PARTS, [weightings, options, study.baseline])
    assert n == 50 * 19
    assert wrong == []
    show(page, View("compare", {"tab": "compare", "chosen": [study.baseline, *FULL[:2]]}))
    page.get_by_label("Differences as points").check()
    settle(page)
    others = [option for option in options if option != study.baseline]
    n, wrong = page.evaluate(GAPS, [weightings, others, study.baseline])
    assert n == 50 * 2 * 2
    assert wrong == []


def test_r19_first_screens_fit(shipped: str, open_page: Opener) -> None:
    """Laptop: label, three groups with strips and all 19 rows unscrolled; phone: label, three rows, status quo, weights."""
    page = open_page(shipped)
    in_view = (
        "(all) => all.map((one) => one.getBoundingClientRect())"
        ".every((box) => box.height > 0 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth)"
    )
    for selector, n in (
        ("div.label", 1),
        ("tr.option", 19),
        (".group:not(.g-P) > .line > .field", 3),
        (".group .strip", 3),
        (".group .strip-says", 3),
        (".controls select", 2),
    ):
        assert page.locator(selector).count() == n, selector
        assert page.locator(selector).evaluate_all(in_view), selector
    page = open_page(shipped, PHONE)
    bar = page.locator(".phonebar").bounding_box()
    assert bar
    assert page.locator("div.label").evaluate_all(in_view)
    assert page.get_by_role("button", name="Change weights").evaluate_all(in_view)
    bottoms = page.locator("tr.option").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().bottom)"
    )
    assert sorted(bottoms)[2] <= bar["y"]
    for groups in (
        {"security": 50, "alliance": 50, "economic": 50},
        {"security": 100, "alliance": 0, "economic": 0},
        {"security": 60, "alliance": 0, "economic": 100},
    ):
        set_weights(page, groups=groups)
        box = page.locator("tr.baseline").bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= bar["y"] + 1
