"""Bytes to elements: size, encoding and document types are dealt with before anything else is looked at.

Document types are refused at their first sign, before a single entity is known, so nothing can grow and no other
file is ever opened; the parser is the one of the standard library, driven directly for the sake of line numbers.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from xml.parsers import expat

from policylab.catalog.xmcda.element import Element
from policylab.catalog.xmcda.slips import MAX_DEPTH, MAX_ELEMENTS, Slips

_CONTENT = {
    b"PK\x03\x04": "a zip archive or a workbook: unpack it first",
    b"%PDF-": "a PDF document",
    b"\x1f\x8b": "a gzip archive: unpack it first",
}
_PIECE = 1_000_000
_NATIVE = {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "us-ascii", "ascii", ""}
# Not encodings of a document: they run code points through escapes or shifts, which hides what is in a file.
_ODD = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined", "mbcs", "oem"}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_VERSION = re.compile(r"XMCDA-(\d+)\.(\d+)(?:\.(\d+))?$")
_MINORS = {2: 2, 3: 2, 4: 0}

_ENDS = 3
_WRONG = {
    _ENDS: "it holds no element",
    4: "this is not XML",
    5: "a tag or a comment is not finished here",
    6: "a character is cut in half here",
    7: "this end tag does not belong to the element that is open",
    8: "an attribute is given twice",
    9: "something follows after the end",
    11: "an entity is named that XML does not know by itself",
    18: "its encoding is not known",
    19: "its encoding is not the one it declares",
    27: "a prefix is used that stands for no namespace",
}

OTHER_ROOT = "its outermost element is"
OnRow = Callable[[Element, Element], None]


class _Stop(Exception):
    """Reading ends here; the problem has been reported."""


class _Reader:
    """Builds elements; gives rows of performance tables away at once, and keeps nothing of what is not read."""

    def __init__(self, slips: Slips, read: frozenset[str], on_row: OnRow) -> None:
        self.slips, self.wanted, self.on_row = slips, read, on_row
        self.root: Element | None = None
        self.namespace = ""
        self.parser: expat.XMLParserType

    def read(self, data: bytes, encoding: str | None) -> Element | None:
        """Return the outermost element, or None with the problem reported."""
        self.parser = parser = expat.ParserCreate(encoding, "}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        self._listen()
        try:
            self._feed(data)
        except _Stop:
            return None
        except expat.ExpatError as error:
            found = _WRONG.get(error.code, "this is not well-formed XML")
            if error.code == _ENDS and self.root is not None:
                found = "it ends before its outermost element does"
            code = "X005" if error.code in (6, 18, 19) else "X003"
            self.slips.add(code, error.lineno, "this file", found, column=error.offset + 1)
            return None
        except (ValueError, LookupError):
            self.slips.add("X005", 1, "this file", "its encoding is not known")
            return None
        return self.root

    def _feed(self, data: bytes) -> None:
        """Give the parser a piece at a time, so that no single tag can be endless."""
        view = memoryview(data)
        for start in range(0, len(data), _PIECE):
            self.parser.Parse(view[start : start + _PIECE], False)
            if start - self.parser.CurrentByteIndex > _PIECE:
                self._too_much("a single tag or comment here is over a megabyte")
        self.parser.Parse(b"", True)

    def _doctype(self, *_: object) -> None:
        self.slips.add("X004", self.parser.CurrentLineNumber, "this file", "it has a document type (DTD)")
        raise _Stop

    def _too_much(self, found: str, code: str = "X002") -> None:
        self.slips.add(code, self.parser.CurrentLineNumber, "this file", found)
        raise _Stop

    def _listen(self) -> None:
        """Set the parser's handlers: closures, because a large table calls them a million times."""
        parser, parts, names = self.parser, list[str](), dict[str, str]()
        opened: list[Element] = []
        passing = kept = before = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal passing, kept, before
            if passing:
                passing += 1
                return
            if parts:
                parts.clear()
            if attributes:
                # What other namespaces add (where a schema is, the language) says nothing here.
                attributes = {key: value for key, value in attributes.items() if "}" not in key}
                kept += len(attributes)
            if not opened:
                opened.append(self._begin(name, attributes))
                return
            if (tag := names.get(name)) is None:
                names[name] = tag = self._own(name)
            depth = len(opened)
            if not tag or (depth == 1 and tag not in self.wanted):
                self._pass_over(name, opened)
                passing = 1
                return
            if depth == 2:
                before = kept
            kept += 1
            element = Element(tag, attributes, parser.CurrentLineNumber)
            opened[-1].children.append(element)
            opened.append(element)
            if kept > MAX_ELEMENTS:
                self._too_much(f"it has more than {MAX_ELEMENTS:,} elements")
            if depth >= MAX_DEPTH:
                self._too_much(f"elements are nested {MAX_DEPTH} deep", "X007")

        def end(name: str) -> None:
            nonlocal passing, kept
            if passing:
                passing -= 1
                parts.clear()
                return
            element = opened.pop()
            if parts:
                if not element.children:
                    element.text = "".join(parts)
                parts.clear()
            if len(opened) == 2 and element.tag == "alternativePerformances":
                self.on_row(opened[1], element)
                opened[1].children.pop()
                kept = before

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = parts.append

    def _own(self, name: str) -> str:
        """Return the local name of an element; nothing if it is of another namespace."""
        space, _, tag = name.rpartition("}")
        return tag if space in ("", self.namespace) else ""

    def _pass_over(self, name: str, opened: list[Element]) -> None:
        tag = name.rpartition("}")[2]
        self.slips.skip(tag if len(opened) == 1 else f"{tag} in {opened[-1].tag}")

    def _begin(self, name: str, attributes: dict[str, str]) -> Element:
        """Check the outermost element: its name, and the version in its namespace."""
        line = self.parser.CurrentLineNumber
        space, _, tag = name.rpartition("}")
        match = _VERSION.search(space)
        if tag.casefold() != "xmcda" or not match:
            named = f" of the namespace '{space[:80]}'" if space else ""
            self.slips.add("X006", line, "this file", f"{OTHER_ROOT} '{tag[:40]}'{named}, not XMCDA")
            raise _Stop
        if int(match[2]) > _MINORS.get(int(match[1]), -1):
            self.slips.add("X006", line, "this file", f"it is XMCDA {match[0][6:]}")
            raise _Stop
        self.namespace = space
        self.slips.version = match[0][6:]
        self.root = Element(match[0][6:], attributes, line)
        return self.root


