"""The protection ladder: every option's total as protection counts for more, and who stands first where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from policylab.charts._style import (
    INK,
    RULE,
    SMALL,
    fills,
    finish,
    key,
    letters,
    scale_of,
    short_name,
    short_names,
)

if TYPE_CHECKING:
    import altair as alt

    from policylab.analysis import Ladder, Result, Rung

SHOWN = 4.0
"""A stretch of at least so many per cent carries its letter inside; a shorter one above."""


def ladder_frame(result: Result) -> pd.DataFrame:
    """Return the stretches on which the same options stand first.

    Returns
    -------
    DataFrame
        `letter`, `leaders` (names), `options` (ids), `start` and `end` (per cent given to protection), `state`
        and `protection` (points of the first leader), `total_start` and `total_end`.
    """
    from policylab.analysis import protection_ladder

    return _stretches(result, protection_ladder(result))


def _stretches(result: Result, found: Ladder) -> pd.DataFrame:
    known = letters(rung.leaders for rung in found.rungs)
    return pd.DataFrame(
        [
            {
                "letter": known[rung.leaders],
                "leaders": short_names(result.study, rung.leaders),
                "options": " ".join(rung.leaders),
                "start": 100 * rung.start,
                "end": 100 * rung.end,
                "state": rung.state,
                "protection": rung.protection,
                "total_start": (1 - rung.start) * rung.state + rung.start * rung.protection,
                "total_end": (1 - rung.end) * rung.state + rung.end * rung.protection,
            }
            for rung in found.rungs
        ]
    )


def _lines(result: Result, found: Ladder) -> pd.DataFrame:
    """Return both ends of every option's line."""
    return pd.DataFrame(
        [
            {"name": short_name(result.study, option), "share": share, "points": points}
            for option in found.state.index
            for share, points in ((0.0, found.state[option]), (100.0, found.protection[option]))
        ]
    )


def ladder(result: Result) -> alt.TopLevelMixin:
    """Return the figure of the protection ladder."""
    import altair as alt

    from policylab.analysis import protection_ladder
    from policylab.analysis.wording import FIRST_MEANS

    found = protection_ladder(result)
    frame, study = _stretches(result, found), result.study
    known = letters(rung.leaders for rung in found.rungs)
    colours = fills(study, known)
    x = alt.X(
        "share:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(labels=False, grid=False)
    )
    others = (
        alt.Chart(_lines(result, found))
        .mark_line(color="#b8b8b8", strokeWidth=0.8)
        .encode(x=x, y=alt.Y("points:Q", title="Points against today’s practice"), detail="name:N")
    )
    base = alt.Chart(frame)
    first = base.mark_rule(strokeWidth=3, color=INK).encode(
        x="start:Q", x2="end:Q", y="total_start:Q", y2="total_end:Q"
    )
    turn = (
        base.transform_filter("datum.start > 0").mark_rule(strokeDash=[3, 3], color=RULE).encode(x="start:Q")
    )
    letter = (
        base.transform_calculate(
            middle="(datum.start + datum.end) / 2", height="(datum.total_start + datum.total_end) / 2"
        )
        .mark_text(fontSize=SMALL, fontWeight="bold", dy=-12, color=INK)
        .encode(x="middle:Q", y="height:Q", text="letter:N")
    )
    top = (others + turn + first + letter).properties(width=430, height=300)
    share = alt.X(
        "start:Q", title="Share of the total given to protection, %", scale=alt.Scale(domain=[0, 100])
    )
    strip = base.mark_bar(height=22, stroke="white", strokeWidth=1).encode(
        x=share, x2="end:Q", color=alt.Color("letter:N", scale=scale_of(colours), legend=None)
    )
    name = (
        base.transform_calculate(middle="(datum.start + datum.end) / 2")
        .transform_filter(f"datum.end - datum.start >= {SHOWN}")
        .mark_text(fontSize=SMALL, fontWeight="bold", color=INK)
        .encode(x="middle:Q", text="letter:N")
    )
    bottom = (strip + name).properties(width=430, height=24)
    names = {
        known[rung.leaders]: f"{short_names(study, rung.leaders)} ({_span(found, rung)})"
        for rung in found.rungs
    }
    whole = alt.hconcat(alt.vconcat(top, bottom, spacing=6), key(names, colours, 250), spacing=16)
    return finish(
        whole.resolve_scale(color="independent"),
        result,
        "The protection ladder: who stands first as protection counts for more",
        f"{' '.join(found.story)} {FIRST_MEANS}",
        shows=f"A line for each of {len(found.state)} options; the highest is thick, with {len(frame)} stretches.",
    )


def _span(found: Ladder, rung: Rung) -> str:
    """Return where the same options stand first, rounded so that it stays true."""
    from policylab.analysis.percents import decimals_for, down, up

    decimals = decimals_for(found.envelope)
    return f"{up(rung.start, decimals)} to {down(rung.end, decimals)} %"
