"""Packages: options carried out together."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import policylab as pl
from policylab.analysis import package_steps, package_worth, packages
from policylab.analysis.package_parts import package_parts
from policylab.analysis.package_place import package_place
from policylab.errors import CallError
from policylab.mcda import shown
from policylab.schema import Study
from policylab.testing import study_files, tiny_study
from policylab.viewmodels import Explore
from policylab.viewmodels.answers import answer
from tests.browser.axe import grave
from tests.browser.pages import LAPTOP, PHONE, Opener, set_weights, settle, store
from tests.unit.schema.tiny_interactions import INTERACTIONS, LIGHTS, WITH_LIGHTS

pytestmark = pytest.mark.browser
RULES = Path("dashboards/_components/packages_rules.js")
FRESH = (
    "document.querySelector('.together .answered:not(.is-stale) .ledgers')"
    " && document.querySelector('.together .working').hidden"
)
THREE = ["quiet_halt", "camp", "rok_protection"]
BROKEN = """async ([text, rules, cases]) => {
  const module = await import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  return cases.map((held) => module.brokenRules(rules, held));
}"""


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


def signed(points: float) -> str:
    """Return points as the screen has them."""
    whole = shown(points)
    return f"+{whole}" if whole > 0 else f"\u2212{-whole}" if whole < 0 else "0"


def opened(open_page: Opener, address: str, held: list[str], size: tuple[int, int] = LAPTOP) -> Page:
    """Return a page with the Packages tab in view and some options ticked."""
    page = open_page(address, size)
    set_weights(page, tab="packages", package=held)
    page.wait_for_selector(".whatfirst")
    if held:
        page.wait_for_function(FRESH)
    return page


def from_page(page: Page, study: Study) -> Explore:
    """Return the choices in a page as Python has them."""
    explore = Explore(study)
    explore.apply(store(page, "s"))
    return explore


def test_totals_are_those_of_package_worth(shipped: str, open_page: Opener, study: Study) -> None:
    """For random weights and scenarios both ledgers, their groups and the worth of each member are Python's."""
    page = opened(open_page, shipped, THREE)
    chance = random.Random(3)  # noqa: S311 - a test's choices
    for _ in range(4):
        set_weights(
            page,
            groups={name: chance.randint(1, 100) for name in study.state_groups},
            scenario=chance.choice(list(study.scenarios)),
        )
        page.wait_for_timeout(700)
        page.wait_for_function(FRESH)
        result = from_page(page, study).result()
        worth, parts = package_worth(result, THREE), package_parts(result, THREE)
        rows = page.locator(".ledgers tbody .total").all_inner_texts()
        groups = [key for key, group in study.groups.items() if group.ledger == "state"]
        wanted = [
            worth.values.at["state", "central"],
            *parts.groups.loc[groups, "central"],
            worth.values.at["protection", "central"],
        ]
        assert rows == [signed(points) for points in wanted]
        ranges = page.locator(".ledgers tbody .range").all_inner_texts()
        ends = worth.values.loc["protection"]
        assert ranges[-1] == f"{signed(ends['low'])} to {signed(ends['high'])}"
        cells = (
            page.locator(".together .answer > .scroller .twin").first.locator("tbody td").all_inner_texts()
        )
        columns = ["alone_state", "added_state", "alone_protection", "added_protection"]
        assert cells == [signed(points) for points in worth.options[columns].to_numpy().ravel()]
        place = package_place(result, THREE, 3)
        said = page.locator(".together").inner_text()
        assert place.sentence in said
        assert page.locator(".betterones li").count() == len(place.better)


def test_ticking_builds_a_package(shipped: str, open_page: Opener) -> None:
    """Nothing at first but an invitation; ticks are kept in the state in their order; one button empties it."""
    page = opened(open_page, shipped, [])
    assert page.get_by_text("Nothing is put together for you").is_visible()
    assert not page.locator(".ledgers").is_visible()
    page.get_by_role("checkbox", name="Camp", exact=True).click()
    page.get_by_role("checkbox", name="Quiet halt", exact=True).click()
    page.wait_for_function(FRESH)
    assert store(page, "s.package") == ["camp", "quiet_halt"]
    assert page.get_by_role("heading", name="Together: Camp and Quiet halt").is_visible()
    page.get_by_role("button", name="Empty the package").click()
    settle(page)
    assert store(page, "s.package") == []
    assert not page.locator(".ledgers").is_visible()


def test_conflicts_are_explained_at_once(shipped: str, open_page: Opener, study: Study) -> None:
    """Beside the option that is in the way, and when it is ticked; nothing is taken out by itself."""
    page = opened(open_page, shipped, ["oneoff_amnesty"])
    record = study.interactions
    assert record is not None
    reason = record.apart["one_amnesty_or_several"].reason
    assert page.locator(".builder").get_by_text(f"Not with One-off amnesty. {reason}").is_visible()
    page.get_by_role("checkbox", name="Periodic amnesty", exact=True).click()
    settle(page)
    assert store(page, "s.package") == ["oneoff_amnesty", "periodic_amnesty"]
    box = page.locator(".obstacles")
    assert "One-off amnesty and Periodic amnesty cannot be in one package." in box.inner_text()
    assert reason in box.inner_text()
    assert "Charny" in box.locator(".cite").inner_text()
    assert not page.locator(".together .ledgers").is_visible()
    box.get_by_role("button", name="Take out One-off amnesty").click()
    settle(page)
    assert store(page, "s.package") == ["periodic_amnesty"]
    assert box.inner_text() == ""
    page.wait_for_function(FRESH)


