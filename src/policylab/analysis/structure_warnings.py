"""What the list of criteria does to an order by itself, said mildly."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from policylab.analysis.counted import name_of
from policylab.analysis.result import Result
from policylab.analysis.wording import listed
from policylab.errors import CallError
from policylab.mcda import rank_options, shown
from policylab.robustness import (
    Splitting,
    criterion_effects,
    kendall_tau,
    shared_items,
    similar_criteria,
    splitting,
)
from policylab.schema import Study

ALIKE = 0.9
"""Correlation from which on two criteria are called alike."""

OVERLAP = 0.75
"""Share of common passages from which on two criteria are said to rest on the same ones."""


@dataclass(frozen=True)
class StructureWarning:
    """One thing to know about the criteria: its kind, the criteria or groups concerned, and a sentence.

    Kinds: `constant`, `weight_0`, `never`, `not_now`, `alike`, `splitting`, `shared_concern`,
    `shared_evidence`.
    """

    kind: str
    about: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, eq=False)
class StructureWarnings:
    """All of them, with the tables they come from.

    Attributes
    ----------
    warnings : tuple of StructureWarning
        None of them is an error.
    effects : DataFrame (n_criteria, 3)
        What each criterion does to the order: `weight`, `effect`, `pairs`.
    alike : DataFrame (n_pairs, 4)
        Criteria of one ledger on which options stand alike: `first`, `second`, `pearson`, `kendall`.
    splitting : Splitting
        Weights of groups, and the order if every criterion counted alike.
    shared_evidence : DataFrame (n_pairs, 4)
        Criteria of one ledger whose scores rest on the same passages for the same options.
    left_out : tuple of str
        Options with a score missing that counts.
    """

    warnings: tuple[StructureWarning, ...]
    effects: pd.DataFrame
    alike: pd.DataFrame
    splitting: Splitting
    shared_evidence: pd.DataFrame
    left_out: tuple[str, ...]


def structure_warnings(result: Result) -> StructureWarnings:
    """Return what the criteria do to the order whatever the scores mean.

    Parameters
    ----------
    result : Result
        From `evaluate`.

    Returns
    -------
    StructureWarnings
        Criteria that cannot change the order, criteria that are alike, what the number of criteria in a
        group does, and what is counted twice; each with its sentence.

    Raises
    ------
    CallError
        When every option has a score missing that counts.
    """
    study = result.study
    counted = list(result.weights.index[result.weights > 0])
    complete = result.values[counted].notna().all(axis=1)
    if not complete.any():
        raise CallError("Every option has a score missing, so that nothing can be compared.")
    values = result.values.loc[complete]
    ledgers = [list(study.state_criteria)] + (
        [list(study.protection_criteria)] if study.protection_criteria else []
    )
    whole = [names for names in ledgers if set(names) & set(counted)]
    looked = [name for names in whole for name in names if values[name].notna().all()]
    effects = criterion_effects(values[looked], result.weights[looked])
    alike = pd.concat([similar_criteria(_full(values[names]), ALIKE) for names in ledgers], ignore_index=True)
    groups = pd.Series({name: study.group_of(name) for name in counted}, dtype=object)
    split = splitting(values[counted], result.weights[counted], groups)
    passages = pd.concat([shared_items(_passages(study, names)) for names in ledgers], ignore_index=True)
    passages = passages[passages["share"] >= OVERLAP].reset_index(drop=True)
    warnings = (
        *_effect_warnings(study, effects),
        *_alike_warnings(study, alike),
        *_splitting_warnings(result, values.index, split),
        *_concern_warnings(study, ledgers),
        *_passage_warnings(study, passages),
    )
    left_out = tuple(str(option) for option in complete.index[~complete])
    return StructureWarnings(warnings, effects, alike, split, passages, left_out)


def _full(values: pd.DataFrame) -> pd.DataFrame:
    """Return the columns without a gap, or a stand-in of one constant column when there is none."""
    full = values.dropna(axis=1)
    return full if len(full.columns) else pd.DataFrame({"": 0.0}, index=values.index)


def _passages(study: Study, criteria: list[str]) -> dict[str, set[tuple[str, str]]]:
    """Return the passages that each criterion's scores rest on, option by option; the baseline's aside."""
    found: dict[str, set[tuple[str, str]]] = {criterion: set() for criterion in criteria}
    for row in study.rows:
        if row.criterion in found and row.option != study.baseline:
            found[row.criterion] |= {(row.option, str(key)) for key in row.evidence}
    return found


def _title(study: Study, criterion: object) -> str:
    return f'"{study.criteria[str(criterion)].title}"'


def _effect_warnings(study: Study, effects: pd.DataFrame) -> list[StructureWarning]:
    texts = {
        "constant": "All options score alike on {names}: no weight lets {it} change the order.",
        "weight_0": "{names} {has} no points here, so {it} cannot change the order.",
        "never": "{names} {tells} no two options apart otherwise than the rest does: at any weight below the whole "
        "the order is what it would be without {it}.",
        "not_now": "At {its} present weight, leaving {names} out would change no place. More weight might.",
    }
    found = []
    for kind, text in texts.items():
        names = tuple(str(key) for key in effects.index[effects["effect"] == kind])
        groups = [names] if kind in ("constant", "weight_0") else [(name,) for name in names]
        for members in groups:
            if members:
                one = len(members) == 1
                sentence = text.format(
                    names=listed([_title(study, name) for name in members]),
                    it="it" if one else "them" if kind == "constant" else "they",
                    has="has" if one else "have",
                    tells="tells",
                    its="its",
                )
                found.append(StructureWarning(kind, members, sentence))
    return found


def _alike_warnings(study: Study, alike: pd.DataFrame) -> list[StructureWarning]:
    return [
        StructureWarning(
            "alike",
            (str(row.first), str(row.second)),
            f"Options score much alike on {_title(study, row.first)} and {_title(study, row.second)} "
            f"(correlation {max(row.pearson, row.kendall):.2f}). If they are one concern seen twice, it counts "
            "twice; if they are two that go together here, nothing is wrong.",
        )
        for row in alike.itertuples(index=False)
    ]


def _splitting_warnings(result: Result, options: pd.Index, split: Splitting) -> list[StructureWarning]:
    """Say what counting every criterion alike would do, where groups have different numbers of criteria."""
    groups, study = split.groups[split.groups["criteria"] > 0], result.study
    if groups["criteria"].nunique() < 2:
        return []
    about = tuple(str(group) for group in groups.index)
    numbers = listed([f"{study.groups[str(g)].title} {n}" for g, n in groups["criteria"].items()])
    if split.follows_counts:
        said = (
            f"Groups weigh as many points as they have criteria ({numbers}). If nobody meant that, the list of "
            "criteria has set the weights."
        )
        return [StructureWarning("splitting", about, said)]
    now = rank_options(result.total.reindex(options))
    first = set(now.index[now["rank"] == 1])
    then = set(split.flat_order.index[split.flat_order["rank"] == 1])
    tau = kendall_tau(result.total.reindex(options), split.flat_total)
    same = (
        "the same option would stand first" if first == then else f"{_names(study, then)} would stand first"
    )
    agreement = "" if pd.isna(tau) else f" (agreement of the two orders {shown(100 * tau)} of 100)"
    said = (
        f"Groups have different numbers of criteria ({numbers}). Points go to groups first, so that splitting a "
        f"criterion gives its group no more weight; if every criterion counted alike instead, {same}{agreement}."
    )
    return [StructureWarning("splitting", about, said)]


def _names(study: Study, options: set[object]) -> str:
    return listed([name_of(study, option) for option in study.ranked_options if option in options])


def _concern_warnings(study: Study, ledgers: list[list[str]]) -> list[StructureWarning]:
    found = []
    for names in ledgers:
        shared = shared_items({name: study.criteria[name].concerns for name in names})
        for row in shared.itertuples(index=False):
            concerns = listed([f'"{study.concerns[key].title}"' for key in row.shared])
            said = (
                f"{_title(study, row.first)} and {_title(study, row.second)} both take up {concerns}, which so "
                "counts in each."
            )
            found.append(StructureWarning("shared_concern", (str(row.first), str(row.second)), said))
    return found


def _passage_warnings(study: Study, passages: pd.DataFrame) -> list[StructureWarning]:
    return [
        StructureWarning(
            "shared_evidence",
            (str(row.first), str(row.second)),
            f"Scores on {_title(study, row.first)} and {_title(study, row.second)} often rest on the same passages "
            f"for the same options ({int(100 * row.share + 1e-9)} % of the passages of the one with fewer). One "
            "remark may so count twice.",
        )
        for row in passages.itertuples(index=False)
    ]
