"""Parts of a study made of a table: names that can be kept, groups, and points that stand for weights."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from policylab.catalog.matrix.grid import refuse
from policylab.catalog.matrix.names import unique_ids
from policylab.catalog.matrix.parts import MatrixFile
from policylab.catalog.matrix.words import LEDGERS, plain
from policylab.catalog.report import short as quoted
from policylab.catalog.text import bad_character
from policylab.provenance import squash

STATE, PROTECTION = "state", "protection"
SHORT = 40
_OPEN = "placeholder"


@dataclass(frozen=True)
class Group:
    """A group of the draft; an added one stands for a ledger that the table has nothing of."""

    id: str
    title: str
    ledger: str
    letter: str
    criteria: tuple[str, ...]
    is_added: bool = False

    def record(self) -> dict[str, str]:
        """Return its record in study.yaml."""
        says = (
            f"To be filled or replaced: the table has nothing of this kind ({_OPEN})."
            if self.is_added
            else f"{self.title}, as the table has it ({_OPEN})."
        )
        return {"title": self.title, "ledger": self.ledger, "letter": self.letter, "says": says}


def kept(text: str) -> str:
    """Return a text without signs that no file of a study can keep, and without blanks round it.

    >>> kept(" a" + chr(0) + "b ")
    'ab'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    while slip := bad_character(text):
        text = text[: slip[0]] + text[slip[0] + 1 :]
    return text.strip()


def titles(given: Mapping[str, str], notes: list[str]) -> dict[str, str]:
    """Return titles that can be kept and told apart; what had to be changed is added to the notes."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, title in given.items():
        name = kept(title) or key
        base, n = name, 1
        while (letters := squash(name) or name) in taken:
            n += 1
            name = f"{base} ({n})"
        taken.add(letters)
        found[key] = name
        if name != title.strip():
            notes.append(
                f"The name {quoted(title)} became {quoted(name)}, so that it can be kept and told apart."
            )
    return found


def shorts(given: Mapping[str, str]) -> dict[str, str]:
    """Return short names, cut at a word where a title is long, and told apart."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, title in given.items():
        one = " ".join(title.split()) or title
        cut = one if len(one) <= SHORT else (one[:SHORT].rpartition(" ")[0] or one[:SHORT])
        name, n = cut, 1
        while (letters := squash(name) or name) in taken:
            n += 1
            name = f"{cut} ({n})"
        taken.add(letters)
        found[key] = name
    return found


def groups_of(matrix: MatrixFile, criteria: Iterable[str]) -> tuple[list[Group], list[str]]:
    """Return the groups of a draft with their criteria, and what was decided, in sentences.

    Raises
    ------
    FileInvalid
        If a group has criteria of both ledgers.
    """
    criteria = tuple(criteria)
    members = _members(matrix, criteria)
    notes: list[str] = []
    ledgers = {title: _ledger(matrix, title, keys, notes) for title, keys in members.items()}
    missing = [ledger for ledger in (STATE, PROTECTION) if ledger not in ledgers.values()]
    added = {STATE: "Concerns", PROTECTION: "Protection"}
    names = [*members, *(added[ledger] for ledger in missing)]
    told: list[str] = []
    group_titles = list(titles(dict(zip(map(str, range(len(names))), names, strict=True)), told).values())
    ids = unique_ids([(name, title) for name, title in zip(names, group_titles, strict=True)], "group")
    letters = _letters(group_titles)
    new = unique_ids(
        [*((key, key) for key in criteria), *((f"{ledger} criterion", "") for ledger in missing)], "criterion"
    )
    found = []
    for n, title in enumerate(group_titles):
        is_added = n >= len(members)
        ledger = missing[n - len(members)] if is_added else ledgers[names[n]]
        inside = (new[len(criteria) + n - len(members)],) if is_added else tuple(members[names[n]])
        found.append(Group(ids[n], title, ledger, letters[n], inside, is_added))
    found.sort(key=lambda group: group.ledger != STATE)
    for ledger in missing:
        notes.append(
            f"The table has nothing for the ledger '{ledger}', which a study needs: a group and a criterion were "
            "added as placeholders, not scored."
        )
    return found, notes + told


