"""What must hold for regret, ledgers, places, weights from answers and other rules, whatever the numbers are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policylab.mcda import (
    ahp_weights,
    best_worst_weights,
    lexicographic,
    maximin,
    promethee_ii,
    rank_order_centroid,
    rank_reciprocal,
    rank_sum,
    swing_weights,
    topsis,
    vikor,
)
from policylab.robustness import (
    criterion_effects,
    kendall_tau,
    pareto,
    pareto_with_ranges,
    possible_places,
    regret,
    satisficing,
)

half_steps = st.integers(-6, 6).map(lambda n: n / 2)


@st.composite
def tables(draw: st.DrawFn, min_options: int = 1) -> pd.DataFrame:
    """Return a small table of half steps."""
    n, m = draw(st.integers(min_options, 6)), draw(st.integers(1, 4))
    cells = draw(st.lists(half_steps, min_size=n * m, max_size=n * m))
    return pd.DataFrame(
        np.reshape(cells, (n, m)), [f"o{i}" for i in range(n)], [f"c{j}" for j in range(m)], dtype=float
    )


def even(values: pd.DataFrame) -> pd.Series:
    """Return weights that differ, all above 0."""
    return pd.Series(np.arange(1.0, len(values.columns) + 1), values.columns)


@given(tables())
def test_regret_ignores_a_constant_of_a_scenario(payoffs: pd.DataFrame) -> None:
    """What a scenario gives to all alike is nobody's regret."""
    lifted = payoffs + np.arange(len(payoffs.columns)) * 2.5
    assert np.allclose(regret(lifted).table, regret(payoffs).table, atol=1e-9)


@given(tables(min_options=2))
def test_a_dominated_option_adds_no_regret(payoffs: pd.DataFrame) -> None:
    """An option below another in every scenario changes nobody's regret and is nobody's leader."""
    worse = pd.concat([payoffs, (payoffs.iloc[[0]] - 1).set_axis(["worse"])])
    assert np.allclose(regret(worse).table.loc[payoffs.index], regret(payoffs).table)
    assert all("worse" not in leaders for leaders in regret(worse).leaders.values())
    assert satisficing(worse, baseline="o0").better["worse"] == 0


@given(tables())
def test_front_is_what_nothing_beats(ledgers: pd.DataFrame) -> None:
    """Each option is on the front or beaten by one on it; names play no part."""
    found = pareto(ledgers)
    for option, by in found.beaten_by.items():
        assert (option in found.front) == (not by)
        assert not by or set(by) & set(found.front)
    renamed = pareto(ledgers.rename(index="x_{}".format))
    assert renamed.front == tuple(f"x_{option}" for option in found.front)


@given(tables(), st.integers(0, 4))
def test_ranges_hold_what_is_true_inside(ledgers: pd.DataFrame, width: int) -> None:
    """What surely beats does beat; what beats possibly beats; wider ranges make less sure."""
    inner = pareto(ledgers)
    ranges = pareto_with_ranges(ledgers - width / 4, ledgers + width / 4)
    for option in ledgers.index:
        assert set(ranges.surely_beaten_by[option]) <= set(inner.beaten_by[option])
        assert set(inner.beaten_by[option]) <= set(ranges.possibly_beaten_by[option])
    assert set(ranges.surely_in) <= set(inner.front) <= set(ranges.possibly_in)


@given(tables(), st.integers(0, 4))
def test_places_hold_the_central_place(values: pd.DataFrame, width: int) -> None:
    """The place of central scores lies between first and last; without width it is both, ties aside."""
    weights = even(values)
    found = possible_places(values - width / 2, values + width / 2, weights)
    total = values @ weights / weights.sum()
    last = total.round(9).rank(ascending=False, method="max")
    assert (found.places["first"] <= total.round(9).rank(ascending=False, method="min")).all()
    assert (found.places["last"] >= last).all()
    if not width:
        assert (found.places["last"] == last).all()


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_weights_from_ranks(ranks: list[int]) -> None:
    """They sum to 1, follow the order, and equal ranks have equal weights."""
    given_ranks = pd.Series(ranks, [f"c{i}" for i in range(len(ranks))])
    for method in (rank_order_centroid, rank_sum, rank_reciprocal):
        weights = method(given_ranks)
        assert weights.sum() == pytest.approx(1)
        for i in given_ranks.index:
            for j in given_ranks.index:
                if given_ranks[i] == given_ranks[j]:
                    assert weights[i] == weights[j]
                elif given_ranks[i] < given_ranks[j]:
                    assert weights[i] > weights[j]


