"""How firm?: the answers agree with the package, the map sets weights, and long work can be stopped."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from playwright.sync_api import Page

import policylab as pl
from policylab import analysis
from policylab.analysis import Result
from policylab.analysis.wording import typeset
from policylab.schema import Study
from policylab.viewmodels import Explore
from policylab.viewmodels.state import FIRM
from tests.browser.pages import LAPTOP, PHONE, Opener, served, set_weights, settle, store

pytestmark = pytest.mark.browser
FROM_KERNEL = ("tipping", "map")
CLOSED = ".firm-{} button[aria-expanded=false]"
OPEN_ALL = "(nodes) => nodes.forEach((node) => node.click())"


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


def show_part(page: Page, part: str, **patch: Any) -> None:
    """Open a part and wait until what it shows is for the present state."""
    set_weights(page, tab="firm", firm=part, **patch)
    page.wait_for_selector(".view-firm .summary")
    shown = ".tip-strip rect, .triangle .region" if part in FROM_KERNEL else ".answer > *"
    page.wait_for_selector(f".firm-{part} :is({shown})")
    page.wait_for_function(
        "() => ![...document.querySelectorAll('.view-firm .answered')]"
        ".some((node) => node.checkVisibility() && (node.matches('.is-stale') || !node.querySelector('.answer').children.length))"
    )


def chosen(study: Study, seed: int) -> dict[str, Any]:
    """Return points, a scenario and a share of protection by chance."""
    draw = random.Random(seed)  # noqa: S311 - a test's choices
    return {
        "groups": {group: draw.randint(1, 100) for group in study.state_groups},
        "criteria": {criterion: draw.randint(0, 10) for criterion in study.criteria},
        "scenario": draw.choice(list(study.scenarios)),
        "protection": draw.choice([0, 25]),
    }


def result_of(study: Study, patch: dict[str, Any]) -> Result:
    """Return the package's result for a state."""
    explore = Explore(study)
    explore.apply(explore.state() | {"weight_set": "yours", **patch})
    return explore.result()


def text_of(page: Page, selector: str) -> str:
    """Return what is shown, with plain spaces and minus signs."""
    return plain(" ".join(page.locator(selector).all_inner_texts()))


