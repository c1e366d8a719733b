"""`policylab order`: options in order, under somebody's weights, in some circumstances."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._ids import find
from policylab.cli._parser import add_format, add_study, percent
from policylab.cli._study import load_study

if TYPE_CHECKING:
    import pandas as pd

    from policylab.analysis import Result

ABOUT = (
    "Show the options in order: whose weights, in which circumstances, how each group of concerns moves "
    "each option, and what each option does for the people concerned. Options that share a rank (=2) are too "
    "close to call. Protection is kept apart unless you give it a share with --with-protection."
)
EXAMPLE = "policylab order --weights equal --with-protection 25"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    add_study(command)
    command.add_argument(
        "--weights",
        metavar="NAME|FILE",
        help="id of a weight set of the study, or a YAML file with your own: title, owner, groups, criteria",
    )
    command.add_argument("--scenario", metavar="ID", help="id of the circumstances (default: the study's)")
    command.add_argument(
        "--with-protection",
        metavar="SHARE",
        type=percent,
        default=0.0,
        help="share of all weight given to protection, in percent from 0 to 100 (default: 0, kept apart)",
    )
    add_format(command)


def run(args: argparse.Namespace) -> int:
    """Print the order."""
    from policylab.analysis import evaluate
    from policylab.cli._weights import choose_weights

    study = load_study(args.study)
    weights = choose_weights(study, args.weights or study.default.weights)
    scenario = find("scenario", args.scenario or study.default.scenario, study.scenarios)
    result = evaluate(study, weights=weights, scenario=scenario, with_protection=args.with_protection / 100)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](result)
    return 0


def group_shares(result: Result) -> dict[str, int]:
    """Return the share of all weight that each group has, whole percent adding to 100.

    Parameters
    ----------
    result : Result
        An evaluation.

    Returns
    -------
    dict of str to int
        Percent by group id, groups without weight left out.
    """
    from policylab.mcda import shares

    group_of = [result.study.group_of(criterion) for criterion in result.weights.index]
    sums = result.weights.groupby(group_of, sort=False).sum()
    whole = shares(sums)
    return {str(group): int(share) for group, share in zip(sums.index, whole, strict=True) if sums[group] > 0}


def _rank(row: pd.Series[Any]) -> str:
    if math.isnan(row["rank"]):
        return "-"
    return f"={int(row['rank'])}" if row["shared"] else str(int(row["rank"]))


def _whole(points: float) -> str:
    return "-" if math.isnan(points) else str(int(math.floor(points + 0.5)))


def _as_table(result: Result) -> None:
    study = result.study
    out.say(study.question)
    out.say()
    shares = group_shares(result)
    named = ", ".join(f"{study.groups[group].title} {share} %" for group, share in shares.items())
    out.say(f"Weights: {result.weight_set.title}, by {result.weight_set.owner}. {named}.")
    out.say(f"Scenario: {study.scenarios[result.scenario].title}.")
    if not result.with_protection:
        out.say("Protection is kept apart: it does not move the order.")
    out.say()
    groups = [group for group in study.groups if group in result.order.columns]
    out.table(
        ["Rank", "Option", "Overall", *(study.groups[group].title for group in groups), "Protection"],
        [
            [
                _rank(row),
                row["title"],
                _whole(row["total"]),
                *(_whole(row[group]) for group in groups),
                f"{row['protection_word']} ({_whole(row['protection'])})",
            ]
            for _, row in result.order.iterrows()
        ],
        right=[0, 2, *range(3, 3 + len(groups))],
    )
    out.say()
    out.say("Points against today's practice, which is 0; parts are rounded. = means too close to call.")
    if result.incomplete:
        titles = ", ".join(study.options[option].title for option in result.incomplete)
        out.say(f"Without a rank, because a score that counts is missing: {titles}.")
    out.say(study.label)


def _as_csv(result: Result) -> None:
    # No comment line would survive a spreadsheet: whose weights and which scenario stand in each row.
    groups = [group for group in result.study.groups if group in result.order.columns]
    columns = ["weights", "owner", "scenario", "with_protection", "rank", "shared", "option", "title"]
    same = [
        result.weight_set.title,
        result.weight_set.owner,
        result.scenario,
        round(100 * result.with_protection, 6),
    ]
    rows = []
    for option, row in result.order.iterrows():
        ranked = not math.isnan(row["rank"])
        numbers = [_data(row[name]) for name in ["total", *groups, "protection"]]
        place = [int(row["rank"]) if ranked else None, "yes" if row["shared"] else "no"]
        rows.append([*same, *place, option, row["title"], *numbers, row["protection_word"]])
    out.csv_rows([*columns, "total", *groups, "protection", "protection_word"], rows)


def _data(points: float) -> float | None:
    return None if math.isnan(points) else round(float(points), 6) + 0.0


def _as_json(result: Result) -> None:
    study = result.study
    groups = [group for group in study.groups if group in result.order.columns]
    out.json_value(
        {
            "study": study.id,
            "version": study.version,
            "label": study.label,
            "weights": {
                "title": result.weight_set.title,
                "owner": result.weight_set.owner,
                "percent_by_group": group_shares(result),
            },
            "scenario": result.scenario,
            "percent_with_protection": round(100 * result.with_protection, 6),
            "order": [
                {
                    "rank": None if math.isnan(row["rank"]) else int(row["rank"]),
                    "shared": bool(row["shared"]),
                    "option": option,
                    "title": row["title"],
                    "total": _data(row["total"]),
                    "groups": {group: _data(row[group]) for group in groups},
                    "protection": _data(row["protection"]),
                    "protection_word": row["protection_word"],
                }
                for option, row in result.order.iterrows()
            ],
        }
    )
