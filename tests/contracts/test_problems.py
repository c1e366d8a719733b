"""The list of problems, its page and the bad studies belong together."""

import re
from collections.abc import Iterable
from pathlib import Path

from policylab.catalog.codes import CODES
from policylab.catalog.problems_page import problems_page


def lacking(codes: Iterable[str], page: str, folders: Iterable[str]) -> list[str]:
    """Return what one of the three has and another has not."""
    codes = set(codes)
    headings = re.findall(r"^## (P[0-9]{3}): ", page, flags=re.MULTILINE)
    shown = {name.partition("-")[0] for name in folders}
    missing = [f"no section for {code}" for code in sorted(codes - set(headings))]
    missing += [f"no bad study for {code}" for code in sorted(codes - shown)]
    missing += [f"no code {code}" for code in sorted((set(headings) | shown) - codes)]
    return missing + [f"two sections for {code}" for code in sorted(codes) if headings.count(code) > 1]


def test_each_code_has_its_section_and_its_bad_study(repo: Path) -> None:
    """Codes, sections of the page and folders of bad studies are the same set."""
    page = (repo / "docs" / "problems.md").read_text(encoding="utf-8")
    folders = [path.name for path in (repo / "tests" / "bad").iterdir() if re.match("P[0-9]", path.name)]
    assert lacking(CODES, page, folders) == []


def test_what_does_not_belong_together_is_noticed() -> None:
    """The check above rejects a missing section, a missing study, and a code that is no more."""
    page = "## P001: One\n\n## P001: Again\n\n## P009: Gone\n"
    assert lacking(["P001", "P002"], page, ["P001-a", "P008-b"]) == [
        "no section for P002",
        "no bad study for P002",
        "no code P008",
        "no code P009",
        "two sections for P001",
    ]


def test_the_page_is_written_from_the_list(repo: Path) -> None:
    """docs/problems.md is what the list of codes says."""
    page = (repo / "docs" / "problems.md").read_text(encoding="utf-8")
    assert page == problems_page(), "run: python -m policylab.catalog.problems_page > docs/problems.md"


def test_every_code_is_used(repo: Path) -> None:
    """Each code stands somewhere in the loader beside the list itself."""
    loader = repo / "src" / "policylab" / "catalog"
    program = "".join(
        path.read_text(encoding="utf-8") for path in loader.glob("*.py") if path.name != "codes.py"
    )
    assert [code for code in CODES if f'"{code}"' not in program] == []
