"""The parts of the report on the order: every option, what is too close to call, what is missing, and the scores."""

from __future__ import annotations

import pandas as pd

from policylab.analysis import order_sentence
from policylab.exports.report.choices import codes
from policylab.exports.report.model import Column as Col
from policylab.exports.report.model import Grid, Items, Para, Row, Section, picture, section
from policylab.exports.report.words import (
    NBSP,
    counting_groups,
    is_below,
    listed,
    name_of,
    number,
    order_heading,
    parts,
    place,
    places,
    points,
    score,
    typeset,
)
from policylab.exports.view import PERCENT, View
from policylab.schema import Study

TODAY = "today’s practice"


def order(view: View) -> list[Section | None]:
    """Return the order with its figure, what is too close to call, and the scores that are missing."""
    placed = view.result.order["rank"].notna()
    drawn = picture(view, "figure-order", typeset(order_sentence(view.result))) if placed.any() else None
    without = (
        None
        if placed.all()
        else f"{int((~placed).sum())} of {len(placed)} options have no place, because a score that counts is missing."
    )
    return [
        section(
            "The order, every option",
            Para(without) if without else None,
            drawn or Para("The figure is left out: no option has a place."),
            _table(view),
        ),
        section("Too close to call", *_close(view)),
        section("Scores missing", *_missing(view)),
    ]


def _name(view: View, option: str) -> str:
    study = view.study
    title = study.options[option].title
    today = f" ({TODAY})" if option == study.baseline and "today" not in title.lower() else ""
    below = ", below floor" if is_below(view, option) else ""
    mine = ", own score" if any(key == option for key, _ in view.result.own) else ""
    return f"{title}{today}{below}{mine}"


def _table(view: View) -> Grid:
    study, result = view.study, view.result
    groups = counting_groups(view)
    rows = []
    for key in map(str, result.order.index):
        added = parts(view, key)
        aims = result.protection[key]
        word = result.order.at[key, "protection_word"]
        cells = (
            place(view, key),
            places(view, key),
            _name(view, key),
            *("" if added is None else points(added[group]) for group in groups),
            "not scored" if added is None else points(result.total[key]),
            "not scored" if pd.isna(aims) else f"{word} {points(aims)}",
        )
        rows.append(Row(cells, "today" * (key == study.baseline)))
    columns = (
        Col("#", True, 0.72), Col("Range", True, 1), Col("Option", width=3.3),
        *(Col(study.groups[group].letter, True, 0.55) for group in groups),
        Col("Total", True, 0.8), Col("Protection", True, 2),
    )  # fmt: skip
    key = listed([f"{study.groups[group].letter} {study.groups[group].title}" for group in groups])
    note = (
        f"Points against {TODAY}, which has 0; the parts add up to the total. {key}. = marks a shared place. "
        f"Range: the places in "
        f"the middle {PERCENT}{NBSP}% of {view.draws:,} draws of the scores inside their ranges (seed {view.seed})."
    )
    return Grid(order_heading(view), columns, tuple(rows), note, named=2)


def _close(view: View) -> list[Para | Items]:
    """Return what shares a place, place by place."""
    shared: dict[int, list[str]] = {}
    for key, row in view.result.order.iterrows():
        if row["shared"]:
            shared.setdefault(int(row["rank"]), []).append(name_of(view.study.options[str(key)]))
    if not shared:
        return [Para("No two options are too close to call.")]
    step = "one half step" if view.study.step == 0.5 else f"one step of {view.study.step:g}"
    return [
        Para(f"One score moved by {step} could swap those that share a place:"),
        Items(tuple(f"place {rank}: {listed(names)}" for rank, names in shared.items())),
    ]


def _missing(view: View) -> list[Para | Items]:
    study = view.study
    central = study.score_table()
    lacking = [
        (name_of(study.options[str(key)]), [study.criteria[str(c)].title for c in row.index[row.isna()]])
        for key, row in central.iterrows()
        if row.isna().any()
    ]
    if not lacking:
        return [Para("Every option is scored on every criterion.")]
    return [
        Para(
            "What is not scored is never taken for 0. Where such a score counts, the option has no place and "
            "no total, and its "
            "range of places shows both ends."
        ),
        Items(
            tuple(
                f"{name}: not scored on " + listed([f"“{title}”" for title in titles])
                for name, titles in lacking
            )
        ),
    ]


# ---- Scores -----------------------------------------------------------------------------------------------------


def scores(view: View) -> list[Section | None]:
    """Return the central scores in this scenario, a table for each ledger."""
    study = view.study
    tables = [
        _scores(view, title, names)
        for title, names in (
            (f"Scores, concerns of {study.decision_maker}", study.state_criteria),
            ("Scores, protection", study.protection_criteria),
        )
        if names
    ]
    said = (
        f"Central scores in this scenario, {score(-3)} to {score(3)} in steps of {study.step:g} against "
        f"{TODAY}, which is 0 by definition; "
        "an empty cell is not scored. Codes are those of the criteria above. Why a score was judged without a source "
        f"is said below; ranges, reasons and evidence of all {number(len(study.rows), 'score')} are in the files "
        "“Scores” and “Workbook”."
    )
    return [section("The scores", Para(said), *tables)]


def _scores(view: View, title: str, names: tuple[str, ...]) -> Grid:
    study: Study = view.study
    central, code = view.result.scores.central, codes(study)
    mine = set(view.result.own)
    rows = []
    for key in map(str, view.result.order.index):
        cells = [
            ""
            if pd.isna(value := central.at[key, one])
            else f"{score(float(value))}{'*' if (key, one) in mine else ''}"
            for one in names
        ]
        rows.append(Row((name_of(study.options[key]), *cells), "today" * (key == study.baseline)))
    note = "* the reader’s own score." if any(one in names for _, one in mine) else ""
    columns = (Col("Option", width=2.8), *(Col(code[one], True, 0.7) for one in names))
    return Grid(title, columns, tuple(rows), note)
