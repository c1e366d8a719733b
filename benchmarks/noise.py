"""How quiet the machine is: a loop that should always take equally long."""

from __future__ import annotations

import statistics
import time


def loop_times(n: int = 60) -> list[float]:
    """Return the time of the same small piece of work, n times, in ms."""
    times = []
    for _ in range(n):
        start = time.perf_counter()
        sum(k * k for k in range(40_000))
        times.append(1000 * (time.perf_counter() - start))
    return times


def noise() -> dict[str, float]:
    """Return median and 95th percentile of the loop, in ms, and their ratio: 1.0 is a silent machine."""
    times = loop_times()
    median = statistics.median(times)
    p95 = quantile(times, 0.95)
    return {"loop_median_ms": median, "loop_p95_ms": p95, "ratio": p95 / median}


def quantile(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
