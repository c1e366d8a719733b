"""A line that says what takes so long: on the error stream, in a terminal only, after a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

AFTER = 1.0
AGAIN = 0.5


@contextmanager
def working(on: str, after: float = AFTER) -> Iterator[Callable[[str], None]]:
    """Say what is being worked on while the body runs, if that takes long; then leave no trace of it.

    Parameters
    ----------
    on : str
        What is being worked on.
    after : float
        Seconds before the first word.

    Yields
    ------
    callable
        Call it with what comes next.
    """
    now = [on]
    if not sys.stderr.isatty():
        yield lambda what: now.__setitem__(0, what)
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(now, done, after), daemon=True)
    teller.start()
    try:
        yield lambda what: now.__setitem__(0, what)
    finally:
        done.set()
        teller.join()


def _tell(now: list[str], done: threading.Event, after: float) -> None:
    """Write the line again and again until the work is done, each time over the last."""
    length, seconds, wait = 0, 0.0, after
    while not done.wait(wait):
        seconds, wait = seconds + wait, AGAIN
        line = f"Working on {now[0]} ({seconds:.0f} s; Ctrl-C stops)"
        print("\r" + line.ljust(length), end="", file=sys.stderr, flush=True)
        length = len(line)
    if length:
        print("\r" + " " * length + "\r", end="", file=sys.stderr, flush=True)
