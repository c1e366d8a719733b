"""The parts of the report on what was asked and chosen: options, criteria, weights, scenario, floor, own scores."""

from __future__ import annotations

from typing import Any

import pandas as pd

from policylab.analysis import shift_scores
from policylab.analysis.choices import YOURS
from policylab.analysis.wording import raised
from policylab.exports.report.model import Column as Col
from policylab.exports.report.model import Grid, Items, Lead, Para, Row, Said, Section, section
from policylab.exports.report.words import (
    BASIS_WORD,
    FIRMNESS,
    cited,
    count,
    is_below,
    listed,
    name_of,
    number,
    percent,
    placed,
    points,
    score,
    score_range,
    typeset,
)
from policylab.exports.view import View
from policylab.mcda import TIE, shares
from policylab.schema import Option, Study
from policylab.terms import Basis, protection_word


def question(view: View) -> Section | None:
    """Return what was asked, and what the study is."""
    study = view.published
    return section(
        "The question",
        Para(study.about),
        Items(tuple(study.naming)) if study.naming else None,
    )


# ---- Options ----------------------------------------------------------------------------------------------------


def _proposals(study: Study, option: Option) -> str:
    said = [f"{FIRMNESS[each.firmness]}: {placed(study, each.evidence)}" for each in option.proposed_by]
    return raised("; ".join(said)) or "no source proposes it"


def options(view: View) -> Section | None:
    """Return the options in the order of the study, who would act, and who proposes them how firmly."""
    study = view.study
    rows = []
    for key in study.ranked_options:
        option = study.options[key]
        is_today = key == study.baseline
        proposed = "today’s practice" if is_today else _proposals(study, option)
        title = option.title if option.short in option.title else f"{option.title} ({option.short})"
        rows.append(Row((Lead(f"{title}.", option.summary), option.actor, proposed), "today" * is_today))
    columns = (
        Col("Option", width=3.2),
        Col("Who would act", width=1.1),
        Col("Who proposes it, and how firmly", width=2.4),
    )
    companions = tuple(
        Lead(
            f"{study.options[key].title}.",
            f"{study.options[key].summary} {_proposals(study, study.options[key])}.",
        )
        for key in study.companions
    )
    return section(
        "The options, and who proposes them",
        Para(
            f"{number(len(rows), 'option')} {'is' if len(rows) == 1 else 'are'} compared, today’s "
            "practice among them. The names in brackets are used in tables and figures."
        ),
        Grid("Options", columns, tuple(rows)),
        Para("Companion measures, which go with others and are not ranked alone:") if companions else None,
        Items(companions) if companions else None,
    )


# ---- Criteria ---------------------------------------------------------------------------------------------------


def codes(study: Study) -> dict[str, str]:
    """Return a short code for each criterion: the letter of its group and a number."""
    return {
        key: f"{study.groups[group].letter}{n}"
        for group in study.groups
        for n, key in enumerate(study.criteria_of(group), start=1)
    }


def _criterion_rows(study: Study) -> list[Row]:
    rows, code = [], codes(study)
    for group, record in study.groups.items():
        rows.append(Row((record.letter, Lead(f"{record.title}.", record.says), "", "", ""), "group"))
        for key in study.criteria_of(group):
            one = study.criteria[key]
            gathers = [study.concerns[name].title for name in one.concerns]
            ground = "; ".join(gathers) or placed(study, one.evidence) or "not stated"
            note = f"{one.question} {one.note}" if one.note else one.question
            rows.append(Row((code[key], Lead(f"{one.title}.", note), one.worst, one.best, ground)))
    return rows


def criteria(view: View) -> Section | None:
    """Return the criteria with their ends in words, and the concerns that are weighed under none."""
    study = view.study
    columns = (
        Col("Code", width=0.6), Col("Criterion, and its question", width=2.6), Col(f"Worst, {score(-3)}", width=1.5),
        Col(f"The other end, {score(3)}", width=1.5), Col("Concerns it gathers, or where it stands", width=1.8),
    )  # fmt: skip
    apart = tuple(
        Lead(f"{one.title}:", one.why_not_weighed or "no reason is stated.")
        for one in study.concerns.values()
        if one.criterion is None
    )
    return section(
        "The criteria",
        Grid("Criteria by group", columns, tuple(_criterion_rows(study)), named=1),
        Para("Concerns that are weighed under no criterion:") if apart else None,
        Items(apart) if apart else None,
    )


# ---- Weights ----------------------------------------------------------------------------------------------------


def _owner(view: View) -> tuple[Said, str]:
    study, choice = view.published, view.result.weight_set
    record = study.weight_sets.get(choice.id)
    if record is not None and choice.id != YOURS:
        ground = f"Ground: {cited(study, record.evidence)}." if record.evidence else ""
        return Lead(f"{record.title}. Owner: {record.owner}.", record.says), ground
    origin = f", changed from: {choice.started_from}" if choice.started_from else ""
    own = "" if choice.title == "your weights" else f" “{choice.title}”"
    return Lead(f"A reader’s own weights{own}{origin}."), ""


def _share_rows(view: View, group: str, aims: dict[str, int]) -> list[Row]:
    study, result = view.study, view.result
    record = study.groups[group]
    is_aims = group in study.protection_groups
    is_apart = is_aims and not result.with_protection > 0
    given = "" if is_aims else f"{result.weight_set.groups[group]:g}"
    share = "apart" if is_apart else percent(int(result.group_shares[group]))
    rows = [Row((record.letter, record.title, given, share), "group")]
    code = codes(study)
    for key in study.criteria_of(group):
        own = aims.get(key, 0) if is_apart else int(result.criterion_shares[key])
        rows.append(
            Row((code[key], study.criteria[key].title, f"{result.weight_set.criteria[key]:g}", percent(own)))
        )
    return rows


