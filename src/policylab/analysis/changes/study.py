"""What changed from one study to another, in sentences, what matters most first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from policylab.analysis.changes.records import Change, record_changes
from policylab.analysis.changes.rules import interaction_changes, points_changes, shift_changes
from policylab.analysis.changes.same import KINDS, Ids, plain, records_of, same_records
from policylab.analysis.changes.scores import score_changes
from policylab.analysis.changes.words import Names, counted, joined_words
from policylab.schema import Study

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "study": "The study",
        "options": "Options",
        "criteria": "Criteria and their groups",
        "scores": "Scores",
        "weights": "Weights",
        "scenarios": "Scenarios",
        "interactions": "How options act together",
        "concerns": "Concerns",
        "evidence": "Sources and evidence",
        "wording": "Wording",
        "files": "Only in the files",
    }
)
"""What a change concerns, and its heading, in the order in which changes are told."""
_PART_OF = {
    "option": "options", "facet": "options", "group": "criteria", "criterion": "criteria", "concern": "concerns",
    "source": "evidence", "evidence": "evidence", "scenario": "scenarios", "weight set": "weights",
}  # fmt: skip
_SAID = {"evidence": "evidence record"}
_COUNTED_AS = {**_SAID, "shift": "scenario", "interactions": "rule on packages"}


@dataclass(frozen=True, eq=False)
class StudyChanges:
    """What differs between two studies.

    Attributes
    ----------
    before, after : Study
        The two studies.
    ids : mapping
        Which record of the first is which of the second, by kind.
    all : tuple of Change
        Every change, in the order of `PARTS`.
    """

    before: Study
    after: Study
    ids: Ids
    all: tuple[Change, ...]

    def told(self) -> dict[str, list[Change]]:
        """Return the changes with a sentence of their own, by part; a new option's scores are told with it."""
        parts = {part: [one for one in self.all if one.part == part and not one.within] for part in PARTS}
        return {part: found for part, found in parts.items() if found}

    @property
    def of_substance(self) -> tuple[Change, ...]:
        """The changes but for ids and the order of records in files, which no reader sees."""
        return tuple(change for change in self.all if change.part != "files")

    def counts(self) -> str:
        """Return how much changed in a few words: `3 scores, 1 option`; empty when nothing of substance did."""
        found: dict[str, set[str]] = {}
        for part, changes in self.told().items():
            for one in changes if part != "files" else ():
                kind = "text reworded" if part == "wording" else _COUNTED_AS.get(one.kind, one.kind)
                found.setdefault(kind, set()).add(one.id.split(" ")[0] if kind == "scenario" else one.id)
        kinds = sorted(found, key=lambda kind: kind != "score")
        return ", ".join(
            counted(len(found[kind]), kind) if kind != "study" else "the study itself" for kind in kinds
        )


def study_changes(before: Study, after: Study) -> StudyChanges:
    """Return what changed from one study to another.

    Parameters
    ----------
    before, after : Study
        Two studies, or two versions of one.

    Returns
    -------
    StudyChanges
        Nothing at all for a study and itself; for a study whose records have other ids or another order in their
        files, changes of the part `files` only.
    """
    ids = same_records(before, after)
    names = Names(before, after, ids)
    was, now = _tree(before, ids, after), _tree(after, {}, after)
    found = _card_changes(was["study"], now["study"], names)
    for kind in KINDS:
        first, second = was[kind], now[kind]
        if kind == "weight set":
            found += points_changes(first, second, names)
            first, second = (_without(records, "groups", "criteria") for records in (first, second))
        if kind == "scenario":
            found += shift_changes(first, second, names)
            first, second = (_without(records, "shifts") for records in (first, second))
        found += record_changes(kind, _PART_OF[kind], first, second, names)
    came = {f"{one.kind} {one.id}": one.title for one in found if one.verb in ("added", "removed")}
    scores = score_changes(was["score"], now["score"], names, came)
    found = [_with_scores(one, scores) for one in found] + scores
    found += interaction_changes(was["interactions"], now["interactions"], names)
    found += _in_files(before, after, ids, was, now, names)
    places = {part: n for n, part in enumerate(PARTS)}
    return StudyChanges(before, after, ids, tuple(sorted(found, key=lambda one: places[one.part])))


