"""`policylab export`: a file for a paper, with the receipt that makes it again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import add_selection, read_result
from policylab.cli._ids import did_you_mean, study_hint
from policylab.cli._study import load_study, study_of_file
from policylab.cli._working import working
from policylab.errors import CallError

if TYPE_CHECKING:
    from policylab.exports import View

ABOUT = (
    "Write an order, its tables, figures or the whole report as a file. The ending of FILE says the format. "
    "Without KIND, list what there is. Each file says whose weights it rests on and carries a receipt, from which "
    "`policylab reproduce` makes it again; the same choices give the same file, byte for byte. With KIND `all`, "
    "FILE is a folder and everything is written into it."
)
EXAMPLE = "policylab export"
OPTIONS = ("landscape", "grey")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "kind", metavar="KIND", nargs="?", help="what to write, such as order or workbook, or all"
    )
    command.add_argument("file", metavar="FILE", nargs="?", type=Path, help="such as order.docx")
    command.add_argument("--landscape", action="store_true", help="tables for paper: the page lies across")
    command.add_argument(
        "--grey", action="store_true", help="figures: in greys, for a paper printed in black"
    )
    command.add_argument(
        "--floor", metavar="POINTS", type=float, help="mark options with less protection, from -100 to 100"
    )
    command.add_argument("--seed", metavar="N", type=int, help="seed of what is drawn (default: 0)")
    command.add_argument("--draws", metavar="N", type=int, help="number of draws (default: 10000)")
    command.add_argument(
        "--like",
        metavar="FILE",
        type=Path,
        help="take weights, scenario and all other choices from a file that was exported before",
    )
    add_selection(command)


def run(args: argparse.Namespace) -> int:
    """Write the file, or list what there is."""
    from policylab.exports import KINDS

    if args.kind is None:
        _list()
        return 0
    if args.kind != "all" and args.kind not in KINDS:
        hint = study_hint(args.kind) or did_you_mean(args.kind, [*KINDS, "all"])
        raise CallError(
            f"There is no kind of file '{args.kind}'.{hint} See `policylab export` for what there is."
        )
    if args.file is None:
        raise CallError(f"Say where to: policylab export {args.kind} FILE.")
    view = _view(args)
    if args.kind == "all":
        return _write_all(view, args.file)
    options = {name: True for name in OPTIONS if getattr(args, name)}
    _write(view, args.kind, args.file, options)
    return 0


def _list() -> None:
    from policylab.exports import KINDS

    for name, kind in KINDS.items():
        flags = "".join(f" [--{option}]" for option in kind.options)
        out.field(name, f"{kind.says} ({', '.join(kind.makers)}){flags}")
    out.field("all", "everything, in every format, into a folder")


def _view(args: argparse.Namespace) -> View:
    from policylab.exports import View, read_receipt

    sampled = {name: getattr(args, name) for name in ("seed", "draws") if getattr(args, name) is not None}
    if args.like is None:
        return View(read_result(args), floor=args.floor, **sampled)
    given = [name for name in ("weights", "scenario", "floor", *sampled) if getattr(args, name) is not None]
    if given or args.with_protection:
        raise CallError(
            f"--like takes all choices from the file; leave out --{(given or ['with-protection'])[0]}."
        )
    receipt = read_receipt(args.like.read_bytes())
    return receipt.view(load_study(study_of_file(args.study, receipt.study, "The file was made from")))


def _write(view: View, kind: str, path: Path, options: dict[str, Any]) -> None:
    from policylab.exports import export

    if not path.parent.is_dir():
        raise CallError(f"There is no folder '{path.parent}' to write '{path.name}' into.")
    with working(path.name):
        content = export(view, kind, path.suffix, **options)
    write_whole(path, content)
    print(
        out.clean(f"Written: {path} (study {view.study.title})")
    )  # not wrapped: a path is there to be copied


def _write_all(view: View, folder: Path) -> int:
    from policylab.exports import KINDS

    folder.mkdir(parents=True, exist_ok=True)
    for name, kind in KINDS.items():
        for ending in kind.makers:
            try:
                _write(view, name, folder / f"{view.study.id}-{name}.{ending}", {})
            except CallError as error:  # such as packages, of a study that says nothing on options together
                out.say(f"Left out: {name}. {error}")
                break
    return 0


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a break half way leaves what was there."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
