"""`policylab map`: which option stands first for every way to weigh three groups."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, plain, read_result, say_opening
from policylab.cli._figure import add_figure, save_figure

if TYPE_CHECKING:
    from policylab.analysis import MapOfWeights, Result

ABOUT = (
    "Show which option stands first for every way to weigh the three groups: the share of all weightings in which "
    "each does, exactly. Points inside a group stay as they are. The figure is the triangle of the three weights, "
    "cut into the regions in which each option stands first."
)
EXAMPLE = "policylab map --weights equal"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    add_choice(command)
    add_figure(command, "the triangle of the three weights, with the present ones marked")


def run(args: argparse.Namespace) -> int:
    """Print the shares."""
    from policylab.analysis import weight_map

    result = read_result(args)
    found = weight_map(result)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](result, found)
    save_figure(args, result, "weight_map")
    return 0


def _records(result: Result, found: MapOfWeights) -> list[dict[str, Any]]:
    """Return each region with its share, and where the groups' weights lie in it."""
    study = result.study
    return [
        {
            "options": " ".join(str(option) for option in region.options),
            "titles": " and ".join(study.options[str(option)].short for option in region.options),
            "share": plain(region.area),
            **{f"{group}_from": plain(region.corners[group].min()) for group in found.groups},
            **{f"{group}_to": plain(region.corners[group].max()) for group in found.groups},
        }
        for region in (*found.regions, *found.touching)
    ]


def _as_table(result: Result, found: MapOfWeights) -> None:
    import pandas as pd

    from policylab.analysis.wording import FIRST_MEANS
    from policylab.mcda import shares

    study = result.study
    say_opening(result)
    out.say(found.sentence)
    out.say()
    whole = list(shares(pd.Series([region.area for region in found.regions]))) + [0] * len(found.touching)
    titles = [study.groups[group].title for group in found.groups]
    rows = []
    for share, record in zip(whole, _records(result, found), strict=True):
        spans = [f"{_per_cent(record[f'{g}_from'])} to {_per_cent(record[f'{g}_to'])}" for g in found.groups]
        word = f"{share} %" if share else "under 1 %" if record["share"] else "at a line or a point"
        rows.append([record["titles"], word, *spans])
    out.table(
        ["Stands first", "Share of all weightings", *(f"{title} %" for title in titles)], rows, right=[1]
    )
    never = len(found.never)
    if never:
        verb = "is" if never == 1 else "are"
        out.say(f"{never} more option{'s' if never > 1 else ''} {verb} first nowhere.")
    out.say(FIRST_MEANS)
    out.say(
        "Exact. The last columns say between which shares of a group the region lies; it is not all of what lies "
        "between them."
    )
    out.say(study.label)


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f}"


def _as_csv(result: Result, found: MapOfWeights) -> None:
    csv_records(result, _records(result, found))


def _as_json(result: Result, found: MapOfWeights) -> None:
    out.json_value(
        {
            **choice_in_json(result),
            "says": found.sentence,
            "groups": list(found.groups),
            "here": {group: plain(found.here[group]) for group in found.groups},
            "regions": [
                {
                    "options": [str(option) for option in region.options],
                    "share": plain(region.area),
                    "corners": [
                        {group: plain(corner[group]) for group in found.groups}
                        for _, corner in region.corners.iterrows()
                    ],
                }
                for region in (*found.regions, *found.touching)
            ],
            "never": [str(option) for option in found.never],
        }
    )
