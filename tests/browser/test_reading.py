"""What the page says: the order as a table, the numbers of the package, and a way back to every passage."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import Page

import policylab as pl
from policylab.schema import Study
from policylab.viewmodels import Explore
from policylab.viewmodels.answers import answer
from tests.browser.pages import LAPTOP, PHONE, Opener, served, set_weights, settle, store
from tests.browser.sample import PASSAGE, sample_study

pytestmark = pytest.mark.browser
GAME_WORDS = (
    "winner",
    "best option",
    "optimal",
    "leader board",
    "leaderboard",
    "badge",
    "champion",
    "score points",
    "congratulations",
)


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(pl.shipped_studies()[0])


def number(text: str) -> int:
    """Return a shown whole number."""
    return int(text.replace("\u2212", "-").replace("+", ""))


def random_points(chance: random.Random) -> dict[str, int]:
    """Return points for the three groups of both studies."""
    return {name: chance.randint(1, 100) for name in ("security", "alliance", "economic")}


def test_the_order_is_a_table(shipped: str, open_page: Opener, study: Study) -> None:
    """Role table on a laptop and on a phone, a caption naming weights and scenario, a row head per option."""
    for size in (LAPTOP, PHONE):
        page = open_page(shipped, size)
        table = page.get_by_role("table", name=re.compile("Order under"))
        assert table.count() == 1
        caption = table.locator("caption").inner_text()
        assert "equal weights" in caption
        assert study.scenarios["today"].title in caption
        assert table.get_by_role("rowheader").count() == len(study.ranked_options)


def test_numbers_are_the_package_s(shipped: str, open_page: Opener, study: Study) -> None:
    """Places, totals and protection on screen are those of `policylab.evaluate` for the same choices."""
    page = open_page(shipped)
    chance = random.Random(3)  # noqa: S311
    for scenario in (*list(study.scenarios)[:3], "today"):
        points = random_points(chance)
        set_weights(page, groups=points, scenario=scenario)
        state = store(page, "s")
        result = pl.evaluate(study, {"groups": state["groups"], "criteria": state["criteria"]}, scenario)
        shown = page.locator("tr.option").evaluate_all(
            "rows => rows.map((row) => [row.dataset.option,"
            " ...['rank', 'total'].map((name) => row.querySelector('.' + name).textContent)])"
        )
        assert [row[0] for row in shown] == list(result.order.index)
        for option, rank, total in shown:
            line = result.order.loc[option]
            assert rank == ("=" if line["shared"] else "") + str(int(line["rank"]))
            assert abs(number(total) - float(line["total"])) <= 0.5 + 1e-9


NEXT_FRAME = """(groups) => new Promise((done) => {
  document.getElementById('explore').policylab.store.set({ groups });
  requestAnimationFrame(() => done([...new Set([...document.querySelectorAll('tr.option .range')].map((node) => node.innerText))]));
})"""


def test_ranges_follow(shipped: str, open_page: Opener, study: Study) -> None:
    """After a change the ranges of places are those of Python for exactly these weights; until then none is shown."""
    page = open_page(shipped)
    assert page.evaluate(NEXT_FRAME, {"security": 90, "alliance": 10, "economic": 35}) == ["\u2026"]
    page.wait_for_function("document.getElementById('explore').policylab.store.ranges")
    settle(page)
    explore = Explore(study)
    explore.apply(store(page, "s"))
    for option, (low, high) in answer(explore, "ranges", {})["ranges"].items():
        shown = page.locator(f"tr[data-option={option}] .range").inner_text()
        assert shown == (str(low) if low == high else f"{low}\u2013{high}")


def test_contributions_add_up(shipped: str, open_page: Opener, study: Study) -> None:
    """In an opened row the whole numbers add up to the total shown, for every option and 20 random weightings."""
    page = open_page(shipped)
    chance = random.Random(4)  # noqa: S311
    for k in range(20):
        option = study.ranked_options[k % len(study.ranked_options)]
        set_weights(page, groups=random_points(chance), option=option, protection=chance.choice([0, 30]))
        parts = [number(text) for text in page.locator(".waterfall tr:not(.sum) .total").all_inner_texts()]
        total = number(page.locator(".waterfall .sum .total").inner_text())
        assert sum(parts) == total
        assert total == number(page.locator(f"tr[data-option={option}] .total").inner_text())


@pytest.mark.parametrize("size", [LAPTOP, (1366, 630), PHONE, (320, 640)])
def test_status_quo_is_always_in_view(
    shipped: str, open_page: Opener, study: Study, size: tuple[int, int]
) -> None:
    """Wherever the table is scrolled to, today's practice is on screen and nothing covers it."""
    page = open_page(shipped, size)
    for groups in (
        {"security": 100, "alliance": 5, "economic": 5},
        {"security": 0, "alliance": 0, "economic": 90},
    ):
        set_weights(page, groups=groups)
        height = page.evaluate(
            "document.querySelector('table.order').getBoundingClientRect().bottom - innerHeight + 40"
        )
        for part in (0, 0.3, 0.7, 1):
            page.evaluate("(y) => window.scrollTo(0, y)", max(0, height * part))
            settle(page)
            seen = page.evaluate(
                "() => { const box = document.querySelector('tr.baseline .title').getBoundingClientRect();"
                " const top = document.elementFromPoint(box.x + 20, box.y + box.height / 2);"
                " return box.top >= 0 && box.bottom <= innerHeight && Boolean(top?.closest('tr.baseline')); }"
            )
            assert seen, (groups, part)


