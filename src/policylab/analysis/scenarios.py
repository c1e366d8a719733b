"""What circumstances do to scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.analysis.choices import choose_scenario
from policylab.analysis.result import ScoreTables
from policylab.mcda.checks import Floats
from policylab.schema import Shift, Study
from policylab.terms import SCALE

BOUNDS = ("low", "central", "high")


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
    option_at = {option: i for i, option in enumerate(study.ranked_options)}
    criterion_at = {criterion: j for j, criterion in enumerate(study.criteria)}
    wanted = _score_arrays(study, option_at, criterion_at)
    moved: dict[tuple[str, str], tuple[str, ...]] = {}
    for key, shift in shifts.items():
        for option, criterion in _cells(study, shift):
            i, j = option_at[option], criterion_at[criterion]
            wanted[:, i, j] += shift.by
            if not np.isnan(wanted[1, i, j]):
                moved[option, criterion] = (*moved.get((option, criterion), ()), key)
    kept = np.clip(wanted, -SCALE, SCALE)
    labels = {
        "index": pd.Index(list(option_at), name="option"),
        "columns": pd.Index(list(criterion_at), name="criterion"),
    }
    tables = ScoreTables(*(pd.DataFrame(array, **labels) for array in kept))
    return ShiftedScores(tables, moved, _clipped(wanted, kept, list(option_at), list(criterion_at)))


def _score_arrays(study: Study, option_at: dict[str, int], criterion_at: dict[str, int]) -> Floats:
    """Return low, central and high of every ranked option (3, n_options, n_criteria), NaN where not scored."""
    arrays = np.full((3, len(option_at), len(criterion_at)), np.nan)
    for row in study.rows:
        if row.option in option_at:
            arrays[:, option_at[row.option], criterion_at[row.criterion]] = (row.low, row.central, row.high)
    return arrays


def _cells(study: Study, shift: Shift) -> list[tuple[str, str]]:
    """Return the cells that a shift moves, each once and in the order of the study; never the baseline's."""
    named = set(study.ranked_options) if shift.options == "all" else set(shift.options)
    rows = [option for option in study.ranked_options if option in named and option != study.baseline]
    return [(row, criterion) for row in rows for criterion in study.criteria if criterion in shift.criteria]


def _clipped(wanted: Floats, kept: Floats, options: list[str], criteria: list[str]) -> pd.DataFrame:
    cut = [
        (options[i], criteria[j], BOUNDS[k], float(wanted[k, i, j]), float(kept[k, i, j]))
        for k, i, j in np.argwhere(np.abs(wanted - kept) > 0)
    ]
    return pd.DataFrame(cut, columns=["option", "criterion", "bound", "wanted", "kept"])
