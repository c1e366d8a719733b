"""Where an assembly decides, no screen speaks of the state; and page and package write its name alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from policylab.analysis.wording import APOSTROPHE, bare_name, possessive
from policylab.testing import tiny_study
from tests.browser.pages import Opener, served
from tests.browser.views import VIEWS, View, other_views, show

pytestmark = pytest.mark.browser

IDS = {
    "camp": "move_with_help", "full_compliance": "higher_dykes", "special_visa": "flood_fund", "jobs": "barges",
    "quiet_halt": "warning_shelters", "security": "money", "china": "assembly", "protection": "people",
}  # fmt: skip
"""Of the shipped study, with what stands for them in the teaching study."""
MORE = (
    View("tradeoffs with protection in the total", {"tab": "tradeoffs", "protection": 25}),
    View("compare with protection in the total", {"tab": "compare", "chosen": ["camp", "special_visa"], "protection": 25}),
    View("packages, nothing ticked", {"tab": "packages"}),
    View("packages, one beaten by others", {"tab": "packages", "package": ["full_compliance", "special_visa"]}),
    View("firm with protection in the total", {"tab": "firm", "protection": 25}),
    View("firm, only protection", {"tab": "firm", "protection": 100}),
)  # fmt: skip
TOLD = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const said = [document.title];
  while (walker.nextNode()) {
    if (!walker.currentNode.parentNode.closest('script, style')) said.push(walker.currentNode.data);
  }
  for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'alt', 'placeholder']) {
    said.push(...[...document.querySelectorAll(`[${name}]`)].map((node) => node.getAttribute(name)));
  }
  return said.join('\\n');
}"""
ALONE = """async () => {
  const { sectionsOf } = await import(new URL('components/export_kinds.js', document.baseURI));
  const page = document.getElementById('explore').policylab;
  const { store } = page;
  const { model, state, result, ranges } = store;
  const view = { model, state, result, ranges, store, page, link: 'http://here/', software: 'policylab', date: '2026-01-31' };
  const files = {};
  for (const { kind, forms } of sectionsOf(model).flatMap(({ kinds }) => kinds)) {
    for (const { ending, alone } of forms) if (alone && ending !== 'png') files[`${kind}.${ending}`] = (await alone(view)).text;
  }
  return files;
}"""
STATE = re.compile(
    r"\bthe state\b(?! it shows| kept on this device)|\bstate['\u2019]s\b|\bstate (?:criteria|ledger)\b|"
    r"\bstate [+\u22120-9]|^State\b", re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
"""What may be said of a page's own state is left out."""
NAMES = ("the state", "the Friends", "Parliament", "a court", "an Office", "The", "Theresa", "the  Council")


@pytest.fixture(scope="module")
def river(repo: Path) -> Iterator[str]:
    """Serve the teaching study."""
    with served(str(repo / "scenarios" / "river_plain")) as address:
        yield address


def in_river(value: Any) -> Any:
    """Return part of a view's state with the ids of the teaching study."""
    if isinstance(value, dict):
        return {key: in_river(part) for key, part in value.items()}
    if isinstance(value, list):
        return [in_river(part) for part in value]
    return IDS.get(value, value) if isinstance(value, str) else value


def views_of_river(page: Page, address: str) -> Iterator[str]:
    """Show every view of every page; yield their names."""
    for view in (*VIEWS, *MORE, VIEWS[0]):
        show(page, replace(view, patch=in_river(view.patch)))
        yield view.name
    yield from other_views(page, address, every_step=True)


def test_no_view_speaks_of_the_state(open_page: Opener, river: str) -> None:
    """Texts, names and titles of all views, with their tables open, shown or not; most of them name the Assembly."""
    page = open_page(river)
    found: dict[str, list[str]] = {}
    named = set()
    for name in views_of_river(page, river):
        told = page.evaluate(TOLD)
        found[name] = [told[max(0, hit.start() - 40) : hit.end() + 40] for hit in STATE.finditer(told)]
        if (
            "the Assembly\u2019s concerns" in told
            or "the Assembly\u2019s weight" in told
            or "for the Assembly" in told
        ):
            named.add(name)
    assert {name: hits for name, hits in found.items() if hits} == {}
    assert {
        "tradeoffs",
        "compare",
        "packages",
        "firm, tipping",
        "firm, places",
        "export",
        "report",
        "about",
    } <= named


def test_files_that_the_page_makes_alone(open_page: Opener, river: str) -> None:
    """Tables, note on method and drawings; with protection apart and in the total."""
    page = open_page(river)
    for share in (0, 25):
        show(page, View("export", {"tab": "export", "protection": share}))
        files = page.evaluate(ALONE)
        assert {"order.csv", "order.tex", "method.md", "figure-ledgers.svg"} <= set(files)
        assert {name: STATE.findall(text) for name, text in files.items() if STATE.search(text)} == {}
        assert "the Assembly\u2019s ledger" in files["method.md"]
        assert "the Assembly\u2019s concerns" in files["figure-ledgers.svg"]


def test_page_and_package_write_the_name_alike(open_page: Opener, river: str) -> None:
    """The possessive, and the name without its article."""
    page = open_page(river)
    study = tiny_study()
    ours = []
    for name in NAMES:
        one = replace(study, card=study.card.model_copy(update={"decision_maker": name}))
        ours.append([possessive(one, APOSTROPHE), bare_name(one)])
    theirs = page.evaluate(
        """async (names) => {
          const { possessive, bareName } = await import(new URL('components/words.js', document.baseURI));
          return names.map((name) => ({ study: { decision_maker: name } })).map((model) => [possessive(model), bareName(model)]);
        }""",
        list(NAMES),
    )
    assert theirs == ours
