"""How firm the place of one option is: the page of `policylab firm --option`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._choice import choice_in_json, csv_records, plain, say_opening
from policylab.cli._working import working

if TYPE_CHECKING:
    from policylab.analysis import Result

ASKED = {
    "as_given": "these weights, scores in their ranges",
    "groups": "any weights of the groups, scores in their ranges",
    "criteria": "any weights of the criteria, scores in their ranges",
}
LEVELS = {
    "stated": "what the papers state alone",
    "stated_and_implied": "what they state or imply",
    "all": "all scores, judgements too",
}


def print_page(result: Result, option: str, form: str) -> None:
    """Print the page in one of the three forms."""
    with working("the draws") as at:
        page = _page(result, option, at)
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[form](result, option, page)


def _page(result: Result, option: str, at: Any) -> dict[str, Any]:
    from policylab import analysis

    page: dict[str, Any] = {
        "why": analysis.why(result, option),
        "draws": {asked: analysis.smaa(result, weights=asked) for asked in ASKED},
    }
    at("what would have to be true")
    complete = option not in result.incomplete
    page["conditions"] = analysis.what_would_have_to_be_true(result, option) if complete else ()
    page["potential"] = analysis.potential_leaders(result).table["sentence"].get(option, "")
    at("the evidence that counts")
    page["evidence"] = analysis.evidence_that_counts(result)
    page["ledgers"] = _on_both(result, option)
    return page


def _on_both(result: Result, option: str) -> str:
    from policylab.analysis import two_ledgers
    from policylab.errors import NothingCounts

    try:
        return str(two_ledgers(result).sentences.get(option, ""))
    except NothingCounts:
        return ""


def _places(result: Result, option: str, page: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the places an option takes, by what moves and by what is trusted."""
    rows = []
    for asked, found in page["draws"].items():
        if option in found.table.index:
            row = found.table.loc[option]
            rows.append(_record(ASKED[asked], row["low"], row["high"], None, None, row["first"]))
    for level in page["evidence"].levels:
        row = level.places.loc[option]
        about = f"these weights, trusting {LEVELS[level.id]}"
        rows.append(_record(about, row["low"], row["high"], row["first"], row["last"], None))
    return rows


def _record(about: str, low: Any, high: Any, first: Any, last: Any, share: Any) -> dict[str, Any]:
    return {
        "when": about,
        "place_from": int(low),
        "place_to": int(high),
        "possible_from": None if first is None else int(first),
        "possible_to": None if last is None else int(last),
        "first": None if share is None else plain(share),
    }


def _surely(result: Result, option: str, page: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the option is surely ahead of and behind, level by level."""
    found = []
    for level in page["evidence"].levels:
        ahead = level.surely_ahead
        found.append(
            {
                "trusting": level.id,
                "surely_ahead_of": [str(other) for other in ahead.columns[ahead.loc[option]]],
                "surely_behind": [str(other) for other in ahead.index[ahead[option]]],
            }
        )
    return found


def _surely_sentence(result: Result, page: dict[str, Any], option: str) -> str:
    from policylab.analysis.counted import names_of

    own = _surely(result, option, page)[-1]
    parts = [
        f"{words} {names_of(result.study, tuple(own[key]), most=8)}"
        for key, words in (("surely_ahead_of", "surely ahead of"), ("surely_behind", "surely behind"))
        if own[key]
    ]
    if not parts:
        return "Wherever the scores lie in their ranges: surely ahead of no option, and surely behind none."
    return f"Wherever the scores lie in their ranges: {' and '.join(parts)}."


def _as_table(result: Result, option: str, page: dict[str, Any]) -> None:
    import pandas as pd

    from policylab.cli.firm import share_word

    say_opening(result)
    row = result.order.loc[option]
    missing = pd.isna(row["rank"])
    place = "without a place" if missing else f"{'shared ' if row['shared'] else ''}place {row['rank']}"
    out.say(f"{page['why'].title}: {place} of {int(result.order['rank'].notna().sum())}")
    out.say(page["why"].sentence)
    if page["why"].reason is not None:
        out.say(page["why"].reason.text)
    out.say()
    out.say("PLACES")
    out.table(
        ["When", "Places", "Possible", "First"],
        [
            [
                each["when"],
                f"{each['place_from']} to {each['place_to']}",
                "" if each["possible_from"] is None else f"{each['possible_from']} to {each['possible_to']}",
                "" if each["first"] is None else share_word(each["first"]),
            ]
            for each in _places(result, option, page)
        ],
        right=[3],
    )
    out.say(
        "Places in the middle 90 % of draws; possible ones are exact. What is not trusted may be anything."
    )
    out.say(_surely_sentence(result, page, option))
    out.say()
    out.say("WHAT WOULD HAVE TO BE TRUE FOR IT TO COME FIRST")
    for condition in page["conditions"]:
        out.say(condition.sentence)
    out.say(page["potential"] or "Nothing can be said of it, because a score that counts is missing.")
    if page["ledgers"]:
        out.say()
        out.say("THE TWO LEDGERS")
        out.say(page["ledgers"])
    out.say()
    out.say(result.study.label)


def _as_csv(result: Result, option: str, page: dict[str, Any]) -> None:
    csv_records(result, [{"option": option, **each} for each in _places(result, option, page)])


def _as_json(result: Result, option: str, page: dict[str, Any]) -> None:
    out.json_value(
        {
            **choice_in_json(result),
            "option": option,
            "why": page["why"].sentence,
            "places": _places(result, option, page),
            "sure": _surely(result, option, page),
            "conditions": [
                {
                    "first": each.first,
                    "by_groups": each.by_groups,
                    "by_criteria": each.by_criteria,
                    "by_scores": each.by_scores,
                }
                for each in page["conditions"]
            ],
            "any_weights": page["potential"],
            "two_ledgers": page["ledgers"],
        }
    )
