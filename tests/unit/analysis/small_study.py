"""A study made in memory: five options, five criteria, three groups and protection, and every odd case.

`c` equals `b` in every score; `e` has scores missing on `jobs` and on `reach`; `storm` shifts scores, two of them on
one cell, one off the scale.
"""

from __future__ import annotations

from typing import Any

from policylab.provenance import Evidence, Passage, Section, Source
from policylab.schema import (
    Concern,
    Criterion,
    Default,
    Group,
    Option,
    Scenario,
    Score,
    Study,
    StudyCard,
    Tier,
    WeightSet,
)
from policylab.terms import Basis, EvidenceKind, Ledger, Level, Role, Voice

CRITERIA = {
    "influx": "security",
    "precedent": "security",
    "standing": "alliance",
    "jobs": "economic",
    "reach": "protection",
    "safety": "protection",
}
CENTRAL: dict[str, list[float | None]] = {
    "today_practice": [0, 0, 0, 0, 0, 0],
    "option_b": [1, -1, 2, 0.5, 1, 2],
    "option_c": [1, -1, 2, 0.5, 1, 2],
    "option_d": [-2, -0.5, 3, 1, 3, 2.5],
    "option_e": [-1, 0, -2, None, None, -1],
}
SPREAD = {"today_practice": 0.0, "option_b": 0.5, "option_c": 0.5, "option_d": 1.0, "option_e": 0.5}


def small_study(**changes: Any) -> Study:
    """Return the study, with parts replaced by `changes` to its card."""
    return Study(
        card=_card(**changes),
        sources={"paper": _source()},
        evidence={"says_so": _evidence()},
        concerns={"fear": _concern()},
        criteria={key: _criterion(key, group) for key, group in CRITERIA.items()},
        options={**{key: _option(key) for key in CENTRAL}, "helper": _option("helper", Role.COMPANION)},
        scenarios={"today": _scenario({}), "storm": _scenario(_shifts())},
        weight_sets={
            "equal": _weights("Equal weights", {"security": 50, "alliance": 50, "economic": 50}, 5),
            "security_first": _weights("Security first", {"security": 70, "alliance": 20, "economic": 10}, 5),
        },
        rows=tuple(_rows()),
    )


def _card(**changes: Any) -> StudyCard:
    return StudyCard(
        **{
            "id": "small",
            "title": "Small",
            "question": "What now?",
            "version": "1",
            "baseline": "today_practice",
            "label": 'Scores are <judgements>. No option here is "the answer".',
            "about": "A study for tests.",
            "scored_by": "nobody",
            "licence": "CC0-1.0",
            "step": 0.5,
            "limits": ("Made up.",),
            "missing_voices": "Everybody's.",
            "default": Default(weights="equal", scenario="today"),
            "groups": {
                "security": _group("Security", Ledger.STATE, "S"),
                "alliance": _group("Alliance", Ledger.STATE, "A"),
                "economic": _group("Economic", Ledger.STATE, "E"),
                "protection": _group("Protection", Ledger.PROTECTION, "P"),
            },
            **changes,
        }
    )


def _group(title: str, ledger: Ledger, letter: str) -> Group:
    return Group(title=title, ledger=ledger, letter=letter, says=f"{title}.")


def _source() -> Source:
    return Source(
        title="A paper",
        author="not stated",
        date="2004",
        venue="not stated",
        tag="000",
        cite="Author (2004)",
        purpose="To say so.",
        recommends="Nothing.",
        sections=(Section(title="One", lines="1-9"),),
    )


def _evidence() -> Evidence:
    passage = Passage(length=5, sha256="0" * 64)
    kind = EvidenceKind.STATES_CONCERN
    return Evidence(source="paper", section="One", lines="2-3", kind=kind, says="So.", passage=passage)


def _concern() -> Concern:
    return Concern(
        title="Fear",
        group="security",
        voice=Voice.ASCRIBED_TO_STATE,
        says="A fear.",
        evidence=("says_so",),
        criterion="influx",
    )


def _criterion(key: str, group: str) -> Criterion:
    return Criterion(title=key.capitalize(), group=group, question=f"{key}?", worst="bad", best="good")


def _option(key: str, role: Role | None = None) -> Option:
    title = key.replace("_", " ").capitalize()
    return Option(
        title=title,
        short=f"{title} (short)" if key == "option_d" else title,
        summary=f"{title}.",
        role=role or (Role.BASELINE if key == "today_practice" else Role.OPTION),
        actor="China",
        tier=Tier(level=Level.NOT_RANKED, as_stated="not ranked", as_of="not stated"),
        timing="not stated",
        coverage="not stated",
        publicity="not stated",
        agency="not stated",
        destination="not stated",
        duration="not stated",
    )


def _scenario(shifts: dict[str, dict[str, Any]]) -> Scenario:
    title = "Storm" if shifts else "Today"
    return Scenario(title=title, says=f"{title}.", shifts=shifts)


def _shifts() -> dict[str, dict[str, Any]]:
    return {
        "all_wet": {"options": "all", "criteria": ["influx"], "by": -1.0, "reason": "Rain."},
        "b_again": {"options": ["option_b"], "criteria": ["influx", "jobs"], "by": 0.5, "reason": "Sun."},
        "d_up": {
            "options": ["option_d", "option_e"],
            "criteria": ["standing", "jobs"],
            "by": 2,
            "reason": "Wind.",
        },
    }


def _weights(title: str, groups: dict[str, int], points: int) -> WeightSet:
    criteria = dict.fromkeys(CRITERIA, points)
    return WeightSet(title=title, owner="the project", says=f"{title}.", groups=groups, criteria=criteria)


def _rows() -> list[Score]:
    found = []
    for option, scores in CENTRAL.items():
        for criterion, central in zip(CRITERIA, scores, strict=True):
            if central is not None:
                found.append(_score(option, criterion, float(central)))
    return found


def _score(option: str, criterion: str, central: float) -> Score:
    stated = criterion == "standing"
    return Score(
        option=option,
        criterion=criterion,
        low=max(-3.0, central - SPREAD[option]),
        central=central,
        high=min(3.0, central + SPREAD[option]),
        basis=Basis.STATED if stated else Basis.JUDGEMENT,
        evidence=("says_so",) if stated else (),
        reason=f"Because of {criterion}.",
    )
