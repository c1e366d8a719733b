"""The order: each option's total, the parts of each group that it is made of, and protection beside it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd

from policylab.charts._style import (
    INK,
    PROTECTION_COLOUR,
    RULE,
    SMALL,
    finish,
    group_colours,
    is_light,
    scale_of,
    short_name,
)

if TYPE_CHECKING:
    import altair as alt

    from policylab.analysis import Result

WIDE = 0.05
"""A part at least this share of the axis long carries its group's letter."""


def order_frame(result: Result, ranges: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the parts of each option's total as rows, in the order of the result.

    Parameters
    ----------
    result : Result
        From `evaluate`.
    ranges : DataFrame, optional
        Ranges of places, from `rank_ranges`; by default its usual draws.

    Returns
    -------
    DataFrame
        `option`, `name` (place and short name), `place`, `group`, `group_title`, `letter`, `points`, `start` and
        `end` (helpful parts to the right of 0, the others to the left), `total` and `protection`, both also as
        shown. Options with a place only. `rank`; `low` and `high` are the places taken in the middle 90 % of draws
        of the scores.
    """
    from policylab.analysis import rank_ranges

    study, ranges = result.study, rank_ranges(result) if ranges is None else ranges
    groups = [*study.state_groups, *(study.protection_groups if result.with_protection else ())]
    rows = []
    placed = result.order[result.order["rank"].notna()]
    for n, (option, row) in enumerate(placed.iterrows(), start=1):
        ends = {True: 0.0, False: 0.0}
        for group in groups:
            points = float(result.group_parts.at[option, group])
            start = ends[points >= 0]
            ends[points >= 0] = start + points
            rows.append(
                {
                    "option": str(option),
                    "name": f"{'=' if row['shared'] else ''}{row['rank']}  {short_name(study, option)}",
                    "place": n,
                    "rank": int(row["rank"]),
                    "low": int(ranges.at[option, "low"]),
                    "high": int(ranges.at[option, "high"]),
                    "group": group,
                    "group_title": f"{study.groups[group].letter}  {study.groups[group].title}",
                    "letter": study.groups[group].letter,
                    "points": points,
                    "start": start,
                    "end": start + points,
                    "total": float(row["total"]),
                    "total_shown": _shown(row["total"]),
                    "protection": float(row["protection"]),
                    "protection_shown": _shown(row["protection"]),
                }
            )
    return pd.DataFrame(rows)


def _shown(points: float) -> str:
    """Return points as figures have them: whole, with a sign, nothing where there are none."""
    from policylab.analysis.wording import signed
    from policylab.mcda import shown

    return "" if points != points else signed(shown(points)).replace("-", "\N{MINUS SIGN}")


def order(result: Result, ranges: pd.DataFrame | None = None) -> alt.TopLevelMixin:
    """Return the figure of an order: parts as bars, the total as a mark, protection as a bar of its own.

    `ranges` are those of `rank_ranges`, where they are known already.
    """
    import altair as alt

    from policylab.analysis import order_sentence

    study, frame = result.study, order_frame(result, ranges)
    n, apart = frame["place"].nunique(), "" if result.with_protection else " Protection is kept apart."
    size: dict[str, Any] = {"height": 21 * n}
    once = alt.Chart(frame).transform_filter(f"datum.group === {frame['group'].iloc[0]!r}")
    bare = alt.Y("name:N", sort=None, axis=None)
    total = once.mark_text(fontSize=SMALL, align="right", color=INK).encode(
        y=bare, x=alt.value(34), text="total_shown:N"
    )
    drawn = alt.hconcat(
        _parts(result, frame).properties(width=280, title=_above("Points by group"), **size),
        total.properties(width=38, title=_above("Total"), **size),
        _places(once, bare, n).properties(width=120, title=_above("Place, and range"), **size),
        _protection(once, bare).properties(width=125, title=_above("Protection"), **size),
        spacing=10,
    )
    sentence = (
        f"{order_sentence(result)}{apart} Black mark: the total. Thin rules: places taken in the middle 90 % of draws "
        "with scores moving in their ranges."
    )
    shows = f"A bar chart of {n} options in order, each with the points that each group of concerns adds or takes."
    return finish(drawn, result, study.question, sentence, shows=shows, length=132)


def _above(text: str) -> alt.TitleParams:
    import altair as alt

    return alt.TitleParams(text, fontSize=SMALL, fontWeight="normal", color=INK, anchor="middle", offset=4)


def _parts(result: Result, frame: pd.DataFrame) -> Any:
    """Return the bars, a letter in each that is long enough, and a black mark at the total."""
    import altair as alt

    titles = {row.group: row.group_title for row in frame.itertuples()}
    colours = {
        titles[group]: colour for group, colour in group_colours(result.study).items() if group in titles
    }
    ends = frame[["start", "end"]]
    low, high = float(ends.min().min()), float(ends.max().max())
    y = alt.Y("name:N", sort=None, axis=alt.Axis(title=None, domain=False, ticks=False, labelPadding=8))
    x = alt.X("start:Q", title="Against today’s practice", scale=alt.Scale(domain=[low, high], nice=True))
    base = alt.Chart(frame)
    legend = alt.Legend(title=None, orient="bottom", symbolType="square")
    colour = alt.Color("group_title:N", scale=scale_of(colours), legend=legend)
    layers = [base.mark_bar(height=14).encode(y=y, x=x, x2="end:Q", color=colour)]
    wide = base.transform_filter(f"abs(datum.end - datum.start) > {WIDE * max(high - low, 1e-9)}")
    # Half-way, or where the mark of the total stands there, half-way on its wider side.
    half, near = "(datum.start + datum.end) / 2", WIDE * (high - low) * 0.7
    wider = "abs(datum.end - datum.total) > abs(datum.start - datum.total) ? datum.end : datum.start"
    beside = f"(datum.total + ({wider})) / 2"
    inside = "(datum.start - datum.total) * (datum.end - datum.total) < 0"
    middle = wide.transform_calculate(
        middle=f"{inside} && abs({half} - datum.total) < {near} ? {beside} : {half}"
    )
    for ink, light in (("white", False), (INK, True)):
        those = [title for title, fill in colours.items() if is_light(fill) is light]
        layers.append(
            middle.transform_filter(alt.FieldOneOfPredicate("group_title", those))
            .mark_text(fontSize=SMALL, color=ink, fontWeight="bold")
            .encode(y=y, x="middle:Q", text="letter:N")
        )
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=RULE).encode(x="at:Q")
    total = base.mark_tick(thickness=3, height=20, color=INK, opacity=1).encode(y=y, x="total:Q")
    return alt.layer(*layers, zero, total)


def _places(once: alt.Chart, y: alt.Y, n: int) -> Any:
    """Return the place of each option, and a thin rule over the places it takes when scores move."""
    import altair as alt

    scale = alt.Scale(domain=[1, max(n, 2)])
    step = 5 if n <= 25 else 5 * ceil(n / 25)
    axis = alt.Axis(title="Place", values=[1, *range(step, n + 1, step)], format="d", labelOverlap=False)
    rule = once.mark_rule(color=INK, strokeWidth=1).encode(
        y=y, x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q"
    )
    dot = once.mark_point(shape="circle", filled=True, size=36, color=INK, opacity=1).encode(
        y=y, x=alt.X("rank:Q", scale=scale, axis=axis)
    )
    return rule + dot


def _protection(once: alt.Chart, y: alt.Y) -> Any:
    """Return protection as a bar of its own, with its points."""
    import altair as alt

    axis = alt.Axis(values=[-100, 0, 100], title="Points")
    x = alt.X("protection:Q", scale=alt.Scale(domain=[-100, 100]), axis=axis)
    bar = once.mark_bar(height=14, color=PROTECTION_COLOUR).encode(y=y, x=x)
    text = (
        once.transform_calculate(tip="max(datum.protection, 0)")
        .mark_text(fontSize=SMALL, align="left", dx=4, color=INK)
        .encode(y=y, x="tip:Q", text="protection_shown:N")
    )
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=RULE).encode(x="at:Q")
    return bar + zero + text
