"""`policylab places`: how often each option takes each place when weights and scores move."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, plain, read_result, say_opening
from policylab.cli._figure import add_figure, save_figure
from policylab.cli._ids import find
from policylab.cli._parser import one_of
from policylab.cli._working import working
from policylab.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from policylab.analysis import Acceptability, Result

    Order = list[list[str]] | None

ABOUT = (
    "Show how often each option takes each place when weights and scores move at random: its expected place, how "
    "often it is first, and how often at the mean of the weights with which it is first (confidence). What "
    "is alike likely is a choice, and changes the answer: all weights of the groups, all of the criteria, or "
    "weights around those given."
)
EXAMPLE = "policylab places --vary groups --order 'security > alliance > economic'"

VARY = ("criteria", "groups", "around", "as_given")
MOST_DRAWS = 100_000_000
WIDE = 20
"""Places in the table at most; csv and json have every one."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "--vary",
        metavar="WHAT",
        type=one_of(*VARY),
        default="groups",
        help="which weights are drawn: all of the groups (groups; shares inside a group stay), all of the criteria "
        "(criteria), those near the ones given (around), or none (as_given) (default: groups)",
    )
    command.add_argument(
        "--order",
        metavar="'A > B'",
        help="only weights in this order, most important first, of groups or criteria as --vary has it; a comma "
        "leaves two of them without an order, and those not named are free",
    )
    command.add_argument(
        "--scores",
        metavar="WHAT",
        type=one_of("ranges", "central"),
        default="ranges",
        help="scores move in their ranges (ranges) or stay as they are (central) (default: ranges)",
    )
    command.add_argument(
        "--draws", metavar="N", type=_draws, default=10_000, help="number of draws (default: 10000)"
    )
    command.add_argument(
        "--seed", metavar="N", type=_seed, default=0, help="same seed, same numbers (default: 0)"
    )
    command.add_argument(
        "--all", action="store_true", help="also the mean weights with which each option stands first"
    )
    add_choice(command)
    add_figure(command, "options by places, darker where more often")


def _draws(given: str) -> int:
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= MOST_DRAWS):
        raise argparse.ArgumentTypeError(f"it must be a whole number from 1 to {MOST_DRAWS:,}, not '{given}'")
    return int(given)


def _seed(given: str) -> int:
    if not (given.isascii() and given.isdigit()):
        raise argparse.ArgumentTypeError(f"it must be a whole number of at least 0, not '{given}'")
    return int(given)


def run(args: argparse.Namespace) -> int:
    """Print the places."""
    from policylab import analysis

    result = read_result(args)
    order = None if args.order is None else read_order(result, args.order, args.vary)
    with working("the draws") as at:
        found = analysis.smaa(
            result,
            weights=args.vary,
            order=order,
            scores=args.scores,
            draws=args.draws,
            seed=args.seed,
            progress=lambda done: at(f"the draws, {100 * done:.0f} % done"),
        )
    if args.format == "table":
        _as_table(result, found, args, order)
    else:
        {"csv": _as_csv, "json": _as_json}[args.format](result, found, order)
    save_figure(args, result, "acceptability", found=found)
    return 0


def read_order(result: Result, given: str, vary: str) -> list[list[str]]:
    """Return an order of importance from words such as `security > alliance, economic`.

    Raises
    ------
    CallError
        When weights do not move freely, or a name is not known, is missing, or comes twice.
    """
    if vary not in ("groups", "criteria"):
        raise CallError(f"--order goes with --vary groups or --vary criteria, not with --vary {vary}.")
    study = result.study
    steps = [[name.strip() for name in step.split(",")] for step in given.split(">")]
    names = [name for step in steps for name in step]
    if "" in names or len(steps) < 2:
        raise CallError(f"--order must be two or more names with > between them, not '{given}'.")
    kind, other = ("group", "criterion") if vary == "groups" else ("criterion", "group")
    ids = {"group": study.state_groups, "criterion": study.state_criteria}
    for i, name in enumerate(names):
        if name not in ids[kind] and name in ids[other]:
            plural = "criteria" if vary == "groups" else "groups"
            raise CallError(f"'{name}' is a {other}, no {kind}: order {plural} with --vary {plural}.")
        find(f"{kind} of {study.decision_maker}", name, ids[kind])
        if name in names[:i]:
            raise CallError(f"'{name}' is in --order twice.")
        if vary == "groups" and not _has_points(result, name):
            raise CallError(f"'{name}' has no criterion with points, so that it takes no part in --order.")
    return steps


