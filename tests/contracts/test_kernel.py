"""What the kernel in the browser finds, beside what the engine finds: numbers, ranks, shares and sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page

from policylab.analysis import Result, evaluate, heading, order_sentence, why
from policylab.errors import NothingCounts
from policylab.schema import Study
from policylab.viewmodels import payload
from policylab.viewmodels.state import first_state
from tests.contracts._kernel_page import kernel_page
from tests.unit.analysis.small_study import small_study

pytestmark = pytest.mark.browser

KERNEL = Path("dashboards/_components/kernel.js")
N_REASONS = 3
TOLERANCE = 1e-9
PROGRAM = """(model, state, result, asked) => ({...result, heading: sentences.heading(model, state),
    said: sentences.orderSentence(model, state, result),
    why: Object.fromEntries(asked.map((option) => [option, sentences.why(model, state, option, result)])),
    words: model.options.map((option) => kernel.protectionWord(result.protection[option.id] ?? 0))})"""
# Text goes in and comes out: a driver that carries every number by itself takes longer than both programs.
RUN = f"""([model, cases]) => {{ const kernel = window.kernel, program = {PROGRAM}; model = JSON.parse(model);
  const run = ([state, asked]) => program(model, state, kernel.evaluate(model, state), asked);
  return JSON.stringify(JSON.parse(cases).map(run)); }}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Return a page of a real browser with the parts of the kernel; it can reach no other host."""
    with kernel_page() as opened:
        yield opened


def from_engine(study: Study, state: dict[str, Any]) -> Result | None:
    """Return what the engine makes of a state; None when nothing counts."""
    weights: Any = state["weight_set"]
    if weights == "yours":
        weights = {name: state[name] for name in ("groups", "criteria", "started_from")}
    try:
        own = state["own"] if state["use_own"] else None
        return evaluate(study, weights, state["scenario"], state["protection"] / 100, own)
    except NothingCounts:
        return None


def differences(study: Study, state: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Return the names of everything in which kernel and engine differ for a state."""
    return unlike(from_engine(study, state), found)


def unlike(result: Result | None, found: dict[str, Any]) -> list[str]:
    """Return the names of everything in which what the kernel found differs from a result of the engine."""
    if result is None or found["nothing"]:
        return [] if result is None and found["nothing"] else ["nothing"]
    order = result.order
    numbers = {
        "weights": (result.weights, found["weights"]),
        "total": (result.total, found["total"]),
        "low": (result.low, found["low"]),
        "high": (result.high, found["high"]),
        "protection": (result.protection, found["protection"]),
        "contributions": (result.contributions, found["contributions"]),
        "groupParts": (result.group_parts, found["groupParts"]),
        "closeness": (pd.Series([result.closeness]), [found["closeness"]]),
    }
    equals = {
        "order": ([*order.index], found["order"]),
        "rank": (
            {key: None if pd.isna(rank) else int(rank) for key, rank in order["rank"].items()},
            found["rank"],
        ),
        "shared": (order["shared"].to_dict(), found["shared"]),
        "incomplete": ([*result.incomplete], found["incomplete"]),
        "groupShares": (result.group_shares.to_dict(), found["groupShares"]),
        "criterionShares": (result.criterion_shares.to_dict(), found["criterionShares"]),
        "heading": (heading(result), found["heading"]),
        "order sentence": (order_sentence(result), found["said"]),
        "words": (
            [order.at[key, "protection_word"] or "about as today" for key in result.study.ranked_options],
            found["words"],
        ),
    }
    names = [name for name, (ours, theirs) in numbers.items() if not _near(ours, theirs)]
    names += [name for name, (ours, theirs) in equals.items() if ours != theirs]
    return names + _different_reasons(result, found["why"])


def _near(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, pd.DataFrame):
        ordered = [[theirs[row][column] for column in ours.columns] for row in ours.index]
    else:
        ordered = [theirs[key] for key in ours.index]
    found = np.array(ordered, dtype=float)  # null becomes NaN
    return bool(np.allclose(ours.to_numpy(dtype=float), found, rtol=0, atol=TOLERANCE, equal_nan=True))


def _different_reasons(result: Result, found: dict[str, dict[str, Any]]) -> list[str]:
    names: list[str] = []
    for option, theirs in found.items():
        ours = why(result, option)
        pairs = [
            (ours.sentence, theirs["sentence"]),
            (ours.note, theirs["note"]),
            ([ours.total, ours.low, ours.high], [theirs["total"], theirs["low"], theirs["high"]]),
            ([*ours.missing], theirs["missing"]),
            (
                [(p.id, p.title, p.points) for p in ours.parts],
                [(p["id"], p["title"], p["points"]) for p in theirs["parts"]],
            ),
            (ours.reason is None, theirs["reason"] is None),
        ]
        if ours.reason and theirs["reason"]:
            plain = {
                **vars(ours.reason),
                "evidence": [*ours.reason.evidence],
                "shifts": [*ours.reason.shifts],
            }
            pairs.append((plain, theirs["reason"]))
        names += [f"why {option}: {a} | {b}" for a, b in pairs if a != b]
    return names


def reasons_asked(study: Study, at: int) -> list[str]:
    """Return a few options whose reasons are compared, others for each state."""
    options = study.ranked_options
    return [options[(at + k) % len(options)] for k in range(min(N_REASONS, len(options)))]


def run(page: Page, study: Study, states: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the kernel makes of states; reasons for a few options of each, not always the same."""
    cases = [[state, reasons_asked(study, at)] for at, state in enumerate(states)]
    given = [json.dumps(payload(study), allow_nan=False), json.dumps(cases)]
    found: list[dict[str, Any]] = json.loads(page.evaluate(RUN, given))
    return found


def test_a_wrong_number_is_seen(page: Page) -> None:
    """The comparison notices a total that is off by a billionth, a swapped order and a changed sentence."""
    study = small_study()
    state = {**first_state(study), "weight_set": "yours"}
    found = run(page, study, [state])[0]
    assert differences(study, state, found) == []
    found["total"]["option_b"] += 1e-8
    found["order"][0], found["order"][1] = found["order"][1], found["order"][0]
    found["why"]["option_b"]["sentence"] += " "
    assert [name[:6] for name in differences(study, state, found)] == ["total", "order", "why op"]


def test_kernel_is_pure(page: Page) -> None:
    """The kernel reads no document, imports nothing, and changes neither model nor state."""
    text = (Path(__file__).parents[2] / KERNEL).read_text(encoding="utf-8")
    for word in ("document.", "window.", "fetch(", "import ", "Math.random", "Date"):
        assert word not in text, word
    study = small_study()
    frozen = """([model, state]) => { const deep = (x) => { if (x && typeof x === "object") {
        Object.values(x).forEach(deep); Object.freeze(x); } return x; };
        return window.kernel.evaluate(deep(model), deep(state)).order.length; }"""
    assert page.evaluate(frozen, [payload(study), first_state(study)]) == len(study.ranked_options)
