"""`policylab ledgers`: the state's account and that of protection side by side."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, plain, read_result, say_opening
from policylab.cli._figure import add_figure, save_figure

if TYPE_CHECKING:
    from policylab.analysis import Result, TwoLedgers

ABOUT = (
    "Show the two ledgers side by side, that of whoever decides and that of protection, without adding them up: "
    "which options nothing beats on both, which are beaten and by which, and whether they are surely beaten, wherever "
    "scores lie in their ranges. --with-protection plays no part here."
)
EXAMPLE = "policylab ledgers --weights equal"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    add_choice(command)
    add_figure(command, "both ledgers, with a stair line through what is not beaten")


def run(args: argparse.Namespace) -> int:
    """Print the two ledgers."""
    from policylab.analysis import two_ledgers

    result = read_result(args)
    found = two_ledgers(result)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](result, found)
    save_figure(args, result, "two_ledgers")
    return 0


def _sorted(found: TwoLedgers) -> list[str]:
    """Return the options from the highest on the state's ledger down."""
    points = found.points.round(9).sort_values(["state", "protection"], ascending=False, kind="stable")
    return [str(option) for option in points.index]


def _as_table(result: Result, found: TwoLedgers) -> None:
    from policylab.analysis.wording import bare_name, raised

    beaten = [option for option in _sorted(found) if found.pareto.beaten_by[option]]
    unbeaten = [option for option in _sorted(found) if option not in beaten]
    say_opening(result, apart="")
    out.say(found.sentence)
    out.say()
    state = raised(bare_name(result.study))
    out.table(
        ["Option", state, f"{state}, range", "Protection", "Protection, range", "Beaten by", "Surely by"],
        [_row(result, found, option) for option in (*unbeaten, *beaten)],
        right=range(1, 7),
    )
    out.say()
    out.say(_surely(result, found, unbeaten))
    if beaten:
        out.say()
        out.say("BEATEN, AND BY WHICH")
        for option in beaten:
            out.item(found.sentences[option])
    out.say()
    out.say(
        "Points from -100 to 100 against today's practice, each ledger by itself; exact on central scores. Ranges go "
        "from all scores at their low ends to all at their high ends. Beaten: another is at least as good on both "
        "ledgers and better on one; surely: wherever scores lie in their ranges."
    )
    out.say(result.study.label)


def _surely(result: Result, found: TwoLedgers, unbeaten: list[str]) -> str:
    """Return which of the unbeaten options stay so wherever scores lie in their ranges."""
    from policylab.analysis.counted import names_of

    surely = tuple(option for option in unbeaten if option in found.ranges.surely_in)
    if not surely:
        return "Somewhere in the ranges each option is beaten: none is surely unbeaten."
    named = names_of(result.study, surely, most=len(surely))
    return f"Surely unbeaten, wherever scores lie in their ranges: {named}."


def _row(result: Result, found: TwoLedgers, option: str) -> list[str]:
    from policylab.analysis.wording import signed
    from policylab.mcda import shown

    cells = [result.study.options[option].short]
    for ledger in ("state", "protection"):
        ends = (signed(shown(table.at[option, ledger])) for table in (found.low, found.high))
        cells += [signed(shown(found.points.at[option, ledger])), " to ".join(ends)]
    counts = (found.pareto.beaten_by[option], found.ranges.surely_beaten_by[option])
    return [*cells, *(str(len(by)) if by else "none" for by in counts)]


def _records(result: Result, found: TwoLedgers) -> list[dict[str, Any]]:
    by_option = {
        "beaten_by": found.pareto.beaten_by,
        "surely_beaten_by": found.ranges.surely_beaten_by,
        "possibly_beaten_by": found.ranges.possibly_beaten_by,
    }
    return [
        {
            "option": option,
            "title": result.study.options[option].title,
            **{
                f"{ledger}{end}": plain(table.at[option, ledger])
                for ledger in ("state", "protection")
                for end, table in (("", found.points), ("_low", found.low), ("_high", found.high))
            },
            "unbeaten": not found.pareto.beaten_by[option],
            **{name: " ".join(str(other) for other in by[option]) for name, by in by_option.items()},
            "says": found.sentences[option],
        }
        for option in _sorted(found)
    ]


def _as_csv(result: Result, found: TwoLedgers) -> None:
    csv_records(result, _records(result, found))


def _as_json(result: Result, found: TwoLedgers) -> None:
    lists = ("beaten_by", "surely_beaten_by", "possibly_beaten_by")
    out.json_value(
        {
            **choice_in_json(result),
            "says": found.sentence,
            "unbeaten": [str(option) for option in found.pareto.front],
            "options": [
                {**record, **{name: record[name].split() for name in lists}}
                for record in _records(result, found)
            ],
            "left_out": list(found.left_out),
        }
    )
