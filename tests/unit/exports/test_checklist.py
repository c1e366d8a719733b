"""The checklist: 17 items, filled from what a study states; what it does not state is not done."""

from __future__ import annotations

import pytest

from policylab.exports import View
from policylab.exports.report.checklist import DONE, NOT, PART, REFERENCE, REPORTED, Item, items, part
from policylab.exports.report.firm import Findings, findings
from policylab.exports.report.model import Grid
from policylab.terms import Basis
from tests.browser.sample import card, criteria, option, option_ids, rows, sample_study

CHECKED = ("1b", "2c", "3b", "4b", "5b", "6b")
"""Items that ask for somebody else's check."""


@pytest.fixture(scope="module")
def firm(view: View) -> Findings:
    """Return what is worked out of the shipped study."""
    return findings(view)


def filled(view: View, firm: Findings | None = None) -> dict[str, Item]:
    """Return the items of a view by number."""
    return {item.number: item for item in items(view, firm or findings(view))}


def bare_view() -> View:
    """Return a view of a study that says as little as a study can."""
    options = {
        key: option(key, k).model_copy(update={"proposed_by": (), "precedents": ()})
        for k, key in enumerate(option_ids())
    }
    options = {
        key: record.model_copy(update={"tier": record.tier.model_copy(update={"evidence": ()})})
        for key, record in options.items()
    }
    scored = tuple(
        row.model_copy(
            update={"evidence": (), "basis": Basis.JUDGEMENT, "low": row.central, "high": row.central}
        )
        for row in rows()
    )
    named = {key: one.model_copy(update={"concerns": (), "evidence": ()}) for key, one in criteria().items()}
    study = sample_study(
        card=card(limits=()), concerns={}, evidence={}, criteria=named, options=options, rows=scored
    )
    return View.of(study)


def test_seventeen_items(view: View, firm: Findings) -> None:
    """There are 17 items in eight steps, each with something asked and something found."""
    found = filled(view, firm)
    assert len(found) == 17
    assert list(found) == [
        "1a", "1b", "2a", "2b", "2c", "3a", "3b", "4a", "4b", "5a", "5b", "6a", "6b", "7a", "7b", "8a", "8b",
    ]  # fmt: skip
    assert len({item.step for item in found.values()}) == 8
    assert {item.status for item in found.values()} <= {DONE, PART, REPORTED, NOT}
    assert all(item.asks and item.found.endswith(".") for item in found.values())


def test_nobody_checked_it(view: View, firm: Findings) -> None:
    """No check by others is recorded, so that none is claimed."""
    found = filled(view, firm)
    assert {found[number].status for number in CHECKED} == {REPORTED}
    assert "none of their authors took part" in found["1b"].found
    assert found["8b"].status == PART
    assert "No discussion" in found["8b"].found
    assert found["6a"].status == PART
    assert "not tested" in found["6a"].found


def test_filled_from_the_study(view: View, firm: Findings) -> None:
    """Numbers are those of the study; equal weights name no passage, so that they are justified in part only."""
    found, study = filled(view, firm), view.study
    assert f"{len(study.criteria)} criteria" in found["2b"].found
    assert found["2b"].status == DONE
    assert "34 are stated by a source, 189 implied by one and 155 judgements" in found["3a"].found
    assert found["5a"].status == PART
    assert "It names no passage" in found["5a"].found
    charny = next(key for key, record in study.weight_sets.items() if record.evidence)
    assert filled(View.of(study, charny), firm)["5a"].status == DONE
    assert found["7b"].status == DONE


def test_own_weights_have_no_reason(own_view: View, firm: Findings) -> None:
    """Why a reader's own weights are so is not recorded, and own scores are told."""
    found = filled(own_view, firm)
    assert found["5a"].status == PART
    assert "why they are so is not recorded" in found["5a"].found
    assert "1 score of this report" in found["4b"].found


def test_what_a_study_does_not_say_is_not_done() -> None:
    """A study without concerns, evidence, ranges and limits has these items not done."""
    found = filled(bare_view())
    assert {number for number, item in found.items() if item.status == NOT} == {"2a", "3a", "7a"}
    assert found["2b"].status == PART


def test_in_the_report(view: View, firm: Findings) -> None:
    """The report has a row for each item and one for each step, counts them, and says whose list it is."""
    written = part(view, firm)
    assert written is not None
    (grid,) = (block for block in written.blocks if isinstance(block, Grid))
    assert [row.kind for row in grid.rows].count("group") == 8
    assert len(grid.rows) == 25
    text = repr(written)
    assert "6 are reported and their validation not done" in text
    assert REFERENCE in text
