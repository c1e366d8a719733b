"""The report: one model, three writers; everything is there, names are read as written, what is left out is said."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser

import docx
import pypdf
import pytest

from policylab.exports import View, read_receipt
from policylab.exports.receipt import receipt_of
from policylab.exports.report.build import report_of
from policylab.exports.report.docx import document
from policylab.exports.report.html import page
from policylab.exports.report.model import Grid, Items, Lead, Para, Picture, Report, spans
from policylab.exports.report.pdf import printed
from policylab.exports.text_safe import straight
from policylab.testing import tiny_study
from tests.unit.exports.names import NAMES, nasty_view

FIRST = (
    "The question", "Content note", "The options, and who proposes them", "The criteria",
    "Whose weights, and what they are", "Scenario", "The order, every option", "Too close to call", "Scores missing",
    "What would have to be true for another option to come first", "The two ledgers: what beats what",
    "Protection ladder: who stands first as protection counts for more",
    "Scenarios: how far behind an option can fall", "Protection and its floor",
)  # fmt: skip
LAST = (
    "What the list of criteria does", "What the sources carry", "Known limits and missing voices", "Method",
    "Checklist of good practice for multi-criteria analyses", "Sources", "The scores",
    "Scores that are our judgement, and why", "Evidence", "This report",
)  # fmt: skip


def made(view: View) -> Report:
    """Return the report of a view."""
    return report_of(view, receipt_of(view, "report", "html", {}))


@pytest.fixture(scope="module")
def report(view: View) -> Report:
    """Return the report of the shipped study."""
    return made(view)


@pytest.fixture(scope="module")
def own(own_view: View) -> Report:
    """Return the report of a reader's own view."""
    return made(own_view)


@pytest.fixture(scope="module")
def nasty() -> Report:
    """Return the report of a study with hostile names."""
    return made(nasty_view())


def grids(report: Report) -> dict[str, Grid]:
    """Return the tables by caption."""
    return {
        block.caption: block for part in report.sections for block in part.blocks if isinstance(block, Grid)
    }


def said(report: Report, title: str) -> str:
    """Return all words of a section."""
    (part,) = (part for part in report.sections if part.title == title)
    words: list[object] = []
    for block in part.blocks:
        if isinstance(block, Para):
            words.append(block.said)
        elif isinstance(block, Items):
            words += block.items
        elif isinstance(block, Grid):
            words += [cell for row in block.rows for cell in row.cells]
    return " ".join(f"{word.strong} {word.text}" if isinstance(word, Lead) else str(word) for word in words)


# ---- The model ----------------------------------------------------------------------------------------------------


def test_has_every_part(report: Report, own: Report) -> None:
    """Parts stand in the order in which they are read; own scores only where there are any."""
    assert tuple(part.title for part in report.sections) == FIRST + LAST
    mine = "The reader’s own scores"
    assert tuple(part.title for part in own.sections) == (*FIRST, mine, *LAST)


def test_order_adds_up(own: Report, own_view: View) -> None:
    """Every option is in the order, and its parts add up to its total; today's practice is marked."""
    grid = grids(own)[own.heading]
    assert len(grid.rows) == len(own_view.result.order)
    assert [row.kind for row in grid.rows].count("today") == 1

    def number(cell: object) -> int:
        return int(str(cell).replace("\N{MINUS SIGN}", "-"))

    assert all(sum(number(cell) for cell in row.cells[3:7]) == number(row.cells[7]) for row in grid.rows)
    order = own_view.result.order
    assert [str(row.cells[0]) for row in grid.rows] == [
        f"{'=' * shared}{rank}" for rank, shared in zip(order["rank"], order["shared"], strict=True)
    ]


def test_own_choices_are_told(own: Report) -> None:
    """Own weights, floor, scenario and own score are in words, and nobody else is called the reader."""
    assert own.heading.startswith("Order under a reader’s own weights (changed from: Equal weights)")
    assert "Own scores beside the published ones" in grids(own)
    assert "below the floor of 34 points" in said(own, "Protection and its floor")
    assert "Protection counts for 25\N{NO-BREAK SPACE}% of the total" in said(own, "Protection and its floor")
    assert "1 score of the reader’s own counts" in said(own, "The reader’s own scores")
    assert not re.search(r"\byours?\b", page(own).replace("your own", ""), re.IGNORECASE)


