"""What must hold for weighted sums, ranks, shares and dominance whatever the numbers are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policylab.mcda import (
    closeness,
    dominance,
    normalise_points,
    rank_array,
    rank_options,
    round_to_total,
    shares,
    shown,
    weigh_hierarchy,
    weighted_sum,
)

half_steps = st.integers(-6, 6).map(lambda n: n / 2)
any_points = st.lists(st.integers(0, 100), min_size=1, max_size=8).filter(any)


@st.composite
def tables(draw: st.DrawFn, min_options: int = 1) -> tuple[pd.DataFrame, pd.Series]:
    """Return values of some options on some criteria, and weights that sum to 1."""
    n_options, n_criteria = draw(st.integers(min_options, 7)), draw(st.integers(1, 6))
    cells = draw(st.lists(half_steps, min_size=n_options * n_criteria, max_size=n_options * n_criteria))
    points = draw(st.lists(st.integers(0, 10), min_size=n_criteria, max_size=n_criteria).filter(any))
    names = [f"criterion_{j}" for j in range(n_criteria)]
    options = [f"option_{i}" for i in range(n_options)]
    values = pd.DataFrame(np.reshape(cells, (n_options, n_criteria)) / 3, index=options, columns=names)
    return values, normalise_points(pd.Series(points, index=names))


def order_of(values: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Return the ranks of the options."""
    return rank_options(weighted_sum(values, weights).total, closeness(weights))


@given(tables())
def test_contributions_add_up(case: tuple[pd.DataFrame, pd.Series]) -> None:
    """Totals are the sums of their contributions, between -100 and 100 for values between -1 and 1."""
    overall = weighted_sum(*case)
    assert np.allclose(overall.contributions.sum(axis=1), overall.total, rtol=0, atol=1e-9)
    assert overall.total.abs().max() <= 100 + 1e-9


@given(
    tables(), st.sampled_from([0.0, 1e-10, 5.0, 100 / 6, 50.0]), st.sampled_from([0.0, 4e-10, 9e-10, 2e-9])
)
def test_plain_arrays_are_ranked_as_frames_are(
    case: tuple[pd.DataFrame, pd.Series], close: float, hair: float
) -> None:
    """The ranks are those of the two functions on frames, also where totals are equal or nearly so."""
    values, weights = case
    values = values + np.arange(len(values))[:, None] * hair / 100
    frames = rank_options(weighted_sum(values, weights).total, close)["rank"].loc[values.index]
    assert rank_array(values.to_numpy(), weights.to_numpy(), close).tolist() == frames.tolist()


@given(tables())
def test_new_names_change_nothing_but_names(case: tuple[pd.DataFrame, pd.Series]) -> None:
    """Relabelling options and criteria relabels the order."""
    values, weights = case
    renamed = order_of(
        values.rename(index="x_{}".format, columns="y_{}".format), weights.rename("y_{}".format)
    )
    plain = order_of(values, weights)
    assert list(renamed.index) == [f"x_{option}" for option in plain.index]
    assert renamed["rank"].tolist() == plain["rank"].tolist()


@given(tables(), st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_is_free(case: tuple[pd.DataFrame, pd.Series], luck: object) -> None:
    """Reordering changes no total, no rank, nothing shared; only equal totals follow the order given."""
    values, weights = case
    rows, columns = list(values.index), list(values.columns)
    luck.shuffle(rows)  # type: ignore[attr-defined]
    luck.shuffle(columns)  # type: ignore[attr-defined]
    shuffled = order_of(values.loc[rows, columns], weights)
    pd.testing.assert_frame_equal(shuffled.sort_index(), order_of(values, weights).sort_index())


@given(any_points, st.integers(1, 1000))
def test_scaling_points_changes_no_weight(points: list[int], factor: int) -> None:
    """Only proportions of points matter."""
    given_points = pd.Series(points, index=[f"c{i}" for i in range(len(points))])
    pd.testing.assert_series_equal(normalise_points(given_points), normalise_points(given_points * factor))
    assert shares(given_points).tolist() == shares(given_points * factor).tolist()


@given(any_points, st.integers(0, 1000))
def test_shares_always_add_up(points: list[int], whole: int) -> None:
    """They sum to the whole; each is the exact share rounded up or down; nothing gets nothing."""
    given_points = pd.Series(points, index=[f"c{i}" for i in range(len(points))])
    found = shares(given_points, whole=whole)
    exact = given_points / given_points.sum() * whole
    assert found.sum() == whole
    assert ((found - exact).abs() < 1 + 1e-9).all()
    assert (found[given_points == 0] == 0).all()


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=8))
def test_signed_parts_always_add_up(parts: list[float]) -> None:
    """Whole parts sum to the whole number shown for the total, each less than 1 away."""
    exact = pd.Series(parts, index=[f"g{i}" for i in range(len(parts))])
    found = round_to_total(exact)
    assert found.sum() == shown(sum(parts)) or abs(abs(sum(parts)) % 1 - 0.5) < 1e-6
    assert ((found - exact).abs() < 1 + 1e-6).all()


