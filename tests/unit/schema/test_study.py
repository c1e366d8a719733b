import dataclasses

import numpy as np
import pytest

from policylab.schema import SCORE_COLUMNS, Study, score_frame
from policylab.testing import study_files, tiny_study


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the tiny study."""
    return tiny_study()


def test_a_study_hands_out_its_own_facts(study: Study) -> None:
    """Those of study.yaml are within reach."""
    assert (study.id, study.version, study.baseline, study.step) == ("tiny_ferry", "2026.1", "as_today", 0.5)
    assert (study.default.weights, study.default.scenario) == ("equal", "today")


def test_everything_keeps_the_order_of_its_file(study: Study) -> None:
    """Order in a file is order on screen."""
    assert study.ranked_options == ("as_today", "later_boats", "bridge", "clinic")
    assert study.state_criteria == ("collisions", "quay_order", "cost")
    assert study.protection_criteria == ("dry_nights", "own_say")
    assert (study.state_groups, study.protection_groups) == (("safety", "purse"), ("islanders",))
    assert study.criteria_of("safety") == ("collisions", "quay_order")
    assert study.group_of("cost") == "purse"


def test_a_companion_is_not_ranked() -> None:
    """It is listed apart, and its row is not in the table of scores."""
    study = tiny_study(
        options=study_files()["options.yaml"].replace("role: lever", "role: companion"), expected=None
    )
    assert study.companions == ("clinic",)
    assert study.ranked_options == ("as_today", "later_boats", "bridge")
    assert "clinic" not in study.score_table().index


def test_scores_are_a_frame_by_option_and_criterion(study: Study) -> None:
    """With the range, the basis, the evidence and the reason."""
    assert tuple(study.scores.columns) == SCORE_COLUMNS
    assert study.scores.index.names == ["option", "criterion"]
    row = study.scores.loc[("clinic", "dry_nights")]
    assert (row["low"], row["central"], row["high"]) == (0.0, 0.5, 1.5)
    assert row["evidence"] == ("let_rain", "let_fewer")
    assert row["basis"] == "implied"


def test_the_table_is_options_by_criteria(study: Study) -> None:
    """All ranked options, all criteria, in the order of the files."""
    table = study.score_table("high")
    assert tuple(table.index) == study.ranked_options
    assert list(table.columns) == list(study.criteria)
    assert table.loc["bridge", "quay_order"] == 2.5


def test_what_is_not_scored_is_missing_and_not_zero() -> None:
    """A row that is left out loads, and is NaN in the table."""
    scores = study_files()["scores.csv"].replace(
        "bridge,own_say,-1,-0.5,0,judgement,,Nobody would ask them.\n", ""
    )
    study = tiny_study(scores=scores)
    table = study.score_table()
    assert np.isnan(table.loc["bridge", "own_say"])
    assert table.isna().to_numpy().sum() == 1
    assert ("bridge", "own_say") not in study.scores.index


def test_nobody_changes_a_study(study: Study) -> None:
    """Neither its frames nor its maps nor itself."""
    scores, table = study.scores, study.score_table()
    scores.loc[("bridge", "cost"), "low"] = 3.0
    table.loc["bridge", "cost"] = 3.0
    assert study.scores.loc[("bridge", "cost"), "low"] == -3.0
    with pytest.raises(TypeError):
        study.options["bridge"] = study.options["clinic"]  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        study.card = None  # type: ignore[misc,assignment]


def test_no_scores_are_an_empty_frame() -> None:
    """With the same columns and labels."""
    empty = score_frame([])
    assert tuple(empty.columns) == SCORE_COLUMNS
    assert empty.index.names == ["option", "criterion"]
    assert len(empty) == 0
