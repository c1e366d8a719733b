"""From the numbers of a table to scores: taken as they are, or placed by a straight line that is stated."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from policylab.catalog.matrix.grid import refuse
from policylab.catalog.matrix.line import LEAST, STEP, Line, least_range, unit_in
from policylab.catalog.matrix.parts import MatrixFile, Spot, TableScore
from policylab.catalog.report import listed, short, suggest
from policylab.errors import CallError
from policylab.provenance import squash
from policylab.schema.decision_table import Direction, Pair
from policylab.terms import SCALE

Kind: TypeAlias = Literal["scores", "measures"]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A score of a draft with its range and reason; always a judgement."""

    low: float
    central: float
    high: float
    reason: str


@dataclass(frozen=True)
class Placed:
    """Scores made from a table, and how.

    Attributes
    ----------
    kind : str
        `scores` if the table's numbers are scores already, else `measures`.
    baseline : str
        Id of the option all others are judged against.
    options, criteria : tuple of str
        Ids of what is active, in the order of the file.
    scores : Mapping of (str, str) to Drafted
        By option and criterion; a pair that is missing is not scored.
    lines : Mapping of str to str
        For each criterion that was placed, how, a sentence.
    notes : tuple of str
        What else was decided, in sentences.
    """

    kind: Kind
    baseline: str
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    scores: Mapping[Pair, Drafted]
    lines: Mapping[str, str]
    notes: tuple[str, ...]