@given(tables(min_options=2), st.data())
def test_removing_an_option_leaves_totals_and_the_order_of_the_others(
    case: tuple[pd.DataFrame, pd.Series], data: st.DataObject
) -> None:
    """Totals of the others stay, and so does the order they stand in.

    Ranks may improve by one place, and shared ranks may regroup (another option may open a rank), but nobody overtakes
    anybody: an option before another stays before it.
    """
    values, weights = case
    gone = data.draw(st.sampled_from(list(values.index)))
    before, after = order_of(values, weights), order_of(values.drop(gone), weights)
    assert [option for option in before.index if option != gone] == list(after.index)
    total = weighted_sum(values, weights).total.drop(gone)
    pd.testing.assert_series_equal(weighted_sum(values.drop(gone), weights).total, total)


@given(tables(min_options=2), st.data())
def test_removing_an_option_with_exact_ranks(
    case: tuple[pd.DataFrame, pd.Series], data: st.DataObject
) -> None:
    """With closeness 0, those above the removed option keep their rank and those below gain exactly one."""
    values, weights = case
    total = weighted_sum(values, weights).total
    gone = data.draw(st.sampled_from(list(values.index)))
    before, after = rank_options(total)["rank"], rank_options(total.drop(gone))["rank"]
    for option in after.index:
        assert after[option] == before[option] - (before[option] > before[gone])


@given(tables(), st.data())
def test_adding_a_dominated_option_leaves_the_first(
    case: tuple[pd.DataFrame, pd.Series], data: st.DataObject
) -> None:
    """An option below another on every criterion never stands before it, and whoever led still leads.

    It may share the first rank when it is too close to call.
    """
    values, weights = case
    model = data.draw(st.sampled_from(list(values.index)))
    more = pd.concat([values, (values.loc[[model]] - 0.5).rename(index={model: "worse"})])
    assert dominance(more).loc[model, "worse"]
    before, after = order_of(values, weights), order_of(more, weights)
    assert list(after.index).index(model) < list(after.index).index("worse")
    assert list(before.index) == [option for option in after.index if option != "worse"]
    assert (after["rank"][before.index[before["rank"] == 1]] == 1).all()


@given(tables(), half_steps)
def test_criterion_at_weight_zero_is_as_if_it_were_not_there(
    case: tuple[pd.DataFrame, pd.Series], score: float
) -> None:
    """Its scores, missing or not, change no total and no rank."""
    values, weights = case
    more = values.assign(extra=score)
    more.iloc[0, -1] = np.nan
    heavier = pd.concat([weights, pd.Series({"extra": 0.0})])
    pd.testing.assert_series_equal(weighted_sum(more, heavier).total, weighted_sum(values, weights).total)
    pd.testing.assert_frame_equal(order_of(more, heavier), order_of(values, weights))


@given(tables(min_options=2))
def test_dominance_is_seen_in_every_total(case: tuple[pd.DataFrame, pd.Series]) -> None:
    """What dominates never has the lower total; dominance is never mutual."""
    values, weights = case
    beats, total = dominance(values), weighted_sum(values, weights).total
    assert not (beats.to_numpy() & beats.to_numpy().T).any()
    for a, b in zip(*np.nonzero(beats.to_numpy()), strict=True):
        assert total.iloc[a] >= total.iloc[b] - 1e-9


@given(tables())
def test_shared_ranks_are_within_reach_of_their_opener(case: tuple[pd.DataFrame, pd.Series]) -> None:
    """Sharing a rank means at most the closeness below its opener; opening one means more than that."""
    values, weights = case
    total, close = weighted_sum(values, weights).total, closeness(weights)
    ranks = rank_options(total, close)
    opener = None
    for place, (option, row) in enumerate(ranks.iterrows(), start=1):
        if row["rank"] == place:
            assert opener is None or total[opener] - total[option] > close
            opener = option
        else:
            assert row["shared"]
            assert total[opener] - total[option] <= close + 1e-9 * 2


@given(
    st.lists(st.integers(0, 100), min_size=3, max_size=3),
    st.lists(st.integers(0, 10), min_size=6, max_size=6),
    st.integers(1, 50),
)
def test_hierarchy_keeps_proportions(groups: list[int], criteria: list[int], factor: int) -> None:
    """Weights sum to 1; a counting group gets its share; scaling one group's criteria changes nothing."""
    group_of = pd.Series({f"c{j}": f"g{j // 2}" for j in range(6)})
    group_points = pd.Series(groups, index=["g0", "g1", "g2"])
    points = pd.Series(criteria, index=group_of.index)
    within = points.groupby(group_of).sum()
    counted = group_points.where(within > 0, 0)
    assume(counted.sum() > 0)
    weights = weigh_hierarchy(group_points, points, group_of)
    assert weights.sum() == pytest.approx(1)
    assert weights.groupby(group_of).sum().to_dict() == pytest.approx((counted / counted.sum()).to_dict())
    scaled = points.where(group_of != "g1", points * factor)
    assert weigh_hierarchy(group_points, scaled, group_of).to_dict() == pytest.approx(weights.to_dict())
