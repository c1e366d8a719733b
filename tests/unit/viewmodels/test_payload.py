"""A study as data for the browser."""

from __future__ import annotations

import json

from policylab.viewmodels import payload
from tests.unit.analysis.small_study import CENTRAL, CRITERIA, small_study

STUDY = small_study()
MODEL = payload(STUDY, {"says_so": "The passage.", "unknown": "Not ours."})


def test_payload_is_plain_json() -> None:
    """JSON carries it there and back, without NaN."""
    assert json.loads(json.dumps(MODEL, allow_nan=False)) == MODEL


def test_lists_keep_the_order_of_the_study() -> None:
    """Groups, criteria and options stand as in the files; companions by themselves."""
    assert [group["id"] for group in MODEL["groups"]] == ["security", "alliance", "economic", "protection"]
    assert [criterion["id"] for criterion in MODEL["criteria"]] == list(CRITERIA)
    assert [option["id"] for option in MODEL["options"]] == list(CENTRAL)
    assert [option["id"] for option in MODEL["companions"]] == ["helper"]


def test_every_cell_is_there_or_null() -> None:
    """What is not scored is null, never 0."""
    assert MODEL["scores"]["option_e"]["jobs"] is None
    assert MODEL["scores"]["option_e"]["safety"]["central"] == -1
    assert all(set(row) == set(CRITERIA) for row in MODEL["scores"].values())
    assert MODEL["scores"]["option_b"]["standing"] == {
        "low": 1.5,
        "central": 2,
        "high": 2.5,
        "basis": "stated",
        "evidence": ["says_so"],
        "reason": "Because of standing.",
    }


def test_scenarios_carry_changed_cells_only() -> None:
    """Moved and clipped numbers with the ids of the shifts; today changes nothing; the baseline is not there."""
    today, storm = MODEL["scenarios"]
    assert today["cells"] == {}
    assert storm["cells"]["option_d"]["standing"] == {"low": 3, "central": 3, "high": 3, "shifts": ["d_up"]}
    assert storm["cells"]["option_b"]["influx"]["shifts"] == ["all_wet", "b_again"]
    assert "today_practice" not in storm["cells"]
    assert "jobs" not in storm["cells"]["option_e"]
    assert [shift["id"] for shift in storm["shifts"]] == ["all_wet", "b_again", "d_up"]


def test_every_step_has_a_word() -> None:
    """Thirteen steps; the study's own words win."""
    words = MODEL["study"]["score_words"]
    assert len(words) == 13
    assert (words["-3"], words["0"], words["0.5"]) == (
        "much worse than today",
        "about the same as today",
        "about the same as today",
    )
    own = payload(small_study(score_words={"0.5": "a shade better", "0": "the same"}))["study"]["score_words"]
    assert (own["0.5"], own["0"]) == ("a shade better", "the same")
    odd = payload(small_study(step=0.4))["study"]["score_words"]
    assert [*odd][:2] == ["-3", "-2.8"]
    assert len(odd) == 17


def test_evidence_says_how_it_is_cited_and_passages_are_the_readers() -> None:
    """Only passages of evidence that the study knows are passed on; without a copy there are none."""
    assert MODEL["evidence"]["says_so"]["citation"] == "Author (2004), One, lines 2-3"
    assert MODEL["passages"] == {"says_so": "The passage."}
    assert payload(STUDY)["passages"] == {}
