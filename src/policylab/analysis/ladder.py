"""The protection ladder of a result: who leads as protection counts for more and more of the total."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from policylab.analysis.counted import left_out_sentence, names_of
from policylab.analysis.percents import decimals_for, down, up
from policylab.analysis.result import Result
from policylab.errors import CallError, NothingCounts
from policylab.mcda import shown, weigh_hierarchy
from policylab.robustness import Envelope
from policylab.robustness import protection_ladder as climb
from policylab.schema import Study


@dataclass(frozen=True)
class Rung:
    """A stretch of shares of protection on which the same options lead, from `start` to `end` (0 to 1)."""

    start: float
    end: float
    leaders: tuple[str, ...]
    state: float
    protection: float
    sentence: str


@dataclass(frozen=True, eq=False)
class Ladder:
    """Who leads at every share of protection.

    Attributes
    ----------
    envelope : Envelope
        Every leader and the exact shares at which the leader changes.
    rungs : tuple of Rung
        The stretches, with the two ledgers' points of the first leader named on each.
    state, protection : Series (n_options,), points
        The two ledgers.
    left_out : tuple of str
        Options with a score missing that counts.
    story : tuple of str
        One sentence for each rung; shares are rounded so that it stays true.
    """

    envelope: Envelope
    rungs: tuple[Rung, ...]
    state: pd.Series
    protection: pd.Series
    left_out: tuple[str, ...]
    story: tuple[str, ...]


def protection_ladder(result: Result) -> Ladder:
    """Return every leader as the share of protection in the total goes from 0 to 100 %.

    Parameters
    ----------
    result : Result
        From `evaluate`; its own share of protection plays no part.

    Raises
    ------
    NothingCounts
        When either ledger has no points.
    CallError
        When every option has a score missing that counts.
    """
    study = result.study
    if result.protection.isna().all():
        raise NothingCounts("No protection aim has points.")
    state, protection = state_total(result), result.protection
    complete = state.notna() & protection.notna()
    if not complete.any():
        raise CallError("Every option has a score missing, so that nothing can be compared.")
    state, protection = state[complete], protection[complete]
    left_out = tuple(str(option) for option in complete.index[~complete])
    envelope = climb(state, protection)
    rungs = _rungs(study, envelope, state, protection)
    said = [rung.sentence for rung in rungs]
    if left_out:
        said.append(left_out_sentence(study, left_out))
    return Ladder(envelope, rungs, state, protection, left_out, tuple(said))


def state_total(result: Result) -> pd.Series:
    """Return the overall values of the state ledger alone, in points; NaN where a score that counts is missing."""
    study = result.study
    names = list(study.state_criteria)
    weights = weigh_hierarchy(
        pd.Series(result.weight_set.groups, dtype=float),
        pd.Series({name: result.weight_set.criteria[name] for name in names}, dtype=float),
        pd.Series({name: study.group_of(name) for name in names}),
    )
    counting = [name for name in names if weights[name] > 0]
    return (100.0 * (result.values[counting] @ weights[counting])).rename("state")


def _rungs(study: Study, envelope: Envelope, state: pd.Series, protection: pd.Series) -> tuple[Rung, ...]:
    decimals = decimals_for(envelope)
    rungs: list[Rung] = []
    for start, end, leaders in envelope.pieces:
        named = tuple(str(option) for option in leaders)
        points = float(state[named[0]]), float(protection[named[0]])
        where = _where(envelope, start, end, decimals)
        verb = "stands" if len(named) == 1 else "stand"
        together = " together" if len(named) > 1 else ""
        said = f"{where} {names_of(study, named)} {verb} first{together}"
        if rungs:
            said += _change(study, rungs[-1], points)
        elif study.baseline not in named:
            who = study.decision_maker
            said += f" ({shown(points[0]):+d} points for {who}, {shown(points[1]):+d} for protection)"
        rungs.append(Rung(start, end, named, *points, f"{said}.{_level(study, envelope, start, named)}"))
    return tuple(rungs)


def _level(study: Study, envelope: Envelope, start: float, named: tuple[str, ...]) -> str:
    """Return who is level with the leader while protection is kept apart, and only then."""
    also = tuple(str(option) for option in envelope.at_ends[0] if option not in named)
    if start > 0 or not also:
        return ""
    verb = "is" if len(also) == 1 else "are"
    return f" At 0 % {names_of(study, also)} {verb} level with {'it' if len(named) == 1 else 'them'}."


def _where(envelope: Envelope, start: float, end: float, decimals: int) -> str:
    if not envelope.points:
        return "Whatever share of the total protection has,"
    if start == 0:
        return f"With protection kept apart, and up to a share of {down(end, decimals)} %,"
    if end == 1:
        return f"From {up(start, decimals)} %"
    return f"From {up(start, decimals)} to {down(end, decimals)} %"


def _change(study: Study, before: Rung, points: tuple[float, float]) -> str:
    """Return what a step up gives and takes, in points of the two ledgers.

    The difference is rounded, not the two numbers: that is nearer to the truth, and "about" says so.
    """
    gained, given = shown(points[1] - before.protection), shown(before.state - points[0])
    return f": about {gained} points more for protection, about {given} fewer for {study.decision_maker}"
