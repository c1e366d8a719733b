"""Files over a page's connection: the same bytes as on the command line, and plain words for what is no file."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from policylab.errors import CallError
from policylab.exports import KINDS, View, export
from policylab.server.files import TYPES, file_of
from policylab.viewmodels import Explore
from tests.browser.sample import sample_study

ASKED = {
    "kind": "order",
    "ending": "csv",
    "options": [],
    "link": "http://127.0.0.1:1/#2.h",
    "date": "2026-01-31",
}


def test_same_as_an_export() -> None:
    """A reader's own choices, link and day make the file that the exports make of them."""
    study = sample_study()
    explore = Explore(study, {**Explore(study).state(), "floor": 12, "protection": 20})
    found = file_of(explore, ASKED)
    view = View(explore.result(), 12, link=ASKED["link"], date=ASKED["date"])
    assert base64.b64decode(found["content"]) == export(view, "order", "csv")
    assert found["type"] == TYPES["csv"]


def test_every_format_has_a_type() -> None:
    """A browser is told what each format is."""
    assert {ending for kind in KINDS.values() for ending in kind.makers} == set(TYPES)


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "orders"}, {"kind": 3}, {"kind": None}, {"ending": "exe"}, {"ending": "../csv"}, {"options": "grey"},
        {"options": [1]}, {"options": ["grey"]}, {"link": "javascript:alert(1)"}, {"link": "http://x/\n"},
        {"link": "http://x/" + "a" * 3000}, {"date": "yesterday"}, {"date": 5},
    ],
)  # fmt: skip
def test_what_is_no_file(changed: dict[str, Any]) -> None:
    """Whatever else is asked for is refused in a sentence."""
    with pytest.raises(CallError):
        file_of(Explore(sample_study()), {**ASKED, **changed})
