"""Names that would do harm in one format or another if any of them were taken for more than a name."""

from __future__ import annotations

from functools import cache

from policylab.exports import View
from policylab.schema import Study
from tests.browser.sample import card, criteria, option, option_ids, rows, sample_study, source

NAMES = (
    "=1+1",
    "@SUM(A1:A9)",
    "\t=cmd|' /C calc'!A0",
    "'=2+2",
    "-3 and +4",
    r"\input{/etc/passwd}\write18{id}",
    r"US$5 ... US$7, 100%, a_b & #1 ~ ^^4d",
    r"$\frac{1}{$",
    "]] | two | cells | [x](javascript:alert(1))",
    "<script>alert(1)</script>]]>&amp;",
    "* [opening] -- of a row,, ''so''",
    "@misc{x, title = {y}}",
    "}{ unbalanced {{",
    "two\nlines\r\nand a\ttab",
    'say "this", then "that"',
    "한국어 漢字 العربية \u202eback",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 and e" + "\u0301" * 200,
    "nul \x00, half \ud800, end \uffff, line \u2028 x",
)
DECISION_MAKER = r"""]] |<b>&amp;$\write18{x}_^~#{{7}}% '=1"""
"""A name that stands inside sentences; longer ones are refused."""


def nasty_study() -> Study:
    """Return the sample study with names that try harm: options, criteria, reasons, sources, and who decides."""
    named = dict(zip(option_ids()[1:], NAMES, strict=True))
    options = {
        key: option(key, k).model_copy(
            update={"title": named[key], "short": named[key]} if key in named else {}
        )
        for k, key in enumerate(option_ids())
    }
    titled = {
        key: record.model_copy(update={"title": NAMES[k % len(NAMES)]})
        for k, (key, record) in enumerate(criteria().items())
    }
    reasons = tuple(row.model_copy(update={"reason": NAMES[k % len(NAMES)]}) for k, row in enumerate(rows()))
    sources = {
        f"source_{k}": source().model_copy(
            update={"title": name, "author": name, "venue": name, "cite": name}
        )
        for k, name in enumerate(NAMES)
    }
    return sample_study(
        card=card(decision_maker=DECISION_MAKER),
        options=options,
        criteria=titled,
        rows=reasons,
        sources={"survey": source(), **sources},
    )


@cache
def nasty_view() -> View:
    """Return its view under equal weights."""
    return View.of(nasty_study())
