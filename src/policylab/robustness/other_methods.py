"""The same table through other rules of the field, and how far their orders agree with the weighted sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from policylab.errors import CallError
from policylab.mcda import (
    lexicographic,
    maximin,
    normalise_points,
    promethee_ii,
    rank_options,
    topsis,
    vikor,
    weighted_sum,
)
from policylab.mcda.checks import TIE, Floats, aligned, table
from policylab.robustness.agreement import kendall_tau

EXTRA = "other-methods"
"""The extra that brings the library: `pip install policylab[other-methods]`."""


@dataclass(frozen=True, eq=False)
class MethodComparison:
    """Orders by several rules.

    Attributes
    ----------
    scores : DataFrame (n_options, n_methods)
        What each rule ranks by, turned so that more is better: `weighted_sum` (points), `topsis` (nearness),
        `vikor` (-Q), `promethee_ii` (net flow), `lexicographic` (-rank), `maximin` (worst value).
    ranks : DataFrame (n_options, n_methods)
        Ranks from 1, shared only when equal.
    agreement : Series (n_methods - 1,)
        Kendall's tau-b of each rule with the weighted sum; NaN where a rule puts nothing in order.
    disagreements : DataFrame (n_pairs, 4)
        `method`, `ahead`, `behind`, `by`: pairs that the weighted sum puts in this order, by so many points,
        and the other rule the other way round; the widest first within each method.
    library : str
        Whose TOPSIS, VIKOR and PROMETHEE II these are: `pymcdm` or `own`.
    """

    scores: pd.DataFrame
    ranks: pd.DataFrame
    agreement: pd.Series
    disagreements: pd.DataFrame
    library: str


def compare_methods(
    values: pd.DataFrame, weights: pd.Series, *, library: str = "pymcdm", closeness: float = 0.0
) -> MethodComparison:
    """Return the orders that TOPSIS, VIKOR, PROMETHEE II and two plain rules give, beside the weighted sum's.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Values on one common scale, more is better, none missing where a criterion counts.
    weights : Series (n_criteria,)
        At least 0; only their proportions count.
    library : str
        `pymcdm` (others wrote it; needs the extra other-methods) or `own` (the functions of `mcda`).
    closeness : float, points
        Pairs no further apart than this are too close to call and are never disagreements.

    Returns
    -------
    MethodComparison
        Scores, ranks, agreement, and the pairs on which rules disagree.

    Raises
    ------
    CallError
        When pymcdm is asked for and not installed, or the library is unknown.
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit or a number is missing.

    Notes
    -----
    TOPSIS takes the values as they are, without stretching, because they are on one scale already; VIKOR
    stretches each criterion to the options at hand; PROMETHEE II uses the usual preference function (any
    difference counts fully). Lexicographic takes criteria by falling weight, those of equal weight together
    by their mean value. Maximin takes the worst value on any criterion that counts. Criteria that are constant
    or have weight 0 tell no options apart and are left out first. Where pymcdm divides 0 by 0 (VIKOR, when
    all sums are equal), our own result stands in for it. When nothing tells the options apart, all tie.

    These rules ask different questions; agreement makes an order more trustworthy, disagreement shows
    where it hangs on how gains and losses are set against each other.

    References
    ----------
    [HwangYoon1981]_; [OpricovicTzeng2004]_; [BransVincke1985]_; [KizielewiczEtAl2023]_ (pymcdm).

    Examples
    --------
    >>> values = pd.DataFrame({"x": [1.0, 0.4, 0.0], "y": [-1.0, 0.3, 0.0]}, index=["a", "b", "c"])
    >>> found = compare_methods(values, pd.Series({"x": 0.7, "y": 0.3}), library="own")
    >>> found.ranks.loc[["a", "b"], ["weighted_sum", "lexicographic", "maximin"]].to_dict("index")["b"]
    {'weighted_sum': 2, 'lexicographic': 2, 'maximin': 1}
    """
    rules = _own_rules() if library == "own" else _library_rules(library)
    weight = pd.Series(aligned(weights, values.columns, "weights"), index=values.columns)
    counted = values.columns[weight > 0]
    total = weighted_sum(values, normalise_points(weight)).total
    spread = np.ptp(table(values[counted], "values"), axis=0) > TIE
    telling = values[counted[spread]]
    tied = pd.Series(0.0, index=values.index)
    scores = {"weighted_sum": total}
    for name, rule in rules.items():
        scores[name] = rule(telling, normalise_points(weight[telling.columns])) if spread.any() else tied
    scores["lexicographic"] = _by_importance(telling, weight[telling.columns]) if spread.any() else tied
    scores["maximin"] = maximin(values[counted])["worst"].reindex(values.index)
    frame = pd.DataFrame(scores, index=values.index)
    ranks = {name: rank_options(column)["rank"].reindex(values.index) for name, column in frame.items()}
    others = [name for name in frame if name != "weighted_sum"]
    return MethodComparison(
        scores=frame,
        ranks=pd.DataFrame(ranks, index=values.index).astype(np.int64),
        agreement=pd.Series({name: kendall_tau(total, frame[name]) for name in others}, name="agreement"),
        disagreements=_disagreements(frame, others, closeness),
        library=library,
    )


Rule = Callable[[pd.DataFrame, pd.Series], pd.Series]


def _own_rules() -> dict[str, Rule]:
    return {
        "topsis": lambda values, weights: topsis(values, weights, normalisation="none").nearness,
        "vikor": lambda values, weights: -vikor(values, weights).compromise,
        "promethee_ii": lambda values, weights: promethee_ii(values, weights).net,
    }


def _library_rules(library: str) -> dict[str, Rule]:
    """Return the rules as pymcdm has them, or say in a sentence what is missing."""
    if library != "pymcdm":
        raise CallError(f"There is no library '{library}'; use 'pymcdm' or 'own'.")
    try:
        from pymcdm import methods
    except ImportError:
        raise CallError(
            f"Comparing with other methods needs the extra '{EXTRA}' (the library pymcdm); "
            f"install policylab[{EXTRA}], or use the package's own with library 'own'."
        ) from None
    made = {
        "topsis": (methods.TOPSIS(_as_it_is), 1),
        "vikor": (methods.VIKOR(), -1),
        "promethee_ii": (methods.PROMETHEE_II("usual"), 1),
    }
    return {name: _called(method, turn, _own_rules()[name]) for name, (method, turn) in made.items()}


def _as_it_is(column: Floats, cost: bool = False) -> Floats:
    """Return a column unchanged, as a normalisation function of pymcdm."""
    return -column if cost else column


def _called(method: Any, turn: int, own: Rule) -> Rule:
    def rule(values: pd.DataFrame, weights: pd.Series) -> pd.Series:
        array = values.to_numpy(dtype=float)
        with np.errstate(all="ignore"):
            found = method(array, weights.to_numpy(), np.ones(array.shape[1], dtype=int))
        if not np.isfinite(found).all():
            return own(values, weights)
        return pd.Series(turn * np.asarray(found, dtype=float), index=values.index)

    return rule


def _by_importance(values: pd.DataFrame, weights: pd.Series) -> pd.Series:
    """Return minus the lexicographic rank, criteria of equal weight taken together by their mean."""
    array, falling = values.to_numpy(dtype=float), weights.sort_values(ascending=False, kind="stable")
    classes: list[list[Any]] = []
    for criterion, weight in falling.items():
        if classes and falling[classes[-1][0]] - weight <= TIE:
            classes[-1].append(criterion)
        else:
            classes.append([criterion])
    means = [array[:, values.columns.get_indexer(members)].mean(axis=1) for members in classes]
    together = pd.DataFrame(np.array(means).T, index=values.index)
    ranks = lexicographic(together, list(together.columns))["rank"]
    return -ranks.reindex(values.index).astype(float)


def _disagreements(scores: pd.DataFrame, others: list[str], closeness: float) -> pd.DataFrame:
    """Return the pairs that the weighted sum and another rule put in opposite orders."""
    total = scores["weighted_sum"].to_numpy()
    gap = total[:, None] - total[None, :]
    found = []
    for name in others:
        column = scores[name].to_numpy()
        a, b = np.nonzero((gap > closeness + TIE) & (column[:, None] - column[None, :] < -TIE))
        widest = np.argsort(-gap[a, b], kind="stable")
        ahead, behind = scores.index.take(a[widest]), scores.index.take(b[widest])
        found.append(
            pd.DataFrame({"method": name, "ahead": ahead, "behind": behind, "by": gap[a, b][widest]})
        )
    return pd.concat(found, ignore_index=True)
