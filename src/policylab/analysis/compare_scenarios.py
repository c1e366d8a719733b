"""One person's weights in every scenario, and everybody's weights in every scenario."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from policylab.analysis.choices import YOURS, WeightChoice
from policylab.analysis.counted import left_out_sentence, names_of
from policylab.analysis.evaluate import evaluate
from policylab.analysis.result import Result
from policylab.analysis.wording import listed, raised
from policylab.errors import CallError
from policylab.mcda import TIE, rank_options, weighted_sum
from policylab.robustness import LowestPayoffs, Regret, Satisficing, maximin, regret, satisficing
from policylab.schema import Study


@dataclass(frozen=True, eq=False)
class ScenarioComparison:
    """What scenarios do to an order.

    Attributes
    ----------
    totals : DataFrame (n_options, n_scenarios), points
        Overall values under the weights of the result; options with every score that counts.
    ranks : DataFrame (n_options, n_scenarios) of int
        Places, shared where too close to call.
    regret : Regret
        Points behind the leading option in each scenario; the largest for each option, and its cause.
    worst : LowestPayoffs
        The lowest total of each option, and the scenario in which it arises.
    against_today : Satisficing
        Points above the baseline, and the share of scenarios in which an option is above it.
    leaders : DataFrame (n_weight_sets, n_scenarios) of tuple
        Options with the first place for each weight set in each scenario; several where they share it. The
        first row are the weights of the result where these belong to no weight set of the study.
    places : DataFrame (n_options, n_weight_sets x n_scenarios) of Int64
        The place of each option; columns (weight set, scenario). Missing where an option has no place.
    left_out : tuple of str
        Options with a score missing that counts.
    sentences : tuple of str
        What follows, in words.
    """

    totals: pd.DataFrame
    ranks: pd.DataFrame
    regret: Regret
    worst: LowestPayoffs
    against_today: Satisficing
    leaders: pd.DataFrame
    places: pd.DataFrame
    left_out: tuple[str, ...]
    sentences: tuple[str, ...]


def compare_scenarios(result: Result) -> ScenarioComparison:
    """Return the order in every scenario, what is at stake between them, and the same for every weight set.

    Parameters
    ----------
    result : Result
        From `evaluate`; its weights and its share of protection are kept, its scenario plays no part.

    Returns
    -------
    ScenarioComparison
        Orders, regret, worst cases, shares better than today, and the table scenarios x weight sets.

    Raises
    ------
    CallError
        When every option has a score missing that counts.

    Notes
    -----
    Scenarios have no probabilities and count alike. A score missing in one scenario is missing in all.
    """
    study, share = result.study, result.with_protection
    runs = {key: evaluate(study, points_of(result.weight_set), key, share) for key in study.scenarios}
    totals = pd.DataFrame({key: run.total for key, run in runs.items()})
    complete = totals.notna().all(axis=1)
    if not complete.any():
        raise CallError("Every option has a score missing, so that nothing can be compared.")
    left_out = tuple(str(option) for option in totals.index[~complete])
    kept = totals.loc[complete]
    ranks = pd.DataFrame({key: run.order["rank"] for key, run in runs.items()}).reindex(kept.index)
    leaders, places = _by_weights(result, runs)
    lost, worst = regret(kept), maximin(kept)
    better = (
        satisficing(kept, baseline=study.baseline)
        if study.baseline in kept.index
        else satisficing(kept, level=0)
    )
    said = (
        _first_sentence(study, kept),
        _regret_sentence(study, lost),
        _worst_sentence(study, worst),
        _better_sentence(study, better),
        _everybody_sentence(study, leaders),
        left_out_sentence(study, left_out),
    )
    return ScenarioComparison(
        totals=kept,
        ranks=ranks.astype(int),
        regret=lost,
        worst=worst,
        against_today=better,
        leaders=leaders,
        places=places,
        left_out=left_out,
        sentences=tuple(sentence for sentence in said if sentence),
    )


def points_of(choice: WeightChoice) -> dict[str, Any]:
    """Return a choice of weights as the points that `evaluate` takes."""
    return {
        "groups": dict(choice.groups),
        "criteria": dict(choice.criteria),
        "title": choice.title,
        "owner": choice.owner,
    }


def _by_weights(result: Result, own: dict[str, Result]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return leaders and places of every weight set in every scenario.

    Scores depend on the scenario alone and weights on the weight set alone, so each is worked out once.
    """
    study, choice = result.study, result.weight_set
    names = [*([YOURS] if choice.id == YOURS else []), *study.weight_sets]
    first: dict[str, list[tuple[str, ...]]] = {}
    columns: dict[tuple[str, str], pd.Series] = {}
    options = pd.Index(study.ranked_options, name="option")
    for name in names:
        mine = name == choice.id
        weighed = result if mine else evaluate(study, name, result.scenario, result.with_protection)
        for key, run in own.items():
            total = weighted_sum(run.values, weighed.weights).total
            ranks = rank_options(total, weighed.closeness)["rank"]
            leaders = tuple(str(option) for option in ranks.index[(ranks == 1).fillna(False)])
            first.setdefault(name, []).append(leaders)
            columns[name, key] = ranks.reindex(options)
    places = pd.DataFrame(columns, index=options)
    places.columns = pd.MultiIndex.from_tuples(list(columns), names=["weights", "scenario"])
    cells = {name: pd.Series(row, list(own), dtype=object) for name, row in first.items()}
    return pd.DataFrame(cells).T, places


