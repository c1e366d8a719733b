"""The orders pinned in a shipped study are those that come out."""

from __future__ import annotations

import pytest

from policylab.analysis import evaluate, pinned_orders
from policylab.analysis.pins import ranked_lists
from policylab.catalog import load, shipped_studies
from policylab.schema import Study


def unlike(study: Study, pinned: dict[str, list[list[str]]]) -> list[str]:
    """Return the ids of the weight sets whose order is not the pinned one, or is pinned nowhere."""
    wrong = set(pinned) ^ set(study.weight_sets)
    for key in set(pinned) & set(study.weight_sets):
        scenario = study.expected[key].scenario
        if ranked_lists(evaluate(study, weights=key, scenario=scenario)) != pinned[key]:
            wrong.add(key)
    return sorted(wrong)


def pinned_in(study: Study) -> dict[str, list[list[str]]]:
    """Return the pinned orders as lists."""
    return {key: [list(same) for same in item.order] for key, item in study.expected.items()}


@pytest.mark.parametrize("name", shipped_studies())
def test_pinned_orders_hold(name: str) -> None:
    """For each weight set, the order in the pinned scenario is the one in `expected.yaml`."""
    study = load(name)
    assert unlike(study, pinned_in(study)) == []


@pytest.mark.parametrize("name", shipped_studies())
def test_a_changed_order_is_seen(name: str) -> None:
    """Two options that swap places, two ranks that merge, and a set that is not pinned are all noticed."""
    study = load(name)
    first, second, *_ = study.weight_sets
    pinned = pinned_in(study)
    pinned[first] = [*pinned[first][1:2], *pinned[first][:1], *pinned[first][2:]]
    pinned[second] = [[*pinned[second][0], *pinned[second][1]], *pinned[second][2:]]
    assert unlike(study, pinned) == sorted([first, second])
    del pinned[first]
    assert first in unlike(study, pinned)


@pytest.mark.parametrize("name", shipped_studies())
def test_helper_writes_what_the_file_holds(name: str) -> None:
    """`pinned_orders` gives the content of `expected.yaml`, ready to be written."""
    study = load(name)
    written = {key: item.model_dump(mode="json") for key, item in study.expected.items()}
    assert {key: pinned_orders(study, item["scenario"])[key] for key, item in written.items()} == written