def _members(matrix: MatrixFile, criteria: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the criteria below each group of the table; those in none stand together."""
    members: dict[str, list[str]] = {}
    placed: set[str] = set()
    for node, _ in matrix.table.group_nodes():
        keys = [key for key in node.leaves() if key in criteria and key not in placed]
        if keys:
            members.setdefault(kept(node.title) or node.id, []).extend(keys)
            placed.update(keys)
    rest: dict[str, list[str]] = {}
    for key in criteria:
        if key not in placed:
            ledger = matrix.ledgers.get(key, STATE)
            name = "Criteria" if ledger == STATE else "Protection aims"
            rest.setdefault(f"Other {name.lower()}" if members else name, []).append(key)
    for name, keys in rest.items():
        members.setdefault(name, []).extend(keys)
    return members


def _ledger(matrix: MatrixFile, title: str, keys: list[str], notes: list[str]) -> str:
    said = {matrix.ledgers[key] for key in keys if key in matrix.ledgers}
    if len(said) > 1:
        raise refuse(
            matrix.name, [f"Group {quoted(title)} has criteria of both ledgers. Make two groups of it."]
        )
    if said:
        return said.pop()
    if LEDGERS.get(plain(title)) == PROTECTION:
        notes.append(f"Group {quoted(title)} was taken as the ledger of protection, for its name.")
        return PROTECTION
    return STATE


def _letters(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for n, name in enumerate(names, 1):
        plain_name = unicodedata.normalize("NFKD", name)
        able = [c.upper() for c in plain_name if re.fullmatch("[A-Za-z]", c)]
        letter = next((c for c in able if c not in found), "") or next(
            (c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c not in found), f"G{n}"[:3]
        )
        found.append(letter)
    return found


def weight_sets(matrix: MatrixFile, groups: list[Group], file: str) -> tuple[dict[str, Any], list[str]]:
    """Return the weight sets of a draft: the file's own, if it has any, and equal weights; and what was decided."""
    equal = {
        "title": "Equal weights",
        "owner": "nobody in particular",
        "says": "All groups count alike, and so do the criteria in each.",
        "groups": {group.id: 50 for group in groups if group.ledger == STATE},
        "criteria": {criterion: 5 for group in groups for criterion in group.criteria},
    }
    given = {
        key: n for key, value in matrix.table.weights.items() if (n := value.number()) is not None and n >= 0
    }
    used = {key: n for key, n in given.items() if any(key in group.criteria for group in groups)}
    if not any(used.get(key, 0) > 0 for group in groups if group.ledger == STATE for key in group.criteria):
        return {"equal": equal}, [
            "The table gives no weights that could be used."
        ] if matrix.table.weights else []
    own = {
        "title": f"Weights of {file}",
        "owner": f"whoever made {file}",
        "says": f"The weights as the table has them, in whole points ({_OPEN}).",
        "groups": _group_points(groups, used),
        "criteria": _criterion_points(groups, used),
    }
    apart = _apart(groups, used, own["groups"], own["criteria"])  # type: ignore[arg-type]
    said = [
        f"The table's weights became the weight set 'Weights of {file}': whole points, at most {apart:g} per cent "
        "of the state's ledger apart from the table."
    ]
    bare = [key for group in groups for key in group.criteria if key not in used and not group.is_added]
    if bare:
        said.append(
            f"Without a weight in the table, and 0 points: {', '.join(quoted(key) for key in bare[:8])}."
        )
    return {"from_the_table": own, "equal": equal}, said


def _group_points(groups: list[Group], used: Mapping[str, float]) -> dict[str, int]:
    sums = {g.id: sum(used.get(key, 0.0) for key in g.criteria) for g in groups if g.ledger == STATE}
    most = max(sums.values())
    return {key: _points(number, most, 100) for key, number in sums.items()}


def _criterion_points(groups: list[Group], used: Mapping[str, float]) -> dict[str, int]:
    found = {}
    aims = {
        key: used.get(key, 0.0) for group in groups if group.ledger == PROTECTION for key in group.criteria
    }
    for group in groups:
        inside = aims if group.ledger == PROTECTION else {key: used.get(key, 0.0) for key in group.criteria}
        most = max(inside.values())
        for key in group.criteria:
            # Where the table says nothing of a whole group, its criteria count alike within it.
            found[key] = _points(inside[key], most, 10) if most > 0 else 5
    return found


def _points(number: float, most: float, top: int) -> int:
    """Return whole points; what counts at all keeps one."""
    return max(round(number / most * top), 1) if number > 0 else 0


def _apart(
    groups: list[Group], used: Mapping[str, float], points: Mapping[str, int], inside: Mapping[str, int]
) -> float:
    """Return the largest difference between a share in the table and one in points, in per cent, rounded up."""
    state = [group for group in groups if group.ledger == STATE]
    whole = sum(used.get(key, 0.0) for group in state for key in group.criteria)
    total = sum(points.values())
    worst = 0.0
    for group in state:
        of_group = sum(inside[key] for key in group.criteria)
        for key in group.criteria:
            share = points[group.id] / total * inside[key] / of_group if of_group else 0.0
            worst = max(worst, abs(share - used.get(key, 0.0) / whole))
    return float(-(-worst * 1000 // 1) / 10)
