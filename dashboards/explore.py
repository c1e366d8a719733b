"""The page Explore: the settled state comes in, ranges of places go out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import panel as pn

from policylab.errors import CallError
from policylab.viewmodels import Explore
from policylab_dashboards._components.bridge import Bridge
from policylab_dashboards._shell import page, prepare

__all__ = ["build", "prepare"]


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


def build(explore: Explore, prepared: Mapping[str, Any]) -> pn.Template:
    """Return the page for one reader.

    Parameters
    ----------
    explore : Explore
        The reader's choices.
    prepared : mapping
        What `prepare` made of the study, the same for all readers.
    """
    bridge = Bridge()

    async def reply(event: Any) -> None:
        if event.new:  # in a thread: ten thousand draws would hold up everybody else's session
            bridge.answer = await asyncio.to_thread(answer, explore, event.new)

    bridge.param.watch(reply, "state")
    return page(prepared, bridge)
