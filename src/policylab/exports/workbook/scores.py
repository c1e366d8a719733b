"""The sheets `scores` and `values`: what is published, a reader's own, what the scenario moves, and what counts."""

from __future__ import annotations

from typing import Any

import pandas as pd

from policylab.exports.workbook.cells import (
    MUTED,
    PAPER,
    SCORE,
    SHIFT,
    VALUE,
    Book,
    Sheet,
    cell,
    ink_on,
    span,
)
from policylab.exports.workbook.plan import SCORES_TOP, WIDE_TOP, Plan
from policylab.mcda.checks import TIE
from policylab.terms import SCALE

OPTION, CRITERION, GROUP, PUBLISHED, OWN, MOVED, COUNTING, TOLD, USED = 0, 1, 2, 3, 6, 9, 10, 13, 14
LEDGER = USED + 1
"""Columns of `scores`; published, own and counting are three columns each: lowest, central, highest."""
BOUNDS = ("low", "central", "high")
BAD_OWN = "An own score is a lowest, a central and a highest number from -3 to 3 that rise, in steps."


def write_scores(book: Book, plan: Plan) -> None:
    """Write the sheet `scores`, one row for each option and criterion."""
    sheet = book.sheet("scores", plan.study.title)
    scenario = plan.study.scenarios[plan.view.result.scenario]
    sheet.top(
        "Scores",
        [
            plan.study.label,
            f"Scenario: {scenario.title}. {scenario.says}",
            "Framed cells take scores of your own: lowest, central and highest together, from −3 to 3. They count in "
            "the place of the published ones.",
        ],
    )
    _heads(sheet)
    for option in plan.options:
        for criterion in plan.criteria:
            _row(sheet, plan, option, criterion)
    last = SCORES_TOP + len(plan.options) * len(plan.criteria) - 1
    used = span(SCORES_TOP, USED, last, USED)
    sheet.text(2, USED, "Own scores", font_color=MUTED)
    sheet.formula(3, USED, f"SUM({used})", len(plan.view.result.own), font_color=MUTED)
    book.name("own_scores", "scores", cell(3, USED))
    _look(sheet, last)


def _heads(sheet: Sheet) -> None:
    row = SCORES_TOP - 1
    for column, text in (
        (PUBLISHED, "As published"),
        (OWN, "Of your own"),
        (COUNTING, "In this scenario, counting"),
    ):
        for k in range(3):
            sheet.text(row - 1, column + k, text if k == 0 else "", bold=True, bg_color=PAPER)
    three = ["Lowest", "Central", "Highest"]
    heads = [
        "Option",
        "Criterion",
        "Group",
        *three,
        *three,
        "The scenario moves it by",
        *three,
        "Note",
        "Own counts",
        "Ledger",
    ]
    sheet.heads(row, 0, heads, range(PUBLISHED, TOLD))


def _row(sheet: Sheet, plan: Plan, option: str, criterion: str) -> None:
    row, study, result = plan.score_row(option, criterion), plan.study, plan.view.result
    group = study.groups[study.group_of(criterion)]
    fill = plan.colours[study.group_of(criterion)]
    sheet.text(row, OPTION, study.options[option].title)
    sheet.text(row, CRITERION, study.criteria[criterion].title)
    sheet.text(row, GROUP, f"{group.letter}  {group.title}", left=5, left_color=fill)
    sheet.text(row, LEDGER, group.ledger.value, font_color=MUTED)
    score = plan.published.get((option, criterion))
    for k, bound in enumerate(BOUNDS):
        sheet.number(row, PUBLISHED + k, getattr(score, bound) if score else None, num_format=SCORE)
    mine = (option, criterion) in result.own
    own = plan.view.own_scores[option][criterion] if mine else [None] * 3
    for k in range(3):
        if option == study.baseline:
            sheet.text(row, OWN + k, "", bg_color=PAPER)
        else:
            sheet.plain_entry(row, OWN + k, own[k], SCORE)
    sheet.number(row, MOVED, plan.shift_of(option, criterion), num_format=SHIFT)
    now = [getattr(result.scores, bound).at[option, criterion] for bound in BOUNDS]
    for k in range(3):
        sheet.formula(row, COUNTING + k, _counting(row, k), now[k], num_format=SCORE, bold=k == 1)
    sheet.formula(row, TOLD, _told(row), _said(plan, option, criterion), font_color=MUTED, indent=1)
    if option == study.baseline:
        sheet.number(row, USED, 0, font_color=MUTED)
    else:
        sheet.formula(row, USED, _used(row), int(mine), font_color=MUTED)


def _used(row: int) -> str:
    """Return the formula for whether three own numbers are a score."""
    low, central, high = (cell(row, OWN + k) for k in range(3))
    three = f"{low}:{high}"
    rising = f"-scale_end<={low},{low}<={central},{central}<={high},{high}<=scale_end"
    steps = f"SUMPRODUCT(1*(ABS(ROUND({three}/score_step,0)-{three}/score_step)>{TIE:.0E}))=0"
    return f"IF(COUNT({three})<3,0,IF(AND({rising},{steps}),1,0))"


