"""The report holds one state, its numbers are the package's, and it works without its server."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import policylab as pl
from policylab.analysis import Result, heading, order_sentence, protection_ladder
from policylab.analysis.wording import typeset
from policylab.errors import CallError, NothingCounts
from policylab.schema import Study
from policylab.terms import Basis
from policylab.viewmodels import Explore
from policylab.viewmodels.about import whole
from policylab.viewmodels.answers import answer
from policylab.viewmodels.state import first_state
from tests.browser.axe import grave
from tests.browser.pages import LAPTOP, PHONE, Opener, served
from tests.browser.states import random_state

pytestmark = pytest.mark.browser
N_STATES = 16
SHOW = """async (state) => { const link = await import('/components/link.js');
  const { store } = document.getElementById('report').policylab;
  window.location.hash = 's=' + link.encode(store.model, state);
  await new Promise((done) => setTimeout(done, 60)); return store.state; }"""
READ = """() => { const text = (node) => node.textContent.trim();
  const rows = [...document.querySelectorAll('.ordertable tbody tr')].map((row) => ({ option: row.dataset.option,
    rank: text(row.querySelector('.rank')), title: text(row.querySelector('th')), total: text(row.querySelector('.total')),
    parts: [...row.querySelectorAll('.number:not(.rank, .total)')].map(text), protection: text(row.querySelector('.protection')) }));
  const bases = Object.fromEntries([...document.querySelectorAll('[data-basis]')].map((row) =>
    [row.dataset.basis, [...row.querySelectorAll('td')].map((cell) => Number(text(cell)))]));
  return { rows, bases, heading: text(document.querySelector('.opening h2')), sentence: text(document.querySelector('.opening .sentence')),
    sums: [...document.querySelectorAll('.weighttable .sum .number')].map(text),
    shares: [...document.querySelectorAll('.weighttable tbody tr:not(.grouprow, .sum) .number:nth-child(3)')].map(text),
    text: document.getElementById('report').innerText }; }"""


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


@pytest.fixture
def report(borrow: Opener) -> Opener:
    """Return a function that opens the report."""

    def go(address: str, size: tuple[int, int] = LAPTOP, path: str = "report", quiet: bool = True) -> Page:
        page = borrow(address, size, quiet)
        page.goto(address + path)
        page.wait_for_function("document.querySelector('main').policylab")
        return page

    return go


def plain(text: str) -> str:
    """Return a text of the page without the blanks that do not break."""
    return text.replace("\u00a0", " ")


def number(text: str) -> int:
    """Return what a whole number with a real minus says."""
    return int(text.replace("\u2212", "-"))


def check_order(read: dict[str, Any], result: Result) -> None:
    """Every row has the package's place and total, and its parts add up to the total."""
    assert [row["option"] for row in read["rows"]] == list(result.order.index)
    for row in read["rows"]:
        found = result.order.loc[row["option"]]
        assert row["rank"] == f"{'=' * bool(found['shared'])}{int(found['rank'])}"
        assert row["total"] == whole(float(result.total[row["option"]]))
        assert sum(number(part) for part in row["parts"]) == number(row["total"])
        if "not scored" not in row["protection"]:
            points = whole(float(result.protection[row["option"]]))
            assert row["protection"] == f"{found['protection_word']} {points}"
    assert plain(read["heading"]) == plain(typeset(heading(result)))
    assert plain(read["sentence"]) == plain(typeset(order_sentence(result)))


def test_numbers_are_the_package_s(shipped: str, report: Opener, study: Study) -> None:
    """For states drawn at random, order, parts, shares, counts by basis and ladder are those of the package."""
    page = report(shipped)
    draw = random.Random(34)  # noqa: S311
    ordered = 0
    for _ in range(N_STATES):
        state = random_state(study, draw)
        page.evaluate(SHOW, state)
        read = page.evaluate(READ)
        assert len(read["rows"]) == len(study.ranked_options)
        explore = Explore(study)
        explore.apply(state)
        try:
            result = explore.result()
        except NothingCounts:
            assert {row["rank"] + row["total"] for row in read["rows"]} == {""}
            assert "Nothing counts" in read["text"]
            continue
        ordered += 1
        check_order(read, result)
        assert read["sums"][0] == "100\u00a0%"
        assert set(read["sums"][1:]) <= {"100\u00a0%", "0\u00a0%"}
        assert sum(number(share[:-2]) for share in read["shares"]) == 100 * read["sums"].count("100\u00a0%")
        check_ladder(read["text"], result)
        n_cells = (len(study.ranked_options) - 1) * len(study.criteria)
        assert sum(map(sum, read["bases"].values())) == n_cells
        if not result.own:
            assert {key: sum(read["bases"][key]) for key in Basis} == {
                key: sum(row.basis == key for row in study.rows if ranked(study, row.option)) for key in Basis
            }
    assert ordered > N_STATES / 2


def ranked(study: Study, option: str) -> bool:
    """Whether an option has a place and is not what the others are judged against."""
    return option in study.ranked_options and option != study.baseline


