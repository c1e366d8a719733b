"""`policylab serve`: the dashboard on this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from policylab.cli import _output as out
from policylab.cli._parser import add_papers, add_study, port
from policylab.cli._study import default_study, load_study, papers_folder

if TYPE_CHECKING:
    from policylab.schema import Study

ABOUT = (
    "Open the dashboard on this machine and print its address; only this machine can reach it. Stop it with "
    "Ctrl-C. With your own copies of the papers (--papers) it shows each passage beside the score that rests "
    "on it. A study of your own (--study FOLDER) is read again whenever you save one of its files; open pages "
    "then offer the new version, or say what is wrong with it."
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
    study = shown_study(args.study)

    from policylab.server import start

    start(study, port=args.port, papers=folder, say=tell)
    return 0


def shown_study(given: str | None) -> Study | Path:
    """Return a shipped study; for one of the reader's own its folder, which is read again when its files change."""
    from policylab.catalog import shipped_studies
    from policylab.catalog.study import study_folder

    named = given if given is not None else default_study()
    if named in shipped_studies():
        return load_study(named)
    folder = study_folder(named).resolve()
    # A folder without the file that makes it a study is more likely the wrong folder than a study in the making.
    return folder if (folder / "study.yaml").is_file() else load_study(named)


def tell(text: str) -> None:
    """Print what becomes of a folder that is served."""
    for line in text.splitlines():
        print(out.clean(line), file=sys.stderr, flush=True)
