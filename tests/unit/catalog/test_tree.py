import pytest

from policylab.catalog.report import Place, Report
from policylab.catalog.tree import Node, read_tree
from policylab.provenance import Unquoted


def tree(text: str) -> Node:
    """Return the tree of a text that is fine."""
    report = Report()
    root = read_tree("f.yaml", text, report)
    assert report.problems == []
    assert root is not None
    return root


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "Off", "1:30", "007", "1_000", "0x1F", "1e3", "2024-06-06", "true"]
)
def test_scalars_stay_text(word: str) -> None:
    """Nothing is turned into something else: what a word means is for the record."""
    value = tree(f"key: {word}\n").plain()["key"]
    assert value == word
    assert isinstance(value, Unquoted)


@pytest.mark.parametrize("quoted", ["'3'", '"3"'])
def test_quotes_are_remembered(quoted: str) -> None:
    """A number in quotes is a text."""
    value = tree(f"key: {quoted}\n").plain()["key"]
    assert value == "3"
    assert not isinstance(value, Unquoted)


@pytest.mark.parametrize("nothing", ["", " ~", " null", " Null"])
def test_nothing_is_none(nothing: str) -> None:
    """An empty value and the words for it."""
    assert tree(f"key:{nothing}\n").plain() == {"key": None}


def test_the_word_null_in_quotes_is_a_text() -> None:
    """So is an empty text in quotes."""
    assert tree("a: 'null'\nb: ''\n").plain() == {"a": "null", "b": ""}


TEXT = """\
first:
  title: A name
  list: [one, two]
  below:
    - x: 1
      y: >-
        folded
        text
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("first",), (1, 1)),
        (("first", "title"), (2, 10)),
        (("first", "title", "[key]"), (2, 3)),
        (("first", "list"), (3, 3)),
        (("first", "list", 1), (3, 15)),
        (("first", "below", 0), (5, 7)),
        (("first", "below", 0, "x"), (5, 10)),
        (("first", "below", 0, "y"), (6, 10)),
        (("first", "missing"), (1, 1)),
        (("nowhere",), (1, 1)),
    ],
)
def test_every_key_and_value_knows_its_place(path: tuple[object, ...], place: tuple[int, int]) -> None:
    """Texts are pointed at themselves, lists and maps at their key, what is missing at what is above it."""
    assert tree(TEXT).find(path) == Place(*place)


def test_thirty_levels_are_read_and_thirty_one_are_not() -> None:
    """The limit is where it is said to be."""
    assert read_tree("f.yaml", "[" * 30 + "]" * 30, Report()) is not None
    report = Report()
    assert read_tree("f.yaml", "[" * 31 + "]" * 31, report) is None
    assert [problem.code for problem in report.problems] == ["P010"]


def test_reading_stops_after_a_hundred_slips_of_one_kind() -> None:
    """A file that is wrong in every line is not a study; the first hundred are listed, and that it stops."""
    report = Report()
    assert read_tree("f.yaml", "a: 1\n" * 500, report) is None
    assert [problem.code for problem in report.problems] == ["P008"] * 100 + ["P007"]
