"""Whatever stands in a study's files: it loads as written, or the loader says what is wrong."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policylab.catalog import check, fmt, load, scores
from policylab.catalog.report import Report
from policylab.catalog.text import bad_character, decode
from policylab.catalog.tree import read_tree
from policylab.errors import StudyInvalid
from policylab.schema import Study
from policylab.testing import study_files, write_study

FILES = study_files()
# Pieces that mean something to a reader of YAML or of tables.
PIECES = [
    *"{}[]:,-?&*!|>'\"%@`#~<=\\ \n\t.0",
    ": ",
    "- ",
    "\n  ",
    "---",
    "...",
    "<<",
    "!!",
    "''",
    "|-",
    ">+2",
    "\r\n",
]
PIECES += [
    "no",
    "null",
    "1e400",
    ".nan",
    "0x1F",
    "가나다",
    "مرحبا",
    "👩‍👩‍👧‍👦",
    "\ufeff",
    "\u00a0",
    "é",
    "\\x41",
    "id",
    "title",
]
soup = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join).map(str.encode),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=60),
)
texts = st.one_of(
    st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=80),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join),
    st.lists(st.sampled_from(["word", "a", "  ", " ", "\n", "- x", "#", "한국어", "لا"]), max_size=80).map(
        "".join
    ),
)


def same(left: Study, right: Study) -> bool:
    """Whether two studies hold the same, scores in any order."""
    maps = ("sources", "evidence", "concerns", "criteria", "options", "scenarios", "weight_sets", "expected")
    return (
        left.card == right.card
        and sorted(map(repr, left.rows)) == sorted(map(repr, right.rows))
        and all(list(getattr(left, name).items()) == list(getattr(right, name).items()) for name in maps)
    )


def loads_or_says(folder: Path) -> None:
    """Load a study and bring it into its usual form, or find problems that can be printed."""
    if problems := check(folder):
        assert "".join(map(str, problems)).encode()
        with pytest.raises(StudyInvalid):
            load(folder)
        return
    study = load(folder)
    fmt(folder)
    assert fmt(folder, check=True) == []
    assert same(load(folder), study)


@settings(max_examples=40)
@given(st.sampled_from(sorted(FILES)), soup)
def test_any_bytes_as_a_file(name: str, content: bytes) -> None:
    """A file of any bytes gives problems or a study, nothing else."""
    with TemporaryDirectory() as folder:
        write_study(Path(folder), **{name.partition(".")[0]: content})
        loads_or_says(Path(folder))


@settings(max_examples=60)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_bytes_inside_a_file(name: str, data: st.DataObject) -> None:
    """So does a good file in which something is overwritten."""
    good = FILES[name].encode()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 30)))
    with TemporaryDirectory() as folder:
        content = good[:start] + data.draw(soup) + good[end:]
        write_study(Path(folder), **{name.partition(".")[0]: content})
        loads_or_says(Path(folder))


@settings(max_examples=600)
@given(soup)
@example(b"? - a\n: b")
@example(b"- !<tag:yaml.org,2002:str> x")
@example(b"%YAML 3.0\n---\na: b")
@example(b"a: >1\n 2\n")
def test_any_bytes_as_a_tree_or_a_table(content: bytes) -> None:
    """The two readers of files give a result or a problem for any bytes."""
    for reader in (
        lambda text, report: read_tree("f.yaml", text, report),
        scores.read_rows,
    ):
        report = Report()
        text = decode("f", content, report)
        result = reader(text, report) if text is not None else None
        assert result is not None or report.problems


HARD = [
    "no",
    "1:30",
    "007",
    "'",
    "한국어 이름 — العربية 👩‍👩‍👧‍👦 ﷽ ᠮᠣᠩᠭᠣᠯ नमस्ते",
    "=1+1",
    "<script>alert(1)</script> {{7*7}} ${x} $\\frac{1}{$ 100% a_b",
    "\ta tab first",
    "a line\n  and another, indented\n\n- and a dash ",
    " word" * 60,
]


@settings(max_examples=20)
@given(st.lists(texts, min_size=1, max_size=6))
@example(HARD)
@example([" word" * 60])
@example(["\x00", "fine"])
def test_texts_come_back_as_written(given: list[str]) -> None:
    """Any text, alone, in a list or in the table, is kept letter for letter, through writing as well; or refused."""
    good = [text for text in given if text.strip() and not bad_character(text)]
    for kept in [good] if good == given else [good, given]:
        with TemporaryDirectory() as name:
            folder = write_study(Path(name), **with_texts(kept))
            if kept != good:
                assert {problem.code for problem in check(folder)} <= {"P006", "P020"}
                assert check(folder)
                continue
            for _ in range(2):
                study = load(folder)
                assert list(study.options["bridge"].includes) == kept
                assert study.options["bridge"].summary == (kept or ["-"])[0]
                assert study.scores.loc[("bridge", "cost"), "reason"] == (kept or ["-"])[-1]
                fmt(folder)
            assert fmt(folder, check=True) == []


def with_texts(kept: list[str]) -> dict[str, str]:
    """Return the files of the tiny study with these texts in a list, as a value and in the table."""
    first, last = (kept or ["-"])[0], (kept or ["-"])[-1]
    options = FILES["options.yaml"].replace(
        "includes: [a road]", f"includes: {json.dumps(kept, ensure_ascii=False)}"
    )
    quoted = json.dumps(first, ensure_ascii=False)
    cell = '"' + last.replace('"', '""') + '"'
    return {
        "options": options.replace("summary: A bridge to the island.", f"summary: {quoted}"),
        "scores": FILES["scores.csv"].replace("Forty years of income.", cell),
    }
