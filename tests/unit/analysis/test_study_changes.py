"""What changed between two studies: which record is which, what is said, and what became of the order."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from policylab.analysis import evaluate
from policylab.analysis.changes import causes as study_changes_causes
from policylab.analysis.changes.order import order_change
from policylab.analysis.changes.study import study_changes
from policylab.errors import CallError
from policylab.schema import Interactions, Study
from policylab.testing import study_files, tiny_study
from tests.unit.schema.tiny_interactions import INTERACTIONS, LIGHTS

FILES = study_files()
WITH_LIGHTS = (
    INTERACTIONS
    + """\
companions:
  lights:
    joins: all
    effects:
      collisions:
        low: 0
        central: 0.5
        high: 1
        basis: judgement
        reason: Who sees can steer.
    no_effect:
      criteria: [quay_order, cost, dry_nights, own_say]
      reason: Lamps do nothing else.
    reason: They go with anything.
"""
)


def changed(*edits: tuple[str, str, str]) -> Study:
    """Return the tiny study with texts in its files replaced: (file, old, new)."""
    files: dict[str, str] = {}
    for name, old, new in edits:
        text = files.get(name, FILES[f"{name}.csv" if name == "scores" else f"{name}.yaml"])
        assert old in text, old
        files[name] = text.replace(old, new, 1)
    return tiny_study(**files)


def said(before: Study, after: Study) -> list[str]:
    """Return all sentences, in their order."""
    return [one.text for found in study_changes(before, after).told().values() for one in found]


CLINIC_DEARER = (
    "scores",
    "clinic,cost,-0.5,0,0.5,judgement,,The county",
    "clinic,cost,-2,-1.5,-0.5,implied,let_purse,The county",
)
EDITS: list[tuple[tuple[str, str, str], str, str]] = [
    (CLINIC_DEARER, "scores",
     "Score of Clinic on Cost: 0 to -1.5; range now -2 to -0.5; basis our judgement to implied; rests on An islander's "
     "letter, letter, lines 8-9."),
    (("scores", "later_boats,own_say,0,0,0", "later_boats,own_say,0,0,1"), "scores",
     "Score of Later on A say of their own: 0 (0) to 0 (0 to +1)."),
    (("scores", "Nobody would ask them.", "They would not be asked."), "wording",
     "Score of Bridge on A say of their own: reason reworded."),
    (("scores", "bridge,own_say,-1,-0.5,0,judgement,,Nobody would ask them.\n", ""), "scores",
     "Score of Bridge on A say of their own: -0.5 (-1 to 0) to not scored."),
    (("options", "title: A bridge\n", "title: A great bridge\n"), "options",
     "Option \u201cA bridge\u201d is now called \u201cA great bridge\u201d."),
    (("options", "actor: County", "actor: State"), "options",
     "Option Clinic: actor \u201cCounty\u201d to \u201cState\u201d."),
    (("options", "A bridge to the island", "A bridge of steel"), "wording", "Option Bridge: summary reworded."),
    (("options", "firmness: implied", "firmness: second_hand"), "options",
     "Option Bridge: firmness implied to second hand."),
    (("options", "level: top", "level: second"), "options", "Option Bridge: feasibility tier top to second."),
    (("criteria", "  evidence: [let_rain]\n", "  evidence: [let_rain, let_fewer]\n"), "criteria",
     "Criterion Dry nights: rests also on An islander's letter, letter, line 6."),
    (("weights", "safety: 90", "safety: 60"), "weights", "Weight set Safety first: Safety 90 to 60."),
    (("weights", "owner: the report, as we read it", "owner: the county"), "weights",
     "Weight set Safety first: owner \u201cthe report, as we read it\u201d to \u201cthe county\u201d."),
    (("scenarios", "by: -0.5", "by: -1.0"), "scenarios",
     "Scenario A winter of storms: moves all options on Cost by -1 instead of all options on Cost by -0.5."),
    (("scenarios", "Boats stay in port for weeks.", "Boats stay in port."), "wording",
     "Scenario A winter of storms: text reworded."),
    (("study", "step: 0.5", "step: 0.25"), "study", "The study: step of scores 0.5 to 0.25."),
    (("study", "  weights: equal", "  weights: safety_first"), "study",
     "The study: weights shown first Equal to Safety first."),
    (("study", "title: The last ferry", "title: The ferry"), "study",
     "The study \u201cThe last ferry\u201d is now called \u201cThe ferry\u201d."),
    (("study", "letter: P", "letter: C"), "criteria", "Group Purse: letter \u201cP\u201d to \u201cC\u201d."),
    (("concerns", "voice: somebody_else\n  says: The council fears for its purse",
      "voice: not_stated\n  says: The council fears for its purse"), "concerns",
     "Concern Spending: voice somebody else to not stated."),
    (("sources", "cautions: [counts one winter only]", "cautions: [counts one winter]"), "wording",
     "Source Elmsund report (2020): what to know before relying on it reworded."),
    (("sources", "venue: Council of Elmsund", "venue: Elmsund"), "wording",
     "Source Elmsund report (2020): venue reworded."),
    (("evidence", "kind: assesses", "kind: reports_fact"), "evidence",
     "Evidence Elmsund report (2020), What we propose, lines 12-14: kind assesses to reports fact."),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "part", "text"), EDITS, ids=[edit[2][:40] for edit in EDITS])
def test_each_change_is_said(edit: tuple[str, str, str], part: str, text: str) -> None:
    """One edit gives one sentence, in its part, with names and never a bare id; back again gives one, too."""
    before, after = tiny_study(), changed(edit)
    told = study_changes(before, after).told()
    assert {key: [one.text for one in found] for key, found in told.items()} == {part: [text]}
    assert list(study_changes(after, before).told()) == [part]


def test_a_criterion_in_another_group_and_a_shift_that_is_gone() -> None:
    """A criterion that went to another group is said with both; a shift that is gone with all that it moved."""
    before = tiny_study()
    moved = before.criteria["quay_order"].model_copy(update={"group": "purse"})
    storms = before.scenarios["storms"]
    fewer = storms.model_copy(update={"shifts": {"boats_stay": storms.shifts["boats_stay"]}})
    after = replace(
        before,
        criteria={**before.criteria, "quay_order": moved},
        scenarios={**before.scenarios, "storms": fewer},
    )
    assert said(before, after) == [
        "Criterion Order at the quay: group Safety to Purse.",
        "Scenario A winter of storms: no longer moves all options on Cost by -0.5.",
    ]
    order = order_change(study_changes(before, after))
    assert order.causes is not None
    assert [unit.title for unit in order.causes.alone] == ["regrouping the criterion Order at the quay"]
    again = order_change(study_changes(after, before), "equal", "storms")
    assert again.causes is not None
    assert [{unit.title for unit in some} for some in again.causes.least] == [
        {"regrouping the criterion Order at the quay", "the shift of all options on Cost"}
    ]


def test_a_new_option_comes_with_its_scores() -> None:
    """An option that came is said once, with how many scores came with it; each score is in the list all the same."""
    after = tiny_study()
    rows = tuple(row for row in after.rows if row.option != "clinic")
    options = {key: option for key, option in after.options.items() if key != "clinic"}
    before = replace(after, options=options, rows=rows)
    changes = study_changes(before, after)
    assert said(before, after) == ["Option Clinic was added, with 5 scores."]
    assert [one.within for one in changes.all if one.kind == "score"] == ["Clinic"] * 5
    assert said(after, before) == ["Option Clinic was removed, with 5 scores."]
    assert changes.counts() == "1 option"


def relabelled() -> Study:
    """Return the tiny study under other ids."""
    words = "later_boats|as_today|quay_order|dry_nights|own_say|report_2020|good_name|safety_first|boats_stay"
    words += "|all_dearer|rep_[a-z_]+|let_[a-z_]+"
    files = {name: re.sub(rf"\b({words})\b", r"new_\1", text) for name, text in FILES.items()}
    for name in ("study", "concerns", "criteria", "weights"):
        key = f"{name}.yaml"
        files[key] = re.sub(r"^( +)(safety|purse|islanders):", r"\1new_\2:", files[key], flags=re.MULTILINE)
        files[key] = re.sub(r"group: (safety|purse|islanders)", r"group: new_\1", files[key])
    return tiny_study(**{name.partition(".")[0]: text for name, text in files.items()})


def test_other_ids_are_no_change() -> None:
    """A study under other ids says the same: only ids are told, each with its title, and the order stands."""
    before, after = tiny_study(), relabelled()
    changes = study_changes(before, after)
    assert changes.of_substance == ()
    assert {one.verb for one in changes.all} <= {"new id", "reordered"}
    assert "Later ('later_boats' is now 'new_later_boats')" in " ".join(one.text for one in changes.all)
    assert changes.counts() == ""
    order = order_change(changes)
    assert not order.changed
    assert order.says == ("Clinic and Today stand first in both.", "No option changed place.")


def test_another_order_in_the_files_is_no_change() -> None:
    """Records and scores in another order in their files: nothing but that is told."""
    before = tiny_study()
    maps = ("sources", "evidence", "concerns", "criteria", "options", "scenarios", "weight_sets")
    turned: dict[str, Any] = {name: dict(reversed(getattr(before, name).items())) for name in maps}
    after = replace(before, **turned, rows=before.rows[::-1])
    changes = study_changes(before, after)
    assert {one.part for one in changes.all} == {"files"}
    assert {one.verb for one in changes.all} == {"reordered"}
    assert len(changes.all) == 8
    assert not order_change(changes).changed


def test_shipped_study_against_itself() -> None:
    """The shipped study does not differ from itself, and shares no option with another."""
    from policylab.catalog import load, shipped_studies

    study = load(next(name for name in shipped_studies() if name.startswith("north")))
    assert study_changes(study, replace(study)).all == ()
    order = order_change(study_changes(tiny_study(), study))
    assert "no option in common" in " ".join(order.says)


def test_interactions() -> None:
    """A rule, a need, an exclusion, a companion's effect and a note that change are told by name."""
    before = tiny_study(interactions=WITH_LIGHTS, options=FILES["options.yaml"] + LIGHTS)
    assert before.interactions is not None
    plain = before.interactions.model_dump(mode="json")
    plain["combine"]["cost"]["rule"] = "strongest"
    plain["needs"].pop("clinic_staff")
    plain["apart"]["one_way_across"]["reason"] = "another reason"
    plain["companions"]["lights"]["effects"]["collisions"]["high"] = 3.0
    plain["notes"]["late_and_ill"]["says"] = "another note"
    after = replace(before, interactions=Interactions.model_validate_json(json.dumps(plain)))
    assert said(before, after) == [
        "In a package, on Cost, the strongest counts (before: In a package, on Cost, they add up).",
        "Clinic needs Later: removed.",
        "Lights goes with all options: effect on Collisions, high +1 to +3.",
        "Later or Bridge, not together: reason reworded.",
        "Note on packages with Later and with Clinic: text reworded.",
    ]
    assert study_changes(before, after).counts() == "3 rules on packages, 2 texts reworded"
    assert said(replace(before, interactions=None), before) == ["How options act together was added."]


