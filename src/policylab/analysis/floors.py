"""A floor on protection and red lines on criteria: what they take out, and their price."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from policylab.analysis.choices import is_number
from policylab.analysis.counted import left_out_sentence, name_of, names_of
from policylab.analysis.result import Result
from policylab.analysis.wording import listed, raised, signed
from policylab.errors import CallError
from policylab.mcda import shown
from policylab.robustness import FloorEffect, apply_floors, floor_stairs

PROTECTION = "protection"
"""Label of the floor on protection among the lines."""


@dataclass(frozen=True, eq=False)
class FloorReport:
    """What is below a floor or red lines, and what that costs.

    Attributes
    ----------
    lines : Series
        The lines: `protection` (points) and criteria (scores).
    effect : FloorEffect
        Kept and out, first with and without, price in points, and how far each line must move for each option.
    stairs : DataFrame
        For every floor there can be on protection alone: who comes first and at what price; empty when
        protection has no points.
    returns : Mapping
        For each option that is out, a sentence saying which lines would let it back.
    left_out : tuple of str
        Options with a score missing that counts.
    sentence : str
        In short.
    """

    lines: pd.Series
    effect: FloorEffect
    stairs: pd.DataFrame
    returns: Mapping[str, str]
    left_out: tuple[str, ...]
    sentence: str


def apply_floor(
    result: Result, floor: float | None = None, red_lines: Mapping[str, float] | None = None
) -> FloorReport:
    """Return what a floor on protection and red lines on criteria take out, and at what price.

    Parameters
    ----------
    result : Result
        From `evaluate`.
    floor : float, optional
        Least points of protection that are accepted, -100 to 100.
    red_lines : mapping, optional
        Least score accepted, -3 to 3, by criterion of either ledger.

    Raises
    ------
    CallError
        When a line is no number or off the scale, a criterion is not known, or protection has no points.
    """
    lines = _lines(result, floor, dict(red_lines or {}))
    measured = pd.DataFrame(
        {
            line: result.protection if line == PROTECTION else result.scores.central[str(line)]
            for line in lines.index
        },
        index=result.total.index,
        dtype=float,
    )
    complete = result.total.notna() & measured.notna().all(axis=1)
    if not complete.any():
        raise CallError("Every option has a score missing, so that nothing can be compared.")
    left_out = tuple(str(option) for option in complete.index[~complete])
    total = result.total[complete]
    effect = apply_floors(total, measured[complete], lines)
    known = result.protection.notna() & result.total.notna()
    stairs = floor_stairs(result.total[known], result.protection[known]) if known.any() else pd.DataFrame()
    return FloorReport(
        lines=lines,
        effect=effect,
        stairs=stairs,
        returns={str(option): _return(result, effect, lines, str(option)) for option in effect.out},
        left_out=left_out,
        sentence=_summary(result, effect, lines, left_out),
    )


def _lines(result: Result, floor: float | None, red_lines: dict[str, float]) -> pd.Series:
    lines: dict[str, float] = {}
    if floor is not None:
        if not is_number(floor) or not -100 <= floor <= 100:
            raise CallError("The floor on protection is a number of points from -100 to 100.")
        if result.protection.isna().all():
            raise CallError("There is no floor to set: no protection aim has points.")
        lines[PROTECTION] = float(floor)
    for criterion, line in red_lines.items():
        if criterion not in result.study.criteria:
            raise CallError(f"There is no criterion '{criterion}' to draw a red line on.")
        if not is_number(line) or not -3 <= line <= 3:
            raise CallError(f"The red line on '{criterion}' is a score from -3 to 3.")
        lines[criterion] = float(line)
    return pd.Series(lines, dtype=float)


def _named_line(result: Result, line: str, value: float) -> str:
    if line == PROTECTION:
        return f"a floor of {value:g} points of protection"
    return f'a red line at {signed(value)} on "{result.study.criteria[line].title}"'


def _return(result: Result, effect: FloorEffect, lines: pd.Series, option: str) -> str:
    """Return which lines would let an option back, rounded so that they would."""
    needed = []
    for line, by in effect.below.loc[option].items():
        if by > 0:
            at = float(lines[line] - by)
            at = math.floor(at + 1e-9) if line == PROTECTION else at
            needed.append(_named_line(result, str(line), at))
    return raised(f"{name_of(result.study, option)} would be back with {listed(needed)}.")


def _summary(result: Result, effect: FloorEffect, lines: pd.Series, left_out: tuple[str, ...]) -> str:
    study = result.study
    if lines.empty:
        return "There is no floor and no red line, so that nothing is below one."
    opening = f"With {listed([_named_line(result, str(line), value) for line, value in lines.items()])}"
    below = "below one of them" if len(lines) > 1 else "below floor" if PROTECTION in lines else "below it"
    n_options = len(effect.kept) + len(effect.out)
    if not effect.out:
        said = f"{opening} no option is {below}."
    elif not effect.kept:
        said = f"{opening} all {n_options} options are {below}."
    else:
        verb = "is" if len(effect.out) == 1 else "are"
        said = f"{opening} {len(effect.out)} of {n_options} options {verb} {below}. {_price(result, effect)}"
    return " ".join(part for part in (said, left_out_sentence(study, left_out)) if part)


def _price(result: Result, effect: FloorEffect) -> str:
    study, first = result.study, effect.first_with
    verb = "stands first" if len(first) == 1 else "stand first together"
    if not set(effect.first_without) - set(effect.kept):
        return raised(f"{names_of(study, first)} still {verb}: it costs nothing.")
    named = f"{names_of(study, first)} then {verb}"
    before = names_of(study, effect.first_without)
    if effect.price <= 1e-9:
        return raised(f"{named}, level with {before}: it costs nothing.")
    points = shown(effect.price)
    price = f"about {points} point{'s' if points != 1 else ''}" if points else "less than a point"
    return raised(f"{named}, and not {before}: the price is {price} of overall value.")
