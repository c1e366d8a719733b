import pytest
from pydantic import ValidationError

from policylab.provenance import Passage, Unquoted, cite, line_span
from policylab.testing import tiny_study


def test_a_citation_leads_to_the_lines() -> None:
    """It names source, section and lines, or one line."""
    study = tiny_study()
    evidence = study.evidence["rep_collision"]
    assert cite(study.sources[evidence.source], evidence) == "Elmsund report (2020), What we saw, lines 5-7"
    evidence = study.evidence["rep_last_boat"]
    assert cite(study.sources[evidence.source], evidence) == "Elmsund report (2020), What we saw, line 5"


def test_lines_are_a_span_or_one_line() -> None:
    """Anything else is refused."""
    assert line_span("771-775") == (771, 775)
    assert line_span("55") == (55, 55)
    for wrong in ("", "0", "5-", "-5", "5 - 7", "5–7", "five", "5\n"):
        with pytest.raises(ValueError, match="locator"):
            line_span(wrong)


@pytest.mark.parametrize(
    "length", ["3", 3.0, True, None, 0, Unquoted("3.0"), Unquoted("1e1"), Unquoted("03")]
)
def test_a_number_is_a_number(length: object) -> None:
    """Texts, truth values, fractions and other spellings are no whole number."""
    with pytest.raises(ValidationError):
        Passage.model_validate({"length": length, "sha256": "0" * 64})


def test_a_number_without_quotes_in_a_file_is_read() -> None:
    """It is what the loader hands over."""
    assert Passage.model_validate({"length": Unquoted("12"), "sha256": "0" * 64}).length == 12


def test_a_record_cannot_be_changed() -> None:
    """Records are frozen."""
    passage = Passage(length=1, sha256="0" * 64)
    with pytest.raises(ValidationError):
        passage.length = 2  # type: ignore[misc]