def plain(text: str) -> str:
    """Return a text with plain spaces and minus signs."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u2212", "-"))


def as_set(sentence: str) -> str:
    """Return a sentence of the package as `text_of` finds it."""
    return plain(typeset(sentence))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_part_says_what_the_package_says(
    shipped: str, open_page: Opener, study: Study, seed: int
) -> None:
    """For weights by chance the sentences and numbers of all parts are those of Python."""
    page = open_page(shipped)
    patch = chosen(study, seed)
    result = result_of(study, patch)
    show_part(page, "tipping", **patch)
    assert as_set(analysis.order_sentence(result)) in text_of(page, ".summary")
    tipping = analysis.tipping_points(result)
    said = text_of(page, ".firm-tipping")
    for each in tipping.groups:
        assert as_set(each.sentence) in said
    for each in tipping.criteria:
        turning = each.envelope is not None and len(each.envelope.pieces) > 1
        assert (as_set(each.sentence) in said) == turning
    show_part(page, "map")
    assert as_set(analysis.weight_map(result).sentence) in text_of(page, ".firm-map figcaption")
    assert page.locator(".triangle .region").count() == len(analysis.weight_map(result).regions)
    show_part(page, "conditions")
    page.eval_on_selector_all(CLOSED.format("conditions"), OPEN_ALL)
    said = text_of(page, ".conditions")
    for condition in analysis.what_would_have_to_be_true(result):
        for sentence in (condition.by_groups, condition.by_criteria, condition.by_scores):
            assert as_set(sentence) in said
    show_part(page, "evidence")
    said = text_of(page, ".firm-evidence")
    for level in analysis.evidence_that_counts(result).levels:
        assert as_set(level.sentence) in said
    show_part(page, "questions")
    assert as_set(analysis.next_questions(result).sentence) in text_of(page, ".firm-questions")
    show_part(page, "places")
    page.get_by_role("button", name="Show as table: places").click()
    table = analysis.smaa(result, weights="around").table
    shown = [
        [*row.locator("td").all_inner_texts()] for row in page.locator(".firm-places .figure tbody tr").all()
    ]
    for option, cells in zip(result.order.index, shown, strict=True):
        low, high = int(table.at[option, "low"]), int(table.at[option, "high"])
        assert cells[0] == (f"{low}" if low == high else f"{low}\u2013{high}")


def test_strips_and_map_follow_the_weights_at_once(shipped: str, open_page: Opener) -> None:
    """Tipping points and the point on the map change in the frame after a weight, without the server."""
    page = open_page(shipped)
    show_part(page, "tipping")
    before = text_of(page, ".firm-tipping .tipping")
    set_weights(page, groups={"security": 90})
    assert text_of(page, ".firm-tipping .tipping") != before
    show_part(page, "map")
    place = page.locator(".weight-map .point").get_attribute("style")
    set_weights(page, groups={"security": 5})
    assert page.locator(".weight-map .point").get_attribute("style") != place


def test_the_map_is_moved_by_keys(shipped: str, open_page: Opener) -> None:
    """Arrow keys move the point by one percent, with Shift by ten; the points of the groups follow, and it is said."""
    page = open_page(shipped)
    show_part(page, "map", groups={"security": 50, "alliance": 50, "economic": 50})
    point = page.get_by_role("slider", name="Weights of the three groups")
    point.focus()
    for _ in range(7):
        point.press("ArrowUp")
    settle(page)
    groups = store(page, "s.groups")
    assert sum(groups.values()) == 150
    assert groups["security"] == pytest.approx(150 * (1 / 3 + 0.07), abs=1)
    assert abs(groups["alliance"] - groups["economic"]) <= 1
    point.press("Shift+ArrowLeft")
    settle(page)
    groups = store(page, "s.groups")
    assert groups["alliance"] - groups["economic"] == pytest.approx(30, abs=2)
    said = point.get_attribute("aria-valuetext") or ""
    assert re.fullmatch(r"Security \d+, Alliance \d+, Economic \d+ percent; .+ stands? first", said)
    leader = store(page, "m.options.find((option) => option.id === r.order[0]).short")
    assert leader in said
    assert "Your weights" in page.locator(".start").inner_text() or store(page, "s.weight_set") == "yours"
    for _ in range(12):
        point.press("PageUp")
    settle(page)
    assert store(page, "s.groups") == {"security": 100, "alliance": 0, "economic": 0}
    for _ in range(8):
        point.press("PageDown")
    settle(page)
    groups = store(page, "s.groups")
    assert sum(groups.values()) == 150, "the sum of points comes back once the largest is below 100 again"
    assert page.evaluate("document.activeElement.className") == "point"


def test_few_points_do_not_hold_the_map_fast(shipped: str, open_page: Opener) -> None:
    """With three points in all, one key still moves the point."""
    page = open_page(shipped)
    show_part(page, "map", groups={"security": 1, "alliance": 1, "economic": 1})
    page.get_by_role("slider", name="Weights of the three groups").press("ArrowUp")
    settle(page)
    groups = store(page, "s.groups")
    assert groups["security"] > groups["alliance"]


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_the_map_is_moved_by_pointer(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """A tap near a corner gives most points to its group; dragging follows the pointer."""
    page = open_page(shipped, size, has_touch=size == PHONE)
    show_part(page, "map")
    triangle = page.locator(".triangle")
    triangle.scroll_into_view_if_needed()
    if size == PHONE:
        page.evaluate("document.querySelector('.triangle').scrollIntoView({ block: 'center' })")
    box = triangle.bounding_box()
    assert box
    spot = (box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.2)
    page.touchscreen.tap(*spot) if size == PHONE else page.mouse.click(*spot)
    settle(page)
    groups = store(page, "s.groups")
    assert groups["security"] > 2 * max(groups["alliance"], groups["economic"])
    if size == LAPTOP:
        page.mouse.move(*spot)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.8, steps=6)
        page.mouse.up()
        page.mouse.move(*spot)
        settle(page)
        groups = store(page, "s.groups")
        assert groups["alliance"] > 2 * max(groups["security"], groups["economic"])


def test_points_of_a_condition_can_be_set(shipped: str, open_page: Opener) -> None:
    """The points offered for an option bring it the highest total, and focus is not lost."""
    page = open_page(shipped)
    show_part(page, "conditions")
    first = page.locator(".conditions > li").first
    option = first.locator(".floored").get_attribute("data-option")
    first.get_by_role("button", name="Set such points for").click()
    settle(page)
    total = store(page, "r.total")
    assert total[option] == pytest.approx(max(total.values()))
    assert page.evaluate("document.activeElement.tagName") == "H3"


def test_long_work_is_stopped_by_the_reader(shipped: str, open_page: Opener) -> None:
    """A million draws show how far they are; after Stop no answer comes, and they can be asked for again."""
    page = open_page(shipped)
    show_part(page, "places")
    page.get_by_role("button", name="Draw 100,000 times").click()
    page.get_by_role("button", name="Draw 1,000,000 times").click()
    stop = page.locator(".firm-places").get_by_role(
        "button", name="Stop working out how often each place is taken"
    )
    stop.click()
    shown = text_of(page, ".firm-places .answer")
    again = page.get_by_role("button", name="Work out how often each place is taken")
    again.wait_for()
    page.wait_for_timeout(1500)
    assert text_of(page, ".firm-places .answer") == shown
    assert again.is_visible()
    assert "1,000,000 draws" not in text_of(page, ".firm-places")
    set_weights(page, groups={"security": 70})
    page.wait_for_selector(".firm-places .answered:not(.is-stale)")
    page.get_by_text("10,000 draws: the lot alone").wait_for()


def test_a_question_leads_to_its_cell(shipped: str, open_page: Opener) -> None:
    """The uncertain score is opened in Evidence."""
    page = open_page(shipped)
    show_part(page, "questions")
    page.locator(".firm-questions").get_by_role("button", name="Open in Evidence").first.click()
    page.wait_for_selector(".drawer:visible")
    assert store(page, "s.tab") == "evidence"
    assert len(store(page, "s.cell")) == 2


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_parts_are_open_to_everybody(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """No shared names, no scrolling sideways, targets large enough, in every part."""
    page = open_page(shipped, size)
    for part in FIRM:
        show_part(page, part)
        page.eval_on_selector_all(CLOSED.format(part), OPEN_ALL)
        names = page.evaluate("""() => [...document.querySelectorAll('.view-firm :is(button, select, input, [role=slider])')]
          .filter((node) => node.checkVisibility()).map((node) => (node.getAttribute('aria-label') ?? node.innerText).trim())""")
        assert "" not in names
        assert sorted({name for name in names if names.count(name) > 1}) == [], part
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), part
        least = 44 if size == PHONE else 24
        small = page.evaluate(f"""() => [...document.querySelectorAll('.view-firm :is(button, select, [role=slider])')]
          .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < {least}).map((node) => node.innerText)""")
        assert small == [], part


def test_the_status_quo_is_in_every_part(shipped: str, open_page: Opener) -> None:
    """Whatever leads, today's practice is named, and marked in words."""
    page = open_page(shipped)
    for part in FIRM:
        show_part(page, part, groups={"security": 95, "alliance": 2, "economic": 2})
        assert re.search(r"[Tt]oday.s practice|Status quo", text_of(page, f".firm-{part}")), part


