"""The parts of the report on what it rests on: bases, evidence, limits, method and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policylab.analysis.wording import APOSTROPHE, bare_name, possessive, raised
from policylab.exports.about import close_points, whose
from policylab.exports.report.model import Column as Col
from policylab.exports.report.model import Grid, Items, Lead, Para, Row, Section, section
from policylab.exports.report.words import (
    BASIS,
    NBSP,
    citation,
    count,
    listed,
    name_of,
    number,
    percent,
    points,
    score,
    score_range,
    typeset,
)
from policylab.exports.view import PERCENT, View
from policylab.provenance import Source
from policylab.schema import Study
from policylab.terms import SCALE, Basis

NOT_STATED = "not stated"


# ---- What the sources carry ---------------------------------------------------------------------------------------


def count_bases(view: View, criteria: tuple[str, ...]) -> Counter[str]:
    """Return how many scores rest on what; those of today's practice, which are 0 by definition, left out."""
    study, mine = view.study, set(view.result.own)
    found: Counter[str] = Counter()
    basis = study.scores["basis"]
    for option in study.ranked_options:
        if option == study.baseline:
            continue
        for one in criteria:
            if (option, one) in mine:
                found["own"] += 1
            else:
                found[basis[(option, one)] if (option, one) in basis.index else "none"] += 1
    return found


def bases(view: View) -> Section | None:
    """Return how many scores the sources state or imply, and how many are judgements."""
    study = view.study
    state, aims = count_bases(view, study.state_criteria), count_bases(view, study.protection_criteria)
    kinds = {
        **{str(key): text for key, text in BASIS.items()},
        "own": "the reader’s own",
        "none": "not scored",
    }
    rows = tuple(
        Row((title, str(state[kind]), *((str(aims[kind]),) if study.protection_groups else ())))
        for kind, title in kinds.items()
        if kind != "own" or view.result.own
    )
    second = (Col("Protection", True),) if study.protection_groups else ()
    return section(
        "What the sources carry",
        Para(
            "How many scores rest on what; those of today’s practice, which are 0 by definition, are left out."
        ),
        Grid(
            "Scores by what they rest on",
            (Col("Basis", width=3), Col(raised(bare_name(study)), True), *second),
            rows,
        ),
    )


# ---- Evidence -----------------------------------------------------------------------------------------------------


def cited_by(view: View) -> dict[str, Counter[str]]:
    """Return for each piece of evidence that this report rests on what cites it, and how often."""
    study, result = view.study, view.result
    found: dict[str, Counter[str]] = {}

    def note(what: str, ids: tuple[str, ...]) -> None:
        for key in ids:
            found.setdefault(key, Counter())[what] += 1

    mine = set(result.own)
    for row in study.rows:
        if (row.option, row.criterion) not in mine:
            note("score", row.evidence)
    for key in (*study.ranked_options, *study.companions):
        option = study.options[key]
        for each in option.proposed_by:
            note("proposal", each.evidence)
        note("option", option.tier.evidence)
        for precedent in option.precedents:
            note("option", precedent.evidence)
    for concern in study.concerns.values():
        note("concern", concern.evidence)
    for criterion in study.criteria.values():
        note("criterion", criterion.evidence)
    now = study.scenarios[result.scenario]
    note("scenario", now.evidence)
    for shift in now.shifts.values():
        note("scenario", shift.evidence)
    if result.weight_set.id in study.weight_sets:
        note("weights", study.weight_sets[result.weight_set.id].evidence)
    return found


def _for(counted: Counter[str]) -> str:
    words = {"criterion": "criteria", "weights": "weights"}
    return listed(
        [
            number(n, what, words.get(what, "")) if what != "weights" else "the weights"
            for what, n in counted.items()
        ]
    )


def evidence(view: View) -> Section | None:
    """Return each piece of evidence that something in this report cites: in our words, and where it stands."""
    study, by = view.study, cited_by(view)
    if not by:
        return section("Evidence", Para("Left out: nothing in this study cites evidence."))
    rest = len(study.evidence) - len(by)
    parts: list[Para | Items] = [
        Para(
            f"{number(len(by), 'record')} of {number(len(study.evidence), 'record')} "
            f"{'is' if len(by) == 1 else 'are'} cited by something in this "
            "report. Each says in our words what stands in the source, and where it stands there: lines are those of "
            "the plain text of the source that was read, not of its pages."
            + (
                f" {number(rest, 'record')} {'is' if rest == 1 else 'are'} cited by nothing here and left out."
                if rest
                else ""
            )
        )
    ]
    for name, source in study.sources.items():
        items = tuple(
            Lead(f"{citation(study, record)}.", f"{record.says} (Cited for {_for(by[key])}.)")
            for key, record in study.evidence.items()
            if record.source == name and key in by
        )
        if items:
            parts += [Para(Lead(source.cite)), Items(items, small=True)]
    return section("Evidence", *parts)


# ---- Judgements ---------------------------------------------------------------------------------------------------


