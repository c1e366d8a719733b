"""Views to make files of: the shipped study as it is, with a reader's own choices, and a study with hostile names."""

from __future__ import annotations

import pytest

import policylab as pl
from policylab.exports import View
from policylab.schema import Study
from tests.browser.hostile import hostile_study
from tests.browser.sample import gaps_study

LINK = "http://127.0.0.1:5006/#2.h0.w0"


@pytest.fixture(scope="session")
def study() -> Study:
    """Return the shipped study."""
    return pl.load("north_koreans_in_china")


@pytest.fixture(scope="session")
def view(study: Study) -> View:
    """Return the study under equal weights."""
    return View.of(study)


@pytest.fixture(scope="session")
def own_view(study: Study) -> View:
    """Return a reader's own view: points, an own score, a floor, a scenario, a share for protection, link and day."""
    equal = study.weight_sets["equal"]
    weights = {
        "groups": dict(equal.groups) | {"security": 83, "alliance": 9},
        "criteria": dict(equal.criteria) | {"influx": 7, "jobs": 0},
        "started_from": "equal",
    }
    own = {"camp": {"influx": [0.0, 0.5, 1.0]}}
    sampled = {"floor": 34, "seed": 3, "draws": 2_000}
    return View.of(study, weights, "mass_flight", 0.25, own, **sampled, link=LINK, date="2026-01-31")


@pytest.fixture(scope="session")
def hostile_view() -> View:
    """Return a study whose names try formulas, scripts, TeX and broken letters."""
    made = hostile_study()
    return View.of(made, made.default.weights, made.default.scenario)


@pytest.fixture(scope="session")
def gaps_view() -> View:
    """Return a study with scores missing."""
    made = gaps_study()
    return View.of(made, made.default.weights, made.default.scenario)
