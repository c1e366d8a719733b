"""How often each option takes each place when the weights, the scores or both of a result move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from policylab.analysis.result import Result
from policylab.errors import CallError, NothingCounts
from policylab.robustness import Smaa, WeightSpace, places_taken
from policylab.robustness import smaa as run_smaa
from policylab.robustness.progress import Progress
from policylab.terms import SCALE

Constraint = tuple[Mapping[str, float], str, float]
CONCENTRATION = 50.0
"""Around somebody's weights: a criterion of 10 % has a standard deviation of 4.2 points, one of 30 % of 6.4."""


@dataclass(frozen=True, eq=False)
class Acceptability:
    """Places under weights and scores that move.

    Attributes
    ----------
    asked : str
        What was asked about weights, and about scores, in words.
    found : Smaa
        Every index with its standard error.
    table : DataFrame (n_options, ...)
        Most often first at the top: title, `first` (share of the draws) with `first_error`, `expected_rank`,
        `low` and `high` (places in the middle 90 % of the draws), `confidence`, `holistic`.
    sentence : str
        Who is first most often, and who never was.
    """

    asked: str
    found: Smaa
    table: pd.DataFrame
    sentence: str


def smaa(
    result: Result,
    weights: str = "criteria",
    order: Sequence[str | Sequence[str]] | None = None,
    constraints: Sequence[Constraint] | None = None,
    scores: str = "ranges",
    draws: int = 10_000,
    seed: int = 0,
    *,
    concentration: float = CONCENTRATION,
    progress: Progress | None = None,
) -> Acceptability:
    """Return rank acceptabilities and the other indices of SMAA for a result.

    Parameters
    ----------
    result : Result
        From `evaluate`. A share given to protection stays as it is; the weights of the state's ledger move.
    weights : str
        `criteria`: all weights of the criteria alike likely. `groups`: all weights of the groups, with the
        criteria's shares inside a group as in the result: another question with another answer. `around`:
        around the result's weights. `as_given`: exactly these.
    order : sequence, optional
        Importance, most important first, of criteria or (`weights="groups"`) of groups; a list inside it
        holds some with no order among them, and those not named are free.
    constraints : sequence of (mapping, sign, number), optional
        `({"influx": 1, "jobs": -2}, ">=", 0)`, on criteria or groups alike.
    scores : str
        `ranges`: triangular in their ranges. `central`: as they are. A missing score is anything on the scale.
    draws, seed : int
        Number of draws, and their seed.
    concentration : float
        For `around`: weight w has the standard deviation sqrt(w (1 - w) / (concentration + 1)).
    progress : callable, optional
        Called with the share of the work done; when it returns False, the work stops with `Stopped`.

    Returns
    -------
    Acceptability

    Raises
    ------
    CallError
        When an argument is not one of those named, or no weights satisfy order and constraints.
    """
    if scores not in ("ranges", "central"):
        raise CallError("Scores move in their 'ranges' or stay 'central'.")
    space = weight_space(result, weights, order, constraints, concentration)
    low, central, high = _tables(result, space.criteria, scores)
    found = run_smaa(central, low, high, weights=space, draws=draws, seed=seed, progress=progress)
    moved = "scores triangular in their ranges" if scores == "ranges" else "central scores"
    return Acceptability(
        asked=f"{space.says}; {moved}", found=found, table=_table(result, found), sentence=_say(result, found)
    )


def weight_space(
    result: Result,
    weights: str = "criteria",
    order: Sequence[str | Sequence[str]] | None = None,
    constraints: Sequence[Constraint] | None = None,
    concentration: float = CONCENTRATION,
) -> WeightSpace:
    """Return the question about weights, over the criteria that can count; arguments as for `smaa`."""
    space = _state_space(result, weights, order, constraints, concentration)
    share = result.with_protection
    return space.beside(result.aim_weights, share) if share > 0 else space


def _state_space(
    result: Result,
    weights: str,
    order: Sequence[str | Sequence[str]] | None,
    constraints: Sequence[Constraint] | None,
    concentration: float,
) -> WeightSpace:
    study = result.study
    given = result.weights[list(study.state_criteria)]
    if weights in ("around", "as_given"):
        if order or constraints:
            raise CallError("An order or constraints go with weights='criteria' or weights='groups'.")
        if not given.sum() > 0:
            raise NothingCounts(
                f"Nothing counts but protection: there are no weights of {study.decision_maker} to move."
            )
        return WeightSpace.fixed(given) if weights == "as_given" else WeightSpace.around(given, concentration)
    if weights == "criteria":
        return _alike(list(study.state_criteria), order, constraints, "criteria")
    if weights != "groups":
        raise CallError("Weights are 'criteria', 'groups', 'around' or 'as_given'.")
    group_of = pd.Series({criterion: study.group_of(str(criterion)) for criterion in given.index})
    points = pd.Series({c: result.weight_set.criteria[str(c)] for c in given.index}, dtype=float)
    sums = points.groupby(group_of).sum()
    groups = [group for group in study.state_groups if sums.get(group, 0.0) > 0]
    if not groups:
        raise NothingCounts("Nothing counts: no group has a criterion with points.")
    inside = {group: points.where(group_of == group, 0.0) / sums[group] for group in groups}
    space = _alike(groups, order, constraints, "groups")
    return space.mapped(pd.DataFrame(inside), says=", shares inside the groups as given")


def _alike(
    labels: list[str],
    order: Sequence[str | Sequence[str]] | None,
    constraints: Sequence[Constraint] | None,
    what: str,
) -> WeightSpace:
    if constraints:
        return WeightSpace.constrained(labels, constraints, order or (), what)
    return WeightSpace.ordered(labels, order, what) if order else WeightSpace.uniform(labels, what)


def _tables(
    result: Result, criteria: pd.Index, scores: str
) -> tuple[pd.DataFrame | None, pd.DataFrame, pd.DataFrame | None]:
    """Return low, central and high over the criteria; without ranges where nothing moves."""
    central = result.scores.central[list(criteria)]
    if scores == "ranges":
        ends = result.scores.low[list(criteria)], result.scores.high[list(criteria)]
    elif central.isna().to_numpy().any():
        ends = central, central
    else:
        return None, central, None
    return ends[0].fillna(-SCALE), central, ends[1].fillna(SCALE)


def _table(result: Result, found: Smaa) -> pd.DataFrame:
    options = found.acceptability.index
    table = pd.DataFrame(
        {
            "title": [result.study.options[str(option)].title for option in options],
            "first": found.first,
            "first_error": found.acceptability_errors[1],
            "expected_rank": found.expected_rank,
            **places_taken(found.acceptability),
            "confidence": found.confidence,
            "holistic": found.holistic,
        },
        index=options,
    )
    return table.sort_values(["first", "expected_rank"], ascending=[False, True], kind="stable")


def _say(result: Result, found: Smaa) -> str:
    first = found.first
    leader = str(first.idxmax())
    title = result.study.options[leader].title
    share = 100 * first[leader]
    shown = "every draw" if share == 100 else f"{min(max(round(share), 1), 99)} % of {found.draws:,} draws"
    never = int((first == 0).sum())
    were = "was" if never == 1 else "were"
    rest = f" {never} of {len(first)} options {were} never first." if never else ""
    return f"{title} stands first in {shown}, with {found.asked}.{rest}"
