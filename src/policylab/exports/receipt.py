"""The receipt in every file: all that is needed to make it again, as words for people and as one line for programs."""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
import shlex
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from policylab import __version__
from policylab.analysis.choices import YOURS
from policylab.errors import CallError
from policylab.exports.view import DRAWS, SEED, View
from policylab.schema import content_hash

MARK = "policylab-receipt:"
_LINE = re.compile(MARK.encode() + rb"([A-Za-z0-9_-]+)")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
MOST_BYTES = 200_000_000
"""A file, or what a compressed part of it unpacks to, is read no further."""


@dataclass(frozen=True)
class Receipt:
    """What a file was made from, and how it is made again.

    Attributes
    ----------
    study, version, content : str
        Id, version and content hash of the published study.
    weights : Mapping
        `id`, `title` and `owner`, points of `groups` and `criteria`, and `started_from` when they were changed.
    scenario : str
        Its id.
    with_protection : float
        Share of the total given to protection, 0 to 1.
    floor : float or None
        Least points of protection accepted.
    own_scores : Mapping
        A reader's own low, central and high, by option and criterion.
    seed, draws : int
        Of what is sampled.
    link, date : str
        Address of the view and the day, where there are any.
    software : str
        `policylab 0.1.0`.
    kind, ending : str
        What the file is, and its format.
    options : Mapping
        Options of the kind that were set, such as `landscape`.
    """

    study: str
    version: str
    content: str
    weights: Mapping[str, Any]
    scenario: str
    with_protection: float
    floor: float | None
    own_scores: Mapping[str, Any]
    seed: int
    draws: int
    link: str
    date: str
    software: str
    kind: str
    ending: str
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """The command that makes the file again; points or scores of one's own come from the file itself."""
        if self.weights["id"] == YOURS or self.own_scores or self.link or self.date:
            return f"policylab reproduce FILE --out again.{self.ending}"
        words = ["policylab", "export", self.kind, f"{self.study}-{self.kind}.{self.ending}"]
        words += ["--study", self.study, "--weights", self.weights["id"], "--scenario", self.scenario]
        if self.with_protection:
            words += ["--with-protection", f"{100 * self.with_protection:g}"]
        if self.floor is not None:
            words += ["--floor", f"{self.floor:g}"]
        for name, usual in (("seed", SEED), ("draws", DRAWS)):
            if getattr(self, name) != usual:
                words += [f"--{name}", str(getattr(self, name))]
        for name, value in self.options.items():
            words += [f"--{name}"] if value is True else [f"--{name}", str(value)]
        return shlex.join(words)

    @property
    def line(self) -> str:
        """The receipt as one line of letters, digits, `-`, `_` and `:`, which means nothing in any format."""
        text = json.dumps(asdict(self), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        packed = zlib.compress(text.encode("ascii"), 9)
        return MARK + base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")

    def view(self, study: Any) -> View:
        """Return the view that the file was made from, in a study with the same ids.

        Raises
        ------
        CallError
            When the study lacks something the receipt names.
        """
        given = self.weights
        named = given["id"] if given["id"] != YOURS else {k: v for k, v in given.items() if k != "id"}
        return View.of(
            study, named, self.scenario, self.with_protection, self.own_scores,
            floor=self.floor, seed=self.seed, draws=self.draws, link=self.link, date=self.date,
        )  # fmt: skip


def receipt_of(view: View, kind: str, ending: str, options: Mapping[str, Any]) -> Receipt:
    """Return the receipt of a file of this kind and format."""
    result, choice = view.result, view.result.weight_set
    points = view.points
    weights = {"id": choice.id, "title": choice.title, "owner": choice.owner}
    if isinstance(points, dict):
        weights = {"id": YOURS, **points}
    else:
        weights |= {"groups": dict(choice.groups), "criteria": dict(choice.criteria)}  # type: ignore[dict-item]
    return Receipt(
        study=view.published.id,
        version=view.published.version,
        content=content_hash(view.published),
        weights=weights,
        scenario=result.scenario,
        with_protection=result.with_protection,
        floor=view.floor,
        own_scores=view.own_scores,
        seed=view.seed,
        draws=view.draws,
        link=view.link,
        date=view.date,
        software=f"policylab {__version__}",
        kind=kind,
        ending=ending,
        options={name: value for name, value in sorted(options.items()) if value},
    )


def read_receipt(content: bytes) -> Receipt:
    """Return the receipt in a file, of whatever format.

    Raises
    ------
    CallError
        When there is none, or it cannot be read.
    """
    for part in _parts(content):
        found = _LINE.search(part)
        if found:
            return _unpack(found[1])
    raise CallError("There is no receipt in this file: it was not made by policylab, or was changed since.")


def _parts(content: bytes) -> Iterator[bytes]:
    """Yield the file, and what is packed inside it: parts of an office file, streams of a PDF."""
    if content[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as folder:
                for item in folder.infolist():
                    if item.file_size <= MOST_BYTES:
                        yield folder.read(item)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
            return
        return
    yield content
    if content[:5] == b"%PDF-":
        for stream in _STREAM.finditer(content):
            try:
                yield zlib.decompressobj().decompress(stream[1], MOST_BYTES)
            except zlib.error:
                continue


def _unpack(packed: bytes) -> Receipt:
    try:
        padded = packed + b"=" * (-len(packed) % 4)
        text = zlib.decompressobj().decompress(base64.urlsafe_b64decode(padded), MOST_BYTES)
        return Receipt(**json.loads(text))
    except (binascii.Error, zlib.error, ValueError, TypeError) as error:
        raise CallError("The receipt in this file cannot be read: it was cut or changed.") from error
