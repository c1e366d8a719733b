"""Regret, worst case and satisficing on odd tables."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from policylab.errors import CallError, ScoresInvalid
from policylab.robustness import maximin, regret, satisficing

PAYOFFS = pd.DataFrame({"calm": [0.0, 2.0, 2.0], "storm": [0.0, -1.0, -1.0]}, index=["today", "a", "twin"])


def test_equal_payoffs_lead_together() -> None:
    """Both are named, share a rank, and a difference in the last bit is none."""
    payoffs = PAYOFFS.assign(rain=[0.3, 0.1 + 0.2, 0.3])
    found = regret(payoffs)
    assert found.leaders["calm"] == ("a", "twin")
    assert found.leaders["rain"] == ("today", "a", "twin")
    assert found.order.loc[["a", "twin"], "shared"].all()


def test_who_always_leads_has_no_regret_and_no_cause() -> None:
    """One option alone is such a one."""
    found = regret(PAYOFFS.iloc[:1])
    assert found.largest["today"] == 0
    assert found.cause["today"] == ()


def test_every_cause_is_named() -> None:
    """A regret that is the largest twice has two causes."""
    payoffs = pd.DataFrame({"calm": [1.0, 0.0], "storm": [5.0, 4.0], "rain": [0.0, 0.0]}, index=["a", "b"])
    assert regret(payoffs).cause["b"] == ("calm", "storm")
    assert maximin(payoffs).cause["b"] == ("calm", "rain")


def test_better_is_strict_and_at_least_is_not() -> None:
    """The baseline is never better than itself, and always at least as good."""
    found = satisficing(PAYOFFS, baseline="today")
    assert found.better.to_dict() == {"today": 0.0, "a": 0.5, "twin": 0.5}
    assert found.at_least["today"] == 1.0


def test_refused() -> None:
    """A missing payoff, no such baseline, both or neither, a level that is none."""
    with pytest.raises(ScoresInvalid, match="NaN"):
        regret(PAYOFFS.replace(-1.0, math.nan))
    with pytest.raises(CallError, match="no option 'x'"):
        satisficing(PAYOFFS, baseline="x")
    with pytest.raises(CallError, match="either"):
        satisficing(PAYOFFS)
    with pytest.raises(ScoresInvalid, match="finite"):
        satisficing(PAYOFFS, level=math.inf)
