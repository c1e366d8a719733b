"""Fingerprints of passages, and how a passage is found again in a text by its fingerprint alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from policylab.provenance.records import Passage

Span = tuple[int, int]

# Signs that belong to a passage although no letter: quotes and brackets round it, and its full stop.
_BEFORE = "\"'([“‘«„"
_AFTER = ".!?…\"')]”’»。！？"


def squash(text: str) -> str:
    """Return the letters and digits of a text, case-folded, everything else dropped.

    Line breaks, hyphenation, quotes and the layout of footnotes do not matter any more.

    >>> squash("A well-founded fear (1951)")
    'awellfoundedfear1951'
    """
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def fingerprint(text: str) -> Passage:
    """Return the fingerprint of a passage: number of its letters and digits, and their SHA-256.

    >>> fingerprint("Well-founded").length
    11
    """
    letters = squash(text)
    return Passage(length=len(letters), sha256=sha256(letters.encode()).hexdigest())


@dataclass(frozen=True)
class _Letters:
    """The squashed text as bytes, and for each letter where it comes from.

    `origin[k]` is the place of letter k in the text, `at[k]` its first byte (one more entry ends the last),
    `edge[k]` whether a word or number may start at letter k, and so the one before end there.
    """

    data: bytes
    origin: list[int]
    at: list[int]
    edge: list[bool]


def _letters(text: str) -> _Letters:
    origin: list[int] = []
    at = [0]
    edge: list[bool] = []
    parts: list[bytes] = []
    before, after_gap = "", True
    for place, sign in enumerate(text):
        for letter in sign.casefold():
            if not letter.isalnum():
                after_gap = True
                continue
            code = letter.encode()
            parts.append(code)
            origin.append(place)
            at.append(at[-1] + len(code))
            edge.append(after_gap or not _one_word(before, letter))
            before, after_gap = letter, False
    edge.append(True)
    return _Letters(b"".join(parts), origin, at, edge)


def _one_word(before: str, letter: str) -> bool:
    """Whether two neighbours belong to one word or number; scripts without capitals may not part words."""
    if before.isdigit() or letter.isdigit():
        return before.isdigit() and letter.isdigit()
    return before.upper() != before and letter.upper() != letter


def find_everywhere(
    text: str, passages: Mapping[str, Passage], *, inside_words: bool = False
) -> dict[str, list[Span]]:
    """Return every place of every passage in a text.

    Parameters
    ----------
    text : str
        The text as it is, with line breaks and all.
    passages : mapping of str to Passage
        Fingerprints by any key.
    inside_words : bool
        Whether a passage may start or end inside a word or number; takes some 20 times as long.

    Returns
    -------
    dict of str to list of (int, int)
        Start and end in the text, in the order of the text; no entry for a passage that is not there.

    Notes
    -----
    A record keeps no rolling hash to compare with, so each window is hashed. Those that start and end at the
    edge of a word or number are few: of 40 kB of English and one length, some 1,500 of 32,000.
    """
    letters = _letters(text)
    n = len(letters.origin)
    starts = [k for k in range(n) if inside_words or letters.edge[k]]
    wanted: dict[int, dict[bytes, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, passage in passages.items():
        wanted[passage.length][bytes.fromhex(passage.sha256)].append(key)
    found: dict[str, list[Span]] = defaultdict(list)
    data, at, edge, origin = letters.data, letters.at, letters.edge, letters.origin
    for length, digests in wanted.items():
        for start in starts:
            end = start + length
            if end > n:
                break
            if inside_words or edge[end]:
                for key in digests.get(sha256(data[at[start] : at[end]]).digest(), ()):
                    found[key].append((origin[start], origin[end - 1] + 1))
    return dict(found)


def find_passages(text: str, passages: Mapping[str, Passage]) -> dict[str, Span]:
    """Return the first place of each passage in a text: start and end; see `find_everywhere`.

    >>> text = "It was a dark night. No- body moved."
    >>> start, end = find_passages(text, {"k": fingerprint("nobody moved")})["k"]
    >>> text[start:end].split()
    ['No-', 'body', 'moved']
    """
    found = find_everywhere(text, passages)
    missing = {key: passage for key, passage in passages.items() if key not in found}
    found |= find_everywhere(text, missing, inside_words=True)
    return {key: spans[0] for key, spans in found.items()}


def lines_of(text: str, span: Span) -> tuple[int, int]:
    """Return first and last line of a span, counted from 1."""
    start, end = span
    first = text.count("\n", 0, start) + 1
    return first, first + text.count("\n", start, end)


def passage_text(text: str, span: Span) -> str:
    """Return a passage for reading: its full stop, quotes and brackets kept, line breaks and hyphenation taken out.

    Parameters
    ----------
    text : str
        The whole text.
    span : (int, int)
        Start and end of the passage, from its first letter to its last.
    """
    start, end = span
    while start > 0 and text[start - 1] in _BEFORE:
        start -= 1
    while end < len(text) and text[end] in _AFTER:
        end += 1
    joined = re.sub(r"(\w+)-[ \t]*\n\s*(\w+)", lambda match: _join(text, match[1], match[2]), text[start:end])
    return " ".join(joined.split())


def _join(text: str, left: str, right: str) -> str:
    """Join the parts of a word broken at a line's end as the rest of the text spells it."""
    if not re.search(rf"\b{left}{right}\b", text) and re.search(rf"\b{left}-{right}\b", text):
        return f"{left}-{right}"
    return f"{left}{right}"
