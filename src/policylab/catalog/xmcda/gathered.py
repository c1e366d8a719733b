"""What has been read so far, from all files together, before it is put into one table."""

from __future__ import annotations

from dataclasses import dataclass, field

from policylab.catalog.xmcda.slips import Slips
from policylab.schema.decision_table import (
    Alternative,
    Constraint,
    Direction,
    Function,
    Node,
    Pair,
    Scale,
    TableCriterion,
)
from policylab.schema.table_value import Value


@dataclass
class Cells:
    """A performance table as it is read: where it stands, and its cells with their lines."""

    id: str
    title: str
    concept: str
    description: str
    path: str
    line: int
    values: dict[Pair, Value] = field(default_factory=dict)


@dataclass
class Marks:
    """Values of criteria, or of sets of criteria, as they are read.

    `of_sets` says which; `is_inline` that they stood within the criteria themselves.
    """

    id: str
    title: str
    concept: str
    path: str
    line: int
    values: dict[str, Value] = field(default_factory=dict)
    of_sets: bool = False
    is_inline: bool = False


@dataclass
class CriteriaSet:
    """Criteria that are named together."""

    id: str
    title: str
    description: str
    members: tuple[str, ...]


@dataclass
class Gathered:
    """Everything of use in the files so far."""

    slips: Slips
    alternatives: dict[str, Alternative] = field(default_factory=dict)
    criteria: dict[str, TableCriterion] = field(default_factory=dict)
    attributes: dict[str, TableCriterion] = field(default_factory=dict)
    stands_for: dict[str, str] = field(default_factory=dict)
    """Criterion that an attribute (2.x) belongs to."""
    named_attributes: set[str] = field(default_factory=set)
    """Attributes that performance tables name."""
    scales: dict[str, list[tuple[Scale | None, Direction | None]]] = field(default_factory=dict)
    scales_by_id: dict[str, tuple[Scale | None, Direction | None]] = field(default_factory=dict)
    scale_ids: list[tuple[str, str]] = field(default_factory=list)
    """Criterion, and id of the scale it uses."""
    functions: dict[str, list[Function]] = field(default_factory=dict)
    thresholds: dict[str, list[Function]] = field(default_factory=dict)
    tables: list[Cells] = field(default_factory=list)
    marks: list[Marks] = field(default_factory=list)
    sets: dict[str, CriteriaSet] = field(default_factory=dict)
    unnamed: int = 0
    """Nodes of hierarchies without any name, so far."""
    hierarchies: list[tuple[Node, ...]] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    title: str = ""
    description: str = ""
    versions: list[str] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    """Files that hold criteria or a table, beside whatever else they hold."""
