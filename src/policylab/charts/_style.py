"""How all figures look: sizes and colours for print, title, sentence and alternative text.

altair is imported inside the functions: nothing is loaded before a figure is asked for.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import altair as alt

    from policylab.analysis import Result
    from policylab.schema import Study

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
SMALL, TITLE = 12, 16
"""Sizes in pixels: 12 are 9 points, the smallest text in any figure."""
INK, MUTED, RULE = "#1a1a1a", "#595959", "#8c8c8c"

STATE_COLOURS = ("#12436D", "#28A197", "#801650", "#3D3D3D", "#A285D1")
"""Of the groups of the state ledger, in the order of the study, whatever they are called."""
PROTECTION_COLOUR = "#F46A25"

TODAY_FILL = "#DDDDDD"
FILLS = ("#9CC9E8", "#F6C28B", "#B7DDB0", "#E5B3D3", "#E9DF8E", "#C9B8E8", "#A9D8D3", "#E8A9A0", "#C8CFA0")
"""Light fills for options that stand first: dark letters are read on all of them, in grey too."""

DARK = 0.68
"""From this part of a scale of blues on, white letters are read better than dark ones."""

LINE = 122
"""Letters in a line under a title, for figures of about 700 pixels."""


def group_colours(study: Study) -> dict[str, str]:
    """Return the colour of each group; a letter in the figure is the second cue."""
    found: dict[str, str] = {}
    rest = iter(STATE_COLOURS * (1 + len(study.groups)))
    for group in study.groups:
        if group in study.protection_groups:
            found[group] = PROTECTION_COLOUR
        else:
            found[group] = next(rest)
    return found


def short_name(study: Study, option: object) -> str:
    """Return what an option is called in a figure."""
    return study.options[str(option)].short


def short_names(study: Study, options: Iterable[object], most: int = 3) -> str:
    """Return what options are called that stand somewhere together; the last ones counted when many."""
    names = [short_name(study, option) for option in options]
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return ", ".join(names)


def letters(leaders: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return a letter for each set of leaders, in order of appearance: A to Z, then AA.

    >>> letters([("camp",), ("visa", "halt"), ("camp",)])
    {('camp',): 'A', ('visa', 'halt'): 'B'}
    """
    found: dict[tuple[str, ...], str] = {}
    for names in leaders:
        if names not in found:
            n = len(found)
            found[names] = chr(65 + n % 26) * (1 + n // 26)
    return found


def fills(study: Study, known: dict[tuple[str, ...], str]) -> dict[str, str]:
    """Return a light fill for each letter; today's practice is grey."""
    found, rest = {}, 0
    for names, letter in known.items():
        if names == (study.baseline,):
            found[letter] = TODAY_FILL
        else:
            found[letter] = FILLS[rest % len(FILLS)]
            rest += 1
    return found


def is_light(colour: str) -> bool:
    """Whether dark letters are read better than white ones on a colour such as `#28A197`.

    >>> is_light("#28A197"), is_light("#801650")
    (True, False)
    """
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    # Equal contrast with black and white is at a luminance of 0.179.
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.179


def scale_of(colours: dict[str, str]) -> alt.Scale:
    """Return the scale that gives each name its colour."""
    import altair as alt

    return alt.Scale(domain=list(colours), range=list(colours.values()))


def key(names: dict[str, str], colours: dict[str, str], width: int = 190) -> Any:
    """Return a key: a letter on its fill, and what it stands for."""
    import altair as alt

    frame = pd.DataFrame({"letter": list(names), "name": list(names.values()), "row": range(len(names))})
    y = alt.Y("row:O", axis=None)
    base = alt.Chart(frame).encode(y=y)
    box = base.mark_square(size=330, opacity=1, stroke=RULE, strokeWidth=0.5).encode(
        x=alt.value(12), color=alt.Color("letter:N", scale=scale_of(colours), legend=None)
    )
    mark = base.mark_text(fontSize=SMALL, fontWeight="bold", color=INK).encode(
        x=alt.value(12), text="letter:N"
    )
    name = base.mark_text(fontSize=SMALL, align="left", color=INK, limit=width - 30).encode(
        x=alt.value(28), text="name:N"
    )
    return (box + mark + name).properties(width=width, height=max(22 * len(names), 22))


def lines(texts: Sequence[str], length: int = LINE) -> list[str]:
    """Return texts in lines that fit under a title; none begins with the sign of a per cent before it."""
    joined = [text.replace(" %", "\N{NO-BREAK SPACE}%") for text in texts if text]
    return [line for text in joined for line in textwrap.wrap(text, length)]


def finish(
    chart: Any, result: Result, title: str, sentence: str, *, shows: str, length: int = LINE
) -> alt.TopLevelMixin:
    """Return a figure with its title, what it says, whose weights and which scenario, the label and its alt text.

    Parameters
    ----------
    chart : altair chart
        What is drawn.
    result : Result
        From `evaluate`.
    title, sentence : str
        What the figure is of, and what it says.
    shows : str
        What can be seen, for those who cannot see it; `sentence` and the choices follow by themselves.
    length : int
        Letters in a line under the title.
    """
    import altair as alt

    from policylab.analysis import heading

    label = result.study.label
    under = lines([sentence, heading(result), label], length)
    heading_of = alt.TitleParams(
        text=title,
        subtitle=under,
        anchor="start",
        frame="bounds",
        fontSize=TITLE,
        subtitleFontSize=SMALL,
        subtitleColor=MUTED,
        subtitlePadding=6,
        offset=14,
        color=INK,
    )
    opening = title if title.endswith(("?", ".")) else f"{title}."
    described = " ".join(part for part in (opening, shows, sentence, heading(result), label) if part)
    drawn = chart.properties(
        title=heading_of, description=described, padding={"left": 8, "right": 12, "top": 8, "bottom": 8}
    )
    finished: alt.TopLevelMixin = (
        drawn.configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=SMALL, titleFontSize=SMALL, titleFontWeight="normal", labelColor=INK, titleColor=INK,
            gridColor="#e3e3e3", domainColor=RULE, tickColor=RULE, labelLimit=260,
            labelFlush=False,
        )
        .configure_legend(labelFontSize=SMALL, titleFontSize=SMALL, titleFontWeight="normal", labelLimit=260)
        .configure_header(labelFontSize=SMALL, titleFontSize=SMALL)
        .configure_text(font=FONT)
        .configure_concat(spacing=14)
    )  # fmt: skip
    return finished
