"""Small pieces of generated sentences; `kernel_words.js` has the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policylab.schema import Study
from policylab.terms import score_word

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
TODAY = "today's practice"
FIRST_MEANS = (
    "First here means the highest total; options too close to call with it share its place in the order."
)
"""Stands with every exact account of who stands first where."""


_MINUS = re.compile(r"(?<![\w)])-(?=\d)")
_OPENING = (
    (re.compile(r"(^|[\s(\[])('?)\""), "\\1\\2\u201c"),
    (re.compile(r"(^|[\s(\[\u201c])'"), "\\1\u2018"),
)


def typeset(text: str) -> str:
    r"""Return a generated sentence as it is set; `words.js` has the same.

    A real minus before a number, no break before a per cent sign, typographic quotation marks: opening at the
    beginning, after a space and after an opening bracket.

    >>> typeset("from -3 to 14 %") == "from \N{MINUS SIGN}3 to 14\N{NO-BREAK SPACE}%"
    True
    >>> typeset("\"Jobs\" is today's") == "\u201cJobs\u201d is today\u2019s"
    True
    """
    said = _MINUS.sub("\N{MINUS SIGN}", text).replace(" %", "\N{NO-BREAK SPACE}%")
    for opening, mark in _OPENING:
        said = opening.sub(mark, said)
    return said.replace("'", "\u2019").replace('"', "\u201d")


def listed(words: Sequence[str]) -> str:
    """Join words as in a sentence.

    >>> listed(["security", "alliance", "economic"])
    'security, alliance and economic'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def lowered(title: str) -> str:
    """Return a title as it stands inside a sentence: a small first letter, unless an abbreviation or a name begins it.

    A first word with an apostrophe is taken for somebody's name.

    >>> lowered("Security"), lowered("UN access"), lowered("Mill's emphasis")
    ('security', 'UN access', "Mill's emphasis")
    """
    first_word = title.split(" ", 1)[0]
    if title[1:2].isupper() or "'" in first_word or "\u2019" in first_word:
        return title
    return title[:1].lower() + title[1:]


def raised(sentence: str) -> str:
    """Return a sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def signed(number: float) -> str:
    """Return a number with its sign, 0 without one.

    >>> signed(14), signed(-1.5), signed(0.0)
    ('+14', '-1.5', '0')
    """
    number = round(number, 4)
    return f"{number:+g}" if number else "0"


def possessive(study: Study, apostrophe: str = "'") -> str:
    """Return whose concerns, or whose ledger, it is that stands against protection: `the state's`."""
    name = study.decision_maker
    return f"{name}{apostrophe}" if name.lower().endswith("s") else f"{name}{apostrophe}s"


def bare_name(study: Study) -> str:
    """Return who decides as a heading has it, without an article: `state`, `Assembly`."""
    name = study.decision_maker
    article, _, rest = name.partition(" ")
    return rest.strip() if article.lower() in ("the", "a", "an") and rest.strip() else name


def own_ledger(study: Study) -> str:
    """Return what the ledger of who decides is called: `the state ledger`, `Parliament's ledger`."""
    if study.decision_maker.startswith("the "):
        return f"the {bare_name(study)} ledger"
    return f"{possessive(study)} ledger"


def word_of_score(study: Study, score: float) -> str:
    """Return the study's word for a score, or the usual one."""
    key = f"{round(score, 4):g}"
    return study.score_words.get("0" if key == "-0" else key, score_word(score))
