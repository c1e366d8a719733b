"""The workbook as a file: what it holds, what may be changed in it, and that no text of a study becomes a formula."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from policylab.exports import View, export, read_receipt, reproduce
from policylab.exports.workbook.cells import Book, fitting
from policylab.schema import Study
from policylab.testing import tiny_study
from tests.browser.sample import sample_study

SHEETS = ["README", "weights", "scores", "values", "contributions", "order", "evidence", "sources"]


def opened(content: bytes, values: bool = False) -> openpyxl.Workbook:
    """Return a workbook as openpyxl reads it: formulas, or the values they carry."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def formulas(book: openpyxl.Workbook) -> dict[tuple[str, str], str]:
    """Return every formula by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def texts(book: openpyxl.Workbook) -> set[str]:
    """Return every text that is no formula."""
    return {
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s" and isinstance(cell.value, str)
    }


@pytest.fixture(scope="module")
def own(own_view: View) -> bytes:
    """Return the workbook of a reader's own view."""
    return export(own_view, "workbook", "xlsx")


@pytest.fixture(scope="module")
def own_book(own: bytes) -> openpyxl.Workbook:
    """Return the same, with its formulas; tests only read it."""
    return opened(own)


def test_sheets_and_receipt(own: bytes, own_book: openpyxl.Workbook, own_view: View) -> None:
    """All eight sheets are there, the label stands on each, and the receipt is in the file once."""
    assert own_book.sheetnames == SHEETS
    for sheet in own_book:
        assert any(sheet.cell(row, 1).value == own_view.published.label for row in (2, 3)), sheet.title
    assert read_receipt(own).own_scores == own_view.own_scores
    parts = zipfile.ZipFile(io.BytesIO(own))
    assert sum(parts.read(name).count(b"policylab-receipt:") for name in parts.namelist()) == 1
    told = texts(own_book)
    assert any(
        text.startswith("a reader’s own weights (changed from: Equal weights), protection") for text in told
    )
    assert {"Mass flight, as in the 1990s (mass_flight)", "34 points"} <= told


def test_carries_the_order(own: bytes, own_view: View) -> None:
    """A viewer that does not calculate shows the order as it is."""
    sheet, order = opened(own, values=True)["order"], own_view.result.order
    rows = list(sheet.iter_rows(min_row=7, max_row=6 + len(order), max_col=3, values_only=True))
    assert [row[1] for row in rows] == list(order["title"])
    assert [row[0].lstrip("=") for row in rows] == [str(rank) for rank in order["rank"]]
    assert [row[0].startswith("=") for row in rows] == list(order["shared"])
    assert all(abs(row[2] - total) <= 0.5 + 1e-9 for row, total in zip(rows, order["total"], strict=True))


def test_no_formula_comes_from_data(hostile_view: View) -> None:
    """A study whose every text is hostile has the very formulas of the same study with plain texts."""
    made = sample_study()
    plain = opened(export(View.of(made, made.default.weights, made.default.scenario), "workbook", "xlsx"))
    hostile = opened(export(hostile_view, "workbook", "xlsx"))
    assert len(formulas(plain)) > 3000
    assert formulas(hostile) == formulas(plain)
    study = hostile_view.published
    told = texts(hostile)
    for record in (*study.options.values(), *study.criteria.values()):
        assert fitting(record.title) in told
    assert all(fitting(row.reason) in told for row in study.rows)


@pytest.mark.parametrize(
    "title",
    ["=1+1", "@x", "\t=cmd|' /C calc'!A0", "-2+3", "＝1", "'=1", "a\ud800b\x00\x0b", "e" + 200 * "\u0301", "_x0041_ %"],
)  # fmt: skip
def test_texts_stay_texts(title: str) -> None:
    """Names that a spreadsheet would take for formulas, or no XML can hold, are there as texts."""
    made = tiny_study()
    named = made.options["bridge"].model_copy(update={"title": title})
    study = replace(made, options={**made.options, "bridge": named})
    weights = {
        "groups": {"safety": 1, "purse": 1},
        "criteria": dict.fromkeys(made.criteria, 1),
        "title": title,
    }
    content = export(View.of(study, weights), "workbook", "xlsx")
    book = opened(content)
    # A program reads `_x005F_` as `_`.
    cells = [cell for row in book["contributions"].iter_rows(max_col=1) for cell in row]
    found = [cell for cell in cells if str(cell.value).replace("_x005F_", "_") == fitting(title)]
    assert [cell.data_type for cell in found] == ["s"]
    assert found[0].quotePrefix == (title.strip()[0] in "=@-＝'")
    benign = export(View.of(made, weights | {"title": "plain"}), "workbook", "xlsx")
    assert formulas(book) == formulas(opened(benign))


