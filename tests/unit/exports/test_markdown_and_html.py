"""Tables as Markdown and HTML: the same cells as readers are told, nothing that runs, accessible headings."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from policylab.exports import View, export
from policylab.exports.receipt import receipt_of
from policylab.exports.tables.printed import Printed, printed
from policylab.exports.text_safe import closed, one_line
from tests.unit.exports.names import nasty_view

KINDS = ("order", "matrix", "scores")
VIEWS = ("own_view", "gaps_view", "nasty")
QUIET = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "footer",
    "h1",
    "h2",
    "p",
    "div",
    "dl",
    "dt",
    "dd",
    "br",
}
QUIET |= {"table", "caption", "thead", "tbody", "tr", "th", "td", "span", "ul", "li", "strong"}


class Page(HTMLParser):
    """Gather rows of tables, headings with their attributes, and elements."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.headings: list[dict[str, str | None]] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self._in_cell = False
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True
            if tag == "th":
                self.headings.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """Note its end."""
        self._in_cell &= tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.words.append(data)
        if self._in_cell:
            self.rows[-1][-1] += data


def view_called(name: str, request: pytest.FixtureRequest) -> View:
    """Return a view by its name."""
    found: View = nasty_view() if name == "nasty" else request.getfixturevalue(name)
    return found


def told(view: View, kind: str) -> Printed:
    """Return what readers are told."""
    return printed(view, receipt_of(view, kind, "html", {}), split=False)


def cells(made: Printed) -> list[list[str]]:
    """Return the rows of a table as they are to be read."""
    rows = [row for sheet in made.sheets for block in sheet.blocks for row in block.rows]
    return [[closed(one_line(cell)) for cell in row] for row in rows]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", VIEWS)
def test_html_says_what_readers_are_told(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    """Every cell is read as it was meant, and nothing in the file runs, loads or links."""
    view = view_called(name, request)
    page = Page(export(view, kind, "html").decode())
    wanted = cells(told(view, kind))
    assert [row for row in page.rows if row in wanted] == wanted
    assert page.tags <= QUIET
    assert not {name for name in page.attributes if name.startswith("on")} & page.attributes
    assert not {"href", "src", "style"} & page.attributes
    assert all(one.get("scope") for one in page.headings)
    words = " ".join(page.words)
    assert closed(one_line(view.study.label)) in words
    assert "default-src 'none'" in export(view, kind, "html").decode()


def test_html_headings(view: View) -> None:
    """Rows and columns have headings of their own, groups of columns too, and the page says its language."""
    text = export(view, "matrix", "html", landscape=True).decode()
    page = Page(text)
    scopes = [one["scope"] for one in page.headings]
    assert scopes.count("row") == len(view.study.ranked_options)
    assert scopes.count("colgroup") == len(view.study.groups)
    assert '<html lang="en-GB">' in text
    assert "landscape" in text
    assert text.count("<caption>") == text.count("<table")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", VIEWS)
def test_markdown_says_what_readers_are_told(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    """Read by a Markdown program, the tables have the cells readers are told, and no other markup."""
    view = view_called(name, request)
    text = export(view, kind, "md").decode()
    page = Page(MarkdownIt("commonmark").enable("table").render(text))
    wanted = cells(told(view, kind))
    first = 1 if kind == "scores" else 0  # the option stands in a column of its own
    found = [[cell.strip() for cell in row[first:]] for row in page.rows]
    short = [[cell.strip() for cell in row] for row in wanted]
    assert [row for row in found if row in short] == short
    assert page.tags <= QUIET | {"code"}  # the command
    assert closed(one_line(view.study.label)) in " ".join(page.words)
    assert text.rstrip().endswith("-->")
