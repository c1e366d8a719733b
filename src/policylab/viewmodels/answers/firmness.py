"""How firm an order is: in short, what would have to be true, what the papers carry, what to find out next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from policylab.analysis import (
    Condition,
    NextQuestions,
    Result,
    Tipping,
    evidence_that_counts,
    next_questions,
    order_sentence,
    smaa,
    tipping_points,
    what_would_have_to_be_true,
)
from policylab.analysis.condition_words import never_sentence
from policylab.analysis.counted import name_of, names_of
from policylab.analysis.percents import down, near, up
from policylab.analysis.wording import possessive, raised
from policylab.errors import CallError, NothingCounts
from policylab.mcda import TIE
from policylab.robustness.progress import Progress
from policylab.terms import Basis
from policylab.viewmodels.answers import firmness_places, firmness_rules
from policylab.viewmodels.answers.firmness_words import (
    has_state_weights,
    no_arguments,
    of_draws,
    share_words,
    weights_to_move,
)
from policylab.viewmodels.explore import Explore

MOST_QUESTIONS = 10
BY_GROUPS, BY_CRITERIA, LEVEL, NEVER = "groups", "criteria", "level", "never"
"""What it takes to come first: points of groups alone, of criteria too; only drawing level; no weights do."""
AS_WELL, TO_LEVEL = "With the criteria free as well, ", "To draw level, "
IN_POINTS = ("; one way in whole points", "; the whole points found", "; no whole points that do it")
"""Where a sentence of `by_criteria` begins, and where what can stand under "More" starts."""


# ---- In short -----------------------------------------------------------------------------------


def summary(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return the answer in a few sentences: who leads, how often, what is nearest to changing it, on what it rests."""
    no_arguments(args)
    result = explore.result()
    said = [order_sentence(result), _drawn_sentence(result, progress), _tip_sentence(result)]
    return {"sentences": [sentence for sentence in (*said, _basis_sentence(result)) if sentence]}


def _drawn_sentence(result: Result, progress: Progress) -> str:
    """Return how often the first option is first when weights and scores move a little."""
    if result.total.isna().all() or not has_state_weights(result):
        return ""
    found = smaa(result, weights="around", progress=progress)
    leader = str(result.order.index[0])
    others = found.table["first"].drop(index=leader)
    said = (
        f"Drawn {found.found.draws:,} times with weights near these and scores inside their ranges, "
        f"{name_of(result.study, leader)} stands first in {of_draws(float(found.table.at[leader, 'first']))}"
    )
    if not len(others) or not others.max() > 0:
        return f"{said}."
    rival = name_of(result.study, str(others.idxmax()))
    if others.max() > found.table.at[leader, "first"]:
        return f"{said}; {rival} does more often, in {of_draws(float(others.max()))}."
    return f"{said}; next comes {rival} with {of_draws(float(others.max()))}."


def _tip_sentence(result: Result) -> str:
    """Return the nearest tipping point of one group, or else of one criterion."""
    try:
        found = tipping_points(result)
    except (CallError, NothingCounts):
        return ""
    for kind, tippings in (("group", found.groups), ("criterion", found.criteria)):
        tips = [(abs(at - each.now), at, each) for each in tippings for at in _tips(each)]
        if tips:
            _, at, tipping = min(tips, key=lambda tip: round(tip[0], 9))
            return _tip_words(result, kind, tipping, at, found.leaders)
    return (
        "No group and no criterion alone, counting for nothing or for everything, puts another option first."
    )


def _tips(tipping: Tipping) -> list[float]:
    return [at for at in (tipping.below, tipping.above) if at is not None]


def _tip_words(result: Result, kind: str, tipping: Tipping, at: float, leaders: tuple[str, ...]) -> str:
    rises = at >= tipping.now
    pieces = tipping.envelope.pieces if tipping.envelope else ()
    beyond = next(names for start, end, names in pieces if abs((start if rises else end) - at) <= TIE)
    new = tuple(str(name) for name in beyond if name not in leaders) or tuple(str(name) for name in beyond)
    stand = "stands" if len(new) == 1 else "stand"
    way = f"up to {up(at)}" if rises else f"down to {down(at)}"
    return (
        f'The nearest tipping point of one {kind} is that of "{tipping.title}": from {near(tipping.now)} % of '
        f"{possessive(result.study)} weight {way} %, from where on {names_of(result.study, new)} {stand} first."
    )


def _basis_sentence(result: Result) -> str:
    """Return how many of the scores that count are the papers' own words."""
    study = result.study
    counted = set(result.weights.index[result.weights > 0])
    rows = [row for row in study.rows if row.criterion in counted and row.option != study.baseline]
    if not rows:
        return ""
    kinds = {basis: sum(row.basis == basis for row in rows) for basis in Basis}
    own = f", {len(result.own)} of all scores your own" if result.own else ""
    return (
        f"Of the {len(rows)} scores that count, {kinds[Basis.STATED]} say what a paper states, "
        f"{kinds[Basis.IMPLIED]} follow from what one states, and {kinds[Basis.JUDGEMENT]} are judgements{own}."
    )


# ---- What would have to be true -----------------------------------------------------------------


