"""Bundles of the knapsack literature: for every budget, the most that can be had for it."""

from __future__ import annotations

import numpy as np
import pytest

from policylab.robustness import pareto_bundles

# J. Burkardt's collection KNAPSACK_01, cases P01 and P07; P07 is from Kreher and Stinson, Combinatorial
# Algorithms, CRC Press. Weights, profits, capacity, and the solution as published.
P01 = (
    [23, 31, 29, 44, 53, 38, 63, 85, 89, 82],
    [92, 57, 49, 68, 60, 43, 67, 84, 87, 72],
    165,
    "1111010000",
    309,
)
P07 = (
    [70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120],
    [135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240],
    750,
    "101010111000011",
    1458,
)


@pytest.mark.parametrize(("weights", "profits", "capacity", "solution", "value"), [P01, P07])
def test_the_published_solution_is_unbeaten_and_the_most_for_its_budget(
    weights: list[int], profits: list[int], capacity: int, solution: str, value: int
) -> None:
    """Profit against weight: the front holds the solution, and nothing in it within the capacity is worth more."""
    gain = np.column_stack([profits, [-weight for weight in weights]]).astype(float)
    masks = pareto_bundles(gain).tolist()
    bundles = {mask: [n for n in range(len(weights)) if mask >> n & 1] for mask in masks}
    assert sum(1 << n for n, bit in enumerate(solution) if bit == "1") in masks
    within = [b for b in bundles.values() if sum(weights[n] for n in b) <= capacity]
    assert max(sum(profits[n] for n in bundle) for bundle in within) == value
