"""`policylab weights elicit`: from answers about what counts more to points."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from policylab.cli import _output as out
from policylab.cli._answers import METHODS, Elicited, elicit, read_answers
from policylab.cli._parser import add_format, add_study, one_of
from policylab.cli._study import load_study
from policylab.cli._weights import LIMITS
from policylab.errors import CallError

if TYPE_CHECKING:
    from policylab.schema import Study

ABOUT = (
    "Turn answers about what counts more into points that you can paste into a weights file. Ask about the three "
    "groups, or about the criteria of one group, always about the whole way from worst (-3) to best (+3). swing: "
    "points for each (security=100 alliance=60). centroid and rank-sum: the names in order, or ranks (security=1). "
    "ahp: how many times more one counts than another, each pair (security/alliance=3). best-worst: the most "
    "important with every other, every other with the least important."
)
EXAMPLE = "policylab weights elicit swing security=100 alliance=60 economic=40"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "action", metavar="elicit", type=one_of("elicit"), help="the only thing there is to do"
    )
    command.add_argument("method", metavar="METHOD", type=one_of(*METHODS), help=", ".join(METHODS))
    command.add_argument(
        "answers",
        metavar="ANSWER",
        nargs="+",
        help="answers, or a YAML file with one in each line, such as 'security: 100'",
    )
    add_study(command)
    add_format(command)


def run(args: argparse.Namespace) -> int:
    """Print the weights, and points to paste."""
    study = load_study(args.study)
    answers = read_answers(args.answers)
    if len({name for key in answers for name in key.split("/")}) < 2:
        raise CallError("Answers about at least two are needed, or there is nothing to weigh.")
    found = elicit(study, args.method, answers)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](study, args.method, found)
    return 0


def points_of(found: Elicited) -> dict[str, int]:
    """Return whole points in the limits of a weights file: per cent for groups, up to 10 for criteria."""
    from policylab.mcda import shares, shown

    if found.kind == "groups":
        return {str(key): int(share) for key, share in shares(found.weights).items()}
    scale = LIMITS["criteria"] / float(found.weights.max())
    return {str(key): shown(scale * float(weight)) for key, weight in found.weights.items()}


def _records(study: Study, found: Elicited) -> list[dict[str, object]]:
    points = points_of(found)
    titles = {key: group.title for key, group in study.groups.items()}
    titles |= {key: criterion.title for key, criterion in study.criteria.items()}
    whole = sum(points.values())
    return [
        {
            "id": key,
            "title": titles[key],
            "weight": round(float(found.weights[key]), 6),
            "points": points[key],
            "weight_of_points": round(points[key] / whole, 6),
        }
        for key in points
    ]


def _as_table(study: Study, method: str, found: Elicited) -> None:
    from policylab.mcda import shares

    records, share = _records(study, found), shares(found.weights)
    out.say(f"Your weights of the {found.kind}, by {method}")
    out.say()
    out.table(
        ["Id", "Title", "Share", "Points"],
        [[str(r["id"]), str(r["title"]), f"{share[r['id']]} %", str(r["points"])] for r in records],
        right=[2, 3],
    )
    if found.note:
        out.say(found.note)
    off = max(abs(float(str(r["weight_of_points"])) - float(str(r["weight"]))) for r in records)
    if off >= 0.01:
        out.say(f"Whole points change a share by up to {100 * off:.0f} per cent of the whole.")
    out.say()
    out.say("To paste into your weights file (policylab show weights equal > ours.yaml prints one):")
    out.say()
    print(f"{found.kind}:")
    for record in records:
        print(f"  {record['id']}: {record['points']}")
    out.say()
    out.say(study.label)


def _as_csv(study: Study, method: str, found: Elicited) -> None:
    rows = [{"method": method, "kind": found.kind, **record} for record in _records(study, found)]
    out.csv_rows(list(rows[0]), [list(row.values()) for row in rows])


def _as_json(study: Study, method: str, found: Elicited) -> None:
    out.json_value(
        {
            "study": study.id,
            "version": study.version,
            "label": study.label,
            "method": method,
            "kind": found.kind,
            "weights": _records(study, found),
            "consistency": {name: round(value, 6) + 0.0 for name, value in found.consistency.items()},
            "says": found.note,
        }
    )
