"""A sentence that page and package both say is the same in both."""

from __future__ import annotations

from pathlib import Path

import policylab as pl
from policylab.analysis.wording import FIRST_MEANS
from policylab.charts import ladder, weight_map


def test_what_first_means(repo: Path) -> None:
    """The kernel has the sentence letter for letter; the figures of ladder and map say it."""
    words = repo / "dashboards" / "_components" / "kernel_words.js"
    assert f'FIRST_MEANS = "{FIRST_MEANS}"' in words.read_text(encoding="utf-8")
    result = pl.evaluate(pl.load(next(iter(pl.shipped_studies()))))
    for draw in (ladder, weight_map):
        assert FIRST_MEANS in draw(result).description
