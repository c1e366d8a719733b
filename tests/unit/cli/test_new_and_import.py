"""`policylab new`, what `check` says next, the record of a passage, and `policylab import`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from policylab.catalog import check, load

TABLE = "Option;Cost;Jobs\nDirection;min;max\nAs today;1,5;200\nRoad;12;310\nBus;3;\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which the commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_new_says_what_to_do_next(call: Callable, desk: Path) -> None:
    """The folder is named after the study; placeholders, judgements and the next commands are named."""
    said = call("new", "two_roads")
    assert said.status == 0
    for part in (
        "two_roads",
        "study.yaml:7",
        "scores are judgements without",
        "policylab serve --study two_roads",
    ):
        assert part in said.out
    assert check(desk / "two_roads") == []
    again = call("new", "two_roads")
    assert again.status == 2
    assert "nothing is written over. Take another name, or give another folder with --out." in again.err


def test_check_says_what_is_open(call: Callable, desk: Path) -> None:
    """Without placeholders nothing is said of them; a cell without a row is named, as not scored."""
    call("new", "mine")
    scores = desk / "mine" / "scores.csv"
    rows = scores.read_text(encoding="utf-8").splitlines()
    scores.write_text(
        "\n".join(row for row in rows if not row.startswith("first_step,safety")) + "\n", encoding="utf-8"
    )
    said = call("check", "mine")
    assert said.status == 0
    assert "1 of 16 cells" in said.out
    assert "first_step on safety" in " ".join(said.out.split())
    assert "never as 0" in said.out
    for path in (desk / "mine").iterdir():
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("laceholder", "lain text"), encoding="utf-8")
    said = call("check", "mine")
    assert "laceholder" not in said.out
    assert "What to do next" not in call("check", "north_koreans_in_china").out


def test_a_passage_becomes_a_record(call: Callable, desk: Path) -> None:
    """Source, section, lines and fingerprint come from the words; words that are nowhere are said to be."""
    call("new", "mine")
    words = "Nobody has asked the people themselves"
    said = call("evidence", "passage", words, "--papers", "mine/papers", "--study", "mine")
    assert said.status == 0
    record = load(desk / "mine").evidence["example_nobody_asked"]
    for part in (
        'source: "example_paper"',
        'section: "What could be done (placeholder)"',
        f'lines: "{record.lines}"',
        record.passage.sha256,
        "# kind is one of: recommends, states_concern, assesses, reports_fact, precedent, counter_evidence",
    ):
        assert part in said.out
    # The record by itself, so that it can be added to the file; what to do with it stands elsewhere.
    assert (
        YAML(typ="safe", pure=True).load(said.out).keys() == record.model_dump(exclude_defaults=True).keys()
    )
    assert "Put these lines into evidence.yaml" in said.err
    assert call("evidence", "passage", "Nobody has sung", "--papers", "mine/papers").status == 1
    assert call("evidence", "passage", "...").status == 2
    assert call("evidence", "verify", words, "--papers", "mine/papers").status == 2


def test_check_has_notes_that_are_no_problems(call: Callable, desk: Path) -> None:
    """They stand below what is wrong as below what is not, and change no exit status."""
    call("new", "mine")
    (desk / "mine" / "option.yaml").write_text("a: b\n", encoding="utf-8")
    said = call("check", "mine")
    assert said.status == 0
    assert "Note: option.yaml is not read" in said.out
    (desk / "mine" / "options.yaml").unlink()
    said = call("check", "mine")
    assert said.status == 1
    assert "Note: option.yaml is not read" in said.out


def test_import_shows_and_writes_nothing(call: Callable, desk: Path) -> None:
    """Without --out: how it was read, the numbers, and what is missing for a study."""
    (desk / "t.csv").write_text(TABLE, encoding="utf-8")
    said = call("import", "t.csv")
    assert said.status == 0
    for part in (
        "semicolons",
        "with a comma",
        "310",
        "Less is better: Cost",
        "1 cell has no value",
        "--baseline 'As today'",
    ):
        assert part in said.out
    assert sorted(path.name for path in desk.iterdir()) == ["t.csv"]
    assert "widest distance" in call("import", "t.csv", "--baseline", "as today").out


def test_import_makes_a_study(call: Callable, desk: Path) -> None:
    """A study that loads, named after its folder; directions and the baseline can be said in the call."""
    (desk / "t.csv").write_text(TABLE.replace("Direction;min;max\n", ""), encoding="utf-8")
    said = call("import", "t.csv", "--out", "My draft", "--baseline", "As today")
    assert said.status == 1
    assert "--min" in said.err
    said = call(
        "import", "t.csv", "--out", "My draft", "--baseline", "As today", "--min", "cost", "--max", "Jobs"
    )
    assert said.status == 0, said.err
    study = load(desk / "My draft")
    assert study.id == "my_draft"
    assert study.score_table().at["road", "cost"] == -3
    assert "policylab check 'My draft'" in said.out
    assert (
        call(
            "import", "t.csv", "--out", "My draft", "--baseline", "As today", "--min", "cost", "--max", "jobs"
        ).status
        == 2
    )


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (["missing.csv"], 1, "is not there"),
        (["t.csv", "--baseline", "as todai"], 2, "Did you mean 'As today'"),
        (["t.csv", "--decimal", "dot"], 2, "comma or point"),
        (["t.csv", "--encoding", "ebcdic"], 2, "windows-1252"),
        (["t.csv", "--min", "Cots"], 2, "Did you mean 'Cost'"),
        (["t.csv", "t.csv"], 2, "one table at a time"),
        (["t.csv", "--out", "x"], 2, "--baseline"),
        (["t.csv", "--study", "north_koreans_in_china"], 1, "the study has no option 'As today'"),
    ],
)
def test_import_refuses_in_sentences(
    call: Callable, desk: Path, words: list[str], status: int, part: str
) -> None:
    """Data that is wrong ends with 1, a call that is wrong with 2, and each says what to do."""
    (desk / "t.csv").write_text(TABLE, encoding="utf-8")
    said = call("import", *words)
    assert said.status == status
    assert part in said.err
    assert "Traceback" not in said.err


def test_import_reads_xmcda_by_content(call: Callable, desk: Path) -> None:
    """What begins as XML goes to the reader of XMCDA, whatever the file is called."""
    (desk / "x.csv").write_text("<html><body>no decision</body></html>", encoding="utf-8")
    said = call("import", "x.csv")
    assert said.status == 1
    assert "XMCDA" in said.err


def test_a_passage_is_taken_while_the_study_is_not_sound(call: Callable, desk: Path) -> None:
    """Sources come first and evidence after: what is still wrong elsewhere does not stand in the way."""
    call("new", "mine")
    (desk / "mine" / "scores.csv").write_text("nothing yet\n", encoding="utf-8")
    words = "Nobody has asked the people themselves"
    said = call("evidence", "passage", words, "--papers", "mine/papers", "--study", "mine")
    assert said.status == 0
    assert 'source: "example_paper"' in said.out


def test_many_unknown_ids_are_told_where_to_begin(call: Callable, desk: Path) -> None:
    """After ids were renamed in one file, the order in which to mend the rest is said; of few problems it is not."""
    call("new", "mine")
    criteria = desk / "mine" / "criteria.yaml"
    text = criteria.read_text(encoding="utf-8")
    criteria.write_text(text.replace("public_money:", "money_of_all:"), encoding="utf-8")
    assert "was renamed or removed" not in call("check", "mine").out
    for old in ("public_trust", "safety", "own_say"):
        text = text.replace(f"\n{old}:", f"\nnew_{old}:")
    criteria.write_text(text, encoding="utf-8")
    said = " ".join(call("check", "mine").out.split())
    assert "mend concerns.yaml first, then scores.csv, weights.yaml, and check after each." in said
