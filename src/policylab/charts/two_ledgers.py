"""The two ledgers: what each option does for the state and for protection, and what is beaten on both."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pandas as pd

from policylab.charts._style import INK, MUTED, PROTECTION_COLOUR, RULE, SMALL, finish, short_name

if TYPE_CHECKING:
    import altair as alt

    from policylab.analysis import Result, TwoLedgers
    from policylab.schema import Study

HEAD = 14
"""Letters in a line above the points of a ledger."""


def two_ledgers_frame(result: Result) -> pd.DataFrame:
    """Return each option's points on both ledgers, with ranges.

    Returns
    -------
    DataFrame
        `number` (in the order of the result), `option`, `name`, `state`, `protection`, their `_low` and `_high` ends,
        and `unbeaten`: whether no option is at least as good on both and better on one.
    """
    from policylab.analysis import two_ledgers as find

    return _points(result, find(result))


def _points(result: Result, found: TwoLedgers) -> pd.DataFrame:
    order = [option for option in result.order.index if option in found.points.index]
    front = set(found.pareto.front)
    return pd.DataFrame(
        [
            {
                "number": n,
                "option": str(option),
                "name": short_name(result.study, option),
                **{
                    f"{ledger}{end}": float(table.at[option, ledger])
                    for ledger in ("state", "protection")
                    for end, table in (("", found.points), ("_low", found.low), ("_high", found.high))
                },
                "unbeaten": option in front,
            }
            for n, option in enumerate(order, start=1)
        ]
    )


def two_ledgers(result: Result) -> alt.TopLevelMixin:
    """Return the figure of the two ledgers: numbered points, the unbeaten ones joined and with their ranges."""
    import altair as alt

    from policylab.analysis import two_ledgers as find

    found = find(result)
    frame = _points(result, found)
    base = alt.Chart(frame)
    x = alt.X(
        "state:Q",
        title=f"For {result.study.decision_maker}, points against today’s practice",
        scale=alt.Scale(zero=False, padding=16),
    )
    y = alt.Y("protection:Q", title="For protection, points", scale=alt.Scale(zero=False, padding=16))
    front = base.transform_filter("datum.unbeaten")
    stair = front.mark_line(interpolate="step-before", color=PROTECTION_COLOUR, strokeWidth=1.5).encode(
        x=x, y=y, order="state:Q"
    )
    points = base.mark_point(size=330, strokeWidth=1.5, opacity=1).encode(
        x=x,
        y=y,
        fill=alt.condition("datum.unbeaten", alt.value(PROTECTION_COLOUR), alt.value("white")),
        stroke=alt.condition("datum.unbeaten", alt.value(INK), alt.value(RULE)),
        shape=alt.condition("datum.unbeaten", alt.value("square"), alt.value("circle")),
    )
    number = base.mark_text(fontSize=SMALL, color=INK).encode(x=x, y=y, text="number:N")
    drawn = (stair + points + number).properties(width=330, height=21 * max(len(frame), 12))
    beside = alt.hconcat(
        _names(frame), *(_ranges(frame, *ledger) for ledger in _heads(result.study)), spacing=6
    )
    return finish(
        alt.hconcat(drawn, beside, spacing=12),
        result,
        f"What each option does for {result.study.decision_maker} and for protection",
        f"{found.sentence} Squares: not beaten on both. Thin rules: from all scores at their low ends to all at "
        "their high ends.",
        shows=f"A scatter chart of {len(frame)} options; a stair line joins those that are not beaten.",
    )


def _names(frame: pd.DataFrame) -> Any:
    """Return the list of names, the unbeaten ones in bold."""
    import altair as alt

    base = alt.Chart(frame).encode(y=alt.Y("number:O", axis=None))
    styles: tuple[tuple[str, str, Any], ...] = (
        ("datum.unbeaten", INK, "bold"),
        ("!datum.unbeaten", MUTED, "normal"),
    )
    layers = [
        base.transform_filter(test)
        .mark_text(fontSize=SMALL, align="left", color=colour, fontWeight=weight, limit=150)
        .encode(x=alt.value(30), text="name:N")
        for test, colour, weight in styles
    ]
    number = base.mark_text(fontSize=SMALL, align="right", color=INK).encode(x=alt.value(22), text="number:N")
    return alt.layer(number, *layers).properties(width=175, height=21 * len(frame))


def _heads(study: Study) -> tuple[tuple[str, Any], ...]:
    """Return the ledgers with what stands above them; a long name in lines that do not touch the next."""
    from policylab.analysis.wording import bare_name, raised

    told = textwrap.wrap(raised(bare_name(study)), HEAD, break_on_hyphens=False)
    return ("state", told if len(told) > 1 else told[0]), ("protection", "Protection")


def _ranges(frame: pd.DataFrame, ledger: str, head: Any) -> Any:
    """Return a ledger's points of each option, with a thin rule over its range."""
    import altair as alt

    base = alt.Chart(frame).encode(y=alt.Y("number:O", axis=None))
    ends = frame[[f"{ledger}_low", f"{ledger}_high"]]
    domain = [min(float(ends.min().min()), 0.0), max(float(ends.max().max()), 0.0)]
    x = alt.X(
        f"{ledger}_low:Q",
        scale=alt.Scale(domain=domain, nice=True),
        axis=alt.Axis(title="Points", tickCount=3),
    )
    rule = base.mark_rule(color=INK, strokeWidth=1).encode(x=x, x2=f"{ledger}_high:Q")
    dot = base.mark_point(filled=True, size=36, opacity=1, color=INK).encode(x=f"{ledger}:Q")
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=RULE).encode(x="at:Q")
    title = alt.TitleParams(head, fontSize=SMALL, fontWeight="normal", color=INK, anchor="middle")
    return (zero + rule + dot).properties(width=100, height=21 * len(frame), title=title)
