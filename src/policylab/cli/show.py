"""`policylab show`: one record in full, or the list of all of its kind."""

from __future__ import annotations

import argparse

from policylab.cli import _output as out
from policylab.cli import _records
from policylab.cli._ids import find
from policylab.cli._parser import add_papers, add_study, one_of
from policylab.cli._study import load_study, papers_folder, read_passages

ABOUT = (
    "Show everything about one option, criterion, concern, piece of evidence, source, scenario or weight set. "
    "Without an ID, list the ids and titles there are. A weight set is printed as a file that you can change and "
    "give to `policylab order --weights`."
)
EXAMPLE = "policylab show option quiet_halt"

KINDS = ("option", "criterion", "concern", "evidence", "source", "scenario", "weights")
_CALLED = {"evidence": "evidence record", "weights": "weight set"}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "kind", metavar="KIND", type=one_of(*KINDS), help=", ".join(KINDS[:-1]) + " or " + KINDS[-1]
    )
    command.add_argument("id", metavar="ID", nargs="?", help="id of the record; left out, all are listed")
    add_study(command)
    add_papers(command)


def run(args: argparse.Namespace) -> int:
    """Print the record, or the list."""
    folder = papers_folder(args.papers)
    study = load_study(args.study)
    known = _records.of_kind(study, args.kind)
    if args.id is None:
        second = "Says" if args.kind == "evidence" else "Title"
        out.table(["Id", second], [[key, _records.title(record)] for key, record in known.items()])
        return 0
    key = find(_CALLED.get(args.kind, args.kind), args.id, known)
    if args.kind == "evidence":
        _records.say_evidence(study, key, read_passages(study, [key], folder).get(key))
        _records.say_uses(study, key)
    else:
        _records.SAY[args.kind](study, key)
    return 0
