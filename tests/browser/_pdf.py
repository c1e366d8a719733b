"""What a printed page says: the text of a PDF, page by page."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from playwright.sync_api import Page
from pypdf import PdfReader


@dataclass(frozen=True)
class Printed:
    """A printed page.

    Attributes
    ----------
    pages : tuple of str
        The text of each sheet of paper, its blanks and line ends each made one blank.
    """

    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text of all sheets."""
        return " ".join(self.pages)

    def sheets_with(self, words: str) -> list[int]:
        """Return the numbers, from 1, of the sheets that hold some words; line ends between them do not count."""
        return [number for number, text in enumerate(self.pages, 1) if plain(words) in text]


def plain(text: str) -> str:
    r"""Return a text as it is compared: one blank for any blanks, joined letters taken apart, no soft hyphens.

    >>> plain("a\u00a0 b\n\ufb01ve")
    'a b five'
    """
    for joined, letters in {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\xad": "",
    }.items():
        text = text.replace(joined, letters)
    return re.sub(r"\s+", " ", text).strip()


def read_pdf(data: bytes) -> Printed:
    """Return what a PDF says."""
    return Printed(tuple(plain(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(data)).pages))


def printed(page: Page, paper: str = "A4", **settings: object) -> Printed:
    """Print a page as a reader would and return what the paper says."""
    return read_pdf(page.pdf(format=paper, **settings))  # type: ignore[arg-type]
