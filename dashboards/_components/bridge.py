"""The one Panel component: carries a settled state to Python and an answer back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import param
from panel.custom import JSComponent

from policylab.errors import CallError
from policylab.viewmodels import Explore


class Bridge(JSComponent):
    """Joins the page to its session.

    The page itself is mounted by `start.js` outside the session, so that it opens before the connection
    stands and goes on working when the connection is lost. It lives in a module, not in a page's script:
    a class made anew per session would stay in the memory of the server.
    """

    state = param.String(default="", doc="Settled state, JSON; written by the browser.")
    answer = param.String(default="{}", doc="Ranges of places for a state, JSON; written by Python.")

    _esm = Path(__file__).with_name("bridge.js")

    def _get_properties(self, doc: Any) -> dict[str, Any]:
        # Panel adds style sheets, by an address on another host wherever a session is pulled and not
        # rendered. This component shows nothing and needs none.
        return {**super()._get_properties(doc), "stylesheets": []}


def answer(explore: Explore, text: str) -> str:
    """Return what the browser is told about a state: the ranges of places, or why there are none."""
    try:
        explore.apply(json.loads(text))
        found: dict[str, Any] = {"ranges": explore.ranges()}
    except (ValueError, RecursionError):
        found = {"refused": "A state is written as JSON."}
    except CallError as error:
        found = {"refused": str(error)}
    return json.dumps({"asked": text, **found})