def test_a_companion_by_itself(shipped: str, open_page: Opener) -> None:
    """It is listed apart, and said to go with others."""
    page = opened(open_page, shipped, [])
    page.get_by_role("checkbox", name="Border enforcement", exact=True).click()
    settle(page)
    assert "goes with other measures, and the package holds none" in page.locator(".obstacles").inner_text()
    page.get_by_role("checkbox", name="Camp", exact=True).click()
    page.wait_for_function(FRESH)
    assert page.locator(".obstacles").inner_text() == ""


def test_rules_in_the_browser_are_pythons(shipped: str, open_page: Opener, study: Study) -> None:
    """For 300 random packages of each study: broken in the browser exactly where Python refuses the package."""
    page = open_page(shipped)
    files: dict[str, Any] = {
        "interactions": INTERACTIONS + WITH_LIGHTS,
        "options": study_files()["options.yaml"] + LIGHTS,
    }
    chance = random.Random(5)  # noqa: S311
    seen = set()
    for one in (study, tiny_study(**files)):
        explore = Explore(one)
        ids = [key for key in one.options if key != one.baseline]
        cases = [chance.sample(ids, chance.randint(1, min(4, len(ids)))) for _ in range(300)]
        rules = json.loads(json.dumps(answer(explore, "package_rules", {})))
        found = page.evaluate(BROKEN, [RULES.read_text(encoding="utf-8"), rules, cases])
        result = explore.result()
        for held, broken in zip(cases, found, strict=True):
            seen.update(rule["kind"] for rule in broken)
            try:
                package_worth(result, held)
            except CallError:
                assert broken, held
            else:
                assert not broken, held
    assert seen == {"apart", "needs", "company"}


def test_front_and_steps_are_pythons(shipped: str, open_page: Opener, study: Study) -> None:
    """The table of unbeaten packages and the steps; at most three options unless more are asked for."""
    page = opened(open_page, shipped, THREE)
    result = from_page(page, study).result()
    page.get_by_role("button", name="Show as table: packages that no other beats").click()
    rows = page.locator(".allpackages .twin tbody tr")
    pareto = packages(result, 3).pareto
    assert rows.count() == len(pareto)
    assert rows.nth(3).locator("td").first.inner_text() == signed(pareto["state"].iloc[3])
    assert page.locator(".front .square").count() == len(pareto)
    assert page.locator(".front .yours").count() == 1
    steps = package_steps(result, 3).steps
    assert page.locator(".whatfirst > li").count() == len(steps) <= 3
    assert "The far end of the ladder is not credible" in page.locator(".allpackages").inner_text()
    page.get_by_label("Most options in a package").select_option("5")
    page.wait_for_function(
        f"document.querySelectorAll('.whatfirst > li').length === {len(package_steps(result, 5).steps)}"
    )
    page.get_by_role("button", name="Put together up to step 2").click()
    settle(page)
    assert store(page, "s.package") == list(package_steps(result, 5).steps["members"].iloc[1])
    page.wait_for_function(FRESH)
    assert "is unbeaten" in page.locator(".together").inner_text()


def test_a_better_package_can_be_taken_over(shipped: str, open_page: Opener, study: Study) -> None:
    """By a button with a name of its own; focus goes to the heading of the package."""
    page = opened(open_page, shipped, THREE)
    place = package_place(from_page(page, study).result(), THREE, 3)
    page.locator(".betterones button").first.click()
    settle(page)
    assert store(page, "s.package") == list(place.better["members"].iloc[0])
    assert page.evaluate("document.activeElement.tagName") == "H3"


def test_criteria_say_who_brings_what(shipped: str, open_page: Opener, study: Study) -> None:
    """On demand, with the rule in words; kept open while weights move."""
    page = opened(open_page, shipped, THREE)
    page.get_by_text("Criterion by criterion: which option brings what").click()
    rows = page.locator(".together details tbody tr")
    assert rows.count() == len(study.criteria)
    influx = rows.first.inner_text()
    assert "Loss from Camp (\u22121.5)" in influx
    assert "not counted again: Quiet halt" in influx
    assert "the strongest gain and the strongest loss count once" in influx
    set_weights(page, groups={"security": 90})
    page.wait_for_timeout(700)
    page.wait_for_function(FRESH)
    assert rows.first.is_visible()


def test_one_name_for_each_control_of_packages(shipped: str, open_page: Opener) -> None:
    """Also where several rules are broken at once."""
    page = opened(open_page, shipped, [])
    set_weights(page, package=["oneoff_amnesty", "periodic_amnesty", "humanitarian_status"])
    names = page.locator(".obstacles button").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('aria-label') ?? one.innerText)"
    )
    assert len(names) == 4
    assert len(set(names)) == 4


def test_a_study_without_rules_for_packages(sample: str, open_page: Opener) -> None:
    """One sentence in the place of the builder."""
    page = open_page(sample)
    set_weights(page, tab="packages")
    page.wait_for_selector("text=This study does not say how options act together")
    assert not page.locator(".builder").is_visible()


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
@pytest.mark.parametrize("held", [[], THREE, ["oneoff_amnesty", "periodic_amnesty", "camp"]])
def test_axe_on_packages(shipped: str, open_page: Opener, size: tuple[int, int], held: list[str]) -> None:
    """No serious finding, empty, allowed and not allowed."""
    page = open_page(shipped, size)
    set_weights(page, tab="packages", package=held)
    page.wait_for_selector(".whatfirst")
    if held == THREE:
        page.wait_for_function(FRESH)
        page.locator(".together summary").click()
    page.locator(".rules summary").click()
    assert grave(page) == []


def test_no_sideways_scroll_of_packages(shipped: str, open_page: Opener) -> None:
    """At 320 px the page scrolls one way only."""
    page = opened(open_page, shipped, THREE, (320, 640))
    page.locator(".together summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
