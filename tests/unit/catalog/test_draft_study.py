"""A table becomes a study that loads: scores as they are, or measured values on a stated straight line."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policylab.catalog import check, fmt, load
from policylab.catalog.draft_study import draft_study
from policylab.catalog.matrix.match import match, study_with_scores
from policylab.catalog.matrix.parts import MatrixFile
from policylab.catalog.matrix.place import find_named, place
from policylab.catalog.matrix.read import read_matrix
from policylab.errors import CallError, FileInvalid, PolicylabError
from policylab.schema import Study
from policylab.schema.decision_table import Alternative, DecisionTable, Node, TableCriterion
from policylab.schema.table_value import Bound, Integer, Interval, Real
from policylab.testing import tiny_study

MEASURED = (
    "Option;Cost;Jobs;Deaths\nGroup;Money;Money;People\nDirection;min;max;min\nUnit;million;;\n"
    "As today;2;200;10\nRoad;12;260;4\nBus;4,2;;10\nTram;4;320;11\n"
)


def matrix_of(tmp_path: Path, text: str, name: str = "table.csv") -> MatrixFile:
    """Return a table from its text."""
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read_matrix(path)


def drafted(tmp_path: Path, matrix: MatrixFile, **given: Any) -> tuple[Study, str]:
    """Return the study made of a table, checked, and what was said."""
    placed = place(matrix, **given)
    folder, notes = draft_study(matrix, placed, "a_draft", tmp_path / "out")
    assert check(folder) == []
    assert fmt(folder, check=True) == []
    return load(folder), " ".join((*placed.notes, *notes))


def test_measured_values_on_straight_lines(tmp_path: Path) -> None:
    """The baseline is 0, the widest distance 3, less is better where it is; half steps, and a reason in words."""
    study, said = drafted(tmp_path, matrix_of(tmp_path, MEASURED), baseline="As today")
    table = study.score_table()
    assert table.loc["as_today"].tolist() == [0, 0, 0]
    assert table.loc["road"].tolist() == [-3, 1.5, 3]
    assert table.at["tram", "cost"] == -0.5
    assert table.at["tram", "jobs"] == 3
    assert table.at["tram", "deaths"] == -0.5
    assert ("bus", "jobs") not in study.scores.index
    row = study.scores.loc[("road", "cost")]
    assert (row["low"], row["high"], row["basis"]) == (-3, -2, "judgement")
    assert row["reason"] == "12 million; baseline 2. On a straight line, to the nearest half step."
    assert "2 million, as the baseline has" in study.criteria["cost"].note
    assert "less is better" in study.criteria["cost"].note
    assert said.count("straight line") == 1
    assert "became equal by rounding: Cost 4 and 4.2 (\N{MINUS SIGN}0.5)" in said
    assert study.baseline == "as_today"
    assert study.groups[study.group_of("deaths")].ledger == "protection"


def test_units_in_headings(tmp_path: Path) -> None:
    """A unit in brackets stands in the reasons and is said; a direction or a year in brackets is none."""
    text = "Option;Abfall (kg/Tag);Cost [EUR];Area (2024)\nHeute;41000;5;1\nNeu;-52000;7;3\n"
    matrix = matrix_of(tmp_path, text)
    ways = dict.fromkeys(matrix.table.criteria, "min")
    study, said = drafted(tmp_path, matrix, baseline="Heute", directions=ways)
    keys = {one.title: key for key, one in study.criteria.items()}
    reasons = [
        study.scores.loc[("neu", keys[title]), "reason"]
        for title in ("Abfall (kg/Tag)", "Cost [EUR]", "Area (2024)")
    ]
    assert reasons[0].startswith("\N{MINUS SIGN}52,000 kg/Tag; baseline 41,000.")
    assert reasons[1].startswith("7 EUR; baseline 5.")
    assert reasons[2].startswith("3; baseline 1.")
    assert "Units are taken from headings: Abfall kg/Tag, Cost EUR." in said
    assert find_named(matrix, "abfall", "criterion") == next(iter(matrix.table.criteria))


def test_a_wide_table_of_scores_is_taken_as_it_is(tmp_path: Path) -> None:
    """Half steps with a row of zeros need no baseline named; ranges are the least for a judgement."""
    text = "Option,Cost,Trust\nToday,0,0\nRoad,-2.5,3\nBus,,0.5\n"
    study, said = drafted(tmp_path, matrix_of(tmp_path, text))
    assert study.baseline == "today"
    assert study.scores.loc[("road", "cost"), ["low", "central", "high"]].tolist() == [-3, -2.5, -2]
    assert study.scores.loc[("road", "trust"), ["low", "central", "high"]].tolist() == [2, 3, 3]
    assert ("bus", "cost") not in study.scores.index
    assert "taken as they are" in said
    assert len(study.protection_groups) == 1, "a ledger the table has nothing of is added as a placeholder"
    assert "placeholders, not scored" in said


@pytest.mark.parametrize(
    ("text", "given", "part"),
    [
        ("Option,Cost\nA,0\nB,7\n", {"kind": "scores"}, "7 is not on the scale"),
        ("Option,Cost\nA,0\nB,1.2\n", {"kind": "scores"}, "1.2 is not a half step"),
        ("Option,Cost\nA,1\nB,2\n", {"kind": "scores", "baseline": "A"}, "the baseline has 1"),
        ("Option,Cost\nA,10\nB,20\n", {"baseline": "A"}, "whether more or less is better on 'Cost'"),
        ("Option,Cost\nA,10\n", {"baseline": "A"}, "two options"),
        ("Option,Criterion,Low,Score,High\nA,C,0,0,0\nB,C,1,2,4\n", {}, "4 is not on the scale"),
    ],
)
def test_what_is_no_score_is_said_by_cell(
    tmp_path: Path, text: str, given: dict[str, Any], part: str
) -> None:
    """Out of scale, off the steps, a baseline that is not 0, a direction nobody gave."""
    with pytest.raises(FileInvalid) as caught:
        place(matrix_of(tmp_path, text), **given)
    assert part in str(caught.value)


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({}, "--baseline 'As today'"),
        ({"baseline": "as todai"}, "Did you mean 'As today'"),
        ({"baseline": "x"}, "no option 'x'"),
    ],
)
def test_measured_values_need_a_baseline(tmp_path: Path, given: dict[str, Any], part: str) -> None:
    """Nothing is guessed; the nearest name is proposed as the file has it."""
    with pytest.raises(CallError) as caught:
        place(matrix_of(tmp_path, MEASURED), **given)
    assert part in str(caught.value)


def test_weights_become_points_and_the_rounding_is_said(tmp_path: Path) -> None:
    """Groups share 100 points by their sums, criteria 10 within their group, and nobody's weights are anonymous."""
    text = MEASURED + "Weight;3;1;2\n"
    study, said = drafted(tmp_path, matrix_of(tmp_path, text), baseline="as_today")
    weights = study.weight_sets["from_the_table"]
    assert dict(weights.groups) == {"money": 100}
    assert dict(weights.criteria) == {"cost": 10, "jobs": 3, "deaths": 10}
    assert weights.owner == "whoever made table.csv"
    assert study.default.weights == "from_the_table"
    assert "at most 2 per cent" in said


