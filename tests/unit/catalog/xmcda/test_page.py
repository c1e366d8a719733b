"""The page on XMCDA is true: its codes, its limits, its commands, its words for what is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policylab.catalog.xmcda.read import _READ
from policylab.catalog.xmcda.slips import CODES, MAX_BYTES, MAX_CELLS, MAX_FILES, VERSIONS
from policylab.cli import main

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs" / "xmcda.md").read_text(encoding="utf-8")


def test_codes() -> None:
    """The page lists every code with its title and what to do, and no other."""
    rows = re.findall(r"^\| (X\d+) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
    assert [(code, title, fix.replace("`", "")) for code, title, fix in rows] == [
        (code, one.title, one.fix) for code, one in CODES.items()
    ]


def test_limits_and_versions() -> None:
    """The page states the limits and the versions that hold."""
    assert f"At most {MAX_BYTES // 1_000_000} MB, {MAX_FILES} files and {MAX_CELLS:,} values" in PAGE
    assert f"reads versions {VERSIONS}." in PAGE


def test_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands of the page run one after the other, and the file holds what the page says."""
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ policylab (.+)$", PAGE, re.MULTILINE)
    assert len(commands) == 2
    for line in commands:
        assert main(line.split()) == 0
    written = next(tmp_path.glob("*.xml")).read_text(encoding="utf-8")
    said = set(re.findall(r"`([^`]+)`", PAGE.partition("## Reading")[0].partition("|---")[2]))
    for words in said - {"POLICYLAB_XMCDA_XSD=XMCDA-4.0.0.xsd pytest tests/unit/exports/test_xmcda.py"}:
        assert words in written, words
    assert "19 options, 21 criteria" in capsys.readouterr().out


def test_every_code_is_used() -> None:
    """No code is left over: each stands in the reader."""
    folder = ROOT / "src" / "policylab" / "catalog" / "xmcda"
    text = "".join(
        path.read_text(encoding="utf-8") for path in folder.glob("*.py") if path.name != "slips.py"
    )
    assert {code for code in CODES if f'"{code}"' not in text} == set()


def test_what_is_read_is_spelt_as_in_the_standard() -> None:
    """Elements below the outermost that are read stand in one of the sample files, or are those of 2.x alone."""
    samples = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "xmcda").rglob("*.xml"))
    only_elsewhere = {name for name in _READ if f"<{name}" not in samples}
    assert only_elsewhere <= {
        "attributes", "criteriaHierarchy", "criteriaSetsValues", "criteriaSet", "criterionValue",
        "alternativesLinearConstraints", "alternativesSetsLinearConstraints", "criteriaSetsLinearConstraints",
    }  # fmt: skip
