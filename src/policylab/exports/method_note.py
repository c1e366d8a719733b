"""The note on method, ready to paste into a paper: the words of the page's own (`files_note.js`), in Markdown."""

from __future__ import annotations

import pandas as pd

from policylab.analysis import order_sentence
from policylab.analysis.wording import APOSTROPHE, possessive
from policylab.exports.about import about, close_points, whose
from policylab.exports.receipt import Receipt
from policylab.exports.report.sources import NOT_STATED
from policylab.exports.report.words import (
    NBSP,
    count,
    is_below,
    listed,
    percent,
    place,
    points,
    score,
)
from policylab.exports.text_safe import markdown as md
from policylab.exports.view import PERCENT, View
from policylab.mcda import shares
from policylab.provenance import Source
from policylab.terms import SCALE

MADE_FROM = ("study", "software", "date", "content", "command", "link")


def markdown(view: View, receipt: Receipt) -> bytes:
    """Return the note in Markdown that also reads as plain text; the receipt is a comment at its end."""
    return note(view, receipt).encode()


def note(view: View, receipt: Receipt) -> str:
    """Return the note as text."""
    study, result = view.published, view.result
    scenario, own = study.scenarios[result.scenario], _own(view)
    made_from = [
        f"- {key}: {_literal(key, text)}" for key, text in about(view, receipt).items() if key in MADE_FROM
    ]
    mine = (
        ["Scores of the reader’s own, counted in the place of the published ones:", "", *own, ""]
        if own
        else []
    )
    lines = [
        f"# Note on method: {md(study.title)}", "", md(study.question), "", md(study.label), "",
        _scores(view), "", _weights(view), "", f"Scenario: {md(scenario.title)}. {md(scenario.says)}", "",
        _method(view), "", *mine,
        "## Order", "", md(order_sentence(result)), "", *_order(view), "",
        "## Known limits", "", *(f"- {md(text)}" for text in study.limits),
        *([f"- Who is missing: {md(study.missing_voices)}"] if study.missing_voices else []), "",
        "## Sources", "", *(_reference(source) for source in study.sources.values()), "",
        "## Made from", "", *made_from, "", f"<!-- {receipt.line} -->", "",
    ]  # fmt: skip
    return "\n".join(lines)


def _literal(key: str, text: str) -> str:
    """Return an address or a command so that it can be copied, any other text as it reads."""
    if key == "link" and text.startswith(("http://", "https://")) and not set(text) & set("<> \n\r\t"):
        return f"<{text}>"
    return f"`{text}`" if key == "command" and "`" not in text else md(text)


def _scores(view: View) -> str:
    study = view.published
    n = _bases(view)
    scored = n["stated"] + n["implied"] + n["judgement"]
    verb = "is" if n["none"] == 1 else "are"
    missing = f" {count(n['none'], 'score')} {verb} missing and never counted as 0." if n["none"] else ""
    return (
        f"{len(study.ranked_options)} options, today’s practice among them, are scored on {len(study.criteria)} "
        f"criteria from {score(-SCALE)} to {score(SCALE)} in steps of {study.step:g}, against today’s practice, which "
        "is 0 by definition. Each score has a lowest, a central and a highest value and names what it rests on: "
        f"of {scored} scores, those of today’s practice left out, {n['stated']} are stated by a paper, {n['implied']} "
        f"follow from what a paper says and {n['judgement']} are our judgement.{missing} "
        f"Scored by: {md(study.scored_by)}."
    )


def _bases(view: View) -> dict[str, int]:
    """Return how many published scores rest on what, whatever a reader put in their place."""
    study = view.published
    basis = study.scores["basis"]
    found = {"stated": 0, "implied": 0, "judgement": 0, "none": 0}
    for option in study.ranked_options:
        for one in study.criteria if option != study.baseline else ():
            found[str(basis[(option, one)]) if (option, one) in basis.index else "none"] += 1
    return found


