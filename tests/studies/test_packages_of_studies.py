"""The rules of shipped studies leave room for every option, and packages are what their parts make them."""

from __future__ import annotations

import pytest

from policylab.analysis import Result, evaluate, package_steps, package_worth, packages
from policylab.catalog import load, shipped_studies
from policylab.schema import Study

STUDIES = [name for name in shipped_studies() if load(name).interactions is not None]


@pytest.fixture(scope="module", params=STUDIES)
def result(request: pytest.FixtureRequest) -> Result:
    """Return each shipped study that has rules, under its default weights."""
    study: Study = load(str(request.param))
    return evaluate(study, weights=study.default.weights, scenario=study.default.scenario)


def test_the_study_of_the_five_papers_has_rules() -> None:
    """Its packages can be shown."""
    assert "north_koreans_in_china" in STUDIES


def test_every_option_may_be_in_a_package(result: Result) -> None:
    """Alone, unless it needs another, with its own values."""
    needy = {option for option, _ in result.study.interactions.prerequisites()}  # type: ignore[union-attr]
    for option in result.study.ranked_options:
        if option != result.study.baseline and option not in needy:
            values = package_worth(result, [option]).values["central"]
            assert values["state"] == pytest.approx(result.total[option])
            assert values["protection"] == pytest.approx(result.protection[option])


def test_two_names_for_one_thing_are_not_two_rules(result: Result) -> None:
    """No pair is excluded twice, and every rule and note has its reason in words."""
    rules = result.study.interactions
    assert rules is not None
    pairs = [frozenset(pair) for pair in rules.exclusions()]
    assert len(pairs) == len(set(pairs))
    for rule in (*rules.combine.values(), *rules.apart.values(), *rules.needs.values()):
        assert rule.evidence or "our judgement" in rule.reason.casefold()
    for note in rules.notes.values():
        assert note.evidence or "our" in note.says.casefold().split()


@pytest.mark.parametrize("weights", [None, "standing"])
def test_packages_and_steps_hold_together(result: Result, weights: str | None) -> None:
    """Steps are among the unbeaten packages; leaders are never worse when more options are allowed."""
    if weights is not None:
        keys = [key for key in result.study.weight_sets if weights in key]
        if not keys:
            return
        result = evaluate(result.study, weights=keys[0])
    found, steps = packages(result), package_steps(result)
    values = {(round(row.state, 6), round(row.protection, 6)) for row in found.pareto.itertuples()}
    for step in steps.steps.itertuples():
        assert (round(step.state, 6), round(step.protection, 6)) in values
    assert found.leaders["total"].is_monotonic_increasing
    assert found.leaders.at[0, "total"] == 0