def test_inactive_items_and_hierarchy_of_an_exchanged_decision(tmp_path: Path) -> None:
    """Inactive ones are left out by name, sets give groups, intervals their ends."""
    sets = (Node("s", "Set", True, (Node("c1"),)), Node("t", "Other set", True, (Node("c2"),)))
    table = DecisionTable(
        alternatives={k: Alternative(k, k.upper(), k != "off") for k in ("base", "one", "off")},
        criteria={
            "c1": TableCriterion("c1", "First", direction="max"),
            "c2": TableCriterion("c2", "Second", direction="min"),
            "c3": TableCriterion("c3", "Third", is_active=False),
        },
        values={
            ("base", "c1"): Integer(0), ("one", "c1"): Interval(Bound(Integer(10)), Bound(Integer(20))),
            ("base", "c2"): Real(1.5), ("one", "c2"): Real(1.5), ("off", "c1"): Integer(90),
        },
        weights={"c1": Real(0.25), "c2": Real(0.75)},
        hierarchy=(Node("root", "All", True, sets),),
    )  # fmt: skip
    study, said = drafted(
        tmp_path, MatrixFile("decision.xml", table, heading="First Second"), baseline="BASE"
    )
    assert "left out: 'OFF'" in said
    assert "left out: 'Third'" in said
    assert [group.title for group in study.groups.values()] == ["Set", "Other set", "Protection"]
    assert study.scores.loc[("one", "c1"), ["low", "central", "high"]].tolist() == [1, 2.5, 3]
    assert study.scores.loc[("one", "c2"), "central"] == 0
    assert dict(study.weight_sets["from_the_table"].groups) == {"set": 33, "other_set": 100}


