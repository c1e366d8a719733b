"""A study and somebody's choices become an order."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from policylab.analysis import Result, choose_weights, evaluate
from policylab.errors import CallError, NothingCounts
from policylab.schema import Study
from tests.unit.analysis.small_study import CRITERIA, small_study

STUDY = small_study()


def points(**changes: Any) -> dict[str, Any]:
    """Return points given by hand: equal groups, 5 for each criterion, with changes by id."""
    groups = {group: changes.pop(group, 50) for group in STUDY.state_groups}
    return {"groups": groups, "criteria": {key: changes.pop(key, 5) for key in CRITERIA}, **changes}


def test_order_by_hand() -> None:
    """Option d: (-2 - 0.5)/2, 3 and 1 steps in groups of a third each: 100/3 x (-1.25 + 3 + 1)/3 = 30.56."""
    result = evaluate(STUDY)
    assert result.total["option_d"] == pytest.approx(100 / 3 * (-1.25 + 3 + 1) / 3)
    assert result.total["option_b"] == pytest.approx(100 / 3 * (0 + 2 + 0.5) / 3)
    assert list(result.order.index) == ["option_d", "option_b", "option_c", "today_practice", "option_e"]
    assert result.closeness == pytest.approx(100 / 3 / 6)


def test_parts_and_contributions_add_up() -> None:
    """Contributions sum to parts, and parts to totals, where nothing is missing."""
    for share in (0.0, 0.4, 1.0):
        result = evaluate(STUDY, scenario="storm", with_protection=share)
        whole = result.total.drop(list(result.incomplete))
        assert np.allclose(result.group_parts.loc[whole.index].sum(axis=1), whole)
        assert np.allclose(result.contributions.loc[whole.index].sum(axis=1), whole)
        assert result.weights.sum() == pytest.approx(1)


def test_baseline_is_zero_everywhere() -> None:
    """Today's practice has no contribution in any scenario, with or without protection."""
    for scenario in STUDY.scenarios:
        result = evaluate(STUDY, scenario=scenario, with_protection=0.5)
        assert (result.contributions.loc["today_practice"] == 0).all()


def test_columns_of_the_order() -> None:
    """The order says what is asked of it; what protection adds appears only when it is in the total."""
    columns = ["title", "rank", "shared", "total", "security", "alliance", "economic"]
    assert list(evaluate(STUDY).order.columns) == [*columns, "protection", "protection_word"]
    mixed = evaluate(STUDY, with_protection=0.3).order
    assert list(mixed.columns) == [*columns, "from_protection", "protection", "protection_word"]
    assert mixed.at["option_d", "from_protection"] == pytest.approx(0.3 * mixed.at["option_d", "protection"])


def test_protection_is_a_ledger_of_its_own() -> None:
    """Aims count by their own points; the state's weights do not touch it."""
    one = evaluate(STUDY, points(reach=10, safety=0))
    assert one.protection["option_b"] == pytest.approx(100 / 3)
    assert one.protection["option_d"] == pytest.approx(100)
    assert one.order.at["option_d", "protection_word"] == "high"
    other = evaluate(STUDY, points(reach=10, safety=0, security=0))
    assert other.protection.equals(one.protection)


def test_share_of_protection_mixes_the_ledgers() -> None:
    """At a share s the total is (1 - s) x state + s x protection; at 1 it is protection alone."""
    apart, mixed, alone = (evaluate(STUDY, with_protection=share) for share in (0, 0.25, 1))
    both = 0.75 * apart.total + 0.25 * apart.protection
    assert np.allclose(mixed.total, both, equal_nan=True)
    assert np.allclose(alone.total, apart.protection, equal_nan=True)


def test_missing_score_that_counts_leaves_no_place() -> None:
    """The option stands last without a rank, with both ends of its total; it is never taken for 0."""
    result = evaluate(STUDY)
    assert result.incomplete == ("option_e",)
    assert pd.isna(result.order.at["option_e", "rank"])
    assert result.high["option_e"] - result.low["option_e"] == pytest.approx(200 / 3)
    assert result.order.at["option_e", "protection_word"] == ""
    assert evaluate(STUDY, points(jobs=0)).incomplete == ()
    assert evaluate(STUDY, points(economic=0)).incomplete == ()


