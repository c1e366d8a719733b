"""Bytes of a file to its text, refusing what is not text or would not survive an export."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from pathlib import Path

from policylab.catalog.codes import MAX_BYTES
from policylab.catalog.report import Place, Report

_CONTENT = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a zip archive or a workbook (.xlsx, .ods, .docx)",
    b"\xd0\xcf\x11\xe0": "an old workbook or document (.xls, .doc)",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "a database",
}
# Controls but tab and line feed, line separators that editors do not count, halves of characters, and
# signs that are no characters at all: none of them survives an export to XML.
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ADD = "Add it; `policylab new example` makes a study with one of each, to copy from."
_MOST_MARKS = 12
_MOST_LINES = 20


def bad_character(text: str) -> tuple[int, str] | None:
    """Return position and description of the first character that cannot be kept, or None.

    A long pile of accents on one letter counts as one: scripts need a handful at most.
    """
    if match := _BAD.search(text):
        return match.start(), f"the character U+{ord(match.group()):04X} stands here, which cannot be shown"
    if text.isascii():
        return None
    pile = 0
    for position, letter in enumerate(text):
        pile = pile + 1 if letter > "\u02ff" and unicodedata.category(letter)[0] == "M" else 0
        if pile > _MOST_MARKS:
            return position, f"more than {_MOST_MARKS} accents are piled on one letter"
    return None


def read_text(folder: Path, name: str, report: Report) -> str | None:
    """Return the text of a file with plain line ends; None, with the problems reported, if there is none."""
    path = folder / name
    try:
        if not path.exists():
            report.add("P001", name, None, "this file", "it is missing", _rename(folder, name) or _ADD)
            return None
        if not path.is_file():
            # A pipe would be waited for, a device read without end.
            report.add("P001", name, None, "this file", "it is not a file")
            return None
        # One byte more than allowed is enough to know, however large the file is.
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        report.add("P001", name, None, "this file", "it cannot be opened")
        return None
    return decode(name, data, report)


def _rename(folder: Path, name: str) -> str:
    """Return the advice to rename a file that seems to be the missing one, or nothing."""
    close = get_close_matches(name, [path.name for path in folder.iterdir()], n=1, cutoff=0.75)
    return f"Rename {close[0]}, if that is the one." if close else ""


def decode(name: str, data: bytes, report: Report) -> str | None:
    """Return a file's bytes as text with plain line ends; None if they are not acceptable."""
    if len(data) > MAX_BYTES:
        report.add("P004", name, None, "this file", f"it is over {MAX_BYTES // 1_000_000} MB, the limit")
        return None
    for start, content in _CONTENT.items():
        if data.startswith(start):
            report.add("P003", name, None, "this file", f"its content is {content}")
            return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        report.add("P005", name, None, "this file", "it is in UTF-16")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        report.add("P005", name, Place(line, column), "this file", "from here on it is not UTF-8")
        return None
    text = text.replace("\r\n", "\n")
    return text if _all_good(name, text, report) else None


def _all_good(name: str, text: str, report: Report) -> bool:
    if bad_character(text) is None:
        return True
    bad = [(number, slip) for number, line in enumerate(text.split("\n"), 1) if (slip := bad_character(line))]
    for number, (position, found) in bad[:_MOST_LINES]:
        more = f", and so in {len(bad) - _MOST_LINES} more lines" if len(bad) > _MOST_LINES else ""
        report.add("P006", name, Place(number, position + 1), "this file", found + more)
    return False
