"""`policylab matrix`: all scores, options by criteria."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._ids import find
from policylab.cli._parser import add_format, add_study, one_of
from policylab.cli._study import load_study

if TYPE_CHECKING:
    from policylab.schema import Study

ABOUT = (
    "Show the judged effect of each option on each criterion against today's practice, from -3 (much worse) "
    "to +3 (much better). An empty place is not scored; that is not the same as 0. The table shows the central "
    "scores; csv and json have the whole range, the basis, the evidence and the reason of each score."
)
EXAMPLE = "policylab matrix --ledger protection"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    add_study(command)
    command.add_argument(
        "--ledger",
        metavar="LEDGER",
        type=one_of("state", "protection", "both"),
        default="both",
        help="state (what is feared), protection (what is wanted for the people) or both (default: both)",
    )
    command.add_argument("--group", metavar="ID", help="only the criteria of one group")
    add_format(command)


def run(args: argparse.Namespace) -> int:
    """Print the scores."""
    study = load_study(args.study)
    criteria = _criteria(study, args.ledger, args.group)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](study, criteria)
    return 0


def _criteria(study: Study, ledger: str, group: str | None) -> list[str]:
    state, protection = list(study.state_criteria), list(study.protection_criteria)
    criteria = {"state": state, "protection": protection, "both": state + protection}[ledger]
    if group is None:
        return criteria
    find("group", group, study.groups)
    return [criterion for criterion in criteria if study.group_of(criterion) == group]


def _as_table(study: Study, criteria: list[str]) -> None:
    scores = study.score_table("central")
    for group in study.groups:
        inside = [criterion for criterion in criteria if study.group_of(criterion) == group]
        if not inside:
            continue
        out.say(study.groups[group].title)
        out.table(
            ["Option", *(study.criteria[criterion].title for criterion in inside)],
            [
                [study.options[option].short, *(_score(scores.at[option, criterion]) for criterion in inside)]
                for option in study.ranked_options
            ],
            right=range(1, len(inside) + 1),
        )
        out.say()
    out.say(study.label)


def _score(score: float) -> str:
    from policylab.analysis.wording import signed

    return "" if math.isnan(score) else signed(score)


def _cells(study: Study, criteria: list[str]) -> list[dict[str, Any]]:
    scores = study.scores
    return [
        {
            "option": option,
            "criterion": criterion,
            **{name: float(scores.at[(option, criterion), name]) for name in ("low", "central", "high")},
            "basis": str(scores.at[(option, criterion), "basis"]),
            "evidence": list(scores.at[(option, criterion), "evidence"]),
            "reason": str(scores.at[(option, criterion), "reason"]),
        }
        for option in study.ranked_options
        for criterion in criteria
        if (option, criterion) in scores.index
    ]


def _as_csv(study: Study, criteria: list[str]) -> None:
    cells = _cells(study, criteria)
    columns = ["option", "criterion", "low", "central", "high", "basis", "evidence", "reason"]
    rows = [{**cell, "evidence": " ".join(cell["evidence"])} for cell in cells]
    out.csv_rows(columns, [[row[name] for name in columns] for row in rows])


def _as_json(study: Study, criteria: list[str]) -> None:
    out.json_value(
        {
            "study": study.id,
            "version": study.version,
            "label": study.label,
            "scores": _cells(study, criteria),
        }
    )