def weights(view: View) -> Section | None:
    """Return whose weights they are, every point, and what the points amount to."""
    study, result = view.study, view.result
    whose, ground = _owner(view)
    given = pd.Series(
        {key: float(result.weight_set.criteria[key]) for key in study.protection_criteria}, dtype=float
    )
    aims = {str(key): int(n) for key, n in shares(given).items()} if given.sum() > 0 else {}
    groups = [*study.state_groups, *study.protection_groups]
    rows = [row for group in groups for row in _share_rows(view, group, aims)]
    apart = study.protection_groups and not result.with_protection > 0
    note = (
        "Groups have 0 to 100 points, criteria 0 to 10; shares are what the points amount to, in whole per cent."
        + (" Shares of the criteria of protection are those of its own account." if apart else "")
    )
    columns = (
        Col("Code", width=0.6),
        Col("Group, criterion", width=3),
        Col("Points", True),
        Col("Share", True),
    )
    return section(
        "Whose weights, and what they are",
        Para(whose),
        Para(ground, "note") if ground else None,
        Grid("Points and shares", columns, tuple(rows), note, named=1),
    )


# ---- Scenario, floor --------------------------------------------------------------------------------------------


def scenario(view: View) -> Section | None:
    """Return the scenario, what it changes, and why."""
    study = view.study
    record = study.scenarios[view.result.scenario]
    moves = []
    for shift in record.shifts.values():
        on = listed([study.criteria[key].title for key in shift.criteria])
        all_ids: Any = shift.options
        whom = (
            "all options but the status quo"
            if all_ids == "all"
            else listed([name_of(study.options[k]) for k in all_ids])
        )
        ground = f" ({cited(study, shift.evidence)})" if shift.evidence else ""
        moves.append(Lead(f"{score(shift.by)} on {on}", f"for {whom}. {shift.reason}{ground}"))
    return section(
        "Scenario",
        Para(Lead(f"{record.title}.", record.says)),
        Para("What it changes, and why:" if moves else "It changes no score."),
        Items(tuple(moves)) if moves else None,
        Para(f"Ground: {cited(study, record.evidence)}.", "note") if record.evidence else None,
        Para("A scenario moves scores, never weights.", "note"),
    )


def floor_sentence(view: View) -> str:
    """Return what the floor does, in the words of the page."""
    study, result, floor = view.study, view.result, view.floor
    if floor is None:
        return "No floor on protection is set."
    known = [key for key in result.order.index if not pd.isna(result.protection[key])]
    if not known:
        return "The floor has no effect now: no aim of protection has points."
    below = [key for key in known if is_below(view, key)]
    if len(below) == len(known):
        most = float(result.protection[known].max())
        closest = [name_of(study.options[key]) for key in known if result.protection[key] >= most - TIE]
        verb = "The closest are" if len(closest) > 1 else "The closest is"
        word = protection_word(round(most))
        return (
            f"No option reaches this floor in this scenario. {verb} {listed(closest)}, {word} {points(most)}."
        )
    verb = "is" if len(below) == 1 else "are"
    return (
        f"{len(below)} of {number(len(study.ranked_options), 'option')} {verb} below the floor of "
        f"{count(floor, 'point')}; "
        "they stay listed."
    )


def floor(view: View) -> Section | None:
    """Return how protection counts, and what is below the floor."""
    study, share = view.study, view.result.with_protection
    if not study.protection_groups:
        return section("Protection and its floor", Para("Left out: this study has no ledger of protection."))
    total = (
        f"Protection counts for {percent(round(100 * share, 6))} of the total. It also stands in a column of "
        f"its own."
        if share > 0
        else "Protection is kept apart: it is in no total, and stands in a column of its own."
    )
    below = [name_of(study.options[str(key)]) for key in view.result.order.index if is_below(view, key)]
    return section(
        "Protection and its floor",
        Para(total),
        Para(typeset(floor_sentence(view))),
        Para(f"Below the floor: {listed(below)}.") if below else None,
    )


# ---- The reader's own scores --------------------------------------------------------------------------------------


def own(view: View) -> Section | None:
    """Return a reader's own scores beside the published ones."""
    if not view.result.own:
        return None
    study, n = view.published, len(view.result.own)
    tables = shift_scores(study, view.result.scenario).scores
    rows = []
    for option, criterion in view.result.own:
        low, central, high = view.own_scores[option][criterion]
        was = float(tables.central.at[option, criterion])
        published = "not scored"
        if not pd.isna(was):
            ends = score_range(
                float(tables.low.at[option, criterion]), float(tables.high.at[option, criterion])
            )
            basis = BASIS_WORD[Basis(study.scores.at[(option, criterion), "basis"])]
            published = f"{score(was)} ({ends}), {basis}"
        rows.append(
            Row((name_of(study.options[option]), study.criteria[criterion].title,
                 f"{score(central)} ({score_range(low, high)})", published))
        )  # fmt: skip
    said = (
        f"{number(n, 'score')} of the reader’s own {'counts' if n == 1 else 'count'} in the place of "
        f"what is published, and {'is' if n == 1 else 'are'} no part of the published matrix."
    )
    columns = (
        Col("Option", width=1.5),
        Col("Criterion", width=1.5),
        Col("Own score (range)"),
        Col("Published, in this scenario (range)", width=1.6),
    )
    return section(
        "The reader’s own scores",
        Para(said),
        Grid("Own scores beside the published ones", columns, tuple(rows)),
    )