def conditions(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return, for each option that does not come first, what would have to be true; the least first."""
    no_arguments(args)
    result = explore.result()
    weights_to_move(result)
    found = what_would_have_to_be_true(result, progress=progress)
    ordered = sorted(found, key=_how_much)
    leaders = tipping_points(result).leaders
    return {
        "leaders": raised(names_of(result.study, leaders)),
        "several": len(leaders) > 1,
        "options": [_condition(result, each) for each in ordered],
    }


def _way(condition: Condition) -> str:
    if not condition.criteria.possible:
        return NEVER
    if condition.group_points is not None and condition.groups.lead > TIE:
        return BY_GROUPS
    return BY_CRITERIA if condition.criteria.lead > TIE else LEVEL


def _how_much(condition: Condition) -> tuple[bool, float]:
    """Return what to sort by: the share of weight that has to move, then those with no way by how far behind."""
    if not condition.criteria.possible:
        return True, -condition.criteria.lead
    return False, condition.criteria.moved


def _condition(result: Result, condition: Condition) -> dict[str, Any]:
    way = _way(condition)
    whole = {
        "groups": condition.by_groups,
        "criteria": condition.by_criteria,
        "scores": condition.by_scores,
    }
    return {
        "option": condition.option,
        "way": way,
        "least": _least(condition),
        "close": condition.close,
        "short": _short(result, condition, way),
        "whole": whole,
        "points": _points(result, condition, way),
    }


def _short(result: Result, condition: Condition, way: str) -> str:
    """Return the one sentence that is always in view."""
    if way == BY_GROUPS:
        return condition.by_groups
    if way == NEVER:
        return never_sentence(result, condition.criteria.lead)
    said = condition.by_criteria
    for end in IN_POINTS:
        said = f"{said.split(end)[0]}." if end in said else said
    if way == LEVEL and TO_LEVEL in said:
        return f"It can draw level but not get ahead. To draw level, {said.split(TO_LEVEL, 1)[1]}"
    return raised(said.removeprefix(AS_WELL))


def _least(condition: Condition) -> str:
    """Return the share of weight that has to move at least, in words; empty when no weights do it."""
    if not condition.criteria.possible:
        return ""
    share = condition.criteria.moved / 2
    return f"at least {down(share)} %" if share >= 0.01 else "under 1 %"


def _points(result: Result, condition: Condition, way: str) -> dict[str, Any] | None:
    """Return whole points that do it, of every group and criterion; None where none were found."""
    if way == BY_GROUPS and condition.group_points is not None:
        return {"groups": {**_whole(result.weight_set.groups), **condition.group_points}, "criteria": {}}
    if condition.points is None:
        return None
    return {"groups": dict(condition.points.groups), "criteria": dict(condition.points.criteria)}


def _whole(points: Mapping[str, float]) -> dict[str, int]:
    return {key: round(value) for key, value in points.items()}


# ---- What the papers carry, and what to find out ------------------------------------------------


def evidence(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return what is left of the order when only stated, or stated and implied, scores are trusted."""
    no_arguments(args)
    result = explore.result()
    found = evidence_that_counts(result)
    levels = [
        {
            "id": level.id,
            "kept": level.kept,
            "cells": level.cells,
            "can_be_first": list(level.can_be_first),
            "often_first": list(level.often_first),
            "sure_pairs": level.sure_pairs,
            "pairs": level.pairs,
            "sentence": level.sentence,
            "places": {
                str(option): [int(row[key]) for key in ("low", "high", "first", "last")]
                for option, row in level.places.iterrows()
            },
        }
        for level in found.levels
    ]
    return {
        "sentence": found.sentence,
        "levels": levels,
        "order": [str(option) for option in result.order.index],
    }


def questions(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return the scores and weights that carry most of the doubt about what stands first."""
    no_arguments(args)
    result = explore.result()
    found = next_questions(result)
    return {
        "sentence": found.sentence,
        "leader": found.leader,
        "scores": [_question(result, option, criterion, row) for (option, criterion), row in _most(found)],
        "weights": _weight_questions(found),
        "left_out": list(found.left_out),
    }


def _most(found: NextQuestions) -> list[tuple[Any, pd.Series]]:
    table = found.scores.table
    return list(table[table["share"] > 0].head(MOST_QUESTIONS).iterrows())


def _question(result: Result, option: object, criterion: object, row: pd.Series) -> dict[str, Any]:
    low, high = (
        None if pd.isna(end.at[option, criterion]) else float(end.at[option, criterion])
        for end in (result.scores.low, result.scores.high)
    )
    return {
        "option": str(option),
        "criterion": str(criterion),
        "low": low,
        "high": high,
        "share": share_words(row["share"]),
        "if_low": share_words(row["leads_if_low"]),
        "if_high": share_words(row["leads_if_high"]),
    }


def _weight_questions(found: NextQuestions) -> list[dict[str, Any]]:
    if found.weights is None:
        return []
    table = found.weights.table
    most = table[table["share"] > 0].head(MOST_QUESTIONS // 2)
    return [{"criterion": str(key), "share": share_words(row["share"])} for key, row in most.iterrows()]


ANSWERS = {
    "firm_summary": summary,
    "firm_conditions": conditions,
    "firm_evidence": evidence,
    "firm_questions": questions,
    **firmness_places.ANSWERS,
    **firmness_rules.ANSWERS,
}
