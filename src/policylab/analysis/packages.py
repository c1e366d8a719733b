"""Packages of a study's options: what they do together, what leads, what to do first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from policylab.analysis import package_sentences as say
from policylab.analysis.package_inputs import PackageInputs, package_inputs, refuse_broken_rules
from policylab.analysis.result import Result
from policylab.errors import CallError
from policylab.mcda import closeness
from policylab.mcda.checks import TIE
from policylab.robustness.combining import combine_ranges, value_ranges
from policylab.robustness.package_steps import package_steps as find_steps
from policylab.robustness.package_steps import package_worth as find_worth
from policylab.robustness.packages import Packages, all_packages, leading_packages, pareto_packages
from policylab.terms import SCALE

_WORTH = ("alone_state", "alone_protection", "added_state", "added_protection", "comes_with", "goes_with")


@dataclass(frozen=True, eq=False)
class PackageSet:
    """The packages of a study that are not beaten on both ledgers, and those that lead.

    Attributes
    ----------
    pareto : DataFrame
        Packages that no other beats on both ledgers, from the highest value for the state down: `members`
        (ids), `size` (companions not counted), `state` and `protection` in points, `same` (other packages with
        the same values), `state_low`, `state_high`, `protection_low`, `protection_high`, `notes` (ids).
    leaders : DataFrame
        Indexed by `at_most`: the package that leads in the total among those of at most k options; as above,
        with `total`, `same` (others with the same total) and `close` (others too close to call).
    n_allowed : int
        Packages that the rules allow, today's practice among them.
    max_size : int or None
        The most options in a package, if the caller gave it.
    left_out : tuple of str
        Options that are in no package because a score that counts is missing.
    notes : Mapping
        What a reader should know, by id, of the packages listed.
    sentence : str
        The finding in a sentence or two.
    """

    result: Result
    pareto: pd.DataFrame
    leaders: pd.DataFrame
    n_allowed: int
    max_size: int | None
    left_out: tuple[str, ...]
    notes: Mapping[str, str]
    sentence: str


@dataclass(frozen=True, eq=False)
class PackageWorth:
    """One package: its value, and what each option is worth in it.

    Attributes
    ----------
    members : tuple of str
        Options and companions, in the order of the study.
    scores : DataFrame (n_criteria, 3)
        Combined scores: `low`, `central`, `high`.
    values : DataFrame (2, 3), points
        `state` and `protection`: `low`, `central`, `high`.
    options : DataFrame (n_members, ...)
        For each member `alone_state`, `alone_protection`, `added_state`, `added_protection`, `comes_with` and
        `goes_with`, see `policylab.robustness.package_worth`.
    notes : Mapping
        What a reader should know of this package, by id.
    sentence : str
        The finding in a sentence or two.
    """

    result: Result
    members: tuple[str, ...]
    scores: pd.DataFrame
    values: pd.DataFrame
    options: pd.DataFrame
    notes: Mapping[str, str]
    sentence: str


@dataclass(frozen=True, eq=False)
class PackageSteps:
    """An order of steps after each of which the package at hand is beaten by no other.

    Attributes
    ----------
    steps : DataFrame
        One row for each step: `added`, `members`, `state`, `protection`, `change_state`, `change_protection`,
        the ends of the ranges, and `notes` (ids of those that are new with the step).
    from_today : bool
        Whether today's practice itself is beaten by no package.
    notes : Mapping
        What a reader should know, by id.
    sentence : str
        The finding in a sentence or two.
    """

    result: Result
    steps: pd.DataFrame
    from_today: bool
    notes: Mapping[str, str]
    sentence: str


def packages(result: Result, max_size: int | None = None, options: Iterable[str] | None = None) -> PackageSet:
    """Return the packages that no other beats on both ledgers, and those that lead.

    Parameters
    ----------
    result : Result
        From `evaluate`: its weights, its scenario, and the share that protection has in the total.
    max_size : int, optional
        Most options in a package, companions not counted.
    options : iterable of str, optional
        Options and companions that packages may hold, such as those of one actor; all when left out.

    Raises
    ------
    CallError
        When the study does not say how options act together, a ledger has no points, `max_size` is no whole
        number of at least 1, or there are more than two million packages.

    Notes
    -----
    Exact: every allowed package is looked at. Values are those of the combined scores under the weights of the
    result. Low and high ends take all scores at their ends, with full overlap and none, see
    `policylab.robustness.combine_ranges`; the order of packages rests on the centres.
    """
    check_size(max_size)
    given = package_inputs(result, options)
    found = allowed_packages(given, max_size)
    pareto = _with_ranges(given, pareto_packages(found))
    share = result.with_protection
    counts = pd.Series({"state": 1 - share, "protection": share})
    leaders = _with_ranges(given, leading_packages(found, counts, result.closeness))
    listed = dict.fromkeys(note for notes in (*pareto["notes"], *leaders["notes"]) for note in notes)
    return PackageSet(
        result=result,
        pareto=pareto,
        leaders=leaders,
        n_allowed=len(found.masks),
        max_size=max_size,
        left_out=given.left_out,
        notes=_texts(given, listed),
        sentence=say.of_packages(given, len(found.masks), pareto, leaders, max_size),
    )


def package_worth(result: Result, options: Iterable[str]) -> PackageWorth:
    """Return what a package is worth, and each option in it.

    Parameters
    ----------
    result : Result
        From `evaluate`.
    options : iterable of str
        Ids of the options and companions in the package.

    Raises
    ------
    CallError
        When an id is not known or given twice, the baseline is among them, a score that counts is missing, or
        the rules do not allow the package; the message says which rule.
    """
    given = package_inputs(result)
    members = members_of(given, list(options))
    refuse_broken_rules(given, members)
    central, low, high = (table.loc[list(members)] for table in (given.central, given.low, given.high))
    scores = combine_ranges(low, central, high, given.rules, SCALE)
    values = _values(given, scores)
    worth = pd.DataFrame(columns=list(_WORTH), dtype=float)
    if members:
        worth = find_worth(allowed_packages(given, None, only=members), members)[list(_WORTH)]
    notes = _texts(given, _notes_of(given, members))
    sentence = say.of_worth(given, members, values, worth)
    return PackageWorth(result, members, scores, values, worth, notes, sentence)


def package_steps(
    result: Result, max_size: int | None = None, options: Iterable[str] | None = None
) -> PackageSteps:
    """Return the longest order of steps that can be stopped anywhere, protection rising at each.

    Parameters
    ----------
    result : Result
        From `evaluate`; the share that protection has in the total plays no part.
    max_size : int, optional
        Most options in a package.
    options : iterable of str, optional
        Options and companions that packages may hold; all when left out.

    Notes
    -----
    After every step the package at hand is beaten by no other on both ledgers, so that each step is worth doing
    whether or not the next one follows. Each gains at least as much protection as one score moved by half a
    step could make under these weights. See `policylab.robustness.package_steps`.
    """
    check_size(max_size)
    given = package_inputs(result, options)
    found = allowed_packages(given, max_size)
    least = closeness(given.ledgers["protection"], step=result.study.step, scale=SCALE)
    steps = _with_ranges(given, find_steps(found, climb="protection", least=least))
    before: set[str] = set()
    fresh = []
    for notes in steps["notes"]:
        fresh.append(tuple(note for note in notes if note not in before))
        before |= set(notes)
    steps["notes"] = fresh
    from_today = _unbeaten_today(found)
    sentence = say.of_steps(given, steps, from_today)
    return PackageSteps(result, steps, from_today, _texts(given, sorted(before)), sentence)


def check_size(max_size: int | None) -> None:
    """Raise `CallError` if a largest size is none."""
    whole = isinstance(max_size, int) and not isinstance(max_size, bool)
    if max_size is not None and not (whole and max_size >= 1):
        raise CallError("The most options in a package is a whole number of at least 1.")


def allowed_packages(
    given: PackageInputs, max_size: int | None, only: Sequence[str] | None = None
) -> Packages:
    """Return every package that the rules allow, or every one of some members, with its values."""
    keep = list(given.central.index if only is None else only)
    return all_packages(
        given.central.loc[keep],
        given.rules,
        given.ledgers,
        needs=[pair for pair in given.needs if set(pair) <= set(keep)],
        apart=[pair for pair in given.apart if set(pair) <= set(keep)],
        companions={
            key: [option for option in others if option in keep]
            for key, others in given.companions.items()
            if key in keep
        },
        max_size=max_size,
        scale=SCALE,
    )


def _unbeaten_today(found: Packages) -> bool:
    values = found.values.to_numpy()
    beats = (values >= values[0] - TIE).all(axis=1) & (values > values[0] + TIE).any(axis=1)
    return not bool(beats.any())


def members_of(given: PackageInputs, options: list[str]) -> tuple[str, ...]:
    """Return the members of a package in the order of the study; `CallError` if one can be in none."""
    study = given.result.study
    for option in options:
        if option == study.baseline:
            raise CallError(f"'{option}' is today's practice and in no package.")
        if option in given.left_out:
            raise CallError(f"'{option}' is in no package, because a score that counts is missing.")
        if option not in given.central.index:
            raise CallError(f"There is no option '{option}' to put into a package.")
    if len(set(options)) < len(options):
        raise CallError("A package names each of its options once.")
    return tuple(option for option in given.central.index if option in options)


def _values(given: PackageInputs, scores: pd.DataFrame) -> pd.DataFrame:
    """Return points by ledger (rows) and end (columns)."""
    return given.ledgers.T @ scores * (100 / SCALE)


def _with_ranges(given: PackageInputs, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the ends of the ranges and the notes of the package in each row."""
    held = list(frame["members"])
    ends = value_ranges(given.low, given.central, given.high, given.rules, given.ledgers, held, SCALE)
    notes = pd.Series([_notes_of(given, members) for members in held], index=frame.index, dtype=object)
    return frame.assign(**{str(name): ends[name].to_numpy() for name in ends}, notes=notes)


def _notes_of(given: PackageInputs, members: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the notes that go with a package."""
    held = set(members)
    return tuple(key for key, note in given.notes.items() if all(held & set(side) for side in note.holds))


def _texts(given: PackageInputs, notes: Iterable[str]) -> dict[str, str]:
    wanted = set(notes)
    return {key: note.says for key, note in given.notes.items() if key in wanted}
