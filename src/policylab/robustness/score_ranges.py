"""Score ranges as arrays: checked once, used by everything that lets scores move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import Floats, check_labels, table


@dataclass(frozen=True, eq=False)
class ScoreRanges:
    """Independent scores: triangular from `low` over `mode` to `high`; uniform where `mode` is NaN.

    Attributes
    ----------
    low, mode, high : ndarray (n_options, n_criteria)
        Ends and most likely score of each cell.
    options, criteria : Index
        Labels of the rows and columns.
    """

    low: Floats
    mode: Floats
    high: Floats
    options: pd.Index
    criteria: pd.Index

    @classmethod
    def of(cls, low: pd.DataFrame, central: pd.DataFrame, high: pd.DataFrame) -> ScoreRanges:
        """Check three frames and align them to the labels of `low`.

        Raises
        ------
        ScoresInvalid
            When labels do not fit, an end is missing, or a range is upside down.
        """
        bottom = table(low, "low scores")
        for name, frame in (("central", central), ("high", high)):
            if not isinstance(frame, pd.DataFrame):
                raise ScoresInvalid(f"The {name} scores must be a pandas DataFrame, options by criteria.")
            check_labels(frame.index, low.index, f"options of the {name} scores")
            check_labels(frame.columns, low.columns, f"criteria of the {name} scores")
        mode = table(_as(central, low), "central scores", missing=True)
        top = table(_as(high, low), "high scores")
        guessed = ~np.isnan(mode)
        if (bottom > top).any() or (guessed & ((mode < bottom) | (mode > top))).any():
            raise ScoresInvalid("Each score needs low <= central <= high.")
        return cls(bottom, mode, top, low.index, low.columns)

    @classmethod
    def certain(cls, scores: pd.DataFrame) -> ScoreRanges:
        """Return ranges of no width, from one frame of numbers."""
        array = table(scores, "scores")
        return cls(array, array, array, scores.index, scores.columns)

    def reordered(self, like: pd.DataFrame) -> ScoreRanges:
        """Return the same ranges in the order of another frame with the same labels."""
        at = np.ix_(self.options.get_indexer(like.index), self.criteria.get_indexer(like.columns))
        return ScoreRanges(self.low[at], self.mode[at], self.high[at], like.index, like.columns)

    @property
    def is_uncertain(self) -> npt.NDArray[np.bool_]:
        """Which cells can move (n_options, n_criteria)."""
        return np.asarray(self.high > self.low)

    @property
    def mean(self) -> Floats:
        """Mean of each cell: (low + mode + high) / 3, or the middle where there is no mode."""
        no_mode = np.isnan(self.mode)
        third = np.where(no_mode, (self.low + self.high) / 2, self.mode)
        return np.asarray((self.low + third + self.high) / 3)

    @property
    def by_max(self) -> Floats:
        """What max(U, V) is multiplied by, U and V uniform; see `by_min`."""
        return np.asarray(np.where(np.isnan(self.mode), 0.0, self.mode - self.low))

    @property
    def by_min(self) -> Floats:
        """What min(U, V) is multiplied by.

        A triangular score is low + (mode - low) max(U, V) + (high - mode) min(U, V) [SteinKeblis2009]: no
        square root, no division, and right when low = high.
        """
        return np.asarray(np.where(np.isnan(self.mode), 0.0, self.high - self.mode))

    @property
    def by_first(self) -> Floats:
        """What U is multiplied by where there is no mode, and the score is uniform."""
        return np.asarray(np.where(np.isnan(self.mode), self.high - self.low, 0.0))


def _as(frame: pd.DataFrame, like: pd.DataFrame) -> pd.DataFrame:
    if frame.index.equals(like.index) and frame.columns.equals(like.columns):
        return frame
    return frame.reindex(index=like.index, columns=like.columns)
