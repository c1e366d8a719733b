"""The sheets `contributions` and `order`: totals, and the order formed from them by formulas.

The order is formed as `policylab.mcda.rank_options` forms it. Beside the table stand the working columns: equal
totals are put into runs in which the study's order decides, then places are shared from the top down.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from policylab.exports.about import NBSP, count
from policylab.exports.workbook.cells import (
    INK,
    MUTED,
    PAPER,
    PLAIN,
    POINTS,
    SHARE,
    WHOLE,
    Book,
    Sheet,
    cell,
    span,
)
from policylab.exports.workbook.plan import (
    FRACTION,
    ORDER_TOP,
    WEIGHT,
    WIDE_TOP,
    Plan,
    here,
    note_of,
    place_text,
    shown_or_none,
)
from policylab.exports.workbook.scores import option_name, wide_heads
from policylab.mcda import round_to_total, shown
from policylab.mcda.checks import TIE
from policylab.terms import protection_word

HAIR = f"{TIE:.0E}"
TODAY = "Today’s practice"
FIRST, TOGETHER = "stands first.", "stand first together: too close to call."
NO_PLACE = "No option has a place: scores that count are missing."
PROTECTION_ENDS = (-10, 10, 33, 66)
"""Last points of each word for protection but the highest."""


def write_contributions(book: Book, plan: Plan) -> None:
    """Write the sheet `contributions`: weight times value in points, and what they add up to."""
    sheet = book.sheet("contributions", plan.study.title)
    sheet.top(
        "Contributions",
        [
            plan.study.label,
            "A contribution is 100 x weight x value, in points; a total is their sum. An empty cell is not scored and "
            "counts, so that there is no total; lowest and highest are the total with it at either end of the scale.",
        ],
    )
    wide_heads(sheet, plan)
    _weight_rows(sheet, plan)
    total = plan.total_column
    heads = [*map(plan.part_title, plan.parts), "Total", "Lowest", "Highest", "Protection ledger"]
    for k, head in enumerate(heads):
        style = {"rotation": 90, "valign": "bottom", "bold": True, "text_wrap": True, "bg_color": PAPER}
        sheet.text(WIDE_TOP - 3, total - len(plan.parts) + k, head, **style)
    for k in range(len(plan.options)):
        _contributions(sheet, plan, WIDE_TOP + k)
    sheet.widths((0, 0, 52), (1, total + 3, 7))
    sheet.sheet.freeze_panes(WIDE_TOP, 1)
    sheet.finish(plan.last_wide_row, total + 3, (WIDE_TOP - 4, WIDE_TOP - 1))


def _weight_rows(sheet: Sheet, plan: Plan) -> None:
    result = plan.view.result
    sheet.text(WIDE_TOP - 2, 0, "Share of the total", font_color=MUTED)
    sheet.text(WIDE_TOP - 1, 0, "Share among the aims of protection", font_color=MUTED)
    small = {"num_format": SHARE, "font_size": 8, "font_color": MUTED}
    for criterion in plan.criteria:
        row, column = plan.criterion_row(criterion), plan.wide_column(criterion)
        sheet.formula(WIDE_TOP - 2, column, here(row, WEIGHT), float(result.weights[criterion]), **small)
        if criterion in plan.study.protection_criteria:
            share = result.aim_weights[criterion]
            known = 0.0 if pd.isna(share) else float(share)
            sheet.formula(WIDE_TOP - 1, column, here(row, FRACTION), known, bottom=1, **small)
        else:
            sheet.number(WIDE_TOP - 1, column, 0, bottom=1, **(small | {"num_format": ";;"}))


def _contributions(sheet: Sheet, plan: Plan, row: int) -> None:
    option, result = plan.options[row - WIDE_TOP], plan.view.result
    option_name(sheet, plan, row)
    for criterion in plan.criteria:
        column = plan.wide_column(criterion)
        weight, value = cell(WIDE_TOP - 2, column), f"values!{cell(row, column)}"
        formula = f'IF(ISNUMBER({weight}),IF({weight}=0,0,IF(ISNUMBER({value}),100*{weight}*{value},"")),"")'
        sheet.formula(row, column, formula, result.contributions.at[option, criterion], num_format=POINTS)
    for part in plan.parts:
        groups = plan.study.protection_groups if part == "from_protection" else (part,)
        blocks = ",".join(block for group in groups if (block := plan.wide_span(row, group)))
        n = sum(len(plan.study.criteria_of(group)) for group in groups)
        formula = f'IF(COUNT({blocks})<{n},"",SUM({blocks}))' if n else 'IF(problem<>"","",0)'
        sheet.formula(
            row, plan.part_column(part), formula, plan.part_points.at[option, part], num_format=POINTS
        )
    _sums(sheet, plan, row, option)


def _sums(sheet: Sheet, plan: Plan, row: int, option: str) -> None:
    """Write the total, its ends, and the ledger of protection."""
    result, total, whole = plan.view.result, plan.total_column, plan.wide_span(row)
    weights, shares = plan.wide_span(WIDE_TOP - 2), plan.wide_span(WIDE_TOP - 1)
    formula = f'IF(COUNT({whole})<{len(plan.criteria)},"",SUM({whole}))'
    sheet.formula(row, total, formula, result.total[option], num_format=POINTS, bold=True, left=1)
    for k, (sign, ends) in enumerate((("-", result.low), ("+", result.high)), start=1):
        open_ = f'SUMPRODUCT(1*({whole}=""),{weights})'
        end = f'IF(problem<>"","",SUM({whole}){sign}100*{open_})'
        sheet.formula(row, total + k, end, ends[option], num_format=POINTS)
    values = f"values!{plan.wide_span(row)}"
    missing = f'SUMPRODUCT(1*({values}=""),{shares})>0'
    aims = f'IF(OR(problem<>"",SUM({shares})=0),"",IF({missing},"",100*SUMPRODUCT({values},{shares})))'
    sheet.formula(row, total + 3, aims, result.protection[option], num_format=POINTS, left=1)


# ---- order --------------------------------------------------------------------------------------------------------


def write_order(book: Book, plan: Plan) -> None:
    """Write the sheet `order`: the options from first to last, and the working columns beside them."""
    sheet = book.sheet("order", plan.study.title)
    sheet.top(_heading(plan), [plan.study.label, _sentence(plan), _closeness(plan)])
    sheet.heads(ORDER_TOP - 1, 0, _heads(plan), (0, *range(2, 4 + len(plan.parts))))
    for k in range(len(plan.options)):
        _study_order(sheet, plan, k)
        _working(sheet, plan, k)
        _line(sheet, plan, k)
    _look(sheet, plan)


def _heads(plan: Plan) -> list[str]:
    parts = [plan.part_title(part) for part in plan.parts]
    return ["Place", "Option", "Total", *parts, "Protection ledger", "In words", "Floor", "Note"]


def _scenario_cell(plan: Plan) -> str:
    return f"order!{cell(ORDER_TOP - 2, plan.first_working)}"


def _heading(plan: Plan) -> tuple[str, str]:
    """Return the formula of the heading and what it comes to; the names in it stand in cells."""
    result = plan.view.result
    title = plan.study.scenarios[result.scenario].title
    n, per_cent = len(result.own), shown(100 * result.with_protection)
    share = f", protection counting for {per_cent}{NBSP}% of the total" if result.with_protection > 0 else ""
    own = f", with {count(n, 'score')} of the reader’s own" if n else ""
    formula = (
        f'"Order under "&whose_weights&IF(protection_share>0,", protection counting for "'
        f'&INT(100*protection_share+0.5+{HAIR})&"{NBSP}% of the total","")'
        f'&IF(own_scores>0,", with "&own_scores&IF(own_scores=1," score"," scores")'
        f'&" of the reader’s own","")&". Scenario: "&{_scenario_cell(plan)}&"."'
    )
    return formula, f"Order under {plan.whose}{share}{own}. Scenario: {title}."


def _sentence(plan: Plan) -> tuple[str, str]:
    """Return the sentence on what stands first and where today's practice stands, or why there is no order."""
    order, no = plan.view.result.order, plan.options.index(plan.study.baseline) + 1
    places = plan.order_cells(plan.work("place"))
    own = f"INDEX({places},MATCH({no},{plan.order_cells(plan.work('no'))},0))"
    top, name = f"COUNTIF({places},1)", cell(ORDER_TOP, 1)
    verb = f'IF(COUNTIF({places},{own})>1,"shares","has")'
    formula = (
        f'IF(problem<>"",problem,IF({top}=0,"{NO_PLACE}",'
        f'IF({top}=1,{name}&" {FIRST}",{top}&" options {TOGETHER}")'
        f'&IF(ISNUMBER({own})," {TODAY} "&{verb}&" place "&{own}&" of "&COUNT({places})&".","")))'
    )
    first = int((order["rank"] == 1).sum())
    if not first:
        return formula, NO_PLACE
    said = f"{plan.option(plan.rows[0]).title} {FIRST}" if first == 1 else f"{first} options {TOGETHER}"
    base = order.loc[plan.study.baseline]
    if not pd.isna(base["rank"]):
        n = int(order["rank"].notna().sum())
        said += f" {TODAY} {'shares' if base['shared'] else 'has'} place {base['rank']} of {n}."
    return formula, said


