"""What a page may ask of Python: everything that needs draws, programmes or counting, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from policylab.errors import CallError
from policylab.robustness.progress import Progress
from policylab.viewmodels.answers import firmness, ledgers, packages, places, report, scenarios
from policylab.viewmodels.explore import Explore

__all__ = ["ANSWERS", "answer"]

Answer = Callable[[Explore, Mapping[str, Any], Progress], dict[str, Any]]
ANSWERS: dict[str, Answer] = {
    **places.ANSWERS,
    **firmness.ANSWERS,
    **scenarios.ANSWERS,
    **packages.ANSWERS,
    **ledgers.ANSWERS,
    **report.ANSWERS,
}


def answer(
    explore: Explore, kind: str, args: Mapping[str, Any], progress: Progress = lambda _: None
) -> dict[str, Any]:
    """Return the answer to one question about a reader's choices.

    Parameters
    ----------
    explore : Explore
        The choices.
    kind : str
        A key of `ANSWERS`.
    args : mapping
        What the question needs beside the choices; each answer checks its own.
    progress : callable
        Told the share done, 0 to 1; long work stops when it returns False.

    Returns
    -------
    dict
        Plain data that JSON can carry, no NaN in it.

    Raises
    ------
    CallError
        When the question is not known, or its arguments are not right.
    NothingCounts
        When there is no order to ask about.
    Stopped
        When `progress` returned False.
    """
    if kind not in ANSWERS:
        raise CallError("This is not a question that can be answered.")
    return ANSWERS[kind](explore, args, progress)