def tidy(study: Study) -> str:
    """Return a study's scores as our own exports write them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = ["option", "option_title", "criterion", "criterion_title", "group"]
    head = [*names, "low", "central", "high", "basis", "evidence", "reason", "scenario_central"]
    writer.writerow(["# label", study.label])
    writer.writerow(head)
    for option in study.ranked_options:
        for criterion in study.criteria:
            if (option, criterion) not in study.scores.index:
                continue
            row = study.scores.loc[(option, criterion)]
            titles = [study.options[option].title, study.criteria[criterion].title]
            titles = [
                f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) else text for text in titles
            ]
            names = [option, titles[0], criterion, titles[1], study.group_of(criterion)]
            rest = [row["basis"], " ".join(row["evidence"]), row["reason"], ""]
            writer.writerow([*names, row["low"], row["central"], row["high"], *rest])
    return "\ufeff" + out.getvalue()


def hostile(study: Study, names: list[str]) -> Study:
    """Return the study with other titles of its options."""
    options = {
        key: one.model_copy(update={"title": f"{name} {n}", "short": f"{name} {n}"})
        for n, ((key, one), name) in enumerate(zip(study.options.items(), names, strict=True))
    }
    return replace(study, options=options)


@pytest.mark.parametrize(
    "names",
    [
        ["As today", "Later boats", "A bridge", "A clinic"],
        ["=1+1", "@x", "-2", "+3"],
        ["<script>alert(1)</script>", "{{7*7}}", "${x}", 'a "quoted", name;'],
        ["\u05e9\u05dc\u05d5\u05dd", "\U0001f469\u200d\U0001f33e", "강 둑", "a\u0301\u0302"],
        ["US$5 ... US$7", "$\\frac{1}{$", "100%", "a_b"],
    ],
)
def test_round_trip_of_our_own_tidy_export(tmp_path: Path, names: list[str]) -> None:
    """Low, central and high of every score, and every name, come back as they went out."""
    study = hostile(tiny_study(), names)
    back, said = drafted(tmp_path, matrix_of(tmp_path, tidy(study)))
    same = ["low", "central", "high"]
    pairs = list(study.scores.index)
    assert (
        back.scores.loc[pairs, same].to_numpy().tolist() == study.scores.loc[pairs, same].to_numpy().tolist()
    )
    assert set(back.scores.index) - set(pairs) <= {("as_today", c) for c in back.criteria}
    assert [one.title for one in back.options.values()] == [study.options[key].title for key in back.options]
    assert [back.criteria[key].title for key in study.criteria] == [
        one.title for one in study.criteria.values()
    ]
    assert "taken as they are" in said


def test_scores_go_into_a_study_that_is_there(tmp_path: Path, tiny: Path) -> None:
    """Names are matched by id, title or short name; what changed is replaced and named, the rest stays."""
    study = load(tiny)
    text = "Policy,COLLISIONS,Cost\nAs today,0,0\nLater,2,-1\nA Bridge,3,-3\n"
    matched = match(matrix_of(tmp_path, text), study)
    placed = place(matched, baseline=study.baseline)
    files, said = study_with_scores(matched, placed, study, tiny)
    assert "later_boats,collisions,1.5,2,2.5,judgement," in files["scores.csv"]
    assert "bridge,cost,-3,-3,-2.5,stated,rep_bridge" in files["scores.csv"]
    assert "replaced by the table's: 1" in " ".join(said)
    assert "expected.yaml" not in files
    with pytest.raises(FileInvalid) as caught:
        match(matrix_of(tmp_path, "Option,Cots\nAs todai,1\n"), study)
    assert "Did you mean 'Cost'?" in str(caught.value)
    assert "Did you mean 'As today'?" in str(caught.value)


def test_nothing_is_left_behind_when_it_cannot_be_a_study(tmp_path: Path) -> None:
    """A table too large for a study is refused with the reason, and the folder is not made."""
    names = ",".join(f"c{n}" for n in range(60))
    rows = "\n".join(f"o{n}," + ",".join("0" if n == 0 else "1" for _ in range(60)) for n in range(1200))
    matrix = matrix_of(tmp_path, f"Option,{names}\n{rows}\n")
    with pytest.raises(FileInvalid) as caught:
        draft_study(matrix, place(matrix), "large", tmp_path / "large")
    assert "over 1 MB" in str(caught.value)
    assert not (tmp_path / "large").exists()


NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32)


@given(
    st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=2, max_size=5),
    st.lists(st.sampled_from(["min", "max"]), min_size=3, max_size=3),
)
@settings(max_examples=60)
def test_any_measured_table(rows: list[list[float | None]], ways: list[str]) -> None:
    """Placed scores are half steps on the scale, keep the order of the values, and have a wide enough range."""
    table = DecisionTable(
        alternatives={f"o{n}": Alternative(f"o{n}", f"Option {n}") for n in range(len(rows))},
        criteria={f"c{n}": TableCriterion(f"c{n}", f"Criterion {n}", direction=ways[n]) for n in range(3)},  # type: ignore[arg-type]
        values={
            (f"o{n}", f"c{m}"): Real(x)
            for n, row in enumerate(rows)
            for m, x in enumerate(row)
            if x is not None
        },
    )
    try:
        placed = place(MatrixFile("t", table), kind="measures", baseline="o0")
    except PolicylabError:
        return
    for (option, criterion), score in placed.scores.items():
        assert -3 <= score.low <= score.central <= score.high <= 3
        assert all(number * 2 % 1 == 0 for number in (score.low, score.central, score.high))
        assert option == "o0" or score.high - score.low >= 1
        for other in placed.options:
            if (
                (other, criterion) in placed.scores
                and table.number(option, criterion) is not None
                and table.number(other, criterion) is not None
            ):
                less = table.number(option, criterion) < table.number(other, criterion)  # type: ignore[operator]
                rises = score.central <= placed.scores[other, criterion].central
                falls = score.central >= placed.scores[other, criterion].central
                assert not less or (rises if table.criteria[criterion].direction == "max" else falls)
