"""What packages are made from: scores with companions, rules, and weights of the two ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.analysis.result import Result
from policylab.errors import CallError
from policylab.mcda import weigh_hierarchy
from policylab.schema import Companion, Interactions, PackageNote, Scenario


@dataclass(frozen=True, eq=False)
class PackageInputs:
    """Options, companions, rules and weights, ready for the methods on frames.

    Attributes
    ----------
    low, central, high : DataFrame (n_options, n_criteria), scale steps
        Scores in the scenario: ranked options but the baseline, then companions.
    rules : Series (n_criteria,) of str
        How scores come together.
    ledgers : DataFrame (n_criteria, 2)
        Weights in `state` and in `protection`; each column sums to 1.
    needs, apart : tuple of pairs
        What needs and what excludes what.
    companions : Mapping
        Companions, each with the options that it may join.
    left_out : tuple of str
        Options with a missing score that counts.
    notes : Mapping
        Notes by id.
    """

    result: Result
    rules_record: Interactions
    low: pd.DataFrame
    central: pd.DataFrame
    high: pd.DataFrame
    rules: pd.Series
    ledgers: pd.DataFrame
    needs: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]
    companions: Mapping[str, tuple[str, ...]]
    left_out: tuple[str, ...]
    notes: Mapping[str, PackageNote]


def package_inputs(result: Result, options: Iterable[str] | None = None) -> PackageInputs:
    """Return what packages of a result's study are made from.

    Parameters
    ----------
    result : Result
        From `evaluate`.
    options : iterable of str, optional
        Options and companions that packages may hold; all when left out.

    Raises
    ------
    CallError
        When the study has no interactions.yaml, an id is not known, or no criterion of a ledger has points.

    Notes
    -----
    A scenario's shifts move a companion only where they name it: `all` means all ranked options. An option
    that needs one with a missing score, or one that packages may not hold, is left out with it.
    """
    study, record = result.study, result.study.interactions
    if record is None:
        raise CallError(
            "This study does not say how options act together, so it has no packages: add interactions.yaml."
        )
    ledgers = _ledgers(result)
    counting = ledgers.index[(ledgers > 0).any(axis=1)]
    ranked = [option for option in study.ranked_options if option != study.baseline]
    chosen = _chosen(result, options)
    unscored = result.scores.central.loc[ranked, counting].isna().any(axis=1)
    left_out = _and_what_needs_them(record, {key for key in ranked if unscored[key] and key in chosen})
    out = _and_what_needs_them(record, left_out | {key for key in ranked if key not in chosen})
    kept = [option for option in ranked if option not in out]
    if not kept:
        raise CallError(
            "There are no packages: no option that may be in one is scored and has what it needs."
        )
    scenario = study.scenarios[result.scenario]
    companions = {key: item for key, item in record.companions.items() if key in chosen}
    tables = {}
    for bound in ("low", "central", "high"):
        own = getattr(result.scores, bound).loc[kept].fillna(0.0)  # missing ones left count for nothing
        extra = {key: _effects(item, bound, key, scenario, own.columns) for key, item in companions.items()}
        tables[bound] = pd.concat([own, pd.DataFrame(extra, index=own.columns).T]) if extra else own
    known = set(tables["central"].index)
    return PackageInputs(
        result=result,
        rules_record=record,
        **tables,
        rules=pd.Series({key: str(record.combine[key].rule) for key in study.criteria}),
        ledgers=ledgers,
        needs=tuple(pair for pair in record.prerequisites() if set(pair) <= known),
        apart=tuple(pair for pair in record.exclusions() if set(pair) <= known),
        companions={
            key: tuple(option for option in kept if item.joins == "all" or option in item.joins)
            for key, item in companions.items()
        },
        left_out=tuple(option for option in ranked if option in left_out),
        notes=record.notes,
    )


def _chosen(result: Result, options: Iterable[str] | None) -> set[str]:
    """Return the ids that packages may hold."""
    known = set(result.study.options) - {result.study.baseline}
    if options is None:
        return known
    chosen = list(options)
    for key in chosen:
        if key not in known:
            raise CallError(f"There is no option '{key}' to put into a package.")
    return set(chosen)


def refuse_broken_rules(given: PackageInputs, members: Sequence[str]) -> None:
    """Raise `CallError`, naming the rule, if the rules do not allow a package."""
    held = set(members)
    for one, other in given.apart:
        if {one, other} <= held:
            raise CallError(f"'{one}' and '{other}' exclude each other: {_why_apart(given, one, other)}")
    for option, needed in given.needs:
        if option in held and needed not in held:
            raise CallError(f"'{option}' needs '{needed}' in the package.")
    for key, others in given.companions.items():
        if key in held and not held & set(others):
            raise CallError(f"'{key}' joins other options and the package holds none that it may join.")


def _why_apart(given: PackageInputs, one: str, other: str) -> str:
    for rule in given.rules_record.apart.values():
        sides = [{one, other} & set(side) for side in rule.between]
        if sum(1 for side in sides if side) > 1:
            return rule.reason
    return ""  # pragma: no cover - every pair comes from a rule


def _and_what_needs_them(record: Interactions, missing: set[str]) -> set[str]:
    while more := {one for one, needed in record.prerequisites() if needed in missing} - missing:
        missing = missing | more
    return missing


def _effects(item: Companion, bound: str, key: str, scenario: Scenario, criteria: pd.Index) -> pd.Series:
    """Return a companion's scores: 0 where it has no effect, moved by the shifts that name it."""
    scores = {name: float(getattr(effect, bound)) for name, effect in item.effects.items()}
    for shift in scenario.shifts.values():
        if shift.options != "all" and key in shift.options:
            for criterion in shift.criteria:
                scores[criterion] = scores.get(criterion, 0.0) + shift.by
    return pd.Series(scores, dtype=float).reindex(criteria, fill_value=0.0).clip(-3, 3)


def _ledgers(result: Result) -> pd.DataFrame:
    """Return the weights of each ledger by itself, whatever share protection has in the total."""
    study = result.study
    if result.aim_weights.empty or result.aim_weights.isna().any():
        raise CallError("Packages are compared on both ledgers, and no protection aim has points.")
    names = list(study.state_criteria)
    if result.with_protection < 1:
        state = result.weights[names] / (1 - result.with_protection)
    else:
        state = weigh_hierarchy(
            pd.Series(result.weight_set.groups, dtype=float),
            pd.Series({name: result.weight_set.criteria[name] for name in names}, dtype=float),
            pd.Series({name: study.group_of(name) for name in names}),
        )
    frame = pd.DataFrame(0.0, index=result.weights.index, columns=["state", "protection"])
    frame.loc[names, "state"] = np.asarray(state)
    frame.loc[list(result.aim_weights.index), "protection"] = np.asarray(result.aim_weights)
    return frame
