"""Two ledgers, and scores that are not trusted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.robustness import pareto, pareto_with_ranges, possible_places, widen

LEDGERS = pd.DataFrame(
    {"state": [2.0, 2.0, 1.0, 3.0, 0.0], "protection": [1.0, 1.0, 0.5, -2.0, 4.0]},
    index=["a", "twin", "less", "hard", "kind"],
)


def test_front_and_what_beats_the_rest() -> None:
    """Identical options are both on the front; it runs from the highest state total down."""
    found = pareto(LEDGERS)
    assert found.front == ("hard", "a", "twin", "kind")
    assert found.beaten_by["less"] == ("a", "twin")
    assert found.beaten_by["a"] == ()


def test_stair_line() -> None:
    """From the left: a point, a corner straight below it, the next point; no corner between identical ones."""
    line = pareto(LEDGERS).line
    assert line["option"].tolist() == ["kind", None, "twin", "a", None, "hard"]
    assert line[["state", "protection"]].to_numpy().tolist() == [
        [0, 4], [0, 1], [2, 1], [2, 1], [2, -2], [3, -2],
    ]  # fmt: skip
    assert pareto(LEDGERS.assign(third=0.0)).line.empty
    assert pareto(LEDGERS.iloc[:1]).line["option"].tolist() == ["a"]


def test_ranges_make_it_sure_or_possible() -> None:
    """What holds surely holds possibly, and the two fronts are nested."""
    found = pareto_with_ranges(LEDGERS - 0.2, LEDGERS + 0.2)
    assert found.surely_beaten_by["less"] == ("a", "twin")
    assert found.possibly_beaten_by["a"] == ("twin",)
    assert set(found.surely_in) <= set(found.possibly_in)
    assert "a" in found.possibly_in
    assert "a" not in found.surely_in
    assert found.surely_in == ("hard", "kind")


def scores(rows: list[list[float]]) -> pd.DataFrame:
    """Return scores of options a, b, ... on x, y, ..."""
    return pd.DataFrame(rows, list("abcd")[: len(rows)], list("xyz")[: len(rows[0])], dtype=float)


def test_not_kept_is_widened_never_zeroed() -> None:
    """From end to end without a best guess; kept cells stay; a missing one is never kept."""
    low, central, high = (
        scores([[0, 1], [-1, np.nan]]),
        scores([[0.5, 1], [0, np.nan]]),
        scores([[1, 1], [1, np.nan]]),
    )
    keep = pd.DataFrame([[True, False], [True, True]], low.index, low.columns)
    found = widen(low, central, high, keep)
    assert found.low.to_numpy().tolist() == [[0, -3], [-1, -3]]
    assert found.high.to_numpy().tolist() == [[1, 3], [1, 3]]
    assert found.central.isna().to_numpy().tolist() == [[False, True], [False, True]]
    with pytest.raises(ScoresInvalid, match="'b' missing"):
        widen(low, central, high, keep.drop("b"))
    with pytest.raises(ScoresInvalid, match="upside down"):
        widen(low, central, high, keep, ends=(3, -3))


def test_possible_places_by_brute_force() -> None:
    """On every corner of the ranges, places stay inside; each end is taken on some corner."""
    low, high = scores([[0, 0], [-1, 1], [2, -1]]), scores([[1, 0], [2, 1], [2, 1]])
    weights = pd.Series({"x": 2.0, "y": 1.0})
    found = possible_places(low, high, weights)
    seen: dict[str, set[int]] = {option: set() for option in low.index}
    for corner in np.ndindex(*(2,) * 6):
        picked = np.where(np.reshape(corner, (3, 2)), high, low) @ weights.to_numpy()
        for i, option in enumerate(low.index):
            ahead, level = (picked > picked[i] + 1e-9).sum(), (np.abs(picked - picked[i]) <= 1e-9).sum()
            seen[option] |= {1 + ahead, ahead + level}
    for option, places in found.places.iterrows():
        assert (places["first"], places["last"]) == (min(seen[option]), max(seen[option])), option


def test_touching_totals_are_not_ahead() -> None:
    """Level is not ahead; all weights 0 and upside-down ranges are refused; one option is first and last."""
    low, high = scores([[1], [0]]), scores([[2], [1]])
    assert not possible_places(low, high, pd.Series({"x": 1.0})).surely_ahead.to_numpy().any()
    with pytest.raises(NothingCounts):
        possible_places(low, high, pd.Series({"x": 0.0}))
    with pytest.raises(ScoresInvalid, match="above"):
        possible_places(high, low, pd.Series({"x": 1.0}))
    assert possible_places(low[:1], high[:1], pd.Series({"x": 1.0})).places.loc["a"].tolist() == [1, 1]


def test_equal_numbers_stay_in_the_order_given() -> None:
    """Options equal but for their last bits stand on the front, and on its line, in the order of the frame."""
    ledgers = pd.DataFrame(
        {"state": [0.3, 0.1 + 0.2, 1.0], "protection": [2.0, 2.0 - 1e-15, 1.0]}, index=list("abc")
    )
    assert pareto(ledgers).front == ("c", "a", "b")