def _has_points(result: Result, group: str) -> bool:
    study = result.study
    return any(
        result.weight_set.criteria[criterion] > 0
        for criterion in study.state_criteria
        if study.group_of(criterion) == group
    )


def _records(result: Result, found: Acceptability) -> list[dict[str, Any]]:
    whole = found.found
    return [
        {
            "option": str(option),
            "title": row["title"],
            "first": plain(row["first"]),
            "first_error": plain(row["first_error"]),
            "expected_place": plain(row["expected_rank"]),
            "expected_place_error": plain(whole.expected_rank_errors[option]),
            "place_from": int(row["low"]),
            "place_to": int(row["high"]),
            "confidence": plain(row["confidence"]),
            "holistic": plain(row["holistic"]),
            **{f"place_{place}": plain(share) for place, share in whole.acceptability.loc[option].items()},
        }
        for option, row in found.table.iterrows()
    ]


def order_words(order: Order, titles: Mapping[str, str] | None = None) -> str:
    """Return an order of importance as it is read, by titles if these are given.

    >>> order_words([["security"], ["alliance", "economic"]])
    'security > alliance, economic'
    """
    named = titles or {}
    return " > ".join(", ".join(named.get(name, name) for name in step) for step in order or ())


def _as_table(result: Result, found: Acceptability, args: argparse.Namespace, order: Order) -> None:
    from policylab.analysis.counted import names_of
    from policylab.analysis.wording import raised
    from policylab.cli.firm import share_word

    study = result.study
    say_opening(result)
    titles = {name: group.title for name, group in study.groups.items()}
    titles |= {name: criterion.title for name, criterion in study.criteria.items()}
    importance = f"; order of importance {order_words(order, titles)}" if order else ""
    out.field("Asked", f"{found.asked}{importance}; {found.found.draws:,} draws, seed {args.seed}.")
    out.say(found.sentence)
    out.say()
    out.table(
        ["Option", "First", "+/-", "Expected place", "+/-", "Places", "Confidence"],
        [
            [
                study.options[row["option"]].short,
                share_word(row["first"]),
                _error(100 * row["first_error"], none="-"),
                f"{row['expected_place']:.1f}",
                _error(row["expected_place_error"]),
                f"{row['place_from']} to {row['place_to']}",
                "-" if row["confidence"] is None else share_word(row["confidence"]),
            ]
            for row in _records(result, found)
        ],
        right=[1, 2, 3, 4, 6],
    )
    out.say(
        "+/- is a standard error, of a share in points of a per cent; what never came up in N draws may still come up "
        "in 3 of N. Places: in the middle 90 % of the draws. Confidence: how often an option is first at the mean of "
        "the weights with which it is first."
    )
    _say_every_place(result, found)
    for same in found.found.tied:
        out.say(raised(f"{names_of(study, same)} are equal in every draw, and share their places evenly."))
    if result.incomplete:
        out.say("A missing score is taken to be anything on the scale.")
    if args.all:
        _say_central(result, found, args.vary)
    out.say()
    out.say(study.label)


def _error(error: float, none: str = "exact") -> str:
    """Return a standard error with one decimal.

    >>> [_error(error) for error in (0.0, 0.004, 0.49)]
    ['exact', 'under 0.1', '0.5']
    """
    return none if error <= 0 else "under 0.1" if error < 0.05 else f"{error:.1f}"


def _say_every_place(result: Result, found: Acceptability) -> None:
    shares = found.found.acceptability
    places = list(shares.columns)[:WIDE]
    out.say()
    out.say("HOW OFTEN EACH PLACE, PER CENT")
    out.table(
        ["Option", *map(str, places)],
        [
            [
                result.study.options[str(option)].short,
                *(_cell(float(shares.at[option, place])) for place in places),
            ]
            for option in found.table.index
        ],
        right=range(1, 1 + len(places)),
    )
    more = f" {len(shares.columns) - WIDE} more places: --format csv." if len(shares.columns) > WIDE else ""
    out.say(f"A dot: under 1 %; empty: never.{more}")


