"""The kernel in the browser gives what the engine gives, in all its parts, on the same 2,000 states of each study."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from policylab.catalog import load
from policylab.schema import Study
from tests.contracts import test_kernel as totals
from tests.contracts import test_kernel_ledgers as ledgers
from tests.contracts import test_kernel_tipping as tipping
from tests.contracts._kernel_page import kernel_page, random_state, run
from tests.unit.analysis.small_study import small_study

pytestmark = pytest.mark.browser

N_STATES = 500
SEEDS = range(100, 104)
# What the engine makes of a state is worked out once, and all parts are compared with it.
PROGRAM = f"""(model, {{state, asked}}, result) => ({{totals: ({totals.PROGRAM})(model, state, result, asked),
  tipping: ({tipping.TIPPING})(model, state, result), ledgers: ({ledgers.PROGRAM})(model, state, result)}})"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Return a page with the kernel."""
    with kernel_page() as opened:
        yield opened


def kinds_of(state: dict[str, Any], found: dict[str, Any]) -> Counter[str]:
    """Return which kinds of states and findings are met; each must be, often enough."""
    total = found["totals"]
    kinds = Counter(
        {
            "nothing": int(total["nothing"]),
            "shared": int(any(total["shared"].values())),
            "protection": int(0 < state["protection"] < 100),
            "own": int(bool(state["own"]) and state["use_own"]),
        }
    )
    return kinds + tipping.met(found["tipping"]) + ledgers.met(found["ledgers"])


def compare(page: Page, study: Study, seed: int) -> None:
    """Run both on the same random states, fail with the first few differences, and count what was met."""
    draw = random.Random(seed)  # noqa: S311 (not for secrets)
    states = [random_state(study, draw) for _ in range(N_STATES)]
    cases = [{"state": state, "asked": totals.reasons_asked(study, at)} for at, state in enumerate(states)]
    kinds: Counter[str] = Counter()
    wrong = []
    for state, found in zip(states, run(page, study, cases, PROGRAM), strict=True):
        result = totals.from_engine(study, state)
        names = [
            *totals.unlike(result, found["totals"]),
            *tipping.points_unlike(result, found["tipping"]),
            *ledgers.parts_unlike(result, found["ledgers"]),
        ]
        wrong += [(names[:2], state)] if names else []
        kinds += kinds_of(state, found)
    assert not wrong, f"{len(wrong)} of {N_STATES} states differ, such as {wrong[:2]}"
    assert len(kinds) == len(KINDS), set(KINDS) - set(kinds)
    assert min(kinds.values()) >= N_STATES // 100, kinds


KINDS = (
    *("nothing", "shared", "protection", "own", "points refused", "turning", "fixed", "regions"),
    *("touching", "rungs", *ledgers.METHODS, *(f"{name} refused" for name in ledgers.METHODS)),
)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_kernel_agrees_on_a_small_study(page: Page, seed: int) -> None:
    """On 4 x 500 states of a study with ties, missing scores and shifts every part gives what the engine gives."""
    compare(page, small_study(), seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_kernel_agrees_on_the_shipped_study(page: Page, repo: Path, seed: int) -> None:
    """On 4 x 500 states of the shipped study every part gives what the engine gives."""
    compare(page, load(repo / "scenarios" / "north_koreans_in_china"), seed)
