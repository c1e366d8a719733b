"""Names and words for what differs between two studies; an id never stands in them without a title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from policylab.analysis.changes.same import Ids, records_of
from policylab.analysis.wording import listed, signed
from policylab.provenance import cite
from policylab.schema import Study

REFERS = {
    "group": "group", "criterion": "criterion", "source": "source", "evidence": "evidence", "counters": "evidence",
    "concerns": "concern", "leads_to": "option", "options": "option", "criteria": "criterion",
    "baseline": "option", "option": "option", "needs": "option", "joins": "option", "between": "option",
    "holds": "option", "weights": "weight set", "scenario": "scenario", "order": "option",
}  # fmt: skip
"""Fields that name records of some kind."""
CHOICES = ("role", "level", "ledger", "firmness", "kind", "voice", "rule", "basis", "facets")
"""Fields that hold one of a few words."""
BOUNDS = ("low", "central", "high")
NUMBERS = ("step", "by", *BOUNDS)
FIELDS = {
    "id": "id", "short": "short name", "says": "text", "as_stated": "feasibility as stated",
    "as_of": "time of the feasibility", "level": "feasibility tier", "not_stated": "what the sources leave open",
    "proposed_by": "who proposes it", "leads_to": "what it leads to", "cautions": "what to know before relying on it",
    "worst": "meaning of the lowest score", "best": "meaning of the highest score", "weights": "weights shown first",
    "scenario": "scenario shown first", "missing_voices": "whose voice is missing",
    "content_note": "note on the content",
    "scored_by": "who gave the scores", "score_words": "words for scores", "facets": "class",
    "why_not_weighed": "why it is not weighed", "lines": "lines", "sha256": "passage", "length": "passage",
    "cite": "citation", "counters": "what it speaks against", "rule": "rule", "evidence": "evidence",
    "naming": "how people are named", "step": "step of scores", "recommends": "what it recommends",
    "inferred": "what is inferred about it", "precedents": "what was done before", "source": "source",
    "concerns": "concerns it gathers", "letter": "letter", "order": "order",
}  # fmt: skip
"""Words for fields whose name is not the word."""


@dataclass(frozen=True, eq=False)
class Names:
    """Names of records of both studies, by the ids of the later one."""

    before: Study
    after: Study
    ids: Ids

    def of(self, kind: str, key: str) -> str:
        """Return the name a reader knows a record by, that of the later study first."""
        found = records_of(self.after, kind).get(key)
        study = self.after
        if found is None:
            study = self.before
            old = next((old for old, new in self.ids.get(kind, {}).items() if new == key), key)
            found = records_of(study, kind).get(old)
        if found is None:
            return f"'{key}'"
        if kind == "evidence":
            return cite(study.sources[found.source], found) if found.source in study.sources else found.says
        return str(found.cite if kind == "source" else found.short if kind == "option" else found.title)

    def all(self, kind: str, keys: Any) -> str:
        """Return several names as in a sentence; `all` says all options."""
        if keys == "all":
            return "all options"
        flat = [key for item in keys for key in (item if isinstance(item, list) else [item])]
        return listed([self.of(kind, key) for key in flat]) or "none"


def field_words(path: tuple[str, ...]) -> str:
    """Return what a field is called."""
    known = path[-1] in FIELDS or path[-1] in CHOICES or path[-1] in NUMBERS
    name = path[-1] if known else next((step for step in reversed(path) if step in FIELDS), path[-1])
    return FIELDS.get(name, name.replace("_", " "))


def value_words(names: Names, path: tuple[str, ...], value: Any) -> str:
    """Return a value that is a number, a word of a few, or an id, as it stands in a sentence."""
    field = path[-1]
    if value is None:
        return "none"
    kind = REFERS.get(field)
    if kind is not None:
        return names.of(kind, value) if isinstance(value, str) and value != "all" else names.all(kind, value)
    if isinstance(value, float | int):
        return signed(float(value)) if field in ("by", *BOUNDS) else f"{value:g}"
    return str(value).replace("_", " ")


def score_words(score: Any, with_range: bool) -> str:
    """Return a score, with its range where that is asked for.

    >>> score_words({"low": -2.0, "central": -1.0, "high": 0.0}, True)
    '-1 (-2 to 0)'
    """
    if score is None:
        return "not scored"
    central = signed(score["central"])
    if not with_range:
        return central
    low, high = signed(score["low"]), signed(score["high"])
    return f"{central} ({low})" if low == high else f"{central} ({low} to {high})"


def quoted(text: str, most: int = 80) -> str:
    """Return a text in quotes, cut to what has room in a sentence.

    >>> quoted("Later boats")
    '\N{LEFT DOUBLE QUOTATION MARK}Later boats\N{RIGHT DOUBLE QUOTATION MARK}'
    """
    words = " ".join(text.split())
    return f"\u201c{words if len(words) <= most else words[: most - 1] + chr(0x2026)}\u201d"


_MANY = {"criterion": "criteria", "text reworded": "texts reworded", "rule on packages": "rules on packages"}


def counted(n: int, one: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "criterion"), counted(3, "criterion"), counted(2, "evidence record")
    ('1 criterion', '3 criteria', '2 evidence records')
    """
    many = _MANY.get(one, f"{one}s")
    return f"{n} {one if n == 1 else many}"


def joined_words(items: Iterable[str], most: int = 6) -> str:
    """Return names as in a sentence, the last ones counted when there are many."""
    found = list(items)
    if len(found) > most:
        found = [*found[: most - 1], f"{len(found) - most + 1} more"]
    return listed(found)
