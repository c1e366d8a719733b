"""Rules for scores: ranges, steps, evidence, and a baseline at zero."""

from __future__ import annotations

from typing import Any

from policylab.catalog import scores
from policylab.catalog.draft import Draft, id_of_row, what_row
from policylab.catalog.report import listed
from policylab.catalog.tree import Node
from policylab.schema import Effect, Score
from policylab.terms import Basis

_NARROW = ("no channel", "narrow because", "by definition")
_COLUMNS = ("low", "central", "high")


def check_scores(draft: Draft) -> None:
    """Report what is wrong with single scores, with pairs scored twice, and with the baseline."""
    seen: dict[tuple[str, str], Node] = {}
    for node in draft.row_nodes:
        pair = (node.value["option"].value, node.value["criterion"].value)
        if pair in seen:
            found = f"the pair stands in line {seen[pair].place.line} and again in line {node.place.line}"
            _problem(draft, "P039", node, "option", found)
        seen.setdefault(pair, node)
    for score, node in draft.rows:
        _check_range(draft, score, node)
        if draft.card is not None:
            _check_steps(draft, score, node, draft.card.step)
            _check_basis(draft, score, node, draft.card.step)
            if score.option == draft.card.baseline and (score.low, score.central, score.high) != (0, 0, 0):
                found = f"the baseline has {score.low:g}, {score.central:g}, {score.high:g}"
                _problem(draft, "P024", node, "low", found)
    _check_baseline_row(draft, seen)


def _check_range(draft: Draft, score: Score, node: Node) -> None:
    if not score.low <= score.central <= score.high:
        found = f"{score.low:g}, {score.central:g}, {score.high:g} do not rise"
        _problem(draft, "P033", node, "low", found)


def _check_steps(draft: Draft, score: Score, node: Node, step: float) -> None:
    for column in _COLUMNS:
        if (value := getattr(score, column)) / step % 1:
            _problem(draft, "P034", node, column, f"{column} is {value:g}, the step is {step:g}")


def _check_basis(draft: Draft, score: Score, node: Node, step: float) -> None:
    if score.basis is not Basis.JUDGEMENT:
        if not score.evidence:
            _problem(
                draft, "P035", node, "basis", f"the basis is '{score.basis.value}', but no evidence is named"
            )
        return
    # Today's practice against itself is no judgement.
    if draft.card is not None and score.option == draft.card.baseline:
        return
    if is_too_sure(score, step):
        found = f"a judgement from {score.low:g} to {score.high:g} is narrower than {2 * step:g}"
        _problem(draft, "P036", node, "low", found)


def is_too_sure(score: Score | Effect, step: float) -> bool:
    """Whether a judgement is narrower than two steps and does not say why."""
    if score.basis is not Basis.JUDGEMENT:
        return False
    reason = score.reason.casefold()
    return 0 <= score.high - score.low < 2 * step and not any(words in reason for words in _NARROW)


def _check_baseline_row(draft: Draft, seen: dict[tuple[str, str], Any]) -> None:
    """Report criteria on which the baseline is not scored: its zeros are written out like all else."""
    if draft.card is None or not draft.has_scores or draft.card.baseline not in draft.known.get("option", []):
        return
    missing = [key for key in draft.known.get("criterion", []) if (draft.card.baseline, key) not in seen]
    if missing:
        found = f"the baseline has no row for {listed(missing)}"
        draft.report.add("P024", scores.FILE, None, "this file", found)


def _problem(draft: Draft, code: str, node: Node, column: str, found: str) -> None:
    draft.report.add(code, scores.FILE, node.find((column,)), what_row(node), found, "", id_of_row(node))