weights_above_0 = st.lists(st.integers(1, 9), min_size=2, max_size=6)


@given(weights_above_0, st.integers(1, 50))
def test_consistent_answers_give_their_weights_back(points: list[int], factor: int) -> None:
    """Swings, pairs and best-worst comparisons made from weights lead to these weights."""
    weights = pd.Series(points, [f"c{i}" for i in range(len(points))], dtype=float)
    weights = weights / weights.sum()
    assert np.allclose(swing_weights(weights * factor), weights)
    ratios = pd.DataFrame(
        np.divide.outer(weights.to_numpy(), weights.to_numpy()), weights.index, weights.index
    )
    for method in ("eigenvector", "geometric_mean"):
        assert np.allclose(ahp_weights(ratios, method).weights, weights)
    best, worst = weights.idxmax(), weights.idxmin()
    assume(best != worst)
    found = best_worst_weights(weights[best] / weights, weights / weights[worst], best=best, worst=worst)
    assert np.allclose(found.weights, weights, atol=1e-7)
    assert found.xi == pytest.approx(0, abs=1e-7)


@given(tables(min_options=2), st.randoms(use_true_random=False))
def test_other_rules_ignore_the_order_of_rows_and_columns(values: pd.DataFrame, luck: object) -> None:
    """Rows and columns may stand in any order, and weights at any size."""
    rows, columns = list(values.index), list(values.columns)
    luck.shuffle(rows)  # type: ignore[attr-defined]
    luck.shuffle(columns)  # type: ignore[attr-defined]
    mixed, weights = values.loc[rows, columns], even(values)
    assert np.allclose(topsis(mixed, weights * 7).nearness[values.index], topsis(values, weights).nearness)
    assert np.allclose(vikor(mixed, weights * 7).compromise[values.index], vikor(values, weights).compromise)
    assert np.allclose(promethee_ii(mixed, weights * 7).net[values.index], promethee_ii(values, weights).net)
    assert (maximin(mixed)["rank"].reindex(rows) == maximin(values)["rank"].reindex(rows)).all()


@given(tables(min_options=2))
def test_other_rules_never_put_a_dominated_option_first(values: pd.DataFrame) -> None:
    """An option below another on every criterion comes behind it under every rule."""
    worse = pd.concat([values, (values.iloc[[0]] - 0.5).set_axis(["worse"])])
    weights = even(values)
    assert topsis(worse, weights, normalisation="none").nearness["worse"] < 1
    assert vikor(worse, weights).compromise["worse"] >= vikor(worse, weights).compromise["o0"] - 1e-9
    net = promethee_ii(worse, weights).net
    assert net["worse"] < net["o0"]
    assert net.sum() == pytest.approx(0, abs=1e-9)
    ranks = lexicographic(worse, list(worse.columns))["rank"]
    assert ranks["worse"] > ranks["o0"]


@given(tables(min_options=2))
def test_tau_of_an_order_with_itself(values: pd.DataFrame) -> None:
    """1 with itself, -1 upside down, and the same both ways round."""
    column = values.iloc[:, 0]
    assume(column.nunique() > 1)
    assert kendall_tau(column, column) == pytest.approx(1)
    assert kendall_tau(column, -column) == pytest.approx(-1)
    other = values.iloc[:, -1]
    if other.nunique() > 1:
        assert kendall_tau(column, other) == kendall_tau(other, column)


@given(tables(min_options=2))
def test_a_criterion_that_never_decides(values: pd.DataFrame) -> None:
    """Whatever weight below the whole it has, no pair of options changes its order."""
    weights = even(values)
    effects = criterion_effects(values, weights)
    for criterion in effects.index[effects["effect"] == "never"]:
        rest = values.drop(columns=criterion) @ weights.drop(criterion)
        for share in (0.1, 0.5, 0.9):
            total = (1 - share) * rest + share * values[criterion] * weights.sum()
            before, after = (
                np.subtract.outer(rest.to_numpy(), rest.to_numpy()),
                np.subtract.outer(total.to_numpy(), total.to_numpy()),
            )
            assert (np.sign(before.round(9)) == np.sign(after.round(9))).all()
