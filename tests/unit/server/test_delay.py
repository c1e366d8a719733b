"""Answers leave at once."""

from __future__ import annotations

import socket

from tests.unit.server.running import Client, run, running


def test_small_frames_are_not_held_back() -> None:
    """The sockets of sessions send without waiting for more: a message of three frames would come 40 ms late."""
    with running() as server:

        async def look() -> list[int]:
            async with await Client.open(server) as client:
                await client.ask("SERVER-INFO-REQ", {})
                return [
                    one._socket.ws_connection.stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                    for one in server.server._tornado._clients
                ]

        found = run(look())
    assert len(found) == 1
    assert all(found)
