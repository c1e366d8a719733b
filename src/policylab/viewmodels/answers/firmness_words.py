"""Small words that the answers on firmness share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policylab.analysis import Result
from policylab.errors import CallError


def no_arguments(args: Mapping[str, Any]) -> None:
    """Raise CallError when anything is given to a question that needs nothing beside the choices."""
    if args:
        raise CallError("This question is asked without anything beside the choices.")


def has_state_weights(result: Result) -> bool:
    """Return whether anything of the state's ledger counts."""
    return bool(result.weights[list(result.study.state_criteria)].sum() > 0)


def weights_to_move(result: Result) -> None:
    """Raise CallError when protection alone counts."""
    if not has_state_weights(result):
        raise CallError(
            f"Only protection counts here: there are no weights of {result.study.decision_maker} to move."
        )


def share_words(share: float) -> str:
    """Return a sampled share: whole per cent, never 0 for what happened nor 100 for what did not always.

    >>> [share_words(share) for share in (0.0, 0.0004, 0.314, 0.998, 1.0)]
    ['none', 'under 1 %', '31 %', 'over 99 %', 'all']
    """
    if share <= 0:
        return "none"
    if share >= 1:
        return "all"
    return "under 1 %" if share < 0.01 else "over 99 %" if share > 0.99 else f"{round(100 * share)} %"


def of_draws(share: float) -> str:
    """Return a share of draws as it stands in a sentence.

    >>> of_draws(0.0), of_draws(0.55), of_draws(1.0)
    ('no draw', '55 % of draws', 'every draw')
    """
    return {"none": "no draw", "all": "every draw"}.get(words := share_words(share), f"{words} of draws")
