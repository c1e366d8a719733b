"""Options and criteria of a table while it is read: ids made of names, and what the table says of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from policylab.catalog.matrix.grid import CellValue, is_empty, text_of
from policylab.catalog.matrix.parts import Reading, Spot, TableScore
from policylab.catalog.matrix.words import DIRECTIONS, LEDGERS, plain
from policylab.catalog.new_study import id_of
from policylab.catalog.report import short
from policylab.schema.decision_table import Direction, Pair
from policylab.terms import ID_PATTERN


@dataclass
class Names:
    """What has been read of options and criteria, each by its id."""

    is_tidy: bool
    head_row: int = 1
    options: dict[str, str] = field(default_factory=dict)
    criteria: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    inactive: set[str] = field(default_factory=set)
    descriptions: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    ledgers: dict[str, str] = field(default_factory=dict)
    directions: dict[str, Direction] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    scores: dict[Pair, TableScore] = field(default_factory=dict)
    spots: dict[object, Spot] = field(default_factory=dict)
    has_ranges: bool = False

    def option(self, key: str, title: str, spot: Spot) -> None:
        """Add an option."""
        self.options.setdefault(key, title)
        self.spots.setdefault(("option", key), spot)

    def criterion(self, key: str, title: str, spot: Spot) -> None:
        """Add a criterion."""
        self.criteria.setdefault(key, title)
        self.spots.setdefault(("criterion", key), spot)

    def fact(self, key: str, word: str, cell: CellValue, spot: Spot, reading: Reading) -> None:
        """Add what a table says of a criterion."""
        text = text_of(cell).strip()
        if is_empty(cell):
            return
        if word == "group":
            self.groups[key] = text
        elif word == "unit":
            self.units[key] = text
        elif word == "weight":
            number = reading.number(cell, spot)
            if number is not None and number < 0:
                reading.problems.append(
                    spot.problem(f"the weight {short(text)} is below 0", "Use 0 or more.")
                )
            elif number is not None:
                self.weights[key] = number
        elif word == "direction":
            self._direction(key, text, spot, reading)
        elif plain(text) in LEDGERS:
            self.ledgers[key] = LEDGERS[plain(text)]
        else:
            found = f"{short(text)} is no ledger"
            reading.problems.append(spot.problem(found, "Use state or protection."))

    def _direction(self, key: str, text: str, spot: Spot, reading: Reading) -> None:
        # The sign + is a spelling of its own, which `plain` keeps.
        found = DIRECTIONS.get(plain(text))
        if found == "max":
            self.directions[key] = "max"
        elif found == "min":
            self.directions[key] = "min"
        else:
            fix = "Use max where more is better, min where less is better."
            reading.problems.append(spot.problem(f"{short(text)} does not say which way is better", fix))


def unique_ids(names: Iterable[tuple[str, str]], other: str) -> list[str]:
    """Return an id for each name and title: the name if it is one, else made of the title, no two alike.

    >>> unique_ids([("camp", "Camp"), ("A camp", "A camp"), ("a_camp", "Other"), ("강", "강")], "option")
    ['camp', 'a_camp_2', 'a_camp', 'option']
    """
    names = list(names)
    taken = {name for name, _ in names if re.fullmatch(ID_PATTERN, name)}
    found = []
    for name, title in names:
        if re.fullmatch(ID_PATTERN, name):
            found.append(name)
            continue
        key = base = id_of(title or name, other)
        n = 1
        while key in taken:
            n += 1
            key = f"{base[: 39 - len(str(n))].rstrip('_')}_{n}"
        taken.add(key)
        found.append(key)
    return found