def test_first_screen_on_a_laptop(shipped: str, open_page: Opener, study: Study) -> None:
    """At 1366 x 768 the label, the three groups and all rows are in view without scrolling, each row 27 px high."""
    page = open_page(shipped)
    boxes = "all.map((one) => one.getBoundingClientRect())"
    within = f"(all) => {boxes}.every((box) => box.bottom <= innerHeight && box.top >= 0)"
    assert page.get_by_text(study.label).first.is_visible()
    for selector, n in (
        ("tr.option", len(study.ranked_options)),
        (".weights .group input[type=range]:visible", 3),
    ):
        assert page.locator(selector).count() >= n
        assert page.locator(selector).evaluate_all(within)
    heights = page.locator("tr.option").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 26.5
    assert max(heights) <= 29


def test_first_screen_on_a_phone(shipped: str, open_page: Opener, study: Study) -> None:
    """At 390 x 844: the label, three rows, today's practice and "Change weights"; buttons at least 44 px high."""
    page = open_page(shipped, PHONE)
    assert page.get_by_text(study.label).first.is_visible()
    bottoms = page.locator("tr.option").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().bottom)"
    )
    assert bottoms[2] <= 844 - 88
    box = page.get_by_role("button", name="Change weights").bounding_box()
    assert box
    assert box["height"] >= 44
    assert box["y"] + box["height"] <= 844


def test_close_calls_are_named(sample: str, open_page: Opener) -> None:
    """Options that share a place carry "=" and are named as too close to call."""
    page = open_page(sample)
    shared = store(page, "r.order.filter((id) => r.shared[id])")
    assert shared
    marked = page.locator("tr.option").evaluate_all(
        "rows => rows.filter((row) => row.querySelector('.rank').textContent.startsWith('='))"
        ".map((row) => row.dataset.option)"
    )
    assert marked == shared
    foot = page.locator(".under .calls").inner_text()
    assert foot.startswith("Too close to call: ")
    assert page.locator(f"tr[data-option={shared[0]}] .short").first.inner_text() in foot


def test_a_scenario_moves_scores_and_says_why(sample: str, open_page: Opener) -> None:
    """Another scenario changes totals but no weight, names itself, and gives the ground of each shift."""
    page = open_page(sample)
    before = store(page, "[s.groups, r.total]")
    page.get_by_label("Scenario", exact=True).select_option("storm")
    settle(page)
    assert store(page, "s.groups") == before[0]
    assert store(page, "r.total") != before[1]
    page.get_by_role("button", name="About this scenario").click()
    about = page.locator(".about-scenario").inner_text()
    assert "\u22121 on Security matter 1 and Economic matter 1" in about
    assert "Waves." in about
    assert "Survey (1999), Findings, lines 12-13" in about
    set_weights(page, tab="evidence", cell=["plan_1", "security_1"])
    drawer = page.locator(".drawer").inner_text()
    assert "In the scenario" in drawer
    assert "Waves." in drawer


def test_evidence_in_two_steps(shipped: str, open_page: Opener, study: Study) -> None:
    """From a row: its reasons, then the cell. The panel has range, basis, reason, paraphrase, paper and lines."""
    page = open_page(shipped)
    page.locator("tr.option:not(.baseline) button.open").last.click()
    page.locator("button.reason").first.click()
    settle(page)
    option, criterion = store(page, "s.cell")
    row = next(row for row in study.rows if (row.option, row.criterion) == (option, criterion))
    drawer = page.locator(".drawer").inner_text()
    assert row.reason in drawer
    assert {"stated": "a paper says it", "implied": "follows from", "judgement": "our judgement"}[
        row.basis
    ] in drawer
    assert study.criteria[criterion].worst in drawer
    for key in row.evidence:
        record = study.evidence[key]
        assert record.says in drawer
        assert re.search(rf"lines? {record.lines}", drawer)


