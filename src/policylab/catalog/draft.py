"""A study as far as it could be read: its records with their places, whatever is wrong elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from policylab.catalog import scores
from policylab.catalog.codes import MAX_CRITERIA, MAX_OPTIONS
from policylab.catalog.report import Report, short
from policylab.catalog.text import read_text
from policylab.catalog.tree import Node, read_tree
from policylab.catalog.typed import read_record, show
from policylab.provenance import Evidence, Record, Source
from policylab.schema import (
    Concern,
    Criterion,
    ExpectedOrder,
    Group,
    Interactions,
    Option,
    Scenario,
    Score,
    StudyCard,
    WeightSet,
)
from policylab.terms import ID_PATTERN

R = TypeVar("R", bound=Record)

STUDY = "study.yaml"
INTERACTIONS = "interactions.yaml"
FILES: Mapping[str, tuple[str, type[Record]]] = {
    "sources.yaml": ("source", Source),
    "evidence.yaml": ("evidence", Evidence),
    "concerns.yaml": ("concern", Concern),
    "criteria.yaml": ("criterion", Criterion),
    "options.yaml": ("option", Option),
    "scenarios.yaml": ("scenario", Scenario),
    "weights.yaml": ("weight set", WeightSet),
    "expected.yaml": ("expected order", ExpectedOrder),
}
"""Files that hold a map of records by id: the kind of record, and its shape."""
FILE_OF = {kind: name for name, (kind, _) in FILES.items()} | {"group": STUDY, "interactions": INTERACTIONS}
OPTIONAL = ("expected.yaml",)
_LIMITS = {"option": MAX_OPTIONS, "criterion": MAX_CRITERIA}


@dataclass
class Draft:
    """What could be read of a study.

    Attributes
    ----------
    card : StudyCard or None
        The record of study.yaml, if it is sound.
    interactions : Interactions or None
        The record of interactions.yaml, if there is one and it is sound.
    records : dict
        Sound records by kind and id.
    known : dict
        All ids by kind, of sound records and others; no entry where the file could not be read.
    nodes : dict
        The place of each record and its parts, by kind and id; the kinds `study` and
        `interactions` have one each, with an empty id.
    rows : list
        Sound scores with their places; `has_scores` says whether the table could be read.
    """

    report: Report
    card: StudyCard | None = None
    interactions: Interactions | None = None
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    known: dict[str, list[str]] = field(default_factory=dict)
    nodes: dict[str, dict[str, Node]] = field(default_factory=dict)
    rows: list[tuple[Score, Node]] = field(default_factory=list)
    row_nodes: list[Node] = field(default_factory=list)
    has_scores: bool = False

    def all(self, kind: str, shape: type[R]) -> dict[str, R]:
        """Return the sound records of a kind by id."""
        return {id: record for id, record in self.records.get(kind, {}).items() if isinstance(record, shape)}

    def complete(self, *kinds: str) -> bool:
        """Whether every record of these kinds is sound."""
        return all(
            kind in self.known and len(self.known[kind]) == len(self.records.get(kind, {})) for kind in kinds
        )

    def problem(
        self, code: str, kind: str, id: str, path: tuple[Any, ...], found: str, fix: str = ""
    ) -> None:
        """Report a problem at a path inside a record."""
        node = self.nodes[kind][id]
        what = f"{kind} {short(id)}" if id else kind
        self.report.add(code, FILE_OF.get(kind, STUDY), node.find(path), what, found, fix, id)


def read_draft(folder: Path) -> Draft:
    """Read all files of a study's folder."""
    draft = Draft(Report())
    _read_card(folder, draft)
    for name in FILES:
        if name not in OPTIONAL or (folder / name).exists():
            _read_records(folder, name, draft)
    if (folder / INTERACTIONS).exists():
        _read_interactions(folder, draft)
    _read_scores(folder, draft)
    return draft


def _read_root(folder: Path, name: str, report: Report) -> Node | None:
    text = read_text(folder, name, report)
    root = read_tree(name, text, report) if text is not None else None
    if root is not None and not isinstance(root.value, dict):
        report.add("P016", name, root.place, "this file", f"a map of keys is due, found {show(root.value)}")
        return None
    return root


def _read_card(folder: Path, draft: Draft) -> None:
    root = _read_root(folder, STUDY, draft.report)
    if root is None:
        return
    draft.nodes["study"] = {"": root}
    draft.card = read_record(StudyCard, root, STUDY, "study", "", draft.report)
    groups = root.value.get("groups")
    if groups is None or not isinstance(groups.value, dict):
        return
    draft.known["group"] = list(groups.value)
    draft.nodes["group"] = _at_keys(groups)
    draft.records["group"] = {}
    for id, node in draft.nodes["group"].items():
        # The card has reported what is wrong with its groups.
        group = read_record(Group, node, STUDY, "", id, Report())
        if group is not None:
            draft.records["group"][id] = group


def _read_interactions(folder: Path, draft: Draft) -> None:
    root = _read_root(folder, INTERACTIONS, draft.report)
    if root is not None:
        draft.nodes["interactions"] = {"": root}
        what = "interactions"
        draft.interactions = read_record(Interactions, root, INTERACTIONS, what, "", draft.report)


def _read_records(folder: Path, name: str, draft: Draft) -> None:
    kind, shape = FILES[name]
    root = _read_root(folder, name, draft.report)
    if root is None:
        return
    draft.known[kind] = list(root.value)
    draft.nodes[kind] = _at_keys(root)
    draft.records[kind] = {}
    if len(root.value) > (limit := _LIMITS.get(kind, len(root.value))):
        found = f"it holds {len(root.value):,} records, the limit is {limit:,}"
        draft.report.add("P011", name, None, "this file", found)
        del draft.known[kind], draft.nodes[kind]
        return
    for id, node in draft.nodes[kind].items():
        what = f"{kind} {short(id)}"
        well_formed = re.fullmatch(ID_PATTERN, id) is not None
        if not well_formed:
            draft.report.add("P013", name, node.place, what, f"{short(id)} is not an id", id=id)
        record = read_record(shape, node, name, what, id, draft.report)
        if record is not None and well_formed:
            draft.records[kind][id] = record


def _read_scores(folder: Path, draft: Draft) -> None:
    text = read_text(folder, scores.FILE, draft.report)
    rows = scores.read_rows(text, draft.report) if text is not None else None
    if rows is None:
        return
    draft.has_scores = True
    draft.row_nodes = rows
    for node in rows:
        score = read_record(Score, node, scores.FILE, what_row(node), id_of_row(node), draft.report)
        if score is not None:
            draft.rows.append((score, node))


def id_of_row(node: Node) -> str:
    """Return option and criterion of a row of scores, as one id."""
    return f"{node.value['option'].value} {node.value['criterion'].value}"


def what_row(node: Node) -> str:
    """Return what a row of scores is called in a message."""
    return f"score of {short(node.value['option'].value)} on {short(node.value['criterion'].value)}"


def _at_keys(root: Node) -> dict[str, Node]:
    """Return the records of a file, each placed at its key, which is where a reader looks for it."""
    return {id: Node(node.value, root.keys[id], node.keys) for id, node in root.value.items()}
