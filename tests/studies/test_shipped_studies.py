"""Every study that comes with policylab loads, resolves and rests on passages that are there."""

from pathlib import Path

import pytest

from policylab.catalog import check, fmt, load, shipped_studies
from policylab.provenance import verify
from policylab.schema import Study
from policylab.terms import Role


@pytest.fixture(scope="module", params=shipped_studies())
def study(request: pytest.FixtureRequest) -> Study:
    """Return each shipped study in turn."""
    return load(str(request.param))


def test_there_is_a_study() -> None:
    """The project comes with its own."""
    assert "north_koreans_in_china" in shipped_studies()


@pytest.mark.parametrize("name", shipped_studies())
def test_a_shipped_study_has_no_problem(name: str) -> None:
    """And is named after its folder."""
    assert check(name) == []
    assert load(name).id == name


@pytest.mark.parametrize("name", shipped_studies())
def test_a_shipped_study_is_in_its_usual_form(name: str) -> None:
    """As `policylab fmt` writes it."""
    assert fmt(name, check=True) == []


def test_every_ranked_option_is_scored_on_every_criterion(study: Study) -> None:
    """No cell is left open."""
    assert not study.score_table().isna().to_numpy().any()


def test_facets_say_what_the_options_say() -> None:
    """Tier, who acts, and who is covered by nobody: a class that can be checked agrees with the option's own texts."""
    study = load("north_koreans_in_china")
    assert list(study.facets) == ["actor", "tier", "timing", "coverage"]
    for key, option in study.options.items():
        assert option.facets["tier"] == option.tier.level, key
        assert (option.facets["actor"] == "others") == (option.role is Role.LEVER), key
        assert (option.facets["coverage"] == "no_one") == (option.coverage == "no one in China directly"), key
        assert (option.facets["timing"] == "short_term") == option.timing.startswith("short term"), key
        assert (option.facets["timing"] == "later") == option.timing.startswith("not in the near term"), key


def test_every_passage_is_in_the_papers(papers: Path) -> None:
    """Found once, in the lines that the evidence names."""
    study = load("north_koreans_in_china")
    findings = verify(study.evidence, study.sources, papers)
    assert len(findings) == len(study.evidence) >= 120
    assert [finding.id for finding in findings if not finding.found] == []
    assert [finding.id for finding in findings if finding.doubtful] == []
    assert [finding.id for finding in findings if not finding.lines_agree] == []
