"""Evidence: what is looked for is dimmed and counted, own scores are kept apart and marked, papers are whole."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

import policylab as pl
from policylab.schema import Study
from policylab.viewmodels import Explore
from policylab.viewmodels.state import first_state
from tests.browser.pages import LAPTOP, PHONE, Opener, set_weights, settle, store

pytestmark = pytest.mark.browser
MINUS = "\u2212"


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


def open_evidence(page: Page, **patch: object) -> None:
    """Show the tab."""
    set_weights(page, tab="evidence", **patch)
    page.wait_for_selector("#panel-evidence .matrixbar")


def editor(page: Page, option: str, criterion: str) -> None:
    """Open the panel of a cell, and in it the editor of own scores."""
    set_weights(page, cell=[option, criterion])
    page.get_by_role("button", name="Disagree? Try another score").click()


def test_what_is_looked_for(shipped: str, open_page: Opener, study: Study) -> None:
    """Filters dim cells, count them in words, and never take one away; one control shows all alike again."""
    page = open_page(shipped)
    open_evidence(page)
    n_all = page.locator("button.cell").count()
    assert n_all == len(study.ranked_options) * len(study.criteria)
    page.get_by_role("button", name="Find cells").click()
    page.get_by_label("Group", exact=True).select_option("alliance")
    page.get_by_label("Basis", exact=True).select_option("stated")
    wanted = [
        row
        for row in study.rows
        if row.option in study.ranked_options
        and row.basis == "stated"
        and study.criteria[row.criterion].group == "alliance"
    ]
    assert wanted
    assert page.locator("button.cell").count() == n_all
    assert page.locator("button.cell.is-dim").count() == n_all - len(wanted)
    assert f"{len(wanted)} of {n_all} cells" in page.locator(".found").last.inner_text()
    assert "does not match" in (page.locator("button.cell.is-dim").first.get_attribute("aria-label") or "")
    page.get_by_role("button", name="Show all cells alike").click()
    assert page.locator("button.cell.is-dim").count() == 0
    page.get_by_label("Only cells that differ from today\u2019s practice").check()
    changed = [row for row in study.rows if row.option in study.ranked_options and row.central != 0]
    assert page.locator("button.cell:not(.is-dim)").count() == len(changed)
    page.get_by_label("Only cells that differ from today\u2019s practice").uncheck()
    title = study.criteria["influx"].title
    page.get_by_label("Find options or criteria by name").fill(title.lower())
    shown = page.locator("button.cell:not(.is-dim)").evaluate_all(
        "all => all.map((one) => one.dataset.criterion)"
    )
    assert set(shown) == {"influx"}
    assert len(shown) == len(study.ranked_options)


def test_ranges_words_and_rows(shipped: str, open_page: Opener, study: Study) -> None:
    """On demand a cell shows its range and its word; rows can stand by place; today's practice stays."""
    page = open_page(shipped)
    open_evidence(page)
    cell = page.locator("button.cell[data-option=camp][data-criterion=influx]")
    row = next(row for row in study.rows if (row.option, row.criterion) == ("camp", "influx"))
    assert (row.low, row.central, row.high) == (-2.5, -1.5, -0.5)
    assert cell.inner_text().strip() == MINUS
    page.get_by_label("Ranges", exact=True).check()
    page.get_by_label("Words", exact=True).check()
    assert " ".join(cell.inner_text().split()) == f"{MINUS} worse {MINUS}2.5 to {MINUS}0.5"
    page.get_by_label("Rows", exact=True).select_option("total")
    rows = page.locator(".matrix tbody tr").evaluate_all(
        "all => all.map((one) => one.querySelector('button').dataset.option)"
    )
    assert rows == store(page, "r.order")
    assert store(page, "m.study.baseline") in rows
    assert "Rows stand by place" in page.locator("#panel-evidence > .hint").inner_text()


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_heads_stay_in_view(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """While the matrix scrolls, its heads and first column stay; the page does not scroll sideways."""
    page = open_page(shipped, size)
    open_evidence(page)
    page.get_by_role("button", name="Whole matrix").click()
    table = page.locator("#panel-evidence .scroller")
    table.evaluate("(node) => node.scrollTo(300, 250)")
    settle(page)
    box = table.bounding_box()
    head = page.locator(".matrix thead th.corner").bounding_box()
    name = page.locator(".matrix tbody tr").last.locator("th").bounding_box()
    assert box
    assert head
    assert name
    assert abs(head["x"] - box["x"]) <= 2
    assert box["y"] <= head["y"] < box["y"] + 60
    assert abs(name["x"] - box["x"]) <= 2
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert box["height"] <= size[1]


def test_phone_reads_a_list(shipped: str, open_page: Opener, study: Study) -> None:
    """On a phone one option's scores are a list; its panel is a sheet that leaves the cell in view and gives focus back."""
    page = open_page(shipped, PHONE)
    open_evidence(page)
    assert not page.locator("table.matrix").is_visible()
    page.get_by_label("Option to read").select_option("camp")
    cells = page.locator("button.listcell")
    assert cells.count() == len(study.criteria)
    cell = page.locator("button.listcell").nth(12)
    criterion = cell.get_attribute("data-criterion")
    cell.click()
    settle(page)
    sheet = page.locator(".drawer").bounding_box()
    box = cell.bounding_box()
    assert sheet
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= sheet["y"] + 1
    page.get_by_role("button", name="Next cell").click()
    settle(page)
    assert store(page, "s.cell")[0] == "camp"
    assert store(page, "s.cell")[1] != criterion
    page.get_by_role("button", name="Close cell").click()
    settle(page)
    assert not page.locator(".drawer").is_visible()
    assert page.evaluate("document.activeElement.classList.contains('listcell')")
    page.get_by_role("button", name="One criterion").click()
    page.get_by_label("Criterion to read").select_option("influx")
    assert cells.count() == len(study.ranked_options)
    page.get_by_role("button", name="Whole matrix").click()
    assert page.locator("table.matrix").is_visible()


def test_own_scores_end_to_end(shipped: str, open_page: Opener, study: Study) -> None:
    """An own score is previewed, kept apart, marked in four places, counted as the package counts it, undone, linked."""
    page = open_page(shipped)
    open_evidence(page)
    published = store(page, "m.scores.camp.influx")
    editor(page, "camp", "influx")
    page.get_by_role("slider", name="Central score").press("End")
    assert page.get_by_role("slider", name="Highest score").input_value() == "3"
    assert page.get_by_role("slider", name="Lowest score").input_value() == "-2.5"
    page.get_by_role("slider", name="Lowest score").press("End")
    page.get_by_role("button", name="Lowest score: a step less").click()
    before = store(page, "r.rank.camp")
    said = page.locator(".preview").inner_text()
    assert store(page, "s.own") == {}
    page.get_by_role("button", name="Keep as my score").click()
    settle(page)
    after = store(page, "r.rank.camp")
    assert f"Camp would go from place {before}" in said
    assert f"to place {after}" in said
    assert store(page, "s.own") == {"camp": {"influx": [2.5, 3, 3]}}

    explore = Explore(study)
    explore.apply({**first_state(study), "own": {"camp": {"influx": [2.5, 3, 3]}}})
    order = explore.result().order
    assert after == order.loc["camp", "rank"]
    assert store(page, "r.order") == list(order.index)

    cell = page.locator("button.cell[data-option=camp][data-criterion=influx]")
    assert cell.inner_text().split() == [MINUS, "own", "++"]
    assert "your own score: much better than today" in (cell.get_attribute("aria-label") or "")
    assert "Your own score counts" in page.locator(".drawer").inner_text()
    assert "1 score of your own counts in every order." in page.locator(".ownbar").inner_text()
    assert store(page, "m.scores.camp.influx") == published
    set_weights(page, tab="order", cell=None)
    assert "with 1 score of your own" in page.locator(".headline h2").inner_text()
    set_weights(page, option="camp")
    assert "your own score; the published one is \u22121.5" in page.locator("tr.why").inner_text()
    link = page.evaluate("() => import('./components/link.js').then((part) => part.linkTo("
                         "document.getElementById('explore').policylab.store.model,"
                         "document.getElementById('explore').policylab.store.state))")  # fmt: skip
    assert "own score" in page.locator("tr[data-option=camp] th").inner_text()

    page.locator("#tools").get_by_role("button", name="Undo").click()
    settle(page)
    assert store(page, "s.own") == {}
    assert store(page, "r.rank.camp") == before

    other = open_page(shipped)
    other.goto("about:blank")
    other.goto(link)
    other.wait_for_selector("table.order")
    open_evidence(other)
    assert store(other, "s.own") == {"camp": {"influx": [2.5, 3, 3]}}
    other.get_by_role("button", name="Count the published ones only").click()
    settle(other)
    assert store(other, "r.rank.camp") == before
    assert "set aside" in other.locator(".ownbar").inner_text()
    other.get_by_role("button", name="List them").click()
    other.get_by_role("button", name="Remove your score of Camp on Influx").click()
    settle(other)
    assert store(other, "s.own") == {}
    assert not other.locator(".ownbar").is_visible()


def test_own_scores_have_bounds(sample: str, open_page: Opener) -> None:
    """Today's practice has no own score; no more are kept than a link carries; a scenario moves an own score too."""
    page = open_page(sample)
    open_evidence(page, cell=["as_now", "aim_1"])
    assert not page.get_by_role("button", name="Disagree? Try another score").is_visible()
    criteria = store(page, "m.criteria.map((one) => one.id)")
    full = {f"plan_{k}": {key: [0, 0, 0] for key in criteria[:20]} for k in (1, 2, 3)}
    set_weights(page, own=full)
    editor(page, "plan_4", "aim_1")
    page.get_by_role("slider", name="Central score").press("End")
    page.get_by_role("button", name="Keep as my score").click(force=True)
    settle(page)
    assert "plan_4" not in store(page, "s.own")
    assert "60 scores of your own are kept" in page.locator(".drawer").inner_text()
    set_weights(
        page, own={"plan_1": {"security_1": [0, 1, 2]}}, scenario="storm", cell=["plan_1", "security_1"]
    )
    drawer = page.locator(".drawer").inner_text()
    assert f"0, range {MINUS}1 to +1. Your own score counts" in drawer
    page.get_by_role("button", name="Back to the published score").click()
    settle(page)
    assert store(page, "s.own") == {}


def test_records_of_a_paper(shipped: str, open_page: Opener, study: Study) -> None:
    """A paper's page has every record of it in the order of lines, and leads from a record to the cells that cite it."""
    page = open_page(shipped)
    open_evidence(page)
    for key, source in study.sources.items():
        wanted = {name for name, record in study.evidence.items() if record.source == key}
        page.get_by_role("button", name=f"records of {source.cite}").click()
        part = page.locator("li.source", has=page.get_by_role("heading", name=source.cite or "", exact=True))
        shown = part.locator("[data-record]").evaluate_all("all => all.map((one) => one.dataset.record)")
        assert set(shown) == wanted
        assert len(shown) == len(wanted)
        text = part.inner_text()
        for name in wanted:
            assert study.evidence[name].says in text
            assert study.evidence[name].lines in text
    cited = page.locator("li.source .cited button").first
    name = cited.get_attribute("aria-label") or ""
    cited.click()
    settle(page)
    option, criterion = store(page, "s.cell")
    assert name.startswith(
        f"{study.options[option].short} on {study.criteria[criterion].title}, which cites record"
    )
    page.locator(".drawer").get_by_role("button", name="All records of").first.click()
    assert page.evaluate("document.activeElement.closest('li.source') !== null")
