"""What changed between two studies holds for any two versions: nothing is missed, nothing is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from policylab.analysis import evaluate
from policylab.analysis.changes.order import order_change
from policylab.analysis.changes.same import records_of
from policylab.analysis.changes.study import StudyChanges, study_changes
from policylab.schema import Score, Study
from policylab.terms import Basis
from policylab.testing import tiny_study

TINY = tiny_study()
JUDGED = [n for n, row in enumerate(TINY.rows) if row.option != TINY.baseline]
halves = st.integers(-6, 6).map(lambda n: n / 2)
scores = st.lists(halves, min_size=3, max_size=3).map(sorted)


@st.composite
def rescored(draw: st.DrawFn) -> Study:
    """Return the tiny study with some scores changed, some gone, and some weights moved."""
    rows: list[Score | None] = list(TINY.rows)
    for n in draw(st.lists(st.sampled_from(JUDGED), max_size=6, unique=True)):
        low, central, high = draw(scores)
        update: dict[str, Any] = {"low": low, "central": central, "high": high}
        if draw(st.booleans()):
            update["basis"] = draw(st.sampled_from(list(Basis)))
        rows[n] = None if draw(st.integers(0, 7)) == 0 else TINY.rows[n].model_copy(update=update)
    study = replace(TINY, rows=tuple(row for row in rows if row is not None))
    if draw(st.booleans()):
        points = {"safety": draw(st.integers(0, 100)), "purse": draw(st.integers(1, 100))}
        equal = TINY.weight_sets["equal"].model_copy(update={"groups": points})
        study = replace(study, weight_sets={**TINY.weight_sets, "equal": equal})
    return study


def table(study: Study) -> dict[tuple[str, str], Any]:
    """Return the scores as plain data."""
    return {(row.option, row.criterion): row.model_dump(mode="json") for row in study.rows}


def applied(before: Study, changes: StudyChanges) -> dict[tuple[str, str], Any]:
    """Return the scores of a study with the listed changes made to them."""
    found = table(before)
    for one in changes.all:
        if one.kind == "score":
            option, criterion = one.id.split(" ")
            cell = found.setdefault((option, criterion), {"option": option, "criterion": criterion})
            cell.update({field.path[-1]: field.after for field in one.fields})
            if one.verb == "removed":
                del found[option, criterion]
    return found


@settings(max_examples=60, deadline=None)
@given(rescored(), rescored())
def test_listed_score_changes_make_one_table_the_other(before: Study, after: Study) -> None:
    """The listed changes, made to the first table, give the second; a study and itself have none."""
    changes = study_changes(before, after)
    assert applied(before, changes) == table(after)
    assert study_changes(after, after).all == ()
    assert bool(changes.all) == (table(before) != table(after) or before.weight_sets != after.weight_sets)
    for one in changes.all:
        if one.kind == "score":
            option, criterion = one.id.split(" ")
            assert TINY.options[option].short in one.text
            assert TINY.criteria[criterion].title in one.text


@settings(max_examples=40, deadline=None)
@given(
    rescored(), rescored(), st.sampled_from(["equal", "safety_first"]), st.sampled_from(["today", "storms"])
)
def test_places_are_those_of_the_engine(before: Study, after: Study, weights: str, scenario: str) -> None:
    """Places and totals of both are what `evaluate` gives, and the causes named do bring the old order back."""
    order = order_change(study_changes(before, after), weights, scenario)
    was, now = (evaluate(study, weights, scenario) for study in (before, after))
    for one in order.options:
        for result, rank, total in ((was, one.before, one.total_before), (now, one.after, one.total_after)):
            expected = result.total[one.id]
            assert (total is None) == (expected != expected)
            assert total is None or abs(total - expected) < 1e-9
            placed = result.order.at[one.id, "rank"]
            assert rank == (None if pd.isna(placed) else placed)
    assert order.changed == any(one.before != one.after for one in order.options)
    rows = {(row.option, row.criterion): row for row in before.rows}
    for unit in order.causes.alone if order.causes else ():
        if unit.kind == "score" and unit.keys[0][1:] in rows:
            cell = unit.keys[0][1:]
            kept = [row for row in after.rows if (row.option, row.criterion) != cell]
            undone = evaluate(replace(after, rows=(*kept, rows[cell])), weights, scenario)
            assert (
                undone.order["rank"].to_dict() == was.order["rank"].to_dict()
                or undone.order["rank"].isna().any()
            )


REWORDED = ("says", "summary", "question", "worst", "purpose", "timing", "owner", "title")
TEXTS = [
    (kind, key, field)
    for kind in ("option", "criterion", "concern", "scenario", "weight set", "source", "evidence", "group")
    for key, record in records_of(TINY, kind).items()
    for field, value in record
    if isinstance(value, str) and field in REWORDED
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=5, unique=True))
def test_every_record_reworded_is_named(edits: list[tuple[str, str, str]]) -> None:
    """Whichever records are reworded or renamed, each is named in a sentence, and none that is not."""
    study = TINY
    for kind, key, field in edits:
        record = records_of(study, kind)[key]
        fresh = record.model_copy(update={field: f"{getattr(record, field)}, anew"})
        if kind == "group":
            study = replace(
                study, card=study.card.model_copy(update={"groups": {**study.groups, key: fresh}})
            )
        else:
            name = {"evidence": "evidence", "criterion": "criteria", "weight set": "weight_sets"}.get(
                kind, f"{kind}s"
            )
            study = replace(study, **{name: {**getattr(study, name), key: fresh}})
    changes = study_changes(TINY, study)
    assert {(one.kind, one.id) for one in changes.all} == {(kind, key) for kind, key, _ in edits}
    fields = {(one.kind, one.id, field.path[0]) for one in changes.all for field in one.fields}
    assert fields == set(edits)
