"""Files of a study in which an assembly decides do not speak of the state."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

import policylab as pl
from policylab.exports import KINDS, View, export
from policylab.exports.figures import CHARTS, figure

TEXTS = ("md", "html", "tex", "txt", "svg", "json", "csv", "tsv", "xml")
STATE = re.compile(r"\b[Tt]he state\b|\b[Ss]tate(?:'|\u2019)s\b|\bstate ledger\b|\bState\b")


@pytest.fixture(scope="module")
def view() -> View:
    """Return the teaching study, whose Assembly decides."""
    return View.of(pl.load("river_plain"), draws=500)


def spoken(content: bytes, ending: str) -> str:
    """Return what can be read in a file."""
    if ending == "docx":
        document = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
        return re.sub(r"<[^>]+>", "", document.replace("</w:p>", "\n"))
    if ending == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row if cell)
    return content.decode()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("figure-")])
def test_files(view: View, kind: str) -> None:
    """Tables, report, workbook, note on method and XMCDA."""
    for ending in KINDS[kind].makers:
        if ending in (*TEXTS, "docx", "xlsx"):
            assert STATE.findall(spoken(export(view, kind, ending), ending)) == [], ending


def test_words_with_protection_in_the_total() -> None:
    """Other sentences stand in the report, the order and the note on method then."""
    study = pl.load("river_plain")
    view = View.of(study, study.default.weights, study.default.scenario, 0.25, draws=500)
    for kind, ending in (("report", "html"), ("order", "md"), ("method", "md")):
        assert STATE.findall(spoken(export(view, kind, ending), ending)) == [], kind
    assert (
        "the other 75\N{NO-BREAK SPACE}% is the Assembly\u2019s ledger"
        in export(view, "method", "md").decode()
    )


def test_figures(view: View) -> None:
    """Titles, sentences, alternative texts and whatever is drawn."""
    for kind in CHARTS:
        made = figure(view, kind)
        assert STATE.findall(" ".join((made.title, made.says, made.alt, made.source, made.svg))) == [], kind


def test_the_assembly_is_named(view: View) -> None:
    """In the figure of both ledgers, the report, the note on method and the XMCDA file."""
    assert figure(view, "figure-ledgers").title == "What each option does for the Assembly and for protection"
    report = export(view, "report", "html").decode()
    assert "Scores, concerns of the Assembly" in report
    assert "For the Assembly" in report
    assert "of the Assembly\u2019s ledger" in export(view, "method", "md").decode()
    assert "of the Assembly\u2019s ledger" in export(view, "order", "md").decode()
    assert "Ledger of the Assembly" in export(view, "xmcda", "xml").decode()
