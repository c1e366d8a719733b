"""The study that is invented for teaching cannot be mistaken for research, nor for the first one."""

from __future__ import annotations

import json
import re

import pytest

from policylab.analysis import evaluate, packages
from policylab.catalog import load, shipped_studies
from policylab.catalog.study import study_folder
from policylab.provenance import verify
from policylab.schema import Study
from policylab.terms import Role
from policylab.viewmodels import about, payload

FIRST = "north_koreans_in_china"
OTHERS = [name for name in shipped_studies() if name != FIRST]
WORDS_OF_THE_FIRST = (
    r"korea|\bchina|chinese|beijing|pyongyang|unhcr|refugee|repatriat|five papers|security|alliance|economic"
)


@pytest.fixture(scope="module", params=OTHERS)
def study(request: pytest.FixtureRequest) -> Study:
    """Return each shipped study but the first."""
    return load(str(request.param))


def test_the_first_study_is_the_one_that_is_meant() -> None:
    """Where no study is named; and there is another one."""
    assert shipped_studies()[0] == FIRST
    assert OTHERS


def test_it_says_invented_wherever_it_is_named(study: Study) -> None:
    """Title, label, question, about, every source and its citation, and the owners of its weights."""
    texts = [study.title, study.label, study.question, study.about, *study.limits[:1]]
    texts += [text for one in study.sources.values() for text in (one.title, one.cite, one.cautions[0])]
    texts += [one.owner for key, one in study.weight_sets.items() if key != "equal"]
    assert [text for text in texts if "invented" not in text.casefold()] == []
    assert "no research" in study.label


def test_nothing_of_the_first_study_reaches_its_pages(study: Study) -> None:
    """Neither its own texts nor what every page says of any study."""
    said = json.dumps([payload(study), about(study)], ensure_ascii=False)
    assert re.findall(WORDS_OF_THE_FIRST, said, re.IGNORECASE) == []


def test_its_texts_are_part_of_it_and_hold_every_passage(study: Study) -> None:
    """They say that they are invented, and each passage is found once, in its lines."""
    folder = study_folder(study.id) / "papers"
    for path in folder.glob("*.txt"):
        assert path.read_text(encoding="utf-8").startswith("INVENTED FOR TEACHING")
    findings = verify(study.evidence, study.sources, folder)
    assert [one.id for one in findings if not (one.times == 1 and one.lines_agree)] == []


def test_it_is_another_kind_of_study(study: Study) -> None:
    """Other groups and letters, every role, facets, scenarios that move scores, and packages to show."""
    first = load(FIRST)
    assert not set(study.groups) & set(first.groups)
    assert [one.letter for one in study.groups.values()] != [one.letter for one in first.groups.values()]
    assert {option.role for option in study.options.values()} == set(Role)
    assert len(study.facets) >= 2
    assert sum(bool(one.shifts) for one in study.scenarios.values()) >= 2
    assert study.content_note
    assert study.naming
    firsts = set()
    for weights in study.weight_sets:
        result = evaluate(study, weights=weights, scenario=study.default.scenario)
        firsts.add(result.order.index[0])
    assert len(firsts) > 1, "weights matter in it"
    assert len(packages(evaluate(study)).pareto) > 1


def test_groups_look_by_place(study: Study) -> None:
    """In any study the first three groups of the state and protection have the looks that the style sheets know."""
    looks = [group["look"] for group in payload(study)["groups"]]
    assert looks == [group["look"] for group in payload(load(FIRST))["groups"]] == ["S", "A", "E", "P"]
