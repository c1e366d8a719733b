"""The weight map: the triangle of three groups' weights, cut into the regions in which each option stands first."""

from __future__ import annotations

from math import hypot, sqrt
from typing import TYPE_CHECKING, Any

import pandas as pd

from policylab.charts._style import (
    INK,
    SMALL,
    fills,
    finish,
    group_colours,
    key,
    letters,
    scale_of,
    short_names,
)

if TYPE_CHECKING:
    import altair as alt

    from policylab.analysis import MapOfWeights, Result

SIDE, LETTER = 380, 15
CLEAR = 0.2
"""A letter keeps this part of a side away from the mark of the present weights."""
ROOM = 0.004
"""A region with at least this share of the triangle carries its letter."""


def _flat(weights: Any, groups: tuple[str, ...]) -> tuple[float, float]:
    """Return the place of three weights in a triangle with the first group at the top."""
    return float(weights[groups[2]] + weights[groups[0]] / 2), float(weights[groups[0]] * sqrt(3) / 2)


def weight_map_frame(result: Result) -> pd.DataFrame:
    """Return the corners of each region.

    Returns
    -------
    DataFrame
        `letter`, `leaders` (names), `options` (ids), `share` (of all weightings), `corner` (in turn), one column
        for each group's weight, and `x`, `y` in the triangle.
    """
    from policylab.analysis import weight_map as find

    return _corners(result, find(result))


def _corners(result: Result, found: MapOfWeights) -> pd.DataFrame:
    known = letters(_ids(region.options) for region in found.regions)
    rows = []
    for region in found.regions:
        options = _ids(region.options)
        for n, (_, corner) in enumerate(region.corners.iterrows()):
            x, y = _flat(corner, found.groups)
            rows.append(
                {
                    "letter": known[options],
                    "leaders": short_names(result.study, options),
                    "options": " ".join(options),
                    "share": region.area,
                    "corner": n,
                    **{group: float(corner[group]) for group in found.groups},
                    "x": x,
                    "y": y,
                }
            )
    return pd.DataFrame(rows)


def _ids(options: Any) -> tuple[str, ...]:
    return tuple(str(option) for option in options)


def weight_map(result: Result) -> alt.TopLevelMixin:
    """Return the figure of the weight map; the present weights are marked."""
    import altair as alt

    from policylab.analysis import weight_map as find
    from policylab.analysis.wording import FIRST_MEANS

    study, found = result.study, find(result)
    frame = _corners(result, found)
    known = letters(_ids(region.options) for region in found.regions)
    colours = fills(study, known)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.14, 1.14]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.07, 0.93]))
    regions = (
        alt.Chart(frame)
        .mark_line(filled=True, interpolate="linear-closed", stroke="white", strokeWidth=1.5, opacity=1)
        .encode(
            x=x,
            y=y,
            order="corner:O",
            detail="letter:N",
            fill=alt.Fill("letter:N", scale=scale_of(colours), legend=None),
        )
    )
    middle = _letter_places(frame[frame["share"] >= ROOM], _flat(found.here, found.groups))
    names = (
        alt.Chart(middle)
        .mark_text(fontSize=LETTER, fontWeight="bold", color=INK)
        .encode(x=x, y=y, text="letter:N")
    )
    drawn = regions + names + _ticks(x, y) + _heads(result, found, x, y) + _here(found, x, y)
    rows = {
        known[_ids(region.options)]: (region, short_names(study, region.options)) for region in found.regions
    }
    told = {letter: f"{name}: {_share(region.area)}" for letter, (region, name) in rows.items()}
    return finish(
        alt.hconcat(drawn.properties(width=SIDE * 1.28, height=SIDE), key(told, colours, 220)).resolve_scale(
            color="independent", fill="independent"
        ),
        result,
        "Who stands first for every way to weigh the three groups",
        f"{found.sentence} {FIRST_MEANS}",
        shows=f"A triangle with a corner for each group, cut into {len(found.regions)} regions.",
    )


def _letter_places(frame: pd.DataFrame, here: tuple[float, float]) -> pd.DataFrame:
    """Return where each region's letter stands: in its middle, or towards a corner if the mark stands there."""
    rows = []
    for letter, part in frame.groupby("letter", sort=False):
        x, y = float(part["x"].mean()), float(part["y"].mean())
        if hypot(x - here[0], y - here[1]) < CLEAR:
            # Regions are convex: half-way to a corner is inside.
            places = [((x + a) / 2, (y + b) / 2) for a, b in zip(part["x"], part["y"], strict=True)]
            x, y = max(places, key=lambda at: hypot(at[0] - here[0], at[1] - here[1]))
        rows.append({"letter": letter, "x": x, "y": y})
    return pd.DataFrame(rows, columns=["letter", "x", "y"])


def _share(area: float) -> str:
    from policylab.analysis.weight_map import share_words

    return share_words(area).removeprefix("about ")


def _ticks(x: alt.X, y: alt.Y) -> Any:
    """Return thin lines at a quarter, a half and three quarters of each weight."""
    import altair as alt

    rows = []
    for part in (0.25, 0.5, 0.75):
        for i in range(3):
            ends = []
            for j in (k for k in range(3) if k != i):
                weights = [0.0, 0.0, 0.0]
                weights[i], weights[j] = part, 1 - part
                ends.append((weights[2] + weights[0] / 2, weights[0] * sqrt(3) / 2))
            rows.append({"x": ends[0][0], "y": ends[0][1], "x2": ends[1][0], "y2": ends[1][1]})
    return (
        alt.Chart(pd.DataFrame(rows))
        .mark_rule(color=INK, strokeWidth=0.4, strokeDash=[2, 3], opacity=0.6)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
    )


def _heads(result: Result, found: MapOfWeights, x: alt.X, y: alt.Y) -> Any:
    """Return the names of the groups at their corners, each with a dot in its colour."""
    import altair as alt

    colours = group_colours(result.study)
    layers = []
    places = ((0.5, sqrt(3) / 2, -14), (0.0, 0.0, 18), (1.0, 0.0, 18))
    for group, (right, up, dy) in zip(found.groups, places, strict=True):
        record = result.study.groups[group]
        frame = pd.DataFrame({"x": [right], "y": [up], "text": [f"{record.title} 100 %"]})
        at = alt.Chart(frame).encode(x=x, y=y)
        layers.append(at.mark_text(fontSize=SMALL, fontWeight="bold", dy=dy, color=INK).encode(text="text:N"))
        layers.append(at.mark_circle(size=70, color=colours[group], opacity=1))
    return alt.layer(*layers)


def _here(found: MapOfWeights, x: alt.X, y: alt.Y) -> Any:
    import altair as alt

    right, up = _flat(found.here, found.groups)
    at = alt.Chart(pd.DataFrame({"x": [right], "y": [up], "text": ["these weights"]}))
    mark = at.mark_point(shape="cross", size=120, filled=True, color=INK, opacity=1).encode(x=x, y=y)
    return mark + at.mark_text(fontSize=SMALL, align="left", dx=9, color=INK).encode(
        x="x:Q", y="y:Q", text="text:N"
    )
