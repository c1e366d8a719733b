"""The parts of the report on how firm the order is: conditions, the two ledgers, the ladder, scenarios, criteria."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from policylab.analysis import (
    Condition,
    Ladder,
    ScenarioComparison,
    StructureWarnings,
    TwoLedgers,
    compare_scenarios,
    protection_ladder,
    structure_warnings,
    two_ledgers,
    what_would_have_to_be_true,
)
from policylab.analysis.condition_words import never_sentence
from policylab.analysis.counted import left_out_sentence, names_of
from policylab.analysis.wording import FIRST_MEANS, raised
from policylab.errors import CallError, NothingCounts
from policylab.exports.report.model import Column as Col
from policylab.exports.report.model import Grid, Items, Lead, Para, Row, Section, picture, section
from policylab.exports.report.words import listed, number, points, typeset
from policylab.exports.report.words import name_of as title_of
from policylab.exports.view import View
from policylab.mcda import TIE

_NUMBERS = re.compile(r" \((?:agreement with the weighted sum|correlation) -?\d\.\d+\)")


@dataclass(frozen=True)
class Findings:
    """What was worked out of an order; a text says why something was not."""

    conditions: tuple[Condition, ...] | str
    ledgers: TwoLedgers | str
    ladder: Ladder | str
    scenarios: ScenarioComparison | str
    structure: StructureWarnings | str


def findings(view: View) -> Findings:
    """Return all findings of a view."""
    result, study = view.result, view.study
    no_protection = "" if study.protection_groups else "Left out: this study has no ledger of protection."
    only_protection = not result.weights[list(study.state_criteria)].sum() > 0
    no_state = (
        f"Left out: only protection counts here, so that there are no weights of {study.decision_maker} to move."
        * only_protection
    )
    one = "" if len(study.scenarios) > 1 else "Left out: this study has one scenario only."
    return Findings(
        conditions=no_state or _found(lambda: what_would_have_to_be_true(result)),
        ledgers=no_protection or _found(lambda: two_ledgers(result)),
        ladder=no_protection or _found(lambda: protection_ladder(result)),
        scenarios=one or _found(lambda: compare_scenarios(result)),
        structure=_found(lambda: structure_warnings(result)),
    )


def _found(work: Callable[[], Any]) -> Any:
    """Return what is found, or why nothing is."""
    try:
        return work()
    except NothingCounts:
        return "Left out: a ledger that is needed for it has no points."
    except CallError as problem:
        return f"Left out: {problem}"


# ---- What would have to be true -----------------------------------------------------------------------------------

CONDITIONS = "What would have to be true for another option to come first"


def _how_much(condition: Condition) -> tuple[bool, float]:
    """Return what to sort by, as the page does: the share of weight that has to move, then those with no way."""
    if not condition.criteria.possible:
        return True, -condition.criteria.lead
    return False, condition.criteria.moved


def conditions(view: View, firm: Findings) -> Section | None:
    """Return, for each option that does not have the highest total, what would have to be true; the least first."""
    found = firm.conditions
    if isinstance(found, str):
        return section(CONDITIONS, Para(found))
    study, total = view.study, view.result.total
    leaders = tuple(total.index[(total >= total.max() - TIE).fillna(False)])
    verb = "has" if len(leaders) == 1 else "have"
    items = []
    for each in sorted(found, key=_how_much):
        said = each.sentence
        if not each.criteria.possible:
            said = f"{never_sentence(view.result, each.criteria.lead)} {each.by_scores}"
        items.append(Lead(f"{title_of(study.options[each.option])}.", typeset(said)))
    missing = left_out_sentence(study, tuple(total.index[total.isna()]))
    return section(
        CONDITIONS,
        Para(typeset(f"{raised(names_of(study, leaders))} {verb} the highest total now.")),
        Para(
            "For every other option: the nearest points of the groups, the least weight that would have to "
            "move between "
            "criteria, and the fewest steps of scores inside their ranges, each with all else as it is. Those "
            "with the least "
            "way to go come first."
        ),
        Items(tuple(items), small=True) if items else Para("No option is behind another."),
        Para(missing) if missing else None,
    )


# ---- The two ledgers ----------------------------------------------------------------------------------------------

LEDGERS = "The two ledgers: what beats what"
LADDER = "Protection ladder: who stands first as protection counts for more"


def ledgers(view: View, firm: Findings) -> Section | None:
    """Return both ledgers side by side, and what is beaten on both."""
    found, study = firm.ledgers, view.study
    if isinstance(found, str):
        return section(LEDGERS, Para(found))
    rows = [
        Row(
            (
                title_of(study.options[key]),
                *(points(found.points.at[key, ledger]) for ledger in ("state", "protection")),
                typeset(found.sentences[key]),
            ),
            "today" * (key == study.baseline),
        )
        for key in map(str, view.result.order.index)
        if key in found.points.index
    ]
    columns = (
        Col("Option", width=1.6),
        Col(f"For {study.decision_maker}", True, 0.7),
        Col("Protection", True, 0.8),
        Col("In words", width=4),
    )
    return section(
        LEDGERS,
        Para(typeset(found.sentence)),
        picture(view, "figure-ledgers", typeset(found.sentence)),
        Grid("Every option on both ledgers, and what beats it", columns, tuple(rows)),
    )


def ladder(view: View, firm: Findings) -> Section | None:
    """Return who stands first as protection counts for more."""
    found = firm.ladder
    if isinstance(found, str):
        return section(LADDER, Para(found))
    n = len(found.rungs)
    return section(
        LADDER,
        picture(view, "figure-ladder", *(typeset(said) for said in found.story)),
        Items(tuple(typeset(rung.sentence) for rung in found.rungs), ordered=True),
        *(Para(typeset(said)) for said in (*found.story[n:], FIRST_MEANS)),
    )


# ---- Scenarios ----------------------------------------------------------------------------------------------------

SCENARIOS = "Scenarios: how far behind an option can fall"


def scenarios(view: View, firm: Findings) -> Section | None:
    """Return the order in every scenario, the largest regret and the lowest total of each option."""
    found, study = firm.scenarios, view.study
    if isinstance(found, str):
        return section(SCENARIOS, Para(found))
    told = []
    for key, record in study.scenarios.items():
        top = found.totals[key]
        first = names_of(study, tuple(top.index[top >= top.max() - TIE]))
        now = " (the scenario of this report)" if key == view.result.scenario else ""
        told.append(Lead(f"{record.title}{now}.", typeset(f"{record.says} Highest total: {first}.")))
    return section(
        SCENARIOS,
        *(Para(typeset(said)) for said in found.sentences),
        picture(view, "figure-scenarios", *(typeset(said) for said in found.sentences)),
        _regret(view, found),
        Para("The scenarios have no probabilities and count alike:"),
        Items(tuple(told), small=True),
    )


def _regret(view: View, found: ScenarioComparison) -> Grid:
    study, n = view.study, len(found.totals.columns)
    rows = []
    for key in map(str, found.regret.order.index):
        cause = found.regret.cause[key]
        above = found.against_today.better[key]
        rows.append(
            Row(
                (
                    title_of(study.options[key]),
                    _size(found.regret.largest[key]),
                    _titles(view, cause, n),
                    points(found.worst.worst[key]),
                    "" if key == study.baseline else f"{round(n * float(above))} of {n}",
                ),
                "today" * (key == study.baseline),
            )
        )
    columns = (
        Col("Option", width=1.6), Col("Largest regret", True, 0.9), Col("In which scenario", width=3),
        Col("Lowest total", True, 0.9), Col("Above today’s practice", True, 1.1),
    )  # fmt: skip
    note = "Regret: points behind the leading option of a scenario. Those that stay closest to it come first."
    return Grid("Regret and lowest totals over all scenarios", columns, tuple(rows), note)


def _size(regret: float) -> str:
    """Return a regret as it is shown, to one decimal where it would otherwise be 0 or 1."""
    if regret <= TIE:
        return "0"
    return f"{math.ceil(regret * 10 - 1e-6) / 10:g}" if regret < 2 else f"{regret:.0f}"


def _titles(view: View, keys: tuple[Any, ...], n: int) -> str:
    if not keys:
        return "none"
    if len(keys) == n:
        return "all alike"
    titles = [view.study.scenarios[str(key)].title for key in keys]
    return listed([*titles[:2], number(len(titles) - 2, "other")] if len(titles) > 3 else titles)


# ---- The list of criteria -----------------------------------------------------------------------------------------


def structure(view: View, firm: Findings) -> Section | None:
    """Return what the list of criteria does to the order by itself."""
    title, found = "What the list of criteria does", firm.structure
    if isinstance(found, str):
        return section(title, Para(found))
    if not found.warnings:
        return section(title, Para("Nothing to note: no criterion is idle, and no two are alike."))
    return section(title, Items(tuple(typeset(_NUMBERS.sub("", each.sentence)) for each in found.warnings)))
