"""TOPSIS, VIKOR, PROMETHEE II, lexicographic and maximin on small and degenerate tables."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from policylab.errors import CallError, NothingCounts, ScoresInvalid
from policylab.mcda import lexicographic, maximin, promethee_ii, topsis, vikor

VALUES = pd.DataFrame({"x": [3.0, 1.0, 2.0], "y": [-1.0, 4.0, 0.0]}, index=["a", "b", "c"])
HALF = pd.Series({"x": 0.5, "y": 0.5})
SCORE: dict[str, Callable[..., pd.Series]] = {
    "topsis": lambda *a, **k: topsis(*a, **k).nearness,
    "vikor": lambda *a, **k: -vikor(*a, **k).compromise,
    "promethee": lambda *a, **k: promethee_ii(*a, **k).net,
}


@pytest.fixture(params=SCORE)
def score(request: pytest.FixtureRequest) -> Callable[..., pd.Series]:
    """Return one method as a function from values and weights to what ranks options, more is better."""
    return SCORE[request.param]


def test_a_constant_criterion_changes_nothing(score: Callable[..., pd.Series]) -> None:
    """Also when it is 0 everywhere; weights of the others stand in their proportions."""
    for level in (0.0, 7.0):
        wider = VALUES.assign(z=level)
        found = score(wider, pd.Series({"x": 0.3, "y": 0.3, "z": 0.4}))
        order = score(VALUES, HALF).sort_values(ascending=False).index
        assert list(found.sort_values(ascending=False).index) == list(order)


def test_identical_options_tie(score: Callable[..., pd.Series]) -> None:
    """All alike is one number for all, and no 0/0; so is a single option."""
    alike = score(pd.DataFrame(2.0, list("abc"), ["x", "y"]), HALF)
    assert alike.nunique() == 1
    assert np.isfinite(alike).all()
    assert np.isfinite(score(VALUES.iloc[:1], HALF)).all()


def test_less_is_better(score: Callable[..., pd.Series]) -> None:
    """A sense of -1 is the same as the negative of the column."""
    turned = score(VALUES.assign(y=-VALUES["y"]), HALF, senses=pd.Series({"y": -1, "x": 1}))
    assert np.allclose(turned, score(VALUES, HALF))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"values": VALUES.replace(4.0, math.nan)}, ScoresInvalid),
        ({"weights": HALF * 0}, NothingCounts),
        ({"weights": pd.Series({"x": 1.0})}, ScoresInvalid),
        ({"senses": pd.Series({"x": 1, "y": 0})}, ScoresInvalid),
    ],
)
def test_refused(score: Callable[..., pd.Series], change: dict[str, Any], error: type[Exception]) -> None:
    """Missing values, weights all 0, labels that do not fit, senses that are none."""
    call = {"values": VALUES, "weights": HALF} | change
    with pytest.raises(error):
        score(call.pop("values"), call.pop("weights"), **call)


def test_topsis_of_identical_options_is_half() -> None:
    """None is nearer than another."""
    found = topsis(pd.DataFrame(2.0, list("ab"), ["x", "y"]), HALF)
    assert found.nearness.tolist() == [0.5, 0.5]
    assert found.ranks["shared"].all()
    with pytest.raises(CallError, match="no normalisation 'sum'"):
        topsis(VALUES, HALF, normalisation="sum")


def test_vikor_needs_v_between_0_and_1() -> None:
    """At 1 only the sum counts, at 0 only the worst."""
    assert vikor(VALUES, HALF, v=1.0).compromise.idxmin() == vikor(VALUES, HALF).group.idxmin()
    assert vikor(VALUES, HALF, v=0.0).compromise.idxmin() == vikor(VALUES, HALF).single.idxmin()
    with pytest.raises(ScoresInvalid, match="from 0 to 1"):
        vikor(VALUES, HALF, v=1.1)


@pytest.mark.parametrize(
    ("shape", "limits", "expected"),
    [
        ("usual", {}, [0, 1, 1, 1]),
        ("u_shape", {"q": 1.0}, [0, 0, 1, 1]),
        ("v_shape", {"p": 2.0}, [0, 0.5, 1, 1]),
        ("level", {"q": 1.0, "p": 2.0}, [0, 0, 0.5, 1]),
        ("linear", {"q": 1.0, "p": 3.0}, [0, 0, 0.5, 1]),
        ("linear", {"q": 1.0, "p": 1.0}, [0, 0, 1, 1]),
        ("gaussian", {"s": 2.0}, [0] + [1 - math.exp(-d * d / 8) for d in (1, 2, 3)]),
    ],
)
def test_preference_functions(shape: str, limits: dict[str, float], expected: list[float]) -> None:
    """Preference of a gap of 0, 1, 2 and 3, as the six types are defined."""
    values = pd.DataFrame({"x": [0.0, -1.0, -2.0, -3.0]}, index=["top", "one", "two", "three"])
    found = promethee_ii(values, pd.Series({"x": 1.0}), preference=shape, **limits)
    assert found.preference.loc["top"].tolist() == pytest.approx(expected, abs=1e-12)


def test_thresholds_are_asked_for() -> None:
    """A missing or impossible one is named; those not needed are not read."""
    with pytest.raises(ScoresInvalid, match="'x' needs a threshold p"):
        promethee_ii(VALUES, HALF, preference="v_shape")
    with pytest.raises(ScoresInvalid, match="p is below q"):
        promethee_ii(VALUES, HALF, preference="linear", q=2.0, p=1.0)
    with pytest.raises(ScoresInvalid, match="use 'usual'"):
        promethee_ii(VALUES, HALF, preference="v_shape", p=0.0)
    with pytest.raises(CallError, match="no preference function 'step'"):
        promethee_ii(VALUES, HALF, preference="step")
    mixed = pd.Series({"x": "usual", "y": "v_shape"})
    found = promethee_ii(VALUES, HALF, preference=mixed, p=pd.Series({"x": math.nan, "y": 5.0}))
    assert found.net.sum() == pytest.approx(0)


def test_lexicographic_decides_in_turn() -> None:
    """The first criterion decides; equals go on to the next; alike on all share a rank."""
    values = pd.DataFrame({"x": [1, 1, 0, 1], "y": [0, 2, 9, 0]}, index=list("abcd"))
    found = lexicographic(values, ["x", "y"])
    assert list(found.index) == ["b", "a", "d", "c"]
    assert found["rank"].tolist() == [1, 2, 2, 4]
    assert found["shared"].tolist() == [False, True, True, False]
    assert found["decided_by"].tolist() == [None, "y", None, "x"]


def test_lexicographic_tolerance_is_measured_from_the_first() -> None:
    """1.0, 0.6 and 0.2 with tolerance 0.5: the first two are alike, the third is not."""
    values = pd.DataFrame({"x": [1.0, 0.6, 0.2], "y": [0.0, 1.0, 2.0]}, index=list("abc"))
    assert list(lexicographic(values, ["x", "y"], tolerance=0.5).index) == ["b", "a", "c"]


def test_lexicographic_order_must_name_criteria() -> None:
    """Unknown, repeated or none."""
    for order in (["z"], ["x", "x"], []):
        with pytest.raises(ScoresInvalid):
            lexicographic(VALUES, order)


def test_maximin_looks_at_the_worst() -> None:
    """A criterion of weight 0 is left out; ties share."""
    assert list(maximin(VALUES).index) == ["b", "c", "a"]
    found = maximin(VALUES, pd.Series({"x": 1.0, "y": 0.0}))
    assert list(found.index) == ["a", "c", "b"]
    assert set(found["worst_on"]) == {"x"}
    with pytest.raises(NothingCounts):
        maximin(VALUES, HALF * 0)