def _cell(share: float) -> str:
    """Return a share as a cell has it.

    >>> _cell(0.0), _cell(0.004), _cell(0.126)
    ('', '.', '13')
    """
    return "" if share <= 0 else "." if share < 0.01 else f"{100 * share:.0f}"


def _say_central(result: Result, found: Acceptability, vary: str) -> None:
    from policylab.mcda import shares

    study, central = result.study, found.found.central_weights
    out.say()
    out.say("MEAN WEIGHTS WITH WHICH EACH STANDS FIRST")
    if vary == "as_given":
        out.say("The weights do not move: they are those given.")
        return
    for option in found.table.index:
        if central.loc[option].isna().any():
            continue
        weights, titles = _named(result, central.loc[option], vary)
        errors, _ = _named(result, found.found.central_weights_errors.loc[option], vary)
        percent = shares(weights).sort_values(ascending=False, kind="stable")
        said = ", ".join(f"{titles[str(name)]} {share} %" for name, share in percent.items() if share)
        out.item(f"{study.options[str(option)].short}: {said} ({_how_sure(found, str(option), errors)}).")
    never = int(central.isna().any(axis=1).sum())
    if never:
        out.say(
            f"{never} option{'s' if never > 1 else ''} never stood first, and {'have' if never > 1 else 'has'} none."
        )
    if vary == "groups":
        out.say("Shares of criteria inside a group are as given.")


def _how_sure(found: Acceptability, option: str, errors: pd.Series) -> str:
    """Return from how many draws mean weights come, and the biggest of their standard errors."""
    draws = max(round(float(found.found.first[option]) * found.found.draws), 1)
    if errors.isna().any() or draws < 2:
        return "a single draw"
    return f"{draws:,} draws, +/- {_error(100 * float(errors.max()), none='0')}"


def _named(result: Result, weights: pd.Series, vary: str) -> tuple[pd.Series, dict[str, str]]:
    """Return weights by group where only these move, else by criterion, and what they are called."""
    study = result.study
    if vary == "groups":
        group_of = {str(criterion): study.group_of(str(criterion)) for criterion in weights.index}
        by_group = weights.groupby(group_of, sort=False).sum(min_count=1)
        return by_group, {name: group.title for name, group in study.groups.items()}
    return weights, {name: criterion.title for name, criterion in study.criteria.items()}


def _as_csv(result: Result, found: Acceptability, order: Order) -> None:
    asked = {"asked": found.asked, "order_of_importance": order_words(order)}
    csv_records(result, [{**asked, **record} for record in _records(result, found)])


def _as_json(result: Result, found: Acceptability, order: Order) -> None:
    whole = found.found
    errors, central, spread = (
        whole.acceptability_errors,
        whole.central_weights,
        whole.central_weights_errors,
    )
    out.json_value(
        {
            **choice_in_json(result),
            "asked": found.asked,
            "order_of_importance": order,
            "draws": whole.draws,
            "says": found.sentence,
            "options": [
                {
                    **{
                        name: value
                        for name, value in record.items()
                        if not name.startswith("place_") or name in ENDS
                    },
                    "places": _list(whole.acceptability.loc[record["option"]]),
                    "places_errors": _list(errors.loc[record["option"]]),
                    "central_weights": _by_name(central.loc[record["option"]]),
                    "central_weights_errors": _by_name(spread.loc[record["option"]]),
                }
                for record in _records(result, found)
            ],
            "equal_in_every_draw": [[str(option) for option in same] for same in whole.tied],
        }
    )


ENDS = ("place_from", "place_to")


def _list(row: pd.Series) -> list[float | None]:
    return [plain(value) for value in row]


def _by_name(row: pd.Series) -> dict[str, float | None]:
    return {str(name): plain(value) for name, value in row.items()}
