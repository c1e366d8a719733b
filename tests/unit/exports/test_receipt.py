"""Receipts: they are found in any file, hold all choices, and say what has changed since."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policylab as pl
from policylab.errors import CallError
from policylab.exports import View, export, read_receipt, reproduce
from policylab.exports.receipt import MARK, receipt_of
from policylab.schema import Study, content_hash


def test_holds_every_choice(own_view: View) -> None:
    """From the receipt comes the same view: order, own scores, floor, seed, draws, link, day."""
    receipt = receipt_of(own_view, "order", "csv", {"landscape": True, "grey": False})
    again = receipt.view(own_view.published)
    assert again.result.order.equals(own_view.result.order)
    assert again.own_scores == own_view.own_scores == {"camp": {"influx": [0.0, 0.5, 1.0]}}
    assert receipt_of(again, "order", "csv", {"landscape": True}) == receipt
    assert receipt.options == {"landscape": True}


def test_command_makes_the_same_file(study: Study, tmp_path: pytest.TempPathFactory) -> None:
    """The command in a receipt, run as it stands, writes the same bytes."""
    import shlex
    from pathlib import Path

    from policylab.cli import main

    view = View.of(study, "essay_security_first", "mass_flight", 0.3, floor=-5.5, seed=4, draws=500)
    content = export(view, "order", "tex", landscape=True)
    words = shlex.split(read_receipt(content).command)
    path = Path(str(tmp_path)) / words[3]
    assert main([*words[1:3], str(path), *words[4:]]) == 0
    assert path.read_bytes() == content


def test_result_exports_itself(study: Study, tmp_path_factory: pytest.TempPathFactory) -> None:
    """`result.export` writes what the command writes."""
    folder = tmp_path_factory.mktemp("files")
    path = pl.evaluate(study).export("order", folder / "order.csv", floor=10)
    assert path.read_bytes() == export(View.of(study, floor=10), "order", "csv")
    with pytest.raises(CallError, match="takes no 'height'"):
        pl.evaluate(study).export("order", folder / "order.csv", height=10)


def test_says_what_changed(view: View, study: Study) -> None:
    """A changed study, another program and a changed file are each named."""
    content = export(view, "order", "csv")
    rows = tuple(replace_first(study))
    changed = reproduce(content, replace(study, rows=rows))
    assert not changed.agrees
    assert "what it says has changed" in " ".join(changed.sentences)
    touched = reproduce(content.replace(b"Status quo", b"Status Quo"), study)
    assert not touched.agrees
    assert "the file itself was changed" in " ".join(touched.sentences)
    assert reproduce(content, study).agrees


def replace_first(study: Study) -> list[object]:
    """Return the rows with one score moved by a step."""
    rows = list(study.rows)
    k = next(k for k, row in enumerate(rows) if row.option != study.baseline and row.central < row.high)
    rows[k] = rows[k].model_copy(update={"central": rows[k].high})
    return rows


def test_content_hash_follows_content(study: Study) -> None:
    """The hash is the same for the same study read twice, and another when a word changes."""
    assert content_hash(pl.load("north_koreans_in_china")) == content_hash(study)
    option = study.options["camp"].model_copy(update={"title": "Camp"})
    assert content_hash(replace(study, options={**study.options, "camp": option})) != content_hash(study)


@pytest.mark.parametrize(
    "content", [b"", b"a,b\r\n1,2\r\n", b"%PDF-1.7\nstream\nxx\nendstream", b"PK\x03\x04 broken"]
)
def test_no_receipt(content: bytes) -> None:
    """A file without a receipt is refused in a sentence."""
    with pytest.raises(CallError, match="There is no receipt in this file"):
        read_receipt(content)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_torn_receipt_is_refused(view: View, data: st.DataObject) -> None:
    """Whatever is cut from or changed in a receipt, it is refused in a sentence or is the same."""
    line = receipt_of(view, "order", "csv", {}).line.encode()
    at = data.draw(st.integers(len(MARK), len(line) - 1))
    torn = line[:at] if data.draw(st.booleans()) else line[:at] + b"A" + line[at + 1 :]
    try:
        found = read_receipt(torn)
    except CallError:
        return
    assert found == read_receipt(line)


@pytest.mark.parametrize(
    "chosen",
    [
        {"seed": -1},
        {"seed": True},
        {"draws": 5},
        {"floor": 101},
        {"floor": float("nan")},
        {"link": "javascript:x"},
        {"date": "today"},
    ],
)
def test_choices_out_of_bounds(study: Study, chosen: dict[str, object]) -> None:
    """A floor, seed, number of draws, link or day that is none is refused."""
    with pytest.raises(CallError):
        View.of(study, **chosen)
