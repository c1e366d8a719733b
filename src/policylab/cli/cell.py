"""`policylab cell`: one score and everything behind it."""

from __future__ import annotations

import argparse

from policylab.cli import _output as out
from policylab.cli._ids import find
from policylab.cli._parser import add_papers, add_study
from policylab.cli._records import say_evidence
from policylab.cli._study import load_study, papers_folder, read_passages

ABOUT = (
    "Show one score: the judged effect of an option on a criterion against today's practice, the range that "
    "can be defended, what it rests on, why, and each passage behind it with the lines where you find it. "
    "With your own copies of the papers (--papers) the passages themselves are shown."
)
EXAMPLE = "policylab cell quiet_halt influx"

BASES = {
    "stated": "stated: a source says it",
    "implied": "implied: it follows from what a source says",
    "judgement": "judgement: the study's own, no source says it",
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "option", metavar="OPTION", help="id of an option (list them: policylab show option)"
    )
    command.add_argument(
        "criterion", metavar="CRITERION", help="id of a criterion (policylab show criterion)"
    )
    add_study(command)
    add_papers(command)


def run(args: argparse.Namespace) -> int:
    """Print the score."""
    from policylab.analysis.wording import signed, word_of_score

    folder = papers_folder(args.papers)
    study = load_study(args.study)
    option = find("option", args.option, study.options)
    criterion = find("criterion", args.criterion, study.criteria)
    about = study.criteria[criterion]
    out.say(f"{study.options[option].title}: {about.title}")
    out.say(about.question)
    out.say()
    if (option, criterion) not in study.scores.index:
        out.say("Not scored. A missing score is never taken as 0.")
        out.say(study.label)
        return 0
    cell = study.scores.loc[(option, criterion)]
    low, central, high = (float(cell[name]) for name in ("low", "central", "high"))
    out.field(
        "Score", f"{signed(central)} ({word_of_score(study, central)}), from {signed(low)} to {signed(high)}"
    )
    out.field("-3 means", about.worst)
    out.field("+3 means", about.best)
    out.field("Basis", BASES[cell["basis"]])
    out.field("Reason", cell["reason"])
    passages = read_passages(study, cell["evidence"], folder)
    for key in cell["evidence"]:
        out.say()
        say_evidence(study, key, passages.get(key))
    out.say()
    out.say(study.label)
    return 0
