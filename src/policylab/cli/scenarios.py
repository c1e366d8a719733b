"""`policylab scenarios`: the order in every scenario, and what is at stake between them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, plain, read_result, say_opening
from policylab.cli._figure import add_figure, save_figure
from policylab.cli._working import working

if TYPE_CHECKING:
    from policylab.analysis import Result, ScenarioComparison

ABOUT = (
    "Show the same weights in every scenario: what stands first in each, how far behind the leading option each "
    "option can fall and where (its regret), and in how many scenarios it is above today's practice; then what "
    "stands first for every weight set in every scenario. Scenarios have no probabilities and count alike, so that "
    "--scenario plays no part here."
)
EXAMPLE = "policylab scenarios --weights equal"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    add_choice(command)
    add_figure(command, "each option's place in each scenario, and the points it is behind")


def run(args: argparse.Namespace) -> int:
    """Print the scenarios."""
    from policylab.analysis import compare_scenarios

    result = read_result(args)
    with working("the scenarios"):
        found = compare_scenarios(result)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](result, found)
    save_figure(args, result, "scenarios")
    return 0


def _as_table(result: Result, found: ScenarioComparison) -> None:
    study = result.study
    say_opening(result)
    for sentence in found.sentences:
        out.item(sentence)
    out.say()
    _say_first(result, found)
    _say_options(result, found)
    _say_weights(result, found)
    out.say(study.label)


def _say_first(result: Result, found: ScenarioComparison) -> None:
    """Print which options have the first place in each scenario."""
    study = result.study
    out.say("THE FIRST PLACE IN EACH SCENARIO")
    out.table(
        ["Scenario", "Stands first", f"Place of {study.options[study.baseline].short}"],
        [
            [
                study.scenarios[key].title,
                _names(result, found.ranks.index[found.ranks[key] == 1]),
                _place(found.ranks.get(key), study.baseline),
            ]
            for key in found.ranks.columns
        ],
        right=[2],
    )
    out.say()


def _say_options(result: Result, found: ScenarioComparison) -> None:
    """Print what is at stake for each option, the smallest regret first."""
    from policylab.analysis.wording import signed
    from policylab.mcda import shown

    study, n = result.study, len(found.totals.columns)
    out.say("WHAT IS AT STAKE")
    out.table(
        ["Option", "Regret at most", "Most in", "Worst total", "Above today in"],
        [
            [
                study.options[option].short,
                str(shown(found.regret.largest[option])),
                _causes(result, found.regret.cause[option]),
                signed(shown(found.worst.worst[option])),
                "-"
                if option == study.baseline
                else f"{round(found.against_today.better[option] * n)} of {n}",
            ]
            for option in found.regret.order["rank"].sort_values(kind="stable").index
        ],
        right=[1, 3, 4],
    )
    out.say("Regret: points behind the option that leads in a scenario; the largest over all of them.")
    out.say()


def _say_weights(result: Result, found: ScenarioComparison) -> None:
    """Print what has the first place for every weight set in every scenario."""
    from policylab.analysis.choices import YOURS

    study = result.study
    out.say("THE FIRST PLACE BY SCENARIO AND WEIGHT SET")
    titles = [
        result.weight_set.title if name == YOURS else study.weight_sets[name].title
        for name in found.leaders.index
    ]
    out.table(
        ["Scenario", *titles],
        [
            [study.scenarios[key].title, *(_names(result, cell, most=1) for cell in found.leaders[key])]
            for key in found.leaders.columns
        ],
    )
    out.say("+ and a number: so many more share the first place.")


def _names(result: Result, options: Any, most: int = 3) -> str:
    short = [result.study.options[str(option)].short for option in options]
    if not short:
        return "-"
    more = len(short) - most
    return ", ".join(short[:most]) + (f" +{more}" if more > 0 else "")


def _place(ranks: Any, option: str) -> str:
    if option not in ranks.index:
        return "-"
    rank = ranks[option]
    return f"{'=' if (ranks == rank).sum() > 1 else ''}{rank}"


def _causes(result: Result, keys: Any) -> str:
    titles = [result.study.scenarios[str(key)].title for key in keys]
    if not titles:
        return "-"
    return titles[0] + (f" and {len(titles) - 1} more" if len(titles) > 1 else "")


def _records(found: ScenarioComparison) -> list[dict[str, Any]]:
    return [
        {
            "in_scenario": str(key),
            "option": str(option),
            "rank": int(found.ranks.at[option, key]),
            "total": plain(found.totals.at[option, key]),
            "regret": plain(found.regret.table.at[option, key]),
            "above_today": plain(found.against_today.margin.at[option, key]),
        }
        for key in found.totals.columns
        for option in found.totals.index
    ]


def _as_csv(result: Result, found: ScenarioComparison) -> None:
    csv_records(result, _records(found))


def _as_json(result: Result, found: ScenarioComparison) -> None:
    out.json_value(
        {
            **choice_in_json(result),
            "says": list(found.sentences),
            "options": [
                {
                    "option": str(option),
                    "largest_regret": plain(found.regret.largest[option]),
                    "largest_regret_in": [str(key) for key in found.regret.cause[option]],
                    "worst_total": plain(found.worst.worst[option]),
                    "share_above_today": plain(found.against_today.better[option]),
                }
                for option in found.totals.index
            ],
            "by_scenario": _records(found),
            "first_by_weight_set": {
                str(name): {str(key): list(cell) for key, cell in row.items()}
                for name, row in found.leaders.iterrows()
            },
            "left_out": list(found.left_out),
        }
    )
