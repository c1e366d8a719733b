"""The state's account against that of protection: what is beaten on both, and by what."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from policylab.analysis.counted import left_out_sentence, name_of, names_of
from policylab.analysis.ladder import state_total
from policylab.analysis.result import Result
from policylab.analysis.wording import listed, raised
from policylab.errors import CallError, NothingCounts
from policylab.mcda import TIE, normalise_points, weigh_hierarchy
from policylab.robustness import Pareto, ParetoRanges, pareto, pareto_with_ranges
from policylab.schema import Study
from policylab.terms import SCALE


@dataclass(frozen=True, eq=False)
class TwoLedgers:
    """Options on two accounts that are not added up.

    Attributes
    ----------
    points : DataFrame (n_options, 2), points
        `state` and `protection`, options with every score that counts.
    low, high : DataFrame (n_options, 2), points
        Both with every score at its low and at its high end.
    pareto : Pareto
        The front (nothing beats it on both), beaten by which, and the stair line.
    ranges : ParetoRanges
        Surely and possibly beaten, when scores lie in their ranges.
    left_out : tuple of str
        Options with a score missing that counts.
    sentences : dict of str to str
        One sentence for each option.
    sentence : str
        In short.
    """

    points: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    pareto: Pareto
    ranges: ParetoRanges
    left_out: tuple[str, ...]
    sentences: dict[str, str]
    sentence: str


def two_ledgers(result: Result) -> TwoLedgers:
    """Return which options nothing beats on both ledgers at once, and what beats the others.

    Parameters
    ----------
    result : Result
        From `evaluate`. Its share of protection plays no part: the two ledgers are kept apart.

    Returns
    -------
    TwoLedgers
        Front, stair line, beaten by which, surely and possibly, in words too.

    Raises
    ------
    NothingCounts
        When either ledger has no points.
    CallError
        When every option has a score missing that counts.
    """
    study = result.study
    if result.protection.isna().all() and result.aim_weights.isna().any():
        raise NothingCounts("No protection aim has points.")
    points = pd.DataFrame({"state": state_total(result), "protection": result.protection})
    complete = points.notna().all(axis=1)
    if not complete.any():
        raise CallError("Every option has a score missing, so that nothing can be compared.")
    points = points.loc[complete]
    low, high = (frame.loc[complete] for frame in _ends(result))
    front, ranges = pareto(points), pareto_with_ranges(low, high)
    left_out = tuple(str(option) for option in complete.index[~complete])
    known = {str(option): (state, aims) for option, state, aims in points.itertuples(name=None)}
    sentences = {option: _about(study, option, known, front, ranges) for option in known}
    return TwoLedgers(
        points, low, high, front, ranges, left_out, sentences, _short(study, front, ranges, left_out)
    )


def _ends(result: Result) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both ledgers with every score at the low, and at the high end of its range."""
    study, choice = result.study, result.weight_set
    names = list(study.state_criteria)
    state = weigh_hierarchy(
        pd.Series(choice.groups, dtype=float),
        pd.Series({name: choice.criteria[name] for name in names}, dtype=float),
        pd.Series({name: study.group_of(name) for name in names}),
    )
    aims = normalise_points(
        pd.Series({aim: choice.criteria[aim] for aim in study.protection_criteria}, dtype=float)
    )
    ends = ((result.scores.low, -SCALE), (result.scores.high, SCALE))
    values = [scores.fillna(missing) * (100.0 / SCALE) for scores, missing in ends]
    low, high = (
        pd.DataFrame({"state": each[names] @ state, "protection": each[list(aims.index)] @ aims})
        for each in values
    )
    return low, high


def _about(
    study: Study, option: str, points: dict[str, tuple[float, float]], front: Pareto, ranges: ParetoRanges
) -> str:
    """Return by what an option is beaten and how, or that nothing beats it."""
    name, by = name_of(study, option), front.beaten_by[option]
    if not by:
        said = f"no option is at least as good as {name} on both ledgers and better on one"
        surely = option in ranges.surely_in
        return raised(f"{said}{', wherever scores lie in their ranges' if surely else ''}.")
    state, aims = points[option]
    shown = by if len(by) <= 4 else by[:3]
    words = [
        f"{name_of(study, other)} ({_how(study, points[other][0] - state, points[other][1] - aims)})"
        for other in shown
    ]
    more = [f"{len(by) - len(shown)} others"] if len(by) > len(shown) else []
    sure = ranges.surely_beaten_by[option]
    tail = (
        f"by {names_of(study, sure)} wherever scores lie in their ranges"
        if sure
        else "by none of them surely"
    )
    return raised(f"{name} is beaten by {listed([*words, *more])}; {tail}.")


def _how(study: Study, state: float, protection: float) -> str:
    if state > TIE and protection > TIE:
        return "better on both"
    return (
        f"as much for {study.decision_maker}, more protection"
        if protection > TIE
        else f"more for {study.decision_maker}, as much protection"
    )


def _short(study: Study, front: Pareto, ranges: ParetoRanges, left_out: tuple[str, ...]) -> str:
    beaten = sum(1 for by in front.beaten_by.values() if by)
    surely = sum(1 for by in ranges.surely_beaten_by.values() if by)
    also = "" if not beaten else f", {surely or 'none'} of them wherever scores lie in their ranges"
    said = [
        raised(f"Nothing beats {names_of(study, front.front, most=8)} on the two ledgers together."),
        f"Of {len(front.beaten_by)} options {beaten} {'is' if beaten == 1 else 'are'} beaten by one that is at least "
        f"as good on both and better on one{also}.",
        left_out_sentence(study, left_out),
    ]
    return " ".join(part for part in said if part)
