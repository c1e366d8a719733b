"""The line that says what takes so long."""

from __future__ import annotations

import io
import sys
import time

import pytest

from policylab.cli._working import working


class Terminal(io.StringIO):
    """An error stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_long_work_is_named_and_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a terminal the line says what is worked on, and is wiped at the end."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with working("the draws", after=0.01) as at:
        at("tipping points")
        while "tipping points" not in stream.getvalue():
            time.sleep(0.005)
    assert "Working on tipping points" in stream.getvalue()
    assert stream.getvalue().rsplit("\r", 2)[-2].strip() == ""
    assert stream.getvalue().endswith("\r")


def test_short_work_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is done in time is not spoken of."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with working("the draws", after=60):
        pass
    assert stream.getvalue() == ""


def test_no_line_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error stream that is no terminal stays clean."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with working("the draws", after=0):
        time.sleep(0.02)
    assert stream.getvalue() == ""


def test_the_line_stops_with_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the work ends the line, and comes through."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with pytest.raises(KeyError), working("the draws", after=0.01):
        raise KeyError("x")
    length = len(stream.getvalue())
    time.sleep(0.05)
    assert len(stream.getvalue()) == length
