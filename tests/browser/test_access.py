"""What tests of access share, and what the requirements (`test_requirements_access.py`) do not ask for."""

from __future__ import annotations

import pytest

from tests.browser.axe import grave
from tests.browser.pages import PHONE, Opener, set_weights, store

pytestmark = pytest.mark.browser


def test_the_sheet_of_weights_on_a_phone(shipped: str, open_page: Opener) -> None:
    """With the sheet and a list of criteria open, axe finds nothing grave and nothing scrolls sideways."""
    page = open_page(shipped, PHONE)
    page.get_by_role("button", name="Change weights").click()
    page.get_by_role("button", name="criteria of security").click()
    assert grave(page) == []
    assert page.evaluate("document.querySelector('.weights').scrollWidth - window.innerWidth") <= 0


def test_axe_would_find_something(shipped: str, open_page: Opener) -> None:
    """The check is able to fail: a nameless control is found."""
    page = open_page(shipped)
    page.evaluate("document.querySelector('#results').append(document.createElement('select'))")
    assert any("select-name" in text for text in grave(page))


def test_structure(shipped: str, open_page: Opener) -> None:
    """One h1, no empty heading, the three landmarks, a language and a viewport."""
    page = open_page(shipped)
    assert page.locator("h1").count() == 1
    assert all(text.strip() for text in page.locator("h1:visible, h2:visible, h3:visible").all_inner_texts())
    for role in ("banner", "navigation", "main"):
        assert page.get_by_role(role).count() == 1, role  # type: ignore[arg-type]
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("meta[name=viewport]").count() == 1
    assert page.title().strip()


NAMES = """() => {
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll('button, input, select, summary, [role=tab]')].filter(shown).map((node) =>
    (node.getAttribute('aria-label') ?? (node.labels?.[0] ?? node).innerText ?? '').trim());
}"""


TARGETS = """() => [...document.querySelectorAll('button, input, select, summary')]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }))
  .map((node) => [node.getAttribute('aria-label') ?? node.innerText, node.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < LEAST || box.height < LEAST))
  .map(([name, box]) => `${name} ${box.width.toFixed(0)}x${box.height.toFixed(0)}`)"""


def test_sorting_keeps_focus(shipped: str, open_page: Opener) -> None:
    """Sorting the matrix leaves focus on the heading that was pressed, and says how it is sorted."""
    page = open_page(shipped)
    set_weights(page, tab="evidence")
    page.locator("button.sort").nth(3).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('th').getAttribute('aria-sort')") == "descending"
    criterion = page.evaluate("document.activeElement.dataset.criterion")
    shown = page.locator(f"button.cell[data-criterion={criterion}]").evaluate_all(
        "all => all.map((one) => one.dataset.option)"
    )
    scores = [store(page, f"m.scores.{option}.{criterion}.central") for option in shown]
    assert scores == sorted(scores, reverse=True)
