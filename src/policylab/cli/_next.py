"""What an author may do next with a study that is sound so far."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from policylab.cli import _output as out

if TYPE_CHECKING:
    from policylab.schema import Study

MOST = 8
"""So many cells are named; of more, the number is given."""


def say_next(study: Study, folder: str | Path) -> None:
    """Print what is open in a study of the reader's own, and the commands to look at it."""
    out.say()
    out.say("What to do next:")
    for sentence in (*_placeholders(Path(folder)), *_not_scored(study), *_judgements(study), *_parts(study)):
        out.item(sentence)
    out.item("Check it again after each change, see the order, or open it in the dashboard:")
    name = out.clean(shlex.quote(str(folder)))
    for command in (f"check {name}", f"order --study {name}", f"serve --study {name}"):
        print(f"    policylab {command}")  # never wrapped: it is there to be copied


def _placeholders(folder: Path) -> list[str]:
    from policylab.catalog.new_study import placeholders

    left = placeholders(folder)
    if not left:
        return []
    file, line = left[0]
    by_file: dict[str, int] = {}
    for name, _ in left:
        by_file[name] = by_file.get(name, 0) + 1
    n = len(left)
    counted = ", ".join(f"{name} {count}" for name, count in by_file.items())
    lines = "1 line has a placeholder" if n == 1 else f"{n} lines have a placeholder"
    return [f"Write your own texts: {lines} ({counted}). The first is {file}:{line}."]


def _not_scored(study: Study) -> list[str]:
    scored = set(study.scores.index)
    options = study.ranked_options
    missing = [(o, c) for o in options for c in study.criteria if (o, c) not in scored]
    if not missing:
        return []
    named = "; ".join(f"{option} on {criterion}" for option, criterion in missing[:MOST])
    more = f" and {len(missing) - MOST} more" if len(missing) > MOST else ""
    of = len(options) * len(study.criteria)
    return [
        f"Score what is not scored yet, {len(missing)} of {of} cells, each in a row of scores.csv: {named}{more}. "
        "A cell without a row counts as not known, never as 0."
    ]


def _judgements(study: Study) -> list[str]:
    rows = [row for row in study.rows if row.option != study.baseline]
    n = sum(row.basis.value == "judgement" for row in rows)
    if not n:
        return []
    what = "score is a judgement" if len(rows) == 1 else "scores are judgements"
    return [
        f"Today's practice left out, {n} of {len(rows)} {what} without a source. Where a source speaks to one, name "
        "its evidence and write stated or implied instead."
    ]


def _parts(study: Study) -> list[str]:
    found = []
    if len(study.scenarios) == 1:
        found.append("Add other circumstances to scenarios.yaml, if the scores depend on them.")
    if len(study.weight_sets) == 1:
        found.append("Add a second weight set to weights.yaml, so that readers see what moves with weights.")
    if study.interactions is None:
        found.append(
            "Packages of options need interactions.yaml, which may wait (policylab schema interactions.yaml)."
        )
    return found
