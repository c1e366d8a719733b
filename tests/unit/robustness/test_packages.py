from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from policylab.errors import CallError, ScoresInvalid
from policylab.robustness.bundle_front import dense_ranks, unbeaten
from policylab.robustness.bundles import count_bits, members, pareto_bundles
from policylab.robustness.combining import combine_ranges, combine_scores, value_ranges
from policylab.robustness.package_steps import package_steps, package_worth
from policylab.robustness.packages import Packages, all_packages, leading_packages, pareto_packages
from tests.unit.robustness import packages_oracle as oracle

RULES = ("strongest", "covers", "add")


def problem(seed: int, k: int = 6, n_criteria: int = 5) -> dict[str, Any]:
    """Return scores in half steps, rules and weights, with ties on purpose."""
    draw = np.random.default_rng(seed)
    options, criteria = [f"o{n}" for n in range(k)], [f"c{n}" for n in range(n_criteria)]
    scores = pd.DataFrame(draw.integers(-6, 7, (k, n_criteria)) / 2, index=options, columns=criteria)
    rules = pd.Series(draw.choice(RULES, n_criteria), index=criteria)
    ledgers = pd.DataFrame(draw.integers(0, 4, (n_criteria, 2)), index=criteria, columns=["state", "aims"])
    return {"scores": scores, "rules": rules, "ledgers": ledgers / 4}


def plain_values(given: dict[str, Any], mask: int) -> list[float]:
    """Return the values of a package, criterion by criterion."""
    rows = given["scores"][[bool(mask >> n & 1) for n in range(len(given["scores"]))]]
    combined = [oracle.combined(list(rows[name]), rule) for name, rule in given["rules"].items()]
    return list(100 / 3 * np.array(combined) @ given["ledgers"].to_numpy())


@pytest.mark.parametrize("seed", range(12))
def test_every_allowed_package_is_there_with_its_value(seed: int) -> None:
    """The same masks as trying all, and the values of the rules read out loud."""
    given = problem(seed)
    apart, needs, company = [(0, 1), (2, 4)], [(3, 0), (4, 3)], {5: [1, 2]}
    found = all_packages(
        **given,
        apart=[(f"o{a}", f"o{b}") for a, b in apart],
        needs=[(f"o{a}", f"o{b}") for a, b in needs],
        companions={"o5": ["o1", "o2"]},
    )
    assert sorted(found.masks.tolist()) == oracle.allowed(6, apart, needs, company)
    assert found.masks[0] == 0
    expected = [plain_values(given, int(mask)) for mask in found.masks]
    assert np.allclose(found.values.to_numpy(), expected, atol=1e-9)
    assert [int(mask & 31).bit_count() for mask in found.masks] == found.sizes.tolist()


def test_a_circle_of_needs_means_all_or_none() -> None:
    """Two options that need each other are in together or not at all, whatever the order."""
    found = all_packages(**problem(3), needs=[("o0", "o4"), ("o4", "o0")])
    assert sorted(found.masks.tolist()) == oracle.allowed(6, needs=[(0, 4), (4, 0)])


def test_a_largest_size_leaves_out_the_larger_and_nothing_else() -> None:
    """Companions do not count."""
    given = problem(1)
    whole = all_packages(**given, companions={"o5": ["o0", "o1"]})
    small = all_packages(**given, companions={"o5": ["o0", "o1"]}, max_size=2)
    assert set(small.masks.tolist()) == set(whole.masks[whole.sizes <= 2].tolist())
    assert (count_bits(small.masks) == 3).any()