def check_ladder(text: str, result: Result) -> None:
    """Every step of the ladder is told in the package's words."""
    try:
        ladder = protection_ladder(result)
    except (CallError, NothingCounts):
        return
    for rung in ladder.rungs:
        assert plain(typeset(rung.sentence)) in plain(text)


def test_what_python_adds(shipped: str, report: Opener, study: Study) -> None:
    """Ranges, what would have to be true and what the criteria do come from the package, sentence by sentence."""
    page = report(shipped)
    page.wait_for_function("!document.querySelector('.waiting')")
    text = plain(page.inner_text("#report"))
    explore = Explore(study)
    explore.apply(first_state(study))
    found = answer(explore, "report", {})
    for option, (low, high) in found["ranges"].items():
        cell = page.inner_text(f".ordertable tr[data-option={option}] .range")
        assert cell == (f"{low}\u2013{high}" if low < high else f"{low}")
    for sentence in found["structure"]:
        assert plain(typeset(sentence)) in text
    conditions = answer(explore, "firm_conditions", {})["options"]
    assert len(conditions) > 10
    for item in conditions:
        assert plain(typeset(item["short"])) in text
    method = page.inner_text(".method")
    for words in ("additive", "10,000 draws", "seed 0", study.version, pl.__version__, study.card.label):
        assert words in method


def test_own_scores_stand_beside_the_published(shipped: str, report: Opener, study: Study) -> None:
    """A score of the reader's own is shown beside what is published, and the heading counts it."""
    page = report(shipped)
    state = {**first_state(study), "own": {"camp": {"jobs": [1.0, 1.5, 2.0]}}, "floor": 34}
    page.evaluate(SHOW, state)
    text = page.inner_text("#report")
    assert "with 1 score of your own" in text
    row = page.locator("h2:text-is('Your own scores') ~ .scroller tbody tr")
    assert row.count() == 1
    assert "+1.5 (+1 to +2)" in row.inner_text()
    assert page.locator(".ordertable .mark-own").count() == 1
    below = page.locator(".ordertable .below").count()
    assert f"{below} of {len(study.ranked_options)} options are below the floor of 34 points" in text


@pytest.mark.parametrize("size", [LAPTOP, PHONE, (320, 640)])
def test_the_page_can_be_read_by_all(shipped: str, report: Opener, size: tuple[int, int]) -> None:
    """Nothing grave for axe, one h1, no level of heading left out, no sideways scroll, controls named and large enough."""
    page = report(shipped, size)
    page.wait_for_function("!document.querySelector('.waiting')")
    assert grave(page) == []
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map((node) => Number(node.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for control in page.locator(".reportbar > *").all():
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= (24 if size == LAPTOP else 44)
    page.get_by_role("link", name="Back to Explore").click()
    page.wait_for_selector("table.order")


def test_a_kept_state_a_link_and_a_broken_link(shipped: str, report: Opener) -> None:
    """Without a link the kept state is shown and said to be; a link that cannot be read is said to be one."""
    page = report(shipped, path="")
    page.evaluate("document.querySelector('main').policylab.store.set({ groups: { security: 85 } })")
    page.wait_for_timeout(1_200)
    page.goto(shipped + "about")
    page.goto(shipped + "report")
    page.wait_for_selector(".opening h2")
    assert "your weights (changed from: Equal" in page.inner_text(".opening h2")
    assert "kept on this device" in page.inner_text(".said")
    page.evaluate("window.location.hash = 's=2.nonsense'")
    page.wait_for_function("document.querySelector('.said')?.textContent.includes('could not be read')")
    assert page.locator(".ordertable tbody tr").count() > 10


def test_without_its_server(browser: Browser, study: Study) -> None:
    """Once loaded, the report of another state needs no server; what Python would add is said to be left out."""
    context = browser.new_context()
    page = context.new_page()
    with served("shipped") as address:
        page.goto(address + "report")
        page.wait_for_function("document.querySelector('main').policylab?.desk.isConnected()")
        page.evaluate("import('/components/link.js')")
    page.wait_for_function("document.querySelector('.waiting')?.textContent.includes('Left out')")
    state = random_state(study, random.Random(3))  # noqa: S311
    page.evaluate(SHOW, {**state, "own": {}, "protection": 40, "criteria": dict.fromkeys(study.criteria, 3)})
    read = page.evaluate(READ)
    assert "protection counting for 40" in plain(read["heading"])
    assert all(len(row["parts"]) == 4 for row in read["rows"])
    assert "Left out: this needs the server" in read["text"]
    assert "Ranges of places were not drawn." in read["text"]
    context.close()


def test_what_has_no_answer_stays_said(shipped: str, report: Opener, study: Study) -> None:
    """With protection alone in the total nothing would have to be true of the state's weights; a print changes no word of it."""
    page = report(shipped)
    page.evaluate(SHOW, {**first_state(study), "protection": 100})
    conditions = page.locator(
        ".reportpart:has(> h2:text-is('What would have to be true for another option to come first'))"
    )
    page.wait_for_function("document.querySelectorAll('.waiting').length === 0")
    said = conditions.inner_text()
    assert "Working out" not in said
    page.evaluate(
        "() => { dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint')); }"
    )
    assert conditions.inner_text() == said
