"""What an order is made of, entry by entry, so that single changes can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from policylab.analysis.changes.same import Ids
from policylab.mcda import closeness, linear_values, rank_options, weigh_hierarchy, weighted_sum
from policylab.schema import Study
from policylab.terms import SCALE, Ledger

Key = tuple[str, ...]
Entries = Mapping[Key, Any]
"""What an order is made of: ("score", option, criterion), ("points", criterion), and so on."""


@dataclass(frozen=True, eq=False)
class Placed:
    """Totals and ranks of options; None for a rank where a score that counts is missing."""

    total: pd.Series
    weights: pd.Series
    closeness: float

    def ranks(self, options: Iterable[str]) -> dict[str, int | None]:
        """Return ranks among some of the options only."""
        there = [option for option in options if option in self.total.index]
        ranks = rank_options(self.total[there], self.closeness)["rank"]
        return {option: None if pd.isna(ranks[option]) else int(ranks[option]) for option in there}


def entries(
    study: Study,
    ids: Ids,
    groups: Mapping[str, float],
    criteria: Mapping[str, float],
    shifts: Mapping[str, Any],
) -> dict[Key, Any]:
    """Return what an order of a study is made of, in the ids of the later study.

    Parameters
    ----------
    study : Study
        The study.
    ids : mapping
        Its ids in the later study, by kind.
    groups, criteria : mapping
        Points, by the ids of the later study.
    shifts : mapping
        Shifts of the scenario, as plain data in those ids.
    """

    def named(kind: str, key: str) -> str:
        return ids.get(kind, {}).get(key, key)

    found: dict[Key, Any] = {("step",): study.step, ("baseline",): named("option", study.baseline)}
    found |= {("option", named("option", option)): True for option in study.ranked_options}
    for key, group in study.groups.items():
        found["group", named("group", key)] = group.ledger.value
    for key, points in groups.items():
        found["group points", key] = points
    for key, criterion in study.criteria.items():
        new = named("criterion", key)
        found["criterion", new] = named("group", criterion.group)
        found["points", new] = criteria.get(new, 0)
    for row in study.rows:
        if row.option in study.ranked_options:
            found["score", named("option", row.option), named("criterion", row.criterion)] = row.central
    for key, shift in shifts.items():
        found["shift", key] = (
            "all" if shift["options"] == "all" else tuple(sorted(shift["options"])),
            tuple(sorted(shift["criteria"])),
            shift["by"],
        )
    return found


def of_kind(found: Entries, kind: str) -> dict[str, Any]:
    """Return the entries of a kind by id."""
    return {key[1]: value for key, value in found.items() if key[0] == kind}


def place(found: Entries) -> Placed:
    """Return totals and weights from what an order is made of, as `evaluate` does with both ledgers apart.

    Raises
    ------
    NothingCounts
        When the state ledger has no points.
    """
    options, groups = of_kind(found, "option"), of_kind(found, "group")
    group_of = {c: g for c, g in of_kind(found, "criterion").items() if groups.get(g) == Ledger.STATE.value}
    points, group_points = of_kind(found, "points"), of_kind(found, "group points")
    counted = [g for g, ledger in groups.items() if ledger == Ledger.STATE.value]
    weights = weigh_hierarchy(
        pd.Series({g: float(group_points.get(g, 0)) for g in counted}, dtype=float),
        pd.Series({c: float(points.get(c, 0)) for c in group_of}, dtype=float),
        pd.Series(group_of, dtype=object),
    )
    scores = pd.DataFrame(np.nan, index=list(options), columns=list(weights.index))
    for key, value in found.items():
        if key[0] == "score" and key[1] in options and key[2] in group_of:
            scores.at[key[1], key[2]] = value
    scores = (scores + _moves(found, scores)).clip(-SCALE, SCALE)
    total = weighted_sum(linear_values(scores, scale=SCALE), weights).total
    return Placed(total, weights, closeness(weights, step=found["step",], scale=SCALE))


def _moves(found: Entries, scores: pd.DataFrame) -> pd.DataFrame:
    moves = pd.DataFrame(0.0, index=scores.index, columns=scores.columns)
    for options, criteria, by in of_kind(found, "shift").values():
        rows = [o for o in scores.index if o != found["baseline",] and (options == "all" or o in options)]
        moves.loc[rows, [c for c in scores.columns if c in criteria]] += by
    return moves
