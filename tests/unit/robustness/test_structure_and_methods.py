"""What the criteria do by themselves, and other rules beside the weighted sum."""

from __future__ import annotations

import math
import sys

import numpy as np
import pandas as pd
import pytest

from policylab.errors import CallError, NothingCounts, ScoresInvalid
from policylab.robustness import (
    compare_methods,
    correlations,
    criterion_effects,
    kendall_tau,
    shared_items,
    similar_criteria,
    splitting,
)

VALUES = pd.DataFrame(
    {
        "x": [0.0, 1.0, 2.0, 3.0, 4.0],
        "y": [0.0, 1.0, 2.0, 3.0, 5.0],
        "z": [4.0, 0.0, 2.0, 1.0, 3.0],
        "flat": 1.0,
    },
    index=list("abcde"),
)


def test_each_effect() -> None:
    """Constant, without weight, never, not now and deciding criteria are told apart."""
    values = pd.DataFrame(
        {"flat": 1.0, "idle": [0, 1, 2], "main": [0, 1, 2], "weak": [0.1, 0, 0], "along": [0, 0, 1]},
        index=list("abc"),
    )
    weights = pd.Series({"flat": 1, "idle": 0, "main": 5, "weak": 1, "along": 1})
    found = criterion_effects(values, weights)
    assert found["effect"].to_dict() == {
        "flat": "constant",
        "idle": "weight_0",
        "main": "decides",
        "weak": "not_now",
        "along": "never",
    }
    assert found.loc["main", "pairs"] == 1  # a and b: without it the weak one decides between them
    assert criterion_effects(values[["main"]], pd.Series({"main": 1}))["effect"].tolist() == ["decides"]
    with pytest.raises(NothingCounts):
        criterion_effects(values, weights * 0)


def test_never_means_never() -> None:
    """At any weight of such a criterion below 1 the order is the same."""
    values = pd.DataFrame({"main": [0.0, 1, 2], "along": [0.0, 0, 5]}, index=list("abc"))
    assert criterion_effects(values, pd.Series({"main": 0.5, "along": 0.5})).loc["along", "effect"] == "never"
    for weight in (0.0, 0.3, 0.9, 0.999):
        total = (1 - weight) * values["main"] + weight * values["along"]
        assert list(total.sort_values().index) == list("abc")


def test_similar_and_opposite() -> None:
    """Alike is listed, opposite and constant are not; four options are too few."""
    found = similar_criteria(VALUES.assign(anti=-VALUES["x"]))
    assert found[["first", "second"]].to_numpy().tolist() == [["x", "y"]]
    assert similar_criteria(VALUES.iloc[:4]).empty
    assert similar_criteria(VALUES, threshold=0.999).loc[0, "kendall"] == pytest.approx(1)
    with pytest.raises(ScoresInvalid, match="from 0 to 1"):
        similar_criteria(VALUES, threshold=2)


def test_correlations_are_pearsons_and_kendalls() -> None:
    """As numpy has Pearson's; undefined for a constant column."""
    found = correlations(VALUES).set_index(["first", "second"])
    assert found.loc[("x", "z"), "pearson"] == pytest.approx(np.corrcoef(VALUES["x"], VALUES["z"])[0, 1])
    assert math.isnan(found.loc[("x", "flat"), "pearson"])
    assert math.isnan(kendall_tau(VALUES["x"], VALUES["flat"]))
    assert kendall_tau(VALUES["x"], -VALUES["x"]) == pytest.approx(-1)


def test_splitting_counts_criteria_that_count() -> None:
    """Criteria at weight 0 are not counted; weights that are the counts are noticed, even groups are not."""
    group_of = pd.Series({"x": "one", "y": "two", "z": "two", "flat": "two"})
    weights = pd.Series({"x": 1 / 3, "y": 1 / 3, "z": 1 / 3, "flat": 0.0})
    found = splitting(VALUES, weights, group_of)
    assert found.groups["criteria"].to_dict() == {"one": 1, "two": 2}
    assert found.follows_counts
    assert not splitting(
        VALUES, pd.Series({"x": 0.5, "y": 0.25, "z": 0.25, "flat": 0}), group_of
    ).follows_counts
    assert not splitting(VALUES, pd.Series({"x": 0.5, "y": 0.5, "z": 0, "flat": 0}), group_of).follows_counts


def test_shared_items() -> None:
    """Overlaps, the largest first; none where nothing is shared or nothing is there."""
    found = shared_items({"a": "pqr", "b": "qr", "c": "r", "d": "", "e": "s"})
    assert found[["first", "second"]].to_numpy().tolist() == [["a", "b"], ["a", "c"], ["b", "c"]]
    assert found["share"].tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("library", ["own", "pymcdm"])
def test_methods_compared(library: str) -> None:
    """Both libraries rank alike; agreement with itself upside down is named pair by pair."""
    if library == "pymcdm":
        pytest.importorskip("pymcdm", reason="the extra other-methods is not installed")
    values = pd.DataFrame({"x": [1.0, 0.4, 0.0], "y": [-1.0, 0.3, 0.0], "flat": 2.0}, index=list("abc"))
    found = compare_methods(values, pd.Series({"x": 0.6, "y": 0.3, "flat": 0.1}), library=library)
    assert found.ranks["weighted_sum"].to_dict() == {"a": 2, "b": 1, "c": 3}
    assert found.ranks["lexicographic"].to_dict() == {"a": 1, "b": 2, "c": 3}
    assert found.ranks["maximin"].to_dict() == {"a": 3, "b": 1, "c": 2}
    turned = found.disagreements.set_index("method")
    assert turned.loc["lexicographic", ["ahead", "behind"]].tolist() == ["b", "a"]
    own = compare_methods(values, pd.Series({"x": 0.6, "y": 0.3, "flat": 0.1}), library="own")
    pd.testing.assert_frame_equal(found.scores, own.scores)
    assert compare_methods(
        values, pd.Series({"x": 1, "y": 1, "flat": 1}), library=library, closeness=500
    ).disagreements.empty


@pytest.mark.parametrize("library", ["own", "pymcdm"])
def test_nothing_to_tell_apart(library: str) -> None:
    """Identical options tie under every rule; mirrored ones tie under VIKOR, where pymcdm divides 0 by 0."""
    if library == "pymcdm":
        pytest.importorskip("pymcdm", reason="the extra other-methods is not installed")
    half = pd.Series({"x": 0.5, "y": 0.5})
    alike = compare_methods(pd.DataFrame(0.5, list("ab"), list("xy")), half, library=library)
    assert (alike.ranks == 1).all(axis=None)
    assert alike.agreement.isna().all()
    mirrored = compare_methods(pd.DataFrame(np.eye(2), list("ab"), list("xy")), half, library=library)
    assert (mirrored.ranks == 1).all(axis=None)
    one = compare_methods(pd.DataFrame([[1.0, 0.0]], ["a"], list("xy")), half, library=library)
    assert (one.ranks == 1).all(axis=None)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the extra; the package's own rules need none."""
    monkeypatch.setitem(sys.modules, "pymcdm", None)
    weights = pd.Series(1.0, VALUES.columns)
    with pytest.raises(CallError, match="extra 'other-methods'"):
        compare_methods(VALUES, weights)
    assert compare_methods(VALUES, weights, library="own").library == "own"
    with pytest.raises(CallError, match="no library 'skcriteria'"):
        compare_methods(VALUES, weights, library="skcriteria")
    with pytest.raises(NothingCounts):
        compare_methods(VALUES, weights * 0, library="own")
    with pytest.raises(ScoresInvalid):
        compare_methods(VALUES, weights.drop("x"), library="own")
