"""The page Present: the console of whoever leads a workshop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import panel as pn
from policylab_dashboards._shell import Page, build_page

from policylab.viewmodels import Explore

PAGE = Page(
    name="present",
    title="Presenting",
    main="present",
    script="present_page.js",
    sheets=(
        "page.css",
        "charts.css",
        "order.css",
        "tradeoffs.css",
        "screen.css",
        "present.css",
        "study_news.css",
        "print.css",
    ),
    skip=("Skip to the steps", "present"),
)


def build(explore: Explore, prepared: Mapping[str, Any]) -> pn.Template:
    """Return the page for one reader."""
    return build_page(PAGE, explore, prepared)
