"""The weight map of a study with three groups: where in the triangle of their weights each option leads."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from policylab.analysis.counted import count, left_out_sentence, names_of
from policylab.analysis.percents import near
from policylab.analysis.result import Result
from policylab.analysis.wording import raised
from policylab.errors import CallError
from policylab.robustness import Region
from policylab.robustness import weight_map as cut_triangle
from policylab.schema import Study


@dataclass(frozen=True, eq=False)
class MapOfWeights:
    """The triangle of the three groups' weights cut into the regions in which each option leads.

    Attributes
    ----------
    groups : tuple of str
        The three groups, in the order of the corners' columns.
    here : Series (3,)
        The present weights.
    regions : tuple of Region
        From the largest to the smallest; areas sum to 1.
    touching : tuple of Region
        Lines and points at which options are level with the first that lead nowhere alone.
    area : Series (n_options,)
        Share of the triangle in which each option leads.
    never : tuple of str
        Options that lead nowhere.
    left_out : tuple of str
        Options with a score missing that counts.
    sentence : str
        Shares in words.
    """

    groups: tuple[str, ...]
    here: pd.Series
    regions: tuple[Region, ...]
    touching: tuple[Region, ...]
    area: pd.Series
    never: tuple[str, ...]
    left_out: tuple[str, ...]
    sentence: str


def weight_map(result: Result) -> MapOfWeights:
    """Return the exact regions of the three groups' weights in which each option leads.

    Parameters
    ----------
    result : Result
        From `evaluate`. Points inside the groups, and a share given to protection, stay as they are.

    Returns
    -------
    MapOfWeights
        Regions, areas, and a sentence.

    Raises
    ------
    CallError
        When the state ledger has not exactly three groups with points inside.
    NothingCounts
        When it has no points at all.
    """
    counted, study = count(result), result.study
    if counted.groups.shape[1] != 3:
        raise CallError(
            f"A weight map is drawn for exactly three groups with points inside; there are {counted.groups.shape[1]}."
        )
    found = cut_triangle(counted.groups)
    said = " ".join(
        part
        for part in (
            _shares_sentence(study, found.regions),
            _touching_sentence(study, found.touching),
            left_out_sentence(study, counted.left_out),
        )
        if part
    )
    return MapOfWeights(
        groups=tuple(str(group) for group in counted.groups.columns),
        here=counted.group_weights,
        regions=found.regions,
        touching=found.touching,
        area=found.area,
        never=tuple(str(option) for option in found.never),
        left_out=counted.left_out,
        sentence=said,
    )


def share_words(share: float) -> str:
    """Return a share of all weightings in words that stay true.

    >>> share_words(1.0), share_words(0.834), share_words(0.925), share_words(0.996), share_words(0.004)
    ('all', 'about 83 %', 'about 93 %', 'over 99 %', 'under 1 %')
    """
    if share >= 1 - 1e-9:
        return "all"
    if share > 0.99:
        return "over 99 %"
    return "under 1 %" if share < 0.01 else f"about {near(share)} %"


def _shares_sentence(study: Study, regions: tuple[Region, ...]) -> str:
    if len(regions) == 1:
        verb = "stand first together" if len(regions[0].options) > 1 else "stands first"
        return raised(f"{names_of(study, regions[0].options)} {verb} whatever the three groups weigh.")
    parts: list[str] = []
    for region in regions:
        verb = "stand first together" if len(region.options) > 1 else "stands first"
        where = f"in {share_words(region.area)}"
        parts.append(f"{names_of(study, region.options)} {verb} {where}" if not parts
                     else f"{names_of(study, region.options)} {where}")  # fmt: skip
    first = f"{parts[0]} of all weightings of the three groups"
    return raised(f"{'; '.join([first, *parts[1:]])}.")


def _touching_sentence(study: Study, touching: tuple[Region, ...]) -> str:
    if not touching:
        return ""
    options = tuple(option for region in touching for option in region.options)
    be, lead = ("is", "leads") if len(options) == 1 else ("are", "lead")
    return raised(
        f"{names_of(study, options)} {be} level with the first along a line or at a point, and {lead} nowhere alone."
    )
