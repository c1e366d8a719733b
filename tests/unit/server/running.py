"""A server in a thread of the test, and clients that send what a browser would not."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClientConnection, websocket_connect

from policylab.server import make_server
from tests.browser.sample import sample_study


class Running:
    """A started server."""

    def __init__(self, server: Any, loop: IOLoop) -> None:
        self.server = server
        self.loop = loop
        self.host = f"127.0.0.1:{server.port}"
        self.address = f"http://{self.host}/"

    def sessions(self) -> int:
        """Return how many sessions there are."""
        return len(self.server.get_sessions())

    def documents(self) -> list[Any]:
        """Return the documents of all sessions."""
        return [session.document for session in self.server.get_sessions()]


@contextmanager
def running(**arguments: Any) -> Iterator[Running]:
    """Run a server with the sample study in a thread, on a free port."""
    ready = threading.Event()
    found: list[Running] = []

    def run() -> None:
        events = asyncio.new_event_loop()
        asyncio.set_event_loop(events)
        server = make_server(sample_study(), port=0, **arguments)
        server.start()
        found.append(Running(server, IOLoop.current()))
        IOLoop.current().add_callback(ready.set)
        IOLoop.current().start()
        server.stop(wait=False)
        events.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(60), "the server did not start"
    yield found[0]
    found[0].loop.add_callback(found[0].loop.stop)
    thread.join(20)


T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run in a thread of its own: another test's browser may hold the loop of this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def fetch(
    url: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
) -> HTTPResponse:
    """Send one request and return the reply, whatever its status."""

    async def ask() -> HTTPResponse:
        request = HTTPRequest(
            url,
            method=method,
            headers=headers,
            body=body,
            decompress_response=False,
            request_timeout=30,
            allow_nonstandard_methods=True,
            follow_redirects=False,
        )
        return await AsyncHTTPClient(force_instance=True).fetch(request, raise_error=False)

    return run(ask())


def token_of(page: HTTPResponse) -> str:
    """Return the token that a page was issued."""
    found = re.search(r'"token":"([^"]+)"', page.body.decode())
    assert found
    return found.group(1)


async def connect(
    running: Running, token: str, path: str = "ws", **headers: str
) -> WebSocketClientConnection:
    """Open a connection as the page does, with headers of our own."""
    request = HTTPRequest(f"ws://{running.host}/{path}", headers=headers)
    return await websocket_connect(request, subprotocols=["bokeh", token])


async def close(connection: WebSocketClientConnection) -> None:
    """Close a connection and wait until it is."""
    connection.close()
    while await asyncio.wait_for(connection.read_message(), 20) is not None:
        pass


class Client:
    """One session over a raw connection."""

    def __init__(self, connection: WebSocketClientConnection) -> None:
        self.connection = connection
        self.sent = 0
        self.patches: list[Any] = []

    @classmethod
    async def open(cls, running: Running) -> Client:
        """Load a page and open its connection."""
        page = await AsyncHTTPClient(force_instance=True).fetch(running.address)
        client = cls(await connect(running, token_of(page)))
        assert (await client.read())[0]["msgtype"] == "ACK"
        return client

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *_: object) -> None:
        await close(self.connection)

    async def read(self) -> tuple[dict[str, Any], Any]:
        """Return header and content of the next message."""
        parts = []
        for _ in range(3):
            part = await asyncio.wait_for(self.connection.read_message(), 20)
            assert part is not None, "the connection was closed"
            parts.append(json.loads(part))
        for _ in range(parts[0].get("num_buffers", 0) * 2):
            await self.connection.read_message()
        return parts[0], parts[2]

    async def send(self, kind: str, content: Any) -> None:
        """Send one message."""
        self.sent += 1
        for part in ({"msgid": str(self.sent), "msgtype": kind}, {}, content):
            await self.connection.write_message(json.dumps(part))

    async def ask(self, kind: str, content: Any) -> tuple[dict[str, Any], Any]:
        """Send one message and return the answer to it."""
        await self.send(kind, content)
        while True:
            header, reply = await self.read()
            if header.get("reqid") == str(self.sent):
                return header, reply
            self.patches.append(reply)

    async def answer(self) -> dict[str, Any]:
        """Return the next answer, or why there is none; progress is passed over."""
        while True:
            while self.patches:
                for event in self.patches.pop(0).get("events", []):
                    told = json.loads(event["new"])[-1] if event.get("attr") == "told" else {}
                    if "found" in told or "refused" in told:
                        return dict(told)
            self.patches.append((await self.read())[1])

    async def bridge(self) -> str:
        """Say that the page is ready, as Bokeh does, and return the id of the model that carries the state."""
        ready = {"type": "event", "name": "document_ready", "values": {"type": "map"}}
        event = {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": ready}
        await self.ask("PATCH-DOC", {"events": [event]})
        _, reply = await self.ask("PULL-DOC-REQ", {})
        found = re.search(r'"name":"Bridge[0-9]*","id":"([^"]+)"', json.dumps(reply, separators=(",", ":")))
        assert found, "no model carries a state"
        return found.group(1)

    async def put(self, model: str, *asks: Any) -> tuple[dict[str, Any], Any]:
        """Write the open questions as the page does; a text is written as it is."""
        text = asks[0] if asks and isinstance(asks[0], str) else json.dumps({"asks": asks})
        event = {"kind": "ModelChanged", "model": {"id": model}, "attr": "asked", "new": text}
        return await self.ask("PATCH-DOC", {"events": [event]})
