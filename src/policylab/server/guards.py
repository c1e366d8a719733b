"""What is refused before a session is made, and the handlers that refuse it.

Bokeh lets a client choose its session: by an argument, a header or a token. Whoever lures somebody to such an
address sees every move of theirs, signed or not. Here only the server gives out session ids.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bokeh.protocol.message import Message
from bokeh.server.connection import ServerConnection
from bokeh.util.token import get_session_id
from panel.io.server import DocHandler, WSHandler
from tornado.web import HTTPError, RequestHandler

CHOSEN_SESSION = ("bokeh-session-id", "bokeh-token")
YOUNG = 60 * 1000
LEFT_OVER = 5
FAILED = "The message could not be handled."
FULL = "There are too many sessions."


def refuse_chosen_session(handler: RequestHandler) -> None:
    """Raise 400 when a request brings a session id or token along, in any way but the subprotocol."""
    request = handler.request
    if any(name in request.arguments for name in CHOSEN_SESSION):
        raise HTTPError(400)
    if any(name in request.headers for name in ("Bokeh-Session-Id", "Bokeh-Token")):
        raise HTTPError(400)


def refuse_foreign(handler: RequestHandler) -> None:
    """Raise 403 for a request that another site's page makes, or that came under another name.

    The name (header `Host`) is checked against a site that points its own name at this machine.
    """
    allowed = handler.application.settings["policylab_origins"]
    if handler.request.host.lower() not in allowed:
        raise HTTPError(403)
    origin = handler.request.headers.get("Origin")
    if origin is not None and not is_own_origin(origin, allowed):
        raise HTTPError(403)


def is_own_origin(origin: str, allowed: frozenset[str]) -> bool:
    """Whether an `Origin` is one of ours, exactly: no pattern, no suffix, not `null`."""
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc.lower() in allowed


class PageHandler(DocHandler):
    """The page: makes a session, unless one is brought along or there are too many."""

    async def prepare(self) -> None:
        """Refuse before anything is made."""
        refuse_foreign(self)
        refuse_chosen_session(self)
        if self.request.method not in ("GET", "HEAD"):
            raise HTTPError(405)
        if self.request.path.endswith("/") and self.request.path != "/":
            # From there the page's own files would be looked for in another folder.
            self.redirect(f"..{self.request.path.rstrip('/')}")
            return
        if is_full(self):
            raise HTTPError(503)

    def write_error(self, status_code: int, **details: Any) -> None:
        """Say when to come back, where that is the answer."""
        if status_code == 503:
            self.set_header("Retry-After", "60")
        super().write_error(status_code, **details)


def is_full(handler: Any) -> bool:
    """Whether the server takes no further session.

    A session counts while it is connected, being opened, or young enough for its page to be on the way.
    Those that were left are let go in a while; of them and the others together there are never more than
    `LEFT_OVER` times as many. The sessions of all pages are counted together.
    """
    contexts = handler.application._applications.values()
    most = handler.application.settings["policylab_max_sessions"]
    sessions = [one for context in contexts for one in context._sessions.values()]
    in_use = sum(
        one.connection_count > 0 or one.milliseconds_since_last_unsubscribe < YOUNG for one in sessions
    )
    n_pending = sum(len(context._pending_sessions) for context in contexts)
    return bool(in_use + n_pending >= most or len(sessions) + n_pending >= LEFT_OVER * most)


class SocketHandler(WSHandler):
    """The connection of a session: exact origins, and errors that tell nothing of this machine."""

    async def prepare(self) -> None:
        """Refuse before the handshake."""
        refuse_foreign(self)
        refuse_chosen_session(self)
        await super().prepare()  # type: ignore[no-untyped-call]

    def check_origin(self, origin: str) -> bool:
        """Compare with our own list only; `BOKEH_ALLOW_WS_ORIGIN` cannot widen it."""
        return is_own_origin(origin, self.application.settings["policylab_origins"])

    async def _async_open(self, token: str) -> None:
        # Its page's session may be gone; then a new one is made, as far as there is room.
        if get_session_id(token) not in self.application_context._sessions and is_full(self):
            self.close(1013, FULL)
            return
        await super()._async_open(token)
        if self.ws_connection is not None:
            # A message is three small frames; held back for company they would arrive 40 ms late.
            self.set_nodelay(True)
        if self.connection is not None:
            self.connection.error = silent_error(self.connection)  # type: ignore[method-assign]

    def _internal_error(self, message: str) -> None:
        self.close(1011, FAILED)

    def _protocol_error(self, message: str) -> None:
        self.close(1002, FAILED)


def silent_error(connection: ServerConnection) -> Any:
    """Return a replacement for `connection.error` without traceback, path or content."""

    def error(message: Message[Any], text: str) -> Message[Any]:
        reply = connection.protocol.create("ERROR", message.header["msgid"], FAILED)
        reply.content = {"text": FAILED, "traceback": None}
        return reply

    return error
