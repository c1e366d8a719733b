"""Somebody's decision, or ours, as a plain table: what is exchanged with other programs, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from policylab.schema.table_value import Label, Missing, Point, Segment, Value, ValuedLabel

Direction: TypeAlias = Literal["min", "max"]
Operator: TypeAlias = Literal["geq", "eq", "leq"]
Over: TypeAlias = Literal["criteria", "alternatives", "criteria_sets", "alternatives_sets"]
Ledger: TypeAlias = Literal["state", "protection"]
LEDGER_SETS: Mapping[Ledger, tuple[str, str]] = MappingProxyType(
    {
        "state": ("ledger-state", "Ledger of the state"),
        "protection": ("ledger-protection", "Ledger of protection"),
    }
)
"""Id and title of the set above the groups of each ledger; no group of a study can have such an id."""
Pair: TypeAlias = tuple[str, str]
"""Id of an alternative, id of a criterion."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that can be done. An inactive one is kept, and marked; a fictive one serves comparison only."""

    id: str
    title: str = ""
    is_active: bool = True
    description: str = ""
    is_fictive: bool = False


@dataclass(frozen=True, slots=True)
class Quantitative:
    """A scale of numbers, with its ends if they are stated; `title` often holds the unit."""

    minimum: Value | None = None
    maximum: Value | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Qualitative:
    """A scale of words, each with its rank or value, in the order of the file."""

    labels: tuple[ValuedLabel, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Nominal:
    """Words without an order."""

    labels: tuple[str, ...]
    title: str = ""


Scale: TypeAlias = Quantitative | Qualitative | Nominal


@dataclass(frozen=True, slots=True)
class Function:
    """A function of a criterion, or a threshold, which is one too.

    Attributes
    ----------
    kind : str
        `constant` (one number), `affine` (slope, intercept), `piecewise` (segments) or `points`.
    numbers : tuple of Value
        The constant; or slope and intercept.
    segments : tuple of Segment
        Of a piecewise linear function.
    points : tuple of Point
        Of a function given by its points.
    id, title, concept : str
        As in the file: the concept may say `preference` or `veto`.
    turn : str
        Of an affine threshold, `direct` or `inverse` if the file says so.
    """

    kind: Literal["constant", "affine", "piecewise", "points"]
    numbers: tuple[Value, ...] = ()
    segments: tuple[Segment, ...] = ()
    points: tuple[Point, ...] = ()
    id: str = ""
    title: str = ""
    concept: str = ""
    turn: Literal["direct", "inverse", ""] = ""


@dataclass(frozen=True, slots=True)
class TableCriterion:
    """What the alternatives are compared on; `direction` is None where the file does not say which is preferred."""

    id: str
    title: str = ""
    is_active: bool = True
    description: str = ""
    direction: Direction | None = None
    scale: Scale | None = None
    functions: tuple[Function, ...] = ()
    thresholds: tuple[Function, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the hierarchy: a criterion, or a set of criteria with its members below it."""

    id: str
    title: str = ""
    is_set: bool = False
    children: tuple[Node, ...] = ()
    description: str = ""

    def leaves(self) -> Iterator[str]:
        """Give the ids of the criteria at the ends below it, or its own if it is one."""
        if not self.children and not self.is_set:
            yield self.id
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Term:
    """A summand of a linear constraint: a coefficient times a thing, or times a free variable."""

    id: str
    coefficient: Value
    is_variable: bool = False


@dataclass(frozen=True, slots=True)
class Constraint:
    """A sum that is at least, exactly or at most a number; `over` says what its terms are."""

    over: Over
    terms: tuple[Term, ...]
    operator: Operator
    bound: Value
    id: str = ""
    title: str = ""


@dataclass(frozen=True)
class ValueSet:
    """One value for each of several criteria or sets of criteria: weights, for instance. Not normalised."""

    values: Mapping[str, Value]
    id: str = ""
    title: str = ""
    concept: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))


@dataclass(frozen=True)
class PerformanceTable:
    """How alternatives do on criteria; a pair without an entry is missing."""

    values: Mapping[Pair, Value]
    id: str = ""
    title: str = ""
    concept: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))


@dataclass(frozen=True)
class DecisionTable:
    """A decision as it is exchanged: who is compared, on what, with which values and weights.

    Attributes
    ----------
    title, description : str
        What it is about; may be empty.
    alternatives : Mapping of str to Alternative
        By id, in the order of the file, inactive ones too.
    criteria : Mapping of str to TableCriterion
        By id, in the order of the file, inactive ones too.
    values : Mapping of (str, str) to Value
        By alternative and criterion; a pair without an entry is missing.
    weights : Mapping of str to Value
        By criterion, as in the file, not normalised. Empty when the file has none.
    hierarchy : tuple of Node
        Criteria in groups, from the top.
    constraints : tuple of Constraint
        Linear constraints on weights or values.
    other_tables : tuple of PerformanceTable
        Tables the file has beside the one used.
    other_weights : tuple of ValueSet
        Values of criteria beside the weights used.
    set_weights : tuple of ValueSet
        Values of sets of criteria, by id of the set.
    weights_title : str
        What the weights used are called.
    origin : str
        Format it was read from, in words: `XMCDA 3.1.1`. Does not count when tables are compared.
    notes : tuple of str
        What was decided while reading, in sentences. Does not count when tables are compared.
    skipped : tuple of str
        What the file has and this table does not, in sentences. Does not count when tables are compared.

    Examples
    --------
    >>> from policylab.schema.table_value import Integer, Label
    >>> scale = Qualitative((ValuedLabel("poor", Integer(1)), ValuedLabel("good", Integer(2))))
    >>> table = DecisionTable(
    ...     alternatives={"a": Alternative("a", "Train")},
    ...     criteria={"comfort": TableCriterion("comfort", scale=scale)},
    ...     values={("a", "comfort"): Label("good")},
    ... )
    >>> table.number("a", "comfort")
    2.0
    """

    title: str = ""
    description: str = ""
    alternatives: Mapping[str, Alternative] = field(default_factory=dict)
    criteria: Mapping[str, TableCriterion] = field(default_factory=dict)
    values: Mapping[Pair, Value] = field(default_factory=dict)
    weights: Mapping[str, Value] = field(default_factory=dict)
    hierarchy: tuple[Node, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    other_tables: tuple[PerformanceTable, ...] = ()
    other_weights: tuple[ValueSet, ...] = ()
    set_weights: tuple[ValueSet, ...] = ()
    weights_title: str = ""
    origin: str = field(default="", compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
    skipped: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        for name in ("alternatives", "criteria", "values", "weights"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def value(self, alternative: str, criterion: str) -> Value:
        """What stands in a cell; `Missing` where nothing does."""
        return self.values.get((alternative, criterion), Missing())

    def number(self, alternative: str, criterion: str) -> float | None:
        """The number in a cell; of a word, the one that the criterion's scale gives it. None if there is none."""
        value = self.value(alternative, criterion)
        if isinstance(value, Label):
            return self._ranks(criterion).get(value.text)
        return value.number()

    def _ranks(self, criterion: str) -> dict[str, float | None]:
        scale = self.criteria[criterion].scale if criterion in self.criteria else None
        return (
            {label.text: label.number() for label in scale.labels} if isinstance(scale, Qualitative) else {}
        )

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Criteria below each group, by the group's id: the nodes at the top, or those under the only one there.

        >>> table = DecisionTable(hierarchy=(Node("cost", "Cost", True, (Node("price"), Node("upkeep"))),))
        >>> table.groups()
        {'cost': ('price', 'upkeep')}
        """
        return {node.id: tuple(node.leaves()) for node, _ in self.group_nodes()}

    def group_nodes(self) -> tuple[tuple[Node, Ledger | None], ...]:
        """Nodes of the groups, each with its ledger if a set above them is called after one.

        >>> price, upkeep = Node("price", "Price", True, (Node("c"),)), Node("upkeep", "Upkeep", True, (Node("d"),))
        >>> table = DecisionTable(hierarchy=(Node("ledger-protection", "", True, (price,)), upkeep))
        >>> [(node.id, ledger) for node, ledger in table.group_nodes()]
        [('price', 'protection'), ('upkeep', None)]
        """
        nodes = self.hierarchy
        while len(nodes) == 1 and _is_above_groups(nodes[0]) and ledger_of(nodes[0]) is None:
            nodes = nodes[0].children
        found: list[tuple[Node, Ledger | None]] = []
        for node in nodes:
            ledger = ledger_of(node)
            if ledger is not None and _is_above_groups(node):
                rest = tuple(child for child in node.children if not child.children)
                found += [(child, ledger) for child in node.children if child.children]
                found += [(Node(node.id, node.title, True, rest, node.description), ledger)] if rest else []
            elif node.children:
                found.append((node, ledger if node.id == LEDGER_SETS[ledger or "state"][0] else None))
        return tuple(found)

    def compared_on(self) -> tuple[str, ...]:
        """Ids of the active criteria that values stand for: those with others below them only sum these up."""
        above = {node.id for node in _all_nodes(self.hierarchy) if node.children and not node.is_set}
        return tuple(id_ for id_, one in self.criteria.items() if one.is_active and id_ not in above)


def _is_above_groups(node: Node) -> bool:
    return any(child.children for child in node.children)


def ledger_of(node: Node) -> Ledger | None:
    """Return the ledger that a set is called after, by its id or title; None if it is called otherwise."""
    names = {" ".join(re.split(r"[\s_-]+", text.casefold().strip())) for text in (node.id, node.title)}
    for ledger, (id_, title) in LEDGER_SETS.items():
        if names & {ledger, id_.replace("-", " "), title.casefold()}:
            return ledger
    return None


def _all_nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all_nodes(node.children)
