"""`policylab order`: options in order, under somebody's weights, in some circumstances."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._ids import find
from policylab.cli._parser import add_format, add_study, percent
from policylab.cli._study import load_study

if TYPE_CHECKING:
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
        help="id of a weight set of the study, or a YAML file of your own with title, owner, groups and criteria "
        "(default: the study's)",
    )
    command.add_argument("--scenario", metavar="ID", help="id of the circumstances (default: the study's)")
    command.add_argument(
        "--with-protection",
        metavar="SHARE",
        type=percent,
        default=0.0,
        help="what protection counts in the total, in per cent from 0 to 100 (default: 0, kept apart)",
    )
    add_format(command)


def run(args: argparse.Namespace) -> int:
    """Print the order."""
    from policylab.analysis import evaluate
    from policylab.cli._weights import read_choice

    study = load_study(args.study)
    weights = read_choice(study, args.weights or study.default.weights)
    scenario = find("scenario", args.scenario or study.default.scenario, study.scenarios)
    result = evaluate(study, weights=weights, scenario=scenario, with_protection=args.with_protection / 100)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](result)
    return 0


def _parts(result: Result) -> dict[str, str]:
    """Return heading by column for the parts that a total is made of."""
    study = result.study
    parts = {group: study.groups[group].title for group in study.state_groups}
    if "from_protection" in result.order:
        parts["from_protection"] = "From protection"
    return parts


def _as_table(result: Result) -> None:
    from policylab.analysis import heading, order_sentence

    study = result.study
    out.say(study.question)
    out.say()
    out.say(heading(result))
    shown = [*study.state_groups, *(study.protection_groups if result.with_protection else ())]
    shares = ", ".join(f"{study.groups[group].title} {result.group_shares[group]} %" for group in shown)
    apart = "" if result.with_protection else " Protection is kept apart: it does not move the order."
    out.say(f"What counts: {shares}.{apart}")
    out.say()
    parts = _parts(result)
    out.table(
        ["Rank", "Option", "Total", *parts.values(), "Protection"],
        [_line(row, list(parts)) for _, row in result.order.iterrows()],
        right=[0, *range(2, 3 + len(parts))],
    )
    out.say()
    out.say(order_sentence(result))
    out.say(f"Points; {study.options[study.baseline].title} is 0. = in front of a rank: too close to call.")
    out.say(study.label)


def _line(row: Any, parts: list[str]) -> list[str]:
    import pandas as pd

    from policylab.mcda import round_to_total, shown

    rank = "-" if pd.isna(row["rank"]) else f"{'=' if row['shared'] else ''}{row['rank']}"
    # Rounded together, so that the parts on screen add up to the total on screen.
    points = row[parts].astype(float)
    whole = (
        ["-" if pd.isna(p) else shown(p) for p in points] if points.isna().any() else round_to_total(points)
    )
    total = "-" if pd.isna(row["total"]) else shown(row["total"])
    protection = (
        "-" if pd.isna(row["protection"]) else f"{row['protection_word']} ({shown(row['protection'])})"
    )
    return [rank, row["title"], str(total), *map(str, whole), protection]


def _records(result: Result) -> list[dict[str, Any]]:
    """Return the order as plain records; points to six decimals, None where there is no number."""
    import pandas as pd

    names = ["total", *_parts(result), "protection"]
    return [
        {
            "rank": None if pd.isna(row["rank"]) else int(row["rank"]),
            "shared": bool(row["shared"]),
            "option": option,
            "title": row["title"],
            **{name: None if pd.isna(row[name]) else round(float(row[name]), 6) + 0.0 for name in names},
            "protection_word": row["protection_word"],
        }
        for option, row in result.order.iterrows()
    ]


def _as_csv(result: Result) -> None:
    # A comment line would break a spreadsheet, so whose weights and which scenario stand in each row.
    choice = {
        "weights": result.weight_set.title,
        "owner": result.weight_set.owner,
        "scenario": result.scenario,
        "percent_with_protection": round(100 * result.with_protection, 6),
    }
    rows = [
        {**choice, **record, "shared": "yes" if record["shared"] else "no"} for record in _records(result)
    ]
    out.csv_rows(list(rows[0]), [list(row.values()) for row in rows])


def _as_json(result: Result) -> None:
    study = result.study
    out.json_value(
        {
            "study": study.id,
            "version": study.version,
            "label": study.label,
            "weights": {
                "title": result.weight_set.title,
                "owner": result.weight_set.owner,
                "percent_by_group": {group: int(share) for group, share in result.group_shares.items()},
            },
            "scenario": result.scenario,
            "percent_with_protection": round(100 * result.with_protection, 6),
            "order": _records(result),
        }
    )
