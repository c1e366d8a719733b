"""How often each option takes each place, when weights and scores move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from policylab.charts._style import DARK, INK, SMALL, finish, short_name

if TYPE_CHECKING:
    import altair as alt

    from policylab.analysis import Result
    from policylab.analysis.acceptability import Acceptability


def acceptability_frame(result: Result) -> pd.DataFrame:
    """Return how often each option takes each place, all weights of the groups alike likely.

    Returns
    -------
    DataFrame
        `option`, `name`, `place`, `share` (of the draws), `error` (standard error), `shown` (whole per cent; a dot
        for under 1 %; empty for never). Options most often first at the top.
    """
    from policylab.analysis import smaa

    return _cells(result, smaa(result, weights="groups"))


def _cells(result: Result, found: Acceptability) -> pd.DataFrame:
    share, error = found.found.acceptability, found.found.acceptability_errors
    return pd.DataFrame(
        [
            {
                "option": str(option),
                "name": short_name(result.study, option),
                "place": int(place),
                "share": float(share.at[option, place]),
                "error": float(error.at[option, place]),
                "shown": _shown(float(share.at[option, place])),
            }
            for option in found.table.index
            for place in share.columns
        ]
    )


def _shown(share: float) -> str:
    """Return a share as a cell has it.

    >>> _shown(0.0), _shown(0.004), _shown(0.126)
    ('', '·', '13')
    """
    return "" if share <= 0 else "·" if share < 0.01 else f"{100 * share:.0f}"


def acceptability(result: Result, found: Acceptability | None = None) -> alt.TopLevelMixin:
    """Return the figure of the places: options by places, darker where more often.

    `found` is what is drawn, from `smaa`; without it all weights of the groups are alike likely.
    """
    import altair as alt

    from policylab.analysis import smaa

    found = found or smaa(result, weights="groups")
    frame = _cells(result, found)
    n = frame["option"].nunique()
    most = max(float(frame["share"].max()), 1e-9)
    base = alt.Chart(frame).encode(
        y=alt.Y("name:N", sort=None, axis=alt.Axis(title=None, domain=False, ticks=False)),
        x=alt.X(
            "place:O", title="Place", axis=alt.Axis(orient="top", domain=False, ticks=False, labelAngle=0)
        ),
    )
    cell = base.mark_rect(stroke="white", strokeWidth=1).encode(
        color=alt.Color(
            "share:Q",
            scale=alt.Scale(domain=[0, most], range=["#ffffff", "#12436D"], interpolate="lab"),
            legend=None,
        )
    )
    text = base.mark_text(fontSize=SMALL).encode(
        text="shown:N",
        color=alt.condition(f"datum.share > {DARK * most}", alt.value("white"), alt.value(INK)),
    )
    return finish(
        (cell + text).properties(width=27 * n, height=22 * n),
        result,
        "How often each option takes each place",
        f"{found.sentence} Cells: per cent of the draws; a dot: under 1 %.",
        shows=f"A table of {n} options by {n} places, darker where an option takes a place more often.",
    )
