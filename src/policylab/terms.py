"""The project's words: ids, enumerations, the words for scores, and the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

ID_PATTERN = r"^[a-z][a-z0-9_]{1,39}$"
"""What an id looks like: small letters, digits and `_`, 2 to 40 characters, a letter first."""

DECISION_MAKER = "the state"
"""Who decides, where a study does not say."""

SCALE = 3
"""Scores run from -SCALE to SCALE."""


class Basis(StrEnum):
    """What a score rests on."""

    STATED = "stated"
    IMPLIED = "implied"
    JUDGEMENT = "judgement"


class Ledger(StrEnum):
    """The two sets of accounts, never added unless the reader asks."""

    STATE = "state"
    PROTECTION = "protection"


class Voice(StrEnum):
    """Who puts a concern forward, according to the source."""

    ASCRIBED_TO_STATE = "ascribed_to_state"
    OFFERED_BY_AUTHOR = "offered_by_author"
    SOMEBODY_ELSE = "somebody_else"
    NOT_STATED = "not_stated"


class EvidenceKind(StrEnum):
    """What a passage does."""

    RECOMMENDS = "recommends"
    STATES_CONCERN = "states_concern"
    ASSESSES = "assesses"
    REPORTS_FACT = "reports_fact"
    PRECEDENT = "precedent"
    COUNTER_EVIDENCE = "counter_evidence"


class Firmness(StrEnum):
    """How firmly a source proposes an option."""

    RECOMMENDED = "recommended"
    SECOND_HAND = "second_hand"
    IMPLIED = "implied"
    COMPANION = "companion"


class Role(StrEnum):
    """The part an option plays: a companion measure is not ranked alone."""

    BASELINE = "baseline"
    OPTION = "option"
    LEVER = "lever"
    COMPANION = "companion"


class Combination(StrEnum):
    """How the effects of options in one package come together on a criterion."""

    STRONGEST = "strongest"
    COVERS = "covers"
    ADD = "add"


class Level(StrEnum):
    """Feasibility tier, as a source states it."""

    BOTTOM = "bottom"
    SECOND = "second"
    TOP = "top"
    NOT_RANKED = "not_ranked"


SCORE_WORDS = (
    "much worse than today",
    "worse than today",
    "about the same as today",
    "better than today",
    "much better than today",
)
"""Words for a score, from the lowest to the highest."""


def score_word(score: float) -> str:
    """Return the word for a score in steps from -3 to 3.

    >>> [score_word(s) for s in (-3, -1, 0.5, 1.5, 2)][2]
    'about the same as today'
    """
    if abs(score) <= 0.5:
        return SCORE_WORDS[2]
    size = 2 if abs(score) >= 2 else 1
    return SCORE_WORDS[2 + size] if score > 0 else SCORE_WORDS[2 - size]


def protection_word(points: float) -> str:
    """Return the word for protection in points from -100 to 100, today's practice at 0.

    >>> protection_word(40.0)
    'considerable'
    """
    if points < -10:
        return "worse than today"
    if points <= 10:
        return "about as today"
    if points <= 33:
        return "some"
    return "considerable" if points <= 66 else "high"


PROTECTION_GROUPS, PROTECTION_CRITERIA = "protection groups", "protection criteria"
"""Rows at the head of a table that name, by id, what belongs to the ledger of protection."""

GLOSSARY: Mapping[str, str] = MappingProxyType(
    {
        "study": "a folder with one decision: options, criteria, evidence, scores, weight sets and scenarios",
        "option": "something an actor could do; one option is the baseline, today's practice, always shown",
        "baseline": "the option that all others are judged against; its scores are 0",
        "lever": "an option for somebody other than the state whose order is shown",
        "companion": "a measure that goes with others and is not ranked alone",
        "concern": "a fear or aim of a state as a source puts it, with the voice that puts it",
        "voice": "who puts a concern forward: the state itself, the author of the source, or somebody else",
        "criterion": "what is weighed; gathers concerns so that one fear is not counted several times",
        "group": "criteria that belong together under one title and share its points",
        "ledger": "state (what a state fears or wants) or protection (what is wanted for the people)",
        "score": "judged effect of an option on a criterion against the baseline, from -3 to 3, as a range",
        "basis": "what a score rests on: stated by a source, implied by one, or our judgement",
        "value": "score divided by 3, from -1 to 1",
        "points": "what a reader gives to a group (0 to 100) or a criterion (0 to 10): how much it counts",
        "weight": "the share of the whole that points amount to; weights sum to 1",
        "weight set": "named points with an owner",
        "contribution": "weight times value, in points",
        "overall value": "the sum of an option's contributions, from -100 to 100 points, the baseline at 0",
        "rank": "place in the order, shared when two options are too close to call",
        "scenario": "circumstances in which options are judged; moves scores, never weights",
        "floor": "least protection that a reader accepts; options below it are dimmed, never hidden",
        "package": "options carried out together",
        "evidence": "a record of one thing that a source says, with the lines where it says so",
        "source": "a text that evidence is taken from",
    }
)
"""The words of the screen and the files, one meaning each."""


def any_decision_maker(name: str) -> str:
    """Return who decides as in a rule that holds for others too.

    >>> any_decision_maker("the state"), any_decision_maker("the Assembly")
    ('a state', 'the Assembly')
    """
    return "a state" if name == DECISION_MAKER else name


def glossary(name: str) -> Mapping[str, str]:
    """Return the words with their meanings where `name` decides.

    >>> glossary("the Assembly")["lever"]
    'an option for somebody other than the Assembly whose order is shown'
    """
    if name == DECISION_MAKER:
        return GLOSSARY
    meanings = {
        word: meaning.replace("a state", "the state").replace(DECISION_MAKER, name)
        for word, meaning in GLOSSARY.items()
    }
    return {
        **meanings,
        "ledger": f"that of {name} (what is feared or wanted there) or protection (what is wanted for the people)",
    }
