"""What leaves the page: files and print."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

import policylab as pl
from policylab.exports import reproduce
from policylab.viewmodels.state import TABS
from tests.browser._pdf import Printed, printed
from tests.browser.pages import Opener, set_weights, settle, store
from tests.browser.test_export import open_export, png_facts, saved, table

pytestmark = pytest.mark.browser
FILES = {
    "Order as CSV": "csv",
    "Order as TSV": "csv",
    "Order as LaTeX": "tex",
    "Order as Markdown": "md",
    "Option matrix as CSV": "csv",
    "Scores as CSV": "csv",
    "Order as bars as SVG": "svg",
    "Trade-offs as SVG": "svg",
    "Protection ladder as SVG": "svg",
    "Weight map as SVG": "svg",
    "Note on method as Markdown": "md",
    "This view as a file as JSON": "json",
}
"""Made by Python, but the last."""
ALONE = (
    "Order as CSV",
    "Order as LaTeX",
    "Order as bars as SVG",
    "Weight map as SVG",
    "Order as bars as PNG",
)
"""Made by the page when its server is away."""


def plain_text(content: bytes, kind: str) -> str:
    """Return a file's text without the escapes of its form."""
    if kind == "png":
        return "\n".join(str(value) for value in png_facts(content).values())
    text = content.decode("utf-8-sig")
    if kind == "svg":
        return "\n".join(ET.fromstring(text).itertext())  # noqa: S314 - made by our own page
    if kind == "json":
        return "\n".join(json.loads(text)["about"].values())
    if kind == "csv":
        return text.replace('""', '"')
    return text.replace("\\", "") if kind == "md" else text


