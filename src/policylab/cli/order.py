"""`policylab order`: options in order, under somebody's weights, in some circumstances."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, read_result, say_opening
from policylab.cli._figure import add_figure, save_figure

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
    add_choice(command)
    add_figure(command, "each option's total and the parts it is made of")


def run(args: argparse.Namespace) -> int:
    """Print the order."""
    result = read_result(args)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](result)
    save_figure(args, result, "order")
    return 0


def _parts(result: Result) -> dict[str, str]:
    """Return heading by column for the parts that a total is made of."""
    study = result.study
    parts = {group: study.groups[group].title for group in study.state_groups}
    if "from_protection" in result.order:
        parts["from_protection"] = "From protection"
    return parts


def _as_table(result: Result) -> None:
    from policylab.analysis import order_sentence

    study = result.study
    say_opening(result)
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
    csv_records(result, _records(result))


def _as_json(result: Result) -> None:
    out.json_value({**choice_in_json(result), "order": _records(result)})
