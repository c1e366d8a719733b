"""Tipping points of a result: how much a group or a criterion would have to count for the leader to change."""

from __future__ import annotations

from dataclasses import dataclass

from policylab.analysis.counted import Counted, count, left_out_sentence, names_of
from policylab.analysis.percents import decimals_for, down, near, up
from policylab.analysis.result import Result
from policylab.analysis.wording import listed, raised
from policylab.robustness import SAME_PLACE, Envelope, TippingPoints
from policylab.robustness import tipping_points as find_tipping_points
from policylab.schema import Study


@dataclass(frozen=True, eq=False)
class Tipping:
    """What happens as one group or criterion counts for nothing, then more, then everything.

    Attributes
    ----------
    id, title : str
        The group or criterion.
    now : float
        Its share of the state's weights.
    envelope : Envelope or None
        Every leader and every tipping point, places being shares from 0 to 1; None when it cannot be moved
        (it carries all the weight, or is the only one).
    below, above : float or None
        The tipping points next to its present share.
    sentence : str
        The same in a sentence; its numbers are rounded so that it stays true.
    """

    id: str
    title: str
    now: float
    envelope: Envelope | None
    below: float | None
    above: float | None
    sentence: str


@dataclass(frozen=True, eq=False)
class Tippings:
    """Tipping points of all groups and criteria of the state ledger.

    Attributes
    ----------
    leaders : tuple of str
        Options with the highest total now; several when level.
    groups, criteria : tuple of Tipping
        In the order of the study.
    left_out : tuple of str
        Options with a score missing that counts.
    sentence : str
        In short: for which groups and criteria the leader depends on the weight.
    """

    leaders: tuple[str, ...]
    groups: tuple[Tipping, ...]
    criteria: tuple[Tipping, ...]
    left_out: tuple[str, ...]
    sentence: str


def tipping_points(result: Result) -> Tippings:
    """Return, for each group and criterion of the state, every leader as its share goes from 0 to 100 %.

    Parameters
    ----------
    result : Result
        From `evaluate`. A share given to protection stays as it is.

    Returns
    -------
    Tippings
        Exact, with a sentence for each. The others keep their proportions while one is moved.

    Raises
    ------
    NothingCounts
        When the state ledger has no points.
    """
    counted, study = count(result), result.study
    by_group = find_tipping_points(counted.groups, counted.group_weights)
    by_criterion = find_tipping_points(counted.values, counted.weights)
    groups = _tippings(study, by_group, {key: group.title for key, group in study.groups.items()})
    criteria = _tippings(study, by_criterion, {key: item.title for key, item in study.criteria.items()})
    leaders = tuple(str(option) for option in by_criterion.leaders)
    return Tippings(
        leaders, groups, criteria, counted.left_out, _summary(study, leaders, groups, criteria, counted)
    )


def _tippings(study: Study, found: TippingPoints, titles: dict[str, str]) -> tuple[Tipping, ...]:
    return tuple(_tipping(study, found, str(key), titles[str(key)]) for key in found.now.index)


def _tipping(study: Study, found: TippingPoints, key: str, title: str) -> Tipping:
    now, envelope = float(found.now[key]), found.envelopes.get(key)
    if envelope is None:
        said = f'"{title}" carries all the weight: there is nothing to take a share from or give it to.'
        return Tipping(key, title, now, None, None, None, said)
    below, above = (float(at) for at in found.nearest.loc[key, ["below", "above"]])
    decimals = decimals_for(envelope, now)
    said = f'"{title}" (now {near(now, decimals)} %): {walk_sentence(study, envelope, decimals)}'
    return Tipping(
        key, title, now, envelope, None if below != below else below, None if above != above else above, said
    )


def walk_sentence(study: Study, envelope: Envelope, decimals: int) -> str:
    """Return who stands first from where to where, with whoever is level at an end only."""
    said: list[str] = []
    for start, end, leaders in envelope.pieces:
        verb = "stand first together" if len(leaders) > 1 else "stands first"
        if len(envelope.pieces) == 1:
            where = "whatever its share"
        elif start == 0:
            where = f"up to {down(end, decimals)} %"
        elif end == 1:
            where = f"from {up(start, decimals)} %"
        else:
            where = f"from {up(start, decimals)} to {down(end, decimals)} %"
        said.append(f"{names_of(study, leaders)} {verb if not said else ''} {where}".replace("  ", " "))
    sentence = f"{'; '.join(said)}."
    for place, names, inside in (
        ("0 %", envelope.at_ends[0], envelope.leaders[0]),
        ("100 %", envelope.at_ends[1], envelope.leaders[-1]),
    ):
        also = tuple(name for name in names if name not in inside)
        if also:
            verb = "is" if len(also) == 1 else "are"
            sentence += f" At {place} {names_of(study, also)} {verb} level with {'it' if len(inside) == 1 else 'them'}."
    return sentence


def _smallest(tippings: list[Tipping]) -> str:
    """Return the smallest move of one share that changes the leader; empty when the present place is one."""
    moves = [
        (abs(at - each.now), each.title, each.now, at)
        for each in tippings
        for at in (each.below, each.above)
        if at is not None
    ]
    if not moves:
        return ""
    by, title, now, at = min(moves, key=lambda move: round(move[0], 9))
    if by <= SAME_PLACE:
        return f'"{title}" is at a tipping point now.'
    if at > now:
        return f'The smallest such move is that of "{title}", from {near(now)} % up to {up(at)} %.'
    return f'The smallest such move is that of "{title}", from {near(now)} % down to {down(at)} %.'


def _summary(
    study: Study,
    leaders: tuple[str, ...],
    groups: tuple[Tipping, ...],
    criteria: tuple[Tipping, ...],
    counted: Counted,
) -> str:
    verb = "has" if len(leaders) == 1 else "share"
    said = [raised(f"{names_of(study, leaders)} {verb} the highest total.")]
    for kind, found in (("group", groups), ("criterion", criteria)):
        turning = [f'"{each.title}"' for each in found if each.envelope is not None and each.envelope.points]
        plural = {"group": "groups", "criterion": "criteria"}[kind]
        movable = [each for each in found if each.envelope is not None]
        if not movable:
            said.append(f"No {kind} can be moved against another.")
        elif not turning:
            said.append(
                f"No single {kind}, counting for nothing or for everything, puts another option first."
            )
        else:
            said.append(
                f"Moved alone, {len(turning)} of {len(movable)} {plural} can put another option first: "
                f"{listed(turning)}. {_smallest(movable)}"
            )
    said.append(left_out_sentence(study, counted.left_out))
    return " ".join(part for part in said if part)