def test_evidence_is_cited_with_its_place(report: Report, view: View) -> None:
    """What something in the report cites is in the appendix once, in our words, with its lines."""
    words = said(report, "Evidence")
    score = next(row for row in view.study.rows if row.evidence)
    record = view.study.evidence[score.evidence[0]]
    assert record.says in words
    assert record.lines in words
    assert "Cited for" in words


def test_judgements_say_why(report: Report, own: Report, view: View, own_view: View) -> None:
    """Each judgement of a ranked option stands with its reason; those that the reader replaced do not."""
    for made_of, made_report in ((view, report), (own_view, own)):
        words = said(made_report, "Scores that are our judgement, and why")
        rows = [
            row
            for row in made_of.published.rows
            if row.basis == "judgement"
            and row.option in made_of.study.ranked_options
            and any((row.low, row.high))
        ]
        replaced = [row for row in rows if (row.option, row.criterion) in made_of.result.own]
        kept = [row for row in rows if row not in replaced]
        assert len(kept) > 100
        assert all(straight(row.reason) in words for row in kept)
        assert words.startswith(f"{len(kept)} scores")


def test_no_game_language(report: Report, own: Report) -> None:
    """Nobody wins, and the label is there."""
    for each in (report, own):
        text = page(each)
        assert not re.search(r"\b(winners?|wins|best option|optimal)\b", text, re.IGNORECASE)
        assert text.count("Scores are judgements") >= 2


def test_missing_scores(gaps_view: View) -> None:
    """Scores that are missing are never 0, and are named; the report comes all the same."""
    report = made(gaps_view)
    assert "never taken for 0" in said(report, "Scores missing")
    cells = [row.cells for row in grids(report)[report.heading].rows]
    without = [row for row in cells if "not scored" in row]
    assert len(without) == 2
    assert all(row[0] == "" for row in without)
    assert any("" in row.cells for row in grids(report)["Scores, concerns of the state"].rows)


def test_what_cannot_be_worked_out_is_said() -> None:
    """With all of the total given to protection, and aims without points, parts are left out in as many words."""
    study = tiny_study()
    only = made(View.of(study, "equal", with_protection=1.0))
    assert said(only, "What would have to be true for another option to come first").startswith(
        "Left out: only protection"
    )
    equal = study.weight_sets["equal"]
    points = {"groups": dict(equal.groups), "criteria": {**equal.criteria, "dry_nights": 0, "own_say": 0}}
    bare = made(View.of(study, points))
    for title in (FIRST[10], FIRST[11]):
        assert said(bare, title).startswith("Left out:")
    assert "no aim of protection has points" in said(made(View.of(study, points, floor=10)), FIRST[13])
    one = tiny_study(scenarios="today:\n  title: Today\n  says: A winter like the last one.\n")
    assert said(made(View.of(one)), FIRST[12]).startswith("Left out: this study has one scenario only")


# ---- HTML ---------------------------------------------------------------------------------------------------------


