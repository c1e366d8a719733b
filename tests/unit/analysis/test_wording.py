"""How generated sentences are set."""

from __future__ import annotations

import pytest

from policylab.analysis.wording import typeset


@pytest.mark.parametrize(
    ("given", "as_set"),
    [
        ("from -3 to A-3, 5 %, 2-3", "from \u22123 to A-3, 5\u00a0%, 2-3"),
        ('"Jobs" (now "Jobs") is today\'s', "\u201cJobs\u201d (now \u201cJobs\u201d) is today\u2019s"),
        ("the states' \"'free' zone\"", "the states\u2019 \u201c\u2018free\u2019 zone\u201d"),
        ("set \u201calready\u201d, it\u2019s the same", "set \u201calready\u201d, it\u2019s the same"),
        ("('\"free\" zone')", "(\u2018\u201cfree\u201d zone\u2019)"),
        ("", ""),
    ],
)
def test_typeset(given: str, as_set: str) -> None:
    """A real minus before numbers only, no per cent sign alone on a line, typographic quotation marks in pairs."""
    assert typeset(given) == as_set
