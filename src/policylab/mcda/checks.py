"""What every method asks of the frames it is given: the right labels, and numbers that are numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import ScoresInvalid

TIE = 1e-9
"""Two numbers no further apart than this are equal.

Scores are half steps and points are whole numbers, so equal totals are common, and sums of floats that
ought to be equal differ in their last bits. No comparison in this package rests on those bits.
"""

Floats = npt.NDArray[np.float64]


def _named(labels: Iterable[Any]) -> str:
    return ", ".join(f"'{label}'" for label in labels)


def check_labels(found: Any, wanted: Any, what: str) -> None:
    """Refuse labels that repeat, are missing, or are not known; their order is free.

    Parameters
    ----------
    found, wanted : Index
        Labels as given, and the labels they must be.
    what : str
        What the labels belong to, for the message: `weights`.

    Raises
    ------
    ScoresInvalid
        When the two are not the same labels, each once.
    """
    if not found.is_unique:
        raise ScoresInvalid(f"The {what} have a label twice: {_named(found[found.duplicated()].unique())}.")
    if found is wanted or found.equals(wanted):
        return
    missing, extra = wanted.difference(found, sort=False), found.difference(wanted, sort=False)
    told = []
    if len(missing):
        told.append(f"{_named(missing)} missing")
    if len(extra):
        told.append(f"{_named(extra)} not known")
    if told:
        raise ScoresInvalid(f"The labels of the {what} do not fit: {'; '.join(told)}.")


def numbers(data: Any, what: str, *, missing: bool = False) -> Floats:
    """Return the numbers of a Series or DataFrame as a new float array.

    Parameters
    ----------
    data : Series or DataFrame
        What the caller gave.
    what : str
        Its name, for the message.
    missing : bool
        Whether NaN is allowed and means "not scored".

    Raises
    ------
    ScoresInvalid
        When it is not a pandas object, holds text, an infinite number, or a NaN where none is allowed.
    """
    if not isinstance(data, (pd.Series, pd.DataFrame)):
        raise ScoresInvalid(f"The {what} must be a labelled pandas Series or DataFrame.")
    try:
        array = np.array(data.to_numpy(dtype=np.float64, na_value=np.nan))
    except (TypeError, ValueError):
        raise ScoresInvalid(f"The {what} hold something that is not a number.") from None
    if not np.isfinite(array).all():
        if np.isinf(array).any():
            raise ScoresInvalid(f"The {what} hold an infinite number.")
        if not missing:
            raise ScoresInvalid(f"The {what} have a number missing (NaN).")
    return array


def table(frame: Any, what: str, *, missing: bool = False) -> Floats:
    """Return the numbers of an options-by-criteria frame; labels must be unique and at least one of each."""
    if not isinstance(frame, pd.DataFrame):
        raise ScoresInvalid(f"The {what} must be a pandas DataFrame, options by criteria.")
    check_labels(frame.index, frame.index, f"options of the {what}")
    check_labels(frame.columns, frame.columns, f"criteria of the {what}")
    if frame.empty:
        raise ScoresInvalid(f"The {what} have no options or no criteria.")
    return numbers(frame, what, missing=missing)


def aligned(series: Any, labels: Any, what: str) -> Floats:
    """Return the numbers of a Series in the order of `labels`, which must be exactly its own."""
    if not isinstance(series, pd.Series):
        raise ScoresInvalid(f"The {what} must be a labelled pandas Series.")
    check_labels(series.index, labels, what)
    if not series.index.equals(labels):
        series = series.reindex(labels)
    return numbers(series, what)


def at_least_zero(array: Floats, what: str) -> None:
    """Refuse a negative number."""
    if (array < 0).any():
        raise ScoresInvalid(f"The {what} hold a negative number.")
