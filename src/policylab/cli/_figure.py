"""Figures for print: asked for by `--figure FILE`, drawn only then."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policylab.cli._output import clean
from policylab.cli._working import working

if TYPE_CHECKING:
    from policylab.analysis import Result

ENDINGS = (".svg", ".png", ".pdf")


def figure_path(given: str) -> Path:
    """Read the path of a figure: it ends in .svg, .png or .pdf, and its folder is there."""
    path = Path(given)
    if path.suffix.lower() not in ENDINGS:
        raise argparse.ArgumentTypeError(f"it must end in .svg, .png or .pdf, not '{given}'")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder '{path.parent}' to write '{path.name}' into")
    return path


def add_figure(command: argparse.ArgumentParser, shows: str) -> None:
    """Add the argument that asks for a figure."""
    command.add_argument(
        "--figure",
        metavar="FILE",
        type=figure_path,
        help=f"also write a figure for print, as .svg, .png or .pdf: {shows}",
    )


def save_figure(args: argparse.Namespace, result: Result, name: str, **drawn: Any) -> None:
    """Write the figure that was asked for, if one was, and say so on the error stream; `drawn` goes to the figure."""
    if args.figure is None:
        return
    with working("the figure"):
        from policylab import charts

        charts.save(getattr(charts, name)(result, **drawn), args.figure)
    print(f"Figure written: {clean(str(args.figure))}", file=sys.stderr)