def test_the_order_and_the_one_change_that_made_it() -> None:
    """One score took the clinic from the first place: undone alone, it brings the old order back."""
    order = order_change(study_changes(tiny_study(), changed(CLINIC_DEARER)))
    assert order.changed
    assert (order.first_before, order.first_after) == (("clinic", "as_today"), ("as_today",))
    assert order.causes is not None
    assert [unit.title for unit in order.causes.alone] == ["the score of Clinic on Cost"]
    assert order.says == (
        "Clinic and Today stood first; now Today stands first.",
        "3 options changed place.",
        "One change bears on it: the score of Clinic on Cost.",
    )


def test_changes_that_do_not_bear_on_the_order_are_left_out() -> None:
    """Wording, ranges, protection and weights that do not count are no cause; under other weights they may be."""
    after = changed(
        CLINIC_DEARER,
        ("scores", "later_boats,dry_nights,1,2,2.5", "later_boats,dry_nights,1,1,2.5"),
        ("weights", "safety: 90", "safety: 20"),
    )
    changes = study_changes(tiny_study(), after)
    causes = order_change(changes).causes
    assert causes is not None
    assert causes.n_units == 1
    other = order_change(changes, "safety_first")
    assert other.causes is not None
    assert other.causes.n_units == 2
    assert order_change(changes, "safety_first", "storms").scenario == "A winter of storms"


