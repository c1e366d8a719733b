"""Tables for a word processor: real tables, captions that count, headings that repeat, whole packages."""

from __future__ import annotations

import io
import posixpath
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from docx.oxml.ns import qn

from policylab.exports import View, export, read_receipt
from policylab.exports.receipt import receipt_of
from policylab.exports.tables.docx_parts import add_caption, new_document, said, saved
from policylab.exports.tables.printed import printed
from tests.unit.exports.names import nasty_view

REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def opened(view: View, kind: str, **options: bool) -> Any:
    """Return a document as a reader opens it."""
    return Document(io.BytesIO(export(view, kind, "docx", **options)))


@pytest.mark.parametrize("kind", ["order", "matrix"])
@pytest.mark.parametrize("name", ["own_view", "gaps_view", "nasty"])
def test_cells_are_those_readers_are_told(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    """Every row of every table is there, in order, as literal text."""
    view: View = nasty_view() if name == "nasty" else request.getfixturevalue(name)
    document = opened(view, kind)
    told = printed(view, receipt_of(view, kind, "docx", {}))
    assert len(document.tables) == len(told.sheets) + 1  # the last one says what the file is
    for table, sheet in zip(document.tables, told.sheets, strict=False):
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert rows[2:] == [[said(cell) for cell in row] for block in sheet.blocks for row in block.rows]
        assert rows[1] == [said(head.title) for head in sheet.heads]
    words = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert said(view.study.label) in words
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[-1].rows}
    assert facts["question"] == said(view.study.question)


def test_captions_headings_and_language(view: View) -> None:
    """Captions have fields that count, headings repeat, tables are described, and pages say their language."""
    document = opened(view, "matrix")
    captions = [one for one in document.paragraphs if one.style.name == "Caption"]
    assert [one.text.split(".")[0] for one in captions] == ["Table 1", "Table 2"]
    for one in captions:
        (field,) = [node.text for node in one._p.iter(qn("w:instrText"))]
        assert field.strip() == r"SEQ Table \* ARABIC"
    for table in document.tables[:-1]:
        repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
        assert repeated == [True, True] + [False] * len(view.study.ranked_options)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert document.paragraphs[0].style.name == "Heading 1"
    languages = {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert document.core_properties.language == "en-GB"


@pytest.mark.parametrize(("options", "sizes"), [({}, (21.0, 29.7)), ({"landscape": True}, (29.7, 21.0))])
def test_pages(view: View, options: dict[str, bool], sizes: tuple[float, float]) -> None:
    """A page stands or lies across on A4, and no table is wider than its line."""
    document = opened(view, "matrix", **options)
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == sizes
    line = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= line * 1.01


def test_the_package_is_whole_and_has_no_clock(own_view: View) -> None:
    """Every part that is named is there, every part is named, dates are fixed, and the receipt is found once."""
    content = export(own_view, "order", "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        names = set(folder.namelist())
        assert {item.date_time for item in folder.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len(names) == len(folder.infolist())
        for name in [name for name in names if name.endswith(".rels")]:
            base = posixpath.dirname(posixpath.dirname(name))
            for link in ET.fromstring(folder.read(name)).iter(REL):  # noqa: S314
                if link.get("TargetMode") != "External":
                    target = link.get("Target") or ""
                    assert posixpath.normpath(posixpath.join("/", base, target)).lstrip("/") in names
        assert sum(folder.read(name).count(b"policylab-receipt:") for name in names) == 1
        core = folder.read("docProps/core.xml").decode()
    assert "2013" not in core
    assert core.count("1980-01-01T00:00:00Z") == 3
    assert read_receipt(content).kind == "order"


def test_captions_of_two_kinds_count_apart(view: View) -> None:
    """Tables and figures are counted each for themselves, as the word processor will count them."""
    document = new_document("A", "B", receipt_of(view, "order", "docx", {}))
    told = [add_caption(document, "x", word).text for word in ("Table", "Figure", "Table")]
    assert told == ["Table 1. x", "Figure 1. x", "Table 2. x"]
    assert saved(document) == saved(document)


def test_a_word_processor_opens_it(tmp_path: Path) -> None:
    """LibreOffice opens a table whose names try harm, and prints them as they are."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "order.docx").write_bytes(export(nasty_view(), "order", "docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    call = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path)]
    ran = subprocess.run([*call, str(tmp_path / "order.docx")], capture_output=True, check=False, timeout=240)
    made = tmp_path / "order.txt"
    if not made.exists() and b"filter" in ran.stderr:
        pytest.skip("LibreOffice has no writer here")
    text = made.read_text(encoding="utf-8-sig")
    assert "=1+1" in text
    assert "US$5 ... US$7, 100%, a_b & #1 ~ ^^4d" in text
