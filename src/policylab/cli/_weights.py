"""Whose weights: a weight set of the study, or a file of the reader's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policylab.cli._ids import find
from policylab.errors import CallError, PolicylabError

if TYPE_CHECKING:
    from policylab.schema import Study

LIMITS = {"groups": 100, "criteria": 10}
KEYS = ("title", "owner", "says", "groups", "criteria")


class FileWrong(PolicylabError):
    """A reader's own file does not hold what it should; the message says where and what to do."""


def read_choice(study: Study, given: str) -> str | dict[str, Any]:
    """Return the weights that `--weights` means, as `evaluate` takes them.

    Parameters
    ----------
    study : Study
        The study.
    given : str
        Id of a weight set of the study, or the path of a YAML file.

    Returns
    -------
    str or dict
        The id, or title, owner, points of the groups and points of the criteria.

    Raises
    ------
    CallError
        If it is neither an id nor a file.
    FileWrong
        If the file does not hold weights for this study.
    """
    path = Path(given)
    if given in study.weight_sets or not (path.suffix or path.exists()):
        return find("weight set", given, study.weight_sets)
    if not path.is_file():
        raise CallError(f"There is no file '{given}' with weights.")
    return weights_in(study, read_yaml(path), given)


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds, all scalars as text; raise `FileWrong` with every problem in it."""
    from policylab.catalog.report import Report
    from policylab.catalog.text import read_text
    from policylab.catalog.tree import read_tree

    report = Report()
    text = read_text(path.parent, path.name, report)
    tree = read_tree(path.name, text, report) if text is not None else None
    if report.problems or tree is None:
        raise FileWrong("\n".join(str(problem) for problem in report.problems))
    return tree.plain()


def weights_in(study: Study, record: Any, name: str) -> dict[str, Any]:
    """Return the weights that a file's content gives, checked against the study."""
    from policylab.analysis import choose_weights

    if not isinstance(record, Mapping):
        raise FileWrong(f"{name}: it must hold the keys title, owner, groups and criteria.")
    for key in record:
        if key not in KEYS:
            raise FileWrong(f"{name}: '{key}' is not a key of weights; there are {', '.join(KEYS)}.")
    weights: dict[str, Any] = {kind: _points(record.get(kind), kind, name) for kind in LIMITS}
    weights["title"] = str(record.get("title") or "your weights")
    weights["owner"] = str(record.get("owner") or "you")
    try:
        choose_weights(study, weights)
    except CallError as error:
        raise FileWrong(f"{name}: {error}") from error
    return weights


def _points(given: Any, kind: str, name: str) -> dict[str, int]:
    limit = LIMITS[kind]
    if not isinstance(given, Mapping):
        raise FileWrong(f"{name}: '{kind}' must give points by id, such as 'security: 5'.")
    for key, points in given.items():
        if not (isinstance(points, str) and re.fullmatch("[0-9]{1,3}", points) and int(points) <= limit):
            raise FileWrong(
                f"{name}: points of '{key}' must be a whole number from 0 to {limit}, not '{points}'."
            )
    return {key: int(points) for key, points in given.items()}