def test_every_cell_opens(sample: str, open_page: Opener) -> None:
    """A click, or arrows and Enter, on a cell opens its panel; Escape closes it and focus goes back."""
    page = open_page(sample)
    page.get_by_role("tab", name="Evidence").click()
    cell = page.locator("button.cell[data-option=plan_2][data-criterion=alliance_2]")
    cell.click()
    settle(page)
    assert page.locator(".drawer h3").inner_text() == "Plan 2 on Alliance matter 2"
    assert page.evaluate("document.activeElement.tagName") == "H3"
    page.keyboard.press("Escape")
    settle(page)
    assert not page.locator(".drawer").is_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    settle(page)
    assert store(page, "s.cell") == ["plan_3", "alliance_3"]


def test_judgements_say_so(sample: str, open_page: Opener) -> None:
    """A score without a passage behind it is called our judgement; counter-evidence stands with what it counters."""
    page = open_page(sample)
    found = store(page, "Object.entries(m.scores.plan_1).find(([, cell]) => cell.basis === 'judgement')[0]")
    set_weights(page, tab="evidence", cell=["plan_1", found])
    assert "our judgement" in page.locator(".drawer").inner_text()
    found = store(page, "Object.entries(m.scores.plan_1).find(([, cell]) => cell.basis === 'stated')[0]")
    set_weights(page, cell=["plan_1", found])
    assert "One lane stayed open all the time." in page.locator(".drawer .against").inner_text()


def test_reading_around_the_matrix(shipped: str, open_page: Opener, study: Study) -> None:
    """Below the matrix: each paper with its cautions, each concern not weighed with its voice and why, the limits."""
    page = open_page(shipped)
    set_weights(page, tab="evidence")
    text = page.locator("#panel-evidence").inner_text()
    for source in study.sources.values():
        assert source.cite in text
        assert all(caution in text for caution in source.cautions)
    for concern in study.concerns.values():
        if concern.criterion is None:
            assert concern.title in text
            assert (concern.why_not_weighed or "?") in text
    assert all(limit in text for limit in study.limits)
    assert study.missing_voices in text


@pytest.mark.parametrize("tab", ["order", "evidence"])
def test_label_and_words(shipped: str, open_page: Opener, study: Study, tab: str) -> None:
    """The label is in view on every tab and in print; no word of games, no false precision."""
    page = open_page(shipped)
    set_weights(page, tab=tab, option="full_compliance" if "full_compliance" in study.options else None)
    assert page.get_by_text(study.label).first.is_visible()
    text = page.inner_text("body").lower()
    assert [word for word in GAME_WORDS if word in text] == []
    for node in (".order", ".weights"):
        shown = page.inner_text(node) if tab == "order" else ""
        assert not re.search(r"\d\.\d\d|\d\.\d ?%|NaN|undefined|null\b", shown)
    page.emulate_media(media="print")
    assert page.get_by_text(study.label).first.is_visible()


def test_print_has_every_option_and_no_control(shipped: str, open_page: Opener, study: Study) -> None:
    """Printed, the order holds every option and no control of weights."""
    page = open_page(shipped)
    page.emulate_media(media="print")
    for option in study.ranked_options:
        assert page.locator(f"tr[data-option={option}] th").is_visible()
    assert not page.locator(".weights").is_visible()
    assert not page.get_by_role("button", name="About this scenario").is_visible()


def test_passages_from_the_reader_s_copy(open_page: Opener, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With the reader's copies the panel shows the passage itself; without them there is none."""
    folder = tmp_path_factory.mktemp("papers")
    broken = PASSAGE.replace("closed for", "closed\nfor")
    (folder / "any name.txt").write_text(f"Before. {broken} After.", encoding="utf-8")
    study = sample_study()
    cited = next(row for row in study.rows if "closed" in row.evidence)
    with served("sample", str(folder)) as address:
        page = open_page(address)
        set_weights(page, tab="evidence", cell=[cited.option, cited.criterion])
        quoted = page.locator(".drawer blockquote").first.inner_text()
        page.context.close()
        assert " ".join(PASSAGE.split())[:-1] in " ".join(quoted.split())


def test_order_rows_move_with_arrow_keys(sample: str, open_page: Opener) -> None:
    """Arrow keys move between rows, Enter opens and closes; one row is open at a time."""
    page = open_page(sample)
    page.locator("button.open").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settle(page)
    assert opened(page) == [store(page, "r.order[1]")]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settle(page)
    assert opened(page) == [store(page, "r.order[2]")]
    page.keyboard.press("Enter")
    settle(page)
    assert opened(page) == []


def opened(page: Page) -> list[str]:
    """Return the options whose reasons are open, as assistive technology is told."""
    found: list[str] = page.locator("button.open[aria-expanded=true]").evaluate_all(
        "all => all.map((one) => one.closest('tr').dataset.option)"
    )
    return found
