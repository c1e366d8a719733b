"""The one Panel component: carries a settled state to Python and an answer back."""

from __future__ import annotations

from pathlib import Path

import param
from panel.custom import JSComponent


class Bridge(JSComponent):
    """Joins the page to its session.

    The page itself is mounted by `start.js` outside the session, so that it opens before the connection
    stands and goes on working when the connection is lost. It lives in a module, not in a page's script:
    a class made anew per session would stay in the memory of the server.
    """

    state = param.String(default="", doc="Settled state, JSON; written by the browser.")
    answer = param.String(default="{}", doc="Ranges of places for a state, JSON; written by Python.")

    _esm = Path(__file__).with_name("bridge.js")
