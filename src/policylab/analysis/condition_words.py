"""The sentences of what would have to be true; numbers are rounded so that they stay true."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from policylab.analysis.counted import Counted, name_of, names_of
from policylab.analysis.percents import down
from policylab.analysis.potential import blocked
from policylab.analysis.result import Result
from policylab.analysis.set_points import SetPoints
from policylab.analysis.wording import listed, possessive, raised, signed
from policylab.mcda import TIE, shown
from policylab.robustness import ScoreChange, WeightChange

FEW = 4
"""Moves of scores that are named one by one."""
MOST_NAMED = 7
"""Changed points that are named one by one."""


def first_sentence(result: Result, rival: str, level: tuple[object, ...]) -> str:
    """Return that an option comes first already."""
    others = f", level with {names_of(result.study, level)}" if level else ""
    return raised(f"{name_of(result.study, rival)} stands first already{others}.")


def never_sentence(result: Result, lead: float) -> str:
    """Return that no weights bring an option first, and what stays as it is while they move.

    `lead` is the largest there can be, below 0, in points.
    """
    behind = math.floor(-lead + TIE)
    by = f" by at least {behind} point{'s' * (behind > 1)}" if behind else ""
    kept = ""
    if result.with_protection > 0:
        per_cent = shown(100 * result.with_protection)
        kept = (
            f" of {possessive(result.study)} criteria, while protection counts for {per_cent} % and its aims keep "
            "their points,"
        )
    return f"No weights{kept} put it first: whatever they are, another option stays ahead of it{by}."


def groups_sentence(
    result: Result, counted: Counted, rival: str, change: WeightChange, points: Mapping[str, int] | None
) -> str:
    """Return which points of the groups would bring an option first."""
    study, name = result.study, name_of(result.study, rival)
    if not change.possible:
        return raised(
            f"no points for the groups bring {name} first: {blocked(study, change.mix, change.lead)}."
        )
    if points is None:
        return raised(f"some weights of the groups bring {name} first, but no whole points from 0 to 100 do.")
    now = {group: float(result.weight_set.groups[group]) for group in points}
    given = pd.Series(points, dtype=float)
    total = counted.groups @ (given / given.sum())
    level = tuple(total.index[(total >= total.max() - TIE) & (total.index != rival)])
    changed = [group for group in points if points[group] != now[group]]
    moves = listed([f'"{study.groups[g].title}" had {points[g]} points (now {now[g]:g})' for g in changed])
    if change.lead <= TIE:
        return raised(
            f"no points for the groups put {name} ahead: {blocked(study, change.mix, change.lead)}. "
            f"It would draw level with {names_of(study, level)} if {moves}."
        )
    fewest = sum(abs(points[group] - now[group]) for group in changed)
    return raised(
        f"{name} {_first(result, level)} if {moves}: {fewest:g} points moved, the fewest there can be if only "
        "groups move."
    )


def weights_sentence(
    result: Result, counted: Counted, rival: str, change: WeightChange, points: SetPoints | None
) -> str:
    """Return how much weight would have to move between criteria, from where to where, and one way in points."""
    study, name = result.study, name_of(result.study, rival)
    if not change.possible:
        why = blocked(study, change.mix, change.lead)
        return f"No points for the criteria bring {name} first either: {why}."
    by = change.weights - counted.weights
    least = f"at least {down(change.moved / 2)} %" if change.moved >= 0.02 else "less than 1 %"
    less, more = (_titles(result, (sign * by)[sign * by > TIE]) for sign in (-1.0, 1.0))
    if change.lead <= TIE:
        said = (
            f"No points for the criteria put {name} ahead either: {blocked(study, change.mix, change.lead)}. "
            f"To draw level, {least} of the weight would have to move"
        )
    else:
        said = f"With the criteria free as well, {least} of the weight would have to move"
    said = f"{said}, from {less} to {more}"
    if points is None:
        return f"{said}; no whole points that do it were found near the present ones."
    return f"{said}; {_way(result, points)}."


def scores_sentence(result: Result, rival: str, change: ScoreChange) -> str:
    """Return which scores would have to move inside their ranges for an option to come first."""
    study, name = result.study, name_of(result.study, rival)
    if not change.possible:
        short = int(change.shortfall * 100 / 3 * 10 + 1e-9) / 10
        by = f", by {short:.1f} points or more" if short > 0 else ""
        verb = "stays" if len(change.blockers) == 1 else "stay"
        return raised(
            f"under these weights no scores inside their ranges bring {name} first: even with every doubt settled "
            f"in its favour {names_of(study, change.blockers)} {verb} ahead{by}."
        )
    n_steps = round(change.moved / study.step)
    amount = f"{n_steps} step{'s' if n_steps != 1 else ''} of {study.step:g} in all, and no fewer would do"
    total = change.scores @ result.weights[change.scores.columns]
    level = tuple(total.index[(total >= total.max() - TIE) & (total.index != rival)])
    head = f"Under these weights {name} {_first(result, level)} if"
    if len(change.moves) <= FEW:
        return f"{head} {listed(_score_moves(result, rival, change.moves))} ({amount})."
    own = int((change.moves["option"] == rival).sum())
    others = len(change.moves) - own
    what = [f"{own} of its scores"] if own else []
    what += [f"{others} score{'s' * (others > 1)} of other options"] if others else []
    return f"{head} {listed(what)} moved inside their ranges ({amount})."


def _score_moves(result: Result, rival: str, moves: pd.DataFrame) -> list[str]:
    """Return moves of scores, each option named once."""
    said = []
    for option, rows in moves.groupby("option", sort=False):
        whose = "its score" if option == rival else f"the score of {name_of(result.study, option)}"
        each = [
            f'on "{result.study.criteria[str(row["criterion"])].title}" '
            f"{'were ' if k == 0 else ''}{signed(row['to'])} (now {signed(row['from'])})"
            for k, row in enumerate(rows.to_dict("records"))
        ]
        said.append(f"{whose} {listed(each)}")
    return said


def _titles(result: Result, by: pd.Series) -> str:
    falling = by.sort_values(ascending=False, kind="stable").index
    titles = [f'"{result.study.criteria[str(key)].title}"' for key in falling]
    if len(titles) > FEW:
        titles = [*titles[: FEW - 1], f"{len(titles) - FEW + 1} others"]
    return listed(titles)


def _first(result: Result, level: Sequence[object]) -> str:
    if level:
        return f"would share the first place with {names_of(result.study, tuple(level))}"
    return "would stand first"


def _way(result: Result, points: SetPoints) -> str:
    """Return whole points that do it, when they are few enough to be read."""
    study, now = result.study, result.weight_set
    if len(points.changed) > MOST_NAMED:
        return f"the whole points found for it change {len(points.changed)} entries"
    said = [
        f'"{study.groups[key].title}" {points.groups[key]} (now {now.groups[key]:g})'
        if key in points.groups
        else f'"{study.criteria[key].title}" {points.criteria[key]} (now {now.criteria[key]:g})'
        for key in points.changed
    ]
    level = f", level then with {names_of(study, points.level)}" if points.level else ""
    return f"one way in whole points: {listed(said)}{level}"
