"""What every question about an order needs: whose weights, which scenario, what protection counts."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._ids import find
from policylab.cli._parser import add_format, add_study, percent
from policylab.cli._study import load_study

if TYPE_CHECKING:
    from policylab.analysis import Result


def add_choice(command: argparse.ArgumentParser) -> None:
    """Add the arguments that choose a study, weights, a scenario, a share for protection and a format."""
    add_selection(command)
    add_format(command)


def add_selection(command: argparse.ArgumentParser) -> None:
    """Add the arguments that choose a study, weights, a scenario and a share for protection."""
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


def read_result(args: argparse.Namespace) -> Result:
    """Return the order under what was chosen."""
    from policylab.analysis import evaluate
    from policylab.cli._weights import read_choice

    study = load_study(args.study)
    weights = read_choice(study, args.weights or study.default.weights)
    scenario = find("scenario", args.scenario or study.default.scenario, study.scenarios)
    return evaluate(study, weights=weights, scenario=scenario, with_protection=args.with_protection / 100)


def say_opening(result: Result, apart: str = "Protection is kept apart: it does not move the order.") -> None:
    """Print the question, whose weights, which scenario, and what counts how much."""
    from policylab.analysis import heading

    study = result.study
    out.say(study.question)
    out.say()
    out.say(heading(result))
    shown = [*study.state_groups, *(study.protection_groups if result.with_protection else ())]
    shares = ", ".join(f"{study.groups[group].title} {result.group_shares[group]} %" for group in shown)
    out.say(f"What counts: {shares}. {'' if result.with_protection else apart}".rstrip())
    out.say()


def choice_in_row(result: Result) -> dict[str, Any]:
    """Return whose weights and which scenario, for each row of a CSV: a comment line would break spreadsheets."""
    return {
        "weights": result.weight_set.title,
        "owner": result.weight_set.owner,
        "scenario": result.scenario,
        "percent_with_protection": round(100 * result.with_protection, 6),
    }


def choice_in_json(result: Result) -> dict[str, Any]:
    """Return the study, its label, and what was chosen, for the head of a JSON answer."""
    study = result.study
    return {
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
    }


def csv_records(result: Result, records: list[dict[str, Any]]) -> None:
    """Print records as CSV, each with what was chosen; yes and no for what is so or not."""
    said = {True: "yes", False: "no"}
    rows = [
        {**choice_in_row(result), **{k: said[v] if isinstance(v, bool) else v for k, v in record.items()}}
        for record in records
    ]
    if rows:
        out.csv_rows(list(rows[0]), [list(row.values()) for row in rows])


def plain(number: Any) -> float | None:
    """Return a number as it is written for programs: six decimals, None where there is none."""
    value = float(number)
    return None if value != value or value in (float("inf"), float("-inf")) else round(value, 6) + 0.0
