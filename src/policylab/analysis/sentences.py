"""Generated sentences about a whole order; `kernel_sentences.js` has the same."""

from __future__ import annotations

from policylab.analysis.choices import YOURS
from policylab.analysis.result import Result
from policylab.analysis.wording import TODAY, listed, lowered, raised
from policylab.mcda import shown

NAMED = 4
"""Options named one by one when they share a place."""


def heading(result: Result) -> str:
    """Return what an order is called: whose weights, which scenario, whether protection is in the total, whose scores.

    Parameters
    ----------
    result : Result
        From `evaluate`.

    Returns
    -------
    str
        `Order under equal weights (the project). Scenario: Today.`
    """
    choice = result.weight_set
    if choice.id == YOURS and choice.started_from:
        whose = f"{lowered(choice.title)} (changed from: {choice.started_from})"
    elif choice.id == YOURS:
        whose = lowered(choice.title)
    else:
        whose = f"{lowered(choice.title)} ({choice.owner})"
    per_cent = shown(100 * result.with_protection)
    share = f", protection counting for {per_cent} % of the total" if result.with_protection > 0 else ""
    own = f", with {len(result.own)} score{'s' * (len(result.own) > 1)} of your own" if result.own else ""
    return f"Order under {whose}{share}{own}. Scenario: {result.study.scenarios[result.scenario].title}."


def order_sentence(result: Result) -> str:
    """Return the order in a few words: what stands first, where today's practice stands, what is missing.

    Parameters
    ----------
    result : Result
        From `evaluate`.
    """
    study, order = result.study, result.order
    names = {str(option): study.options[str(option)].short for option in order.index}
    names[study.baseline] = TODAY
    leaders = [str(option) for option in order.index[order["rank"] == 1]]
    said = [_leaders(leaders, names)] if leaders else []
    rank = order.at[study.baseline, "rank"]
    if study.baseline not in leaders and study.baseline not in result.incomplete:
        verb = "shares place" if order.at[study.baseline, "shared"] else "has place"
        said.append(f"{raised(TODAY)} {verb} {rank} of {int(order['rank'].notna().sum())}.")
    if result.incomplete:
        verb = "has" if len(result.incomplete) == 1 else "have"
        rest = listed([names[option] for option in result.incomplete])
        said.append(raised(f"{rest} {verb} no place, because a score that counts is missing."))
    return " ".join(said)


def _leaders(leaders: list[str], names: dict[str, str]) -> str:
    if len(leaders) == 1:
        return f"{raised(names[leaders[0]])} stands first."
    told = [names[option] for option in leaders]
    if len(told) > NAMED:
        told = [*told[: NAMED - 1], f"{len(told) - NAMED + 1} others"]
    return f"{raised(listed(told))} stand first together: too close to call."
