"""Rules that hold between records: ids that are known, concerns and criteria that agree, and so on."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from typing import Any

from policylab.catalog import scores
from policylab.catalog.check_facets import check_facets
from policylab.catalog.check_interactions import check_interactions
from policylab.catalog.check_scores import check_scores
from policylab.catalog.draft import FILE_OF, FILES, Draft, id_of_row, what_row
from policylab.catalog.report import listed, short, suggest
from policylab.catalog.shapes import references
from policylab.catalog.tree import Node
from policylab.catalog.typed import DATE_FORMS
from policylab.provenance import Evidence, Source, line_span, squash
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
from policylab.terms import ID_PATTERN, Ledger, Role

_TITLED = ("group", "concern", "criterion", "option", "scenario", "weight set")


def check_draft(draft: Draft) -> None:
    """Report everything that is wrong between the records of a study."""
    _check_references(draft)
    _check_titles(draft)
    _check_baseline(draft)
    _check_evidence(draft)
    _check_concerns(draft)
    _check_criteria(draft)
    _check_groups(draft)
    _check_weight_sets(draft)
    _check_scenarios(draft)
    _check_expected(draft)
    check_facets(draft)
    check_scores(draft)
    check_interactions(draft)


def _every_record(draft: Draft) -> Iterator[tuple[str, str, str, type[Any], Node]]:
    """Yield file, id, name in messages, shape and tree of every record, sound or not."""
    single: dict[str, type[Any]] = {"study": StudyCard, "interactions": Interactions}
    for kind, nodes in draft.nodes.items():
        if kind == "group":
            continue  # part of the study's card
        file = FILE_OF.get(kind, "study.yaml")
        shape = FILES[file][1] if file in FILES else single[kind]
        for id, node in nodes.items():
            yield file, id, f"{kind} {short(id)}" if id else kind, shape, node
    for row in draft.row_nodes:
        yield scores.FILE, id_of_row(row), what_row(row), Score, row


def _check_references(draft: Draft) -> None:
    for file, id, what, shape, node in _every_record(draft):
        seen: set[tuple[Any, ...]] = set()
        for path, kind, target in references(shape, node.plain()):
            if not re.fullmatch(ID_PATTERN, target):
                continue  # reported already
            place = node.find(path)
            if kind in draft.known and target not in draft.known[kind]:
                ids = [id for id in draft.known[kind] if re.fullmatch(ID_PATTERN, id)]
                fix = suggest(target, ids, FILE_OF[kind])
                draft.report.add("P012", file, place, what, f"{kind} '{target}' is not known", fix, id)
            entry = (path[:-1], target)
            if isinstance(path[-1], int) and entry in seen:
                draft.report.add("P041", file, place, what, f"{kind} '{target}' is listed twice", "", id)
            seen.add(entry)
    if "weight set" in draft.known:
        for id in draft.nodes.get("expected order", {}):
            if id not in draft.known["weight set"]:
                fix = suggest(id, draft.known["weight set"], FILE_OF["weight set"])
                draft.problem("P012", "expected order", id, (), f"weight set '{id}' is not known", fix)


def _check_titles(draft: Draft) -> None:
    for kind, name in (*((kind, "title") for kind in _TITLED), ("option", "short"), ("source", "cite")):
        names: dict[str, str] = {}
        for id, record in draft.records.get(kind, {}).items():
            text = getattr(record, name)
            # A text of signs only has no letters to compare.
            letters = squash(text) or text
            if letters in names:
                found = f"its {name} is the same as that of {kind} '{names[letters]}'"
                draft.problem("P019", kind, id, (name,), found)
            names.setdefault(letters, id)


def _check_baseline(draft: Draft) -> None:
    if draft.card is None or draft.card.baseline not in draft.known.get("option", []):
        return
    for id, option in draft.all("option", Option).items():
        named = id == draft.card.baseline
        if named and option.role is not Role.BASELINE:
            found = f"study.yaml names it as baseline, but its role is '{option.role.value}'"
            draft.problem("P023", "option", id, ("role",), found)
        if not named and option.role is Role.BASELINE:
            found = f"its role is 'baseline', but study.yaml names '{draft.card.baseline}'"
            draft.problem("P023", "option", id, ("role",), found)


def _check_evidence(draft: Draft) -> None:
    sources = draft.all("source", Source)
    for id, source in sources.items():
        if not _is_day(source.date):
            found = f"{short(source.date)} is not a date: that month has no such day"
            draft.problem("P022", "source", id, ("date",), found, DATE_FORMS)
        for n, section in enumerate(source.sections):
            first, last = line_span(section.lines)
            if first > last:
                draft.problem("P021", "source", id, ("sections", n, "lines"), _backwards(section.lines))
    for id, evidence in draft.all("evidence", Evidence).items():
        first, last = line_span(evidence.lines)
        if first > last:
            draft.problem("P021", "evidence", id, ("lines",), _backwards(evidence.lines))
        elif evidence.source in sources:
            _check_section(draft, id, evidence, sources[evidence.source])


def _is_day(date: str) -> bool:
    """Whether a date in its form is one of the calendar, as the 31st of February is not."""
    if len(date) != len("2024-06-06") or not date[:4].isdigit():
        return True
    year, month, day = (int(part) for part in date.split("-"))
    return year > 0 and day <= monthrange(year, month)[1]


def _check_section(draft: Draft, id: str, evidence: Evidence, source: Source) -> None:
    titles = [section.title for section in source.sections]
    if evidence.section not in titles:
        found = f"source '{evidence.source}' has no section {short(evidence.section)}"
        draft.problem(
            "P029", "evidence", id, ("section",), found, suggest(evidence.section, titles, "sources.yaml")
        )
        return
    first, last = line_span(evidence.lines)
    section = source.sections[titles.index(evidence.section)]
    start, end = line_span(section.lines)
    if start <= end and not start <= first <= last <= end:
        found = (
            f"lines {evidence.lines} are outside section {short(section.title)}, which has {section.lines}"
        )
        draft.problem("P029", "evidence", id, ("lines",), found)


def _backwards(lines: str) -> str:
    return f"{lines} ends before it starts"


def _check_concerns(draft: Draft) -> None:
    criteria = draft.all("criterion", Criterion)
    for id, concern in draft.all("concern", Concern).items():
        if concern.criterion is None and concern.why_not_weighed is None:
            draft.problem("P026", "concern", id, ("criterion",), "it has no criterion and no why_not_weighed")
        if concern.criterion is not None and concern.why_not_weighed is not None:
            draft.problem("P026", "concern", id, ("criterion",), "it has a criterion and a why_not_weighed")
        if concern.criterion not in criteria:
            continue
        criterion = criteria[concern.criterion]
        if id not in criterion.concerns:
            found = f"it is weighed under '{concern.criterion}', which does not list it"
            draft.problem("P027", "concern", id, ("criterion",), found)
        if concern.group != criterion.group and criterion.group in draft.known.get("group", []):
            found = f"its group is '{concern.group}', that of its criterion '{criterion.group}'"
            draft.problem("P027", "concern", id, ("group",), found)


def _check_criteria(draft: Draft) -> None:
    concerns, groups = draft.all("concern", Concern), draft.all("group", Group)
    for id, criterion in draft.all("criterion", Criterion).items():
        for n, concern in enumerate(criterion.concerns):
            other = concerns[concern].criterion if concern in concerns else id
            if other != id and other in (None, *draft.known["criterion"]):
                says = f"is weighed under '{other}'" if other else "is weighed under none"
                draft.problem("P027", "criterion", id, ("concerns", n), f"concern '{concern}' {says}")
        group = groups.get(criterion.group)
        if group is not None and group.ledger is Ledger.STATE and not criterion.concerns:
            draft.problem("P028", "criterion", id, (), "it gathers no concern")


def _check_groups(draft: Draft) -> None:
    if draft.card is None or not draft.complete("group", "criterion"):
        return
    used = {criterion.group for criterion in draft.all("criterion", Criterion).values()}
    groups = draft.all("group", Group)
    for id in groups:
        if id not in used and used <= groups.keys():
            draft.problem("P032", "group", id, (), "no criterion belongs to it")
    for ledger in Ledger:
        if all(group.ledger is not ledger for group in groups.values()):
            draft.problem("P032", "study", "", ("groups",), f"no group belongs to the {ledger.value} ledger")


def _check_weight_sets(draft: Draft) -> None:
    if not draft.complete("group", "criterion"):
        return
    groups, criteria = draft.all("group", Group), draft.all("criterion", Criterion)
    state = [key for key, group in groups.items() if group.ledger is Ledger.STATE]
    for id, weights in draft.all("weight set", WeightSet).items():
        for key in weights.groups:
            if key in groups and key not in state:
                found = f"group '{key}' is not of the state ledger"
                draft.problem("P030", "weight set", id, ("groups", key, "[key]"), found, "Remove it.")
        lacks = [
            _lacks(draft, id, "groups", weights.groups, state),
            _lacks(draft, id, "criteria", weights.criteria, criteria),
        ]
        if not any(lacks):
            _check_something_counts(draft, id, weights, groups, criteria)


def _lacks(draft: Draft, id: str, part: str, given: Iterable[str], due: Iterable[str]) -> bool:
    missing = [key for key in due if key not in set(given)]
    if missing:
        draft.problem("P030", "weight set", id, (part,), f"{part} lack {listed(missing)}")
    return bool(missing)


def _check_something_counts(
    draft: Draft, id: str, weights: WeightSet, groups: dict[str, Group], criteria: dict[str, Criterion]
) -> None:
    def points(key: str) -> int:
        return sum(weights.criteria.get(name, 0) for name, item in criteria.items() if item.group == key)

    counts = {key: points(key) > 0 for key in groups}
    state = {key for key, group in groups.items() if group.ledger is Ledger.STATE}
    given = [key for key in state if weights.groups.get(key, 0) > 0]
    if not given:
        draft.problem("P031", "weight set", id, ("groups",), "every group of the state ledger has 0 points")
    elif not any(counts[key] for key in given):
        found = "every criterion of the groups that have points has 0 points"
        draft.problem("P031", "weight set", id, ("criteria",), found)
    if len(state) < len(groups) and not any(counts[key] for key in groups.keys() - state):
        draft.problem("P031", "weight set", id, ("criteria",), "every protection aim has 0 points")


def _check_scenarios(draft: Draft) -> None:
    for id, scenario in draft.all("scenario", Scenario).items():
        for key, shift in scenario.shifts.items():
            path = ("shifts", key)
            step = draft.card.step if draft.card else None
            if shift.by == 0:
                draft.problem("P017", "scenario", id, (*path, "by"), f"shift '{key}' moves nothing: by is 0")
            elif step and (shift.by / step) % 1:
                found = f"shift '{key}' moves by {shift.by:g}, the step is {step:g}"
                draft.problem("P034", "scenario", id, (*path, "by"), found)
            if draft.card and shift.options != "all" and draft.card.baseline in shift.options:
                place = (*path, "options", shift.options.index(draft.card.baseline))
                draft.problem("P025", "scenario", id, place, f"shift '{key}' moves '{draft.card.baseline}'")


def _check_expected(draft: Draft) -> None:
    if not draft.complete("option"):
        return
    options = draft.all("option", Option)
    ranked = [key for key, option in options.items() if option.role is not Role.COMPANION]
    for id, expected in draft.all("expected order", ExpectedOrder).items():
        placed = [key for tied in expected.order for key in tied]
        missing = [key for key in ranked if key not in placed]
        twice = sorted({key for key in placed if placed.count(key) > 1})
        unranked = [key for key in placed if key in options and key not in ranked]
        for keys, found in (
            (missing, "the order lacks"),
            (twice, "the order lists more than once"),
            (unranked, "the order lists what is not ranked:"),
        ):
            if keys:
                draft.problem("P040", "expected order", id, ("order",), f"{found} {listed(keys)}")
