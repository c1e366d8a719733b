"""`policylab fmt`: a study's files in their one usual form."""

from __future__ import annotations

import argparse

ABOUT = (
    "Write a study's files in their one usual form: order of keys, indent, quotes, line breaks. The content "
    "stays the same. With --check nothing is written; the files that would change are listed."
)
EXAMPLE = "policylab fmt scenarios/north_koreans_in_china --check"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "path", metavar="PATH", nargs="?", default=".", help="a study's folder (default: this one)"
    )
    command.add_argument("--check", action="store_true", help="write nothing, list what would change")


def run(args: argparse.Namespace) -> int:
    """Write the files, or list those that would change; status 1 if any would."""
    from policylab.catalog import fmt

    changed = fmt(args.path, check=args.check)
    for name in changed:
        print(f"would change: {name}" if args.check else f"changed: {name}")
    if not changed:
        print("Every file is in its usual form.")
    return 1 if args.check and changed else 0
