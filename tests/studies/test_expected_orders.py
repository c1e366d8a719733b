"""The orders pinned in a shipped study are those that come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from policylab.analysis import evaluate, pinned_orders
from policylab.analysis.pins import ranked_lists
from policylab.catalog import load, shipped_studies


@pytest.mark.parametrize("name", shipped_studies())
def test_pinned_orders_hold(name: str) -> None:
    """For each weight set, the order in the pinned scenario is the one in `expected.yaml`."""
    study = load(name)
    assert set(study.expected) == set(study.weight_sets), (
        "a weight set without a pinned order, or the reverse"
    )
    for key, pinned in study.expected.items():
        found = ranked_lists(evaluate(study, weights=key, scenario=pinned.scenario))
        assert found == [list(same) for same in pinned.order], f"{name}, {key}"


def test_orders_of_the_tiny_study_hold(tiny: Path) -> None:
    """The same for the study of the tests, through the helper that writes such a file."""
    study = load(tiny)
    assert study.expected
    pinned = pinned_orders(study)
    for key, expected in study.expected.items():
        assert pinned[key]["order"] == [list(same) for same in expected.order]
