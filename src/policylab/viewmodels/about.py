"""What the page About says of a study: whose, from what, how reckoned, and where it ends."""

from __future__ import annotations

from collections import Counter
from typing import Any

from policylab.analysis import Result, evaluate, rank_ranges
from policylab.analysis.structure_warnings import structure_warnings
from policylab.analysis.wording import APOSTROPHE, possessive, typeset, word_of_score
from policylab.errors import CallError, NothingCounts
from policylab.mcda import shown
from policylab.provenance import cite
from policylab.schema import Option, Study
from policylab.terms import SCALE, Basis, Firmness, Role, any_decision_maker, glossary

FIRMNESS = {
    Firmness.RECOMMENDED: "recommended",
    Firmness.SECOND_HAND: "reported at second hand",
    Firmness.IMPLIED: "implied",
    Firmness.COMPANION: "named as a companion measure",
}
ROLES = {
    Role.BASELINE: "Baseline: the others are judged against it.",
    Role.OPTION: "",
    Role.LEVER: "A lever: for somebody other than {decision_maker} whose order is shown.",
    Role.COMPANION: "A companion measure: goes with others, and has no place of its own.",
}


def about(study: Study) -> dict[str, Any]:
    """Return everything that the page About shows of a study, as plain data.

    Parameters
    ----------
    study : Study
        The study.

    Returns
    -------
    dict
        Keys study, counts, groups, steps, example, weight_sets, options, sources, warnings, words. `example` is
        None when nothing counts under the study's own weights, or no option has all scores that count. Texts
        and whole numbers only, ready to be shown.
    """
    result = first_result(study)
    words = glossary(study.decision_maker)
    return {
        "study": _card(study),
        "counts": _counts(study),
        "groups": [_group(study, key) for key in study.groups],
        "steps": [_step_word(study, score) for score in range(-SCALE, SCALE + 1)],
        "example": None if result is None else _example(result),
        "weight_sets": [_weight_set(study, key) for key in study.weight_sets],
        "options": [_option(study, option) for option in study.options.values()],
        "sources": [_source(study, key) for key in study.sources],
        "warnings": [] if result is None else _warnings(result),
        "words": [{"word": word, "meaning": typeset(meaning)} for word, meaning in words.items()],
    }


def first_result(study: Study) -> Result | None:
    """Return the order that readers find at first, or None when nothing counts in it."""
    try:
        return evaluate(study, study.default.weights, study.default.scenario)
    except NothingCounts:
        return None


def whole(points: float) -> str:
    """Return points as on every screen: whole, signed, with a real minus sign.

    >>> whole(3.7), whole(-12.2), whole(0.2)
    ('+4', '\u221212', '0')
    """
    number = int(shown(points))
    return f"{number:+d}".replace("-", "\u2212") if number else "0"


def score_text(score: float) -> str:
    """Return a score, which may be a half: '+1.5'.

    >>> score_text(1.5), score_text(-2.0), score_text(0.0)
    ('+1.5', '\u22122', '0')
    """
    return f"{score:+g}".replace("-", "\u2212") if score else "0"


def _card(study: Study) -> dict[str, Any]:
    return {
        "title": study.title,
        "question": study.question,
        "any_decision_maker": any_decision_maker(study.decision_maker),
        "decision_makers": possessive(study, APOSTROPHE),
        "version": study.version,
        "label": study.label,
        "about": study.about,
        "scored_by": study.scored_by,
        "licence": study.licence,
        "limits": list(study.limits),
        "missing_voices": study.missing_voices,
        "content_note": study.content_note,
        "naming": list(study.naming),
        "baseline": study.options[study.baseline].title,
        "default_weights": study.weight_sets[study.default.weights].title,
        "default_scenario": study.scenarios[study.default.scenario].title,
        "scale": SCALE,
        "step": f"{study.step:g}",
    }


def _counts(study: Study) -> dict[str, int]:
    judged = [option for option in study.ranked_options if option != study.baseline]
    rows = [row for row in study.rows if row.option in judged]
    by_basis = Counter(row.basis for row in rows)
    possible = len(judged) * len(study.criteria)
    return {
        "options": len(study.ranked_options),
        "companions": len(study.companions),
        "state_criteria": len(study.state_criteria),
        "protection_criteria": len(study.protection_criteria),
        "concerns": len(study.concerns),
        "scenarios": len(study.scenarios),
        "sources": len(study.sources),
        "evidence": len(study.evidence),
        "scores": len(rows),
        "not_scored": possible - len(rows),
        **{basis.value: by_basis[basis] for basis in Basis},
    }