def test_below_a_floor_is_said(shipped: str, open_page: Opener) -> None:
    """A floor hides nothing and is said beside the options it is about."""
    page = open_page(shipped)
    show_part(page, "conditions")
    count = page.locator(".conditions > li").count()
    assert "below floor" not in text_of(page, ".conditions")
    set_weights(page, floor=50)
    assert "below floor" in text_of(page, ".conditions")
    assert page.locator(".conditions > li").count() == count


def test_a_study_without_three_groups_says_why(shipped: str, open_page: Opener) -> None:
    """With a group that has no points inside there is no triangle but a sentence."""
    page = open_page(shipped)
    show_part(page, "map")
    inside = store(page, "m.criteria.filter((c) => c.group === 'economic').map((c) => c.id)")
    set_weights(page, criteria=dict.fromkeys(inside, 0))
    assert "exactly three groups" in text_of(page, ".firm-map")
    assert not page.locator(".triangle").is_visible()
    set_weights(page, criteria=dict.fromkeys(inside, 5))
    assert page.locator(".triangle").is_visible()


def test_nothing_counts_and_the_way_back(shipped: str, open_page: Opener) -> None:
    """With all points 0 one sentence stands there; with points again the parts are back."""
    page = open_page(shipped)
    show_part(page, "tipping")
    ids = store(page, "Object.keys(s.groups)")
    set_weights(page, groups=dict.fromkeys(ids, 0))
    assert "Nothing counts yet" in text_of(page, "#panel-firm")
    assert not page.locator(".firm-body").is_visible()
    set_weights(page, groups=dict.fromkeys(ids, 40))
    assert page.locator(".tip-strip").first.is_visible()


def test_without_its_server_the_tab_works_on(open_page: Opener) -> None:
    """Strips and map still follow the weights; what Python answers waits and says so."""
    with served("sample") as address:
        page = open_page(address, quiet=False)
        show_part(page, "map")
        show_part(page, "tipping")
    page.wait_for_selector(".connection:visible")
    before = text_of(page, ".firm-tipping .tipping")
    set_weights(page, groups={"security": 90, "alliance": 20})
    assert text_of(page, ".firm-tipping .tipping") != before
    set_weights(page, firm="map")
    page.get_by_role("slider", name="Weights of the three groups").press("ArrowDown")
    settle(page)
    assert store(page, "s.groups.security") < 90
    set_weights(page, firm="evidence")
    line = page.locator(".firm-evidence .working")
    line.wait_for()
    assert re.search(r"Waits for the connection|Working out", line.inner_text())
    line.get_by_role("button", name="Stop").click()
    assert line.get_by_role("button", name="Work out what the papers carry").is_visible()


LATE_FRAME = """() => new Promise((done) => {
  const { store } = document.getElementById('explore').policylab;
  const frame = window.requestAnimationFrame;
  store.set({ floor: 10 });
  frame(() => frame(() => {
    window.requestAnimationFrame = (draw) => setTimeout(() => frame(draw), 600);
    store.set({ firm: 'evidence' });
    window.requestAnimationFrame = frame;
    setTimeout(done, 900);
  }));
})"""


def test_a_part_opened_just_before_a_late_frame_is_worked_out(shipped: str, open_page: Opener) -> None:
    """The quiet after one choice may end between the next choice and the frame that shows it; the part still asks."""
    page = open_page(shipped)
    show_part(page, "questions")
    page.evaluate(LATE_FRAME)
    page.wait_for_selector(".firm-evidence .answer > *")
