"""Ranges of places: the short way for a page gives the same as the long way through an evaluation."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import policylab as pl
from policylab.analysis import rank_ranges, rank_ranges_of

OWN = {"camp": {"influx": [0.0, 0.5, 1.0]}}


@pytest.mark.parametrize(
    ("scenario", "share", "own"),
    [("today", 0.0, None), ("mass_flight", 0.4, None), ("mass_flight", 0.0, OWN)],
)
def test_short_way_gives_the_same(scenario: str, share: float, own: dict[str, Any] | None) -> None:
    """Weights, scenario, share of protection and own scores count alike on both ways."""
    study = pl.load("north_koreans_in_china")
    long = rank_ranges(pl.evaluate(study, "equal", scenario, share, own), draws=2_000)
    short = rank_ranges_of(study, "equal", scenario, share, own, draws=2_000)
    pd.testing.assert_frame_equal(short.reindex(long.index), long)
