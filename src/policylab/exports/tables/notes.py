"""What stands under a table for readers: what its numbers are, whose weights, what they rest on. The page's words."""

from __future__ import annotations

from policylab.analysis.wording import APOSTROPHE, listed, possessive, signed, word_of_score
from policylab.exports.about import NBSP, close_points, count
from policylab.exports.tables.rows import score_cells
from policylab.exports.text_safe import closed
from policylab.exports.view import PERCENT, View
from policylab.mcda import shares
from policylab.terms import SCALE, protection_word

MINUS = "\N{MINUS SIGN}"


def order_notes(view: View) -> tuple[str, ...]:
    """Return the notes of an order."""
    result, study = view.result, view.published
    close = close_points(result.closeness)
    notes = [
        "Parts and totals are points against today’s practice, at 0; = marks a shared place. "
        f"Options share a place when moving one score by one step of {study.step:g} could swap them with the first "
        f"that holds it, counted from the top down; here that is {close}, by unrounded totals. "
        "Parts and shares are rounded together, so that those shown add up to the total shown.",
        f"Protection in words: {protection_words()}.",
        f"Ranges are the places taken in the middle {PERCENT}{NBSP}% of {view.draws:,} draws of scores within their "
        f"ranges (triangular, seed {view.seed}), with weights as given.",
        _weights(view),
    ]
    if view.floor is not None:
        notes.append("Options below the floor on protection are marked and stay listed.")
    if result.incomplete:
        notes.append(
            "An option on which a score that counts is missing has no place and no total; it is not 0."
        )
    return (*notes, *_own(view, mark=""), *_ends(view))


def protection_words() -> str:
    """Return what the words for protection stand for, from most to least."""
    runs: list[tuple[str, int, int]] = []
    for points in range(100, -101, -1):
        word = protection_word(points)
        if runs and runs[-1][0] == word:
            runs[-1] = (word, runs[-1][1], points)
        else:
            runs.append((word, points, points))
    return "; ".join(
        f"{word} {MINUS if low < 0 else ''}{abs(low)} to {MINUS if high < 0 else ''}{abs(high)}"
        for word, high, low in runs
    )


def matrix_notes(view: View) -> tuple[str, ...]:
    """Return the notes of a matrix."""
    return (*_scale(view), *_own(view), *_ends(view))


def scores_notes(view: View) -> tuple[str, ...]:
    """Return the notes of the scores in full."""
    basis = (
        "Stated: a paper says it. Implied: it follows from what a paper says. Our judgement: neither; the range says "
        "how far it may be off. Lines are those of the reader's copy."
    )
    return (*_scale(view), basis, *_own(view), *_ends(view))


def _scale(view: View) -> list[str]:
    study = view.published
    worst, best = word_of_score(study, -SCALE), word_of_score(study, SCALE)
    cells = score_cells(view)
    notes = [
        f"Scores run from {MINUS}{SCALE} ({worst}) to +{SCALE} ({best}) in steps of {study.step:g}, against today's "
        "practice, which is 0 by definition."
    ]
    if any(cell.counts is None for cell in cells):
        notes.append("An empty place is not scored; that is not the same as 0.")
    n_moved = sum(1 for cell in cells if cell.shifts)
    if n_moved:
        title = f"\N{LEFT DOUBLE QUOTATION MARK}{closed(study.scenarios[view.result.scenario].title)}"
        moves = f"moves {count(n_moved, 'score')}."
        notes.append(f"The scenario {title}\N{RIGHT DOUBLE QUOTATION MARK} {moves}")
    return notes


def _weights(view: View) -> str:
    """Return the points of the groups, with their shares, and what protection counts for."""
    study, result = view.published, view.result
    points = {group: float(result.weight_set.groups[group]) for group in study.state_groups}
    told = [f"{closed(study.groups[group].title)} {number:g}" for group, number in points.items()]
    if sum(points.values()) > 0:
        import pandas as pd

        whole = shares(pd.Series(points))
        told = [
            f"{text} ({int(share)}{NBSP}% of {possessive(study, APOSTROPHE)} ledger)"
            for text, share in zip(told, whole, strict=True)
        ]
    protection = (
        f"Protection of people counts for {100 * result.with_protection:g}{NBSP}% of the total."
        if result.with_protection
        else "Protection of people is kept in a ledger of its own and is in no total."
    )
    return f"Points of the groups: {listed(told)}. {protection}"


def _own(view: View, mark: str = "\N{DAGGER} ") -> list[str]:
    """Return the reader's own scores beside the published ones."""
    study = view.published
    told = [
        f"{closed(study.options[cell.option].short)} on {closed(study.criteria[cell.criterion].title)}, "
        f"own {_text(cell.own[1])}, published {_text(cell.published.central) if cell.published else 'not scored'}"
        for cell in score_cells(view)
        if cell.own
    ]
    if not told:
        return []
    return [
        f"{mark}A reader’s own score, counted in the place of the published one (both as of today): "
        f"{'; '.join(told)}."
    ]


def _text(number: float) -> str:
    return signed(number).replace("-", MINUS)


def _ends(view: View) -> list[str]:
    study = view.published
    cites = "; ".join(closed(source.cite) for source in study.sources.values())
    scored = closed(study.scored_by[:1].upper() + study.scored_by[1:])
    sources = f"Sources: {cites}. " if cites else ""
    return [
        f"{sources}Scored by: {scored}. Study: {closed(study.title)}, version {study.version} ({study.licence})."
    ]
