"""`policylab packages`: options carried out together."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, plain, read_result, say_opening
from policylab.cli._figure import add_figure, save_figure
from policylab.cli._ids import find
from policylab.cli._working import working
from policylab.errors import CallError

if TYPE_CHECKING:
    import pandas as pd

    from policylab.analysis import PackageSet, PackageSteps, PackageWorth, Result
    from policylab.schema import Study

ABOUT = (
    "Show options carried out together, under the study's rules of what needs, excludes or accompanies what: the "
    "packages that no other beats for whoever decides and for protection at once, what leads by size, and an order of "
    "steps each of which is worth doing by itself. With --options, one package and what each option is worth in it."
)
EXAMPLE = "policylab packages --max 2"

MOST = 3
"""Larger packages pile up small gains further than the rules of combining can vouch for."""

ROWS = 12
"""Lines of a table at most; --all has every package."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "--max",
        metavar="K",
        type=_size,
        default=MOST,
        help=f"at most so many options in a package, companions not counted; {MOST} unless given, any for no limit",
    )
    command.add_argument(
        "--options",
        metavar="ID",
        nargs="+",
        help="only the package of these options, such as quiet_halt camp",
    )
    command.add_argument("--all", action="store_true", help="every unbeaten package, not only the first ones")
    add_choice(command)
    add_figure(command, "the unbeaten packages on both ledgers")


def _size(given: str) -> int | None:
    if given == "any":
        return None
    if not (given.isascii() and given.isdigit() and int(given) >= 1):
        raise argparse.ArgumentTypeError(f"it must be a whole number of at least 1, or any, not '{given}'")
    return int(given)


def run(args: argparse.Namespace) -> int:
    """Print the packages, or one package."""
    from policylab import analysis

    result = read_result(args)
    if args.options:
        if args.figure:
            raise CallError("The figure shows all packages; leave --options out.")
        for option in args.options:
            find("option", option, result.study.options)
        worth = analysis.package_worth(result, args.options)
        {"table": _worth_table, "csv": _worth_csv, "json": _worth_json}[args.format](result, worth)
        return 0
    with working("the packages") as at:
        found = analysis.packages(result, max_size=args.max)
        at("the order of steps")
        steps = analysis.package_steps(result, max_size=args.max)
    if args.format == "table":
        _as_table(result, found, steps, args.all)
    else:
        {"csv": _as_csv, "json": _as_json}[args.format](result, found, steps)
    save_figure(args, result, "packages")
    return 0


def _names(result: Result, members: Any) -> str:
    short = [result.study.options[str(option)].short for option in members]
    return " + ".join(short) if short else result.study.options[result.study.baseline].short


def _points(row: pd.Series, ledger: str) -> list[str]:
    """Return the points of a ledger, and their range."""
    from policylab.analysis.wording import signed
    from policylab.mcda import shown

    ends = (signed(shown(row[f"{ledger}_{end}"])) for end in ("low", "high"))
    return [signed(shown(row[ledger])), " to ".join(ends)]


def _headings(study: Study) -> list[str]:
    from policylab.analysis.wording import bare_name, raised

    state = raised(bare_name(study))
    return [state, f"{state}, range", "Protection", "Protection, range"]


def _as_table(result: Result, found: PackageSet, steps: PackageSteps, everything: bool) -> None:
    say_opening(result)
    out.say(found.sentence)
    if found.max_size == MOST:
        out.say("Larger packages pile up small gains further than one can vouch for: --max any has them.")
    out.say()
    study, headings = result.study, _headings(result.study)
    shown = found.pareto if everything else _spread(found.pareto)
    out.say(f"UNBEATEN FOR {study.decision_maker.upper()} AND FOR PROTECTION AT ONCE")
    out.table(
        ["Package", *headings],
        [
            [_names(result, row["members"]), *_points(row, "state"), *_points(row, "protection")]
            for _, row in shown.iterrows()
        ],
        right=range(1, 5),
    )
    if len(shown) < len(found.pareto):
        out.say(f"{len(shown)} of {len(found.pareto)}, spread evenly over the range; --all has every one.")
    out.say()
    out.say("WHAT TO DO FIRST, AND NEXT")
    out.say(steps.sentence)
    if len(steps.steps):
        out.table(
            ["Step", "Add", *headings],
            [
                [str(n), _names(result, row["added"]), *_points(row, "state"), *_points(row, "protection")]
                for n, (_, row) in enumerate(steps.steps.iterrows(), start=1)
            ],
            right=[0, *range(2, 6)],
        )
    _say_notes({**found.notes, **steps.notes})
    out.say(result.study.label)