def test_group_without_points_inside_counts_as_nothing() -> None:
    """Alliance with no points on its one criterion leaves the whole to the other two."""
    result = evaluate(STUDY, points(standing=0))
    assert result.group_weights.to_dict() == pytest.approx(
        {"security": 0.5, "alliance": 0, "economic": 0.5, "protection": 0}
    )


@pytest.mark.parametrize(
    ("weights", "share"),
    [
        (points(security=0, alliance=0, economic=0), 0.0),
        (points(security=0, alliance=0, economic=0), 0.5),
        (points(influx=0, precedent=0, alliance=0, economic=0), 0.0),
        (points(reach=0, safety=0), 0.5),
        (points(reach=0, safety=0), 1.0),
    ],
)
def test_ledger_with_a_share_needs_points(weights: dict[str, Any], share: float) -> None:
    """No order follows from nothing, and no ledger takes over silently."""
    with pytest.raises(NothingCounts):
        evaluate(STUDY, weights, with_protection=share)


def test_ledger_without_a_share_needs_none() -> None:
    """Aims without points leave protection unknown; state points do not matter when protection is all."""
    apart = evaluate(STUDY, points(reach=0, safety=0))
    assert apart.protection.isna().all()
    assert set(apart.order["protection_word"]) == {""}
    alone = evaluate(STUDY, points(security=0, alliance=0, economic=0), with_protection=1)
    assert alone.total["option_b"] == pytest.approx(50)


def test_scenario_shifts_scores() -> None:
    """Shifts on one cell add up, all options means all but the baseline, what is not scored stays so."""
    result = evaluate(STUDY, scenario="storm")
    central = result.scores.central
    assert central.at["option_b", "influx"] == 0.5  # 1 - 1 + 0.5
    assert central.at["option_c", "influx"] == 0.0
    assert central.at["today_practice", "influx"] == 0.0
    assert np.isnan(central.at["option_e", "jobs"])
    assert result.moved["option_b", "influx"] == ("all_wet", "b_again")
    assert ("option_e", "jobs") not in result.moved


def test_scores_off_the_scale_are_clipped_and_recorded() -> None:
    """Option d on standing: 3 + 2 is kept at 3, and said; low stays at most central."""
    result = evaluate(STUDY, scenario="storm")
    cut = result.clipped.set_index(["option", "criterion", "bound"])
    assert cut.loc[("option_d", "standing", "central")].to_dict() == {"wanted": 5.0, "kept": 3.0}
    assert evaluate(STUDY).clipped.empty
    low, central, high = result.scores.low, result.scores.central, result.scores.high
    assert not ((low > central) | (central > high)).to_numpy().any()


def test_weights_do_not_move_with_the_scenario() -> None:
    """A scenario moves scores, never weights."""
    assert evaluate(STUDY, scenario="storm").weights.equals(evaluate(STUDY).weights)


def test_whole_number_shares_add_up() -> None:
    """Shares of groups sum to 100, those of criteria to their group's."""
    for share in (0.0, 0.3, 1.0):
        result = evaluate(STUDY, points(influx=7, precedent=1, reach=3), with_protection=share)
        assert result.group_shares.sum() == 100
        for group, whole in result.group_shares.items():
            assert result.criterion_shares[list(STUDY.criteria_of(str(group)))].sum() == whole