@pytest.mark.parametrize("seed", range(8))
def test_unbeaten_packages_are_those_that_nothing_beats(seed: int) -> None:
    """One for each set of equal values, the smallest; the others are counted."""
    found = all_packages(**problem(seed))
    stays = oracle.unbeaten(found.values.to_numpy())
    table = pareto_packages(found)
    assert len(table) + table["same"].sum() == sum(stays)
    for _, row in table.iterrows():
        values = [row["state"], row["aims"]]
        equal = np.flatnonzero(np.abs(found.values.to_numpy() - values).max(axis=1) <= 1e-9)
        assert row["size"] == found.sizes[equal].min()
        assert len(equal) == row["same"] + 1
        assert stays[found.row_of(row["members"])]  # type: ignore[index]
    assert table["state"].is_monotonic_decreasing


@pytest.mark.parametrize("seed", range(6))
def test_the_leader_has_the_highest_total_of_its_size(seed: int) -> None:
    """For each k; others as good and others too close are counted."""
    found = all_packages(**problem(seed))
    total = found.values.to_numpy() @ [0.3, 0.7]
    table = leading_packages(found, pd.Series({"aims": 0.7, "state": 0.3}), closeness=5.0)
    assert table.index.tolist() == list(range(7))
    for most, row in table.iterrows():
        small = total[found.sizes <= most]
        assert row["total"] == pytest.approx(small.max())
        assert row["same"] == (small >= small.max() - 1e-9).sum() - 1
        assert row["close"] == (small >= small.max() - 5 - 1e-9).sum() - 1


def test_of_equal_packages_the_smallest_leads_then_the_first() -> None:
    """An option that changes nothing is not in the leader, and options in front come first."""
    scores = pd.DataFrame({"c": [0.0, 1.0, 1.0]}, index=["idle", "one", "two"])
    ledgers = pd.DataFrame({"state": [1.0]}, index=["c"])
    found = all_packages(scores, pd.Series({"c": "strongest"}), ledgers)
    assert leading_packages(found, pd.Series({"state": 1.0}))["members"].tolist() == [
        (),
        ("one",),
        ("one",),
        ("one",),
    ]
    assert pareto_packages(found)["members"].tolist() == [("one",)]
    assert pareto_packages(found)["same"].tolist() == [5]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("least", [0.0, 12.0])
def test_steps_are_the_longest_chain_and_can_be_stopped_anywhere(seed: int, least: float) -> None:
    """Every package on the way is unbeaten, holds the one before, and gains; no chain has more steps."""
    found = all_packages(**problem(seed, k=5))
    steps = package_steps(found, "aims", least=least)
    stays = oracle.unbeaten(found.values.to_numpy())
    before: set[str] = set()
    for _, step in steps.iterrows():
        assert set(step["members"]) == before | set(step["added"])
        assert not before & set(step["added"])
        assert stays[found.row_of(step["members"])]  # type: ignore[index]
        assert step["change_aims"] >= max(least, 1e-9) - 1e-9
        before = set(step["members"])
    masks = [int(mask) for mask, stay in zip(found.masks, stays, strict=True) if stay or mask == 0]
    height = [float(found.values["aims"][n]) for n, m in enumerate(found.masks) if stays[n] or m == 0]
    assert len(steps) == oracle.longest_chain(masks, height, least)
    assert steps[["state", "aims"]].to_numpy() == pytest.approx(
        steps[["change_state", "change_aims"]].cumsum().to_numpy()
    )


def test_there_are_no_steps_where_nothing_is_gained() -> None:
    """An empty table, not an error."""
    scores = pd.DataFrame({"c": [-1.0], "d": [0.0]}, index=["a"])
    ledgers = pd.DataFrame({"state": [1.0, 0.0], "aims": [0.0, 1.0]}, index=["c", "d"])
    found = all_packages(scores, pd.Series({"c": "add", "d": "add"}), ledgers)
    assert package_steps(found, "aims").empty
    with pytest.raises(ScoresInvalid, match="no ledger 'other'"):
        package_steps(found, "other")


