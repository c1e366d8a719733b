"""How often each option takes each place when weights and scores move."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from policylab.analysis import Acceptability, Result, smaa
from policylab.analysis.counted import name_of
from policylab.analysis.wording import raised
from policylab.errors import CallError
from policylab.mcda import shares
from policylab.robustness import possible_places
from policylab.robustness.progress import Progress
from policylab.terms import SCALE
from policylab.viewmodels.answers.firmness_words import share_words, weights_to_move
from policylab.viewmodels.explore import Explore

WEIGHTS = ("around", "groups", "criteria", "as_given")
DRAWS = (10_000, 100_000, 1_000_000)
PARTS = (3, 10)
"""Last places of the first and of the second part of the three-part bar."""


def places(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return ranges of places, three-part shares, the whole table of places, and mean weights, by option.

    `args` has `weights` (one of `WEIGHTS`) and `draws` (one of `DRAWS`).
    """
    weights, draws = _checked(args)
    result = explore.result()
    weights_to_move(result)
    found = smaa(result, weights=weights, draws=draws, progress=progress)
    shown = [str(option) for option in result.order.index if option in found.table.index]
    parts = parts_of(len(shown))
    possible = _possible(result) if weights == "as_given" else None
    table = found.found.acceptability
    return {
        "sentence": _sentence(result, found),
        "draws": draws,
        "error": error_words(float(found.found.acceptability_errors.max().max())),
        "n_places": len(table.columns),
        "parts": [list(part) for part in parts],
        "options": [_option(found, option, parts, possible) for option in shown],
        "weights": [] if weights == "as_given" else _central(result, found, shown),
    }


def _checked(args: Mapping[str, Any]) -> tuple[str, int]:
    if set(args) != {"weights", "draws"}:
        raise CallError("Places are asked for with what is drawn of the weights, and how many draws.")
    weights, draws = args["weights"], args["draws"]
    if not isinstance(weights, str) or weights not in WEIGHTS:
        raise CallError(f"Weights are drawn in one of these ways: {', '.join(WEIGHTS)}.")
    if isinstance(draws, bool) or draws not in DRAWS:
        raise CallError(f"The number of draws is one of {', '.join(f'{n:,}' for n in DRAWS)}.")
    return weights, int(draws)


def parts_of(n_places: int) -> list[tuple[int, int]]:
    """Return first and last place of the parts of the bar, cut by the number of places.

    >>> parts_of(19), parts_of(5), parts_of(2)
    ([(1, 3), (4, 10), (11, 19)], [(1, 3), (4, 5)], [(1, 2)])
    """
    edges = [0, *(end for end in PARTS if end < n_places), n_places]
    return [(start + 1, end) for start, end in pairwise(edges)]


def error_words(error: float) -> str:
    """Return by how much drawing lots may shift a share, 95 times in 100, from the largest standard error.

    >>> error_words(0.005), error_words(0.02), error_words(0.0016), error_words(0.0005)
    ('1 percentage point', '4 percentage points', 'half a percentage point', 'a tenth of a percentage point')
    """
    points = 196 * error
    for most, words in ((0.1, "a tenth of"), (0.25, "a quarter of"), (0.5, "half")):
        if points <= most:
            return f"{words} a percentage point"
    whole = math.ceil(points - 1e-9)
    return f"{whole} percentage point{'s' * (whole > 1)}"


def _sentence(result: Result, found: Acceptability) -> str:
    """Return who is first most often, and how many never were."""
    first = found.found.first
    leader = str(first.idxmax())
    title = raised(name_of(result.study, leader))
    said = f"{title} stands first most often, in {share_words(float(first[leader]))} of {found.found.draws:,} draws."
    never = int((first == 0).sum())
    rest = f" {never} of {len(first)} options {'was' if never == 1 else 'were'} never first." if never else ""
    return said + rest


def _option(
    found: Acceptability, option: str, parts: list[tuple[int, int]], possible: pd.Series | None
) -> dict[str, Any]:
    row, taken = found.table.loc[option], found.found.acceptability.loc[option]
    sums = pd.Series([float(taken.loc[start:end].sum()) for start, end in parts])
    return {
        "option": option,
        "low": int(row["low"]),
        "high": int(row["high"]),
        "usual": round(float(row["expected_rank"])),
        "first": _first_words(float(row["first"]), found.found.draws, possible, option),
        "parts": [int(share) for share in shares(sums)],
        "table": ["" if share <= 0 else share_words(float(share)) for share in taken],
    }


def _first_words(share: float, draws: int, possible: pd.Series | None, option: str) -> str:
    """Return how often an option is first; where it never was, whether that proves anything."""
    if share > 0:
        return share_words(share)
    if possible is None:
        return f"in none of {draws:,} draws"
    return f"possible, but under 1 in {draws:,}" if possible[option] else "not possible"


def _possible(result: Result) -> pd.Series:
    """Return which options can be first with these weights, wherever the scores lie in their ranges: exact."""
    low, high = result.scores.low.fillna(-SCALE), result.scores.high.fillna(SCALE)
    return possible_places(low, high, result.weights).places["first"] == 1


def _central(result: Result, found: Acceptability, shown: list[str]) -> list[dict[str, Any]]:
    """Return the mean weights of the groups with which each option stands first, in whole per cent."""
    study, mean = result.study, found.found.central_weights
    state = [criterion for criterion in study.state_criteria if criterion in mean]
    said = []
    for option in shown:
        weights = mean.loc[option, state]
        if weights.isna().any() or not weights.sum() > 0:
            continue
        sums = pd.Series(
            {
                group: float(weights[[c for c in state if study.group_of(c) == group]].sum())
                for group in study.state_groups
            }
        )
        said.append(
            {"option": option, "shares": {str(g): int(n) for g, n in shares(sums.clip(lower=0)).items()}}
        )
    return said


ANSWERS = {"firm_places": places}
