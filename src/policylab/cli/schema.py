"""`policylab schema`: the shape of a study's files."""

from __future__ import annotations

import argparse

from policylab.cli import _output as out
from policylab.cli._ids import did_you_mean
from policylab.errors import CallError

ABOUT = (
    "Print the JSON Schema of one of a study's files, which many editors can use to complete and check what "
    "you write. Without a file, list the files that a study has."
)
EXAMPLE = "policylab schema options.yaml"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "file", metavar="FILE", nargs="?", help="such as options.yaml; left out, all are listed"
    )


def run(args: argparse.Namespace) -> int:
    """Print the schema, or the list of files."""
    from policylab.schema import json_schemas

    schemas = json_schemas()
    if args.file is None:
        for name in schemas:
            print(name)
        return 0
    if args.file not in schemas:
        hint = did_you_mean(args.file, schemas) or f" There are: {', '.join(schemas)}."
        raise CallError(f"No file of a study is called '{args.file}'.{hint}")
    out.json_value(schemas[args.file])
    return 0
