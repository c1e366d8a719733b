"""What to find out next: the scores and weights that carry most of the doubt about what stands first."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from policylab.analysis.acceptability import CONCENTRATION, weight_space
from policylab.analysis.result import Result
from policylab.errors import CallError
from policylab.robustness import Questions, score_questions, weight_questions
from policylab.terms import SCALE


@dataclass(frozen=True, eq=False)
class NextQuestions:
    """The next best questions.

    Attributes
    ----------
    leader : str
        The option that stands first (the first named of those with the highest total).
    scores : Questions
        Which score, weights staying as they are and all scores moving in their ranges. `worth` is in points.
    weights : Questions or None
        The weight of which criterion, central scores staying as they are and weights moving around the
        result's; None when the state's criteria have no weight.
    left_out : tuple of str
        Options left out of the question about weights, because a score that counts is missing.
    sentence : str
        The first question of each kind.
    """

    leader: str
    scores: Questions
    weights: Questions | None
    left_out: tuple[str, ...]
    sentence: str


def next_questions(
    result: Result, draws: int = 4_096, seed: int = 0, *, concentration: float = CONCENTRATION
) -> NextQuestions:
    """Return uncertain scores, and weights, ordered by how much of the doubt about the leader each carries.

    Parameters
    ----------
    result : Result
        From `evaluate`.
    draws, seed : int
        Number of draws, and their seed.
    concentration : float
        How closely weights stay around the result's; see `smaa`.

    Returns
    -------
    NextQuestions

    Raises
    ------
    CallError
        When no option has a total.

    Notes
    -----
    The measure is the first-order sensitivity index of "the leader stands first" [Sobol2001]; for scores also
    the expected value of knowing one of them [FelliHazen1998]. A missing score is anything on the scale.
    """
    if result.total.isna().all():
        raise CallError("No option has a total: nothing leads, and nothing can be asked about it.")
    leader = str(result.order.index[0])
    counted = result.weights.index[result.weights > 0]
    low, central, high = (
        table[counted] for table in (result.scores.low, result.scores.central, result.scores.high)
    )
    about_scores = score_questions(
        low.fillna(-SCALE),
        central,
        high.fillna(SCALE),
        result.weights[counted],
        leader=leader,
        draws=draws,
        seed=seed,
    )
    about_scores.table["worth"] *= 100 / SCALE
    about_weights = None
    if result.weights[list(result.study.state_criteria)].sum() > 0:
        space = weight_space(result, "around", concentration=concentration)
        whole = result.scores.central[list(space.criteria)].drop(index=list(result.incomplete))
        # What has weight 0 stays at 0, so that what is missing there does not matter.
        about_weights = weight_questions(whole.fillna(0.0), space, leader=leader, draws=draws, seed=seed)
    sentence = _say(result, about_scores, about_weights)
    return NextQuestions(leader, about_scores, about_weights, result.incomplete, sentence)


def _say(result: Result, scores: Questions, weights: Questions | None) -> str:
    study = result.study
    leader = study.options[scores.leader].short
    if len(scores.table) and scores.table["share"].iloc[0] > 0:
        option, criterion = scores.table.index[0]
        row = scores.table.iloc[0]
        at_low, at_high = _per_cent(row["leads_if_low"]), _per_cent(row["leads_if_high"])
        said = [
            f"Of the doubt whether {leader} stands first, the score of {study.options[option].short} on "
            f'"{study.criteria[criterion].title}" carries most ({_per_cent(row["share"])} of it). Were it known to '
            f"be at its low end, {leader} would stand first in {at_low} of draws; at its high end, in {at_high}."
        ]
    else:
        said = [
            f"{leader} stands first in {_per_cent(scores.leads)} of draws, and no single score carries the doubt."
        ]
    if weights is not None and len(weights.table) and weights.table["share"].iloc[0] > 0:
        criterion, row = str(weights.table.index[0]), weights.table.iloc[0]
        said.append(
            f'Among the weights it is that of "{study.criteria[criterion].title}" '
            f"({_per_cent(row['share'])} of the doubt about them)."
        )
    return " ".join(said)


def _per_cent(share: float) -> str:
    """Return a sampled share in words: whole per cent, and never 0 or 100 for what is neither.

    >>> _per_cent(0.5), _per_cent(0.001), _per_cent(0.999), _per_cent(0.0)
    ('50 %', 'under 1 %', 'over 99 %', '0 %')
    """
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{round(100 * share)} %"


def as_titles(result: Result, questions: Questions) -> pd.DataFrame:
    """Return a table of questions with titles beside the ids."""
    table = questions.table.reset_index()
    for column, records in (("option", result.study.options), ("criterion", result.study.criteria)):
        if column in table:
            table[f"{column}_title"] = [records[str(key)].title for key in table[column]]
    return table
