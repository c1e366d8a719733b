"""Starting a server as a user does, and stopping it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 120


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(command: Sequence[str], port: int, folder: Path, env: Mapping[str, str]) -> Iterator[str]:
    """Run a command that serves on a port, yield its address once it answers, and stop it with Ctrl-C."""
    address = f"http://127.0.0.1:{port}/"
    # A session of its own, so that Ctrl-C reaches make and what it started, and nobody else.
    with subprocess.Popen(
        command, cwd=folder, env=dict(env), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            wait_for(address, process)
            yield address
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise


def wait_for(address: str, process: subprocess.Popen[str]) -> None:
    """Return when an address answers; fail when its server stops or takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            said = process.stdout.read() if process.stdout else ""
            raise AssertionError(f"the server stopped with status {process.returncode}:\n{said}")
        try:
            with urllib.request.urlopen(address, timeout=10):  # noqa: S310 - our own loopback address
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer within {PATIENCE} s")
