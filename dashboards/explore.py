"""The page Explore: weights on the left, the order and all that follows from it on the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import panel as pn
from policylab_dashboards._shell import Page, build_page

from policylab.viewmodels import Explore

PAGE = Page(
    name="explore",
    title="",
    main="explore",
    script="start.js",
    sheets=(
        "page.css",
        "tools.css",
        "weights.css",
        "order.css",
        "evidence.css",
        "charts.css",
        "tradeoffs.css",
        "compare.css",
        "firm.css",
        "scenarios.css",
        "packages.css",
        "export.css",
        "guide.css",
        "study_news.css",
        "print.css",
    ),
    skip=("Skip to the order", "results"),
    has_views=True,
)


def build(explore: Explore, prepared: Mapping[str, Any]) -> pn.Template:
    """Return the page for one reader."""
    return build_page(PAGE, explore, prepared)
