"""Who decides: a short name on one line, in what a study says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from policylab.analysis.changes.study import study_changes
from policylab.analysis.wording import bare_name, own_ledger, possessive
from policylab.schema import Study, StudyCard, content_hash
from policylab.terms import DECISION_MAKER, GLOSSARY, glossary
from policylab.testing import tiny_study
from policylab.viewmodels import payload


def decided_by(name: str) -> Study:
    """Return the tiny study with another decision maker."""
    study = tiny_study()
    return replace(study, card=study.card.model_copy(update={"decision_maker": name}))


def test_the_state_unless_a_study_says_otherwise() -> None:
    """The default is the state, and it leaves the hash of a study as it was before there was a choice."""
    study = tiny_study()
    assert study.decision_maker == DECISION_MAKER == "the state"
    assert payload(study)["study"]["decision_maker"] == "the state"
    assert content_hash(decided_by("the state")) == content_hash(study)
    assert content_hash(decided_by("the Council")) != content_hash(study)


@pytest.mark.parametrize(
    "name", ["", " ", "two\nlines", "two\rlines", " the Council", "the Council ", "x" * 41, 7]
)
def test_what_is_no_name_is_refused(name: object) -> None:
    """Blank, broken over lines, with spaces at an end, longer than 40 letters, or no text."""
    facts = tiny_study().card.model_dump()
    with pytest.raises(ValidationError, match="decision_maker"):
        StudyCard.model_validate({**facts, "decision_maker": name})
    assert StudyCard.model_validate({**facts, "decision_maker": "x" * 40}).decision_maker == "x" * 40


@pytest.mark.parametrize(
    ("name", "whose", "bare", "ledger"),
    [
        ("the state", "the state's", "state", "the state ledger"),
        ("the Assembly", "the Assembly's", "Assembly", "the Assembly ledger"),
        ("the Friends", "the Friends'", "Friends", "the Friends ledger"),
        ("Parliament", "Parliament's", "Parliament", "Parliament's ledger"),
        ("a court of elders", "a court of elders'", "court of elders", "a court of elders' ledger"),
        ("The", "The's", "The", "The's ledger"),
        ("Theresa", "Theresa's", "Theresa", "Theresa's ledger"),
    ],
)
def test_forms_of_the_name(name: str, whose: str, bare: str, ledger: str) -> None:
    """The possessive, the name at the head of a column, and its ledger."""
    study = decided_by(name)
    assert (possessive(study), bare_name(study), own_ledger(study)) == (whose, bare, ledger)


def test_the_words_have_it() -> None:
    """No meaning in the glossary is of a state where another decides, and none is lost."""
    words = glossary("the Council")
    assert list(words) == list(GLOSSARY)
    assert not any("state " in meaning for meaning in words.values())
    assert glossary("the state") == GLOSSARY


def test_a_new_decision_maker_is_a_change_of_the_study() -> None:
    """`diff` names it."""
    told = study_changes(tiny_study(), decided_by("the Council")).told()
    assert any("decision maker" in one.text for found in told.values() for one in found)
