"""Scenarios: each option's place in each scenario, and how far it is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from policylab.charts._style import DARK, INK, SMALL, finish, short_name

if TYPE_CHECKING:
    import altair as alt

    from policylab.analysis import Result, ScenarioComparison


def scenarios_frame(result: Result) -> pd.DataFrame:
    """Return each option's place, total and regret in each scenario.

    Returns
    -------
    DataFrame
        `scenario` (id), `scenario_title`, `option`, `name`, `rank`, `total`, `regret` (points behind the leading
        option). Options in the order of the result.
    """
    from policylab.analysis import compare_scenarios

    return _cells(result, compare_scenarios(result))


def _cells(result: Result, found: ScenarioComparison) -> pd.DataFrame:
    study = result.study
    order = [option for option in result.order.index if option in found.totals.index]
    return pd.DataFrame(
        [
            {
                "scenario": str(key),
                "scenario_title": study.scenarios[str(key)].title,
                "option": str(option),
                "name": short_name(study, option),
                "rank": int(found.ranks.at[option, key]),
                "total": float(found.totals.at[option, key]),
                "regret": float(found.regret.table.at[option, key]),
            }
            for key in found.totals.columns
            for option in order
        ]
    )


def scenarios(result: Result) -> alt.TopLevelMixin:
    """Return the figure of the scenarios: places in cells, darker the further behind."""
    import altair as alt

    from policylab.analysis import compare_scenarios

    found = compare_scenarios(result)
    frame = _cells(result, found)
    n_options, n_scenarios = frame["option"].nunique(), frame["scenario"].nunique()
    most = max(float(frame["regret"].max()), 1.0)
    base = alt.Chart(frame).encode(
        x=alt.X(
            "name:N",
            sort=None,
            axis=alt.Axis(
                title=None, orient="top", labelAngle=-50, domain=False, ticks=False, labelAlign="left"
            ),
        ),
        y=alt.Y(
            "scenario_title:N",
            sort=None,
            axis=alt.Axis(title=None, domain=False, ticks=False, labelLimit=400),
        ),
    )
    cell = base.mark_rect(stroke="white", strokeWidth=1).encode(
        color=alt.Color(
            "regret:Q",
            scale=alt.Scale(domain=[0, most], range=["#ffffff", "#12436D"], interpolate="lab"),
            legend=alt.Legend(title="Points behind the leading option", orient="bottom", gradientLength=220),
        )
    )
    text = base.mark_text(fontSize=SMALL).encode(
        text="rank:N",
        color=alt.condition(f"datum.regret > {DARK * most}", alt.value("white"), alt.value(INK)),
    )
    return finish(
        (cell + text).properties(width=24 * n_options, height=22 * n_scenarios),
        result,
        "Places in every scenario",
        " ".join(found.sentences[:2]),
        shows=f"A table of {n_scenarios} scenarios by {n_options} options, each cell with the option’s place.",
    )
