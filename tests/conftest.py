"""What all tests share: where things are, and an environment without the reader's own settings."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from policylab.testing import write_papers, write_study

REPO = Path(__file__).resolve().parents[1]

# A slow machine is no fault, and a failure must come back at the next run.
settings.register_profile("policylab", deadline=None, derandomize=True, database=None)
settings.load_profile("policylab")


def pytest_collection_finish() -> None:
    """Leave what is loaded for all tests out of the search for garbage, which took longer than many a test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def own_settings_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the settings of whoever runs the tests."""
    for name in ("POLICYLAB_PAPERS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def repo() -> Path:
    """Return the top folder of the project."""
    return REPO


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Return a folder with the tiny study of the invented ferry, free to be changed."""
    return write_study(tmp_path / "tiny_ferry")


@pytest.fixture
def tiny_papers(tmp_path: Path) -> Path:
    """Return a folder with a reader's copies of the tiny study's two sources."""
    return write_papers(tmp_path / "tiny_papers")


@pytest.fixture(scope="session")
def papers() -> Path:
    """Return a reader's copies of the five papers, which are not part of the project."""
    folder = Path(os.environ.get("POLICYLAB_TEST_PAPERS", REPO.parent / "shared" / "papers"))
    if not folder.is_dir():
        pytest.skip("no copies of the papers beside the project")
    return folder
