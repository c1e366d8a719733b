"""The sheet `weights`: cells for input, shares made of them, and the order beside them."""

from __future__ import annotations

import math

from policylab.exports.about import NBSP
from policylab.exports.workbook.cells import (
    MUTED,
    PLAIN,
    POINTS,
    SHARE,
    WHOLE,
    Book,
    Sheet,
    between,
    cell,
)
from policylab.exports.workbook.plan import (
    AS_EXPORTED,
    CLOSENESS,
    COUNTING,
    END,
    EXPORTED,
    FLOOR,
    FRACTION,
    GIVEN,
    GROUP_HEADS,
    INSIDE,
    NAME,
    NOW,
    NOW_COLUMN,
    ORDER_TOP,
    OWNED,
    PER_CENT,
    PROBLEM_ROW,
    PROTECTION_USUAL,
    STEP,
    SWITCH,
    WEIGHT,
    Plan,
    note_of,
    place_text,
    shown_or_none,
)
from policylab.terms import SCALE

CHANGED_NAME = "points set in this workbook, changed from: "
NOTHING = "Nothing counts: no group with points has a criterion with points."
NO_AIMS = "Protection has a share of the total, but no aim has points."
BAD_POINTS = "Points must be numbers of at least 0."
BAD_SWITCH = "Whether protection counts in the total is yes or no."
BAD_SHARE = "The share of protection must be a number from 0 to 100."
BAD_FLOOR = "The floor on protection must be a number from -100 to 100, or empty."


def write_weights(book: Book, plan: Plan) -> None:
    """Write the sheet `weights`."""
    sheet = book.sheet("weights", plan.study.title)
    sheet.top(
        "Weights",
        [
            plan.study.label,
            "Change the framed cells: shares, contributions and order follow at once, here and on the other sheets.",
        ],
    )
    sheet.formula(PROBLEM_ROW, NAME, _problem(plan), "", bold=True, font_color="#A11212", indent=1)
    _names(book, plan)
    _settings(sheet, plan)
    _groups(sheet, plan)
    _criteria(sheet, plan)
    _order_now(sheet, plan)
    longest = max(len(plan.option(k).title) for k in range(len(plan.options)))
    sheet.widths(
        (NAME, NAME, 28), (OWNED, OWNED, 14), (GIVEN, INSIDE, 16), (FRACTION, WEIGHT, 15),
        (EXPORTED, EXPORTED, 12), (EXPORTED + 1, EXPORTED + 1, 3),
        (NOW_COLUMN, NOW_COLUMN, 7), (NOW_COLUMN + 1, NOW_COLUMN + 1, min(60, longest)),
        (NOW_COLUMN + 2, NOW_COLUMN + 2, 8), (NOW_COLUMN + 3, NOW_COLUMN + 3, 26),
    )  # fmt: skip
    sheet.sheet.freeze_panes(PROBLEM_ROW + 1, 0)
    last = max(plan.criterion_heads + len(plan.criteria), GROUP_HEADS + len(plan.options))
    sheet.finish(last, NOW_COLUMN + 3, (0, PROBLEM_ROW))


def _names(book: Book, plan: Plan) -> None:
    for name, row in (
        ("protection_share", COUNTING),
        ("protection_floor", FLOOR),
        ("closeness", CLOSENESS),
        ("score_step", STEP),
        ("scale_end", END),
        ("whose_weights", NOW),
    ):
        book.name(name, "weights", cell(row, GIVEN))
    book.name("problem", "weights", cell(PROBLEM_ROW, NAME))