def test_weights_can_be_given_in_four_ways() -> None:
    """By id, as record, as points; whose they are is kept."""
    named, record = choose_weights(STUDY, "equal"), choose_weights(STUDY, STUDY.weight_sets["equal"])
    assert named == record
    assert (named.id, named.owner) == ("equal", "the project")
    own = choose_weights(STUDY, points(started_from="security_first"))
    assert (own.id, own.owner, own.started_from) == ("yours", "you", "Security first")
    other = STUDY.weight_sets["equal"].model_copy(update={"owner": "Room 7"})
    assert (choose_weights(STUDY, other).id, choose_weights(STUDY, other).owner) == ("yours", "Room 7")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ({"weights": "security_last"}, "no weight set 'security_last'; use one of 'equal', 'security_first'"),
        ({"scenario": "drought"}, "no scenario 'drought'; use one of 'today', 'storm'"),
        ({"with_protection": 1.5}, "from 0 to 1"),
        ({"with_protection": True}, "from 0 to 1"),
        ({"with_protection": float("nan")}, "from 0 to 1"),
        ({"weights": 7}, "Weights are"),
        ({"weights": {"groups": {}}}, "both groups and criteria"),
        ({"weights": {**points(), "floor": 3}}, "'floor'"),
        ({"weights": points(started_from="nowhere")}, "'nowhere'"),
        ({"weights": {**points(), "groups": {"security": 1}}}, "'alliance', 'economic'"),
        ({"weights": {**points(), "groups": {"security": 1, "magic": 1}}}, "'magic'"),
        ({"weights": points(influx=-1)}, "'influx'"),
        ({"weights": points(influx=True)}, "'influx'"),
        ({"weights": points(influx="5")}, "'influx'"),
        ({"weights": points(security=float("inf"))}, "'security'"),
    ],
)
def test_wrong_calls_are_refused_in_one_sentence(call: dict[str, Any], said: str) -> None:
    """The sentence names what is wrong and, where that helps, what there is."""
    with pytest.raises(CallError) as caught:
        evaluate(STUDY, **call)
    assert said in str(caught.value)
    assert str(caught.value).count(". ") == 0


def test_result_is_frozen_and_study_unchanged() -> None:
    """Nobody can swap a table of a result, and writing into one leaves the study as it was."""
    result = evaluate(STUDY)
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.total = result.total * 2  # type: ignore[misc]
    before = STUDY.scores
    result.scores.central.loc[:] = 3.0
    pd.testing.assert_frame_equal(STUDY.scores, before)
    assert evaluate(STUDY).total.equals(result.total)


def test_one_option_alone() -> None:
    """A study with only its baseline ranks it first."""
    alone = Study(
        card=STUDY.card,
        sources=STUDY.sources,
        evidence=STUDY.evidence,
        concerns=STUDY.concerns,
        criteria=STUDY.criteria,
        options={"today_practice": STUDY.options["today_practice"]},
        scenarios=STUDY.scenarios,
        weight_sets=STUDY.weight_sets,
        rows=tuple(row for row in STUDY.rows if row.option == "today_practice"),
    )
    result: Result = evaluate(alone)
    assert result.order["rank"].tolist() == [1]


def test_result_is_shown_as_a_sentence_in_a_terminal() -> None:
    """Not as pages of tables."""
    shown = repr(evaluate(STUDY))
    assert shown.startswith("<Order under equal weights (the project). Scenario: Today. Option d (short), ")
    assert len(shown) < 400


def test_notebook_table_says_whose_order_it_is() -> None:
    """The HTML has the heading, the label (escaped), whole numbers, and no number where none is known."""
    html = evaluate(STUDY, scenario="storm", with_protection=0.3)._repr_html_()
    assert "Order under equal weights (the project), protection counting for 30 % of the total" in html
    assert "Scenario: Storm." in html
    assert "Scores are &lt;judgements&gt;" in html
    assert "no place" in html
    assert ">61<" in html
    assert "60.5" not in html


def test_rows_of_the_notebook_table_add_up() -> None:
    """The whole numbers of a row sum to its total, in every row that has one."""
    html = evaluate(STUDY, scenario="storm", with_protection=0.3)._repr_html_()
    rows = [re.findall(r"<td[^>]*>([^<]*)</td>", row)[2:7] for row in html.split("<tr ")[1:]]
    assert len(rows) == 5
    for total, *parts in rows:
        assert total == "not known" or int(total) == sum(map(int, parts))
