"""A decision as XMCDA 4.0.0, the exchange format of the Decision Deck consortium, valid against its schema."""

from __future__ import annotations

from policylab.exports.about import about
from policylab.exports.receipt import Receipt
from policylab.exports.text_safe import clean
from policylab.exports.view import View
from policylab.exports.xmcda import parts as parts
from policylab.schema.decision_table import (
    LEDGER_SETS,
    Alternative,
    DecisionTable,
    Ledger,
    Node,
    PerformanceTable,
    Quantitative,
    TableCriterion,
    ValueSet,
)
from policylab.schema.table_value import Bound, Integer, Interval, Missing, Real, Value
from policylab.terms import SCALE

NAMESPACE = "http://www.decision-deck.org/2021/XMCDA-4.0.0"
MINUS = "\N{MINUS SIGN}"
USED = "performances"
"""What the table that is used is called; others beside it are called otherwise."""


def write_xmcda(table: DecisionTable, note: str = "") -> bytes:
    """Return a decision as a file of XMCDA 4.0.0.

    Parameters
    ----------
    table : DecisionTable
        The decision.
    note : str
        One line for programs, put before everything else, where programs of the field pass over it.

    Returns
    -------
    bytes
        UTF-8; the same table gives the same bytes, and `policylab.catalog.xmcda.read_xmcda` gives the table back.

    Notes
    -----
    What the standard has no place for: whole numbers beyond 32 bits are written as decimal numbers, the direction
    of a scale of unordered words is left out, an interval without ends is written as one from minus infinity.
    Control characters and halves of characters, which XML cannot hold, become U+FFFD.
    """
    main = PerformanceTable(table.values, "", table.title, USED)
    has_table = bool(table.values or table.title or table.description or table.other_tables)
    lines = [
        *parts.alternatives(table.alternatives.values()),
        *parts.criteria(table.criteria.values()),
        *parts.sets(table.hierarchy),
        *(parts.performance_table(main, table.description) if has_table else []),
        *(line for one in table.other_tables for line in parts.performance_table(one)),
        *parts.constraints(table.constraints, "alternatives"),
        *parts.constraints(table.constraints, "alternatives_sets"),
        *parts.functions(table),
        *parts.hierarchy(table.hierarchy),
        *parts.constraints(table.constraints, "criteria"),
        *parts.scales(table.criteria.values()),
        *parts.thresholds(table),
        *parts.weights(table.weights, table.weights_title),
        *(line for one in table.other_weights for line in parts.value_set(one)),
        *parts.sets_hierarchy(table.hierarchy),
        *parts.constraints(table.constraints, "criteria_sets"),
        *(line for one in table.set_weights for line in parts.value_set(one, of_sets=True)),
    ]
    head = ['<?xml version="1.0" encoding="UTF-8"?>']
    if note:
        head.append(f"<?policylab {clean(note).replace('?>', '? >')}?>")
    root = parts.block("xmcda", lines, xmlns=NAMESPACE) or [f'<xmcda xmlns="{NAMESPACE}"/>']
    return "\n".join([*head, *root, ""]).encode()


def xmcda(view: View, receipt: Receipt) -> bytes:
    """Return the decision of a view as XMCDA 4.0.0, with its receipt."""
    said = "\n".join(f"{name}: {text}" for name, text in about(view, receipt).items())
    return write_xmcda(decision_of(view, said), receipt.line)


def decision_of(view: View, description: str = "") -> DecisionTable:
    """Return the decision of a view: ranked options, criteria in groups, scores in its scenario, its weights.

    Notes
    -----
    The weights are those over all criteria, summing to 100, so that a weighted sum gives our order. Beside them
    stand the points they come from: those of criteria inside their group, and those of groups. The central scores
    are the table; low and high scores are a second one, of intervals.
    """
    study, result = view.study, view.result
    options = [str(key) for key in result.scores.central.index]
    choice = result.weight_set
    title = f"{choice.title} ({choice.owner})" if choice.owner else choice.title
    return DecisionTable(
        title=study.title,
        description=description,
        alternatives={
            key: Alternative(key, study.options[key].title, description=study.options[key].summary)
            for key in options
        },
        criteria={key: _criterion(view, key) for key in study.criteria},
        values=_cells(view, options),
        weights={str(key): Real(float(100 * weight)) for key, weight in result.weights.items()},
        weights_title=title,
        hierarchy=_ledgers(view),
        other_tables=(PerformanceTable(_ranges(view, options), "ranges", "Low to high scores", "ranges"),),
        other_weights=(_points("points", "Points inside the group", dict(choice.criteria)),),
        set_weights=(_points("group_points", "Points of groups", dict(choice.groups)),),
    )


def _criterion(view: View, key: str) -> TableCriterion:
    one = view.study.criteria[key]
    said = f"{one.question}\n{MINUS}{SCALE}: {one.worst}\n{SCALE}: {one.best}"
    scale = Quantitative(Integer(-SCALE), Integer(SCALE), f"Steps from {MINUS}{SCALE} to {SCALE}, 0 as today")
    return TableCriterion(key, one.title, description=said, direction="max", scale=scale)


def _ledgers(view: View) -> tuple[Node, ...]:
    """Return the ledgers with their groups: whoever reads the file can tell which groups are about protection."""
    study = view.study
    inside: dict[Ledger, tuple[str, ...]] = {
        "state": study.state_groups,
        "protection": study.protection_groups,
    }
    titles = {"state": f"Ledger of {study.decision_maker}", "protection": LEDGER_SETS["protection"][1]}
    return tuple(
        Node(LEDGER_SETS[ledger][0], titles[ledger], True, tuple(_group(view, key) for key in keys))
        for ledger, keys in inside.items()
    )


def _group(view: View, key: str) -> Node:
    group = view.study.groups[key]
    members = tuple(Node(criterion) for criterion in view.study.criteria_of(key))
    return Node(key, group.title, True, members, group.says)


def _points(id_: str, title: str, points: dict[str, float]) -> ValueSet:
    return ValueSet({key: _number(given) for key, given in points.items()}, id_, title, "points")


def _number(number: float) -> Value:
    if number != number:  # NaN: nothing is scored there
        return Missing()
    return Integer(int(number)) if float(number).is_integer() else Real(float(number))


def _cells(view: View, options: list[str]) -> dict[tuple[str, str], Value]:
    central = view.result.scores.central
    return {
        (option, str(criterion)): _number(float(central.at[option, criterion]))
        for option in options
        for criterion in central.columns
    }


def _ranges(view: View, options: list[str]) -> dict[tuple[str, str], Value]:
    low, high = view.result.scores.low, view.result.scores.high
    found: dict[tuple[str, str], Value] = {}
    for option in options:
        for criterion in low.columns:
            least, most = (_number(float(table.at[option, criterion])) for table in (low, high))
            if not isinstance(least, Missing) and not isinstance(most, Missing):
                found[option, str(criterion)] = Interval(Bound(least), Bound(most))
    return found