def _weights(view: View) -> str:
    study, choice = view.published, view.result.weight_set
    given = pd.Series({group: float(choice.groups[group]) for group in study.state_groups}, dtype=float)
    whole = shares(given) if given.sum() > 0 else given.astype(int)
    whose_ledger = possessive(study, APOSTROPHE)
    groups = [
        f"{study.groups[group].title} {choice.groups[group]:g} ({percent(int(whole[group]))} of {whose_ledger} ledger)"
        for group in study.state_groups
    ]
    inside = [
        f"{record.title}: "
        + ", ".join(
            f"{study.criteria[one].title} {choice.criteria[one]:g}" for one in study.criteria_of(group)
        )
        for group, record in study.groups.items()
    ]
    share = round(100 * view.result.with_protection, 6)
    protection = (
        f"Protection of people counts for {percent(share)} of the total; the other {percent(100 - share)} is "
        f"{md(whose_ledger)} ledger."
        if share
        else "Protection of people is kept in a ledger of its own and is in no total."
    )
    floor = (
        "No floor on protection is set."
        if view.floor is None
        else f"Options with fewer than {count(view.floor, 'point')} of protection are marked as below the floor and "
        "stay listed."
    )
    return (
        f"Weights: {md(whose(view))}. Points of the groups: {md(listed(groups))}. "
        f"Points of the criteria: {md('; '.join(inside))}. {protection} {floor}"
    )


def _method(view: View) -> str:
    study = view.published
    return (
        f"A total is an additive value model: each score is divided by {SCALE}, multiplied by its weight and summed, "
        "times 100. A group’s weight is its share of the points of all groups that count, a criterion’s is its share "
        "of the points inside its group. Options share a place when moving one score by one step of "
        f"{study.step:g} could swap them with the first that holds it, counted from the top down. Here that is "
        f"{close_points(view.result.closeness)}, by unrounded totals. Ranges of places are those taken in the middle "
        f"{PERCENT}{NBSP}% of {view.draws:,} draws of scores within their ranges (triangular, seed {view.seed}), with "
        "weights as given. Whole numbers are rounded so that parts add up to totals."
    )


def _order(view: View) -> list[str]:
    study, result = view.study, view.result
    said: list[str] = []
    for key in map(str, result.order.index):
        at = place(view, key)
        low, high = (int(view.ranges.at[key, end]) for end in ("low", "high"))
        where = f"place {at} (range {low} to {high})" if at else f"without a place (range {low} to {high})"
        total = "total not scored" if pd.isna(result.total[key]) else f"total {points(result.total[key])}"
        aims, word = result.protection[key], result.order.at[key, "protection_word"]
        protection = "protection not scored" if pd.isna(aims) else f"protection {points(aims)}, {word}"
        mine = sum(option == key for option, _ in result.own)
        below = ", below floor" if is_below(view, key) else ""
        own = f", {count(mine, 'own score')}" if mine else ""
        said.append(f"- {md(study.options[key].title)}: {where}, {total}; {protection}{below}{own}")
    return said


def _own(view: View) -> list[str]:
    """Return a reader's own scores beside those that are published."""
    study, scores = view.published, view.published.scores
    said: list[str] = []
    for option, criterion in view.result.own:
        low, central, high = view.own_scores[option][criterion]
        published = "not scored"
        if (option, criterion) in scores.index:
            was = scores.loc[(option, criterion)]
            published = f"{score(was['central'])} ({score(was['low'])} to {score(was['high'])})"
        name = f"{md(study.options[option].title)} on {md(study.criteria[criterion].title)}"
        said.append(f"- {name}: own {score(central)} ({score(low)} to {score(high)}), published {published}")
    return said


def _reference(source: Source) -> str:
    """Return a source as it stands in a list of references; what is not stated is not filled in."""
    told = {"author": source.author, "date": source.date, "title": source.title, "venue": source.venue}
    known = [md(text) for text in told.values() if text and text != NOT_STATED]
    absent = [name for name, text in told.items() if not text or text == NOT_STATED]
    said = f" {'. '.join(known)}." if known else ""
    gaps = f" Not stated: {listed(absent)}." if absent else ""
    return f"- {md(source.cite)}:{said}{gaps}"
