"""Every kind of file, in every format: it is made, it carries its receipt, and made again it is the same."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from policylab.errors import CallError
from policylab.exports import KINDS, View, export, read_receipt, reproduce

SLOW = "figure-"
ALL = [
    (kind, ending)
    for kind, made in KINDS.items()
    for ending in made.makers
    if not kind.startswith(SLOW) or kind == "figure-order" or ending == "svg"
]
"""Figures are slow to draw: one of them in every format, the others in one."""
ALWAYS = [pair for pair in ALL if pair[0] != "figure-packages"]
"""Studies that say nothing on options together have no figure of packages."""
QUICK = [
    ("order", "csv"),
    ("matrix", "docx"),
    ("workbook", "xlsx"),
    ("figure-ladder", "pdf"),
    ("sources", "ris"),
]
PROCESS = """
import hashlib, sys
import policylab as pl
from policylab.exports import View, export
view = View.of(pl.load("north_koreans_in_china"))
for word in sys.argv[1:]:
    print(hashlib.sha256(export(view, *word.split("."))).hexdigest())
"""


def test_every_maker_is_there() -> None:
    """The list of kinds names functions that exist."""
    for kind in KINDS.values():
        for place in kind.makers.values():
            module, _, name = place.partition(":")
            assert callable(getattr(import_module(f"policylab.exports.{module}"), name))


@pytest.mark.parametrize(("kind", "ending"), ALL)
def test_made_again_from_its_receipt(own_view: View, kind: str, ending: str) -> None:
    """A file of a reader's own view is made again from nothing but itself and the study, byte for byte."""
    content = export(own_view, kind, ending)
    receipt = read_receipt(content)
    assert (receipt.kind, receipt.ending, receipt.study) == (kind, ending, own_view.published.id)
    again = reproduce(content, own_view.published)
    assert again.agrees, again.sentences


@pytest.mark.parametrize(("kind", "ending"), ALWAYS)
def test_hostile_names_do_no_harm(hostile_view: View, kind: str, ending: str) -> None:
    """No name in a study keeps a file from being made."""
    content = export(hostile_view, kind, ending)
    assert read_receipt(content).study == hostile_view.study.id


@pytest.mark.parametrize(("kind", "ending"), ALWAYS)
def test_missing_scores(gaps_view: View, kind: str, ending: str) -> None:
    """Scores that are missing leave every file whole."""
    assert read_receipt(export(gaps_view, kind, ending)).kind == kind


def test_no_packages(gaps_view: View) -> None:
    """A study that says nothing on options together has no figure of packages, and says so."""
    with pytest.raises(CallError, match="interactions"):
        export(gaps_view, "figure-packages", "svg")


def test_same_bytes_in_another_process() -> None:
    """Nothing depends on the order of sets or on a clock: two processes write the same bytes."""
    words = [f"{kind}.{ending}" for kind, ending in QUICK]
    told = [
        subprocess.run(
            [sys.executable, "-c", PROCESS, *words],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert len(told[0].split()) == len(QUICK)


@pytest.mark.parametrize(
    ("kind", "ending", "options", "says"),
    [
        ("orders", "csv", {}, "There is no kind of file 'orders'"),
        ("order", "xyz", {}, "Order is written as 'csv'"),
        ("order", "csv", {"grey": True}, "takes 'landscape', not 'grey'"),
        ("workbook", "xlsx", {"grey": True}, "takes no options"),
    ],
)
def test_what_there_is_not(view: View, kind: str, ending: str, options: dict[str, bool], says: str) -> None:
    """A kind, format or option that is not known is refused in one sentence that says what there is."""
    with pytest.raises(CallError, match=says):
        export(view, kind, ending, **options)