def _spread(pareto: pd.DataFrame) -> pd.DataFrame:
    """Return some rows spread evenly, the first and the last among them."""
    n = len(pareto)
    if n <= ROWS:
        return pareto
    return pareto.iloc[sorted({round(i * (n - 1) / (ROWS - 1)) for i in range(ROWS)})]


def _say_notes(notes: Any) -> None:
    out.say()
    for text in notes.values():
        out.item(text)
    out.say(
        "Points of the combined effects against today's practice; + joins the options of a package. How effects are "
        "combined is written down in the study's interactions.yaml."
    )


def _records(found: PackageSet, steps: PackageSteps) -> list[dict[str, Any]]:
    """Return unbeaten packages, leading ones and steps as plain records."""
    tables = (("unbeaten", found.pareto), ("leading", found.leaders), ("step", steps.steps))
    return [
        {
            "table": name,
            "row": n,
            "options": " ".join(map(str, row["members"])),
            "added": " ".join(map(str, row["added"])) if "added" in row else "",
            **{
                key: plain(row[key])
                for ledger in ("state", "protection")
                for key in (ledger, f"{ledger}_low", f"{ledger}_high")
            },
            "notes": " ".join(row["notes"]),
        }
        for name, table in tables
        for n, (_, row) in enumerate(table.iterrows(), start=1)
    ]


def _as_csv(result: Result, found: PackageSet, steps: PackageSteps) -> None:
    csv_records(result, _records(found, steps))


def _as_json(result: Result, found: PackageSet, steps: PackageSteps) -> None:
    words = ("options", "added", "notes")
    rows = [{**row, **{key: row[key].split() for key in words}} for row in _records(found, steps)]
    out.json_value(
        {
            **choice_in_json(result),
            "allowed": found.n_allowed,
            "max": found.max_size,
            "says": [found.sentence, steps.sentence],
            "packages": rows,
            "notes": {**found.notes, **steps.notes},
            "left_out": list(found.left_out),
        }
    )


def _worth_table(result: Result, found: PackageWorth) -> None:
    from policylab.analysis.wording import bare_name, raised, signed
    from policylab.mcda import shown

    say_opening(result)
    out.say(found.sentence)
    out.say()
    columns = ["alone_state", "added_state", "alone_protection", "added_protection"]
    short = {option: record.short for option, record in result.study.options.items()}
    out.table(
        ["Option", f"{raised(bare_name(result.study))} alone", "adds here", "Protection alone", "adds here"],
        [
            [
                short[str(option)],
                *("-" if points != points else signed(shown(points)) for points in row[columns]),
            ]
            for option, row in found.options.iterrows()
        ],
        right=range(1, 5),
    )
    _say_notes(found.notes)
    out.say(result.study.label)


def _worth_records(found: PackageWorth) -> list[dict[str, Any]]:
    columns = ("alone_state", "alone_protection", "added_state", "added_protection")
    return [
        {"option": str(option), **{name: plain(row[name]) for name in columns}}
        for option, row in found.options.iterrows()
    ]


def _worth_csv(result: Result, found: PackageWorth) -> None:
    csv_records(result, _worth_records(found))


def _worth_json(result: Result, found: PackageWorth) -> None:
    out.json_value(
        {
            **choice_in_json(result),
            "says": found.sentence,
            "options": _worth_records(found),
            "values": {
                str(ledger): {str(end): plain(value) for end, value in row.items()}
                for ledger, row in found.values.iterrows()
            },
            "notes": dict(found.notes),
        }
    )
