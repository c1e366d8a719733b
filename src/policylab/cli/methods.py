"""`policylab methods`: the same scores and weights through other rules of the field."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, plain, read_result, say_opening
from policylab.cli._parser import one_of
from policylab.cli._working import working

if TYPE_CHECKING:
    from policylab.analysis import OtherMethods, Result

ABOUT = (
    "Show what other rules of the field make of the same scores and weights: TOPSIS, VIKOR, PROMETHEE II, the "
    "heaviest criterion first (lexicographic) and the worst score first (maximin). Where they agree with the "
    "weighted sum, the rule does not matter; where they do not, the pairs are named."
)
EXAMPLE = "policylab methods --weights equal"

NAMES = {
    "weighted_sum": "Weighted sum",
    "topsis": "TOPSIS",
    "vikor": "VIKOR",
    "promethee_ii": "PROMETHEE II",
    "lexicographic": "Lexicographic",
    "maximin": "Maximin",
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    add_choice(command)
    command.add_argument(
        "--library",
        metavar="NAME",
        type=one_of("own", "pymcdm"),
        default="own",
        help="whose TOPSIS, VIKOR and PROMETHEE II: own, or pymcdm if it is installed (default: own)",
    )


def run(args: argparse.Namespace) -> int:
    """Print the rules."""
    from policylab.analysis import other_methods

    result = read_result(args)
    with working("the other rules"):
        found = other_methods(result, library=args.library)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](result, found)
    return 0


def _as_table(result: Result, found: OtherMethods) -> None:
    study, ranks = result.study, found.comparison.ranks
    say_opening(result)
    out.say(found.sentence)
    for sentence in found.sentences.values():
        out.item(sentence)
    out.say()
    rules = list(ranks.columns)
    order = [option for option in result.order.index if option in ranks.index]
    out.table(
        ["Option", *(NAMES.get(rule, rule) for rule in rules)],
        [[study.options[option].short, *(_rank(ranks[rule], option) for rule in rules)] for option in order],
        right=range(1, len(rules) + 1),
    )
    out.say(
        "Ranks by each rule's own numbers, = where these are equal; too close to call is left aside here. "
        "Agreement is Kendall's tau-b: 1 the same order, 0 no relation, -1 turned round."
    )
    out.say(study.label)


def _rank(ranks: Any, option: str) -> str:
    return f"{'=' if (ranks == ranks[option]).sum() > 1 else ''}{ranks[option]}"


def _records(found: OtherMethods) -> list[dict[str, Any]]:
    ranks, scores = found.comparison.ranks, found.comparison.scores
    return [
        {
            "method": str(rule),
            "agreement": plain(found.comparison.agreement.get(rule, 1.0)),
            "option": str(option),
            "rank": int(ranks.at[option, rule]),
            "score": plain(scores.at[option, rule]) if rule in scores else None,
        }
        for rule in ranks.columns
        for option in ranks.index
    ]


def _as_csv(result: Result, found: OtherMethods) -> None:
    csv_records(result, _records(found))


def _as_json(result: Result, found: OtherMethods) -> None:
    disagreements = found.comparison.disagreements.astype(object)
    out.json_value(
        {
            **choice_in_json(result),
            "says": [found.sentence, *found.sentences.values()],
            "methods": _records(found),
            "disagreements": [
                {name: str(row[name]) for name in ("method", "ahead", "behind")}
                for _, row in disagreements.iterrows()
            ],
            "left_out": list(found.left_out),
        }
    )
