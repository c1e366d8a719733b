"""Tables as data and as readers see them: the page's columns and numbers, the study's scores, gaps left empty."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from policylab.exports import View
from policylab.exports.receipt import receipt_of
from policylab.exports.tables.data import Table, table_of
from policylab.exports.tables.printed import Printed, name_of, printed, signed_text
from policylab.mcda import shown
from tests.browser.sample import GAPS, criteria, rows, sample_study
from tests.unit.exports.names import nasty_view

KINDS = ("order", "matrix", "scores")


def table(view: View, kind: str) -> Table:
    """Return a table."""
    return table_of(view, receipt_of(view, kind, "csv", {}))


def read(view: View, kind: str, **options: bool) -> Printed:
    """Return a table as readers see it."""
    return printed(view, receipt_of(view, kind, "html", options))


def frame(made: Table) -> pd.DataFrame:
    """Return a table as a frame of objects."""
    return pd.DataFrame(made.rows, columns=list(made.names), dtype=object)


def test_columns_are_those_of_the_page(view: View, own_view: View, repo: Path) -> None:
    """Scores and order have the columns of the page's own files, in their order; exact ones come after them."""
    page = (repo / "dashboards/_components/files.js").read_text(encoding="utf-8")
    tidy = re.search(r"const TIDY = \[(.*?)\];", page, re.DOTALL)
    assert tidy
    assert list(table(view, "scores").names) == re.findall(r'"(\w+)"', tidy[1])
    head = re.search(r"csv\(view, \[(\"place\".*?)\],\n", page, re.DOTALL)
    assert head
    plain = re.sub(r"\.\.\.groups\.map\(.*?\)\),", '"GROUPS",', head[1])
    for one, groups in (
        (view, ["security", "alliance", "economic"]),
        (own_view, ["security", "alliance", "economic", "from_protection"]),
    ):
        wanted = [
            word
            for name in re.findall(r'"(\w+)"', plain)
            for word in (groups if name == "GROUPS" else [name])
        ]
        exact = [f"{name}_exact" for name in [*groups, "total", "protection"]]
        assert list(table(one, "order").names) == wanted + exact
    assert list(table(view, "matrix").names) == ["option", "title", *view.study.criteria]
    assert table(own_view, "matrix").names[-1] == "own influx"


@pytest.mark.parametrize("kind", ["view", "own_view", "gaps_view"])
def test_order_adds_up(kind: str, request: pytest.FixtureRequest) -> None:
    """Parts shown add up to the total shown, exact ones to the exact total, and places are those of the result."""
    view = request.getfixturevalue(kind)
    made = frame(table(view, "order")).set_index("option")
    parts = [name.removesuffix("_exact") for name in made if name.endswith("_exact")][:-2]
    assert list(made.index) == [str(key) for key in view.result.order.index]
    assert view.published.baseline in made.index
    for option, row in made.iterrows():
        total = view.result.total[option]
        if pd.isna(total):
            assert row["place"] is row["total"] is row["total_exact"] is row["shared"] is None
            assert all(row[name] is None for name in parts)
            continue
        assert row["place"] == view.result.order.at[option, "rank"]
        assert row["total"] == shown(total) == sum(row[name] for name in parts)
        assert row["total_exact"] == pytest.approx(total, abs=1e-6)
        assert sum(row[f"{name}_exact"] for name in parts) == pytest.approx(total, abs=1e-5)
    below = [row["below_floor"] for _, row in made.iterrows()]
    assert any(below) == (view.floor is not None)


def test_scores_are_those_of_the_study(own_view: View) -> None:
    """Each cell has the published score, what the scenario makes of it, and the reader's own beside it."""
    made = frame(table(own_view, "scores")).set_index(["option", "criterion"])
    published = {(row.option, row.criterion): row for row in own_view.published.rows}
    assert len(made) == len(own_view.study.ranked_options) * len(own_view.study.criteria)
    for key, row in made.iterrows():
        one = published[key]
        assert (row["low"], row["central"], row["high"]) == (one.low, one.central, one.high)
        assert (row["basis"], row["evidence"], row["reason"]) == (one.basis.value, one.evidence, one.reason)
        if key != ("camp", "influx"):
            assert row["scenario_central"] == own_view.result.scores.central.at[key]
            assert row["own_central"] is row["own_counts"] is None
    camp = made.loc[("camp", "influx")]
    assert [camp["own_low"], camp["own_central"], camp["own_high"], camp["own_counts"]] == [
        0.0,
        0.5,
        1.0,
        True,
    ]
    assert camp["scenario_central"] == -2.0  # the published one, moved by the scenario
    wide = frame(table(own_view, "matrix")).set_index("option").loc["camp"]
    assert (wide["influx"], wide["own influx"]) == (-2.0, 0.0)


