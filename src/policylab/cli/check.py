"""`policylab check`: whether a study is sound."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from policylab.cli import _output as out
from policylab.cli._next import say_next
from policylab.cli._study import study_here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policylab.errors import Problem
    from policylab.schema import Study

ABOUT = (
    "Check a study's folder and say everything that is wrong with it at once: file, line, what was found, and "
    "what to do; of a sound study, what is still open. Without a path, the study "
    "in the folder you are in is checked, or else those that come with policylab."
)
EXAMPLE = "policylab check my_study"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument("path", metavar="PATH", nargs="?", help="a study's folder, or a shipped study's id")


def run(args: argparse.Namespace) -> int:
    """Print the problems, or what a sound study holds."""
    from policylab.catalog import check, load, shipped_studies

    status = 0
    path = args.path or study_here()
    for study in [path] if path else list(shipped_studies()):
        problems = check(study)
        for problem in problems:
            print(out.clean(str(problem)))
        if problems:
            status = 1
            n = len(problems)
            print(f"{study if study != '.' else 'This study'}: {n} problem{'s' if n > 1 else ''}.")
            _say_where_to_begin(problems)
            _say_notes(study)
            continue
        sound = load(study)
        _praise(sound)
        if path and path not in shipped_studies():
            _say_notes(path)
            say_next(sound, path)
    return status


def _say_notes(study: str) -> None:
    """Say what is no problem and still worth a word; it does not change the exit status."""
    from policylab.catalog.notes import notes
    from policylab.catalog.study import study_folder

    for note in notes(study_folder(study)):
        out.say(f"Note: {note}")


IN_ORDER = ("study.yaml", "sources.yaml", "evidence.yaml", "concerns.yaml", "criteria.yaml", "options.yaml")
MANY = 10


def _say_where_to_begin(problems: Sequence[Problem]) -> None:
    """Say which file to mend first, when many problems come of ids that were changed in one and not in the rest."""
    if sum(problem.code == "P012" for problem in problems) < MANY:
        return
    wrong = {problem.path for problem in problems}
    order = [name for name in IN_ORDER if name in wrong]
    order += sorted(wrong.difference(order))
    then = f", then {', '.join(order[1:])}" if order[1:] else ""
    out.say(
        "Many of them name an id that was renamed or removed in one file and not yet in the others, as is usual "
        f"on the way: mend {order[0]} first{then}, and check after each."
    )


def _praise(study: Study) -> None:
    from policylab.terms import Basis

    bases = study.scores["basis"].value_counts()
    by_basis = ", ".join(f"{bases[basis]} {basis}" for basis in Basis if basis in bases)
    holds = {
        "option": study.options,
        "criterion": study.criteria,
        "concern": study.concerns,
        "source": study.sources,
        "evidence record": study.evidence,
        "scenario": study.scenarios,
        "weight set": study.weight_sets,
    }
    counted = ", ".join(_counted(len(records), word) for word, records in holds.items())
    out.say(
        f"{study.id} {study.version}: no problems. {counted}, {_counted(len(study.rows), 'score')} ({by_basis})."
    )


def _counted(n: int, word: str) -> str:
    plural = "criteria" if word == "criterion" else f"{word}s"
    return f"{n} {word if n == 1 else plural}"