def _group(study: Study, key: str) -> dict[str, Any]:
    group = study.groups[key]
    criteria = [study.criteria[name] for name in study.criteria_of(key)]
    return {
        "title": group.title,
        "letter": group.letter,
        "says": group.says,
        "is_state": key in study.state_groups,
        "criteria": [{"title": item.title, "worst": item.worst, "best": item.best} for item in criteria],
    }


def _step_word(study: Study, score: int) -> dict[str, str]:
    return {"score": score_text(float(score)), "word": word_of_score(study, float(score))}


def _example(result: Result) -> dict[str, Any] | None:
    """Reckon one option through: the first in the file whose parts show most of what can happen."""
    study = result.study
    options = [
        name
        for name in study.ranked_options
        if name != study.baseline and result.total.notna()[name] and result.values.loc[name].notna().all()
    ]
    groups = [key for key in study.state_groups if result.group_weights[key] > 0]
    if not options or not groups:
        return None
    group = min(groups, key=lambda key: len(study.criteria_of(key)))
    columns = list(study.criteria_of(group))
    parts = result.contributions[columns]
    # Helps on one criterion and harms on another, if there is one; else the first that moves anything.
    option = max(
        options, key=lambda name: int((parts.loc[name] > 0).any()) + int((parts.loc[name] < 0).any())
    )
    places = rank_ranges(result).loc[option]
    return {
        "option": study.options[option].title,
        "group": study.groups[group].title,
        "group_points": int(result.weight_set.groups[group]),
        "all_points": int(sum(result.weight_set.groups[key] for key in study.state_groups)),
        "share": int(result.group_shares[group]),
        "rows": [_example_row(result, option, criterion) for criterion in columns],
        "part": whole(float(result.group_parts.at[option, group])),
        "parts": [
            {
                "group": study.groups[key].title,
                "share": int(result.group_shares[key]),
                "part": whole(float(result.group_parts.at[option, key])),
            }
            for key in groups
        ],
        "total": whole(float(result.total[option])),
        "rank": int(result.order.at[option, "rank"]),
        "is_shared": bool(result.order.at[option, "shared"]),
        "low": int(places["low"]),
        "high": int(places["high"]),
        "n_options": len(study.ranked_options),
        "closeness": int(shown(result.closeness)),
        "has_protection": bool(result.aim_weights.notna().any()),
        "protection": whole(float(result.protection.fillna(0.0)[option])),
        "protection_word": str(result.order.at[option, "protection_word"]),
    }


def _example_row(result: Result, option: str, criterion: str) -> dict[str, Any]:
    study = result.study
    low, central, high = (
        float(table.at[option, criterion])
        for table in (result.scores.low, result.scores.central, result.scores.high)
    )
    return {
        "criterion": study.criteria[criterion].title,
        "points": int(result.weight_set.criteria[criterion]),
        "share": int(result.criterion_shares[criterion]),
        "score": score_text(central),
        "word": word_of_score(study, central),
        "range": score_text(low) if low == high else f"{score_text(low)} to {score_text(high)}",
        "contribution": whole(float(result.contributions.at[option, criterion])),
    }


def _weight_set(study: Study, key: str) -> dict[str, Any]:
    record = study.weight_sets[key]
    grounds = [study.evidence[name] for name in record.evidence]
    return {
        "title": record.title,
        "owner": record.owner,
        "says": record.says,
        "points": [
            {"group": study.groups[group].title, "points": int(points)}
            for group, points in record.groups.items()
        ],
        "evidence": [cite(study.sources[item.source], item) for item in grounds],
    }


def _option(study: Study, option: Option) -> dict[str, Any]:
    proposals = [
        f"{study.sources[item.source].cite}, {FIRMNESS[item.firmness]}" for item in option.proposed_by
    ]
    return {
        "title": option.title,
        "summary": option.summary,
        "actor": option.actor,
        "role": ROLES[option.role].format(decision_maker=study.decision_maker),
        "proposed_by": "; ".join(proposals),
        "notes": [item.note for item in option.proposed_by if item.note],
        "not_stated": list(option.not_stated),
    }


def _source(study: Study, key: str) -> dict[str, Any]:
    source = study.sources[key]
    return {
        "cite": source.cite,
        "title": source.title,
        "author": source.author,
        "date": source.date,
        "venue": source.venue,
        "purpose": source.purpose,
        "recommends": source.recommends,
        "inferred": list(source.inferred),
        "cautions": list(source.cautions),
        "evidence": sum(item.source == key for item in study.evidence.values()),
    }


def _warnings(result: Result) -> list[str]:
    try:
        return [typeset(warning.sentence) for warning in structure_warnings(result).warnings]
    except CallError:
        return []
