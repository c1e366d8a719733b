"""Scenarios: the same weights in other circumstances."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Page

import policylab as pl
from policylab.analysis import compare_scenarios
from policylab.schema import Study
from policylab.viewmodels import Explore
from policylab.viewmodels.answers import answer
from tests.browser.axe import grave
from tests.browser.pages import LAPTOP, PHONE, Opener, set_weights, settle, store

pytestmark = pytest.mark.browser
TABLE = """() => [...document.querySelectorAll('.view-scenarios .places .twin tbody tr')].map((row) =>
  [...row.children].map((cell) => cell.innerText.trim()))"""
STAKE = """() => [...document.querySelectorAll('.stake .answer > .scroller .twin tbody tr')].map((row) =>
  [...row.children].map((cell) => cell.innerText.trim()))"""
PATHS = "() => [...document.querySelectorAll('.slopes .rest')].map((one) => one.getAttribute('d'))"


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


def opened(open_page: Opener, address: str, size: tuple[int, int] = LAPTOP) -> Page:
    """Return a page with the Scenarios tab in view."""
    page = open_page(address, size)
    set_weights(page, tab="scenarios")
    page.wait_for_selector(".standing li")
    return page


def random_weights(study: Study, chance: random.Random) -> dict[str, Any]:
    """Return points by chance."""
    return {
        "groups": {name: chance.randint(1, 100) for name in study.state_groups},
        "criteria": {name: chance.randint(1, 10) for name in study.criteria},
        "protection": chance.choice([0, 0, 30]),
    }


def from_page(page: Page, study: Study) -> Explore:
    """Return the choices in a page as Python has them."""
    explore = Explore(study)
    explore.apply(store(page, "s"))
    return explore


def test_places_are_the_packages(shipped: str, open_page: Opener, study: Study) -> None:
    """For random weights the place of every option in every scenario is that of `compare_scenarios`."""
    page = opened(open_page, shipped)
    page.get_by_role("button", name="Show as table: places in every scenario").click()
    chance = random.Random(7)  # noqa: S311 - a test's choices
    for _ in range(12):
        set_weights(page, **random_weights(study, chance))
        ranks = compare_scenarios(from_page(page, study).result()).ranks
        rows = page.evaluate(TABLE)
        assert len(rows) == len(study.ranked_options)
        for option, (_, *cells) in zip(study.ranked_options, rows, strict=True):
            for scenario, cell in zip(study.scenarios, cells, strict=False):
                rank = ranks.at[option, scenario]
                shared = (ranks[scenario] == rank).sum() > 1
                assert cell == f"{'=' if shared else ''}{rank}"


def test_words_count_what_is_drawn(shipped: str, open_page: Opener, study: Study) -> None:
    """For a chosen option: first three in so many scenarios, better than today's practice in so many."""
    page = opened(open_page, shipped)
    chance = random.Random(8)  # noqa: S311
    for option in ("camp", "spouse_residency", "unga_credentials"):
        set_weights(page, chosen=[option], **random_weights(study, chance))
        found = compare_scenarios(from_page(page, study).result())
        three = int((found.ranks.loc[option] <= 3).sum())
        better = int((found.totals.loc[option] - found.totals.loc[study.baseline] > 1e-9).sum())
        said = page.locator(f".standing [data-option={option}]").inner_text()
        assert f"first three in {three} of 15 scenarios" in said
        assert f"better than today\u2019s practice in {better} of 15" in said


def test_regret_table_is_the_packages(shipped: str, open_page: Opener, study: Study) -> None:
    """Regret, its cause, the lowest total and the count against today are those of `compare_scenarios`."""
    page = opened(open_page, shipped)
    before = page.get_by_role("heading", name="What is at stake").inner_text()
    set_weights(page, **random_weights(study, random.Random(9)))  # noqa: S311
    page.wait_for_function("document.querySelector('.stake .answered:not(.is-stale) .twin')")
    found = answer(from_page(page, study), "at_stake", {})
    rows = page.evaluate(STAKE)
    assert [row[0].split(",")[0] for row in rows] == [
        study.options[row["option"]].short for row in found["options"]
    ]
    for cells, row in zip(rows, found["options"], strict=True):
        assert abs(int(cells[1]) - row["regret"]) <= 0.5 + 1e-9
        assert abs(int(cells[3].replace("\u2212", "-")) - row["worst"]) <= 0.5 + 1e-9
        if row["option"] != study.baseline:
            assert cells[5] == f"{row['better']} of 15"
        if len(row["cause"]) in (1, 2):
            assert study.scenarios[row["cause"][0]].title in cells[2]
    text = page.locator(".stake").inner_text()
    assert "No scenario is given a probability" in text
    assert "-" not in "".join(cell for row in rows for cell in row[1:2] + row[3:4])
    after = page.get_by_role("heading", name="What is at stake").inner_text()
    assert after != before
    assert "your weights" in after


