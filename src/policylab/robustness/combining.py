"""How effects of options in one package come together, criterion by criterion.

Three rules, each of which leaves a single option's score as it is:

- `strongest`: the strongest gain counts once and the strongest loss counts once;
- `covers`: gains unite as shares of a whole, and so do losses: what one covers, another cannot cover again;
- `add`: scores are added up, and the sum stays on the scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import TIE, Floats, check_labels, table
from policylab.robustness.bundles import Doubling

RULES = ("strongest", "covers", "add")


def combine_scores(scores: pd.DataFrame, rules: pd.Series, scale: float = 3.0) -> pd.Series:
    """Return the scores of a package from those of the options in it.

    Parameters
    ----------
    scores : DataFrame (n_members, n_criteria), scale steps
        Scores of the options in the package, none missing; without a row, today's practice.
    rules : Series (n_criteria,) of str
        `strongest`, `covers` or `add` for each criterion.
    scale : float
        End of the scale. Where the rule is `covers`, no score lies beyond it.

    Returns
    -------
    Series (n_criteria,)
        Scores of the package, 0 everywhere for the empty one.

    Raises
    ------
    ScoresInvalid
        When labels do not fit, a rule is not known, or a number is missing or (under `covers`) off the scale.

    Notes
    -----
    With g and l the members' gains max(s, 0) / scale and losses max(-s, 0) / scale:
    strongest: scale x (max g - max l); covers: scale x ([1 - prod(1 - g)] - [1 - prod(1 - l)]);
    add: the sum of s, cut to -scale..scale. `covers` is the share reached when the shares that single
    options reach are independent of each other; `combine_ranges` carries what happens when they are not.

    Examples
    --------
    >>> scores = pd.DataFrame({"reach": [1.5, 1.5], "cost": [-1.0, -2.5]}, index=["camp", "visa"])
    >>> combine_scores(scores, pd.Series({"reach": "covers", "cost": "add"})).to_dict()
    {'reach': 2.25, 'cost': -3.0}
    """
    array, words = _checked(scores, rules, scale)
    return pd.Series(_combine(array, words, scale), index=scores.columns, name="score")


def combine_ranges(
    low: pd.DataFrame, central: pd.DataFrame, high: pd.DataFrame, rules: pd.Series, scale: float = 3.0
) -> pd.DataFrame:
    """Return low, central and high scores of a package.

    Parameters
    ----------
    low, central, high : DataFrame (n_members, n_criteria), scale steps
        Ranges of the scores of the options in the package.
    rules, scale
        As in `combine_scores`.

    Returns
    -------
    DataFrame (n_criteria, 3)
        `low`, `central` and `high`.

    Notes
    -----
    All rules rise with every score, so the ends follow from the ends. Under `covers` the ends also hold
    whatever the overlap is: a union of shares lies between the largest of them (the smaller ones wholly
    inside it) and their sum, at most the whole (no overlap) [Boole1854]. Gains overlap most and losses least
    at the low end, and the other way round at the high end.

    Examples
    --------
    >>> one = pd.DataFrame({"reach": [1.0, 1.0]}, index=["camp", "visa"])
    >>> combine_ranges(one, one, one, pd.Series({"reach": "covers"})).round(2).loc["reach"].to_dict()
    {'low': 1.0, 'central': 1.67, 'high': 2.0}
    """
    bottom, words = _checked(low, rules, scale)
    middle, top = (
        _checked(_aligned(frame, low, what), rules, scale)[0]
        for frame, what in ((central, "central scores"), (high, "high scores"))
    )
    if (bottom > middle + TIE).any() or (middle > top + TIE).any():
        raise ScoresInvalid("The scores do not rise from low through central to high everywhere.")
    found = _ends(bottom, middle, top, words, scale)
    return pd.DataFrame(found.T, index=low.columns, columns=["low", "central", "high"])


def value_ranges(
    low: pd.DataFrame,
    central: pd.DataFrame,
    high: pd.DataFrame,
    rules: pd.Series,
    ledgers: pd.DataFrame,
    packages: Sequence[Sequence[Any]],
    scale: float = 3.0,
    whole: float = 100.0,
) -> pd.DataFrame:
    """Return the low and the high value of each of several packages in each ledger.

    Parameters
    ----------
    low, central, high, rules, scale
        As in `combine_ranges`, for all options.
    ledgers : DataFrame (n_criteria, n_ledgers)
        Weights, at least 0.
    packages : sequence of sequences
        The options in each package.
    whole : float
        What a value of 1 is shown as.

    Returns
    -------
    DataFrame (n_packages, 2 n_ledgers)
        `<ledger>_low` and `<ledger>_high`.
    """
    combine_ranges(low, central, high, rules, scale)  # refuses what does not fit
    words = checked_rules(rules, low.columns)
    weights = ledgers.reindex(low.columns).to_numpy(dtype=float) * (whole / scale)
    tables = [
        frame.reindex(index=low.index, columns=low.columns).to_numpy(dtype=float)
        for frame in (low, central, high)
    ]
    found = np.zeros((len(packages), weights.shape[1], 2))
    for n, package in enumerate(packages):
        rows = low.index.get_indexer(list(package))
        bottom, middle, top = (array[rows] for array in tables)
        ends = _ends(bottom, middle, top, words, scale)
        found[n] = (ends[[0, 2]] @ weights).T
    names = [f"{ledger}_{end}" for ledger in ledgers.columns for end in ("low", "high")]
    return pd.DataFrame(found.reshape(len(packages), -1), columns=names)


def _aligned(frame: pd.DataFrame, like: pd.DataFrame, what: str) -> pd.DataFrame:
    check_labels(frame.index, like.index, f"options of the {what}")
    check_labels(frame.columns, like.columns, f"criteria of the {what}")
    return frame.reindex(index=like.index, columns=like.columns)


def checked_rules(rules: Any, criteria: pd.Index) -> list[str]:
    """Return the rules in the order of the criteria, refusing words that are no rule."""
    if not isinstance(rules, pd.Series):
        raise ScoresInvalid("The rules must be a labelled pandas Series.")
    check_labels(rules.index, criteria, "rules")
    words = [str(word) for word in rules.reindex(criteria)]
    if strange := [word for word in words if word not in RULES]:
        raise ScoresInvalid(f"There is no rule '{strange[0]}'; use strongest, covers or add.")
    return words


def check_scale(array: Floats, words: Sequence[str], scale: float, criteria: pd.Index) -> None:
    """Refuse scores beyond the scale where they are read as shares of a whole."""
    if not 0 < scale < float("inf"):
        raise ScoresInvalid("The end of the scale must be a number above 0.")
    for word, column, name in zip(words, array.T, criteria, strict=True):
        if word == "covers" and (np.abs(column) > scale + TIE).any():
            raise ScoresInvalid(
                f"A score on '{name}' is beyond the scale, so that it is no share of a whole."
            )


def _checked(scores: Any, rules: Any, scale: float) -> tuple[Floats, list[str]]:
    if isinstance(scores, pd.DataFrame) and scores.index.empty and len(scores.columns):
        check_labels(scores.columns, scores.columns, "criteria of the scores")
        array = np.zeros((0, len(scores.columns)))
    else:
        array = table(scores, "scores")
    words = checked_rules(rules, scores.columns)
    check_scale(array, words, scale, scores.columns)
    return array, words


def _independent(shares: Floats) -> Floats:
    return np.asarray(1 - np.prod(1 - shares, axis=0))


def _nested(shares: Floats) -> Floats:
    return np.asarray(shares.max(axis=0, initial=0.0))


def _apart(shares: Floats) -> Floats:
    return np.asarray(np.minimum(1.0, shares.sum(axis=0)))


def _combine(
    array: Floats, words: Sequence[str], scale: float, gains: Any = _independent, losses: Any = _independent
) -> Floats:
    up, down = np.maximum(array, 0), np.maximum(-array, 0)
    found = up.max(axis=0, initial=0.0) - down.max(axis=0, initial=0.0)
    adds, covers = (np.array([word == wanted for word in words]) for wanted in ("add", "covers"))
    found[adds] = np.clip(array[:, adds].sum(axis=0), -scale, scale)
    found[covers] = scale * (gains(up[:, covers] / scale) - losses(down[:, covers] / scale))
    return np.asarray(found)


def _ends(bottom: Floats, middle: Floats, top: Floats, words: Sequence[str], scale: float) -> Floats:
    """Return low, central and high scores (3, n_criteria)."""
    return np.array(
        [
            _combine(bottom, words, scale, gains=_nested, losses=_apart),
            _combine(middle, words, scale),
            _combine(top, words, scale, gains=_apart, losses=_nested),
        ]
    )


def grow_scores(doubling: Doubling, column: Floats, word: str, scale: float) -> Floats:
    """Return the combined score on one criterion of every bundle, before the last selection."""
    if word == "add":
        sums = _grow_sum(doubling, column)
        return np.clip(sums, -scale, scale, out=sums)
    gains, losses = np.maximum(column, 0.0), np.maximum(-column, 0.0)
    grow = _grow_strongest if word == "strongest" else _grow_covered
    parts = [grow(doubling, part, scale) for part in (gains, losses) if part.any()]
    if not parts:
        return doubling.grow(np.zeros(1), lambda nothing, option: nothing)
    if len(parts) == 2:
        return np.asarray(np.subtract(parts[0], parts[1], out=parts[0]))
    return np.asarray(parts[0] if gains.any() else np.negative(parts[0], out=parts[0]))


def _grow_sum(doubling: Doubling, column: Floats) -> Floats:
    return doubling.grow(np.zeros(1), lambda sums, option: sums + column[option])


def _grow_strongest(doubling: Doubling, sizes: Floats, scale: float) -> Floats:
    # Few sizes are different, so bytes that stand for them do: the largest byte is the largest size.
    levels, codes = np.unique(np.append(sizes, 0.0), return_inverse=True)
    codes = codes.astype(np.uint8)

    def join(column: Any, option: int) -> Any:
        return np.maximum(column, codes[option]) if codes[option] else column

    return np.asarray(levels[doubling.grow(np.zeros(1, dtype=np.uint8), join)])


def _grow_covered(doubling: Doubling, sizes: Floats, scale: float) -> Floats:
    left = 1 - sizes / scale
    spared = doubling.grow(
        np.ones(1), lambda column, option: column * left[option] if sizes[option] else column
    )
    np.subtract(1, spared, out=spared)
    return np.asarray(np.multiply(spared, scale, out=spared))
