"""Which scores differ between two studies, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policylab.analysis.changes.records import Change, Field, evidence_text
from policylab.analysis.changes.words import BOUNDS, Names, score_words

BASIS = {"judgement": "our judgement"}
Cell = tuple[str, str]


def score_changes(
    before: Mapping[Cell, Any], after: Mapping[Cell, Any], names: Names, came: Mapping[str, str]
) -> list[Change]:
    """Return the scores that differ, those that move most first.

    Parameters
    ----------
    before, after : mapping
        Scores as plain data by (option, criterion), ids of the later study.
    names : Names
        Names of records of both studies.
    came : mapping
        Titles of the options and criteria that came or went, by `option <id>` and `criterion <id>`.
    """
    cells = [*after, *(cell for cell in before if cell not in after)]
    found = [
        _score(cell, before.get(cell), after.get(cell), names, came)
        for cell in cells
        if before.get(cell) != after.get(cell)
    ]
    return sorted(filter(None, found), key=_weight)


def _weight(change: Change) -> tuple[int, float]:
    by_name = {field.path[-1]: field for field in change.fields}
    if change.verb in ("added", "removed"):
        return 1, 0.0
    if "central" in by_name:
        return 0, -abs(by_name["central"].after - by_name["central"].before)
    return (2, 0.0) if by_name.keys() & set(BOUNDS) else (3, 0.0)


def _score(cell: Cell, was: Any, now: Any, names: Names, came: Mapping[str, str]) -> Change | None:
    option, criterion = cell
    title = f"{names.of('option', option)} on {names.of('criterion', criterion)}"
    within = came.get(f"option {option}", came.get(f"criterion {criterion}", ""))
    fields = tuple(
        Field((name,), was and was[name], now and now[name])
        for name in (*BOUNDS, "basis", "evidence", "reason")
        if not was or not now or _differs(was[name], now[name])
    )
    if not fields:
        return None
    verb = "added" if was is None else "removed" if now is None else "rescored"
    text = _sentence(title, was, now, names)
    part = "scores"
    if verb == "rescored" and [field.path[-1] for field in fields] == ["reason"]:
        verb, part = "reworded", "wording"
    return Change(part, verb, "score", f"{option} {criterion}", title, text, fields, within)


def _differs(was: Any, now: Any) -> bool:
    return sorted(was) != sorted(now) if isinstance(was, list) else bool(was != now)


def _sentence(title: str, was: Any, now: Any, names: Names) -> str:
    """Say a score before and after; with the range where only that differs."""
    if was is None or now is None:
        return f"Score of {title}: {score_words(was, True)} to {score_words(now, True)}."
    said = []
    if was["central"] != now["central"]:
        said.append(f"{score_words(was, False)} to {score_words(now, False)}")
    if (was["low"], was["high"]) != (now["low"], now["high"]) and not said:
        said.append(f"{score_words(was, True)} to {score_words(now, True)}")
    elif said and (was["low"], was["high"]) != (now["low"], now["high"]):
        said.append(f"range now {score_words(now, True).split(' ', 1)[1].strip('()')}")
    if was["basis"] != now["basis"]:
        said.append(
            f"basis {BASIS.get(was['basis'], was['basis'])} to {BASIS.get(now['basis'], now['basis'])}"
        )
    said.append(evidence_text(was["evidence"], now["evidence"], names))
    if was["reason"] != now["reason"]:
        said.append("reason reworded")
    return f"Score of {title}: {'; '.join(filter(None, said))}."
