"""`policylab reproduce`: make an exported file again, and say whether the two agree."""

from __future__ import annotations

import argparse
from pathlib import Path

from policylab.cli import _output as out
from policylab.cli._parser import add_study
from policylab.cli._study import load_study, study_of_file
from policylab.cli._working import working
from policylab.cli.export import write_whole
from policylab.errors import CallError

ABOUT = (
    "Read the receipt in a file that policylab wrote, make the file again from the study, and say whether both are "
    "the same. If the study or the program has changed since, that is said. Status 0 when they agree, 1 when not."
)
EXAMPLE = "policylab reproduce order.csv"
MOST_BYTES = 200_000_000


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument("file", metavar="FILE", type=Path, help="a file that policylab wrote, in any format")
    command.add_argument("--out", metavar="FILE", type=Path, help="keep the file made again")
    add_study(command)


def run(args: argparse.Namespace) -> int:
    """Make the file again and compare."""
    from policylab.exports import read_receipt, reproduce

    if not args.file.is_file():
        raise CallError(f"There is no file '{args.file}'.")
    if args.file.stat().st_size > MOST_BYTES:
        raise CallError(f"'{args.file}' has more than {MOST_BYTES // 1_000_000} MB; no export is so large.")
    content = args.file.read_bytes()
    receipt = read_receipt(content)
    study = load_study(study_of_file(args.study, receipt.study, "The file was made from"))
    with working(args.file.name):
        found = reproduce(content, study, receipt)
    out.field("Study", f"{receipt.study}, version {receipt.version}, {receipt.content}")
    out.field("Weights", f"{receipt.weights['title']} ({receipt.weights['owner']})")
    out.field("Scenario", receipt.scenario)
    out.field("Made by", receipt.software)
    out.field("Made again with", receipt.command)
    for sentence in found.sentences:
        out.say(sentence)
    if args.out:
        write_whole(args.out, found.content)
    return 0 if found.agrees else 1
