"""`policylab ladder`: who stands first as protection counts for more and more of the total."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, plain, read_result, say_opening
from policylab.cli._figure import add_figure, save_figure

if TYPE_CHECKING:
    from policylab.analysis import Ladder, Result

ABOUT = (
    "Show which option stands first as the share that protection has in the total goes from 0 to 100 per cent, and "
    "what each step gives the people concerned and takes from whoever decides. The whole range is shown, so that "
    "--with-protection plays no part here."
)
EXAMPLE = "policylab ladder --weights equal"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    add_choice(command)
    add_figure(command, "every option's total from 0 to 100 per cent, and who stands first where")


def run(args: argparse.Namespace) -> int:
    """Print the steps."""
    from policylab.analysis import protection_ladder

    result = read_result(args)
    found = protection_ladder(result)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](result, found)
    save_figure(args, result, "ladder")
    return 0


def _as_table(result: Result, found: Ladder) -> None:
    from policylab.analysis.percents import decimals_for, down, up
    from policylab.analysis.wording import FIRST_MEANS, signed
    from policylab.mcda import shown

    study = result.study
    decimals = decimals_for(found.envelope)
    say_opening(result, apart="")
    out.table(
        ["Protection's share", "Stands first", f"For {study.decision_maker}", "For protection"],
        [
            [
                f"{up(rung.start, decimals)} to {down(rung.end, decimals)} %",
                " and ".join(study.options[option].short for option in rung.leaders),
                signed(shown(rung.state)),
                signed(shown(rung.protection)),
            ]
            for rung in found.rungs
        ],
        right=[0, 2, 3],
    )
    out.say()
    for sentence in found.story:
        out.item(sentence)
    out.say()
    out.say(FIRST_MEANS)
    out.say("Exact. Points from -100 to 100 against today's practice, each ledger by itself.")
    out.say(study.label)


def _records(found: Ladder) -> list[dict[str, Any]]:
    return [
        {
            "share_from": plain(rung.start),
            "share_to": plain(rung.end),
            "options": " ".join(rung.leaders),
            "state": plain(rung.state),
            "protection": plain(rung.protection),
            "says": rung.sentence,
        }
        for rung in found.rungs
    ]


def _as_csv(result: Result, found: Ladder) -> None:
    csv_records(result, _records(found))


def _as_json(result: Result, found: Ladder) -> None:
    steps = [{**record, "options": record["options"].split()} for record in _records(found)]
    out.json_value({**choice_in_json(result), "steps": steps, "left_out": list(found.left_out)})
