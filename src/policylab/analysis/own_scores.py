"""A reader's own scores: put in the place of published ones in a copy of the study, and said to be theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from policylab.analysis.choices import is_number
from policylab.analysis.wording import signed
from policylab.errors import CallError
from policylab.schema import Score, Study
from policylab.terms import SCALE, Basis

OwnScores = Mapping[str, Mapping[str, Sequence[float]]]
"""Low, central and high by option and criterion."""


def rescore(study: Study, own: OwnScores) -> Study:
    """Return a study in which a reader's own scores stand in the place of the published ones.

    Parameters
    ----------
    study : Study
        The published study; it is not changed.
    own : mapping
        Low, central and high, multiples of the study's step, by option and criterion. The baseline has none: it
        is what the others are judged against.

    Returns
    -------
    Study
        A copy; the study itself when there are none. An own score is a judgement without evidence, and its reason
        says what the published score is.

    Raises
    ------
    CallError
        When an option or a criterion is not known, or the numbers are no score.
    """
    cells = {
        (option, criterion): _checked(study, option, criterion, numbers)
        for option, scores in own.items()
        for criterion, numbers in scores.items()
    }
    if not cells:
        return study
    published = {(row.option, row.criterion): row for row in study.rows}
    rows = [_row(study, *key, cells[key], row) if key in cells else row for key, row in published.items()]
    rows += [_row(study, *key, numbers, None) for key, numbers in cells.items() if key not in published]
    return replace(study, rows=tuple(rows))


def cells_of(own: OwnScores) -> tuple[tuple[str, str], ...]:
    """Return the cells that have an own score."""
    return tuple((option, criterion) for option, scores in own.items() for criterion in scores)


def _checked(
    study: Study, option: str, criterion: str, numbers: Sequence[float]
) -> tuple[float, float, float]:
    if option not in study.ranked_options or option == study.baseline:
        raise CallError(f"There is no option '{option}' to score anew.")
    if criterion not in study.criteria:
        raise CallError(f"There is no criterion '{criterion}' to score anew.")
    where = f"your own score of '{option}' on '{criterion}'"
    if len(numbers) != 3 or not all(is_number(number) for number in numbers):
        raise CallError(f"A lowest, a central and a highest number are needed for {where}.")
    low, central, high = (float(number) for number in numbers)
    if not -SCALE <= low <= central <= high <= SCALE:
        raise CallError(f"The three numbers of {where} must rise, from -{SCALE} to {SCALE}.")
    if any(abs(number / study.step - round(number / study.step)) > 1e-9 for number in (low, central, high)):
        raise CallError(f"The numbers of {where} must be multiples of {study.step:g}.")
    return low, central, high


def _row(
    study: Study, option: str, criterion: str, numbers: tuple[float, float, float], published: Score | None
) -> Score:
    low, central, high = numbers
    return Score(
        option=option,
        criterion=criterion,
        low=low,
        central=central,
        high=high,
        basis=Basis.JUDGEMENT,
        evidence=(),
        reason=f"Your own score; {_as_published(published)}.",
    )


def _as_published(row: Score | None) -> str:
    if row is None:
        return "none is published"
    spread = f" ({signed(row.low)} to {signed(row.high)})" if row.high > row.low else ""
    return f"the published one is {signed(row.central)}{spread}, {row.basis.value}"
