"""Kept answers: the same as those worked out anew, and only for the same question about the same choices."""

from __future__ import annotations

from typing import Any

import pytest

from policylab.errors import CallError, Stopped
from policylab.testing import tiny_study
from policylab.viewmodels import Explore
from policylab.viewmodels.answers import answer, kept
from policylab.viewmodels.answers.kept import KeptAnswers
from policylab.viewmodels.state import first_state

STUDY = tiny_study()


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which each question is added that is worked out."""
    asked: list[str] = []

    def counted(explore: Explore, kind: str, *rest: Any) -> dict[str, Any]:
        asked.append(kind)
        return answer(explore, kind, *rest)

    monkeypatch.setattr(kept, "answer", counted)
    return asked


def explore(**changes: Any) -> Explore:
    """Return the first choices with some changed; a new reader each time."""
    return Explore(STUDY, {**first_state(STUDY), **changes})


def test_a_second_reader_gets_what_the_first_was_told(worked: list[str]) -> None:
    """Another session, another tab in view: the same answer, worked out once."""
    answers = KeptAnswers()
    first = answers.answer(explore(), "ranges", {})
    assert answers.answer(explore(tab="firm", option="clinic"), "ranges", {}) is first
    assert worked == ["ranges"]
    assert first == answer(explore(), "ranges", {})


PLACES = {"weights": "as_given", "draws": 10_000}
OWN = {"clinic": {"cost": [-1.0, -1.0, -1.0]}}


@pytest.mark.parametrize(
    "changes",
    [
        {"weight_set": "yours", "groups": {**first_state(STUDY)["groups"], "safety": 90}},
        {"weight_set": "yours", "criteria": {**first_state(STUDY)["criteria"], "cost": 1}},
        {"scenario": "storms"},
        {"protection": 20},
        {"own": OWN},
    ],
    ids=lambda changes: next(reversed(changes)),
)
def test_whatever_counts_sets_answers_apart(worked: list[str], changes: dict[str, Any]) -> None:
    """Weights, scenario, share of protection and own scores each ask for an answer of their own, and get it."""
    answers = KeptAnswers()
    answers.answer(explore(), "ranges", {})
    assert answers.answer(explore(**changes), "ranges", {}) == answer(explore(**changes), "ranges", {})
    assert len(worked) == 2


def test_own_scores_that_do_not_count_change_nothing(worked: list[str]) -> None:
    """Own scores set aside: whichever they are, the answer is that of the study's scores."""
    answers = KeptAnswers()
    for own in (OWN, {}):
        answers.answer(explore(own=own, use_own=False), "ranges", {})
    assert worked == ["ranges"]


def test_what_is_asked_sets_answers_apart(worked: list[str]) -> None:
    """Another question, other arguments, another study of the same content: each is worked out."""
    answers = KeptAnswers()
    for asked in (PLACES, {**PLACES, "weights": "groups"}):
        assert answers.answer(explore(), "firm_places", asked) == answer(explore(), "firm_places", asked)
    answers.answer(explore(), "ranges", {})
    answers.answer(Explore(tiny_study()), "ranges", {})
    assert worked == ["firm_places", "firm_places", "ranges", "ranges"]


def test_the_ones_used_last_are_kept(worked: list[str]) -> None:
    """Of three with room for two, the one not used for longest goes."""
    answers = KeptAnswers(most=2)
    for protection in (0, 10, 0, 20, 0, 10):
        answers.answer(explore(protection=protection), "ranges", {})
    assert len(worked) == 4


def test_nothing_is_kept_of_what_was_refused_or_given_up(worked: list[str]) -> None:
    """A question that is no question, and one that was given up, can be asked again."""
    answers = KeptAnswers()
    for _ in range(2):
        with pytest.raises(CallError, match="not a question"):
            answers.answer(explore(), "winner", {})
        with pytest.raises(Stopped):
            answers.answer(explore(), "firm_places", PLACES, lambda _: False)
    assert answers.answer(explore(), "firm_places", PLACES)["options"]
    assert len(worked) == 5
