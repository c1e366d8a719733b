"""`policylab evidence`: each passage found again in the reader's own copies, or the record of a new one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from policylab.cli import _output as out
from policylab.cli._parser import add_papers, add_study, one_of
from policylab.cli._passage import say_passage
from policylab.cli._study import load_study, papers_folder
from policylab.errors import CallError

if TYPE_CHECKING:
    from policylab.provenance import Finding

ABOUT = (
    "Find the passage behind each piece of evidence again in your own copies of the papers, by the fingerprint "
    "that the study keeps of it. The papers themselves are not part of policylab. Line breaks, hyphens and "
    "spacing of your copy do not matter. `policylab evidence passage` prints the record of a new passage, from "
    "words that you have copied out of a paper."
)
EXAMPLE = "policylab evidence verify --papers my_papers"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "action", metavar="ACTION", type=one_of("verify", "passage"), help="verify or passage"
    )
    command.add_argument("words", metavar="WORDS", nargs="?", help="for passage: the words, in quotes")
    add_study(command)
    add_papers(command)


def run(args: argparse.Namespace) -> int:
    """Print how many passages were found and which were not; status 1 if any is missing."""
    if args.action == "passage":
        return say_passage(args)
    if args.words is not None:
        raise CallError(f"'{args.words}' is not understood after verify.")
    folder = papers_folder(args.papers)
    if folder is None:
        raise CallError("Say where your copies of the papers are: --papers DIR, or POLICYLAB_PAPERS.")
    from policylab.provenance import verify

    study = load_study(args.study)
    findings = verify(study.evidence, study.sources, folder)
    rows = [[f.id, study.sources[f.source].cite, result] for f in findings if (result := _result(f)) != FOUND]
    if rows:
        out.table(["Evidence", "Source", "Result"], rows)
        out.say()
    sure = sum(finding.times == 1 for finding in findings)
    doubtful = sum(finding.doubtful for finding in findings)
    missing = len(findings) - sure - doubtful
    out.say(
        f"{sure} of {len(findings)} passages found once, {doubtful} found more than once, {missing} not found, "
        f"in the text files of {folder}."
    )
    return 1 if missing else 0


FOUND = "found"


def _result(finding: Finding) -> str:
    if not finding.found:
        return f"not found in {finding.file}" if finding.file else "not found: no copy of this source"
    if finding.doubtful:
        return f"found more than once ({finding.times} times)"
    if not finding.lines_agree:
        return f"found in lines {finding.start_line}-{finding.end_line}, not where the record says"
    return FOUND