def active(matrix: MatrixFile) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Return the ids of the options and criteria that count, and sentences naming those that do not."""
    table = matrix.table
    options = tuple(key for key, one in table.alternatives.items() if one.is_active and not one.is_fictive)
    criteria = tuple(key for key, one in table.criteria.items() if one.is_active)
    said = []
    for what, out in (
        (
            "Options marked as inactive are left out",
            [a for a in table.alternatives.values() if not a.is_active],
        ),
        (
            "Fictive options are left out",
            [a for a in table.alternatives.values() if a.is_active and a.is_fictive],
        ),
        ("Criteria marked as inactive are left out", [c for c in table.criteria.values() if not c.is_active]),
    ):
        if out:
            said.append(f"{what}: {listed(one.title or one.id for one in out)}.")
    return options, criteria, said


def kind_of(matrix: MatrixFile, *, is_of_study: bool = False) -> Kind:
    """Return whether the numbers are scores: half steps from -3 to 3 with a row of zeros, or with ranges.

    A table whose scores go into a study need not have the baseline: the study has it.
    """
    if matrix.has_ranges:
        return "scores"
    options, criteria, _ = active(matrix)
    numbers = [number for o in options for c in criteria if (number := matrix.table.number(o, c)) is not None]
    fits = all(_off_scale(number) is None for number in numbers)
    return "scores" if fits and (is_of_study or zero_rows(matrix)) else "measures"


def zero_rows(matrix: MatrixFile) -> list[str]:
    """Return the ids of the options that have 0 wherever any option has a number."""
    options, criteria, _ = active(matrix)
    used = [c for c in criteria if any(matrix.table.number(o, c) is not None for o in options)]
    return [o for o in options if used and all(matrix.table.number(o, c) == 0 for c in used)]


def find_named(matrix: MatrixFile, given: str, what: Literal["option", "criterion"]) -> str:
    """Return the id of the option or criterion that is called so, by id or title.

    Raises
    ------
    CallError
        If there is none; the message names the nearest.
    """
    records = matrix.table.alternatives if what == "option" else matrix.table.criteria
    if given in records:
        return given
    by_title = {squash(one.title) or one.title: key for key, one in records.items()}
    # A heading such as "Cost (EUR)" is also found as "Cost", if only one is called so.
    bare = [(squash(unit_in(one.title)[0]), key) for key, one in records.items()]
    called = [key for name, key in bare if name and name == squash(given)]
    key = by_title.get(squash(given) or given) or (called[0] if len(called) == 1 else None)
    if key is not None:
        return key
    names = {one.title.casefold() or key: one.title or key for key, one in records.items()}
    hint = suggest(given, names)
    for folded, name in names.items():
        hint = hint.replace(f"'{folded}'", f"'{name}'")
    raise CallError(f"There is no {what} '{given}' in {matrix.name}. {hint}".rstrip())


def place(
    matrix: MatrixFile,
    *,
    kind: Kind | None = None,
    baseline: str | None = None,
    directions: Mapping[str, Direction] | None = None,
    of_study: str | None = None,
) -> Placed:
    """Return scores made from a table.

    Parameters
    ----------
    matrix : MatrixFile
        The table.
    kind : str, optional
        `scores` or `measures`; found if not given.
    baseline : str, optional
        Id or title of the option all others are judged against.
    directions : mapping of str to str, optional
        `max` or `min` by id of the criterion, where the table does not say it, or says it wrongly.
    of_study : str, optional
        Id of the baseline of the study that the scores go into; the table may be a part, without that baseline.

    Raises
    ------
    FileInvalid
        If numbers are no scores although they should be, or nothing says which way is better.
    CallError
        If the baseline is not said, or is not there.
    """
    options, criteria, notes = active(matrix)
    if of_study is None and (len(options) < 2 or not criteria):
        raise refuse(
            matrix.name, ["A study needs two options and a criterion at least, besides what is inactive."]
        )
    found = kind or kind_of(matrix, is_of_study=of_study is not None)
    turns = {key: matrix.table.criteria[key].direction for key in criteria} | dict(directions or {})
    is_elsewhere = of_study is not None and of_study not in matrix.table.alternatives
    if of_study is not None and baseline is None and (found == "scores" or not is_elsewhere):
        base = of_study
    else:
        base = _baseline(matrix, found, baseline, _unknown(matrix, criteria, turns))
    if base not in options and not (is_elsewhere and base == of_study):
        raise CallError(
            f"{short(_title(matrix, base))} is inactive in {matrix.name}, so it cannot be the baseline."
        )
    if found == "scores":
        scores, said = _as_they_are(matrix, base, options, criteria)
        return Placed(found, base, options, criteria, scores, {}, (*notes, *said))
    scores, lines, said = _on_lines(matrix, base, options, criteria, turns)
    return Placed(found, base, options, criteria, scores, lines, (*notes, *said))


def _unknown(matrix: MatrixFile, criteria: Iterable[str], turns: Mapping[str, Direction | None]) -> list[str]:
    """Return the criteria of which nothing says whether more or less is better."""
    return [matrix.table.criteria[key].title or key for key in criteria if turns.get(key) is None]


def _baseline(matrix: MatrixFile, kind: Kind, given: str | None, unknown: list[str]) -> str:
    if given is not None:
        return find_named(matrix, given, "option")
    if matrix.baseline is not None:
        return matrix.baseline
    zeros = zero_rows(matrix)
    if kind == "scores" and len(zeros) == 1:
        return zeros[0]
    if kind == "scores" and len(zeros) > 1:
        named = listed(_title(matrix, key) for key in zeros)
        raise CallError(f"More than one option of {matrix.name} has 0 throughout: {named}. Say which is today's "
                        "practice with --baseline.")  # fmt: skip
    if kind == "scores":
        raise CallError(
            f"No option of {matrix.name} has 0 throughout. Say which is the baseline with --baseline."
        )
    # Everything that is missing is asked at once.
    ways = f" {_no_direction(unknown)}" if unknown else ""
    raise CallError(
        f"The numbers of {matrix.name} are measured values, no scores: say which option all others are judged "
        f"against with --baseline, such as --baseline {short(_title(matrix, active(matrix)[0][0]))}.{ways}"
    )


def _title(matrix: MatrixFile, option: str) -> str:
    return matrix.table.alternatives[option].title or option


def _off_scale(number: float) -> tuple[str, str] | None:
    if not -SCALE <= number <= SCALE:
        return f"{number:g} is not on the scale from -{SCALE} to {SCALE}", "Score it on the scale."
    if number / STEP % 1:
        return f"{number:g} is not a half step", "Round it to 0.5."
    return None


# ---- Scores as they are -------------------------------------------------------------------------


def _as_they_are(
    matrix: MatrixFile, base: str, options: Iterable[str], criteria: Iterable[str]
) -> tuple[dict[Pair, Drafted], list[str]]:
    found: dict[Pair, Drafted] = {}
    problems: list[object] = []
    for option in options:
        for criterion in criteria:
            given = _given(matrix, (option, criterion))
            if given is None:
                continue
            spot = matrix.spots.get((option, criterion), Spot(0, 0))
            numbers = [n for n in (given.low, given.central, given.high) if n is not None]
            slips = [slip for slip in map(_off_scale, numbers) if slip]
            problems += [
                spot.problem(f"{matrix.table.criteria[criterion].title}: {what}", fix)
                for what, fix in slips[:1]
            ]
            if option == base and any(numbers):
                text = f"the baseline has {numbers[0]:g} on {short(matrix.table.criteria[criterion].title)}"
                problems.append(spot.problem(text, "Its scores are 0: all others are judged against it."))
            if not slips:
                found[option, criterion] = _kept(given, is_base=option == base)
    if problems:
        hint = "If these are measured values and no scores, say --as measures."
        raise refuse(matrix.name, problems if matrix.has_ranges else [*problems, hint])
    said = ["The numbers are scores already, and are taken as they are."]
    if not matrix.has_ranges:
        said.append(f"The table gives no ranges: each is {LEAST:g} wide, the least for a judgement.")
    return found, said


def _given(matrix: MatrixFile, pair: Pair) -> TableScore | None:
    if pair in matrix.scores:
        return matrix.scores[pair]
    number = matrix.table.number(*pair)
    return None if number is None else TableScore(None, number, None)


def _kept(given: TableScore, *, is_base: bool) -> Drafted:
    central = given.central or 0.0
    if is_base:
        return Drafted(0.0, 0.0, 0.0, given.reason or "Zero by definition.")
    low, high = least_range(central, central)
    low = given.low if given.low is not None else low
    high = given.high if given.high is not None else high
    reason = given.reason or f"The table gives {central:g} and no reason (placeholder)."
    if given.basis and given.basis != "judgement" and given.evidence:
        reason += f" In the table: {given.basis}, evidence {' '.join(given.evidence)}."
    narrow = high - low < LEAST and not any(
        word in reason.casefold() for word in ("no channel", "by definition")
    )
    if narrow and "narrow because" not in reason.casefold():
        reason += " The range is narrow because the table has it so."
    return Drafted(low, central, high, reason)


# ---- Measured values on straight lines ----------------------------------------------------------


def _on_lines(
    matrix: MatrixFile, base: str, options: tuple[str, ...], criteria: tuple[str, ...],
    turns: Mapping[str, Direction | None],
) -> tuple[dict[Pair, Drafted], dict[str, str], list[str]]:  # fmt: skip
    if unknown := _unknown(matrix, criteria, turns):
        raise refuse(matrix.name, [_no_direction(unknown)])
    found: dict[Pair, Drafted] = {}
    lines, notes, equal, units = {}, [], [], {}
    for criterion in criteria:
        title = matrix.table.criteria[criterion].title or criterion
        spans = {o: span for o in options if (span := _span(matrix, o, criterion)) is not None}
        if base not in spans:
            notes.append(f"{short(title)} has no number for the baseline: nothing could be placed on it, and only "
                         "the baseline's 0 is scored.")  # fmt: skip
            continue
        bare, unit = unit_in(title)
        if unit and criterion not in matrix.units:
            units[bare] = unit
        line = Line(spans, base, turns[criterion] == "min", matrix.units.get(criterion, unit))
        lines[criterion] = line.told()
        for option, span in spans.items():
            if option != base:
                found[option, criterion] = Drafted(*line.place(span))
        if merged := line.merged(spans):
            equal.append(f"{title} {', '.join(merged)}")
    for criterion in criteria:
        found[base, criterion] = Drafted(0.0, 0.0, 0.0, "Zero by definition.")
    told = [
        f"The numbers are measured values. Each criterion was placed by a straight line: the value of "
        f"{short(_title(matrix, base))}, the baseline, is 0, the widest distance from it {SCALE}, all else between, "
        "rounded to half steps."
    ]
    if units:
        told.append(
            f"Units are taken from headings: {', '.join(f'{name} {unit}' for name, unit in units.items())}."
        )
    told.append(
        f"Different values that became equal by rounding: {'; '.join(equal)}."
        if equal
        else "No two different values became equal by rounding to half steps."
    )
    notes = [*told[:1], *notes, *told[1:]]
    return found, lines, notes


def _no_direction(unknown: list[str]) -> str:
    return (
        f"Nothing says whether more or less is better on {listed(unknown)}. Add a row 'Direction' with max or min, or "
        "say it after the file: --max and the criteria where more is better, --min and those where less is, such as "
        f"--min {' '.join(map(short, unknown[:2]))}."
    )


def _span(matrix: MatrixFile, option: str, criterion: str) -> tuple[float, float] | None:
    number = matrix.table.number(option, criterion)
    if number is not None:
        return number, number
    span = matrix.table.value(option, criterion).span()
    return span if span and all(map(math.isfinite, span)) else None
