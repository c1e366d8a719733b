"""What every reply carries, and the routes there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tornado.httputil import HTTPHeaders
from tornado.web import OutputTransform, RequestHandler, StaticFileHandler

from policylab.server.guards import refuse_foreign

# Panel builds functions and styles in the browser, hence 'unsafe-eval' and 'unsafe-inline', and loads its
# module from a blob. Everything else stays with this server, whatever a text in a study may hold.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class SafeHeaders(OutputTransform):
    """Puts our headers on every reply, errors among them, and takes the name of the server off."""

    def __init__(self, request: Any) -> None:
        pass

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Set the headers before the first bytes leave."""
        for name, value in HEADERS.items():
            headers[name] = value
        headers.pop("Server", None)
        return status_code, headers, chunk


class ComponentHandler(StaticFileHandler):
    """Browser components, and nothing else that lies in their folder.

    The route's pattern admits names of `.js` and `.css` files only.
    """

    def set_extra_headers(self, path: str) -> None:
        """Have browsers ask whether a component has changed: modules import each other by plain names."""
        self.set_header("Cache-Control", "no-cache")


class TextHandler(RequestHandler):
    """A page made beforehand, the same for everybody: no session, nothing to work out."""

    def initialize(self, body: Callable[[], bytes | None]) -> None:
        """Take what gives the page that is sent; none where there is no study to show yet."""
        self.body = body

    def prepare(self) -> None:
        """Refuse what comes under another name."""
        refuse_foreign(self)

    def get(self) -> None:
        """Send it; a browser that has it is told so."""
        body = self.body()
        if body is None:
            self.redirect("./")
            return
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(body)

    def head(self) -> None:
        """Send the headers only."""
        self.get()