def _closeness(plan: Plan) -> tuple[str, str]:
    start = "Points against today’s practice, at 0, in whole numbers. "
    shared = "A place is shared (=) with the first that holds it by totals no further below it than "
    end = ": what one step of one score can change."
    whole = f"INT(closeness+0.5+{HAIR})"
    points = f'{whole}&IF({whole}=1," point"," points")'
    formula = f'"{start}"&IF(problem<>"","","{shared}"&{points}&"{end}")'
    return formula, f"{start}{shared}{count(shown(plan.view.result.closeness), 'point')}{end}"


def _study_order(sheet: Sheet, plan: Plan, k: int) -> None:
    """Write the working columns in the study's order: which row of the table each option takes."""
    row, work = ORDER_TOP + k, plan.work
    total = plan.view.result.total.iloc[k]
    source = f"contributions!{cell(WIDE_TOP + k, plan.total_column)}"
    keys, begins, runs = (plan.order_cells(work(name)) for name in ("key", "begins", "run"))
    key, run = cell(row, work("key")), cell(row, work("run"))
    so_far = span(ORDER_TOP, work("run"), row, work("run"))
    place = int(np.flatnonzero(plan.rows == k)[0]) + 1
    quiet = {"font_color": MUTED, "num_format": PLAIN}
    sheet.formula(
        row, work("name"), f"contributions!{cell(WIDE_TOP + k, 0)}", plan.option(k).title, font_color=MUTED
    )
    sheet.formula(row, work("total"), source, total, font_color=MUTED, num_format=POINTS)
    rounded = f"IF(ISNUMBER({source}),ROUND({source},12),-1000)"
    sheet.formula(row, work("key"), rounded, plan.keys[k], font_color=MUTED, num_format=POINTS)
    equal = f"SUMPRODUCT(({keys}>{key})*({keys}-{key}<={HAIR}))"
    sheet.formula(row, work("begins"), f"IF({equal}=0,1,0)", plan.begins[k], **quiet)
    sheet.formula(row, work("run"), f"SUMPRODUCT({begins}*({keys}>={key}))", plan.runs[k], **quiet)
    at = f"RANK({run},{runs},1)+COUNTIF({so_far},{run})-1"
    sheet.formula(row, work("row"), at, place, **quiet)


