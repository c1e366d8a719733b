"""Files that are refused: each with one plain sentence that names the file, the line and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policylab.catalog.xmcda import read as reading
from policylab.catalog.xmcda import read_xmcda, slips, source
from policylab.errors import Problem, TableInvalid
from tests.xmcda.bodies import cell, document

Write = Callable[..., Path]
FILES = Path(__file__).parents[3] / "xmcda"
GOOD = document(cell("<real>1</real>"))
USES = document("<alternatives><alternative id='&e;'/></alternatives>")
LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    f'<!ENTITY e "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>\n{USES}'
)
LIBRARY = re.compile(
    r"expat|Error|Traceback|xml\.(parsers|etree)|not well-formed \(|unclosed|codec|0x|<class|/tmp|object at",
    re.I,
)


def refused(*paths: Path) -> list[Problem]:
    """Return the problems of files that must be refused, none of them with the words of a library."""
    with pytest.raises(TableInvalid) as caught:
        read_xmcda(list(paths))
    problems = list(caught.value.problems)
    assert problems
    for problem in problems:
        assert problem.code in slips.CODES
        assert problem.fix.endswith((".", "?"))
        assert not LIBRARY.search(str(problem)), problem
        assert "\n" not in str(problem)
    return problems


def test_billion_laughs(write: Write) -> None:
    """A document type with entities is refused before any of them is known."""
    (problem,) = refused(write(LAUGHS))
    assert (problem.code, problem.line) == ("X004", 2)


def test_external_entity(write: Write, tmp_path: Path) -> None:
    """An entity that draws in another file is refused, and no word of that file is told."""
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARY", encoding="utf-8")
    for kind in (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE x SYSTEM "{secret.as_uri()}">',
        f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;]>',
        '<!DOCTYPE x PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE x>",
    ):
        (problem,) = refused(write(kind + USES))
        assert problem.code == "X004"
        assert "CANARY" not in str(problem)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig", "cp1252"])
def test_document_type_in_another_encoding(write: Write, encoding: str) -> None:
    """No encoding hides a document type."""
    declared = "" if encoding.startswith("utf") else '<?xml version="1.0" encoding="cp1252"?>'
    (problem,) = refused(write((declared + "<!DOCTYPE x>" + GOOD).encode(encoding)))
    assert problem.code == "X004"


@pytest.mark.parametrize(
    ("root", "named"),
    [
        ('<x:XMCDA xmlns:x="http://www.decision-deck.org/2008/XMCDA-1.0"/>', "XMCDA 1.0"),
        ('<x:XMCDA xmlns:x="http://www.decision-deck.org/2008/XMCDA-1.0.0"/>', "XMCDA 1.0.0"),
        ('<x:XMCDA xmlns:x="http://www.decision-deck.org/2030/XMCDA-2.3.0"/>', "XMCDA 2.3.0"),
        ('<xmcda xmlns="http://www.decision-deck.org/2030/XMCDA-4.1.0"/>', "XMCDA 4.1.0"),
        ('<xmcda xmlns="http://www.decision-deck.org/2030/XMCDA-5.0.0"/>', "XMCDA 5.0.0"),
        ('<UMCDA xmlns="http://www.decision-deck.org/2008/UMCDA-ML-1.0"/>', "'UMCDA'"),
        ("<XMCDA/>", "'XMCDA'"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "'svg'"),
        ('<html xmlns="http://www.decision-deck.org/2021/XMCDA-4.0.0"/>', "'html'"),
    ],
)
def test_versions_that_are_not_read(write: Write, root: str, named: str) -> None:
    """Version 1.0, versions to come and other formats are refused with the versions that can be read."""
    (problem,) = refused(write(root))
    assert problem.code == "X006"
    assert named in problem.found
    assert "2.0 to 2.2, 3.0 to 3.2 and 4.0" in problem.fix


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "X003", 0),
        (b"  \n", "X003", 0),
        (b"name;cost\na;1\n", "X003", 1),
        (b"PK\x03\x04rest", "X003", 0),
        (b"%PDF-1.4", "X003", 0),
        (GOOD.encode()[:-9], "X003", 3),
        (GOOD.replace("</performance>", "</performed>").encode(), "X003", 3),
        (GOOD.replace("<real>", "<real>\n&nbsp;").encode(), "X003", 4),
        (GOOD.replace("<real>", "<real>\x01").encode(), "X003", 3),
        (GOOD.replace("<performance>", "<y:performance>").encode(), "X003", 2),
        (GOOD.replace("<real>", "<label>é").encode("latin-1"), "X003", 3),
        (b'<?xml version="1.0" encoding="utf-99"?>' + GOOD.encode(), "X005", 1),
        (b'<?xml version="1.0" encoding="rot13"?>' + GOOD.encode(), "X005", 1),
        (b'<?xml version="1.0" encoding="unicode_escape"?>' + GOOD.encode(), "X005", 1),
        (b'<?xml version="1.0" encoding="utf-7"?>' + GOOD.encode(), "X005", 1),
        (b'<?xml version="1.0" encoding="shift_jis"?>' + GOOD.encode() + b"\x81", "X005", 1),
        (b"\x00" * 50, "X003", 1),
    ],
)
def test_not_xml(write: Write, content: bytes, code: str, line: int) -> None:
    """What is no XML, or cannot be decoded, is refused at the place where it goes wrong."""
    (problem,) = refused(write(content))
    assert (problem.code, problem.line) == (code, line)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16le", "utf-32", "latin-1", "shift_jis", "koi8-r", "gb18030"],
)
def test_encodings(write: Write, encoding: str) -> None:
    """Files in other encodings are read, if they say so as XML asks."""
    name = {"shift_jis": "かな", "koi8-r": "Москва", "gb18030": "北京"}.get(encoding, "Zürich é")
    plain = encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")
    declared = "" if plain else f'<?xml version="1.0" encoding="{encoding}"?>'
    text = declared + document(f'<alternatives><alternative id="a" name="{name}"/></alternatives>')
    assert read_xmcda([write(text.encode(encoding))]).alternatives["a"].title == name


def test_wrongly_declared_utf16(write: Write) -> None:
    """A file that declares UTF-16 and is in UTF-8, as some programs write it, is read, and it is said."""
    table = read_xmcda([write('<?xml version="1.0" encoding="utf-16"?>' + GOOD)])
    assert any("UTF-16" in note for note in table.notes)


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("<alternatives><alternative name='River'/></alternatives>", "X008", "alternative 'River': it has no id"),
        ("<criteria><criterion id=' '/></criteria>", "X008", "this criterion: it has no id"),
        (cell("<real>1</real>", alternative=" "), "X011", "it names no alternativeID"),
        (cell("<real>1</real>", criterion=""), "X011", "it names no criterionID"),
        ("<criteriaValues><criterionValues><values/></criterionValues></criteriaValues>", "X011", "no criterionID"),
        ("<criteriaHierarchy><nodes><node/></nodes></criteriaHierarchy>", "X011", "a node of the hierarchy"),
        ("<methodMessages/>", "X012", "it holds only 'methodMessages'"),
        ("", "X012", "it holds nothing"),
        ("<criteria>" + "<a>" * 100 + "</a>" * 100 + "</criteria>", "X007", "nested 60 deep"),
    ],
)  # fmt: skip
def test_incomplete(write: Write, body: str, code: str, words: str) -> None:
    """A file that lacks what everything else hangs on is refused."""
    problem = refused(write(document(body)))[0]
    assert problem.code == code
    assert words in str(problem)


def test_missing_files(tmp_path: Path) -> None:
    """A file or folder that is not there, or holds nothing, is named."""
    problems = refused(tmp_path / "gone.xml", tmp_path)
    assert [(one.code, one.path) for one in problems] == [("X001", "gone.xml"), ("X001", tmp_path.name)]


def test_limits(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Size, files, elements, values and the length of a tag have limits, which the sentence states."""
    path = write(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(reading, "MAX_BYTES", 100)
        assert refused(path)[0].code == "X002"
    with monkeypatch.context() as patch:
        patch.setattr(reading, "MAX_FILES", 1)
        assert "it is 2 files" in refused(path, path)[0].found
    with monkeypatch.context() as patch:
        patch.setattr(source, "MAX_ELEMENTS", 3)
        assert "more than 3 elements" in refused(path)[0].found
    with monkeypatch.context() as patch:
        patch.setattr("policylab.catalog.xmcda.tables.MAX_CELLS", 0)
        assert "more than 0 values" in refused(path)[0].found
    long = write(document(f'<alternatives><alternative id="a" name="{"x" * 3_000_000}"/></alternatives>'))
    assert "single tag" in refused(long)[0].found
    many = "".join(f' a{k}="1"' for k in range(slips.MAX_ELEMENTS // 2))
    attributes = document(f"<alternatives><alternative{many}/><alternative{many}/></alternatives>")
    monkeypatch.setattr(source, "_PIECE", 100_000_000)
    assert "elements" in refused(write(attributes))[0].found


def test_rows_are_not_kept(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit on elements is one on what is kept: a table may be longer."""
    monkeypatch.setattr(source, "MAX_ELEMENTS", 20)
    rows = (
        cell("<real>1</real>", alternative=f"a{k}")
        .removeprefix("<performanceTable>")
        .removesuffix("</performanceTable>")
        for k in range(50)
    )
    body = f"<performanceTable>{''.join(rows)}</performanceTable>"
    assert len(read_xmcda([write(document(body))]).alternatives) == 50


def read_or_refuse(path: Path) -> None:
    """Read a file, or be refused in our words."""
    try:
        read_xmcda([path])
    except TableInvalid:
        refused(path)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["whole-2.2.1.xml", "whole-3.1.1.xml", "whole-4.0.0.xml"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=12)), min_size=1, max_size=6),
    st.booleans(),
)
def test_damaged_files(
    tmp_path_factory: pytest.TempPathFactory, name: str, cuts: list[tuple[float, int, bytes]], by_tag: bool
) -> None:
    """Of a damaged file nothing comes but a table or problems."""
    data = (FILES / name).read_bytes()
    for where, length, new in cuts:
        place = int(where * len(data))
        if by_tag:
            # Whole tags go or come twice, so that what is left is more often well-formed.
            place = data.find(b"<", place)
            end = max(data.find(b">", place) + 1, place)
            data = data[:place] + (b"" if length % 2 else data[place:end] * 2) + data[end:]
        else:
            data = data[:place] + new + data[place + length :]
    path = tmp_path_factory.getbasetemp() / "damaged.xml"
    path.write_bytes(data)
    read_or_refuse(path)


TAGS = re.findall(
    r"\w+",
    """alternatives alternative criteria criterion scale scales quantitative minimum value values real interval label
    lowerBound hierarchy node nodes criterionID alternativeID criteriaValues criterionValue criterionValues
    performanceTable criteriaSet criteriaSets element constraint constraints elements coefficient rhs operator
    fuzzyNumber piecewiseLinear segment head tail abscissa thresholds threshold function constant criteriaHierarchy
    criteriaScales criterionScales criteriaLinearConstraints description comment rational numerator integer
    qualitative rankedLabel active""",
)
trees = st.recursive(
    st.sampled_from(["", "1", "a", "true", " "]),
    lambda inner: st.builds(
        lambda tag, id_, parts: f"<{tag}{id_}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(["", ' id="a"', ' id="b" name="n"', ' mcdaConcept="weights"']),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(trees, max_size=4), st.sampled_from([2, 3, 4]))
def test_strange_files(tmp_path_factory: pytest.TempPathFactory, bodies: list[str], version: int) -> None:
    """Of known elements in unlikely places nothing comes but a table or problems."""
    path = tmp_path_factory.getbasetemp() / "strange.xml"
    path.write_text(document("\n".join(bodies), version), encoding="utf-8")
    read_or_refuse(path)
