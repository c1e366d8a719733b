"""`policylab compare`: two options side by side, the biggest difference first."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, plain, read_result, say_opening
from policylab.cli._ids import find
from policylab.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from policylab.analysis import Result

ABOUT = (
    "Compare two options criterion by criterion, the biggest difference first: both scores, how many points of the "
    "difference in total they make under these weights, and on how many criteria one is ahead. What both do for "
    "the people concerned follows in a table of its own. csv and json have what each score adds to each total."
)
EXAMPLE = "policylab compare quiet_halt camp"


@dataclass(frozen=True)
class Line:
    """One criterion: what it counts in per cent, both scores, and both parts of the totals in points.

    `shown` are the points that the first option has more, whole numbers that add up to the whole difference.
    """

    criterion: str
    title: str
    group: str
    counts: int
    scores: tuple[float, float]
    points: tuple[float, float]
    shown: int | None

    @property
    def difference(self) -> float:
        """Points that the first option has more; NaN when a score is missing."""
        return self.points[0] - self.points[1]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument("first", metavar="A", help="id of an option (list them: policylab show option)")
    command.add_argument("second", metavar="B", help="id of another option")
    add_choice(command)


def run(args: argparse.Namespace) -> int:
    """Print the comparison."""
    result = read_result(args)
    pair = [find("ranked option", given, result.study.ranked_options) for given in (args.first, args.second)]
    if pair[0] == pair[1]:
        raise CallError(f"'{pair[0]}' is named twice; compare two options.")
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](result, pair)
    return 0


def _lines(result: Result, pair: Sequence[str], parts: pd.DataFrame, counts: pd.Series) -> list[Line]:
    """Return the criteria of some parts of a total, the biggest difference first."""
    from policylab.mcda import round_to_total

    study, scores = result.study, result.scores.central
    first, second = parts.loc[pair[0]], parts.loc[pair[1]]
    more = first - second
    # A difference of 0 stays 0, which it would not if both parts were rounded for themselves.
    whole = None if more.isna().any() else round_to_total(more)
    lines = [
        Line(
            criterion=str(criterion),
            title=study.criteria[str(criterion)].title,
            group=study.groups[study.group_of(str(criterion))].title,
            counts=int(counts[criterion]),
            scores=(float(scores.at[pair[0], criterion]), float(scores.at[pair[1], criterion])),
            points=(float(first[criterion]), float(second[criterion])),
            shown=None if whole is None else int(whole[criterion]),
        )
        for criterion in parts.columns
    ]
    # A missing score cannot be compared, and comes last; equal differences stay in the order of the study.
    return sorted(lines, key=lambda line: _place(line.difference))


def _place(difference: float) -> float:
    return 1.0 if difference != difference else -round(abs(difference), 9)


def _state(result: Result, pair: Sequence[str]) -> list[Line]:
    counted = [c for c in result.contributions.columns if result.weights[c] > 0]
    return _lines(result, pair, result.contributions[counted], result.criterion_shares)


def _protection(result: Result, pair: Sequence[str]) -> list[Line]:
    """Return the aims of protection, weighed among themselves; none when they are in the total, or without points."""
    if result.with_protection > 0 or result.aim_weights.isna().any():
        return []
    from policylab.mcda import shares

    counted = [aim for aim, weight in result.aim_weights.items() if weight > 0]
    parts = 100.0 * result.values[counted] * result.aim_weights[counted]
    return _lines(result, pair, parts, shares(result.aim_weights))


def comparison_sentence(names: Sequence[str], lines: Sequence[Line], ledger: str = "") -> str:
    """Return who is ahead on how many criteria, and by how much in all."""
    from policylab.analysis.wording import listed, raised
    from policylab.mcda import TIE, shown

    known = [line.difference for line in lines if line.difference == line.difference]
    ahead, behind = sum(d > TIE for d in known), sum(d < -TIE for d in known)
    counts = [
        f"ahead of {names[1]} on {ahead} of {len(lines)} criteria that count{ledger}",
        f"level on {len(known) - ahead - behind}",
        f"behind on {behind}",
    ]
    if len(known) < len(lines):
        counts.append(f"not to be compared on {len(lines) - len(known)}, because a score is missing")
        return raised(f"{names[0]} is {listed(counts)}.")
    by = sum(known)
    if abs(by) <= TIE:
        return raised(f"{names[0]} is {listed(counts)}; the two totals are equal.")
    size = (
        f"{shown(abs(by))} point{'' if shown(abs(by)) == 1 else 's'}" if shown(abs(by)) else "under 1 point"
    )
    return raised(f"{names[0]} is {listed(counts)}; in all it has {size} {'more' if by > 0 else 'fewer'}.")


def _as_table(result: Result, pair: Sequence[str]) -> None:
    from policylab.analysis.counted import name_of

    study = result.study
    names = [name_of(study, option) for option in pair]
    say_opening(result)
    out.say(f"{study.options[pair[0]].title} beside {study.options[pair[1]].title}")
    out.say()
    state = _state(result, pair)
    out.say(comparison_sentence(names, state))
    _table(result, pair, state)
    aims = _protection(result, pair)
    if aims:
        out.say()
        out.say(comparison_sentence(names, aims, " for protection, kept apart"))
        _table(result, pair, aims)
    out.say()
    out.say(f"Scores from -3 to +3 against today's practice; points are those that {names[0]} has more.")
    out.say(study.label)


def _table(result: Result, pair: Sequence[str], lines: Sequence[Line]) -> None:
    from policylab.analysis.wording import signed

    short = [result.study.options[option].short for option in pair]
    rows = [
        [
            line.title,
            line.group,
            f"{line.counts} %",
            *(_score(score) for score in line.scores),
            "-" if line.shown is None else signed(line.shown),
        ]
        for line in lines
    ]
    if all(line.shown is not None for line in lines):
        rows.append(["In all", "", "100 %", "", "", signed(sum(line.shown or 0 for line in lines))])
    out.table(["Criterion", "Group", "Counts", *short, "More points"], rows, right=range(2, 6))


def _score(score: float) -> str:
    from policylab.analysis.wording import signed

    return "" if score != score else signed(score)


def _records(result: Result, pair: Sequence[str]) -> list[dict[str, object]]:
    return [
        {
            "a": pair[0],
            "b": pair[1],
            "ledger": ledger,
            "criterion": line.criterion,
            "title": line.title,
            "group": line.group,
            "counts_percent": line.counts,
            "score_a": plain(line.scores[0]),
            "score_b": plain(line.scores[1]),
            "points_a": plain(line.points[0]),
            "points_b": plain(line.points[1]),
            "difference": plain(line.difference),
        }
        for ledger, lines in (("total", _state(result, pair)), ("protection", _protection(result, pair)))
        for line in lines
    ]


def _as_csv(result: Result, pair: Sequence[str]) -> None:
    csv_records(result, _records(result, pair))


def _as_json(result: Result, pair: Sequence[str]) -> None:
    from policylab.analysis.counted import name_of

    names = [name_of(result.study, option) for option in pair]
    out.json_value(
        {
            **choice_in_json(result),
            "says": comparison_sentence(names, _state(result, pair)),
            "criteria": _records(result, pair),
        }
    )