class Read(HTMLParser):
    """What a browser would make of a page, in short."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.words.append(data)


def test_html(report: Report) -> None:
    """One file: no script, nothing fetched, a heading for each part, tables with captions and heads, figures named."""
    text = page(report)
    read = Read(text)
    assert not {"script", "link", "img", "iframe", "object"} & set(read.tags)
    names = {name for name, _ in read.attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "srcset")]
    assert all(
        str(value).startswith("#") for name, value in read.attributes if name in ("href", "xlink:href")
    )
    ids = [value for name, value in read.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert read.tags.count("h1") == 1
    assert read.tags.count("h2") == len(report.sections) + 1  # and the contents
    assert read.tags.count("table") == read.tags.count("caption") == len(grids(report))
    pictures = [block for part in report.sections for block in part.blocks if isinstance(block, Picture)]
    assert read.tags.count("figure") == read.tags.count("figcaption") == len(pictures) == 4
    assert "url(http" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text
    assert read_receipt(text.encode()).kind == "report"


def test_hostile_names_in_html(nasty: Report) -> None:
    """Names are read as they were written, and make no tag."""
    text = page(nasty)
    read = Read(text)
    assert not {"script", "img", "iframe"} & set(read.tags)
    words = " ".join(" ".join(read.words).split())
    for name in NAMES[:-3]:
        assert " ".join(name.split()) in words, name
    assert "\x00" not in text
    assert "\ud800" not in text


# ---- DOCX ---------------------------------------------------------------------------------------------------------


def test_docx(own: Report) -> None:
    """Real headings, tables with heads that repeat, captions with fields, figures with alternative text, no clock."""
    packed = document(own)
    opened = docx.Document(io.BytesIO(packed))
    heads = [each.text for each in opened.paragraphs if each.style.name == "Heading 1"]
    assert heads == [part.title for part in own.sections]
    assert len(opened.tables) == len(grids(own))
    for table, grid in zip(opened.tables, grids(own).values(), strict=True):
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert [cell.text for cell in table.rows[0].cells] == [column.title for column in grid.columns]
        assert len(table.rows) == 1 + len(grid.rows)
    captions = [each for each in opened.paragraphs if each.style.name == "Caption"]
    assert len(captions) == len(opened.tables) + len(opened.inline_shapes)
    assert all("SEQ" in "".join(each._p.itertext()) for each in captions)
    described = [shape._inline.docPr.get("descr") for shape in opened.inline_shapes]
    assert len(described) == 4
    assert all("Scores are judgements" in str(text) for text in described)
    assert opened.core_properties.created.year == 1980
    with zipfile.ZipFile(io.BytesIO(packed)) as folder:
        assert {item.date_time for item in folder.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert read_receipt(packed).kind == "report"
    assert document(own) == packed


def test_hostile_names_in_docx(nasty: Report) -> None:
    """Names are cells of the table of the order, as they were written."""
    opened = docx.Document(io.BytesIO(document(nasty)))
    cells = {
        " ".join(cell.text.split()) for table in opened.tables for row in table.rows for cell in row.cells
    }
    for name in NAMES[:-3]:
        assert " ".join(name.split()) in cells, name


# ---- PDF ----------------------------------------------------------------------------------------------------------


def test_pdf(own: Report) -> None:
    """Tagged, with title, language, bookmarks, a running foot with the label and the page, and its receipt."""
    content = printed(own)
    read = pypdf.PdfReader(io.BytesIO(content))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower().startswith("en")
    assert read.metadata is not None
    assert read.metadata.title == own.title
    assert "/CreationDate" not in read.metadata
    marks = [mark.title for mark in read.outline if not isinstance(mark, list)]
    assert [mark for mark in marks if mark != "Contents"][-len(own.sections) :] == [
        part.title for part in own.sections
    ]
    n = len(read.pages)
    last = " ".join(read.pages[-1].extract_text().split())
    assert f"{n} of {n}" in last
    assert own.label in last
    assert read_receipt(content).kind == "report"
    assert printed(own) == content


def test_hostile_names_in_pdf(nasty: Report) -> None:
    """Nothing is taken for markup: the file is set, and names are in it as written."""
    read = pypdf.PdfReader(io.BytesIO(printed(nasty)))
    text = "".join("".join(page.extract_text() for page in read.pages).split())
    for name in ("US$5...US$7,100%,a_b", "<script>alert(1)</script>", r"$\frac{1}{$", "=1+1"):
        assert name in text, name


def test_heading_of_rows_runs_on() -> None:
    """In a heading of rows empty cells belong to the one before; elsewhere they stay empty."""
    from policylab.exports.report.model import Row

    assert [wide for _, wide in spans(Row(("A", Lead("b"), "", ""), "group"))] == [1, 3]
    assert [wide for _, wide in spans(Row(("A", "", "", "")))] == [1, 1, 1, 1]
