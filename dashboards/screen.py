"""The page Screen: what a projector shows, without anything to press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import panel as pn
from policylab_dashboards._shell import Page, build_page

from policylab.viewmodels import Explore

PAGE = Page(
    name="screen",
    title="Screen",
    main="screen",
    script="screen_page.js",
    sheets=("page.css", "charts.css", "order.css", "tradeoffs.css", "screen.css", "print.css"),
    has_controls=False,
)


def build(explore: Explore, prepared: Mapping[str, Any]) -> pn.Template:
    """Return the page for one reader."""
    return build_page(PAGE, explore, prepared)
