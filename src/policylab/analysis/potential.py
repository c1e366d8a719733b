"""Whether any weights at all bring an option first."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from policylab.analysis.counted import count, left_out_sentence, name_of
from policylab.analysis.result import Result
from policylab.analysis.wording import listed, raised
from policylab.mcda import TIE
from policylab.robustness import PotentialLeaders
from policylab.robustness import potential_leaders as find_potential_leaders
from policylab.schema import Study


@dataclass(frozen=True, eq=False)
class Potential:
    """Which options some weights of the state's criteria bring first.

    Attributes
    ----------
    table : DataFrame (n_options, 3)
        `margin` (points ahead of all others at the weights that favour it most), `verdict` (`first`, `level`,
        `never`) and `sentence`.
    weights : DataFrame (n_options, n_criteria)
        The weights that favour each option most.
    mix : DataFrame (n_options, n_options)
        The proof for options that never come first: shares of the others that together are ahead on everything.
    left_out : tuple of str
        Options with a score missing that counts.
    sentence : str
        In short.
    """

    table: pd.DataFrame
    weights: pd.DataFrame
    mix: pd.DataFrame
    left_out: tuple[str, ...]
    sentence: str


def potential_leaders(result: Result) -> Potential:
    """Return which options come first under some weights of the state's criteria, and the proof for the others.

    Parameters
    ----------
    result : Result
        From `evaluate`; its own weights play no part. A share given to protection stays as it is.

    Raises
    ------
    NothingCounts
        When the state ledger has no points.
    """
    counted, study = count(result), result.study
    found = find_potential_leaders(counted.values)
    table = pd.DataFrame({"margin": found.margin, "verdict": found.verdict})
    table["sentence"] = [_sentence(study, found, str(option)) for option in table.index]
    return Potential(
        table, found.weights, found.mix, counted.left_out, _summary(study, found, counted.left_out)
    )


def blocked(study: Study, mix: pd.Series, lead: float) -> str:
    """Return what keeps an option from getting ahead, from a mix of others that never falls behind it.

    That a mix stays ahead by so much means that, whatever the weights are, at least one of its options does.
    Decimals are cut off, so that "or more" stays true.
    """
    parts = mix[mix > TIE].sort_values(ascending=False, kind="stable")
    names = [name_of(study, option) for option in parts.index]
    short = math.floor(-lead * 10 + TIE) / 10
    by = f" by {short:.1f} points or more" if short > 0 else ""
    if len(names) == 1:
        return f"{names[0]} is always ahead of it{by}" if lead < -TIE else f"{names[0]} never falls behind it"
    one = f"one of {listed(names)} is always"
    return f"{one} ahead of it{by}" if lead < -TIE else f"{one} level with it or ahead"


def _sentence(study: Study, found: PotentialLeaders, option: str) -> str:
    name, margin = name_of(study, option), float(found.margin[option])
    if found.verdict[option] == "first":
        ahead = (
            f", by at most {math.ceil(margin * 10 - TIE) / 10:.1f} points" if margin < float("inf") else ""
        )
        return raised(f"{name} comes first, ahead of all others, under some weights{ahead}.")
    why = blocked(study, found.mix.loc[option], margin)
    if found.verdict[option] == "level":
        return raised(f"{name} can draw level with the first but not get ahead: {why}.")
    return raised(f"{name} comes first under no weights: {why}.")


def _summary(study: Study, found: PotentialLeaders, left_out: tuple[str, ...]) -> str:
    said = []
    for verdict, words in (
        ("first", "can come first, each under some weights of the criteria"),
        ("level", "can only draw level with the first"),
        ("never", "cannot come first under any weights"),
    ):
        options = tuple(found.verdict.index[found.verdict == verdict])
        if options:
            said.append(raised(f"{listed([name_of(study, option) for option in options])} {words}."))
    said.append(left_out_sentence(study, left_out))
    return " ".join(part for part in said if part)
