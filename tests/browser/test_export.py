"""Export: what a file holds is what the study and the screen say, and no name in it does harm."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page

import policylab as pl
from policylab.exports import read_receipt
from policylab.schema import Study
from policylab.viewmodels.state import checked_state
from tests.browser.pages import ANSWER, PHONE, Opener, served, set_weights, settle, store

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
# The desk is told that the server is away; what it would have asked stays open until it is joined again.
AWAY = """() => { const { desk } = document.getElementById('explore').policylab;
  desk.isConnected = () => false; }"""
BACK = "() => { document.getElementById('explore').policylab.desk.isConnected = () => true; }"
MAKERS = pytest.mark.parametrize("alone", [False, True], ids=["by Python", "by the page alone"])
PICTURES = ("Order as bars", "Trade-offs", "Protection ladder", "Weight map")


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


def open_export(page: Page, *, alone: bool = False, **patch: object) -> None:
    """Show the tab, with ranges known; `alone`: then without a server, so that the page makes what it can itself."""
    set_weights(page, tab="export", **patch)
    page.wait_for_selector(".exportlist")
    page.wait_for_function("document.getElementById('explore').policylab.store.ranges", timeout=ANSWER)
    if alone:
        page.evaluate(AWAY)


def saved(page: Page, name: str) -> bytes:
    """Save a file by its button and return it; by key, which reaches the button wherever it stands."""
    with page.expect_download(timeout=ANSWER) as waiting:
        page.get_by_role("button", name=f"Save {name}", exact=True).press("Enter")
    path = waiting.value.path()
    return Path(path).read_bytes()


def table(content: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return what a CSV file says of itself, and its rows."""
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    first = next(k for k, row in enumerate(rows) if not row[0].startswith("# "))
    facts = {row[0][2:]: row[1] for row in rows[:first]}
    return facts, [dict(zip(rows[first], row, strict=True)) for row in rows[first + 1 :]]


def number(text: str) -> float | None:
    """Return a number, or nothing for an empty cell."""
    return None if text == "" else float(text)


@MAKERS
def test_matrix_equals_the_study(shipped: str, open_page: Opener, study: Study, alone: bool) -> None:
    """Both matrix files, read again by Python, equal the study; own scores stand in columns of their own."""
    page = open_page(shipped)
    own = {"camp": {"influx": [0, 0.5, 1]}}
    open_export(page, alone=alone, own=own, scenario="mass_flight")
    facts, rows = table(saved(page, "Scores as CSV"))
    assert facts["label"] == study.label
    published = {(row.option, row.criterion): row for row in study.rows if row.option in study.ranked_options}
    assert len(rows) == len(study.ranked_options) * len(study.criteria)
    for row in rows:
        one = published[row["option"], row["criterion"]]
        assert [number(row[key]) for key in ("low", "central", "high")] == [one.low, one.central, one.high]
        assert (row["basis"], row["evidence"].split(), row["reason"]) == (
            one.basis,
            list(one.evidence),
            one.reason,
        )
        assert row["option_title"] == study.options[row["option"]].title
        moved = store(
            page,
            f"m.scenarios.find((one) => one.id === 'mass_flight').cells.{row['option']}?.{row['criterion']}?.central ?? {one.central}",
        )
        assert number(row["scenario_central"]) == moved
        mine = own.get(row["option"], {}).get(row["criterion"])
        assert [number(row[f"own_{key}"]) for key in ("low", "central", "high")] == (mine or [None] * 3)
    facts, rows = table(saved(page, "Option matrix as CSV"))
    assert [row["option"] for row in rows] == list(study.ranked_options)
    camp = next(row for row in rows if row["option"] == "camp")
    assert float(camp["influx"]) == -2.0
    assert float(camp["own influx"]) == 0.0  # the scenario moves it by a half step, as the published one
    assert all(set(study.criteria) <= set(row) for row in rows)


