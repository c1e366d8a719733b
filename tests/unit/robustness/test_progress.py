"""Long work tells how far it is and stops when it is told to."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from policylab.errors import Stopped
from policylab.robustness import criterion_effects, potential_leaders, smaa

VALUES = pd.DataFrame(np.random.default_rng(1).normal(size=(6, 4)))
WEIGHTS = pd.Series(np.ones(4))

WORK: dict[str, Callable[..., Any]] = {
    "effects": lambda progress: criterion_effects(VALUES, WEIGHTS, progress),
    "potential": lambda progress: potential_leaders(VALUES, progress),
    "smaa": lambda progress: smaa(VALUES, draws=40_000, progress=progress),
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_the_share_done_rises_from_0_to_1(work: Callable[..., Any]) -> None:
    """It is told more than once, and never falls."""
    told: list[float] = []
    work(told.append)
    assert len(told) > 1
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] <= 1


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_it_stops_when_told_to(work: Callable[..., Any]) -> None:
    """At the second word, by a named error, with nothing done after it."""
    told: list[float] = []

    def enough(share: float) -> bool:
        told.append(share)
        return len(told) < 2

    with pytest.raises(Stopped, match="Stopped before"):
        work(enough)
    assert len(told) == 2