def _problem(plan: Plan) -> str:
    """Return the formula of the sentence that says why there is no order; empty when there is one."""
    blocks = [plan.criterion_cells(), *([plan.state_points()] if plan.study.state_groups else [])]
    bad = "+".join(f'COUNTA({b})-COUNT({b})+COUNTIF({b},"<0")' for b in blocks)
    switch, share, floor = (cell(row, GIVEN) for row in (SWITCH, PER_CENT, FLOOR))
    aims = plan.sum_of(plan.study.protection_groups)
    counted = f"SUM({plan.state_points(INSIDE)})" if plan.study.state_groups else "0"
    tests = [
        (f"{bad}>0", BAD_POINTS),
        (f'AND({switch}<>"yes",{switch}<>"no")', BAD_SWITCH),
        (f"IF(ISNUMBER({share}),OR({share}<0,{share}>100),TRUE)", BAD_SHARE),
        (f"IF(ISNUMBER({floor}),OR({floor}<-100,{floor}>100),COUNTA({floor})>0)", BAD_FLOOR),
        (f"AND(protection_share>0,{aims}=0)", NO_AIMS),
        (f"AND(protection_share<1,{counted}=0)", NOTHING),
    ]
    formula = '""'
    for test, said in reversed(tests):
        formula = f'IF({test},"{said}",{formula})'
    return formula


def _settings(sheet: Sheet, plan: Plan) -> None:
    result, at = plan.view.result, GIVEN
    said = {
        AS_EXPORTED: "Weights as exported",
        NOW: "Weights now",
        SWITCH: "Protection counts in the total",
        PER_CENT: f"If so, its share of the total, in{NBSP}%",
        COUNTING: "Share of the total that protection has",
        FLOOR: "Floor on protection, in points (empty: none)",
        CLOSENESS: "Too close to call: totals no further apart than, in points",
        STEP: "One step of a score",
        END: "End of the scale of scores",
    }
    for row, text in said.items():
        sheet.text(row, NAME, text)
    sheet.text(AS_EXPORTED, at, plan.whose)
    changed = "+".join(
        f"SUMPRODUCT(1*({block(GIVEN)}<>{block(EXPORTED)}))"
        for block in (plan.criterion_cells, *([plan.state_points] if plan.study.state_groups else []))
    )
    as_exported = cell(AS_EXPORTED, at)
    sheet.formula(NOW, at, f'IF({changed}>0,"{CHANGED_NAME}","")&{as_exported}', plan.whose, indent=1)
    share = result.with_protection
    sheet.entry(
        SWITCH, at, "yes" if share > 0 else "no", {"validate": "list", "source": ["yes", "no"]}, BAD_SWITCH
    )
    sheet.entry(
        PER_CENT, at, round(100 * share, 10) if share else PROTECTION_USUAL, between(0, 100), BAD_SHARE
    )
    switched = f'IF({cell(SWITCH, at)}="yes",N({cell(PER_CENT, at)})/100,0)'
    sheet.formula(COUNTING, at, switched, share, num_format=SHARE)
    sheet.entry(FLOOR, at, plan.view.floor, between(-100, 100), BAD_FLOOR)
    close = f'IF(problem<>"","",100*MAX({plan.criterion_cells(WEIGHT)})*score_step/scale_end)'
    sheet.formula(CLOSENESS, at, close, result.closeness, num_format=POINTS.removeprefix("+"))
    sheet.number(STEP, at, plan.study.step, num_format=PLAIN)
    sheet.number(END, at, SCALE, num_format=PLAIN)


def _name(sheet: Sheet, row: int, plan: Plan, group: str, title: str) -> None:
    """Write a name and its group, on the colour of the group and with its letter."""
    record, fill = plan.study.groups[group], plan.colours[group]
    sheet.text(row, NAME, title)
    sheet.text(row, OWNED, f"{record.letter}  {record.title}", left=5, left_color=fill)