def worth_problem() -> Packages:
    """Return packages of three options and a companion, b needing a."""
    scores = pd.DataFrame({"c": [1.5, 1.5, -3.0, 0.6]}, index=["a", "b", "far", "help"])
    ledgers = pd.DataFrame({"aims": [1.0]}, index=["c"])
    rules = pd.Series({"c": "covers"})
    return all_packages(scores, rules, ledgers, needs=[("b", "a")], companions={"help": ["a", "b"]})


def test_worth_alone_and_added() -> None:
    """Alone: the smallest allowed part with it. Added: what is lost with it and with what needs it."""
    worth = package_worth(worth_problem(), ["a", "b", "help"])
    assert worth["alone_aims"].round(6).to_dict() == {"a": 50.0, "b": 75.0, "help": 60.0}
    # Without `a` nothing can stay; without `b`, `a` and `help` do; without `help`, `a` and `b`.
    assert worth["added_aims"].round(6).to_dict() == {"a": 80.0, "b": 20.0, "help": 5.0}
    assert worth["goes_with"].to_dict() == {"a": ("b", "help"), "b": (), "help": ()}
    assert worth["comes_with"].to_dict() == {"a": (), "b": ("a",), "help": ("a",)}


def test_worth_of_what_is_no_package() -> None:
    """Not allowed, not known and twice are named errors."""
    found = worth_problem()
    with pytest.raises(CallError, match="do not allow"):
        package_worth(found, ["b"])
    for wrong in (["a", "a"], ["nobody"]):
        with pytest.raises(ScoresInvalid):
            package_worth(found, wrong)


@pytest.mark.parametrize("rule", RULES)
def test_one_option_keeps_its_scores_and_none_is_today(rule: str) -> None:
    """Under every rule, ranges included."""
    one = pd.DataFrame({"c": [-1.5], "d": [2.0], "e": [0.0]}, index=["a"])
    rules = pd.Series({"c": rule, "d": rule, "e": rule})
    assert combine_scores(one, rules).to_dict() == pytest.approx({"c": -1.5, "d": 2.0, "e": 0.0})
    ranges = combine_ranges(one - 0.5, one, one + 0.5, rules)
    assert ranges["low"].to_numpy() == pytest.approx([-2.0, 1.5, -0.5])
    assert ranges["high"].to_numpy() == pytest.approx([-1.0, 2.5, 0.5])
    assert combine_scores(one.iloc[:0], rules).to_dict() == {"c": 0.0, "d": 0.0, "e": 0.0}


@pytest.mark.parametrize("rule", RULES)
def test_rules_with_numbers_worked_by_hand(rule: str) -> None:
    """Gains 1.5 and 1.5, losses 1 and 3: each rule gives what its sentence says."""
    scores = pd.DataFrame({"c": [1.5, 1.5, -1.0, -2.5]}, index=list("abcd"))
    expected = {"strongest": 1.5 - 2.5, "covers": 3 * (0.75 - (1 - 2 / 3 / 6)), "add": -0.5}[rule]
    assert combine_scores(scores, pd.Series({"c": rule}))["c"] == pytest.approx(expected)


def test_a_sum_stays_on_the_scale() -> None:
    """At both ends, and only the sum is cut, not what goes into it."""
    scores = pd.DataFrame({"c": [2.0, 2.0, -1.5], "d": [-2.0, -2.0, -1.5]}, index=list("abc"))
    found = combine_scores(scores, pd.Series({"c": "add", "d": "add"}))
    assert found.to_dict() == {"c": 2.5, "d": -3.0}


@pytest.mark.parametrize("seed", range(10))
def test_a_union_lies_inside_its_range_whatever_the_overlap(seed: int) -> None:
    """Groups of a thousand people drawn with any overlap: the share reached is within the range."""
    draw = np.random.default_rng(seed)
    people = draw.random((3, 1000)) < draw.random((3, 1))
    if seed % 2:  # nested groups
        people = np.array([np.arange(1000) < people[n].sum() for n in range(3)])
    reached, shares = people.any(axis=0).mean(), people.mean(axis=1)
    scores = pd.DataFrame({"reach": 3 * shares}, index=list("abc"))
    ends = combine_ranges(scores, scores, scores, pd.Series({"reach": "covers"})).loc["reach"] / 3
    assert ends["low"] - 1e-9 <= reached <= ends["high"] + 1e-9
    assert ends["low"] <= ends["central"] <= ends["high"]


