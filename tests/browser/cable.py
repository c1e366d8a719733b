"""A cable between page and server that can be pulled out and put back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Cable:
    """Passes bytes on while it is plugged in."""

    def __init__(self) -> None:
        self.target = 0
        self.port = 0
        self.is_plugged = True
        self.ends: list[asyncio.StreamWriter] = []
        self.ready = threading.Event()

    async def listen(self) -> None:
        """Take a free port and listen until told to stop."""
        self.loop = asyncio.get_running_loop()
        self.done = asyncio.Event()
        server = await asyncio.start_server(self.join, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await self.done.wait()
        server.close()

    async def join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Join one connection to the server."""
        if not self.is_plugged:
            writer.close()
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        self.ends += [writer, far_writer]
        await asyncio.gather(self.pass_on(reader, far_writer), self.pass_on(far_reader, writer))

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass bytes on until one side ends."""
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        writer.close()

    def pull(self) -> None:
        """Pull it out."""
        self.is_plugged = False
        self.loop.call_soon_threadsafe(lambda: [end.close() for end in self.ends])

    def plug(self) -> None:
        """Put it back."""
        self.is_plugged = True


@contextmanager
def cable() -> Iterator[Cable]:
    """Lay a cable; its target is set once there is a server."""
    made = Cable()
    thread = threading.Thread(target=lambda: asyncio.run(made.listen()), daemon=True)
    thread.start()
    assert made.ready.wait(20)
    yield made
    made.pull()
    made.loop.call_soon_threadsafe(made.done.set)
    thread.join(20)
