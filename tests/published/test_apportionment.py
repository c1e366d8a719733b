"""Largest remainder on the apportionment that was vetoed in 1792.

Balinski, M. L., and Young, H. P. (2001). Fair Representation, 2nd edition, Brookings: Hamilton's method on the census
of 1790, a House of 120 seats; quotas and seats also in COMAP, For All Practical Purposes, 10th edition, table 14.5.
"""

from __future__ import annotations

import pandas as pd
import pytest

from policylab.mcda import shares

CENSUS_1790 = {
    "Virginia": (630_560, 20.926, 21),
    "Massachusetts": (475_327, 15.774, 16),
    "Pennsylvania": (432_879, 14.366, 14),
    "North Carolina": (353_523, 11.732, 12),
    "New York": (331_589, 11.004, 11),
    "Maryland": (278_514, 9.243, 9),
    "Connecticut": (236_841, 7.860, 8),
    "South Carolina": (206_236, 6.844, 7),
    "New Jersey": (179_570, 5.959, 6),
    "New Hampshire": (141_822, 4.707, 5),
    "Vermont": (85_533, 2.839, 3),
    "Georgia": (70_835, 2.351, 2),
    "Kentucky": (68_705, 2.280, 2),
    "Rhode Island": (68_446, 2.271, 2),
    "Delaware": (55_540, 1.843, 2),
}


def test_hamiltons_seats() -> None:
    """All fifteen states get the seats of the bill, 120 together."""
    people = pd.Series({state: row[0] for state, row in CENSUS_1790.items()})
    assert people.sum() == 3_615_920
    quotas = people / people.sum() * 120
    assert quotas.to_dict() == pytest.approx({state: row[1] for state, row in CENSUS_1790.items()}, abs=6e-4)
    seats = shares(people, whole=120)
    assert seats.to_dict() == {state: row[2] for state, row in CENSUS_1790.items()}
    assert seats.sum() == 120