def elements(data: bytes, slips: Slips, read: frozenset[str], on_row: OnRow) -> Element | None:
    """Return the outermost element of a file, its tag being the version; None, with a problem, if there is none.

    Parameters
    ----------
    data : bytes
        The file.
    slips : Slips
        Takes problems, and the names of what is left out.
    read : frozenset of str
        Elements below the outermost that are of use; the others are left out and named.
    on_row : callable
        Takes a performance table and one row of it; rows are not kept.
    """
    for start, content in _CONTENT.items():
        if data.startswith(start):
            slips.add("X003", 0, "this file", f"its content is {content.partition(':')[0]}")
            return None
    data, encoding = _decoded(data, slips)
    return _Reader(slips, read, on_row).read(data, encoding) if data else None


def _decoded(data: bytes, slips: Slips) -> tuple[bytes, str | None]:
    """Return bytes the parser can read, and their encoding if it is not the one declared."""
    if not data.strip():
        slips.add("X003", 0, "this file", "it is empty")
        return b"", None
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _decode(data, "utf-32", slips)
    match = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    name = match[1].decode("ascii").lower().replace("_", "-") if match else ""
    if match and name.startswith(("utf-16", "ucs-2")):
        # The declaration could be read byte by byte, so that it cannot be true.
        slips.note(f"{slips.path} declares UTF-16 but is not in it; it was read as UTF-8.")
        return data, "utf-8"
    return (data, None) if name in _NATIVE else _decode(data, name, slips)


def _decode(data: bytes, name: str, slips: Slips) -> tuple[bytes, str | None]:
    try:
        codec = codecs.lookup(name)
        if (
            codec.name in _ODD
            or codec.name.endswith("_escape")
            or not getattr(codec, "_is_text_encoding", False)
        ):
            raise LookupError
        return data.decode(name).encode("utf-8"), "utf-8"
    except LookupError:
        slips.add("X005", 1, "this file", f"its encoding '{name}' is not known")
    except UnicodeError:
        slips.add("X005", 1, "this file", f"it is not in the encoding '{name}' that it declares")
    return b"", None
