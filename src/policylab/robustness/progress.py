"""How far long work is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

from policylab.errors import Stopped

Progress = Callable[[float], bool | None]
"""Called with the share done, 0 to 1; long work stops when it returns False."""


def tell(progress: Progress | None, done: float, what: str) -> None:
    """Tell how far the work is.

    Raises
    ------
    Stopped
        When `progress` returned False.
    """
    if progress is not None and progress(done) is False:
        raise Stopped(f"Stopped before {what} were done.")
