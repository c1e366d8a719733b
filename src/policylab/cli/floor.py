"""`policylab floor`: what falls below a floor on protection or crosses a red line, and the price."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, plain, read_result, say_opening
from policylab.cli._ids import find
from policylab.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from policylab.analysis import FloorReport, Result

ABOUT = (
    "Show which options are below a floor on protection or cross a red line on a criterion, what stands first "
    "without them, the price in points of overall value, and how far a line would have to move for each option to "
    "be back. Without --protection and --line: what every floor on protection would do."
)
EXAMPLE = "policylab floor --protection 33 --line influx=-2"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument(
        "--protection",
        metavar="POINTS",
        type=_points,
        help="the floor: least points of protection that are accepted, from -100 to 100",
    )
    command.add_argument(
        "--line",
        metavar="CRITERION=SCORE",
        type=_line,
        nargs="+",
        action="extend",
        default=[],
        help="a red line: least score that is accepted on a criterion, from -3 to 3, such as influx=-1",
    )
    add_choice(command)


def _points(given: str) -> float:
    points = _number(given)
    if points is None or not -100 <= points <= 100:
        raise argparse.ArgumentTypeError(f"it must be a number of points from -100 to 100, not '{given}'")
    return points


def _line(given: str) -> tuple[str, float]:
    criterion, _, word = given.partition("=")
    score = _number(word)
    if score is None or not -3 <= score <= 3:
        raise argparse.ArgumentTypeError(
            f"it must be a criterion and a score from -3 to 3, such as influx=-1, not '{given}'"
        )
    return criterion, score


def _number(given: str) -> float | None:
    """Return a number, or None for what is none.

    >>> _number("-1.5"), _number("nan"), _number("low")
    (-1.5, None, None)
    """
    try:
        number = float(given)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def run(args: argparse.Namespace) -> int:
    """Print what the lines do, or what every floor would do."""
    from policylab.analysis import apply_floor

    result = read_result(args)
    lines = _red_lines(result, args.line)
    found = apply_floor(result, args.protection, lines)
    if found.lines.empty:
        if found.stairs.empty:
            raise CallError("There is no floor to set: no protection aim has points.")
        forms = {"table": _stairs_table, "csv": _stairs_csv, "json": _as_json}
    else:
        forms = {"table": _as_table, "csv": _as_csv, "json": _as_json}
    forms[args.format](result, found)
    return 0


def _red_lines(result: Result, given: Sequence[tuple[str, float]]) -> dict[str, float]:
    lines: dict[str, float] = {}
    for criterion, score in given:
        find("criterion", criterion, result.study.criteria)
        if criterion in lines:
            raise CallError(f"'{criterion}' has two red lines; draw one.")
        lines[criterion] = score
    return lines


def _as_table(result: Result, found: FloorReport) -> None:
    say_opening(result)
    out.say(found.sentence)
    out.say()
    criteria = [str(line) for line in found.lines.index if str(line) in result.study.criteria]
    out.table(
        ["Rank", "Option", "Total", "Protection", *(result.study.criteria[c].title for c in criteria), ""],
        [_row(result, found, option, criteria) for option in _in_order(result, found)],
        right=[0, 2, 3, *range(4, 4 + len(criteria))],
    )
    if found.returns:
        out.say()
        out.say("HOW FAR A LINE WOULD HAVE TO MOVE")
        for option in _in_order(result, found):
            if option in found.returns:
                out.item(found.returns[option])
    out.say()
    out.say(
        "Exact, on central scores. What has just the points of the floor, or the score of the line, is accepted. "
        "Points are shown rounded; nothing is hidden, and ranks are those without a floor."
    )
    out.say(result.study.label)


def _in_order(result: Result, found: FloorReport) -> list[str]:
    return [str(option) for option in result.order.index if option in found.effect.below.index]


def _row(result: Result, found: FloorReport, option: str, criteria: list[str]) -> list[str]:
    from policylab.analysis.wording import signed

    row = result.order.loc[option]
    return [
        f"{'=' if row['shared'] else ''}{row['rank']}",
        result.study.options[option].short,
        _whole(result.total[option]),
        _whole(result.protection[option]),
        *(signed(float(result.scores.central.at[option, criterion])) for criterion in criteria),
        _mark(result, found, option),
    ]


def _whole(points: float) -> str:
    from policylab.analysis.wording import signed
    from policylab.mcda import shown

    return "-" if points != points else signed(shown(points))


def _mark(result: Result, found: FloorReport, option: str) -> str:
    """Return what is said beside an option: below floor and by how much, the red lines it crosses, or nothing."""
    below = found.effect.below.loc[option]
    floor = float(below.get("protection", 0.0))
    said = [f"below floor by {math.ceil(floor - 1e-9)}"] if floor > 0 else []
    said += [
        f"crosses {result.study.criteria[line].title} by {below[line]:g}"
        for line in _crossed(result, found, option)
    ]
    return ", ".join(said)


def _crossed(result: Result, found: FloorReport, option: str) -> list[str]:
    below = found.effect.below.loc[option]
    return [str(line) for line in below.index[below > 0] if str(line) in result.study.criteria]


def _records(result: Result, found: FloorReport) -> list[dict[str, Any]]:
    return [
        {
            "option": option,
            "title": result.study.options[option].title,
            "rank": int(result.order.at[option, "rank"]),
            "total": plain(result.total[option]),
            "protection": plain(result.protection[option]),
            "below_floor": bool(found.effect.below.loc[option].get("protection", 0.0) > 0),
            "crosses": " ".join(_crossed(result, found, option)),
            **{f"{line}_below_by": plain(by) for line, by in found.effect.below.loc[option].items()},
            "returns": found.returns.get(option, ""),
        }
        for option in _in_order(result, found)
    ]


def _as_csv(result: Result, found: FloorReport) -> None:
    csv_records(result, _records(result, found))


def _as_json(result: Result, found: FloorReport) -> None:
    effect = found.effect
    out.json_value(
        {
            **choice_in_json(result),
            "lines": {str(line): plain(value) for line, value in found.lines.items()},
            "says": found.sentence,
            "first_without_lines": [str(option) for option in effect.first_without],
            "first_with_lines": [str(option) for option in effect.first_with],
            "price": plain(effect.price),
            "options": [
                {**record, "crosses": record["crosses"].split()} for record in _records(result, found)
            ],
            "stairs": [
                {**record, "first": record["first"].split(), "below_floor": record["below_floor"].split()}
                for record in _stairs_records(result, found)
            ],
            "left_out": list(found.left_out),
        }
    )


def _known(result: Result) -> pd.Series:
    """Return the protection of the options that have both a total and protection."""
    return result.protection[result.protection.notna() & result.total.notna()]


def _stairs_records(result: Result, found: FloorReport) -> list[dict[str, Any]]:
    """Return for each stair up to which floor it holds, who stands first, the price, and who is below its top."""
    known = _known(result).sort_values(kind="stable")
    return [
        {
            "floor_up_to": plain(stair["up_to"]),
            "first": " ".join(str(option) for option in stair["first"]),
            "total": plain(stair["total"]),
            "price": plain(stair["price"]),
            "below_floor": " ".join(str(o) for o in known.index[known < stair["up_to"] - 1e-9]),
        }
        for _, stair in found.stairs.iterrows()
    ]


def _stairs_table(result: Result, found: FloorReport) -> None:
    from policylab.analysis.counted import left_out_sentence

    study, records, known = result.study, _stairs_records(result, found), _known(result)
    say_opening(result)
    out.say("WHAT EACH FLOOR ON PROTECTION WOULD DO")
    tops = floor_words([record["floor_up_to"] for record in records])
    out.table(
        ["Floor up to", "Stands first", "Total", "Price", "Below floor"],
        [
            [
                top,
                " and ".join(study.options[option].short for option in record["first"].split()),
                _whole(record["total"]),
                _price(record["price"]),
                f"{len(record['below_floor'].split())} of {len(known)}",
            ]
            for top, record in zip(tops, records, strict=True)
        ],
        right=[0, 2, 3, 4],
    )
    out.say(f"Above {tops[-1]} points every option is below floor.")
    out.say()
    out.say("FROM WHICH FLOOR ON EACH OPTION IS BELOW IT")
    for item in _heights(result):
        out.item(item)
    out.say()
    if len(known) < len(result.total):
        out.say(left_out_sentence(study, tuple(result.total.index.difference(known.index, sort=False))))
    out.say(
        "Exact, on central scores. A row holds from the floor of the row before it; the last column counts at its "
        "upper end. Floors are rounded down; totals and prices are points. For one floor, "
        "or for red lines: --protection, --line."
    )
    out.say(study.label)


def _heights(result: Result) -> list[str]:
    """Return, floor by floor, which options are below it from there on."""
    from policylab.analysis.counted import names_of
    from policylab.analysis.wording import raised

    known = _known(result).round(9)
    heights = sorted(set(known))
    return [
        f"Above {word}: {raised(names_of(result.study, tuple(known.index[known == height]), most=len(known)))}."
        for height, word in zip(heights, floor_words(heights), strict=True)
    ]


def floor_words(floors: Sequence[float]) -> list[str]:
    """Return floors rounded down, so that they still hold, with so many decimals that none are alike.

    >>> floor_words([0.0, 25.0, 36.6667]), floor_words([36.2, 36.6667])
    (['0', '25', '36'], ['36.2', '36.6'])
    """
    words: list[str] = []
    for decimals in range(5):
        unit = 10**decimals
        words = [f"{math.floor(floor * unit + 1e-6) / unit + 0.0:.{decimals}f}" for floor in floors]
        if len(set(words)) == len(words):
            break
    return words


def _price(points: float) -> str:
    from policylab.mcda import shown

    return "0" if points <= 1e-9 else str(shown(points)) if shown(points) else "under 1"


def _stairs_csv(result: Result, found: FloorReport) -> None:
    csv_records(result, _stairs_records(result, found))