def _working(sheet: Sheet, plan: Plan, k: int) -> None:
    """Write the working columns of the table's own rows: whose row it is, and the place."""
    row, work, result = ORDER_TOP + k, plan.work, plan.view.result
    at, told = int(plan.rows[k]), result.order.iloc[k]
    quiet = {"font_color": MUTED, "num_format": PLAIN}
    no = cell(row, work("no"))
    sheet.formula(
        row, work("no"), f"MATCH({k + 1},{plan.order_cells(work('row'))},0)", at + 1, left=1, **quiet
    )
    total = cell(row, work("sorted"))
    formula = f"INDEX({plan.order_cells(work('total'))},{no})"
    sheet.formula(row, work("sorted"), formula, told["total"], font_color=MUTED, num_format=POINTS)
    above, place_above = cell(row - 1, work("opener")), cell(row - 1, work("place"))
    opener, place = total, str(k + 1)
    if k:
        close = f"{above}-{total}<=closeness+{HAIR}"
        opener, place = f"IF({close},{above},{total})", f"IF({close},{place_above},{k + 1})"
    first = None if pd.isna(told["rank"]) else result.order["total"].iloc[int(told["rank"]) - 1]
    sheet.formula(
        row, work("opener"), f'IF(ISNUMBER({total}),{opener},"")', first, font_color=MUTED, num_format=POINTS
    )
    rank = None if pd.isna(told["rank"]) else int(told["rank"])
    sheet.formula(row, work("place"), f'IF(ISNUMBER({total}),{place},"")', rank, **quiet)
    for part in plan.parts:
        formula = f"INDEX({plan.wide_cells(plan.part_column(part))},{no})"
        points = plan.part_points[part].iloc[at]
        sheet.formula(row, work(part), formula, points, font_color=MUTED, num_format=POINTS)


