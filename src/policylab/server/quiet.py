"""What reaches the log: no address, query, agent, referrer, argument or content of a message."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable

from tornado.web import RequestHandler

LIBRARIES = ("tornado", "bokeh", "panel", "param")
ACCESS = "policylab.access"


class Redacted(logging.Formatter):
    """A record as level, logger, function and line.

    Libraries put what they received into their messages, ready-made or as arguments, and Bokeh logs a message
    it rejects in full. So nothing of a library's message is kept; place and level say where to look, and for
    an exception its class and the function that raised it.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the place of a record."""
        place = f"{record.levelname.lower()} {record.name} {record.funcName}:{record.lineno}"
        if not record.exc_info or record.exc_info[0] is None:
            return place
        frames = traceback.extract_tb(record.exc_info[2])
        last = f" in {frames[-1].name}:{frames[-1].lineno}" if frames else ""
        return f"{place} {record.exc_info[0].__name__}{last}"


class Stderr(logging.Handler):
    """Writes to standard error, and says nothing of its own: logging's own complaint quotes the message."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        print(self.format(record), file=sys.stderr)


def quiet_libraries() -> None:
    """Send what libraries log through `Redacted`, and nowhere else."""
    handler = Stderr()
    handler.setFormatter(Redacted())
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in LIBRARIES]
    for name in {*LIBRARIES, *names}:
        logger = logging.getLogger(name)
        is_top = name in LIBRARIES
        logger.handlers = [handler] if is_top else []
        logger.propagate = not is_top
        if is_top:
            logger.setLevel(logging.WARNING)


def access_log(routes: Callable[[RequestHandler], str]) -> Callable[[RequestHandler], None]:
    """Return Tornado's `log_function`: method, pattern of the route, status and time.

    Parameters
    ----------
    routes : callable
        Gives the pattern that a handler serves. The path itself is not logged: somebody may have typed
        anything into it.
    """
    logger = logging.getLogger(ACCESS)

    def log(handler: RequestHandler) -> None:
        took = 1000 * handler.request.request_time()
        method = handler.request.method if handler.request.method in handler.SUPPORTED_METHODS else "-"
        logger.info("%s %s %d %.0f ms", method, routes(handler), handler.get_status(), took)

    return log
