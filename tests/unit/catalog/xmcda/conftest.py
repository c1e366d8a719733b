"""Small files of XMCDA, written on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policylab.catalog.xmcda import read_xmcda
from policylab.errors import Problem, TableInvalid
from policylab.schema.decision_table import DecisionTable
from tests.xmcda.bodies import document

Write = Callable[..., Path]
Read = Callable[..., DecisionTable]
Refuse = Callable[..., list[Problem]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a file and returns its path."""

    def write_file(content: str | bytes, name: str = "a.xml") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def read(write: Write) -> Read:
    """Return a function that reads bodies as files `a.xml`, `b.xml` and so on."""

    def read_bodies(*bodies: str, version: int = 4) -> DecisionTable:
        names = "abcdefgh"
        return read_xmcda(
            [write(document(body, version), f"{names[k]}.xml") for k, body in enumerate(bodies)]
        )

    return read_bodies


@pytest.fixture
def refuse(read: Read) -> Refuse:
    """Return a function that reads bodies that must be refused, and returns the problems."""

    def refused(*bodies: str, version: int = 4) -> list[Problem]:
        with pytest.raises(TableInvalid) as caught:
            read(*bodies, version=version)
        return list(caught.value.problems)

    return refused
