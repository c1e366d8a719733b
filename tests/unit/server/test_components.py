"""Browser components: plain modules that set text as text and ask nobody for anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

MOST_LINES = 400
BANNED = {
    r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|DOMParser": "markup from text",
    r"\beval\(|new Function|setTimeout\(\s*[\"'`]": "text run as a program",
    r"\bfetch\(|XMLHttpRequest|sendBeacon|EventSource|new WebSocket|https?://(?!www\.w3\.org/2000/svg)": "a request",
    r"localStorage|document\.cookie|indexedDB": "something kept on the device",
}


KEEPER = "keep.js"
"""The one component that may keep something on the reader's device: what it keeps can be deleted there."""


def faults(source: str, name: str = "") -> list[str]:
    """Return what a component does that it must not do."""
    found = [
        what
        for pattern, what in BANNED.items()
        if re.search(pattern, source) and not (name == KEEPER and what == "something kept on the device")
    ]
    found += [
        f"imports {name}"
        for name in re.findall(r'^(?:import|export)\b[^;"]*?from "([^"]+)"', source, re.MULTILINE)
        if not re.fullmatch(r"\./[a-z_]+\.js", name)
    ]
    return found + ([f"more than {MOST_LINES} lines"] if len(source.splitlines()) > MOST_LINES else [])


def test_components(repo: Path) -> None:
    """No component makes markup from text, runs text, sends requests, imports from elsewhere; one keeps anything."""
    parts = sorted((repo / "dashboards" / "_components").glob("*.js"))
    assert len(parts) > 10
    assert {
        part.name: faults(part.read_text(encoding="utf-8"), part.name)
        for part in parts
        if part.name != "kernel.js"
    } == {part.name: [] for part in parts if part.name != "kernel.js"}


def test_style_sheets_ask_nobody(repo: Path) -> None:
    """No style sheet imports or loads anything."""
    for sheet in (repo / "dashboards" / "_components").glob("*.css"):
        assert not re.search(r"@import|url\(|@font-face", sheet.read_text(encoding="utf-8")), sheet.name


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("node.innerHTML = name", "markup from text"),
        ("eval(text)", "text run as a program"),
        ('load("https://example.org/x.js")', "a request"),
        ("localStorage.weights = 1", "something kept on the device"),
        ('import { x } from "lit"', "imports lit"),
        ("\n" * 401, "more than 400 lines"),
    ],
)
def test_bad_components_are_rejected(source: str, fault: str) -> None:
    """A component that does one of these is rejected."""
    assert faults(source) == [fault]
