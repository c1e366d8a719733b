"""Option matrices of others: read in whatever form they come, said how, or refused by row and column."""

from __future__ import annotations

import contextlib
import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from policylab.catalog.matrix.numbers import find_decimal, read_number
from policylab.catalog.matrix.parts import MatrixFile
from policylab.catalog.matrix.read import read_matrix
from policylab.errors import FileInvalid, PolicylabError

WIDE = "Option,Cost,Jobs\nAs today,1,200\nA road,2.5,\n"


def read(tmp_path: Path, content: str | bytes, name: str = "table.csv", **given: Any) -> MatrixFile:
    """Return what is read of a file with this content."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_matrix(path, **given)


def refused(tmp_path: Path, content: str | bytes, name: str = "table.csv", **given: Any) -> list[str]:
    """Return the sentences with which a file is refused."""
    with pytest.raises(FileInvalid) as caught:
        read(tmp_path, content, name, **given)
    return [str(problem) for problem in caught.value.problems]


def numbers(matrix: MatrixFile) -> dict[tuple[str, str], float | None]:
    """Return all numbers by title of the option and the criterion."""
    table = matrix.table
    return {
        (one.title, other.title): table.number(key, criterion)
        for key, one in table.alternatives.items()
        for criterion, other in table.criteria.items()
    }


EXPECTED = {
    ("As today", "Cost"): 1.0,
    ("As today", "Jobs"): 200.0,
    ("A road", "Cost"): 2.5,
    ("A road", "Jobs"): None,
}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (WIDE.encode(), "UTF-8 with commas"),
        (b"\xef\xbb\xbf" + WIDE.encode(), "UTF-8 with commas"),
        (WIDE.encode("utf-16"), "UTF-16 with commas"),
        (b"\xfe\xff" + WIDE.encode("utf-16-be"), "UTF-16 with commas"),
        (WIDE.replace("\n", "\r\n").encode(), "Windows line ends"),
        (WIDE.replace("\n", "\r").encode(), "UTF-8 with commas"),
        (WIDE.replace(",", "\t").encode(), "tabs"),
        (WIDE.replace(",", ";").encode(), "semicolons"),
        (WIDE.replace(",", ";").replace("2.5", "2,5").encode(), "Decimals are written with a comma"),
        (WIDE.replace("As today", '"As today"').encode(), "commas"),
        (WIDE.replace("A road,2.5,", "A road,2.5,n/a").encode(), "commas"),
        (("Our table\n\n" + WIDE + "\n\n").encode(), "row 3"),
        (("# label,made up\n" + WIDE).encode(), "begin with #"),
    ],
)
def test_separators_decimals_and_encodings_are_found_and_said(
    tmp_path: Path, content: bytes, said: str
) -> None:
    """One table in many dresses gives the same numbers, and the dress is named."""
    matrix = read(tmp_path, content)
    assert numbers(matrix) == EXPECTED
    assert said in " ".join((*matrix.table.notes, *matrix.table.skipped))


@pytest.mark.parametrize(
    "word", ["option", "OPTIONS", "Alternative", "Policy", "policy_option", "Measure:", ""]
)
def test_headings_are_forgiving(tmp_path: Path, word: str) -> None:
    """The first column is known by many names, or by its place."""
    assert numbers(read(tmp_path, WIDE.replace("Option", word, 1))) == EXPECTED


def test_rows_that_speak_of_the_criteria(tmp_path: Path) -> None:
    """Group, ledger, direction, weight and unit are taken by name, wherever the row stands."""
    text = (
        "Option;Cost;Jobs\nGroup;Money;People\nDirection;lower is better;max\nUnit;million;posts\n"
        "As today;1;200\nWeights;2;1,5\nLedger;state;protection\nRoad;2;300\n"
    )
    matrix = read(tmp_path, text)
    table = matrix.table
    assert [table.criteria[key].direction for key in table.criteria] == ["min", "max"]
    assert {key: value.number() for key, value in table.weights.items()} == {"cost": 2.0, "jobs": 1.5}
    assert [(node.title, tuple(node.leaves())) for node in table.hierarchy] == [
        ("Money", ("cost",)),
        ("People", ("jobs",)),
    ]
    assert dict(matrix.ledgers) == {"cost": "state", "jobs": "protection"}
    assert dict(matrix.units) == {"cost": "million", "jobs": "posts"}
    assert [one.title for one in table.alternatives.values()] == ["As today", "Road"]


def test_a_row_that_names_the_ledger_of_protection(tmp_path: Path) -> None:
    """Groups or criteria it names are in that ledger, all others in the state's; a name it has wrong is said."""
    text = "# protection groups,patients ptients\noption,criterion,group,score\nA,Wait,patients,1\nA,Cost,money,0\n"
    matrix = read(tmp_path, text)
    assert dict(matrix.ledgers) == {"wait": "protection", "cost": "state"}
    assert "'ptients'" in " ".join(matrix.table.skipped)
    wide = read(tmp_path, "# protection criteria,wait\nOption,wait,Cost\nA,1,0\nB,2,3\n")
    assert dict(wide.ledgers) == {"wait": "protection", "cost": "state"}