@MAKERS
def test_order_files_equal_the_screen(shipped: str, open_page: Opener, alone: bool) -> None:
    """The order as CSV and as LaTeX has the places, parts, totals and words of the page, and parts add up."""
    page = open_page(shipped)
    set_weights(page, groups={"security": 83, "alliance": 20}, protection=30, floor=34)
    page.wait_for_function("document.getElementById('explore').policylab.store.ranges")
    screen = page.locator("tr.option").evaluate_all(
        "all => all.map((row) => ['.rank', '.range', '.total', '.protection']"
        ".map((one) => row.querySelector(one).innerText.trim()).concat(row.dataset.option))"
    )
    open_export(page, alone=alone)
    facts, rows = table(saved(page, "Order as CSV"))
    assert [row["option"] for row in rows] == [line[-1] for line in screen]
    for row, (rank, span, total, protection, _) in zip(rows, screen, strict=True):
        assert f"{'=' if row['shared'] == 'yes' else ''}{row['place']}" == rank
        assert (row["range_from"], row["range_to"]) == tuple(
            span.split("\u2013") if "\u2013" in span else (span, span)
        )
        assert int(row["total"]) == int(total.replace("\u2212", "-"))
        assert protection.startswith(row["protection_word"])
        assert ("below floor" in protection) == (row["below_floor"] == "yes")
    assert facts["protection in the total"] == "30\u00a0% of the total"
    latex = saved(page, "Order as LaTeX").decode()
    body = [line for line in latex.splitlines() if re.match(r"\s*=?\d+ &", line)]
    assert len(body) == len(rows)
    for line, (rank, _, total, *_rest) in zip(body, screen, strict=True):
        cells = [cell.strip() for cell in line.rstrip("\\").split("&")]
        assert cells[0] == rank
        assert total.replace("\u2212", "$-$") in cells


@MAKERS
def test_parts_in_a_file_add_up(sample: str, open_page: Opener, alone: bool) -> None:
    """In the order's file the parts of each option add up to its total, with protection in it or not."""
    page = open_page(sample)
    for patch in ({"groups": {"security": 71, "alliance": 13}}, {"protection": 37}):
        open_export(page, **patch)
        page.evaluate(AWAY if alone else "() => {}")
        _, rows = table(saved(page, "Order as CSV"))
        page.evaluate(BACK if alone else "() => {}")
        groups = store(page, "m.groups.filter((one) => one.ledger === 'state').map((one) => one.id)")
        for row in rows:
            aims = (
                store(page, f"r.groupParts.{row['option']}.protection ?? 0") if "protection" in patch else 0
            )
            parts = sum(int(row[key]) for key in groups)
            assert abs(int(row["total"]) - parts - aims) <= 1 if aims else int(row["total"]) == parts


def test_pictures_are_whole(shipped: str, open_page: Opener, study: Study) -> None:
    """Each picture is well-formed XML with title, description and real text, no class and no script; PNG has its facts."""
    page = open_page(shipped)
    open_export(page, alone=True, floor=34)
    for name in PICTURES:
        content = saved(page, f"{name} as SVG").decode()
        root = ET.fromstring(content)  # noqa: S314 - made by our own page
        assert name in (root.findtext(f"{SVG}title") or "")
        desc = root.findtext(f"{SVG}desc") or ""
        assert study.label in desc
        assert store(page, "s.scenario") in desc
        texts = [node.text or "" for node in root.iter(f"{SVG}text")]
        assert any("today" in text.lower() or "Status quo" in text for text in texts), name
        assert any(study.label.startswith(text) for text in texts if len(text) > 30)
        assert "class=" not in content
        assert "<script" not in content
        for node in root.iter():
            for value in node.attrib.values():
                if value.startswith("url(#"):
                    assert root.find(f".//*[@id='{value[5:-1]}']") is not None
    order = ET.fromstring(saved(page, "Order as bars as SVG").decode())  # noqa: S314
    texts = [node.text or "" for node in order.iter(f"{SVG}text")]
    for option in study.ranked_options:
        assert any(text.startswith(study.options[option].short) for text in texts)
    facts = png_facts(saved(page, "Order as bars as PNG"))
    assert facts["width"] == 1920
    assert facts["label"] == study.label
    assert facts["link"].startswith(shipped)


