from pathlib import Path

import pytest

from policylab.errors import CallError
from policylab.provenance import passages, verify
from policylab.testing import PAPERS, tiny_study, write_papers


def test_every_passage_of_the_tiny_study_is_found_once_in_its_lines(tmp_path: Path) -> None:
    """In the order of the evidence, with file and lines."""
    study = tiny_study()
    findings = verify(study.evidence, study.sources, write_papers(tmp_path))
    assert [finding.id for finding in findings] == list(study.evidence)
    assert all(finding.found and finding.lines_agree and not finding.doubtful for finding in findings)
    collision = findings[1]
    assert (collision.file, collision.start_line, collision.end_line) == ("A1_report.txt", 5, 7)


def test_a_copy_is_known_by_its_content(tmp_path: Path) -> None:
    """Names do not matter, nor line ends, nor another layout; then the lines do not agree."""
    study = tiny_study()
    swapped = dict(zip(PAPERS, reversed(PAPERS.values()), strict=True))
    for name, text in swapped.items():
        (tmp_path / f"{name[:2]} copy.txt").write_bytes(
            b"\xef\xbb\xbf" + text.replace("\n", "\r\n\r\n").encode()
        )
    (tmp_path / "other.txt").write_text("Something else altogether.", encoding="utf-8")
    findings = verify(study.evidence, study.sources, tmp_path)
    assert all(finding.found for finding in findings)
    assert {finding.file for finding in findings if finding.source == "letter"} == {"A1 copy.txt"}
    assert not any(finding.lines_agree for finding in findings if finding.id == "rep_bridge")


def test_a_passage_that_stands_twice_is_doubtful(tmp_path: Path) -> None:
    """The place in the stated lines is taken, but it is said."""
    study = tiny_study()
    write_papers(tmp_path)
    report = "The quay is crowded on Fridays.\n" + PAPERS["A1_report.txt"].replace(
        "The Ferry in Winter\n", "", 1
    )
    (tmp_path / "A1_report.txt").write_text(report, encoding="utf-8")
    crowd = {finding.id: finding for finding in verify(study.evidence, study.sources, tmp_path)}["rep_crowd"]
    assert crowd.doubtful
    assert crowd.times == 2
    assert (crowd.start_line, crowd.lines_agree) == (7, True)


def test_what_is_changed_in_a_copy_is_not_found(tmp_path: Path) -> None:
    """One passage is missing, the others are found."""
    study = tiny_study()
    write_papers(tmp_path)
    letter = PAPERS["B2_letter.txt"].replace("slept on the quay", "stood on the quay")
    (tmp_path / "B2_letter.txt").write_text(letter, encoding="utf-8")
    missing = [finding for finding in verify(study.evidence, study.sources, tmp_path) if not finding.found]
    assert [(finding.id, finding.times, finding.text) for finding in missing] == [("let_rain", 0, "")]


def test_a_source_without_a_copy_is_not_found(tmp_path: Path) -> None:
    """Its evidence has no file."""
    study = tiny_study()
    write_papers(tmp_path)
    (tmp_path / "B2_letter.txt").unlink()
    findings = verify(study.evidence, study.sources, tmp_path)
    assert {finding.source for finding in findings if not finding.found} == {"letter"}
    assert {finding.file for finding in findings if not finding.found} == {""}


def test_passages_are_given_for_reading(tmp_path: Path) -> None:
    """Each is one line, with broken words joined and the full stop kept."""
    study = tiny_study()
    texts = passages(study.evidence, study.sources, write_papers(tmp_path))
    assert texts["rep_collision"] == (
        "islanders who missed it cross in rowing boats, and two of them collided in March."
    )


@pytest.mark.parametrize("content", [None, {}])
def test_a_folder_without_papers_is_a_wrong_call(content: object, tmp_path: Path) -> None:
    """It says so in one sentence."""
    study = tiny_study()
    folder = tmp_path / "nowhere" if content is None else tmp_path
    with pytest.raises(CallError, match="folder"):
        verify(study.evidence, study.sources, folder)
