"""`policylab evidence verify`: each passage found again in the reader's own copies."""

from __future__ import annotations

import argparse

from policylab.cli import _output as out
from policylab.cli._parser import add_papers, add_study, one_of
from policylab.cli._study import load_study, papers_folder
from policylab.errors import CallError

ABOUT = (
    "Find the passage behind each piece of evidence again in your own copies of the papers, by the fingerprint "
    "that the study keeps of it. The papers themselves are not part of policylab. Line breaks, hyphens and "
    "spacing of your copy do not matter."
)
EXAMPLE = "policylab evidence verify --papers my_papers"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "action", metavar="verify", type=one_of("verify"), help="the only thing there is to do"
    )
    add_study(command)
    add_papers(command)


def run(args: argparse.Namespace) -> int:
    """Print how many passages were found and which were not; status 1 if any was not found just once."""
    folder = papers_folder(args.papers)
    if folder is None:
        raise CallError("Say where your copies of the papers are: --papers DIR, or POLICYLAB_PAPERS.")
    study = load_study(args.study)
