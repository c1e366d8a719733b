"""What is at stake when it is not known which scenario will come: regret, worst case, share better than today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from policylab.errors import CallError, ScoresInvalid
from policylab.mcda import rank_options
from policylab.mcda.checks import TIE, Floats, table


@dataclass(frozen=True, eq=False)
class Regret:
    """How far options stay behind whatever leads in each scenario.

    Attributes
    ----------
    table : DataFrame (n_options, n_scenarios)
        Regret: the highest payoff in the scenario less the option's own; at least 0.
    highest : Series (n_scenarios,)
        The payoff of the leading option in each scenario.
    leaders : dict of label to tuple of labels
        The options that lead in each scenario, more than one where payoffs are equal.
    largest : Series (n_options,)
        The largest regret of each option.
    cause : dict of label to tuple of labels
        The scenarios in which it arises; empty for an option without any regret.
    order : DataFrame (n_options, 2)
        `rank` and `shared` by the largest regret, the smallest first.
    """

    table: pd.DataFrame
    highest: pd.Series
    leaders: dict[Any, tuple[Any, ...]]
    largest: pd.Series
    cause: dict[Any, tuple[Any, ...]]
    order: pd.DataFrame


@dataclass(frozen=True, eq=False)
class LowestPayoffs:
    """The worst payoff of each option.

    Attributes
    ----------
    worst : Series (n_options,)
        The lowest payoff.
    cause : dict of label to tuple of labels
        The scenarios in which it arises.
    order : DataFrame (n_options, 2)
        `rank` and `shared` by the worst payoff, the highest first.
    """

    worst: pd.Series
    cause: dict[Any, tuple[Any, ...]]
    order: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Satisficing:
    """In how many scenarios an option does well enough.

    Attributes
    ----------
    margin : DataFrame (n_options, n_scenarios)
        Payoff less what it is compared with.
    better, at_least : Series (n_options,)
        Share of the scenarios in which the margin is above 0, and at least 0.
    """

    margin: pd.DataFrame
    better: pd.Series
    at_least: pd.Series


def regret(payoffs: pd.DataFrame) -> Regret:
    """Return Savage's regret of each option in each scenario, and the order by the largest.

    Parameters
    ----------
    payoffs : DataFrame (n_options, n_scenarios)
        What each option is worth in each scenario, more is better, none missing. Costs go in with a minus
        sign. Scenarios count alike; none has a probability.

    Returns
    -------
    Regret
        The table, the largest regret of each option with its cause, and the order.

    Raises
    ------
    ScoresInvalid
        When a payoff is missing or no number, or labels repeat.

    Notes
    -----
    r_is = max_k u_ks - u_is; options are ordered by max_s r_is, the smallest first (minimax regret). Payoffs
    equal within 1e-9 share. One option has no regret. A scenario in which all are alike adds none.

    Limits: the order of two options can turn when a third is added or removed, because it may lead
    somewhere; and a scenario counts fully however unlikely it is.

    References
    ----------
    [Savage1951]_.

    Examples
    --------
    >>> payoffs = pd.DataFrame({"calm": [8, 14, 20], "storm": [7, 5, -9]}, index=["small", "medium", "large"])
    >>> found = regret(payoffs)
    >>> found.largest.to_dict()
    {'small': 12.0, 'medium': 6.0, 'large': 16.0}
    >>> list(found.order.index), found.cause["large"]
    (['medium', 'small', 'large'], ('storm',))
    """
    array = table(payoffs, "payoffs")
    top = array.max(axis=0)
    lost = top - array
    largest = pd.Series(lost.max(axis=1), index=payoffs.index, name="largest_regret")
    cause = _where(lost >= lost.max(axis=1, keepdims=True) - TIE, payoffs.index, payoffs.columns)
    return Regret(
        table=pd.DataFrame(lost, index=payoffs.index, columns=payoffs.columns),
        highest=pd.Series(top, index=payoffs.columns, name="highest"),
        leaders=_where((lost <= TIE).T, payoffs.columns, payoffs.index),
        largest=largest,
        cause={option: found if largest[option] > TIE else () for option, found in cause.items()},
        order=rank_options(-largest),
    )


def maximin(payoffs: pd.DataFrame) -> LowestPayoffs:
    """Return the worst payoff of each option over the scenarios, and the order by it (Wald's rule).

    Parameters
    ----------
    payoffs : DataFrame (n_options, n_scenarios)
        As in `regret`.

    Returns
    -------
    LowestPayoffs
        Worst payoffs, their scenarios, and the order.

    Raises
    ------
    ScoresInvalid
        When a payoff is missing or no number, or labels repeat.

    Notes
    -----
    max_i min_s u_is. Looks at one scenario for each option, not the same for all.

    References
    ----------
    [Wald1950]_.

    Examples
    --------
    >>> payoffs = pd.DataFrame({"calm": [8, 14, 20], "storm": [7, 5, -9]}, index=["small", "medium", "large"])
    >>> maximin(payoffs).worst.to_dict()
    {'small': 7.0, 'medium': 5.0, 'large': -9.0}
    """
    array = table(payoffs, "payoffs")
    low = array.min(axis=1)
    worst = pd.Series(low, index=payoffs.index, name="worst")
    cause = _where(array <= low[:, None] + TIE, payoffs.index, payoffs.columns)
    return LowestPayoffs(worst, cause, rank_options(worst))


def satisficing(payoffs: pd.DataFrame, *, baseline: Any = None, level: float | None = None) -> Satisficing:
    """Return the share of the scenarios in which each option does better than a baseline or a level.

    Parameters
    ----------
    payoffs : DataFrame (n_options, n_scenarios)
        As in `regret`.
    baseline : label, optional
        The option to compare with, scenario by scenario.
    level : float, optional
        A payoff to compare with instead.

    Returns
    -------
    Satisficing
        Margins, and the shares in which they are above 0 and at least 0.

    Raises
    ------
    ScoresInvalid
        When a payoff is missing or no number, or labels repeat.
    CallError
        When there is no such baseline, or not exactly one of the two is given.

    References
    ----------
    [Simon1956]_.

    Examples
    --------
    >>> payoffs = pd.DataFrame({"calm": [8, 14, 20], "storm": [7, 5, -9]}, index=["small", "medium", "large"])
    >>> satisficing(payoffs, baseline="small").better.to_dict()
    {'small': 0.0, 'medium': 0.5, 'large': 0.5}
    >>> satisficing(payoffs, level=5).at_least.to_dict()
    {'small': 1.0, 'medium': 1.0, 'large': 0.5}
    """
    array = table(payoffs, "payoffs")
    if (baseline is None) == (level is None):
        raise CallError("Give either a baseline or a level to compare with.")
    if baseline is not None:
        if baseline not in payoffs.index:
            raise CallError(f"There is no option '{baseline}' to compare with.")
        against: Floats = array[payoffs.index.get_loc(baseline)]
    else:
        against = np.full(array.shape[1], float(level or 0.0))
        if not np.isfinite(against).all():
            raise ScoresInvalid("The level must be a finite number.")
    margin = array - against
    return Satisficing(
        margin=pd.DataFrame(margin, index=payoffs.index, columns=payoffs.columns),
        better=pd.Series((margin > TIE).mean(axis=1), index=payoffs.index, name="better"),
        at_least=pd.Series((margin >= -TIE).mean(axis=1), index=payoffs.index, name="at_least"),
    )


def _where(marks: Any, rows: Any, columns: Any) -> dict[Any, tuple[Any, ...]]:
    """Return the columns marked in each row."""
    return {row: tuple(columns[mark]) for row, mark in zip(rows, marks, strict=True)}