def test_what_is_not_scored_is_empty(gaps_view: View) -> None:
    """A missing score is nothing in every table, never 0, and a note says so."""
    wide = frame(table(gaps_view, "matrix")).set_index("option")
    tidy = frame(table(gaps_view, "scores")).set_index(["option", "criterion"])
    for option, criterion in GAPS:
        assert wide.at[option, criterion] is None
        assert tidy.at[(option, criterion), "basis"] == "not scored"
        assert tidy.at[(option, criterion), "central"] is None
    told = read(gaps_view, "matrix")
    at = [head.title for head in told.sheets[0].heads].index(gaps_view.study.criteria["security_2"].title)
    row = next(row for row in told.sheets[0].blocks[0].rows if row[0] == "Plan 3")
    assert row[at] == ""
    assert any("not the same as 0" in note for note in told.notes)
    order = read(gaps_view, "order").sheets[0].blocks[0].rows
    assert ("", "not scored") in [(row[0], row[-3]) for row in order]


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_has_its_own_name(kind: str) -> None:
    """Criteria that are called as other columns are, and protection in the total, take no other column's name."""
    named = {
        {"security_1": "title", "security_2": "option", "aim_1": "total"}.get(key, key): record
        for key, record in criteria().items()
    }
    study = sample_study()
    renamed = {"security_1": "title", "security_2": "option", "aim_1": "total"}
    sets = {
        key: one.model_copy(update={"criteria": {renamed.get(c, c): n for c, n in one.criteria.items()}})
        for key, one in study.weight_sets.items()
    }
    found = tuple(
        row.model_copy(update={"criterion": renamed.get(row.criterion, row.criterion)}) for row in rows()
    )
    scenarios = {"today": study.scenarios["today"]}
    made = table(
        View.of(
            replace(study, criteria=named, weight_sets=sets, rows=found, scenarios=scenarios),
            with_protection=0.5,
        ),
        kind,
    )
    assert len(set(made.names)) == len(made.names)
    assert all(len(row) == len(made.names) for row in made.rows)


@pytest.mark.parametrize("kind", KINDS)
def test_readers_see_label_sources_and_todays_practice(own_view: View, kind: str) -> None:
    """Every table for readers carries the label first, whose weights or scale, all sources, and today's practice."""
    told = read(own_view, kind)
    assert told.notes[0] == own_view.study.label == told.label
    notes = " ".join(told.notes)
    assert all(source.cite in notes for source in own_view.study.sources.values())
    assert "own +0.5, published \N{MINUS SIGN}1.5" in notes
    texts = [cell for sheet in told.sheets for block in sheet.blocks for row in block.rows for cell in row]
    titles = [block.title for sheet in told.sheets for block in sheet.blocks]
    assert any("today\u2019s practice" in text for text in [*texts, *titles])
    ours = [text for sheet in told.sheets for text in (sheet.caption, *(head.title for head in sheet.heads))]
    everything = " ".join([notes, *ours, *(texts if kind != "scores" else [])]).lower()
    assert not re.search(r"\b(best|winner|optimal)\b", everything)
    assert not re.search(r"(?<![\w)])-\d", " ".join(texts))  # a real minus sign


def test_shared_places_and_marks(own_view: View) -> None:
    """A shared place reads =3; an option below the floor and one with an own score say so in words."""
    rows = {row[2]: row for row in read(own_view, "order").sheets[0].blocks[0].rows}
    order = own_view.result.order
    shared = [name_of(own_view, str(key)) for key in order.index[order["shared"]]]
    assert shared
    for name, row in rows.items():
        assert row[0].startswith("=") == any(name == one or name.startswith(f"{one},") for one in shared)
    assert "Camp, below floor, own score" in rows
    matrix = read(own_view, "matrix").sheets[0].blocks[0].rows
    assert [cell for row in matrix for cell in row if cell.endswith("\N{DAGGER}")] == ["0\N{DAGGER}"]


@pytest.mark.parametrize(("options", "sizes"), [({}, [11, 10]), ({"landscape": True}, [21])])
def test_a_matrix_fits_its_page(view: View, options: dict[str, Any], sizes: list[int]) -> None:
    """A page that stands has one table for each ledger; one that lies across has both side by side."""
    told = read(view, "matrix", **options)
    assert [len(sheet.heads) - 1 for sheet in told.sheets] == sizes
    for sheet in told.sheets:
        assert sum(n for _, n in sheet.spans) == len(sheet.heads)
        assert [block.title for block in sheet.blocks] == [""]
        assert sheet.n_rows == len(view.study.ranked_options)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_are_cleaned(kind: str) -> None:
    """No text in a table holds what no file may hold, and no row is lost."""
    made = table(nasty_view(), kind)
    texts = [value for row in made.rows for value in row if isinstance(value, str)]
    assert all(text.encode("utf-8") for text in texts if text)
    assert not any(re.search("[\x00-\x08\ud800-\udfff\uffff]", text) for text in texts)
    assert len(made.rows) == {"order": 19, "matrix": 19, "scores": 19 * 21}[kind]


def test_no_name_turns_what_follows() -> None:
    """A name that turns the direction of its text turns nothing after it, in notes neither."""
    told = read(nasty_view(), "order")
    for text in (*told.notes, *(row[2] for row in told.sheets[0].blocks[0].rows)):
        assert "\u202eback" not in text.replace("\u202eback\u202c", "")


def test_signs() -> None:
    """Numbers for readers have a real minus, a plus, and 0 alone."""
    assert [signed_text(number) for number in (2, -0.5, 0.0, -0.0, None)] == ["+2", "\u22120.5", "0", "0", ""]
