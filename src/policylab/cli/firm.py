"""`policylab firm`: how firm an order is, on one page."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from policylab.cli import _firm_option
from policylab.cli import _output as out
from policylab.cli._choice import add_choice, choice_in_json, csv_records, plain, read_result, say_opening
from policylab.cli._figure import add_figure, save_figure
from policylab.cli._ids import find
from policylab.cli._parser import one_of
from policylab.cli._working import working

if TYPE_CHECKING:
    from policylab.analysis import Result

ABOUT = (
    "Show on one page how firm an order is: which options can stand first, how much each group would have to count "
    "for that to change, what would have to be true for the next ones to come first, how much of the order is "
    "left on what the papers themselves say, and what to find out next. With --option, the same for one option."
)
EXAMPLE = "policylab firm --weights equal --option quiet_halt"

NEXT = 3
"""Options after the first, and remarks, that the page has at most; --all has every one."""
ROWS = 8
"""Lines of the table of places at most; --all has every option."""

FIGURES = {
    "tipping": "tipping",
    "places": "acceptability",
    "ledgers": "two_ledgers",
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument("--option", metavar="ID", help="only about this option")
    command.add_argument(
        "--all",
        action="store_true",
        help="every criterion, every option and every remark, not only the ones that matter first",
    )
    add_choice(command)
    add_figure(command, "what --picture names")
    command.add_argument(
        "--picture",
        metavar="NAME",
        type=one_of(*FIGURES),
        default="tipping",
        help="what the figure shows: tipping (who stands first as a group counts for more), places (how often each "
        "option takes each place) or ledgers (one against the other) (default: tipping)",
    )


def run(args: argparse.Namespace) -> int:
    """Print the page."""
    result = read_result(args)
    if args.option is not None:
        find("ranked option", args.option, result.study.ranked_options)
        _firm_option.print_page(result, args.option, args.format)
    else:
        with working("the draws") as at:
            page = _page(result, at, args.all)
        {"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](result, page)
    save_figure(args, result, FIGURES[args.picture])
    return 0


def _page(result: Result, at: Any, everything: bool) -> dict[str, Any]:
    """Return all that the page says, from the methods."""
    from policylab import analysis

    page: dict[str, Any] = {
        "all": everything,
        "order": analysis.order_sentence(result),
        "scores": analysis.smaa(result, weights="as_given"),
        "weights": analysis.smaa(result, weights="groups"),
    }
    at("tipping points")
    page["tipping"] = analysis.tipping_points(result)
    at("what would have to be true")
    behind = [str(option) for option in result.order.index if option not in page["tipping"].leaders]
    behind = [option for option in behind if option not in page["tipping"].left_out]
    page["conditions"] = [
        analysis.what_would_have_to_be_true(result, option)[0]
        for option in (behind if everything else behind[:NEXT])
    ]
    page["more"] = len(behind) - len(page["conditions"])
    at("the evidence that counts")
    page["evidence"] = analysis.evidence_that_counts(result)
    at("the next questions")
    page["questions"] = analysis.next_questions(result)
    page["structure"] = analysis.structure_warnings(result).warnings
    return page


def _places(result: Result, page: dict[str, Any]) -> list[dict[str, Any]]:
    """Return, by option in order, the places it takes and how often it is first."""
    import pandas as pd

    own, every = page["scores"].table, page["weights"].table
    return [
        {
            "option": str(option),
            "title": result.study.options[str(option)].short,
            "rank": None if pd.isna(row["rank"]) else int(row["rank"]),
            "shared": bool(row["shared"]),
            "place_from": int(own.at[option, "low"]),
            "place_to": int(own.at[option, "high"]),
            "first_scores_moving": plain(own.at[option, "first"]),
            "first_all_weights_of_groups": plain(every.at[option, "first"]),
        }
        for option, row in result.order.iterrows()
        if option in own.index
    ]


def share_word(share: float | None) -> str:
    """Return a sampled share: whole per cent, never 0 for what happened, never 100 for what did not always.

    >>> [share_word(share) for share in (0.0, 0.0004, 0.314, 0.998, 1.0)]
    ['never', 'under 1 %', '31 %', 'over 99 %', 'always']
    """
    share = share or 0.0
    if share <= 0:
        return "never"
    if share >= 1:
        return "always"
    return "under 1 %" if share < 0.01 else "over 99 %" if share > 0.99 else f"{round(100 * share)} %"


def _as_table(result: Result, page: dict[str, Any]) -> None:
    say_opening(result)
    out.say("WHO STANDS FIRST")
    out.say(page["order"])
    records = _places(result, page)
    shown = records if page["all"] else records[:ROWS]
    out.table(
        ["Rank", "Option", "Places, scores in their ranges", "First so", "First, any weights of the groups"],
        [
            [
                "-" if row["rank"] is None else f"{'=' if row['shared'] else ''}{row['rank']}",
                row["title"],
                f"{row['place_from']} to {row['place_to']}",
                share_word(row["first_scores_moving"]),
                share_word(row["first_all_weights_of_groups"]),
            ]
            for row in shown
        ],
        right=[0, 3, 4],
    )
    draws = page["scores"].found.draws
    rest = f" {len(records) - len(shown)} more: --all." if len(records) > len(shown) else ""
    out.say(
        f"From {draws:,} draws each, scores triangular in their ranges; places in the middle 90 % of them. In the last "
        f"column the weights move too, all weights of the groups alike likely.{rest}"
    )
    _say_tipping(page)
    _say_conditions(page)
    out.say()
    out.say("EVIDENCE THAT COUNTS")
    out.say(page["evidence"].sentence)
    out.say()
    out.say("WHAT TO FIND OUT NEXT")
    out.say(page["questions"].sentence)
    _say_structure(page)
    out.say()
    out.say(result.study.label)


def _say_tipping(page: dict[str, Any]) -> None:
    tipping = page["tipping"]
    out.say()
    out.say("TIPPING POINTS (one share moved, the others in proportion)")
    out.say(tipping.sentence)
    for each in (*tipping.groups, *(tipping.criteria if page["all"] else ())):
        out.item(each.sentence)


def _say_conditions(page: dict[str, Any]) -> None:
    if not page["conditions"]:
        return
    out.say()
    out.say("WHAT WOULD HAVE TO BE TRUE")
    for condition in page["conditions"]:
        out.item(f"{condition.title}. {condition.sentence}")
    if page["more"]:
        out.say(f"{page['more']} more options: --all, or --option ID for one.")


def _say_structure(page: dict[str, Any]) -> None:
    warnings = page["structure"]
    if not warnings:
        return
    out.say()
    out.say("ABOUT THE LIST OF CRITERIA (nothing need be wrong)")
    shown = warnings if page["all"] else warnings[:NEXT]
    for warning in shown:
        out.item(warning.sentence)
    if len(warnings) > len(shown):
        out.say(f"{len(warnings) - len(shown)} more: --all.")


def _as_csv(result: Result, page: dict[str, Any]) -> None:
    csv_records(result, _lines(result, page))


def _lines(result: Result, page: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the page as one table: what is said, of what, and how sure it is."""
    tipping = page["tipping"]
    said: list[tuple[str, str, str, str]] = [
        ("order", "", "exact", page["order"]),
        ("places", "", "sampled", page["scores"].sentence),
        ("places", "", "sampled", page["weights"].sentence),
        ("tipping", "", "exact", tipping.sentence),
        *(("tipping", each.id, "exact", each.sentence) for each in (*tipping.groups, *tipping.criteria)),
    ]
    for each in page["conditions"]:
        for about, sentence in (
            ("condition_groups", each.by_groups),
            ("condition_criteria", each.by_criteria),
            ("condition_scores", each.by_scores),
        ):
            said.append((about, each.option, "exact", sentence))
    said.append(("evidence", "", "exact places, sampled ranges", page["evidence"].sentence))
    said.append(("next_question", "", "sampled", page["questions"].sentence))
    said += [("structure", " ".join(each.about), "exact", each.sentence) for each in page["structure"]]
    return [
        {"section": section, "about": about, "how": how, "sentence": text}
        for section, about, how, text in said
    ]


def _as_json(result: Result, page: dict[str, Any]) -> None:
    tipping, questions = page["tipping"], page["questions"]
    out.json_value(
        {
            **choice_in_json(result),
            "draws": page["scores"].found.draws,
            "places": _places(result, page),
            "tipping_points": [
                {
                    "about": each.id,
                    "now": plain(each.now),
                    "leaders": [
                        {"from": plain(start), "to": plain(end), "options": [str(name) for name in names]}
                        for start, end, names in (each.envelope.pieces if each.envelope else ())
                    ],
                }
                for each in (*tipping.groups, *tipping.criteria)
            ],
            "left_out": list(tipping.left_out),
            "next_question": [
                {"option": str(option), "criterion": str(criterion), **_numbers(row)}
                for (option, criterion), row in questions.scores.table.head(10).iterrows()
            ],
            "says": _lines(result, page),
        }
    )


def _numbers(row: Any) -> dict[str, float | None]:
    return {str(name): plain(value) for name, value in row.items()}