def png_facts(content: bytes) -> dict[str, Any]:
    """Return width and texts of a PNG, each chunk's sum checked."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    found: dict[str, Any] = {}
    at = 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        (crc,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        assert crc == zlib.crc32(kind + data)
        if kind == b"IHDR":
            found["width"] = struct.unpack(">I", data[:4])[0]
        if kind == b"iTXt":
            key, _, rest = data.partition(b"\0")
            found[key.decode()] = rest[4:].decode()
        at += 12 + length
    return found


def test_a_view_as_a_file_opens_again(
    shipped: str, open_page: Opener, study: Study, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The JSON is a state that Python takes; opened again it gives the same order; a strange one changes nothing."""
    folder = tmp_path_factory.mktemp("files")
    page = open_page(shipped)
    patch = {
        "groups": {"security": 91, "alliance": 7},
        "protection": 22,
        "floor": 11,
        "own": {"camp": {"influx": [0, 1, 2]}},
    }
    open_export(page, **patch)
    content = saved(page, "This view as a file as JSON")
    state = json.loads(content)["state"]
    assert checked_state(study, state)["groups"]["security"] == 91
    order = store(page, "r.order")
    (folder / "view.json").write_bytes(content)
    other = open_page(shipped)
    open_export(other)
    assert store(other, "r.order") != order
    other.locator("input[type=file]").set_input_files(folder / "view.json")
    other.get_by_text("Opened from a file").wait_for()
    settle(other)
    assert store(other, "r.order") == order
    assert {key: store(other, f"s.{key}") for key in ("protection", "floor", "own")} == {
        key: patch[key] for key in ("protection", "floor", "own")
    }
    strange = {
        **json.loads(content),
        "state": {**state, "groups": {"security": 1e9}, "own": {"camp": {"nothing": [0, 0, 0]}}},
    }
    for text, said in [
        ("{", "no file of a view"),
        (json.dumps({**json.loads(content), "state": {**state, "study": "other"}}), "another study"),
        (json.dumps(strange), "own scores"),
    ]:
        (folder / "bad.json").write_text(text)
        other.locator("input[type=file]").set_input_files(folder / "bad.json")
        other.locator(".told [role=status]", has_text=said).wait_for()
        settle(other)
        assert store(other, "Object.values(s.groups).every((one) => one >= 0 && one <= 100)")
    other.locator("#tools").get_by_role("button", name="Undo").click()


def test_a_failure_says_so(sample: str, open_page: Opener) -> None:
    """When a file cannot be made the page says why, leaves the view alone, and offers the text to copy."""
    page = open_page(sample)
    open_export(page, alone=True)
    before = store(page, "s")
    page.evaluate("() => { URL.createObjectURL = () => { throw new Error('no room on this device'); }; }")
    page.get_by_role("button", name="Save Order as CSV", exact=True).click()
    page.get_by_text("The file could not be made: no room on this device. Your view is unchanged.").wait_for()
    page.get_by_role("button", name="Copy as text").click()
    assert "Plan 3" in page.locator(".astext textarea").input_value()
    assert store(page, "s") == before


def test_ticks_set_the_options(sample: str, open_page: Opener) -> None:
    """Pages across are for LaTeX and Word alone, greys for figures; both stand in the receipt."""
    page = open_page(sample)
    open_export(page)
    page.get_by_label("Pages across, in LaTeX and Word").check()
    assert b"\\begin{landscape}" in saved(page, "Option matrix as LaTeX")
    assert read_receipt(saved(page, "Option matrix as CSV")).options == {}
    assert read_receipt(saved(page, "Protection ladder as SVG")).options == {}
    page.get_by_label("In greys, for a paper printed in black").check()
    assert read_receipt(saved(page, "Protection ladder as SVG")).options == {"grey": True}


