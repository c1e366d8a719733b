"""The note on method: the words of the page, numbers of the view, names that Markdown leaves alone."""

from __future__ import annotations

from policylab.exports import View, export, read_receipt
from tests.unit.exports.names import nasty_view


def note(view: View) -> str:
    """Return the note of a view."""
    return export(view, "method", "md").decode()


def test_says_how_the_order_comes_about(view: View) -> None:
    """Scores, weights, scenario, method, order, limits and sources stand under each other, the receipt last."""
    text = note(view)
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        "# Note on method: North Koreans in China",
        "## Order",
        "## Known limits",
        "## Sources",
        "## Made from",
    ]
    assert "Scores are judgements" in text
    assert "of 378 scores, those of today’s practice left out, 34 are stated by a paper" in text
    assert "Security 50 (34\N{NO-BREAK SPACE}% of the state’s ledger)" in text
    assert "middle 90\N{NO-BREAK SPACE}% of 10,000 draws" in text
    assert text.count("\n- ") >= len(view.result.order)
    assert "total \N{MINUS SIGN}28; protection +60, considerable" in text
    assert read_receipt(text.encode()).kind == "method"
    assert text.rstrip().splitlines()[-1].startswith("<!-- policylab-receipt:")


def test_own_choices(own_view: View) -> None:
    """Own scores stand beside the published ones, own weights are the reader's, the floor marks options."""
    text = note(own_view)
    assert "own +0.5 (0 to +1), published \N{MINUS SIGN}1.5 (\N{MINUS SIGN}2.5 to \N{MINUS SIGN}0.5)" in text
    assert "Weights: a reader’s own weights (changed from: Equal weights)" in text
    assert "counts for 25\N{NO-BREAK SPACE}% of the total; the other 75\N{NO-BREAK SPACE}%" in text
    assert ", below floor" in text
    assert ", 1 own score" in text
    assert "2,000 draws of scores within their ranges (triangular, seed 3)" in text


def test_missing_scores(gaps_view: View) -> None:
    """An option without a place has no total, and is never given 0."""
    text = note(gaps_view)
    assert "3 scores are missing and never counted as 0" in text
    assert text.count("without a place") == 2
    assert text.count("total not scored") == 2


def test_names_stay_names() -> None:
    """Nothing in a name is taken for Markdown, mathematics or markup."""
    text = note(nasty_view())
    assert r"US\$5 ... US\$7, 100%, a\_b &amp; \#1" in text
    assert r"\<script\>alert(1)\</script\>" in text
    assert "\x00" not in text
