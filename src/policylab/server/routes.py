"""The routes the dashboard has: those on the list, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tornado.web import RequestHandler

from policylab.server.pages import PAGES

ABOUT = "/about"
COMPONENTS = r"/components/([a-z_]+\.(?:js|css))"
PAGE_ROUTES = tuple(f"{address.rstrip('/')}/?" for address in PAGES)
SOCKET_ROUTES = tuple(f"{address.rstrip('/')}/ws" for address in PAGES)
ROUTES = (
    *(route for pair in zip(PAGE_ROUTES, SOCKET_ROUTES, strict=True) for route in pair),
    ABOUT,
    COMPONENTS,
    "/static/extensions/(.*)",
    "/static/(.*)",
)
"""Each page and its connection, the page about the study, our components, and the files of Panel and Bokeh."""


def pattern_of(rule: Any) -> str:
    """Return the pattern of a Tornado rule as it was given."""
    pattern: str = rule.matcher.regex.pattern
    return pattern.removesuffix("$")


def rules_of(application: Any) -> list[Any]:
    """Return all rules of an application, in the order in which they are tried."""
    return list(application.wildcard_router.rules)


def keep_routes(application: Any, guarded: Mapping[str, type[RequestHandler]]) -> None:
    """Drop every route that is not on the list, and put guarded handlers in.

    Parameters
    ----------
    application : tornado.web.Application
        As Panel set it up: with routes for metadata, embedding scripts, resources of components and an icon.
    guarded : mapping of str to handler
        Handlers that take the place of those Panel set.

    Raises
    ------
    RuntimeError
        When Panel no longer has a route that the page needs.
    """
    kept: dict[str, Any] = {}
    for rule in rules_of(application):
        if (pattern := pattern_of(rule)) in ROUTES:
            kept.setdefault(pattern, rule)
    if absent := [pattern for pattern in ROUTES if pattern not in kept]:
        raise RuntimeError(f"no route {absent[0]}: this version of Panel is not known to work")
    for pattern, handler in guarded.items():
        kept[pattern].target = handler
    application.wildcard_router.rules[:] = [kept[pattern] for pattern in ROUTES]


def route_of(handler: RequestHandler) -> str:
    """Return the pattern of the route a handler serves; `-` where there is none."""
    for rule in rules_of(handler.application):
        if rule.target is type(handler) and rule.matcher.match(handler.request) is not None:
            return pattern_of(rule)
    return "-"
