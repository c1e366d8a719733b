"""What axe finds in a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")


LOOK = """async ([where, options]) => {
  // Axe walks through panels that are out of view, too, to find nothing in them.
  const parked = where ? [...document.querySelectorAll('[role=tabpanel][hidden]')].map((panel) => [panel, [...panel.childNodes]]) : [];
  parked.forEach(([panel]) => panel.replaceChildren());
  const { violations } = await axe.run(where ?? document, options);
  parked.forEach(([panel, nodes]) => panel.replaceChildren(...nodes));
  return violations;
}"""


def violations(page: Page, where: str | None = None, **options: Any) -> list[dict[str, Any]]:
    """Return what axe finds in the page, or in a part of it without panels out of view."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(content=AXE_SCRIPT)
    return list(page.evaluate(LOOK, [where, {"resultTypes": ["violations"], **options}]))


def grave(page: Page, where: str | None = None, **options: Any) -> list[str]:
    """Return axe's serious and critical findings by all rules but those of AAA."""
    return [
        f"{item['id']}: {node['html'][:120]}"
        for item in violations(page, where, **{"runOnly": RULES, **options})
        if item["impact"] in GRAVE
        for node in item["nodes"]
    ]
