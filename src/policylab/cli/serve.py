"""`policylab serve`: the dashboard on this machine."""

from __future__ import annotations

import argparse

from policylab.cli._parser import add_papers, add_study, port
from policylab.cli._study import load_study, papers_folder

ABOUT = (
    "Open the dashboard on this machine and print its address; only this machine can reach it. Stop it with "
    "Ctrl-C. With your own copies of the papers (--papers) it shows each passage beside the score that rests "
    "on it."
)
EXAMPLE = "policylab serve --port 5010"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "--port",
        metavar="PORT",
        type=port,
        default=5006,
        help="port, or 0 for any that is free (default: 5006)",
    )
    add_study(command)
    add_papers(command)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    folder = papers_folder(args.papers)
    study = load_study(args.study)

    from policylab.server import start

    start(study, port=args.port, papers=folder)
    return 0