def _titles(study: Study, keys: tuple[Any, ...]) -> str:
    names = [f'"{study.scenarios[str(key)].title}"' for key in keys]
    return listed([*names[:2], f"{len(names) - 2} more"] if len(names) > 3 else names)


def _first_sentence(study: Study, totals: pd.DataFrame) -> str:
    """Return what has the highest total, in how many scenarios."""
    top = totals.max()
    leads = {option: int((top - totals.loc[option] <= TIE).sum()) for option in totals.index}
    most = sorted((option for option in leads if leads[option]), key=lambda option: -leads[option])
    whole = len(totals.columns)
    parts = [f"{names_of(study, (option,))} in {leads[option]}" for option in most[:4]]
    more = f", and {len(most) - 4} others in some" if len(most) > 4 else ""
    of = f"of {whole} scenarios" if whole != 1 else "of 1 scenario"
    return f"The highest total, {of}: {', '.join(parts)}{more}."


def _regret_sentence(study: Study, found: Regret) -> str:
    """Return which option has the smallest largest regret, and where it comes from; points rounded up."""
    first = tuple(found.order.index[found.order["rank"] == 1])
    size = float(found.largest[first[0]])
    verb = "stays" if len(first) == 1 else "stay"
    if size <= TIE:
        verb = "has" if len(first) == 1 else "have"
        return raised(f"{names_of(study, first)} {verb} the highest total in every scenario: no regret.")
    said = (
        f"{names_of(study, first)} {verb} closest to the leading option: at most {_up(size)} points behind it"
    )
    if len(first) == 1:
        said += f" (most in {_titles(study, found.cause[first[0]])})"
    return raised(f"{said}.")


def _worst_sentence(study: Study, found: LowestPayoffs) -> str:
    first = tuple(found.order.index[found.order["rank"] == 1])
    size = float(found.worst[first[0]])
    verb = "has" if len(first) == 1 else "have"
    return raised(f"{names_of(study, first)} {verb} the highest worst case: at least {_down(size)} points.")


def _better_sentence(study: Study, found: Satisficing) -> str:
    others = [option for option in found.better.index if option != study.baseline]
    always = tuple(option for option in others if found.better[option] >= 1)
    never = sum(1 for option in others if found.better[option] <= 0)
    said = f"{names_of(study, always)} in every scenario" if always else "none in every scenario"
    return f"Above today's practice: {said}; {never} of {len(others)} options in none."


def _everybody_sentence(study: Study, leaders: pd.DataFrame) -> str:
    cells = [cell for row in leaders.to_numpy() for cell in row]
    counts: dict[str, int] = {}
    for cell in cells:
        for option in cell:
            counts[option] = counts.get(option, 0) + 1
    if not counts:
        return ""
    most = max(counts.values())
    often = tuple(option for option, count in counts.items() if count == most)
    return (
        f"Over all {len(cells)} pairs of weight set and scenario, {len(counts)} options have the first place "
        f"somewhere, alone or shared; {names_of(study, often)} most often, {most} times."
    )


def _up(points: float) -> str:
    return f"{math.ceil(points * 10 - 1e-6) / 10:g}"


def _down(points: float) -> str:
    return f"{math.floor(points * 10 + 1e-6) / 10 + 0.0:g}"
