"""The same order on what the sources state, on what they also imply, and on everything."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from policylab.analysis.counted import names_of
from policylab.analysis.result import Result
from policylab.robustness import possible_places, sample_rank_ranges, widen
from policylab.schema import Study
from policylab.terms import SCALE, Basis

LEVELS: dict[str, tuple[Basis, ...]] = {
    "stated": (Basis.STATED,),
    "stated_and_implied": (Basis.STATED, Basis.IMPLIED),
    "all": (Basis.STATED, Basis.IMPLIED, Basis.JUDGEMENT),
}
WORDS = {
    "stated": "On what the sources state alone",
    "stated_and_implied": "On what they state or imply",
    "all": "On all scores, judgements too",
}


@dataclass(frozen=True, eq=False)
class EvidenceLevel:
    """The order when only some scores are trusted, the others being anything on the scale.

    Attributes
    ----------
    id : str
        `stated`, `stated_and_implied` or `all`.
    kept, cells : int
        Scores that are trusted, of those that count (the baseline's, which are 0 by definition, aside).
    places : DataFrame (n_options, 4) of int
        `first` and `last`, the places that are possible; `low` and `high`, those taken in the middle 90 % of
        draws. In the order of the result.
    surely_ahead : DataFrame (n_options, n_options) of bool
        Row a, column b: a has more points than b wherever the scores lie in their ranges.
    can_be_first, often_first : tuple of str
        Options for which the first place is possible, and those that take it in more than 5 % of draws.
    sure_pairs, pairs : int
        Pairs of options whose order is sure, of all pairs.
    sentence : str
        The same in a sentence.
    """

    id: str
    kept: int
    cells: int
    places: pd.DataFrame
    surely_ahead: pd.DataFrame
    can_be_first: tuple[str, ...]
    often_first: tuple[str, ...]
    sure_pairs: int
    pairs: int
    sentence: str


@dataclass(frozen=True, eq=False)
class EvidenceThatCounts:
    """The three levels, and one sentence over all."""

    levels: tuple[EvidenceLevel, ...]
    sentence: str

    def __getitem__(self, level: str) -> EvidenceLevel:
        """Return a level by its id."""
        return next(each for each in self.levels if each.id == level)


def evidence_that_counts(result: Result, draws: int = 10_000, seed: int = 0) -> EvidenceThatCounts:
    """Return how much of an order is left when only stated, or stated and implied, scores are trusted.

    Parameters
    ----------
    result : Result
        From `evaluate`; its weights and scenario are kept.
    draws, seed : int
        For the places taken in the middle 90 % of draws; same seed, same places.

    Returns
    -------
    EvidenceThatCounts
        Possible places (exact) and sampled ones, and who surely stays ahead of whom, level by level.

    Notes
    -----
    A score that is not trusted may be anything from one end of the scale to the other: it is widened, never
    set to 0, for 0 would say "as today". So is a missing one, at every level. The baseline's scores are 0 by
    definition and always kept. Draws of widened scores are even over the scale, of kept ones triangular.
    """
    basis = _basis(result)
    levels = tuple(_level(result, basis, name, draws, seed) for name in LEVELS)
    return EvidenceThatCounts(levels, _over_all(levels))


def _basis(result: Result) -> pd.DataFrame:
    """Return what each score rests on, as a table; NaN where nothing is scored."""
    wide = result.study.scores["basis"].unstack("criterion")
    return wide.reindex(index=result.scores.central.index, columns=result.scores.central.columns)


def _level(result: Result, basis: pd.DataFrame, name: str, draws: int, seed: int) -> EvidenceLevel:
    study, scores = result.study, result.scores
    keep = basis.isin([each.value for each in LEVELS[name]])
    keep.loc[study.baseline] = True
    ranges = widen(scores.low, scores.central, scores.high, keep, ends=(-SCALE, SCALE))
    found = possible_places(ranges.low, ranges.high, result.weights)
    drawn = sample_rank_ranges(
        ranges.low, ranges.central, ranges.high, result.weights, draws=draws, seed=seed
    )
    order = result.order.index
    counted = result.weights.index[result.weights > 0]
    trusted = (
        keep.drop(index=study.baseline)[counted] & scores.central.drop(index=study.baseline)[counted].notna()
    )
    places = found.places.join(drawn).loc[order]
    n, sure = len(order), int(found.surely_ahead.to_numpy().sum())
    level = EvidenceLevel(
        id=name,
        kept=int(trusted.to_numpy().sum()),
        cells=int(np.size(trusted.to_numpy())),
        places=places,
        surely_ahead=found.surely_ahead.loc[order, order],
        can_be_first=tuple(str(option) for option in order[places["first"] == 1]),
        often_first=tuple(str(option) for option in order[places["low"] == 1]),
        sure_pairs=sure,
        pairs=n * (n - 1) // 2,
        sentence="",
    )
    return replace(level, sentence=_sentence(study, level))


def _sentence(study: Study, level: EvidenceLevel) -> str:
    said = f"{WORDS[level.id]} ({level.kept} of {level.cells} scores that count)"
    n, first = len(level.places), level.can_be_first
    if n < 2:
        return f"{said}, there is one option only."
    who = f"{names_of(study, first)} can come first" if len(first) < n else f"any of the {n} can come first"
    if level.sure_pairs:
        stand = "stands" if level.sure_pairs == 1 else "stand"
        pairs = f"{level.sure_pairs} of {level.pairs} pairs of options {stand} in a sure order"
    else:
        pairs = "no option is surely ahead of another"
    drawn = f"; with scores drawn at random, {names_of(study, level.often_first)} in more than 5 % of draws"
    return f"{said}, {pairs} and {who}{drawn if level.often_first else ''}."


def _over_all(levels: tuple[EvidenceLevel, ...]) -> str:
    """Return one sentence over the three levels."""
    stated, implied, whole = levels
    return (
        f"Pairs of options in a sure order, of {whole.pairs}: {stated.sure_pairs} on what the sources state alone "
        f"({stated.kept} of {stated.cells} scores that count), {implied.sure_pairs} on what they state or imply "
        f"({implied.kept}), {whole.sure_pairs} on all scores; the first place is possible for "
        f"{len(stated.can_be_first)}, {len(implied.can_be_first)} and {len(whole.can_be_first)} options, and taken "
        f"in more than 5 % of draws by {len(stated.often_first)}, {len(implied.often_first)} and "
        f"{len(whole.often_first)}."
    )
