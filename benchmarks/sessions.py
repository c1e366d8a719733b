"""Twenty readers at once against one server, what a reader costs it, and what the first load weighs.

The readers are raw connections that speak as the page does: each settles on new weights twice a second, gives up the
question before and asks for the ranges of places. They do not wait for an answer before the next change, so that a
slow server cannot hide behind slow readers; a question given up counts as one that took longer than any other. The
server is a process of its own; the readers share one process on the same machine.
"""

from __future__ import annotations

import asyncio
import json
import math
import random
import statistics
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import psutil
from playwright.sync_api import Browser, sync_playwright

from benchmarks.noise import noise, quantile
from tests.browser.pages import LAPTOP, chromium_path, served
from tests.browser.serve import study_named
from tests.unit.server.running import Client, Running

READERS = 20
EVERY = 0.5
SECONDS = 20.0
TARGET_MS = 500
MIB = 1024 * 1024


@dataclass(frozen=True)
class Where:
    """A server in a process of its own."""

    address: str
    process: psutil.Process

    @property
    def host(self) -> str:
        """Host and port."""
        return self.address.split("//")[1].rstrip("/")

    def memory(self) -> float:
        """Return what the process holds, in MiB."""
        return float(self.process.memory_info().rss) / MIB


@contextmanager
def own_server() -> Iterator[Where]:
    """Serve the shipped study in a process of its own."""
    before = set(psutil.Process().children())
    with served("shipped") as address:
        (process,) = set(psutil.Process().children()) - before
        yield Where(address, process)


@dataclass
class Reader:
    """One session that asks, and when it asked what.

    Attributes
    ----------
    sent : dict
        Time of each question without an answer yet.
    took : list of float
        Milliseconds from question to answer.
    refused : int
        Questions that were answered with something else than ranges.
    given_up : int
        Questions still open at the next change.
    """

    client: Client
    model: str
    state: dict[str, Any]
    luck: random.Random
    sent: dict[int, float] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    refused: int = 0
    given_up: int = 0
    last: int = 0

    async def change(self) -> None:
        """Settle on new weights and ask for their ranges, as the page does."""
        self.last += 1
        groups = {name: self.luck.randint(1, 100) for name in self.state["groups"]}
        state = {**self.state, "weight_set": "yours", "groups": groups}
        if self.sent:
            self.given_up += len(self.sent)
            self.sent.clear()
            await self.put([])
        self.sent[self.last] = time.perf_counter()
        await self.put([{"n": self.last, "kind": "ranges", "args": {}, "state": state}])

    async def put(self, asks: list[dict[str, Any]]) -> None:
        """Write the questions that are open."""
        text = json.dumps({"asks": asks})
        event = {"kind": "ModelChanged", "model": {"id": self.model}, "attr": "asked", "new": text}
        await self.client.send("PATCH-DOC", {"events": [event]})

    async def listen(self) -> None:
        """Take answers until told to stop."""
        while True:
            _, content = await self.client.read()
            now = time.perf_counter()
            for event in content.get("events", []) if isinstance(content, dict) else []:
                told = json.loads(event["new"])[-1] if event.get("attr") == "told" else {}
                n = told.get("n")
                if n in self.sent and "done" not in told:
                    self.took.append(1000 * (now - self.sent.pop(n)))
                    self.refused += "found" not in told

    async def work(self, seconds: float) -> None:
        """Change weights at an even pace, from a moment of its own, and wait for what is still open."""
        ears = asyncio.create_task(self.listen())
        start = time.perf_counter() + self.luck.uniform(0, EVERY)
        for k in range(round(seconds / EVERY)):
            await asyncio.sleep(max(0.0, start + k * EVERY - time.perf_counter()))
            await self.change()
        until = time.perf_counter() + 10
        while self.sent and time.perf_counter() < until and not ears.done():
            await asyncio.sleep(0.02)
        ears.cancel()


async def join(where: Where, state: dict[str, Any], seed: int, stack: AsyncExitStack) -> Reader:
    """Open one session as a browser does."""
    client = await stack.enter_async_context(await Client.open(cast("Running", where)))
    client.connection.protocol.set_nodelay(True)  # type: ignore[union-attr] # as browsers do
    return Reader(client, await client.bridge(), state, random.Random(seed))  # noqa: S311 - weights to ask with


async def readers(where: Where, state: dict[str, Any], n: int, seconds: float) -> dict[str, Any]:
    """Return times of n readers at work, and the server's memory before, with them connected, and after."""
    before = where.memory()
    async with AsyncExitStack() as stack:
        found = [await join(where, state, seed, stack) for seed in range(n)]
        connected = where.memory()
        where.process.cpu_percent()
        await asyncio.gather(*(reader.work(seconds) for reader in found))
        busy = where.process.cpu_percent()
        after = where.memory()
    given_up = sum(reader.given_up + len(reader.sent) for reader in found)
    took = [ms for reader in found for ms in reader.took] + [math.inf] * given_up
    return {
        "readers": n,
        "asked": sum(reader.last for reader in found),
        "given_up": given_up,
        "refused": sum(reader.refused for reader in found),
        "p50_ms": statistics.median(took),
        "p95_ms": quantile(took, 0.95),
        "server_cpu_percent": busy,
        "before_mib": before,
        "connected_mib": connected,
        "after_mib": after,
        "per_session_mib": (after - before) / n,
    }


FIRST_USABLE = """() => {
  const look = () => {
    const slider = document.querySelector('.weights input[type=range]');
    if (slider && document.getElementById('explore').policylab) window.usableAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}"""


def first_load(browser: Browser, address: str) -> dict[str, float]:
    """Return bytes as they come over the line, requests, and when the first control works, in a fresh browser."""
    context = browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes: list[float] = []
    frames: list[int] = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    devtools.on(
        "Network.webSocketFrameReceived", lambda event: frames.append(len(event["response"]["payloadData"]))
    )
    page.add_init_script(f"({FIRST_USABLE})()")
    page.goto(address)
    page.wait_for_function("window.usableAt")
    page.wait_for_function("document.getElementById('explore').policylab.store.ranges")
    page.wait_for_timeout(300)
    found = {
        "kib": sum(sizes) / 1024,
        "requests": len(sizes),
        "socket_kib": sum(frames) / 1024,
        "usable_ms": page.evaluate("window.usableAt"),
    }
    context.close()
    return found


def first_loads(where: Where, n: int = 5) -> dict[str, float]:
    """Return the medians of n first loads."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        loads = [first_load(browser, where.address) for _ in range(n)]
        browser.close()
    return {"loads": n, **{name: statistics.median(load[name] for load in loads) for name in loads[0]}}


def measure() -> dict[str, Any]:
    """Return all figures of sessions, with the machine's noise before and after."""
    from policylab.viewmodels import Explore

    before = noise()
    state = dict(Explore(study_named("shipped")).state())
    with own_server() as where:
        load = first_loads(where)
        asyncio.run(readers(where, state, 2, 2.0))  # warm
        alone = asyncio.run(readers(where, state, 1, SECONDS / 2))
        many = asyncio.run(readers(where, state, READERS, SECONDS))
    return {
        "noise_before": before,
        "noise_after": noise(),
        "target_ms": TARGET_MS,
        "first_load": load,
        "one": alone,
        "many": many,
    }
