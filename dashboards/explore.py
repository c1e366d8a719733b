"""The page Explore: the settled state comes in, ranges of places go out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import panel as pn
from policylab_dashboards._components.bridge import Bridge, answer
from policylab_dashboards._shell import page, prepare

from policylab.viewmodels import Explore

__all__ = ["build", "prepare"]


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