def test_several_act_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """When no single change brings the old order back, the fewest scores that do are named, and there are no fewer."""
    edits = [
        ("later_boats,cost,-1.5,-1,-0.5", "later_boats,cost,-1.5,2,3"),
        ("bridge,cost,-3,-3,-2.5", "bridge,cost,-3,2,3"),
        ("clinic,cost,-0.5,0,0.5", "clinic,cost,-0.5,0.5,0.5"),
    ]
    after = changed(*(("scores", old, new) for old, new in edits))
    before = tiny_study()
    causes = order_change(study_changes(before, after)).causes
    assert causes is not None
    assert causes.alone == ()
    size = len(causes.least[0])
    old = order_of(before)
    rows = {(row.option, row.criterion): row for row in before.rows}
    cells = [(edit[0].split(",")[0], "cost") for edit in edits]
    for n in range(1, size + 1):
        restoring = [
            set(some)
            for some in combinations(cells, n)
            if order_of(
                replace(
                    after,
                    rows=tuple(rows[k] if (k := (r.option, r.criterion)) in some else r for r in after.rows),
                )
            )
            == old
        ]
        if n < size:
            assert restoring == []
        else:
            found = [{unit.keys[0][1:] for unit in some} for some in causes.least]
            assert sorted(map(sorted, found)) == sorted(map(sorted, restoring))
    monkeypatch.setattr(study_changes_causes, "MOST_RECKONED", 0)  # as where there are many changes
    other = order_change(study_changes(before, after)).causes
    assert other is not None
    assert other.least == causes.least
    assert any("several act together" in text for text in order_change(study_changes(before, after)).says)


def order_of(study: Study) -> dict[str, int]:
    """Return the ranks under the default weights."""
    return evaluate(study, study.default.weights, study.default.scenario).order["rank"].to_dict()  # type: ignore[no-any-return]


def test_weights_and_scenarios_that_only_the_second_has() -> None:
    """They count in both as the second has them, and that is said; unknown ones are refused."""
    after = tiny_study()
    sets = {"equal": after.weight_sets["equal"]}
    scenarios = {"today": after.scenarios["today"]}
    changes = study_changes(replace(after, weight_sets=sets, scenarios=scenarios), after)
    order = order_change(changes, "safety_first", "storms")
    assert not order.changed
    assert sum("as the second has" in text for text in order.says) == 2
    with pytest.raises(CallError):
        order_change(changes, "no_such")
