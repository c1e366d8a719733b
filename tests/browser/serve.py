"""Serve a study for the browser tests: `python -m tests.browser.serve shipped|sample|hostile [PAPERS]`."""

from __future__ import annotations

import sys
from pathlib import Path

from policylab.schema import Study
from policylab.server import start
from tests.browser.hostile import hostile_study
from tests.browser.sample import sample_study


def study_named(name: str) -> Study:
    """Return the study that a test asks for."""
    if name == "shipped":
        import policylab as pl

        return pl.load(next(iter(pl.shipped_studies())))
    return hostile_study() if name == "hostile" else sample_study()


if __name__ == "__main__":
    start(
        study_named(sys.argv[1]), port=0, papers=Path(sys.argv[2]) if len(sys.argv) > 2 else None
    )