def test_r33_export_agrees(shipped: str, open_page: Opener, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every file carries weights and whose, scenario, floor, versions, date, link and label; a reopened one gives the order."""
    page = open_page(shipped)
    patch = {"groups": {"security": 83, "alliance": 9}, "scenario": "mass_flight", "floor": 34}
    open_export(page, **patch)
    study = store(page, "m.study")
    scenario = store(page, "m.scenarios.find((one) => one.id === s.scenario).title")
    link = page.evaluate(
        "() => import('./components/link.js').then((part) => {"
        " const { store } = document.getElementById('explore').policylab; return part.linkTo(store.model, store.state); })"
    )
    today = page.evaluate("() => import('./components/files.js').then((part) => part.dateOf(new Date()))")
    told = (study["label"], "own weights (changed from:", "83", scenario, "34 points", link, today,
            f"version {study['version']}", study["id"], "policylab ")  # fmt: skip
    for name, kind in FILES.items():
        content = saved(page, name)
        text = plain_text(content, kind)
        for wanted in told:
            assert wanted in text, (name, wanted)
        assert kind == "json" or reproduce(content, pl.load(study["id"])).agrees
    bases = [
        sum(row.basis == basis for row in pl.load(study["id"]).rows if row.option != study["baseline"])
        for basis in ("stated", "implied", "judgement")
    ]
    assert re.findall(
        r"(\d+) (?:are stated|follow|are our judgement)", saved(page, "Note on method as Markdown").decode()
    ) == [str(n) for n in bases]
    order = store(page, "r.order")
    totals = [round(total) for total in store(page, "r.order.map((id) => r.total[id])")]
    _, rows = table(saved(page, "Order as CSV"))
    assert [row["option"] for row in rows] == order
    assert all(abs(int(row["total"]) - total) <= 1 for row, total in zip(rows, totals, strict=True))
    open_export(page, alone=True)
    for name in ALONE:
        text = plain_text(
            saved(page, name), {"CSV": "csv", "LaTeX": "tex", "SVG": "svg", "PNG": "png"}[name.split()[-1]]
        )
        assert [wanted for wanted in told if wanted not in text] == [], name
    path = tmp_path_factory.mktemp("view") / "view.json"
    path.write_bytes(saved(page, "This view as a file as JSON"))
    other = open_page(shipped)
    open_export(other)
    other.locator("input[type=file]").set_input_files(path)
    other.get_by_text("Opened from a file").wait_for()
    settle(other)
    assert store(other, "r.order") == order


# ---- Paper ---------------------------------------------------------------------------------------

CONTROLS = (
    "Undo",
    "Copy link",
    "Show as table",
    "Change weights",
    "Find options",
    "Stop working out",
    "Start from",
)
WIDE = ("tradeoffs", "compare", "scenarios", "evidence")
UPRIGHT, ACROSS = 688, 1032  # px between the margins of A4
FAULTS = """() => {
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility());
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  const told = (what, nodes) => nodes.slice(0, 1).map((node) => `${what}: ${node.outerHTML.slice(0, 120)}`);
  return [...told('control', seen('select, input, textarea, progress, [role=slider], [role=tab], button.plain:not(.rung, .rest *), button.act')),
    ...told('may be cut', seen('tbody tr:not(.why), tr:not(thead *, .why)').filter((row) => getComputedStyle(row).breakInside !== 'avoid')),
    ...told('pinned', seen('header *, main *, footer *').filter((node) => ['sticky', 'fixed'].includes(getComputedStyle(node).position))),
    ...(wide > 0 ? [`too wide: ${wide}`] : [])];
}"""


@pytest.mark.parametrize("tab", TABS)
def test_r34_print(shipped: str, open_page: Opener, tab: str) -> None:
    """Printed, every view holds all options and the label on every sheet, no control, nothing pinned, cut or too wide."""
    page = open_page(shipped)
    set_weights(page, tab=tab, floor=20, chosen=store(page, "m.options.slice(1, 4).map((one) => one.id)"))
    if tab == "order":
        set_weights(page, option=store(page, "r.order[3]"))
    page.wait_for_function("!document.querySelector('[role=tabpanel]:not([hidden]) .loading')")
    settle(page)
    paper = printed(page)
    check_paper(
        paper,
        store(page, "m.options.map(({ short, title }) => [short, title])"),
        store(page, "m.study.label"),
    )
    assert "Scenario: Today" in paper.text
    if tab == "order":
        assert len(paper.pages) > 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": ACROSS if tab in WIDE else UPRIGHT, "height": 900})
    settle(page)
    assert page.evaluate(FAULTS) == []


def test_report_on_paper(browser: Browser, shipped: str) -> None:
    """The report on paper: all options, the label on each of several sheets, no control, nothing cut or too wide."""
    page = browser.new_page()
    page.goto(shipped + "report")
    page.wait_for_selector(".ordertable")
    paper = printed(page)
    model = "JSON.parse(document.getElementById('policylab-study').textContent)"
    names = page.evaluate(f"{model}.options.map(({{ short, title }}) => [short, title])")
    check_paper(paper, names, page.evaluate(f"{model}.study.label"))
    version = page.evaluate(f"{model}.study.version")
    assert len(
        paper.sheets_with(
            f"Order under equal weights (policylab). North Koreans in China, version {version}."
        )
    ) == len(paper.pages)
    assert len(paper.pages) > 3
    assert "Back to Explore" not in paper.text
    page.emulate_media(media="print")
    page.set_viewport_size({"width": UPRIGHT, "height": 900})
    assert page.evaluate(FAULTS) == []
    page.close()


def check_paper(paper: Printed, names: list[list[str]], label: str) -> None:
    """All options, the label on every sheet and the number of the sheet, and none of the controls."""
    assert [name for name in names if not any(paper.sheets_with(text) for text in name)] == []
    sheets = list(range(1, len(paper.pages) + 1))
    assert paper.sheets_with(label) == sheets
    assert all(f"{sheet} of {sheets[-1]}" in paper.pages[sheet - 1] for sheet in sheets)
    assert [words for words in CONTROLS if words in paper.text] == []


def test_faults_on_paper_are_found(browser: Browser) -> None:
    """A field, a row that may be cut, something pinned and something too wide are noticed."""
    page = browser.new_page(viewport={"width": UPRIGHT, "height": 900})
    page.set_content(
        "<main><select><option>a</option></select><table><tr style='position: sticky; top: 0'><td>b</td></tr></table>"
        "<p style='width: 2000px'>c</p></main>"
    )
    found = page.evaluate(FAULTS)
    assert [fault.split(":")[0] for fault in found] == ["control", "may be cut", "pinned", "too wide"]
    page.close()
