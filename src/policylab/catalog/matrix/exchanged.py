"""A decision as other programs exchange it, as a table that can be made a study of: ledgers and ranges are found."""

from __future__ import annotations

from dataclasses import replace

from policylab.catalog.matrix.parts import MatrixFile, TableScore
from policylab.catalog.report import short
from policylab.schema.decision_table import DecisionTable, Pair, PerformanceTable
from policylab.terms import SCALE

RANGES = "ranges"
"""What a second table is called that holds lowest and highest scores."""


def from_exchange(name: str, table: DecisionTable) -> MatrixFile:
    """Return a decision as a table of options and criteria.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    table : DecisionTable
        The decision.
    """
    heading = " ".join(one.title or one.id for one in table.criteria.values())
    ledgers = {key: ledger for node, ledger in table.group_nodes() if ledger for key in node.leaves()}
    told = {key: ledger for key, ledger in ledgers.items() if key in table.criteria}
    scores: dict[Pair, TableScore] = {}
    for other in table.other_tables:
        if other.concept.strip().casefold() == RANGES:
            scores = _with_ranges(table, other)
            called = short(other.title or other.id or RANGES)
            says = (
                f"The second table {called} gives the lowest and highest scores."
                if scores
                else f"The second table {called} is not used: its ends are no half steps from -{SCALE} to {SCALE} "
                "with the values of the first between them."
            )
            table = replace(table, notes=(*table.notes, says))
            break
    return MatrixFile(name, table, scores=scores, ledgers=told, has_ranges=bool(scores), heading=heading)


def _with_ranges(table: DecisionTable, ranges: PerformanceTable) -> dict[Pair, TableScore]:
    """Return each score with its range; nothing if one does not fit, because then they are no ranges of scores."""
    found: dict[Pair, TableScore] = {}
    for pair in table.values:
        central = table.number(*pair)
        span = ranges.values[pair].span() if pair in ranges.values else None
        if central is None:
            continue
        if span is None:
            found[pair] = TableScore(None, central, None)
        elif -SCALE <= span[0] <= central <= span[1] <= SCALE and not any(2 * end % 1 for end in span):
            found[pair] = TableScore(span[0], central, span[1])
        else:
            return {}
    return found