def test_lines_follow_the_weights_at_once(shipped: str, open_page: Opener) -> None:
    """The frame after a change draws the new places, in the same marks."""
    page = opened(open_page, shipped)
    page.wait_for_function("document.querySelector('.slopes .rest').getAttribute('d')")
    before = page.evaluate(PATHS)
    page.evaluate("document.querySelector('.slopes .rest').id = 'kept'")
    set_weights(page, groups={"security": 0, "alliance": 0, "economic": 100})
    after = page.evaluate(PATHS)
    assert after != before
    assert page.locator("#kept").count() == 1


def test_choosing_a_column_sets_the_scenario(shipped: str, open_page: Opener) -> None:
    """By its name in the key and by a click on its column; its account stands below."""
    page = opened(open_page, shipped)
    key = page.get_by_role("button", name="15 Mass flight, as in the 1990s")
    key.click()
    settle(page)
    assert store(page, "s.scenario") == store(page, "m.scenarios[14].id")
    assert key.get_attribute("aria-pressed") == "true"
    assert page.get_by_role("heading", name="Scenario in view: Mass flight, as in the 1990s").is_visible()
    assert page.locator(".inview .cite").count() > 0
    page.locator(".slopes .band").nth(3).click(position={"x": 10, "y": 200})
    settle(page)
    assert store(page, "s.scenario") == store(page, "m.scenarios[3].id")


def test_options_to_follow(shipped: str, open_page: Opener) -> None:
    """What is drawn without a choice writes no state; at most three can be ticked; today's practice stays."""
    page = opened(open_page, shipped)
    assert store(page, "s.chosen") == []
    drawn = page.locator(".standing li").count()
    assert 2 <= drawn <= 4
    page.get_by_role("button", name="Choose options").click()
    page.get_by_role("checkbox", name="Camp", exact=True).click()
    settle(page)
    assert store(page, "s.chosen") == ["camp"]
    set_weights(page, chosen=["camp", "special_visa", "quiet_halt"])
    assert page.locator(".picklist input:not(:checked):not(:disabled)").count() == 0
    assert "today\u2019s practice" in page.locator(".standing li").last.inner_text()
    words = page.locator(".slopes .lines text:visible").all_text_contents()
    assert sum("Camp" in text for text in words) == 2
    assert sum("Today\u2019s practice" in text for text in words) == 2


def test_nothing_counts_and_scenarios(shipped: str, open_page: Opener) -> None:
    """With all points at 0 there is a sentence and no line, and it comes back."""
    page = opened(open_page, shipped)
    set_weights(page, groups={"security": 0, "alliance": 0, "economic": 0})
    assert page.locator(".view-scenarios").get_by_text("Nothing counts yet. Give").is_visible()
    assert not page.locator(".slopes").is_visible()
    set_weights(page, groups={"security": 50})
    assert page.locator(".slopes").is_visible()


def test_a_study_with_one_scenario_or_odd_names(sample: str, open_page: Opener) -> None:
    """The made-up study with other scenarios is drawn as well."""
    page = opened(open_page, sample)
    assert page.locator(".slopes .band").count() == store(page, "m.scenarios.length")
    assert "NaN" not in page.locator(".view-scenarios").inner_html()


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_axe_on_scenarios(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """No serious finding, with everything unfolded."""
    page = opened(open_page, shipped, size)
    page.get_by_role("button", name="Choose options").click()
    page.get_by_role("button", name="Show as table: places").click()
    page.wait_for_selector(".stake details")
    page.locator(".stake summary").click()
    assert grave(page) == []


def test_no_sideways_scroll_of_scenarios(shipped: str, open_page: Opener) -> None:
    """At 320 px the page scrolls one way only, and each scenario is a row."""
    page = opened(open_page, shipped, (320, 640))
    page.wait_for_selector(".stake details")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".placerows > li:visible").count() == 15
    page.locator(".placerows .pick").nth(2).click()
    settle(page)
    assert store(page, "s.scenario") == store(page, "m.scenarios[2].id")