def test_without_a_server(sample: str, open_page: Opener) -> None:
    """What only Python makes is refused in a sentence when the server is away, with ways on, and made when it is back."""
    page = open_page(sample)
    open_export(page)
    page.evaluate(
        "() => { const { desk } = document.getElementById('explore').policylab; const { connect } = desk;"
        " window.ask = (message) => { window.asked = message; }; connect(null); window.back = () => connect(window.ask); }"
    )
    button = page.get_by_role("button", name="Save Workbook as Excel (XLSX)", exact=True)
    button.click()
    page.get_by_text("it is made by the server, which is not connected").wait_for()
    page.evaluate("window.back()")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_function(
        "window.asked?.asks.some((one) => one.kind === 'file' && one.args.kind === 'workbook')"
    )
    page.get_by_role("button", name="Stop making the file").click()
    page.get_by_text("Stopped. Your view is unchanged.").wait_for()
    page.wait_for_function("window.asked.asks.every((one) => one.kind !== 'file')")


def test_a_fault_is_told(shipped: str, open_page: Opener) -> None:
    """What Python refuses stands on the page as a sentence."""
    page = open_page(shipped)
    open_export(page)
    page.evaluate(
        "() => { const p = document.getElementById('explore').policylab; p.store.set({ groups: Object.fromEntries(Object.keys(p.store.state.groups).map((g) => [g, 0])) }); }"
    )
    page.get_by_role("button", name="Save Report as PDF", exact=True).click()
    page.locator(".told [role=status]", has_text="Nothing counts yet").wait_for(timeout=ANSWER)


def test_hostile_names_are_harmless(open_page: Opener) -> None:
    """Names that are formulas, markup or TeX come out as text in every file, in any script, and the files are whole."""
    with served("hostile") as address:
        page = open_page(address, PHONE)
        page.evaluate(
            "() => { const { store } = document.getElementById('explore').policylab;"
            " store.model.options[1].title = '=HYPERLINK(\"x\")'; store.model.options[2].title = '@cmd,\\n+1';"
            " store.model.options[3].title = '50 % & {x}_\\\\input{a} $y$ #1 ~ ^'; store.model.options[3].short = store.model.options[3].title;"
            " store.model.options[4].title = '\ud55c\uad6d\uc5b4 \u6f22\u5b57 \U0001f600'; }"
        )
        open_export(page, alone=True)
        _, rows = table(saved(page, "Order as CSV"))
        titles = {row["option"]: row["title"] for row in rows}
        assert titles["plan_1"] == '\'=HYPERLINK("x")'
        assert titles["plan_2"] == "'@cmd,\n+1"
        _, tidy = table(saved(page, "Scores as CSV"))
        cells = [value for row in [*rows, *tidy] for value in row.values()]
        bad = [value for value in cells if value[:1] in tuple("=+-@\t\r") and not is_number(value)]
        assert bad == []
        assert any("한국어 漢字 \U0001f600" in value for value in cells)
        latex = saved(page, "Order as LaTeX").decode()
        assert (
            "50 \\% \\& \\{x\\}\\_\\textbackslash{}input\\{a\\} \\$y\\$ \\#1 \\textasciitilde{} \\textasciicircum{}"
            in latex
        )
        assert "\\input{" not in latex.replace("\\textbackslash{}input", "")
        for name in PICTURES:
            root = ET.fromstring(saved(page, f"{name} as SVG").decode())  # noqa: S314
            assert not [
                node
                for node in root.iter()
                if node.tag.removeprefix(SVG) in ("script", "image", "a", "foreignObject", "iframe")
            ]
        note = saved(page, "Note on method as Markdown").decode()
        assert "<script" not in note.replace("\\<", "")
        json.loads(saved(page, "This view as a file as JSON"))
        assert page.evaluate("window.__xss") is None
        page.context.close()


def is_number(text: str) -> bool:
    """Return whether a text is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True
