"""`policylab import`: somebody else's table or XMCDA file, shown, or made into a study."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policylab.cli import _output as out
from policylab.cli._next import say_next
from policylab.cli._parser import one_of
from policylab.errors import CallError

if TYPE_CHECKING:
    from policylab.catalog.matrix.parts import MatrixFile
    from policylab.catalog.matrix.place import Placed
    from policylab.schema import Study
    from policylab.schema.decision_table import Alternative, Direction, TableCriterion

ABOUT = (
    "Read a table of options and criteria (CSV, TSV, XLSX) or XMCDA files, and show what was read, how, and what "
    "was left out. With --out, a study is made of it, in which everything that a table cannot say is a placeholder. "
    "Scores from -3 to 3 are taken as they are; measured values are placed by a stated straight line."
)
EXAMPLE = 'policylab import options.csv --baseline "As today" --out my_study'

MOST = 40
ACROSS = 6


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "files", metavar="FILE", nargs="+", help="a CSV, TSV or XLSX file, or XMCDA files (.xml)"
    )
    command.add_argument(
        "--out", metavar="DIR", help="folder of the study to be made; nothing is made without it"
    )
    command.add_argument(
        "--baseline", metavar="NAME", help="the option all others are judged against, by id or title"
    )
    command.add_argument(
        "--study",
        metavar="STUDY",
        help="match the names to those of a study, and put the scores into a copy of it",
    )
    command.add_argument(
        "--as", dest="kind", metavar="KIND", type=one_of("scores", "measures"), default=None,
        help="scores (from -3 to 3) or measures (default: found)",
    )  # fmt: skip
    for way, says in (("max", "more"), ("min", "less")):
        command.add_argument(
            f"--{way}", metavar="NAME", action="extend", nargs="+", default=[],
            help=f"the criteria on which {says} is better, by id or title; after the file",
        )  # fmt: skip
    command.add_argument(
        "--separator", metavar="SIGN", type=one_of("comma", "semicolon", "tab"), default=None,
        help="what stands between columns: comma, semicolon or tab (default: found)",
    )  # fmt: skip
    command.add_argument(
        "--decimal", metavar="SIGN", type=one_of("comma", "point"), default=None,
        help="what decimals are written with: comma or point (default: found)",
    )  # fmt: skip
    command.add_argument("--encoding", metavar="NAME", help="what a text is written in, such as windows-1252")
    command.add_argument(
        "--sheet", metavar="NAME", help="sheet of a workbook (default: the first with anything on it)"
    )


def run(args: argparse.Namespace) -> int:
    """Show what was read, and write the study if a folder is given."""
    matrix = _read(args)
    study = None
    if args.study:
        from policylab.catalog import load
        from policylab.catalog.matrix.match import match

        study = load(args.study)
        matrix = match(matrix, study)
    _show(matrix)
    placed = _place(args, matrix, study)
    if placed is not None:
        _show_placed(matrix, placed)
    if args.out and placed is not None:
        _write(args, matrix, placed, study)
    elif placed is not None:
        out.say("Nothing was written. With --out DIR a study is made of it.")
    return 0


def _read(args: argparse.Namespace) -> MatrixFile:
    from policylab.catalog.matrix.grid import ENCODINGS, read_bytes
    from policylab.catalog.matrix.read import is_xml, read_matrix

    paths = [Path(name).expanduser() for name in args.files]
    if args.encoding is not None and args.encoding not in ENCODINGS:
        raise CallError(f"--encoding: '{args.encoding}' is not known. There are: {', '.join(ENCODINGS)}.")
    if any(path.is_dir() for path in paths) or all(is_xml(_start(path)) for path in paths):
        return _read_xmcda(paths)
    if len(paths) > 1:
        raise CallError(
            "Several files can be given together only when they are XMCDA; give one table at a time."
        )
    read_bytes(paths[0])
    return read_matrix(
        paths[0], separator=args.separator, decimal=args.decimal, encoding=args.encoding, sheet=args.sheet
    )


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1_000)
    except (OSError, ValueError):
        return b""


def _read_xmcda(paths: list[Path]) -> MatrixFile:
    from policylab.catalog.matrix.exchanged import from_exchange
    from policylab.catalog.xmcda import read_xmcda

    name = paths[0].name if len(paths) == 1 else f"{paths[0].name} and {len(paths) - 1} more"
    return from_exchange(name, read_xmcda(paths))


def _place(args: argparse.Namespace, matrix: MatrixFile, study: Study | None) -> Placed | None:
    """Return the scores; None if the call does not say enough for that and no study is to be made."""
    from policylab.catalog.matrix.place import find_named, place

    directions: dict[str, Direction] = {}
    ways: tuple[Literal["max", "min"], ...] = ("max", "min")
    for way in ways:
        for name in getattr(args, way):
            directions[find_named(matrix, name, "criterion")] = way
    of_study = study.baseline if study else None
    try:
        return place(matrix, kind=args.kind, baseline=args.baseline, directions=directions, of_study=of_study)
    except CallError as error:
        if args.out or args.baseline:
            raise
        out.say(f"{error}")
        return None


def _show(matrix: MatrixFile) -> None:
    from policylab.schema.table_value import Missing

    table = matrix.table
    n = sum(not isinstance(value, Missing) for value in table.values.values())
    out.say(f"{matrix.name}: {len(table.alternatives)} options, {len(table.criteria)} criteria, {n} values.")
    for sentence in (*table.notes, *table.skipped):
        out.item(sentence)
    empty = len(table.alternatives) * len(table.criteria) - n
    if empty:
        out.item(
            "1 cell has no value and stays not scored."
            if empty == 1
            else f"{empty} cells have no value and stay not scored."
        )
    out.say()
    _show_numbers(matrix)
    _show_criteria(matrix)


def _show_numbers(matrix: MatrixFile) -> None:
    table = matrix.table
    criteria = list(table.criteria)
    options = list(table.alternatives)[:MOST]
    for at in range(0, min(len(criteria), MOST), ACROSS):
        some = criteria[at : at + ACROSS]
        rows = [[_marked(table.alternatives[o], o), *(_cell(matrix, o, c) for c in some)] for o in options]
        out.table(
            ["Option", *(_marked(table.criteria[c], c) for c in some)], rows, right=range(1, len(some) + 1)
        )
        out.say()
    if len(table.alternatives) > MOST or len(criteria) > MOST:
        out.say(f"The first {MOST} of them are shown.")


def _marked(item: Alternative | TableCriterion, id: str) -> str:
    """Return the name of an option or a criterion, and whether the file takes it out of its comparison."""
    fictive = getattr(item, "is_fictive", False)
    marks = [word for word, holds in (("not active", not item.is_active), ("fictive", fictive)) if holds]
    return f"{item.title or id} ({', '.join(marks)})" if marks else item.title or id


def _cell(matrix: MatrixFile, option: str, criterion: str) -> str:
    """Return a value as it is shown: a label in its words, a number, or the ends of a range."""
    from policylab.schema.table_value import Label, ValuedLabel

    value = matrix.table.value(option, criterion)
    if isinstance(value, Label | ValuedLabel):
        return value.text
    number = matrix.table.number(option, criterion)
    if number is not None:
        return f"{number:.12g}".replace("-", "\N{MINUS SIGN}")
    span = value.span()
    return f"{span[0]:g} to {span[1]:g}".replace("-", "\N{MINUS SIGN}") if span else ""


def _show_criteria(matrix: MatrixFile) -> None:
    table = matrix.table
    for node, _ in table.group_nodes():
        keys = [key for key in node.leaves() if key in table.criteria]
        ledgers = {matrix.ledgers[key] for key in keys if key in matrix.ledgers}
        named = f"{node.title or node.id}{f' (ledger {ledgers.pop()})' if len(ledgers) == 1 else ''}"
        if keys:
            out.item(f"{named}: {', '.join(table.criteria[key].title or key for key in keys)}.")
    for way, says in (("max", "More is better"), ("min", "Less is better")):
        names = [one.title or key for key, one in table.criteria.items() if one.direction == way]
        if names:
            out.item(f"{says}: {', '.join(names)}.")
    weights = [
        f"{table.criteria[key].title or key} {number:g}"
        for key, value in table.weights.items()
        if key in table.criteria and (number := value.number()) is not None
    ]
    if weights:
        out.item(f"Weights as in the file: {', '.join(weights)}.")


def _show_placed(matrix: MatrixFile, placed: Placed) -> None:
    for sentence in placed.notes:
        out.item(sentence)
    for criterion, line in placed.lines.items():
        out.item(f"{matrix.table.criteria[criterion].title or criterion}: {line}")
    out.say()


def _write(args: argparse.Namespace, matrix: MatrixFile, placed: Placed, study: Study | None) -> None:
    from policylab.catalog import load
    from policylab.catalog.draft_study import draft_study, write_checked
    from policylab.catalog.matrix.match import study_with_scores
    from policylab.catalog.new_study import check_name, id_of
    from policylab.catalog.study import study_folder

    folder = Path(args.out).expanduser()
    if study is None:
        name = id_of(folder.resolve().name)
        check_name(name)
        _, notes = draft_study(matrix, placed, name, folder)
    else:
        files, notes = study_with_scores(matrix, placed, study, study_folder(args.study))
        write_checked(matrix.name, files, folder)
    for sentence in notes:
        out.item(sentence)
    out.say()
    out.say(f"A study is in {folder}.")
    say_next(load(folder), folder)
