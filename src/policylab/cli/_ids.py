"""Ids in a call: found, or refused with the nearest one that exists."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterable
from pathlib import Path

from policylab.errors import CallError


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return a question naming the nearest known word, with a space before it, or nothing.

    >>> did_you_mean("ordr", ["order", "show"])
    " Did you mean 'order'?"
    >>> did_you_mean("zzz", ["order", "show"])
    ''
    """
    near = difflib.get_close_matches(given.lower(), list(known), n=1, cutoff=0.6)
    return f" Did you mean '{near[0]}'?" if near else ""


def study_hint(word: str) -> str:
    """Return a question about the folder of a study that stands where something else should, or nothing."""
    try:
        is_study = (Path(word) / "study.yaml").is_file()
    except OSError:
        is_study = False  # no path at all, such as a very long word
    return f" Did you mean --study {shlex.quote(word)}?" if is_study else ""


def find(kind: str, given: str, known: Iterable[str]) -> str:
    """Return `given` if it is known.

    Parameters
    ----------
    kind : str
        What it is an id of, for the message: `option`.
    given : str
        The id in the call.
    known : iterable of str
        All ids of this kind.

    Raises
    ------
    CallError
        If it is not known; the message names the nearest id, or all of them.
    """
    ids = list(known)
    if given in ids:
        return given
    hint = study_hint(given) or did_you_mean(given, ids) or f" There are: {', '.join(ids)}."
    raise CallError(f"There is no {kind} '{given}' in this study.{hint}")
