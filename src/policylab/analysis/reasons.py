"""Why an option stands where it does: parts, one sentence, the largest single reason."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from policylab.analysis.choices import pick
from policylab.analysis.result import Result
from policylab.analysis.wording import TODAY, listed, lowered, signed, word_of_score
from policylab.mcda import TIE, round_to_total, shown
from policylab.provenance import cite
from policylab.schema import Study

ROUNDED = "Parts are rounded so that they add up to the total."


@dataclass(frozen=True)
class Part:
    """What one group adds to an option's total: as shown (whole points) and exactly."""

    id: str
    title: str
    points: int
    exact: float


@dataclass(frozen=True)
class Reason:
    """The largest single contribution, with what its score rests on; `text` says it in one line."""

    criterion: str
    title: str
    points: int
    low: float
    central: float
    high: float
    word: str
    basis: str
    reason: str
    evidence: tuple[str, ...]
    citation: str
    shifts: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Why:
    """Why an option stands where it does.

    Attributes
    ----------
    option, title : str
        The option.
    total : int or None
        Overall value as shown; None when a score that counts is missing.
    parts : tuple of Part
        The steps from today's practice to the option: what helps, largest first, then what does not matter,
        then what weighs against it, largest last. Whole points that add up to `total`.
    sentence : str
        The same in one sentence.
    note : str
        That parts were rounded to add up, when one differs from its own rounding; else empty.
    reason : Reason or None
        The largest single reason; None when nothing counts for or against the option.
    missing : tuple of str
        Criteria that count and are not scored.
    low, high : int
        The total with those at the worst and at the best.
    """

    option: str
    title: str
    total: int | None
    parts: tuple[Part, ...]
    sentence: str
    note: str
    reason: Reason | None
    missing: tuple[str, ...]
    low: int
    high: int


def why(result: Result, option: str) -> Why:
    """Return why an option stands where it does in a result.

    Parameters
    ----------
    result : Result
        From `evaluate`.
    option : str
        Id of a ranked option.

    Returns
    -------
    Why
        Parts of the waterfall, the sentence, and the largest single reason with score, basis and citation.

    Raises
    ------
    CallError
        When the option is not ranked in this study.
    """
    study = result.study
    pick({key: key for key in study.ranked_options}, option, "ranked option")
    row = result.contributions.loc[option]
    missing = tuple(str(criterion) for criterion in row.index[row.isna()])
    parts = () if missing else _parts(result, option)
    total = None if missing else shown(result.total[option])
    low, high = shown(result.low[option]), shown(result.high[option])
    return Why(
        option=option,
        title=study.options[option].title,
        total=total,
        parts=parts,
        sentence=_sentence(study, option, total, parts, missing, low, high),
        note=ROUNDED if any(part.points != shown(part.exact) for part in parts) else "",
        reason=_largest_reason(result, option, row),
        missing=missing,
        low=low,
        high=high,
    )


def _parts(result: Result, option: str) -> tuple[Part, ...]:
    """Return the parts of all groups that count, as whole points that add up."""
    counting = [group for group, weight in result.group_weights.items() if weight > 0]
    exact = result.group_parts.loc[option, counting]
    titles = {key: group.title for key, group in result.study.groups.items()}
    shown_and_exact = zip(counting, round_to_total(exact), exact, strict=True)
    parts = [Part(str(g), titles[str(g)], int(points), float(part)) for g, points, part in shown_and_exact]
    # Stable: equal parts stay in the order of the study. Shown points decide, never a float's last bit.
    return tuple(sorted(parts, key=lambda part: -part.points))


def _sentence(
    study: Study,
    option: str,
    total: int | None,
    parts: tuple[Part, ...],
    missing: tuple[str, ...],
    low: int,
    high: int,
) -> str:
    if option == study.baseline:
        return "This is today's practice, which every other option is judged against."
    if total is None:
        titles = listed([f'"{study.criteria[criterion].title}"' for criterion in missing])
        return f"Without a place: not scored on {titles}. Its total lies between {low} and {high}."
    helps = _named([part for part in parts if part.points > 0])
    # From the largest down, equal ones in the order of the study, as `helps` is.
    hurts = _named(sorted((part for part in parts if part.points < 0), key=lambda part: part.points))
    if not helps and not hurts:
        if any(abs(part.exact) > TIE for part in parts):
            return f"Within a point of {TODAY}."
        return f"Level with {TODAY} on everything that counts."
    if total == 0:
        sides = [f"ahead on {helps}" if helps else "", f"behind on {hurts}" if hurts else ""]
        return f"Level with {TODAY}: {'; '.join(side for side in sides if side)}."
    ahead = total > 0
    first, second = (helps, hurts) if ahead else (hurts, helps)
    opening = f"{'Ahead of' if ahead else 'Behind'} {TODAY}"
    if not second:
        return f"{opening} on {first}."
    return f"{opening} mainly on {first}; {'behind' if ahead else 'ahead'} on {second}."


def _named(parts: list[Part]) -> str:
    return listed([f"{lowered(part.title)} ({signed(part.points)})" for part in parts])


def _largest_reason(result: Result, option: str, row: pd.Series) -> Reason | None:
    best, size = None, TIE
    for criterion, points in row.items():
        # The tolerance gives equal reasons to the earlier criterion. NaN is larger than nothing.
        if abs(points) > size + TIE:
            best, size = str(criterion), abs(points)
    if best is None or option == result.study.baseline:
        return None
    return _reason(result, option, best, shown(row[best]))


def _reason(result: Result, option: str, criterion: str, points: int) -> Reason:
    study = result.study
    record = next(row for row in study.rows if (row.option, row.criterion) == (option, criterion))
    low, central, high = (
        float(frame.at[option, criterion])
        for frame in (result.scores.low, result.scores.central, result.scores.high)
    )
    first = study.evidence.get(record.evidence[0]) if record.evidence else None
    citation = cite(study.sources[first.source], first) if first else ""
    title, word = study.criteria[criterion].title, word_of_score(study, central)
    spread = f" ({signed(low)} to {signed(high)})" if high > low else ""
    text = (
        f'Largest single reason: "{title}" {signed(points)}, {word}, '
        f"score {signed(central)}{spread}, {record.basis.value}. {citation or record.reason}"
    )
    return Reason(
        criterion=criterion,
        title=title,
        points=points,
        low=low,
        central=central,
        high=high,
        word=word,
        basis=record.basis.value,
        reason=record.reason,
        evidence=record.evidence,
        citation=citation,
        shifts=result.moved.get((option, criterion), ()),
        text=text,
    )
