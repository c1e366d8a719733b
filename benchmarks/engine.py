"""The engine against the straightforward numpy version of the same thing, in the same run.

Both take turns (ours, plain, ours, plain, ...), and what counts is the median of the ratios of CPU time, round by
round: the machine's moods touch both alike. BLAS has one thread. Growth is measured in fresh processes, whose peak
memory is their own.
"""

from __future__ import annotations

import gc
import json
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from benchmarks import peers_adapter as ours
from tests.unit.robustness import smaa_oracle as plain

ROUNDS = 5
SHORT = 0.03
"""A call shorter than this is repeated inside its round until it takes so long (seconds)."""


@dataclass(frozen=True)
class Case:
    """One comparison.

    Attributes
    ----------
    name : str
        What is computed.
    ours, plain : callable
        The package and the plain version.
    times : float
        What the plain version's time is multiplied by, where it does a part of the work only.
    at_least : float
        How many times faster the package is meant to be.
    """

    name: str
    ours: Callable[[], Any]
    plain: Callable[[], Any]
    at_least: float
    times: float = 1.0


def made_up(n: int, m: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return low, central and high scores (n_options, n_criteria) without ties."""
    rng = np.random.default_rng(seed)
    central = rng.uniform(-3, 3, (n, m))
    low = np.maximum(-3, central - rng.uniform(0.05, 1.5, (n, m)))
    high = np.minimum(3, central + rng.uniform(0.05, 1.5, (n, m)))
    return np.minimum(low, central - 1e-6), central, np.maximum(high, central + 1e-6)


def made_up_rules(k: int, seed: int = 3) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return k / 2 conflicts and k / 3 prerequisites."""
    pairs = [(a, b) for a in range(k) for b in range(a)]
    np.random.default_rng(seed).shuffle(pairs)
    return pairs[: k // 2], pairs[k // 2 : k // 2 + k // 3]


def cases() -> Iterator[Case]:
    """Yield what is compared: 20 options, 14 criteria unless it says otherwise."""
    low, central, high = made_up(20, 14)
    weights = np.random.default_rng(1).dirichlet(np.ones(14))
    own = np.random.default_rng(2).dirichlet(np.ones(14), 20)

    def smaa(draws: int, *, moving: bool, part: int) -> dict[str, Any]:
        return {
            "ours": lambda: ours.w2u(low, central, high, draws, 7) if moving else ours.w2(central, draws, 7),
            "plain": lambda: plain.plain_smaa(low, central, high, draws // part, 7, moving=moving),
            "times": part,
        }

    def one_order() -> np.ndarray:
        return (-(central @ weights)).argsort().argsort() + 1

    def sort_draws() -> np.ndarray:
        return np.argsort(drawn, axis=1)

    drawn = np.random.default_rng(3).normal(size=(10_000, 20))
    yield Case("one order, plain arrays", lambda: ours.w1(central, weights), one_order, 0.1)
    yield Case("one order, labelled frames", lambda: _labelled_order(central, weights), one_order, 0.005)
    yield Case("acceptability, certain scores, 10^4 draws", **smaa(10_000, moving=False, part=1), at_least=1)
    yield Case(
        "acceptability, certain scores, 10^6 draws", **smaa(1_000_000, moving=False, part=2), at_least=5
    )
    yield Case("acceptability, moving scores, 10^4 draws", **smaa(10_000, moving=True, part=1), at_least=6)
    yield Case(
        "acceptability, moving scores, 10^6 draws", **smaa(1_000_000, moving=True, part=20), at_least=15
    )
    yield Case(
        "pairwise winning, exact, against sorting 10^4 draws", lambda: _wins(central), sort_draws, 1 / 3
    )
    yield Case(
        "confidence factors, exact, against 10^6 draws",
        lambda: ours.w2cf(low, central, high, own, 0, 0),
        lambda: plain.plain_confidence(low, central, high, own, 20_000, 1),
        100,
        times=50,
    )
    yield Case(
        "tipping points, exact, against a grid of 1,001",
        lambda: ours.w3(central, weights),
        lambda: plain.plain_tipping(central, weights, 1_001),
        3,
    )
    for ledgers, rules, at_least in ((2, True, 5), (4, True, 5), (2, False, 200), (4, False, 30)):
        gain = np.random.default_rng(3).uniform(-3, 3, (20, ledgers))
        both = made_up_rules(20) if rules else ([], [])
        yield Case(
            f"bundles of 20 options, {ledgers} ledgers, {'rules' if rules else 'no rules'}, against all masks",
            lambda gain=gain, both=both: ours.w5(gain, *both),
            lambda gain=gain, both=both: plain.plain_bundles(gain, *both),
            at_least,
        )


def _labelled_order(central: np.ndarray, weights: np.ndarray) -> Any:
    from policylab import mcda

    return mcda.rank_options(mcda.weighted_sum(pd.DataFrame(central), pd.Series(weights)).total)


def _wins(central: np.ndarray) -> Any:
    from policylab import robustness

    return robustness.win_chances(pd.DataFrame(central))


def compare(case: Case, rounds: int = ROUNDS) -> dict[str, Any]:
    """Return CPU times in ms and how many times faster ours is: median, least and most of the rounds."""
    repeats = [_repeats(case.ours), _repeats(case.plain)]
    pairs = []
    for _ in range(rounds):
        mine = _cpu(case.ours, repeats[0])
        pairs.append((mine, _cpu(case.plain, repeats[1]) * case.times))
    ratios = sorted(theirs / mine for mine, theirs in pairs)
    return {
        "case": case.name,
        "ours_ms": 1000 * statistics.median(mine for mine, _ in pairs),
        "plain_ms": 1000 * statistics.median(theirs for _, theirs in pairs),
        "ratio": statistics.median(ratios),
        "least": ratios[0],
        "most": ratios[-1],
        "at_least": case.at_least,
        "part": case.times,
    }


def _repeats(call: Callable[[], Any]) -> int:
    call()
    return max(1, min(2_000, math.ceil(SHORT / max(_cpu(call, 1), 1e-6))))


def _cpu(call: Callable[[], Any], repeats: int) -> float:
    gc.collect()
    start = time.process_time()
    for _ in range(repeats):
        call()
    return (time.process_time() - start) / repeats


POINT = """
import sys, time
from benchmarks import engine
n, m, draws, moving = map(int, sys.argv[1:])
low, central, high = engine.made_up(n, m)
start = time.process_time()
if moving:
    engine.ours.w2u(low, central, high, draws, 1)
else:
    engine.ours.w2(central, draws, 1)
took = time.process_time() - start
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(took, int(peak) / 1024)
"""
GROWTH = (
    *((n, 14, 10_000, 0) for n in (20, 50, 100, 500, 2_000)),
    *((20, m, 100_000, 0) for m in (5, 14, 50)),
    *((20, 14, draws, 0) for draws in (10_000, 100_000, 1_000_000, 10_000_000)),
    *((20, 14, draws, 1) for draws in (10_000, 100_000, 1_000_000, 10_000_000)),
    (2_000, 50, 10_000, 0),
    (2_000, 50, 1_000, 1),
)


def grow() -> list[dict[str, float]]:
    """Return CPU seconds and peak memory of one call in a fresh process, import and data left out of the time."""
    found = []
    for point in dict.fromkeys(GROWTH):
        run = subprocess.run(
            [sys.executable, "-c", POINT, *map(str, point)], capture_output=True, text=True, check=True
        )
        cpu, peak = map(float, run.stdout.split())
        names = ("options", "criteria", "draws", "moving")
        found.append({**dict(zip(names, point, strict=True)), "cpu_s": cpu, "peak_mib": peak})
    return found


ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def measure() -> dict[str, Any]:
    """Return all comparisons, and how time and memory grow; in a process of its own, BLAS with one thread."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.engine"],
        env=os.environ | ONE_THREAD,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


if __name__ == "__main__":
    print(json.dumps({"cases": [compare(case) for case in cases()], "growth": grow()}))
