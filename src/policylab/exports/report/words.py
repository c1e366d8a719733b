"""The words and figures of the page's own report (`words.js`), for files that people read."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from policylab.analysis.wording import listed, signed, typeset
from policylab.exports.about import NBSP, count, whose
from policylab.exports.view import View
from policylab.mcda import round_to_total, shown
from policylab.provenance import Evidence, cite
from policylab.schema import Option, Study
from policylab.terms import Basis, Firmness

MINUS = "\N{MINUS SIGN}"

BASIS = {
    Basis.STATED: "stated: a paper says it",
    Basis.IMPLIED: "implied: follows from what a paper says",
    Basis.JUDGEMENT: "our judgement",
}
BASIS_WORD = {Basis.STATED: "stated", Basis.IMPLIED: "implied", Basis.JUDGEMENT: "our judgement"}
FIRMNESS = {
    Firmness.RECOMMENDED: "recommended",
    Firmness.SECOND_HAND: "reported at second hand",
    Firmness.IMPLIED: "implied",
    Firmness.COMPANION: "named as a companion measure",
}


def points(number: float) -> str:
    """Return whole points with their sign; nothing where there are none."""
    return "" if pd.isna(number) else typeset(signed(shown(number)))


def score(number: float) -> str:
    """Return a score with its sign."""
    return typeset(signed(number))


def score_range(low: float, high: float) -> str:
    """Return both ends of a range of scores, or the one it is."""
    return score(low) if low == high else f"{score(low)} to {score(high)}"


def number(n: int, one: str, many: str = "") -> str:
    """Return a count with its noun, thousands set off.

    >>> number(1, "criterion", "criteria"), number(10000, "draw")
    ('1 criterion', '10,000 draws')
    """
    return f"{n:,} {one if n == 1 else many or f'{one}s'}"


def percent(share: float) -> str:
    """Return whole per cent."""
    return f"{share:g}{NBSP}%"


def name_of(option: Option) -> str:
    """Return what an option is called in a table."""
    return option.short or option.title


def place(view: View, option: object) -> str:
    """Return a place, `=2` where it is shared; nothing where there is none."""
    row = view.result.order.loc[option]
    return "" if pd.isna(row["rank"]) else f"{'=' if row['shared'] else ''}{int(row['rank'])}"


def places(view: View, option: object) -> str:
    """Return the range of places of an option."""
    low, high = (int(view.ranges.at[option, end]) for end in ("low", "high"))
    return str(low) if low == high else f"{low}–{high}"


def is_below(view: View, option: object) -> bool:
    """Whether an option is below the floor."""
    return view.floor is not None and bool(view.result.protection[option] < view.floor - 1e-9)


def parts(view: View, option: object) -> dict[str, int] | None:
    """Return what each group adds to an option's total, whole points that add up; None without a total."""
    result = view.result
    if pd.isna(result.total[option]):
        return None
    names = counting_groups(view)
    return {str(key): int(n) for key, n in round_to_total(result.group_parts.loc[option, names]).items()}


def counting_groups(view: View) -> list[str]:
    """Return the groups that may stand in a total: protection only when it is let in."""
    study = view.study
    return [*study.state_groups, *(study.protection_groups if view.result.with_protection > 0 else ())]


def order_heading(view: View) -> str:
    """Return what an order is called in a file that others read."""
    return typeset(
        f"Order under {whose(view)}. Scenario: {view.study.scenarios[view.result.scenario].title}."
    )


def cited(study: Study, ids: Iterable[str]) -> str:
    """Return citations with their places, one after the other."""
    return "; ".join(citation(study, study.evidence[key]) for key in ids)


def placed(study: Study, ids: Iterable[str]) -> str:
    """Return where evidence stands, in short: each source once with its lines; parts are named in the appendix.

    `Charny (about 2004), lines 27-29 and 771-775`
    """
    lines: dict[str, list[str]] = {}
    for key in ids:
        record = study.evidence[key]
        if record.lines not in lines.setdefault(record.source, []):
            lines[record.source].append(record.lines)
    return "; ".join(
        f"{study.sources[source].cite}, {'lines' if len(found) > 1 or '-' in found[0] else 'line'} {listed(found)}"
        for source, found in lines.items()
    )


def citation(study: Study, evidence: Evidence) -> str:
    """Return the citation of a piece of evidence."""
    return cite(study.sources[evidence.source], evidence)


__all__ = [
    "BASIS",
    "BASIS_WORD",
    "FIRMNESS",
    "MINUS",
    "NBSP",
    "citation",
    "cited",
    "count",
    "counting_groups",
    "is_below",
    "listed",
    "name_of",
    "number",
    "order_heading",
    "parts",
    "percent",
    "place",
    "placed",
    "places",
    "points",
    "score",
    "score_range",
    "typeset",
    "whose",
]  # fmt: skip
