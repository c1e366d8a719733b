"""What holds for packages of any options under any rules."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policylab.robustness import (
    Packages,
    all_packages,
    combine_ranges,
    combine_scores,
    leading_packages,
    pareto_packages,
)

HALF_STEPS = st.integers(-6, 6).map(lambda n: n / 2)
RULES = st.sampled_from(["strongest", "covers", "add"])


@st.composite
def problems(draw: st.DrawFn) -> dict[str, Any]:
    """Draw scores, rules, weights, exclusions and needs of up to five options."""
    k, m = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    options, criteria = [f"o{n}" for n in range(k)], [f"c{n}" for n in range(m)]
    rows = draw(st.lists(st.lists(HALF_STEPS, min_size=m, max_size=m), min_size=k, max_size=k))
    rules = draw(st.lists(RULES, min_size=m, max_size=m))
    weights = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=m, max_size=m))
    pairs = st.lists(st.tuples(st.sampled_from(options), st.sampled_from(options)), max_size=3)
    return {
        "scores": pd.DataFrame(rows, index=options, columns=criteria),
        "rules": pd.Series(rules, index=criteria),
        "ledgers": pd.DataFrame(np.array(weights) / 4, index=criteria, columns=["state", "aims"]),
        "apart": [pair for pair in draw(pairs) if pair[0] != pair[1]],
        "needs": draw(pairs),
    }


def by_members(found: Packages) -> dict[frozenset[str], tuple[float, ...]]:
    """Return values by package."""
    return {
        frozenset(found.members(row)): tuple(np.round(values, 7) + 0.0)
        for row, values in enumerate(found.values.to_numpy())
    }


@given(problems(), st.randoms())
@settings(deadline=None)
def test_order_and_names_of_options_do_not_matter(problem: dict[str, Any], random: Any) -> None:
    """The same packages with the same values, however options and criteria stand."""
    options, criteria = list(problem["scores"].index), list(problem["scores"].columns)
    random.shuffle(options)
    random.shuffle(criteria)
    moved = {**problem, "scores": problem["scores"].loc[options, criteria]}
    assert by_members(all_packages(**moved)) == by_members(all_packages(**problem))
    assert leading_packages(all_packages(**moved), pd.Series({"state": 1.0, "aims": 2.0}))[
        "total"
    ].tolist() == (
        pytest.approx(
            leading_packages(all_packages(**problem), pd.Series({"aims": 2.0, "state": 1.0}))[
                "total"
            ].tolist()
        )
    )


@given(problems())
@settings(deadline=None)
def test_an_option_that_does_nothing_changes_no_front(problem: dict[str, Any]) -> None:
    """The unbeaten packages stay the same, and each has twice as many of its values."""
    idle = pd.DataFrame(0.0, index=["idle"], columns=problem["scores"].columns)
    more = {**problem, "scores": pd.concat([problem["scores"], idle])}
    before, after = (pareto_packages(all_packages(**given)) for given in (problem, more))
    assert after["members"].tolist() == before["members"].tolist()
    assert (after["same"] + 1).tolist() == (2 * (before["same"] + 1)).tolist()


@given(problems())
@settings(deadline=None)
def test_a_criterion_without_weight_changes_nothing(problem: dict[str, Any]) -> None:
    """Whatever its scores and its rule."""
    extra = problem["scores"].assign(extra=2.5)
    rules = pd.concat([problem["rules"], pd.Series({"extra": "covers"})])
    ledgers = pd.concat([problem["ledgers"], pd.DataFrame(0.0, index=["extra"], columns=["state", "aims"])])
    more = {**problem, "scores": extra, "rules": rules, "ledgers": ledgers}
    assert by_members(all_packages(**more)) == by_members(all_packages(**problem))


@given(problems(), st.integers(0, 4), st.integers(0, 3))
@settings(deadline=None)
def test_a_higher_score_never_lowers_a_package(problem: dict[str, Any], row: int, column: int) -> None:
    """Under every rule; so the ends of ranges give the ends of packages."""
    raised = problem["scores"].copy()
    row, column = row % len(raised), column % len(raised.columns)
    raised.iloc[row, column] = min(3.0, raised.iloc[row, column] + 0.5)
    before, after = (
        combine_scores(problem["scores"], problem["rules"]),
        combine_scores(raised, problem["rules"]),
    )
    assert (after >= before - 1e-9).all()
    ends = combine_ranges(problem["scores"], problem["scores"], raised, problem["rules"])
    assert (ends["low"] <= ends["central"] + 1e-9).all()
    assert (ends["central"] <= ends["high"] + 1e-9).all()
    assert (ends["high"] >= after - 1e-9).all()


@given(problems())
@settings(deadline=None)
def test_a_rule_only_takes_packages_away(problem: dict[str, Any]) -> None:
    """What is allowed under rules is allowed without them, at the same value."""
    free = by_members(all_packages(**{**problem, "apart": [], "needs": []}))
    bound = by_members(all_packages(**problem))
    assert len(free) == 2 ** len(problem["scores"])
    assert bound.items() <= free.items()


@given(st.lists(HALF_STEPS, min_size=1, max_size=6))
def test_nothing_reaches_beyond_all(column: list[float]) -> None:
    """Combined scores stay on the scale under every rule."""
    scores = pd.DataFrame({"c": column})
    for rule in ("strongest", "covers", "add"):
        ends = combine_ranges(scores, scores, scores, pd.Series({"c": rule})).loc["c"]
        assert -3 - 1e-9 <= ends["low"] <= ends["high"] <= 3 + 1e-9
