"""What leaves the page: files and print."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from tests.browser.pages import Opener, settle, store
from tests.browser.test_export import open_export, png_facts, saved, table

pytestmark = pytest.mark.browser
FILES = {
    "Order as a table as CSV": "csv",
    "Order for a paper as LaTeX": "tex",
    "Matrix, one row per option as CSV": "csv",
    "Matrix, one row per score as CSV": "csv",
    "Order as bars as SVG": "svg",
    "Trade-offs as SVG": "svg",
    "Protection ladder as SVG": "svg",
    "Weight map as SVG": "svg",
    "Order as bars as PNG, two times as fine": "png",
    "Note on method as Markdown": "md",
    "This view as a file as JSON": "json",
}


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
    for name, kind in FILES.items():
        text = plain_text(saved(page, name), kind)
        for wanted in (study["label"], "your weights (changed from:", "83", scenario, "34 points", link, today,
                       f"version {study['version']}", study["id"], "policylab "):  # fmt: skip
            assert wanted in text or (kind == "md" and wanted == study["id"]), (name, wanted)
    order = store(page, "r.order")
    totals = [round(total) for total in store(page, "r.order.map((id) => r.total[id])")]
    _, rows = table(saved(page, "Order as a table as CSV"))
    assert [row["option"] for row in rows] == order
    assert all(abs(int(row["total"]) - total) <= 1 for row, total in zip(rows, totals, strict=True))
    path = tmp_path_factory.mktemp("view") / "view.json"
    path.write_bytes(saved(page, "This view as a file as JSON"))
    other = open_page(shipped)
    open_export(other)
    other.locator("input[type=file]").set_input_files(path)
    other.get_by_text("Opened from a file").wait_for()
    settle(other)
    assert store(other, "r.order") == order