def test_value_ranges_are_the_weighted_ends() -> None:
    """The same as combining each package by itself."""
    given = problem(5)
    low, high = (given["scores"] - 0.5).clip(-3, 3), (given["scores"] + 1).clip(-3, 3)
    packages = [(), ("o1",), ("o4", "o0", "o2")]
    found = value_ranges(low, given["scores"], high, given["rules"], given["ledgers"], packages)
    for n, package in enumerate(packages):
        rows = list(package)
        ends = combine_ranges(low.loc[rows], given["scores"].loc[rows], high.loc[rows], given["rules"])
        for ledger in ("state", "aims"):
            for end in ("low", "high"):
                expected = 100 / 3 * (ends[end] @ given["ledgers"][ledger])
                assert found.at[n, f"{ledger}_{end}"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rules": pd.Series({"c": "most", "d": "add"})}, "no rule 'most'"),
        ({"rules": pd.Series({"c": "add"})}, "'d' missing"),
        ({"scores": pd.DataFrame({"c": [4.0], "d": [0.0]}, index=["a"])}, "beyond the scale"),
        ({"scores": pd.DataFrame({"c": [np.nan], "d": [0.0]}, index=["a"])}, "number missing"),
        ({"ledgers": pd.DataFrame({"state": [1.0]}, index=["c"])}, "'d' missing"),
        ({"needs": [("a", "nobody")]}, "'nobody', which is not among"),
        ({"apart": [("a", "a")]}, "apart from itself"),
        ({"scale": 0.0}, "above 0"),
        ({"scores": pd.DataFrame(0.0, index=range(63), columns=["c", "d"])}, "at most 62"),
    ],
)
def test_what_does_not_fit_is_a_named_error(change: dict[str, Any], message: str) -> None:
    """Each is one sentence."""
    given = {
        "scores": pd.DataFrame({"c": [1.0], "d": [0.0]}, index=["a"]),
        "rules": pd.Series({"c": "covers", "d": "add"}),
        "ledgers": pd.DataFrame({"state": [1.0, 1.0]}, index=["c", "d"]),
    }
    with pytest.raises(ScoresInvalid, match=message):
        all_packages(**{**given, **change})


def test_too_many_packages_say_what_to_do() -> None:
    """Forty options without rules are a million million packages; of at most three they are ten thousand."""
    scores = pd.DataFrame({"c": np.linspace(-1, 1, 40)})
    given = {"rules": pd.Series({"c": "covers"}), "ledgers": pd.DataFrame({"state": [1.0]}, index=["c"])}
    with pytest.raises(CallError, match=r"more than 2,097,152 packages.*give the most options"):
        all_packages(scores, **given)
    assert len(all_packages(scores, **given, max_size=3).masks) == 1 + 40 + 780 + 9880


