from pathlib import Path

import pytest

from policylab.catalog import check, fmt, load
from policylab.errors import StudyInvalid
from policylab.testing import study_files, write_study

FILES = study_files()

UGLY = """\
# Who wrote this: nobody.

'tiny':   # the only one
    owner: "nobody"
    says: "A text that is rather long, so long in fact that it does not fit into one line of a hundred and ten columns"
    title: 'Equal: both alike'   # a title with a colon
    criteria: {collisions: 5,   quay_order: 5, cost: 5, dry_nights: 5,
        own_say: 5}
    # points
    groups:
       safety:  50
       # not much
       purse:  50
    evidence:
    -   rep_collision
    - rep_crowd
# the end
"""

USUAL = """\
# Who wrote this: nobody.
# the only one
tiny:
  # a title with a colon
  title: "Equal: both alike"
  owner: nobody
  says: >-
    A text that is rather long, so long in fact that it does not fit into one line of a hundred and ten
    columns
  evidence: [rep_collision, rep_crowd]
  # points
  groups:
    safety: 50
    # not much
    purse: 50
  criteria:
    collisions: 5
    quay_order: 5
    cost: 5
    dry_nights: 5
    own_say: 5
# the end
"""


def changed(folder: Path, **changes: str) -> Path:
    """Write a study whose only weight set is called tiny."""
    study = FILES["study.yaml"].replace("weights: equal", "weights: tiny")
    return write_study(folder, study=study, expected=None, **changes)


def test_a_file_is_brought_into_its_usual_form(tmp_path: Path) -> None:
    """Keys in the order of the record, one indent, quotes where needed, long texts folded, comments kept."""
    folder = changed(tmp_path, weights=UGLY)
    before = load(folder)
    assert "weights.yaml" in fmt(folder)
    assert (folder / "weights.yaml").read_text(encoding="utf-8") == USUAL
    assert dict(load(folder).weight_sets) == dict(before.weight_sets)


def test_the_usual_form_stays(tmp_path: Path) -> None:
    """Formatting twice changes nothing more."""
    folder = changed(tmp_path, weights=UGLY)
    fmt(folder)
    assert fmt(folder) == []


def test_checking_writes_nothing(tmp_path: Path) -> None:
    """It names the files that would change."""
    folder = changed(tmp_path, weights=UGLY)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "weights.yaml" in fmt(folder, check=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_scores_are_sorted_as_options_and_criteria_are(tmp_path: Path) -> None:
    """Whatever order the rows are in."""
    head, *rows = FILES["scores.csv"].splitlines(keepends=True)
    folder = write_study(tmp_path, scores=head + "".join(sorted(rows)))
    assert "scores.csv" in fmt(folder)
    assert (folder / "scores.csv").read_text(encoding="utf-8") == FILES["scores.csv"]


def test_a_study_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    """Its problems are raised, and no file is written."""
    folder = write_study(tmp_path, weights=UGLY, sources=FILES["sources.yaml"] + "letter: {}\n")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(StudyInvalid):
        fmt(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    "text",
    [
        "no", "Yes", "null", "~", "12", "1.5e3", "0x1F", "2024-06", "1:30", "120,000", "70-80%", "true", "-", "- a",
        "a: b", "a #b", "#a", "'a'", '"a"', "[a]", "{a}", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a", "a:", " a ",
        "a\tb", "a\nb", "a\n\n  b\nc", "ends in a line\n", "x" * 150, "\u00a0a", "가나다", "مرحبا", "👩‍👩‍👧‍👦", "a, b",
    ],
)  # fmt: skip
def test_texts_of_any_kind_come_back(text: str, tmp_path: Path) -> None:
    """Quotes are put where a reader of YAML would take the text for something else."""
    literal = (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    )
    options = FILES["options.yaml"].replace("includes: [a road]", f"includes: [{literal}, and more]")
    folder = write_study(tmp_path, options=options)
    fmt(folder)
    assert check(folder) == []
    assert load(folder).options["bridge"].includes == (text, "and more")


def test_comments_inside_texts_are_texts(tmp_path: Path) -> None:
    """A # in a folded, literal or quoted text is part of it."""
    says = "  says: |-\n    A text\n    # not a comment\n\n    and more # neither\n"
    weights = FILES["weights.yaml"].replace("  says: Collisions count most.\n", says)
    folder = write_study(
        tmp_path, weights=weights.replace("title: Equal", 'title: "Equal # all"  # but this is')
    )
    fmt(folder)
    sets = load(folder).weight_sets
    assert sets["safety_first"].says == "A text\n# not a comment\n\nand more # neither"
    assert sets["equal"].title == "Equal # all"
    assert (folder / "weights.yaml").read_text(encoding="utf-8").count("# but this is") == 1
