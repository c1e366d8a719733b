"""`policylab check`: whether a study is sound."""

from __future__ import annotations

import argparse
from pathlib import Path

from policylab.cli import _output as out
from policylab.errors import CallError

ABOUT = (
    "Check a study's folder and say everything that is wrong with it at once: file, line, what was found, and "
    "what to do. Without a path, the studies that come with policylab are checked."
)
EXAMPLE = "policylab check my_study"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument("path", metavar="PATH", nargs="?", help="a study's folder, or a shipped study's id")


def run(args: argparse.Namespace) -> int:
    """Print the problems, or what a sound study holds."""
    from policylab.catalog import check, shipped_studies

    status = 0
    for study in [args.path] if args.path else list(shipped_studies()):
        if not Path(study).is_dir() and study not in shipped_studies():
            raise CallError(f"There is no study '{study}': neither a folder nor the id of a shipped study.")
        problems = check(study)
        for problem in problems:
            print(out.clean(str(problem)))
        if problems:
            status = 1
            n = len(problems)
            print(f"{study}: {n} problem{'s' if n > 1 else ''}.")
        else:
            _praise(study)
    return status


def _praise(path: str) -> None:
    from policylab.catalog import load

    study = load(path)
    bases = study.scores["basis"].value_counts()
    by_basis = ", ".join(
        f"{bases[basis]} {basis}" for basis in ("stated", "implied", "judgement") if basis in bases
    )
    out.say(
        f"{study.id} {study.version}: no problems. {len(study.options)} options, {len(study.criteria)} criteria, "
        f"{len(study.concerns)} concerns, {len(study.sources)} sources, {len(study.evidence)} evidence records, "
        f"{len(study.scores)} scores ({by_basis}), {len(study.scenarios)} scenarios, "
        f"{len(study.weight_sets)} weight sets."
    )
