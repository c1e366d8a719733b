"""What About says of a study is the study's own, and adds up."""

from __future__ import annotations

from typing import Any

import pytest

import policylab as pl
from policylab.analysis import evaluate
from policylab.mcda import shown
from policylab.schema import Study
from policylab.terms import GLOSSARY
from policylab.viewmodels import about
from tests.browser.sample import card, sample_study


def number(text: str) -> float:
    """Return a number as shown."""
    return float(text.replace("\u2212", "-"))


@pytest.fixture(scope="module", params=["sample", "shipped"])
def study(request: pytest.FixtureRequest) -> Study:
    """Return a study."""
    return sample_study() if request.param == "sample" else pl.load(next(iter(pl.shipped_studies())))


def test_the_counts_are_those_of_the_study(study: Study) -> None:
    """Scores by basis add up to all scores, and scores with gaps to all cells beside the baseline's."""
    counts = about(study)["counts"]
    assert counts["stated"] + counts["implied"] + counts["judgement"] == counts["scores"]
    cells = (len(study.ranked_options) - 1) * len(study.criteria)
    assert counts["scores"] + counts["not_scored"] == cells
    assert counts["evidence"] == sum(source["evidence"] for source in about(study)["sources"])


def test_a_missing_score_is_counted() -> None:
    """A cell without a score is said to be not scored."""
    whole = sample_study()
    rows = tuple(row for row in whole.rows if (row.option, row.criterion) != ("plan_3", "economic_1"))
    assert about(whole)["counts"]["not_scored"] == 0
    assert about(sample_study(rows=rows))["counts"]["not_scored"] == 1


def test_the_example_is_that_of_the_engine(study: Study) -> None:
    """Total, parts, share and place in the example are those of the order that opens the page."""
    example = about(study)["example"]
    result = evaluate(study, study.default.weights, study.default.scenario)
    option = next(key for key, item in study.options.items() if item.title == example["option"])
    group = next(key for key, item in study.groups.items() if item.title == example["group"])
    assert number(example["total"]) == shown(result.total[option])
    assert number(example["part"]) == shown(result.group_parts.at[option, group])
    assert example["share"] == result.group_shares[group]
    assert (example["rank"], example["is_shared"]) == tuple(result.order.loc[option, ["rank", "shared"]])
    assert example["low"] <= example["rank"] <= example["high"]


def test_the_example_can_be_reckoned_again(study: Study) -> None:
    """Share times score over 3 gives each contribution, and contributions the part, within rounding."""
    example = about(study)["example"]
    rows = example["rows"]
    assert sum(row["share"] for row in rows) == example["share"]
    for row in rows:
        assert abs(row["share"] * number(row["score"]) / 3 - number(row["contribution"])) <= 1.5
    assert (
        abs(sum(number(row["contribution"]) for row in rows) - number(example["part"])) <= len(rows) / 2 + 0.5
    )
    assert abs(sum(number(one["part"]) for one in example["parts"]) - number(example["total"])) <= 2


def test_nothing_is_left_out(study: Study) -> None:
    """Every option, source, weight set, limit and word of the glossary is there, once."""
    found = about(study)
    assert [one["title"] for one in found["options"]] == [one.title for one in study.options.values()]
    assert [one["cite"] for one in found["sources"]] == [one.cite for one in study.sources.values()]
    assert [one["title"] for one in found["weight_sets"]] == [one.title for one in study.weight_sets.values()]
    assert found["study"]["limits"] == list(study.limits)
    assert [one["word"] for one in found["words"]] == list(GLOSSARY)


def test_texts_of_ours_have_real_minus_signs(study: Study) -> None:
    """No hyphen stands for a minus sign in a figure of the example or a word's meaning."""
    found = about(study)
    assert "-3" not in str([found["words"], found["example"], found["steps"]])


@pytest.mark.parametrize("points", [0])
def test_a_study_in_which_nothing_counts(points: int) -> None:
    """Where nothing counts at first there is no example, and no warning about an order that is not there."""
    whole = sample_study()
    sets = {
        key: one.model_copy(update={"groups": dict.fromkeys(one.groups, points)})
        for key, one in whole.weight_sets.items()
    }
    found: dict[str, Any] = about(sample_study(weight_sets=sets))
    assert found["example"] is None
    assert found["warnings"] == []


def test_what_a_study_does_not_say_is_absent() -> None:
    """Without a note and names of its own, a study has neither on the page."""
    found = about(sample_study(card=card(content_note=None, naming=())))["study"]
    assert found["content_note"] is None
    assert found["naming"] == []
