"""The page Report: one state, to be printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import panel as pn
from policylab_dashboards._shell import Page, build_page

from policylab.viewmodels import Explore

PAGE = Page(
    name="report",
    title="Report",
    main="report",
    script="report_page.js",
    sheets=(
        "page.css",
        "charts.css",
        "order.css",
        "tradeoffs.css",
        "report.css",
        "study_news.css",
        "print.css",
    ),
    skip=("Skip to the report", "report"),
)


def build(explore: Explore, prepared: Mapping[str, Any]) -> pn.Template:
    """Return the page for one reader."""
    return build_page(PAGE, explore, prepared)
