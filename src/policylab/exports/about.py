"""What every file says of itself, in the words of the page's own exports (`files.js`)."""

from __future__ import annotations

from policylab.analysis import heading
from policylab.exports.receipt import Receipt
from policylab.exports.view import View
from policylab.mcda import shown

NBSP = "\N{NO-BREAK SPACE}"


def whose(view: View) -> str:
    """Return whose weights a file follows; others read it, so that "your" is the reader who made it."""
    told = heading(view.result).split(". Scenario: ")[0].removeprefix("Order under ")
    if told.startswith("your weights"):
        told = "a reader\N{RIGHT SINGLE QUOTATION MARK}s own weights" + told.removeprefix("your weights")
    if told.endswith("of your own"):
        told = told.removesuffix("of your own") + "of the reader\N{RIGHT SINGLE QUOTATION MARK}s own"
    return told


def count(number: float, unit: str) -> str:
    """Return a number with its unit: `1 point`, `-12 points`."""
    return f"{shown(number)} {unit}{'' if abs(number) == 1 else 's'}"


def close_points(closeness: float) -> str:
    """Return the difference up to which options share a place, to one decimal: `2.9 points`."""
    return f"{closeness:.1f} points"


def about(view: View, receipt: Receipt) -> dict[str, str]:
    """Return what a file says of itself: the label first, the command last; plain texts of one line each."""
    study, result, choice = view.published, view.result, view.result.weight_set
    scenario = study.scenarios[result.scenario]
    groups = [
        f"{study.groups[group].title} {choice.groups[group]:g} points ({share}{NBSP}%)"
        for group, share in _state_shares(view).items()
    ]
    criteria = [f"{study.criteria[key].title} {points:g}" for key, points in choice.criteria.items()]
    share = f"{100 * result.with_protection:g}{NBSP}% of the total"
    told = {
        "label": study.label,
        "study": f"{study.title} ({study.id}), version {study.version}",
        "question": study.question,
        "weights": whose(view),
        "points of groups": "; ".join(groups),
        "points of criteria": "; ".join(criteria),
        "protection in the total": share if result.with_protection else "no, kept in a ledger of its own",
        "scenario": f"{scenario.title} ({result.scenario})",
        "floor on protection": "none" if view.floor is None else count(view.floor, "point"),
        "own scores": f"{len(result.own)}, counted in the place of the published ones"
        if result.own
        else "none",
        "drawn": f"{view.draws:,} draws, seed {view.seed}",
        "software": receipt.software,
        "content": receipt.content,
        "command": receipt.command,
    }
    if view.date:
        told["date"] = f"{view.date}, by the clock of the reader\N{RIGHT SINGLE QUOTATION MARK}s device"
    return {**told, "link": view.link} if view.link else told


def _state_shares(view: View) -> dict[str, int]:
    """Return what each state group counts inside its ledger, in whole per cent that sum to 100."""
    import pandas as pd

    from policylab.mcda import shares

    points = pd.Series({group: float(points) for group, points in view.result.weight_set.groups.items()})
    whole = shares(points / points.sum()) if points.sum() > 0 else points.astype(int)
    return {str(group): int(share) for group, share in whole.items()}