def _line(sheet: Sheet, plan: Plan, k: int) -> None:
    """Write a row of the table: place, option, whole numbers that add up, protection, floor, note."""
    row, work, result = ORDER_TOP + k, plan.work, plan.view.result
    at, told = int(plan.rows[k]), result.order.iloc[k]
    place, no, total = (cell(row, work(name)) for name in ("place", "no", "sorted"))
    places = plan.order_cells(work("place"))
    shared = f'IF({place}="","",IF(COUNTIF({places},{place})>1,"=","")&{place})'
    sheet.formula(row, 0, shared, place_text(told), align="right")
    sheet.formula(row, 1, f"INDEX({plan.order_cells(work('name'))},{no})", plan.option(at).title, indent=1)
    sheet.formula(row, 2, _shown(total), shown_or_none(told["total"]), num_format=WHOLE, bold=True)
    points = plan.part_points.iloc[at]
    known = None if pd.isna(told["total"]) else round_to_total(points)
    for n, part in enumerate(plan.parts):
        value = None if known is None else int(known[part])
        sheet.formula(row, 3 + n, _part(plan, row, n), value, num_format=WHOLE)
    after = 3 + len(plan.parts)
    ledger = f"INDEX({plan.wide_cells(plan.total_column + 3)},{no})"
    sheet.formula(row, after, _shown(ledger), shown_or_none(told["protection"]), num_format=WHOLE)
    sheet.formula(row, after + 1, _word(cell(row, after)), plan.word(told["protection"]), indent=1)
    known_both = f"AND(ISNUMBER(protection_floor),ISNUMBER({ledger}))"
    floor = f'IF({known_both},IF(protection_floor-{ledger}>{HAIR},"below floor",""),"")'
    sheet.formula(row, after + 2, floor, plan.below(told["protection"]), indent=1)
    sheet.formula(row, plan.note_column, _note(plan, row), note_of(plan, k), indent=1)


def _shown(points: str) -> str:
    return f'IF(ISNUMBER({points}),SIGN({points})*INT(ABS({points})+0.5+{HAIR}),"")'


