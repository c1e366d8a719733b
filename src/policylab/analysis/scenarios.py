"""What circumstances do to scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.analysis.choices import choose_scenario
from policylab.analysis.result import ScoreTables
from policylab.schema import Shift, Study
from policylab.terms import SCALE


@dataclass(frozen=True)
class ShiftedScores:
    """Scores in a scenario, and what was done to them.

    Attributes
    ----------
    scores : ScoreTables
        Scores after the shifts.
    moved : dict
        Ids of the shifts that moved a cell, by (option, criterion).
    clipped : DataFrame
        One row for each number that a shift would have carried off the scale: option, criterion, bound (low,
        central or high), wanted, kept.
    """

    scores: ScoreTables
    moved: dict[tuple[str, str], tuple[str, ...]]
    clipped: pd.DataFrame


def shift_scores(study: Study, scenario: str) -> ShiftedScores:
    """Return the scores of a study in a scenario.

    Parameters
    ----------
    study : Study
        The study.
    scenario : str
        Id of one of its scenarios.

    Returns
    -------
    ShiftedScores
        New tables; the study is not changed.

    Raises
    ------
    CallError
        When there is no such scenario.

    Notes
    -----
    A shift moves low, central and high alike. Several shifts on one cell are added up first and clipped to
    the scale once, so that their order does not matter. The baseline is never moved: it is what the others
    are judged against. What is not scored stays not scored.
    """
    shifts = choose_scenario(study, scenario).shifts
    tables = {bound: study.score_table(bound) for bound in ("low", "central", "high")}
    central = tables["central"]
    by = np.zeros(central.shape)
    moved: dict[tuple[str, str], tuple[str, ...]] = {}
    for key, shift in shifts.items():
        rows, columns = _cells(study, shift)
        block = np.ix_(central.index.get_indexer(rows), central.columns.get_indexer(columns))
        by[block] += shift.by
        for cell in ((option, criterion) for option in rows for criterion in columns):
            if not np.isnan(central.at[cell]):
                moved[cell] = (*moved.get(cell, ()), key)
    clipped = []
    for bound, frame in tables.items():
        wanted = frame + by
        tables[bound] = wanted.clip(-SCALE, SCALE)
        clipped.extend(_cut(wanted, tables[bound], bound))
    columns = ["option", "criterion", "bound", "wanted", "kept"]
    return ShiftedScores(ScoreTables(**tables), moved, pd.DataFrame(clipped, columns=columns))


def _cells(study: Study, shift: Shift) -> tuple[list[str], list[str]]:
    """Return the options and criteria that a shift moves, each once and in the order of the study."""
    named = set(study.ranked_options) if shift.options == "all" else set(shift.options)
    rows = [option for option in study.ranked_options if option in named and option != study.baseline]
    return rows, [criterion for criterion in study.criteria if criterion in shift.criteria]


def _cut(wanted: pd.DataFrame, kept: pd.DataFrame, bound: str) -> list[tuple[str, str, str, float, float]]:
    hits = np.argwhere((wanted - kept).abs().to_numpy() > 0)
    return [
        (
            str(wanted.index[i]),
            str(wanted.columns[j]),
            bound,
            float(wanted.iat[i, j]),
            float(kept.iat[i, j]),
        )
        for i, j in hits
    ]
