"""What would have to be true for an option to come first: of the weights, and of the scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from policylab.analysis.choices import pick
from policylab.analysis.condition_words import (
    first_sentence,
    groups_sentence,
    scores_sentence,
    weights_sentence,
)
from policylab.analysis.counted import Counted, count
from policylab.analysis.result import Result
from policylab.analysis.set_points import MOST_GROUP, SetPoints, near_points
from policylab.errors import CallError
from policylab.mcda import TIE
from policylab.robustness import (
    ScoreChange,
    WeightChange,
    least_score_change,
    least_weight_change,
    nearest_points,
)
from policylab.robustness.progress import Progress, tell


@dataclass(frozen=True, eq=False)
class Condition:
    """What would have to be true for one option to come first; being level with others counts.

    Attributes
    ----------
    option, title : str
        The option.
    first : bool
        Whether it has the highest total already.
    close : bool
        Whether it shares the first place on screen, being too close to call.
    groups, criteria : WeightChange
        The least movement of the groups' weights, and of all criteria's weights, in the state ledger (sum of
        absolute differences), or the proof that none will do.
    group_points : Mapping or None
        The nearest whole points of the groups (0 to 100) that put it ahead of all others, or level where it
        cannot get ahead: no others have a smaller sum of moves.
    points : SetPoints or None
        Whole points of groups and criteria that bring it first, near the present ones: a way that was checked,
        not always the shortest.
    scores : ScoreChange
        The least movement of scores inside their ranges, in whole steps, weights as they are; or which options
        stay ahead all the same.
    by_groups, by_criteria, by_scores : str
        One sentence each; all the same when it comes first already.
    """

    option: str
    title: str
    first: bool
    close: bool
    groups: WeightChange
    criteria: WeightChange
    group_points: Mapping[str, int] | None
    points: SetPoints | None
    scores: ScoreChange
    by_groups: str
    by_criteria: str
    by_scores: str

    @property
    def sentence(self) -> str:
        """All three, or one when it comes first already."""
        if self.first:
            return self.by_groups
        opening = "It shares the first place on screen, too close to call, but not with the highest total. "
        return f"{opening if self.close else ''}{self.by_groups} {self.by_criteria} {self.by_scores}"


def what_would_have_to_be_true(
    result: Result, rival: str | None = None, progress: Progress | None = None
) -> tuple[Condition, ...]:
    """Return what would have to be true for an option, or for each option, to come first.

    Parameters
    ----------
    result : Result
        From `evaluate`. A share given to protection stays as it is.
    rival : str, optional
        Id of a ranked option; without it, all that do not come first, in the order of the result.
    progress : callable, optional
        Called with the share done, 0 to 1; the work stops when it returns False.

    Returns
    -------
    tuple of Condition
        One for `rival`, or one for each.

    Raises
    ------
    CallError
        When the option is not ranked in this study, or a score of it is missing.
    NothingCounts
        When the state ledger has no points.
    Stopped
        When `progress` returned False.
    """
    counted = count(result)
    if rival is not None:
        pick({key: key for key in result.study.ranked_options}, rival, "ranked option")
        if rival in counted.left_out:
            raise CallError(
                f"A score of '{rival}' that counts is missing, so that nothing can be said of it."
            )
        return (_condition(result, counted, rival),)
    total = counted.values @ counted.weights
    ordered = [str(option) for option in result.order.index if option in total.index]
    behind = [option for option in ordered if total[option] < total.max() - TIE]
    found = []
    for k, option in enumerate(behind):
        tell(progress, k / len(behind), "all options")
        found.append(_condition(result, counted, option))
    return tuple(found)


def _condition(result: Result, counted: Counted, rival: str) -> Condition:
    study = result.study
    total = counted.values @ counted.weights
    first = bool(total[rival] >= total.max() - TIE)
    groups = least_weight_change(counted.groups, counted.group_weights, rival)
    criteria = least_weight_change(counted.values, counted.weights, rival)
    group_points = _group_points(result, counted, rival, groups) if groups.possible and not first else None
    points = near_points(result, counted, rival, criteria) if criteria.possible and not first else None
    scores = _score_change(result, counted, rival)
    place = result.order.loc[rival]
    already = first_sentence(result, rival, criteria.level) if first else ""
    return Condition(
        option=rival,
        title=study.options[rival].title,
        first=first,
        close=bool(not first and place["rank"] == 1),
        groups=groups,
        criteria=criteria,
        group_points=group_points,
        points=points,
        scores=scores,
        by_groups=already or groups_sentence(result, counted, rival, groups, group_points),
        by_criteria=already or weights_sentence(result, counted, rival, criteria, points),
        by_scores=already or scores_sentence(result, rival, scores),
    )


def _group_points(
    result: Result, counted: Counted, rival: str, exact: WeightChange
) -> Mapping[str, int] | None:
    now = pd.Series({group: result.weight_set.groups[group] for group in counted.groups.columns}, dtype=float)
    found = nearest_points(counted.groups, now, rival, most=MOST_GROUP, alone=exact.lead > TIE)
    return None if found is None else {str(group): int(points) for group, points in found.items()}


def _score_change(result: Result, counted: Counted, rival: str) -> ScoreChange:
    """Return the least movement of the scores that count, in the steps of the study."""
    counting = list(result.weights.index[result.weights > 0])
    options = list(counted.values.index)
    low, central, high = (
        frame.loc[options, counting]
        for frame in (result.scores.low, result.scores.central, result.scores.high)
    )
    return least_score_change(low, central, high, result.weights[counting], rival, step=result.study.step)