def _groups(sheet: Sheet, plan: Plan) -> None:
    sheet.heads(
        GROUP_HEADS,
        NAME,
        [
            "Group",
            "Letter",
            "Points, 0 to 100",
            "Points that count",
            "Share of ledger",
            "Share of total",
            "As exported",
        ],
        range(GIVEN, EXPORTED + 1),
    )
    result = plan.view.result
    points, study = result.weight_set.groups, plan.study
    counted = {
        g: points[g] if sum(result.weight_set.criteria[c] for c in study.criteria_of(g)) > 0 else 0.0
        for g in study.state_groups
    }
    whole = sum(counted.values())
    for group in plan.groups:
        row = plan.group_row(group)
        _name(sheet, row, plan, group, study.groups[group].title)
        weight = f'IF(problem<>"","",{plan.sum_of((group,), WEIGHT)})'
        sheet.formula(row, WEIGHT, weight, float(result.group_weights[group]), num_format=SHARE)
        if not plan.is_state(group):
            sheet.text(row, GIVEN, "ledger of its own; its share is set above", font_color=MUTED)
            continue
        sheet.entry(
            row, GIVEN, points[group], between(0, 100), "Points of a group are a number from 0 to 100."
        )
        own = cell(row, GIVEN)
        sheet.formula(
            row, INSIDE, f"IF({plan.sum_of((group,))}>0,N({own}),0)", counted[group], num_format=PLAIN
        )
        total = f"SUM({plan.state_points(INSIDE)})"
        share = counted[group] / whole if whole else 0.0
        formula = f"IF({total}=0,0,{cell(row, INSIDE)}/{total})"
        sheet.formula(row, FRACTION, formula, share, num_format=SHARE)
        sheet.number(row, EXPORTED, points[group], num_format=PLAIN, font_color=MUTED)


def _criteria(sheet: Sheet, plan: Plan) -> None:
    sheet.heads(
        plan.criterion_heads,
        NAME,
        [
            "Criterion",
            "Group",
            "Points, 0 to 10",
            "Points in all",
            "Share of group",
            "Share of total",
            "As exported",
        ],
        range(GIVEN, EXPORTED + 1),
    )
    study, result = plan.study, plan.view.result
    points = result.weight_set.criteria
    for key in plan.criteria:
        row, group = plan.criterion_row(key), study.group_of(key)
        _name(sheet, row, plan, group, study.criteria[key].title)
        sheet.entry(
            row, GIVEN, points[key], between(0, 10), "Points of a criterion are a number from 0 to 10."
        )
        peers = (group,) if plan.is_state(group) else study.protection_groups
        inside = math.fsum(points[c] for g in peers for c in study.criteria_of(g))
        sheet.formula(row, INSIDE, plan.sum_of(peers), inside, num_format=PLAIN)
        own, of, share = (cell(row, column) for column in (GIVEN, INSIDE, FRACTION))
        within = points[key] / inside if inside > 0 else 0.0
        sheet.formula(row, FRACTION, f"IF({of}=0,0,N({own})/{of})", within, num_format=SHARE)
        counts = (
            f"(1-protection_share)*{cell(plan.group_row(group), FRACTION)}"
            if plan.is_state(group)
            else "protection_share"
        )
        formula = f'IF(problem<>"","",{counts}*{share})'
        sheet.formula(row, WEIGHT, formula, float(result.weights[key]), num_format=SHARE)
        sheet.number(row, EXPORTED, points[key], num_format=PLAIN, font_color=MUTED)


def _order_now(sheet: Sheet, plan: Plan) -> None:
    """Repeat the order beside the weights, so that a change is seen where it is made."""
    sheet.text(GROUP_HEADS - 1, NOW_COLUMN, "The order now", bold=True)
    sheet.heads(GROUP_HEADS, NOW_COLUMN, ["Place", "Option", "Total", "Note"], (0, 2))
    order = plan.view.result.order
    for k, at in enumerate(plan.rows):
        row, there = GROUP_HEADS + 1 + k, ORDER_TOP + k
        told = order.iloc[k]
        values = (place_text(told), plan.option(at).title, shown_or_none(told["total"]), note_of(plan, k))
        for n, (column, value) in enumerate(zip((0, 1, 2, plan.note_column), values, strict=True)):
            style = {"align": "right"} if n == 0 else {"num_format": WHOLE} if n == 2 else {"indent": 1}
            sheet.formula(row, NOW_COLUMN + n, f"order!{cell(there, column)}", value, **style)