def test_long_texts_are_cut_and_say_so() -> None:
    """A text longer than a cell can hold ends with words that say so, also when its signs are pairs."""
    assert len(fitting("x" * 40_000)) <= 32_767
    assert fitting("x" * 40_000).endswith("(cut)")
    assert len(fitting("\U0001f600" * 20_000).encode("utf-16-le")) <= 2 * 32_767
    assert fitting("x" * 32_767) == "x" * 32_767


def test_only_inputs_can_be_changed(own_book: openpyxl.Workbook, own_view: View) -> None:
    """Points, the switch, the share, the floor and own scores are unlocked; all else is locked, without a password."""
    book, study = own_book, own_view.published
    unlocked = {sheet.title: 0 for sheet in book}
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    unlocked[sheet.title] += 1
                    assert cell.data_type != "f"
    assert unlocked["weights"] == len(study.state_groups) + len(study.criteria) + 3
    assert unlocked["scores"] == 3 * len(study.criteria) * (len(study.ranked_options) - 1)
    assert sum(unlocked.values()) == unlocked["weights"] + unlocked["scores"]
    rules = book["weights"].data_validations.dataValidation
    assert len(rules) == unlocked["weights"]
    assert all(
        rule.showErrorMessage and rule.error.endswith(".") and rule.errorStyle in (None, "stop")
        for rule in rules
    )


def test_nothing_reaches_out(own: bytes) -> None:
    """There are no macros, links or connections; the dates are fixed, and programs calculate on opening."""
    folder = zipfile.ZipFile(io.BytesIO(own))
    assert not [
        name for name in folder.namelist() if re.search("vba|external|connection|hyperlink", name, re.I)
    ]
    assert all(item.date_time == (1980, 1, 1, 0, 0, 0) for item in folder.infolist())
    assert not re.search(rb'TargetMode="External"|<hyperlink', b"".join(map(folder.read, folder.namelist())))
    assert b'fullCalcOnLoad="1"' in folder.read("xl/workbook.xml")
    assert folder.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_functions_are_old(own_book: openpyxl.Workbook) -> None:
    """Only functions of Excel 2010 and LibreOffice 7.4 are used, and none that changes by itself."""
    used = {
        name
        for formula in formulas(own_book).values()
        for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", formula)
    }
    known = "ABS AND COUNT COUNTA COUNTIF IF INDEX INT ISNUMBER MATCH MAX MID MIN N OR RANK ROUND SIGN SUM SUMPRODUCT"
    assert used <= set(known.split())


def test_same_bytes_in_other_processes() -> None:
    """Two processes with other seeds of their hashes write the same bytes."""
    code = (
        "import hashlib; from policylab.exports import View, export; from policylab.testing import tiny_study;"
        "print(hashlib.sha256(export(View.of(tiny_study()), 'workbook', 'xlsx')).hexdigest())"
    )
    hashes = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=env
        )
        hashes.add(run.stdout)
    assert len(hashes) == 1


def test_made_again(own: bytes, study: Study) -> None:
    """A workbook is made again from its own receipt, byte for byte."""
    assert reproduce(own, study).agrees


def test_not_scored_is_empty(gaps_view: View) -> None:
    """What is not scored is an empty cell and never 0, and its option has no place and no total."""
    book = opened(export(gaps_view, "workbook", "xlsx"), values=True)
    result = gaps_view.result
    assert result.incomplete
    for k, option in enumerate(result.total.index):
        for j, criterion in enumerate(gaps_view.published.criteria):
            value = book["values"].cell(8 + k, 2 + j).value
            assert (value is None) == pd.isna(result.values.at[option, criterion])
    last = list(
        book["order"].iter_rows(min_row=7, max_row=6 + len(result.order), max_col=11, values_only=True)
    )
    for row, (option, told) in zip(last, result.order.iterrows(), strict=True):
        assert (row[0] is None) == (row[2] is None) == pd.isna(told["rank"]), option
    assert last[-1][10].startswith("not scored in full: a total from ")


def test_one_style_for_one_look() -> None:
    """Styles are shared, so that a large study does not fill a workbook with them."""
    book = Book({"title": "x"})
    assert book.style(bold=True) is book.style(bold=True)
    assert book.style(bold=True) is not book.style(bold=False)
