"""Packages: the unbeaten ones, the state against protection, and an order of steps through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from policylab.charts._style import INK, PROTECTION_COLOUR, RULE, SMALL, finish, short_name

if TYPE_CHECKING:
    import altair as alt

    from policylab.analysis import PackageSet, PackageSteps, Result


def packages_frame(result: Result) -> pd.DataFrame:
    """Return the unbeaten packages, and the steps from today's practice.

    Returns
    -------
    DataFrame
        `kind` (unbeaten or step), `step` (0 for what is no step), `name`, `size`, `state`, `protection`.
    """
    from policylab import analysis

    return _rows(result, analysis.packages(result), analysis.package_steps(result))


def _rows(result: Result, found: PackageSet, steps: PackageSteps) -> pd.DataFrame:
    rows = [
        {"kind": "unbeaten", "step": 0, "name": _name(result, row["members"]), "size": len(row["members"]),
         "state": float(row["state"]), "protection": float(row["protection"])}
        for _, row in found.pareto.iterrows()
    ]  # fmt: skip
    rows += [
        {"kind": "step", "step": n, "name": _name(result, row["added"]), "size": len(row["members"]),
         "state": float(row["state"]), "protection": float(row["protection"])}
        for n, (_, row) in enumerate(steps.steps.iterrows(), start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _name(result: Result, members: tuple[str, ...]) -> str:
    names = [short_name(result.study, member) for member in members]
    return " + ".join(names) if names else short_name(result.study, result.study.baseline)


def packages(result: Result) -> alt.TopLevelMixin:
    """Return the figure of the packages: unbeaten ones as points, the steps numbered and joined."""
    import altair as alt

    from policylab import analysis

    found, steps = analysis.packages(result), analysis.package_steps(result)
    frame = _rows(result, found, steps)
    base = alt.Chart(frame)
    x = alt.X("state:Q", title=f"For {result.study.decision_maker}, points against today’s practice")
    y = alt.Y("protection:Q", title="For protection, points")
    dots = (
        base.transform_filter("datum.kind === 'unbeaten'")
        .mark_point(size=40, filled=True, color=RULE, opacity=0.8)
        .encode(x=x, y=y)
    )
    taken = base.transform_filter("datum.kind === 'step'")
    line = taken.mark_line(color=PROTECTION_COLOUR, strokeWidth=1.5).encode(x=x, y=y, order="step:O")
    square = taken.mark_square(size=90, color=PROTECTION_COLOUR, stroke=INK, opacity=1).encode(x=x, y=y)
    number = taken.mark_text(fontSize=SMALL, fontWeight="bold", color=INK, dx=11, dy=-9).encode(
        x=x, y=y, text="step:N"
    )
    drawn = (dots + line + square + number).properties(width=430, height=400)
    rows = frame[frame["kind"] == "step"]
    listed = alt.Chart(rows).encode(y=alt.Y("step:O", axis=None))
    told = listed.mark_text(fontSize=SMALL, align="right", fontWeight="bold", color=INK).encode(
        x=alt.value(16), text="step:N"
    ) + listed.mark_text(fontSize=SMALL, align="left", color=INK, limit=240).encode(
        x=alt.value(24), text="name:N"
    )
    beside = told.properties(width=250, height=max(21 * len(rows), 21))
    return finish(
        alt.hconcat(drawn, beside, spacing=14),
        result,
        "Packages: what several options do together",
        f"{steps.sentence} Grey: the {len(found.pareto)} packages that no other beats on both ledgers.",
        shows=f"A scatter chart of {len(found.pareto)} packages; {len(rows)} steps are numbered and joined.",
    )
