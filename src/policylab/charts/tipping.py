"""Tipping points: who stands first as one group, or one criterion, counts for nothing, then more, then everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from policylab.charts._style import INK, SMALL, fills, finish, key, letters, scale_of, short_names

if TYPE_CHECKING:
    import altair as alt

    from policylab.analysis import Result, Tippings

SHOWN = 3.0
"""A stretch of at least so many per cent carries its letter."""


def tipping_frame(result: Result) -> pd.DataFrame:
    """Return the stretches of each group's and criterion's share on which the same options stand first.

    Returns
    -------
    DataFrame
        `kind` (Groups or Criteria), `id`, `title`, `now` (its present share, per cent), `start` and `end` (per
        cent), `letter`, `leaders` (names), `options` (ids). What cannot be moved is left out.
    """
    from policylab.analysis import tipping_points

    return _stretches(result, tipping_points(result))


def _stretches(result: Result, found: Tippings) -> pd.DataFrame:
    both = (("Groups", found.groups), ("Criteria", found.criteria))
    known = letters(_all_leaders(found))
    rows = [
        {
            "kind": kind,
            "id": each.id,
            "title": each.title,
            "now": 100 * each.now,
            "start": 100 * start,
            "end": 100 * end,
            "letter": known[tuple(map(str, names))],
            "leaders": short_names(result.study, names),
            "options": " ".join(map(str, names)),
        }
        for kind, tippings in both
        for each in tippings
        if each.envelope is not None
        for start, end, names in each.envelope.pieces
    ]
    columns = ["kind", "id", "title", "now", "start", "end", "letter", "leaders", "options"]
    return pd.DataFrame(rows, columns=columns)


def _all_leaders(found: Tippings) -> list[tuple[str, ...]]:
    """Return all sets of leaders, those of now first."""
    pieces = [
        tuple(map(str, names))
        for each in (*found.groups, *found.criteria)
        if each.envelope is not None
        for _, _, names in each.envelope.pieces
    ]
    return [found.leaders, *pieces] if found.leaders in pieces else pieces


def tipping(result: Result) -> alt.TopLevelMixin:
    """Return the figure of the tipping points: a strip for each group and criterion."""
    import altair as alt

    from policylab.analysis import tipping_points

    found = tipping_points(result)
    frame = _stretches(result, found)
    known = letters(_all_leaders(found))
    colours = fills(result.study, known)
    strips = [
        _strips(frame, kind, colours, last=kind == frame["kind"].iloc[-1]) for kind in frame["kind"].unique()
    ]
    names = {letter: short_names(result.study, options) for options, letter in known.items()}
    whole = alt.hconcat(alt.vconcat(*strips, spacing=8), key(names, colours, 200), spacing=16)
    return finish(
        whole.resolve_scale(color="independent"),
        result,
        "Who stands first as one group or one criterion counts for more",
        f"{found.sentence} The black mark is its share now; the others keep their proportions.",
        shows=f"A strip from 0 to 100 per cent for each of {frame['id'].nunique()} groups and criteria.",
    )


def _strips(frame: pd.DataFrame, kind: str, colours: dict[str, str], *, last: bool) -> Any:
    import altair as alt

    y = alt.Y("title:N", sort=None, axis=alt.Axis(title=None, domain=False, ticks=False, labelPadding=8))
    axis = (
        alt.Axis(title="Its share of the weights, %")
        if last
        else alt.Axis(labels=False, title=None, ticks=False)
    )
    base = alt.Chart(frame).transform_filter(f"datum.kind === '{kind}'")
    strip = base.mark_bar(height=18, stroke="white", strokeWidth=1).encode(
        y=y,
        x=alt.X("start:Q", axis=axis, scale=alt.Scale(domain=[0, 100])),
        x2="end:Q",
        color=alt.Color("letter:N", scale=scale_of(colours), legend=None),
    )
    # Half-way, or where the mark of the present share stands there, half-way on its wider side.
    middle, inside = "(datum.start + datum.end) / 2", "datum.start <= datum.now && datum.now <= datum.end"
    beside = f"(datum.now + ({middle} > datum.now ? datum.end : datum.start)) / 2"
    letter = (
        base.transform_filter(f"datum.end - datum.start >= {SHOWN}")
        .transform_calculate(middle=f"{inside} && abs({middle} - datum.now) < 3 ? ({beside}) : {middle}")
        .mark_text(fontSize=SMALL, fontWeight="bold", color=INK)
        .encode(y=y, x="middle:Q", text="letter:N")
    )
    narrow = base.transform_filter(f"datum.end - datum.start < {SHOWN}")
    left = narrow.transform_filter("datum.end < 100").transform_calculate(sign="'\\u2039' + datum.letter")
    right = narrow.transform_filter("datum.end >= 100").transform_calculate(sign="datum.letter + '\\u203a'")
    small = left.mark_text(fontSize=SMALL, fontWeight="bold", align="left", dx=3, color=INK).encode(
        y=y, x="end:Q", text="sign:N"
    ) + right.mark_text(fontSize=SMALL, fontWeight="bold", align="right", dx=-3, color=INK).encode(
        y=y, x="start:Q", text="sign:N"
    )
    now = (
        base.transform_filter(inside)
        .mark_point(shape="triangle-down", filled=True, size=45, color=INK, opacity=1, yOffset=-10)
        .encode(y=y, x="now:Q")
    )
    tick = base.transform_filter(inside).mark_tick(thickness=1.5, color=INK, height=18).encode(y=y, x="now:Q")
    return (strip + letter + small + tick + now).properties(
        width=360, height=26 * frame.loc[frame["kind"] == kind, "id"].nunique()
    )
