"""`policylab new`: a study of your own to begin with."""

from __future__ import annotations

import argparse
from pathlib import Path

from policylab.cli import _output as out
from policylab.cli._next import say_next

ABOUT = (
    "Make a study of your own: a folder with a small, complete study, commented field by field, in which every "
    "text is a placeholder for yours. It passes `policylab check` as it is, so change a little, check, and go "
    "on. Nothing that is there already is written over."
)
EXAMPLE = "policylab new my_study"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument("name", metavar="NAME", help="id of the study, such as two_roads")
    command.add_argument("--out", metavar="DIR", help="the study's folder (default: NAME in this folder)")


def run(args: argparse.Namespace) -> int:
    """Write the study and say what to do next."""
    from policylab.catalog import load
    from policylab.catalog.new_study import new_study

    folder = new_study(args.name, Path(args.out).expanduser() if args.out else None)
    out.say(f"A new study is in {folder}. Each file explains its fields in comments; editors that know YAML "
            "schemas complete and check them as you write.")  # fmt: skip
    say_next(load(folder), folder)
    return 0
