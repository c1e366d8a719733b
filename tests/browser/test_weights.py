"""Weights: every way to set them, whose they are, and what is said when nothing counts."""

from __future__ import annotations

import pytest

from tests.browser.pages import PHONE, Opener, set_weights, settle, store

pytestmark = pytest.mark.browser


def test_every_way_to_set_a_weight(sample: str, open_page: Opener) -> None:
    """Points can be set by minus and plus, by a click on the track, and by typing; no dragging is needed."""
    page = open_page(sample)
    page.get_by_role("button", name="Security: 5 points more").click()
    settle(page)
    assert store(page, "s.groups.security") == 55
    page.get_by_role("button", name="Security: 5 points less").click()
    page.get_by_role("button", name="Security: 5 points less").click()
    settle(page)
    assert store(page, "s.groups.security") == 45
    box = page.get_by_role("slider", name="Security", exact=True).bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 10, box["y"] + box["height"] / 2)
    settle(page)
    assert store(page, "s.groups.security") == 100
    page.get_by_label("Security, points from 0 to 100").fill("37")
    settle(page)
    assert store(page, "s.groups.security") == 37


@pytest.mark.parametrize(("typed", "points"), [("250", 100), ("-3", 0), ("12.6", 13), ("", 50)])
def test_typing_nonsense(sample: str, open_page: Opener, typed: str, points: int) -> None:
    """Whatever is typed, points stay whole and between 0 and 100, and the field shows what counts."""
    page = open_page(sample)
    field = page.get_by_label("Security, points from 0 to 100")
    field.fill(typed)
    field.blur()
    settle(page)
    assert store(page, "s.groups.security") == points
    assert field.input_value() == str(points)


def test_nothing_counts(sample: str, open_page: Opener) -> None:
    """With all points at 0: a sentence, no order and no number, every option still listed, and a way back."""
    page = open_page(sample)
    set_weights(page, groups={"security": 0, "alliance": 0, "economic": 0})
    assert page.get_by_text("Nothing counts yet. Give at least one group some points").is_visible()
    assert set(page.locator("tr.option .total").all_inner_texts()) == {""}
    assert set(page.locator("tr.option .rank").all_inner_texts()) == {""}
    assert page.locator("tr.option").count() == 19
    assert "NaN" not in page.inner_text("body")
    page.get_by_role("button", name="Equal weights", exact=True).click()
    settle(page)
    assert store(page, "s.weight_set") == "equal"
    assert "" not in page.locator("tr.option .total").all_inner_texts()


def test_one_group_only(sample: str, open_page: Opener) -> None:
    """When one group alone counts, the page says so and shows the order."""
    page = open_page(sample)
    set_weights(page, groups={"security": 40, "alliance": 0, "economic": 0})
    assert page.get_by_text("Only security counts now. Alliance and economic are at 0.").is_visible()


def test_ends_stand_beside_each_criterion(shipped: str, open_page: Opener) -> None:
    """Beside each criterion's points stand its worst and its best end, without hovering."""
    page = open_page(shipped)
    for button in page.locator(".weights button.more").all():
        button.click()
    for criterion in store(page, "m.criteria"):
        block = page.locator("li.criterion").filter(
            has=page.get_by_role("slider", name=criterion["title"], exact=True)
        )
        assert block.locator(".ends").all_inner_texts() == [
            f"Worst: {criterion['worst']}",
            f"Best: {criterion['best']}",
        ]


def test_whose_weights(shipped: str, open_page: Opener) -> None:
    """The heading names the owner; any change makes the weights yours, and they can be put back by name."""
    page = open_page(shipped)
    heading = page.locator(".headline h2")
    for one in store(page, "m.weight_sets"):
        page.get_by_label("Start from", exact=True).select_option(one["id"])
        settle(page)
        assert one["owner"] in heading.inner_text()
    page.get_by_label("Start from", exact=True).select_option("equal")
    page.get_by_role("button", name="Alliance: 5 points more").click()
    settle(page)
    assert heading.inner_text() == "Order under your weights (changed from: Equal weights)"
    assert "your weights" in page.locator("table.order caption").inner_text()
    page.get_by_role("button", name="Put back to: equal").click()
    settle(page)
    assert store(page, "s.weight_set") == "equal"


def test_protection_is_apart_until_asked_for(shipped: str, open_page: Opener) -> None:
    """Protection is in no total until it is switched on; then the heading names its share."""
    page = open_page(shipped)
    before = store(page, "r.total")
    assert store(page, "Object.values(r.groupParts).every((parts) => !parts.protection)")
    page.get_by_label("Include protection in the total").check()
    settle(page)
    assert "protection counting for 25 % of the total" in page.locator(".headline h2").inner_text()
    assert store(page, "r.total") != before
    page.get_by_label("Include protection in the total").uncheck()
    settle(page)
    assert store(page, "r.total") == before


def test_sheet_of_weights_on_a_phone(shipped: str, open_page: Opener) -> None:
    """On a phone the weights open from the bar below, which goes on saying what stands first."""
    page = open_page(shipped, PHONE)
    assert not page.locator(".weights").is_visible()
    page.get_by_role("button", name="Change weights").click()
    page.get_by_role("button", name="Economic: 5 points more").click()
    settle(page)
    assert page.locator(".phonebar .first").inner_text().startswith("First now: ")
    page.get_by_role("button", name="Done").click()
    assert not page.locator(".weights").is_visible()
    assert store(page, "s.groups.economic") == 55
