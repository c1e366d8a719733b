"""A made-up study as large as a real one: 19 options, 21 criteria, neutral texts."""

from __future__ import annotations

import hashlib
from typing import Any

from policylab.provenance import Evidence, Passage, Section, Source
from policylab.schema import (
    Concern,
    Criterion,
    Default,
    Group,
    Option,
    Proposal,
    Scenario,
    Score,
    Shift,
    Study,
    StudyCard,
    Tier,
    WeightSet,
)

N_OPTIONS = 19
STATE = {"security": 5, "alliance": 3, "economic": 3}
N_AIMS = 10
LABEL = 'Scores are judgements read from made-up papers, not measurements. No option here is "the answer".'
PASSAGE = "The bridge was closed for repair in the third week of the survey."


def criterion_ids() -> list[str]:
    """Return the criteria of both ledgers, in order."""
    state = [f"{group}_{k}" for group, n in STATE.items() for k in range(1, n + 1)]
    return state + [f"aim_{k}" for k in range(1, N_AIMS + 1)]


def option_ids() -> list[str]:
    """Return the options, the baseline first."""
    return ["as_now", *(f"plan_{k}" for k in range(1, N_OPTIONS))]


def sample_study(**changes: Any) -> Study:
    """Return the study; `changes` replace whole maps of it."""
    parts: dict[str, Any] = {
        "card": card(),
        "sources": {"survey": source()},
        "evidence": evidence(),
        "concerns": concerns(),
        "criteria": criteria(),
        "options": {key: option(key, k) for k, key in enumerate(option_ids())},
        "scenarios": scenarios(),
        "weight_sets": weight_sets(),
        "rows": tuple(rows()),
    }
    return Study(**{**parts, **changes})


def card(**changes: Any) -> StudyCard:
    """Return the study's own facts."""
    groups = {
        "security": Group(title="Security", ledger="state", letter="S", says="Safety of the harbour."),
        "alliance": Group(title="Alliance", ledger="state", letter="A", says="Terms with the neighbours."),
        "economic": Group(title="Economic", ledger="state", letter="E", says="Trade and cost."),
        "protection": Group(title="Protection", ledger="protection", letter="P", says="What residents need."),
    }
    facts: dict[str, Any] = {
        "id": "harbour",
        "title": "The harbour bridge",
        "question": "What should be done about the harbour bridge?",
        "version": "1.0",
        "baseline": "as_now",
        "label": LABEL,
        "about": "A made-up study for the tests.",
        "scored_by": "nobody; the numbers are made up",
        "licence": "CC0-1.0",
        "step": 0.5,
        "limits": ("Nothing here is real.",),
        "missing_voices": "The gulls were not asked.",
        "content_note": "Closed roads are the subject.",
        "naming": ("Those who cross are called people who cross.",),
        "default": Default(weights="equal", scenario="today"),
        "groups": groups,
    }
    return StudyCard(**{**facts, **changes})


def source() -> Source:
    """Return the one source."""
    return Source(
        title="Survey of the harbour bridge",
        author="not stated",
        date="1999",
        venue="not stated",
        tag="900",
        cite="Survey (1999)",
        purpose="To describe the bridge.",
        recommends="Repair.",
        inferred=("The author seems to have lived nearby.",),
        cautions=("Its figures are older than its text.",),
        sections=(Section(title="Findings", lines="1-90"),),
    )


def fingerprint_of(text: str) -> Passage:
    """Return the fingerprint of a text."""
    squashed = "".join(sign for sign in text.casefold() if sign.isalnum())
    return Passage(length=len(squashed), sha256=hashlib.sha256(squashed.encode()).hexdigest())


def evidence() -> dict[str, Evidence]:
    """Return three records, one of which speaks against another."""
    common: dict[str, Any] = {"source": "survey", "section": "Findings"}
    return {
        "closed": Evidence(
            **common,
            lines="12-13",
            kind="reports_fact",
            says="The bridge was shut for a week.",
            passage=fingerprint_of(PASSAGE),
            counters=("open_again",),
        ),
        "open_again": Evidence(
            **common,
            lines="40",
            kind="counter_evidence",
            says="One lane stayed open all the time.",
            passage=fingerprint_of("One lane stayed open"),
        ),
        "wants_repair": Evidence(
            **common,
            lines="70-72",
            kind="recommends",
            says="The survey asks for repair before winter.",
            passage=fingerprint_of("Repair it before winter"),
        ),
    }