@pytest.mark.parametrize("n_ledgers", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("whole_numbers", [False, True])
def test_additive_bundles_are_those_of_all_masks(seed: int, n_ledgers: int, whole_numbers: bool) -> None:
    """With conflicts and needs, and with many equal sums: all equal ones are kept."""
    draw = np.random.default_rng(seed)
    gain = draw.integers(-2, 3, (8, n_ledgers)) / 3 if whole_numbers else draw.normal(size=(8, n_ledgers))
    pairs = [tuple(draw.choice(8, 2, replace=False).tolist()) for _ in range(6)]
    apart, needs = (pairs[:4], pairs[4:]) if seed % 2 else ([], [])
    masks = oracle.allowed(8, apart, needs)
    values = np.array(
        [[sum(g for n, g in enumerate(column) if mask >> n & 1) for column in gain.T] for mask in masks]
    )
    expected = [mask for mask, stays in zip(masks, oracle.unbeaten(values), strict=True) if stays]
    assert pareto_bundles(gain, apart, needs).tolist() == expected
    few = pareto_bundles(gain, apart, needs, one_each=True).tolist()
    assert set(few) <= set(expected)
    seen = {tuple(np.round(values[masks.index(mask)], 6) + 0.0) for mask in expected}
    assert sorted(tuple(np.round(values[masks.index(mask)], 6) + 0.0) for mask in few) == sorted(seen)


def test_labels_and_positions_give_the_same_bundles() -> None:
    """A frame takes labels; bit j is option j in its order."""
    gain = pd.DataFrame({"state": [-1.0, 2.0, -1.0], "aims": [2.0, -1.0, 1.0]}, index=["x", "y", "z"])
    by_label = pareto_bundles(gain, conflict=[("x", "y")], require=[("z", "x")])
    assert by_label.tolist() == pareto_bundles(gain.to_numpy(), [(0, 1)], [(2, 0)]).tolist()
    assert [members(int(mask), list(gain.index)) for mask in by_label] == [(), ("x",), ("y",), ("x", "z")]
    with pytest.raises(ScoresInvalid, match="'w'"):
        pareto_bundles(gain, conflict=[("x", "w")])


def test_forty_options_that_add_up_are_done_at_once() -> None:
    """Where effects add up, the front is found without looking at all 10^12 bundles, rules and all."""
    draw = np.random.default_rng(0)
    gain = draw.uniform(-3, 3, (40, 2))
    apart = [(n, n + 1) for n in range(0, 40, 4)]
    found = pareto_bundles(gain, apart, [(n + 2, n) for n in range(0, 36, 4)])
    assert 10 < len(found) < 1000
    for weight in (0.2, 0.5, 0.8):  # the highest weighted sum is in the front: found here by its own rule
        worth = gain @ [weight, 1 - weight]
        top = max(worth[[n for n in range(40) if mask >> n & 1]].sum() for mask in found.tolist())
        assert top >= greedy_worth(worth, apart, [(n + 2, n) for n in range(0, 36, 4)]) - 1e-9


def greedy_worth(worth: np.ndarray, apart: list[tuple[int, int]], needs: list[tuple[int, int]]) -> float:
    """Return the most of blocks of four, each looked at by itself: the rules above stay inside the blocks."""
    total = 0.0
    for start in range(0, 40, 4):
        inside = [(a - start, b - start) for a, b in apart if a // 4 == start // 4]
        wants = [(a - start, b - start) for a, b in needs if a // 4 == start // 4]
        total += max(
            sum(worth[start + n] for n in range(4) if mask >> n & 1)
            for mask in oracle.allowed(4, inside, wants)
        )
    return total


def test_numbers_that_differ_in_their_last_bits_are_equal() -> None:
    """0.1 + 0.2 and 0.3 neither beat nor lose to each other."""
    values = np.array([[0.1 + 0.2, 1.0], [0.3, 1.0], [0.3, 0.5]])
    assert unbeaten(values).tolist() == [True, True, False]
    assert unbeaten(values, one_each=True).tolist() == [True, False, False]
    assert dense_ranks(values[:, 0]).tolist() == [0, 0, 0]


@pytest.mark.parametrize("n_ledgers", [2, 3])
def test_large_sets_are_filtered_as_small_ones(n_ledgers: int) -> None:
    """Ten thousand points with ties, by bins and blocks, against one look at each survivor."""
    values = np.random.default_rng(2).integers(0, 400, (10_000, n_ledgers)) / 7
    found = unbeaten(values)
    kept = values[found]
    assert not any(oracle.beats(other, row) for row in kept for other in kept)
    for row in values[~found][:500]:
        assert any(oracle.beats(other, row) for other in kept)
