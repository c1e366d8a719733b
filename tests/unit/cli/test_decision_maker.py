"""The commands do not speak of the state where an assembly decides."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

COMMANDS = (
    "order", "ladder", "ledgers", "firm", "floor --protection 20", "places", "scenarios", "packages",
    "packages --options move_with_help warning_shelters", "methods", "map", "matrix", "order --with-protection 25",
    "firm --option move_with_help", "firm --option move_with_help --with-protection 25", "show option higher_dykes",
    "compare higher_dykes room_for_river", "show concern fear_budget", "show concern fear_barges",
    "firm --all",
)  # fmt: skip
STATE = re.compile(r"\b(?:the state|state's|state ledger|state criteria|State)\b|\bTHE STATE\b")


@pytest.mark.parametrize("words", COMMANDS)
def test_what_is_printed(call: Callable, words: str) -> None:
    """Tables, headings and sentences of the main commands, for the teaching study."""
    said = call(*words.split(), "--study", "river_plain")
    assert said.status == 0, said.err
    assert STATE.findall(" ".join(said.out.split())) == []


def test_the_assembly_is_named(call: Callable) -> None:
    """In tables, sentences and the record of a concern; a study that names nobody has the state."""
    asked = ("--study", "river_plain")
    assert "For the Assembly" in call("ladder", *asked).out
    assert "Assembly, range" in call("ledgers", *asked).out
    assert "UNBEATEN FOR THE ASSEMBLY AND FOR PROTECTION AT ONCE" in call("packages", *asked).out
    assert (
        "Voice: ascribed to the Assembly by the source" in call("show", "concern", "fear_budget", *asked).out
    )
    assert "For the state" in call("ladder").out


def test_refusals(call: Callable) -> None:
    """What cannot be answered is refused in the same words."""
    asked = ("--study", "river_plain", "--with-protection", "100")
    assert "no weights of the Assembly to move" in " ".join(
        call("places", *asked, "--vary", "around").err.split()
    )