def concerns() -> dict[str, Concern]:
    """Return a concern that is weighed and one that is not."""
    return {
        "flood": Concern(
            title="Flood",
            group="security",
            voice="ascribed_to_state",
            says="High water may reach the deck.",
            evidence=("closed",),
            criterion="security_1",
        ),
        "looks": Concern(
            title="Looks",
            group="alliance",
            voice="somebody_else",
            says="The bridge is said to be plain.",
            evidence=("open_again",),
            criterion=None,
            why_not_weighed="Nobody in charge says so.",
        ),
    }


def criteria() -> dict[str, Criterion]:
    """Return 11 criteria of the state ledger and 10 aims."""
    found = {}
    for key in criterion_ids():
        kind, _, number = key.partition("_")
        group = "protection" if kind == "aim" else kind
        found[key] = Criterion(
            title=f"{kind.capitalize()} matter {number}",
            group=group,
            question=f"Would matter {number} of {group} change?",
            worst=f"Matter {number} is far worse than anybody has seen",
            best=f"Matter {number} is settled for good",
            concerns=("flood",) if key == "security_1" else (),
            evidence=("closed",),
        )
    return found


def option(key: str, k: int) -> Option:
    """Return one option."""
    is_baseline = key == "as_now"
    return Option(
        title="Status quo (as it is now)"
        if is_baseline
        else f"Plan {k}: a longer name for what would be done",
        short="Status quo" if is_baseline else f"Plan {k}",
        summary=f"What plan {k} would do, in one sentence.",
        role="baseline" if is_baseline else "option",
        actor="the harbour office",
        proposed_by=()
        if is_baseline
        else (Proposal(source="survey", firmness="recommended", evidence=("wants_repair",)),),
        includes=("scaffolding",),
        excludes=("paint",),
        not_stated=("who pays",),
        tier=Tier(level="bottom", as_stated="easy enough", as_of="1999", evidence=("wants_repair",)),
        timing="at once",
        coverage="all lanes",
        publicity="quiet",
        agency="none",
        destination="the same bank",
        duration="one winter",
        cautions=("Ice is not mentioned.",),
    )


def rows() -> list[Score]:
    """Return a score for every pair, spread without chance so that tests can rely on it."""
    found = []
    for i, one in enumerate(option_ids()):
        for j, criterion in enumerate(criterion_ids()):
            central = 0.0 if i == 0 else ((i * 7 + j * 11 + (i * j) % 5) % 13 - 6) / 2
            basis = ("stated", "implied", "judgement")[(i + j) % 3]
            found.append(
                Score(
                    option=one,
                    criterion=criterion,
                    central=central,
                    basis=basis,
                    low=central if i == 0 else max(-3.0, central - 0.5),
                    high=central if i == 0 else min(3.0, central + 0.5),
                    evidence=() if basis == "judgement" else ("closed",),
                    reason="by definition" if i == 0 else f"Because of pier {j + 1}.",
                )
            )
    return found


GAPS = (("plan_3", "security_2"), ("plan_3", "aim_2"), ("plan_5", "economic_1"))
"""Scores that the study with gaps lacks."""


def gaps_study() -> Study:
    """Return the study with some scores missing, and two options that are alike in every score."""
    twin = {row.criterion: row for row in rows() if row.option == "plan_6"}
    found = [
        twin[row.criterion].model_copy(update={"option": "plan_7"}) if row.option == "plan_7" else row
        for row in rows()
        if (row.option, row.criterion) not in GAPS
    ]
    return sample_study(rows=tuple(found))


def scenarios() -> dict[str, Scenario]:
    """Return today and one other."""
    storm = Shift(
        options="all", criteria=("security_1", "economic_1"), by=-1.0, evidence=("closed",), reason="Waves."
    )
    return {
        "today": Scenario(title="Today", says="The weather of an ordinary year."),
        "storm": Scenario(title="A year of storms", says="Storms all year.", shifts={"waves": storm}),
    }


def weight_sets() -> dict[str, WeightSet]:
    """Return equal weights and an emphasis."""
    fives = dict.fromkeys(criterion_ids(), 5)
    return {
        "equal": WeightSet(
            title="Equal weights",
            owner="nobody",
            says="Every group and criterion counts alike.",
            groups=dict.fromkeys(STATE, 50),
            criteria=fives,
        ),
        "safety": WeightSet(
            title="Safety first",
            owner="the survey of 1999",
            says="Security counts double.",
            evidence=("closed",),
            groups={"security": 80, "alliance": 40, "economic": 40},
            criteria=fives,
        ),
    }