def test_what_is_not_taken_over_is_named(tmp_path: Path) -> None:
    """A column of texts and a line above the headings are left out by name."""
    matrix = read(tmp_path, "A comparison\nOption,Cost,Comment\nA,1,good\nB,2,bad\n")
    said = " ".join(matrix.table.skipped)
    assert "'Comment'" in said
    assert "'A comparison'" in said
    assert list(matrix.table.criteria) == ["cost"]


def test_all_problems_at_once_by_row_and_column(tmp_path: Path) -> None:
    """A short row, an empty heading, an option twice, a text for a number: four sentences in the order of the rows."""
    found = refused(tmp_path, "Option,Cost,,Jobs\nA,1,5,2\nA,x,6,3\nB,1\nC,2,7,many\n")
    assert len(found) == 5
    assert found[0].startswith("Row 1, column C: this column has no name")
    assert found[1].startswith("Row 3, column A: option 'A' stands in row 2 and again here")
    assert found[2].startswith("Row 3, column B ('Cost'): 'x' is not a number")
    assert found[3].startswith("Row 4: it has 2 fields, 4 are due")
    assert found[4].startswith("Row 5, column D ('Jobs'): 'many' is not a number")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("Option;Cost\nA;1,234\nB;5,678\n", "--decimal comma or --decimal point"),
        ("Option;Cost\nA;1.5\nB;2,5\n", "with a comma (2,5) and with a point (1.5)"),
        ("a,b;c\n1,2;3\n", "--separator"),
        ("Option\nA\n", "No commas, semicolons or tabs"),
        ('Option,Cost\n"A,1\n', "quotes"),
        ("Option,Cost,Cost\nA,1,2\n", "same name"),
        ("Option,Cost\nA,1\x00\n", "U+0000"),
        ("Option,Cost\nA\u0301" + "\u0301" * 200 + ",1\n", "accents"),
        ("", "holds nothing"),
        ("   \n", "holds nothing"),
        (b"\x89PNG\r\n\x1a\n12345", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("Option,Cost\nZo\xeb,1\n".encode("latin-1"), "--encoding"),
        (b"\xff\xfeO\x00p", "UTF-16|No commas"),
        ("Option,Cost\n", "no options"),
        ("Option,Criterion,Score\nA,Cost,1\nA,Cost,2\n", "stands in row 2 and again here"),
        ("Option,Criterion,Low,Score,High\nA,Cost,2,1,3\n", "do not rise"),
        ("Option,Cost\nA,1,2\nB,1\nC,1\nD,1\n", "Row 2, column C"),
        ("Option,Cost\nWeight,-1\nA,1\n", "below 0"),
        ("Option,Cost\nDirection,sideways\nA,1\n", "which way is better"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    tmp_path: Path, content: str | bytes, part: str
) -> None:
    """Ambiguous or broken files are refused in plain sentences that name the way out."""
    said = "\n".join(refused(tmp_path, content))
    assert any(one in said for one in part.split("|")), said


def test_what_is_ambiguous_is_settled_by_an_option(tmp_path: Path) -> None:
    """The option that the refusal names makes the file readable, in two ways."""
    text = "Option;Cost\nA;1,234\nB;5,678\n"
    assert read(tmp_path, text, decimal="comma").table.number("option_a", "cost") == 1.234
    assert read(tmp_path, text, decimal="point").table.number("option_a", "cost") == 1234.0
    latin = "Option,Cost\nZo\xeb,1\n".encode("latin-1")
    names = [one.title for one in read(tmp_path, latin, encoding="windows-1252").table.alternatives.values()]
    assert names == ["Zo\xeb"]
    both = read(tmp_path, "a,b;c\nA,2;3\n", separator="semicolon")
    assert numbers(both) == {("A,2", "c"): 3.0}


@given(st.floats(-1e9, 1e9).map(lambda x: round(x, 3)), st.sampled_from(["comma", "point"]), st.booleans())
@settings(max_examples=80)
def test_numbers_as_people_write_them(number: float, decimal: Any, grouped: bool) -> None:
    """A number set in either custom, with thousands marked or not, with a real minus, is read back."""
    text = f"{number:,.3f}" if grouped else f"{number:.3f}"
    if decimal == "comma":
        text = text.translate(str.maketrans(",.", ".,"))
    text = text.replace("-", "\u2212")
    assert read_number(text, decimal) == number
    found, unclear = find_decimal([text, "0,5" if decimal == "comma" else "0.5"], ";")
    assert (found, unclear) == (decimal, "")


def workbook(**sheets: list[list[Any]]) -> Workbook:
    """Return a workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = [["Option", "Cost", "Jobs"], ["As today", 1, 200], ["A road", 2.5, None]]


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    """Whatever its name: its sheet is said, and the others by name."""
    matrix = read(tmp_path, saved(workbook(Empty=[], Table=ROWS, Other=[["x"]])), "table.csv")
    assert numbers(matrix) == EXPECTED
    said = " ".join(matrix.table.notes)
    assert "sheet 'Table'" in said
    assert "'Other'" in said
    assert numbers(read(tmp_path, saved(workbook(A=[["x", "y"]], B=ROWS)), "t.xlsx", sheet="b")) == EXPECTED
    assert "There are 'A'" in refused(tmp_path, saved(workbook(A=ROWS)), "t.xlsx", sheet="z")[0]


def test_merged_texts_count_for_each_cell_and_merged_numbers_for_none(tmp_path: Path) -> None:
    """A group over two columns belongs to both; a number over two cells is refused by name."""
    book = workbook(T=[["Group", "Money", None], ["Option", "Cost", "Upkeep"], ["A", 1, 2], ["B", 3, 4]])
    book["T"].merge_cells("B1:C1")
    (node,) = read(tmp_path, saved(book), "t.xlsx").table.hierarchy
    assert (node.title, tuple(node.leaves())) == ("Money", ("cost", "upkeep"))
    book["T"].merge_cells("B3:C3")
    assert "B3:C3" in refused(tmp_path, saved(book), "t.xlsx")[0]


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("=1+1", "without a stored result"),
        (datetime.date(2024, 5, 1), "a date"),
        (True, "yes or no"),
        ("#DIV/0!", "#DIV/0!"),
    ],
)
def test_cells_that_are_no_numbers(tmp_path: Path, value: Any, part: str) -> None:
    """Formulas without results, dates, yes or no, and errors are refused at their cell."""
    book = workbook(T=[[*row] for row in ROWS])
    book["T"]["B3"] = value
    (said,) = refused(tmp_path, saved(book), "t.xlsx")
    assert said.startswith("Row 3, column B ('Cost')")
    assert part in said


def packed(extra: dict[str, bytes], base: bytes | None = None) -> bytes:
    """Return a workbook with more parts, or an archive with those only."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if base is not None:
            with zipfile.ZipFile(io.BytesIO(base)) as given:
                for name in given.namelist():
                    if name not in extra:
                        archive.writestr(name, given.read(name))
        for name, content in extra.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_archives_that_are_not_to_be_trusted(tmp_path: Path) -> None:
    """Macros, bombs, document types, broken and other archives are refused before a cell is read."""
    good = saved(workbook(T=ROWS))
    shown = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    for content, part in (
        (packed({"xl/vbaProject.bin": b"x"}, good), "macros"),
        (packed({"xl/media/a.xml": b"0" * 61_000_000}, good), "over 60 MB"),
        (packed({"xl/sharedStrings.xml": shown}, good), "document type"),
        (packed({"content.xml": b"<x/>"}), "no XLSX workbook"),
        (good[: len(good) // 2], "broken archive"),
        (packed({"xl/workbook.xml": b"<x/>"}), "cannot be read as a workbook"),
    ):
        said = " ".join(refused(tmp_path, content, "t.xlsx"))
        assert part in said
        assert "root:" not in said


def test_names_are_kept_as_they_are(tmp_path: Path) -> None:
    """Formulas, marked-up text, right-to-left and joined signs stay names; our apostrophe before a formula goes."""
    names = [
        "'=1+1",
        "@x",
        "<script>x</script>",
        "{{7*7}}",
        "US$5 ... $\\frac{1}{$",
        "\u05e9\u05dc\u05d5\u05dd",
        "\U0001f469\u200d\U0001f33e",
        "강 둑",
    ]
    text = "Option,Cost\n" + "".join(f'"{name}",{n}\n' for n, name in enumerate(names))
    titles = [one.title for one in read(tmp_path, text).table.alternatives.values()]
    assert titles == ["=1+1", *names[1:]]


@given(st.binary(max_size=400))
@settings(max_examples=120)
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever a file holds, only our own errors come of it."""
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(content)
    with contextlib.suppress(PolicylabError):
        read_matrix(path)


WORDS = [
    "",
    "A",
    "Option",
    "Criterion",
    "Score",
    "Cost",
    "#",
    "# label",
    "n/a",
    "max",
    "Weight",
    "a long name",
    '"',
]
CELLS = st.sampled_from([*WORDS, "1", "-0.5", "1,5", "1.234", "'=1", "3 %", "\u22122"])


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=200)
def test_any_table(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], sign: str) -> None:
    """Whatever stands in the cells, a table or our own error comes of it, and every value is a number."""
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text("\n".join(sign.join(row) for row in rows), encoding="utf-8")
    try:
        matrix = read_matrix(path)
    except PolicylabError:
        return
    assert all(value.number() is not None for value in matrix.table.values.values())
    assert set(matrix.table.values) <= {
        (o, c) for o in matrix.table.alternatives for c in matrix.table.criteria
    }


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8))
@settings(max_examples=60)
def test_any_damage_to_a_workbook(tmp_path_factory: pytest.TempPathFactory, at: int, junk: bytes) -> None:
    """A workbook with some bytes overwritten is read or refused, never worse."""
    good = bytearray(GOOD)
    at %= len(good)
    good[at : at + len(junk)] = junk
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(bytes(good))
    with contextlib.suppress(PolicylabError):
        read_matrix(path)


GOOD = saved(workbook(T=ROWS))
