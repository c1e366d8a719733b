"""`policylab diff`: what changed between two studies or two views, and whether the order changed because of it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policylab.cli import _output as out
from policylab.cli._ids import find
from policylab.cli._parser import one_of
from policylab.cli._weights import FileWrong, read_choice
from policylab.errors import CallError, StudyInvalid

if TYPE_CHECKING:
    from policylab.analysis.changes.order import OrderChange
    from policylab.analysis.changes.states import StateChanges
    from policylab.analysis.changes.study import StudyChanges
    from policylab.schema import Study

ABOUT = (
    "Say in sentences what changed from one study to another, or from one saved view of a study to another; then "
    "whether the order of the options changed because of it, and which changes made it so. A and B are folders of "
    "studies or ids of shipped ones, or two files with a view: as 'This view as a file' saves it, or its link."
)
EXAMPLE = "policylab diff scenarios/north_koreans_in_china north_koreans_in_china"
FORMAT = "policylab state"
MOST_BYTES = 1_000_000


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    command.add_argument("first", metavar="A", help="what was: a study's folder or id, or a file of a view")
    command.add_argument("second", metavar="B", help="what is: the same kind of thing as A")
    command.add_argument(
        "--study",
        metavar="STUDY",
        help="folder or id of the study that the two views belong to (default: the one that they name, in "
        "the folder you are in or shipped)",
    )
    command.add_argument(
        "--weights",
        metavar="NAME|FILE",
        help="for two studies: id of a weight set of B, or a YAML file of your own (default: B's)",
    )
    command.add_argument(
        "--scenario", metavar="ID", help="for two studies: id of the circumstances in B (default: B's)"
    )
    command.add_argument(
        "--format",
        metavar="FORMAT",
        type=one_of("table", "json"),
        default="table",
        help="table (to read) or json (default: table)",
    )


def run(args: argparse.Namespace) -> int:
    """Print what changed."""
    is_file = [Path(given).is_file() for given in (args.first, args.second)]
    if all(is_file):
        for given, flag in ((args.weights, "--weights"), (args.scenario, "--scenario")):
            if given:
                raise CallError(f"{flag} is for two studies; a view has its own.")
        return _run_states(args)
    if any(is_file):
        raise CallError("A study and a view cannot be compared; give two studies or two views.")
    if args.study:
        raise CallError("--study is for two views; two studies are given as A and B.")
    return _run_studies(args)


def _load(given: str) -> Study:
    """Return a study; problems name the folder, because there are two."""
    from policylab.catalog import load

    try:
        return load(given)
    except StudyInvalid as error:
        lines = [f"{given}: {error}".partition("\n")[0], *map(str, error.problems)]
        raise FileWrong("\n".join(lines)) from error


def _run_studies(args: argparse.Namespace) -> int:
    from policylab.analysis.changes.order import order_change
    from policylab.analysis.changes.study import study_changes

    before, after = _load(args.first), _load(args.second)
    weights = read_choice(after, args.weights) if args.weights else None
    scenario = find("scenario", args.scenario, after.scenarios) if args.scenario else None
    changes = study_changes(before, after)
    order = order_change(changes, weights, scenario)
    if args.format == "json":
        out.json_value(_studies_in_json(changes, order))
    else:
        _say_studies(changes, order)
    return 0


def _say_studies(changes: StudyChanges, order: OrderChange) -> None:
    from policylab.analysis.changes.study import PARTS

    before, after = changes.before, changes.after
    out.say(f"From {before.title}, version {before.version}, to {after.title}, version {after.version}.")
    told = changes.told()
    if not changes.all:
        out.say()
        out.say("There is no difference between the two.")
        return
    if not changes.of_substance:
        out.say()
        out.say("The two say the same. Only their files differ.")
    for part, found in told.items():
        out.say()
        out.say(PARTS[part])
        for change in found:
            out.item(change.text)
    if changes.of_substance:
        out.say()
        out.say("The order")
        _say_order(order)
    out.say()
    out.say(after.label)


def _say_order(order: OrderChange) -> None:
    out.say(f"Weights: {order.weights}. Scenario: {order.scenario}. Protection is kept apart.")
    for text in order.says:
        out.item(text)
    moved = [
        one
        for one in order.options
        if one.before != one.after or _points(one.total_before) != _points(one.total_after)
    ]
    if moved:
        out.say()
        _table(
            [
                (one.title, one.before, one.after, _points(one.total_before), _points(one.total_after))
                for one in moved
            ]
        )


def _points(total: float | None) -> int | None:
    from policylab.mcda import shown

    return None if total is None else shown(total)


def _table(rows: list[tuple[str, int | None, int | None, int | None, int | None]]) -> None:
    from policylab.analysis.wording import signed

    cells = [
        [
            title,
            *("-" if place is None else str(place) for place in places),
            *("-" if t is None else signed(t) for t in totals),
        ]
        for title, *numbers in rows
        for places, totals in [(numbers[:2], numbers[2:])]
    ]
    out.table(["Option", "Place in A", "in B", "Points in A", "in B"], cells, right=range(1, 5))


def _studies_in_json(changes: StudyChanges, order: OrderChange) -> dict[str, Any]:
    def head(study: Study) -> dict[str, str]:
        return {"study": study.id, "title": study.title, "version": study.version}

    return {
        "a": head(changes.before),
        "b": head(changes.after),
        "label": changes.after.label,
        "summary": changes.counts() or "no difference",
        "changes": [
            {
                "part": one.part,
                "verb": one.verb,
                "kind": one.kind,
                "id": one.id,
                "title": one.title,
                "says": one.text,
                "within": one.within or None,
                "fields": [
                    {"field": ".".join(field.path), "before": field.before, "after": field.after}
                    for field in one.fields
                ],
            }
            for one in changes.all
        ],
        "order": _order_in_json(order),
    }


def _order_in_json(order: OrderChange) -> dict[str, Any]:
    causes = order.causes

    def units(found: Any) -> list[dict[str, str]]:
        return [{"kind": unit.kind, "id": unit.id, "title": unit.title} for unit in found]

    return {
        "weights": order.weights,
        "scenario": order.scenario,
        "changed": order.changed,
        "first_in_a": list(order.first_before),
        "first_in_b": list(order.first_after),
        "says": list(order.says),
        "options": [
            {
                "option": one.id,
                "title": one.title,
                "place_in_a": one.before,
                "place_in_b": one.after,
                "total_in_a": None if one.total_before is None else round(one.total_before, 6) + 0.0,
                "total_in_b": None if one.total_after is None else round(one.total_after, 6) + 0.0,
            }
            for one in order.options
        ],
        "causes": causes
        and {
            "changes_that_bear_on_it": causes.n_units,
            "undone_alone_restores_the_order": units(causes.alone),
            "undone_alone_restores_the_first": units(causes.first_alone),
            "kinds_that_undone_restore_the_order": list(causes.kinds),
            "fewest_that_undone_together_restore_the_order": [units(found) for found in causes.least],
        },
    }


def _run_states(args: argparse.Namespace) -> int:
    from policylab.analysis.changes.states import state_changes

    files = [_read_file(Path(given)) for given in (args.first, args.second)]
    named = {str(state["study"]) for state in files if isinstance(state, dict) and "study" in state}
    if len(named) > 1:
        raise FileWrong(f"The two views belong to different studies: {' and '.join(sorted(named))}.")
    study = _study_of(args.study, named.pop() if named else None)
    notes: list[str] = []
    before, after = (
        _checked(study, state, given, notes)
        for state, given in zip(files, (args.first, args.second), strict=True)
    )
    found = state_changes(study, before, after)
    if args.format == "json":
        out.json_value(_states_in_json(study, found, notes))
    else:
        _say_states(study, found, notes)
    return 0


def _study_of(given: str | None, named: str | None) -> Study:
    """Return the study of two views; links do not name theirs in words, and belong to the usual one if not told."""
    from policylab.cli._study import default_study, study_of_file

    found = given or default_study() if named is None else study_of_file(given, named, "The views belong to")
    study = _load(found)
    if named is not None and study.id != named:
        raise CallError(f"The views belong to the study '{named}', not to '{study.id}'.")
    return study


def _read_file(path: Path) -> dict[str, Any] | str:
    """Return the state in a file, or the code of the link in it."""
    from policylab.viewmodels.link import code_in

    if path.stat().st_size > MOST_BYTES:
        raise FileWrong(f"{path}: this is too large for a file of a view.")
    text = path.read_bytes().decode("utf-8-sig", "replace")
    code = code_in(text)
    if code is not None:
        return code
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    state = data.get("state") if isinstance(data, dict) and data.get("format") == FORMAT else None
    if not isinstance(state, dict):
        raise FileWrong(
            f"{path}: this is no file of a view. Save one in the dashboard (Export, 'This view as a file'), or put "
            "a link into a file."
        )
    return state


def _checked(study: Study, found: dict[str, Any] | str, given: str, notes: list[str]) -> dict[str, Any]:
    from policylab.viewmodels.link import read_link
    from policylab.viewmodels.state import checked_state

    try:
        state = read_link(study, found) if isinstance(found, str) else found
    except CallError as error:
        raise FileWrong(f"{given}: {error}") from error
    version = state.get("version")
    if version != study.version:
        notes.append(f"{given} was made with study version {version}; it is read with {study.version}.")
        state = {**state, "version": study.version}
        if state.get("weight_set") in study.weight_sets:
            record = study.weight_sets[state["weight_set"]]
            if (state.get("groups"), state.get("criteria")) != (dict(record.groups), dict(record.criteria)):
                notes.append(
                    f"\u201c{record.title}\u201d has other points now; those of {given} count, as the reader's."
                )
                state = {**state, "weight_set": "yours"}
    try:
        return checked_state(study, state)
    except CallError as error:
        raise FileWrong(f"{given}: {error}") from error


def _say_states(study: Study, found: StateChanges, notes: list[str]) -> None:
    out.say(f"Two views of {study.title}, version {study.version}.")
    for note in notes:
        out.say(note)
    out.say()
    if not found.all:
        out.say("There is no difference between the two; at most in what is in view.")
        return
    out.say("From the first to the second:")
    for change in found.all:
        out.item(change.text)
    out.say()
    out.say(found.says)
    if found.options:
        out.say()
        _table(
            [(one.title, one.before, one.after, one.total_before, one.total_after) for one in found.options]
        )
    out.say()
    out.say(study.label)


def _states_in_json(study: Study, found: StateChanges, notes: list[str]) -> dict[str, Any]:
    return {
        "study": study.id,
        "version": study.version,
        "label": study.label,
        "notes": notes,
        "changes": [
            {"key": one.key, "says": one.text, "before": one.before, "after": one.after} for one in found.all
        ],
        "order": {
            "changed": found.changed,
            "says": found.says,
            "options": [
                {
                    "option": one.id,
                    "title": one.title,
                    "place_in_a": one.before,
                    "place_in_b": one.after,
                    "total_in_a": one.total_before,
                    "total_in_b": one.total_after,
                }
                for one in found.options
            ],
        },
    }