def judgements(view: View) -> Section | None:
    """Return each score that rests on no source, with its range and the reason given for it."""
    study, mine = view.study, set(view.result.own)
    rows = [
        row
        for row in study.rows
        if row.basis is Basis.JUDGEMENT
        and row.option != study.baseline
        and row.option in study.ranked_options
        and (row.option, row.criterion) not in mine
    ]
    if not rows:
        return None
    parts: list[Para | Items] = [
        Para(
            f"{number(len(rows), 'score')}, as published and as of today, {'rests' if len(rows) == 1 else 'rest'} "
            "on no passage of a source: our judgement, because of what stands here. Brackets hold the range."
        )
    ]
    for key in map(str, view.result.order.index):
        items = tuple(
            Lead(
                f"{study.criteria[row.criterion].title}, {score(row.central)} ({score_range(row.low, row.high)}).",
                row.reason,
            )
            for row in rows
            if row.option == key
        )
        if items:
            parts += [Para(Lead(name_of(study.options[key]))), Items(items, small=True)]
    return section("Scores that are our judgement, and why", *parts)


# ---- Limits -------------------------------------------------------------------------------------------------------


def limits(view: View) -> Section | None:
    """Return what the study cannot say, and who is not heard."""
    study = view.published
    return section(
        "Known limits and missing voices",
        Items(study.limits) if study.limits else Para("The study states no limits."),
        Para(Lead("Who is missing:", study.missing_voices)) if study.missing_voices else None,
        Para(Lead("Who scored:", f"{study.scored_by}.")) if study.scored_by else None,
    )


def content_note(view: View) -> Section | None:
    """Return what a reader should be prepared for."""
    note = view.published.content_note
    return section("Content note", Para(note)) if note else None


# ---- Method -------------------------------------------------------------------------------------------------------


def method(view: View) -> Section | None:
    """Return how the numbers were got, in a paragraph that may stand in a paper as it is."""
    return section("Method", Para(" ".join(method_sentences(view))))


def method_sentences(view: View) -> list[str]:
    """Return the sentences of the page's paragraph on method."""
    study, result = view.study, view.result
    n, m = len(study.ranked_options), len(study.criteria)
    within = close_points(result.closeness)
    said = [
        f"{number(n, 'option')} were scored against {number(m, 'criterion', 'criteria')} in steps of "
        f"{study.step:g} from {_end(study, -SCALE)} "
        f"to {_end(study, SCALE)}; the status quo is 0 throughout, by definition. {study.label}",
        f"The model is additive: a score divided by {SCALE} is its value, and a total is the sum of weight "
        f"times value over all "
        f"criteria, in points from {points(-100)} to {points(100)}, where today’s practice has 0.",
        "Groups were given 0 to 100 points and criteria 0 to 10; a criterion’s weight is its group’s share of the "
        "points of all groups, times its own share of the points in its group.",
        f"Weights: {whose(view)}; {_points_of(view)}.",
        _of_protection(view),
        _of_scenario(view),
        _of_own(view),
        f"Places are shared from the top down: an option within {within} of the one that opens a place shares "
        f"it, which is as "
        f"much as one score moved by {study.step:g} can make under these weights.",
        f"Ranges of places are the middle {PERCENT}{NBSP}% of {view.draws:,} draws of all scores, triangular "
        f"inside their ranges, under "
        f"these weights (seed {view.seed}).",
    ]
    return [typeset(sentence) for sentence in said if sentence]


def _end(study: Study, end: int) -> str:
    from policylab.analysis.wording import word_of_score

    return f"{score(end)} ({word_of_score(study, end)})"


def _points_of(view: View) -> str:
    from policylab.analysis.wording import lowered

    result = view.result
    return listed(
        [
            f"{lowered(view.study.groups[group].title)} {count(result.weight_set.groups[group], 'point')} "
            f"({percent(int(result.group_shares[group]))} of the total)"
            for group in view.study.state_groups
        ]
    )


def _of_protection(view: View) -> str:
    if not view.study.protection_groups:
        return ""
    if view.result.with_protection > 0:
        return (
            f"Protection counts for {percent(round(100 * view.result.with_protection, 6))} of the total, "
            f"shared among its aims by their "
            f"points; {possessive(view.study, APOSTROPHE)} criteria share the rest."
        )
    return (
        "Protection is a second account, reckoned in the same way from the points of its own aims and added into "
        "no total."
    )


def _of_scenario(view: View) -> str:
    n = len(view.result.moved)
    moved = number(n, "score") if n else "no score"
    return f"Scenario: {view.study.scenarios[view.result.scenario].title}, which moves {moved} and no weight."


def _of_own(view: View) -> str:
    n = len(view.result.own)
    return (
        f"{number(n, 'score')} of the reader’s own {'stands' if n == 1 else 'stand'} in the place of what is "
        f"published."
        if n
        else ""
    )


# ---- Sources ------------------------------------------------------------------------------------------------------


def reference(source: Source) -> Iterator[str]:
    """Yield what a source states of itself."""
    known = {"Title": source.title, "Author": source.author, "Date": source.date, "Where": source.venue}
    for name, text in known.items():
        if text and text != NOT_STATED:
            yield f"{name}: {text}"


def sources(view: View) -> Section | None:
    """Return the sources as they state themselves; what they do not state is not filled in."""
    study = view.published
    items = []
    for key, source in study.sources.items():
        n = sum(1 for record in study.evidence.values() if record.source == key)
        absent = [
            name for name in ("author", "date", "title", "venue") if getattr(source, name) in ("", NOT_STATED)
        ]
        gaps = f" Not stated: {listed(absent)}." if absent else ""
        told = ". ".join(reference(source))
        items.append(
            Lead(
                f"{source.cite}.",
                f"{told}{'.' if told else ''}{gaps} {number(n, 'record')} of it in this study.",
            )
        )
    return section("Sources", Items(tuple(items)))