def _part(plan: Plan, row: int, n: int) -> str:
    """Return the formula of a part as a whole number: largest remainder, so that parts add up to the total."""
    columns = [plan.work(part) for part in plan.parts]
    whole, part = span(row, columns[0], row, columns[-1]), cell(row, columns[n])
    rest = f"({part}-INT({part}))"
    before = "0"
    if n:
        left = span(row, columns[0], row, columns[n - 1])
        before = f"SUMPRODUCT(1*(ABS({left}-INT({left})-{rest})<={HAIR}))"
    larger = f"SUMPRODUCT(1*({whole}-INT({whole})>{rest}+{HAIR}))"
    total = cell(row, 2)
    return f'IF(ISNUMBER({total}),INT({part})+IF({larger}+{before}<{total}-SUMPRODUCT(INT({whole})),1,0),"")'


def _word(points: str) -> str:
    words = [protection_word(end) for end in (*PROTECTION_ENDS, 100)]
    words[0] = protection_word(-100)
    formula = f'"{words[-1]}"'
    for end, word in reversed([(end, words[k]) for k, end in enumerate(PROTECTION_ENDS)]):
        formula = f'IF({points}{"<" if end < 0 else "<="}{end},"{word}",{formula})'
    return f'IF(ISNUMBER({points}),{formula},IF(problem<>"","","not scored"))'


def _note(plan: Plan, row: int) -> str:
    no, total = cell(row, plan.work("no")), cell(row, plan.work("sorted"))
    low, high = (f"INDEX({plan.wide_cells(plan.total_column + k)},{no})" for k in (1, 2))
    baseline = plan.options.index(plan.study.baseline) + 1
    whole = 'IF({0}<0,"\N{MINUS SIGN}","")&INT(ABS({0})+0.5+' + HAIR + ")"
    return (
        f'IF({no}={baseline},"today’s practice","")'
        f'&IF(OR(problem<>"",ISNUMBER({total})),"",IF({no}={baseline},"; ","")&"not scored in full: a total from "'
        f'&{whole.format(low)}&" to "&{whole.format(high)})'
    )


def _look(sheet: Sheet, plan: Plan) -> None:
    last, columns = ORDER_TOP + len(plan.options) - 1, plan.note_column
    start = plan.first_working
    sheet.text(ORDER_TOP - 3, start, "Working columns: how the order is formed", bold=True, font_color=MUTED)
    # The scenario's title, for the heading.
    title = plan.study.scenarios[plan.view.result.scenario].title
    sheet.text(ORDER_TOP - 2, start, title, font_color=MUTED)
    sheet.heads(ORDER_TOP - 1, start, plan.working_heads, range(1, 99), font_color=MUTED)
    base = sheet.book.file.add_format({"bold": True, "bg_color": PAPER, "font_color": INK})
    low = sheet.book.file.add_format({"font_color": MUTED})
    top, no = ORDER_TOP + 1, cell(ORDER_TOP, plan.work("no")).replace("$", "")
    column = no.rstrip("0123456789")
    floor = cell(ORDER_TOP, columns - 1).split("$")[1]
    baseline = plan.options.index(plan.study.baseline) + 1
    block = (ORDER_TOP, 0, last, columns)
    sheet.sheet.conditional_format(
        *block, {"type": "formula", "criteria": f"=${column}{top}={baseline}", "format": base}
    )
    sheet.sheet.conditional_format(
        *block, {"type": "formula", "criteria": f'=${floor}{top}<>""', "format": low}
    )
    longest = min(60, max(len(plan.option(k).title) for k in range(len(plan.options))))
    widths = [
        7,
        longest,
        8,
        *([11] * len(plan.parts)),
        11,
        16,
        12,
        34,
        3,
        34,
        *([11] * (len(plan.working_heads) - 1)),
    ]
    sheet.widths(*((k, k, width) for k, width in enumerate(widths)))
    sheet.sheet.freeze_panes(ORDER_TOP, 2)
    sheet.finish(last, columns, (0, ORDER_TOP - 1))
