"""Serve a study for the browser tests: `python -m tests.browser.serve shipped|sample|hostile|gaps|FOLDER [PAPERS]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from policylab.schema import Study
from policylab.server import serving, start
from tests.browser.hostile import hostile_study
from tests.browser.sample import gaps_study, sample_study


def study_named(name: str) -> Study | Path:
    """Return the study that a test asks for, or the folder of one that it is going to change."""
    if "/" in name:
        return Path(name)
    if name == "shipped":
        import policylab as pl

        return pl.load(next(iter(pl.shipped_studies())))
    return {"hostile": hostile_study, "gaps": gaps_study, "sample": sample_study}[name]()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("study")
    parser.add_argument("papers", nargs="?", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--origin", action="append", default=[])
    parser.add_argument("--lifetime", type=int, help="of a session left, in ms")
    given = parser.parse_args()
    if given.lifetime:
        serving.LIFETIME = given.lifetime
        serving.CHECK = 200
    start(study_named(given.study), port=given.port, papers=given.papers, origins=given.origin)
