"""Clients that are refused leave half-open connections behind; they must not fail another test."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def left_connections_are_let_go() -> Iterator[None]:
    """Collect, after each test, what Tornado's client and a failed start leave to the garbage collector."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