def _tree(study: Study, ids: Ids, after: Study) -> dict[str, Any]:
    """Return a study as plain data, by kind and by the ids of the later study."""
    tree: dict[str, Any] = {
        kind: {
            ids.get(kind, {}).get(key, key): plain(record, ids)
            for key, record in records_of(study, kind).items()
        }
        for kind in KINDS
    }
    card = plain(study.card, ids)
    tree["study"] = {key: value for key, value in card.items() if key not in ("groups", "facets")}
    tree["score"] = {
        (row["option"], row["criterion"]): row for row in (plain(score, ids) for score in study.rows)
    }
    tree["interactions"] = None if study.interactions is None else plain(study.interactions, ids)
    tree["expected"] = {
        ids.get("weight set", {}).get(key, key): plain(record, ids) for key, record in study.expected.items()
    }
    _same_classes(tree, ids, after)
    return tree


def _same_classes(tree: dict[str, Any], ids: Ids, after: Study) -> None:
    """Name the classes of facets as the later study does: a class is known by its title."""
    renamed: dict[str, dict[str, str]] = {}
    for key, facet in tree["facet"].items():
        known = {title: id for id, title in after.facets[key].classes.items()} if key in after.facets else {}
        renamed[key] = {id: known.get(title, id) for id, title in facet["classes"].items()}
        facet["classes"] = {renamed[key][id]: title for id, title in facet["classes"].items()}
    for option in tree["option"].values():
        named = {ids.get("facet", {}).get(facet, facet): choice for facet, choice in option["facets"].items()}
        option["facets"] = {
            facet: tree["facet"]
            .get(facet, {"classes": {}})["classes"]
            .get(renamed.get(facet, {}).get(choice, choice), choice)
            for facet, choice in named.items()
        }


def _without(records: Mapping[str, Any], *fields: str) -> dict[str, Any]:
    return {
        key: {name: value for name, value in record.items() if name not in fields}
        for key, record in records.items()
    }


def _card_changes(before: Any, after: Any, names: Names) -> list[Change]:
    return record_changes("study", "study", {"study": before}, {"study": after}, names)


def _with_scores(change: Change, scores: list[Change]) -> Change:
    """Say with an option or criterion that came or went how many scores came or went with it."""
    if change.kind not in ("option", "criterion") or change.verb not in ("added", "removed"):
        return change
    place = 0 if change.kind == "option" else 1
    n = sum(one.id.split(" ")[place] == change.id for one in scores)
    return replace(change, text=f"{change.text[:-1]}, with {counted(n, 'score')}.") if n else change


def _in_files(
    before: Study, after: Study, ids: Ids, was: Mapping[str, Any], now: Mapping[str, Any], names: Names
) -> list[Change]:
    found = []
    for kind in KINDS:
        many = counted(2, _SAID.get(kind, kind)).removeprefix("2 ")
        fresh = [
            f"{names.of(kind, new)} ('{old}' is now '{new}')" for old, new in ids[kind].items() if old != new
        ]
        if fresh:
            text = f"Ids of {many}: {joined_words(fresh)}."
            found.append(Change("files", "new id", kind, kind, "", text))
        if _reordered(was[kind], now[kind]):
            text = f"The {many} stand in another order in their file."
            found.append(Change("files", "reordered", kind, kind, "", text))
    if _reordered(was["score"], now["score"]):
        text = "The scores stand in another order in their file."
        found.append(Change("files", "reordered", "score", "score", "", text))
    for key in [*now["expected"], *(key for key in was["expected"] if key not in now["expected"])]:
        if was["expected"].get(key) != now["expected"].get(key):
            title = names.of("weight set", key)
            text = f"The order that the tests hold for {title} changed."
            found.append(Change("files", "changed", "expected order", key, title, text))
    return found


def _reordered(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> bool:
    return [key for key in before if key in after] != [key for key in after if key in before]
