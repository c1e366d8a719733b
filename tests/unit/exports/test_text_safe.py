"""Texts stay texts in every kind of file."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from policylab.exports.text_safe import (
    cell_text,
    clean,
    closed,
    html,
    is_formula,
    markdown,
    one_line,
    tex,
    text_of_cell,
)
from tests.unit.exports.names import NAMES

TEXTS = st.one_of(
    st.sampled_from(NAMES),
    st.text(alphabet="'=+-@\t\r\n ab1.\\`*_[]<>#|~$&{}\"!:;()", max_size=12),
    st.text(max_size=20),
)


class Words(HTMLParser):
    """Gather what a page says, and which elements it has."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note an element."""
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.said.append(data)


@given(text=TEXTS)
@settings(max_examples=300)
def test_no_cell_is_a_formula_and_each_reads_back(text: str) -> None:
    """A text in a spreadsheet never begins as a formula does, and the text that was meant comes back."""
    cell = cell_text(text)
    assert cell.startswith("'") or not is_formula(cell)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert text_of_cell(cell) == clean(text)


@given(text=TEXTS)
@settings(max_examples=300)
def test_markdown_shows_the_text(text: str) -> None:
    """Read by a Markdown program, a text is one paragraph that says just what it said."""
    said = one_line(text)
    page = Words()
    page.feed(MarkdownIt("commonmark").render(markdown(text)))
    assert page.tags <= {"p"}
    assert "".join(page.said).strip() == closed(said).strip()


@given(text=TEXTS)
@settings(max_examples=200)
def test_xml_holds_the_text(text: str) -> None:
    """A text in XML, in an element and in an attribute, is read back as it was cleaned."""
    root = ET.fromstring(f'<a b="{html(one_line(text))}">{html(one_line(text))}</a>')  # noqa: S314
    assert (root.text or "") == root.get("b") == closed(one_line(text))


@pytest.mark.parametrize("name", NAMES)
def test_tex_has_no_live_sign(name: str) -> None:
    """What is left of a text once known commands are taken away has no sign that TeX acts on."""
    import re

    left = re.sub(r"\\policylabsign\{[^{}]*\}\{[^{}]*\}", "", tex(name))
    left = re.sub(r"\\(text[a-z]+|ldots|dag|S)\{\}|\\[{}$&#_%]|\$-\$|\{[\[\]*`]\}|[-,']\{\}|\{-+\}", "", left)
    assert not set(left) & set("\\{}$&#_%^<>|\n\r\t")


def test_direction_is_closed() -> None:
    """A mark that turns the direction of a text is closed where the text ends; closed ones stay."""
    assert closed("\u202eback") == "\u202eback\u202c"
    assert closed("\u2067a\u2069 b") == "\u2067a\u2069 b"


def test_python_reads_a_cell_back() -> None:
    """Quotes, line ends and tabs survive a CSV file."""
    file = io.StringIO(newline="")
    csv.writer(file).writerow([cell_text(name) for name in NAMES])
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert [text_of_cell(cell) for cell in row] == [clean(name) for name in NAMES]
