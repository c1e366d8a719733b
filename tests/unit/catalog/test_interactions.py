from pathlib import Path

from policylab.catalog import check, fmt, load
from policylab.testing import tiny_study, write_study
from tests.unit.schema.tiny_interactions import INTERACTIONS


def test_the_file_may_be_left_out() -> None:
    """A study need not say how options act together; then it has no packages."""
    assert tiny_study().interactions is None


def test_rules_are_read(tmp_path: Path) -> None:
    """Rules by criterion, pairs that need and pairs that exclude each other."""
    folder = write_study(tmp_path, interactions=INTERACTIONS)
    assert check(folder) == []
    rules = load(folder).interactions
    assert rules is not None
    assert [str(rule.rule) for rule in rules.combine.values()] == [
        "covers", "strongest", "add", "covers", "strongest",
    ]  # fmt: skip
    assert rules.prerequisites() == (("clinic", "later_boats"),)
    assert rules.exclusions() == (("later_boats", "bridge"),)


def test_lists_of_several_exclude_across_and_not_within(tmp_path: Path) -> None:
    """Between [a, b] and [c]: a with c, b with c, but a and b go together; a pair stands once."""
    text = INTERACTIONS.replace("      - [later_boats]\n      - [bridge]\n    evidence", "      - [bridge]\n"
                                "      - [clinic, later_boats]\n    evidence")  # fmt: skip
    more = text.replace("notes:\n", "  again:\n    between:\n      - [clinic]\n      - [bridge]\n"
                        "    reason: Twice.\nnotes:\n")  # fmt: skip
    for words in (text, more):
        rules = load(write_study(tmp_path, interactions=words)).interactions
        assert rules is not None
        assert rules.exclusions() == (("bridge", "clinic"), ("bridge", "later_boats"))


def test_rules_have_their_usual_form(tmp_path: Path) -> None:
    """Keys come in the order of the record, and writing twice changes nothing."""
    mixed = INTERACTIONS.replace("about: Made up, as all of it.\n", "") + "about: Made up, as all of it.\n"
    folder = write_study(tmp_path, interactions=mixed)
    assert "interactions.yaml" in fmt(folder)
    assert (folder / "interactions.yaml").read_text() == INTERACTIONS
    assert fmt(folder) == []