def _counting(row: int, k: int) -> str:
    own, published, moved = cell(row, OWN + k), cell(row, PUBLISHED + k), cell(row, MOVED)
    used = cell(row, USED)
    held = "MAX(-scale_end,MIN(scale_end,{}+{}))"
    return (
        f'IF({used}=1,{held.format(own, moved)},IF(ISNUMBER({published}),{held.format(published, moved)},""))'
    )


def _told(row: int) -> str:
    own, moved, used = span(row, OWN, row, OWN + 2), cell(row, MOVED), cell(row, USED)
    scored = f"ISNUMBER({cell(row, COUNTING + 1)})"
    low, high = (f"IF({used}=1,{cell(row, OWN + k)},{cell(row, PUBLISHED + k)})+{moved}" for k in (0, 2))
    return (
        f'MID(IF({scored},"",", not scored")'
        f'&IF({used}=1,", own score",IF(COUNTA({own})>0,", own score not counted: no score",""))'
        f'&IF(AND({scored},{moved}<>0),", moved by the scenario","")'
        f'&IF(AND({scored},OR({low}<-scale_end,{high}>scale_end)),", held at the end of the scale",""),3,200)'
    )


def _said(plan: Plan, option: str, criterion: str) -> str:
    """Return what `_told` comes to."""
    result = plan.view.result
    scored = not pd.isna(result.scores.central.at[option, criterion])
    clipped = result.clipped
    held = ((clipped["option"] == option) & (clipped["criterion"] == criterion)).any()
    said = [
        "" if scored else "not scored",
        "own score" if (option, criterion) in result.own else "",
        "moved by the scenario" if scored and plan.shift_of(option, criterion) else "",
        "held at the end of the scale" if scored and held else "",
    ]
    return ", ".join(text for text in said if text)


def _look(sheet: Sheet, last: int) -> None:
    rule: dict[str, Any] = {"validate": "decimal", "criteria": "between", "minimum": -SCALE, "maximum": SCALE}
    sheet.sheet.data_validation(
        SCORES_TOP, OWN, last, OWN + 2, {**rule, "error_title": "Not taken", "error_message": BAD_OWN}
    )
    sheet.widths(
        (OPTION, OPTION, 56), (CRITERION, CRITERION, 26), (GROUP, GROUP, 14), (PUBLISHED, COUNTING + 2, 9),
        (MOVED, MOVED, 13), (TOLD, TOLD, 42), (USED, LEDGER, 11),
    )  # fmt: skip
    sheet.sheet.autofilter(SCORES_TOP - 1, 0, last, TOLD)
    sheet.sheet.freeze_panes(SCORES_TOP, CRITERION + 1)
    sheet.finish(last, TOLD, (SCORES_TOP - 2, SCORES_TOP - 1))


def write_values(book: Book, plan: Plan) -> None:
    """Write the sheet `values`, options by criteria."""
    sheet = book.sheet("values", plan.study.title)
    sheet.top(
        "Values",
        [
            plan.study.label,
            "A value is the central score that counts, divided by the end of the scale: from −1 to 1, today’s practice "
            "at 0. An empty cell is not scored.",
        ],
    )
    wide_heads(sheet, plan)
    values = plan.view.result.values
    for k, option in enumerate(plan.options):
        row = WIDE_TOP + k
        option_name(sheet, plan, row)
        for criterion in plan.criteria:
            central = f"scores!{cell(plan.score_row(option, criterion), COUNTING + 1)}"
            formula = f'IF(ISNUMBER({central}),{central}/scale_end,"")'
            sheet.formula(
                row, plan.wide_column(criterion), formula, values.at[option, criterion], num_format=VALUE
            )
    last = len(plan.criteria)
    sheet.widths((0, 0, 52), (1, last, 6.5))
    sheet.sheet.freeze_panes(WIDE_TOP, 1)
    sheet.finish(plan.last_wide_row, last, (WIDE_TOP - 4, WIDE_TOP - 3))


def wide_heads(sheet: Sheet, plan: Plan) -> None:
    """Write groups and criteria over the columns of a wide sheet; the criteria stand upright."""
    row = WIDE_TOP - 3
    sheet.sheet.set_row(row, 150)
    for criterion in plan.criteria:
        group = plan.study.group_of(criterion)
        fill = plan.colours[group]
        style = {"bg_color": fill, "font_color": ink_on(fill), "bold": True}
        column = plan.wide_column(criterion)
        first = plan.study.criteria_of(group)[0] == criterion
        sheet.text(row - 1, column, plan.study.groups[group].letter if first else "", **style)
        sheet.text(
            row,
            column,
            plan.study.criteria[criterion].title,
            rotation=90,
            text_wrap=True,
            valign="bottom",
            bold=True,
        )


def option_name(sheet: Sheet, plan: Plan, row: int) -> None:
    """Write the name of an option in the first column of a wide sheet, today's practice in bold."""
    option = plan.options[row - WIDE_TOP]
    sheet.text(row, 0, plan.study.options[option].title, bold=option == plan.study.baseline)
