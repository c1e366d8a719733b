"""What headings of other people's tables mean: many spellings, one word of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType


def plain(text: str) -> str:
    """Return a heading without case, underscores and signs round it.

    >>> plain(" Option_Title: ")
    'option title'
    """
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").strip(" :.*").split())


def _spelt(**words: str) -> Mapping[str, str]:
    return MappingProxyType({spelt.strip(): key for key, many in words.items() for spelt in many.split(",")})


COLUMNS = _spelt(
    option="option, options, alternative, alternatives, policy, policies, policy option, policy options, action, "
    "actions, measure, measures, choice, choices, variant, variants, option id, alternative id",
    option_title="option title, option name, alternative name, alternative title, title, name",
    criterion="criterion, criteria, criterion id, attribute, attributes, objective, objectives, indicator, indicators",
    criterion_title="criterion title, criterion name",
    low="low, lowest, lower, minimum",
    central="central, score, scores, value, values, rating, performance",
    high="high, highest, upper, maximum",
    basis="basis",
    evidence="evidence",
    reason="reason, reasons, justification, why",
    group="group, groups, category, dimension",
    ledger="ledger",
    direction="direction, preference, preference direction, min/max, minimise or maximise",
    weight="weight, weights, points",
    unit="unit, units",
    role="role",
    active="active, is active",
    description="description, summary",
)
"""Headings of columns that are no criteria, by their spellings."""

FACTS = ("group", "ledger", "direction", "weight", "unit", "criterion_title")
"""What a row below the headings of a wide table may say of the criteria, its word in the first column."""

_FACT_ROWS = _spelt(
    group="group, groups, category, dimension",
    ledger="ledger",
    direction="direction, preference, preference direction, min/max, minimise or maximise",
    weight="weight, weights, points",
    unit="unit, units",
    criterion_title="criterion title, criterion name, criterion titles, title, titles",
)

_MAX = (
    "max, maximise, maximize, maximum, higher, higher is better, more, more is better, benefit, gain, up, "
    "increasing, +"
)
_MIN = (
    "min, minimise, minimize, minimum, lower, lower is better, less, less is better, fewer, fewer is better, "
    "cost, loss, down, decreasing"
)
DIRECTIONS = _spelt(max=_MAX, min=_MIN)

LEDGERS = _spelt(
    state="state, state's, states",
    protection="protection, people, the people, protection aims",
)
ROLES = _spelt(
    baseline="baseline, base, base case, status quo, today, reference, do nothing",
    option="option, alternative",
    lever="lever",
    companion="companion",
)
INACTIVE = frozenset(["no", "false", "0", "inactive", "n"])


def fact_of(text: str) -> str | None:
    """Return what a row of facts says of the criteria, or None if it is no such row."""
    return _FACT_ROWS.get(plain(text))


def column_of(text: str) -> str | None:
    """Return what a column holds, or None if it may be a criterion."""
    return COLUMNS.get(plain(text))


def is_tidy(headings: Iterable[str]) -> bool:
    """Whether a table has one row for each score: an option, a criterion and a score in each.

    >>> is_tidy(["Option", "Criterion", "Score"]), is_tidy(["Option", "Cost", "Jobs"])
    (True, False)
    """
    found = {column_of(text) for text in headings}
    return bool(found & {"option", "option_title"}) and {"criterion", "central"} <= found
