"""A link of the dashboard, read as a state: the form that `dashboards/_components/link.js` writes.

A page takes what it can of a damaged link and names the rest; here a link is read whole or refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from policylab.analysis.choices import YOURS
from policylab.errors import CallError
from policylab.schema import Study
from policylab.terms import SCALE
from policylab.viewmodels.state import FIRM, LANGUAGES, TABS, VERSION

FORM = "2"
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
DIGITS = "0123456789abcdefghijklmnopqrstuv"
NAME = 18
UNREADABLE = "This link cannot be read whole; copy it again from the dashboard."


def hashed(text: str) -> int:
    """Return 32 bits of a text, as `bits.js` does."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    found = (found ^ found >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    found = (found ^ found >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return found ^ found >> 16


def code_in(text: str) -> str | None:
    """Return the code of a link in a text that holds nothing else: an address, or the code alone.

    >>> code_in("http://127.0.0.1:5006/#s=2.hAAA")
    '2.hAAA'
    """
    found = re.fullmatch(r"\s*(?:\S*#(?:[^#\s]*&)?s=)?(\d+\.[\w.-]*\w)\s*", text, re.ASCII)
    return found.group(1) if found else None


def read_link(study: Study, code: str) -> dict[str, Any]:
    """Return the state a link stands for, not yet checked.

    Parameters
    ----------
    study : Study
        The study that it belongs to.
    code : str
        What stands behind `#s=`.

    Raises
    ------
    CallError
        When any part is damaged, is of another study, or names what this version of the study no longer has.
    """
    form, *pieces = code.split(".")
    parts = {piece[0]: piece[1:-5] for piece in pieces if _is_sound(piece, study.id)}
    if form != FORM or len(parts) != len(pieces) or set(parts) != set("hwspodkv"):
        raise CallError(UNREADABLE)
    bits = {letter: _Bits(contents) for letter, contents in parts.items()}
    head = bits["h"]
    head.name("study", [study.id])
    version = bytes(head.take(8) for _ in range(head.take(6))).decode("utf-8", "replace")
    state = {"v": VERSION, "study": study.id, "version": version}
    state |= _weights(bits["w"], study)
    state["scenario"] = bits["s"].name("scenario", study.scenarios)
    state["protection"] = bits["p"].take(7)
    state["floor"] = bits["p"].take(8) - 100 if bits["p"].take(1) else None
    state |= _own(bits["o"], study)
    state["filter"] = _filter(bits["d"], study)
    state["package"] = bits["k"].names("option", study.options)
    return state | _view(bits["v"], study)


def _is_sound(piece: str, study: str) -> bool:
    if len(piece) < 6:
        return False
    text = f"{FORM} {piece[0]} {'' if piece[0] == 'h' else study} {piece[1:-5]}"
    found = hashed(text) >> 7
    return piece[-5:] == "".join(DIGITS[found >> shift & 31] for shift in (20, 15, 10, 5, 0))


class _Bits:
    """The bits of one part, the highest first."""

    def __init__(self, text: str) -> None:
        self.bits = "".join(f"{SIGNS.index(sign):06b}" for sign in text if sign in SIGNS)
        self.at = 0

    def take(self, width: int) -> int:
        """Return the next number."""
        found = self.bits[self.at : self.at + width]
        self.at += width
        if len(found) < width:
            raise CallError(UNREADABLE)
        return int(found, 2)

    def name(self, kind: str, ids: Iterable[str]) -> str:
        """Return the next name among those there are."""
        tag = self.take(NAME)
        found = [id for id in ids if hashed(f"{kind} {id}") >> 32 - NAME == tag]
        if len(found) != 1:
            raise CallError(f"This link names a {kind} that the study does not have in this version.")
        return found[0]

    def names(self, kind: str, ids: Iterable[str]) -> list[str]:
        """Return the next list of names."""
        known = list(ids)
        return [self.name(kind, known) for _ in range(self.take(8))]


def _weights(bits: _Bits, study: Study) -> dict[str, Any]:
    found: dict[str, Any] = {
        "weight_set": bits.name("weight set", [*study.weight_sets, YOURS]),
        "started_from": bits.name("weight set", study.weight_sets),
    }
    for key, kind, ids, width in (
        ("groups", "group", study.state_groups, 7),
        ("criteria", "criterion", tuple(study.criteria), 4),
    ):
        found[key] = {bits.name(kind, ids): bits.take(width) for _ in range(bits.take(8))}
    return found


def _own(bits: _Bits, study: Study) -> dict[str, Any]:
    use_own, steps = bool(bits.take(1)), bits.take(12)
    width = max(1, steps.bit_length())
    criteria = bits.names("criterion", study.criteria)
    own: dict[str, dict[str, list[float]]] = {}
    for _ in range(bits.take(8)):
        option = bits.name("option", study.ranked_options)
        for _ in range(bits.take(8)):
            place = bits.take(8)
            numbers = [round(bits.take(width) / max(1, steps) * 2 * SCALE - SCALE, 6) + 0.0 for _ in range(3)]
            if place >= len(criteria):
                raise CallError(UNREADABLE)
            own.setdefault(option, {})[criteria[place]] = numbers
    return {"own": own, "use_own": use_own}


def _filter(bits: _Bits, study: Study) -> dict[str, str]:
    found = {}
    for _ in range(bits.take(8)):
        facet = bits.name("facet", study.facets)
        found[facet] = bits.name("class", study.facets[facet].classes)
    return found


def _view(bits: _Bits, study: Study) -> dict[str, Any]:
    options = study.ranked_options
    return {
        "language": bits.name("language", LANGUAGES),
        "tab": bits.name("tab", TABS),
        "firm": bits.name("firm", FIRM),
        "option": bits.name("option", options) if bits.take(1) else None,
        "cell": [bits.name("option", options), bits.name("criterion", study.criteria)]
        if bits.take(1)
        else None,
        "chosen": bits.names("option", options),
        "open": bits.names("group", study.groups),
        "numbers": bool(bits.take(1)),
        "whiskers": bool(bits.take(1)),
        "step": bits.take(6) if bits.take(1) else None,
    }
